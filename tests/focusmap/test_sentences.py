"""Sentences that say what the map shows, and no more than it shows."""

from collections import Counter
from gettext import NullTranslations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.model import Placement, PlacementSource, Reading
from focusmap.sentences import (
    MIDDLE,
    REGION_NAMES,
    Region,
    map_in_words,
    place_sentence,
    placement_sentence,
    region,
    sign,
)

ENGLISH = NullTranslations()
AXIS = st.floats(-1, 1, allow_nan=False)


def same(message: str) -> str:
    return message


def loud(message: str) -> str:
    return message.replace("inside", "INSIDE").replace("outcomes", "OUTCOMES")


def reading(x: float | None, y: float | None) -> Reading:
    return Reading(x, y, 0.5, line_of_sight=False, evidence=())


@pytest.mark.parametrize(
    ("value", "side"),
    [(-1, -1), (-MIDDLE, -1), (-0.249, 0), (0, 0), (0.249, 0), (MIDDLE, 1), (1, 1)],
)
def test_near_zero_an_axis_cannot_be_told(value: float, side: int) -> None:
    assert sign(value) == side


@pytest.mark.parametrize(
    ("x", "y", "name"),
    [
        (-0.5, -0.5, "factory_floor"),
        (0.5, -0.5, "delivery_window"),
        (-0.5, 0.5, "engine_room"),
        (0.5, 0.5, "customer_outcomes"),
        (0.0, 0.9, "middle"),
        (0.9, 0.1, "middle"),
    ],
)
def test_a_place_has_a_region(x: float, y: float, name: str) -> None:
    assert region(x, y) == name


@given(AXIS, AXIS)
def test_mirrored_places_have_mirrored_regions(x: float, y: float) -> None:
    mirrored = {
        "factory_floor": "delivery_window",
        "delivery_window": "factory_floor",
        "engine_room": "customer_outcomes",
        "customer_outcomes": "engine_room",
        "middle": "middle",
    }
    assert region(-x, y) == mirrored[region(x, y)]


@pytest.mark.parametrize(
    ("x", "y", "says"),
    [
        (-0.5, -0.5, "say: inside, outputs."),
        (0.5, 0.5, "say: outside, outcomes."),
        (0.0, 0.5, "say: both inside and outside, outcomes."),
        (-0.5, 0.0, "say: inside, both outputs and outcomes."),
    ],
)
def test_a_placed_answer_is_told_where_it_looks(x: float, y: float, says: str) -> None:
    assert place_sentence(reading(x, y), same).endswith(says)


@pytest.mark.parametrize("place", [(None, None), (0.5, None), (None, 0.5)])
def test_an_unplaced_answer_is_told_so(place: tuple[float | None, float | None]) -> None:
    assert "could not tell" in place_sentence(reading(*place), same)


def test_all_parts_of_a_sentence_are_translated() -> None:
    assert place_sentence(reading(-1, 1), loud).endswith("say: INSIDE, OUTCOMES.")


# The whole map


def test_the_map_in_words_says_what_it_rests_on_and_which_regions() -> None:
    regions: Counter[Region] = Counter(
        {"factory_floor": 5, "customer_outcomes": 1, "engine_room": 0}
    )
    told = map_in_words(6, 4, 3, "Our words look inside, at outputs.", regions, ENGLISH)
    assert "9 answers from 4 people: 6 on the map, 3 beside it." in told
    assert "Our words look inside, at outputs." in told
    assert "In the region factory floor: 5." in told
    assert "In the region customer outcomes: 1." in told
    assert "engine room" not in told


def test_one_answer_of_one_person_is_told_in_the_singular() -> None:
    told = map_in_words(1, 1, 0, "Too few.", Counter({"middle": 1}), ENGLISH)
    assert "1 answer from 1 person: 1 on the map, 0 beside it." in told


def test_every_region_has_a_name() -> None:
    names = {region(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)}
    assert names == set(REGION_NAMES)


# Who placed it


@pytest.mark.parametrize(
    ("source", "confirms", "to_author", "says"),
    [
        ("author", False, True, "You placed it: outside, outputs."),
        ("author", True, True, "You said: that's right."),
        ("author", False, False, "Its author placed it: outside, outputs."),
        ("author", True, False, "Its author said: that's right."),
        ("facilitator", False, True, "The facilitator placed it: outside, outputs."),
        ("facilitator", True, False, "The facilitator said: the words are right."),
        ("words", False, False, ""),
    ],
)
def test_who_placed_an_answer_is_told(
    source: PlacementSource, confirms: bool, to_author: bool, says: str
) -> None:
    placed = Placement("a", 0.7, -0.7, source, confirms)
    assert placement_sentence(placed, same, to_author=to_author) == says


def test_nobody_placed_it_and_nothing_is_told() -> None:
    assert placement_sentence(None, same) == ""


def test_an_unplaced_answer_is_told_why() -> None:
    unread = Reading(None, None, 0.0, line_of_sight=False, evidence=(), reason="No words.")
    assert place_sentence(unread, same) == "These words stay beside the map. No words."


def test_the_map_in_words_says_which_places_it_shows() -> None:
    text = map_in_words(9, 5, 0, "It looks outside.", Counter(), ENGLISH, "meaning")
    assert "It shows what we mean." in text
