"""The bench for process: who sees which experiments, and dots that are never more than three."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from focusmap.errors import BadAnswer, Conflict, FocusMapError
from focusmap.experiments import CHOSEN, KIND, Experiment, experiment_of
from focusmap.items import DOTS_EACH, By
from focusmap.model import ACT_STAGES, ActStage, Item, Participant, Workshop
from focusmap.process import ON_PHONE, TELLS_DOTS, Ranked, for_phone, on_walls, rank
from focusmap.service import Service
from tests.conftest import Clock

PHONES, TAPS = 200, 8


@pytest.fixture(autouse=True)
def _time_goes_on(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each look at the clock be a moment later, so that what was written first is known."""
    look = Clock.__call__

    def later(self: Clock) -> datetime:
        self.go_on(timedelta(milliseconds=1))
        return look(self)

    monkeypatch.setattr(Clock, "__call__", later)


@pytest.fixture
def room(service: Service, workshop: Workshop) -> Workshop:
    """A workshop at the bench for process, which takes proposals."""
    service.open_step(workshop.id, "act")
    service.set_act_stage(workshop.id, "process")
    return service.workshop_by_id(workshop.id)


def propose(service: Service, room: Workshop, text: str, by: By | None = None) -> Item:
    return service.items.add(room.id, KIND, {"we_will": text}, by or By())


def texts(experiments: tuple[Experiment, ...]) -> list[str]:
    return [e.we_will for e in experiments]


def made(name: str) -> Experiment:
    now = datetime(2026, 11, 25)
    return experiment_of(Item(name, "act", KIND, "", "", 1, {"we_will": name}, now, now))


def test_nothing_is_shown_before_the_reveal_and_the_facilitator_sees_only_their_own(
    service: Service, room: Workshop, person: Participant
) -> None:
    propose(service, room, "ours")
    propose(service, room, "theirs", By(person.id))
    assert service.process.shown(room).experiments == ()
    assert texts(service.process.for_facilitator(room).experiments) == ["ours"]
    service.reveal_step(room.id, "act")
    assert texts(service.process.shown(room).experiments) == ["ours", "theirs"]
    service.open_step(room.id, "act")
    # The state is read anew, whatever the caller's record says.
    assert service.process.shown(room).experiments == ()


def test_a_hidden_one_is_shown_to_the_facilitator_alone_and_counts_nothing(
    service: Service, room: Workshop, person: Participant
) -> None:
    item = propose(service, room, "secret")
    service.reveal_step(room.id, "act")
    service.items.vote(room.id, person.id, item.id, "dot", 1)
    service.items.set_hidden(room.id, item.id, hidden=True)
    assert service.process.shown(room).experiments == ()
    assert service.process.shown(room).people == 0
    (seen,) = service.process.for_facilitator(room).experiments
    assert seen.hidden


@pytest.mark.parametrize("stage", get_args(ActStage))
def test_dots_are_told_only_once_they_are_shown(
    service: Service, room: Workshop, person: Participant, stage: ActStage
) -> None:
    first, second = propose(service, room, "first"), propose(service, room, "second")
    service.reveal_step(room.id, "act")
    service.items.vote(room.id, person.id, second.id, "dot", 1)
    service.set_act_stage(room.id, stage)
    for shown in (service.process.shown(room), service.process.for_facilitator(room)):
        tells = stage in TELLS_DOTS
        assert shown.tells_dots is tells
        assert shown.people == 1
        by_dots = [(second.id, 1, 1), (first.id, 0, 2)]
        as_written = [(first.id, 0, 1), (second.id, 0, 1)]
        expected = by_dots if tells else as_written
        assert [(r.experiment.id, r.dots, r.place) for r in shown.ranked] == expected
    service.open_step(room.id, "act")
    assert not service.process.for_facilitator(room).tells_dots


def test_chosen_is_a_state_and_a_new_version_keeps_it(service: Service, room: Workshop) -> None:
    item = propose(service, room, "one")
    service.items.set_state(room.id, item.id, CHOSEN)
    service.items.change(room.id, item.id, {"we_will": "two"}, base=1)
    (seen,) = service.process.for_facilitator(room).experiments
    assert (seen.is_chosen, seen.we_will, seen.version) == (True, "two", 2)


def test_two_who_edit_at_once_the_second_is_told_and_both_are_kept(
    service: Service, room: Workshop
) -> None:
    item = propose(service, room, "one")
    service.items.change(room.id, item.id, {"we_will": "hers"}, base=1)
    with pytest.raises(Conflict, match="Nothing is lost"):
        service.items.change(room.id, item.id, {"we_will": "his"}, base=1)
    service.items.change(room.id, item.id, {"we_will": "hers and his"}, base=2)
    kept = [v.fields["we_will"] for v in service.items.versions(room, item.id)]
    assert kept == ["one", "hers", "hers and his"]


# The dots


def dots_of_each(service: Service, room: Workshop) -> Counter[str]:
    """Return how many dots each person has on what may be seen."""
    seen = {e.id for e in service.process.shown(room).experiments}
    votes = service.items.votes(room, KIND)
    return Counter(v.participant_id for v in votes if v.name == "dot" and v.item_id in seen)


def test_a_dot_moves_and_one_on_what_is_hidden_is_free(
    service: Service, room: Workshop, person: Participant
) -> None:
    items = [propose(service, room, str(n)) for n in range(5)]
    service.reveal_step(room.id, "act")
    for item in items[:3]:
        service.items.vote(room.id, person.id, item.id, "dot", 1)
    with pytest.raises(BadAnswer, match="all 3 dots"):
        service.items.vote(room.id, person.id, items[3].id, "dot", 1)
    service.items.set_hidden(room.id, items[0].id, hidden=True)
    with pytest.raises(BadAnswer, match="nothing like this"):
        service.items.vote(room.id, person.id, items[0].id, "dot", 1)
    service.items.vote(room.id, person.id, items[3].id, "dot", 1)
    # Shown again it would be a fourth dot: the later one counts.
    service.items.set_hidden(room.id, items[0].id, hidden=False)
    assert dots_of_each(service, room) == {person.id: 3}
    service.items.vote(room.id, person.id, items[1].id, "dot", None)
    service.items.vote(room.id, person.id, items[0].id, "dot", 1)
    assert dots_of_each(service, room) == {person.id: 3}


def test_a_dot_on_what_was_hidden_for_a_while_is_still_there(
    service: Service, room: Workshop, person: Participant
) -> None:
    item = propose(service, room, "one")
    service.reveal_step(room.id, "act")
    service.items.vote(room.id, person.id, item.id, "dot", 1)
    service.items.set_hidden(room.id, item.id, hidden=True)
    service.items.set_hidden(room.id, item.id, hidden=False)
    assert dots_of_each(service, room) == {person.id: 1}


def test_two_hundred_phones_tapping_at_once_have_three_dots_each_and_no_more(
    service: Service, room: Workshop
) -> None:
    items = [propose(service, room, str(n)).id for n in range(6)]
    service.reveal_step(room.id, "act")
    people = [service.join(room.id, f"phone {n}").id for n in range(PHONES)]
    # Each person taps at random, also twice at once on two devices, and hiding goes on beside it.
    taps = [(who, item) for who in people for item in Random(who).choices(items, k=TAPS)]
    Random(1).shuffle(taps)

    def tap(n: int) -> None:
        who, item = taps[n]
        with suppress(FocusMapError):
            service.items.vote(room.id, who, item, "dot", None if n % 5 == 0 else 1)
        if n % 100 == 0:
            service.items.set_hidden(room.id, items[0], hidden=n % 200 == 0)

    with ThreadPoolExecutor(32) as pool:
        list(pool.map(tap, range(len(taps))))
    service.items.set_hidden(room.id, items[0], hidden=False)
    each = dots_of_each(service, room)
    assert max(each.values()) == DOTS_EACH
    service.set_act_stage(room.id, "process_dots")
    shown = service.process.shown(room)
    # What the room sees is exactly what is there.
    assert sum(r.dots for r in shown.ranked) == sum(each.values())
    assert shown.people == len(each)


def test_one_person_on_many_devices_at_once_has_three_dots(
    service: Service, room: Workshop, person: Participant
) -> None:
    items = [propose(service, room, str(n)).id for n in range(40)]
    service.reveal_step(room.id, "act")

    def tap(item: str) -> bool:
        try:
            service.items.vote(room.id, person.id, item, "dot", 1)
        except BadAnswer:
            return False
        return True

    with ThreadPoolExecutor(20) as pool:
        taken = list(pool.map(tap, items))
    assert sum(taken) == DOTS_EACH
    assert dots_of_each(service, room) == {person.id: DOTS_EACH}


@given(st.lists(st.integers(0, 4), max_size=12))
def test_the_ranking_is_by_dots_with_ties_in_the_order_of_writing(counts: list[int]) -> None:
    experiments = [made(f"e{n:02}") for n in range(len(counts))]
    dots = Counter({e.id: n for e, n in zip(experiments, counts, strict=True)})
    ranked = rank(experiments, dots)
    assert sorted(r.experiment.id for r in ranked) == [e.id for e in experiments]
    for one, next_ in pairwise(ranked):
        assert one.dots >= next_.dots
        assert (one.place == next_.place) == (one.dots == next_.dots)
        if one.dots == next_.dots:
            assert one.experiment.id < next_.experiment.id
    # A place says how many are clearly before it.
    for r in ranked:
        assert r.place == 1 + sum(other.dots > r.dots for other in ranked)


# What stands on a phone, and on the wall


@settings(max_examples=30)
@given(st.integers(0, 120), st.text(max_size=5), st.sets(st.integers(0, 119), max_size=3))
def test_a_phone_has_some_always_its_own_dots_and_the_same_at_each_look(
    count: int, person_id: str, dotted: set[int]
) -> None:
    experiments = [made(f"e{n:03}") for n in range(count)]
    own = frozenset(f"e{n:03}" for n in dotted if n < count)
    there = for_phone(experiments, person_id, own)
    assert len(there) == min(count, ON_PHONE)
    assert own <= {e.id for e in there}
    assert list(there) == [e for e in experiments if e in there]
    assert for_phone(experiments, person_id, own) == there


def test_where_phones_have_a_part_all_are_read_by_somebody() -> None:
    experiments = [made(f"e{n:03}") for n in range(120)]
    read = {e.id for n in range(40) for e in for_phone(experiments, f"p{n}", frozenset())}
    assert len(read) == 120


@given(st.lists(st.integers(1, 400), max_size=30))
def test_the_wall_has_each_once_in_pages_that_are_never_empty(lengths: list[int]) -> None:
    ranked = [(Ranked(made(str(n)), 0, 1), "x" * size) for n, size in enumerate(lengths)]
    pages = on_walls(ranked, 12, 50, 0.5)
    assert [r for page in pages for r in page] == [r for r, _ in ranked]
    assert all(pages) or not lengths


def test_the_stages_that_tell_dots_are_stages() -> None:
    assert set(TELLS_DOTS) < set(ACT_STAGES)
    assert "process" not in TELLS_DOTS
