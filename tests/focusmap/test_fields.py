"""The nine fields: where they lie, what they are called, and what a placement in one means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.errors import BadAnswer
from focusmap.fields import ACROSS, FIELDS, Field, along, field_of, find_field, placed_in
from focusmap.model import Reading
from focusmap.sentences import MIDDLE

AXIS = st.floats(-1, 1, allow_nan=False)


def reading(x: float | None, y: float | None) -> Reading:
    return Reading(x, y, 0.5, line_of_sight=False, evidence=())


def test_there_are_nine_and_outcomes_are_read_first() -> None:
    assert [f.name for f in FIELDS] == [
        *("-1,1", "0,1", "1,1"),
        *("-1,0", "0,0", "1,0"),
        *("-1,-1", "0,-1", "1,-1"),
    ]


@pytest.mark.parametrize("field", FIELDS, ids=lambda f: f.name)
def test_the_middle_of_a_field_is_in_it_and_its_name_finds_it(field: Field) -> None:
    assert field_of(field.x, field.y) == field
    assert find_field(field.name) == field


@pytest.mark.parametrize("name", ["", "2,0", "1", "1,1,1", "outside", "1, 1", "-0,0"])
def test_a_field_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(BadAnswer, match="no such place on the map"):
        find_field(name)


@given(AXIS, AXIS)
def test_in_the_field_of_its_words_a_placement_confirms_them_where_they_are(
    x: float, y: float
) -> None:
    placed = placed_in(field_of(x, y), "a", reading(x, y), "author")
    assert (placed.x, placed.y, placed.confirms) == (x, y, True)


@given(AXIS, AXIS, st.sampled_from(FIELDS))
def test_in_another_field_it_lies_in_the_middle_of_that(x: float, y: float, field: Field) -> None:
    placed = placed_in(field, "a", reading(x, y), "facilitator")
    assert placed.confirms == (field_of(x, y) == field)
    assert field_of(placed.x, placed.y) == field
    assert placed.source == "facilitator"


def test_words_without_a_place_cannot_be_confirmed() -> None:
    placed = placed_in(Field(0, 0), "a", reading(None, None), "author")
    assert (placed.x, placed.y, placed.confirms) == (0, 0, False)


@given(AXIS)
def test_along_the_fields_a_value_lies_in_its_own(value: float) -> None:
    side = int(min(along(value), ACROSS - 0.001))
    assert side == field_of(value, 0).column + 1


@given(AXIS, AXIS)
def test_along_the_fields_the_order_stays(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert along(low) <= along(high) + 1e-12


@pytest.mark.parametrize(("value", "at"), [(-1, 0), (-MIDDLE, 1), (0, 1.5), (MIDDLE, 2), (1, 3)])
def test_the_three_fields_are_of_one_width(value: float, at: float) -> None:
    assert along(value) == pytest.approx(at)
