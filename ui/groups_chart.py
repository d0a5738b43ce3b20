"""The small map of one group: the same axes in each, and names that a room can read.

It holds no words and no ids of answers: which answer a dot is stays on the server.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from focusmap.by_group import Panel
from focusmap.map import FRAME
from focusmap.sentences import Gettext
from ui.charts import Chart, middle_rows, ring_rows
from ui.theme import INK, LINE, PAPER, SAID, SERIF, WHITE

# More room around the frame than on the large map: the names of the poles are as large on a wall.
SMALL_VIEW = 1.42
POLE = 1.25
SCALE = alt.Scale(domain=[-SMALL_VIEW, SMALL_VIEW], nice=False, zero=False)
X = alt.X("x:Q", scale=SCALE, axis=None)
Y = alt.Y("y:Q", scale=SCALE, axis=None)
TO: dict[str, Any] = {"x2": alt.X2("x2"), "y2": alt.Y2("y2")}
FIT = alt.AutoSizeParams(type="fit")


def group_map(panel: Panel, spacing: float, gettext: Gettext) -> Chart:
    """Return the map of one group; of the same `spacing`, all have dots of the same size."""
    dots = [
        {"x": x, "y": y, "weak": is_weak}
        for (x, y), is_weak in zip(panel.drawn, panel.weak, strict=True)
    ]
    middle = [{"x": row["x"], "y": row["y"]} for row in middle_rows(panel.middle, "")]
    tables = {
        "dots": pd.DataFrame(dots, columns=["x", "y", "weak"]),
        "ring": pd.DataFrame(ring_rows(panel.middle), columns=["x", "y", "order"]),
        "middle": pd.DataFrame(middle, columns=["x", "y"]),
    }
    return Chart(_specification(spacing, gettext), tables)


@cache
def _specification(spacing: float, gettext: Gettext) -> dict[str, Any]:
    """Return the drawing without its data."""
    specification: dict[str, Any] = (
        alt.layer(*_paper(), *_poles(gettext), _dots(spacing), _ring(), *_middle())
        .configure_view(stroke="transparent", fill=None)
        .configure(background=PAPER, padding=0, autosize=FIT)
        .to_dict()
    )
    return specification


def _paper() -> list[Any]:
    box = pd.DataFrame([{"x": -FRAME, "y": -FRAME, "x2": FRAME, "y2": FRAME}])
    lines = pd.DataFrame(
        [{"x": -FRAME, "x2": FRAME, "y": 0, "y2": 0}, {"x": 0, "x2": 0, "y": -FRAME, "y2": FRAME}]
    )
    paper = alt.Chart(box).mark_rect(fill=WHITE, stroke=LINE, strokeWidth=2)
    cross = alt.Chart(lines).mark_rule(color="#C9C0AE", strokeWidth=2)
    return [paper.encode(x=X, y=Y, **TO), cross.encode(x=X, y=Y, **TO)]


def _poles(gettext: Gettext) -> list[Any]:
    poles = (
        (0, POLE, 0, gettext("outcomes")),
        (0, -POLE, 0, gettext("outputs")),
        (-POLE, 0, 270, gettext("inside")),
        (POLE, 0, 90, gettext("outside")),
    )
    return [
        alt.Chart(pd.DataFrame([{"x": x, "y": y, "text": text}]))
        .mark_text(
            baseline="middle",
            angle=angle,
            color=INK,
            font=SERIF,
            fontStyle="italic",
            fontSize=alt.ExprRef("min(36, max(13, width * 0.088))"),
            aria=False,
        )
        .encode(x=X, y=Y, text="text:N")
        for x, y, angle, text in poles
    ]


def _dots(spacing: float) -> Any:
    wide = f"width * {spacing * 0.86 / (2 * SMALL_VIEW)}"
    size: Any = {"expr": f"pow({wide}, 2) * {math.pi / 4}"}
    return (
        alt.Chart(alt.NamedData("dots"))
        .mark_point(filled=True, shape="circle", aria=False)
        .encode(
            x=X,
            y=Y,
            size=alt.value(size),
            fill=alt.when("datum.weak").then(alt.value("transparent")).otherwise(alt.value(SAID)),
            stroke=alt.when("datum.weak").then(alt.value(SAID)).otherwise(alt.value(WHITE)),
            strokeWidth=alt.when("datum.weak").then(alt.value(2)).otherwise(alt.value(1)),
            opacity=alt.value(0.65),
        )
    )


def _ring() -> Any:
    ring = alt.Chart(alt.NamedData("ring")).mark_line(
        color=SAID, strokeWidth=3, strokeDash=[2, 7], strokeCap="round", aria=False
    )
    return ring.encode(x=X, y=Y, order="order:Q")


def _middle() -> list[Any]:
    base = alt.Chart(alt.NamedData("middle")).encode(x=X, y=Y)
    ring: dict[str, Any] = {"filled": False, "shape": "circle", "opacity": 1, "aria": False}
    size: Any = alt.value({"expr": f"pow(width * 0.06, 2) * {math.pi / 4}"})
    return [
        base.mark_point(stroke=WHITE, strokeWidth=10, **ring).encode(size=size),
        base.mark_point(stroke=SAID, strokeWidth=5, **ring).encode(size=size),
    ]
