"""The bench for measures: what is shown when and to whom, and that ratings are counted exactly."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from focusmap.errors import NotFound
from focusmap.items import By
from focusmap.measures import CHOSEN, KIND, RATED
from focusmap.measuring import ON_PHONE, Bench, OnBench, for_phone, letter
from focusmap.model import Item, Workshop
from focusmap.service import Service
from tests.conftest import Clock


@pytest.fixture
def room(service: Service, workshop: Workshop) -> Workshop:
    """A workshop at the bench for measures; the step takes answers and is not revealed."""
    service.open_step(workshop.id, "act")
    service.set_act_stage(workshop.id, "measures")
    return service.workshop_by_id(workshop.id)


def add(service: Service, room: Workshop, what: str = "damp flats", who: str = "") -> Item:
    fields = {"direction": "fewer", "what": what}
    return service.items.add(room.id, KIND, fields, By(who))


def one_after_the_other(service: Service, room: Workshop, clock: Clock) -> tuple[Item, Item]:
    first = add(service, room)
    clock.go_on(timedelta(seconds=1))
    return first, add(service, room, "long nights")


def rate(
    service: Service, room: Workshop, item: Item, *pairs: tuple[int, int], first: int = 0
) -> None:
    for n, (importance, satisfaction) in enumerate(pairs, first):
        who = service.join(room.id, f"rater {n}").id
        service.items.vote(room.id, who, item.id, "importance", importance)
        service.items.vote(room.id, who, item.id, "satisfaction", satisfaction)


def whats(bench: Bench) -> list[str]:
    return [line.measure.what for line in bench.lines]


def test_before_the_reveal_the_room_sees_none_and_the_facilitator_what_they_wrote(
    service: Service, room: Workshop, clock: Clock
) -> None:
    add(service, room, "of the facilitator")
    clock.go_on(timedelta(seconds=1))
    add(service, room, "of a person", service.join(room.id, "phone").id)
    assert service.measuring.bench(room) == Bench()
    assert whats(service.measuring.for_facilitator(room)) == ["of the facilitator"]
    service.reveal_step(room.id, "act")
    assert whats(service.measuring.bench(room)) == ["of the facilitator", "of a person"]
    # A page that still holds the workshop as it was sees no more than there is now.
    revealed = service.workshop_by_id(room.id)
    service.open_step(room.id, "act")
    assert service.measuring.bench(revealed) == Bench()


def test_ratings_are_told_to_nobody_before_they_are_shown(service: Service, room: Workshop) -> None:
    item = add(service, room)
    service.reveal_step(room.id, "act")
    rate(service, room, item, (9, 3), (9, 3), (9, 3), (9, 3))
    for bench in (service.measuring.bench(room), service.measuring.for_facilitator(room)):
        (line,) = bench.lines
        assert (line.people, bench.people) == (4, 4)
        assert line.ratings is None
        assert bench.ranked == ()
    service.measuring.show_ratings(room.id, shown=True)
    (line,) = service.measuring.bench(room).ranked
    assert line.ratings is not None
    assert (line.ratings.score, line.place) == (15.0, 1)
    service.measuring.show_ratings(room.id, shown=False)
    assert service.measuring.bench(room).ranked == ()


def test_with_fewer_than_the_workshops_minimum_the_figures_do_not_leave_the_bench(
    service: Service, room: Workshop
) -> None:
    item = add(service, room)
    service.reveal_step(room.id, "act")
    rate(service, room, item, (10, 1), (10, 1), (10, 1))
    service.measuring.show_ratings(room.id, shown=True)
    (line,) = service.measuring.for_facilitator(room).ranked
    assert line.ratings is not None
    assert (line.ratings.people, line.ratings.importance, line.place) == (3, None, None)


def test_what_is_in_the_plan_stays_shown_and_what_comes_later_is_hidden(
    service: Service, room: Workshop, clock: Clock
) -> None:
    first, second = one_after_the_other(service, room, clock)
    service.reveal_step(room.id, "act")
    service.measuring.show_ratings(room.id, shown=True)
    service.measuring.choose(room.id, first.id, chosen=True)
    service.measuring.show_ratings(room.id, shown=False)
    clock.go_on(timedelta(seconds=1))
    add(service, room, "cold rooms")
    bench = service.measuring.bench(room)
    assert [line.measure.state for line in bench.lines] == [CHOSEN, "", ""]
    assert [line.measure.id for line in bench.chosen] == [first.id]
    assert [line.measure.what for line in bench.unshown] == ["long nights", "cold rooms"]
    service.measuring.choose(room.id, first.id, chosen=False)
    assert service.items.item(room, first.id).state == RATED
    assert service.items.item(room, second.id).state == ""


def test_only_a_measure_goes_into_the_plan_this_way(service: Service, room: Workshop) -> None:
    other = service.items.add(room.id, "experiment", {"we_will": "call"})
    for item_id in (other.id, "nothing"):
        with pytest.raises(NotFound):
            service.measuring.choose(room.id, item_id, chosen=True)


def test_a_hidden_one_is_left_out_and_the_others_keep_their_letters_and_places(
    service: Service, room: Workshop, clock: Clock
) -> None:
    first, second = one_after_the_other(service, room, clock)
    service.reveal_step(room.id, "act")
    rate(service, room, first, *[(10, 1)] * 4)
    rate(service, room, second, *[(8, 8)] * 4)
    service.measuring.show_ratings(room.id, shown=True)
    service.items.set_hidden(room.id, first.id, hidden=True)
    (line,) = service.measuring.bench(room).lines
    assert (line.letter, line.place) == ("B", 1)
    assert [x.measure.hidden for x in service.measuring.for_facilitator(room).lines] == [
        True,
        False,
    ]
    assert [x.letter for x in service.measuring.for_facilitator(room).ranked] == ["B"]


def test_a_deleted_one_keeps_its_letter_and_so_do_the_others(
    service: Service, room: Workshop, clock: Clock
) -> None:
    first, second = one_after_the_other(service, room, clock)
    service.reveal_step(room.id, "act")
    service.items.remove(room.id, first.id)
    clock.go_on(timedelta(seconds=1))
    add(service, room, "cold flats")
    assert [line.letter for line in service.measuring.bench(room).lines] == ["B", "C"]
    service.items.remove(room.id, second.id)
    assert [line.letter for line in service.measuring.for_facilitator(room).lines] == ["C"]


def test_the_last_rating_counts_and_one_taken_back_is_none(
    service: Service, room: Workshop
) -> None:
    item = add(service, room)
    service.reveal_step(room.id, "act")
    service.measuring.show_ratings(room.id, shown=True)
    rate(service, room, item, *[(1, 1)] * 4)
    rate(service, room, item, *[(10, 2)] * 4)
    (line,) = service.measuring.bench(room).lines
    assert line.ratings is not None
    assert line.ratings.score == 18.0
    who = service.join(room.id, "rater 0").id
    service.items.vote(room.id, who, item.id, "satisfaction", None)
    (line,) = service.measuring.bench(room).lines
    assert (line.people, line.place) == (3, None)


def test_the_figures_are_exact_when_200_people_rate_at_once(
    service: Service, room: Workshop
) -> None:
    item = add(service, room)
    service.reveal_step(room.id, "act")
    people = [service.join(room.id, f"crowd {n}").id for n in range(200)]

    def rate_twice(n: int) -> None:
        # First in haste, then as they mean it; the last counts.
        for importance, satisfaction in ((10 - n % 10, 5), (1 + n % 10, 1 + n % 5)):
            service.items.vote(room.id, people[n], item.id, "importance", importance)
            service.items.vote(room.id, people[n], item.id, "satisfaction", satisfaction)

    with ThreadPoolExecutor(200) as pool:
        list(pool.map(rate_twice, range(200)))
    service.measuring.show_ratings(room.id, shown=True)
    (line,) = service.measuring.bench(room).lines
    assert line.ratings is not None
    assert line.ratings.importance is not None
    assert line.ratings.satisfaction is not None
    assert line.ratings.people == 200
    assert line.ratings.importance.mean == 5.5
    assert line.ratings.satisfaction.mean == 3.0


def test_letters_never_run_out() -> None:
    assert [letter(n) for n in (0, 25, 26, 51, 52)] == ["A", "Z", "A2", "Z2", "A3"]


def lines(service: Service, room: Workshop, count: int) -> tuple[OnBench, ...]:
    for n in range(count):
        add(service, room, f"number {n}")
    service.reveal_step(room.id, "act")
    return service.measuring.bench(room).lines


def test_a_long_list_is_another_one_on_each_phone_and_holds_what_one_rated(
    service: Service, room: Workshop
) -> None:
    all_of_them = lines(service, room, ON_PHONE + 5)
    own = frozenset({all_of_them[-1].measure.id})
    seen = set()
    for person in range(30):
        there = for_phone(all_of_them, f"person {person}", own)
        assert len(there) == ON_PHONE
        assert all_of_them[-1] in there
        assert list(there) == [line for line in all_of_them if line in there]
        seen |= {line.letter for line in there}
    assert len(seen) == len(all_of_them)
