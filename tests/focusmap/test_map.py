"""The map without a screen: dots that can be counted, stay put, and stay on their side."""

import math
from dataclasses import replace
from datetime import datetime
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from focusmap.fields import Field, placed_in
from focusmap.map import (
    FRAME,
    LEAST_SPACING,
    LEAST_SPREAD,
    SPACING,
    dot_spacing,
    find_middle,
    make_layer,
    region_counts,
    spread_out,
)
from focusmap.model import (
    MAP_VIEWS,
    WEAK,
    Answer,
    MapView,
    PlacementSource,
    Question,
    ReadAnswer,
    Reading,
)
from focusmap.sentences import FEW, MIDDLE, sign

AXIS = st.floats(-1, 1, allow_nan=False)
PLACE = st.tuples(AXIS, AXIS)
# Readings repeat, and the corners and the lines between regions are where it gets tight.
PILE = st.sampled_from(
    [
        (0.0, 0.0),
        (1.0, 1.0),
        (-1.0, -1.0),
        (MIDDLE, MIDDLE),
        (-MIDDLE, 1.0),
        (0.5, -0.5),
        (0.0, 1.0),
    ]
)
PLACES = st.lists(st.one_of(PLACE, PILE), max_size=60)
SPACINGS = st.sampled_from([space for _, space in SPACING])
relaxed = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
QUESTION = Question("q", "ask", "work", "What is your work?")
NOW = datetime(2026, 10, 12, 9)


def read_answer(number: int, x: float | None, y: float | None, person: str = "") -> ReadAnswer:
    answer = Answer(f"a{number}", "q", person or f"p{number}", "words", NOW, NOW)
    return ReadAnswer(answer, QUESTION, Reading(x, y, 0.5, line_of_sight=False, evidence=()))


def nearest(drawn: tuple[tuple[float, float], ...]) -> float:
    return min((math.dist(a, b) for a, b in combinations(drawn, 2)), default=math.inf)


@relaxed
@given(PLACES, SPACINGS)
def test_the_same_places_give_the_same_picture(
    places: list[tuple[float, float]], spacing: float
) -> None:
    assert spread_out(places, spacing) == spread_out(list(places), spacing)


@relaxed
@given(PLACES, PLACES, SPACINGS)
def test_new_places_move_no_earlier_dot(
    places: list[tuple[float, float]], new: list[tuple[float, float]], spacing: float
) -> None:
    assert spread_out(places + new, spacing)[: len(places)] == spread_out(places, spacing)


@relaxed
@given(PLACES)
def test_no_two_dots_hide_each_other(places: list[tuple[float, float]]) -> None:
    spacing = dot_spacing(len(places))
    assert nearest(spread_out(places, spacing)) >= spacing * 0.989


@relaxed
@given(PLACES)
def test_every_dot_is_inside_the_frame(places: list[tuple[float, float]]) -> None:
    edge = FRAME - dot_spacing(len(places)) / 2
    for x, y in spread_out(places, dot_spacing(len(places))):
        assert abs(x) <= edge
        assert abs(y) <= edge


@relaxed
@given(PLACES)
def test_no_dot_crosses_a_line_it_clearly_lies_beside(places: list[tuple[float, float]]) -> None:
    drawn = spread_out(places, dot_spacing(len(places)))
    for place, spot in zip(places, drawn, strict=True):
        for value, shown in zip(place, spot, strict=True):
            assert not sign(value) or shown * sign(value) > 0


@pytest.mark.parametrize("count", [60, 150, 400, 1_000])
@pytest.mark.parametrize("place", [(0.75, 0.75), (-1.0, -1.0), (MIDDLE, -MIDDLE), (0.0, 0.0)])
def test_a_whole_room_in_one_place_can_still_be_counted(
    count: int, place: tuple[float, float]
) -> None:
    spacing = dot_spacing(count)
    drawn = spread_out([place] * count, spacing)
    assert nearest(drawn) >= spacing * 0.989
    assert all(max(abs(x), abs(y)) <= FRAME for x, y in drawn)
    for axis in (0, 1):
        side = sign(place[axis])
        assert all(spot[axis] * side > 0 for spot in drawn if side)


def test_a_dot_alone_lies_where_its_words_are() -> None:
    assert spread_out([(0.3, -0.7)], 0.08) == ((0.3, -0.7),)


def test_the_first_of_a_pile_lies_where_its_words_are() -> None:
    assert spread_out([(0.3, -0.7)] * 3, 0.08)[0] == (0.3, -0.7)


def test_nothing_gives_nothing() -> None:
    assert spread_out([], 0.08) == ()


def test_the_spacing_shrinks_as_dots_come() -> None:
    spaces = [dot_spacing(n) for n in (0, 60, 61, 150, 151, 400, 401, 1_000, 1_001, 5_000)]
    assert spaces == [0.08, 0.08, 0.054, 0.054, 0.034, 0.034, 0.022, 0.022, *[LEAST_SPACING] * 2]


# The middle


@given(st.lists(PLACE, min_size=1, max_size=80))
def test_the_ring_holds_at_least_half_of_the_places(places: list[tuple[float, float]]) -> None:
    middle = find_middle(places)
    assert middle is not None
    inside = [
        math.hypot((x - middle.x) / middle.ring_x, (y - middle.y) / middle.ring_y) <= 1 + 1e-9
        for x, y in places
    ]
    assert sum(inside) * 2 >= len(places)


@given(st.lists(PLACE, min_size=1, max_size=80))
def test_the_middle_does_not_depend_on_the_order(places: list[tuple[float, float]]) -> None:
    assert find_middle(places) == find_middle(sorted(places))


def test_the_middle_is_the_median_on_each_axis() -> None:
    middle = find_middle([(-1, 0.2), (0.5, 0.4), (0.6, -1)])
    assert middle is not None
    assert (middle.x, middle.y) == (0.5, 0.2)


def test_a_ring_around_answers_that_are_alike_does_not_vanish() -> None:
    middle = find_middle([(0.5, 0.5)] * 9)
    assert middle is not None
    assert (middle.ring_x, middle.ring_y) == (LEAST_SPREAD, LEAST_SPREAD)


def test_nothing_has_no_middle() -> None:
    assert find_middle([]) is None


# The layer


def test_a_layer_counts_people_once_and_sets_the_unplaced_aside() -> None:
    given_ = [
        read_answer(1, 0.5, 0.5, "ada"),
        read_answer(2, None, None, "ada"),
        read_answer(3, -0.5, 0.5, "ben"),
        read_answer(4, 0.5, None, "cem"),
    ]
    layer = make_layer("said", given_)
    assert layer.name == "said"
    assert [d.answer for d in layer.dots] == [given_[0], given_[2]]
    assert list(layer.unplaced) == [given_[1], given_[3]]
    assert layer.people == 3


@given(st.lists(st.one_of(PLACE, st.just((None, None))), max_size=30))
def test_every_answer_is_either_a_dot_or_beside_the_map(
    places: list[tuple[float | None, float | None]],
) -> None:
    given_ = [read_answer(n, x, y) for n, (x, y) in enumerate(places)]
    layer = make_layer("said", given_)
    shown = [d.answer for d in layer.dots] + list(layer.unplaced)
    assert sorted(a.answer.id for a in shown) == sorted(a.answer.id for a in given_)
    for dot in layer.dots:
        assert (dot.placement.x, dot.placement.y) == (dot.answer.reading.x, dot.answer.reading.y)
        assert dot.placement.source == "words"
        assert dot.placement.answer_id == dot.answer.answer.id


def test_a_handful_of_answers_has_no_middle_and_one_more_has() -> None:
    given_ = [read_answer(n, 0.5, -0.5) for n in range(FEW)]
    assert make_layer("said", given_[:-1]).middle is None
    middle = make_layer("said", given_).middle
    assert middle is not None
    assert (middle.x, middle.y) == (0.5, -0.5)


def test_the_middle_is_of_the_words_and_not_of_the_dots_drawn() -> None:
    layer = make_layer("said", [read_answer(n, MIDDLE, 1.0) for n in range(50)])
    assert layer.middle is not None
    assert (layer.middle.x, layer.middle.y) == (MIDDLE, 1.0)


def test_a_layer_of_nothing_is_empty() -> None:
    layer = make_layer("said", [])
    assert (layer.dots, layer.unplaced, layer.middle, layer.people) == ((), (), None, 0)


def test_an_unplaced_answer_has_no_place_by_its_words() -> None:
    assert read_answer(1, None, None).words is None
    assert read_answer(1, None, 0.5).words is None


def test_regions_are_counted_by_the_words() -> None:
    places = [(-0.5, -0.5), (-0.5, -0.6), (0.5, -0.5), (-0.5, 0.5), (0.5, 0.5), (0.0, 0.9)]
    layer = make_layer("said", [read_answer(n, x, y) for n, (x, y) in enumerate(places)])
    assert region_counts(layer) == {
        "factory_floor": 2,
        "delivery_window": 1,
        "engine_room": 1,
        "customer_outcomes": 1,
        "middle": 1,
    }


@given(st.lists(PLACE, min_size=8, max_size=70), st.integers(0, 70))
def test_a_layer_built_on_an_earlier_one_is_the_layer_built_at_once(
    places: list[tuple[float, float]], known: int
) -> None:
    given_ = [read_answer(n, x, y) for n, (x, y) in enumerate(places)]
    earlier = make_layer("said", given_[:known])
    assert make_layer("said", given_, earlier).dots == make_layer("said", given_).dots


def test_a_layer_of_other_answers_is_no_start_for_this_one() -> None:
    earlier = make_layer("said", [read_answer(n, 0.5, 0.5) for n in range(5)])
    given_ = [read_answer(n, -0.5, 0.5) for n in range(7)]
    assert make_layer("said", given_, earlier).dots == make_layer("said", given_).dots
    assert make_layer("said", (), earlier).dots == ()


# The views: what the words say, what we mean, both

MEANT = Field(1, 1)


def meant(number: int, x: float | None, y: float | None, source: PlacementSource) -> ReadAnswer:
    """Return an answer that somebody placed outside, at outcomes."""
    plain = read_answer(number, x, y)
    placed = placed_in(MEANT, plain.answer.id, plain.reading, source)
    if source == "author":
        return replace(plain, author=placed)
    return replace(plain, facilitator=placed)


ROOM = (
    read_answer(1, -0.5, -0.5),
    meant(2, -0.5, -0.5, "author"),
    meant(3, 0.6, 0.6, "author"),
    meant(4, None, None, "author"),
    meant(5, -0.5, 0.5, "facilitator"),
    read_answer(6, None, None),
)


def test_the_view_of_the_words_knows_nothing_of_what_is_meant() -> None:
    layer = make_layer("said", ROOM)
    assert {d.placement.source for d in layer.dots} == {"words"}
    assert [a.answer.id for a in layer.unplaced] == ["a4", "a6"]
    assert layer.meant == ()
    assert layer.placed == 4


def test_the_view_of_the_meaning_empties_the_tray_of_what_is_placed_by_hand() -> None:
    layer = make_layer("said", ROOM, view="meaning")
    assert [d.placement.source for d in layer.dots] == [
        *("words", "author", "author", "author", "facilitator"),
    ]
    assert [a.answer.id for a in layer.unplaced] == ["a6"]
    assert [d.answer.answer.id for d in layer.dots if d.is_moved] == ["a2", "a4", "a5"]


def test_the_view_of_both_has_second_dots_only_where_they_differ() -> None:
    layer = make_layer("said", ROOM, view="both")
    assert [d.answer.answer.id for d in layer.dots] == ["a1", "a2", "a3", "a5"]
    assert [d.answer.answer.id for d in layer.meant] == ["a2", "a4", "a5"]
    assert (layer.placed, len(layer.unplaced)) == (5, 1)
    assert layer.dots[1].placement.x == -0.5
    assert layer.meant[0].placement.x == MEANT.x


def test_in_both_no_dot_hides_another_and_the_middle_is_of_the_words() -> None:
    room = [meant(n, -0.5, -0.5, "author") for n in range(30)]
    layer = make_layer("said", room, view="both")
    assert nearest(tuple((d.px, d.py) for d in (*layer.dots, *layer.meant))) >= 0.989 * 0.08
    assert layer.middle is not None
    assert (layer.middle.x, layer.middle.y) == (-0.5, -0.5)
    meaning = make_layer("said", room, view="meaning").middle
    assert meaning is not None
    assert (meaning.x, meaning.y) == (MEANT.x, MEANT.y)


def test_placing_by_hand_moves_no_dot_of_the_words() -> None:
    plain = [read_answer(n, -0.5, -0.5) for n in range(20)]
    placed = [meant(n, -0.5, -0.5, "author") if n % 3 else a for n, a in enumerate(plain)]
    before = make_layer("said", plain, view="both")
    after = make_layer("said", placed, before, "both")
    assert [(d.px, d.py) for d in after.dots] == [(d.px, d.py) for d in before.dots]
    assert after == make_layer("said", placed, view="both")


@pytest.mark.parametrize("view", MAP_VIEWS)
def test_every_answer_has_a_dot_or_is_in_the_tray_in_every_view(view: MapView) -> None:
    layer = make_layer("said", ROOM, view=view)
    drawn = {d.answer.answer.id for d in (*layer.dots, *layer.meant)}
    beside = {a.answer.id for a in layer.unplaced}
    assert drawn | beside == {a.answer.id for a in ROOM}
    assert not drawn & beside


def test_a_weak_reading_is_weak_until_somebody_says_where_it_belongs() -> None:
    weak = read_answer(1, 0.1, 0.1)
    assert weak.reading.is_weak
    assert make_layer("said", [weak]).dots[0].is_weak
    sure = replace(weak, author=placed_in(Field(0, 0), "a1", weak.reading, "author"))
    assert make_layer("said", [sure]).dots[0].is_weak
    assert not make_layer("said", [sure], view="meaning").dots[0].is_weak


@pytest.mark.parametrize(("confidence", "is_weak"), [(0.0, True), (0.59, True), (WEAK, False)])
def test_below_a_confidence_a_reading_is_weak(confidence: float, is_weak: bool) -> None:
    assert Reading(0.1, 0.1, confidence, line_of_sight=False, evidence=()).is_weak is is_weak


def test_what_is_not_read_at_all_is_not_weakly_read() -> None:
    assert not read_answer(1, None, None).reading.is_weak
