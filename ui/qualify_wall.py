"""The wall of the step Qualify: said against measured, the dots, what nobody calls success, slides.

Said against measured stays with its list of what was named, until there is more to show; then the
pages take turns.
"""

from __future__ import annotations

import time
from html import escape
from typing import Literal

import streamlit as st

from focusmap.compare import basis, sentence
from focusmap.model import Stage, Step
from focusmap.qualified import Qualified
from ui import state
from ui.answers import render_quotes
from ui.guard import Visit
from ui.qualify_view import (
    SAID_AND_MEASURED,
    SAID_AND_WRITTEN,
    dots_sentence,
    render_layers,
    render_layers_key,
    render_ranking,
    render_unmeasured,
    render_unsaid,
    render_weighted,
)
from ui.room import render_join
from ui.steps import render_heading

# As many lines fit between the heading and the way to join.
LISTED, LISTED_WITHOUT_WORD = 8, 3
LINES_OF_WEIGHTED = 2
# How long a page stays before the next.
PAGE_SECONDS = 20
Page = Literal["named", "unspoken", "slides"]


def render_qualify_wall(visit: Visit, step: Step) -> None:
    """Draw what the room sees of the revealed step."""
    shown = visit.focus_map.qualifying.of(visit.workshop, visit.workshop.map_view)
    stage = visit.workshop.qualify_stage
    pages = pages_of(shown, stage)
    page = pages[turn(f"{visit.workshop.code}-qualify-{stage}", len(pages))]
    names = SAID_AND_WRITTEN if page == "slides" else SAID_AND_MEASURED
    left, right = st.columns([1, 1.2], gap="large")
    with left:
        if page == "slides":
            _render_slides(shown, visit, step)
        else:
            _render_entries(shown, visit, step, page)
        render_join(visit.workshop, visit.join_url, visit.gettext, size="small")
    with right:
        render_layers(shown, names, visit.speak, key="qualify-wall-map")
        render_layers_key(shown, names, visit.gettext)


def pages_of(shown: Qualified, stage: Stage) -> tuple[Page, ...]:
    """Return what takes turns: nothing beside the entries while everybody looks for theirs."""
    pages: list[Page] = ["named"]
    if stage == "result":
        pages.append("unspoken")
    if stage != "dots" and shown.written.dots and shown.said_answers:
        pages.append("slides")
    return tuple(pages)


def turn(name: str, count: int) -> int:
    """Return whose turn it is of some pages that this wall shows under a name."""
    return int((time.time() - state.since(name)) / PAGE_SECONDS) % count


def _render_entries(shown: Qualified, visit: Visit, step: Step, page: Page) -> None:
    if visit.workshop.qualify_stage == "dots":
        text = visit.gettext("Give your dots on your phone: what really steers your week?")
        small = dots_sentence(visit)
    else:
        text = sentence(shown.comparison, visit.speak)
        small = basis(shown.comparison, visit.speak)
    render_heading(step, text, visit.gettext)
    st.html(f'<p class="fm-small">{escape(small)}</p>')
    if page == "unspoken":
        render_unsaid(shown.unsaid, visit.gettext, most=LISTED_WITHOUT_WORD)
        render_unmeasured(shown.unmeasured, visit.gettext, most=LISTED_WITHOUT_WORD)
    else:
        # What differs is told; that the dots change nothing would only take room.
        differs = shown.weighted is not None and bool(shown.weighted.directions)
        if differs:
            render_weighted(shown, visit.speak)
        render_ranking(shown, visit.speak, most=LISTED - LINES_OF_WEIGHTED * differs)


def _render_slides(shown: Qualified, visit: Visit, step: Step) -> None:
    """Say how our documents lie to what we say, with examples of both."""
    _ = visit.gettext
    render_heading(step, sentence(shown.slides, visit.speak), _)
    st.html(f'<p class="fm-small">{escape(basis(shown.slides, visit.speak))}</p>')
    for title, examples in (
        (_("In our documents, for example"), shown.written_examples),
        (_("In our own words, for example"), shown.said_examples),
    ):
        if examples:
            st.html(f'<h2 class="fm-list-title">{escape(title)}</h2>')
            render_quotes(examples, _)
