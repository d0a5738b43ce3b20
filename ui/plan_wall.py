"""The wall of the plan: its pages, one after the other, each legible from eight metres."""

from __future__ import annotations

import time
from collections.abc import Iterable
from functools import partial

import streamlit as st
from markupsafe import Markup

from focusmap.model import Step, StepState
from focusmap.paging import turned_to
from focusmap.plan import (
    Plan,
    PlannedExperiment,
    PlannedMeasure,
    day_in_words,
    missing_in_words,
    ranked_in_words,
    statement_warning,
    voted_in_words,
    warnings,
)
from focusmap.plan_pages import Name, PlanPage, plan_pages
from focusmap.planning import plan_shown
from focusmap.sentences import N_
from ui import state
from ui.guard import Visit
from ui.room import render_join
from ui.statement_view import statement_html
from ui.steps import render_heading

# Time to read a page aloud.
PAGE_SECONDS = 20
TITLES: dict[Name, str] = {
    "statement": N_("Our plan: the gap"),
    "words": N_("Our plan: our words"),
    "measures": N_("Our plan: what we will measure"),
    "experiments": N_("Our plan: what we will try"),
}


def render_plan_wall(visit: Visit, step: Step) -> None:
    """Draw the page of the plan whose turn it is."""
    _ = visit.gettext
    plan = plan_shown(visit.focus_map.service, visit.workshop)
    pages = plan_pages(plan)
    is_revealed = visit.workshop.state(step.id) is StepState.REVEALED
    name = f"{visit.workshop.code}-{step.id}-plan"
    with st.container(key="plan"):
        if not pages or not is_revealed:
            state.forget(name)
            render_heading(step, _("Our plan"), _)
            st.html(_say(_("The plan comes here when the facilitator shows it.")))
            index = 0
        else:
            seconds = time.time() - state.since(name)
            index = turned_to(len(pages), visit.workshop.wall_page, seconds, PAGE_SECONDS)
            _render_page(plan, pages[index], visit, step)
    with st.container(key="foot", horizontal=True, vertical_alignment="center"):
        render_join(visit.workshop, visit.join_url, _, size="small")
        if is_revealed and len(pages) > 1:
            text = _("{page} of {count}").format(page=index + 1, count=len(pages))
            st.html(Markup('<p class="fm-small fm-turn">{}</p>').format(text))


def _render_page(plan: Plan, page: PlanPage, visit: Visit, step: Step) -> None:
    render_heading(step, visit.gettext(TITLES[page.name]), visit.gettext)
    match page.name:
        case "statement":
            st.html(_statement_html(plan, visit))
        case "words":
            st.html(_words_html(page, visit))
        case "measures":
            st.html(Markup().join(_measure_html(m, visit) for m in page.measures))
        case "experiments":
            st.html(Markup().join(_experiment_html(e, visit) for e in page.experiments))


def _say(text: str) -> Markup:
    return Markup('<p class="fm-say">{}</p>').format(text)


def _statement_html(plan: Plan, visit: Visit) -> Markup:
    statement = plan.statement
    if statement is None:
        return Markup()
    says = voted_in_words(statement, visit.workshop.language, visit.speak)
    if not statement.is_agreed:
        says = statement_warning(statement, visit.speak)
    lacks = warnings(plan, visit.speak) if plan.incomplete else []
    return (
        statement_html(statement.text)
        + _say(says)
        + Markup().join(Markup('<p class="fm-lacks">{}</p>').format(t) for t in lacks[-1:])
    )


def _words_html(page: PlanPage, visit: Visit) -> Markup:
    _ = visit.gettext
    lists = ((_("More of"), page.more), (_("Less of"), page.less))
    boxes = (
        Markup("<div><h2>{}</h2><ul>{}</ul></div>").format(
            head, Markup().join(Markup('<li dir="auto">{}</li>').format(w) for w in words)
        )
        for head, words in lists
    )
    return Markup('<div class="fm-plan-words">{}</div>').format(Markup().join(boxes))


def _measure_html(measure: PlannedMeasure, visit: Visit) -> Markup:
    _ = visit.gettext
    way = (
        _("From {baseline} to {target}").format(
            baseline=measure.baseline or "…", target=measure.target or "…"
        )
        if measure.baseline or measure.target
        else ""
    )
    owner = _("Owner: {text}").format(text=measure.owner) if measure.owner else ""
    return _item_html(measure, (way, owner, measure.rhythm), visit)


def _experiment_html(experiment: PlannedExperiment, visit: Visit) -> Markup:
    _ = visit.gettext
    day = partial(day_in_words, language=visit.workshop.language)
    first, review = experiment.first_step_date, experiment.review_date
    step = _("First step: {text}").format(text=experiment.first_step or "…")
    parts = (
        step if experiment.first_step or first else "",
        day(first) if first else "",
        _("Owner: {text}").format(text=experiment.owner) if experiment.owner else "",
        _("Review on {day}").format(day=day(review)) if review else "",
    )
    return _item_html(experiment, parts, visit)


def _item_html(
    item: PlannedMeasure | PlannedExperiment, parts: Iterable[str], visit: Visit
) -> Markup:
    said = " · ".join(filter(None, (*parts, ranked_in_words(item, visit.speak))))
    lacks = " ".join(missing_in_words(item, visit.speak))
    warned = Markup('<p class="fm-lacks">{}</p>').format(lacks) if lacks else Markup()
    return Markup(
        '<section class="fm-plan-item"><p class="fm-quote" dir="auto">{}</p>'
        '<p class="fm-small" dir="auto">{}</p>{}</section>'
    ).format(item.sentence, said, warned)
