"""Why an answer lies where it lies: its evidence axis by axis, with the sums that decide."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from focusmap.marked import cut
from focusmap.model import Axis, Evidence, ReadAnswer
from focusmap.reading.classes import ROLES
from focusmap.sentences import FOCUS_WORDS, N_, ORIENTATION_WORDS, Gettext, sign

# The lightest ground of a long answer moves nothing that can be seen: they are told as one.
MOST_GROUNDS = 8
PLACED_AXES: tuple[Axis, ...] = ("focus", "orientation")

SAYS: dict[Axis, tuple[str, str]] = {
    "focus": (N_("inside"), N_("outside")),
    "orientation": (N_("output"), N_("outcome")),
}
SIDES_IN_WORDS: dict[Axis, dict[int, str]] = {
    "focus": FOCUS_WORDS,
    "orientation": ORIENTATION_WORDS,
}
# What a word does in its sentence; a lexicon's effect is written class@role.
ROLE_WORDS = {role: words for role, words in ROLES.items() if role}


@dataclass(frozen=True, slots=True)
class Ground:
    """One piece of evidence; `words` are empty when it speaks of the answer as a whole."""

    words: str
    axis: Axis
    weight: float
    effect: str
    rule: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """The evidence on one axis, heaviest first.

    `others` counts the lighter evidence that is left out, `rest` is its sum, `total` the sum of
    all. `place` is tanh of the total, from -1 to 1.
    """

    axis: Axis
    heaviest: tuple[Ground, ...]
    others: int
    rest: float
    total: float

    @property
    def place(self) -> float:
        """Where the sum puts the answer on this axis."""
        return math.tanh(self.total)


def grounds_of(answer: ReadAnswer) -> tuple[Grounds, ...]:
    """Return the grounds of a placed answer on both axes of the map; none when it is unplaced."""
    if not answer.reading.placed:
        return ()
    return tuple(_grounds(answer, axis) for axis in PLACED_AXES)


def _grounds(answer: ReadAnswer, axis: Axis) -> Grounds:
    evidence = [e for e in answer.reading.evidence if e.axis == axis]
    evidence.sort(key=lambda e: -abs(e.weight))
    rest = evidence[MOST_GROUNDS:]
    return Grounds(
        axis=axis,
        heaviest=tuple(_ground(answer.answer.text, e) for e in evidence[:MOST_GROUNDS]),
        others=len(rest),
        rest=sum(e.weight for e in rest),
        total=sum(e.weight for e in evidence),
    )


def _ground(text: str, e: Evidence) -> Ground:
    words = "" if e.is_whole else " ".join(cut(text, e.start, e.end).split())
    return Ground(words, e.axis, e.weight, e.effect, e.rule)


def says(axis: Axis, weight: float, gettext: Gettext) -> str:
    """Return the side that a weight speaks for."""
    return gettext(SAYS[axis][weight > 0])


def effect_in_words(effect: str, meanings: Mapping[str, str], gettext: Gettext) -> str:
    """Return a lexicon's class@role in plain words: what the class means, and the word's role."""
    name, _, role = effect.partition("@")
    meaning = meanings.get(name) or name.replace("_", " ")
    if not role:
        return meaning
    return gettext("{meaning}; {role}").format(
        meaning=meaning, role=gettext(ROLE_WORDS[role]) if role in ROLE_WORDS else role
    )


def sum_sentence(grounds: Grounds, gettext: Gettext) -> str:
    """Return where the sum of an axis puts the answer, in plain words."""
    return gettext("Together {total}. On a scale from −1 to 1 that is {place}: {side}.").format(
        total=signed(grounds.total),
        place=signed(grounds.place),
        side=gettext(SIDES_IN_WORDS[grounds.axis][sign(grounds.place)]),
    )


def signed(value: float) -> str:
    """Return a number with two digits and its sign, the minus as people read it."""
    return f"{value:+.2f}".replace("-", "−") if round(value, 2) else "0.00"
