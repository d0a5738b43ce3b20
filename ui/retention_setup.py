"""How long a workshop is kept, on the setup page: the day, and deleting everything now."""

from __future__ import annotations

from html import escape

import streamlit as st

from focusmap.errors import FocusMapError
from focusmap.pace import deleted_in_words, last_day
from focusmap.retention import MOST_DAYS, bounds
from ui import state
from ui.guard import Visit
from ui.telling import plain, tell


def render_retention_setup(visit: Visit) -> None:
    """Show when everything is deleted; a facilitator may choose the day, or delete it now."""
    _ = visit.gettext
    if visit.workshop.is_sample:
        return
    st.subheader(_("How long it is kept"))
    saved = state.said(_saved(visit))
    if saved:
        st.success(plain(saved))
    when = deleted_in_words(visit.workshop, visit.speak)
    text = _("Everything is deleted on {date}.").format(date=when)
    st.html(f'<p class="fm-say">{escape(text)}</p>')
    if visit.role != "facilitator" or visit.workshop.is_rehearsal:
        return
    day, now = st.columns(2, gap="large")
    with day, st.form("retention"):
        _render_day(visit)
    with now, st.form("delete-now"):
        _render_deletion(visit)


def _saved(visit: Visit) -> str:
    return f"retention-{visit.workshop.code}"


def _render_day(visit: Visit) -> None:
    _, service = visit.gettext, visit.focus_map.service
    first, last = bounds(service.now())
    day = st.date_input(
        _("The last day of this workshop"),
        value=min(last, max(first, last_day(visit.workshop.expires_at))),
        min_value=first,
        max_value=last,
        format="YYYY-MM-DD",
    )
    st.caption(
        _(
            "At midnight of that day, by this server's clock, everything is deleted for good. You "
            "can choose any day from today up to {days} days from now, and change it as often as "
            "you like. Export what you want to keep before."
        ).format(days=MOST_DAYS)
    )
    if not st.form_submit_button(_("Save the day")):
        return
    try:
        service.keep_until(visit.workshop.id, day)
    except FocusMapError as error:
        tell(error, _)
        return
    state.say_next(_saved(visit), _("The day is saved."))
    st.rerun()


def _render_deletion(visit: Visit) -> None:
    _ = visit.gettext
    st.html(f'<p class="fm-say">{escape(_("Delete everything now"))}</p>')
    st.caption(
        _(
            "All answers, votes, documents and links go at once and for good; nobody can bring "
            "them back. Phones and walls that are open say so."
        )
    )
    title = visit.workshop.title
    typed = st.text_input(
        _("To delete it, type its title: {title}").format(title=plain(title)), max_chars=200
    )
    if not st.form_submit_button(_("Delete everything now")):
        return
    try:
        visit.focus_map.service.delete_when_typed(visit.workshop, typed)
    except FocusMapError as error:
        tell(error, _)
        return
    state.leave_workshop()
    state.say_next("home", _("“{title}” is deleted. Nothing of it is left.").format(title=title))
    st.switch_page("home.py")
