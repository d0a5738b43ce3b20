"""Several layers on one focus map, told apart by shape and label; colour only repeats it.

The frame and the names are those of the map of one layer (see charts).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from focusmap.cloud import Cloud
from focusmap.gaps import Line
from focusmap.leaning import Spot
from focusmap.map import LEAST_SPACING, Layer
from focusmap.sentences import Gettext
from ui.charts import (
    PICKED,
    SCALE,
    Chart,
    X,
    Y,
    dot_size,
    font_size,
    frame,
    middle_rows,
    names,
    ring_rows,
    short,
)
from ui.map_labels import ALIGNS, with_places
from ui.theme import INK, MEASURED, PAPER, SAID, SANS, WANTED, WHITE, WRITTEN

# The layers in the order in which they are drawn, what lies above last, each with shape and colour.
LOOKS = {
    "documents": ("triangle-up", WRITTEN),
    "said": ("circle", SAID),
    "measured": ("diamond", MEASURED),
    "guess": ("triangle-down", INK),
    "wanted": ("cross", WANTED),
}
# The signs that stand for the shapes in a line of text.
SIGNS = {
    "documents": "&#9650;",
    "said": "&#9679;",
    "measured": "&#9670;",
    "guess": "&#9660;",
    "wanted": "&#10010;",
}
# The dot with the most votes has this many times the area of one without.
LARGEST = 4.0
# A shape with corners needs more area than a circle to be told from it.
CORNERS = {"documents": 1.5, "said": 1.0, "measured": 1.1, "guess": 1.5, "wanted": 1.1}
# More than any dot's area in areas of the first layer's dots.
AREAS = 200
# How far before the end of an arrow its head is drawn.
HEAD_AWAY, HEAD_SIZE = 0.075, 0.022
MIDDLE_COLUMNS = ["x", "y", "text", "align", "text_x", "text_y", "layer"]
COLUMNS = ["id", "x", "y", "layer", "answer", "question", "weak", "times"]


@dataclass(frozen=True, slots=True)
class MapLayer:
    """A layer with what its median is called, and how many votes its dots have, by answer."""

    layer: Layer | Cloud
    label: str
    votes: Mapping[str, int] = field(default_factory=dict)


def layers_map(
    layers: Sequence[MapLayer],
    gettext: Gettext,
    *,
    arrows: Sequence[Line] = (),
) -> Chart:
    """Return the map of some layers; the first one's spacing is the measure of all dots.

    Selecting a dot sets the parameter `picked` to its answer.
    """
    lines = [{"x": x, "y": y, "x2": x2, "y2": y2} for (x, y), (x2, y2) in arrows]
    heads = _head_rows(lines, {(m.x, m.y) for part in layers if (m := part.layer.middle)})
    spacing = layers[0].layer.spacing if layers else LEAST_SPACING
    dots = [row for part in _in_order(layers) for row in _dot_rows(part, spacing)]
    rings = [{**row, "layer": p.layer.name} for p in layers for row in ring_rows(p.layer.middle)]
    tables = {
        "dots": pd.DataFrame(dots, columns=COLUMNS),
        "ring": pd.DataFrame(rings, columns=["x", "y", "order", "layer"]),
        "arrow": pd.DataFrame(lines, columns=["x", "y", "x2", "y2"]),
        "head": pd.DataFrame(heads, columns=["x", "y", "turn"]),
        "middle": pd.DataFrame(_middles(layers, heads), columns=MIDDLE_COLUMNS),
    }
    return Chart(_specification(spacing, gettext), tables)


def _in_order(layers: Sequence[MapLayer]) -> list[MapLayer]:
    return sorted(layers, key=lambda part: list(LOOKS).index(part.layer.name))


def _dot_rows(part: MapLayer, spacing: float) -> list[dict[str, Any]]:
    most = max(part.votes.values(), default=0)
    own = (part.layer.spacing / spacing) ** 2 * CORNERS[part.layer.name]
    if isinstance(part.layer, Cloud):
        return _spot_rows(part.layer, part.label, own)
    rows = [
        {
            "id": d.answer.answer.id,
            "x": d.px,
            "y": d.py,
            "layer": part.layer.name,
            "answer": short(d.answer.answer.text),
            "question": d.answer.question.text,
            "weak": d.is_weak,
            "times": _times(part.votes.get(d.answer.answer.id, 0), most, own),
        }
        for d in part.layer.dots
    ]
    # The large ones first, so that they hide no small one; and in no order by time.
    return sorted(rows, key=lambda row: (-row["times"], row["id"]))


def _spot_rows(cloud: Cloud, label: str, own: float) -> list[dict[str, Any]]:
    """Return dots with no words behind them: selecting one opens nothing."""
    return [
        {
            "id": f"{cloud.name}-{number}",
            "x": x,
            "y": y,
            "layer": cloud.name,
            "answer": label,
            "question": "",
            "weak": False,
            "times": own,
        }
        for number, (x, y) in enumerate(cloud.drawn)
    ]


def _times(votes: int, most: int, own: float) -> float:
    """Return the area of a dot, in areas of the first layer's dots; `own` is that without votes."""
    return own * (1 + (LARGEST - 1) * votes / most) if most else own


def _middles(
    layers: Sequence[MapLayer], heads: Sequence[Mapping[str, float]]
) -> list[dict[str, Any]]:
    rows = [
        {**row, "layer": part.layer.name}
        for part in layers
        for row in middle_rows(part.layer.middle, part.label)
    ]
    return with_places(rows, heads)


def _head_rows(
    arrows: Sequence[Mapping[str, float]], medians: Collection[Spot]
) -> list[dict[str, float]]:
    """Return the heads of arrows: a little before a median at their end, whose mark covers it."""
    rows = []
    for row in arrows:
        across, up = row["x2"] - row["x"], row["y2"] - row["y"]
        length = math.hypot(across, up)
        if length > HEAD_AWAY:
            back = HEAD_AWAY / length if (row["x2"], row["y2"]) in medians else 0.0
            rows.append(
                {
                    "x": row["x2"] - across * back,
                    "y": row["y2"] - up * back,
                    # Clockwise from pointing up.
                    "turn": math.degrees(math.atan2(across, up)),
                }
            )
    return rows


@cache
def _specification(spacing: float, gettext: Gettext) -> dict[str, Any]:
    """Return the drawing without its data, which is kept: building it is what takes time."""
    specification: dict[str, Any] = (
        alt.layer(frame(), *names(gettext), _dots(spacing), _rings(), *_arrows(), *_medians())
        .configure_view(stroke="transparent", fill=None)
        .configure(background=PAPER, padding=0, autosize=alt.AutoSizeParams(type="fit"))
        .to_dict()
    )
    return specification


def _shape() -> alt.Shape:
    shapes = [shape for shape, _ in LOOKS.values()]
    return alt.Shape("layer:N", scale=alt.Scale(domain=list(LOOKS), range=shapes), legend=None)


def _scale() -> alt.Scale:
    return alt.Scale(domain=list(LOOKS), range=[colour for _, colour in LOOKS.values()])


def _by_layer(kind: str) -> Any:
    """Return a condition that gives each layer its colour, for a fill or a stroke."""
    chain: Any = None
    for name, (_, colour) in LOOKS.items():
        test = f"datum.layer === '{name}'" + (" && !datum.weak" if kind == "fill" else "")
        chain = (alt if chain is None else chain).when(test).then(alt.value(colour))
    return chain


def _dots(spacing: float) -> Any:
    picked = alt.selection_point(name=PICKED, fields=["id"], on="click", toggle="false")
    is_picked: Any = {"param": PICKED, "empty": False}
    return (
        alt.Chart(alt.NamedData("dots"))
        .mark_point(filled=True, cursor="pointer", size=100)
        .encode(
            x=X,
            y=Y,
            shape=_shape(),
            size=alt.Size("times:Q", scale=_sizes(spacing), legend=None),
            # Transparent and not none: the inside of a hollow dot can be clicked too.
            fill=_by_layer("fill").otherwise(alt.value("transparent")),
            stroke=alt.when(is_picked)
            .then(alt.value(INK))
            .when("!datum.weak")
            .then(alt.value(WHITE))
            .when("datum.layer === 'measured'")
            .then(alt.value(MEASURED))
            .when("datum.layer === 'documents'")
            .then(alt.value(WRITTEN))
            # Only what is read from words can be weak.
            .otherwise(alt.value(SAID)),
            strokeWidth=alt.when(is_picked)
            .then(alt.value(4))
            .when("datum.weak")
            .then(alt.value(2))
            .otherwise(alt.value(1)),
            opacity=alt.when(is_picked)
            .then(alt.value(1))
            .when("datum.layer === 'measured' || datum.layer === 'wanted'")
            .then(alt.value(0.8))
            .otherwise(alt.value(0.5)),
            tooltip=[alt.Tooltip("answer:N", title=" "), alt.Tooltip("question:N", title="  ")],
        )
        .add_params(picked)
    )


def _sizes(spacing: float) -> Any:
    """Return the scale of areas: one is that of a dot that fills its space, at any chart size."""
    one = dot_size(spacing)["expr"]
    return alt.Scale(
        domain=[0, AREAS],
        range=[0, alt.ExprRef(f"{AREAS} * {one}")],
        zero=False,
        nice=False,
    )


def _rings() -> Any:
    ring = alt.Chart(alt.NamedData("ring")).mark_line(
        strokeWidth=3, strokeDash=[2, 7], strokeCap="round", aria=False
    )
    colour = alt.Color("layer:N", scale=_scale(), legend=None)
    return ring.encode(x=X, y=Y, order="order:Q", detail="layer:N", color=colour)


def _arrows() -> list[Any]:
    line = alt.Chart(alt.NamedData("arrow")).mark_rule(
        color=INK, strokeWidth=4, strokeDash=[10, 6], opacity=0.8, aria=False
    )
    head = alt.Chart(alt.NamedData("head")).mark_point(
        shape="triangle", filled=True, fill=INK, stroke=WHITE, strokeWidth=1, opacity=1, aria=False
    )
    size = alt.value({"expr": f"pow(width * {HEAD_SIZE}, 2)"})
    return [
        line.encode(x=X, y=Y, x2=alt.X2("x2"), y2=alt.Y2("y2")),
        head.encode(x=X, y=Y, size=size, angle=alt.Angle("turn:Q", scale=None)),
    ]


def _medians() -> list[alt.Chart]:
    base = alt.Chart(alt.NamedData("middle")).encode(x=X, y=Y, shape=_shape())
    mark: dict[str, Any] = {"filled": False, "opacity": 1, "aria": False}
    size = alt.value({"expr": f"pow(width * 0.036, 2) * {math.pi / 4}"})
    stroke = alt.Stroke("layer:N", scale=_scale(), legend=None)
    return [
        base.mark_point(stroke=WHITE, strokeWidth=12, **mark).encode(size=size),
        base.mark_point(strokeWidth=7, **mark).encode(size=size, stroke=stroke),
        *(part for align in ALIGNS for part in _label(align)),
    ]


def _label(align: str) -> list[alt.Chart]:
    base = alt.Chart(alt.NamedData("middle")).transform_filter(f"datum.align === '{align}'")
    one = base.encode(
        x=alt.X("text_x:Q", scale=SCALE, axis=None),
        y=alt.Y("text_y:Q", scale=SCALE, axis=None),
        text="text:N",
    )
    text: dict[str, Any] = {
        "fontSize": font_size(0.034, 13),
        "font": SANS,
        "fontWeight": 700,
        "aria": False,
        "align": align,
        "baseline": "middle",
    }
    behind = one.mark_text(stroke=WHITE, strokeWidth=8, strokeJoin="round", **text)
    colour = alt.Color("layer:N", scale=_scale(), legend=None)
    return [behind, one.mark_text(**text).encode(color=colour)]
