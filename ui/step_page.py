"""A step without answers on phones: what it is for, and where the group is."""

from __future__ import annotations

from html import escape

import streamlit as st

from focusmap.steps import get_step
from ui.guard import visit_as_facilitator
from ui.live import live_fragment
from ui.steps import render_heading, render_neighbours, render_notes, render_whereabouts


def render_step_page(step_id: str) -> None:
    """Draw the page of a step that happens in the room."""
    visit = visit_as_facilitator()
    step = get_step(visit.workshop.language, step_id)
    render_heading(step, step.question, visit.gettext)
    st.html(f'<p class="fm-say">{escape(step.purpose)}</p>')
    live_fragment(lambda: render_whereabouts(visit.fresh(), step), visit.workshop.code)
    render_notes(step.notes, visit.gettext)
    render_neighbours(visit.workshop, step, visit.gettext)
