"""The bench for language: suggestions, what each may see, picks, what the group settles on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.bootstrap import FocusMap, reader_for
from focusmap.errors import BadAnswer, Conflict, NotFound, Refused, StepClosed
from focusmap.items import FACILITATOR, By
from focusmap.model import Answer, Item, Participant, Question, ReadAnswer, Vote, Workshop
from focusmap.rewrites import (
    MOST_EACH,
    MOST_ON_BENCH,
    PROMPT_IDS,
    ROOM,
    load_prompts,
    one_pick_each,
    reason_for,
    sight_threshold,
    suggest,
)
from focusmap.service import Service

AT = datetime(2026, 10, 12)
SUCCESS = Question("q", "ask", "success", "What does success look like?")


def read(text: str, person: str = "p", number: int = 0) -> ReadAnswer:
    answer = Answer(f"{person}-{number}-{text}", "q", person, text, AT, AT)
    return ReadAnswer(answer, SUCCESS, reader_for("en").read(text, "success"))


@pytest.fixture
def acting(service: Service, workshop: Workshop) -> Workshop:
    """A workshop whose answers are shown and whose step Act takes rewrites."""
    question = workshop.questions_of("ask")[0]
    for n in range(MOST_ON_BENCH + 1):
        person = service.join(workshop.id, f"writer {n}")
        service.send(workshop.id, person.id, question.id, f"k{n}", f"We ship feature {n}")
    service.reveal_step(workshop.id, "ask")
    service.open_step(workshop.id, "act")
    return service.workshop_by_id(workshop.id)


@pytest.fixture
def old(service: Service, acting: Workshop) -> str:
    """The id of an answer on the bench."""
    answer = service.shown_answers(acting, "ask")[0].answer.id
    service.rewrites.put_on(acting.id, answer)
    return answer


def rewrite(
    service: Service, workshop: Workshop, person: Participant, about: str, text: str, key: str = ""
) -> Item:
    return service.items.add(
        workshop.id,
        "rewrite",
        {"text": text},
        By(person.id),
        key=key or text,
        about=about,
        most=MOST_EACH,
    )


def fresh(service: Service, workshop: Workshop) -> Workshop:
    return service.workshop_by_id(workshop.id)


# What is suggested


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("We plan and ship features for the portal", "output"),
        ("Everybody sleeps better at night again", "outcome_alone"),
        ("Patients walk to the shops again after a fall", "near_sight"),
        ("We help patients so that they can sleep at home again", ""),
        ("Things", ""),
    ],
)
def test_each_reason_has_an_answer_it_holds_for(text: str, reason: str) -> None:
    assert reason_for(read(text), "en") == reason


def test_the_threshold_is_the_readers_own() -> None:
    for text in ("We help patients so that they can sleep at home again", "We ship features"):
        answer = read(text)
        total = sum(e.weight for e in answer.reading.evidence if e.axis == "line_of_sight")
        assert (total > sight_threshold("en")) is answer.reading.line_of_sight


def test_suggestions_take_turns_and_give_each_person_and_each_sentence_once() -> None:
    ship = "We plan and ship features for the portal"
    answers = [read(ship, "a"), read(ship, "b"), read("Answer tickets within two days", "b")]
    answers += [read("Everybody sleeps better at night again", "c")]
    found = suggest(answers, "en")
    assert [s.reason for s in found] == ["output", "outcome_alone", "output"]
    assert len({s.answer.answer.participant_id for s in found}) == 3
    assert len({s.answer.answer.text for s in found}) == 3


def test_nothing_to_suggest_is_no_error() -> None:
    assert suggest([], "en") == ()


def test_the_prompts_are_three_in_their_order() -> None:
    prompts = load_prompts("en")
    assert tuple(p.id for p in prompts) == PROMPT_IDS
    assert prompts[0].ask == "Who outside is it for?"


# The bench


def test_put_on_twice_is_once_and_the_bench_holds_six(service: Service, acting: Workshop) -> None:
    ids = [a.answer.id for a in service.shown_answers(acting, "ask")]
    for answer in (*ids[:MOST_ON_BENCH], ids[0]):
        service.rewrites.put_on(acting.id, answer)
    # The clock stands still here, so the order they were picked in says nothing.
    on = [a.id for a in service.rewrites.bench(acting).answers]
    assert sorted(on) == sorted(ids[:MOST_ON_BENCH])
    with pytest.raises(BadAnswer, match="Take one off"):
        service.rewrites.put_on(acting.id, ids[MOST_ON_BENCH])
    service.rewrites.take_off(acting.id, ids[0])
    service.rewrites.put_on(acting.id, ids[MOST_ON_BENCH])


def test_only_what_is_shown_comes_onto_the_bench(service: Service, acting: Workshop) -> None:
    answer = service.shown_answers(acting, "ask")[0].answer.id
    service.hide(acting.id, answer)
    with pytest.raises(NotFound):
        service.rewrites.put_on(acting.id, answer)


def test_a_hidden_answer_leaves_the_bench_at_once_and_comes_back(
    service: Service, acting: Workshop, old: str
) -> None:
    service.hide(acting.id, old)
    bench = service.rewrites.bench(acting)
    assert (bench.answers, bench.gone) == ((), (old,))
    service.restore(acting.id, old)
    assert [a.id for a in service.rewrites.bench(acting).answers] == [old]


def test_the_bench_is_empty_while_the_answers_are_not_revealed(
    service: Service, acting: Workshop, old: str
) -> None:
    service.open_step(acting.id, "ask")
    assert service.rewrites.bench(acting).answers == ()
    with pytest.raises(BadAnswer, match="not shown any more"):
        service.rewrites.check_shown(acting, old)


def test_before_the_reveal_one_sees_only_ones_own(
    service: Service, acting: Workshop, old: str, person: Participant
) -> None:
    other = service.join(acting.id, "other")
    mine = rewrite(service, acting, person, old, "Tenants sleep")
    rewrite(service, acting, other, old, "Tenants rest")
    for by, seen in ((By(person.id), [mine.id]), (FACILITATOR, []), (ROOM, [])):
        (shown,) = service.rewrites.bench(acting, by).answers
        assert [r.item.id for r in shown.rewrites] == seen
        assert shown.people == 2
    service.reveal_step(acting.id, "act")
    (shown,) = service.rewrites.bench(acting, ROOM).answers
    assert len(shown.rewrites) == 2


def test_a_rewrite_is_read_as_an_answer_to_the_old_question(
    service: Service, acting: Workshop, old: str, person: Participant
) -> None:
    rewrite(service, acting, person, old, "customer sleeps")
    (shown,) = service.rewrites.bench(acting, By(person.id)).answers
    (new,) = shown.rewrites
    assert new.read.question == shown.old.question
    assert (shown.old.reading.x, new.read.reading.x) == (-0.5, 0.5)


def test_one_person_gives_an_answer_three_rewrites_and_a_retry_is_none(
    service: Service, acting: Workshop, old: str, person: Participant
) -> None:
    for n in range(MOST_EACH):
        rewrite(service, acting, person, old, f"Tenants sleep {n}")
    rewrite(service, acting, person, old, "Tenants sleep 2")
    with pytest.raises(BadAnswer, match="no room"):
        rewrite(service, acting, person, old, "Tenants sleep 3")
    (shown,) = service.rewrites.bench(acting, By(person.id)).answers
    assert len(shown.own(person.id)) == MOST_EACH


def test_taken_off_the_bench_its_rewrites_stay_for_their_author(
    service: Service, acting: Workshop, old: str, person: Participant
) -> None:
    rewrite(service, acting, person, old, "Tenants sleep")
    service.rewrites.take_off(acting.id, old)
    assert service.rewrites.bench(acting).answers == ()
    (kept,) = service.rewrites.bench(acting, By(person.id)).answers
    assert (kept.is_on, len(kept.rewrites)) == (False, 1)
    service.rewrites.put_on(acting.id, old)
    (again,) = service.rewrites.bench(acting, By(person.id)).answers
    assert (again.is_on, len(again.rewrites)) == (True, 1)


def test_a_hidden_rewrite_is_gone_for_all_but_its_author(
    service: Service, acting: Workshop, old: str, person: Participant
) -> None:
    item = rewrite(service, acting, person, old, "Tenants sleep")
    service.reveal_step(acting.id, "act")
    service.items.set_hidden(acting.id, item.id, hidden=True)
    assert service.rewrites.bench(acting, ROOM).answers[0].rewrites == ()
    assert service.rewrites.bench(acting, ROOM).hidden == ()
    assert len(service.rewrites.bench(acting, By(person.id)).answers[0].rewrites) == 1
    assert [r.item.id for r in service.rewrites.bench(acting).hidden] == [item.id]


# Two at once


def test_facilitator_and_author_at_once_the_second_sees_the_conflict(
    service: Service, acting: Workshop, old: str, person: Participant
) -> None:
    item = rewrite(service, acting, person, old, "Tenants sleep")
    service.reveal_step(acting.id, "act")
    service.items.change(acting.id, item.id, {"text": "Tenants sleep well"}, base=1)
    with pytest.raises(Conflict, match="Nothing is lost"):
        service.items.change(acting.id, item.id, {"text": "They rest"}, By(person.id), base=1)
    texts = [v.fields["text"] for v in service.items.versions(acting, item.id)]
    assert texts == ["Tenants sleep", "Tenants sleep well"]


def test_nobody_changes_the_rewrite_of_somebody_else(
    service: Service, acting: Workshop, old: str, person: Participant
) -> None:
    item = rewrite(service, acting, person, old, "Tenants sleep")
    other = service.join(acting.id, "other")
    with pytest.raises(Refused):
        service.items.change(acting.id, item.id, {"text": "Mine"}, By(other.id), base=1)


# Picking and settling


@pytest.fixture
def two(service: Service, acting: Workshop, old: str, person: Participant) -> tuple[str, str]:
    """Two rewrites of one answer, revealed."""
    made = [rewrite(service, acting, person, old, text).id for text in ("They sleep", "They rest")]
    service.reveal_step(acting.id, "act")
    return made[0], made[1]


def test_a_pick_can_be_changed_and_taken_back(
    service: Service, acting: Workshop, old: str, person: Participant, two: tuple[str, str]
) -> None:
    for picked in (*two, two[1], ""):
        service.rewrites.pick(acting.id, person.id, old, picked)
        (shown,) = service.rewrites.bench(fresh(service, acting), By(person.id)).answers
        assert (shown.own_pick, shown.pickers) == (picked, int(bool(picked)))


def test_counts_are_told_to_nobody_before_they_are_shown(
    service: Service, acting: Workshop, old: str, person: Participant, two: tuple[str, str]
) -> None:
    service.rewrites.pick(acting.id, person.id, old, two[0])
    for by in (FACILITATOR, ROOM, By(person.id)):
        (shown,) = service.rewrites.bench(acting, by).answers
        assert {r.picks for r in shown.rewrites} == {None}
    service.rewrites.count(acting.id, old, shown=True)
    (shown,) = service.rewrites.bench(acting, ROOM).answers
    assert {r.item.id: r.picks for r in shown.rewrites} == {two[0]: 1, two[1]: 0}
    service.rewrites.count(acting.id, old, shown=False)
    assert not service.rewrites.bench(acting).answers[0].is_counted


@pytest.mark.parametrize("wrong", ["hidden", "of another answer", "not there"])
def test_one_picks_only_what_is_shown(
    service: Service,
    acting: Workshop,
    old: str,
    person: Participant,
    two: tuple[str, str],
    wrong: str,
) -> None:
    about, item = old, two[0]
    if wrong == "hidden":
        service.items.set_hidden(acting.id, item, hidden=True)
    elif wrong == "of another answer":
        about = "another"
    else:
        item = "nothing"
    with pytest.raises(NotFound):
        service.rewrites.pick(acting.id, person.id, about, item)


def test_nobody_picks_before_the_reveal_or_when_closed(
    service: Service, acting: Workshop, old: str, person: Participant
) -> None:
    item = rewrite(service, acting, person, old, "They sleep")
    with pytest.raises(NotFound):
        service.rewrites.pick(acting.id, person.id, old, item.id)
    service.close_step(acting.id, "act")
    with pytest.raises(StepClosed):
        service.rewrites.pick(acting.id, person.id, old, item.id)


def test_fifty_people_who_pick_at_once_have_a_pick_each(
    focus_map: FocusMap, acting: Workshop, old: str, two: tuple[str, str]
) -> None:
    service = focus_map.service
    people = [service.join(acting.id, f"phone {n}") for n in range(50)]

    def pick_both(person: Participant) -> None:
        for item in two:
            service.rewrites.pick(acting.id, person.id, old, item)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(pick_both, people))
    service.rewrites.count(acting.id, old, shown=True)
    (shown,) = service.rewrites.bench(acting).answers
    assert {r.item.id: r.picks for r in shown.rewrites} == {two[0]: 0, two[1]: 50}


ITEMS = [Item(f"i{n}", "act", "rewrite", f"a{n % 2}", "", 1, {}, AT, AT) for n in range(4)]


@given(st.lists(st.tuples(st.sampled_from("pqr"), st.sampled_from(["i0", "i1", "i2", "gone"]))))
def test_however_many_rows_there_are_a_person_picks_once(rows: list[tuple[str, str]]) -> None:
    votes = [Vote(person, item, "pick", 1) for person, item in rows]
    picks = one_pick_each(votes, ITEMS)
    assert len(picks) == len({(p, i in ("i0", "i2")) for p, i in rows if i != "gone"})
    assert picks == one_pick_each(reversed(votes), ITEMS)


def test_the_group_settles_on_one_and_may_think_again(
    service: Service, acting: Workshop, old: str, two: tuple[str, str]
) -> None:
    for item in two:
        service.rewrites.choose(acting.id, item)
        (shown,) = service.rewrites.bench(acting).answers
        assert shown.chosen
        assert shown.chosen.item.id == item
        assert sum(r.is_chosen for r in shown.rewrites) == 1
    service.rewrites.choose(acting.id, two[1], chosen=False)
    assert service.rewrites.bench(acting).answers[0].chosen is None


@pytest.mark.parametrize("counted", [False, True])
def test_choosing_neither_shows_nor_hides_how_many_picked(
    service: Service, acting: Workshop, old: str, two: tuple[str, str], counted: bool
) -> None:
    service.rewrites.count(acting.id, old, shown=counted)
    for chosen in (True, False):
        service.rewrites.choose(acting.id, two[0], chosen=chosen)
        (shown,) = service.rewrites.bench(acting).answers
        assert shown.is_counted == counted
        assert {r.picks for r in shown.rewrites} == ({0} if counted else {None})


def test_the_facilitator_is_not_one_of_the_people_who_wrote(
    service: Service, acting: Workshop, old: str, person: Participant
) -> None:
    service.items.add(acting.id, "rewrite", {"text": "They sleep"}, about=old)
    assert service.rewrites.bench(acting).answers[0].people == 0
    rewrite(service, acting, person, old, "They rest")
    assert service.rewrites.bench(acting).answers[0].people == 1


def test_a_picked_answer_itself_cannot_be_chosen(
    service: Service, acting: Workshop, old: str
) -> None:
    source = service.items.all(acting, "rewrite")[0]
    with pytest.raises(NotFound):
        service.rewrites.choose(acting.id, source.id)
