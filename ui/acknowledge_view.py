"""The step Acknowledge: the four cards, who met which, and the examples."""

from __future__ import annotations

import time
from html import escape

import streamlit as st

from focusmap.met import Met, find_met, met_sentence
from focusmap.model import ReadAnswer, Step
from focusmap.paging import page_at
from focusmap.regions import load_difference, load_regions
from focusmap.shown import in_no_order
from focusmap.words import even
from ui import state
from ui.answers import render_plain
from ui.guard import Visit
from ui.moderation import render_plain_moderated
from ui.room import render_counts, render_join
from ui.steps import render_heading
from ui.tapped_view import render_cards, render_difference, render_met, render_met_table
from ui.wall_control import turn

# How long a page of examples stays on the wall.
EXAMPLE_SECONDS = 20
# The page that the wall is held at while it answers who asks for the difference.
DIFFERENCE_PAGE = 2


def render_waiting(visit: Visit, _step: Step) -> None:
    """Show the facilitator the cards that the phones and the wall show."""
    language = visit.workshop.language
    render_cards(load_regions(language), visit.gettext)
    render_difference(load_difference(language))
    render_difference_control(visit)


def render_revealed(visit: Visit, step: Step) -> None:
    """Show the facilitator what the wall shows, the numbers as a table, and all examples."""
    _ = visit.gettext
    met, examples = _shown(visit, step)
    st.html(f'<h2 class="fm-lead">{escape(met_sentence(met, visit.speak))}</h2>')
    left, right = st.columns([1.25, 1], gap="large")
    with left:
        render_met(met, visit.speak, key="acknowledge-met")
        render_met_table(met, _)
    with right:
        st.subheader(_("Examples: {count}").format(count=len(examples)))
        render_plain_moderated(visit, examples, step.id)
    with st.expander(_("The four cards")):
        render_cards(load_regions(visit.workshop.language), _)
    render_difference(load_difference(visit.workshop.language))
    render_difference_control(visit)


def render_difference_control(visit: Visit) -> None:
    """Let the facilitator answer on the wall who asks how the regions differ from others."""
    if visit.role != "facilitator":
        return
    _ = visit.gettext
    shown = visit.workshop.wall_page == DIFFERENCE_PAGE
    st.button(
        _("Take this off the wall") if shown else _("Show this on the wall"),
        key="wall-difference",
        on_click=turn,
        args=(visit, 0 if shown else DIFFERENCE_PAGE),
    )


def render_wall_difference(visit: Visit, step: Step) -> None:
    """Show the room how the regions differ from a framework they remind of."""
    difference = load_difference(visit.workshop.language)
    render_heading(step, difference.title, visit.gettext)
    with st.container(key="difference"):
        for paragraph in difference.text:
            st.markdown(paragraph)
    with st.container(key="foot", horizontal=True, vertical_alignment="center"):
        render_join(visit.workshop, visit.join_url, visit.gettext, size="small")


def render_wall_waiting(visit: Visit, step: Step) -> None:
    """Show the room the cards, and how to join."""
    if visit.workshop.wall_page == DIFFERENCE_PAGE:
        render_wall_difference(visit, step)
        return
    _ = visit.gettext
    workshop = visit.workshop
    with st.container(key="cards"):
        left, right = st.columns([2.6, 1], gap="large")
    with left:
        render_heading(step, step.question, _)
        render_cards(load_regions(workshop.language), _)
        counts = visit.focus_map.service.counts(workshop, step.id)
        render_counts(counts, visit.focus_map.notifier.connected(workshop.id), _)
    with right:
        render_join(workshop, visit.join_url, _)


def render_wall_revealed(visit: Visit, step: Step) -> None:
    """Show the room who met which region, and a few examples at a time."""
    if visit.workshop.wall_page == DIFFERENCE_PAGE:
        render_wall_difference(visit, step)
        return
    met, examples = _shown(visit, step)
    left, right = st.columns([1.25, 1], gap="large")
    with left:
        render_heading(step, met_sentence(met, visit.speak), visit.gettext)
        render_met(met, visit.speak, key="wall-met")
    with right, st.container(key="aside"):
        began = state.since(f"{visit.workshop.code}-{step.id}")
        once = tuple({even(e.answer.text): e for e in examples[::-1]}.values())[::-1]
        render_plain(page_at(once, time.time() - began, EXAMPLE_SECONDS).answers)
        render_join(visit.workshop, visit.join_url, visit.gettext, size="small")


def _shown(visit: Visit, step: Step) -> tuple[Met, tuple[ReadAnswer, ...]]:
    service = visit.focus_map.service
    met = find_met(service.shown_taps(visit.workshop, step.id))
    return met, in_no_order(service.shown_answers(visit.workshop, step.id))
