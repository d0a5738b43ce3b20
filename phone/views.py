"""What the phone's templates need, gathered from a workshop and one person's answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from jinja2 import Environment
from markupsafe import Markup

from focusmap.caption import caption
from focusmap.codes import show_code
from focusmap.marked import mark, to_html
from focusmap.model import Participant, Question, ReadAnswer, Step, StepState, Workshop
from focusmap.service import ANSWERS_PER_QUESTION
from focusmap.steps import get_step
from focusmap.translate import translations
from web.assets import Assets
from web.templating import environment

HERE = Path(__file__).parent
ASSETS = Assets("phone", HERE / "static")


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """One of the person's answers: its words as typed and marked, and the lines under them."""

    id: str
    text: str
    words: Markup
    caption: Sequence[Markup]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the person's answers to it and room for what is not stored yet."""

    question: Question
    own: Sequence[OwnAnswer]
    left: int
    closed: bool
    key: str
    typed: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What a form brought that was not stored: texts and errors by the name of their field."""

    typed: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    message: str = ""


@dataclass(frozen=True, slots=True)
class PhoneView:
    """Everything on the page of one participant; `homeless` words are shown to be copied."""

    workshop: Workshop
    step: Step
    state: StepState
    asked: Sequence[Asked]
    personal_code: str
    token: str
    unsaved: Unsaved
    homeless: Sequence[str]


def phone_view(
    workshop: Workshop,
    person: Participant,
    own: Sequence[ReadAnswer],
    token: str,
    unsaved: Unsaved | None = None,
) -> PhoneView:
    """Return what one person's page shows of the current step."""
    unsaved = unsaved or Unsaved()
    step = get_step(workshop.language, workshop.current_step)
    asked = [_asked(workshop, q, own, unsaved) for q in workshop.questions_of(step.id)]
    return PhoneView(
        workshop=workshop,
        step=step,
        state=workshop.state(step.id),
        asked=asked,
        personal_code=show_code(person.personal_code),
        token=token,
        unsaved=unsaved,
        homeless=_homeless(asked, workshop.state(step.id), unsaved),
    )


def render_phone(view: PhoneView) -> str:
    """Return the participant's page as HTML."""
    return templates(view.workshop.language).get_template("phone.html").render(v=view)


def render_parts(view: PhoneView, name: str) -> dict[str, str]:
    """Return the HTML of a part of each question, for the script to put in place.

    `name` is own (the person's answers) or more (the field for a further one).
    """
    template = templates(view.workshop.language).get_template(f"{name}.html")
    return {a.question.id: template.render(v=view, asked=a) for a in view.asked}


def templates(language: str) -> Environment:
    """Return the phone's templates in a language."""
    made = environment(language, HERE / "templates")
    made.globals["phone_asset"] = ASSETS.url
    return made


def _asked(
    workshop: Workshop, question: Question, own: Sequence[ReadAnswer], unsaved: Unsaved
) -> Asked:
    mine = [_own(workshop.language, a) for a in own if a.question.id == question.id]
    name = f"new-{question.id}"
    return Asked(
        question=question,
        own=mine,
        left=max(0, ANSWERS_PER_QUESTION - len(mine)),
        # Words that came too late are given back in their field all the same.
        closed=workshop.state(question.step) is StepState.CLOSED and name not in unsaved.typed,
        key=unsaved.keys.get(name) or uuid4().hex,
        typed=unsaved.typed.get(name, ""),
        error=unsaved.errors.get(name, ""),
    )


def _homeless(asked: Sequence[Asked], state: StepState, unsaved: Unsaved) -> list[str]:
    """Return words that were not stored and have no field on the page to stand in."""
    fields = {f"new-{a.question.id}" for a in asked if a.left and not a.closed}
    if state is not StepState.CLOSED:
        fields |= {f"edit-{own.id}" for a in asked for own in a.own}
    return [text for name, text in unsaved.typed.items() if name not in fields]


def _own(language: str, answer: ReadAnswer) -> OwnAnswer:
    gettext = translations(language).gettext
    return OwnAnswer(
        id=answer.answer.id,
        text=answer.answer.text,
        words=to_html(mark(answer.answer.text, answer.reading.evidence)),
        caption=caption(answer, gettext),
    )
