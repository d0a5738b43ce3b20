"""The wall: one large sentence, the group's words, the map; no controls."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape

import streamlit as st

from focusmap.entries import STEP as QUALIFY
from focusmap.errors import FocusMapError
from focusmap.language import outside_sentence, pages_of, themes_sentence
from focusmap.layers import shows_guesses
from focusmap.map import Layer, map_sentence
from focusmap.model import WALL_VIEWS, Step, StepState, WallView, Workshop
from focusmap.pace import phone_text, wall_steps
from focusmap.paging import (
    KEY_LINES,
    LINES,
    SHIFT_LINES,
    Page,
    Sheet,
    page_at,
    sheets,
    turned_to,
)
from focusmap.sentences import Gettext
from focusmap.shown import Shown, roughly_by_time
from focusmap.steps import get_step
from ui import acknowledge_view, curiosity_view, identify_wall, state
from ui.act_wall import BENCHES as ACT_BENCHES
from ui.against_view import render_against_wall
from ui.answers import render_quotes
from ui.groups_wall import render_groups_wall
from ui.guard import Visit
from ui.language_view import render_wall_links, render_wall_themes, render_wall_words
from ui.map_view import (
    basis_of,
    has_dots_key,
    render_dots_key,
    render_key,
    render_map,
    render_shift,
)
from ui.qualify_wall import render_qualify_wall
from ui.room import render_join, render_waiting_wall
from ui.steps import render_heading

ACT = "act"
# How long a page of answers stays: time to read six of them aloud.
PAGE_SECONDS = 20
# How long the wall stays at a step when it goes through them by itself: time to turn some pages.
STEP_SECONDS = 60


def render_wall(visit: Visit) -> None:
    """Draw what the room sees of the step the group is at."""
    try:
        visit = visit.fresh()
    except FocusMapError as error:
        st.html(f'<h1 class="fm-lead">{escape(error.text(visit.gettext))}</h1>')
        return
    workshop = visit.workshop
    if workshop.is_rehearsal:
        text = visit.gettext("Rehearsal: simulated people")
        st.html(f'<p class="fm-small fm-rehearsal">{escape(text)}</p>')
    step = get_step(workshop.language, _step_now(workshop))
    is_revealed = workshop.state(step.id) is StepState.REVEALED
    if step.id in TAPPED:
        _render_tapped(visit, step)
    elif step.id == ACT and workshop.act_stage in ACT_BENCHES:
        ACT_BENCHES[workshop.act_stage](visit, step)
    elif workshop.questions_of(step.id) and is_revealed and step.id == QUALIFY:
        render_qualify_wall(visit, step)
    elif workshop.questions_of(step.id) and is_revealed:
        _render_revealed(visit, step)
    else:
        _render_waiting(visit, step)


def _step_now(workshop: Workshop) -> str:
    """Return the step that the wall is at, which moves by itself where nobody leads."""
    steps = wall_steps(workshop)
    if len(steps) == 1:
        state.forget(f"{workshop.code}-round")
        return steps[0]
    here = time.time() - state.since(f"{workshop.code}-round")
    return steps[int(here / STEP_SECONDS) % len(steps)]


# Steps that are answered by tapping: what the wall shows before and after the reveal.
TAPPED = {
    "acknowledge": (acknowledge_view.render_wall_waiting, acknowledge_view.render_wall_revealed),
    "curiosity": (curiosity_view.render_wall_waiting, curiosity_view.render_wall_revealed),
    "identify": (identify_wall.render_wall_waiting, identify_wall.render_wall_revealed),
}


def _render_tapped(visit: Visit, step: Step) -> None:
    waiting, revealed = TAPPED[step.id]
    if visit.workshop.state(step.id) is StepState.REVEALED:
        revealed(visit, step)
    else:
        state.forget(f"{visit.workshop.code}-{step.id}")
        waiting(visit, step)


def _render_waiting(visit: Visit, step: Step) -> None:
    workshop = visit.workshop
    _since(workshop, step, None)
    questions = [q.text for q in workshop.asked_at(step.id)]
    # What the step is for would tell people what to write, before they have written.
    say = phone_text(workshop, step) if questions else step.purpose
    render_waiting_wall(visit, step, say, questions, asked=bool(questions))


def _render_revealed(visit: Visit, step: Step) -> None:
    """Draw the one thing that the facilitator lets the wall show."""
    showing, workshop = visit.focus_map.showing, visit.workshop
    view = workshop.wall_view if step.id == "ask" else "map"
    since = _since(workshop, step, view)
    match view:
        case "answers":
            _render_sheet(visit, step, showing.of(workshop, step.id, workshop.map_view), since)
        case "groups":
            render_groups_wall(visit, step, since)
        case "language":
            _render_language(visit, step, since)
        case _:
            _render_map(visit, step, showing.of(workshop, step.id, workshop.map_view), since)


def _since(workshop: Workshop, step: Step, view: WallView | None) -> float:
    """Return since when this wall shows a view; whatever it turns to next begins anew."""
    for other in WALL_VIEWS:
        if other != view:
            state.forget(f"{workshop.code}-{step.id}-{other}")
    return state.since(f"{workshop.code}-{step.id}-{view}") if view else 0.0


def _render_sheet(visit: Visit, step: Step, shown: Shown, since: float) -> None:
    """Draw the answers in one column of large print, a sheet at a time."""
    _ = visit.gettext
    workshop = visit.workshop
    answers = roughly_by_time(shown.answers, _utc(since))
    made = sheets(answers, workshop.questions_of(step.id))
    newest = max((a.answer.updated_at for a in answers), default=None)
    came = newest.replace(tzinfo=UTC).timestamp() if newest else 0.0
    first = _sheet_of_newest(made) if came > since else 0
    index = turned_to(
        len(made), workshop.wall_page, time.time() - max(since, came), PAGE_SECONDS, first
    )
    sheet = made[index] if made else Sheet(None, ())
    with st.container(key="sheet"):
        left, right = st.columns([3.4, 1], gap="large")
    with left:
        render_heading(step, _sheet_title(sheet, _), _)
        if sheet.question:
            render_quotes(sheet.answers, _)
        else:
            _render_pinned(sheet, visit)
    with right:
        _render_turn(index, len(made), visit)
        render_key(_, ring=False)
        render_join(workshop, visit.join_url, _, size="small")


def _sheet_of_newest(made: Sequence[Sheet]) -> int:
    """Return which sheet holds the answer that came last."""
    return max(range(len(made)), key=lambda n: max(a.answer.updated_at for a in made[n].answers))


def _sheet_title(sheet: Sheet, gettext: Gettext) -> str:
    if sheet.question:
        return sheet.question.text
    return gettext("A closer look") if sheet.answers else gettext("There are no answers yet.")


def _render_pinned(sheet: Sheet, visit: Visit) -> None:
    for answer in sheet.answers:
        render_quotes([answer], visit.gettext)
        st.html(f'<p class="fm-small fm-asked" dir="auto">{escape(answer.question.text)}</p>')


def _render_language(visit: Visit, step: Step, since: float) -> None:
    """Draw what the words speak of, one page at a time."""
    speak, _ = visit.speak, visit.gettext
    held = visit.workshop.wall_page
    showing = visit.focus_map.showing
    people = showing.people(visit.workshop, step.id)
    pages = pages_of(people, has_guesses=shows_guesses(visit.workshop))
    index = turned_to(len(pages), held, time.time() - since, PAGE_SECONDS)
    if pages[index] == "guess":
        render_against_wall(visit, step)
        _render_foot(index, len(pages), visit)
        return
    language = showing.language_of(visit.workshop, step.id)
    with st.container(key="language"):
        match pages[index]:
            case "themes":
                render_heading(step, themes_sentence(language, _), _)
                if not language.outside.is_few:
                    render_wall_themes(language, speak)
            case "words":
                render_heading(step, _("These words tell our regions apart."), _)
                render_wall_words(language, speak)
            case _:
                render_heading(step, outside_sentence(language.outside, speak), _)
                render_wall_links(language, speak)
    _render_foot(index, len(pages), visit)


def _render_foot(index: int, count: int, visit: Visit) -> None:
    with st.container(key="foot", horizontal=True, vertical_alignment="center"):
        render_join(visit.workshop, visit.join_url, visit.gettext, size="small")
        _render_turn(index, count, visit)


def _render_turn(index: int, count: int, visit: Visit) -> None:
    if count > 1:
        text = visit.gettext("{page} of {count}").format(page=index + 1, count=count)
        st.html(f'<p class="fm-small fm-turn">{escape(text)}</p>')


def _utc(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)


def _render_map(visit: Visit, step: Step, shown: Shown, since: float) -> None:
    _ = visit.gettext
    left, right = st.columns([1, 1.2], gap="large")
    with left:
        render_heading(step, map_sentence(shown.layer, _), _)
        st.html(f'<p class="fm-small">{escape(basis_of(shown.layer, visit.speak))}</p>')
        if shown.layer.view != "words":
            render_shift(shown.shift, visit.speak)
        if shown.answers:
            page = _present_page(shown, since)
            render_quotes(page.answers, _)
            _render_place(page, len(shown.answers), visit)
            render_key(_, ring=False)
            render_dots_key(shown.layer, _)
        render_join(visit.workshop, visit.join_url, _, size="small")
    with right:
        render_map(shown.layer, visit.speak, key="wall-map")


def _present_page(shown: Shown, since: float) -> Page:
    """Return the page for now: new answers first, then one page after the other.

    `since` is when this wall began to show them: the first page is the first that is seen.
    """
    newest = max(a.answer.updated_at for a in shown.answers).replace(tzinfo=UTC)
    return page_at(
        roughly_by_time(shown.answers, _utc(since)),
        time.time() - max(since, newest.timestamp()),
        PAGE_SECONDS,
        _lines_left(shown.layer),
    )


def _lines_left(layer: Layer) -> int:
    """Return how many lines of answers fit beside what else the wall says of this layer."""
    return (
        LINES
        - (SHIFT_LINES if layer.view != "words" else 0)
        - (KEY_LINES if has_dots_key(layer) else 0)
    )


def _render_place(page: Page, count: int, visit: Visit) -> None:
    if page.count == 1:
        return
    text = visit.gettext("{shown} of {count} answers, page {page} of {pages}").format(
        shown=len(page.answers), count=count, page=page.number, pages=page.count
    )
    st.html(f'<p class="fm-small">{escape(text)}</p>')
