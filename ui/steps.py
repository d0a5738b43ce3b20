"""The bones of every step page: heading, question, notes for the facilitator, next and previous."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st
from markupsafe import Markup

from focusmap.model import STEP_IDS, Notes, Pushback, Step, StepState, Workshop
from focusmap.pace import goes_round, is_self_paced
from focusmap.sentences import Gettext
from focusmap.steps import get_step, load_steps
from ui import state
from ui.guard import Visit


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
        StepState.CLOSED: gettext("Closed: phones cannot send, the wall shows no answers"),
        StepState.OPEN: gettext("Open: phones can send, nobody sees the answers yet"),
        StepState.REVEALED: gettext(
            "Revealed: the wall shows the answers of this step, phones can still send"
        ),
    }[step_state]


def render_whereabouts(visit: Visit, step: Step) -> None:
    """Say where the group is, which this page alone does not show, and offer to bring it."""
    _ = visit.gettext
    workshop = visit.workshop
    if is_self_paced(workshop):
        _render_wall_step(visit, step)
        return
    if workshop.current_step == step.id:
        text = _("The group is at this step.")
    else:
        there = get_step(workshop.language, workshop.current_step)
        text = _("The group, the wall and the phones are at step {number}: {name}.").format(
            number=there.number, name=there.name
        )
    st.html(f'<p class="fm-small">{escape(text)}</p>')
    if workshop.current_step == step.id or visit.role != "facilitator":
        return
    if st.button(_("Bring the group to this step")):
        visit.focus_map.service.move_to(workshop.id, step.id)
        st.rerun(scope="fragment")


def _render_wall_step(visit: Visit, step: Step) -> None:
    """Say which step the wall shows: the only screen that can be moved at everybody's own pace."""
    _ = visit.gettext
    workshop = visit.workshop
    there = get_step(workshop.language, workshop.current_step)
    moves = goes_round(workshop)
    text = (
        _("The wall goes through the steps that have results, one minute each.")
        if moves
        else _("The wall stays at step {number}: {name}.").format(
            number=there.number, name=there.name
        )
    )
    st.html(f'<p class="fm-small">{escape(text)}</p>')
    if visit.role != "facilitator":
        return
    # To hold the wall at the first step would look like nobody having turned it.
    if step.id not in (there.id, STEP_IDS[0]) and st.button(_("Show this step on the wall")):
        _move_wall(visit, step.id)
    if not moves and st.button(_("Let the wall go through all steps")):
        _move_wall(visit, STEP_IDS[0])


def _move_wall(visit: Visit, step: str) -> None:
    visit.focus_map.service.move_to(visit.workshop.id, step)
    st.rerun(scope="fragment")


def render_notes(notes: Notes | None, gettext: Gettext) -> None:
    """Offer the facilitator how to run this step."""
    if notes is None:
        return
    with st.expander(gettext("How to run this step")):
        st.html(notes_html(notes, gettext))


def notes_html(notes: Notes, gettext: Gettext) -> Markup:
    """Return the notes as HTML: what can be read aloud first, then what helps when it is needed."""
    _ = gettext
    minutes = _("About {minutes} minutes.").format(minutes=notes.minutes)
    parts = [
        Markup("<p>{} <b>{}</b></p>").format(notes.purpose, minutes),
        _notes_list(_("What to say"), notes.say),
        _notes_list(_("What to ask when the picture is mixed"), notes.ask_mixed),
        _notes_list(_("What to ask when it is one-sided"), notes.ask_one_sided),
        _notes_list(_("What to ask when there is little"), notes.ask_thin),
        _notes_list(_("What to watch out for"), notes.traps),
        _pushback_list(_("When the group pushes back"), notes.pushback),
    ]
    return Markup('<div class="fm-notes">{}</div>').format(Markup().join(parts))


def _notes_list(title: str, sentences: Sequence[str]) -> Markup:
    items = Markup().join(Markup("<li>{}</li>").format(s) for s in sentences)
    return Markup("<h3>{}</h3><ul>{}</ul>").format(title, items)


def _pushback_list(title: str, pushback: Sequence[Pushback]) -> Markup:
    items = Markup().join(
        Markup("<dt>“{}”</dt><dd>{}</dd>").format(said.they, said.you) for said in pushback
    )
    return Markup("<h3>{}</h3><dl>{}</dl>").format(title, items)


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
