"""How long a workshop is kept: until which day, within which bounds, and the words that end it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from focusmap.errors import BadAnswer
from focusmap.model import Workshop
from focusmap.pace import end_of_day, last_day
from focusmap.words import even

# How long a new workshop is kept, and the longest that one can be kept from today on.
RETENTION_DAYS, MOST_DAYS = 90, 365
REHEARSED_FOR = timedelta(days=1)


def bounds(now: datetime) -> tuple[date, date]:
    """Return the first and the last day on which a workshop can be deleted, by this server's clock.

    It is deleted at the end of that day.
    """
    today = last_day(now + timedelta(microseconds=1))
    return today, today + timedelta(days=MOST_DAYS)


def check_expiry(day: date | None, workshop: Workshop, now: datetime) -> datetime:
    """Return when a workshop is deleted that is kept up to a day, in UTC; raises BadAnswer."""
    if workshop.is_rehearsal:
        raise BadAnswer("A rehearsal is deleted after a day. Clear it if you want it gone before.")
    first, last = bounds(now)
    if day is None or not first <= day <= last:
        raise BadAnswer(
            "Everything has to be deleted on a day from {first} to {last}. Choose one of these.",
            first=first,
            last=last,
        )
    if workshop.open_until is not None and end_of_day(day) < workshop.open_until:
        raise BadAnswer(
            "This workshop takes answers until {until}. Choose that day or a later one, or let it "
            "end earlier under Pace.",
            until=last_day(workshop.open_until),
        )
    return end_of_day(day)


def check_typed_title(typed: str, title: str) -> None:
    """Raise BadAnswer unless the title was typed; case and spaces do not matter."""
    if even(typed) != even(title):
        raise BadAnswer(
            "Nothing was deleted: that is not the title. Type “{title}” if you want to delete "
            "everything.",
            title=title,
        )
