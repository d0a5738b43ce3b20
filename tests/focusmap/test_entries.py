"""Entries: what is merged, in which order, and how they are ranked by their dots."""

from __future__ import annotations

from datetime import datetime

import pytest

from focusmap.entries import Entry, entry_id, make_ballot, merge_entries, places, ranked
from focusmap.model import Answer, Question, ReadAnswer, Reading

NOW = datetime(2026, 10, 12, 9)
MEASURED = Question("m", "qualify", "measure", "What is measured here?", "measured", 5)
REWARDED = Question("r", "qualify", "measure", "What is rewarded here?", "rewarded", 5)
UNREAD = Reading(None, None, 0.0, line_of_sight=False, evidence=())


def answer(text: str, person: str = "p1", question: Question = MEASURED) -> Answer:
    return Answer(f"{person}-{question.id}-{text}", question.id, person, text, NOW, NOW)


def read(text: str, person: str = "p1", question: Question = MEASURED) -> ReadAnswer:
    return ReadAnswer(answer(text, person, question), question, UNREAD)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Budget kept", "budget  KEPT ", True),
        ("Budget\nkept", "budget kept", True),
        ("Stra\u00dfe", "STRASSE", True),
        ("caf\u00e9", "cafe\u0301", True),
        ("Budget kept", "Budgets kept", False),
        ("NPS", "NPS!", False),
        ("NPS", "Net promoter score", False),
    ],
)
def test_only_case_and_space_are_evened_out(one: str, other: str, same: bool) -> None:
    assert (entry_id("m", one) == entry_id("m", other)) is same


def test_the_same_words_to_two_prompts_are_two_entries() -> None:
    assert entry_id("m", "NPS") != entry_id("r", "NPS")


def test_merged_entries_hold_all_their_answers_and_count_people_once() -> None:
    entries = merge_entries([read("NPS"), read("nps", "p2"), read("NPS ", "p2"), read("Budget")])
    assert [(e.text, e.people, len(e.answers)) for e in entries] == [
        ("NPS", 2, 3),
        ("Budget", 1, 1),
    ]


def test_entries_know_their_dots() -> None:
    dots = {entry_id("m", "NPS"): 4}
    assert [e.dots for e in merge_entries([read("NPS"), read("Budget")], dots)] == [4, 0]


def test_a_ballot_goes_by_prompt_then_by_people_and_tells_no_dots() -> None:
    given = [
        answer("Sales", "p1", REWARDED),
        answer("Budget"),
        answer("NPS"),
        answer("nps", "p2"),
        answer("Absence"),
    ]
    ballot = make_ballot(given, (MEASURED, REWARDED))
    assert [e.text for e in ballot] == ["NPS", "Absence", "Budget", "Sales"]
    assert {e.dots for e in ballot} == {0}
    assert not any(e.answers for e in ballot)


def test_ranks_are_shared_by_the_same_number_of_dots() -> None:
    entries = ranked(
        Entry(text, MEASURED, text, 1, dots=dots)
        for text, dots in (("a", 1), ("b", 5), ("c", 1), ("d", 0))
    )
    assert [e.text for e in entries] == ["b", "a", "c", "d"]
    assert places(entries) == (1, 2, 2, 4)
