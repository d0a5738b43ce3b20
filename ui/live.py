"""The live nudge: an event stream in the browser that reruns a fragment when something changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from focusmap.errors import FocusMapError

# When the stream is cut off, a page still looks this often.
NET_SECONDS = 10

_COMPONENT = st.components.v2.component(
    "focusmap_live", js=(Path(__file__).parent / "live.js").read_text(encoding="utf-8")
)


def live(code: str) -> None:
    """Rerun the fragment around this call whenever the workshop changes."""
    _COMPONENT(key=f"live-{code}", data={"url": f"/live/{code}"}, on_nudge_change=lambda: None)


def live_fragment(draw: Callable[[], None], code: str) -> None:
    """Draw something now and again at each change of a workshop. One a page."""

    @st.fragment(run_every=NET_SECONDS, key=f"room-{code}")
    def room() -> None:
        try:
            draw()
        except FocusMapError as error:
            # The workshop is gone, the link renewed, or the database away for a moment.
            st.info(str(error))
        live(code)

    room()
