"""The drafted gap statement, row by row; whose words it quotes; mistakes in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from focusmap.errors import ContentError
from focusmap.gaps import GAP_AXES, PAIRS, TOLD, WAYS, Gap, GapAxis, GapSide, PairName
from focusmap.identified import Identified, identified
from focusmap.model import Answer, Question, ReadAnswer, Reading
from focusmap.resampling import Apart
from focusmap.statement import (
    LONGEST_QUOTE,
    MOST_WORDS,
    draft,
    find_case,
    find_pull,
    lost_quotes,
    surest,
    tell,
)
from focusmap.statement_words import load_statement_words
from focusmap.steps import CONTENT, languages

TABLE = load_statement_words("en")
SHIPPED = (CONTENT / "en" / "gap_statement.toml").read_text(encoding="utf-8")
ASKED = Question("q", "ask", "work", "What is your work?")
NOW = datetime(2026, 10, 12)
NOBODY = identified((), ())
NONE = Apart(0.05, -0.3, 0.4)
UP, DOWN = Apart(0.8, 0.5, 1.1), Apart(-0.8, -1.1, -0.5)


def gap(
    pair: PairName,
    axis: GapAxis,
    apart: Apart | None = NONE,
    people: tuple[int, int] = (12, 11),
    camps: tuple[int, int] = (0, 0),
    means: tuple[float, float] | None = None,
) -> Gap:
    """Return a gap; `camps` are how many lie at either end of its first side."""
    one, other = PAIRS[pair]
    up = 0.4 if apart and apart.difference > 0 else -0.4
    first, second = means or (-up, up)
    sides = (
        GapSide(one, people[0], first, 0.3, *camps),
        GapSide(other, people[1], second, 0.3, 0, 0),
    )
    return Gap(pair, axis, *sides, people=14, both=9, apart=apart)


def figures(*gaps: Gap) -> Identified:
    """Return figures with some gaps; the others are none, of enough people."""
    found = {(g.pair, g.axis): g for g in gaps}
    made = [found.get(key) or gap(*key) for key in product(PAIRS, GAP_AXES)]
    return replace(NOBODY, gaps=tuple(made))


def answer(
    text: str, x: float, y: float, person: str = "", confidence: float = 0.8, hidden: bool = False
) -> ReadAnswer:
    reading = Reading(x, y, confidence, line_of_sight=False, evidence=())
    given_answer = Answer(f"a-{text}", "q", person or text, text, NOW, NOW, hidden)
    return ReadAnswer(given_answer, ASKED, reading)


def statement(
    of: Identified, said: Iterable[ReadAnswer] = (), measured: Iterable[ReadAnswer] = ()
) -> str:
    return draft(of, tuple(said), tuple(measured), TABLE)


# Which figures lead to which sentences


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("focus", [None, "inside", "outside"])
@pytest.mark.parametrize("orientation", [None, "outputs", "outcomes"])
@pytest.mark.parametrize("across", [True, False])
def test_each_clear_gap_has_its_own_sentence(
    pair: PairName, focus: str | None, orientation: str | None, across: bool
) -> None:
    ways = {"focus": focus, "orientation": orientation}
    if not (focus or orientation):
        return
    made = [
        gap(pair, axis, UP if way == WAYS[axis][1] else DOWN,
            means=None if across else ((0.3, 0.9) if way == WAYS[axis][1] else (0.9, 0.3)))
        for axis in GAP_AXES
        if (way := ways[axis])
    ]  # fmt: skip
    row = TABLE.gap[pair, focus or "none", orientation or "none"]
    text = statement(figures(*made))
    assert row["across" if across else "further"] in text
    assert text.startswith(TABLE.lead["clear"])
    assert all((TABLE.none[other] in text) is (other != pair) for other in TOLD)


def test_one_axis_across_and_one_further_is_told_as_further() -> None:
    made = (
        gap("said_measured", "focus", DOWN),
        gap("said_measured", "orientation", DOWN, means=(0.9, 0.3)),
    )
    assert (
        "Our measures look further inside than our words, and lie nearer to outputs."
        in statement(figures(*made))
    )


def test_no_clear_gap_is_a_result() -> None:
    text = statement(figures())
    assert text.startswith("As far as our figures tell, we have no clear gap. That is a result")
    assert "no clear difference between what we say and what is measured" in text
    assert "no clear difference between what we say and where we need to be" in text


def test_too_few_say_so_and_quote_nobody() -> None:
    made = [gap(pair, axis, None, people=(3, 2)) for pair in TOLD for axis in GAP_AXES]
    text = statement(figures(*made), [answer("we plan routes", -0.8, -0.8)])
    assert text.startswith("We are too few to say from figures what our gap is.")
    assert "Too few of us answered to lay what is measured beside what we say." in text
    assert "we plan routes" not in text
    assert "the words of 3 of us; measures named by 2;" in text


def test_wanted_that_was_not_asked_is_told_and_the_other_gap_stands() -> None:
    made = [gap("said_wanted", axis, None, people=(12, 0)) for axis in GAP_AXES]
    text = statement(figures(gap("said_measured", "focus", DOWN), *made))
    assert "Our words look outside, and our measures look inside." in text
    assert text.count("We have not said yet where we need to be.") == 1
    assert "where we need to be, from" not in text


def test_nothing_at_all_is_told_once_each() -> None:
    text = statement(NOBODY)
    assert text.startswith(TABLE.lead["few"])
    assert text.count(TABLE.missing["said"]) == 1
    assert "Behind it" not in text


@pytest.mark.parametrize("axis", GAP_AXES)
def test_two_camps_are_told_with_one_quote_each(axis: GapAxis) -> None:
    made = [gap(pair, axis, NONE, camps=(5, 6)) for pair in TOLD]
    low, high = ((-0.8, 0.0), (0.8, 0.0)) if axis == "focus" else ((0.0, -0.8), (0.0, 0.8))
    said = [answer("low words", *low), answer("high words", *high), answer("more high", *high)]
    text = statement(figures(*made), said)
    assert text.startswith("We are not of one mind")
    assert text.count("We are in two camps: in our words 5 of us") == 1
    assert "“low words” and “high words”" in text or "“low words” and “more high”" in text
    assert not any(row["across"] in text for row in TABLE.gap.values())


def test_a_clear_gap_of_people_in_two_camps_is_told_and_speaks_for_no_side_of_them() -> None:
    text = statement(figures(gap("said_measured", "focus", DOWN, camps=(5, 6))))
    assert "Our measures look further inside than our words." in text
    assert "We are in two camps: in our words 5 of us look inside and 6 outside." in text
    assert "Our words look outside" not in text


def test_camps_of_several_layers_are_told_in_one_sentence() -> None:
    made = [gap("said_measured", axis, NONE, camps=(5, 6)) for axis in GAP_AXES]
    text = statement(figures(*made))
    assert text.count("two camps") == 1
    assert (
        "We are in two camps: in our words 5 of us look inside and 6 outside; in our words 5 of us "
        "speak of outputs and 6 of outcomes." in text
    )


def test_the_largest_gap_comes_first_and_a_clear_guess_is_told_too() -> None:
    made = (
        gap("guess_said", "focus", DOWN),
        gap("said_wanted", "orientation", UP),
        gap("said_measured", "focus", DOWN),
    )
    of = replace(NOBODY, gaps=(*made, *(g for g in figures().gaps if not g.way)))
    text = statement(of)
    told = [
        "We guessed that we look outside, and our words look inside.",
        "Our words speak of outputs, and we need to look at outcomes.",
        "Our words look outside, and our measures look inside.",
    ]
    assert text.startswith("This is our gap. " + " ".join(told))
    assert "guesses of 12" in text


FOUND = st.sampled_from([None, NONE, UP, DOWN])
CAMPS = st.sampled_from([(0, 0), (5, 6)])
ACROSS = st.sampled_from([None, (0.3, 0.9)])


@settings(deadline=None)
@given(
    made=st.lists(st.tuples(FOUND, CAMPS, ACROSS), min_size=6, max_size=6),
    long=st.booleans(),
)
def test_every_clear_gap_is_told_once_and_it_can_be_read_aloud(
    made: list[tuple[Apart | None, tuple[int, int], tuple[float, float] | None]], long: bool
) -> None:
    gaps = [
        gap(pair, axis, found, camps=camps, means=means)
        for (pair, axis), (found, camps, means) in zip(product(PAIRS, GAP_AXES), made, strict=True)
    ]
    of = figures(*gaps)
    said = [answer(f"word{n} " * (20 if long else 4), 0.8, 0.8, f"P{n}") for n in range(4)]
    measured = [answer(f"count{n} " * (20 if long else 4), -0.8, -0.8, f"P{n}") for n in range(4)]
    text = statement(of, said, measured)
    for pair in PAIRS:
        ways = {g.axis: g.way for g in of.gaps if g.pair == pair and g.way}
        rows = {key: row for key, row in TABLE.gap.items() if key[0] == pair}
        told = [key for key, row in rows.items() for say in row.values() if say in text]
        expected = [(pair, ways.get("focus", "none"), ways.get("orientation", "none"))]
        # A shorter sentence may be the beginning of a longer one, never of another gap.
        assert set(told) == (set(expected) if ways else set())
    assert text.count("two camps") <= 1
    words = text.split("\n")
    quoted = len(text.split()) if any("for example" in line for line in words) else 0
    assert quoted <= MOST_WORDS
    assert len(text.split()) <= 1.1 * MOST_WORDS


@pytest.mark.parametrize(
    ("measured", "wanted", "pull"),
    [
        ({"focus": DOWN}, {"focus": UP}, "away"),
        ({"focus": UP}, {"focus": UP}, "towards"),
        ({"focus": DOWN, "orientation": UP}, {"focus": UP, "orientation": UP}, "both"),
        ({"focus": DOWN}, {"orientation": UP}, None),
        ({}, {"focus": UP}, None),
    ],
)
def test_measures_lead_away_from_or_towards_where_we_need_to_be(
    measured: dict[GapAxis, Apart], wanted: dict[GapAxis, Apart], pull: str | None
) -> None:
    made = [gap("said_measured", a, found) for a, found in measured.items()]
    made += [gap("said_wanted", a, found) for a, found in wanted.items()]
    of = figures(*made)
    assert find_pull(tell(of)) == pull
    for way, sentence in TABLE.pull.items():
        assert (sentence in statement(of)) is (way == pull)


@pytest.mark.parametrize("language", languages())
def test_the_whole_of_a_draft_can_be_read_aloud(language: str) -> None:
    of = figures(
        gap("said_measured", "focus", DOWN),
        gap("said_measured", "orientation", DOWN),
        gap("said_wanted", "focus", UP, means=(0.2, 0.8)),
    )
    said = [answer("Families stay with us", 0.8, 0.8), answer("Tenants sleep well", 0.7, 0.9)]
    measured = [answer("Calls answered", -0.8, -0.8), answer("Budget kept", -0.9, -0.7)]
    text = draft(of, said, measured, load_statement_words(language))
    if language == "en":
        assert text == (
            "This is our gap. We speak of outcomes for people outside, and we measure our own "
            "outputs. We need to look further outside than our words do. What we measure leads us "
            "away from where we need to be.\n"
            "We say, for example: “Families stay with us” and “Tenants sleep well”. What is "
            "measured, for example: “Budget kept” and “Calls answered”.\n"
            "Behind it: the words of 12 of us; measures named by 11; where we need to be, from 11."
        )
    assert len(text) < 2_000


def test_every_beginning_is_found() -> None:
    few = [gap(pair, axis, None, people=(3, 2)) for pair in TOLD for axis in GAP_AXES]
    split = [gap(pair, axis, NONE, camps=(5, 6)) for pair in TOLD for axis in GAP_AXES]
    made = {
        "clear": figures(gap("said_wanted", "focus", UP)),
        "camps": figures(*split),
        "few": figures(*few),
        "none": figures(),
    }
    found = {case: find_case(tell(of)) for case, of in made.items()}
    assert found == {case: case for case in TABLE.lead}


# Whose words are quoted


def test_the_surest_two_of_the_side_are_quoted_and_no_more() -> None:
    said = [
        answer("weak", 0.8, 0.0, confidence=0.3),
        answer("sure", 0.5, 0.0, confidence=0.9),
        answer("surer", 0.4, 0.0, confidence=0.95),
        answer("other side", -0.9, 0.0, confidence=1.0),
        answer("middle", 0.0, 0.0, confidence=1.0),
    ]
    assert [a.answer.text for a in surest(said, {"focus": 1})] == ["surer", "sure"]


def test_nobody_is_quoted_twice_nor_the_same_words() -> None:
    said = [
        answer("One thing", 0.8, 0.0, "P1"),
        answer("another", 0.8, 0.0, "P1"),
        answer("one  THING", 0.8, 0.0, "P2"),
        answer("third", 0.8, 0.0, "P3", confidence=0.1),
    ]
    chosen = surest(said, {"focus": 1})
    assert len({a.answer.participant_id for a in chosen}) == 2
    assert len({a.answer.text.casefold().replace("  ", " ") for a in chosen}) == 2


def test_on_both_axes_who_is_at_both_ends_comes_first_and_nobody_from_across() -> None:
    said = [
        answer("one end only", 0.9, 0.0, confidence=1.0),
        answer("both ends", 0.5, 0.5, confidence=0.5),
        answer("across", 0.9, -0.9, confidence=1.0),
    ]
    ends: dict[GapAxis, int] = {"focus": 1, "orientation": 1}
    assert [a.answer.text for a in surest(said, ends)] == ["both ends", "one end only"]


def test_a_long_answer_is_quoted_only_where_there_is_no_short_one_and_then_cut() -> None:
    long = answer("word " * 60, 0.8, 0.8, confidence=1.0)
    short = answer("short", 0.8, 0.8, confidence=0.2)
    of = figures(gap("said_measured", "focus", DOWN))
    assert statement(of, [long, short, answer("brief", 0.8, 0.8)]).count("word word") == 0
    text = statement(of, [long, answer("x" * 300, 0.8, 0.8)])
    assert text.count("…”") == 2


@pytest.mark.parametrize(
    ("text", "shown", "lost"),
    [
        ("“They sleep”, “we “count” calls”.", ["They sleep", "we “count” calls"], ()),
        ("“They sleep”, “we “count” calls”.", ["we “count” calls"], ("They sleep",)),
        ('We say "They sleep".', ["we “count” calls"], ("They sleep",)),
        ("We say “ours”.", ["we “count” calls"], ()),
        ("They sleep.", ["They sleep", "we “count” calls"], ()),
    ],
)
def test_a_quote_of_a_draft_is_lost_when_its_answer_is_not_shown(
    text: str, shown: list[str], lost: tuple[str, ...]
) -> None:
    drafts = ["We say “They sleep” and “we “count” calls”."]
    assert lost_quotes(text, drafts, [answer(words, 0.8, 0.8) for words in shown]) == lost


places = st.floats(-1, 1)


@settings(deadline=None)
@given(
    said=st.lists(
        st.tuples(st.text("ab \n", min_size=1, max_size=200), places, places, st.floats(0, 1))
    ),
    ends=st.dictionaries(st.sampled_from(GAP_AXES), st.sampled_from([-1, 1])),
)
def test_at_most_two_are_quoted_whatever_was_said(
    said: list[tuple[str, float, float, float]], ends: dict[GapAxis, int]
) -> None:
    answers = [
        answer(f"{text}{n}", x, y, f"P{n % 5}", confidence)
        for n, (text, x, y, confidence) in enumerate(said)
    ]
    chosen = surest(answers, ends)
    assert len(chosen) <= 2
    assert len({a.answer.participant_id for a in chosen}) == len(chosen)
    quotes = statement(figures(), answers).split("“")[1:]
    assert all(len(q.split("”")[0]) <= LONGEST_QUOTE for q in quotes)


# The file


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes the shipped file with one thing changed, and returns its folder."""

    def write(old: str, new: str) -> Path:
        assert old in SHIPPED
        (tmp_path / "en").mkdir(exist_ok=True)
        text = SHIPPED.replace(old, new, 1)
        (tmp_path / "en" / "gap_statement.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('case = "clear"', 'case = "clean"', "no row clean"),
        ('case = "camps"', 'case = "clear"', "or two"),
        ('say = "This is our gap."', 'say = "This is our {gap}."', "holds nothing in braces"),
        ('say = "This is our gap."', 'say = "This is our gap}."', "too many"),
        ('say = "This is our gap."', 'say = ""', "a sentence in quotes"),
        ('say = "This is our gap."', 'says = "This."', "there is no says"),
        ("{low} of us look inside", "some of us look inside", "{high}, {low}"),
        ('two = "We say, for example: {one} and {two}"', 'two = "{one}"', "{one}, {two}"),
        ('wanted = "where we need to be, from {n}"', 'wanted = "some"', "{n}"),
        ('verdict = "lived"', 'verdict = "liked"', "no row liked"),
        ("Not agreed: {no} said no.", "Not agreed: {n} said no.", "{no}"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(
    changed: Callable[[str, str], Path], old: str, new: str, says: str
) -> None:
    with pytest.raises(ContentError) as caught:
        load_statement_words("en", changed(old, new))
    assert says in str(caught.value)
    line = next(n for n, text in enumerate(SHIPPED.splitlines(), 1) if old.split("\n")[0] in text)
    assert f"gap_statement.toml:{line}" in str(caught.value)


def test_a_missing_row_is_named(changed: Callable[[str, str], Path]) -> None:
    row = '[[pull]]\nway = "both"'
    with pytest.raises(ContentError, match="has no row for both"):
        load_statement_words("en", changed(SHIPPED[SHIPPED.index(row) :].split("\n\n")[0], ""))
