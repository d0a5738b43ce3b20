"""The map page: the map as large as it goes, the opened answer and the tray beside it."""

from __future__ import annotations

from html import escape

import streamlit as st

from focusmap.bootstrap import meanings_for
from focusmap.model import StepState
from ui.guard import Visit
from ui.map_view import (
    basis_of,
    headline_of,
    render_key,
    render_map,
    render_opened,
    render_table,
    render_tray,
)


def render_map_page(visit: Visit) -> None:
    """Draw the map of what the group says."""
    _ = visit.gettext
    workshop = visit.workshop
    shown = visit.focus_map.showing.of(workshop, "ask")
    title = escape(_("Focus map"))
    sentence = escape(headline_of(shown.layer, _))
    st.html(f'<h1 class="fm-lead"><span class="fm-kick">{title}</span><br>{sentence}</h1>')
    if workshop.state("ask") is not StepState.REVEALED:
        st.info(_("The answers of the step Ask are not revealed. Reveal them there to see them."))
        return
    st.html(f'<p class="fm-say">{escape(basis_of(shown.layer, visit.speak))}</p>')
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        picked = render_map(shown.layer, visit.speak, key="map-map")
    with right:
        opened = st.container()
        render_key(_)
        render_tray(shown.layer, _)
    picked = render_table(shown.answers, _, key="map-table") or picked
    with opened:
        render_opened(shown.answers, picked, _, meanings_for(workshop.language))
