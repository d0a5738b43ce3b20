"""Operating models: which of the four regions a group works in, as one model or a hybrid.

Each person counts once, shared over her placed answers. The rule is one of shares and is stated,
with its reason and its limits, in docs/method.md; what is said of it is a table in content.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from focusmap.leaning import People, per_person
from focusmap.resampling import Apart, Array, apart, resampled, sorted_rows
from focusmap.sentences import FEW, Region, region, sign
from focusmap.taps import REGION_IDS

ModelId = Literal["few", "between", "one", "two", "three", "four", "spread"]
# A region that holds more than its fair share of four is a part of how the group works ...
PART = 1 / 4
# ... if it does not rest on one person alone.
LEAST_IN_PART = 2
# One part alone is a model when it holds most, and not when the rest lies everywhere else.
MOST = 1 / 2
# A rule that fewer of the resamples than this find again is a close call.
CLOSE = 2 / 3
COUNTED: Mapping[int, ModelId] = {0: "spread", 1: "one", 2: "two", 3: "three", 4: "four"}
# Shares that are equal on paper may differ by this in the machine.
ROUNDING = 1e-9
COLUMNS: tuple[Region, ...] = (*REGION_IDS, "middle")
COLUMN_OF = {name: number for number, name in enumerate(COLUMNS)}
MapAxis = Literal["focus", "orientation"]
AXES: tuple[MapAxis, ...] = ("focus", "orientation")
Placed = tuple[str, float, float]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Model:
    """How a group works, by the places of one layer.

    `shares` are those of the four regions and of the middle, and add up to 1; `parts` are the
    regions that make the model, the largest first. `held` is the share of resamples in which the
    rule finds the same again.
    """

    id: ModelId
    parts: tuple[Region, ...]
    shares: Mapping[Region, float]
    people: int
    held: float

    @property
    def is_close(self) -> bool:
        """Whether somewhat other people of the same kind could have made it another model."""
        return self.id != "few" and self.held < CLOSE


def find_model(placed: Iterable[Placed], least: int = FEW) -> Model:
    """Return the model of some places, each with the id of the person whose it is."""
    rows = _shares(placed)
    if len(rows) < least:
        return Model("few", (), _mean(rows), len(rows), 0.0)
    counts = (rows > 0).sum(axis=0)
    shares = rows.mean(axis=0)
    parts, name = _rule(shares, counts)
    return Model(name, parts, _named(shares), len(rows), _held(rows))


def _shares(placed: Iterable[Placed]) -> Array:
    """Return a row a person: which share of her answers lies in each region and in the middle."""
    own: defaultdict[str, list[int]] = defaultdict(lambda: [0] * len(COLUMNS))
    for person, x, y in placed:
        own[person][COLUMN_OF[region(x, y)]] += 1
    rows = np.array(list(own.values()), dtype=np.float64).reshape(len(own), len(COLUMNS))
    # In no order of people, so that the same places give the same figures.
    return sorted_rows(rows / rows.sum(axis=1, keepdims=True))


def _mean(rows: Array) -> Mapping[Region, float]:
    return _named(rows.mean(axis=0) if len(rows) else np.zeros(len(COLUMNS)))


def _named(shares: Array) -> Mapping[Region, float]:
    return {name: float(share) for name, share in zip(COLUMNS, shares, strict=True)}


def _rule(shares: Array, counts: Array) -> tuple[tuple[Region, ...], ModelId]:
    """Return the parts and the name of the model that shares and numbers of people make."""
    (large,), (between,) = _parts(shares[None, :], counts[None, :])
    if between:
        return (), "between"
    found = sorted(np.flatnonzero(large), key=lambda n: -round(float(shares[n]), 9))
    return tuple(REGION_IDS[n] for n in found), COUNTED[len(found)]


def _parts(shares: Array, counts: Array) -> tuple[Mask, Mask]:
    """Return which regions are parts, and whether most lies between them, for each row.

    The shares of the regions count among what lies in a region at all.
    """
    told = shares[:, :-1].sum(axis=1)
    between = told < MOST - ROUNDING
    own = shares[:, :-1] / np.maximum(told, ROUNDING)[:, None]
    large = (own >= PART - ROUNDING) & (counts[:, :-1] >= LEAST_IN_PART)
    alone = large.sum(axis=1) == 1
    is_most = (own * large).max(axis=1) >= MOST - ROUNDING
    large &= (~between & (~alone | is_most))[:, None]
    return large, between


def _held(rows: Array) -> float:
    """Return in which share of the resamples of people the rule finds what it finds in all."""
    there = (rows > 0).astype(np.float64)
    drawn = resampled(rows, np.concatenate([rows, there], axis=1))
    shares, counts = drawn[:, : len(COLUMNS)], drawn[:, len(COLUMNS) :]
    large, between = _parts(shares / len(rows), counts)
    one, is_between = _parts(rows.mean(axis=0)[None, :], there.sum(axis=0)[None, :])
    return float(((large == one).all(axis=1) & (between == is_between)).mean())


# By group


@dataclass(frozen=True, slots=True)
class GroupModel:
    """One group with its model; "" is the name of those in groups too small, or in none."""

    name: str
    model: Model
    people: People


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two groups that surely lie apart on an axis: the one further down it, and the one up it."""

    axis: MapAxis
    low: str
    high: str
    apart: Apart
    crosses: bool


def by_group(
    placed: Sequence[Placed], groups: Mapping[str, str], least: int = FEW
) -> tuple[GroupModel, ...]:
    """Return the groups with enough people, by name, and last the others together, if any.

    Whatever is left over is at least as large, so that nobody can take it from the whole: small
    groups go to the others, and while these are too few, the smallest group goes there as well.
    With fewer than two groups there is nothing to show by group.
    """
    members: defaultdict[str, list[Placed]] = defaultdict(list)
    for row in placed:
        members[groups.get(row[0], "")].append(row)
    others = members.pop("", [])
    for name in [n for n, rows in members.items() if _people(rows) < least]:
        others += members.pop(name)
    while others and members and _people(others) < least:
        others += members.pop(min(members, key=lambda n: (_people(members[n]), n)))
    if len(members) + bool(others) < 2:
        return ()
    shown = [*sorted(members.items()), *([("", others)] if others else [])]
    return tuple(GroupModel(n, find_model(rows, least), per_person(rows)) for n, rows in shown)


def _people(rows: Iterable[Placed]) -> int:
    return len({person for person, _, _ in rows})


def find_contrast(groups: Sequence[GroupModel]) -> Contrast | None:
    """Return the two named groups that surely lie furthest apart on one axis, or None.

    Only the outermost two are compared, on each axis.
    """
    named = [g for g in groups if g.name]
    if len(named) < 2:
        return None
    found = []
    for number, axis in enumerate(AXES):
        ends = sorted(named, key=lambda g: (_middle(g, number), g.name))
        low, high = ends[0], ends[-1]
        between = apart(low.people, high.people)[number]
        if between.is_sure:
            crosses = sign(_middle(low, number)) * sign(_middle(high, number)) < 0
            found.append(Contrast(axis, low.name, high.name, between, crosses))
    return max(found, key=lambda c: (c.crosses, c.apart.beyond), default=None)


def _middle(group: GroupModel, axis: int) -> float:
    places = [spot[axis] for spot in group.people.values()]
    return sum(places) / len(places)
