"""The workshops that this browser can steer, on the start page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from focusmap.model import StepState, Workshop
from focusmap.pace import day_in_words, deleted_in_words, is_self_paced, last_day
from focusmap.sentences import Catalogue
from focusmap.steps import get_step
from focusmap.translate import translations
from ui import state
from ui.telling import plain

# So many are seen at once; a coach's others are one click away.
MOST_SHOWN = 6


def render_steered(workshops: Sequence[Workshop]) -> None:
    """Show workshops, the newest first, each with a link to go on; nothing where there is none."""
    if not workshops:
        return
    _ = translations("en").gettext
    st.subheader(_("Go on with a workshop"))
    _render_rows(workshops[:MOST_SHOWN])
    older = workshops[MOST_SHOWN:]
    if older:
        with st.expander(_("Older ones ({n})").format(n=len(older))):
            _render_rows(older)


def _render_rows(workshops: Sequence[Workshop]) -> None:
    for workshop in workshops:
        with st.container(key=f"steered-{workshop.code}", gap=None):
            st.page_link(
                _page_of(workshop),
                label=f"**{plain(workshop.title)}**",
                query_params=state.address_of(workshop.code),
            )
            text = about(workshop, translations(workshop.language))
            st.html(f'<p class="fm-small">{escape(text)}</p>')


def _page_of(workshop: Workshop) -> str:
    """Return the page where one goes on: Setup, as long as nothing has been opened."""
    is_begun = any(state is not StepState.CLOSED for state in workshop.states.values())
    return f"{workshop.current_step}.py" if is_begun else "setup.py"


def about(workshop: Workshop, speak: Catalogue) -> str:
    """Return since when there is a workshop, where its group is, and when it is deleted."""
    _ = speak.gettext
    step = get_step(workshop.language, workshop.current_step)
    where = (
        _("self-paced")
        if is_self_paced(workshop)
        else _("step {number}: {name}").format(number=step.number, name=step.name)
    )
    parts = (
        _("Started on {date}").format(date=day_in_words(last_day(workshop.created_at), speak)),
        where,
        _("deleted on {date}").format(date=deleted_in_words(workshop, speak)),
    )
    return " · ".join((_("Rehearsal"), *parts) if workshop.is_rehearsal else parts)
