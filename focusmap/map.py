"""The focus map without a screen: where dots lie, how far they spread, what it says in words."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from focusmap.model import Placement, ReadAnswer, Reading
from focusmap.sentences import Region, region

# The frame of the map in its own units: a little more than -1 to 1, so that piles have room.
FRAME = 1.08
# Space between the middles of two dots, by how many there are: few dots are large and far apart.
SPACING = ((60, 0.088), (150, 0.062), (400, 0.042), (1_000, 0.027))
LEAST_SPACING = 0.019
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
# A ring never shrinks to nothing, however alike the answers are.
LEAST_SPREAD = 0.04


@dataclass(frozen=True, slots=True)
class Dot:
    """One answer on the map: its place in the reading, and where it is drawn so that none hides.

    All are from -1 to 1; `px` and `py` may reach the frame.
    """

    answer: ReadAnswer
    placement: Placement
    px: float
    py: float


@dataclass(frozen=True, slots=True)
class Middle:
    """The median place of a layer, and the half-widths of a ring that holds half of its dots."""

    x: float
    y: float
    ring_x: float
    ring_y: float


@dataclass(frozen=True, slots=True)
class Layer:
    """What one kind of answers looks like on the map; `people` is how many gave them."""

    name: str
    dots: tuple[Dot, ...]
    unplaced: tuple[ReadAnswer, ...]
    middle: Middle | None
    people: int
    spacing: float


def make_layer(name: str, answers: Sequence[ReadAnswer]) -> Layer:
    """Return the layer of some answers, in the order they came: later ones move no earlier dot."""
    placed = [(a, p) for a in answers if (p := placement(a)) is not None]
    spacing = dot_spacing(len(placed))
    drawn = spread_out([(p.x, p.y) for _, p in placed], spacing)
    dots = tuple(Dot(a, p, px, py) for (a, p), (px, py) in zip(placed, drawn, strict=True))
    return Layer(
        name=name,
        dots=dots,
        unplaced=tuple(a for a in answers if not a.reading.placed),
        middle=find_middle([(d.placement.x, d.placement.y) for d in dots]),
        people=len({a.answer.participant_id for a in answers}),
        spacing=spacing,
    )


def placement(answer: ReadAnswer) -> Placement | None:
    """Return where an answer lies by its words, or None when they do not say."""
    reading: Reading = answer.reading
    if reading.x is None or reading.y is None:
        return None
    return Placement(answer.answer.id, reading.x, reading.y, "words")


def dot_spacing(count: int) -> float:
    """Return the space between dots so that all of them find room, in map units."""
    return next((space for most, space in SPACING if count <= most), LEAST_SPACING)


def spread_out(
    places: Sequence[tuple[float, float]], spacing: float
) -> tuple[tuple[float, float], ...]:
    """Move places apart on a golden spiral around where they are until all can be counted.

    The same places give the same picture, and those before a new one stay where they are.
    """
    cells: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    # Answers with the same reading pile up: each goes on where the last of its pile stopped.
    tried: Counter[tuple[float, float]] = Counter()
    drawn = []
    for place in places:
        spot, tried[place] = _free_spot(place, spacing, cells, tried[place])
        cells[_cell(spot, spacing)].append(spot)
        drawn.append(spot)
    return tuple(drawn)


def _free_spot(
    place: tuple[float, float],
    spacing: float,
    cells: dict[tuple[int, int], list[tuple[float, float]]],
    first: int,
) -> tuple[tuple[float, float], int]:
    turn = first
    while True:
        reach = spacing * 0.55 * math.sqrt(turn)
        angle = turn * GOLDEN_ANGLE
        spot = (place[0] + reach * math.cos(angle), place[1] + reach * math.sin(angle))
        turn += 1
        # A spiral that has left the whole map finds no room any more: then dots may overlap.
        if reach > 3 * FRAME:
            return place, turn
        if max(abs(spot[0]), abs(spot[1])) <= FRAME - spacing / 2 and _is_free(spot, spacing, cells):
            return spot, turn


def _is_free(
    spot: tuple[float, float],
    spacing: float,
    cells: dict[tuple[int, int], list[tuple[float, float]]],
) -> bool:
    column, row = _cell(spot, spacing)
    near = (
        other
        for i in (column - 1, column, column + 1)
        for j in (row - 1, row, row + 1)
        for other in cells.get((i, j), ())
    )
    return all(math.dist(spot, other) >= spacing * 0.999 for other in near)


def _cell(spot: tuple[float, float], spacing: float) -> tuple[int, int]:
    return math.floor(spot[0] / spacing), math.floor(spot[1] / spacing)


def find_middle(places: Sequence[tuple[float, float]]) -> Middle | None:
    """Return the median on each axis and a ring around it that holds half of the places.

    The ring's half-widths follow the median absolute deviation of each axis, scaled by the median
    of the distances in these units, so that half of the places lie inside by construction.
    """
    if not places:
        return None
    x, y = median(p[0] for p in places), median(p[1] for p in places)
    dx = max(LEAST_SPREAD, median(abs(p[0] - x) for p in places))
    dy = max(LEAST_SPREAD, median(abs(p[1] - y) for p in places))
    scale = max(1.0, median(math.hypot((p[0] - x) / dx, (p[1] - y) / dy) for p in places))
    return Middle(x, y, dx * scale, dy * scale)


def region_counts(layer: Layer) -> Counter[Region]:
    """Return how many dots lie in each region; those that cannot be told are in the middle."""
    return Counter(region(d.placement.x, d.placement.y) for d in layer.dots)
