"""Labels of medians on one map: none on another, none on the head of an arrow."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.cloud import Cloud, make_cloud
from focusmap.model import PutSpot
from focusmap.translate import translations
from ui.layers_chart import MapLayer, layers_map
from ui.map_labels import MARK, Box, box_of, with_places

NAMES = ("said", "measured", "wanted", "guess", "documents")


def row(name: str, x: float, y: float) -> dict[str, Any]:
    side = ("right" if x > 0 else "left") + (" below" if y > 0 else " above")
    return {"layer": name, "x": x, "y": y, "text": "is measured", "side": side}


def test_a_label_far_from_all_others_stands_towards_the_middle() -> None:
    (one, other) = with_places([row("said", -0.8, -0.8), row("wanted", 0.8, 0.8)])
    assert (one["align"], other["align"]) == ("left", "right")
    assert one["text_y"] > one["y"]
    assert other["text_y"] < other["y"]


def test_a_label_does_not_hide_the_head_of_an_arrow() -> None:
    free = with_places([row("said", -0.5, -0.5)])[0]
    head = {"x": -0.4, "y": -0.42}
    found = with_places([row("said", -0.5, -0.5)], [head])[0]
    assert (found["align"], found["text_y"]) != (free["align"], free["text_y"])
    assert overlap(box_of(free), mark(head))
    assert not overlap(box_of(found), mark(head))


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def mark(spot: Mapping[str, Any]) -> Box:
    return spot["x"] - MARK, spot["y"] - MARK, spot["x"] + MARK, spot["y"] + MARK


spot = st.floats(-1, 1)
near = st.floats(-0.05, 0.05)
texts = st.sampled_from(["we say", "is measured", "where we need to be · 400"])


@given(
    middle=st.tuples(spot, spot),
    places=st.lists(st.tuples(st.one_of(spot, near), st.one_of(spot, near), texts), max_size=5),
    heads=st.lists(st.tuples(spot, spot), max_size=3),
    together=st.booleans(),
)
def test_no_label_lies_on_another_or_on_a_median(
    middle: tuple[float, float],
    places: list[tuple[float, float, str]],
    heads: list[tuple[float, float]],
    together: bool,
) -> None:
    def at(value: float, base: float) -> float:
        return max(-1.0, min(1.0, base + 0.1 * value)) if together else value

    rows = [
        {**row(n, at(x, middle[0]), at(y, middle[1])), "text": text}
        for n, (x, y, text) in zip(NAMES, places, strict=False)
    ]
    arrows = [{"x": x, "y": y} for x, y in heads]
    found = with_places(rows, arrows)
    assert found == with_places(rows, arrows)
    assert [r["layer"] for r in found] == [r["layer"] for r in rows]
    for one, other in combinations(found, 2):
        assert not overlap(box_of(one), box_of(other))
    for one in found:
        others = [r for r in (*rows, *arrows) if mark(r) != mark(one)]
        assert not any(overlap(box_of(one), mark(r)) for r in others)


def cloud(name: str, x: float, y: float) -> Cloud:
    return make_cloud(name, [PutSpot(f"p{n}", "step", name, x, y) for n in range(5)])


@pytest.mark.parametrize(
    ("to", "turn"), [((0.5, 0.0), 90), ((-0.5, 0.0), -90), ((0.0, 0.5), 0), ((0.5, 0.5), 45)]
)
def test_an_arrow_has_a_head_that_points_along_it(to: tuple[float, float], turn: float) -> None:
    layers = [MapLayer(cloud("guess", 0, 0), "g"), MapLayer(cloud("wanted", *to), "w")]
    gettext = translations("en").gettext
    tables = layers_map(layers, gettext, arrows=[((0.0, 0.0), to)]).tables
    ((x, y, found),) = tables["head"][["x", "y", "turn"]].to_numpy().tolist()
    assert found == pytest.approx(turn)
    assert x * to[0] + y * to[1] > 0
    assert x * x + y * y < to[0] ** 2 + to[1] ** 2


def test_an_arrow_that_ends_beside_a_median_has_its_head_at_its_very_end() -> None:
    layers = [MapLayer(cloud("guess", 0, 0), "g"), MapLayer(cloud("wanted", 0.5, 0.5), "w")]
    line = ((0.0, 0.0), (0.5, 0.0))
    tables = layers_map(layers, translations("en").gettext, arrows=[line]).tables
    ((x, y),) = tables["head"][["x", "y"]].to_numpy().tolist()
    assert (x, y) == (0.5, 0.0)
