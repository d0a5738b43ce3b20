"""The gaps: said to measured, said to wanted, guess to said, each on both axes, and how surely.

A gap is the difference of two layers' means in which each person counts once, with an interval from
drawing people again (see resampling). What is said of it is a table in content: gaps.toml.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from statistics import fmean
from typing import Literal, get_args

from focusmap.leaning import People, Spot, has_camps
from focusmap.map import Middle
from focusmap.model import ReadAnswer
from focusmap.resampling import Apart
from focusmap.sentences import FEW, MIDDLE, N_, Catalogue, sign
from focusmap.shift import DIRECTIONS, Direction
from focusmap.words import even

LayerName = Literal["said", "measured", "wanted", "guess"]
GapAxis = Literal["focus", "orientation"]
Verdict = Literal["clear", "none", "few"]
Order = Literal["size", "disagreement"]
PairName = Literal["said_measured", "said_wanted", "guess_said"]

# From which layer to which each pair leads.
PAIRS: Mapping[PairName, tuple[LayerName, LayerName]] = {
    "said_measured": ("said", "measured"),
    "said_wanted": ("said", "wanted"),
    "guess_said": ("guess", "said"),
}
# Pairs of which something is told even without a clear gap. The guess says how well a group knows
# itself: of that, only what is clear.
TOLD: tuple[PairName, ...] = ("said_measured", "said_wanted")
GAP_AXES: tuple[GapAxis, ...] = get_args(GapAxis)
# The ways along each axis: down it, and up it.
WAYS: Mapping[GapAxis, tuple[Direction, Direction]] = {
    "focus": ("inside", "outside"),
    "orientation": ("outputs", "outcomes"),
}
# Figures are told in steps of which so many lead across the map, so that no fraction is needed.
STEPS_ACROSS = 100
# As many of a group's own answers show one side of a gap.
EXAMPLES = 3
LONGEST_EXAMPLE = 120


@dataclass(frozen=True, slots=True)
class GapSide:
    """One side of a gap on its axis: how many people, their mean place and how far they spread.

    `spread` is the standard deviation of people's places, from 0 to 1. `low` and `high` are how
    many lie clearly at either end of the axis.
    """

    layer: LayerName
    people: int
    mean: float
    spread: float
    low: int
    high: int

    @property
    def has_camps(self) -> bool:
        """Whether the people are in two camps on this axis."""
        return has_camps(self.low, self.high, self.people)


@dataclass(frozen=True, slots=True)
class Gap:
    """One pair of layers on one axis. With too few people on either side there is no `apart`.

    `people` is how many stand behind it in all, `both` how many of them are on both sides. The
    examples are the group's own words on either side, where a side has words.
    """

    pair: PairName
    axis: GapAxis
    one: GapSide
    other: GapSide
    people: int
    both: int
    apart: Apart | None
    examples: tuple[ReadAnswer, ...] = ()
    other_examples: tuple[ReadAnswer, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Whether the gap is clear, or is none as far as these people tell, or they are too few."""
        if self.apart is None:
            return "few"
        return "clear" if self.apart.is_sure else "none"

    @property
    def way(self) -> Direction | None:
        """Which way the second side lies from the first; None unless the gap is clear."""
        if self.apart is None or not self.apart.is_sure:
            return None
        return WAYS[self.axis][self.apart.difference > 0]

    @property
    def beyond(self) -> float:
        """How far a clear gap's interval keeps from zero, in map units; otherwise 0."""
        return self.apart.beyond if self.apart and self.apart.is_sure else 0.0

    @property
    def disagreement(self) -> float:
        """How far people lie apart on the side where they do so most, from 0 to 1."""
        return max(self.one.spread, self.other.spread)

    @property
    def crosses(self) -> bool:
        """Whether the two sides lie clearly at different ends of the axis."""
        if self.one.has_camps or self.other.has_camps:
            # A camp at either end looks both ways, wherever its mean lies.
            return False
        return sign(self.one.mean) * sign(self.other.mean) < 0


def make_gaps(
    pair: PairName, layers: Mapping[LayerName, People], found: tuple[Apart, Apart] | None
) -> tuple[Gap, Gap]:
    """Return the gaps of a pair on both axes; `found` as `apart` gives it, None with too few."""
    name, other_name = PAIRS[pair]
    one, other = layers[name], layers[other_name]
    enough = min(len(one), len(other)) >= FEW
    focus, orientation = (
        Gap(
            pair,
            axis,
            make_side(name, one, number),
            make_side(other_name, other, number),
            people=len({*one, *other}),
            both=len(one.keys() & other.keys()),
            apart=found[number] if found and enough else None,
        )
        for number, axis in enumerate(GAP_AXES)
    )
    return focus, orientation


def make_side(layer: LayerName, people: People, axis: int) -> GapSide:
    """Return one side of a gap: on the axis 0, focus, or 1, orientation."""
    places = [spot[axis] for spot in people.values()]
    ends = [sign(place) for place in places]
    mean = fmean(places) if places else 0.0
    return GapSide(
        layer,
        people=len(places),
        mean=mean,
        # Not statistics.pstdev, whose exact fractions take a hundred times as long.
        spread=math.sqrt(fmean((p - mean) ** 2 for p in places)) if places else 0.0,
        low=ends.count(-1),
        high=ends.count(1),
    )


def in_order(gaps: Iterable[Gap], by: Order = "size") -> tuple[Gap, ...]:
    """Return gaps by their size beyond uncertainty, or by disagreement; those of too few last."""

    def key(gap: Gap) -> tuple[bool, float, float, int]:
        first, second = gap.beyond, gap.disagreement
        if by == "disagreement":
            first, second = second, first
        return gap.apart is None, -first, -second, _place(gap)

    return tuple(sorted(gaps, key=key))


def _place(gap: Gap) -> int:
    return list(product(PAIRS, GAP_AXES)).index((gap.pair, gap.axis))


# From where to where on the map.
Line = tuple[Spot, Spot]


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow from a layer's median towards another's, along the ways in which a gap is clear.

    It ends at that median only where both axes are clear.
    """

    one: LayerName
    other: LayerName
    ways: tuple[Direction, ...]
    line: Line


def arrows(gaps: Iterable[Gap], middles: Mapping[LayerName, Middle | None]) -> tuple[Arrow, ...]:
    """Return the arrows of the pairs that have a clear gap; they claim nothing that is not sure.

    A gap is one of means. Where the medians lie the other way there is no arrow, since it would
    point against the sentence.
    """
    clear: dict[PairName, dict[GapAxis, Gap]] = {}
    for gap in gaps:
        if gap.way:
            clear.setdefault(gap.pair, {})[gap.axis] = gap
    drawn = (_arrow(pair, found, middles) for pair, found in clear.items())
    return tuple(arrow for arrow in drawn if arrow)


def _arrow(
    pair: PairName, found: Mapping[GapAxis, Gap], middles: Mapping[LayerName, Middle | None]
) -> Arrow | None:
    name, other_name = PAIRS[pair]
    ways = tuple(w for axis in GAP_AXES if axis in found and (w := found[axis].way))
    line = lead(middles.get(name), middles.get(other_name), ways)
    return Arrow(name, other_name, ways, line) if line else None


def lead(one: Middle | None, other: Middle | None, ways: Collection[Direction]) -> Line | None:
    """Return the line from a median towards another along those ways only that are clear.

    None without a way, without both medians, or where one of the ways leads elsewhere than they do.
    """
    if one is None or other is None or not ways:
        return None
    moved = {"focus": other.x - one.x, "orientation": other.y - one.y}
    along = {axis: way for axis in GAP_AXES for way in WAYS[axis] if way in ways}
    if any(moved[axis] * (1 if way == WAYS[axis][1] else -1) <= 0 for axis, way in along.items()):
        return None
    end = (other.x if "focus" in along else one.x, other.y if "orientation" in along else one.y)
    return (one.x, one.y), end


def examples(
    answers: Sequence[ReadAnswer], places: Mapping[str, float], way: int, most: int = EXAMPLES
) -> tuple[ReadAnswer, ...]:
    """Return answers that show a side of a gap: clearly on that side, and one from each person.

    `places` are the answers' places on the gap's axis by their ids, `way` is -1 or 1. Those that
    are short enough to be read aloud and clearly read come first, then the furthest out.
    """
    there = [a for a in answers if places.get(a.answer.id, 0.0) * way >= MIDDLE]
    ranked = sorted(
        there,
        key=lambda a: (
            len(a.answer.text) > LONGEST_EXAMPLE,
            a.reading.is_weak,
            -places[a.answer.id] * way,
            a.answer.id,
        ),
    )
    chosen: dict[str, ReadAnswer] = {}
    texts: set[str] = set()
    for answer in ranked:
        words = even(answer.answer.text)
        if answer.answer.participant_id not in chosen and words not in texts:
            chosen[answer.answer.participant_id] = answer
            texts.add(words)
    return tuple(list(chosen.values())[:most])


# What is said of the figures, in words.

SIZE_FOCUS = N_(
    "About {n} of the 100 steps from inside to outside, likely between {low} and {high}."
)
SIZE_ORIENTATION = N_(
    "About {n} of the 100 steps from outputs to outcomes, likely between {low} and {high}."
)
UNSEEN = N_(
    "About {n} of 100 steps, likely between {low} and {high}: too little to see on the map."
)
SIZES: Mapping[GapAxis, str] = {"focus": SIZE_FOCUS, "orientation": SIZE_ORIENTATION}


def size_in_words(gap: Gap, speak: Catalogue) -> str:
    """Return how large a gap is, with its interval in plain words; nothing with too few people."""
    if gap.apart is None:
        return ""
    gettext = speak.gettext
    near, far = sorted((abs(gap.apart.low), abs(gap.apart.high)))
    if gap.apart.beyond:
        # What chance alone would hardly make can still be too small to see on the map.
        size = SIZES[gap.axis] if gap.apart.is_sure else UNSEEN
        return gettext(size).format(
            n=_steps(gap.apart.difference), low=max(1, _steps(near)), high=_steps(far)
        )
    down, up = (gettext(DIRECTIONS[way]) for way in WAYS[gap.axis])
    return gettext("It may lie anywhere between {low} of 100 steps {down} and {high} {up}.").format(
        low=_steps(gap.apart.low), high=_steps(gap.apart.high), down=down, up=up
    )


def _steps(difference: float) -> int:
    return round(abs(difference) * STEPS_ACROSS / 2)


def basis_in_words(gap: Gap, speak: Catalogue) -> str:
    """Return on how many people a gap rests, and how many of them are on either side."""
    return speak.gettext("{people}: {one}, {other}.").format(
        people=speak.ngettext("{n} person", "{n} people", gap.people).format(n=gap.people),
        one=_count(gap.one, speak),
        other=_count(gap.other, speak),
    )


COUNTS: Mapping[LayerName, str] = {
    "said": N_("{n} said something"),
    "measured": N_("{n} named what is measured"),
    "wanted": N_("{n} put where we need to be"),
    "guess": N_("{n} guessed"),
}


def _count(side: GapSide, speak: Catalogue) -> str:
    return speak.gettext(COUNTS[side.layer]).format(n=side.people)
