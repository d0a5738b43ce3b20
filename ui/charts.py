"""The focus map as an Altair chart: fixed axes, a dot per answer, its middle and its ring.

The shape of a dot says who put it there, and what is weakly read is hollow.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from focusmap.cloud import Cloud
from focusmap.map import FRAME, Dot, Layer, Middle
from focusmap.sentences import Gettext, placement_sentence
from ui.theme import INK, LINE, MUTED, PAPER, SAID, SANS, SERIF, WHITE

# The chart shows a little more than the frame, so that names stand outside it and hide no dot.
VIEW = 1.29
REGION_ROW, POLE_ROW, POLE_COLUMN = 1.135, 1.235, 1.15
PICKED = "picked"
RING_POINTS = 72
LONGEST_TOOLTIP = 300
# A map beside other charts is smaller, and its names are as large as on the large one.
BESIDE = 1.2

SCALE = alt.Scale(domain=[-VIEW, VIEW], nice=False, zero=False)
X = alt.X("x:Q", scale=SCALE, axis=None)
Y = alt.Y("y:Q", scale=SCALE, axis=None)


def font_size(share: float, least: int) -> alt.ExprRef:
    """Return a font size that grows with the chart: legible on a wall, in place on a phone."""
    return alt.ExprRef(f"max({least}, width * {share})")


@dataclass(frozen=True, slots=True)
class Chart:
    """A Vega-Lite specification and its tables by name, as Streamlit draws them."""

    spec: dict[str, Any]
    tables: dict[str, pd.DataFrame]


def focus_map(layer: Layer, label: str, gettext: Gettext) -> Chart:
    """Return the map of one layer. Selecting a dot sets the parameter `picked` to its answer."""
    middle = _middle_table(layer.middle, label)
    tables = {
        "lines": pd.DataFrame(_line_rows(layer), columns=["x", "y", "x2", "y2"]),
        "dots": pd.DataFrame(_dot_rows(layer, gettext), columns=DOT_COLUMNS),
        "ring": _ring_table(layer.middle),
        "middle": middle,
    }
    return Chart(_specification(layer.spacing, gettext), tables)


@cache
def _specification(spacing: float, gettext: Gettext) -> dict[str, Any]:
    """Return the drawing without its data.

    Building and checking it takes Altair a quarter of a second, so it is kept; only the tables
    change from one refresh to the next.
    """
    specification: dict[str, Any] = (
        alt.layer(frame(), *names(gettext), _lines(), _dots(spacing), _ring(), *_middle())
        .configure_view(stroke="transparent", fill=None)
        .configure(background=PAPER, padding=0, autosize=alt.AutoSizeParams(type="fit"))
        .to_dict()
    )
    return specification


def frame() -> Any:
    """Return the map's paper with its frame and its two axes."""
    box = pd.DataFrame([{"x": -FRAME, "y": -FRAME, "x2": FRAME, "y2": FRAME}])
    lines = pd.DataFrame(
        [{"x": -FRAME, "x2": FRAME, "y": 0, "y2": 0}, {"x": 0, "x2": 0, "y": -FRAME, "y2": FRAME}]
    )
    to = {"x2": alt.X2("x2"), "y2": alt.Y2("y2")}
    paper = alt.Chart(box).mark_rect(fill=WHITE, stroke=LINE, strokeWidth=2)
    cross = alt.Chart(lines).mark_rule(color="#C9C0AE", strokeWidth=2)
    return alt.layer(paper.encode(x=X, y=Y, **to), cross.encode(x=X, y=Y, **to))


def names(gettext: Gettext, larger: float = 1) -> list[alt.Chart]:
    """Return the names of regions and poles, all outside the frame; `larger` on a small map."""
    regions = (
        (-FRAME, REGION_ROW, "left", gettext("engine room")),
        (FRAME, REGION_ROW, "right", gettext("customer outcomes")),
        (-FRAME, -REGION_ROW, "left", gettext("factory floor")),
        (FRAME, -REGION_ROW, "right", gettext("delivery window")),
    )
    poles = (
        (0, POLE_ROW, 0, gettext("outcomes")),
        (0, -POLE_ROW, 0, gettext("outputs")),
        (-POLE_COLUMN, 0, 270, gettext("inside")),
        (POLE_COLUMN, 0, 270, gettext("outside")),
    )
    named = [
        _text(x, y, text.upper(), align=align, color=MUTED, font=SANS, fontWeight=600,
              fontSize=font_size(0.0295 * larger, 11))
        for x, y, align, text in regions
    ]  # fmt: skip
    return named + [
        _text(x, y, text, angle=_upright(x, angle), color=INK, font=SERIF, fontStyle="italic",
              fontSize=font_size(0.034 * larger, 12))
        for x, y, angle, text in poles
    ]  # fmt: skip


def _upright(x: float, angle: int) -> int:
    # Both side poles are read by tilting the head to the same side.
    return angle if x <= 0 else 90 if angle else 0


def _text(x: float, y: float, text: str, **mark: Any) -> Any:
    data = pd.DataFrame([{"x": x, "y": y, "text": text}])
    return alt.Chart(data).mark_text(baseline="middle", **mark).encode(x=X, y=Y, text="text:N")


# Who put a dot where it is, and the shape that says so.
SHAPES = {"words": "circle", "author": "diamond", "facilitator": "square"}
DOT_COLUMNS = ["id", "x", "y", "answer", "question", "who", "by", "weak"]


def _dot_rows(layer: Layer, gettext: Gettext) -> list[dict[str, Any]]:
    return [
        {
            "id": d.answer.answer.id,
            "x": d.px,
            "y": d.py,
            "answer": short(d.answer.answer.text),
            "question": d.answer.question.text,
            "who": placement_sentence(d.placement, gettext) if d.is_moved else "",
            # Where somebody found the words right, the dot is still the words'.
            "by": d.placement.source if d.is_moved else "words",
            "weak": d.is_weak,
        }
        # In no order: as they came, one person's answers would stand side by side.
        for d in sorted((*layer.dots, *layer.meant), key=lambda d: d.answer.answer.id)
    ]


def _line_rows(layer: Layer) -> list[dict[str, float]]:
    """Return the lines from where the words put answers to where they are meant to be."""
    said: dict[str, Dot] = {d.answer.answer.id: d for d in layer.dots}
    pairs = ((said.get(d.answer.answer.id), d) for d in layer.meant)
    return [{"x": a.px, "y": a.py, "x2": b.px, "y2": b.py} for a, b in pairs if a]


def _lines() -> Any:
    # The text beside the map says what the lines say; to a screen reader they would be noise.
    line = alt.Chart(alt.NamedData("lines")).mark_rule(
        color=INK, strokeWidth=2, opacity=0.55, aria=False
    )
    return line.encode(x=X, y=Y, x2=alt.X2("x2"), y2=alt.Y2("y2"))


def _dots(spacing: float) -> Any:
    picked = alt.selection_point(name=PICKED, fields=["id"], on="click", toggle="false")
    is_picked: Any = {"param": PICKED, "empty": False}
    is_weak, is_moved = "datum.weak", "datum.by !== 'words'"
    shape = alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
    return (
        alt.Chart(alt.NamedData("dots"))
        .mark_point(filled=True, cursor="pointer")
        .encode(
            x=X,
            y=Y,
            shape=alt.Shape("by:N", scale=shape, legend=None),
            size=alt.value(dot_size(spacing)),
            # Transparent and not none: the inside of a hollow dot can be clicked too.
            fill=alt.when(is_weak)
            .then(alt.value("transparent"))
            .when(is_moved)
            .then(alt.value(INK))
            .otherwise(alt.value(SAID)),
            opacity=alt.when(is_picked)
            .then(alt.value(1))
            .when(f"{is_weak} || {is_moved}")
            .then(alt.value(0.85))
            .otherwise(alt.value(0.6)),
            stroke=alt.when(is_picked)
            .then(alt.value(INK))
            .when(is_weak)
            .then(alt.value(SAID))
            .otherwise(alt.value(WHITE)),
            strokeWidth=alt.when(is_picked)
            .then(alt.value(4))
            .when(is_weak)
            .then(alt.value(_stroke(spacing)))
            .otherwise(alt.value(1)),
            tooltip=[
                alt.Tooltip("answer:N", title=" "),
                alt.Tooltip("question:N", title="  "),
                alt.Tooltip("who:N", title="   "),
            ],
        )
        .add_params(picked)
    )


def dot_size(spacing: float) -> Any:
    """Return a dot's area in square pixels: as wide as the space it has, at any chart size."""
    return {"expr": f"pow(width * {spacing * 0.86 / (2 * VIEW)}, 2) * {math.pi / 4}"}


def _stroke(spacing: float) -> Any:
    """Return the width of a hollow dot's line: a fifth of the dot, and never too thin to see."""
    return {"expr": f"max(1.5, width * {spacing * 0.86 / (2 * VIEW)} / 5)"}


def _ring_table(m: Middle | None) -> pd.DataFrame:
    return pd.DataFrame(ring_rows(m), columns=["x", "y", "order"])


def ring_rows(m: Middle | None) -> list[dict[str, float]]:
    """Return the points of a middle's ring, in order; none without a middle."""
    if m is None:
        return []
    turns = [2 * math.pi * i / RING_POINTS for i in range(RING_POINTS + 1)]
    return [
        {
            "x": _inside(m.x + m.ring_x * math.cos(turn)),
            "y": _inside(m.y + m.ring_y * math.sin(turn)),
            "order": i,
        }
        for i, turn in enumerate(turns)
    ]


def _ring(color: str = SAID) -> Any:
    ring = alt.Chart(alt.NamedData("ring")).mark_line(
        color=color,
        strokeWidth=3,
        strokeDash=[2, 7],
        strokeCap="round",
        # Without a middle, this and its marks would be symbols without a name; the chart's
        # alternative text says what they say.
        aria=False,
    )
    return ring.encode(x=X, y=Y, order="order:Q")


def _inside(value: float) -> float:
    return max(-FRAME, min(FRAME, value))


def _middle_table(m: Middle | None, label: str) -> pd.DataFrame:
    return pd.DataFrame(middle_rows(m, label), columns=["x", "y", "text", "side"])


def middle_rows(m: Middle | None, label: str) -> list[dict[str, Any]]:
    """Return a median with its label and where that stands; none without a middle."""
    if m is None:
        return []
    side = ("right" if m.x > 0 else "left") + (" below" if m.y > 0 else " above")
    return [{"x": m.x, "y": m.y, "text": label, "side": side}]


def _middle(color: str = SAID, larger: float = 1) -> list[alt.Chart]:
    """Return the median with its label, which keeps to the side where there is room."""
    base = alt.Chart(alt.NamedData("middle")).encode(x=X, y=Y)
    # A ring, not a disc: it must hide no dot.
    ring: dict[str, Any] = {"filled": False, "shape": "circle", "opacity": 1, "aria": False}
    size = alt.value(_wide(0.036))
    return [
        base.mark_point(stroke=WHITE, strokeWidth=11, **ring).encode(size=size),
        base.mark_point(stroke=color, strokeWidth=6, **ring).encode(size=size),
        *(part for side in SIDES for part in _label(base, side, color, larger)),
    ]


# Where the label stands, as seen from the median: towards the middle of the map.
SIDES: dict[str, dict[str, Any]] = {
    "left above": {"align": "left", "dx": 24, "dy": -30},
    "left below": {"align": "left", "dx": 24, "dy": 30},
    "right above": {"align": "right", "dx": -24, "dy": -30},
    "right below": {"align": "right", "dx": -24, "dy": 30},
}


def _label(base: alt.Chart, side: str, color: str, larger: float) -> list[alt.Chart]:
    one = base.transform_filter(f"datum.side === '{side}'").encode(text="text:N")
    text = {
        "fontSize": font_size(0.034 * larger, 13),
        "font": SANS,
        "fontWeight": 700,
        "aria": False,
        **SIDES[side],
    }
    behind = one.mark_text(stroke=WHITE, strokeWidth=8, strokeJoin="round", **text)
    return [behind, one.mark_text(color=color, **text)]


def guess_map(cloud: Cloud, label: str, gettext: Gettext) -> Chart:
    """Return the map of a cloud of guesses: triangles, so that nobody takes them for words.

    They point down as on every map: those that point up are documents.
    """
    tables = {
        "guesses": pd.DataFrame(cloud.drawn, columns=["x", "y"]),
        "ring": _ring_table(cloud.middle),
        "middle": _middle_table(cloud.middle, label),
    }
    return Chart(_guess_specification(cloud.spacing, gettext), tables)


@cache
def _guess_specification(spacing: float, gettext: Gettext) -> dict[str, Any]:
    guesses = (
        alt.Chart(alt.NamedData("guesses"))
        .mark_point(filled=True, shape="triangle-down", fill=INK, stroke=WHITE, strokeWidth=1)
        .encode(x=X, y=Y, size=alt.value(dot_size(spacing)), opacity=alt.value(0.6))
    )
    specification: dict[str, Any] = (
        alt.layer(frame(), *names(gettext, BESIDE), guesses, _ring(INK), *_middle(INK, BESIDE))
        .configure_view(stroke="transparent", fill=None)
        .configure(background=PAPER, padding=0, autosize=alt.AutoSizeParams(type="fit"))
        .to_dict()
    )
    return specification


def _wide(share: float) -> Any:
    return {"expr": f"pow(width * {share}, 2) * {math.pi / 4}"}


def short(text: str) -> str:
    """Return a text that fits under a pointer."""
    return text if len(text) <= LONGEST_TOOLTIP else text[: LONGEST_TOOLTIP - 1] + "…"
