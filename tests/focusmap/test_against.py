"""Guess against words: row by row which facts lead to which sentence, and mistakes in the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import product
from pathlib import Path

import pytest

from focusmap.against import (
    FACTS,
    Against,
    against_basis,
    against_sentence,
    find_case,
    lay_against,
    load_guess_cases,
)
from focusmap.cases import Case
from focusmap.cloud import Cloud, make_cloud
from focusmap.errors import ContentError
from focusmap.map import Layer, make_layer
from focusmap.model import Answer, PutSpot, Question, ReadAnswer, Reading
from focusmap.steps import CONTENT, languages
from focusmap.translate import translations

SHIPPED = (CONTENT / "en" / "guess.toml").read_text(encoding="utf-8")
SPEAK = translations("en")
NOW = datetime(2026, 10, 12)
Spot = tuple[float, float]
INSIDE, FURTHER, OUTSIDE, MIDDLE = (-0.5, -0.5), (-0.95, -0.5), (0.6, 0.6), (0.0, 0.0)


def cloud(*spots: Spot) -> Cloud:
    return make_cloud(
        "guess", [PutSpot(f"p{n}", "curiosity", "guess", *s) for n, s in enumerate(spots)]
    )


def words(*spots: Spot, people: int = 0) -> Layer:
    question = Question("Q", "ask", "work", "What?")
    return make_layer(
        "said",
        [
            ReadAnswer(
                Answer(f"a{n}", "Q", f"p{n % people if people else n}", "text", NOW, NOW),
                question,
                Reading(x, y, 1.0, line_of_sight=False, evidence=()),
            )
            for n, (x, y) in enumerate(spots)
        ],
    )


def against(guesses: Cloud | None, said: Layer) -> Against:
    people = {f"p{n}": spot for n, spot in enumerate(guesses.places)} if guesses else {}
    return lay_against(guesses, people, said)


def sentence(found: Against) -> str:
    return against_sentence(load_guess_cases("en"), found, SPEAK.gettext)


TWO_WAYS = (*[INSIDE] * 6, *[OUTSIDE] * 6)
ROWS: dict[str, tuple[Against, str]] = {
    "hidden": (against(None, words(*[INSIDE] * 12)), "Our guesses are not revealed yet."),
    "few_guesses": (
        against(cloud(*[INSIDE] * 3), words(*[INSIDE] * 12)),
        "Too few of us have guessed",
    ),
    "few_words": (
        against(cloud(*[INSIDE] * 12), words(*[INSIDE] * 3)),
        "Too few of us have answers on the map",
    ),
    "both_split": (
        against(cloud(*TWO_WAYS), words(*TWO_WAYS)),
        "We guessed two ways, factory floor and customer outcomes, and our words go two ways",
    ),
    "guesses_split": (
        against(cloud(*TWO_WAYS), words(*[INSIDE] * 12)),
        "We guessed two ways, factory floor and customer outcomes; our words look inside, at out",
    ),
    "words_split": (
        against(cloud(*[INSIDE] * 12), words(*TWO_WAYS)),
        "We guessed inside, at outputs; our words go two ways, factory floor and customer outco",
    ),
    "same_place": (
        against(cloud(*[INSIDE] * 12), words(*[INSIDE] * 12)),
        "We guessed inside, at outputs, and our words look there too, as far as",
    ),
    "unsure": (
        against(cloud(*[(-0.5, -0.4)] * 12), words(*[(-0.5, -0.2)] * 12)),
        "We guessed inside, at outputs; our words look inside, at both outputs and outcomes. "
        "That is too near",
    ),
    "further": (
        against(cloud(*[INSIDE] * 12), words(*[FURTHER] * 12)),
        "We guessed inside, at outputs; our words look that way too, and further inside than",
    ),
    "apart": (
        against(cloud(*[OUTSIDE] * 12), words(*[INSIDE] * 12)),
        "We guessed outside, at outcomes; our words look inside, at outputs.",
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_guesses_and_words_lead_to_their_case_and_its_sentence(name: str) -> None:
    found, says = ROWS[name]
    assert find_case(load_guess_cases("en"), found).id == name
    assert sentence(found).startswith(says)


def test_every_case_is_among_the_rows() -> None:
    assert [case.id for case in load_guess_cases("en")] == list(ROWS)


@pytest.mark.parametrize("facts", list(product(*FACTS.values())))
def test_whatever_the_facts_some_case_holds(facts: tuple[str, ...]) -> None:
    known = dict(zip(FACTS, facts, strict=True))
    assert any(case.holds(known) for case in load_guess_cases("en"))


def test_a_middle_on_both_axes_is_both_ways() -> None:
    found = against(cloud(*[OUTSIDE] * 12), words(*[MIDDLE] * 12))
    assert sentence(found) == "We guessed outside, at outcomes; our words look both ways."


def test_the_words_of_few_are_too_few_however_much_they_write() -> None:
    found = against(cloud(*[OUTSIDE] * 12), words(*[INSIDE] * 12, people=3))
    assert sentence(found).startswith("Too few of us have answers on the map")


def test_it_says_what_it_rests_on() -> None:
    found = against(cloud(*[OUTSIDE] * 5), words(*[INSIDE] * 12, people=6))
    assert against_basis(found, SPEAK) == (
        "Guesses: 5 people. Words: 12 answers from 6 people. Only what could be placed."
    )
    assert against_basis(against(None, words()), SPEAK) == ""


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_table(language: str) -> None:
    assert [c.id for c in load_guess_cases(language)] == list(ROWS)


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], tuple[Case, ...]]:
    """Loads a text as the table of a folder of its own."""
    file = tmp_path / "en" / "guess.toml"
    file.parent.mkdir()

    def load(text: str) -> tuple[Case, ...]:
        file.write_text(text, encoding="utf-8")
        load_guess_cases.cache_clear()
        return load_guess_cases("en", tmp_path)

    return load


MISTAKES = {
    "unknown fact": ('guesses = "few"', 'guesses = "some"', "guesses is one of hidden, few, split"),
    "unknown key": ('words = "few"', 'word = "few"', "there is no word"),
    "no sentence": ('say = "Too few', 'say = ""\n# "Too few', "say must be a sentence"),
    "unknown name": ("{ways} than", "{way} than", "say can hold {guess}, {words} and {ways}"),
    "broken brace": ("and {ways} than", "and {ways than", "a { or } too many"),
    "last with a condition": ('id = "apart"', 'id = "apart"\nsame = "no"', "the last case"),
    "two alike": ('id = "further"', 'id = "unsure"', "the same id"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_the_file(
    load: Callable[[str], tuple[Case, ...]], name: str
) -> None:
    old, new, says = MISTAKES[name]
    assert old in SHIPPED
    with pytest.raises(ContentError) as told:
        load(SHIPPED.replace(old, new))
    assert "guess.toml:" in str(told.value)
    assert says in str(told.value)
    load_guess_cases.cache_clear()
