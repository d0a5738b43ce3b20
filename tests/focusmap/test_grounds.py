"""Why an answer lies where it lies: every weight, and the sums."""

from __future__ import annotations

import csv
import math
from datetime import datetime
from pathlib import Path

import pytest

from focusmap.bootstrap import LEXICONS, meanings_for
from focusmap.grounds import (
    MOST_GROUNDS,
    ROLE_WORDS,
    Grounds,
    effect_in_words,
    grounds_of,
    says,
    signed,
    sum_sentence,
)
from focusmap.model import Answer, Axis, Evidence, Question, ReadAnswer, Reading
from focusmap.reading import load_reader
from focusmap.reading.classes import ROLES
from focusmap.steps import languages

AT = datetime(2026, 10, 12, 9)
DATA = Path(__file__).parents[1] / "data" / "labelled_answers.csv"


def same(message: str) -> str:
    return message


def answer(text: str, reading: Reading) -> ReadAnswer:
    return ReadAnswer(
        Answer("a", "q", "p", text, AT, AT), Question("q", "ask", "work", "What?"), reading
    )


def evidence(weight: float, axis: Axis = "focus", effect: str = "they@acting") -> Evidence:
    return Evidence(0, 4, axis, weight, "they", "lexicons/en/words/people.tsv:3", effect)


def test_an_unplaced_answer_has_no_grounds() -> None:
    assert (
        grounds_of(answer("they", Reading(None, None, 0, line_of_sight=False, evidence=()))) == ()
    )


def test_grounds_are_heaviest_first_on_each_axis_and_the_rest_is_summed() -> None:
    many = [evidence(0.01 * n) for n in range(1, MOST_GROUNDS + 3)]
    found = (*many, evidence(-0.5, "orientation"), evidence(9, "line_of_sight"))
    focus, orientation = grounds_of(
        answer("they", Reading(0.5, -0.5, 0.9, line_of_sight=False, evidence=found))
    )
    assert [g.weight for g in focus.heaviest] == sorted((e.weight for e in many), reverse=True)[:-2]
    assert focus.others == 2
    assert focus.rest == pytest.approx(0.03)
    assert focus.total == pytest.approx(sum(e.weight for e in many))
    assert [(g.words, g.weight) for g in orientation.heaviest] == [("they", -0.5)]
    assert orientation.others == 0


def test_what_speaks_of_the_whole_answer_has_no_words() -> None:
    found = (evidence(-1, effect="question_work"),)
    focus, _ = grounds_of(answer("they", Reading(-1, 0, 0.9, line_of_sight=False, evidence=found)))
    assert focus.heaviest[0].words == ""


def test_the_sums_are_the_place_that_the_reader_gives() -> None:
    reader = load_reader("en", LEXICONS)
    with DATA.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))[:200]
    for row in rows:
        reading = reader.read(row["text"], row["question"])
        for grounds, place in zip(
            grounds_of(answer(row["text"], reading)), (reading.x, reading.y), strict=False
        ):
            assert grounds.place == pytest.approx(place, abs=0.001)
            assert grounds.total == pytest.approx(
                sum(g.weight for g in grounds.heaviest) + grounds.rest
            )


@pytest.mark.parametrize(
    ("axis", "weight", "side"),
    [
        ("focus", 1, "outside"),
        ("focus", -1, "inside"),
        ("orientation", 1, "outcome"),
        ("orientation", -1, "output"),
    ],
)
def test_a_weight_speaks_for_a_side(axis: Axis, weight: float, side: str) -> None:
    assert says(axis, weight, same) == side


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        ("they", "people named before"),
        ("they@acting", "people named before; does something"),
        ("new_class@new_role", "new class; new_role"),
        ("", ""),
    ],
)
def test_an_effect_is_told_in_plain_words(effect: str, words: str) -> None:
    assert effect_in_words(effect, {"they": "people named before"}, same) == words


def test_each_role_of_the_lexicon_has_its_words() -> None:
    assert set(ROLES) - {""} <= set(ROLE_WORDS)


@pytest.mark.parametrize("language", languages())
def test_what_classes_mean_is_loaded_for_every_language(language: str) -> None:
    assert all(meaning.strip("- ") for meaning in meanings_for(language).values())


@pytest.mark.parametrize(
    ("total", "says_so"),
    [
        (0.5, "Together +0.50. On a scale from −1 to 1 that is +0.46: outside."),
        (-2, "Together −2.00. On a scale from −1 to 1 that is −0.96: inside."),
        (0, "Together 0.00. On a scale from −1 to 1 that is 0.00: both inside and outside."),
    ],
)
def test_a_sum_is_told_with_the_place_it_gives(total: float, says_so: str) -> None:
    grounds = Grounds("focus", (), 0, 0, total)
    assert sum_sentence(grounds, same) == says_so
    assert grounds.place == math.tanh(total)


@pytest.mark.parametrize(
    ("value", "shown"), [(0.5, "+0.50"), (-0.125, "−0.12"), (0.001, "0.00"), (-0.004, "0.00")]
)
def test_numbers_are_told_with_their_sign(value: float, shown: str) -> None:
    assert signed(value) == shown
