"""Words typed wrongly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.reading.spelling import Speller

SPELLER = Speller(["customer", "patient", "tenant", "invoice", "report", "sleep well", "cat"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("custmer", "customer"),
        ("custommer", "customer"),
        ("customar", "customer"),
        ("cusotmer", "customer"),
        ("pateint", "patient"),
        ("inovice", "invoice"),
    ],
)
def test_one_slip_is_mended(typed: str, meant: str) -> None:
    assert SPELLER.nearest(typed) == meant


@pytest.mark.parametrize("typed", ["cutsmoer", "caat", "xustomer", "", "c4stomer", "zzzzzzz"])
def test_two_slips_short_words_and_first_letters_are_not(typed: str) -> None:
    assert SPELLER.nearest(typed) is None


def test_two_words_as_near_are_left_alone() -> None:
    assert Speller(["waiter", "wafter"]).nearest("waxter") is None


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzäß", max_size=40))
def test_any_word_has_an_answer(word: str) -> None:
    assert SPELLER.nearest(word) in {None, "customer", "patient", "tenant", "invoice", "report"}
