"""The phone in a self-paced workshop: how far one is, the way between steps, their results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from markupsafe import Markup, escape

from focusmap.codes import show_code
from focusmap.late import takes
from focusmap.live import step_room
from focusmap.looked import Looked, news_of
from focusmap.marked import mark, to_html
from focusmap.model import STEP_IDS, Participant, ReadAnswer, Step, Workshop
from focusmap.pace import (
    TOGETHER,
    Progress,
    StepProgress,
    find_progress,
    finished_sentence,
    is_self_paced,
    missing_sentence,
    on_own_page,
    progress_sentence,
    shows_plan,
    until_sentence,
)
from focusmap.results import Quotes, Result
from focusmap.results import Results as Results
from focusmap.service import Service
from focusmap.steps import get_step, load_steps
from focusmap.translate import translations
from phone.dot_map import draw_map
from phone.plan import plan_parts
from phone.rendering import Part, templates

# As many answers stand under each title, and as many on a page of all of them.
ANSWERS_FIRST, ANSWERS_A_PAGE = 6, 40
SEEN = "seen"
Mark = Literal["done", "here", ""]


@dataclass(frozen=True, slots=True)
class StepLink:
    """One step in the list: where it is, what is done, how long it takes, where its results are."""

    number: int
    name: str
    href: str
    mark: Mark
    is_done: bool
    is_begun: bool
    minutes: int
    together: bool
    result: str
    news: str = ""
    news_at: str = ""


@dataclass(frozen=True, slots=True)
class PaceView:
    """What a page of a self-paced workshop says beside the step itself.

    `phone` stands in place of the step's own text, which speaks of a facilitator; `together` says
    what of the step is for the facilitator to open.
    """

    language: str
    progress: str
    until: str
    is_over: bool
    steps: Sequence[StepLink]
    before: StepLink | None
    after: StepLink | None
    phone: str
    together: str
    plan: str = ""


def has_own_pace(workshop: Workshop) -> bool:
    """Whether each person is at a step of their own."""
    return is_self_paced(workshop)


def has_own_step(workshop: Workshop, step: str) -> bool:
    """Whether one can be at a step by oneself: in a live workshop at one that takes answers."""
    return takes(workshop, step) or (is_self_paced(workshop) and step in STEP_IDS)


def own_page(seen: Workshop, step: str) -> Workshop:
    """Return a workshop as one's own page shows it; without a step it is at the group's."""
    return on_own_page(seen, step) if has_own_step(seen, step) else seen


def pace_view(seen: Workshop, step_id: str = "", looked: Looked | None = None) -> PaceView:
    """Return what the page of one person says of the steps; without a step it is at none.

    With what somebody `looked` at it says what is new since.
    """
    speak = translations(seen.language)
    found = find_progress(seen, load_steps(seen.language))
    links = [_link(seen, s, step_id, looked) for s in found.steps]
    at = STEP_IDS.index(step_id) if step_id else -1
    alone = get_step(seen.language, step_id).alone if step_id else None
    return PaceView(
        language=seen.language,
        progress=progress_sentence(found, speak),
        until=until_sentence(seen, speak),
        is_over=seen.is_over,
        steps=links,
        before=links[at - 1] if at > 0 else None,
        after=links[at + 1] if 0 <= at < len(links) - 1 else None,
        phone=alone.phone if alone else "",
        together=alone.together if alone else "",
        plan=f"/j/{seen.code}/{TOGETHER}/result" if shows_plan(seen) else "",
    )


def _link(seen: Workshop, found: StepProgress, here: str, looked: Looked | None = None) -> StepLink:
    href = f"/j/{seen.code}/{found.step.id}"
    has_result = shows_plan(seen) if found.step.id == TOGETHER else found.sees
    news = "" if looked is None else news_of(found, seen, looked, translations(seen.language))
    goes_on = news and not found.sees
    return StepLink(
        number=found.step.number,
        name=found.step.name,
        href=href,
        mark="here" if found.step.id == here else "done" if found.is_done else "",
        is_done=found.is_done,
        is_begun=found.is_begun,
        minutes=found.minutes if found.can_answer and not found.is_done else 0,
        together=not found.can_answer and not seen.is_over,
        result=f"{href}/result" if has_result else "",
        news=news,
        news_at=f"{href}/result" if has_result and not goes_on else href,
    )


@dataclass(frozen=True, slots=True)
class Way:
    """Another step, for words that wait there unsent: how one gets to it, if one can."""

    step: Step
    href: str


def step_ways(seen: Workshop, here: str) -> list[Way]:
    """Return the other steps; where none takes anything any more, nothing."""
    if seen.is_over:
        return []
    return [
        Way(step, f"/j/{seen.code}/{step.id}" if has_own_step(seen, step.id) else "")
        for step in load_steps(seen.language)
        if step.id != here
    ]


def seen_part(seen: Workshop, step_id: str) -> Part:
    """Return the part that leads to a step's results, or says what they wait for."""
    speak = translations(seen.language)
    found = next(
        s for s in find_progress(seen, load_steps(seen.language)).steps if s.step.id == step_id
    )
    link = _link(seen, found, step_id)
    waits = missing_sentence(seen, step_id, speak)
    # To the plan one comes at its own stage of the step.
    link = replace(link, result="") if step_id == TOGETHER else link
    html = (
        templates(seen.language)
        .get_template("seen.html")
        .render(link=link, waits=waits, room=step_room(seen, step_id))
    )
    return Part(SEEN, Markup(html), at_end=True)  # noqa: S704 - a template, which escapes


def pace_html(pace: PaceView) -> dict[str, str]:
    """Return what of a page says how far one is, by element, for the script to put in place."""
    way = templates(pace.language).get_template("way.html").render(pace=pace)
    return {"progress": str(escape(pace.progress)), "way": way}


def render_plan(service: Service, seen: Workshop, person: Participant) -> str:
    """Return the group's plan as a page of its own, which stays when the workshop is over."""
    return (
        templates(seen.language)
        .get_template("plan_page.html")
        .render(
            w=seen,
            pace=pace_view(seen, TOGETHER),
            plan=plan_parts(service, seen, person)[0].html,
        )
    )


def render_overview(
    seen: Workshop, person: Participant, token: str, message: str = "", looked: Looked | None = None
) -> str:
    """Return the page that one comes to first: what this is, what is new, and the list of steps."""
    found = find_progress(seen, load_steps(seen.language))
    return (
        templates(seen.language)
        .get_template("overview.html")
        .render(
            w=seen,
            pace=pace_view(seen, looked=looked or {}),
            finished=finished_sentence(seen, found, translations(seen.language)),
            next=_next(seen, found),
            begun=found.is_begun,
            message=message,
            token=token,
            personal_code=show_code(person.personal_code),
        )
    )


def _next(seen: Workshop, found: Progress) -> StepLink | None:
    return None if found.next is None else _link(seen, found.next, "")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of all answers under one title; `next` is the number of the page after it, or 0."""

    block: Quotes
    number: int
    next: int


def render_result(
    seen: Workshop, step_id: str, result: Result | None, name: str = "", number: int = 1
) -> str:
    """Return the page of a step's results, or what they wait for.

    `name` asks for all answers under one title, of which `number` is the page, counted from 1.
    """
    step = get_step(seen.language, step_id)
    speak = translations(seen.language)
    page = _page(result, name, number) if result else None
    return (
        templates(seen.language)
        .get_template("result.html")
        .render(
            w=seen,
            step=step,
            result=result,
            page=page,
            waits=missing_sentence(seen, step_id, speak),
            pace=pace_view(seen, step_id),
            draw_map=draw_map,
            marked=_marked,
            gettext=speak.gettext,
            kind=lambda block: type(block).__name__.lower(),
            first=ANSWERS_FIRST,
        )
    )


def _marked(answer: ReadAnswer) -> Markup:
    return to_html(mark(answer.answer.text, answer.reading.evidence))


def _page(result: Result, name: str, number: int) -> Page | None:
    block = next((b for b in result.blocks if isinstance(b, Quotes) and b.name == name), None)
    if block is None:
        return None
    pages = max(1, -(-len(block.answers) // ANSWERS_A_PAGE))
    at = min(max(1, number), pages)
    some = block.answers[(at - 1) * ANSWERS_A_PAGE : at * ANSWERS_A_PAGE]
    return Page(Quotes(block.name, block.title, some), at, at + 1 if at < pages else 0)
