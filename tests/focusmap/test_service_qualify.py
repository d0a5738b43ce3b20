"""Dots and documents by the service: who may what, when, and how exact it is under a crowd."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from focusmap.bootstrap import FocusMap
from focusmap.documents.blocks import Sentence, Source
from focusmap.entries import DOTS_EACH
from focusmap.errors import BadAnswer, FocusMapError, NotFound, ReadOnly, StepClosed
from focusmap.model import Participant, Workshop
from focusmap.sample import SAMPLE_CODE, load_sample
from focusmap.service import MOST_DOCUMENTS, MOST_SENTENCES, Service
from tests.conftest import Clock

Give = Callable[[str], None]


@pytest.fixture
def room(service: Service, workshop: Workshop, person: Participant) -> Workshop:
    """A workshop with four entries by two people, revealed, where dots are given."""
    other = service.join(workshop.id, "other phone")
    service.open_step(workshop.id, "qualify")
    measured, valued, rewarded = workshop.questions_of("qualify")
    for who, question, words in (
        (person, measured, "Calls answered"),
        (other, measured, "calls  answered"),
        (person, measured, "Budget kept"),
        (other, valued, "A customer who comes back"),
        (other, rewarded, "Overtime"),
    ):
        service.send(workshop.id, who.id, question.id, words, words)
    service.reveal_step(workshop.id, "qualify")
    service.set_qualify_stage(workshop.id, "dots")
    return service.workshop_by_id(workshop.id)


def counts(service: Service, room: Workshop) -> dict[str, int]:
    """Return the dots by text, as the room sees them at the end."""
    service.set_qualify_stage(room.id, "result")
    shown = service.entries(service.workshop_by_id(room.id))
    return {e.text: e.dots for e in shown if e.dots}


def ids(service: Service, room: Workshop) -> dict[str, str]:
    return {e.text: e.id for e in service.ballot(room)}


def source(count: int = 3, name: str = "Strategy.docx") -> Source:
    sentences = tuple(Sentence(f"A customer is helped {n} times.", 1 + n) for n in range(count))
    return Source(name, "docx", count, sentences, Counter(legal=2))


def test_a_prompt_of_qualify_takes_five_entries(
    service: Service, workshop: Workshop, person: Participant
) -> None:
    service.open_step(workshop.id, "qualify")
    measured = workshop.questions_of("qualify")[0]
    for n in range(5):
        service.send(workshop.id, person.id, measured.id, f"k{n}", f"Number {n}")
    with pytest.raises(BadAnswer, match="You have sent 5 answers"):
        service.send(workshop.id, person.id, measured.id, "k5", "Number 5")


def test_dots_are_given_only_to_what_is_revealed(service: Service, workshop: Workshop) -> None:
    service.open_step(workshop.id, "qualify")
    with pytest.raises(BadAnswer, match="Reveal the entries first"):
        service.set_qualify_stage(workshop.id, "dots")


def test_a_stage_that_is_none_is_refused(service: Service, room: Workshop) -> None:
    with pytest.raises(NotFound, match="entries, dots, result"):
        service.set_qualify_stage(room.id, "later")  # type: ignore[arg-type]


def test_no_dots_and_no_ballot_before_the_dots_are_open(
    service: Service, room: Workshop, person: Participant
) -> None:
    entry = ids(service, room)["Overtime"]
    service.set_qualify_stage(room.id, "entries")
    with pytest.raises(StepClosed, match="Dots are not given now"):
        service.give_dot(room.id, person.id, entry)
    assert service.ballot(service.workshop_by_id(room.id)) == ()
    service.set_qualify_stage(room.id, "dots")
    service.open_step(room.id, "qualify")
    with pytest.raises(StepClosed):
        service.take_dot_back(room.id, person.id, entry)
    assert service.ballot(service.workshop_by_id(room.id)) == ()
    assert service.entries(service.workshop_by_id(room.id)) == ()


def test_dots_are_not_told_while_they_are_given(
    service: Service, room: Workshop, person: Participant
) -> None:
    service.give_dot(room.id, person.id, ids(service, room)["Overtime"])
    assert {e.dots for e in service.entries(service.workshop_by_id(room.id))} == {0}
    assert service.people_with_dots(room) == 1
    assert counts(service, room) == {"Overtime": 1}


def test_three_dots_and_no_more_each_given_once(
    service: Service, room: Workshop, person: Participant
) -> None:
    there = list(ids(service, room).values())
    for entry in [*there[:DOTS_EACH], there[0]]:
        service.give_dot(room.id, person.id, entry)
    with pytest.raises(BadAnswer, match="all 3 dots"):
        service.give_dot(room.id, person.id, there[3])
    service.take_dot_back(room.id, person.id, there[0])
    service.take_dot_back(room.id, person.id, there[0])
    service.give_dot(room.id, person.id, there[3])
    assert sorted(service.own_dots(room, person.id)) == sorted(there[1:])


def test_a_dot_on_an_entry_that_is_gone_is_free_again(
    service: Service, room: Workshop, person: Participant, clock: Clock
) -> None:
    there = ids(service, room)
    for text_ in ("Budget kept", "Overtime", "Calls answered"):
        service.give_dot(room.id, person.id, there[text_])
    own = next(a for a in service.own_answers(room, person.id) if a.answer.text == "Budget kept")
    clock.go_on(timedelta(seconds=1))
    service.withdraw(room.id, person.id, own.answer.id)
    assert len(service.own_dots(room, person.id)) == 2
    with pytest.raises(NotFound, match="not there any more"):
        service.give_dot(room.id, person.id, there["Budget kept"])
    service.give_dot(room.id, person.id, there["A customer who comes back"])
    assert "Budget kept" not in counts(service, room)


def test_an_entry_that_two_people_wrote_outlives_one_of_them(
    service: Service, room: Workshop, person: Participant, clock: Clock
) -> None:
    service.give_dot(room.id, person.id, ids(service, room)["Calls answered"])
    own = next(a for a in service.own_answers(room, person.id) if a.answer.text == "Calls answered")
    clock.go_on(timedelta(seconds=1))
    service.withdraw(room.id, person.id, own.answer.id)
    assert counts(service, room) == {"calls answered": 1}


def test_a_hidden_entry_is_on_no_ballot_and_its_dot_is_free(
    service: Service, room: Workshop, person: Participant
) -> None:
    there = ids(service, room)
    service.give_dot(room.id, person.id, there["Overtime"])
    hidden = next(e for e in service.entries(room) if e.text == "Overtime").answers[0]
    service.hide(room.id, hidden.answer.id)
    assert "Overtime" not in ids(service, room)
    assert service.own_dots(room, person.id) == ()
    assert counts(service, room) == {}
    service.restore(room.id, hidden.answer.id)
    assert counts(service, room) == {"Overtime": 1}


def test_a_stranger_to_the_ballot_gets_no_dot(
    service: Service, room: Workshop, person: Participant
) -> None:
    with pytest.raises(NotFound):
        service.give_dot(room.id, person.id, "nothing")


def test_the_count_is_exact_when_200_people_tap_at_once(service: Service, room: Workshop) -> None:
    there = list(ids(service, room).values())
    people = [service.join(room.id, f"crowd {n}") for n in range(200)]

    def tap(number: int) -> None:
        # Four taps of which one must be refused, one taken back and given again, one sent twice.
        who, order = people[number].id, [there[(number + n) % 4] for n in range(4)]
        for entry in order:
            with suppress(FocusMapError):
                service.give_dot(room.id, who, entry)
        service.take_dot_back(room.id, who, order[0])
        service.give_dot(room.id, who, order[0])
        service.give_dot(room.id, who, order[0])

    with ThreadPoolExecutor(200) as pool:
        list(pool.map(tap, range(200)))
    assert counts(service, room) == dict.fromkeys(ids(service, room), 150)
    assert service.people_with_dots(room) == 200


def test_one_person_tapping_from_many_threads_has_three_dots(
    service: Service, room: Workshop, person: Participant
) -> None:
    there = list(ids(service, room).values())

    def tap(number: int) -> None:
        with suppress(BadAnswer):
            service.give_dot(room.id, person.id, there[number % 4])

    with ThreadPoolExecutor(40) as pool:
        list(pool.map(tap, range(40)))
    assert len(service.own_dots(room, person.id)) == DOTS_EACH


@pytest.mark.parametrize("on_new_phone", [0, 2])
def test_dots_go_with_a_person_who_comes_back(
    service: Service, room: Workshop, person: Participant, on_new_phone: int
) -> None:
    there = list(ids(service, room).values())
    service.give_dot(room.id, person.id, there[0])
    new = service.join(room.id, "new phone")
    for entry in there[:on_new_phone]:
        service.give_dot(room.id, new.id, entry)
    service.come_back(room.id, new.personal_code, "newer", person.id)
    expected = there[:on_new_phone] or there[:1]
    assert sorted(service.own_dots(room, new.id)) == sorted(expected)


# Documents


def test_a_document_is_kept_as_sentences_and_read(service: Service, workshop: Workshop) -> None:
    told: list[tuple[int, int]] = []
    kept = service.add_document(workshop.id, source())
    assert service.documents(workshop) == (kept,)
    assert (kept.sentences, kept.left_out, kept.pages, kept.name) == (3, 2, 3, "Strategy.docx")
    read = service.read_document(workshop, kept, lambda *p: told.append(p))
    assert [a.answer.text for a in read] == [s.text for s in source().sentences]
    assert all(a.reading.x == 0.5 and a.question.text == "Strategy.docx" for a in read)
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_documents_are_in_the_order_they_came(
    service: Service, workshop: Workshop, clock: Clock
) -> None:
    for name in ("b.txt", "a.txt"):
        service.add_document(workshop.id, source(1, name))
        clock.go_on(timedelta(seconds=1))
    assert [d.name for d in service.documents(workshop)] == ["b.txt", "a.txt"]


def rows(focus_map: FocusMap, table: str) -> int:
    with focus_map.store.engine.connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


@pytest.mark.parametrize("way", ["document", "workshop", "time"])
def test_a_document_goes_at_once_and_with_its_workshop(
    focus_map: FocusMap, service: Service, workshop: Workshop, clock: Clock, way: str
) -> None:
    kept = service.add_document(workshop.id, source())
    assert rows(focus_map, "document_sentences") == 3
    if way == "document":
        service.delete_document(workshop.id, kept.id)
        service.delete_document(workshop.id, kept.id)
    elif way == "workshop":
        service.delete(workshop)
    else:
        clock.go_on(timedelta(days=100))
        service.delete_expired()
    assert rows(focus_map, "documents") == rows(focus_map, "document_sentences") == 0


def test_dots_go_with_their_workshop(
    focus_map: FocusMap, service: Service, room: Workshop, person: Participant
) -> None:
    service.give_dot(room.id, person.id, ids(service, room)["Overtime"])
    service.delete(room)
    assert rows(focus_map, "dots") == 0


def test_nobody_deletes_the_document_of_another_workshop(
    service: Service, workshop: Workshop
) -> None:
    kept = service.add_document(workshop.id, source())
    other, _ = service.create("Another")
    service.delete_document(other.id, kept.id)
    assert service.documents(workshop) == (kept,)


def test_there_is_an_end_to_documents_and_sentences(service: Service, workshop: Workshop) -> None:
    with pytest.raises(BadAnswer, match="20,000 sentences"):
        service.add_document(workshop.id, source(MOST_SENTENCES + 1))
    for _ in range(MOST_DOCUMENTS):
        service.add_document(workshop.id, source(1))
    with pytest.raises(BadAnswer, match="20 documents already"):
        service.add_document(workshop.id, source(1))


def test_the_sample_takes_no_document(focus_map: FocusMap, service: Service) -> None:
    load_sample(focus_map.store, datetime(2026, 10, 12))
    sample = service.workshop(SAMPLE_CODE)
    with pytest.raises(ReadOnly):
        service.add_document(sample.id, source())
