"""How far words and meaning lie apart: counted, and said with no more than the numbers carry."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from gettext import NullTranslations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.fields import FIELDS, Field, field_of, placed_in
from focusmap.model import Answer, PlacementSource, Question, ReadAnswer, Reading
from focusmap.sentences import FEW
from focusmap.shift import find_shift, meant_otherwise, shift_in_words

ENGLISH = NullTranslations()
NOW = datetime(2026, 10, 12, 9)
QUESTION = Question("q", "ask", "work", "What is your work?")
INSIDE, NOWHERE = (-0.5, -0.5), (None, None)
OUT, UP, UP_AND_OUT = Field(1, -1), Field(-1, 1), Field(1, 1)


def answer(
    words: tuple[float | None, float | None] = INSIDE,
    author: Field | None = None,
    facilitator: Field | None = None,
) -> ReadAnswer:
    read = Reading(*words, 0.5, line_of_sight=False, evidence=())
    given_ = ReadAnswer(Answer("a", "q", "p", "words", NOW, NOW), QUESTION, read)

    def place(field: Field | None, source: PlacementSource):  # type: ignore[no-untyped-def]
        return field and placed_in(field, "a", read, source)

    return replace(
        given_, author=place(author, "author"), facilitator=place(facilitator, "facilitator")
    )


def says(answers: Sequence[ReadAnswer]) -> str:
    return shift_in_words(find_shift(answers), ENGLISH)


def test_nobody_has_looked_yet() -> None:
    assert says([answer()] * 9) == "Nobody has said yet whether the words were read right."
    assert says([]) == "Nobody has said yet whether the words were read right."


def test_a_confirmation_is_looked_at_and_not_moved() -> None:
    shift = find_shift([answer(author=field_of(*INSIDE)), answer()])
    assert (shift.answers, shift.looked, shift.moved) == (2, 1, 0)
    assert says([answer(author=field_of(*INSIDE)), answer()]) == (
        "1 of 2 answers were looked at by their authors. "
        "None is meant otherwise than the words say."
    )


def test_one_answer_is_told_in_the_singular() -> None:
    assert says([answer(author=OUT)]).startswith("1 of 1 answer was looked at by its author. 1 is")


def test_few_name_no_direction() -> None:
    text = says([answer(author=OUT)] * (FEW - 1) + [answer()] * 30)
    assert f"{FEW - 1} are meant otherwise than the words say: too few" in text
    assert "outside" not in text


@pytest.mark.parametrize(
    ("words", "field", "direction"),
    [
        (INSIDE, OUT, "mostly further outside."),
        (INSIDE, UP, "mostly nearer to outcomes."),
        (INSIDE, UP_AND_OUT, "mostly further outside and nearer to outcomes."),
        ((0.9, 0.9), Field(0, 1), "mostly further inside."),
        ((0.9, 0.9), Field(1, 0), "mostly nearer to outputs."),
    ],
)
def test_most_of_enough_name_a_direction(
    words: tuple[float, float], field: Field, direction: str
) -> None:
    assert f"{FEW} are meant otherwise than the words say, {direction}" in says(
        [answer(words, field)] * FEW
    )


def test_half_is_not_most() -> None:
    there, back = answer(author=OUT), answer((0.9, -0.5), Field(-1, -1))
    assert "in no one direction" in says([there, back] * FEW)


def test_what_the_words_left_beside_the_map_is_told_apart() -> None:
    shift = find_shift([answer(NOWHERE, OUT)])
    assert (shift.looked, shift.moved, shift.found) == (1, 0, 1)
    assert "1 had no place by its words" in says([answer(NOWHERE, OUT)])


def test_the_facilitator_counts_only_where_the_author_did_not_look() -> None:
    answers = [answer(facilitator=OUT), answer(author=UP, facilitator=OUT)]
    assert find_shift(answers).by_facilitator == 1
    assert "The facilitator placed 1 otherwise." in says(answers)


def test_the_facilitators_agreement_is_no_shift() -> None:
    assert find_shift([answer(facilitator=field_of(*INSIDE))]).by_facilitator == 0


def test_a_reading_that_moved_a_little_since_it_was_confirmed_is_no_disagreement() -> None:
    confirmed = answer(author=field_of(*INSIDE))
    later = replace(confirmed, reading=replace(confirmed.reading, x=-0.9, y=-0.3))
    assert not meant_otherwise(later)


@given(st.lists(st.tuples(st.sampled_from(FIELDS), st.sampled_from((None, *FIELDS))), max_size=40))
def test_the_numbers_add_up(places: list[tuple[Field, Field | None]]) -> None:
    answers = [answer((f.x, f.y), author) for f, author in places]
    shift = find_shift(answers)
    assert shift.moved <= shift.looked <= shift.answers == len(places)
    ways = shift.directions
    assert ways["inside"] + ways["outside"] <= shift.moved
    assert ways["outcomes"] + ways["outputs"] <= shift.moved
    assert sum(ways.values()) >= shift.moved
    assert sum(map(meant_otherwise, answers)) == shift.moved
