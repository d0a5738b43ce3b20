"""What the wall shows of a step's answers, as the facilitator steers it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from focusmap.errors import FocusMapError
from focusmap.language import pages_of
from focusmap.layers import shows_guesses
from focusmap.model import WALL_VIEWS, WallView
from focusmap.paging import sheets
from focusmap.sentences import N_
from focusmap.shown import Shown, roughly_by_time
from ui.groups_view import by_group
from ui.groups_wall import groups_page_count
from ui.guard import Visit
from ui.telling import tell

VIEW_LABELS: dict[WallView, str] = {
    "answers": N_("Answers"),
    "map": N_("Map"),
    "language": N_("Language"),
    "groups": N_("By group"),
}


SHOWS: dict[WallView, str] = {
    "answers": N_("The wall shows the answers."),
    "map": N_("The wall shows the map."),
    "language": N_("The wall shows what our language speaks of."),
    "groups": N_("The wall shows our groups side by side."),
}


def render_wall_control(visit: Visit, shown: Shown, step: str) -> None:
    """Let the facilitator choose what the wall shows, one thing at a time, and turn its pages."""
    _ = visit.gettext
    present = visit.workshop.wall_view
    st.html(f'<h2 class="fm-kick">{escape(_("On the wall"))}</h2>')
    with st.container(horizontal=True):
        for view in _views(visit, step):
            st.button(
                _(VIEW_LABELS[view]),
                key=f"wall-{view}",
                type="primary" if view == present else "secondary",
                on_click=turn,
                args=(visit, 0, view),
            )
    count = page_count(visit, shown, step)
    sentence = wall_sentence(visit, count)
    st.html(f'<p class="fm-small">{escape(sentence)}</p>')
    if visit.workshop.groups and not _has_groups(visit, step):
        text = _("By group, the wall can show it once two groups have at least {minimum} people.")
        text = text.format(minimum=visit.workshop.minimum)
        st.html(f'<p class="fm-small">{escape(text)}</p>')
    if count > 1:
        _render_pages(visit, count)


def _views(visit: Visit, step: str) -> Sequence[WallView]:
    """Return what the wall can show: its groups only where two of them may be shown apart."""
    present, has_groups = visit.workshop.wall_view, _has_groups(visit, step)
    return [v for v in WALL_VIEWS if v != "groups" or has_groups or v == present]


def _has_groups(visit: Visit, step: str) -> bool:
    workshop = visit.workshop
    return bool(workshop.groups and by_group(visit, step, workshop.map_view).panels)


def page_count(visit: Visit, shown: Shown, step: str) -> int:
    """Return how many pages the wall has to show in its present view."""
    match visit.workshop.wall_view:
        case "answers":
            asked = visit.workshop.questions_of(step)
            return len(sheets(roughly_by_time(shown.answers), asked))
        case "groups":
            return groups_page_count(visit, step)
        case "language":
            people = visit.focus_map.showing.people(visit.workshop, step)
            return len(pages_of(people, has_guesses=shows_guesses(visit.workshop)))
        case _:
            return 1


def wall_sentence(visit: Visit, count: int) -> str:
    """Return what the wall shows now, for those who do not see which button stands out."""
    _ = visit.gettext
    shows = _(SHOWS[visit.workshop.wall_view])
    if count < 2:
        return shows
    page = _page_now(visit, count)
    how = _("It stays at page {page} of {count}.") if page else _("It turns {count} pages.")
    return f"{shows} {how.format(page=page, count=count)}"


def _page_now(visit: Visit, count: int) -> int:
    """Return the page that the wall stays at, or 0 when it turns by itself."""
    held = visit.workshop.wall_page
    # Answers may have gone since the page was chosen; the wall counts round, and so does this.
    return (held - 1) % count + 1 if held else 0


def _render_pages(visit: Visit, count: int) -> None:
    _ = visit.gettext
    view, now = visit.workshop.wall_view, _page_now(visit, count)
    before = now - 1 if now > 1 else count
    after = now % count + 1
    turns = [("back", _("Previous page"), before), ("on", _("Next page"), after)]
    if now:
        turns.append(("itself", _("Turn by itself"), 0))
    with st.container(horizontal=True):
        for name, label, page in turns:
            st.button(label, key=f"wall-{name}", on_click=turn, args=(visit, page, view))


def turn(visit: Visit, page: int, view: WallView | None = None) -> None:
    """Hold the wall at a page, or with 0 let it turn by itself; in the same view unless told."""
    workshop = visit.workshop
    try:
        visit.focus_map.service.turn_wall(workshop.id, view or workshop.wall_view, page)
    except FocusMapError as error:
        tell(error, visit.gettext)
