"""Opportunity: the score's shape, who counts, when it says nothing, ties, camps, and its words."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.content_file import CONTENT
from focusmap.errors import ContentError
from focusmap.model import Vote
from focusmap.opportunity import (
    Band,
    Rated,
    apart,
    band,
    in_words,
    load_bands,
    opportunity,
    pairs_of,
    rank,
    rated,
)
from focusmap.steps import languages

SHIPPED = (CONTENT / "en" / "opportunity.toml").read_text(encoding="utf-8")
means = st.floats(min_value=1, max_value=10)
pairs = st.lists(st.tuples(st.integers(1, 10), st.integers(1, 10)), min_size=4, max_size=60)


@given(means, means)
def test_it_runs_from_one_to_nineteen_and_is_never_negative(i: float, s: float) -> None:
    assert 1 <= opportunity(i, s) <= 19


def test_both_ends_are_reached() -> None:
    assert opportunity(1, 10) == 1
    assert opportunity(10, 1) == 19


@given(means, means, means)
def test_more_important_is_more_of_an_opportunity(one: float, other: float, s: float) -> None:
    low, high = sorted((one, other))
    assert opportunity(low, s) <= opportunity(high, s)


@given(means, means, means)
def test_more_satisfied_is_never_more_of_one(i: float, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert opportunity(i, low) >= opportunity(i, high)


@given(means, means)
def test_it_is_never_less_than_the_importance(i: float, s: float) -> None:
    assert opportunity(i, s) >= i


@given(pairs)
def test_the_figures_of_a_group_do_not_depend_on_the_order(
    given_pairs: list[tuple[int, int]],
) -> None:
    assert rated("a", given_pairs, 4) == rated("a", sorted(given_pairs, reverse=True), 4)


@given(pairs)
def test_a_groups_score_stays_in_the_range(given_pairs: list[tuple[int, int]]) -> None:
    score = rated("a", given_pairs, 4).score
    assert score is not None
    assert 1 <= score <= 19


@given(pairs, st.integers(1, 80))
def test_with_fewer_than_the_minimum_there_is_no_figure_at_all(
    given_pairs: list[tuple[int, int]], minimum: int
) -> None:
    found = rated("a", given_pairs, minimum)
    assert found.people == len(given_pairs)
    assert (found.score is None) == (len(given_pairs) < minimum)
    if found.score is None:
        assert found == Rated("a", len(given_pairs))


def test_only_who_rated_both_counts() -> None:
    votes = [
        Vote("ann", "m", "importance", 9),
        Vote("ann", "m", "satisfaction", 2),
        Vote("ben", "m", "importance", 1),
        Vote("cid", "m", "satisfaction", 10),
        Vote("cid", "other", "importance", 10),
        Vote("ann", "m", "dot", 1),
    ]
    assert pairs_of(votes) == {"m": ((9, 2),)}


def found(name: str, i: int, s: int, people: int = 5) -> Rated:
    return rated(name, [(i, s)] * people, 4)


def test_the_same_score_is_the_same_place_and_too_few_have_none() -> None:
    few = found("few", 10, 1, 3)
    # 9 + 0 and 7 + 2 are the same.
    ranked = rank([few, found("a", 9, 9), found("b", 7, 5), found("c", 10, 2), found("d", 3, 9)])
    assert [(r.measure_id, place) for r, place in ranked] == [
        ("c", 1),
        ("a", 2),
        ("b", 2),
        ("d", 4),
        ("few", None),
    ]


@given(st.lists(st.tuples(st.integers(1, 10), st.integers(1, 10)), max_size=12))
def test_places_follow_what_is_shown(ratings: list[tuple[int, int]]) -> None:
    ranked = rank(found(str(n), i, s) for n, (i, s) in enumerate(ratings))
    for (one, place), (other, next_place) in pairwise(ranked):
        assert place is not None
        assert next_place is not None
        assert one.score is not None
        assert other.score is not None
        assert one.score >= other.score
        assert (one.score == other.score) == (place == next_place)


APART = {
    (1, 2, 9, 10): "camps",
    (2, 2, 2, 9, 9, 9, 5): "camps",
    (1, 1, 5, 5, 10, 10): "far",
    (5, 5, 6, 6): "",
    (8, 9, 9, 10): "",
    (1, 9, 9, 9): "",
    (): "",
}


@pytest.mark.parametrize("values", APART)
def test_people_far_apart_are_told(values: tuple[int, ...]) -> None:
    assert apart(values) == APART[values]


def test_two_camps_are_said_in_words() -> None:
    two = rated("a", [(1, 5), (2, 5), (9, 5), (10, 5)], 4)
    assert "Two camps on how important it is" in in_words(two, "en", lambda text: text)
    assert "satisfied people are:" not in in_words(two, "en", lambda text: text)


# Importance and satisfaction, and what their score says.
BANDS = {
    (10, 1): "large",
    (10, 5): "large",
    (9, 4): "clear",
    (10, 8): "clear",
    (9, 7): "some",
    (8, 6): "some",
    (7, 5): "small",
    (9, 9): "small",
    (1, 1): "small",
    (9, 10): "served",
    (3, 8): "served",
}


@pytest.mark.parametrize("ratings", BANDS)
def test_a_score_says_its_band(ratings: tuple[int, int]) -> None:
    says = band(found("a", *ratings), load_bands("en"))
    assert says is not None
    assert says.id == BANDS[ratings]


def test_every_band_is_among_the_rows() -> None:
    assert {b.id for b in load_bands("en")} == set(BANDS.values())


def test_too_few_is_said_and_nothing_else() -> None:
    assert in_words(found("a", 10, 1, 3), "en", lambda text: text) == "too few to say"


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_bands(language: str) -> None:
    assert [b.id for b in load_bands(language)] == [b.id for b in load_bands("en")]


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], tuple[Band, ...]]:
    """Loads a text as the file of a folder of its own."""
    file = tmp_path / "en" / "opportunity.toml"
    file.parent.mkdir()

    def load(text: str) -> tuple[Band, ...]:
        file.write_text(text, encoding="utf-8")
        load_bands.cache_clear()
        return load_bands("en", tmp_path)

    return load


MISTAKES = {
    "another band": ('id = "some"', 'id = "none"', "the bands must be"),
    "not falling": ("least = 12", "least = 15", "smaller than that of the band before"),
    "not reaching the least": ("least = 1\n", "least = 2\n", "the last band begins at 1"),
    "no words": ("[[served]]", "[[fed]]", "write each served as a table"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_the_file(
    load: Callable[[str], tuple[Band, ...]], name: str
) -> None:
    old, new, says = MISTAKES[name]
    assert old in SHIPPED
    with pytest.raises(ContentError) as wrong:
        load(SHIPPED.replace(old, new, 1))
    assert says in str(wrong.value)
    assert "opportunity.toml:" in str(wrong.value)
