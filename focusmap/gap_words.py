"""What is said of each gap, and the question it puts to the room: a table in content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from string import Formatter
from typing import get_args

from focusmap.content_file import CONTENT, Table, load_tables
from focusmap.errors import ContentError
from focusmap.gaps import GAP_AXES, PAIRS, TOLD, WAYS, Gap, GapSide, LayerName

LAYERS: tuple[LayerName, ...] = get_args(LayerName)
Key = tuple[str, ...]
# Which columns find a row of each table, and which sentences it holds.
KEYS: Mapping[str, tuple[str, ...]] = {
    "gap": ("pair", "axis", "way"),
    "none": ("pair", "axis"),
    "few": ("pair",),
    "whole": ("id",),
    "camps": ("layer", "axis"),
}
SENTENCES: Mapping[str, tuple[str, ...]] = {
    "gap": ("across", "further", "ask"),
    "none": ("say", "ask"),
    "few": ("say", "ask"),
    "whole": ("say", "ask"),
    "camps": ("say", "ask"),
}
# Only the sentences of camps hold numbers.
NAMES: Mapping[str, frozenset[str]] = {"camps": frozenset({"low", "high"})}

Row = Mapping[str, str]
GapTable = Mapping[str, Mapping[Key, Row]]


@dataclass(frozen=True, slots=True)
class GapWords:
    """A gap in words: what it is, which of its sides are in two camps, and a question."""

    say: str
    camps: tuple[str, ...]
    ask: str


def gap_in_words(gap: Gap, table: GapTable) -> GapWords:
    """Return what is said of a gap; where a side is in two camps, that is what is asked about."""
    row, say = _said(gap, table)
    camps = [_camps(side, gap, table) for side in (gap.one, gap.other) if side.has_camps]
    return GapWords(say, tuple(words for words, _ in camps), camps[0][1] if camps else row["ask"])


def headline(gaps: Sequence[Gap], table: GapTable) -> str:
    """Return what all gaps together say: the first clear one, or that there is none.

    `gaps` are in their order, the largest beyond uncertainty first.
    """
    clear = next((gap for gap in gaps if gap.verdict == "clear"), None)
    if clear:
        return gap_in_words(clear, table).say
    return table["whole"][_whole(gaps),]["say"]


def _whole(gaps: Sequence[Gap]) -> str:
    told = [gap for gap in gaps if gap.verdict == "none"]
    # The guess only says how well we know ourselves, and what we say is there in the other pairs.
    if any(gap.one.has_camps or gap.other.has_camps for gap in told if gap.pair in TOLD):
        return "camps"
    return "none" if told else "few"


def _said(gap: Gap, table: GapTable) -> tuple[Row, str]:
    if gap.verdict == "few":
        row = table["few"][gap.pair,]
    elif gap.way is None:
        row = table["none"][gap.pair, gap.axis]
    else:
        row = table["gap"][gap.pair, gap.axis, gap.way]
        return row, row["across" if gap.crosses else "further"]
    return row, row["say"]


def _camps(side: GapSide, gap: Gap, table: GapTable) -> tuple[str, str]:
    row = table["camps"][side.layer, gap.axis]
    return row["say"].format(low=side.low, high=side.high), row["ask"]


@cache
def load_gap_words(language: str, folder: Path = CONTENT) -> GapTable:
    """Return the tables of gaps.toml by name, each row by what finds it.

    Raises ContentError, with file and line, when the file is missing or wrong.
    """
    path = folder / language / "gaps.toml"
    return {name: _rows(path, name) for name in KEYS}


def _rows(path: Path, name: str) -> Mapping[Key, Row]:
    rows: dict[Key, Row] = {}
    wanted = list(_wanted(name))
    for table in load_tables(path, name):
        key = tuple(table.text(column) for column in KEYS[name])
        if key not in wanted or key in rows:
            raise table.error(f"there is no row {', '.join(key)} in [[{name}]], or two", "pair")
        for column in table.values:
            if column not in (*KEYS[name], *SENTENCES[name]):
                raise table.error(f"there is no {column} in [[{name}]]", column)
        rows[key] = {column: _sentence(table, column, name) for column in SENTENCES[name]}
    missing = [key for key in wanted if key not in rows]
    if missing:
        raise ContentError(f"{path}:1: [[{name}]] has no row for {', '.join(missing[0])}.")
    return rows


def _wanted(name: str) -> Iterator[Key]:
    match name:
        case "gap":
            yield from (
                (pair, axis, way) for pair in PAIRS for axis in GAP_AXES for way in WAYS[axis]
            )
        case "none":
            yield from product(PAIRS, GAP_AXES)
        case "few":
            yield from ((pair,) for pair in PAIRS)
        case "whole":
            yield from (("none",), ("camps",), ("few",))
        case _:
            yield from product(LAYERS, GAP_AXES)


def _sentence(table: Table, column: str, name: str) -> str:
    text = table.text(column)
    allowed: frozenset[str] = NAMES.get(name, frozenset()) if column == "say" else frozenset()
    try:
        found: Sequence[str | None] = [field for _, field, _, _ in Formatter().parse(text)]
    except ValueError:
        raise table.error(f"{column} has a {{ or }} too many", column) from None
    if {field for field in found if field is not None} != allowed:
        names = ", ".join(f"{{{field}}}" for field in sorted(allowed)) or "nothing"
        raise table.error(f"{column} holds {names} in braces", column)
    return text
