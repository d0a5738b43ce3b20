"""How surely two layers of the same room lie apart: a bootstrap over people, never over answers.

A person counts once, at the mean of her places. People are drawn again with all that is theirs, so
whoever is on both sides is drawn on both at once. The interval is a bootstrap-t (Efron and
Tibshirani, An Introduction to the Bootstrap, 1993, chapter 12): each resample's difference is
divided by its own standard error, which is what widens the interval of a small group enough.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from focusmap.leaning import People
from focusmap.sentences import MIDDLE

Array = NDArray[np.float64]
# How many resamples there are: as many as draw so many people in all, but within these bounds. The
# interval of a large room is narrow, and its ends need fewer of them.
LEAST_RESAMPLES, MOST_RESAMPLES, DRAWN = 400, 2_000, 200_000
# How many draws are worked on at once.
AT_ONCE = 2**16
# Nine intervals in ten hold the true difference.
TAIL = 0.05
Z = 1.645
# Smaller than this is no difference that a room could see on the map.
LEAST = MIDDLE
# No reading is exact to less than this: people who seem to lie in one point are taken to spread so.
LEAST_SPREAD = 0.1
# Nothing on the map lies further apart than its two edges.
WIDTH = 2.0


@dataclass(frozen=True, slots=True)
class Apart:
    """How far the second side's middle lies from the first's on one axis, with its interval."""

    difference: float
    low: float
    high: float

    @property
    def is_sure(self) -> bool:
        """Whether a room could see the difference, and chance alone would hardly make it."""
        return abs(self.difference) >= LEAST and self.beyond > 0

    @property
    def beyond(self) -> float:
        """How far the interval keeps from zero; 0 when it holds it."""
        return max(0.0, self.low, -self.high)


def apart(one: People, two: People) -> tuple[Apart, Apart]:
    """Return how far the second side lies from the first on both axes; neither may be empty.

    The same places give the same figures, whoever is at them and in whatever order they come; with
    the sides changed they give the same with the other sign.
    """
    there = _table(one, two)
    back = sorted_rows(np.roll(there, SECOND, axis=1))
    if back.tobytes() < there.tobytes():
        focus, orientation = apart(two, one)
        return _turned(focus), _turned(orientation)
    sums = np.concatenate([_sums(there, 0), _sums(there, 1)], axis=1)
    # One product for both axes: with a thousand people it is half of the work.
    drawn = resampled(there, sums)
    focus, orientation = (
        _apart(sums[:, columns], drawn[:, columns]) for columns in (slice(SUMS), slice(SUMS, None))
    )
    if back.tobytes() == there.tobytes():
        # Both ways round they are the same, and so must be both ends.
        return _evened(focus), _evened(orientation)
    return focus, orientation


def _evened(found: Apart) -> Apart:
    reach = (found.high - found.low) / 2
    return Apart(0.0, -reach, reach)


def _turned(found: Apart) -> Apart:
    return Apart(0.0 - found.difference, -found.high, -found.low)


# Columns of the table: who is on the first side and where, then the same of the second.
FIRST, SECOND = 0, 3
# What is summed up on one axis.
SUMS = 10


def _table(one: People, two: People) -> Array:
    """Return a row a person: is on the first side, x, y, is on the second, x, y."""
    nowhere = (0.0, 0.0, 0.0)
    firsts = {person: (1.0, *spot) for person, spot in one.items()}
    seconds = {person: (1.0, *spot) for person, spot in two.items()}
    rows = [
        (*firsts.get(person, nowhere), *seconds.get(person, nowhere)) for person in firsts | seconds
    ]
    return sorted_rows(np.array(rows, dtype=np.float64))


def sorted_rows(rows: Array) -> Array:
    """Return rows sorted by their columns, so that in whatever order they come they are the same.

    A minus before a zero is none.
    """
    rows = rows + 0.0
    order: NDArray[np.intp] = np.lexsort(rows.T[::-1])
    return rows[order]


def resampled(there: Array, sums: Array) -> Array:
    """Return what each resample of some rows sums up of columns; the seed comes from the rows."""
    count = len(there)
    times = max(LEAST_RESAMPLES, min(MOST_RESAMPLES, DRAWN // count))
    # A ninth digit is noise of the arithmetic, not a difference in the data.
    seed = hashlib.blake2b(np.round(there, 9).tobytes(), digest_size=8).digest()
    chance = np.random.default_rng(int.from_bytes(seed, "big"))
    found = np.empty((times, sums.shape[1]))
    # A few resamples at a time: in the processor's own memory it takes half as long.
    few = max(1, AT_ONCE // count)
    for first in range(0, times, few):
        several = min(few, times - first)
        drawn = chance.integers(0, count, size=(several, count))
        drawn += np.arange(several)[:, None] * count
        counts = np.bincount(drawn.ravel(), minlength=several * count)
        found[first : first + several] = counts.reshape(several, count).astype(np.float64) @ sums
    return found


def _apart(sums: Array, drawn: Array) -> Apart:
    """Return the interval of a difference from what each person adds, and each resample sums up."""
    floor = LEAST_SPREAD * float(np.sqrt(1 / sums[:, 0].sum() + 1 / sums[:, 3].sum()))
    (difference,), (error,) = _with_error(sums.sum(axis=0)[None, :], floor)
    others, errors = _with_error(drawn, floor)
    # A resample without anybody on one side has no difference.
    told = np.isfinite(others) & np.isfinite(errors)
    low_t, high_t = np.quantile((others[told] - difference) / errors[told], [TAIL, 1 - TAIL])
    low = difference - max(high_t * error, Z * floor)
    high = difference + max(-low_t * error, Z * floor)
    return Apart(float(difference), float(max(-WIDTH, low)), float(min(WIDTH, high)))


def _sums(there: Array, axis: int) -> Array:
    """Return what a resample sums up: counts, values, squares of both sides, and products."""
    a, x = there[:, FIRST], there[:, FIRST + 1 + axis]
    b, y = there[:, SECOND], there[:, SECOND + 1 + axis]
    both = a * b
    return np.stack([a, x, x * x, b, y, y * y, both, both * x, both * y, x * y], axis=1)


def _with_error(sums: Array, floor: float) -> tuple[Array, Array]:
    """Return the difference of the means and its standard error, for each row of sums.

    People on both sides make the two means move together: their covariance is taken off.
    """
    a, x, xx, b, y, yy, both, x_both, y_both, xy = sums.T
    with np.errstate(divide="ignore", invalid="ignore"):
        one, two = x / a, y / b
        variance = _of_mean(xx / a - one * one, a) + _of_mean(yy / b - two * two, b)
        product = xy - one * y_both - two * x_both + both * one * two
        covariance = product / np.sqrt(a * (a - 1) * b * (b - 1))
        error = np.sqrt(np.maximum(0.0, variance - 2 * covariance))
    return two - one, np.maximum(error, floor)


def _of_mean(spread: Any, count: Array) -> Any:
    """Return the variance of a mean from the variance of its values as they are."""
    return np.maximum(0.0, spread) / (count - 1)
