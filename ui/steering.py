"""What a facilitator does with a step: opens and reveals it, or where all is open, looks on."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from focusmap.errors import FocusMapError
from focusmap.model import Step, StepState
from focusmap.pace import (
    can_steer,
    find_progress,
    invitation,
    missing_sentence,
    people_sentence,
    until_sentence,
)
from focusmap.sentences import Gettext
from focusmap.steps import load_steps
from ui.guard import Visit
from ui.steps import render_whereabouts, state_in_words
from ui.telling import tell


def render_steering(visit: Visit, step: Step) -> None:
    """Say how a step stands, and offer what can be done with it."""
    if can_steer(visit.workshop, step.id):
        state = visit.workshop.state(step.id)
        _state(state_in_words(state, visit.gettext))
        if visit.role == "facilitator":
            render_controls(
                state, visit.gettext, on_change=lambda do: change_state(visit, step, do)
            )
    else:
        _render_own_pace(visit, step)
    render_whereabouts(visit, step)


def render_controls(
    state: StepState, gettext: Gettext, *, on_change: Callable[[str], None]
) -> None:
    """Offer what can be done from the present state; the likely next thing stands out."""
    offers = {
        StepState.CLOSED: (("open", gettext("Open")),),
        StepState.OPEN: (("reveal", gettext("Reveal")), ("close", gettext("Close"))),
        StepState.REVEALED: (("open", gettext("Hide again")),),
    }
    with st.container(horizontal=True):
        for do, label in offers[state]:
            likely = state is not StepState.REVEALED and do != "close"
            # The key holds the state: a button that means something else is another button.
            st.button(
                label,
                key=f"{do}-{state}",
                type="primary" if likely else "secondary",
                on_click=on_change,
                args=(do,),
            )


def change_state(visit: Visit, step: Step, do: str) -> None:
    """Open, reveal or close a step, or say why that could not be done."""
    service = visit.focus_map.service
    actions = {
        "open": service.open_step,
        "reveal": service.reveal_step,
        "close": service.close_step,
    }
    try:
        actions[do](visit.workshop.id, step.id)
    except FocusMapError as error:
        tell(error, visit.gettext)


def _render_own_pace(visit: Visit, step: Step) -> None:
    """Say how many did this step, and every other; nothing is to be opened or revealed."""
    workshop, speak = visit.workshop, visit.speak
    joined = visit.focus_map.service.counts(workshop, step.id).joined
    found = find_progress(workshop, load_steps(workshop.language))
    here = found.steps[step.number - 1]
    _state(people_sentence(here, joined, speak))
    waits = missing_sentence(workshop, step.id, speak)
    if waits:
        st.html(f'<p class="fm-say">{escape(waits)}</p>')
    st.html(f'<p class="fm-small">{escape(until_sentence(workshop, speak))}</p>')
    with st.expander(visit.gettext("How many did which step, and the link to send round")):
        render_round(visit)


def render_round(visit: Visit) -> None:
    """Show how many did which step, and the text with the link, ready to copy."""
    _ = visit.gettext
    workshop = visit.workshop
    joined = visit.focus_map.service.counts(workshop, "ask").joined
    found = find_progress(workshop, load_steps(workshop.language))
    lines = "".join(
        f"<li><b>{escape(s.step.name)}</b> {escape(people_sentence(s, joined, visit.speak))}</li>"
        for s in found.steps
    )
    st.html(f'<ol class="fm-list fm-steps">{lines}</ol>')
    if visit.role != "facilitator":
        return
    st.html(f'<p class="fm-small">{escape(_("A text to send round. Change it as you like."))}</p>')
    st.code(invitation(workshop, visit.join_url, visit.speak), None, wrap_lines=True)


def _state(text: str) -> None:
    st.html(f'<p class="fm-state">{escape(text)}</p>')
