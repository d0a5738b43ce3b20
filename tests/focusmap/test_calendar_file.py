"""The calendar file, parsed back: days, escaping, folding, and events that are updated."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from focusmap.calendar_file import calendar_of, number_of_days
from focusmap.plan import Plan, make_plan
from focusmap.translate import translations
from tests.focusmap.test_plan import EXPERIMENT, item

NOW = datetime(2026, 10, 12, 9, 30)
EN = translations("en")
OCTETS = 75


def plan_of(**fields: str) -> Plan:
    return make_plan(None, experiments=[item("e1", "experiment", {**EXPERIMENT, **fields})])


def parsed(text: str) -> list:  # type: ignore[type-arg]
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_first_step_and_review_are_whole_days_with_what_is_to_be_done() -> None:
    first, review = parsed(calendar_of(plan_of(), "Harbour", NOW, EN))
    assert first["dtstart"].dt == date(2026, 11, 2)
    assert first["dtend"].dt == date(2026, 11, 3)
    assert first["dtstart"].params["VALUE"] == "DATE"
    assert str(first["summary"]) == "First step: Ask Ida"
    assert review["dtstart"].dt == date(2026, 12, 1)
    assert str(review["summary"]) == "Review: we will visit"
    assert "Owner: Ida\nHow we shall know: Nobody calls a third time" in review["description"]
    assert first["dtstamp"].dt == NOW.replace(tzinfo=UTC)


def test_the_lines_are_as_the_standard_has_them() -> None:
    text = calendar_of(plan_of(), "Harbour", NOW, EN)
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "DTSTART;VALUE=DATE:20261102\r\n" in text
    assert "DTSTAMP:20261012T093000Z\r\n" in text
    assert "UID:e1-first-step@focus-map\r\n" in text
    assert text.count("BEGIN:VEVENT") == 2


def test_an_item_changed_later_updates_its_events() -> None:
    plan = plan_of()
    changed = replace(plan.experiments[0], version=3, first_step_date=date(2026, 11, 9))
    later = replace(plan, experiments=(changed,))
    before = parsed(calendar_of(plan, "Harbour", NOW, EN))
    after = parsed(calendar_of(later, "Harbour", NOW + timedelta(days=1), EN))
    assert [e["uid"] for e in before] == [e["uid"] for e in after]
    assert len({e["uid"] for e in before}) == 2
    assert [(e["sequence"], f["sequence"]) for e, f in zip(before, after, strict=True)] == [
        (0, 2), (0, 2),
    ]  # fmt: skip
    assert after[0]["dtstart"].dt == date(2026, 11, 9)
    assert after[0]["dtstamp"].dt > before[0]["dtstamp"].dt


def test_without_days_there_is_no_event_and_without_a_first_step_its_work_stands() -> None:
    none = plan_of(first_step_date="", review_date="soon")
    assert number_of_days(none) == 0
    assert parsed(calendar_of(none, "Harbour", NOW, EN)) == []
    bare = plan_of(first_step="", review_date="")
    assert number_of_days(bare) == 1
    assert str(parsed(calendar_of(bare, "Harbour", NOW, EN))[0]["summary"]) == (
        "First step: we will visit"
    )


typed = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=300
)


@settings(deadline=None)
@given(owner=typed, step=typed, title=typed)
def test_whatever_was_typed_comes_back_and_no_line_is_too_long(
    owner: str, step: str, title: str
) -> None:
    plan = plan_of(owner=owner, first_step=step)
    text = calendar_of(plan, title, NOW, EN)
    assert all(len(line.encode()) <= OCTETS for line in text.split("\r\n"))
    first, _ = parsed(text)
    said = plan.experiments[0]
    # The first line is the workshop's title, which may be any words.
    lines = str(first["description"]).split("\n")[1:]
    owners = [line for line in lines if line.startswith("Owner: ")]
    assert owners == ([f"Owner: {said.owner}"] if said.owner else [])
    assert str(first["summary"]).removeprefix("First step: ").rstrip("…") in (
        said.first_step or said.we_will
    )


def test_signs_that_the_format_uses_itself_are_escaped() -> None:
    nasty = "a, b; c\\ d\nEND:VEVENT"
    text = calendar_of(plan_of(first_step=nasty), "T; x,", NOW, EN)
    assert r"a\, b\; c\\ d END:VEVENT" in text.replace("\r\n ", "")
    assert len(parsed(text)) == 2


def test_events_stand_in_the_order_of_the_plan() -> None:
    made = [item(n, "experiment", EXPERIMENT) for n in "abc"]
    found = parsed(calendar_of(make_plan(None, experiments=made), "T", NOW, EN))
    assert all(a <= b for a, b in pairwise([str(e["uid"])[0] for e in found]))
