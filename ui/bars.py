"""Bars of what was tapped: who met which region, and all five ratings of a statement.

As with the map, a drawing is made once and only its table changes.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from focusmap.met import Met
from focusmap.ratings import SCALE, Distribution
from focusmap.sentences import REGION_NAMES, Catalogue
from ui.charts import Chart
from ui.theme import INK, LINE, MUTED, PAPER, SAID, SANS

# One colour for all regions and ratings: none is the good one.
BAR = SAID
# How far a bar reaches up and down from its row's middle, and where its words stand.
BAR_UP, BAR_DOWN, WORDS_UP = 0.06, 0.3, 0.3
# The room below a rating's bar for its number, and above it for its count, in units of the highest.
BELOW, ABOVE = 0.3, 1.3


def met_bars(met: Met, speak: Catalogue) -> Chart:
    """Return a bar for each region: the share of people who met it, with its numbers in words."""
    rows = [
        {
            "top": row - BAR_UP,
            "bottom": row + BAR_DOWN,
            "words": row - WORDS_UP,
            "none": 0,
            "share": met.share(name),
            "all": 1,
            "region": capital(speak.gettext(REGION_NAMES[name])),
            "count": count_of(met.counts[name], met, speak),
        }
        for row, name in enumerate(met.counts)
    ]
    return Chart(_met_specification(len(rows)), {"met": pd.DataFrame(rows)})


def capital(text: str) -> str:
    """Return a name as it begins a line."""
    return text[:1].upper() + text[1:]


def count_of(count: int, met: Met, speak: Catalogue) -> str:
    """Return a count of people with its share."""
    return speak.gettext("{count} of {people} · {share:.0%}").format(
        count=count, people=met.people, share=count / met.people if met.people else 0
    )


@cache
def _met_specification(rows: int) -> dict[str, Any]:
    scale = alt.Scale(domain=[rows - 0.6, -0.55], nice=False, zero=False)
    across = alt.Scale(domain=[0, 1], nice=False)
    left, right = (alt.X(f"{end}:Q", axis=None, scale=across) for end in ("none", "all"))
    base = alt.Chart(alt.NamedData("met"))
    bar = base.encode(y=alt.Y("top:Q", axis=None, scale=scale), y2=alt.Y2("bottom"))
    line = base.encode(y=alt.Y("words:Q", axis=None, scale=scale))
    words: dict[str, Any] = {"font": SANS, "baseline": "middle", "fontSize": _size(0.042, 14)}
    return _finished(
        alt.layer(
            # The whole, of which the bar is a share.
            bar.mark_rect(fill=LINE, aria=False).encode(x=left, x2=alt.X2("all")),
            bar.mark_rect(fill=BAR, aria=False).encode(x=left, x2=alt.X2("share")),
            line.mark_text(align="left", color=INK, fontWeight=600, **words).encode(
                x=left, text="region:N"
            ),
            line.mark_text(align="right", color=MUTED, **words).encode(x=right, text="count:N"),
        )
    )


def rating_bars(distribution: Distribution) -> Chart:
    """Return five bars, one a rating, with how many gave it above: two camps are two hills."""
    counts = distribution.counts
    most = max(counts.values()) or 1
    rows = [
        {
            "left": value - 0.4,
            "right": value + 0.4,
            "middle": value,
            "height": counts[value] / most,
            "count": str(counts[value]) if counts[value] else "",
            "rating": str(value),
        }
        for value in SCALE
    ]
    return Chart(_rating_specification(), {"ratings": pd.DataFrame(rows)})


@cache
def _rating_specification() -> dict[str, Any]:
    base = alt.Chart(alt.NamedData("ratings"))
    x = alt.Scale(domain=[SCALE[0] - 0.5, SCALE[-1] + 0.5], nice=False, zero=False)
    y = alt.Y("height:Q", axis=None, scale=alt.Scale(domain=[-BELOW, ABOVE], nice=False))
    at = base.encode(x=alt.X("middle:Q", axis=None, scale=x))
    words: dict[str, Any] = {"font": SANS, "fontSize": _size(0.075, 14)}
    bars = base.mark_rect(fill=BAR, aria=False).encode(
        x=alt.X("left:Q", axis=None, scale=x), x2=alt.X2("right"), y=y, y2=alt.Y2Datum(0)
    )
    floor = alt.Chart(pd.DataFrame([{"y": 0}])).mark_rule(color=MUTED, aria=False)
    return _finished(
        alt.layer(
            bars,
            floor.encode(y=alt.Y("y:Q", axis=None)),
            at.mark_text(baseline="bottom", dy=-4, color=INK, fontWeight=600, **words).encode(
                y=y, text="count:N"
            ),
            at.mark_text(baseline="middle", color=MUTED, **words).encode(
                y=alt.datum(-BELOW * 0.62), text="rating:N"
            ),
        )
    )


def _size(share: float, least: int) -> alt.ExprRef:
    """Return a font size that grows with the chart: legible on a wall, in place on a phone."""
    return alt.ExprRef(f"max({least}, width * {share})")


def _finished(chart: Any) -> dict[str, Any]:
    specification: dict[str, Any] = (
        chart.configure_view(stroke="transparent", fill=None)
        .configure(background=PAPER, padding=0, autosize=alt.AutoSizeParams(type="fit"))
        .to_dict()
    )
    return specification
