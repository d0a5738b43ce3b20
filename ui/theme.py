"""The look of the pages: colours, and the styles that Streamlit's theme has no setting for."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

INK, MUTED, LINE, PAPER, WHITE = "#1E2329", "#5D574B", "#DDD6C8", "#FBF9F5", "#FFFFFF"
SAID = "#1F4E79"
# Of the layers of the map; their shapes tell them apart without it.
MEASURED, WRITTEN, WANTED = "#B5651D", "#4E6B57", "#7A3E75"
SERIF, SANS = "Source Serif", "Source Sans"

HERE = Path(__file__).parent


def style_page() -> None:
    """Give a facilitator's page its look."""
    st.html(HERE / "page.css")


def style_wall() -> None:
    """Give the wall its look: no chrome, large print."""
    st.html(HERE / "page.css")
    st.html(HERE / "wall.css")
