"""The pace on the setup page: live or self-paced, and until when."""

from __future__ import annotations

from html import escape

import streamlit as st

from focusmap.errors import FocusMapError
from focusmap.model import PACES, Pace
from focusmap.pace import is_self_paced, last_day, until_sentence
from focusmap.sentences import N_
from ui import state
from ui.guard import Visit
from ui.steering import render_round
from ui.telling import plain, tell

PACE_LABELS: dict[Pace, str] = {
    "live": N_("Live: you open each step and show its results"),
    "self_paced": N_("Self-paced: all steps are open, each person goes through them alone"),
}


def render_pace_setup(visit: Visit) -> None:
    """Show the pace; a facilitator may change it, and the last day, at any time."""
    _ = visit.gettext
    workshop = visit.workshop
    st.subheader(_("Pace"))
    if is_self_paced(workshop):
        st.html(f'<p class="fm-say">{escape(until_sentence(workshop, visit.speak))}</p>')
        what = _(
            "Whoever has answered a step sees its results once {minimum} people have, the wall and "
            "you as soon as they have. The statement of the gap and the benches of Act are for you "
            "to open."
        ).format(minimum=workshop.minimum)
        st.html(f'<p class="fm-small">{escape(what)}</p>')
    if visit.role != "facilitator":
        st.html(f'<p class="fm-say">{escape(_(PACE_LABELS[workshop.pace]))}</p>')
        return
    saved = state.said(_saved(visit))
    if saved:
        st.success(plain(saved))
    with st.form("pace"):
        _render_form(visit)
    if is_self_paced(workshop):
        render_round(visit)


def _render_form(visit: Visit) -> None:
    _ = visit.gettext
    workshop = visit.workshop
    pace = st.radio(
        _("Who opens the steps?"),
        PACES,
        index=PACES.index(workshop.pace),
        format_func=lambda p: _(PACE_LABELS[p]),
        key=f"pace-{workshop.code}",
    )
    until = st.date_input(
        _("Self-paced: the last day to answer"),
        value=last_day(workshop.open_until) if workshop.open_until else None,
        format="YYYY-MM-DD",
        key=f"until-{workshop.code}",
    )
    st.caption(
        _(
            "It ends at midnight of that day by this server's clock; results stay, and you can "
            "choose a later day. Left empty, it takes answers until the workshop is deleted."
        )
    )
    if not st.form_submit_button(_("Save the pace")):
        return
    try:
        visit.focus_map.service.set_pace(workshop.id, pace, until if pace == "self_paced" else None)
    except FocusMapError as error:
        tell(error, _)
        return
    state.say_next(_saved(visit), _("The pace is saved."))
    st.rerun()


def _saved(visit: Visit) -> str:
    return f"pace-{visit.workshop.code}"
