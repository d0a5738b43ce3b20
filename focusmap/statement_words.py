"""The sentences of the gap statement and of the vote on it: tables in content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from focusmap.content_file import CONTENT, Table, load_tables
from focusmap.errors import ContentError
from focusmap.gaps import GAP_AXES, PAIRS, TOLD, WAYS, GapAxis
from focusmap.shift import Direction

Key = tuple[str, ...]
Rows = Mapping[Key, Mapping[str, str]]

FILE = "gap_statement.toml"
NO_WAY = "none"
LAYERS = ("said", "measured", "wanted")
BASIS_LAYERS = (*LAYERS, "guess")
VERDICTS = ("few", "agreed", "lived", "not")


@dataclass(frozen=True, slots=True)
class Shape:
    """One of the file's tables: which columns find a row, which keys there are, what it says.

    `says` names what each sentence holds in braces.
    """

    key: tuple[str, ...]
    wanted: tuple[Key, ...]
    says: Mapping[str, frozenset[str]]


def _keys(*columns: Iterable[str]) -> tuple[Key, ...]:
    return tuple(product(*columns))


NOTHING: frozenset[str] = frozenset()
SAY = {"say": NOTHING}
QUOTES = {"one": frozenset({"one"}), "two": frozenset({"one", "two"})}
SHAPES: Mapping[str, Shape] = {
    "lead": Shape(("case",), _keys(("clear", "camps", "few", "none")), SAY),
    "gap": Shape(
        ("pair", "focus", "orientation"),
        tuple(
            key
            for key in _keys(PAIRS, *((*WAYS[axis], NO_WAY) for axis in GAP_AXES))
            if key[1:] != (NO_WAY, NO_WAY)
        ),
        {"across": NOTHING, "further": NOTHING},
    ),
    "none": Shape(("pair",), _keys(TOLD), SAY),
    "few": Shape(("pair",), _keys(TOLD), SAY),
    "missing": Shape(("layer",), _keys(LAYERS), SAY),
    "camps": Shape(("layer", "axis"), _keys(LAYERS, GAP_AXES), {"say": frozenset({"low", "high"})}),
    "pull": Shape(("way",), _keys(("away", "towards", "both")), SAY),
    "examples": Shape(("layer",), _keys(LAYERS[:2]), QUOTES),
}
BASIS = {"say": frozenset({"counts"})} | {layer: frozenset({"n"}) for layer in BASIS_LAYERS}
TWO_CAMPS = {"say": frozenset({"camps"})}
RESULT_NAMES: Mapping[str, frozenset[str]] = {
    "few": frozenset({"n"}),
    "agreed": NOTHING,
    "lived": NOTHING,
    "not": frozenset({"no"}),
}
# Where somebody may have said no all the same.
WITH_SOME_NO = ("agreed", "lived")


@dataclass(frozen=True, slots=True)
class StatementTable:
    """The sentences, by what finds them; see the file."""

    lead: Mapping[str, str]
    gap: Mapping[Key, Mapping[str, str]]
    none: Mapping[str, str]
    few: Mapping[str, str]
    missing: Mapping[str, str]
    camps: Mapping[Key, str]
    two_camps: str
    pull: Mapping[str, str]
    examples: Mapping[str, tuple[str, str]]
    basis: Mapping[str, str]
    result: Mapping[str, Mapping[str, str]]

    def gap_sentence(self, pair: str, ways: Mapping[GapAxis, Direction], *, across: bool) -> str:
        """Return what is said of a gap that is clear on one axis or on both."""
        key = (pair, *(ways.get(axis, NO_WAY) for axis in GAP_AXES))
        return self.gap[key]["across" if across else "further"]


@cache
def load_statement_words(language: str, folder: Path = CONTENT) -> StatementTable:
    """Return the sentences of a language.

    Raises ContentError, with file and line, when the file is missing or wrong.
    """
    path = folder / language / FILE
    rows = {name: _rows(path, name, shape) for name, shape in SHAPES.items()}

    def says(name: str) -> dict[str, str]:
        return {key[0]: row["say"] for key, row in rows[name].items()}

    return StatementTable(
        lead=says("lead"),
        gap=rows["gap"],
        none=says("none"),
        few=says("few"),
        missing=says("missing"),
        camps={key: row["say"] for key, row in rows["camps"].items()},
        pull=says("pull"),
        examples={key[0]: (row["one"], row["two"]) for key, row in rows["examples"].items()},
        two_camps=_single(path, "two_camps", TWO_CAMPS)["say"],
        basis=_single(path, "basis", BASIS),
        result=_results(path),
    )


def _rows(path: Path, name: str, shape: Shape) -> Rows:
    rows: dict[Key, Mapping[str, str]] = {}
    for table in load_tables(path, name):
        key = tuple(table.text(column) for column in shape.key)
        if key not in shape.wanted or key in rows:
            raise table.error(
                f"there is no row {', '.join(key)} in [[{name}]], or two", shape.key[0]
            )
        _check_columns(table, (*shape.key, *shape.says))
        rows[key] = {
            column: _sentence(table, column, names) for column, names in shape.says.items()
        }
    _check_all(path, name, shape.wanted, rows)
    return rows


def _single(path: Path, name: str, says: Mapping[str, frozenset[str]]) -> Mapping[str, str]:
    """Return the sentences of a table that has one row."""
    (table,) = load_tables(path, name)
    _check_columns(table, says)
    return {column: _sentence(table, column, names) for column, names in says.items()}


def _results(path: Path) -> Mapping[str, Mapping[str, str]]:
    rows: dict[Key, Mapping[str, str]] = {}
    for table in load_tables(path, "result"):
        verdict = table.text("verdict")
        if verdict not in VERDICTS or (verdict,) in rows:
            raise table.error(f"there is no row {verdict} in [[result]], or two", "verdict")
        also = {"also": frozenset({"no"})} if verdict in WITH_SOME_NO else {}
        says = {"say": RESULT_NAMES[verdict], **also}
        _check_columns(table, ("verdict", *says))
        rows[verdict,] = {column: _sentence(table, column, names) for column, names in says.items()}
    _check_all(path, "result", _keys(VERDICTS), rows)
    return {verdict: row for (verdict,), row in rows.items()}


def _check_columns(table: Table, columns: Iterable[str]) -> None:
    allowed = tuple(columns)
    for column in table.values:
        if column not in allowed:
            raise table.error(f"there is no {column}; use {', '.join(allowed)}", column)


def _check_all(path: Path, name: str, wanted: Sequence[Key], rows: Rows) -> None:
    missing = next((key for key in wanted if key not in rows), None)
    if missing:
        raise ContentError(f"{path}:1: [[{name}]] has no row for {', '.join(missing)}.")


def _sentence(table: Table, column: str, names: frozenset[str]) -> str:
    text = table.text(column)
    if table.names(column) != names:
        held = ", ".join(f"{{{name}}}" for name in sorted(names)) or "nothing"
        raise table.error(f"{column} holds {held} in braces", column)
    return text
