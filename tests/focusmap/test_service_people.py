"""People: one a device, back with their code, and nobody else's."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from focusmap.codes import ALPHABET, show_code
from focusmap.errors import Refused
from focusmap.model import ANSWERS_PER_QUESTION, Counts, Participant, Question, Workshop
from focusmap.service import Service


def texts(service: Service, workshop: Workshop, person: Participant) -> list[str]:
    return sorted(a.answer.text for a in service.own_answers(workshop, person.id))


def test_a_device_joins_once(service: Service, workshop: Workshop, person: Participant) -> None:
    assert service.join(workshop.id, "phone") == person
    assert service.participant(workshop.id, "phone") == person
    assert service.counts(workshop, "ask").joined == 1


def test_a_known_device_writes_nothing_when_it_joins_again(
    service: Service, workshop: Workshop, person: Participant
) -> None:
    before = service.versions([workshop.id])
    service.join(workshop.id, "phone")
    assert service.versions([workshop.id]) == before


def test_requests_of_one_new_phone_at_once_make_one_person(
    service: Service, workshop: Workshop
) -> None:
    with ThreadPoolExecutor(8) as pool:
        people = set(pool.map(lambda _: service.join(workshop.id, "phone"), range(8)))
    assert len(people) == 1
    assert service.counts(workshop, "ask").joined == 1


def test_a_personal_code_has_six_characters_of_the_alphabet(person: Participant) -> None:
    assert len(person.personal_code) == 6
    assert set(person.personal_code) <= set(ALPHABET)


def test_everybody_has_another_personal_code(service: Service, workshop: Workshop) -> None:
    people = [service.join(workshop.id, f"phone {n}") for n in range(40)]
    assert len({p.personal_code for p in people}) == len({p.id for p in people}) == 40


def test_a_personal_code_taken_by_chance_is_not_given_twice(
    service: Service,
    workshop: Workshop,
    person: Participant,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    codes = iter([person.personal_code, person.personal_code, "ABC234"])
    monkeypatch.setattr("focusmap.service.code_of", lambda _hash, _length: next(codes))
    assert service.join(workshop.id, "another phone").personal_code == "ABC234"


def test_an_unknown_device_is_nobody(service: Service, workshop: Workshop) -> None:
    assert service.participant(workshop.id, "unknown") is None
    assert service.participant(workshop.id, "") is None


def test_a_device_is_another_person_in_another_workshop(
    service: Service, workshop: Workshop, person: Participant
) -> None:
    other, _ = service.create("Another group")
    assert service.participant(other.id, "phone") is None
    assert service.join(other.id, "phone").id != person.id


def test_a_second_device_speaks_for_the_person_and_the_first_still_does(
    service: Service, workshop: Workshop, person: Participant
) -> None:
    assert service.come_back(workshop.id, person.personal_code, "laptop") == person
    assert service.participant(workshop.id, "laptop") == person
    assert service.participant(workshop.id, "phone") == person


def test_a_personal_code_is_taken_however_it_is_typed(
    service: Service, workshop: Workshop, person: Participant
) -> None:
    typed = f" {show_code(person.personal_code).lower()} "
    assert service.come_back(workshop.id, typed, "laptop") == person


def test_what_was_written_as_somebody_new_comes_along(
    service: Service, workshop: Workshop, person: Participant, question: Question
) -> None:
    service.send(workshop.id, person.id, question.id, "1", "From the phone")
    new = service.join(workshop.id, "laptop")
    service.send(workshop.id, new.id, question.id, "2", "From the laptop")
    service.come_back(workshop.id, person.personal_code, "laptop, renewed", new.id)
    assert texts(service, workshop, person) == ["From the laptop", "From the phone"]
    assert service.participant(workshop.id, "laptop") == person
    assert service.counts(workshop, "ask") == Counts(joined=1, answered=1, answers=2)


def test_coming_back_as_oneself_changes_nothing_but_the_device(
    service: Service, workshop: Workshop, person: Participant, question: Question
) -> None:
    service.send(workshop.id, person.id, question.id, "1", "From the phone")
    service.come_back(workshop.id, person.personal_code, "phone, renewed", person.id)
    assert texts(service, workshop, person) == ["From the phone"]
    assert service.participant(workshop.id, "phone, renewed") == person


def test_keys_that_both_used_do_not_stand_in_the_way_of_coming_back(
    service: Service, workshop: Workshop, person: Participant, question: Question
) -> None:
    new = service.join(workshop.id, "laptop")
    for who, words in ((person, "From the phone"), (new, "From the laptop")):
        service.send(workshop.id, who.id, question.id, "the same key", words)
    service.come_back(workshop.id, person.personal_code, "laptop, renewed", new.id)
    assert texts(service, workshop, person) == ["From the laptop", "From the phone"]


def test_no_word_is_lost_when_both_had_all_answers(
    service: Service, workshop: Workshop, person: Participant, question: Question
) -> None:
    new = service.join(workshop.id, "laptop")
    for number in range(ANSWERS_PER_QUESTION):
        service.send(workshop.id, person.id, question.id, f"p{number}", f"Phone {number}")
        service.send(workshop.id, new.id, question.id, f"l{number}", f"Laptop {number}")
    service.come_back(workshop.id, person.personal_code, "laptop, renewed", new.id)
    assert len(texts(service, workshop, person)) == 2 * ANSWERS_PER_QUESTION


@pytest.mark.parametrize("typed", ["", "ABC234", "P01", "x" * 500, "\ud800"])
def test_a_wrong_personal_code_is_refused_and_changes_nothing(
    service: Service, workshop: Workshop, person: Participant, typed: str
) -> None:
    before = service.versions([workshop.id])
    new = service.join(workshop.id, "laptop")
    with pytest.raises(Refused, match="Nobody in this workshop has that personal code"):
        service.come_back(workshop.id, typed, "laptop, renewed", new.id)
    assert service.participant(workshop.id, "laptop") == new
    assert service.participant(workshop.id, "laptop, renewed") is None
    assert service.versions([workshop.id])[workshop.id] == before[workshop.id] + 1


def test_a_personal_code_of_another_workshop_is_wrong(
    service: Service, workshop: Workshop, person: Participant
) -> None:
    other, _ = service.create("Another group")
    with pytest.raises(Refused):
        service.come_back(other.id, person.personal_code, "laptop")
