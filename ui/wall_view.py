"""The wall: one large sentence, the group's words, the map; no controls."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from html import escape

import streamlit as st

from focusmap.entries import STEP as QUALIFY
from focusmap.errors import FocusMapError
from focusmap.map import Layer
from focusmap.model import Step, StepState
from focusmap.paging import KEY_LINES, LINES, SHIFT_LINES, Page, page_at
from focusmap.shown import Shown, roughly_by_time
from focusmap.steps import get_step
from ui import state
from ui.answers import render_quotes
from ui.guard import Visit
from ui.map_view import (
    basis_of,
    has_dots_key,
    headline_of,
    render_dots_key,
    render_key,
    render_map,
    render_shift,
)
from ui.qualify_wall import render_qualify_wall
from ui.room import render_counts, render_join, render_questions
from ui.steps import render_heading

# How long a page of answers stays: time to read six of them aloud.
PAGE_SECONDS = 20


def render_wall(visit: Visit) -> None:
    """Draw what the room sees of the step the group is at."""
    try:
        visit = visit.fresh()
    except FocusMapError as error:
        st.html(f'<h1 class="fm-lead">{escape(error.text(visit.gettext))}</h1>')
        return
    workshop = visit.workshop
    step = get_step(workshop.language, workshop.current_step)
    is_revealed = workshop.state(step.id) is StepState.REVEALED
    if workshop.questions_of(step.id) and is_revealed and step.id == QUALIFY:
        render_qualify_wall(visit, step)
    elif workshop.questions_of(step.id) and is_revealed:
        shown = visit.focus_map.showing.of(workshop, step.id, workshop.map_view)
        _render_revealed(visit, step, shown)
    else:
        _render_waiting(visit, step)


def _render_waiting(visit: Visit, step: Step) -> None:
    _ = visit.gettext
    workshop = visit.workshop
    state.forget(f"{workshop.code}-{step.id}")
    with st.container(key="waiting"):
        left, right = st.columns([1.55, 1], gap="large")
    with left:
        render_heading(step, step.question, _)
        questions = workshop.questions_of(step.id)
        # What the step is for would tell people what to write, before they have written.
        st.html(f'<p class="fm-say">{escape(step.phone if questions else step.purpose)}</p>')
        render_questions([q.text for q in questions])
        counts = visit.focus_map.service.counts(workshop, step.id)
        here = visit.focus_map.notifier.connected(workshop.id)
        render_counts(counts, here, _, asked=bool(questions))
    with right:
        render_join(workshop, visit.join_url, _)


def _render_revealed(visit: Visit, step: Step, shown: Shown) -> None:
    _ = visit.gettext
    left, right = st.columns([1, 1.2], gap="large")
    with left:
        render_heading(step, headline_of(shown.layer, _), _)
        st.html(f'<p class="fm-small">{escape(basis_of(shown.layer, visit.speak))}</p>')
        if shown.layer.view != "words":
            render_shift(shown.shift, visit.speak)
        if shown.answers:
            page = _present_page(shown, state.since(f"{visit.workshop.code}-{step.id}"))
            render_quotes(page.answers, _)
            _render_place(page, len(shown.answers), visit)
            render_key(_, ring=False)
            render_dots_key(shown.layer, _)
        render_join(visit.workshop, visit.join_url, _, size="small")
    with right:
        render_map(shown.layer, visit.speak, key="wall-map")


def _present_page(shown: Shown, since: float) -> Page:
    """Return the page for now: new answers first, then one page after the other.

    `since` is when this wall began to show them: the first page is the first that is seen.
    """
    began = datetime.fromtimestamp(since, UTC).replace(tzinfo=None)
    newest = max(a.answer.updated_at for a in shown.answers).replace(tzinfo=UTC)
    return page_at(
        roughly_by_time(shown.answers, began),
        time.time() - max(since, newest.timestamp()),
        PAGE_SECONDS,
        _lines_left(shown.layer),
    )


def _lines_left(layer: Layer) -> int:
    """Return how many lines of answers fit beside what else the wall says of this layer."""
    return (
        LINES
        - (SHIFT_LINES if layer.view != "words" else 0)
        - (KEY_LINES if has_dots_key(layer) else 0)
    )


def _render_place(page: Page, count: int, visit: Visit) -> None:
    if page.count == 1:
        return
    text = visit.gettext("{shown} of {count} answers, page {page} of {pages}").format(
        shown=len(page.answers), count=count, page=page.number, pages=page.count
    )
    st.html(f'<p class="fm-small">{escape(text)}</p>')
