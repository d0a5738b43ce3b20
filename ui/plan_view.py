"""The plan on the facilitator's page: one sheet to print, what it lacks, its days as a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st
from markupsafe import Markup

from focusmap.bootstrap import utc_now
from focusmap.calendar_file import calendar_of, number_of_days
from focusmap.model import Step, StepState
from focusmap.plan import (
    Plan,
    PlannedExperiment,
    PlannedMeasure,
    PlannedStatement,
    day_in_words,
    missing_in_words,
    ranked_in_words,
    voted_in_words,
    warnings,
)
from focusmap.plan_pages import plan_pages
from focusmap.planning import plan_shown
from ui.guard import Visit
from ui.statement_view import render_lost_quotes
from ui.telling import plain
from ui.wall_control import turn

CALENDAR = "text/calendar"
# A longer plan is printed smaller, so that it stays on one sheet as long as it can be read.
DENSE, DENSEST = 1_800, 3_600


def render_plan(visit: Visit, step: Step) -> None:
    """Show the plan as far as it is revealed, with what it lacks."""
    _ = visit.gettext
    if visit.workshop.state(step.id) is not StepState.REVEALED:
        st.info(_("Reveal this step to see the plan, here and on the wall."))
    plan = plan_shown(visit.focus_map.service, visit.workshop)
    if plan.is_empty:
        text = _("There is nothing in the plan yet. The three benches fill it.")
        st.html(Markup('<p class="fm-say">{}</p>').format(text))
        return
    for text in warnings(plan, visit.speak):
        st.warning(plain(text))
    if plan.statement:
        render_lost_quotes(visit, plan.statement.text)
    _render_wall_pages(visit, len(plan_pages(plan)))
    st.html(plan_html(plan, visit))
    _render_take_away(plan, visit)


def _render_wall_pages(visit: Visit, count: int) -> None:
    """Let the facilitator turn the wall's pages, or let them turn by themselves."""
    if visit.role != "facilitator" or count < 2:
        return
    _ = visit.gettext
    held = visit.workshop.wall_page
    now = (held - 1) % count + 1 if held else 0
    says = (
        _("The wall stays at page {page} of {count}.")
        if now
        else _("The wall shows the plan in {count} pages, one after the other.")
    )
    st.html(Markup('<p class="fm-small">{}</p>').format(says.format(page=now, count=count)))
    turns = [
        ("back", _("Previous page"), now - 1 if now > 1 else count),
        ("on", _("Next page"), now % count + 1),
        *([("itself", _("Turn by itself"), 0)] if now else []),
    ]
    with st.container(horizontal=True):
        for name, label, page in turns:
            st.button(label, key=f"plan-wall-{name}", on_click=turn, args=(visit, page))


def _render_take_away(plan: Plan, visit: Visit) -> None:
    _ = visit.gettext
    days = number_of_days(plan)
    if days:
        st.download_button(
            visit.speak.ngettext(
                "{n} date for your calendar (.ics)", "{n} dates for your calendar (.ics)", days
            ).format(n=days),
            calendar_of(plan, visit.workshop.title, utc_now(), visit.speak),
            file_name=f"plan-{visit.workshop.code}.ics",
            mime=CALENDAR,
            key="plan-calendar",
            on_click="ignore",
        )
    st.caption(
        _("To keep it on paper, print this page with your browser: only the plan is printed.")
    )


# The sheet


def plan_html(plan: Plan, visit: Visit) -> Markup:
    """Return the plan as one sheet, made for A4."""
    _ = visit.gettext
    sections = (
        _statement_html(plan.statement, visit),
        _words_html(plan, visit),
        _table_html(
            _("What we will measure"),
            (_("Measure"), _("From, to, source"), _("Owner, how often"), _("How it was voted")),
            [_measure_cells(m, visit) for m in plan.measures],
        ),
        _table_html(
            _("What we will try"),
            (_("Experiment"), _("First step"), _("Owner, review"), _("How it was voted")),
            [_experiment_cells(e, visit) for e in plan.experiments],
        ),
        _others_html(plan, visit),
    )
    body = Markup().join(sections)
    size = len(body.striptags())
    print_size = "densest" if size > DENSEST else "dense" if size > DENSE else "airy"
    return Markup(
        '<article class="fm-plan fm-{}"><p class="fm-kick">{}</p><h2>{}</h2>{}</article>'
    ).format(print_size, visit.workshop.title, _("Our plan"), body)


def _section(title: str, body: Markup) -> Markup:
    return Markup("<section><h3>{}</h3>{}</section>").format(title, body)


def _statement_html(statement: PlannedStatement | None, visit: Visit) -> Markup:
    if statement is None:
        return Markup()
    voted = voted_in_words(statement, visit.workshop.language, visit.speak)
    text = Markup('<p class="fm-plan-gap" dir="auto">{}</p>').format(statement.text)
    return _section(visit.gettext("Our gap"), text + _small(voted))


def _words_html(plan: Plan, visit: Visit) -> Markup:
    _ = visit.gettext
    lists = ((_("More of"), plan.more), (_("Less of"), plan.less))
    rows = Markup().join(
        Markup('<p><b>{}</b> <span dir="auto">{}</span></p>').format(head, ", ".join(words))
        for head, words in lists
        if words
    )
    return _section(_("Our words"), rows) if rows else Markup()


def _measure_cells(measure: PlannedMeasure, visit: Visit) -> tuple[Markup, ...]:
    _, speak = visit.gettext, visit.speak
    beside = _("Beside today's: {text}").format(text=measure.beside) if measure.beside else ""
    way = (
        _("From {baseline} to {target}").format(
            baseline=measure.baseline or "…", target=measure.target or "…"
        )
        if measure.baseline or measure.target
        else ""
    )
    return (
        _cell((measure.sentence,), (beside,)),
        _cell((way, measure.source)),
        _cell((measure.owner, measure.rhythm), warned=missing_in_words(measure, speak)),
        _cell((ranked_in_words(measure, speak),)),
    )


def _experiment_cells(experiment: PlannedExperiment, visit: Visit) -> tuple[Markup, ...]:
    _, speak = visit.gettext, visit.speak
    language = visit.workshop.language
    first, review = experiment.first_step_date, experiment.review_date
    know = _("How we shall know: {text}").format(text=experiment.know) if experiment.know else ""
    gap = _("For the gap: {text}").format(text=experiment.gap) if experiment.gap else ""
    return (
        _cell((experiment.sentence,), (gap, know)),
        _cell((experiment.first_step, day_in_words(first, language) if first else "")),
        _cell(
            (
                experiment.owner,
                _("Review on {day}").format(day=day_in_words(review, language)) if review else "",
            ),
            warned=missing_in_words(experiment, speak),
        ),
        _cell((ranked_in_words(experiment, speak),)),
    )


def _cell(lines: Iterable[str], small: Iterable[str] = (), warned: Iterable[str] = ()) -> Markup:
    said = Markup("<br>").join(filter(None, lines))
    return (
        Markup('<span dir="auto">{}</span>').format(said)
        + Markup().join(_small(text) for text in small if text)
        + Markup().join(Markup('<p class="fm-lacks">{}</p>').format(text) for text in warned)
    )


def _small(text: str) -> Markup:
    return Markup('<p class="fm-small" dir="auto">{}</p>').format(text)


def _table_html(title: str, heads: Sequence[str], rows: Sequence[Sequence[Markup]]) -> Markup:
    if not rows:
        return Markup()
    head = Markup().join(Markup('<th scope="col">{}</th>').format(text) for text in heads)
    body = Markup().join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            row[0], Markup().join(Markup("<td>{}</td>").format(cell) for cell in row[1:])
        )
        for row in rows
    )
    table = Markup(
        '<table class="fm-table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(head, body)
    return _section(title, table)


def _others_html(plan: Plan, visit: Visit) -> Markup:
    if not plan.others:
        return Markup()
    text = visit.speak.ngettext(
        "{n} more was proposed and not chosen.",
        "{n} more were proposed and not chosen.",
        plan.others,
    )
    return _small(text.format(n=plan.others))
