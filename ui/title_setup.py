"""The title on the setup page."""

from __future__ import annotations

import streamlit as st

from focusmap.errors import Conflict, FocusMapError
from focusmap.words import LONGEST_TITLE
from ui import state
from ui.guard import Visit
from ui.telling import plain, tell


def render_title_setup(visit: Visit) -> None:
    """Offer a facilitator to change the title."""
    if visit.role != "facilitator":
        return
    _, workshop = visit.gettext, visit.workshop
    key = f"title-{workshop.code}"
    saved = state.said(key)
    if saved:
        st.success(plain(saved))
    state.begin_edit(key, workshop.title, (workshop.title,))
    with st.expander(_("Change the title")), st.form("title"):
        typed = st.text_input(_("Title"), max_chars=LONGEST_TITLE, key=key)
        if st.form_submit_button(_("Save the title")):
            try:
                title = visit.focus_map.service.set_title(workshop.id, typed, state.began(key)[0])
            except FocusMapError as error:
                tell(error, _)
                if isinstance(error, Conflict):
                    state.begin_again(key, (workshop.title,))
                return
            state.begin_again(key, (title,))
            state.say_next(key, _("The title is saved. Phones show it when their page is loaded."))
            st.rerun()
