"""Guess against words: on the wall, and on the page of Ask."""

from __future__ import annotations

from html import escape

import streamlit as st

from focusmap.against import Against, against_basis, against_sentence, load_guess_cases
from focusmap.layers import Choice
from focusmap.model import Step
from ui.guard import Visit
from ui.layers_view import render_parts, render_parts_key
from ui.steps import render_heading

# The guesses first: the arrow leads from them to the words.
SHOWN: Choice = ("guess", "said")


def render_against(visit: Visit) -> None:
    """Show the facilitator where we guessed that we look, beside where our words look."""
    _ = visit.gettext
    against = visit.focus_map.layering.against(visit.workshop)
    st.subheader(_("Guess against words"))
    st.html(f'<p class="fm-say">{escape(_sentence(against, visit))}</p>')
    if against.guesses is None:
        return
    st.html(f'<p class="fm-small">{escape(against_basis(against, visit.speak))}</p>')
    left, _right = st.columns([1.25, 1], gap="large")
    with left:
        _render_map(against, visit, key="ask-guess", box="map-guess-against")


def render_against_wall(visit: Visit, step: Step) -> None:
    """Show the room the guesses and the words on one map, and how they lie to each other."""
    against = visit.focus_map.layering.against(visit.workshop)
    left, right = st.columns([1, 1.2], gap="large")
    with left:
        render_heading(step, _sentence(against, visit), visit.gettext)
        st.html(f'<p class="fm-small">{escape(against_basis(against, visit.speak))}</p>')
    with right:
        _render_map(against, visit, key="wall-guess", box="map")


def _sentence(against: Against, visit: Visit) -> str:
    cases = load_guess_cases(visit.workshop.language)
    return against_sentence(cases, against, visit.gettext)


def _render_map(against: Against, visit: Visit, *, key: str, box: str) -> None:
    parts = visit.focus_map.layering.of(visit.workshop, SHOWN)
    ordered = sorted(parts, key=lambda part: SHOWN.index(part.name))
    says = f"{_sentence(against, visit)} {against_basis(against, visit.speak)}"
    render_parts(ordered, visit.speak, key=key, box=box, says=says, ways=against.ways)
    render_parts_key(ordered, visit.speak)
