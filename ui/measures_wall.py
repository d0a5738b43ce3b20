"""The wall at the bench for measures: what is rated, and then how, with the plot."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from focusmap.measures import sentence
from focusmap.measuring import Bench, OnBench
from focusmap.model import Step
from focusmap.paging import lines_of
from ui.guard import Visit
from ui.measures_view import headline, render_plot, render_ranked
from ui.qualify_wall import turn
from ui.room import render_counts, render_join
from ui.steps import render_heading

# How many lines of how many characters fit beside the plot, and where the wall has only the list;
# each measure has one of figures below it, and a little room.
BESIDE_PLOT, ALONE = (18, 54), (23, 80)
FIGURES = 1.4


def render_measures_wall(visit: Visit, step: Step) -> None:
    """Draw what the room sees of the bench."""
    bench = visit.focus_map.service.measuring.bench(visit.workshop)
    if not bench.is_revealed or not bench.lines:
        _render_waiting(visit, step)
    elif any(line.place for line in bench.ranked):
        _render_rated(visit, step, bench)
    else:
        _render_rating(visit, step, bench)


def _render_waiting(visit: Visit, step: Step) -> None:
    _ = visit.gettext
    with st.container(key="waiting"):
        left, right = st.columns([1.55, 1], gap="large")
    with left:
        render_heading(step, _("What would people outside notice, and how would we know?"), _)
        text = _("We build measures now. When they are shown, you rate them on your phone.")
        st.html(f'<p class="fm-say">{escape(text)}</p>')
        counts = visit.focus_map.service.counts(visit.workshop, step.id)
        here = visit.focus_map.notifier.connected(visit.workshop.id)
        render_counts(counts, here, _, asked=False)
    with right:
        render_join(visit.workshop, visit.join_url, _)


def _render_rating(visit: Visit, step: Step, bench: Bench) -> None:
    """Show the measures in large print while phones rate them, or while too few have."""
    _ = visit.gettext
    left, right = st.columns([2, 1], gap="large")
    with left:
        render_heading(step, _("Rate the measures on your phone."), _)
        count = visit.speak.ngettext(
            "{n} person has rated so far.", "{n} people have rated so far.", bench.people
        ).format(n=bench.people)
        st.html(f'<p class="fm-small">{escape(count)}</p>')
        _render_page(visit, [*bench.ranked, *bench.unshown], ALONE)
    with right:
        render_join(visit.workshop, visit.join_url, _, size="large")


def _render_rated(visit: Visit, step: Step, bench: Bench) -> None:
    left, right = st.columns([1, 1.1], gap="large")
    with left:
        render_heading(step, headline(bench, visit.workshop.language, visit.speak), visit.gettext)
        _render_page(visit, [*bench.ranked, *bench.unshown], BESIDE_PLOT)
        render_join(visit.workshop, visit.join_url, visit.gettext, size="small")
    with right:
        render_plot(bench, visit.workshop.language, visit.speak, key="measures-wall")


def _render_page(visit: Visit, lines: Sequence[OnBench], room: tuple[int, int]) -> None:
    pages = pages_of(lines, visit.workshop.language, room)
    page = turn(f"{visit.workshop.code}-measures", len(pages))
    render_ranked(pages[page], visit.workshop.language, visit.speak)
    if len(pages) > 1:
        text = visit.gettext("{page} of {count}").format(page=page + 1, count=len(pages))
        st.html(f'<p class="fm-small fm-turn">{escape(text)}</p>')


def pages_of(
    lines: Sequence[OnBench], language: str, size: tuple[int, int]
) -> tuple[tuple[OnBench, ...], ...]:
    """Return measures in pages of as many as fit into so many lines of so many characters."""
    high, characters = size
    pages: list[list[OnBench]] = [[]]
    room = float(high)
    for line in lines:
        needed = lines_of(sentence(line.measure, language), characters) + FIGURES
        if needed > room and pages[-1]:
            pages.append([])
            room = float(high)
        pages[-1].append(line)
        room -= needed
    return tuple(map(tuple, pages))
