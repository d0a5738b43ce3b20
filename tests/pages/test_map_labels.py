"""Labels of medians on one map: none on another, none on the head of an arrow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.cloud import Cloud, make_cloud
from focusmap.model import PutSpot
from focusmap.translate import translations
from ui.layers_chart import MapLayer, layers_map
from ui.map_labels import with_sides

NAMES = ("said", "measured", "wanted", "guess")


def row(name: str, x: float, y: float) -> dict[str, object]:
    side = ("right" if x > 0 else "left") + (" below" if y > 0 else " above")
    return {"layer": name, "x": x, "y": y, "text": "is measured", "side": side}


def test_a_label_far_from_all_others_stands_towards_the_middle() -> None:
    (one, other) = with_sides([row("said", -0.8, -0.8), row("wanted", 0.8, 0.8)])
    assert (one["side"], other["side"]) == ("left above", "right below")


def test_three_medians_in_one_place_have_their_labels_on_three_sides() -> None:
    found = with_sides([row(n, 0.01 * k, 0.01 * k) for k, n in enumerate(NAMES[:3])])
    assert len({r["side"] for r in found}) == 3


def test_a_label_does_not_hide_the_head_of_an_arrow() -> None:
    free = with_sides([row("said", -0.5, -0.5)])[0]["side"]
    assert free == "left above"
    head = {"x": -0.4, "y": -0.42}
    assert with_sides([row("said", -0.5, -0.5)], [head])[0]["side"] != free


spot = st.floats(-1, 1)


@given(st.lists(st.tuples(spot, spot), max_size=4))
def test_every_label_keeps_its_place_and_has_a_side(places: list[tuple[float, float]]) -> None:
    rows = [row(n, *place) for n, place in zip(NAMES, places, strict=False)]
    found = with_sides(rows)
    assert [{**r, "side": ""} for r in found] == [{**r, "side": ""} for r in rows]


def cloud(name: str, x: float, y: float) -> Cloud:
    return make_cloud(name, [PutSpot(f"p{n}", "step", name, x, y) for n in range(5)])


@pytest.mark.parametrize(
    ("to", "turn"), [((0.5, 0.0), 90), ((-0.5, 0.0), -90), ((0.0, 0.5), 0), ((0.5, 0.5), 45)]
)
def test_an_arrow_has_a_head_that_points_along_it(to: tuple[float, float], turn: float) -> None:
    layers = [MapLayer(cloud("guess", 0, 0), "g"), MapLayer(cloud("wanted", *to), "w")]
    gettext = translations("en").gettext
    tables = layers_map(layers, gettext, arrows=[("guess", "wanted")]).tables
    ((x, y, found),) = tables["head"][["x", "y", "turn"]].to_numpy().tolist()
    assert found == pytest.approx(turn)
    assert x * to[0] + y * to[1] > 0
    assert x * x + y * y < to[0] ** 2 + to[1] ** 2


def test_an_arrow_to_a_layer_that_is_not_there_is_none() -> None:
    layers = [MapLayer(cloud("guess", 0, 0), "g")]
    tables = layers_map(layers, translations("en").gettext, arrows=[("guess", "said")]).tables
    assert tables["arrow"].empty
    assert tables["head"].empty
