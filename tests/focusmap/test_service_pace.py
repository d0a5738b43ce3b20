"""A self-paced workshop as use cases: the rule holds in the transaction that shows something."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from focusmap.bootstrap import FocusMap
from focusmap.errors import BadAnswer, StepClosed
from focusmap.grouping import NONE
from focusmap.model import Participant, StepState, Taps, Workshop
from focusmap.pace import end_of_day
from focusmap.service import Service
from tests.conftest import Clock

UNTIL = date(2026, 12, 5)


@pytest.fixture
def alone(service: Service) -> Workshop:
    """A self-paced workshop that nobody has joined."""
    return service.create("Harbour, alone", pace="self_paced", until=UNTIL)[0]


@pytest.fixture
def four(service: Service, alone: Workshop) -> list[Participant]:
    """Four people who answered the first question of Ask."""
    people = [service.join(alone.id, f"phone {n}") for n in range(4)]
    for person in people:
        say(service, alone, person)
    return people


def say(service: Service, workshop: Workshop, person: Participant, step: str = "ask") -> None:
    question = workshop.questions_of(step)[0]
    words = f"Said by {person.personal_code}"
    service.send(workshop.id, person.id, question.id, f"{step}-{person.id}", words)


def test_it_is_self_paced_up_to_the_end_of_a_day(service: Service, alone: Workshop) -> None:
    kept = service.workshop(alone.code)
    assert (kept.pace, kept.open_until, kept.minimum) == ("self_paced", end_of_day(UNTIL), 4)
    assert {kept.state(s) for s in kept.states if s != "act"} == {StepState.OPEN}


def test_with_an_end_in_the_past_none_is_started(service: Service) -> None:
    with pytest.raises(BadAnswer, match="2026-10-11 is over already"):
        service.create("Too late", pace="self_paced", until=date(2026, 10, 11))
    with pytest.raises(BadAnswer, match="Leave the day out"):
        service.create("Live", until=UNTIL)


def test_who_answered_sees_all_answers_and_a_newcomer_none(
    service: Service, alone: Workshop, four: list[Participant]
) -> None:
    newcomer = service.join(alone.id, "late")
    assert len(service.shown_answers(service.seen_by(alone.id, four[0].id), "ask")) == 4
    assert service.shown_answers(service.seen_by(alone.id, newcomer.id), "ask") == ()
    assert len(service.shown_answers(service.workshop_by_id(alone.id), "ask")) == 4
    # What was looked at before still decides with what is true now.
    before = service.seen_by(alone.id, newcomer.id)
    say(service, alone, newcomer)
    assert len(service.shown_answers(before, "ask")) == 5


def test_three_are_too_few_for_everybody(service: Service, alone: Workshop) -> None:
    for n in range(3):
        say(service, alone, service.join(alone.id, f"phone {n}"))
    first = service.join(alone.id, "phone 0")
    assert service.shown_answers(service.seen_by(alone.id, first.id), "ask") == ()
    assert service.shown_answers(service.workshop_by_id(alone.id), "ask") == ()


def test_whoever_takes_their_answer_back_hides_it_all_again(
    service: Service, alone: Workshop, four: list[Participant]
) -> None:
    before = service.seen_by(alone.id, four[0].id)
    (own,) = service.own_answers(alone, four[1].id)
    service.withdraw(alone.id, four[1].id, own.answer.id)
    assert service.shown_answers(before, "ask") == ()


def test_four_of_whom_one_is_hidden_are_too_few_and_none_is_told(
    service: Service, alone: Workshop, four: list[Participant]
) -> None:
    (own,) = service.own_answers(alone, four[0].id)
    service.hide(alone.id, own.answer.id)
    for person in four:
        seen = service.seen_by(alone.id, person.id)
        assert service.shown_answers(seen, "ask") == ()
    say(service, alone, service.join(alone.id, "fifth"))
    for person in four:
        seen = service.seen_by(alone.id, person.id)
        assert len(service.shown_answers(seen, "ask")) == 4


def test_all_questions_make_a_step_done(service: Service, alone: Workshop) -> None:
    person = service.join(alone.id, "phone")
    first, second = alone.questions_of("ask")
    service.send(alone.id, person.id, first.id, "first", "We ship")
    kept = service.workshop_by_id(alone.id)
    assert kept.answered["ask"] == {person.id}
    assert "ask" not in kept.finished
    service.send(alone.id, person.id, second.id, "second", "They sleep well")
    assert service.workshop_by_id(alone.id).finished["ask"] == {person.id}


def test_taps_follow_the_rule(service: Service, alone: Workshop) -> None:
    people = [service.join(alone.id, f"phone {n}") for n in range(5)]
    for person in people[:4]:
        service.choose(alone.id, person.id, "acknowledge", "engine_room", chosen=True)
    sees, waits = (service.seen_by(alone.id, people[n].id) for n in (0, 4))
    assert len(service.shown_taps(sees, "acknowledge").choices) == 4
    assert service.shown_taps(waits, "acknowledge") == Taps()
    assert service.shown_taps(sees, "curiosity") == Taps()


def test_dots_are_given_and_shown_by_the_same_rule(service: Service, alone: Workshop) -> None:
    people = [service.join(alone.id, f"phone {n}") for n in range(5)]
    for person in people[:4]:
        say(service, alone, person, "qualify")
    seen = service.seen_by(alone.id, people[0].id)
    entry = service.ballot(seen)[0].id
    assert len(service.ballot(seen)) == 4
    assert service.ballot(service.seen_by(alone.id, people[4].id)) == ()
    with pytest.raises(StepClosed):
        service.give_dot(alone.id, people[4].id, entry)
    for person in people[:3]:
        service.give_dot(alone.id, person.id, entry)
    assert {e.dots for e in service.entries(service.seen_by(alone.id, people[0].id))} == {0}
    service.give_dot(alone.id, people[3].id, entry)
    assert max(e.dots for e in service.entries(service.seen_by(alone.id, people[0].id))) == 4
    assert max(e.dots for e in service.entries(service.workshop_by_id(alone.id))) == 4


def test_at_the_end_of_the_day_it_takes_nothing_and_still_shows(
    service: Service, alone: Workshop, four: list[Participant], clock: Clock
) -> None:
    clock.now = end_of_day(UNTIL) - timedelta(seconds=1)
    late = service.join(alone.id, "late")
    say(service, alone, late)
    clock.now = end_of_day(UNTIL)
    (own,) = service.own_answers(alone, four[0].id)
    for refused in (
        lambda: say(service, alone, service.join(alone.id, "too late")),
        lambda: service.change(alone.id, four[0].id, own.answer.id, "Other words"),
        lambda: service.withdraw(alone.id, four[0].id, own.answer.id),
        lambda: service.choose(alone.id, late.id, "acknowledge", "engine_room", chosen=True),
        lambda: service.give_dot(alone.id, late.id, "entry"),
    ):
        with pytest.raises(StepClosed, match="took answers until 5 December 2026"):
            refused()
    assert len(service.shown_answers(service.seen_by(alone.id, four[0].id), "ask")) == 5


def test_it_can_be_extended(
    service: Service, alone: Workshop, four: list[Participant], clock: Clock
) -> None:
    clock.now = end_of_day(UNTIL) + timedelta(hours=3)
    service.set_pace(alone.id, "self_paced", date(2026, 12, 9))
    say(service, alone, service.join(alone.id, "late"))
    assert len(service.shown_answers(service.seen_by(alone.id, four[0].id), "ask")) == 5


def test_after_the_end_the_same_day_can_be_saved_and_nobody_changes_group(
    service: Service, alone: Workshop, four: list[Participant], clock: Clock
) -> None:
    sales, support = service.groups.set_up(alone.id, {}, ["Sales", "Support"])
    service.groups.choose(alone.id, four[0].id, sales.id)
    clock.now = end_of_day(UNTIL) + timedelta(hours=3)
    for choice in (support.id, NONE):
        with pytest.raises(StepClosed, match="took answers until 5 December 2026"):
            service.groups.choose(alone.id, four[0].id, choice)
    assert service.groups.chosen(alone) == {four[0].id: sales.id}
    service.set_pace(alone.id, "self_paced", UNTIL)
    assert service.workshop_by_id(alone.id).open_until == end_of_day(UNTIL)


@pytest.mark.parametrize("do", ["open_step", "reveal_step", "close_step"])
def test_its_steps_cannot_be_steered(service: Service, alone: Workshop, do: str) -> None:
    with pytest.raises(BadAnswer, match="self-paced"):
        getattr(service, do)(alone.id, "ask")
    with pytest.raises(BadAnswer, match="self-paced"):
        service.set_qualify_stage(alone.id, "dots")
    # Act is worked at together, and the wall still goes where it is told to.
    getattr(service, do)(alone.id, "act")
    service.move_to(alone.id, "ask")
    assert service.workshop_by_id(alone.id).current_step == "ask"


def test_made_live_its_steps_are_as_a_facilitator_left_them(
    service: Service, alone: Workshop, four: list[Participant]
) -> None:
    service.set_pace(alone.id, "live")
    live = service.seen_by(alone.id, four[0].id)
    assert live.state("ask") is StepState.CLOSED
    assert service.shown_answers(live, "ask") == ()
    service.reveal_step(alone.id, "ask")
    service.set_pace(alone.id, "self_paced")
    newcomer = service.join(alone.id, "late")
    assert service.shown_answers(service.seen_by(alone.id, newcomer.id), "ask") == ()


def test_items_of_identify_show_to_who_answered_when_the_facilitator_opens_them(
    service: Service, alone: Workshop, four: list[Participant]
) -> None:
    service.items.add(alone.id, "statement", {"text": "We measure inside."})
    seen = service.seen_by(alone.id, four[0].id)
    assert service.items.shown(seen, "statement") == ()
    service.set_identify_stage(alone.id, "statement")
    assert service.items.shown(seen, "statement") == ()
    service.put_spot(alone.id, four[0].id, "identify", "want", (0.1, 0.2))
    assert len(service.items.shown(seen, "statement")) == 1


def test_words_of_the_benches_count_as_taking_part_in_act(
    service: Service, alone: Workshop, four: list[Participant]
) -> None:
    from focusmap.items import By

    service.open_step(alone.id, "act")
    service.items.add(alone.id, "rewrite", {"text": "They walk again."}, By(four[0].id))
    assert service.workshop_by_id(alone.id).answered["act"] == {four[0].id}


def test_showing_keeps_what_one_sees_from_another(
    focus_map: FocusMap, alone: Workshop, four: list[Participant]
) -> None:
    newcomer = focus_map.service.join(alone.id, "late")
    for who, count in ((four[0].id, 4), (newcomer.id, 0), (four[1].id, 4)):
        seen = focus_map.service.seen_by(alone.id, who)
        assert len(focus_map.showing.of(seen, "ask").answers) == count
        assert focus_map.showing.language_of(seen, "ask").outside.of == count
        assert len(focus_map.qualifying.of(seen).said_answers) == count


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from(["say", "take back", "look"])), max_size=30
    )
)
def test_whatever_people_do_nobody_sees_more_than_the_rule_says(
    service: Service, acts: list[tuple[int, str]]
) -> None:
    workshop, _ = service.create("Any order", pace="self_paced")
    people = [service.join(workshop.id, f"{workshop.id} {n}") for n in range(6)]
    there: dict[int, str] = {}
    question = workshop.questions_of("ask")[0]
    for turn, (n, act) in enumerate(acts):
        who = people[n].id
        if act == "say" and n not in there:
            there[n] = service.send(workshop.id, who, question.id, f"k{turn}", "Words").id
        elif act == "take back" and n in there:
            service.withdraw(workshop.id, who, there.pop(n))
        shown = service.shown_answers(service.seen_by(workshop.id, who), "ask")
        sees = n in there and len(there) >= 4
        assert len(shown) == (len(there) if sees else 0)
