"""The wall of the bench for process: what is proposed, then what got how many dots."""

from __future__ import annotations

import time
from html import escape

import streamlit as st

from focusmap.experiments import sentence
from focusmap.model import Step, StepState
from focusmap.paging import turned_to
from focusmap.process import Shown, on_walls
from ui import state
from ui.guard import Visit
from ui.process_list import basis_in_words, render_experiments
from ui.room import render_counts, render_join
from ui.steps import render_heading

# What a line of the list holds at 1080p, how many lines there are, and what lies between two.
CHARACTERS, LINES, GAP = 68, 19, 0.55
# How long a page stays: time to read it aloud.
PAGE_SECONDS = 20


def render_process_wall(visit: Visit, step: Step) -> None:
    """Draw what the room sees of the bench, before and after the reveal."""
    shown = visit.focus_map.service.process.shown(visit.workshop)
    if shown.ranked:
        _render_list(visit, step, shown)
    else:
        _render_waiting(visit, step)


def _render_waiting(visit: Visit, step: Step) -> None:
    _ = visit.gettext
    workshop = visit.workshop
    state.forget(_name(visit))
    with st.container(key="waiting"):
        left, right = st.columns([1.55, 1], gap="large")
    with left:
        render_heading(step, _("What could we try?"), _)
        takes = workshop.state(step.id) is not StepState.CLOSED
        say = (
            _("Write it on your phone: when …, we will …, so that …")
            if takes
            else _("Soon everybody writes on the phone what we could try.")
        )
        st.html(f'<p class="fm-say">{escape(say)}</p>')
        counts = visit.focus_map.service.counts(workshop, step.id)
        here = visit.focus_map.notifier.connected(workshop.id)
        render_counts(counts, here, _, asked=takes)
    with right:
        render_join(workshop, visit.join_url, _)


def _name(visit: Visit) -> str:
    return f"{visit.workshop.code}-{visit.workshop.act_stage}"


def _render_list(visit: Visit, step: Step, shown: Shown) -> None:
    _ = visit.gettext
    said = [(r, sentence(r.experiment, _)) for r in shown.ranked]
    pages = on_walls(said, LINES, CHARACTERS, GAP)
    index = turned_to(len(pages), 0, time.time() - state.since(_name(visit)), PAGE_SECONDS)
    title = (
        _("What we want to try most")
        if shown.tells_dots and shown.people
        else _("Which should we try? Give three dots on your phone.")
    )
    with st.container(key="experiments"):
        left, right = st.columns([3.6, 1], gap="large")
    with left:
        render_heading(step, title, _)
        render_experiments(pages[index], visit.speak, tells_dots=shown.tells_dots)
    with right:
        st.html(f'<p class="fm-small">{escape(basis_in_words(shown, visit.speak))}</p>')
        if len(pages) > 1:
            turn = _("{page} of {count}").format(page=index + 1, count=len(pages))
            st.html(f'<p class="fm-small fm-turn">{escape(turn)}</p>')
        render_join(visit.workshop, visit.join_url, _, size="small")
