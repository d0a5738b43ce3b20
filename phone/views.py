"""What the phone's templates need, gathered from a workshop and one person's answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import uuid4

from markupsafe import Markup

from focusmap.caption import caption
from focusmap.codes import show_code
from focusmap.fields import ACROSS, FIELDS, Field, along, field_of
from focusmap.late import Recap
from focusmap.live import stage_of
from focusmap.marked import mark, to_html
from focusmap.model import Participant, Placement, Question, ReadAnswer, Step, StepState, Workshop
from focusmap.questions import STEP as ASK
from focusmap.questions import mark_of
from focusmap.sentences import (
    FOCUS_WORDS,
    N_,
    ORIENTATION_WORDS,
    Gettext,
    field_in_words,
    placement_sentence,
)
from focusmap.steps import get_step
from focusmap.translate import translations
from phone.pace import PaceView, Way
from phone.parts import has_parts
from phone.rendering import Part, templates


@dataclass(frozen=True, slots=True)
class FieldButton:
    """One of the nine fields of the small map, by its name in forms and in words.

    The first of a row has the words at the edge of that row.
    """

    name: str
    words: str
    starts_row: bool
    row_words: str


@dataclass(frozen=True, slots=True)
class SmallMap:
    """Where an answer lies, for its author to say otherwise.

    `spot` is the words' place in percent from the top left corner; `said` names the field it is in
    and `chosen` the field the author placed it in. `sentences` say who placed it. It is open when
    the author has not looked yet.
    """

    fields: Sequence[FieldButton]
    column_words: Sequence[str]
    spot: tuple[float, float] | None
    is_weak: bool
    said: str
    chosen: str
    sentences: Sequence[str]
    is_placed: bool
    is_confirmed: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """One of the person's answers: its words as typed and marked, and the lines under them.

    What is not read has neither lines nor a map.
    """

    id: str
    text: str
    words: Markup
    caption: Sequence[Markup]
    map: SmallMap | None


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
class Beside:
    """What a page says of other steps.

    In a self-paced workshop `pace`; in a live one the `recap` for whoever missed some, and on the
    page of an earlier step where the group is. `ways` lead to words that wait unsent elsewhere.
    """

    pace: PaceView | None = None
    recap: Recap | None = None
    group_at: Step | None = None
    ways: Sequence[Way] = ()


@dataclass(frozen=True, slots=True)
class PhoneView:
    """Everything on the page of one participant; `homeless` words are shown to be copied.

    `asks` tells whether the step asks anything, in words or by tapping, also while it is closed.
    """

    workshop: Workshop
    step: Step
    state: StepState
    asked: Sequence[Asked]
    personal_code: str
    token: str
    unsaved: Unsaved
    homeless: Sequence[str]
    parts: Sequence[Part] = ()
    asks: bool = False
    stage: str = ""
    pace: PaceView | None = None
    path: str = ""
    beside: Beside = field(default_factory=Beside)
    questions_mark: str = ""


def phone_view(
    workshop: Workshop,
    person: Participant,
    own: Sequence[ReadAnswer],
    token: str,
    unsaved: Unsaved | None = None,
    parts: Sequence[Part] = (),
    beside: Beside | None = None,
) -> PhoneView:
    """Return what one person's page shows of the current step, and of the others beside it."""
    unsaved, beside = unsaved or Unsaved(), beside or Beside()
    pace = beside.pace
    step = get_step(workshop.language, workshop.current_step)
    asked = [_asked(workshop, q, own, unsaved) for q in _questions(workshop, step, own, unsaved)]
    state = workshop.state(step.id)
    if pace and state is StepState.REVEALED:
        # Nobody looks up at a wall: what came of the step has a page of its own.
        state = StepState.OPEN
    return PhoneView(
        workshop=workshop,
        step=step,
        state=state,
        asked=asked,
        personal_code=show_code(person.personal_code),
        token=token,
        unsaved=unsaved,
        homeless=_homeless(asked, workshop.state(step.id), unsaved),
        parts=parts,
        asks=bool(asked) or has_parts(step.id),
        stage=stage_of(workshop, step.id),
        pace=pace,
        path=f"/j/{workshop.code}/{step.id}" if pace or beside.group_at else f"/j/{workshop.code}",
        beside=beside,
        questions_mark=mark_of(workshop) if step.id == ASK else "",
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


def render_questions(view: PhoneView) -> list[tuple[str, str]]:
    """Return each question's id and HTML in their order, for the script to put in place."""
    template = templates(view.workshop.language).get_template("question.html")
    return [(a.question.id, template.render(v=view, asked=a)) for a in view.asked]


def _questions(
    workshop: Workshop, step: Step, own: Sequence[ReadAnswer], unsaved: Unsaved
) -> list[Question]:
    """Return what the step asks, and what it asks no more where one has words of it."""
    answered = {a.question.id for a in own}
    return [
        q
        for q in workshop.questions_of(step.id)
        if q.is_asked or q.id in answered or f"new-{q.id}" in unsaved.typed
    ]


def _asked(
    workshop: Workshop, question: Question, own: Sequence[ReadAnswer], unsaved: Unsaved
) -> Asked:
    given = [a for a in own if a.question.id == question.id]
    # One at a time: three open maps would push the field for the next answer off the screen.
    newest = next((a for a in reversed(given) if a.author is None), None)
    mine = [_own(workshop.language, a, is_open=a is newest) for a in given]
    name, typed = f"new-{question.id}", unsaved.typed
    return Asked(
        question=question,
        own=mine,
        left=max(0, question.most_answers - len(mine)) if question.is_asked or name in typed else 0,
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


def _own(language: str, answer: ReadAnswer, *, is_open: bool) -> OwnAnswer:
    gettext = translations(language).gettext
    is_read = answer.question.is_read
    return OwnAnswer(
        id=answer.answer.id,
        text=answer.answer.text,
        words=to_html(mark(answer.answer.text, answer.reading.evidence)),
        caption=caption(answer, gettext) if is_read else (),
        map=_small_map(answer, gettext, is_open=is_open) if is_read else None,
    )


def _small_map(answer: ReadAnswer, gettext: Gettext, *, is_open: bool) -> SmallMap:
    words, author = answer.words, answer.author
    sentences = [
        placement_sentence(p, gettext, to_author=True) for p in (author, answer.facilitator)
    ]
    return SmallMap(
        fields=[_button(f, gettext) for f in FIELDS],
        column_words=[gettext(EDGES_BELOW[column]) for column in (-1, 0, 1)],
        spot=_spot(words) if words else None,
        is_weak=answer.reading.is_weak,
        said=field_of(words.x, words.y).name if words else "",
        chosen=field_of(author.x, author.y).name if author else "",
        sentences=list(filter(None, sentences)),
        is_placed=author is not None,
        is_confirmed=author is not None and author.confirms,
        is_open=is_open,
    )


# The room that a dot takes to either side, as a share of a field.
DOT_ROOM = 0.2
# What stands at the edges of the small map; the full words are in the names of its fields.
BOTH = N_("both")
EDGES_BELOW = {**FOCUS_WORDS, 0: BOTH}
EDGES_BESIDE = {**ORIENTATION_WORDS, 0: BOTH}


def _button(field: Field, gettext: Gettext) -> FieldButton:
    return FieldButton(
        name=field.name,
        words=field_in_words(field.column, field.row, gettext),
        starts_row=field.column == -1,
        row_words=gettext(EDGES_BESIDE[field.row]),
    )


def _spot(words: Placement) -> tuple[float, float]:
    x, y = _inside_field(along(words.x)), _inside_field(along(words.y))
    return round(x * 100 / ACROSS, 1), round(100 - y * 100 / ACROSS, 1)


def _inside_field(value: float) -> float:
    """Return a place at which a dot touches no line: near one it would seem to be in two fields."""
    whole = min(int(value), ACROSS - 1)
    return whole + min(1 - DOT_ROOM, max(DOT_ROOM, value - whole))
