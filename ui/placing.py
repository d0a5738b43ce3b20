"""Placing by hand on a page: who placed an opened answer where, and the facilitator's own say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from focusmap.errors import FocusMapError
from focusmap.fields import Field, field_of
from focusmap.model import MAP_VIEWS, MapView, ReadAnswer
from focusmap.sentences import (
    FOCUS_WORDS,
    ORIENTATION_WORDS,
    VIEW_NAMES,
    Gettext,
    placement_sentence,
)
from ui.guard import Visit

Place = Callable[[Field | None], None]


def render_view_choice(visit: Visit, page: str, views: Sequence[MapView] = MAP_VIEWS) -> MapView:
    """Let a page choose what its map shows, and the wall follow when the facilitator says so.

    The choice is this page's alone, so that one can look before the room does.
    """
    _ = visit.gettext
    workshop = visit.workshop
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view: MapView = (
            st.radio(
                _("On the map"),
                views,
                index=views.index(workshop.map_view) if workshop.map_view in views else 0,
                format_func=lambda v: _(VIEW_NAMES[v]),
                horizontal=True,
                key=f"view-{page}-{workshop.code}",
            )
            or "words"
        )
        if visit.role == "facilitator" and view != workshop.map_view and workshop.map_view in views:
            st.button(_("Show this on the wall"), on_click=_show, args=(visit, view))
    return view


def _show(visit: Visit, view: MapView) -> None:
    try:
        visit.focus_map.service.show_on_the_wall(visit.workshop.id, view)
    except FocusMapError as error:
        st.error(error.text(visit.gettext))


def render_placing(answer: ReadAnswer | None, visit: Visit) -> None:
    """Say who placed an opened answer where; the facilitator may place it as well."""
    if answer is None:
        return
    _ = visit.gettext
    for placement in (answer.author, answer.facilitator):
        sentence = placement_sentence(placement, _)
        if sentence:
            st.html(f'<p class="fm-small">{escape(sentence)}</p>')
    if visit.role == "facilitator":
        render_form(answer, _, on_place=lambda field: _place(visit, answer, field))


def render_form(answer: ReadAnswer, gettext: Gettext, *, on_place: Place) -> None:
    """Offer the nine fields as a column and a row to choose, and to take an own placement back."""
    identity = answer.answer.id
    meaning = answer.meaning
    field = field_of(meaning.x, meaning.y) if meaning else None
    with (
        st.expander(gettext("Place it as the facilitator")),
        st.form(f"place-{identity}", border=False),
    ):
        column = _one_of(
            gettext("Focus"),
            FOCUS_WORDS,
            (-1, 0, 1),
            field.column if field else None,
            identity,
            gettext,
        )
        row = _one_of(
            gettext("Orientation"),
            ORIENTATION_WORDS,
            (1, 0, -1),
            field.row if field else None,
            identity,
            gettext,
        )
        if answer.author:
            st.caption(gettext("On the map its author's own placement goes before yours."))
        with st.container(horizontal=True):
            if st.form_submit_button(gettext("Place it here")) and None not in (column, row):
                on_place(Field(column or 0, row or 0))
            if answer.facilitator and st.form_submit_button(gettext("Take it back")):
                on_place(None)


def _one_of(
    label: str,
    words: dict[int, str],
    sides: tuple[int, ...],
    present: int | None,
    identity: str,
    gettext: Gettext,
) -> int | None:
    return st.radio(
        label,
        sides,
        index=None if present is None else sides.index(present),
        format_func=lambda side: gettext(words[side]),
        horizontal=True,
        key=f"{label}-{identity}",
    )


def _place(visit: Visit, answer: ReadAnswer, field: Field | None) -> None:
    try:
        visit.focus_map.service.place_for_author(visit.workshop.id, answer.answer.id, field)
    except FocusMapError as error:
        st.error(error.text(visit.gettext))
    else:
        # What is drawn already is of the time before.
        st.rerun(scope="fragment")
