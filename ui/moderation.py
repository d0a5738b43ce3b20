"""The answers on the facilitator's page, each with what may be done about it: pin it, hide it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from focusmap.errors import FocusMapError
from focusmap.model import ReadAnswer
from focusmap.sentences import Gettext
from focusmap.shown import Shown, in_no_order, roughly_by_time
from ui.answers import render_plain, render_quotes
from ui.guard import Visit
from ui.telling import tell

ANSWERS_SHOWN = 30
# What is done to an answer: a method of the service, and its id.
Act = Callable[[str, str], None]


def render_answers(visit: Visit, shown: Shown, step: str) -> None:
    """Show pinned answers and the newest; a facilitator can pin and hide them, and restore."""
    _ = visit.gettext
    pinned = [a for a in shown.answers if a.answer.pinned]
    newest = [a for a in roughly_by_time(shown.answers)[::-1] if not a.answer.pinned]
    st.subheader(_("The newest answers"))
    if visit.role != "facilitator":
        render_quotes([*pinned, *newest[:ANSWERS_SHOWN]], _)
        return
    what = _("Hide takes an answer off every screen at once; its author is not told.")
    st.html(f'<p class="fm-small">{escape(what)}</p>')
    service = visit.focus_map.service
    for answer in (*pinned, *newest[:ANSWERS_SHOWN]):
        render_moderated(
            answer,
            _,
            on_pin=lambda a: _do(service.unpin if a.answer.pinned else service.pin, a, visit),
            on_hide=lambda a: _do(service.hide, a, visit),
        )
    render_hidden(visit, step)


def render_plain_moderated(visit: Visit, answers: Sequence[ReadAnswer], step: str) -> None:
    """Show answers that are not read; a facilitator can hide each, and restore."""
    if visit.role != "facilitator":
        render_plain(answers)
        return
    newest = roughly_by_time(answers)[::-1]
    for answer in newest[:ANSWERS_SHOWN]:
        words, button = st.columns([4, 1], vertical_alignment="top")
        with words:
            render_plain([answer])
        with button:
            render_hide(visit, answer)
    render_plain(newest[ANSWERS_SHOWN:])
    render_hidden(visit, step)


def render_hide(visit: Visit, answer: ReadAnswer | None) -> None:
    """Offer the facilitator to take an answer off every screen."""
    if answer is None or visit.role != "facilitator":
        return
    _ = visit.gettext
    st.button(
        _("Hide"),
        key=f"hide-{answer.answer.id}",
        help=_("Hide takes an answer off every screen at once; its author is not told."),
        on_click=_do,
        args=(visit.focus_map.service.hide, answer, visit),
    )


def render_hidden(visit: Visit, step: str) -> None:
    """List the facilitator what is hidden of a step, each with the way back."""
    if visit.role == "facilitator":
        service = visit.focus_map.service
        _render_hidden(visit, service.hidden_answers(visit.workshop, step))


def render_moderated(
    answer: ReadAnswer,
    gettext: Gettext,
    *,
    on_pin: Callable[[ReadAnswer], None],
    on_hide: Callable[[ReadAnswer], None],
) -> None:
    """Show one answer with the buttons to pin and to hide it."""
    identity = answer.answer.id
    pinned = answer.answer.pinned
    # The name says whether it is pinned: the look of the pages marks it so.
    with st.container(key=f"{'pinned' if pinned else 'answer'}-{identity}"):
        words, buttons = st.columns([4, 1], vertical_alignment="top")
        with words:
            render_quotes([answer], gettext)
        with buttons, st.container(horizontal=True):
            st.button(
                gettext("Unpin") if pinned else gettext("Pin"),
                key=f"{'unpin' if pinned else 'pin'}-{identity}",
                on_click=on_pin,
                args=(answer,),
            )
            st.button(gettext("Hide"), key=f"hide-{identity}", on_click=on_hide, args=(answer,))


def _render_hidden(visit: Visit, hidden: Sequence[ReadAnswer]) -> None:
    _ = visit.gettext
    if not hidden:
        return
    service = visit.focus_map.service
    with st.expander(_("Hidden: {count}").format(count=len(hidden))):
        for answer in in_no_order(hidden):
            render_quotes([answer], _)
            st.button(
                _("Restore"),
                key=f"restore-{answer.answer.id}",
                on_click=_do,
                args=(service.restore, answer, visit),
            )


def _do(act: Act, answer: ReadAnswer, visit: Visit) -> None:
    try:
        act(visit.workshop.id, answer.answer.id)
    except FocusMapError as error:
        tell(error, visit.gettext)
