"""Putting a chart on a page, with its text alternative."""

from __future__ import annotations

import copy

import streamlit as st

from ui.charts import Chart


def draw(chart: Chart, *, key: str, box: str, alt: str) -> None:
    """Draw a chart in a frame; `box` begins the name of the frame, which gives it its shape."""
    # Streamlit takes the tables out of the specification it is given, so it gets its own copy.
    spec = copy.deepcopy(chart.spec)
    spec["datasets"] = {**spec.get("datasets", {}), **chart.tables}
    with st.container(key=f"{box}-{key}"):
        st.vega_lite_chart(
            None, spec, theme=None, width="stretch", height="stretch", key=key, alt=alt
        )
