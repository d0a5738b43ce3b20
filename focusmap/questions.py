"""What the step Ask asks: what a question may be, which there are to begin with, and ready ones."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from focusmap.content_file import CONTENT, Table, check_ids, load_tables
from focusmap.errors import BadAnswer, ContentError
from focusmap.model import STEP_IDS, Question, QuestionTemplate, Workshop
from focusmap.steps import load_steps
from focusmap.words import check_question, even

STEP = "ask"
# What a question of Ask can be about; measures are asked for in Qualify.
KINDS = ("work", "success", "value")
# More are no conversation any more, and a phone shows them all on one page.
MOST_ASKED = 8
# With those that are asked no more: what a phone's form brings of each must fit in one form.
MOST_KEPT = 20


@dataclass(frozen=True, slots=True)
class Ready:
    """A question to add with one click."""

    kind: str
    text: str


@cache
def load_kinds(language: str, folder: Path = CONTENT) -> dict[str, str]:
    """Return what a question can be about, in words, by its kind.

    Raises ContentError, with file and line, when the file is missing or wrong.
    """
    path = folder / language / "questions.toml"
    tables = load_tables(path, "kind")
    check_ids(path, tables, KINDS)
    return {table.text("id"): table.text("label") for table in tables}


@cache
def load_ready(language: str, folder: Path = CONTENT) -> tuple[Ready, ...]:
    """Return the ready questions in their order; raises ContentError as `load_kinds` does."""
    path = folder / language / "questions.toml"
    tables = load_tables(path, "ready")
    ready = tuple(map(_ready, tables))
    for number, (table, one) in enumerate(zip(tables, ready, strict=True)):
        if any(same_words(one.text, other.text) for other in ready[:number]):
            raise table.error("this question is there twice; delete one of them", "text")
    return ready


def _ready(table: Table) -> Ready:
    kind, text = table.text("kind"), table.text("text")
    if kind not in KINDS:
        raise table.error(f"kind is one of {', '.join(KINDS)}, not {kind!r}", "kind")
    try:
        return Ready(kind, check_question(text))
    except BadAnswer as error:
        raise ContentError(str(table.error(str(error).rstrip("."), "text"))) from None


def offered(workshop: Workshop) -> tuple[Ready, ...]:
    """Return the ready questions that a workshop does not have yet."""
    texts = [q.text for q in workshop.questions_of(STEP)]
    return tuple(
        r
        for r in load_ready(workshop.language)
        if not any(same_words(r.text, text) for text in texts)
    )


def check_kind(kind: str) -> str:
    """Return what a question is about; raises BadAnswer when it is none of KINDS."""
    if kind not in KINDS:
        raise BadAnswer(
            "A question is about one of these: {kinds}; not {kind}.",
            kinds=", ".join(KINDS),
            kind=kind or "-",
        )
    return kind


def check_further(typed: str, there: Iterable[Question]) -> str:
    """Return the words of a question that is to stand beside others; raises BadAnswer."""
    text = check_question(typed)
    same = next((q for q in there if same_words(text, q.text)), None)
    if same is None:
        return text
    if same.is_asked:
        raise BadAnswer(
            "“{text}” is asked already. Ask something else, or leave it out.", text=text
        )
    raise BadAnswer(
        "“{text}” was asked before, and its answers are kept. Press “Ask again” beside it.",
        text=text,
    )


def check_number(questions: Sequence[Question]) -> None:
    """Raise BadAnswer when there are too many questions, or none is asked."""
    asked = sum(q.is_asked for q in questions)
    if not asked:
        raise BadAnswer("The step Ask needs at least one question. Add another one first.")
    if asked > MOST_ASKED:
        raise BadAnswer(
            "The step Ask has room for {most} questions, and this would be one more. Take one away "
            "first.",
            most=MOST_ASKED,
        )
    if len(questions) > MOST_KEPT:
        raise BadAnswer(
            "There is room for {most} questions in all, with those that are asked no more. "
            "Ask one of them again instead.",
            most=MOST_KEPT,
        )


def first_questions(
    language: str, texts: Sequence[str] = (), kinds: Sequence[str] = ()
) -> tuple[Question, ...]:
    """Return the questions of a new workshop; own texts replace those of the step Ask.

    `kinds` say what each text is about; without them a known text keeps its kind, and any other is
    about value. Raises BadAnswer.
    """
    asked = [
        Question(_new_id(), step.id, q.kind, q.text, q.name, q.most_answers)
        for step in load_steps(language)
        for q in step.questions
    ]
    if not texts:
        return tuple(asked)
    if kinds and len(kinds) != len(texts):
        raise BadAnswer(
            "There are {questions} questions and {kinds} kinds. Give one kind for each question, "
            "or none.",
            questions=len(texts),
            kinds=len(kinds),
        )
    own: list[Question] = []
    for number, typed in enumerate(texts):
        text = check_further(typed, own)
        own.append(_own(language, text, kinds[number] if kinds else ""))
    check_number(own)
    others = [q for q in asked if q.step != STEP]
    return tuple(sorted([*others, *own], key=lambda q: STEP_IDS.index(q.step)))


def new_question(text: str, kind: str) -> Question:
    """Return a question of a group's own."""
    return Question(_new_id(), STEP, check_kind(kind), text)


def _own(language: str, text: str, kind: str) -> Question:
    known = {q.text: q for step in load_steps(language) for q in step.questions}
    ready = {r.text: QuestionTemplate("", r.kind, r.text) for r in load_ready(language)}
    template = {**ready, **known}.get(text, QuestionTemplate("", "value", text))
    kind = check_kind(kind) if kind else template.kind
    return Question(_new_id(), STEP, kind, text, template.name, template.most_answers)


def mark_of(workshop: Workshop) -> str:
    """Return what changes whenever phones are to ask something else in the step Ask."""
    asked = [(q.id, q.text) for q in workshop.asked_at(STEP)]
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:12]


def same_words(text: str, other: str) -> bool:
    """Whether two questions have the same words, whatever their case and the signs at the end."""
    return _folded(text) == _folded(other)


def _folded(text: str) -> str:
    return even(text).rstrip(" ?!.…")


def _new_id() -> str:
    return uuid.uuid4().hex
