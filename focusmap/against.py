"""Guess against words: where we guessed that most of us look, and where our words look.

Which case is said is a table in data (`content/LANGUAGE/guess.toml`): the first that holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from focusmap.cases import Case, read_cases
from focusmap.cloud import Cloud, leaning_of_cloud
from focusmap.content_file import CONTENT
from focusmap.gaps import WAYS
from focusmap.leaning import Leaning, People, find_leaning, per_person, place_in_words
from focusmap.map import Layer, leaning_of
from focusmap.resampling import apart
from focusmap.sentences import FEW, Catalogue, Gettext
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

    `ways` are those in which the words surely lie from the guesses; the leanings say which way
    either side looks.
    """

    guesses: Cloud | None
    words: Layer
    ways: tuple[Direction, ...]
    guessing: Leaning
    wording: Leaning

    @property
    def facts(self) -> dict[str, str]:
        """What the cases ask for."""
        guess, words = self.guessing, self.wording
        told = not (guess.is_few or words.is_few)
        return {
            "guesses": "hidden" if self.guesses is None else _how(guess),
            "words": _how(words),
            "apart": "yes" if self.ways else "no",
            "same": "yes" if told and guess.field == words.field else "no",
        }

    @property
    def people(self) -> int:
        """How many people's words have a place."""
        return self.wording.people


def lay_against(guesses: Cloud | None, people: People, words: Layer) -> Against:
    """Return guesses and words side by side; `people` is where each person guessed, by her id."""
    wording = leaning_of(words)
    if guesses is None:
        return Against(None, words, (), find_leaning({}), wording)
    ways = find_ways(people, words)
    return Against(guesses, words, ways, leaning_of_cloud(guesses), wording)


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


def _how(leaning: Leaning) -> str:
    if leaning.is_few:
        return "few"
    return "split" if leaning.is_split else "one"


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
        guess=place_in_words(against.guessing, gettext),
        words=place_in_words(against.wording, gettext),
        ways=ways,
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
