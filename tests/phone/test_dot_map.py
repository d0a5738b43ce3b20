"""The small map: every dot is drawn, its picture is said in words, nothing leaves its frame."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from focusmap.map import Middle, dot_spacing, spread_out
from focusmap.results import Dots, Picture
from phone.dot_map import EDGE, SIDE, draw_map

PLACES = st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), min_size=1, max_size=60)


def drawn(dots: Dots, text: str = "A map") -> ElementTree.Element:
    # What we made ourselves a moment ago.
    return ElementTree.fromstring(draw_map(Picture((dots,), text), str))


def starts(root: ElementTree.Element, name: str) -> list[tuple[float, float]]:
    paths = [p.get("d", "") for p in root.findall("path") if name in p.get("class", "").split()]
    return [
        (float(x), float(y)) for d in paths for x, y in re.findall(r"M(-?[\d.]+) (-?[\d.]+)", d)
    ]


@settings(deadline=None)
@given(PLACES, st.sampled_from(["said", "measured", "guess", "want"]))
def test_every_dot_is_drawn_inside_the_frame(places: list[tuple[float, float]], shape: str) -> None:
    spacing = dot_spacing(len(places))
    spots = spread_out(places, spacing)
    root = drawn(Dots(shape, "us", spots, (), spacing, None))  # type: ignore[arg-type]
    found = starts(root, shape)
    assert len(found) == len(places)
    for x, y in found:
        assert EDGE - 9 <= x <= SIDE - EDGE + 9
        assert EDGE - 9 <= y <= SIDE - EDGE + 9


def test_inside_is_left_and_outcomes_are_above() -> None:
    root = drawn(Dots("want", "us", ((-1, 1), (1, -1)), (), 0.08, None))
    (left, above), (right, below) = starts(root, "want")
    assert left < right
    assert above < below


def test_weak_dots_are_hollow_and_the_middle_is_marked() -> None:
    root = drawn(Dots("said", "us", (), ((0, 0),), 0.08, Middle(0, 0, 0.3, 0.2)))
    assert len(starts(root, "weak")) == 1
    assert root.find("ellipse") is not None
    assert len(starts(root, "cross")) == 1


@pytest.mark.parametrize("text", ['"><script>', "a & b", "It's"])
def test_what_it_shows_is_its_name_and_is_escaped(text: str) -> None:
    root = drawn(Dots("said", "us", ((0, 0),), (), 0.08, None), text)
    assert root.get("role") == "img"
    assert root.get("aria-label") == text
    labels = [t.text for t in root.findall("text")]
    assert labels == [
        "outcomes",
        "outputs",
        "inside",
        "outside",
        "Engine room",
        "Customer outcomes",
        "Factory floor",
        "Delivery window",
    ]
