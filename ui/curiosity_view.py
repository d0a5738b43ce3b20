"""The step Curiosity: how the statements were rated, where people guess we look, and the fit."""

from __future__ import annotations

from html import escape

import streamlit as st

from focusmap.cloud import Cloud, guess_sentence, make_cloud
from focusmap.fit import fit_sentence, load_cases
from focusmap.model import Step
from focusmap.pace import phone_text
from focusmap.ratings import Distribution, distributions, load_statements
from focusmap.taps import GUESS
from ui.guard import Visit
from ui.room import render_join, render_questions, render_waiting_wall
from ui.steps import render_heading
from ui.tapped_view import render_guesses, render_ratings, render_ratings_table


def render_waiting(visit: Visit, step: Step) -> None:
    """Show the facilitator what the phones ask."""
    st.html(f'<p class="fm-say">{escape(step.purpose)}</p>')
    render_questions([s.text for s in load_statements(visit.workshop.language)])


def render_revealed(visit: Visit, step: Step) -> None:
    """Show the facilitator what the wall shows, with the numbers as a table."""
    rated, cloud = _shown(visit, step)
    st.html(f'<h2 class="fm-lead">{escape(_fit(visit, rated))}</h2>')
    left, right = st.columns([1, 1], gap="large")
    with left:
        render_ratings(rated, visit.speak, key="curiosity")
        render_ratings_table(rated, visit.gettext)
    with right:
        st.html(f'<p class="fm-say">{escape(guess_sentence(cloud, visit.gettext))}</p>')
        render_guesses(cloud, visit.speak, key="curiosity-guesses")


def render_wall_waiting(visit: Visit, step: Step) -> None:
    """Show the room the statements, and how to join."""
    statements = load_statements(visit.workshop.language)
    say = phone_text(visit.workshop, step)
    render_waiting_wall(visit, step, say, [s.text for s in statements])


def render_wall_revealed(visit: Visit, step: Step) -> None:
    """Show the room the ratings, the guesses, and what the ratings say about fit."""
    rated, cloud = _shown(visit, step)
    left, right = st.columns([1.1, 1], gap="large")
    with left, st.container(key="fit"):
        render_heading(step, _fit(visit, rated), visit.gettext)
        render_ratings(rated, visit.speak, key="wall")
    with right, st.container(key="aside"):
        st.html(f'<p class="fm-say">{escape(guess_sentence(cloud, visit.gettext))}</p>')
        render_guesses(cloud, visit.speak, key="wall-guesses")
        render_join(visit.workshop, visit.join_url, visit.gettext, size="small")


def _shown(visit: Visit, step: Step) -> tuple[tuple[Distribution, ...], Cloud]:
    taps = visit.focus_map.service.shown_taps(visit.workshop, step.id)
    rated = distributions(taps, load_statements(visit.workshop.language))
    return rated, make_cloud(GUESS, [s for s in taps.spots if s.name == GUESS])


def _fit(visit: Visit, rated: tuple[Distribution, ...]) -> str:
    return fit_sentence(load_cases(visit.workshop.language), rated)
