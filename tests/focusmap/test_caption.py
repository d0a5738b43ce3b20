"""The lines under an answer: all that the marks say, in words."""

from __future__ import annotations

from datetime import datetime

import pytest
from markupsafe import Markup

from focusmap.caption import MOST_LINKS, MOST_WORDS, caption, key, linking_words
from focusmap.model import WEAK, Answer, Axis, Evidence, Question, ReadAnswer, Reading
from focusmap.reading import lexical

AT = datetime(2026, 10, 12, 9)


def same(message: str) -> str:
    return message


def answer(text: str, reading: Reading) -> ReadAnswer:
    return ReadAnswer(
        Answer("a", "q", "p", text, AT, AT), Question("q", "ask", "work", "What?"), reading
    )


def reading(
    *evidence: Evidence, confidence: float = 0.9, x: float = 0.8, line_of_sight: bool = False
) -> Reading:
    return Reading(x, 0.8, confidence, line_of_sight, evidence)


def says(text: str, word: str, axis: Axis, weight: float, effect: str = "") -> Evidence:
    start = text.index(word)
    return Evidence(start, start + len(word), axis, weight, word, "file:1", effect)


def plain(lines: tuple[Markup, ...]) -> list[str]:
    return [line.striptags() for line in lines]


def test_the_first_line_says_where_an_answer_lies() -> None:
    assert plain(caption(answer("x", reading()), same)) == ["The words say: outside, outcomes."]


@pytest.mark.parametrize(("confidence", "unsure"), [(WEAK - 0.01, True), (WEAK, False)])
def test_a_weak_reading_says_so(confidence: float, *, unsure: bool) -> None:
    first = plain(caption(answer("x", reading(confidence=confidence)), same))[0]
    assert ("We are not sure" in first) is unsure
    assert first.endswith("say: outside, outcomes.")


@pytest.mark.parametrize(
    "reason", [lexical.NOTHING, lexical.NO_ANSWER, lexical.UNKNOWN, lexical.FOREIGN]
)
def test_an_unplaced_answer_says_why(reason: str) -> None:
    lines = caption(
        answer("x", lexical.unplaced(reason)), lambda m: m.upper() if m == reason else m
    )
    assert plain(lines) == [f"These words stay beside the map. {reason.upper()}"]


def test_marked_words_are_told_by_what_they_say() -> None:
    text = "kids sleep, tickets"
    found = (
        says(text, "kids", "focus", 1),
        says(text, "kids", "orientation", 1),
        says(text, "tickets", "orientation", -1),
        says(text, "sleep", "focus", 0.01),
    )
    line = caption(answer(text, reading(*found)), same)[1]
    assert line.striptags() == ("Words that say outside and outcome: “kids”; output: “tickets”.")
    assert '<mark role="none" class="outcome outside">outside and outcome</mark>' in line
    assert '<mark role="none" class="output">output</mark>' in line


def test_many_words_are_cut_short_with_their_number() -> None:
    words = [f"word{n}" for n in range(MOST_WORDS + 2)]
    text = ", ".join(words)
    found = [says(text, word, "focus", 1) for word in words]
    line = plain(caption(answer(text, reading(*found)), same))[1]
    assert line.endswith("“word4”, and 2 more.")


def test_what_people_type_is_escaped_and_keeps_its_direction() -> None:
    text = "<i>שלום"
    line = caption(answer(text, reading(says(text, text, "focus", 1))), same)[1]
    assert "“<bdi>&lt;i&gt;שלום</bdi>”" in line


@pytest.mark.parametrize(
    ("focus", "orientation", "says_so"),
    [
        (-2.0, -2.0, "it pulls inside and to outputs."),
        (-2.0, 0.0, "it pulls inside."),
        (0.0, -2.0, "it pulls to outputs."),
        (-0.5, 0.0, ""),
        (2.0, 2.0, ""),
    ],
)
def test_a_question_that_outweighs_the_words_is_named(
    focus: float, orientation: float, says_so: str
) -> None:
    text = "kids"
    found = (
        says(text, "kids", "focus", 1),
        says(text, "kids", "orientation", 1),
        says(text, "kids", "focus", focus, "question_work"),
        says(text, "kids", "orientation", orientation, "question_work"),
    )
    lines = plain(caption(answer(text, reading(*found)), same))
    assert (len(lines) == 3) is bool(says_so)
    assert lines[-1].endswith(says_so or "“kids”.")


def test_line_of_sight_is_told_with_the_words_that_weigh_most() -> None:
    text = "I clean so that kids play outside again soon"
    weights = {"I": 0.2, "so that": 1, "kids": 0.9, "play": 0.3, "again": -1, "soon": 0.05}
    found = [says(text, word, "line_of_sight", weight) for word, weight in weights.items()]
    lines = plain(caption(answer(text, reading(*found, line_of_sight=True)), same))
    assert lines[-1] == "Links own work to somebody outside: “so that”, “kids”, “play”."
    assert len(linking_words(text, found)) == MOST_LINKS


def test_line_of_sight_of_the_whole_answer_names_no_word() -> None:
    found = says("we", "we", "line_of_sight", 2, "ours_and_theirs")
    lines = plain(caption(answer("we", reading(found, line_of_sight=True)), same))
    assert lines[-1] == "Links own work to somebody outside."


def test_without_line_of_sight_nothing_is_said_of_it() -> None:
    found = says("so that", "so that", "line_of_sight", 1)
    assert len(caption(answer("so that", reading(found)), same)) == 1


def test_the_key_names_the_four_sides_each_marked_as_itself() -> None:
    marks = ("outside", "inside", "outcome", "output")
    assert key(same) == tuple(f'<mark role="none" class="{m}">{m}</mark>' for m in marks)
