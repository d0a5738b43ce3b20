"""Steps: what the room sees follows from their state alone, and moving deletes nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from focusmap.bootstrap import FocusMap
from focusmap.errors import NotFound
from focusmap.keeping import MOST_KEPT
from focusmap.model import STEP_IDS, Counts, Participant, Question, StepState, Workshop
from focusmap.service import Service
from tests.conftest import Clock

MOVES = ("open_step", "reveal_step", "close_step")
on_one_store = settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def move(service: Service, workshop: Workshop, name: str, step: str) -> None:
    steering: Callable[[str, str], None] = getattr(service, name)
    steering(workshop.id, step)


def answered(service: Service, clock: Clock | None = None) -> Workshop:
    """Return a workshop in which two people gave three answers, a second after each other."""
    workshop, _ = service.create("Autumn")
    service.open_step(workshop.id, "ask")
    work, success = workshop.questions_of("ask")
    ada, ben = (service.join(workshop.id, token) for token in ("ada", "ben"))
    for person, question, text in (
        (ada, work, "We ship invoices"),
        (ada, success, "A calm customer"),
        (ben, work, "Why?"),
    ):
        service.send(workshop.id, person.id, question.id, text[:8], text)
        if clock:
            clock.go_on(timedelta(seconds=1))
    return workshop


def texts(service: Service, workshop: Workshop, step: str = "ask") -> list[str]:
    return [a.answer.text for a in service.shown_answers(workshop, step)]


@pytest.mark.parametrize("step", STEP_IDS)
@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("open_step", StepState.OPEN),
        ("reveal_step", StepState.REVEALED),
        ("close_step", StepState.CLOSED),
    ],
)
def test_a_step_has_the_state_it_was_given(
    service: Service, workshop: Workshop, step: str, name: str, state: StepState
) -> None:
    move(service, workshop, name, step)
    now = service.workshop_by_id(workshop.id)
    assert now.state(step) is state
    others = [s for s in STEP_IDS if s != step]
    assert [now.state(s) for s in others] == [workshop.state(s) for s in others]


@pytest.mark.parametrize("name", ["open_step", "reveal_step"])
def test_opening_and_revealing_bring_the_room_along(
    service: Service, workshop: Workshop, name: str
) -> None:
    move(service, workshop, name, "act")
    assert service.workshop_by_id(workshop.id).current_step == "act"


def test_closing_a_step_leaves_the_room_where_it_is(service: Service, workshop: Workshop) -> None:
    service.close_step(workshop.id, "act")
    assert service.workshop_by_id(workshop.id).current_step == "ask"


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("step", ["", "Ask", "asking", "{step}"])
def test_an_unknown_step_is_told_with_the_known_ones(
    service: Service, workshop: Workshop, name: str, step: str
) -> None:
    with pytest.raises(NotFound, match="Use one of acknowledge, curiosity, ask"):
        move(service, workshop, name, step)
    assert service.workshop_by_id(workshop.id) == workshop


def test_answers_are_shown_oldest_first_with_question_and_reading(
    service: Service, clock: Clock
) -> None:
    workshop = answered(service, clock)
    service.reveal_step(workshop.id, "ask")
    shown = service.shown_answers(workshop, "ask")
    assert [(a.answer.text, a.question.kind, a.reading.x) for a in shown] == [
        ("We ship invoices", "work", -0.5),
        ("A calm customer", "success", 0.5),
        ("Why?", "work", None),
    ]


@on_one_store
@given(moves=st.lists(st.tuples(st.sampled_from(MOVES), st.sampled_from(STEP_IDS)), max_size=8))
def test_answers_are_shown_while_their_step_is_revealed_and_never_else(
    service: Service, moves: list[tuple[str, str]]
) -> None:
    workshop = answered(service)
    for name, step in moves:
        move(service, workshop, name, step)
        now = service.workshop_by_id(workshop.id)
        revealed = now.state("ask") is StepState.REVEALED
        # The old record says "open": what it says does not matter.
        assert len(service.shown_answers(workshop, "ask")) == (3 if revealed else 0)
        assert service.shown_answers(workshop, "act") == ()


@on_one_store
@given(moves=st.lists(st.tuples(st.sampled_from(MOVES), st.sampled_from(STEP_IDS)), max_size=8))
def test_moving_deletes_nothing_and_changes_no_count(
    service: Service, moves: list[tuple[str, str]]
) -> None:
    workshop = answered(service)
    before = service.all_answers(workshop)
    for name, step in moves:
        move(service, workshop, name, step)
        assert service.counts(workshop, "ask") == Counts(joined=2, answered=2, answers=3)
    assert service.all_answers(workshop) == before
    now = service.workshop_by_id(workshop.id)
    assert now.questions == workshop.questions
    assert now.version == 1 + 1 + 2 + 3 + len(moves)


def test_hiding_a_revealed_step_hides_its_answers_at_once(service: Service) -> None:
    workshop = answered(service)
    service.reveal_step(workshop.id, "ask")
    stale = service.workshop_by_id(workshop.id)
    service.open_step(workshop.id, "ask")
    assert service.shown_answers(stale, "ask") == ()


def test_latecomers_answer_a_revealed_step_and_are_shown(service: Service) -> None:
    workshop = answered(service)
    service.reveal_step(workshop.id, "ask")
    late = service.join(workshop.id, "late")
    service.send(workshop.id, late.id, workshop.questions_of("ask")[0].id, "1", "I came late")
    assert "I came late" in texts(service, workshop)


def test_counts_count_people_once_and_the_silent_too(
    service: Service, workshop: Workshop, person: Participant, question: Question
) -> None:
    service.join(workshop.id, "silent")
    for key in "123":
        service.send(workshop.id, person.id, question.id, key, f"Answer {key}")
    assert service.counts(workshop, "ask") == Counts(joined=2, answered=1, answers=3)
    assert service.counts(workshop, "acknowledge") == Counts(joined=2, answered=0, answers=0)


def test_withdrawn_answers_are_not_counted(
    service: Service, workshop: Workshop, person: Participant, question: Question
) -> None:
    sent = service.send(workshop.id, person.id, question.id, "key", "Regretted")
    service.withdraw(workshop.id, person.id, sent.id)
    assert service.counts(workshop, "ask") == Counts(joined=1, answered=0, answers=0)


# What screens keep


def test_what_is_shown_is_worked_out_once_a_version(
    focus_map: FocusMap, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = answered(focus_map.service, clock)
    focus_map.service.reveal_step(workshop.id, "ask")
    now = focus_map.service.workshop_by_id(workshop.id)
    first = focus_map.showing.of(now, "ask")
    monkeypatch.setattr(Service, "shown_answers", pytest.fail)
    assert focus_map.showing.of(now, "ask") is first
    assert [d.answer.answer.text for d in first.layer.dots] == [
        "We ship invoices",
        "A calm customer",
    ]
    assert [a.answer.text for a in first.layer.unplaced] == ["Why?"]


def test_a_hidden_step_shows_nothing_from_what_was_kept(focus_map: FocusMap) -> None:
    service = focus_map.service
    workshop = answered(service)
    service.reveal_step(workshop.id, "ask")
    assert len(focus_map.showing.of(service.workshop_by_id(workshop.id), "ask").answers) == 3
    service.close_step(workshop.id, "ask")
    shown = focus_map.showing.of(service.workshop_by_id(workshop.id), "ask")
    assert shown.answers == ()
    assert shown.layer.dots == ()


def test_what_screens_keep_is_bounded_and_still_right(focus_map: FocusMap) -> None:
    service = focus_map.service
    workshop = answered(service)
    service.reveal_step(workshop.id, "ask")
    first = service.workshop_by_id(workshop.id)
    kept = focus_map.showing.of(first, "ask")
    for _ in range(MOST_KEPT):
        service.reveal_step(workshop.id, "ask")
        focus_map.showing.of(service.workshop_by_id(workshop.id), "ask")
    again = focus_map.showing.of(first, "ask")
    assert again is not kept
    assert again == kept
