"""Whether the way a group works fits it: a table of cases in data, the first that holds is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from focusmap.cases import check_keys, check_order
from focusmap.content_file import CONTENT, Table, load_tables
from focusmap.ratings import LEANS, Distribution
from focusmap.taps import STATEMENT_IDS

KEYS = ("id", "say", "any", *STATEMENT_IDS)


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the table: the leans it asks of any statement and of each, and its sentence."""

    id: str
    any: tuple[str, ...]
    leans: Mapping[str, tuple[str, ...]]
    say: str

    def holds(self, leans: Mapping[str, str]) -> bool:
        """Whether it holds for the leans of the statements, by their ids."""
        return (not self.any or any(lean in self.any for lean in leans.values())) and all(
            leans[name] in wanted for name, wanted in self.leans.items()
        )

    @property
    def is_last(self) -> bool:
        """Whether it always holds."""
        return not self.any and not self.leans


@cache
def load_cases(language: str, folder: Path = CONTENT) -> tuple[Case, ...]:
    """Return the cases in their order, the last of which always holds.

    Raises ContentError, with file and line, when the file is missing or wrong.
    """
    path = folder / language / "fit.toml"
    tables = load_tables(path, "case")
    cases = tuple(map(_case, tables))
    check_order(path, tables, [case.id for case in cases], [case.is_last for case in cases])
    return cases


def find_case(cases: Sequence[Case], distributions: Sequence[Distribution]) -> Case:
    """Return the first case that holds for how the statements were rated."""
    leans = {d.statement.id: d.lean for d in distributions}
    return next(case for case in cases if case.holds(leans))


def fit_sentence(cases: Sequence[Case], distributions: Sequence[Distribution]) -> str:
    """Return what the ratings say about fit."""
    case = find_case(cases, distributions)
    found = [d.statement.short for d in distributions if d.lean in case.any]
    return case.say.format(statements="; ".join(found))


def _case(table: Table) -> Case:
    check_keys(table, KEYS)
    say = table.text("say")
    found = _any(table)
    if table.names("say") - ({"statements"} if found else set()):
        raise table.error("say can hold {statements} where `any` is, and no other {name}", "say")
    leans = {name: _leans(table, name) for name in STATEMENT_IDS if name in table.values}
    return Case(table.text("id"), found, leans, say)


def _any(table: Table) -> tuple[str, ...]:
    return _leans(table, "any") if "any" in table.values else ()


def _leans(table: Table, key: str) -> tuple[str, ...]:
    value = table.values[key]
    wanted = [value] if isinstance(value, str) else value
    if not isinstance(wanted, list) or not wanted or any(lean not in LEANS for lean in wanted):
        raise table.error(f"{key} is one of {', '.join(LEANS)}, or a list of them", key)
    return tuple(wanted)
