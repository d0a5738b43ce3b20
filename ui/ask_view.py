"""The step Ask as the facilitator sees it: controls, readiness, and what the wall shows."""

from __future__ import annotations

from html import escape

import streamlit as st

from focusmap.bootstrap import meanings_for
from focusmap.map import map_sentence
from focusmap.model import Step, StepState
from focusmap.shown import Shown
from ui.against_view import render_against
from ui.groups_view import render_by_group
from ui.guard import Visit
from ui.language_view import render_language
from ui.map_view import (
    basis_of,
    find_answer,
    render_dots_key,
    render_key,
    render_map,
    render_opened,
    render_shift,
    render_table,
    render_tray,
)
from ui.moderation import render_answers
from ui.placing import render_placing, render_view_choice
from ui.room import render_readiness
from ui.room_box import render_room_box
from ui.steering import render_steering
from ui.wall_control import render_wall_control


def render_ask(visit: Visit, step: Step) -> None:
    """Draw everything on the page that changes while the room works."""
    _ = visit.gettext
    workshop = visit.workshop
    state = workshop.state(step.id)
    render_steering(visit, step)
    if visit.role == "facilitator" and state is not StepState.CLOSED:
        render_room_box(visit, workshop.asked_at(step.id))
    if state is StepState.REVEALED:
        _render_revealed(visit, step)
        st.divider()
    render_readiness(visit, step, questions=[q.text for q in workshop.asked_at(step.id)])


def _render_revealed(visit: Visit, step: Step) -> None:
    showing, workshop = visit.focus_map.showing, visit.workshop
    if visit.role == "facilitator":
        render_wall_control(visit, showing.of(workshop, step.id), step.id)
    view = render_view_choice(visit, step.id)
    shown = showing.of(workshop, step.id, view)
    render_shown(shown, visit)
    render_answers(visit, shown, step.id)
    render_language(showing.language_of(workshop, step.id), visit)
    render_by_group(visit, step.id, view, key="ask", language=True)
    render_against(visit)


def render_shown(shown: Shown, visit: Visit) -> None:
    """Show the revealed answers: what they say, the map, the words behind each dot."""
    speak, gettext = visit.speak, visit.gettext
    st.html(f'<h2 class="fm-lead">{escape(map_sentence(shown.layer, gettext))}</h2>')
    st.html(f'<p class="fm-say">{escape(basis_of(shown.layer, speak))}</p>')
    render_shift(shown.shift, speak)
    left, right = st.columns([1.25, 1], gap="large")
    with left:
        picked = render_map(shown.layer, speak, key="ask-map")
        render_key(gettext)
        render_dots_key(shown.layer, gettext)
    with right:
        opened = st.container()
        render_tray(shown.layer, gettext)
    picked = render_table(shown.answers, gettext, key="ask-table") or picked
    with opened:
        render_opened(shown.answers, picked, gettext, meanings_for(visit.workshop.language))
        render_placing(find_answer(shown.answers, picked), visit)
