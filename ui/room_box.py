"""One laptop in a room: the facilitator types what people say, several answers at once."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from focusmap.errors import FocusMapError
from focusmap.model import Question
from ui import state
from ui.guard import Visit
from ui.telling import plain


def render_room_box(visit: Visit, questions: Sequence[Question]) -> None:
    """Offer to type answers for the room; only while the step takes answers."""
    if visit.workshop.is_over or not questions:
        return
    _ = visit.gettext
    # Each step has a box of its own: what was typed for one is not sent to another.
    name = f"room-{visit.workshop.code}"
    if questions[0].step != "ask":
        name = f"{name}-{questions[0].step}"
    # These stay: the page draws itself anew at each change in the room, this very sending included.
    saved, refused = state.standing(name), state.standing(f"{name}-refused")
    with st.expander(_("Type answers for the room"), expanded=bool(saved or refused)):
        if saved:
            st.success(plain(saved))
        if refused:
            st.error(plain(refused))
        # The key of this sending names the fields too: once it is stored, there are others, and
        # a second click on the old button finds nothing to send.
        key = state.sending(name)
        # The question stays: people say one thing after the other to the same one.
        asked, lines = f"{name}-question", f"{name}-lines-{key}"
        with st.form(f"{name}-{key}", border=False):
            st.selectbox(_("Question"), questions, format_func=lambda q: q.text, key=asked)
            st.text_area(_("Answers, one a line"), height=160, key=lines)
            st.caption(
                _(
                    "Each line counts as the answer of one person. Somebody who answers two "
                    "questions counts as two."
                )
            )
            st.form_submit_button(
                _("Send for the room"), on_click=_send, args=(visit, name, key, asked, lines)
            )


def _send(visit: Visit, name: str, key: str, asked: str, lines: str) -> None:
    """Store what the fields of one sending hold; of one that is stored already, nothing."""
    question = state.chosen(asked)
    if key != state.sending(name) or not isinstance(question, Question):
        return
    service = visit.focus_map.service
    try:
        made = service.type_for_the_room(visit.workshop.id, question.id, key, state.typed(lines))
    except FocusMapError as error:
        state.say_next(f"{name}-refused", error.text(visit.gettext))
        state.say_next(name, "")
        return
    state.new_sending(name)
    state.say_next(f"{name}-refused", "")
    text = visit.speak.ngettext("{n} answer is saved.", "{n} answers are saved.", len(made))
    state.say_next(name, text.format(n=len(made)))
