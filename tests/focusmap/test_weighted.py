"""What is measured, weighted by the dots: the weighted median, and when it is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.entries import Entry
from focusmap.model import Answer, Placement, Question, ReadAnswer, Reading
from focusmap.translate import translations
from focusmap.weighted import find_weighted, weighted_median, weighted_sentence

EN = translations("en")
ASKED = Question("q", "qualify", "measure", "What is measured?")
NOW = datetime(2026, 10, 12)


def entry(x: float, y: float, dots: int, people: int = 1, author: float | None = None) -> Entry:
    reading = Reading(x, y, 1.0, line_of_sight=False, evidence=())
    answers = tuple(
        ReadAnswer(
            Answer(f"{x}{y}{n}", "q", f"p{n}", "words", NOW, NOW),
            ASKED,
            reading,
            Placement(f"{x}{y}{n}", author, y, "author") if author is not None else None,
        )
        for n in range(people)
    )
    return Entry(f"{x}{y}", ASKED, "words", people, answers, dots)


def entries(*dots: int) -> list[Entry]:
    """Three entries inside and at outputs, two outside and at outcomes, with these dots."""
    places = [(-0.8, -0.6), (-0.7, -0.5), (-0.6, -0.4), (0.6, 0.5), (0.7, 0.6)]
    return [entry(x, y, d) for (x, y), d in zip(places, dots, strict=True)]


@pytest.mark.parametrize(
    ("dots", "says"),
    [
        ((0, 0, 0, 9, 9), "lies further outside and nearer to outcomes. 18 dots from 6 people."),
        ((1, 9, 1, 1, 0), "stays where it is. 12 dots from 6 people."),
        ((5, 0, 0, 0, 0), "stays where it is. 5 dots from 6 people."),
    ],
)
def test_it_is_told_where_the_dots_move_the_middle(dots: Sequence[int], says: str) -> None:
    found = find_weighted(entries(*dots), 6)
    assert found is not None
    assert weighted_sentence(found, EN).endswith(says)


def test_one_way_is_told_alone() -> None:
    found = find_weighted([entry(-0.8, 0.5, 1), entry(-0.7, 0.5, 0), entry(-0.6, 0.5, 0),
                           entry(0.7, 0.5, 5)], 4)  # fmt: skip
    assert found is not None
    assert "lies further outside. 6 dots from 4 people." in weighted_sentence(found, EN)


@pytest.mark.parametrize(
    ("dots", "people"), [((0, 0, 0, 0, 0), 9), ((1, 1, 1, 0, 0), 3), ((9, 9, 9, 9, 9), 0)]
)
def test_without_dots_or_with_few_people_nothing_is_told(dots: Sequence[int], people: int) -> None:
    assert find_weighted(entries(*dots), people) is None


def test_an_entrys_dots_are_shared_by_the_answers_behind_it() -> None:
    many, one = entry(-0.8, 0.0, 2, people=8), entry(0.8, 0.0, 3)
    found = find_weighted([many, one], 5)
    assert found is not None
    assert (found.plain[0], found.middle[0]) == (-0.8, 0.8)


def test_in_the_view_meaning_the_authors_place_counts() -> None:
    meant = [entry(-0.8, 0.0, 1, people=4, author=0.9)]
    words, meaning = find_weighted(meant, 4), find_weighted(meant, 4, "meaning")
    assert words is not None
    assert meaning is not None
    assert (words.middle[0], meaning.middle[0]) == (-0.8, 0.9)


values = st.lists(st.floats(-1, 1), min_size=1, max_size=40)


@given(values)
def test_with_equal_weights_it_is_the_median(of: list[float]) -> None:
    assert weighted_median((v, 0.3) for v in of) == pytest.approx(median(of))


@given(values, st.randoms(use_true_random=False))
def test_whole_weights_count_a_value_so_often(of: list[float], chance: st.DataObject) -> None:
    weights = [chance.randint(0, 3) for _ in of]  # type: ignore[attr-defined]
    weights[0] += 1
    repeated = [v for v, w in zip(of, weights, strict=True) for _ in range(w)]
    assert weighted_median(zip(of, weights, strict=True)) == pytest.approx(median(repeated))
