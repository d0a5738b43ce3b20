"""A step without answers on phones: what it is for, and where it stands in the workshop."""

from __future__ import annotations

from html import escape

import streamlit as st

from focusmap.model import Step
from focusmap.steps import get_step
from ui.guard import Visit, visit_as_facilitator
from ui.live import live_fragment
from ui.steps import render_heading, render_neighbours, render_notes


def render_step_page(step_id: str) -> None:
    """Draw the page of a step that happens in the room."""
    visit = visit_as_facilitator()
    step = get_step(visit.workshop.language, step_id)
    render_heading(step, step.question, visit.gettext)
    st.html(f'<p class="fm-say">{escape(step.purpose)}</p>')
    live_fragment(lambda: _render_place(visit.fresh(), step), visit.workshop.code)
    render_notes(step.notes, visit.gettext)
    render_neighbours(visit.workshop, step, visit.gettext)


def _render_place(visit: Visit, step: Step) -> None:
    """Say whether the group is here, and offer to bring it."""
    _ = visit.gettext
    if visit.workshop.current_step == step.id:
        st.html(f'<p class="fm-state">{escape(_("The group is at this step."))}</p>')
    elif visit.role == "facilitator" and st.button(_("Bring the group to this step")):
        visit.focus_map.service.open_step(visit.workshop.id, step.id)
        st.rerun(scope="fragment")
