"""Content files in TOML, read so that a mistake can be named with its file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

from focusmap.errors import ContentError

CONTENT = Path(__file__).parent / "content"
# A table's header line: [[step]], [[step.questions]] or [step.notes], perhaps with a comment.
HEADER = re.compile(r"\s*\[\[?\s*([\w.]+)\s*\]\]?\s*(#.*)?$")


def read_text(path: Path) -> str:
    """Return the text of a content file; raises ContentError when it is missing or not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(f"{path}: there is no such file. Every language needs one.") from None
    except UnicodeDecodeError as error:
        raise ContentError(f"{path}: not UTF-8 at byte {error.start}. Save it as UTF-8.") from None


def parse(path: Path, text: str) -> dict[str, Any]:
    """Return what a text in TOML holds; raises ContentError with the line where it is broken."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # The parser's own message ends with the line and column.
        raise ContentError(f"{path}: not readable as TOML: {error}.") from None


def headers(lines: Sequence[str]) -> list[tuple[int, str]]:
    """Return the header lines of tables by their numbers, counted from 1."""
    return [
        (number, found[1]) for number, line in enumerate(lines, 1) if (found := HEADER.match(line))
    ]


def are_tables(values: Any) -> bool:
    """Whether this is a list of tables."""
    return isinstance(values, list) and all(isinstance(v, dict) for v in values)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file: its values, and the lines it stands on, counted from 1."""

    path: Path
    values: Mapping[str, Any]
    first: int
    lines: Sequence[str]

    def text(self, key: str) -> str:
        """Return a sentence; raises ContentError, as all of these do, when it is none."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{key} must be a sentence in quotes, not {value!r}", key)
        return value.strip()

    def names(self, key: str) -> set[str]:
        """Return the names that stand in braces in a sentence."""
        try:
            return {n for _, n, _, _ in Formatter().parse(self.text(key)) if n is not None}
        except ValueError:
            raise self.error(f"{key} has a {{ or }} too many", key) from None

    def sentences(self, key: str) -> tuple[str, ...]:
        """Return a list of sentences."""
        values = self.values.get(key)
        if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
            raise self.error(f"{key} must be a list of sentences, not {values!r}", key)
        return tuple(values)

    def count(self, key: str) -> int:
        """Return a whole number above 0."""
        value = self.values.get(key)
        # True is a number to Python, but nobody's number of minutes.
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.error(f"{key} is a whole number above 0, not {value!r}", key)
        return value

    def error(self, message: str, key: str = "") -> ContentError:
        """Return an error that names the line of a key, or the table's where it is missing."""
        return ContentError(f"{self.path}:{self._line(key)}: {message}.")

    def _line(self, key: str) -> int:
        for number, line in enumerate(self.lines, self.first):
            if key and line.split("=")[0].strip() == key:
                return number
        return self.first


def load_tables(path: Path, name: str) -> list[Table]:
    """Return all tables of a name, such as [[region]] or the one [values], in their order."""
    text = read_text(path)
    values = parse(path, text).get(name, [])
    found = [values] if isinstance(values, dict) else values
    lines = text.splitlines()
    heads = headers(lines)
    starts = [number for number, head in heads if head == name]
    if not are_tables(found) or not found or len(starts) != len(found):
        raise ContentError(f"{path}:1: write each {name} as a table below [[{name}]] or [{name}].")
    ends = [next((n for n, _ in heads if n > start), len(lines) + 1) for start in starts]
    return [
        Table(path, part, start, lines[start - 1 : end - 1])
        for part, start, end in zip(found, starts, ends, strict=True)
    ]


def check_ids(path: Path, tables: Sequence[Table], wanted: Sequence[str]) -> None:
    """Raise ContentError unless the tables have these ids, in this order."""
    found = [str(table.values.get("id", "")) for table in tables]
    if found != list(wanted):
        raise ContentError(
            f"{path}:1: the ids must be {', '.join(wanted)}, in this order; "
            f"found {', '.join(found)}."
        )
