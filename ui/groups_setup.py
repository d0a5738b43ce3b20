"""Groups on the setup page: their names, and how many people must be in one to be shown apart."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from focusmap.errors import FocusMapError
from focusmap.grouping import names_in
from focusmap.groups import LONGEST_GROUP, MOST_GROUPS, MOST_MINIMUM
from focusmap.model import MINIMUM
from ui import state
from ui.guard import Visit
from ui.telling import plain, tell


def _saved(visit: Visit) -> str:
    return f"groups-{visit.workshop.code}"


def _field(visit: Visit) -> str:
    return f"new-groups-{visit.workshop.code}"


def render_groups_setup(visit: Visit) -> None:
    """Show the groups and the minimum; a facilitator may change both at any time."""
    _ = visit.gettext
    st.subheader(_("Groups"))
    what = _(
        "Departments or roles, if you want to see whether they look the same way. Phones ask once; "
        "one may rather not say. Nobody is told who chose what."
    )
    st.html(f'<p class="fm-small">{escape(what)}</p>')
    if visit.role != "facilitator":
        _render_names(visit)
        return
    saved = state.said(_saved(visit))
    if saved:
        state.empty_field(_field(visit))
        st.success(plain(saved))
    names, minimum = st.columns([1.6, 1], gap="large")
    with names, st.form("groups"):
        _render_names_form(visit)
    with minimum, st.form("minimum"):
        _render_minimum_form(visit)


def _render_names(visit: Visit) -> None:
    _ = visit.gettext
    names = [group.name for group in visit.workshop.groups]
    text = ", ".join(names) if names else _("There are no groups.")
    st.html(f'<p class="fm-say" dir="auto">{escape(text)}</p>')


def _render_names_form(visit: Visit) -> None:
    _ = visit.gettext
    groups = visit.workshop.groups
    typed = {
        group.id: st.text_input(
            _("Group {number}").format(number=number),
            value=group.name,
            max_chars=LONGEST_GROUP,
            key=f"group-{group.id}",
        )
        for number, group in enumerate(groups, 1)
    }
    if groups:
        st.caption(
            _(
                "A new name keeps its people. Emptied, a group is removed: whoever chose it is in "
                "none, and their phone asks again."
            )
        )
    left = MOST_GROUPS - len(groups)
    added = ""
    if left:
        added = st.text_area(
            _("Further groups, one a line") if groups else _("Groups, one a line"),
            placeholder=_("Sales\nSupport\nOperations"),
            height=130,
            key=_field(visit),
        )
        st.caption(_("Up to {most} in all.").format(most=MOST_GROUPS))
    if st.form_submit_button(_("Save the groups")):
        service = visit.focus_map.service.groups
        _save(
            visit,
            lambda: service.set_up(visit.workshop.id, typed, names_in(added)),
            _("Saved. Phones ask for it when their page is loaded next."),
        )


def _render_minimum_form(visit: Visit) -> None:
    _ = visit.gettext
    minimum = st.number_input(
        _("Smallest group shown, in people"),
        min_value=MINIMUM,
        max_value=MOST_MINIMUM,
        value=visit.workshop.minimum,
        step=1,
    )
    st.caption(
        _(
            "Smaller ones are shown together as “others”, on every screen and in every file. Those "
            "who answered count, not those who chose a group."
        )
    )
    if st.form_submit_button(_("Save the number")):
        service = visit.focus_map.service.groups
        _save(
            visit,
            lambda: service.set_minimum(visit.workshop.id, int(minimum)),
            _("Saved. It counts at once."),
        )


def _save(visit: Visit, do: Callable[[], object], saved: str) -> None:
    """Do it, and draw the page anew with what is said then; what is refused stays typed."""
    try:
        do()
    except FocusMapError as error:
        tell(error, visit.gettext)
    else:
        state.say_next(_saved(visit), saved)
        st.rerun()
