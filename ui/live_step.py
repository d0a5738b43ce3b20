"""A step that phones answer, as the facilitator sees it: controls, readiness, what is shown."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from focusmap.model import Step, StepState
from focusmap.steps import get_step
from ui.ask_view import change_state, render_controls
from ui.guard import Visit, visit_as_facilitator
from ui.live import live_fragment
from ui.room import render_counts, render_join
from ui.steps import (
    render_heading,
    render_neighbours,
    render_notes,
    render_whereabouts,
    state_in_words,
)

Draw = Callable[[Visit, Step], None]


def render_live_step(step_id: str, *, waiting: Draw, revealed: Draw) -> None:
    """Draw the page of a step; `waiting` shows what is asked, `revealed` what came of it."""
    visit = visit_as_facilitator()
    step = get_step(visit.workshop.language, step_id)
    render_heading(step, step.question, visit.gettext)
    live_fragment(lambda: _render_room(visit.fresh(), step, waiting, revealed), visit.workshop.code)
    render_notes(step.notes, visit.gettext)
    render_neighbours(visit.workshop, step, visit.gettext)


def _render_room(visit: Visit, step: Step, waiting: Draw, revealed: Draw) -> None:
    _ = visit.gettext
    workshop = visit.workshop
    state = workshop.state(step.id)
    st.html(f'<p class="fm-state">{escape(state_in_words(state, _))}</p>')
    if visit.role == "facilitator":
        render_controls(state, _, on_change=lambda do: change_state(visit, step, do))
    render_whereabouts(visit, step)
    (revealed if state is StepState.REVEALED else waiting)(visit, step)
    st.divider()
    readiness, join = st.columns([1.2, 1], gap="large", vertical_alignment="top")
    with readiness:
        counts = visit.focus_map.service.counts(workshop, step.id)
        render_counts(counts, visit.focus_map.notifier.connected(workshop.id), _)
    with join:
        render_join(workshop, visit.join_url, _)
