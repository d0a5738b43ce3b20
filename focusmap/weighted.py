"""What is measured, weighted by the dots: where what really steers the week lies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from focusmap.entries import Entry
from focusmap.leaning import Spot
from focusmap.model import MapView
from focusmap.resampling import LEAST
from focusmap.sentences import FEW, N_, Catalogue
from focusmap.shift import DIRECTIONS, Direction


@dataclass(frozen=True, slots=True)
class Weighted:
    """The median of what is measured as it is, and with each entry counting by its dots."""

    plain: Spot
    middle: Spot
    dots: int
    people: int

    @property
    def directions(self) -> tuple[Direction, ...]:
        """Which ways the dots move the median so far that a room could see it."""
        ways: list[Direction] = []
        across, up = (b - a for a, b in zip(self.plain, self.middle, strict=True))
        if abs(across) >= LEAST:
            ways.append("outside" if across > 0 else "inside")
        if abs(up) >= LEAST:
            ways.append("outcomes" if up > 0 else "outputs")
        return tuple(ways)


def find_weighted(
    entries: Sequence[Entry], people: int, view: MapView = "words"
) -> Weighted | None:
    """Return the weighted median of some entries with their dots; None when too few gave dots.

    An entry's dots are shared by the answers behind it, which can be meant otherwise each.
    """
    placed = [
        (place.x, place.y, entry.dots / len(entry.answers))
        for entry in entries
        for a in entry.answers
        if (place := a.meaning if view == "meaning" else a.words)
    ]
    dots = sum(e.dots for e in entries)
    if people < FEW or len(placed) < FEW or not any(weight for *_, weight in placed):
        return None
    plain = median(x for x, _, _ in placed), median(y for _, y, _ in placed)
    middle = (
        weighted_median((x, w) for x, _, w in placed),
        weighted_median((y, w) for _, y, w in placed),
    )
    return Weighted(plain, middle, dots, people)


def weighted_median(values: Iterable[tuple[float, float]]) -> float:
    """Return the value at which half of the weight lies on either side; with a tie, between two.

    Weights must not be negative, nor all zero.
    """
    ordered = sorted((value, weight) for value, weight in values if weight > 0)
    half = sum(weight for _, weight in ordered) / 2
    passed = 0.0
    for n, (value, weight) in enumerate(ordered):
        passed += weight
        # Shares of dots add up to the half only nearly.
        if abs(passed - half) < 1e-9 and n + 1 < len(ordered):
            return (value + ordered[n + 1][0]) / 2
        if passed > half:
            return value
    return ordered[-1][0]


# Without a difference, one way, and two ways.
SENTENCES = (
    N_("Weighted by the dots, the middle of what is measured stays where it is."),
    N_("Weighted by the dots, the middle of what is measured lies {one}."),
    N_("Weighted by the dots, the middle of what is measured lies {one} and {other}."),
)


def weighted_sentence(weighted: Weighted, speak: Catalogue) -> str:
    """Return what the dots do to the middle of what is measured, and how many gave them."""
    ways = [speak.gettext(DIRECTIONS[d]) for d in weighted.directions]
    say = speak.gettext(SENTENCES[len(ways)])
    say = say.format(**dict(zip(("one", "other"), ways, strict=False)))
    return speak.gettext("{say} {dots} from {people}.").format(
        say=say,
        dots=speak.ngettext("{n} dot", "{n} dots", weighted.dots).format(n=weighted.dots),
        people=speak.ngettext("{n} person", "{n} people", weighted.people).format(
            n=weighted.people
        ),
    )
