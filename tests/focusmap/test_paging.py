"""The wall's pages: every answer on one of them, the newest first, none too full."""

from dataclasses import replace
from datetime import datetime
from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.model import Answer, Question, ReadAnswer, Reading
from focusmap.paging import (
    CHARACTERS_A_LINE,
    KEY_LINES,
    LINES,
    LONGEST,
    SHEET_CHARACTERS,
    SHEET_GAP,
    SHEET_LINES,
    SHIFT_LINES,
    lines_of,
    page_at,
    pages,
    sheets,
    turned_to,
)

QUESTION = Question("q", "ask", "work", "What is your work?")
NOW = datetime(2026, 10, 12, 9)
TEXTS = st.lists(
    st.one_of(st.text(max_size=120), st.integers(1, 2_000).map(lambda n: "x" * n)), max_size=40
)


def read_answers(texts: list[str]) -> list[ReadAnswer]:
    return [
        ReadAnswer(
            Answer(f"a{n}", "q", "p", text, NOW, NOW),
            QUESTION,
            Reading(None, None, 0.0, line_of_sight=False, evidence=()),
        )
        for n, text in enumerate(texts)
    ]


@given(TEXTS)
def test_every_answer_is_on_one_page_newest_first(texts: list[str]) -> None:
    answers = read_answers(texts)
    assert list(chain.from_iterable(pages(answers))) == answers[::-1]


@given(TEXTS)
def test_no_page_is_fuller_than_the_wall_and_none_is_empty(texts: list[str]) -> None:
    made = pages(read_answers(texts))
    for page in made:
        assert page or not texts
        assert sum(lines_of(a.answer.text) + 1 for a in page) <= LINES


@given(TEXTS)
def test_a_page_ends_only_where_the_next_answer_does_not_fit(texts: list[str]) -> None:
    made = pages(read_answers(texts))
    for page, following in pairwise(made):
        used = sum(lines_of(a.answer.text) + 1 for a in page)
        assert used + lines_of(following[0].answer.text) + 1 > LINES


def test_without_answers_there_is_one_empty_page() -> None:
    assert pages([]) == [()]
    page = page_at([], 100, 8)
    assert (page.answers, page.number, page.count) == ((), 1, 1)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("word", 1),
        ("x" * CHARACTERS_A_LINE, 1),
        ("x" * (CHARACTERS_A_LINE + 1), 2),
        ("one\n\nthree", 3),
        ("x" * 2_000, LONGEST),
        ("\n" * 50, LONGEST),
    ],
)
def test_lines_are_counted_as_the_wall_breaks_them(text: str, lines: int) -> None:
    assert lines_of(text) == lines


@pytest.mark.parametrize(
    ("seconds", "number"), [(0, 1), (7.9, 1), (8, 2), (16, 3), (23.9, 3), (24, 1), (-5, 1)]
)
def test_the_wall_turns_its_pages_and_begins_again(seconds: float, number: int) -> None:
    answers = read_answers(["x" * 130] * 9)
    page = page_at(answers, seconds, 8)
    assert (page.number, page.count) == (number, 3)
    assert page.answers == pages(answers)[number - 1]


@given(TEXTS, st.floats(0, 1e6), st.floats(1, 60))
def test_at_any_time_one_of_the_pages_is_shown(
    texts: list[str], seconds: float, turn: float
) -> None:
    answers = read_answers(texts)
    page = page_at(answers, seconds, turn)
    assert 1 <= page.number <= page.count == len(pages(answers))
    assert page.answers == pages(answers)[page.number - 1]


def test_with_fewer_lines_there_are_more_pages_and_every_answer_is_on_one() -> None:
    answers = read_answers(["words " * 12] * 12)
    few, many = pages(answers, LINES - SHIFT_LINES - KEY_LINES), pages(answers)
    assert len(few) > len(many)
    assert [a for page in few for a in page] == [a for page in many for a in page]


# The wall of answers


OTHER = Question("r", "ask", "success", "What does success look like?")
SHEETS = st.lists(
    st.tuples(st.text(max_size=400), st.booleans(), st.sampled_from([QUESTION, OTHER])),
    max_size=30,
)


def marked(rows: list[tuple[str, bool, Question]]) -> list[ReadAnswer]:
    plain = read_answers([text for text, _, _ in rows])
    return [
        replace(a, answer=replace(a.answer, pinned=pinned), question=question)
        for a, (_, pinned, question) in zip(plain, rows, strict=True)
    ]


@given(SHEETS)
def test_every_answer_is_on_one_sheet_the_pinned_ones_first(
    rows: list[tuple[str, bool, Question]],
) -> None:
    answers = marked(rows)
    made = sheets(answers, [QUESTION, OTHER])
    on_sheets = [a for sheet in made for a in sheet.answers]
    assert sorted(a.answer.id for a in on_sheets) == sorted(a.answer.id for a in answers)
    pins = [a.answer.pinned for a in on_sheets]
    assert pins == sorted(pins, reverse=True)
    for sheet in made:
        assert sheet.answers
        assert all(a.answer.pinned == (sheet.question is None) for a in sheet.answers)
        assert all(a.question == sheet.question for a in sheet.answers if sheet.question)


@given(SHEETS)
def test_no_sheet_is_fuller_than_the_wall(rows: list[tuple[str, bool, Question]]) -> None:
    for sheet in sheets(marked(rows), [QUESTION, OTHER]):
        gap = SHEET_GAP if sheet.question else SHEET_GAP + 1
        used = sum(lines_of(a.answer.text, SHEET_CHARACTERS) + gap for a in sheet.answers)
        assert used <= SHEET_LINES or len(sheet.answers) == 1


def test_a_long_question_leaves_less_room() -> None:
    long = replace(QUESTION, text="How would you describe the value that you create? " * 4)
    answers = read_answers(["x" * 60] * 10)
    short_sheets = sheets(answers, [QUESTION])
    long_sheets = sheets([replace(a, question=long) for a in answers], [long])
    assert len(long_sheets[0].answers) < len(short_sheets[0].answers)


def test_without_answers_there_are_no_sheets() -> None:
    assert sheets([], [QUESTION]) == ()


@pytest.mark.parametrize(
    ("held", "seconds", "first", "index"),
    [
        (0, 0, 0, 0),
        (0, 21, 0, 1),
        (0, 81, 0, 0),
        (0, -5, 0, 0),
        (0, 0, 2, 2),
        (0, 41, 2, 0),
        (3, 999, 1, 2),
        # The answers of the page have gone meanwhile.
        (6, 0, 0, 1),
    ],
)
def test_pages_turn_by_themselves_or_are_held(
    held: int, seconds: float, first: int, index: int
) -> None:
    assert turned_to(4, held, seconds, 20, first) == index


def test_of_no_pages_the_first_is_shown() -> None:
    assert turned_to(0, 3, 50, 20) == 0
