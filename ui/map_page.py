"""The map page: the map as large as it goes, the opened answer and the tray beside it."""

from __future__ import annotations

from html import escape

import streamlit as st

from focusmap.bootstrap import meanings_for
from focusmap.model import StepState
from ui.groups_view import render_by_group
from ui.guard import Visit
from ui.map_view import (
    basis_of,
    find_answer,
    headline_of,
    render_dots_key,
    render_key,
    render_map,
    render_opened,
    render_shift,
    render_table,
    render_tray,
)
from ui.placing import render_placing, render_view_choice


def render_map_page(visit: Visit) -> None:
    """Draw the map of what the group says, or means."""
    _ = visit.gettext
    workshop = visit.workshop
    heading = st.container()
    revealed = workshop.state("ask") is StepState.REVEALED
    view = render_view_choice(visit, "map") if revealed else "words"
    shown = visit.focus_map.showing.of(workshop, "ask", view)
    title = escape(_("Focus map"))
    sentence = escape(headline_of(shown.layer, _))
    with heading:
        st.html(f'<h1 class="fm-lead"><span class="fm-kick">{title}</span><br>{sentence}</h1>')
    if not revealed:
        st.info(_("The answers of the step Ask are not revealed. Reveal them there to see them."))
        return
    st.html(f'<p class="fm-say">{escape(basis_of(shown.layer, visit.speak))}</p>')
    render_shift(shown.shift, visit.speak)
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        picked = render_map(shown.layer, visit.speak, key="map-map")
    with right:
        opened = st.container()
        render_key(_)
        render_dots_key(shown.layer, _)
        render_tray(shown.layer, _)
    picked = render_table(shown.answers, _, key="map-table") or picked
    with opened:
        render_opened(shown.answers, picked, _, meanings_for(workshop.language))
        render_placing(find_answer(shown.answers, picked), visit)
    render_by_group(visit, "ask", view, key="map", language=True)
