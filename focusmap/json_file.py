"""Files in JSON, read so that a mistake can be named with the place where it stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from focusmap.errors import BadAnswer, BadFile

T = TypeVar("T")
# No database takes every number, and no name of a person or question is longer.
MOST, LONGEST_NAME = 1_000_000, 120
# Stands for "no default": the key must be there.
MUST: Final[Any] = object()


@dataclass(frozen=True, slots=True)
class Row:
    """One object of a file, and where it stands: "answers[3]", or nothing for the whole file.

    What is asked for by a key must be of its kind, or a BadFile says so; a key that is missing
    gives the default where there is one. `number` counts the rows of a list from 0.
    """

    file: str
    place: str
    values: Mapping[str, Any]
    number: int = 0

    def text(self, key: str, default: str = MUST) -> str:
        """Return a text."""
        text: str = self._of_type(key, str, "a text in quotes", default)
        return text

    def has(self, key: str) -> bool:
        """Whether there is something under a key, and not null."""
        return self.values.get(key) is not None

    def name(self, key: str, most: int = LONGEST_NAME) -> str:
        """Return a text on one line that something is known by."""
        name = self.text(key)
        # Half characters, which no database takes, and line ends are not printable.
        if not 0 < len(name) <= most or not name.isprintable():
            what = f"must have 1 to {most} characters on one line, not {_short(name)}."
            raise self.error(key, what)
        return name

    def checked(self, key: str, check: Callable[[str], str]) -> str:
        """Return a text as a check of typed words keeps it; a refusal is told with the place."""
        return self.tried(key, lambda: check(self.text(key)))

    def tried(self, key: str, get: Callable[[], T]) -> T:
        """Return what a function returns that may raise BadAnswer, which is told with the place."""
        try:
            return get()
        except BadAnswer as error:
            raise self.error(key, str(error)) from None

    def one_of(self, key: str, known: Collection[str], default: str = MUST) -> str:
        """Return one of some names."""
        name = self.text(key, default)
        if name not in known:
            raise self.error(key, f"{_short(name)} is none of {', '.join(known)}.")
        return name

    def flag(self, key: str, *, default: bool = MUST) -> bool:
        """Return true or false."""
        answer: bool = self._of_type(key, bool, "true or false", default)
        return answer

    def count(self, key: str, least: int, default: int = MUST) -> int:
        """Return a whole number."""
        value = self._value(key, default)
        # True is a number to Python, but nobody's number of pages.
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if not is_number or not least <= value <= MOST:
            what = f"must be a whole number from {least} to {MOST:,}, not {_short(value)}."
            raise self.error(key, what)
        return int(value)

    def time(self, key: str) -> datetime:
        """Return a time in UTC, without a zone."""
        written = self.text(key)
        try:
            made = datetime.fromisoformat(written)
            return made.astimezone(UTC).replace(tzinfo=None) if made.tzinfo else made
        except (ValueError, OverflowError):
            what = f"must be a time like 2026-10-12T09:00:00Z, not {_short(written)}."
            raise self.error(key, what) from None

    def place_on_axis(self, key: str) -> float:
        """Return a number from -1 to 1."""
        value = self._value(key, MUST)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        # What is no number at all compares with nothing, and is refused too.
        if not is_number or not -1 <= value <= 1:
            raise self.error(key, f"must be a number from -1 to 1, not {_short(value)}.")
        return float(value)

    def texts(self, key: str, default: Sequence[str] = MUST) -> tuple[str, ...]:
        """Return a list of texts."""
        values = self._of_type(key, list, "a list", default)
        for number, value in enumerate(values):
            if not isinstance(value, str):
                raise self.error(f"{key}[{number}]", f"must be a text, not {_short(value)}.")
        return tuple(values)

    def row(self, key: str, default: Mapping[str, Any] = MUST) -> Row:
        """Return an object."""
        return Row(self.file, self._at(key), self._object(key, self._value(key, default)))

    def row_or_none(self, key: str) -> Row | None:
        """Return an object, or None where it is missing or null."""
        return self.row(key) if self.has(key) else None

    def rows(self, key: str, default: Sequence[Any] = MUST) -> list[Row]:
        """Return a list of objects."""
        found = self._of_type(key, list, "a list", default)
        return [
            Row(self.file, self._at(f"{key}[{n}]"), self._object(f"{key}[{n}]", values), n)
            for n, values in enumerate(found)
        ]

    def check_keys(self, known: Collection[str]) -> None:
        """Raise BadFile at the first key that is none of these: what is not read would be lost."""
        for key in self.values:
            if key not in known:
                raise self.error(key, f"is nothing that can be here; use {', '.join(known)}.")

    def error(self, key: str, what: str) -> BadFile:
        """Return an error that names the file and the place of a key."""
        # A file may be named with braces, which a message's template would take for its values.
        return BadFile("{where}: {what}", where=f"{self.file}: {self._at(key)}", what=what)

    def _at(self, key: str) -> str:
        return ".".join(filter(None, (self.place, key)))

    def _value(self, key: str, default: Any) -> Any:
        value = self.values.get(key, default)
        if value is MUST:
            raise self.error(key, "is missing.")
        return value

    def _of_type(self, key: str, kind: type, said: str, default: Any) -> Any:
        value = self._value(key, default)
        if value is not default and not isinstance(value, kind):
            raise self.error(key, f"must be {said}, not {_short(value)}.")
        return value

    def _object(self, key: str, values: Any) -> Mapping[str, Any]:
        if not isinstance(values, Mapping):
            raise self.error(key, f"must be an object in braces, not {_short(values)}.")
        return values


def _short(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:60]}..."


def parse_json(text: str, file: str) -> Row:
    """Return what a text in JSON holds; raises BadFile with the line where it is broken."""
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{file}:{error.lineno}"
        raise BadFile(
            "{where}: not readable as JSON: {what}.", where=where, what=error.msg
        ) from None
    except (RecursionError, ValueError) as error:
        # Nested too deep, or a number of thousands of digits.
        raise BadFile("{where}: not readable as JSON: {what}.", where=file, what=error) from None
    if not isinstance(values, dict):
        raise BadFile("{file}: must hold one object in braces.", file=file)
    return Row(file, "", values)
