"""Codes that can be read aloud, and secrets of which only a hash is kept."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.codes import (
    ALPHABET,
    CODE_LENGTH,
    PERSONAL_CODE_LENGTH,
    clean_code,
    form_token,
    hash_secret,
    matches,
    new_code,
    new_secret,
    participant_cookie,
    role_cookie,
    show_code,
)

CODES = st.text(ALPHABET, min_size=1, max_size=32)


def test_nothing_in_the_alphabet_is_misread_or_misheard() -> None:
    assert not set(ALPHABET) & set("01OILU")
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert ALPHABET.upper() == ALPHABET


@pytest.mark.parametrize("length", [CODE_LENGTH, PERSONAL_CODE_LENGTH, 1])
def test_a_code_has_its_length_and_keeps_to_the_alphabet(length: int) -> None:
    code = new_code(length)
    assert len(code) == length
    assert set(code) <= set(ALPHABET)


def test_a_join_code_has_eight_characters_unless_told() -> None:
    assert len(new_code()) == 8


def test_codes_and_secrets_do_not_repeat() -> None:
    assert len({new_code() for _ in range(2_000)}) == 2_000
    assert len({new_secret() for _ in range(2_000)}) == 2_000


def test_a_secret_goes_into_an_address_as_it_is() -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{32}", new_secret())


@given(CODES)
def test_a_shown_code_typed_back_is_the_code(code: str) -> None:
    assert clean_code(show_code(code)) == code


@given(CODES, st.sampled_from([" ", "-", "–", ".", "\u200b", "\n"]))
def test_case_spaces_and_dashes_do_not_matter(code: str, between: str) -> None:
    assert clean_code(between.join(code.lower())) == code


@given(st.text(st.characters(exclude_categories=[]), max_size=100))
def test_a_cleaned_code_is_short_plain_and_cleaned(text: str) -> None:
    code = clean_code(text)
    assert re.fullmatch(r"[A-Z0-9]{0,32}", code)
    assert clean_code(code) == code


def test_a_code_is_shown_in_two_halves() -> None:
    assert show_code("HK7M2QWD") == "HK7M-2QWD"
    assert show_code("ABC234") == "ABC-234"


@given(st.text(st.characters(exclude_categories=[]), max_size=40))
def test_a_secret_matches_its_own_hash_and_no_other(secret: str) -> None:
    assert matches(secret, hash_secret(secret))
    assert not matches(secret + "x", hash_secret(secret))


def test_no_secret_matches_an_empty_hash() -> None:
    assert not matches("", "")
    assert not matches("anything", "")


def test_a_hash_does_not_hold_its_secret() -> None:
    secret = new_secret()
    assert secret not in hash_secret(secret)
    assert re.fullmatch("[0-9a-f]{64}", hash_secret(secret))


def test_a_form_token_tells_neither_the_token_nor_its_stored_hash() -> None:
    token = new_secret()
    assert token not in form_token(token)
    assert form_token(token) not in hash_secret(token)
    assert form_token(token) == form_token(token) != form_token(new_secret())


def test_cookies_are_of_one_workshop_and_one_role() -> None:
    names = {participant_cookie("A"), participant_cookie("B")}
    names |= {role_cookie(role, code) for role in ("facilitator", "wall") for code in "AB"}
    assert len(names) == 6
