"""Rewarded and not called success, called success and not measured: the rule, case by case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from focusmap.bootstrap import LEXICONS, reader_for
from focusmap.entries import merge_entries
from focusmap.errors import ContentError
from focusmap.model import Answer, Question, ReadAnswer
from focusmap.reading.lexicon import load_classes
from focusmap.unspoken import load_topics, rewarded_unsaid, success_unmeasured

NOW = datetime(2026, 10, 12)
SUCCESS = Question("s", "ask", "success", "What does success look like?", "success")
REWARDED = Question("r", "qualify", "measure", "What is rewarded here?", "rewarded", 5)
TOPICS = load_topics("en")
# Four people who speak of something that nothing below is about.
OTHERS = ["Trains that run"] * 3


def answers(question: Question, texts: Sequence[str]) -> list[ReadAnswer]:
    """Return answers, each by a person of its own."""
    reader = reader_for("en")
    return [
        ReadAnswer(
            Answer(f"{question.id}{n}", question.id, f"p{n}", text, NOW, NOW),
            question,
            reader.read(text, question.kind),
        )
        for n, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("rewarded", "success", "is_unsaid"),
    [
        ("Calls answered", "Tenants sleep well", True),
        ("Calls answered", "We answer every call", False),
        ("Calls answered", "Nobody has to call twice", False),
        ("Sales", "Revenue growth", False),
        ("Customer meetings held", "Customers come back to us", True),
        ("Overtime", "Overtime is history", False),
        ("Being on time", "More time for the people", True),
        ("Closing cases", "Every case is closed for good", False),
        ("Stories told", "A story they tell at home", False),
        ("Business trips", "Busy shops in town", True),
    ],
)
def test_what_counts_as_said(rewarded: str, success: str, *, is_unsaid: bool) -> None:
    entries = merge_entries(answers(REWARDED, [rewarded, *OTHERS]))
    found = rewarded_unsaid(entries, answers(SUCCESS, [success, *OTHERS]), TOPICS)
    assert [e.text for e in found.items] == [rewarded] * is_unsaid
    assert (found.of, found.beside, found.is_thin) == (2, 4, False)


def test_what_is_called_success_and_not_measured() -> None:
    said = answers(SUCCESS, ["Tenants sleep well", "Calls are answered", *OTHERS])
    measured = merge_entries(answers(REWARDED, ["Calls answered", *OTHERS]))
    found = success_unmeasured(said, measured, TOPICS)
    assert [a.answer.text for a in found.items] == ["Tenants sleep well"]


@pytest.mark.parametrize(("rewarded", "success"), [(3, 9), (9, 3), (0, 0)])
def test_with_too_few_people_nothing_is_claimed(rewarded: int, success: int) -> None:
    entries = merge_entries(answers(REWARDED, [f"Overtime{n}" for n in range(rewarded)]))
    said = answers(SUCCESS, ["Tenants sleep well"] * success)
    for found in (
        rewarded_unsaid(entries, said, TOPICS),
        success_unmeasured(said, entries, TOPICS),
    ):
        assert found.is_thin
        assert found.items == ()


def test_what_has_no_word_of_its_own_is_not_listed() -> None:
    entries = merge_entries(answers(REWARDED, ["Good work", "More of it", "5", "?!"]))
    assert rewarded_unsaid(entries, answers(SUCCESS, OTHERS * 2), TOPICS).items == ()


def test_who_has_no_answer_calls_nothing_success_and_nothing_rewarded() -> None:
    said = answers(SUCCESS, ["Tenants sleep well", "dunno yet", "as above", "none", *OTHERS])
    entries = merge_entries(answers(REWARDED, ["Overtime", "no idea", "dunno yet", *OTHERS]))
    unmeasured = success_unmeasured(said, entries, TOPICS)
    assert [a.answer.text for a in unmeasured.items] == ["Tenants sleep well"]
    assert (unmeasured.of, unmeasured.beside) == (4, 2)
    unsaid = rewarded_unsaid(entries, said, TOPICS)
    assert [e.text for e in unsaid.items] == ["Overtime"]
    assert (unsaid.of, unsaid.beside) == (2, 4)


def test_the_classes_named_are_in_the_lexicon() -> None:
    assert TOPICS.people | TOPICS.topics <= set(load_classes(LEXICONS / "en"))


def test_a_mistake_in_the_topics_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "topics.toml").write_text('small_words = "a"', encoding="utf-8")
    with pytest.raises(ContentError, match=r"topics.toml: small_words must be a list"):
        load_topics("en", tmp_path)
