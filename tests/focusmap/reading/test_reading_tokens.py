"""Tokens and their spans in the original text."""

import unicodedata

import pytest

from focusmap.reading.tokens import MAX_CHARACTERS, tokenize


def norms(text: str) -> list[str]:
    return [token.norm for token in tokenize(text)]


def pieces(text: str) -> list[str]:
    return [text[token.start : token.end] for token in tokenize(text)]


@pytest.mark.parametrize("text", ["can't", "can’t", "cant", "cannot", "CAN'T"])
def test_negation_is_expanded(text: str) -> None:
    assert norms(text) == ["can", "not"]
    assert "".join(pieces(text)) == text


def test_short_forms_are_split_for_matching_only() -> None:
    assert norms("they’re the customer's") == ["they", "are", "the", "customer", "'s"]
    assert pieces("they’re") == ["they", "’re"]
    assert norms("won't don't") == ["will", "not", "do", "not"]


def test_spans_after_emoji() -> None:
    assert pieces("🙂👩‍👩‍👧 patients 🎉 walk") == ["patients", "walk"]


def test_combining_characters_stay_in_their_word() -> None:
    text = unicodedata.normalize("NFD", "Cafés öffnen")
    assert norms(text) == ["cafés", "öffnen"]
    assert pieces(text) == text.split()


def test_numbers_hyphens_and_signs() -> None:
    assert norms("98.5% of follow-ups, 24th") == ["98.5", "%", "of", "follow", "ups", ",", "24th"]


def test_only_the_first_characters_are_read() -> None:
    assert tokenize("a " * 100_000)[-1].end <= MAX_CHARACTERS
