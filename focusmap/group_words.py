"""How groups lie to each other, in one sentence: a table of cases in data, the first that holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from focusmap.content_file import CONTENT, Table, load_tables
from focusmap.errors import ContentError
from focusmap.sentences import Gettext
from focusmap.shift import DIRECTIONS, Direction

CONDITIONS: Mapping[str, tuple[str, ...]] = {
    "parts": ("none", "two", "more"),
    "few": ("some", "all"),
    "split": ("each",),
    "apart": ("none", "one", "some"),
}
NAMES = {"minimum", "apart", "few", "first", "second", "ways"}
# More names are no sentence that one reads aloud; the pictures show the rest.
MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class Look:
    """Where one part looks, beside all the rest of the room.

    `ways` are the directions in which it surely lies from the rest, `far` how far in all. `is_few`
    says that too little of it, or of the rest, is placed; `is_split` that it has two camps.
    """

    name: str
    ways: tuple[Direction, ...] = ()
    far: float = 0.0
    is_few: bool = False
    is_split: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the table: what it asks for, by the names of CONDITIONS, and its sentence."""

    id: str
    asks: Mapping[str, str]
    say: str

    def holds(self, found: Mapping[str, str]) -> bool:
        """Whether it holds for what was found."""
        return all(found.get(name) == wanted for name, wanted in self.asks.items())


@cache
def load_cases(language: str, folder: Path = CONTENT) -> tuple[Case, ...]:
    """Return the cases in their order, the last of which always holds.

    Raises ContentError, with file and line, when the file is missing or wrong.
    """
    path = folder / language / "groups.toml"
    tables = load_tables(path, "case")
    cases = tuple(map(_case, tables))
    if cases[-1].asks or not all(case.asks for case in cases[:-1]):
        raise ContentError(
            f"{path}:{tables[-1].first}: the last case, and no other, must hold always: "
            "only id and say."
        )
    if len({case.id for case in cases}) < len(cases):
        raise ContentError(f"{path}:1: two cases have the same id.")
    return cases


def find_case(cases: Sequence[Case], looks: Sequence[Look]) -> Case:
    """Return the first case that holds for where the parts look."""
    found = {
        "parts": "none" if not looks else "two" if len(looks) == 2 else "more",
        "apart": _how_many(sum(bool(look.ways) for look in looks)),
        "few": _some(sum(look.is_few for look in looks), len(looks)),
        "split": "each" if looks and all(look.is_split for look in looks) else "",
    }
    return next(case for case in cases if case.holds(found))


def _how_many(count: int) -> str:
    return {0: "none", 1: "one"}.get(count, "some")


def _some(count: int, of: int) -> str:
    return "" if not count else "all" if count == of else "some"


def groups_sentence(
    cases: Sequence[Case], looks: Sequence[Look], minimum: int, gettext: Gettext
) -> str:
    """Return how the parts lie to each other."""
    apart = sorted((look for look in looks if look.ways), key=lambda look: -look.far)
    first = apart[0] if apart else None
    second = next((look.name for look in looks if look is not first), "")
    return find_case(cases, looks).say.format(
        minimum=minimum,
        apart=_named_with_ways(apart, gettext),
        few=", ".join(look.name for look in looks if look.is_few),
        first=first.name if first else "",
        second=second,
        ways=ways_in_words(first.ways, gettext) if first else "",
    )


def _named_with_ways(looks: Sequence[Look], gettext: Gettext) -> str:
    named = [f"{look.name} {ways_in_words(look.ways, gettext)}" for look in looks[:MOST_NAMED]]
    return ", ".join(named)


def ways_in_words(ways: Sequence[Direction], gettext: Gettext) -> str:
    """Return directions in words, such as "further outside and nearer to outcomes"."""
    words = [gettext(DIRECTIONS[way]) for way in ways]
    if len(words) == 2:
        return gettext("{one} and {other}").format(one=words[0], other=words[1])
    return "".join(words)


def _case(table: Table) -> Case:
    for key in table.values:
        if key not in ("id", "say", *CONDITIONS):
            raise table.error(f"there is no {key}; use id, say, {', '.join(CONDITIONS)}", key)
    asks = {}
    for key, values in CONDITIONS.items():
        if key in table.values:
            if table.values[key] not in values:
                raise table.error(f"{key} is one of {', '.join(values)}", key)
            asks[key] = str(table.values[key])
    say = table.text("say")
    if _names(table, say) - NAMES:
        raise table.error(f"say can hold {', '.join(sorted(NAMES))} in braces", "say")
    return Case(table.text("id"), asks, say)


def _names(table: Table, text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        raise table.error("say has a { or } too many", "say") from None
