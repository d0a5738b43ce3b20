"""Practices to start an experiment from, those for the group's own gaps first."""

from __future__ import annotations

from html import escape

import streamlit as st

from focusmap.practices import (
    SITUATION_WORDS,
    Offer,
    Practice,
    load_practices,
    offers,
    situations_of,
)
from ui.experiment_form import start_draft
from ui.guard import Visit


def render_practices(visit: Visit) -> None:
    """Offer the practices by what they help with; each is taken as a draft."""
    _ = visit.gettext
    own = group_situations(visit)
    made = offers(load_practices(visit.workshop.language), own)
    first = [o for o in made if o.situation in own]
    with st.expander(_("Start from a practice: {count} for you").format(count=_count(first))):
        say = _("Each is a draft: take it, change it as it fits you, then keep it.")
        st.html(f'<p class="fm-small">{escape(say)}</p>')
        for offer in first:
            _render_offer(visit, offer)
    with st.expander(_("All other practices: {count}").format(count=_count(made) - _count(first))):
        for offer in made[len(first) :]:
            _render_offer(visit, offer)


def _count(made: list[Offer] | tuple[Offer, ...]) -> int:
    return sum(len(o.practices) for o in made)


def group_situations(visit: Visit) -> tuple[str, ...]:
    """Return what the group's figures say, as far as they are revealed."""
    identified = visit.focus_map.identifying.of(visit.workshop)
    slides = visit.focus_map.qualifying.of(visit.workshop).slides
    return situations_of(identified.gaps, documents_apart=bool(slides.directions))


def _render_offer(visit: Visit, offer: Offer) -> None:
    st.html(
        f'<h3 class="fm-list-title">{escape(visit.gettext(SITUATION_WORDS[offer.situation]))}</h3>'
    )
    for practice in offer.practices:
        _render_practice(visit, offer.situation, practice)


def _render_practice(visit: Visit, situation: str, practice: Practice) -> None:
    _ = visit.gettext
    said = _("When {when}, we will {we_will}, so that {so_that}.").format(
        when=practice.when, we_will=practice.we_will, so_that=practice.so_that
    )
    suits, trap = _("Good for"), _("What goes wrong")
    st.html(
        f'<div class="fm-practice"><h4>{escape(practice.title)}</h4><p>{escape(said)}</p>'
        f'<p class="fm-small"><b>{escape(suits)}</b> {escape(practice.suits)} '
        f"<b>{escape(trap)}</b> {escape(practice.trap)}</p></div>"
    )
    st.button(
        _("Take it as a draft"),
        key=f"take-{practice.id}",
        help=practice.title,
        on_click=start_draft,
        args=(visit, practice.draft(situation)),
    )
