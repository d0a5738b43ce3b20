"""The wall of the step Qualify: said against measured, the dots, what nobody calls success."""

from __future__ import annotations

import time
from html import escape

import streamlit as st

from focusmap.compare import basis, sentence
from focusmap.model import Step
from focusmap.qualified import Qualified
from ui import state
from ui.guard import Visit
from ui.qualify_view import (
    dots_sentence,
    render_layers,
    render_layers_key,
    render_ranking,
    render_unmeasured,
    render_unsaid,
)
from ui.room import render_join
from ui.steps import render_heading

# As many lines fit between the heading and the way to join.
LISTED, LISTED_WITHOUT_WORD = 8, 3
# How long the list by dots stays before the two lists of what nobody says or measures.
PAGE_SECONDS = 20


def render_qualify_wall(visit: Visit, step: Step) -> None:
    """Draw what the room sees of the revealed step."""
    shown = visit.focus_map.qualifying.of(visit.workshop, visit.workshop.map_view)
    left, right = st.columns([1, 1.2], gap="large")
    with left:
        if visit.workshop.qualify_stage == "dots":
            text = visit.gettext("Give your dots on your phone: what really steers your week?")
            small = dots_sentence(visit)
        else:
            text = sentence(shown.comparison, visit.speak)
            small = basis(shown.comparison, visit.speak)
        render_heading(step, text, visit.gettext)
        st.html(f'<p class="fm-small">{escape(small)}</p>')
        _render_list(shown, visit)
        render_join(visit.workshop, visit.join_url, visit.gettext, size="small")
    with right:
        render_layers(shown, visit.speak, key="qualify-wall-map", documents=False)
        render_layers_key(shown, visit.gettext, documents=False)


def _render_list(shown: Qualified, visit: Visit) -> None:
    """Show what was named; with the dots, in turn with what nobody calls success or measures."""
    name = f"{visit.workshop.code}-qualify-{visit.workshop.qualify_stage}"
    if visit.workshop.qualify_stage != "result" or not is_second_page(name):
        render_ranking(shown, visit.speak, most=LISTED)
        return
    render_unsaid(shown.unsaid, visit.gettext, most=LISTED_WITHOUT_WORD)
    render_unmeasured(shown.unmeasured, visit.gettext, most=LISTED_WITHOUT_WORD)


def is_second_page(name: str) -> bool:
    """Whether it is the turn of the second of two pages that this wall shows under a name."""
    return int((time.time() - state.since(name)) / PAGE_SECONDS) % 2 == 1
