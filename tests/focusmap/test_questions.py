"""What the step Ask may ask, and its ready questions in data."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.errors import BadAnswer, ContentError
from focusmap.model import Question
from focusmap.questions import (
    KINDS,
    MOST_ASKED,
    MOST_KEPT,
    check_further,
    check_number,
    first_questions,
    load_kinds,
    load_ready,
    new_question,
    same_words,
)

FILE = (Path(__file__).parents[2] / "focusmap/content/en/questions.toml").read_text("utf-8")


def folder_with(tmp_path: Path, text: str) -> Path:
    (tmp_path / "en").mkdir(exist_ok=True)
    (tmp_path / "en" / "questions.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_each_kind_has_plain_words_of_its_own() -> None:
    assert tuple(load_kinds("en")) == KINDS
    assert len(set(load_kinds("en").values())) == len(KINDS)


@pytest.mark.parametrize("ready", load_ready("en"), ids=lambda r: r.text[:30])
def test_a_ready_question_can_be_asked_beside_those_of_the_step(ready) -> None:  # type: ignore[no-untyped-def]
    there = [q for q in first_questions("en") if q.step == "ask"]
    assert check_further(ready.text, there) == ready.text
    assert ready.kind in KINDS


def test_the_value_one_creates_is_among_the_ready_questions() -> None:
    assert ("value", "How would you describe the value you create?") in [
        (r.kind, r.text) for r in load_ready("en")
    ]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('kind = "value"', 'kind = "worth"', "kind is one of work, success, value, not 'worth'"),
        ('id = "work"', 'id = "labour"', "the ids must be work, success, value"),
        ('text = "What did you spend most of last week on?"', 'text = ""', "text must be"),
        (
            "What did you spend most of last week on?",
            "WHAT would people miss if we stopped  tomorrow",
            "there twice",
        ),
        ("What did you spend", "What " + "x" * 200, "Use 200 or fewer"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_line(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    folder = folder_with(tmp_path, FILE.replace(before, after))
    load = load_kinds if "ids" in said else load_ready
    with pytest.raises(ContentError, match=r"questions\.toml:\d+: ") as error:
        load("en", folder)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "no words"),
        (" \u200b ", "no words"),
        ("x" * 201, "200 or fewer"),
        ("What is your work?", "asked already"),
        ("  what IS your\twork ", "asked already"),
        ("What was it?", "Ask again"),
    ],
)
def test_a_question_that_cannot_be_added_says_what_to_do(typed: str, said: str) -> None:
    there = (
        Question("a", "ask", "work", "What is your work?"),
        Question("b", "ask", "work", "What was it?", is_asked=False),
    )
    with pytest.raises(BadAnswer, match=said):
        check_further(typed, there)


@given(st.text(max_size=30), st.sampled_from(["", "?", " ?", "!", "."]))
def test_case_space_and_the_sign_at_the_end_make_no_other_question(text: str, end: str) -> None:
    assert same_words(text, f"  {text}{end} ")


@pytest.mark.parametrize(
    ("asked", "kept", "said"),
    [(0, 1, "at least one"), (MOST_ASKED + 1, 0, "one more"), (1, MOST_KEPT, "in all")],
)
def test_there_is_at_least_one_question_and_not_too_many(asked: int, kept: int, said: str) -> None:
    all_of_them = [
        Question(str(n), "ask", "work", str(n), is_asked=n < asked) for n in range(asked + kept)
    ]
    with pytest.raises(BadAnswer, match=said):
        check_number(all_of_them)


def test_texts_of_one_s_own_have_the_kinds_given() -> None:
    made = first_questions("en", ["What for?", "What is your work?"], ["success", "value"])
    assert [(q.kind, q.text) for q in made if q.step == "ask"] == [
        ("success", "What for?"),
        ("value", "What is your work?"),
    ]


def test_without_kinds_a_known_or_ready_text_keeps_its_own() -> None:
    texts = ["What is your work?", "What would people miss if we stopped tomorrow?", "And else?"]
    made = [q for q in first_questions("en", texts) if q.step == "ask"]
    assert [q.kind for q in made] == ["work", "success", "value"]


@pytest.mark.parametrize(
    ("texts", "kinds", "said"),
    [
        (["A?", "a"], [], "asked already"),
        (["A?"], ["work", "value"], "1 questions and 2 kinds"),
        (["A?"], ["measure"], "not measure"),
        ([f"{n}?" for n in range(MOST_ASKED + 1)], [], "one more"),
    ],
)
def test_what_a_workshop_cannot_begin_with(texts: list[str], kinds: list[str], said: str) -> None:
    with pytest.raises(BadAnswer, match=said):
        first_questions("en", texts, kinds)


def test_a_new_question_takes_three_answers_and_is_asked() -> None:
    made = new_question("What for?", "value")
    assert (made.step, made.most_answers, made.is_asked, made.name) == ("ask", 3, True, "")
