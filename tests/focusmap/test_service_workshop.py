"""Workshops: made, found, entered, handed over, and gone for good."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.codes import show_code
from focusmap.errors import BadAnswer, NotFound, ReadOnly, Refused
from focusmap.model import STEP_IDS, Participant, Question, StepState, Workshop
from focusmap.retention import RETENTION_DAYS
from focusmap.sample import SAMPLE_CODE, load_sample
from focusmap.service import Secrets, Service, join_link, links
from tests.conftest import Clock


@pytest.fixture
def sample(focus_map: FocusMap, clock: Clock) -> Workshop:
    """The sample workshop."""
    load_sample(focus_map.store, clock())
    return focus_map.service.workshop(SAMPLE_CODE)


def test_a_new_workshop_is_at_its_first_step_with_every_step_closed(
    service: Service, clock: Clock
) -> None:
    workshop, _ = service.create("Autumn")
    assert workshop.current_step == "acknowledge"
    assert workshop.states == dict.fromkeys(STEP_IDS, StepState.CLOSED)
    assert workshop.created_at == clock.now
    assert workshop.expires_at == clock.now + timedelta(days=RETENTION_DAYS)
    assert not workshop.is_sample


def test_a_new_workshop_asks_what_the_steps_file_asks(service: Service) -> None:
    workshop, _ = service.create("Autumn")
    assert [(q.kind, q.text) for q in workshop.questions_of("ask")] == [
        ("work", "What is your work?"),
        ("success", "What does success look like?"),
    ]


def test_own_questions_take_the_place_of_those_of_the_step_ask(service: Service) -> None:
    workshop, _ = service.create("Autumn", ["What do members say?", "What is your work?"])
    assert [(q.step, q.kind, q.text) for q in workshop.questions_of("ask")] == [
        ("ask", "value", "What do members say?"),
        ("ask", "work", "What is your work?"),
    ]


def test_own_questions_stand_where_those_of_the_step_ask_stood(service: Service) -> None:
    workshop, _ = service.create("Autumn", ["What do members say?"])
    steps = [STEP_IDS.index(q.step) for q in workshop.questions]
    assert steps == sorted(steps)
    assert len(workshop.questions_of("qualify")) == 3


def test_space_around_a_known_question_does_not_change_its_kind(service: Service) -> None:
    workshop, _ = service.create("Autumn", [" What is your work? "])
    assert [(q.kind, q.text) for q in workshop.questions_of("ask")] == [
        ("work", "What is your work?")
    ]


def test_words_for_customers_are_cleaned_and_empty_ones_left_out(service: Service) -> None:
    workshop, _ = service.create("Autumn", customers=[" members", "", "  ", "pa\x1ftients"])
    assert service.workshop_by_id(workshop.id).customers == ("members", "patients")


@pytest.mark.parametrize("title", ["", " \n ", "\u200b", "x" * 121])
def test_a_workshop_without_a_fitting_title_is_not_made(service: Service, title: str) -> None:
    with pytest.raises(BadAnswer):
        service.create(title)


def test_a_question_too_long_or_empty_is_refused(service: Service) -> None:
    with pytest.raises(BadAnswer):
        service.create("Autumn", ["x" * 201])
    with pytest.raises(BadAnswer):
        service.create("Autumn", ["What?", " "])


def test_an_empty_question_is_not_called_a_missing_title(service: Service) -> None:
    with pytest.raises(BadAnswer) as refused:
        service.create("Autumn", [" "])
    assert "title" not in str(refused.value)


def test_no_two_workshops_share_a_code_an_id_or_a_secret(service: Service) -> None:
    made = [service.create("Autumn") for _ in range(20)]
    told = {x for w, s in made for x in (w.id, w.code, s.facilitator, s.wall)}
    assert len(told) == 80


@pytest.mark.parametrize(
    "typed", [str, str.lower, show_code, lambda code: f" {code[:3]} {code[3:]}\n"]
)
def test_a_workshop_is_found_by_its_code_however_it_is_typed(
    service: Service, workshop: Workshop, typed: Callable[[str], str]
) -> None:
    assert service.workshop(typed(workshop.code)) == workshop


@pytest.mark.parametrize("typed", ["", "ABCDEFGH", "x" * 1_000, "' OR 1=1 --", "\x00", "\ud800"])
def test_a_code_of_no_workshop_is_told(service: Service, workshop: Workshop, typed: str) -> None:
    with pytest.raises(NotFound, match="no workshop with this code"):
        service.workshop(typed)


# Who may be what


def test_the_right_secret_opens_the_right_role(service: Service) -> None:
    workshop, secrets = service.create("Autumn")
    assert service.role(workshop, facilitator=secrets.facilitator) == "facilitator"
    assert service.role(workshop, wall=secrets.wall) == "wall"
    assert service.role(workshop, secrets.facilitator, secrets.wall) == "facilitator"


def test_a_right_secret_beside_a_wrong_one_still_opens(service: Service) -> None:
    workshop, secrets = service.create("Autumn")
    assert service.role(workshop, "old", secrets.wall) == "wall"
    assert service.role(workshop, secrets.facilitator, "old") == "facilitator"


@pytest.mark.parametrize("secret", ["", "guess", "é", "\ud800", "x" * 10_000])
def test_a_wrong_secret_opens_nothing(service: Service, workshop: Workshop, secret: str) -> None:
    with pytest.raises(Refused, match="does not open a workshop"):
        service.role(workshop, secret, secret)


def test_swapped_secrets_open_nothing(service: Service) -> None:
    workshop, secrets = service.create("Autumn")
    with pytest.raises(Refused):
        service.role(workshop, facilitator=secrets.wall, wall=secrets.facilitator)


def test_the_secrets_of_another_workshop_open_nothing(service: Service, workshop: Workshop) -> None:
    _, secrets = service.create("Another group")
    with pytest.raises(Refused):
        service.role(workshop, secrets.facilitator, secrets.wall)


def test_a_stored_hash_is_no_secret(service: Service) -> None:
    workshop, secrets = service.create("Autumn")
    hashes = secrets.hashes()
    with pytest.raises(Refused):
        service.role(workshop, hashes.facilitator, hashes.wall)


def test_new_secrets_end_the_old_ones(service: Service) -> None:
    workshop, old = service.create("Autumn")
    new = service.renew_secrets(workshop)
    with pytest.raises(Refused):
        service.role(workshop, old.facilitator, old.wall)
    assert service.role(workshop, facilitator=new.facilitator) == "facilitator"
    assert service.role(workshop, wall=new.wall) == "wall"


def test_links_hold_the_code_and_each_its_own_secret() -> None:
    made = links("https://focus.example", "HK7M2QWD", Secrets("f-secret", "w-secret"))
    assert made.join == join_link("https://focus.example", "HK7M2QWD")
    assert made.join == "https://focus.example/j/HK7M2QWD"
    assert made.facilitator == "https://focus.example/enter/facilitator/HK7M2QWD/f-secret"
    assert made.wall == "https://focus.example/enter/wall/HK7M2QWD/w-secret"


# The sample


def test_everybody_sees_the_sample_and_nobody_steers_it(service: Service, sample: Workshop) -> None:
    assert service.role(sample) == "wall"
    assert service.role(sample, facilitator="guess") == "wall"


def test_the_sample_is_changed_by_nobody(service: Service, sample: Workshop) -> None:
    before = service.all_answers(sample)
    question = sample.questions[0].id
    person, answer = before[0].answer.participant_id, before[0].answer.id
    attempts: list[Callable[[], object]] = [
        lambda: service.renew_secrets(sample),
        lambda: service.open_step(sample.id, "ask"),
        lambda: service.reveal_step(sample.id, "act"),
        lambda: service.close_step(sample.id, "ask"),
        lambda: service.join(sample.id, "phone"),
        lambda: service.come_back(sample.id, "P01", "phone"),
        lambda: service.send(sample.id, person, question, "key", "words"),
        lambda: service.change(sample.id, person, answer, "words"),
        lambda: service.withdraw(sample.id, person, answer),
    ]
    for attempt in attempts:
        with pytest.raises(ReadOnly, match="sample workshop"):
            attempt()
    assert service.workshop(SAMPLE_CODE) == sample
    assert service.all_answers(sample) == before


def test_the_sample_is_not_deleted(service: Service, sample: Workshop) -> None:
    with pytest.raises(ReadOnly):
        service.delete(sample)
    assert service.workshop(SAMPLE_CODE) == sample


# The end


def test_a_deleted_workshop_is_gone_for_every_use(
    service: Service, workshop: Workshop, person: Participant, question: Question
) -> None:
    service.send(workshop.id, person.id, question.id, "key", "We ship invoices")
    service.delete(workshop)
    attempts: list[Callable[[], object]] = [
        lambda: service.workshop(workshop.code),
        lambda: service.workshop_by_id(workshop.id),
        lambda: service.open_step(workshop.id, "ask"),
        lambda: service.renew_secrets(workshop),
        lambda: service.shown_answers(workshop, "ask"),
        lambda: service.join(workshop.id, "another phone"),
        lambda: service.come_back(workshop.id, person.personal_code, "another phone"),
        lambda: service.send(workshop.id, person.id, question.id, "late", "words"),
    ]
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt()


def test_a_deleted_workshop_opens_to_no_secret(service: Service) -> None:
    workshop, secrets = service.create("Autumn")
    service.delete(workshop)
    with pytest.raises(Refused):
        service.role(workshop, secrets.facilitator, secrets.wall)
    assert service.versions([workshop.id]) == {}


def test_deleting_one_workshop_leaves_the_others(service: Service, workshop: Workshop) -> None:
    other, _ = service.create("Another group")
    service.delete(other)
    service.delete(other)
    assert service.workshop_by_id(workshop.id) == workshop


def test_a_workshop_ends_with_its_time_and_not_before(
    service: Service, workshop: Workshop, clock: Clock
) -> None:
    clock.go_on(timedelta(days=RETENTION_DAYS, seconds=-1))
    assert service.workshop(workshop.code) == workshop
    assert service.delete_expired() == 0
    clock.go_on(timedelta(seconds=1))
    with pytest.raises(NotFound):
        service.workshop(workshop.code)
    with pytest.raises(NotFound):
        service.open_step(workshop.id, "ask")


def test_an_expired_workshop_takes_and_shows_nothing(
    service: Service, workshop: Workshop, person: Participant, question: Question, clock: Clock
) -> None:
    service.send(workshop.id, person.id, question.id, "key", "We ship invoices")
    service.reveal_step(workshop.id, "ask")
    clock.go_on(timedelta(days=RETENTION_DAYS))
    with pytest.raises(NotFound):
        service.send(workshop.id, person.id, question.id, "late", "words")
    with pytest.raises(NotFound):
        service.shown_answers(workshop, "ask")


def test_the_purge_deletes_what_has_expired_and_counts_it(
    service: Service, workshop: Workshop, clock: Clock, tmp_path: Path
) -> None:
    service.create("Another group")
    clock.go_on(timedelta(days=1))
    young, _ = service.create("A younger group")
    clock.go_on(timedelta(days=RETENTION_DAYS - 1))
    assert service.delete_expired() == 2
    assert service.delete_expired() == 0
    with closing(sqlite3.connect(tmp_path / "focusmap.db")) as database:
        assert database.execute("SELECT id FROM workshops").fetchall() == [(young.id,)]


def test_versions_of_many_workshops_come_at_once(service: Service) -> None:
    made = [service.create("Autumn")[0].id for _ in range(3)]
    service.open_step(made[1], "ask")
    assert service.versions([*made, "none"]) == {made[0]: 1, made[1]: 2, made[2]: 1}
    assert service.versions([]) == {}


def test_the_check_is_silent_while_the_database_answers(service: Service) -> None:
    service.check()


def test_a_new_wall_link_ends_the_old_one_and_leaves_the_facilitator_s(service: Service) -> None:
    made, secrets = service.create("Autumn")
    renewed = service.renew_wall_secret(made)
    assert service.role(made, wall=renewed) == "wall"
    assert service.role(made, facilitator=secrets.facilitator) == "facilitator"
    with pytest.raises(Refused):
        service.role(made, wall=secrets.wall)


def test_moving_the_group_opens_shows_and_hides_nothing(service: Service) -> None:
    made, _ = service.create("Autumn")
    service.reveal_step(made.id, "ask")
    service.move_to(made.id, "qualify")
    service.move_to(made.id, "ask")
    now = service.workshop_by_id(made.id)
    assert (now.current_step, now.state("ask"), now.state("qualify")) == (
        "ask",
        "revealed",
        "closed",
    )
    with pytest.raises(NotFound):
        service.move_to(made.id, "lunch")


@pytest.mark.parametrize("customers", [["x" * 61], ["word"] * 21])
def test_too_many_or_too_long_words_for_customers_are_refused(
    service: Service, customers: list[str]
) -> None:
    with pytest.raises(BadAnswer):
        service.create("Autumn", customers=customers)
