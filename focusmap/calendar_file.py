"""The plan's days as a calendar file (RFC 5545): first steps and reviews, each a whole day.

An event's UID follows from its item, and its SEQUENCE from the item's version: whoever imports the
file again gets the same events changed, not a second time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from focusmap.plan import Plan, PlannedExperiment
from focusmap.sentences import Catalogue

PRODUCT = "-//Focus Map//Plan//EN"
LONGEST_SUMMARY = 120


def calendar_of(plan: Plan, title: str, now: datetime, speak: Catalogue) -> str:
    """Return the calendar of a plan; `now` is UTC without a zone. Without days it has no event."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    for event in events(plan, title, now, speak):
        calendar.add_component(event)
    lines: bytes = calendar.to_ical()
    return lines.decode("utf-8")


def number_of_days(plan: Plan) -> int:
    """Return how many events the calendar of a plan has."""
    days = [day for e in plan.experiments for day in (e.first_step_date, e.review_date)]
    return len(days) - days.count(None)


def events(plan: Plan, title: str, now: datetime, speak: Catalogue) -> Iterator[Event]:
    """Return an event for each first step and each review that has a day."""
    _ = speak.gettext
    for experiment in plan.experiments:
        first = experiment.first_step or experiment.we_will
        for name, day, says in (
            ("first-step", experiment.first_step_date, _("First step: {text}").format(text=first)),
            (
                "review",
                experiment.review_date,
                _("Review: {text}").format(text=experiment.we_will or first),
            ),
        ):
            if day is None:
                continue
            event = _event(f"{experiment.id}-{name}@focus-map", day, now, experiment.version)
            event.add("summary", _shortened(says))
            event.add("description", "\n".join(_lines(experiment, title, speak)))
            yield event


def _event(uid: str, day: date, now: datetime, version: int) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", now.replace(tzinfo=UTC, microsecond=0))
    event.add("dtstart", day)
    # The end of a whole day is the day after it; a plan blocks nobody's day.
    event.add("dtend", day + timedelta(days=1))
    event.add("sequence", version - 1)
    event.add("transp", "TRANSPARENT")
    return event


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SUMMARY else text[: LONGEST_SUMMARY - 1].rstrip() + "…"


def _lines(experiment: PlannedExperiment, title: str, speak: Catalogue) -> Iterator[str]:
    _ = speak.gettext
    yield title
    for says, text in (
        (_("When: {text}"), experiment.when),
        (_("We will: {text}"), experiment.we_will),
        (_("So that: {text}"), experiment.so_that),
        (_("Owner: {text}"), experiment.owner),
        (_("How we shall know: {text}"), experiment.know),
    ):
        if text:
            yield says.format(text=text)
