"""How groups lie to each other, in one sentence: a table of cases in data, the first that holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from focusmap.cases import Case, read_cases
from focusmap.content_file import CONTENT
from focusmap.sentences import Gettext
from focusmap.shift import DIRECTIONS, Direction

CONDITIONS: Mapping[str, tuple[str, ...]] = {
    "parts": ("none", "two", "more"),
    "few": ("some", "all"),
    "split": ("each",),
    "apart": ("none", "one", "some"),
}
NAMES = ("minimum", "apart", "few", "first", "second", "ways")
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


@cache
def load_cases(language: str, folder: Path = CONTENT) -> tuple[Case, ...]:
    """Return the cases in their order; raises ContentError, with file and line, as `read_cases`."""
    return read_cases(folder / language / "groups.toml", CONDITIONS, NAMES)


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
