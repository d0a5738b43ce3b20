"""The focus map as an Altair chart: fixed axes, a dot per answer, its middle and its ring."""

from __future__ import annotations

import math
from typing import Any

import altair as alt
import pandas as pd

from focusmap.map import FRAME, Layer
from focusmap.sentences import Gettext
from ui.theme import INK, LINE, MUTED, PAPER, SAID, SANS, SERIF, WHITE

# The chart shows a little more than the frame, so that names stand outside it and hide no dot.
VIEW = 1.29
REGION_ROW, POLE_ROW = 1.15, 1.24
PICKED = "picked"
RING_POINTS = 72
LONGEST_TOOLTIP = 300

SCALE = alt.Scale(domain=[-VIEW, VIEW], nice=False, zero=False)
X = alt.X("x:Q", scale=SCALE, axis=None)
Y = alt.Y("y:Q", scale=SCALE, axis=None)


def _size(share: float, least: int) -> alt.ExprRef:
    """Return a font size that grows with the chart: legible on a wall, in place on a phone."""
    return alt.ExprRef(f"max({least}, width * {share})")


def focus_map(layer: Layer, label: str, gettext: Gettext) -> alt.LayerChart:
    """Return the map of one layer. Selecting a dot sets the parameter `picked` to its answer."""
    parts = [_frame(), *_names(gettext), _dots(layer)]
    if layer.middle:
        parts += [_ring(layer), *_middle(layer, label)]
    return (
        alt.layer(*parts)
        .configure_view(strokeWidth=0, fill=None)
        .configure(background=PAPER, padding=0, autosize=alt.AutoSizeParams(type="fit"))
    )


def _frame() -> alt.LayerChart:
    box = pd.DataFrame([{"x": -FRAME, "y": -FRAME, "x2": FRAME, "y2": FRAME}])
    lines = pd.DataFrame(
        [{"x": -FRAME, "x2": FRAME, "y": 0, "y2": 0}, {"x": 0, "x2": 0, "y": -FRAME, "y2": FRAME}]
    )
    to = {"x2": alt.X2("x2"), "y2": alt.Y2("y2")}
    paper = alt.Chart(box).mark_rect(fill=WHITE, stroke=LINE, strokeWidth=2)
    cross = alt.Chart(lines).mark_rule(color="#C9C0AE", strokeWidth=2)
    return alt.layer(paper.encode(x=X, y=Y, **to), cross.encode(x=X, y=Y, **to))


def _names(gettext: Gettext) -> list[alt.Chart]:
    """Return the names of regions and poles, all outside the frame."""
    regions = (
        (-FRAME, REGION_ROW, "left", gettext("engine room")),
        (FRAME, REGION_ROW, "right", gettext("customer outcomes")),
        (-FRAME, -REGION_ROW, "left", gettext("factory floor")),
        (FRAME, -REGION_ROW, "right", gettext("delivery window")),
    )
    poles = (
        (0, REGION_ROW, 0, gettext("outcomes") + " ↑"),
        (0, -REGION_ROW, 0, gettext("outputs") + " ↓"),
        (-REGION_ROW, 0, 270, "← " + gettext("inside")),
        (REGION_ROW, 0, 270, gettext("outside") + " →"),
    )
    named = [
        _text(x, y, text.upper(), align=align, color=MUTED, font=SANS, fontWeight=600,
              fontSize=_size(0.0255, 9))
        for x, y, align, text in regions
    ]  # fmt: skip
    return named + [
        _text(x, y, text, angle=_upright(x, angle), color=INK, font=SERIF, fontStyle="italic",
              fontSize=_size(0.034, 12))
        for x, y, angle, text in poles
    ]  # fmt: skip


def _upright(x: float, angle: int) -> int:
    # Both side poles are read by tilting the head to the same side.
    return angle if x <= 0 else 90 if angle else 0


def _text(x: float, y: float, text: str, **mark: Any) -> alt.Chart:
    data = pd.DataFrame([{"x": x, "y": y, "text": text}])
    return alt.Chart(data).mark_text(baseline="middle", **mark).encode(x=X, y=Y, text="text:N")


def _dots(layer: Layer) -> alt.Chart:
    data = pd.DataFrame(
        [
            {
                "id": d.answer.answer.id,
                "x": d.px,
                "y": d.py,
                "answer": _short(d.answer.answer.text),
                "question": d.answer.question.text,
            }
            for d in layer.dots
        ],
        columns=["id", "x", "y", "answer", "question"],
    )
    picked = alt.selection_point(name=PICKED, fields=["id"], on="click", toggle="false")
    return (
        alt.Chart(data)
        .mark_point(filled=True, shape="circle", color=SAID, stroke=WHITE, cursor="pointer")
        .encode(
            x=X,
            y=Y,
            size=alt.value(_dot_area(layer.spacing)),
            opacity=alt.condition(picked, alt.value(0.62), alt.value(0.3)),
            strokeWidth=alt.value(1),
            tooltip=[alt.Tooltip("answer:N", title=" "), alt.Tooltip("question:N", title=" ")],
        )
        .add_params(picked)
    )


def _dot_area(spacing: float) -> Any:
    """Return a dot's area in square pixels: as wide as the space it has, at any chart size."""
    return {"expr": f"pow(width * {spacing * 0.86 / (2 * VIEW)}, 2) * {math.pi / 4}"}


def _ring(layer: Layer) -> alt.Chart:
    m = layer.middle
    assert m is not None  # noqa: S101 - the caller asked
    turns = [2 * math.pi * i / RING_POINTS for i in range(RING_POINTS + 1)]
    points = [
        {"x": m.x + m.ring_x * math.cos(t), "y": m.y + m.ring_y * math.sin(t), "order": i}
        for i, t in enumerate(turns)
    ]
    inside = [{**p, "x": _inside(p["x"]), "y": _inside(p["y"])} for p in points]
    ring = alt.Chart(pd.DataFrame(inside)).mark_line(
        color=SAID, strokeWidth=3, strokeDash=[2, 7], strokeCap="round"
    )
    return ring.encode(x=X, y=Y, order="order:Q")


def _inside(value: float) -> float:
    return max(-FRAME, min(FRAME, value))


def _middle(layer: Layer, label: str) -> list[alt.Chart]:
    """Return the median with its label, which keeps to the side where there is room."""
    m = layer.middle
    assert m is not None  # noqa: S101 - the caller asked
    data = pd.DataFrame([{"x": m.x, "y": m.y, "text": label}])
    base = alt.Chart(data).encode(x=X, y=Y)
    dot = {"filled": True, "shape": "circle", "opacity": 1}
    halo = base.mark_point(color=WHITE, **dot).encode(size=alt.value(_wide(0.05)))
    middle = base.mark_point(color=SAID, **dot).encode(size=alt.value(_wide(0.038)))
    side = {"align": "left", "dx": 24} if m.x <= 0 else {"align": "right", "dx": -24}
    text = {"dy": 30 if m.y > 0 else -30, "fontSize": _size(0.034, 13), "font": SANS, **side}
    behind = base.mark_text(
        stroke=WHITE, strokeWidth=8, strokeJoin="round", fontWeight=700, **text
    ).encode(text="text:N")
    front = base.mark_text(color=SAID, fontWeight=700, **text).encode(text="text:N")
    return [halo, middle, behind, front]


def _wide(share: float) -> Any:
    return {"expr": f"pow(width * {share}, 2) * {math.pi / 4}"}


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TOOLTIP else text[: LONGEST_TOOLTIP - 1] + "…"
