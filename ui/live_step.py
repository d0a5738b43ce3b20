"""A step that phones answer, as the facilitator sees it: controls, readiness, what is shown."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from focusmap.model import Step, StepState
from focusmap.steps import get_step
from ui.guard import Visit, visit_as_facilitator
from ui.live import live_fragment
from ui.room import render_readiness
from ui.room_box import render_room_box
from ui.steering import render_steering
from ui.steps import render_heading, render_neighbours, render_notes

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
    render_steering(visit, step)
    if visit.role == "facilitator" and state is not StepState.CLOSED:
        render_room_box(visit, workshop.asked_at(step.id))
    (revealed if state is StepState.REVEALED else waiting)(visit, step)
    st.divider()
    render_readiness(visit, step)
