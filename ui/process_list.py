"""Experiments as lists: on the page and on the wall, with places and dots where they are told."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from focusmap.experiments import sentence
from focusmap.process import Ranked, Shown
from focusmap.sentences import Catalogue


def render_experiments(ranked: Sequence[Ranked], speak: Catalogue, *, tells_dots: bool) -> None:
    """Show experiments one below the other; those with as many dots have the same place."""
    rows = "".join(_row(r, speak, tells_dots=tells_dots) for r in ranked)
    tag = "ol" if tells_dots else "ul"
    st.html(f'<{tag} class="fm-experiments">{rows}</{tag}>')


def _row(ranked: Ranked, speak: Catalogue, *, tells_dots: bool) -> str:
    _ = speak.gettext
    experiment = ranked.experiment
    marks = [_("chosen")] if experiment.is_chosen else []
    marks += [_("hidden")] if experiment.hidden else []
    words = escape(sentence(experiment, _))
    small = "".join(f" <small>{escape(mark)}</small>" for mark in marks)
    # The place stands in words of its own: what lays the list out in columns drops its numbers.
    number = f' value="{ranked.place}"' if tells_dots else ""
    place = f'<i aria-hidden="true">{ranked.place}</i>' if tells_dots else ""
    count = f"<b>{escape(dots_in_words(ranked.dots, speak))}</b>" if tells_dots else ""
    return f'<li{number}>{place}<span dir="auto">{words}{small}</span>{count}</li>'


def dots_in_words(dots: int, speak: Catalogue) -> str:
    """Return how many dots something got."""
    return speak.ngettext("{n} dot", "{n} dots", dots).format(n=dots)


def basis_in_words(shown: Shown, speak: Catalogue) -> str:
    """Return on how many people the dots rest, or that none were given yet."""
    if not shown.people:
        return speak.gettext("Three dots each. Nobody gave any so far.")
    people = speak.ngettext("{n} person", "{n} people", shown.people).format(n=shown.people)
    if shown.tells_dots:
        return speak.gettext("Three dots each; {people} gave theirs.").format(people=people)
    return speak.gettext("Three dots each; {people} gave theirs so far.").format(people=people)
