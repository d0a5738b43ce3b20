"""The bones of every step page: heading, question, notes for the facilitator, next and previous."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from focusmap.model import STEP_IDS, Notes, Step, StepState, Workshop
from focusmap.sentences import Gettext
from focusmap.steps import load_steps
from ui import state


def render_heading(step: Step, sentence: str, gettext: Gettext) -> None:
    """Show the page's main heading: which step this is, and one large sentence."""
    kick = gettext("Step {number} of 6").format(number=step.number)
    st.html(
        f'<h1 class="fm-lead"><span class="fm-kick">{escape(kick)} · {escape(step.name)}</span>'
        f"<br>{escape(sentence)}</h1>"
    )


def state_in_words(step_state: StepState, gettext: Gettext) -> str:
    """Return what a step's state means for the room."""
    return {
        StepState.CLOSED: gettext("Closed: phones cannot send answers"),
        StepState.OPEN: gettext("Open: phones can send, nobody sees the answers"),
        StepState.REVEALED: gettext("Revealed: the wall shows the answers, phones can still send"),
    }[step_state]


def render_notes(notes: Notes | None, gettext: Gettext) -> None:
    """Offer the facilitator how to run this step."""
    if notes is None:
        return
    with st.expander(gettext("How to run this step")):
        minutes = gettext("About {minutes} minutes.").format(minutes=notes.minutes)
        st.markdown(f"{notes.purpose} {minutes}")
        for title, sentences in (
            (gettext("What to say"), notes.say),
            (gettext("What to ask"), notes.ask),
            (gettext("What to watch out for"), notes.traps),
        ):
            _render_list(title, sentences)


def _render_list(title: str, sentences: Sequence[str]) -> None:
    st.markdown(f"**{title}**\n" + "".join(f"\n- {s}" for s in sentences))


def render_neighbours(workshop: Workshop, step: Step, gettext: Gettext) -> None:
    """Link to the previous and the next step."""
    steps = load_steps(workshop.language)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        for other in (step.number - 2, step.number):
            if 0 <= other < len(STEP_IDS):
                arrow = "← {name}" if other < step.number else "{name} →"
                st.page_link(
                    f"{STEP_IDS[other]}.py",
                    label=gettext(arrow).format(name=steps[other].name),
                    query_params=state.address_of(workshop.code),
                )
