"""Words to use more and less: what is proposed, what stands on the list, dots, what is kept."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.bootstrap import reader_for
from focusmap.errors import BadAnswer, StepClosed
from focusmap.items import FACILITATOR, By
from focusmap.model import Answer, Participant, Question, ReadAnswer, Workshop
from focusmap.rewrites import ROOM, Bench
from focusmap.service import Service
from focusmap.themes import load_stop_words
from focusmap.wordlist import (
    LONGEST_WORD,
    MOST_EACH,
    MOST_PROPOSED,
    check_list,
    check_word,
    propose,
)
from focusmap.words import even

AT = datetime(2026, 10, 12)
WORK = Question("q", "ask", "work", "What is your work?")
STOP = load_stop_words("en")


def read(text: str, person: str = "p") -> ReadAnswer:
    answer = Answer(f"{person} {text}", "q", person, text, AT, AT)
    return ReadAnswer(answer, WORK, reader_for("en").read(text, "work"))


def proposed(to: str, *pairs: tuple[str, str], answers: tuple[ReadAnswer, ...] = ()) -> list[str]:
    found = propose(answers, [(read(a), read(b)) for a, b in pairs], STOP)
    return [p.word for p in found if p.to == to]


@pytest.fixture
def acting(service: Service, workshop: Workshop) -> Workshop:
    """A workshop whose step Act takes words."""
    service.open_step(workshop.id, "act")
    return service.workshop_by_id(workshop.id)


# What is proposed


def test_what_a_chosen_rewrite_gained_and_lost_is_proposed_with_its_sentence() -> None:
    pair = ("We process applications", "Patients sleep at home again")
    assert {"patients", "sleep"} <= set(proposed("more", pair))
    assert {"process", "applications"} <= set(proposed("less", pair))
    found = propose((), [(read(pair[0]), read(pair[1]))], STOP)
    for proposal in found:
        assert proposal.word in proposal.behind[0].answer.text.lower()
        assert proposal.why == "rewritten"


def test_what_stays_in_both_is_not_proposed() -> None:
    assert "patients" not in proposed("more", ("We process patients", "Patients sleep well"))


def test_a_word_that_points_both_ways_is_proposed_for_neither() -> None:
    answers = tuple(
        read(text, f"{kind}{n}")
        for n in range(6)
        for kind, text in (
            ("a", "We ship code"),
            ("b", "Patients read reports and sleep well at home again"),
        )
    )
    pair = ("We write reports", "Patients walk again")
    assert "reports" in proposed("more", answers=answers)
    assert "reports" in proposed("less", pair)
    assert "reports" not in proposed("more", pair, answers=answers)
    assert "reports" not in proposed("less", pair, answers=answers)


def test_the_words_of_the_maps_regions_are_proposed_with_all_their_sentences() -> None:
    answers = tuple(
        read(text, f"{kind}{n}")
        for n in range(6)
        for kind, text in (("a", "We ship reports"), ("b", "Patients sleep at home again"))
    )
    found = propose(answers, [], STOP)
    sleep = next(p for p in found if p.word == "sleep")
    reports = next(p for p in found if p.word == "reports")
    assert (sleep.to, sleep.why, len(sleep.behind)) == ("more", "region", 6)
    assert (reports.to, len(reports.behind)) == ("less", 6)


def test_a_short_list_is_proposed_however_much_was_rewritten() -> None:
    pair = (
        "We process",
        "Patients, families, nurses, children, neighbours, tenants, pupils, parents, travellers, "
        "guests sleep, walk, cook, laugh again",
    )
    assert len(proposed("more", pair)) == MOST_PROPOSED


def test_proposals_follow_what_is_chosen_and_what_is_shown(
    service: Service, acting: Workshop
) -> None:
    nothing = Bench((), is_revealed=True)
    assert service.words.proposals(acting, nothing) == ()
    writer = service.join(acting.id, "writer")
    question = acting.questions_of("ask")[0]
    said = service.send(acting.id, writer.id, question.id, "k", "Applications pass")
    service.reveal_step(acting.id, "ask")
    service.reveal_step(acting.id, "act")
    service.rewrites.put_on(acting.id, said.id)
    fields = {"text": "customers sleep"}
    item = service.items.add(acting.id, "rewrite", fields, By(writer.id), about=said.id)

    def found() -> list[tuple[str, str]]:
        now = service.workshop_by_id(acting.id)
        bench = service.rewrites.bench(now)
        return [(p.word, p.to) for p in service.words.proposals(now, bench)]

    rewritten = [("customers", "more"), ("applications", "less")]
    assert found() == []
    service.rewrites.choose(acting.id, item.id)
    assert found() == rewritten
    service.rewrites.choose(acting.id, item.id, chosen=False)
    assert found() == []
    service.rewrites.choose(acting.id, item.id)
    assert found() == rewritten
    service.hide(acting.id, said.id)
    assert found() == []


# What is typed


@given(st.text())
def test_a_word_is_kept_short_on_one_line_or_refused(typed: str) -> None:
    try:
        word = check_word(typed)
    except BadAnswer:
        return
    assert 0 < len(word) <= LONGEST_WORD
    assert "\n" not in word
    assert even(word) == even(f"  {word.upper()} ") or word.upper().casefold() != word.casefold()


@pytest.mark.parametrize("typed", ["", "  ", "x" * (LONGEST_WORD + 1)])
def test_nothing_and_too_much_are_refused(typed: str) -> None:
    with pytest.raises(BadAnswer):
        check_word(typed)


def test_there_are_two_lists() -> None:
    assert (check_list("more"), check_list("less")) == ("more", "less")
    with pytest.raises(BadAnswer, match="no such list"):
        check_list("never")


# The list


def test_before_the_reveal_one_sees_ones_own_words(
    service: Service, acting: Workshop, person: Participant
) -> None:
    service.words.add(acting.id, "sleep", "more", By(person.id))
    for by, count in ((By(person.id), 1), (FACILITATOR, 0), (ROOM, 0)):
        assert len(service.words.words(acting, by).lines) == count
    service.reveal_step(acting.id, "act")
    assert len(service.words.words(acting, ROOM).lines) == 1


def test_the_same_word_of_two_people_is_one_line_and_of_one_person_one_item(
    service: Service, acting: Workshop, person: Participant
) -> None:
    other = service.join(acting.id, "other")
    for by in (By(person.id), By(person.id), By(other.id)):
        service.words.add(acting.id, "Sleep  well", "more", by)
        service.words.add(acting.id, "sleep well", "more", by)
    service.reveal_step(acting.id, "act")
    (line,) = service.words.words(acting).lines
    assert (line.word, len(line.items)) == ("Sleep well", 2)


def test_one_has_room_for_five_on_each_list(
    service: Service, acting: Workshop, person: Participant
) -> None:
    for n in range(MOST_EACH):
        service.words.add(acting.id, f"word {n}", "more", By(person.id))
    with pytest.raises(BadAnswer, match="Delete one"):
        service.words.add(acting.id, "one more", "more", By(person.id))
    service.words.add(acting.id, "other list", "less", By(person.id))


def test_only_ones_own_word_is_taken_off(
    service: Service, acting: Workshop, person: Participant
) -> None:
    other = service.join(acting.id, "other")
    for by in (By(person.id), By(other.id)):
        service.words.add(acting.id, "sleep", "more", by)
    service.words.remove(acting.id, "SLEEP", "more", By(person.id))
    service.words.remove(acting.id, "SLEEP", "more", By(person.id))
    assert [i.author_id for i in service.items.all(acting, "word")] == [other.id]


def test_a_closed_step_takes_no_words(
    service: Service, acting: Workshop, person: Participant
) -> None:
    service.close_step(acting.id, "act")
    with pytest.raises(StepClosed):
        service.words.add(acting.id, "sleep", "more", By(person.id))
    service.words.add(acting.id, "sleep", "more")


def test_dots_are_shown_when_the_facilitator_shows_them_and_rank_the_list(
    service: Service, acting: Workshop, person: Participant
) -> None:
    for word in ("rest", "sleep"):
        service.words.add(acting.id, word, "more")
    service.reveal_step(acting.id, "act")
    sleep = next(line for line in service.words.words(acting).lines if line.word == "sleep")
    service.items.vote(acting.id, person.id, sleep.id, "dot", 1)
    before = service.words.words(acting, By(person.id))
    assert [line.word for line in before.lines] == ["rest", "sleep"]
    assert ({line.dots for line in before.lines}, before.dot_givers) == ({None}, 1)
    assert before.dots_left == 2
    service.words.count(acting.id, shown=True)
    after = service.words.words(acting, ROOM)
    assert [(line.word, line.dots) for line in after.lines] == [("sleep", 1), ("rest", 0)]
    service.words.count(acting.id, shown=False)
    assert not service.words.words(acting).is_counted


def test_two_dots_of_one_person_on_one_line_are_one(
    service: Service, acting: Workshop, person: Participant
) -> None:
    other = service.join(acting.id, "other")
    made = [service.words.add(acting.id, "sleep", "more", By(p.id)) for p in (person, other)]
    service.reveal_step(acting.id, "act")
    for item in made:
        service.items.vote(acting.id, person.id, item.id, "dot", 1)
    service.words.count(acting.id, shown=True)
    (line,) = service.words.words(acting, By(person.id)).lines
    assert line.dots == 1


def test_who_deletes_a_word_leaves_the_dots_of_others_on_its_line(
    service: Service, acting: Workshop, person: Participant
) -> None:
    people = [person, *(service.join(acting.id, f"p{n}") for n in range(3))]
    service.reveal_step(acting.id, "act")
    made = [service.words.add(acting.id, "sleep", "more", By(p.id)) for p in people[:3]]
    service.words.keep(acting.id, service.words.words(acting).lines[0], kept=True)
    service.words.count(acting.id, shown=True)
    for giver in people:
        service.items.vote(acting.id, giver.id, made[0].id, "dot", 1)
    service.items.vote(acting.id, people[3].id, made[1].id, "dot", 1)
    service.items.remove(acting.id, made[0].id, By(people[0].id))
    service.words.remove(acting.id, "Sleep", "more", By(people[1].id))
    (line,) = service.words.words(acting, ROOM).lines
    assert ([i.id for i in line.items], line.dots, line.is_kept) == ([made[2].id], 4, True)
    assert service.words.words(acting, By(people[3].id)).dots_left == 2
    service.items.remove(acting.id, made[2].id, By(people[2].id))
    assert service.words.words(acting).lines == ()


def test_what_is_kept_is_kept_and_comes_first(
    service: Service, acting: Workshop, person: Participant
) -> None:
    for word in ("rest", "sleep"):
        service.words.add(acting.id, word, "more")
    service.reveal_step(acting.id, "act")
    sleep = service.words.words(acting).lines[1]
    service.items.vote(acting.id, person.id, sleep.id, "dot", 1)
    service.words.keep(acting.id, sleep, kept=True)
    first = service.words.words(acting).lines[0]
    assert (first.word, first.is_kept) == ("sleep", True)
    assert [i.state for i in service.items.all(acting, "word")].count("kept") == 1
    service.words.keep(acting.id, first, kept=False)
    assert not any(line.is_kept for line in service.words.words(acting).lines)


@pytest.mark.parametrize("counted", [False, True])
@pytest.mark.parametrize("by", [FACILITATOR, ROOM])
def test_keeping_neither_shows_nor_hides_dots(
    service: Service, acting: Workshop, person: Participant, by: By, counted: bool
) -> None:
    service.reveal_step(acting.id, "act")
    item = service.words.add(acting.id, "sleep", "more")
    service.items.vote(acting.id, person.id, item.id, "dot", 1)
    service.words.count(acting.id, shown=counted)
    for kept in (True, False):
        service.words.keep(acting.id, service.words.words(acting).lines[0], kept=kept)
        words = service.words.words(acting, by)
        assert words.is_counted == counted
        assert [(w.dots, w.is_kept) for w in words.lines] == [(1 if counted else None, kept)]


def test_dots_can_be_hidden_again_while_a_word_is_kept(service: Service, acting: Workshop) -> None:
    service.words.add(acting.id, "sleep", "more")
    service.words.keep(acting.id, service.words.words(acting).lines[0], kept=True)
    for shown in (True, False):
        service.words.count(acting.id, shown=shown)
        words = service.words.words(acting)
        assert (words.is_counted, words.lines[0].is_kept) == (shown, True)


def test_a_hidden_word_is_hidden_whoever_wrote_it(
    service: Service, acting: Workshop, person: Participant
) -> None:
    service.words.add(acting.id, "sleep", "more", By(person.id))
    service.words.add(acting.id, "Sleep", "more")
    service.reveal_step(acting.id, "act")
    service.words.hide(acting.id, service.words.words(acting, ROOM).lines[0])
    assert service.words.words(acting, ROOM).lines == ()
    assert len(service.words.words(acting).hidden) == 2


def test_a_hidden_word_stays_hidden_when_somebody_else_writes_it(
    service: Service, acting: Workshop, person: Participant
) -> None:
    service.words.add(acting.id, "sleep", "more", By(person.id))
    service.reveal_step(acting.id, "act")
    service.words.hide(acting.id, service.words.words(acting, ROOM).lines[0])
    other = service.join(acting.id, "other")
    assert service.words.add(acting.id, " SLEEP", "more", By(other.id)).hidden
    assert service.words.words(acting, ROOM).lines == ()
    assert not service.words.add(acting.id, "sleep", "less", By(other.id)).hidden
    # Who hides words decides what is shown: the facilitator's own stands there.
    assert not service.words.add(acting.id, "sleep", "more").hidden
