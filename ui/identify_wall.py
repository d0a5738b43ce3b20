"""The wall of the step Identify: the gaps beside their map, then the ways of working."""

from __future__ import annotations

import time

import streamlit as st
from markupsafe import Markup

from focusmap.cloud import wanted_sentence
from focusmap.gap_words import gap_in_words, headline, load_gap_words
from focusmap.gaps import Gap, basis_in_words, size_in_words
from focusmap.identified import Identified
from focusmap.model import Step
from focusmap.operating_words import beside_sentence, load_operating
from focusmap.pace import phone_text
from focusmap.qualified import Qualified
from ui import state
from ui.guard import Visit
from ui.identify_chart import render_gap_key, render_gap_map
from ui.identify_view import ASKS, figures, render_model, workings
from ui.room import render_join, render_waiting_wall
from ui.statement_wall import render_statement_wall
from ui.steps import render_heading

# How long each of the two pages stays: time to read it aloud and to look.
PAGE_SECONDS = 30
# As many gaps fit beside the map; the page has all six.
SHOWN = 3


def render_wall_waiting(visit: Visit, step: Step) -> None:
    """Show the room the question, and how to join."""
    say = phone_text(visit.workshop, step)
    render_waiting_wall(visit, step, say, [visit.gettext(ASKS)])


def render_wall_revealed(visit: Visit, step: Step) -> None:
    """Show the room the gaps and the ways of working, one after the other; then the statement."""
    if visit.workshop.identify_stage != "want":
        state.forget(f"{visit.workshop.code}-{step.id}")
        render_statement_wall(visit, step)
        return
    found, qualified = figures(visit, visit.workshop.map_view)
    since = state.since(f"{visit.workshop.code}-{step.id}")
    has_models = any(working.model.id != "few" for _, working in workings(found))
    if has_models and int((time.time() - since) / PAGE_SECONDS) % 2:
        _render_working(found, visit, step)
    else:
        _render_gaps(found, qualified, visit, step)


def _render_gaps(found: Identified, qualified: Qualified, visit: Visit, step: Step) -> None:
    _, speak = visit.gettext, visit.speak
    left, right = st.columns([1, 1.2], gap="large")
    with left, st.container(key="gaps"):
        table = load_gap_words(visit.workshop.language)
        render_heading(step, headline(found.gaps, table), _)
        gaps = wall_gaps(found)
        # The heading says what the first clear gap is; below it stands how sure that is.
        lines = Markup().join(
            _line(gap, visit, says=gap is not (found.clear or (None,))[0]) for gap in gaps
        )
        wanted = Markup('<p class="fm-gap-say">{}</p>').format(wanted_sentence(found.wanted, _))
        st.html(lines + wanted)
        render_join(visit.workshop, visit.join_url, _, size="small")
    with right, st.container(key="gap-map"):
        render_gap_map(found, qualified, speak, key="identify-wall-map")
        render_gap_key(found, qualified, speak)


def wall_gaps(found: Identified) -> tuple[Gap, ...]:
    """Return the gaps that the wall has room for: the clear ones first, and none of too few."""
    return tuple(gap for gap in found.gaps if gap.verdict != "few")[:SHOWN]


def _line(gap: Gap, visit: Visit, *, says: bool) -> Markup:
    words = gap_in_words(gap, load_gap_words(visit.workshop.language))
    said = Markup('<p class="fm-gap-say">{}</p>').format(words.say) if says else Markup()
    figures_ = f"{size_in_words(gap, visit.speak)} {basis_in_words(gap, visit.speak)}"
    small = Markup('<p class="fm-small">{}</p>').format(" ".join((*words.camps, figures_)))
    return said + small


def _render_working(found: Identified, visit: Visit, step: Step) -> None:
    table = load_operating(visit.workshop.language)
    beside = beside_sentence(found.said.model, found.measured.model, table, visit.speak)
    with st.container(key="working"):
        render_heading(step, beside or visit.gettext("Our ways of working"), visit.gettext)
        for column, (layer, working) in zip(
            st.columns(2, gap="large"), workings(found), strict=True
        ):
            with column:
                render_model(working, layer, visit, key=f"wall-{layer}", row=96, font=30)
    with st.container(key="foot"):
        render_join(visit.workshop, visit.join_url, visit.gettext, size="small")
