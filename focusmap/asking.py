"""The use cases of the questions of Ask: add one, word it otherwise, take it away, move it.

A question that somebody answered is never deleted and keeps its words, since its answers were given
to these. Taken away, it is asked no more; worded otherwise, a new question takes its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from focusmap.changing import Changes
from focusmap.errors import Conflict, NotFound
from focusmap.model import Question, Workshop
from focusmap.questions import (
    STEP,
    check_further,
    check_kind,
    check_number,
    new_question,
    same_words,
)
from focusmap.store import Records

# What an editor began with: the words and the kind.
Began = tuple[str, str]


class Asking:
    """What is done with the questions of the step Ask; those of other steps stay as they are."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    def given(self, workshop: Workshop) -> Mapping[str, int]:
        """Return how many answers there are to each question that has any: numbers only."""
        with self._changes.reading() as records:
            return records.answers_to_each(workshop.id)

    def add(self, workshop_id: str, typed: str, kind: str) -> Question:
        """Ask something further, after all others.

        Raises BadAnswer (empty, too long, there already, one too many, no such kind), ReadOnly.
        """
        with self._changes.changing(workshop_id) as (records, workshop):
            own = workshop.questions_of(STEP)
            question = new_question(check_further(typed, own), kind)
            _keep(records, workshop, (*own, question))
            return question

    def reword(
        self, workshop_id: str, question_id: str, typed: str, kind: str, began: Began | None = None
    ) -> Question:
        """Ask a question in other words, or say that it is about something else; returns it.

        Of one with answers the words stay with these: it is asked no more, and a new question takes
        its place, unless only case or the signs at the end are other ones. What it is about can be
        changed at any time: its answers are read anew. Raises Conflict when it is not any more as
        its editor `began` with it, and as `add` does.
        """
        with self._changes.changing(workshop_id) as (records, workshop):
            own = workshop.questions_of(STEP)
            question = _asked(own, question_id, typed)
            if began not in (None, (question.text, question.kind)):
                raise Conflict(
                    "Somebody else changed this question meanwhile. It is now “{now}”. Your words "
                    "are still in the field: save once more to put them in its place.",
                    now=question.text,
                )
            others = [q for q in own if q.id != question.id]
            words = check_further(typed, others)
            is_answered = question.id in records.answers_to_each(workshop_id)
            if is_answered and not same_words(words, question.text):
                made = new_question(words, kind)
                instead = [replace(question, is_asked=False), made]
            else:
                name = question.name if words == question.text else ""
                made = replace(question, text=words, kind=check_kind(kind), name=name)
                instead = [made]
            _keep(records, workshop, _with(own, question, instead))
            return made

    def take_away(self, workshop_id: str, question_id: str) -> bool:
        """Ask a question no more, and return whether it stays with its answers.

        Whoever is writing an answer to one that stays can still send it. Without answers it is
        deleted; gone already does no harm. Raises BadAnswer when it is the last one, ReadOnly.
        """
        with self._changes.changing(workshop_id) as (records, workshop):
            own = workshop.questions_of(STEP)
            question = next((q for q in own if q.id == question_id), None)
            stays = question_id in records.answers_to_each(workshop_id)
            if question is not None:
                left = [replace(question, is_asked=False)] if stays else []
                _keep(records, workshop, _with(own, question, left))
            return stays

    def ask_again(self, workshop_id: str, question_id: str) -> None:
        """Ask a question again that was taken away; raises BadAnswer (one too many), NotFound."""
        with self._changes.changing(workshop_id) as (records, workshop):
            own = workshop.questions_of(STEP)
            question = next((q for q in own if q.id == question_id), None)
            if question is None:
                raise NotFound("This question is not there any more. Add it as a new one.")
            _keep(records, workshop, _with(own, question, [replace(question, is_asked=True)]))

    def move(self, workshop_id: str, question_id: str, by: int) -> None:
        """Ask a question earlier, by -1, or later, by 1; at either end it stays where it is."""
        with self._changes.changing(workshop_id) as (records, workshop):
            asked = list(workshop.asked_at(STEP))
            at = next((n for n, q in enumerate(asked) if q.id == question_id), -1)
            if at >= 0 and 0 <= at + by < len(asked):
                asked.insert(at + by, asked.pop(at))
            rest = [q for q in workshop.questions_of(STEP) if not q.is_asked]
            _keep(records, workshop, (*asked, *rest))


def _asked(own: Sequence[Question], question_id: str, typed: str) -> Question:
    question = next((q for q in own if q.id == question_id and q.is_asked), None)
    if question is None:
        raise Conflict(
            "“{typed}” was not saved: somebody else took this question away meanwhile. If you "
            "still want to ask it, add it as a new one.",
            typed=typed,
        )
    return question


def _with(
    own: Sequence[Question], question: Question, instead: Sequence[Question]
) -> tuple[Question, ...]:
    at = own.index(question)
    return (*own[:at], *instead, *own[at + 1 :])


def _keep(records: Records, workshop: Workshop, own: Sequence[Question]) -> None:
    """Put these questions in the place of those of Ask."""
    check_number(own)
    before = [q for q in workshop.questions if q.step != STEP]
    at = min((n for n, q in enumerate(workshop.questions) if q.step == STEP), default=len(before))
    records.set_questions(workshop.id, (*before[:at], *own, *before[at:]))
