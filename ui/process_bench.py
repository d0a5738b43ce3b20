"""The bench for process on the facilitator's page: what is proposed, its dots, and the way on."""

from __future__ import annotations

from html import escape

import streamlit as st

from focusmap.errors import FocusMapError
from focusmap.experiments import (
    CHOSEN,
    GAP_NAMES,
    NAMES,
    Experiment,
    advice,
    experiment_of,
    notices,
    sentence,
)
from focusmap.model import ActStage, Step, StepState
from focusmap.process import Shown
from ui import state
from ui.act_head import set_act_stage
from ui.experiment_form import gone_item, render_edit, render_new
from ui.guard import Visit
from ui.practices_view import render_practices
from ui.process_list import basis_in_words, render_experiments
from ui.telling import tell

LISTED = 30
# What the facilitator can do with the dots, at each stage.
OFFERS: dict[ActStage, tuple[ActStage, str]] = {
    "process": ("process_dots", "show"),
    "process_dots": ("process", "hide"),
}


def render_process_bench(visit: Visit, step: Step) -> None:
    """Draw the bench; before the reveal it shows what the facilitator wrote, and no more."""
    shown = visit.focus_map.service.process.for_facilitator(visit.workshop)
    is_revealed = visit.workshop.state(step.id) is StepState.REVEALED
    if is_revealed and shown.ranked:
        _render_dots(visit, shown)
    _render_list(visit, shown, is_revealed=is_revealed)
    if visit.role != "facilitator":
        return
    _render_opened(visit, shown)
    render_new(visit)
    render_practices(visit)


def _render_dots(visit: Visit, shown: Shown) -> None:
    _ = visit.gettext
    st.html(f'<p class="fm-say">{escape(basis_in_words(shown, visit.speak))}</p>')
    if visit.role != "facilitator":
        return
    to, does = OFFERS[visit.workshop.act_stage]
    st.button(
        _("Show the dots") if does == "show" else _("Hide the dots again"),
        key=f"dots-{does}",
        type="primary" if does == "show" else "secondary",
        on_click=set_act_stage,
        args=(visit, to),
    )


def _render_list(visit: Visit, shown: Shown, *, is_revealed: bool) -> None:
    _ = visit.gettext
    if not shown.ranked:
        text = (
            _("Nothing is proposed yet. Write one below, or start from a practice.")
            if is_revealed
            else _("What phones propose is shown here once you reveal the step.")
        )
        st.html(f'<p class="fm-small">{escape(text)}</p>')
        return
    render_experiments(shown.ranked[:LISTED], visit.speak, tells_dots=shown.tells_dots)
    more = len(shown.ranked) - LISTED
    if more > 0:
        text = visit.speak.ngettext("And {n} more.", "And {n} more.", more).format(n=more)
        st.html(f'<p class="fm-small">{escape(text)}</p>')


def _render_opened(visit: Visit, shown: Shown) -> None:
    """Let the facilitator open one experiment: read it whole, choose it, hide it, change it."""
    _ = visit.gettext
    there = {e.id: e for e in shown.experiments}
    key = f"opened-{visit.workshop.code}"
    gone = gone_item(visit, state.chosen(key))
    if gone:
        there[gone.id] = experiment_of(gone)
    if not there:
        return
    picked = st.selectbox(
        _("Open an experiment"),
        list(there),
        index=None,
        format_func=lambda name: sentence(there[name], _) if name in there else name,
        placeholder=_("Choose one, to read, change, choose or hide it"),
        key=key,
    )
    if picked not in there:
        return
    with st.container(border=True, key="experiment"):
        _render_whole(visit, there[picked])
        _render_acts(visit, there[picked])
        render_edit(visit, there[picked])


def _render_whole(visit: Visit, e: Experiment) -> None:
    _ = visit.gettext
    st.html(f'<h3 class="fm-lead fm-opened" dir="auto">{escape(sentence(e, _))}</h3>')
    rows = [
        (NAMES["gap"], _(GAP_NAMES[e.gap])),
        (NAMES["owner"], e.owner),
        (NAMES["first_step"], e.first_step),
        (NAMES["first_step_date"], e.first_step_date.isoformat() if e.first_step_date else ""),
        (NAMES["know"], e.know),
        (NAMES["review_date"], e.review_date.isoformat() if e.review_date else ""),
    ]
    cells = "".join(
        f'<tr><th scope="row">{escape(_(name))}</th><td dir="auto">{escape(text)}</td></tr>'
        for name, text in rows
        if text
    )
    st.html(f'<table class="fm-table"><tbody>{cells}</tbody></table>')
    if e.so_that:
        purpose = visit.focus_map.service.purpose(visit.workshop, e.so_that)
        st.html(f'<p class="fm-small" dir="auto">{escape(advice(purpose, _))}</p>')
    open_ends = "".join(f"<li>{escape(text)}</li>" for text in notices(e, _))
    if open_ends:
        st.html(f'<ul class="fm-open-ends">{open_ends}</ul>')


def _render_acts(visit: Visit, e: Experiment) -> None:
    _ = visit.gettext
    with st.container(horizontal=True):
        st.button(
            _("Not chosen any more") if e.is_chosen else _("Choose it for the plan"),
            key=f"choose-{e.id}-{e.is_chosen}",
            type="secondary" if e.is_chosen else "primary",
            on_click=_choose,
            args=(visit, e),
        )
        st.button(
            _("Show it again") if e.hidden else _("Hide"),
            key=f"hide-{e.id}-{e.hidden}",
            on_click=_hide,
            args=(visit, e),
        )


def _choose(visit: Visit, e: Experiment) -> None:
    state = "" if e.is_chosen else CHOSEN
    try:
        visit.focus_map.service.items.set_state(visit.workshop.id, e.id, state)
    except FocusMapError as error:
        tell(error, visit.gettext)


def _hide(visit: Visit, e: Experiment) -> None:
    try:
        visit.focus_map.service.items.set_hidden(visit.workshop.id, e.id, hidden=not e.hidden)
    except FocusMapError as error:
        tell(error, visit.gettext)
