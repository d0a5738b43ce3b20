"""Tables of cases in content: each asks for some facts, and the first that holds is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from focusmap.content_file import Table, load_tables
from focusmap.errors import ContentError


@dataclass(frozen=True, slots=True)
class Case:
    """One row of a table: the facts it asks for, by their names, and its sentence."""

    id: str
    asks: Mapping[str, str]
    say: str

    def holds(self, facts: Mapping[str, str]) -> bool:
        """Whether it holds for these facts."""
        return all(facts.get(name) == wanted for name, wanted in self.asks.items())


def read_cases(
    path: Path, facts: Mapping[str, Sequence[str]], names: Sequence[str]
) -> tuple[Case, ...]:
    """Return the cases of a file in their order, the last of which always holds.

    `facts` are what a case can ask for, with the values each can have; `names` may stand in braces
    in a sentence. Raises ContentError, with file and line, when the file is missing or wrong.
    """
    tables = load_tables(path, "case")
    cases = tuple(_case(table, facts, names) for table in tables)
    check_order(path, tables, [case.id for case in cases], [not case.asks for case in cases])
    return cases


def check_order(
    path: Path, tables: Sequence[Table], ids: Sequence[str], always: Sequence[bool]
) -> None:
    """Raise ContentError unless the last case, and no other, holds always, and all ids differ."""
    if not always[-1] or any(always[:-1]):
        raise ContentError(
            f"{path}:{tables[-1].first}: the last case, and no other, must hold always: "
            "only id and say."
        )
    if len(set(ids)) < len(ids):
        raise ContentError(f"{path}:1: two cases have the same id.")


def check_keys(table: Table, keys: Sequence[str]) -> None:
    """Raise ContentError at the first key of a table that is none of these."""
    for key in table.values:
        if key not in keys:
            raise table.error(f"there is no {key}; use {', '.join(keys)}", key)


def _case(table: Table, facts: Mapping[str, Sequence[str]], names: Sequence[str]) -> Case:
    check_keys(table, ("id", "say", *facts))
    asks = {name: _asked(table, name, facts[name]) for name in facts if name in table.values}
    if table.names("say") - set(names):
        held = [f"{{{name}}}" for name in names]
        listed = f"{', '.join(held[:-1])} and {held[-1]}"
        raise table.error(f"say can hold {listed}, and no other {{name}}", "say")
    return Case(table.text("id"), asks, table.text("say"))


def _asked(table: Table, name: str, values: Sequence[str]) -> str:
    value = table.values[name]
    if value not in values:
        raise table.error(f"{name} is one of {', '.join(values)}, not {value!r}", name)
    return str(value)
