"""Answers typed for the room: a person a line, once however often they are sent."""

import json

import pytest
from sqlalchemy import text

from focusmap.bootstrap import FocusMap
from focusmap.errors import BadAnswer, NotFound, StepClosed
from focusmap.export import make_export, to_json
from focusmap.model import Participant, Question, Workshop
from focusmap.service import Service
from focusmap.words import LONGEST_ANSWER, MOST_LINES, check_lines

LINES = "We ship invoices\n\n  A customer comes back  \n"


def test_each_line_is_an_answer_of_a_person_of_its_own(
    service: Service, workshop: Workshop, question: Question
) -> None:
    made = service.type_for_the_room(workshop.id, question.id, "batch", LINES)
    assert [a.text for a in made] == ["We ship invoices", "A customer comes back"]
    counts = service.counts(workshop, "ask")
    assert (counts.joined, counts.answered, counts.answers) == (2, 2, 2)
    service.reveal_step(workshop.id, "ask")
    shown = service.shown_answers(workshop, "ask")
    assert len({a.answer.participant_id for a in shown}) == 2
    assert all(a.answer.typed_by_facilitator for a in shown)


def test_the_same_sending_twice_is_stored_once(
    service: Service, workshop: Workshop, question: Question
) -> None:
    first = service.type_for_the_room(workshop.id, question.id, "batch", LINES)
    assert service.type_for_the_room(workshop.id, question.id, "batch", LINES) == first
    assert service.counts(workshop, "ask").answers == 2


def test_the_same_words_in_another_sending_are_somebody_elses(
    service: Service, workshop: Workshop, question: Question
) -> None:
    for key in ("one", "two"):
        service.type_for_the_room(workshop.id, question.id, key, "Repairs")
    assert service.counts(workshop, "ask").answered == 2


def test_an_answer_from_a_phone_is_not_marked(
    service: Service, workshop: Workshop, person: Participant, question: Question
) -> None:
    service.send(workshop.id, person.id, question.id, "key", "We ship invoices")
    service.type_for_the_room(workshop.id, question.id, "batch", "Repairs")
    document = json.loads(to_json(make_export(workshop, service.all_answers(workshop))))
    marks = {a["text"]: a["typed_by_facilitator"] for a in document["answers"]}
    assert marks == {"We ship invoices": False, "Repairs": True}


def test_a_closed_step_takes_none(service: Service, workshop: Workshop, question: Question) -> None:
    service.close_step(workshop.id, "ask")
    with pytest.raises(StepClosed):
        service.type_for_the_room(workshop.id, question.id, "batch", LINES)


def test_a_line_too_long_is_named_and_nothing_is_stored(
    service: Service, workshop: Workshop, question: Question
) -> None:
    with pytest.raises(BadAnswer, match="Line 3 has 2,001 characters"):
        service.type_for_the_room(
            workshop.id, question.id, "batch", "one\n\n" + "x" * (LONGEST_ANSWER + 1)
        )
    assert service.counts(workshop, "ask").joined == 0


@pytest.mark.parametrize("typed", ["", " \n\t\n", "\u200b\n\u2060"])
def test_lines_without_words_are_refused(typed: str) -> None:
    with pytest.raises(BadAnswer, match="no words"):
        check_lines(typed)


def test_too_many_lines_at_once_are_refused() -> None:
    assert len(check_lines("x\n" * MOST_LINES)) == MOST_LINES
    with pytest.raises(BadAnswer, match="101 lines"):
        check_lines("x\n" * (MOST_LINES + 1))


def test_a_question_of_another_workshop_is_not_found(service: Service, workshop: Workshop) -> None:
    other, _ = service.create("Another")
    service.open_step(other.id, "ask")
    with pytest.raises(NotFound):
        service.type_for_the_room(other.id, workshop.questions[0].id, "batch", LINES)


@pytest.mark.parametrize("key", ["", "x" * 65])
def test_without_a_key_nothing_is_stored(
    service: Service, workshop: Workshop, question: Question, key: str
) -> None:
    with pytest.raises(BadAnswer, match="out of date"):
        service.type_for_the_room(workshop.id, question.id, key, LINES)


def test_what_was_typed_goes_with_the_workshop(
    focus_map: FocusMap, workshop: Workshop, question: Question
) -> None:
    focus_map.service.type_for_the_room(workshop.id, question.id, "batch", LINES)
    focus_map.service.delete(workshop)
    with focus_map.store.engine.connect() as connection:
        for table in ("answers", "participants", "participant_tokens"):
            assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0
