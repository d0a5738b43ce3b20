"""Several layers on one map: told apart by shape, sized by votes, labelled so that one can read."""

from __future__ import annotations

from datetime import datetime
from itertools import combinations

import pytest

from focusmap.map import Layer, lay_together, make_layer
from focusmap.model import Answer, Question, ReadAnswer, Reading
from focusmap.translate import translations
from ui.layers_chart import CORNERS, LARGEST, LOOKS, SIGNS, MapLayer, layers_map

_ = translations("en").gettext
NOW = datetime(2026, 10, 12)


def layer(name: str, x: float, y: float, count: int = 5) -> Layer:
    """A layer whose answers are all read alike."""
    question = Question(name, "ask", "work", "What?")
    reading = Reading(x, y, 1.0, line_of_sight=False, evidence=())
    return make_layer(
        name,
        [
            ReadAnswer(
                Answer(f"{name}{n}", name, f"p{n}", "word " * 99, NOW, NOW), question, reading
            )
            for n in range(count)
        ],
    )


def parts(*layers: Layer) -> list[MapLayer]:
    laid, _spread = lay_together(layers)
    return [MapLayer(one, one.name) for one in laid]


def test_each_layer_has_a_shape_a_colour_and_a_sign_of_its_own() -> None:
    for (one, colour), (other, another) in combinations(LOOKS.values(), 2):
        assert one != other
        assert colour != another
    assert len(set(SIGNS.values())) == len(SIGNS) == len(LOOKS) == len(CORNERS)


def test_every_dot_is_there_with_its_layer_and_a_text_that_fits() -> None:
    tables = layers_map(parts(layer("said", -0.5, -0.5), layer("measured", 0.5, 0.5)), _).tables
    assert tables["dots"].groupby("layer").size().to_dict() == {"said": 5, "measured": 5}
    assert tables["dots"]["answer"].str.len().max() <= 300
    assert set(tables["middle"]["layer"]) == {"said", "measured"}


def test_size_goes_by_votes_from_the_least_to_the_largest() -> None:
    (said, measured) = parts(layer("said", -0.5, -0.5), layer("measured", 0.5, 0.5))
    votes = {"measured0": 10, "measured1": 5}
    dots = layers_map([said, MapLayer(measured.layer, "m", votes)], _).tables["dots"]
    times = dots.set_index("id")["times"]
    assert times["said0"] == 1
    assert times["measured2"] == CORNERS["measured"]
    assert times["measured0"] == pytest.approx(LARGEST * times["measured2"])
    assert times["measured1"] == pytest.approx((LARGEST + 1) / 2 * times["measured2"])


def test_the_dots_of_a_layer_with_few_are_larger_than_those_of_one_with_many() -> None:
    few, many = layer("measured", 0.5, 0.5), layer("said", -0.5, -0.5, 300)
    dots = layers_map([MapLayer(many, "said"), MapLayer(few, "m")], _).tables["dots"]
    times = dots.groupby("layer")["times"].max()
    assert times["measured"] > 3 * times["said"]


def test_large_dots_are_drawn_first_so_that_they_hide_no_small_one() -> None:
    (measured,) = parts(layer("measured", 0.5, 0.5))
    dots = layers_map([MapLayer(measured.layer, "m", {"measured3": 9})], _).tables["dots"]
    assert dots["id"].iloc[0] == "measured3"


@pytest.mark.parametrize(("upper", "lower"), [("said", "measured"), ("measured", "said")])
def test_of_two_medians_near_each_other_the_upper_has_its_label_above(
    upper: str, lower: str
) -> None:
    chart = layers_map(parts(layer(upper, -0.5, 0.1), layer(lower, -0.5, 0.0)), _)
    sides = {row["layer"]: row for row in chart.tables["middle"].to_dict("records")}
    assert sides[upper]["text_y"] > sides[upper]["y"]
    assert sides[lower]["text_y"] < sides[lower]["y"]


def test_an_arrow_leads_from_where_to_where_it_is_told() -> None:
    two = parts(layer("said", -0.5, -0.5), layer("measured", 0.5, 0.5))
    rows = layers_map(two, _, arrows=[((-0.5, -0.5), (0.5, -0.5))]).tables["arrow"]
    assert rows.to_dict("records") == [{"x": -0.5, "y": -0.5, "x2": 0.5, "y2": -0.5}]
    assert layers_map(two, _).tables["arrow"].empty


def test_without_medians_there_is_no_ring() -> None:
    two = parts(layer("said", -0.5, -0.5, 3), layer("measured", 0.5, 0.5, 0))
    tables = layers_map(two, _).tables
    assert tables["ring"].empty
    assert tables["middle"].empty
