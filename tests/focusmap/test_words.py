"""Words are kept as they were typed, whatever a keyboard or a paste brings."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.errors import BadAnswer
from focusmap.words import LONGEST_ANSWER, LONGEST_TITLE, check_answer, check_title, clean_words

# Lone surrogates included: a broken client can send them.
ANYTHING = st.text(st.characters(exclude_categories=[]), max_size=80)
TYPED = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=80)
KEPT = [
    "we ship invoices",
    "שלום עולם",
    "\u202bמרחב\u202c then left to right",
    "👩‍👩‍👧 helps 🧑🏽‍🚒",
    "e\u0301te\u0301 is not the same as été",
    "tab\tand\nline",
    "a\u00a0hard space",
    "x" * LONGEST_ANSWER,
]
NOTHING_VISIBLE = ["", "   ", "\n\t\n", "\u200b", "\u200b\u200d\ufeff", "\u202e \u202c", "\x00\x07"]


@given(ANYTHING)
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    once = clean_words(typed)
    assert clean_words(once) == once


@given(ANYTHING)
def test_no_control_character_is_kept_but_line_feed_and_tab(typed: str) -> None:
    kept = clean_words(typed)
    assert [c for c in kept if unicodedata.category(c) == "Cc" and c not in "\n\t"] == []


@given(ANYTHING)
def test_what_is_kept_can_be_stored_as_utf_8(typed: str) -> None:
    assert clean_words(typed).encode("utf-8").decode("utf-8") == clean_words(typed)


@given(TYPED)
def test_everything_a_keyboard_types_stays(typed: str) -> None:
    assert clean_words(typed) == typed.strip()


@pytest.mark.parametrize("text", KEPT)
def test_an_answer_is_kept_as_it_was_typed(text: str) -> None:
    assert check_answer(text) == text


@pytest.mark.parametrize("typed", ["one\r\ntwo", "one\rtwo", "one\ntwo"])
def test_line_ends_of_every_system_become_line_feeds(typed: str) -> None:
    assert clean_words(typed) == "one\ntwo"


def test_an_empty_line_between_two_lines_stays() -> None:
    assert clean_words("one\r\n\r\ntwo") == "one\n\ntwo"


def test_control_characters_go_and_their_neighbours_stay() -> None:
    assert clean_words("a\x00b\x1b[0mc\x7f\x85d") == "ab[0mcd"


def test_half_a_character_becomes_a_replacement_character() -> None:
    assert clean_words("a\ud83dz") == "a\ufffdz"


def test_two_halves_of_a_character_are_joined() -> None:
    assert clean_words("\ud83d\ude00") == "😀"


@pytest.mark.parametrize("typed", NOTHING_VISIBLE)
def test_an_answer_with_nothing_to_see_is_refused(typed: str) -> None:
    with pytest.raises(BadAnswer, match="no words in it yet"):
        check_answer(typed)


# The second came to Unicode in 2022, later than the tables of some Pythons.
@pytest.mark.parametrize("typed", ["👍", "🩷", "?", "字"])
def test_one_visible_character_is_an_answer(typed: str) -> None:
    assert check_answer(typed) == typed


def test_a_visible_character_among_invisible_ones_is_an_answer() -> None:
    assert check_answer("\u200bx\u200b") == "\u200bx\u200b"


def test_an_answer_one_character_too_long_is_refused_with_both_numbers() -> None:
    with pytest.raises(BadAnswer, match=r"2,001 characters.*2,000"):
        check_answer("x" * (LONGEST_ANSWER + 1))


def test_a_pasted_book_is_refused_with_its_length() -> None:
    with pytest.raises(BadAnswer, match="100,000 characters"):
        check_answer("x" * 100_000)


def test_space_around_an_answer_does_not_count_for_its_length() -> None:
    assert check_answer(" " * 50 + "x" * LONGEST_ANSWER + "\n") == "x" * LONGEST_ANSWER


def test_a_title_comes_to_one_line_with_single_spaces() -> None:
    assert check_title("  Harbour\n Housing,\t autumn ") == "Harbour Housing, autumn"


@pytest.mark.parametrize("typed", NOTHING_VISIBLE)
def test_a_title_with_nothing_to_see_is_refused(typed: str) -> None:
    with pytest.raises(BadAnswer, match="needs a title"):
        check_title(typed)


def test_a_title_may_be_as_long_as_allowed_and_no_longer() -> None:
    assert check_title("x" * LONGEST_TITLE) == "x" * LONGEST_TITLE
    with pytest.raises(BadAnswer, match=r"121 characters.*120"):
        check_title("x" * (LONGEST_TITLE + 1))


def test_a_refusal_can_be_told_in_another_language() -> None:
    with pytest.raises(BadAnswer) as refused:
        check_answer("x" * 2_001)
    assert refused.value.text(lambda _: "{length} statt {most}") == "2001 statt 2000"
