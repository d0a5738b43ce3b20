"""Experiments: what may be typed, the sentence, what is missing, and what "so that" names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap import plan
from focusmap.bootstrap import reader_for
from focusmap.errors import BadAnswer
from focusmap.experiments import (
    DATES,
    FIELDS,
    GAP_NAMES,
    GAPS,
    LAST_YEAR,
    LONGEST,
    LONGEST_OWNER,
    MISSING,
    Experiment,
    advice,
    check_experiment,
    experiment_of,
    missing,
    notices,
    read_purpose,
    sentence,
)
from focusmap.measures import check_measure
from focusmap.model import Item
from focusmap.themes import classes_outside

TODAY = date(2026, 11, 25)
FULL = {
    "when": "a week begins",
    "we_will": "each talk with one tenant",
    "so_that": "we know what they can do now",
    "gap": "said_wanted.focus",
    "owner": "Kari",
    "first_step": "Everybody calls one",
    "first_step_date": "2026-11-30",
    "know": "Each can quote one",
    "review_date": "2027-01-15",
}


def plain(message: str) -> str:
    return message


def made(**fields: str) -> Experiment:
    now = datetime(2026, 11, 25)
    return experiment_of(Item("i1", "act", "experiment", "", "", 1, fields, now, now))


def test_a_full_experiment_is_kept_as_typed() -> None:
    assert check_experiment(FULL, TODAY) == FULL
    e = made(**FULL)
    assert (e.first_step_date, e.review_date) == (date(2026, 11, 30), date(2027, 1, 15))
    assert missing(e) == ()
    assert notices(e, plain) == ()


def test_what_we_will_is_enough_and_all_else_may_come_later() -> None:
    kept = check_experiment({"we_will": "  call\r\n one tenant "}, TODAY)
    assert kept == {**dict.fromkeys(FIELDS, ""), "we_will": "call one tenant"}
    assert missing(made(**kept)) == tuple(MISSING)
    assert len(notices(made(**kept), plain)) == len(MISSING)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"we_will": ""}, "Write what you will do"),
        ({"we_will": " ... "}, "Write what you will do"),
        ({"when": "x" * (LONGEST + 1)}, "“When” has 301 characters, and there is room for 300"),
        ({"owner": "x" * (LONGEST_OWNER + 1)}, "“Owner” has 81 characters"),
        ({"gap": "said_measured"}, "no such gap"),
        ({"first_step_date": "next week"}, "next week is no day"),
        ({"first_step_date": "2026-02-30"}, "such as 2026-11-25"),
        ({"review_date": "20270115"}, "is no day"),
        ({"first_step_date": "2025-11-30"}, "long past"),
        ({"review_date": "2025-01-15", "first_step_date": ""}, "long past"),
        ({"review_date": "2999-01-01"}, "2999-01-01 is too far off"),
        ({"review_date": "2026-11-29"}, "2026-11-29, lies before the first step, 2026-11-30"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(typed: dict[str, str], says: str) -> None:
    with pytest.raises(BadAnswer, match=says):
        check_experiment({**FULL, **typed}, TODAY)


@pytest.mark.parametrize(
    "check",
    [
        lambda: check_experiment({**FULL, "when": "x" * 400}, TODAY),
        lambda: check_measure({"direction": "fewer", "what": "x", "for_whom": "x" * 400}, "en"),
    ],
)
def test_the_name_of_a_field_that_is_too_long_is_told_in_the_language_of_the_screen(
    check: Callable[[], object],
) -> None:
    words = {"When": "Wenn", "For whom": "Für wen"}
    with pytest.raises(BadAnswer) as told:
        check()
    assert any(f"“{word}”" in told.value.text(lambda t: words.get(t, t)) for word in words.values())


def test_every_day_that_is_taken_stands_in_the_plan() -> None:
    for year in (TODAY.year, LAST_YEAR):
        kept = check_experiment({**FULL, "review_date": f"{year}-12-31"}, TODAY)
        assert plan.day_of(kept["review_date"]) == date(year, 12, 31)


def test_a_review_on_the_day_of_the_first_step_is_one() -> None:
    check_experiment({**FULL, "review_date": FULL["first_step_date"]}, TODAY)


def test_a_day_that_was_there_may_have_become_long_past() -> None:
    later = TODAY + timedelta(days=700)
    changed = {**FULL, "owner": "Ada"}
    assert check_experiment(changed, later, FULL)["owner"] == "Ada"
    with pytest.raises(BadAnswer, match="long past"):
        check_experiment(changed, later)


@given(st.fixed_dictionaries(dict.fromkeys(FIELDS, st.text(max_size=40))))
def test_whatever_is_typed_is_kept_readable_or_refused(typed: dict[str, str]) -> None:
    try:
        kept = check_experiment(typed, TODAY)
    except BadAnswer:
        return
    # What is kept is kept the same the next time, and makes a sentence on one line.
    assert check_experiment(kept, TODAY) == kept
    assert "\n" not in sentence(made(**kept), plain)
    for name in DATES:
        assert bool(kept[name]) == (getattr(made(**kept), name) is not None)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"when": "a week begins", "we_will": "call one", "so_that": "they are heard"},
            "When a week begins, we will call one, so that they are heard.",
        ),
        (
            {"when": "When a week begins,", "we_will": "We will call.", "so_that": "so that x."},
            "When a week begins, we will call, so that x.",
        ),
        ({"when": "a week begins", "we_will": "Call one"}, "When a week begins, we will call one."),
        ({"we_will": "call", "so_that": "it rings"}, "We will call, so that it rings."),
        ({"we_will": "we add a line"}, "We will add a line."),
        ({"we_will": "We add a line"}, "We will add a line."),
        ({"we_will": "weigh it"}, "We will weigh it."),
        ({"we_will": "IT first"}, "We will IT first."),
        ({"we_will": "a"}, "We will a."),
        ({"when": "Kari calls", "we_will": "wait"}, "When Kari calls, we will wait."),
    ],
)
def test_the_sentence_leaves_out_what_nobody_wrote(fields: dict[str, str], said: str) -> None:
    assert sentence(made(**fields), plain) == said


def test_braces_that_somebody_typed_stay_as_they_are() -> None:
    assert sentence(made(we_will="fix {when}"), plain) == "We will fix {when}."


@pytest.mark.parametrize(
    ("so_that", "says", "words"),
    [
        ("tenants can sleep through the night", "both", ("“tenants”", "“sleep through the night”")),
        ("customers get the hour that the report took", "outside", ("“customers”",)),
        ("they can sleep again", "outcome", ("“sleep”", "“again”")),
        ("tickets are closed faster", "neither", ()),
        ("we ship more features", "neither", ()),
        ("the backlog is shorter", "neither", ()),
    ],
)
def test_so_that_is_read_and_advice_quotes_the_words(
    so_that: str, says: str, words: tuple[str, ...]
) -> None:
    reading = reader_for("en").read(so_that, "success", ("tenants",))
    purpose = read_purpose(so_that, reading, classes_outside("en"))
    assert purpose.says == says
    told = advice(purpose, plain)
    assert all(word in told for word in words)
    # It is advice: it asks or tells what was found, and grades nothing.
    assert not any(word in told.casefold() for word in ("wrong", "bad", "should", "must"))


def test_every_gap_has_a_name() -> None:
    assert set(GAP_NAMES) == set(GAPS)
