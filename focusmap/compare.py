"""Two layers of the map laid side by side: whether they lie apart, which way, and how surely.

Between people, the difference is that of the gaps (see resampling): each person counts once, and
people are drawn again. Documents have no people. There the interval of a median is that of its
order statistics: with n people or sentences, the true median lies between the quantiles
0.5 - z / (2 sqrt(n)) and 0.5 + z / (2 sqrt(n)), by the normal approximation to the sign test, and
the interval of a difference joins both (Newcombe's square-and-add, 1998).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

from focusmap.leaning import per_person
from focusmap.model import MapView, ReadAnswer
from focusmap.resampling import Apart, Z, apart
from focusmap.sentences import FEW, N_, Catalogue
from focusmap.shift import DIRECTIONS, Direction

# A document's sentences come from one pen and are alike; four of them say nothing of it.
FEW_SENTENCES = 8
Spot = tuple[float, float]
Pair = Literal["measured", "documents"]


@dataclass(frozen=True, slots=True)
class Side:
    """The places of one layer. `behind` is how many people, or else sentences, they come from.

    `people` is where each person's places lie in the mean, by her id; of sentences there is none.
    """

    places: tuple[Spot, ...]
    behind: int
    people: Mapping[str, Spot] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What we say beside what is measured, or what documents say; no axes when too few."""

    pair: Pair
    said: Side
    other: Side
    focus: Apart | None
    orientation: Apart | None

    @property
    def directions(self) -> tuple[Direction, ...]:
        """Which ways the other side surely lies from what is said."""
        ways: list[Direction] = []
        if self.focus and self.focus.is_sure:
            ways.append("outside" if self.focus.difference > 0 else "inside")
        if self.orientation and self.orientation.is_sure:
            ways.append("outcomes" if self.orientation.difference > 0 else "outputs")
        return tuple(ways)


def side_of_people(answers: Iterable[ReadAnswer], view: MapView = "words") -> Side:
    """Return the places of people's answers: the words', or in the view "meaning" ours."""
    placed = placed_by_people(answers, view)
    people = per_person(placed)
    return Side(tuple((x, y) for _, x, y in placed), len(people), people)


def placed_by_people(
    answers: Iterable[ReadAnswer], view: MapView = "words"
) -> list[tuple[str, float, float]]:
    """Return the places of answers, each with the id of the person whose it is."""
    return [
        (a.answer.participant_id, p.x, p.y)
        for a in answers
        if (p := a.meaning if view == "meaning" else a.words)
    ]


def side_of_sentences(sentences: Iterable[ReadAnswer]) -> Side:
    """Return the places of documents' sentences, each standing for itself."""
    places = tuple((p.x, p.y) for s in sentences if (p := s.words))
    return Side(places, len(places))


def compare(pair: Pair, said: Side, other: Side, before: Comparison | None = None) -> Comparison:
    """Return how the other side lies to what is said; `before` saves the work if it is the same."""
    known = _known(before, said, other)
    least = FEW_SENTENCES if pair == "documents" else FEW
    if said.behind < FEW or other.behind < least:
        return Comparison(pair, said, other, None, None)
    if pair == "measured":
        return Comparison(pair, said, other, *(known or apart(said.people, other.people)))
    return Comparison(pair, said, other, _apart(said, other, 0), _apart(said, other, 1))


def _known(before: Comparison | None, said: Side, other: Side) -> tuple[Apart, Apart] | None:
    if before is None or before.focus is None or before.orientation is None:
        return None
    is_same = (before.said.people, before.other.people) == (said.people, other.people)
    return (before.focus, before.orientation) if is_same else None


def _apart(said: Side, other: Side, axis: int) -> Apart:
    one, low_one, high_one = _interval([p[axis] for p in said.places], said.behind)
    two, low_two, high_two = _interval([p[axis] for p in other.places], other.behind)
    difference = two - one
    return Apart(
        difference,
        difference - math.hypot(two - low_two, high_one - one),
        difference + math.hypot(high_two - two, one - low_one),
    )


def _interval(values: Sequence[float], behind: int) -> tuple[float, float, float]:
    """Return the median with the ends of its interval."""
    ordered = sorted(values)
    reach = min(0.5, Z / (2 * math.sqrt(behind)))
    return median(ordered), _quantile(ordered, 0.5 - reach), _quantile(ordered, 0.5 + reach)


def _quantile(ordered: Sequence[float], share: float) -> float:
    at = share * (len(ordered) - 1)
    below = math.floor(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (at - below)


# What is said of each pair: with too few, without a difference, one way, and two ways.
SENTENCES: dict[Pair, tuple[str, str, str, str]] = {
    "measured": (
        N_("Too few to lay what is measured beside what we say."),
        N_(
            "No clear difference between what is measured and what we say, "
            "as far as these answers tell."
        ),
        N_("What is measured, valued and rewarded lies {one} than what we say."),
        N_("What is measured, valued and rewarded lies {one} and {other} than what we say."),
    ),
    "documents": (
        N_("Too few to lay our documents beside what we say."),
        N_(
            "No clear difference between our documents and what we say, as far as these words tell."
        ),
        N_("Our documents look {one} than what we say."),
        N_("Our documents look {one} and {other} than what we say."),
    ),
}


def sentence(comparison: Comparison, speak: Catalogue) -> str:
    """Return in one sentence how two sides lie to each other."""
    too_few, same, one_way, two_ways = SENTENCES[comparison.pair]
    if comparison.focus is None:
        return speak.gettext(too_few)
    ways = [speak.gettext(DIRECTIONS[d]) for d in comparison.directions]
    if not ways:
        return speak.gettext(same)
    if len(ways) == 1:
        return speak.gettext(one_way).format(one=ways[0])
    return speak.gettext(two_ways).format(one=ways[0], other=ways[1])


def basis(comparison: Comparison, speak: Catalogue) -> str:
    """Return what a comparison rests on: answers and people on one side, and on the other."""
    said = _of_people(comparison.said, speak)
    if comparison.pair == "documents":
        n = comparison.other.behind
        other = speak.ngettext("{n} sentence", "{n} sentences", n).format(n=n)
        return speak.gettext("Said: {said}. Documents: {other}. Only what could be placed.").format(
            said=said, other=other
        )
    other = _of_people(comparison.other, speak)
    return speak.gettext("Said: {said}. Measured: {other}. Only what could be placed.").format(
        said=said, other=other
    )


def _of_people(side: Side, speak: Catalogue) -> str:
    n = len(side.places)
    return speak.gettext("{answers} from {people}").format(
        answers=speak.ngettext("{n} answer", "{n} answers", n).format(n=n),
        people=speak.ngettext("{n} person", "{n} people", side.behind).format(n=side.behind),
    )
