"""Measures on a plot of importance against satisfaction: fixed scales, a letter for each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from focusmap.leaning import Spot
from focusmap.map import spread_out
from focusmap.measuring import OnBench
from focusmap.opportunity import LEAST, MOST
from focusmap.sentences import Gettext
from ui.charts import Chart, font_size
from ui.theme import INK, LINE, MUTED, PAPER, SAID, SANS, SERIF, WHITE

# The plot shows a little more than the scale, so that its numbers and names stand outside it.
BEFORE, AFTER = -0.35, 10.6
SCALE = alt.Scale(domain=[BEFORE, AFTER], nice=False, zero=False)
X = alt.X("x:Q", scale=SCALE, axis=None)
Y = alt.Y("y:Q", scale=SCALE, axis=None)
X2, Y2 = alt.X2("x2"), alt.Y2("y2")
# The area of a clear opportunity: importance + (importance - satisfaction) is 12 or more.
CLEAR = 12
MIDDLE, HALF = (LEAST + MOST) / 2, (MOST - LEAST) / 2
# How far letters lie apart at least, where half the scale is 1: as far as one is wide.
SPACING = 0.17
COLUMNS = ["x", "y", "x2", "y2", "letter", "says"]


def opportunity_plot(lines: Sequence[OnBench], says: Sequence[str], gettext: Gettext) -> Chart:
    """Return the plot of measures that have figures; `says` is what each one is, as a hint."""
    tables = {"measures": pd.DataFrame(rows(lines, says), columns=COLUMNS)}
    return Chart(_specification(gettext), tables)


def rows(lines: Sequence[OnBench], says: Sequence[str]) -> list[dict[str, Any]]:
    """Return where each measure lies (x2, y2) and where its letter stands (x, y), none on another.

    A letter that had to move is joined to its place by a line.
    """
    placed = [
        (line, text, (r.importance.mean, r.satisfaction.mean))
        for line, text in zip(lines, says, strict=True)
        if (r := line.ratings) and r.importance and r.satisfaction
    ]
    drawn = spread_out([_to_map(place) for _, _, place in placed], SPACING)
    return [
        {
            **dict(zip(("x", "y"), _from_map(spot), strict=True)),
            "x2": place[0],
            "y2": place[1],
            "letter": line.letter,
            "says": text,
        }
        for (line, text, place), spot in zip(placed, drawn, strict=True)
    ]


def _to_map(place: Spot) -> Spot:
    return ((place[0] - MIDDLE) / HALF, (place[1] - MIDDLE) / HALF)


def _from_map(spot: Spot) -> Spot:
    return (MIDDLE + spot[0] * HALF, MIDDLE + spot[1] * HALF)


@cache
def _specification(gettext: Gettext) -> dict[str, Any]:
    """Return the drawing without its data, which is kept: building it is what takes time."""
    specification: dict[str, Any] = (
        alt.layer(*_paper(), *_names(gettext), *_measures())
        .configure_view(stroke="transparent", fill=None)
        .configure(background=PAPER, padding=0, autosize=alt.AutoSizeParams(type="fit"))
        .to_dict()
    )
    return specification


def _paper() -> list[Any]:
    low, high = LEAST - 0.4, MOST + 0.4
    box = pd.DataFrame([{"x": low, "y": low, "x2": high, "y2": high}])
    starts = (CLEAR + LEAST) / 2
    area = pd.DataFrame(
        [{"x": x, "y": low, "y2": 2 * x - CLEAR} for x in (starts - 0.2, MOST, high)]
    )
    same = pd.DataFrame([{"x": low, "y": low, "x2": high, "y2": high}])
    return [
        alt.Chart(box)
        .mark_rect(fill=WHITE, stroke=LINE, strokeWidth=2, aria=False)
        .encode(x=X, y=Y, x2=X2, y2=Y2),
        alt.Chart(area).mark_area(color="#F2E3CC", opacity=0.7, aria=False).encode(x=X, y=Y, y2=Y2),
        alt.Chart(same)
        .mark_rule(color="#C9C0AE", strokeWidth=2, strokeDash=[6, 6], aria=False)
        .encode(x=X, y=Y, x2=X2, y2=Y2),
    ]


def _names(gettext: Gettext) -> list[Any]:
    numbers = [
        part
        for n in range(LEAST, MOST + 1)
        for part in (
            _text(n, 0.3, str(n), color=MUTED, font=SANS, fontSize=font_size(0.034, 12)),
            _text(0.3, n, str(n), color=MUTED, font=SANS, fontSize=font_size(0.034, 12)),
        )
    ]
    italic: dict[str, Any] = {
        "color": INK,
        "font": SERIF,
        "fontStyle": "italic",
        "fontSize": font_size(0.036, 13),
    }
    return [
        *numbers,
        _text(MIDDLE, -0.18, gettext("important to people outside"), **italic),
        _text(-0.18, MIDDLE, gettext("satisfied with it today"), angle=270, **italic),
        _text(
            MOST + 0.25,
            0.95,
            gettext("clear opportunity"),
            align="right",
            color="#6B4A12",
            font=SANS,
            fontWeight=600,
            fontSize=font_size(0.034, 12),
        ),
    ]


def _text(x: float, y: float, text: str, **mark: Any) -> Any:
    data = pd.DataFrame([{"x": x, "y": y, "text": text}])
    made = alt.Chart(data).mark_text(baseline="middle", aria=False, **mark)
    return made.encode(x=X, y=Y, text="text:N")


def _measures() -> list[Any]:
    base = alt.Chart(alt.NamedData("measures"))
    true_x = alt.X("x2:Q", scale=SCALE, axis=None)
    true_y = alt.Y("y2:Q", scale=SCALE, axis=None)
    size = alt.value({"expr": "pow(width * 0.058, 2) * 0.785"})
    return [
        base.mark_rule(color=INK, strokeWidth=2, aria=False).encode(x=X, y=Y, x2=X2, y2=Y2),
        base.mark_point(filled=True, color=INK, size=60, opacity=1, aria=False).encode(
            x=true_x, y=true_y
        ),
        base.mark_point(filled=True, color=SAID, opacity=1, stroke=WHITE, strokeWidth=2).encode(
            x=X, y=Y, size=size, tooltip=[alt.Tooltip("says:N", title=" ")]
        ),
        base.mark_text(
            color=WHITE,
            font=SANS,
            fontWeight=700,
            fontSize=font_size(0.034, 12),
            baseline="middle",
            aria=False,
        ).encode(x=X, y=Y, text="letter:N"),
    ]
