"""The bootstrap over people: its intervals hold the truth, and one person is one person."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from focusmap.leaning import per_person
from focusmap.resampling import LEAST, WIDTH, Apart, apart

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Spot = tuple[float, float]
GROUPS, MOST_ANSWERS = 500, 3
# Of people: most said something, most named a measure, and many did both.
SAID, MEASURED = 0.85, 0.75


def lean(chance: np.random.Generator, people: int) -> Array:
    """How people lean, on an axis with one hill and on an axis with two camps."""
    hill = chance.normal(0, 0.7, people)
    camp = np.where(chance.random(people) < 0.6, 1.1, -1.1) + chance.normal(0, 0.3, people)
    return np.stack([hill, camp], axis=1)


def answers(chance: np.random.Generator, leaning: Array, shift: float) -> Array:
    """Each person's one to three answers, alike because one person wrote them; their mean."""
    people = len(leaning)
    noise = chance.normal(0, 0.7, (people, MOST_ANSWERS, 2))
    places = np.tanh(leaning[:, None, :] + shift + noise)
    given_ = np.arange(MOST_ANSWERS) < chance.integers(1, MOST_ANSWERS + 1, people)[:, None]
    mean: Array = (places * given_[:, :, None]).sum(axis=1) / given_.sum(axis=1)[:, None]
    return mean


def room(chance: np.random.Generator, people: int) -> tuple[Array, Array, Mask, Mask]:
    """What people say and measure, and who of them is on which side."""
    leaning = lean(chance, people)
    said, measured = answers(chance, leaning, 0.4), answers(chance, leaning * 0.7, -0.5)
    return said, measured, chance.random(people) < SAID, chance.random(people) < MEASURED


def side(places: Array, there: Mask) -> dict[str, Spot]:
    return {str(n): (x, y) for n, (x, y) in enumerate(places.tolist()) if there[n]}


@pytest.mark.parametrize("people", [12, 40, 200])
def test_nine_intervals_in_ten_hold_the_truth(people: int) -> None:
    said, measured, *_ = room(np.random.default_rng(1), 400_000)
    truth = measured.mean(axis=0) - said.mean(axis=0)
    chance = np.random.default_rng(people)
    held = np.zeros(2)
    for _ in range(GROUPS):
        one, two, is_said, is_measured = room(chance, people)
        found = apart(side(one, is_said), side(two, is_measured))
        held += [f.low <= t <= f.high for f, t in zip(found, truth, strict=True)]
    assert 0.86 <= held[0] / GROUPS <= 0.94
    assert 0.86 <= held[1] / GROUPS <= 0.94


def mirrored(people: int, shift: float) -> tuple[dict[str, Spot], dict[str, Spot]]:
    """People who lie far from each other, each of whom moves by the same."""
    one = {str(n): (-0.8 + 1.2 * n / people, 0.0) for n in range(people)}
    return one, {name: (x + shift, y) for name, (x, y) in one.items()}


def test_people_on_both_sides_are_drawn_together() -> None:
    one, two = mirrored(10, 0.4)
    together, _ = apart(one, two)
    strangers, _ = apart(one, {f"other {name}": place for name, place in two.items()})
    assert together.difference == pytest.approx(strangers.difference) == pytest.approx(0.4)
    assert together.is_sure
    assert together.high - together.low < (strangers.high - strangers.low) / 2


def test_more_people_make_it_surer() -> None:
    widths = []
    for people in (6, 24, 96):
        one, two = mirrored(people, 0.4)
        found, _ = apart(one, {f"other {name}": place for name, place in two.items()})
        widths.append(found.high - found.low)
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 2 * widths[2]


def test_a_person_counts_once_however_much_she_writes() -> None:
    places = [("loud", 0.9, 0.9)] * 3 + [("loud", 0.3, 0.9), ("quiet", -0.5, 0.0)]
    assert per_person(places) == {
        "loud": (pytest.approx(0.75), pytest.approx(0.9)),
        "quiet": (-0.5, 0.0),
    }


def test_people_in_one_point_are_not_sure_beyond_what_a_reading_can_be() -> None:
    found, _ = apart(
        {str(n): (0.5, 0.0) for n in range(4)}, {f"o{n}": (-0.5, 0.0) for n in range(4)}
    )
    assert found.is_sure
    assert found.high - found.low > 0.2


@pytest.mark.parametrize(
    ("difference", "low", "high", "is_sure", "beyond"),
    [
        (0.5, 0.1, 0.9, True, 0.1),
        (-0.5, -0.9, -0.1, True, 0.1),
        (0.5, -0.1, 0.9, False, 0.0),
        (LEAST - 0.01, 0.1, 0.3, False, 0.1),
        (LEAST, 0.0, 0.5, False, 0.0),
    ],
)
def test_a_difference_is_sure_when_it_can_be_seen_and_chance_would_hardly_make_it(
    difference: float, low: float, high: float, is_sure: bool, beyond: float
) -> None:
    found = Apart(difference, low, high)
    assert (found.is_sure, found.beyond) == (is_sure, beyond)


spots = st.tuples(st.floats(-1, 1), st.floats(-1, 1))
sides = st.dictionaries(st.sampled_from("abcdefgh"), spots, min_size=4)


@settings(max_examples=60, deadline=None)
@given(sides, sides)
def test_an_interval_holds_its_difference_on_the_map_and_turns_with_the_sides(
    one: Mapping[str, Spot], two: Mapping[str, Spot]
) -> None:
    for there, back in zip(apart(one, two), apart(two, one), strict=True):
        assert -WIDTH <= there.low <= there.difference <= there.high <= WIDTH
        assert (back.difference, back.low, back.high) == pytest.approx(
            (-there.difference, -there.high, -there.low), abs=1e-12
        )


@settings(max_examples=40, deadline=None)
@given(sides, sides, st.randoms(use_true_random=False))
def test_the_same_places_give_the_same_figures_whoever_is_there(
    one: Mapping[str, Spot], two: Mapping[str, Spot], chance: st.DataObject
) -> None:
    names = dict(zip("abcdefgh", chance.sample("stuvwxyz", 8), strict=True))  # type: ignore[attr-defined]
    shuffled = [{names[k]: v for k, v in reversed(list(side.items()))} for side in (one, two)]
    assert apart(one, two) == apart(*shuffled)
