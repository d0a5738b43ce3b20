"""The pace: one rule says who sees what came of a step, and a day says until when it takes more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.errors import BadAnswer, StepClosed
from focusmap.model import STEP_IDS, Question, StepState, Workshop
from focusmap.pace import (
    DOTS,
    Given,
    as_seen,
    can_steer,
    check_pace,
    check_takes,
    day_in_words,
    dots_missing_sentence,
    end_of_day,
    find_progress,
    last_day,
    may_see,
    missing,
    missing_sentence,
    on_own_page,
    progress_sentence,
    shows_items,
    until_sentence,
    with_given,
)
from focusmap.steps import languages, load_steps
from focusmap.translate import translations

SPEAK = translations("en")
NOW = datetime(2026, 10, 12, 9)
PEOPLE = st.frozensets(st.sampled_from("abcdefgh"), max_size=8)


def made(minimum: int = 4, until: datetime | None = None, **answered: str) -> Workshop:
    """A self-paced workshop; each letter is a person who answered all of that step."""
    return Workshop(
        id="w",
        code="ABCD2345",
        title="Harbour",
        language="en",
        customers=(),
        current_step="acknowledge",
        states=dict.fromkeys(STEP_IDS, StepState.CLOSED),
        questions=(),
        version=1,
        created_at=NOW,
        expires_at=NOW + timedelta(days=90),
        is_sample=False,
        pace="self_paced",
        open_until=until,
        minimum=minimum,
        answered=(people := {step: frozenset(of) for step, of in answered.items()}),
        finished=people,
    )


# The rule


@pytest.mark.parametrize(
    ("answered", "minimum", "viewer", "sees"),
    [
        ("", 4, "a", False),
        ("abc", 4, "a", False),
        ("abcd", 4, "a", True),
        ("abcd", 4, "e", False),
        ("abcde", 4, "e", True),
        ("abcd", 5, "a", False),
        ("a", 1, "a", True),
        ("abc", 4, "", False),
        ("abcd", 4, "", True),
    ],
)
def test_results_are_seen_by_who_answered_once_enough_have(
    answered: str, minimum: int, viewer: str, sees: bool
) -> None:
    assert may_see(frozenset(answered), minimum, viewer) is sees


@given(PEOPLE, st.integers(1, 8), st.sampled_from("abcdefgh"))
def test_nobody_sees_what_they_did_not_answer_or_too_few_did(
    answered: frozenset[str], minimum: int, viewer: str
) -> None:
    sees = may_see(answered, minimum, viewer)
    assert sees == (viewer in answered and len(answered) >= minimum)
    # Whatever a person sees, the room sees too.
    assert not sees or may_see(answered, minimum)


@given(st.lists(st.sampled_from("abcdefgh")), st.integers(1, 8), st.sampled_from("abcdefgh"))
def test_more_answers_take_no_result_away(came: list[str], minimum: int, viewer: str) -> None:
    saw = [may_see(frozenset(came[:n]), minimum, viewer) for n in range(len(came) + 1)]
    assert all(later or not earlier for earlier, later in pairwise(saw))


@given(st.dictionaries(st.sampled_from([*STEP_IDS, DOTS]), PEOPLE), st.sampled_from(["", *"abc"]))
def test_each_step_follows_the_rule_by_itself(
    answered: dict[str, frozenset[str]], viewer: str
) -> None:
    seen = as_seen(replace(made(), answered=answered), NOW, viewer)
    for step in STEP_IDS[:-1]:
        sees = may_see(answered.get(step, frozenset()), 4, viewer)
        assert seen.state(step) is (StepState.REVEALED if sees else StepState.OPEN)
    assert seen.state("act") is StepState.CLOSED
    # Seen again by somebody else, it is as if they had looked first.
    assert as_seen(seen, NOW, "h") == as_seen(replace(made(), answered=answered), NOW, "h")


def test_a_live_workshop_is_the_same_for_everybody() -> None:
    live = replace(made(ask="abcdef"), pace="live", open_until=NOW - timedelta(days=1))
    assert as_seen(live, NOW, "a") is live
    assert all(can_steer(live, step) for step in STEP_IDS)


@pytest.mark.parametrize(
    ("entries", "dots", "viewer", "stage"),
    [
        ("abc", "", "a", "entries"),
        ("abcd", "", "e", "entries"),
        ("abcd", "", "a", "dots"),
        ("abcd", "abc", "a", "dots"),
        ("abcde", "abcd", "e", "dots"),
        ("abcd", "abcd", "a", "result"),
        # Whoever took back what they wrote sees nothing any more, whatever they gave dots to.
        ("abcd", "abcde", "e", "entries"),
        ("abc", "abcd", "a", "entries"),
        ("abcd", "abcd", "", "result"),
    ],
)
def test_dots_are_given_to_what_one_sees_and_seen_by_who_gave_some(
    entries: str, dots: str, viewer: str, stage: str
) -> None:
    seen = as_seen(made(qualify=entries, dots=dots), NOW, viewer)
    assert seen.qualify_stage == stage


def test_what_a_group_writes_together_is_opened_and_does_not_follow_the_rule() -> None:
    seen = as_seen(made(identify="abcd"), NOW, "a")
    assert not shows_items(seen, "identify")
    at_vote = replace(made(identify="abcd"), identify_stage="vote")
    assert shows_items(as_seen(at_vote, NOW, "a"), "identify")
    assert shows_items(as_seen(at_vote, NOW), "identify")
    # It quotes answers: not before one's own.
    assert not shows_items(as_seen(at_vote, NOW, "z"), "identify")
    opened = replace(made(), states={"act": StepState.REVEALED})
    assert shows_items(as_seen(opened, NOW, "z"), "act")
    assert can_steer(seen, "act")
    assert not can_steer(seen, "identify")


QUESTIONS = (
    Question("e", "acknowledge", "example", "An example?"),
    Question("w", "ask", "work", "What do we do?"),
    Question("s", "ask", "success", "What is success?"),
)
RATED = ("value_in", "value_out", "changing", "looking")


@pytest.mark.parametrize(
    ("step", "given", "is_done"),
    [
        ("acknowledge", ["e"], False),
        ("acknowledge", ["engine_room"], True),
        ("curiosity", RATED, False),
        ("curiosity", [*RATED[1:], "guess"], False),
        ("curiosity", [*RATED, "guess"], True),
        ("ask", ["w"], False),
        ("ask", ["w", "w"], False),
        ("ask", ["w", "s"], True),
        ("identify", ["want"], True),
        ("act", [""], True),
    ],
)
def test_a_step_is_done_when_all_it_asks_is_given_and_begun_before(
    step: str, given: list[str], is_done: bool
) -> None:
    asked = replace(made(), questions=QUESTIONS)
    seen = as_seen(with_given(asked, [Given(step, "a", what) for what in given]), NOW, "a")
    assert seen.answered == {step: {"a"}}
    found = next(s for s in find_progress(seen, load_steps("en")).steps if s.step.id == step)
    assert (found.is_done, found.is_begun) == (is_done, not is_done)


def test_a_step_that_is_begun_takes_no_minutes_off_and_is_gone_on_with() -> None:
    begun = replace(made(ask="a"), finished={})
    found = find_progress(as_seen(begun, NOW, "a"), load_steps("en"))
    none = find_progress(as_seen(made(), NOW, "a"), load_steps("en"))
    assert (found.minutes, found.done) == (none.minutes, 0)
    assert (found.is_begun, none.is_begun) == (True, False)


def test_who_gave_only_what_is_hidden_is_not_counted_and_not_told() -> None:
    given = [Given("ask", person, "w", person == "d") for person in "abcd"]
    few = with_given(made(), given)
    assert few.uncounted == {"ask": {"d"}}
    for viewer in ("", "a", "d"):
        assert as_seen(few, NOW, viewer).state("ask") is StepState.OPEN
    assert missing(few, "ask") == 1
    told = missing_sentence(as_seen(few, NOW), "ask", SPEAK)
    assert told.endswith("1 more is missing. People whose answers are all hidden do not count.")
    assert missing_sentence(as_seen(few, NOW, "d"), "ask", SPEAK) == (
        "Results show once 4 people have answered: 1 more is missing."
    )
    enough = with_given(made(), [*given, Given("ask", "e", "w")])
    for viewer in ("", "a", "d"):
        assert as_seen(enough, NOW, viewer).state("ask") is StepState.REVEALED
    # One of theirs is shown: they count.
    assert with_given(made(), [*given, Given("ask", "d", "s")]).uncounted == {}


# Until when


ZONES = [timezone(timedelta(hours=h)) for h in (-11, 0, 2, 13)]


@pytest.mark.parametrize(
    ("hours", "ends"),
    [(0, datetime(2026, 12, 6)), (1, datetime(2026, 12, 5, 23)), (-5, datetime(2026, 12, 6, 5))],
)
def test_a_day_ends_at_midnight_of_its_zone(hours: int, ends: datetime) -> None:
    assert end_of_day(date(2026, 12, 5), timezone(timedelta(hours=hours))) == ends


@given(st.dates(date(2000, 1, 2), date(2900, 1, 1)), st.sampled_from(ZONES))
def test_the_last_day_is_found_again(day: date, zone: timezone) -> None:
    assert last_day(end_of_day(day, zone), zone) == day


def test_without_a_zone_the_day_is_the_servers() -> None:
    day = date(2026, 12, 5)
    here = datetime(2026, 12, 6).astimezone(UTC).replace(tzinfo=None)
    assert end_of_day(day) == here
    assert last_day(here) == day


@pytest.mark.parametrize("minutes", [-1, 0, 1])
def test_at_the_end_nothing_is_taken_and_results_stay(minutes: int) -> None:
    end = NOW + timedelta(minutes=minutes)
    seen = as_seen(made(until=end, ask="abcd"), NOW, "a")
    assert seen.is_over is (minutes <= 0)
    assert seen.state("ask") is StepState.REVEALED
    page = on_own_page(seen, "curiosity")
    assert page.current_step == "curiosity"
    assert page.state("curiosity") is (StepState.CLOSED if minutes <= 0 else StepState.OPEN)
    if seen.is_over:
        with pytest.raises(StepClosed, match="took answers until 12 October 2026"):
            check_takes(seen)
    else:
        check_takes(seen)


@pytest.mark.parametrize(
    ("pace", "until", "says"),
    [
        ("quick", None, "live or self-paced, not quick"),
        ("live", date(2026, 12, 5), "Leave the day out"),
        ("self_paced", date(2026, 10, 10), "is over already"),
        ("self_paced", date.min, "is over already"),
        ("self_paced", date.max, "is over already"),
        ("self_paced", date(2027, 3, 1), "deleted on 2027-01-10"),
    ],
)
def test_a_day_that_is_none_to_end_on_is_refused(pace: str, until: date | None, says: str) -> None:
    with pytest.raises(BadAnswer, match=says):
        check_pace(pace, until, NOW, NOW + timedelta(days=90))  # type: ignore[arg-type]


def test_today_is_a_day_to_end_on() -> None:
    expires = NOW + timedelta(days=90)
    assert check_pace("self_paced", NOW.date(), NOW, expires) == end_of_day(NOW.date())
    assert check_pace("self_paced", None, NOW, expires) is None
    assert check_pace("live", None, NOW, expires) is None


def test_the_day_that_is_kept_stays_also_when_it_is_over() -> None:
    kept, now = end_of_day(NOW.date()), NOW + timedelta(days=3)
    expires = NOW + timedelta(days=90)
    assert check_pace("self_paced", NOW.date(), now, expires, kept) == kept
    with pytest.raises(BadAnswer, match="is over already"):
        check_pace("self_paced", NOW.date() + timedelta(days=1), now, expires, kept)
    with pytest.raises(BadAnswer, match="Leave the day out"):
        check_pace("live", NOW.date(), now, expires, kept)


def test_until_when_is_said_in_words() -> None:
    assert day_in_words(date(2026, 12, 5), SPEAK) == "Saturday, 5 December 2026"
    end = end_of_day(date(2026, 12, 5))
    assert "until Saturday, 5 December 2026, end" in until_sentence(made(until=end), SPEAK)
    over = as_seen(made(until=end), end)
    assert until_sentence(over, SPEAK).startswith("It took answers until Saturday, 5 December")
    assert "until it is deleted, on" in until_sentence(made(), SPEAK)


# How far somebody is


def progress(viewer: str, **answered: str) -> str:
    seen = as_seen(made(**answered), NOW, viewer)  # type: ignore[arg-type]
    return progress_sentence(find_progress(seen, load_steps("en")), SPEAK)


def test_progress_counts_steps_and_the_minutes_of_those_left() -> None:
    minutes = {s.id: s.alone.minutes for s in load_steps("en") if s.alone}
    # Act is not counted in the minutes before somebody opens it.
    alone = sum(minutes.values()) - minutes["act"]
    assert progress("a") == f"0 of 6 done, about {alone} minutes left"
    left = alone - minutes["ask"] - minutes["curiosity"]
    assert progress("a", ask="abc", curiosity="a", qualify="b") == (
        f"2 of 6 done, about {left} minutes left"
    )
    all_but_act = dict.fromkeys(STEP_IDS[:-1], "a")
    assert progress("a", **all_but_act) == "5 of 6 done"
    assert progress("a", **all_but_act, act="a") == "6 of 6 done"


def test_act_is_counted_when_it_is_opened() -> None:
    opened = replace(
        made(**dict.fromkeys(STEP_IDS[:-1], "a")),  # type: ignore[arg-type]
        states={"act": StepState.OPEN},
    )
    found = find_progress(as_seen(opened, NOW, "a"), load_steps("en"))
    assert progress_sentence(found, SPEAK) == "5 of 6 done, about 10 minutes left"
    assert found.next is not None
    assert found.next.step.id == "act"


def test_when_it_is_over_nothing_is_left_to_do() -> None:
    seen = as_seen(made(until=NOW, ask="a"), NOW, "a")
    found = find_progress(seen, load_steps("en"))
    assert progress_sentence(found, SPEAK) == "1 of 6 done"
    assert found.next is None


@pytest.mark.parametrize(
    ("viewer", "answered", "says"),
    [
        ("a", "abcd", ""),
        ("", "abcd", ""),
        ("e", "abcd", "Answer this step, and you see what others said."),
        ("a", "abc", "Results show once 4 people have answered: 1 more is missing."),
        ("", "ab", "Results show once 4 people have answered: 2 more are missing."),
        (
            "e",
            "ab",
            "You see results once you and at least 4 people in all have answered: "
            "2 more are missing.",
        ),
    ],
)
def test_what_is_missing_is_said_without_saying_who(viewer: str, answered: str, says: str) -> None:
    seen = as_seen(made(ask=answered), NOW, viewer)
    assert missing_sentence(seen, "ask", SPEAK) == says
    assert (missing(seen, "ask") == 0) is (len(answered) >= 4)


@pytest.mark.parametrize(
    ("viewer", "dots", "says"),
    [
        ("a", "bcde", "Give your dots, and you see where the others put theirs."),
        ("a", "ab", "The dots show once 4 people have given theirs: 2 more are missing."),
        ("a", "abcd", ""),
        ("", "", "The dots show once 4 people have given theirs: 4 more are missing."),
    ],
)
def test_what_the_dots_wait_for_is_said_too(viewer: str, dots: str, says: str) -> None:
    seen = as_seen(made(qualify="abcd", dots=dots), NOW, viewer)
    assert dots_missing_sentence(seen, SPEAK) == says


@pytest.mark.parametrize("language", languages())
def test_every_step_that_ships_can_be_gone_through_alone(language: str) -> None:
    for step in load_steps(language):
        assert step.alone, step.id
        assert 1 <= step.alone.minutes <= 12
        assert len(step.alone.read) == 2
        assert step.alone.why
        # In a self-paced workshop there is nobody who shows anything.
        assert "facilitator" not in step.alone.phone
    assert [s.id for s in load_steps(language) if s.alone and s.alone.together] == [
        "identify",
        "act",
    ]
