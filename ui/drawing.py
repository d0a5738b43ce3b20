"""Putting a chart on a page, with its text alternative."""

from __future__ import annotations

import copy
from typing import Any

import streamlit as st

from ui.charts import PICKED, Chart


def draw(chart: Chart, *, key: str, box: str, alt: str) -> None:
    """Draw a chart in a frame; `box` begins the name of the frame, which gives it its shape."""
    with st.container(key=f"{box}-{key}"):
        st.vega_lite_chart(
            None, _own(chart), theme=None, width="stretch", height="stretch", key=key, alt=alt
        )


def draw_to_pick(chart: Chart, *, key: str, box: str, alt: str) -> str:
    """Draw a map in a frame and return the id of the answer whose dot is selected, or nothing.

    Of several maps on a page each frame needs a name of its own.
    """
    with st.container(key=box):
        event: Any = st.vega_lite_chart(
            None,
            _own(chart),
            theme=None,
            width="stretch",
            height="stretch",
            key=key,
            on_select="rerun",
            selection_mode=PICKED,
            alt=alt,
        )
    picked = event.selection.get(PICKED) or [{}]
    return str(picked[0].get("id", ""))


def _own(chart: Chart) -> dict[str, Any]:
    """Return the specification with its tables, for Streamlit alone, which takes them out of it."""
    spec = copy.deepcopy(chart.spec)
    spec["datasets"] = {**spec.get("datasets", {}), **chart.tables}
    return spec
