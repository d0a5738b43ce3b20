"""The wall of the gap statement: the text large, the vote on it, its result."""

from __future__ import annotations

from html import escape

import streamlit as st

from focusmap.agreement import untold_sentence
from focusmap.model import Step
from ui.guard import Visit
from ui.room import render_join
from ui.statement_view import (
    basis_sentence,
    changed_sentence,
    last_round,
    result_words,
    stances_html,
    statement_html,
    turnout_sentence,
)
from ui.steps import render_heading


def render_statement_wall(visit: Visit, step: Step) -> None:
    """Draw the stage after the gaps, once the step is revealed."""
    with st.container(key="statement"):
        match visit.workshop.identify_stage:
            case "statement":
                _render_text(visit, step)
            case "vote":
                _render_vote(visit, step)
            case _:
                _render_result(visit, step)
    with st.container(key="foot", horizontal=True, vertical_alignment="center"):
        render_join(visit.workshop, visit.join_url, visit.gettext, size="small")


def _render_text(visit: Visit, step: Step) -> None:
    _ = visit.gettext
    item = visit.focus_map.service.stating.shown(visit.workshop)
    render_heading(step, _("What is our gap?"), _)
    if item:
        st.html(statement_html(item.fields["text"]))
        _say(_("Version {n}. Change the words on your phone.").format(n=item.version))
    else:
        st.html(f'<p class="fm-say">{escape(_("The words come here."))}</p>')


def _say(text: str) -> None:
    st.html(f'<p class="fm-small">{escape(text)}</p>')


def _render_vote(visit: Visit, step: Step) -> None:
    _ = visit.gettext
    on = last_round(visit)
    render_heading(step, _("Is this our gap? Vote on your phone."), _)
    if on:
        st.html(statement_html(on.text))
        st.html(f'<p class="fm-turnout">{escape(turnout_sentence(visit, on))}</p>')


def _render_result(visit: Visit, step: Step) -> None:
    _ = visit.gettext
    on = last_round(visit)
    if on is None or on.stances is None:
        render_heading(step, _("The result is not shown yet."), _)
        _say(untold_sentence(on, _))
        return
    render_heading(step, result_words(visit, on.stances), _)
    st.html(stances_html(visit, on.stances) + statement_html(on.text))
    _say(changed_sentence(visit, on) or basis_sentence(visit, on))
