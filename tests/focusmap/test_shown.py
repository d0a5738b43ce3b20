from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from focusmap.bootstrap import FocusMap
from focusmap.fields import Field
from focusmap.model import Answer, Participant, Question, ReadAnswer, Reading, Workshop
from focusmap.shown import in_no_order, roughly_by_time

NOON = datetime(2026, 10, 12, 12)
ASKED = Question("q", "ask", "work", "What is your work?")
UNREAD = Reading(None, None, 0.0, False, ())


def came(identity: str, seconds: float) -> ReadAnswer:
    at = NOON + timedelta(seconds=seconds)
    return ReadAnswer(Answer(identity, "q", "p", identity, at, at), ASKED, UNREAD)


def ids(answers: tuple[ReadAnswer, ...]) -> list[str]:
    return [a.answer.id for a in answers]


@given(st.permutations(["a", "b", "c", "d"]))
def test_no_order_tells_nothing_of_the_order_they_came_in(order: list[str]) -> None:
    answers = [came(identity, n) for n, identity in enumerate(order)]
    assert ids(in_no_order(answers)) == ["a", "b", "c", "d"]


def test_within_a_minute_there_is_no_order_and_between_minutes_there_is() -> None:
    answers = [came("z", 70), came("b", 50), came("a", 59), came("c", 1)]
    assert ids(roughly_by_time(answers)) == ["a", "b", "c", "z"]


def test_what_comes_in_while_the_room_looks_on_keeps_its_order() -> None:
    answers = [came("b", 10), came("a", 20), came("y", 31), came("x", 40)]
    began = NOON + timedelta(seconds=30)
    assert ids(roughly_by_time(answers, began)) == ["a", "b", "y", "x"]


def test_three_screens_of_one_version_share_the_work(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    shown = focus_map.showing.of(workshop, "ask")
    assert focus_map.showing.of(workshop, "ask") is shown
    focus_map.service.reveal_step(workshop.id, "ask")
    fresh = focus_map.service.workshop_by_id(workshop.id)
    assert focus_map.showing.of(fresh, "ask") is not shown


def test_each_view_has_a_layer_of_its_own_and_all_share_the_answers(
    focus_map: FocusMap, workshop: Workshop, person: Participant, question: Question
) -> None:
    service = focus_map.service
    sent = service.send(workshop.id, person.id, question.id, "key", "We ship invoices")
    service.place(workshop.id, person.id, sent.id, Field(1, 1))
    service.reveal_step(workshop.id, "ask")
    fresh = service.workshop_by_id(workshop.id)
    words, meaning = (focus_map.showing.of(fresh, "ask", v) for v in ("words", "meaning"))
    assert words.answers[0] is meaning.answers[0]
    assert (words.layer.view, meaning.layer.view) == ("words", "meaning")
    assert [d.placement.source for d in meaning.layer.dots] == ["author"]
    assert words.shift == meaning.shift
    assert words.shift.looked == 1
