"""The wall by group: the small maps, then what each group speaks of, at most six at a time."""

from __future__ import annotations

import time
from html import escape

import streamlit as st

from focusmap.by_group import ByGroup, Panel
from focusmap.model import Step
from focusmap.paging import turned_to
from ui.groups_view import (
    MOST_IN_A_ROW,
    by_group,
    common_themes,
    notes,
    render_languages,
    render_map,
    render_title,
    side_by_side,
)
from ui.guard import Visit
from ui.room import render_join
from ui.steps import render_heading

PANELS_ON_A_PAGE = 6
PAGE_SECONDS = 20
# A page shows some panels: their maps, or what they speak of.
Page = tuple[bool, tuple[Panel, ...]]


def groups_pages(shown: ByGroup) -> list[Page]:
    """Return the pages that the wall has to show: first all maps, then all languages.

    The panels are spread evenly, so that none is left alone on the last page.
    """
    count = -(-len(shown.panels) // PANELS_ON_A_PAGE)
    size = -(-len(shown.panels) // max(1, count)) or 1
    parts = [shown.panels[n : n + size] for n in range(0, len(shown.panels), size)]
    return [(is_map, part) for is_map in (True, False) for part in parts]


def groups_page_count(visit: Visit, step: str) -> int:
    """Return how many pages the wall has by group."""
    return len(groups_pages(by_group(visit, step, visit.workshop.map_view)))


def render_groups_wall(visit: Visit, step: Step, since: float) -> None:
    """Draw one page of what the room sees by group; `since` is when this wall began to."""
    shown = by_group(visit, step.id, visit.workshop.map_view)
    pages = groups_pages(shown)
    held = visit.workshop.wall_page
    index = turned_to(len(pages), held, time.time() - since, PAGE_SECONDS)
    with st.container(key="groups"):
        render_heading(step, shown.sentence(visit.workshop, visit.speak), visit.gettext)
        if pages:
            _render_page(shown, pages[index], visit)
    with st.container(key="foot", horizontal=True, vertical_alignment="center"):
        render_join(visit.workshop, visit.join_url, visit.gettext, size="small")
        if len(pages) > 1:
            text = visit.gettext("{page} of {count}").format(page=index + 1, count=len(pages))
            st.html(f'<p class="fm-small fm-turn">{escape(text)}</p>')
        st.html(f'<p class="fm-small fm-turn">{escape(notes(shown, visit.speak))}</p>')


def _render_page(shown: ByGroup, page: Page, visit: Visit) -> None:
    is_map, panels = page
    if not is_map:
        themes = common_themes(shown)
        render_languages(panels, themes, visit.speak, key="wall", row=66, font=28)
    elif len(panels) > MOST_IN_A_ROW:
        with st.container(key="groups-two"):
            side_by_side(panels, lambda panel: _render_beside(shown, panel, visit))
    else:
        with st.container(key="groups-one"):
            side_by_side(panels, lambda panel: _render_below(shown, panel, visit))


def _render_below(shown: ByGroup, panel: Panel, visit: Visit) -> None:
    render_title(panel, visit.speak)
    render_map(shown, panel, visit.speak, key="wall")


def _render_beside(shown: ByGroup, panel: Panel, visit: Visit) -> None:
    """Draw a map with its title at its side: two rows of maps need all the height there is."""
    map_column, title = st.columns([1.5, 1], gap="small")
    with map_column:
        render_map(shown, panel, visit.speak, key="wall")
    with title:
        render_title(panel, visit.speak)
