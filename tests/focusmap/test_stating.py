"""The statement's versions and the rounds of its vote, on a real store."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.agreement import ROUND, Stances, may_tell_anew, untold_sentence
from focusmap.errors import BadAnswer, Conflict, NotFound, ReadOnly, StepClosed
from focusmap.items import By
from focusmap.model import IdentifyStage, Workshop
from focusmap.planning import plan_shown
from focusmap.sample import SAMPLE_CODE, load_sample
from focusmap.service import Service
from tests.conftest import Clock


@pytest.fixture
def stated(service: Service, workshop: Workshop) -> Workshop:
    """A workshop whose step Identify is revealed, with a drafted statement."""
    service.reveal_step(workshop.id, "identify")
    service.stating.save(workshop.id, "We look inside.", base=0, made="draft")
    return service.workshop_by_id(workshop.id)


def texts(service: Service, workshop: Workshop) -> list[str]:
    return [v.fields["text"] for v in service.stating.versions(workshop)]


def vote(service: Service, workshop: Workshop, *stances: int, first: int = 0) -> None:
    """Let people vote in the round that is on, one stance each."""
    on = service.stating.rounds(workshop)[-1]
    for n, stance in enumerate(stances, first):
        who = service.join(workshop.id, f"voter {n}")
        service.items.vote(workshop.id, who.id, on.id, "stance", stance)


def go(service: Service, workshop: Workshop, *stages: IdentifyStage) -> None:
    for stage in stages:
        service.set_identify_stage(workshop.id, stage)


# Versions


def test_the_draft_is_made_once_whoever_presses_first(service: Service, workshop: Workshop) -> None:
    def press(n: int) -> str:
        try:
            service.stating.save(workshop.id, f"Draft {n}", base=0, made="draft")
        except Conflict:
            return ""
        return f"Draft {n}"

    with ThreadPoolExecutor(8) as pool:
        kept = list(filter(None, pool.map(press, range(8))))
    assert kept == texts(service, workshop)
    assert len(service.items.all(workshop, "statement")) == 1


def test_a_draft_made_anew_is_a_further_version_and_the_old_text_is_kept(
    service: Service, stated: Workshop
) -> None:
    service.stating.save(stated.id, "We edited it.", base=1)
    service.stating.save(stated.id, "New figures.", base=2, made="draft")
    assert texts(service, stated) == ["We look inside.", "We edited it.", "New figures."]


def test_of_two_who_save_at_once_the_first_is_stored_and_the_second_is_told(
    service: Service, stated: Workshop
) -> None:
    go(service, stated, "statement")
    people = [service.join(stated.id, f"phone {n}") for n in range(12)]
    item = service.stating.current(stated)
    assert item

    def save(n: int) -> str:
        fields = {"text": f"mine {n}", "made": "phone"}
        try:
            service.items.change(stated.id, item.id, fields, By(people[n].id), base=1)
        except Conflict:
            return ""
        return f"mine {n}"

    with ThreadPoolExecutor(12) as pool:
        stored = list(filter(None, pool.map(save, range(12))))
    assert len(stored) == 1
    assert texts(service, stated) == ["We look inside.", *stored]


def test_a_version_brought_back_is_a_new_version(service: Service, stated: Workshop) -> None:
    service.stating.save(stated.id, "Worse.", base=1)
    service.stating.bring_back(stated.id, 1, base=2)
    assert texts(service, stated) == ["We look inside.", "Worse.", "We look inside."]
    last = service.stating.versions(stated)[-1]
    assert (last.version, last.fields["made"]) == (3, "back:1")


def test_bringing_back_overwrites_nobody(service: Service, stated: Workshop) -> None:
    service.stating.save(stated.id, "Somebody's.", base=1)
    with pytest.raises(Conflict):
        service.stating.bring_back(stated.id, 1, base=1)
    with pytest.raises(NotFound):
        service.stating.bring_back(stated.id, 9, base=2)
    assert texts(service, stated)[-1] == "Somebody's."


def test_the_same_words_again_are_no_version(service: Service, stated: Workshop) -> None:
    service.stating.save(stated.id, " We look inside. ", base=1, made="facilitator")
    assert len(texts(service, stated)) == 1


@pytest.mark.parametrize("stage", ["want", "vote", "result"])
def test_a_late_phone_changes_no_words_that_are_voted_on(
    service: Service, stated: Workshop, stage: IdentifyStage
) -> None:
    item = service.stating.current(stated)
    assert item
    late = By(service.join(stated.id, "late").id)
    go(service, stated, "vote", "result", stage)
    with pytest.raises(StepClosed, match="Yours are not lost"):
        service.items.change(stated.id, item.id, {"text": "Mine.", "made": "phone"}, late, base=1)
    service.stating.save(stated.id, "The facilitator's.", base=1)
    assert texts(service, stated) == ["We look inside.", "The facilitator's."]


def test_without_words_nothing_is_kept(service: Service, stated: Workshop) -> None:
    with pytest.raises(BadAnswer):
        service.stating.save(stated.id, " \n ", base=1)
    assert len(texts(service, stated)) == 1


def test_until_the_reveal_only_the_facilitator_has_it(service: Service, stated: Workshop) -> None:
    service.open_step(stated.id, "identify")
    assert service.stating.shown(stated) is None
    assert service.stating.current(stated)


def test_the_sample_takes_no_statement(service: Service, focus_map, clock: Clock) -> None:  # type: ignore[no-untyped-def]
    load_sample(focus_map.store, clock())
    sample = service.workshop(SAMPLE_CODE)
    with pytest.raises(ReadOnly):
        service.stating.save(sample.id, "x", base=0)


# The vote


@pytest.mark.parametrize("stage", ["vote", "result"])
def test_one_votes_on_what_is_there_and_on_what_is_shown(
    service: Service, workshop: Workshop, stage: IdentifyStage
) -> None:
    service.reveal_step(workshop.id, "identify")
    with pytest.raises(BadAnswer):
        go(service, workshop, stage)
    service.stating.save(workshop.id, "We look inside.", base=0)
    service.open_step(workshop.id, "identify")
    with pytest.raises(BadAnswer, match="Reveal"):
        go(service, workshop, stage)
    assert service.workshop_by_id(workshop.id).identify_stage == "want"


def test_one_vote_each_and_the_last_one_counts(service: Service, stated: Workshop) -> None:
    go(service, stated, "vote")
    vote(service, stated, 3, 3, 2, 1)
    vote(service, stated, 3, first=3)
    on = service.stating.rounds(stated)[-1]
    assert service.stating.voted(stated, on.id) == 4
    assert on.stances is None
    go(service, stated, "result")
    ended = service.stating.rounds(stated)[-1]
    assert (ended.version, ended.stances) == (1, Stances(3, 1, 0))
    assert ended.ended
    assert ended.text == "We look inside."


def test_a_text_changed_during_the_vote_leaves_the_votes_with_the_version_voted_on(
    service: Service, stated: Workshop
) -> None:
    go(service, stated, "vote")
    vote(service, stated, 3, 3, 3)
    service.stating.save(stated.id, "Changed.", base=1)
    vote(service, stated, 3, first=3)
    go(service, stated, "result")
    (ended,) = service.stating.rounds(stated)
    assert (ended.version, ended.text, ended.stances) == (1, "We look inside.", Stances(4))


def test_the_vote_goes_on_after_a_look_at_the_result_and_its_end_is_kept_anew(
    service: Service, stated: Workshop
) -> None:
    go(service, stated, "vote")
    vote(service, stated, 3, 3)
    go(service, stated, "result", "vote")
    (on,) = service.stating.rounds(stated)
    assert (on.state, on.stances) == ("open", Stances(2))
    vote(service, stated, 2, 1, first=2)
    go(service, stated, "result")
    assert service.stating.rounds(stated)[-1].stances == Stances(2, 1, 1)


def test_after_more_votes_and_back_to_the_text_the_agreed_result_is_still_there(
    service: Service, stated: Workshop
) -> None:
    go(service, stated, "vote")
    vote(service, stated, 3, 3, 3, 3)
    go(service, stated, "result", "vote", "statement")
    assert service.stating.rounds(stated)[-1].stances == Stances(4)
    plan = plan_shown(service, service.workshop_by_id(stated.id))
    assert plan.statement
    assert plan.statement.is_agreed


@pytest.mark.parametrize(
    ("more", "told"),
    [((2,), Stances(3, 0, 1)), ((2, 2, 2), Stances(3, 0, 1)), ((2,) * 4, Stances(3, 4, 1))],
)
def test_a_new_result_is_told_when_the_minimum_of_further_people_voted(
    service: Service, stated: Workshop, more: tuple[int, ...], told: Stances
) -> None:
    go(service, stated, "vote")
    vote(service, stated, 3, 3, 3, 1)
    go(service, stated, "result", "vote")
    vote(service, stated, *more, first=4)
    go(service, stated, "result")
    (ended,) = service.stating.rounds(stated)
    assert ended.stances == told
    assert service.stating.is_held(stated, ended) is (len(more) < 4)


def test_after_a_result_with_too_few_the_next_one_is_told(
    service: Service, stated: Workshop
) -> None:
    go(service, stated, "vote")
    vote(service, stated, 3, 3, 1)
    go(service, stated, "result", "vote")
    vote(service, stated, 3, first=3)
    go(service, stated, "result")
    assert service.stating.rounds(stated)[-1].stances == Stances(3, 0, 1)


def test_voting_anew_begins_without_votes_and_the_first_result_stays(
    service: Service, stated: Workshop
) -> None:
    go(service, stated, "vote")
    vote(service, stated, 1, 1, 1, 1)
    go(service, stated, "result")
    service.stating.go_to(stated.id, "vote", anew=True)
    on = service.stating.rounds(stated)[-1]
    assert service.stating.voted(stated, on.id) == 0
    vote(service, stated, 3, 3, 3, 3)
    go(service, stated, "result")
    assert [r.stances for r in service.stating.rounds(stated)] == [Stances(0, 0, 4), Stances(4)]


@pytest.mark.parametrize(
    ("again", "told"),
    [
        # The same people; one more; enough more; one fewer; other people; one other person.
        (range(6), True),
        (range(7), False),
        (range(10), True),
        (range(1, 6), False),
        (range(6, 12), True),
        (range(1, 7), False),
    ],
)
def test_voting_anew_is_told_when_the_difference_shows_no_single_vote(
    service: Service, stated: Workshop, again: range, told: bool
) -> None:
    go(service, stated, "vote")
    vote(service, stated, 3, 3, 3, 3, 3, 3)
    go(service, stated, "result")
    service.stating.go_to(stated.id, "vote", anew=True)
    vote(service, stated, *[1] * len(again), first=again.start)
    go(service, stated, "result")
    on = service.stating.rounds(stated)[-1]
    assert on.state == "closed"
    assert (on.stances is not None) is told
    assert bool(untold_sentence(on, str)) is not told
    plan = plan_shown(service, service.workshop_by_id(stated.id))
    assert plan.statement
    # What was told before stands, where the new result is not.
    assert plan.statement.stances == (on.stances or Stances(6))


def test_a_vote_on_other_words_is_told_whoever_voted_before(
    service: Service, stated: Workshop
) -> None:
    go(service, stated, "vote")
    vote(service, stated, 3, 3, 3, 3)
    go(service, stated, "result", "statement")
    service.stating.save(stated.id, "Better.", base=1)
    go(service, stated, "vote")
    vote(service, stated, 3, 3, 3, 3, 1)
    go(service, stated, "result")
    assert service.stating.rounds(stated)[-1].stances == Stances(4, 0, 1)


PEOPLE = st.sets(st.sampled_from("abcdefghijkl"))


@given(before=PEOPLE, now=PEOPLE, late=st.integers(0, 3), least=st.integers(4, 6))
def test_no_fewer_than_the_minimum_are_in_only_one_of_two_votes_that_are_told(
    before: set[str], now: set[str], late: int, least: int
) -> None:
    told = max(0, len(before) - late)
    if may_tell_anew(before, now, told, least):
        # Whoever of those who voted before was among the told.
        for counted in combinations(sorted(before), told):
            only_one = ({*now} - {*counted}, {*counted} - {*now})
            assert all(not some or len(some) >= least for some in only_one)


def test_a_new_text_has_a_round_of_its_own_and_a_vote_that_never_ended_is_no_result(
    service: Service, stated: Workshop
) -> None:
    go(service, stated, "vote")
    vote(service, stated, 1)
    go(service, stated, "statement")
    service.stating.save(stated.id, "Better.", base=1)
    go(service, stated, "vote")
    (on,) = service.stating.rounds(stated)
    assert (on.version, on.text) == (2, "Better.")


def test_a_result_that_was_shown_is_kept_when_the_text_changes_after_the_vote_went_on(
    service: Service, stated: Workshop
) -> None:
    go(service, stated, "vote")
    vote(service, stated, 2, 2, 2, 2)
    go(service, stated, "result", "vote", "statement")
    service.stating.save(stated.id, "Better.", base=1)
    go(service, stated, "vote")
    first, second = service.stating.rounds(stated)
    assert (first.version, first.stances) == (1, Stances(0, 4, 0))
    assert (second.version, second.stances) == (2, None)


def test_a_late_vote_counts_nowhere(service: Service, stated: Workshop) -> None:
    go(service, stated, "vote")
    vote(service, stated, 3, 3)
    old = service.stating.rounds(stated)[-1]
    who = service.join(stated.id, "late")
    go(service, stated, "result")
    with pytest.raises(StepClosed, match="over"):
        service.items.vote(stated.id, who.id, old.id, "stance", 1)
    service.stating.go_to(stated.id, "vote", anew=True)
    for value in (1, None):
        with pytest.raises(StepClosed, match="another text"):
            service.items.vote(stated.id, who.id, old.id, "stance", value)
    assert len(service.items.votes(stated, ROUND)) == 2


def test_two_hundred_phones_that_change_their_vote_at_once_count_once_each(
    service: Service, stated: Workshop
) -> None:
    go(service, stated, "vote")
    on = service.stating.rounds(stated)[-1]
    people = [service.join(stated.id, f"voter {n}") for n in range(40)]

    def tap(n: int) -> None:
        who = people[n % 40]
        service.items.vote(stated.id, who.id, on.id, "stance", 1 + n % 3)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(tap, range(200)))
    assert service.stating.voted(stated, on.id) == 40
    go(service, stated, "result")
    ended = service.stating.rounds(stated)[-1].stances
    assert ended
    assert ended.people == 40
