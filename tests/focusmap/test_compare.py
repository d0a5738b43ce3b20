"""Said against measured, slides against colleagues: each case with its sentence, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import count as count_up

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from focusmap.compare import (
    FEW_SENTENCES,
    SENTENCES,
    Pair,
    Side,
    basis,
    compare,
    sentence,
    side_of_people,
    side_of_sentences,
)
from focusmap.model import Answer, Placement, Question, ReadAnswer, Reading
from focusmap.translate import translations

SPEAK = translations("en")
NOW = datetime(2026, 10, 12)
NUMBERS = count_up()
ASKED = Question("q", "ask", "work", "What is your work?")
TOO_FEW, SAME = "Too few to lay", "No clear difference"


def side(x: float, y: float, count: int, spread: float = 0.1) -> Side:
    """Places around a point, one from each of `count` people."""
    steps = [spread * (2 * n / max(1, count - 1) - 1) for n in range(count)]
    return of_people((x + s, y + s) for s in steps)


def of_people(places: Iterable[tuple[float, float]]) -> Side:
    """Places of as many people, none of whom is on another side as well."""
    people = {f"p{next(NUMBERS)}": place for place in places}
    return Side(tuple(people.values()), len(people), people)


def answer(person: str, x: float | None, author: tuple[float, float] | None = None) -> ReadAnswer:
    reading = Reading(x, None if x is None else 0.5, 1.0, line_of_sight=False, evidence=())
    given = Answer(f"{person}{x}", "q", person, "words", NOW, NOW)
    placed = Placement(given.id, *author, "author") if author else None
    return ReadAnswer(given, ASKED, reading, placed)


@pytest.mark.parametrize(
    ("pair", "said", "other", "says"),
    [
        ("measured", (0, 0, 0), (0, 0, 0), TOO_FEW),
        ("measured", (0.5, 0.5, 3), (-0.9, -0.9, 40), TOO_FEW),
        ("measured", (0.5, 0.5, 40), (-0.9, -0.9, 3), TOO_FEW),
        ("measured", (0.5, 0.5, 20), (0.5, 0.5, 20), SAME),
        ("measured", (0.5, 0.5, 20), (0.4, 0.4, 20), SAME),
        ("measured", (0.5, 0.5, 20), (-0.5, 0.5, 20), "lies further inside than"),
        ("measured", (-0.5, 0.5, 20), (0.5, 0.5, 20), "lies further outside than"),
        ("measured", (0.5, 0.5, 20), (0.5, -0.5, 20), "lies nearer to outputs than"),
        ("measured", (0.5, -0.5, 20), (0.5, 0.5, 20), "lies nearer to outcomes than"),
        ("measured", (0.5, 0.5, 20), (-0.5, -0.5, 20),
         "lies further inside and nearer to outputs than"),
        ("measured", (-0.5, 0.5, 4), (0.5, -0.5, 4),
         "lies further outside and nearer to outputs than"),
        ("documents", (0.5, 0.5, 3), (0.5, 0.5, 99), TOO_FEW),
        ("documents", (0.5, 0.5, 99), (0.5, 0.5, FEW_SENTENCES - 1), TOO_FEW),
        ("documents", (0.5, 0.5, 4), (0.5, 0.5, FEW_SENTENCES), SAME),
        ("documents", (-0.5, -0.5, 20), (0.5, -0.5, 80), "look further outside than"),
        ("documents", (-0.5, -0.5, 20), (0.5, 0.5, 80),
         "look further outside and nearer to outcomes than"),
    ],
)  # fmt: skip
def test_each_case_has_its_sentence(
    pair: Pair, said: tuple[float, float, int], other: tuple[float, float, int], says: str
) -> None:
    assert says in sentence(compare(pair, side(*said), side(*other)), SPEAK)


def test_a_difference_that_chance_could_make_is_none() -> None:
    wide = compare("measured", side(0.4, 0.4, 5, 0.9), side(-0.1, -0.1, 5, 0.9))
    many = compare("measured", side(0.4, 0.4, 200, 0.9), side(-0.1, -0.1, 200, 0.9))
    assert not wide.directions
    assert many.directions == ("inside", "outputs")


def test_one_person_with_many_answers_is_one_person() -> None:
    loud = side_of_people([answer("p1", 0.1 * n) for n in range(9)])
    assert (len(loud.places), loud.behind) == (9, 1)
    assert compare("measured", side(0.5, 0.5, 9), loud).focus is None


def test_more_answers_of_the_same_people_make_nothing_surer() -> None:
    once = [answer(f"p{n}", n / 10) for n in range(6)]
    measured = side(0.0, 0.0, 6, 0.5)
    few, many = (side_of_people(once * times) for times in (1, 20))
    one, other = (compare("measured", s, measured) for s in (few, many))
    assert len(many.places) == 120
    assert (one.focus, one.orientation) == (other.focus, other.orientation)
    assert one.focus is not None


def test_unplaced_answers_count_nowhere() -> None:
    assert side_of_people([answer("p1", None)]) == Side((), 0, {})
    assert side_of_sentences([answer("", None), answer("", 0.5)]) == Side(((0.5, 0.5),), 1)


def test_in_the_view_meaning_the_author_counts() -> None:
    answers = [answer("p1", 0.5, (-0.7, -0.7))]
    assert side_of_people(answers).places == ((0.5, 0.5),)
    assert side_of_people(answers, "meaning").places == ((-0.7, -0.7),)


def test_what_it_rests_on_is_said_for_both_sides() -> None:
    said, other = side(0.5, 0.5, 1), side(0.5, 0.5, 12)
    assert basis(compare("measured", said, other), SPEAK) == (
        "Said: 1 answer from 1 person. Measured: 12 answers from 12 people. "
        "Only what could be placed."
    )
    assert "Documents: 12 sentences." in basis(compare("documents", other, other), SPEAK)


def test_every_pair_has_all_its_sentences() -> None:
    assert {len(texts) for texts in SENTENCES.values()} == {4}


places = st.lists(st.floats(-1, 1), min_size=4, max_size=60)


@settings(deadline=None)
@given(places, places)
def test_the_difference_lies_in_its_interval_and_turns_with_the_sides(
    one: Sequence[float], two: Sequence[float]
) -> None:
    a, b = (of_people((v, v) for v in values) for values in (one, two))
    there, back = compare("measured", a, b).focus, compare("measured", b, a).focus
    assert there is not None
    assert back is not None
    assert there.low <= there.difference <= there.high
    assert (back.difference, back.low) == (-there.difference, -there.high)
