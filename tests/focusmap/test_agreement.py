"""What a vote on the statement comes to: thresholds, sentences, and that a no never helps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.agreement import (
    Stances,
    Verdict,
    count_stances,
    counts_in_words,
    find_verdict,
    is_agreed,
    result_sentence,
    turnout,
)
from focusmap.model import Vote
from focusmap.statement_words import load_statement_words
from focusmap.translate import translations

EN = translations("en")
WORDS = load_statement_words("en").result
ORDER: tuple[Verdict, ...] = ("not", "lived", "agreed")


@pytest.mark.parametrize(
    ("stances", "verdict", "says"),
    [
        (Stances(0, 0, 0), "few", "Too few of us voted to show how: 0."),
        (Stances(3, 0, 0), "few", "Too few of us voted to show how: 3."),
        (Stances(4, 0, 0), "agreed", "Agreed."),
        (Stances(3, 1, 0), "agreed", "Agreed."),
        (Stances(9, 3, 0), "agreed", "Agreed."),
        (Stances(8, 4, 0), "lived", "Agreed, some live with it."),
        (Stances(0, 4, 0), "lived", "Agreed, some live with it."),
        (Stances(3, 0, 1), "not", "Not agreed: 1 said no. Ask what would have to change."),
        (Stances(9, 0, 1), "agreed", "Agreed. 1 said no: ask what would have to change."),
        (Stances(6, 3, 1), "lived",
         "Agreed, some live with it. 1 said no: ask what would have to change."),
        (Stances(8, 0, 1), "not", "Not agreed: 1 said no. Ask what would have to change."),
        (Stances(0, 0, 9), "not", "Not agreed: 9 said no. Ask what would have to change."),
    ],
)  # fmt: skip
def test_a_result_in_words(stances: Stances, verdict: str, says: str) -> None:
    assert find_verdict(stances) == verdict
    assert result_sentence(stances, WORDS).startswith(says)
    assert is_agreed(find_verdict(stances)) is (verdict in ("agreed", "lived"))


def test_a_workshop_that_shows_nobody_apart_below_ten_shows_no_result_of_nine() -> None:
    assert find_verdict(Stances(9, 0, 0), 10) == "few"
    assert "Agreed" not in result_sentence(Stances(9, 0, 0), WORDS, 10)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_a_no_that_becomes_a_yes_never_makes_it_worse(agree: int, live: int, no: int) -> None:
    before = find_verdict(Stances(agree, live, no + 1))
    after = find_verdict(Stances(agree + 1, live, no))
    if before == "few":
        assert after == "few"
    else:
        assert ORDER.index(after) >= ORDER.index(before)


def test_only_stances_on_the_round_count() -> None:
    votes = [
        Vote("p1", "r1", "stance", 3),
        Vote("p2", "r1", "stance", 1),
        Vote("p3", "r1", "pick", 1),
        Vote("p1", "r0", "stance", 2),
    ]
    assert count_stances(votes, "r1") == Stances(1, 0, 1)


def test_counts_come_with_their_shares() -> None:
    assert counts_in_words(Stances(6, 3, 1), EN) == [
        "6 agree (60 %)", "3 can live with it (30 %)", "1 no (10 %)",
    ]  # fmt: skip
    assert counts_in_words(Stances(), EN)[0] == "0 agree (0 %)"


def test_how_many_of_those_who_joined_have_voted() -> None:
    assert turnout(1, 1, EN) == "1 of 1 person has voted."
    assert turnout(7, 30, EN) == "7 of 30 people have voted."
