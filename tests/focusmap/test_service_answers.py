"""Answers: stored once, three a question, one's own, and only while the step takes them."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.errors import BadAnswer, NotFound, StepClosed
from focusmap.model import ANSWERS_PER_QUESTION, Answer, Participant, Question, Workshop
from focusmap.service import LONGEST_KEY, Service
from tests.conftest import Clock

Send = Callable[[str, str], Answer]


@pytest.fixture
def send(service: Service, workshop: Workshop, person: Participant, question: Question) -> Send:
    """Sends the person's words to the question."""
    return lambda key, typed: service.send(workshop.id, person.id, question.id, key, typed)


def own(service: Service, workshop: Workshop, person: Participant) -> list[str]:
    return [a.answer.text for a in service.own_answers(workshop, person.id)]


def version(service: Service, workshop: Workshop) -> int:
    return service.versions([workshop.id])[workshop.id]


# Sending


def test_an_answer_comes_back_with_its_question_and_reading(
    service: Service, workshop: Workshop, person: Participant, question: Question, send: Send
) -> None:
    sent = send("key", "  We ship invoices\r\n")
    (found,) = service.own_answers(workshop, person.id)
    assert found.answer == sent
    assert found.answer.text == "We ship invoices"
    assert found.question == question
    assert found.reading.x == -0.5


def test_the_reader_is_told_the_kind_and_the_words_for_customers(
    focus_map: FocusMap, workshop: Workshop, question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []

    class Listening:
        language = "en"

        def read(self, *told: object) -> None:
            heard.extend(told)

    service = Service(focus_map.store, lambda _: Listening(), lambda: workshop.created_at)  # type: ignore[arg-type,return-value]
    now = workshop.created_at
    service.reading(workshop, question, Answer("a", question.id, "p", "words", now, now))
    assert heard == ["words", "work", ("tenants",), ()]


def test_sending_twice_stores_once(
    service: Service, workshop: Workshop, person: Participant, send: Send
) -> None:
    first, second = send("key", "We ship invoices"), send("key", "We ship invoices")
    assert first == second
    assert own(service, workshop, person) == ["We ship invoices"]


def test_the_same_key_with_other_words_replaces_them(
    service: Service, workshop: Workshop, person: Participant, send: Send, clock: Clock
) -> None:
    first = send("key", "We ship invoices")
    clock.go_on(timedelta(minutes=1))
    second = send("key", "We ship invoices on time")
    assert second.id == first.id
    assert second.created_at == first.created_at
    assert second.updated_at == clock.now
    assert own(service, workshop, person) == ["We ship invoices on time"]


def test_eight_at_once_with_one_key_store_one_answer(
    service: Service, workshop: Workshop, person: Participant, send: Send
) -> None:
    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(lambda _: send("key", "We ship invoices"), range(8)))
    assert len({a.id for a in sent}) == 1
    assert own(service, workshop, person) == ["We ship invoices"]


def test_processes_at_once_with_one_key_store_one_answer(
    another_process: Callable[[], FocusMap],
    service: Service,
    workshop: Workshop,
    person: Participant,
    question: Question,
) -> None:
    services = [another_process().service for _ in range(4)]

    def send_by(process: Service) -> str:
        return process.send(workshop.id, person.id, question.id, "key", "We ship invoices").id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(send_by, services))) == 1
    assert own(service, workshop, person) == ["We ship invoices"]


def test_two_people_may_use_the_same_key(
    service: Service, workshop: Workshop, person: Participant, question: Question, send: Send
) -> None:
    other = service.join(workshop.id, "another phone")
    send("key", "Mine")
    service.send(workshop.id, other.id, question.id, "key", "Theirs")
    assert own(service, workshop, person) == ["Mine"]
    assert own(service, workshop, other) == ["Theirs"]


def test_there_is_room_for_three_answers_to_a_question(
    service: Service, workshop: Workshop, person: Participant, send: Send
) -> None:
    for number in range(ANSWERS_PER_QUESTION):
        send(f"key{number}", f"Answer {number}")
    with pytest.raises(BadAnswer, match="You have sent 3 answers"):
        send("one more", "Answer 3")
    assert sorted(own(service, workshop, person)) == ["Answer 0", "Answer 1", "Answer 2"]


def test_with_three_answers_the_other_question_still_has_room_and_so_do_others(
    service: Service, workshop: Workshop, person: Participant, question: Question, send: Send
) -> None:
    for key in "123":
        send(key, f"Answer {key}")
    service.send(
        workshop.id, person.id, workshop.questions_of("ask")[1].id, "4", "Another question"
    )
    other = service.join(workshop.id, "another phone")
    service.send(workshop.id, other.id, question.id, "1", "Another person")
    assert len(own(service, workshop, person)) == 4
    assert own(service, workshop, other) == ["Another person"]


def test_a_full_question_still_takes_changes_of_what_it_has(
    service: Service, workshop: Workshop, person: Participant, send: Send
) -> None:
    for key in "123":
        send(key, f"Answer {key}")
    send("2", "Answer two")
    assert sorted(own(service, workshop, person)) == ["Answer 1", "Answer 3", "Answer two"]


def test_withdrawing_makes_room_again(
    service: Service, workshop: Workshop, person: Participant, send: Send
) -> None:
    sent = [send(key, f"Answer {key}") for key in "123"]
    service.withdraw(workshop.id, person.id, sent[0].id)
    send("4", "Answer 4")
    assert sorted(own(service, workshop, person)) == ["Answer 2", "Answer 3", "Answer 4"]


def test_twenty_at_once_never_make_more_than_three(
    service: Service, workshop: Workshop, person: Participant, send: Send
) -> None:
    def try_to(number: int) -> bool:
        try:
            send(f"key{number}", f"Answer {number}")
        except BadAnswer:
            return False
        return True

    with ThreadPoolExecutor(20) as pool:
        stored = list(pool.map(try_to, range(20)))
    assert sum(stored) == ANSWERS_PER_QUESTION
    assert len(own(service, workshop, person)) == ANSWERS_PER_QUESTION


@pytest.mark.parametrize("key", ["", "x" * (LONGEST_KEY + 1)])
def test_a_key_that_is_none_is_refused_and_nothing_stored(
    service: Service, workshop: Workshop, person: Participant, send: Send, key: str
) -> None:
    with pytest.raises(BadAnswer, match="out of date"):
        send(key, "We ship invoices")
    assert own(service, workshop, person) == []


@pytest.mark.parametrize("key", ["k", "x" * LONGEST_KEY, str(uuid.UUID(int=0)), "'; --"])
def test_any_key_of_fitting_length_is_taken(send: Send, key: str) -> None:
    assert send(key, "We ship invoices").text == "We ship invoices"


@pytest.mark.parametrize("typed", ["", "\u200b", "x" * 2_001])
def test_words_that_are_none_or_too_many_change_nothing(
    service: Service, workshop: Workshop, person: Participant, send: Send, typed: str
) -> None:
    send("key", "We ship invoices")
    before = version(service, workshop)
    with pytest.raises(BadAnswer):
        send("key", typed)
    assert own(service, workshop, person) == ["We ship invoices"]
    assert version(service, workshop) == before


@pytest.mark.parametrize(
    "text", ["🧑🏽‍🚒 helps", "\u202bשלום\u202c", "a\n\tb", "'); DROP TABLE answers"]
)
def test_words_come_back_as_they_were_typed(
    service: Service, workshop: Workshop, person: Participant, send: Send, text: str
) -> None:
    send("key", text)
    assert own(service, workshop, person) == [text]


def test_a_closed_step_takes_nothing_and_says_which(
    service: Service, workshop: Workshop, person: Participant, send: Send
) -> None:
    service.close_step(workshop.id, "ask")
    with pytest.raises(StepClosed, match="The step Ask does not take answers now"):
        send("key", "We ship invoices")
    assert own(service, workshop, person) == []


def test_an_open_step_takes_answers_while_the_room_is_elsewhere(
    service: Service, workshop: Workshop, person: Participant, send: Send
) -> None:
    service.open_step(workshop.id, "act")
    send("key", "I am a little slower")
    assert own(service, workshop, person) == ["I am a little slower"]


def test_a_refused_answer_can_be_sent_when_the_step_opens_again(
    service: Service, workshop: Workshop, person: Participant, send: Send
) -> None:
    service.close_step(workshop.id, "ask")
    with pytest.raises(StepClosed):
        send("key", "We ship invoices")
    service.open_step(workshop.id, "ask")
    send("key", "We ship invoices")
    assert own(service, workshop, person) == ["We ship invoices"]


def test_an_unknown_question_is_told(
    service: Service, workshop: Workshop, person: Participant
) -> None:
    with pytest.raises(NotFound, match="question is not asked any more"):
        service.send(workshop.id, person.id, "none", "key", "We ship invoices")


def test_a_question_of_another_workshop_is_unknown(
    service: Service, workshop: Workshop, person: Participant
) -> None:
    other, _ = service.create("Another group")
    service.open_step(other.id, "ask")
    with pytest.raises(NotFound):
        service.send(workshop.id, person.id, other.questions[0].id, "key", "We ship invoices")


# Changing and withdrawing


def test_one_s_own_words_can_be_changed(
    service: Service, workshop: Workshop, person: Participant, send: Send, clock: Clock
) -> None:
    sent = send("key", "We ship invoices")
    clock.go_on(timedelta(minutes=1))
    changed = service.change(workshop.id, person.id, sent.id, "We help customers pay")
    assert changed.updated_at == clock.now
    assert own(service, workshop, person) == ["We help customers pay"]


def test_a_change_to_nothing_keeps_the_words(
    service: Service, workshop: Workshop, person: Participant, send: Send
) -> None:
    sent = send("key", "We ship invoices")
    with pytest.raises(BadAnswer):
        service.change(workshop.id, person.id, sent.id, " ")
    assert own(service, workshop, person) == ["We ship invoices"]


def test_nobody_changes_or_withdraws_what_another_wrote(
    service: Service, workshop: Workshop, person: Participant, send: Send
) -> None:
    sent = send("key", "We ship invoices")
    other = service.join(workshop.id, "another phone")
    with pytest.raises(NotFound, match="not there any more"):
        service.change(workshop.id, other.id, sent.id, "Nonsense")
    with pytest.raises(NotFound):
        service.withdraw(workshop.id, other.id, sent.id)
    assert own(service, workshop, person) == ["We ship invoices"]


def test_nobody_changes_an_answer_from_another_workshop(
    service: Service, workshop: Workshop, person: Participant, send: Send
) -> None:
    sent = send("key", "We ship invoices")
    other, _ = service.create("Another group")
    with pytest.raises(NotFound):
        service.withdraw(other.id, person.id, sent.id)
    assert own(service, workshop, person) == ["We ship invoices"]


def test_a_closed_step_keeps_its_answers_as_they_are(
    service: Service, workshop: Workshop, person: Participant, send: Send
) -> None:
    sent = send("key", "We ship invoices")
    service.close_step(workshop.id, "ask")
    with pytest.raises(StepClosed):
        service.change(workshop.id, person.id, sent.id, "Other words")
    with pytest.raises(StepClosed):
        service.withdraw(workshop.id, person.id, sent.id)
    assert own(service, workshop, person) == ["We ship invoices"]


def test_a_revealed_step_still_takes_changes(
    service: Service, workshop: Workshop, person: Participant, send: Send
) -> None:
    sent = send("key", "We ship invoices")
    service.reveal_step(workshop.id, "ask")
    service.change(workshop.id, person.id, sent.id, "Other words")
    assert [a.answer.text for a in service.shown_answers(workshop, "ask")] == ["Other words"]
    service.withdraw(workshop.id, person.id, sent.id)
    assert service.shown_answers(workshop, "ask") == ()


def test_a_withdrawn_answer_is_gone_and_cannot_be_withdrawn_again(
    service: Service, workshop: Workshop, person: Participant, send: Send
) -> None:
    sent = send("key", "Regretted")
    service.withdraw(workshop.id, person.id, sent.id)
    assert own(service, workshop, person) == []
    with pytest.raises(NotFound):
        service.withdraw(workshop.id, person.id, sent.id)
    with pytest.raises(NotFound):
        service.change(workshop.id, person.id, sent.id, "Back")


@pytest.mark.parametrize("typed", ["Regretted", "Regretted, and changed"])
def test_a_late_retry_does_not_bring_a_withdrawn_answer_back(
    service: Service, workshop: Workshop, person: Participant, send: Send, typed: str
) -> None:
    sent = send("key", "Regretted")
    service.withdraw(workshop.id, person.id, sent.id)
    send("key", typed)
    service.reveal_step(workshop.id, "ask")
    assert own(service, workshop, person) == []
    assert service.shown_answers(workshop, "ask") == ()
    assert service.all_answers(workshop) == ()


# Telling


def test_every_write_bumps_the_version_and_is_told(
    focus_map: FocusMap, workshop: Workshop, question: Question, clock: Clock
) -> None:
    told: list[str] = []
    service = Service(focus_map.store, pytest.fail, clock, told.append)
    person = service.join(workshop.id, "phone")
    sent = service.send(workshop.id, person.id, question.id, "key", "We ship invoices")
    writes: list[Callable[[], object]] = [
        lambda: service.send(workshop.id, person.id, question.id, "key", "Other words"),
        lambda: service.change(workshop.id, person.id, sent.id, "And other words"),
        lambda: service.withdraw(workshop.id, person.id, sent.id),
        lambda: service.join(workshop.id, "another phone"),
        lambda: service.come_back(workshop.id, person.personal_code, "third phone"),
        lambda: service.renew_secrets(workshop),
        lambda: service.reveal_step(workshop.id, "ask"),
        lambda: service.open_step(workshop.id, "ask"),
        lambda: service.close_step(workshop.id, "ask"),
    ]
    for write in writes:
        before = version(service, workshop)
        told.clear()
        write()
        assert version(service, workshop) == before + 1
        assert told == [workshop.id]


def test_a_refused_write_neither_bumps_the_version_nor_is_told(
    focus_map: FocusMap, workshop: Workshop, clock: Clock
) -> None:
    told: list[str] = []
    service = Service(focus_map.store, pytest.fail, clock, told.append)
    refused: list[Callable[[], object]] = [
        lambda: service.send(workshop.id, "nobody", "none", "key", "words"),
        lambda: service.withdraw(workshop.id, "nobody", "none"),
    ]
    for write in refused:
        with pytest.raises(NotFound):
            write()
    assert told == []
    assert version(service, workshop) == workshop.version


def test_a_change_is_told_after_it_can_be_read(
    focus_map: FocusMap, workshop: Workshop, clock: Clock
) -> None:
    seen: list[str] = []

    def look(workshop_id: str) -> None:
        seen.append(service.workshop_by_id(workshop_id).current_step)

    service = Service(focus_map.store, pytest.fail, clock, look)
    service.open_step(workshop.id, "act")
    assert seen == ["act"]


def test_deleting_is_told(focus_map: FocusMap, workshop: Workshop, clock: Clock) -> None:
    told: list[str] = []
    Service(focus_map.store, pytest.fail, clock, told.append).delete(workshop)
    assert told == [workshop.id]
