"""Questions added, worded otherwise, taken away and moved; no answer loses its question."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from focusmap.errors import BadAnswer, Conflict, NotFound, ReadOnly
from focusmap.export import to_csv, to_json, whole_export
from focusmap.live import room_state
from focusmap.model import Participant, Question, Workshop
from focusmap.pace import find_progress
from focusmap.questions import MOST_ASKED, MOST_KEPT, offered
from focusmap.sample import SAMPLE_CODE, load_sample
from focusmap.service import Service
from focusmap.steps import load_steps
from tests.conftest import Clock

WORK, SUCCESS = "What is your work?", "What does success look like?"


def texts(service: Service, workshop: Workshop) -> list[str]:
    return [q.text for q in service.workshop_by_id(workshop.id).asked_at("ask")]


def gone(service: Service, workshop: Workshop) -> list[str]:
    now = service.workshop_by_id(workshop.id)
    return [q.text for q in now.questions_of("ask") if not q.is_asked]


def said(service: Service, workshop: Workshop, person: Participant, question: Question) -> None:
    service.send(workshop.id, person.id, question.id, question.id, "We mend roofs")


def test_a_further_question_is_asked_last_and_answered(
    service: Service, workshop: Workshop, person: Participant
) -> None:
    made = service.asking.add(workshop.id, "  What \n for? ", "value")
    assert texts(service, workshop) == [WORK, SUCCESS, "What for?"]
    said(service, workshop, person, made)
    answer = service.own_answers(service.workshop_by_id(workshop.id), person.id)[0]
    assert (answer.question.text, answer.question.kind) == ("What for?", "value")


def test_the_questions_of_other_steps_stay_where_they_are(
    service: Service, workshop: Workshop
) -> None:
    others = [q for q in workshop.questions if q.step != "ask"]
    made = service.asking.add(workshop.id, "What for?", "value")
    service.asking.move(workshop.id, made.id, -1)
    now = service.workshop_by_id(workshop.id)
    assert [q for q in now.questions if q.step != "ask"] == others
    steps = [q.step for q in now.questions]
    assert steps == sorted(steps, key=["acknowledge", "ask", "qualify"].index)


@pytest.mark.parametrize(("typed", "kind"), [("", "work"), (WORK, "work"), ("What?", "measure")])
def test_what_cannot_be_asked_changes_nothing(
    service: Service, workshop: Workshop, typed: str, kind: str
) -> None:
    with pytest.raises(BadAnswer):
        service.asking.add(workshop.id, typed, kind)
    assert texts(service, workshop) == [WORK, SUCCESS]


def test_without_answers_other_words_are_the_same_question(
    service: Service, workshop: Workshop, question: Question
) -> None:
    made = service.asking.reword(workshop.id, question.id, "What do you do?", "value")
    assert (made.id, made.kind, made.name) == (question.id, "value", "")
    assert texts(service, workshop) == ["What do you do?", SUCCESS]
    assert gone(service, workshop) == []


def test_with_answers_other_words_are_a_new_question_in_its_place(
    service: Service, workshop: Workshop, question: Question, person: Participant
) -> None:
    said(service, workshop, person, question)
    made = service.asking.reword(workshop.id, question.id, "What do you do?", "work")
    assert made.id != question.id
    assert texts(service, workshop) == ["What do you do?", SUCCESS]
    assert gone(service, workshop) == [WORK]
    answer = service.own_answers(service.workshop_by_id(workshop.id), person.id)[0]
    assert answer.question.text == WORK


def test_a_sign_at_the_end_is_mended_also_with_answers(
    service: Service, workshop: Workshop, question: Question, person: Participant
) -> None:
    said(service, workshop, person, question)
    made = service.asking.reword(workshop.id, question.id, "what is your work", "work")
    assert (made.id, gone(service, workshop)) == (question.id, [])


def test_what_it_is_about_can_be_changed_with_answers_and_they_are_read_anew(
    service: Service, workshop: Workshop, question: Question, person: Participant
) -> None:
    said(service, workshop, person, question)
    made = service.asking.reword(workshop.id, question.id, WORK, "success")
    assert (made.id, made.name) == (question.id, "work")
    answer = service.own_answers(service.workshop_by_id(workshop.id), person.id)[0]
    assert answer.question.kind == "success"


def test_of_two_editors_the_second_is_told_and_may_insist(
    service: Service, workshop: Workshop, question: Question
) -> None:
    began = (question.text, question.kind)
    service.asking.reword(workshop.id, question.id, "First?", "work", began)
    with pytest.raises(Conflict, match="First") as error:
        service.asking.reword(workshop.id, question.id, "Second?", "work", began)
    assert "save once more" in str(error.value)
    assert texts(service, workshop)[0] == "First?"
    service.asking.reword(workshop.id, question.id, "Second?", "work", ("First?", "work"))
    assert texts(service, workshop)[0] == "Second?"


def test_words_for_a_question_that_somebody_took_away_are_told_back(
    service: Service, workshop: Workshop, question: Question
) -> None:
    service.asking.take_away(workshop.id, question.id)
    with pytest.raises(Conflict, match="My new words"):
        service.asking.reword(workshop.id, question.id, "My new words?", "work", (WORK, "work"))


def test_taken_away_without_answers_it_is_deleted(
    service: Service, workshop: Workshop, question: Question
) -> None:
    assert not service.asking.take_away(workshop.id, question.id)
    assert not service.asking.take_away(workshop.id, question.id)
    assert (texts(service, workshop), gone(service, workshop)) == ([SUCCESS], [])


def test_an_answer_that_was_withdrawn_holds_no_question(
    service: Service, workshop: Workshop, question: Question, person: Participant
) -> None:
    said(service, workshop, person, question)
    own = service.own_answers(workshop, person.id)[0]
    service.withdraw(workshop.id, person.id, own.answer.id)
    assert not service.asking.take_away(workshop.id, question.id)
    assert gone(service, workshop) == []


def test_taken_away_with_answers_it_stays_with_them_on_screens_and_in_files(
    service: Service, workshop: Workshop, question: Question, person: Participant
) -> None:
    said(service, workshop, person, question)
    assert service.asking.take_away(workshop.id, question.id)
    service.reveal_step(workshop.id, "ask")
    now = service.workshop_by_id(workshop.id)
    assert [a.question.text for a in service.shown_answers(now, "ask")] == [WORK]
    export = whole_export(service, now)
    assert "We mend roofs" in to_csv(export)
    asked = {q["text"]: q["is_asked"] for q in json.loads(to_json(export))["questions"]}
    assert (asked[WORK], asked[SUCCESS]) == (False, True)
    made, _ = service.bring_in(to_json(export), "file.json")
    assert gone(service, made) == [WORK]
    assert [a.answer.text for a in service.all_answers(made)] == ["We mend roofs"]


def test_a_file_from_before_asks_all_its_questions(service: Service, workshop: Workshop) -> None:
    document = json.loads(to_json(whole_export(service, workshop)))
    for question in document["questions"]:
        del question["is_asked"]
    made, _ = service.bring_in(json.dumps(document), "file.json")
    assert all(q.is_asked for q in made.questions)


def test_who_is_writing_when_it_is_taken_away_can_still_send_change_and_delete(
    service: Service, workshop: Workshop, question: Question, person: Participant
) -> None:
    said(service, workshop, person, question)
    service.asking.take_away(workshop.id, question.id)
    late = service.join(workshop.id, "late")
    answer = service.send(workshop.id, late.id, question.id, "k", "Half a thought, now whole")
    service.change(workshop.id, late.id, answer.id, "Another")
    service.withdraw(workshop.id, late.id, answer.id)
    assert [a.answer.text for a in service.all_answers(workshop)] == ["We mend roofs"]


def test_the_last_question_is_not_taken_away(
    service: Service, workshop: Workshop, question: Question
) -> None:
    service.asking.take_away(workshop.id, question.id)
    last = service.workshop_by_id(workshop.id).asked_at("ask")[0]
    with pytest.raises(BadAnswer, match="at least one"):
        service.asking.take_away(workshop.id, last.id)
    assert texts(service, workshop) == [SUCCESS]


def test_it_is_asked_again_with_its_answers(
    service: Service, workshop: Workshop, question: Question, person: Participant
) -> None:
    said(service, workshop, person, question)
    service.asking.take_away(workshop.id, question.id)
    service.asking.ask_again(workshop.id, question.id)
    assert texts(service, workshop) == [WORK, SUCCESS]
    with pytest.raises(NotFound):
        service.asking.ask_again(workshop.id, "none")


def test_there_is_room_for_so_many_questions(
    service: Service, workshop: Workshop, person: Participant
) -> None:
    for n in range(MOST_ASKED - 2):
        service.asking.add(workshop.id, f"Number {n}?", "work")
    with pytest.raises(BadAnswer, match="one more"):
        service.asking.add(workshop.id, "One too many?", "work")
    for n in range(MOST_KEPT - MOST_ASKED):
        last = service.workshop_by_id(workshop.id).asked_at("ask")[-1]
        said(service, workshop, person, last)
        service.asking.reword(workshop.id, last.id, f"Anew {n}?", "work")
    last = service.workshop_by_id(workshop.id).asked_at("ask")[-1]
    said(service, workshop, person, last)
    with pytest.raises(BadAnswer, match="in all"):
        service.asking.reword(workshop.id, last.id, "And once more?", "work")


def test_a_question_moves_one_place_and_stops_at_the_ends(
    service: Service, workshop: Workshop
) -> None:
    made = service.asking.add(workshop.id, "What for?", "value")
    orders = []
    for by in (-1, -1, -1, 1):
        service.asking.move(workshop.id, made.id, by)
        orders.append(texts(service, workshop).index("What for?"))
    assert orders == [1, 0, 0, 1]


def test_ready_questions_are_offered_until_they_are_there(
    service: Service, workshop: Workshop
) -> None:
    ready = offered(workshop)
    service.asking.add(workshop.id, ready[0].text.upper(), ready[0].kind)
    assert offered(service.workshop_by_id(workshop.id)) == ready[1:]


def test_phones_are_told_when_something_else_is_asked_and_not_when_somebody_answers(
    service: Service, workshop: Workshop, question: Question, person: Participant
) -> None:
    def mark() -> str:
        return room_state(service.workshop_by_id(workshop.id)).asks

    marks = [mark()]
    said(service, workshop, person, question)
    assert mark() == marks[0]
    service.asking.reword(workshop.id, question.id, WORK, "success")
    assert mark() == marks[0]
    made = service.asking.add(workshop.id, "What for?", "value")
    marks.append(mark())
    service.asking.move(workshop.id, made.id, -1)
    marks.append(mark())
    service.asking.take_away(workshop.id, question.id)
    marks.append(mark())
    assert len(set(marks)) == len(marks)


def test_at_one_s_own_pace_a_further_question_is_to_be_answered_and_one_taken_away_is_not(
    service: Service, workshop: Workshop, person: Participant
) -> None:
    service.set_pace(workshop.id, "self_paced")
    for question in workshop.questions_of("ask"):
        said(service, workshop, person, question)

    def is_done() -> bool:
        seen = service.seen_by(workshop.id, person.id)
        return find_progress(seen, load_steps("en")).steps[2].is_done

    assert is_done()
    made = service.asking.add(workshop.id, "What for?", "value")
    assert not is_done()
    said(service, workshop, person, made)
    service.asking.take_away(workshop.id, workshop.questions_of("ask")[0].id)
    assert is_done()


def test_the_sample_asks_what_it_asks(service: Service, clock: Clock, focus_map) -> None:  # type: ignore[no-untyped-def]
    load_sample(focus_map.store, clock())
    with pytest.raises(ReadOnly):
        service.asking.add(service.workshop(SAMPLE_CODE).id, "What for?", "value")


ACTS = st.lists(
    st.tuples(st.sampled_from(["add", "reword", "away", "again", "move", "answer"]), st.integers()),
    max_size=14,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ACTS)
def test_whatever_is_done_each_answer_keeps_the_words_it_was_given_to(
    service: Service, acts: list[tuple[str, int]]
) -> None:
    workshop, _ = service.create("Autumn")
    service.open_step(workshop.id, "ask")
    person = service.join(workshop.id, "phone")
    given: dict[str, str] = {}
    for n, (act, choice) in enumerate(acts):
        there = service.workshop_by_id(workshop.id).questions_of("ask")
        question = there[choice % len(there)]
        try:
            match act:
                case "add":
                    service.asking.add(workshop.id, f"Further {n}?", "value")
                case "reword":
                    service.asking.reword(workshop.id, question.id, f"Other {n}?", "work")
                case "away":
                    service.asking.take_away(workshop.id, question.id)
                case "again":
                    service.asking.ask_again(workshop.id, question.id)
                case "move":
                    service.asking.move(workshop.id, question.id, 1 if choice % 2 else -1)
                case _:
                    made = service.send(workshop.id, person.id, question.id, f"k{n}", f"Words {n}")
                    given[made.id] = question.text
        except (BadAnswer, Conflict):
            pass
    now = service.workshop_by_id(workshop.id)
    assert {a.answer.id: a.question.text for a in service.all_answers(now)} == given
    assert now.asked_at("ask")
