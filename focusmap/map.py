"""The focus map without a screen: where dots lie, how far they spread, what it says in words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from statistics import median

from focusmap.leaning import MEANT, SAID, Leaning, Spot, find_leaning, headline, per_person
from focusmap.model import MapView, Placement, ReadAnswer
from focusmap.sentences import FEW, Gettext, Region, region, sign
from focusmap.shift import meant_otherwise

# The frame of the map in its own units: a little more than -1 to 1, so that piles have room.
FRAME = 1.08
# Space between the middles of two dots, by how many there are: few dots are large and far apart.
SPACING = ((60, 0.08), (150, 0.054), (400, 0.034), (1_000, 0.022))
LEAST_SPACING = 0.016
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
# A ring never shrinks to nothing, however alike the answers are.
LEAST_SPREAD = 0.04


@dataclass(frozen=True, slots=True)
class Dot:
    """One answer on the map: where somebody or its words put it, and where it is drawn.

    It is drawn so that none hides another. All are from -1 to 1; `px` and `py` may reach the frame.
    """

    answer: ReadAnswer
    placement: Placement
    px: float
    py: float

    @property
    def is_weak(self) -> bool:
        """Whether only weak words put it there; what somebody says of their own is not weak."""
        return self.placement.source == "words" and self.answer.reading.is_weak

    @property
    def is_moved(self) -> bool:
        """Whether somebody put it elsewhere than its words."""
        return self.placement.source != "words" and meant_otherwise(self.answer)


@dataclass(frozen=True, slots=True)
class Middle:
    """The median place of a layer, and the half-widths of a ring that holds half of its dots."""

    x: float
    y: float
    ring_x: float
    ring_y: float


@dataclass(frozen=True, slots=True)
class Layer:
    """What one kind of answers looks like on the map; `people` is how many gave them.

    `dots` is one an answer and what the numbers are of: the words' places, or in the view
    "meaning" what we mean. `meant` are the second dots of the view "both": where those lie that
    somebody meant otherwise. `spread` is that of the dots alone.
    """

    name: str
    view: MapView
    answers: tuple[ReadAnswer, ...]
    dots: tuple[Dot, ...]
    meant: tuple[Dot, ...]
    unplaced: tuple[ReadAnswer, ...]
    middle: Middle | None
    people: int
    spread: Spread

    @property
    def placed(self) -> int:
        """How many answers have a dot, or two."""
        return len(self.answers) - len(self.unplaced)

    @property
    def spacing(self) -> float:
        """The space between the middles of two dots, in map units."""
        return self.spread.spacing


def make_layer(
    name: str,
    answers: Sequence[ReadAnswer],
    before: Layer | None = None,
    view: MapView = "words",
) -> Layer:
    """Return the layer of some answers, in the order they came: later ones move no earlier dot.

    `before`, a layer of the first of these answers, saves the work that was done for it. The second
    dots of the view "both" come after all others, so that placing by hand moves none of these.
    """
    if before and (before.name, before.view, before.answers) == (name, view, tuple(answers)):
        return before
    first = [(a, p) for a in answers if (p := _first(a, view)) is not None]
    second = [(a, a.meaning) for a in answers if a.meaning and _has_second(a, view)]
    spacing = dot_spacing(len(first) + len(second))
    spread = _spread(_places(first), spacing, before.spread if before else None)
    drawn = _spread(_places([*first, *second]), spacing, spread).drawn
    dots = _dots(first, drawn)
    meant = _dots(second, drawn[len(first) :])
    shown = {d.answer.answer.id for d in (*dots, *meant)}
    return Layer(
        name=name,
        view=view,
        answers=tuple(answers),
        dots=dots,
        meant=meant,
        unplaced=tuple(a for a in answers if a.answer.id not in shown),
        middle=_middle_of(dots),
        people=len({a.answer.participant_id for a in answers}),
        spread=spread,
    )


def lay_together(
    layers: Sequence[Layer], before: Spread | None = None
) -> tuple[tuple[Layer, ...], Spread]:
    """Return layers drawn on one map, so that no dot of one hides one of another.

    The dots of the first lie where they would alone, if all together leave them their size.
    `before` saves the work that was done for the first of these dots.
    """
    dots = [dot for layer in layers for dot in layer.dots]
    spread = spread_on([(dot.placement.x, dot.placement.y) for dot in dots], before)
    drawn = iter(spread.drawn)
    laid = []
    for layer in layers:
        spots = islice(drawn, len(layer.dots))
        moved = tuple(
            replace(dot, px=x, py=y) for dot, (x, y) in zip(layer.dots, spots, strict=True)
        )
        laid.append(replace(layer, dots=moved, spread=spread))
    return tuple(laid), spread


def spread_on(places: Sequence[Spot], before: Spread | None = None) -> Spread:
    """Return where places are drawn that share one map; `before` as for `lay_together`."""
    return _spread(places, dot_spacing(len(places)), before)


Placed = tuple[ReadAnswer, Placement]


def _first(answer: ReadAnswer, view: MapView) -> Placement | None:
    """Return where the dot of an answer lies that the numbers are of."""
    return answer.meaning if view == "meaning" else answer.words


def _has_second(answer: ReadAnswer, view: MapView) -> bool:
    return view == "both" and meant_otherwise(answer)


def _places(placed: Sequence[Placed]) -> list[Spot]:
    return [(p.x, p.y) for _, p in placed]


def _dots(placed: Sequence[Placed], drawn: Sequence[Spot]) -> tuple[Dot, ...]:
    return tuple(Dot(a, p, x, y) for (a, p), (x, y) in zip(placed, drawn, strict=False))


def _middle_of(dots: Sequence[Dot]) -> Middle | None:
    # A median of a handful of people says more about chance than about the group.
    if len({d.answer.answer.participant_id for d in dots}) < FEW:
        return None
    return find_middle([(d.placement.x, d.placement.y) for d in dots], [(d.px, d.py) for d in dots])


def dot_spacing(count: int) -> float:
    """Return the space between dots so that all of them find room, in map units."""
    return next((space for most, space in SPACING if count <= most), LEAST_SPACING)


Taken = dict[tuple[int, int], Spot]


@dataclass(frozen=True, slots=True)
class Spread:
    """Where places are drawn, and which spots are taken, so that further places can be added."""

    spacing: float
    places: tuple[Spot, ...]
    drawn: tuple[Spot, ...]
    taken: Taken
    tried: Counter[Spot]


def spread_out(places: Sequence[Spot], spacing: float) -> tuple[Spot, ...]:
    """Move places apart on a golden spiral around where they are until all can be counted.

    The same places give the same picture, and those before a new one stay where they are.
    """
    return _spread(places, spacing, None).drawn


def _spread(places: Sequence[Spot], spacing: float, before: Spread | None) -> Spread:
    known = len(before.places) if before else 0
    if before is None or before.spacing != spacing or before.places != tuple(places[:known]):
        before, known = Spread(spacing, (), (), {}, Counter()), 0
    taken = dict(before.taken)
    # Answers with the same reading pile up: each goes on where the last of its pile stopped.
    tried = Counter(before.tried)
    drawn = list(before.drawn)
    for place in places[known:]:
        spot, tried[place] = _free_spot(place, spacing, taken, tried[place])
        taken[_cell(spot, spacing)] = spot
        drawn.append(spot)
    return Spread(spacing, tuple(places), tuple(drawn), taken, tried)


# The spiral in units of the spacing, long enough to leave the map at the least spacing.
TURNS = math.ceil((2 * FRAME / (LEAST_SPACING * 0.55)) ** 2)


@cache
def _spiral() -> tuple[Spot, ...]:
    return tuple(
        (
            0.55 * math.sqrt(turn) * math.cos(turn * GOLDEN_ANGLE),
            0.55 * math.sqrt(turn) * math.sin(turn * GOLDEN_ANGLE),
        )
        for turn in range(TURNS)
    )


def _free_spot(place: Spot, spacing: float, taken: Taken, first: int) -> tuple[Spot, int]:
    left, right = _reach(place[0], spacing)
    below, above = _reach(place[1], spacing)
    # Less than the spacing by a hair, so that rounding does not refuse a spot just far enough.
    nearest = (spacing * 0.999) ** 2
    for turn, (dx, dy) in enumerate(islice(_spiral(), first, None), first):
        spot = (place[0] + dx * spacing, place[1] + dy * spacing)
        cell = _cell(spot, spacing)
        if cell in taken or not (left < spot[0] < right and below < spot[1] < above):
            continue
        if _is_free(spot, cell, nearest, taken):
            return spot, turn + 1
    # The spiral has left the map and found no room: then dots may overlap.
    return place, first


def _reach(value: float, spacing: float) -> tuple[float, float]:
    """Return how far a dot may be moved on one axis: never over the line it clearly lies beside."""
    edge = FRAME - spacing / 2
    side = sign(value)
    return (spacing / 2 if side > 0 else -edge), (-spacing / 2 if side < 0 else edge)


def _is_free(spot: Spot, cell: tuple[int, int], nearest: float, taken: Taken) -> bool:
    x, y = spot
    column, row = cell
    for i, j in NEIGHBOURS:
        other = taken.get((column + i, row + j))
        if other and (other[0] - x) ** 2 + (other[1] - y) ** 2 < nearest:
            return False
    return True


# Cells are so small that each holds one dot at most: an occupied one needs no measuring, and
# whatever is too near lies at most two cells away.
NEIGHBOURS = tuple((i, j) for i in range(-2, 3) for j in range(-2, 3) if abs(i) + abs(j) < 4)


def _cell(spot: Spot, spacing: float) -> tuple[int, int]:
    side = spacing * 0.7
    return math.floor(spot[0] / side), math.floor(spot[1] / side)


def find_middle(places: Sequence[Spot], drawn: Sequence[Spot] | None = None) -> Middle | None:
    """Return the median on each axis and a ring around it that holds half of the dots.

    The ring is drawn among dots that were moved apart, so it is measured on where they are drawn.
    Its half-widths follow the median absolute deviation of each axis, scaled by the median of the
    distances in these units: half of the dots lie inside by construction.
    """
    if not places:
        return None
    x, y = median(p[0] for p in places), median(p[1] for p in places)
    dots = drawn or places
    dx = max(LEAST_SPREAD, median(abs(p[0] - x) for p in dots))
    dy = max(LEAST_SPREAD, median(abs(p[1] - y) for p in dots))
    scale = max(1.0, median(math.hypot((p[0] - x) / dx, (p[1] - y) / dy) for p in dots))
    return Middle(x, y, dx * scale, dy * scale)


def leaning_of(layer: Layer) -> Leaning:
    """Return which way the people of a layer look; an answer of nobody known stands for itself."""
    return find_leaning(
        per_person(
            (d.answer.answer.participant_id or d.answer.answer.id, d.placement.x, d.placement.y)
            for d in layer.dots
        )
    )


def map_sentence(layer: Layer, gettext: Gettext) -> str:
    """Return what a map of answers says in one sentence."""
    words = MEANT if layer.view == "meaning" else SAID
    return headline(leaning_of(layer), words, gettext)


def region_counts(layer: Layer) -> Counter[Region]:
    """Return how many dots lie in each region; those that cannot be told are in the middle."""
    return Counter(region(d.placement.x, d.placement.y) for d in layer.dots)
