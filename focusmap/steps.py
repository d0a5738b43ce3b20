"""The six steps in one language, loaded from data; a mistake is named with its file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

from focusmap.errors import ContentError
from focusmap.model import (
    ANSWERS_PER_QUESTION,
    QUESTION_KINDS,
    STEP_IDS,
    Notes,
    QuestionTemplate,
    Step,
)

CONTENT = Path(__file__).parent / "content"
STEP_TEXTS = ("id", "name", "question", "purpose", "phone")
QUESTION_TEXTS = ("name", "kind", "text")
NOTE_LISTS = ("say", "ask", "traps")


@cache
def load_steps(language: str, folder: Path = CONTENT) -> tuple[Step, ...]:
    """Return the six steps in their order.

    Raises ContentError, with file and line, when the file is missing or wrong.
    """
    path = folder / language / "steps.toml"
    return _StepsFile(path, _read(path)).steps()


def get_step(language: str, step_id: str) -> Step:
    """Return one step; `step_id` must be one of STEP_IDS."""
    return load_steps(language)[STEP_IDS.index(step_id)]


def languages(folder: Path = CONTENT) -> tuple[str, ...]:
    """Return the languages that have steps, sorted."""
    return tuple(sorted(p.parent.name for p in folder.glob("*/steps.toml")))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(f"{path}: there is no such file. Every language needs one.") from None
    except UnicodeDecodeError as error:
        raise ContentError(f"{path}: not UTF-8 at byte {error.start}. Save it as UTF-8.") from None


# A table's header line: [[step]], [[step.questions]] or [step.notes], perhaps with a comment.
HEADER = re.compile(r"\s*\[\[?\s*([\w.]+)\s*\]\]?\s*(#.*)?$")


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of the file: its values, and the lines it stands on, counted from 1."""

    path: Path
    values: Mapping[str, Any]
    first: int
    lines: Sequence[str]

    def text(self, key: str) -> str:
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{key} must be a sentence in quotes, not {value!r}", key)
        return value.strip()

    def sentences(self, key: str) -> tuple[str, ...]:
        values = self.values.get(key)
        if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
            raise self.error(f"{key} must be a list of sentences, not {values!r}", key)
        return tuple(values)

    def count(self, key: str) -> int:
        value = self.values.get(key)
        # True is a number to Python, but nobody's number of minutes.
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.error(f"{key} is a whole number above 0, not {value!r}", key)
        return value

    def error(self, message: str, key: str = "") -> ContentError:
        return ContentError(f"{self.path}:{self._line(key)}: {message}.")

    def _line(self, key: str) -> int:
        """Return the line of a key, or the table's first where the key is missing."""
        for number, line in enumerate(self.lines, self.first):
            if key and line.split("=")[0].strip() == key:
                return number
        return self.first


class _StepsFile:
    """One steps file while it is checked."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines = text.splitlines()
        self.headers = [
            (number, found[1])
            for number, line in enumerate(self.lines, 1)
            if (found := HEADER.match(line))
        ]
        try:
            self.tables = tomllib.loads(text).get("step", [])
        except tomllib.TOMLDecodeError as error:
            # The parser's own message ends with the line and column.
            raise ContentError(f"{path}: not readable as TOML: {error}.") from None

    def steps(self) -> tuple[Step, ...]:
        tables = self._all_steps()
        found = tuple(str(t.values.get("id", "")) for t in tables)
        if found != STEP_IDS:
            wanted = ", ".join(STEP_IDS)
            raise ContentError(
                f"{self.path}:1: the steps must be {wanted}, in this order; found {found}."
            )
        return tuple(self._step(number, table) for number, table in enumerate(tables, 1))

    def _step(self, number: int, table: _Table) -> Step:
        texts = {key: table.text(key) for key in STEP_TEXTS}
        asked = table.values.get("questions", [])
        notes = table.values.get("notes")
        return Step(
            number=number,
            questions=tuple(map(self._question, self._parts(table, "questions", asked))),
            notes=None if notes is None else self._notes(*self._parts(table, "notes", [notes])),
            **texts,
        )

    def _question(self, table: _Table) -> QuestionTemplate:
        texts = {key: table.text(key) for key in QUESTION_TEXTS}
        if texts["kind"] not in QUESTION_KINDS:
            kinds = ", ".join(QUESTION_KINDS)
            raise table.error(f"kind is one of {kinds}, not {texts['kind']!r}", "kind")
        given = "most_answers" in table.values
        most = table.count("most_answers") if given else ANSWERS_PER_QUESTION
        return QuestionTemplate(**texts, most_answers=most)

    def _notes(self, table: _Table) -> Notes:
        lists = {key: table.sentences(key) for key in NOTE_LISTS}
        return Notes(purpose=table.text("purpose"), minutes=table.count("minutes"), **lists)

    def _all_steps(self) -> list[_Table]:
        starts = [number for number, name in self.headers if name == "step"]
        if not _are_tables(self.tables) or len(starts) != len(self.tables):
            raise ContentError(f"{self.path}:1: write each step as a table below [[step]].")
        return [
            self._table(values, start) for values, start in zip(self.tables, starts, strict=True)
        ]

    def _parts(self, step: _Table, name: str, values: Any) -> list[_Table]:
        """Return the tables below a step, such as its questions, with the lines they stand on."""
        following = [(n, header) for n, header in self.headers if n > step.first]
        own = takewhile(lambda header: header[1] != "step", following)
        starts = [number for number, header in own if header == f"step.{name}"]
        if not _are_tables(values) or len(starts) != len(values):
            shape = "[[step.questions]]" if name == "questions" else "[step.notes]"
            raise step.error(f"write {name} as a table below {shape}, not {values!r}", name)
        return [self._table(part, start) for part, start in zip(values, starts, strict=True)]

    def _table(self, values: Mapping[str, Any], start: int) -> _Table:
        end = next((number for number, _ in self.headers if number > start), len(self.lines) + 1)
        return _Table(self.path, values, start, self.lines[start - 1 : end - 1])


def _are_tables(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(v, dict) for v in values)
