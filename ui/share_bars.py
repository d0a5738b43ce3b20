"""Shares as bars, each with its name and its numbers above it: nothing to look up in a legend."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from ui.theme import INK, LINE, PAPER, SAID, SANS

COLUMNS = ["order", "label", "share", "whole"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its numbers in words, and the share it shows, from 0 to 1."""

    label: str
    numbers: str
    share: float


def render_bars(bars: Sequence[Bar], alt_text: str, *, key: str, row: int, font: int) -> None:
    """Draw bars one below the other; `row` and `font` are a bar's height and letters in pixels."""
    spec = copy.deepcopy(_specification(row, font))
    spec["datasets"] |= {"bars": _table(bars)}
    with st.container(key=f"bars-{key}"):
        st.vega_lite_chart(
            None, spec, theme=None, width="stretch", height=row * len(bars), key=key, alt=alt_text
        )


def _table(bars: Sequence[Bar]) -> pd.DataFrame:
    rows = [
        (n, f"{bar.label}: {bar.numbers}" if bar.numbers else bar.label, bar.share, 1.0)
        for n, bar in enumerate(bars)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


@cache
def _specification(row: int, font: int) -> dict[str, Any]:
    """Return the drawing without its data, which alone changes from one refresh to the next."""
    base = alt.Chart(alt.NamedData("bars")).encode(
        y=alt.Y("order:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    )
    scale = alt.Scale(domain=[0, 1], nice=False)
    # The alternative text says what the bars say; to a screen reader each would be noise.
    height = row * 0.3
    bar: dict[str, Any] = {"height": height, "yOffset": row * 0.24, "aria": False}
    whole = base.mark_bar(color=LINE, **bar).encode(x=alt.X("whole:Q", scale=scale, axis=None))
    part = base.mark_bar(color=SAID, **bar).encode(x=alt.X("share:Q", scale=scale, axis=None))
    name = base.mark_text(
        align="left", baseline="middle", dy=-row * 0.16, font=SANS, fontSize=font,
        fontWeight=600, color=INK, aria=False,
    ).encode(x=alt.value(0), text="label:N")  # fmt: skip
    specification: dict[str, Any] = (
        alt.layer(whole, part, name)
        .configure_view(stroke="transparent", fill=None)
        .configure(background=PAPER, padding=0, autosize=alt.AutoSizeParams(type="fit"))
        .to_dict()
    )
    specification.setdefault("datasets", {})
    return specification
