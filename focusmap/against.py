"""Guess against words: where we guessed that most of us look, and where our words look.

Which case is said is a table in data (`content/LANGUAGE/guess.toml`): the first that holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from focusmap.cases import Case, read_cases
from focusmap.cloud import Cloud, cloud_regions
from focusmap.content_file import CONTENT
from focusmap.gaps import WAYS
from focusmap.map import Layer, Middle, region_counts
from focusmap.resampling import People, apart, per_person
from focusmap.sentences import (
    FEW,
    FOCUS_WORDS,
    ORIENTATION_WORDS,
    REGION_NAMES,
    Catalogue,
    Gettext,
    Region,
    camps,
    sign,
)
from focusmap.shift import DIRECTIONS, Direction

# What each fact can be; a case asks for some of them.
FACTS: Mapping[str, tuple[str, ...]] = {
    "guesses": ("hidden", "few", "split", "one"),
    "words": ("few", "split", "one"),
    "apart": ("yes", "no"),
    "same": ("yes", "no"),
}
NAMES = ("guess", "words", "ways")


@dataclass(frozen=True, slots=True)
class Against:
    """Guesses and words on one map; `guesses` is None as long as they are not revealed.

    `ways` are those in which the words surely lie from the guesses. `guess_camps` and `word_camps`
    are the two regions of a split, or nothing.
    """

    guesses: Cloud | None
    words: Layer
    ways: tuple[Direction, ...]
    guess_camps: tuple[Region, ...] = ()
    word_camps: tuple[Region, ...] = ()

    @property
    def facts(self) -> dict[str, str]:
        """What the cases ask for."""
        guess = self.guesses.middle if self.guesses else None
        # One person can give several answers, and speaks for one all the same.
        words = self.words.middle if self.people >= FEW else None
        same = guess and words and _field(guess) == _field(words)
        return {
            "guesses": "hidden" if self.guesses is None else _how(guess, self.guess_camps),
            "words": _how(words, self.word_camps),
            "apart": "yes" if self.ways else "no",
            "same": "yes" if same else "no",
        }

    @property
    def people(self) -> int:
        """How many people's words have a place."""
        return len({d.answer.answer.participant_id for d in self.words.dots})


def lay_against(guesses: Cloud | None, people: People, words: Layer) -> Against:
    """Return guesses and words side by side; `people` is where each person guessed, by her id."""
    if guesses is None:
        return Against(None, words, ())
    return Against(guesses, words, find_ways(people, words), _camps(guesses), _camps(words))


def find_ways(guesses: People, words: Layer) -> tuple[Direction, ...]:
    """Return which ways the words of a layer surely lie from people's guesses; none with too few.

    It is the gap from guess to said of the step Identify, in the words' own places.
    """
    said = per_person(
        (d.answer.answer.participant_id, d.placement.x, d.placement.y) for d in words.dots
    )
    if min(len(guesses), len(said)) < FEW:
        return ()
    found = zip(WAYS.values(), apart(guesses, said), strict=True)
    return tuple(ways[axis.difference > 0] for ways, axis in found if axis.is_sure)


def _how(middle: Middle | None, two: Sequence[Region]) -> str:
    if middle is None:
        return "few"
    return "split" if two else "one"


def _camps(layer: Cloud | Layer) -> tuple[Region, ...]:
    regions = cloud_regions(layer) if isinstance(layer, Cloud) else region_counts(layer)
    return tuple(camps(regions))


def _field(middle: Middle) -> tuple[int, int]:
    return sign(middle.x), sign(middle.y)


# The table


@cache
def load_guess_cases(language: str, folder: Path = CONTENT) -> tuple[Case, ...]:
    """Return the cases in their order; raises ContentError, with file and line, as `read_cases`."""
    return read_cases(folder / language / "guess.toml", FACTS, NAMES)


def find_case(cases: Sequence[Case], against: Against) -> Case:
    """Return the first case that holds."""
    facts = against.facts
    return next(case for case in cases if case.holds(facts))


# In words


def against_sentence(cases: Sequence[Case], against: Against, gettext: Gettext) -> str:
    """Return in one sentence how the words lie to the guesses."""
    ways = gettext(" and ").join(gettext(DIRECTIONS[way]) for way in against.ways)
    return find_case(cases, against).say.format(
        guess=_place(against.guesses, against.guess_camps, gettext),
        words=_place(against.words, against.word_camps, gettext),
        ways=ways,
    )


def _place(layer: Cloud | Layer | None, two: Sequence[Region], gettext: Gettext) -> str:
    """Return where a layer lies, as it stands within a sentence."""
    if layer is None or layer.middle is None:
        return ""
    if two:
        return gettext(" and ").join(gettext(REGION_NAMES[name]) for name in two)
    focus, orientation = sign(layer.middle.x), sign(layer.middle.y)
    if not focus and not orientation:
        return gettext("both ways")
    return gettext("{focus}, at {orientation}").format(
        focus=gettext(FOCUS_WORDS[focus]), orientation=gettext(ORIENTATION_WORDS[orientation])
    )


def against_basis(against: Against, speak: Catalogue) -> str:
    """Return what it rests on: how many guessed, how many answers of how many people."""
    if against.guesses is None:
        return ""
    dots = against.words.dots
    return speak.gettext(
        "Guesses: {guesses}. Words: {answers} from {people}. Only what could be placed."
    ).format(
        guesses=_people(against.guesses.people, speak),
        answers=speak.ngettext("{n} answer", "{n} answers", len(dots)).format(n=len(dots)),
        people=_people(against.people, speak),
    )


def _people(n: int, speak: Catalogue) -> str:
    return speak.ngettext("{n} person", "{n} people", n).format(n=n)
