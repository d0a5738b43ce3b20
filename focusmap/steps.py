"""The six steps in one language, loaded from data; a mistake is named with its file and line."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from focusmap.errors import ContentError
from focusmap.model import QUESTION_KINDS, STEP_IDS, Notes, QuestionTemplate, Step

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


class _StepsFile:
    """One steps file while it is checked: its lines to name them, its tables for values."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines = text.splitlines()
        try:
            self.tables = tomllib.loads(text).get("step", [])
        except tomllib.TOMLDecodeError as error:
            # The parser's own message ends with the line and column.
            raise ContentError(f"{path}: not readable as TOML: {error}.") from None

    def steps(self) -> tuple[Step, ...]:
        found = tuple(str(t.get("id", "")) for t in self.tables)
        if found != STEP_IDS:
            wanted = ", ".join(STEP_IDS)
            raise self.error(0, f"the steps must be {wanted}, in this order; found {found}")
        return tuple(self.step(i, table) for i, table in enumerate(self.tables))

    def step(self, index: int, table: Mapping[str, Any]) -> Step:
        texts = {key: self.text(index, table, key) for key in STEP_TEXTS}
        questions = tuple(self.question(index, q) for q in table.get("questions", []))
        notes = self.notes(index, table["notes"]) if "notes" in table else None
        return Step(number=index + 1, questions=questions, notes=notes, **texts)

    def question(self, index: int, table: Mapping[str, Any]) -> QuestionTemplate:
        texts = {key: self.text(index, table, key) for key in QUESTION_TEXTS}
        if texts["kind"] not in QUESTION_KINDS:
            kinds = ", ".join(QUESTION_KINDS)
            raise self.error(index, f"kind is one of {kinds}, not {texts['kind']!r}", "kind")
        return QuestionTemplate(**texts)

    def notes(self, index: int, table: Mapping[str, Any]) -> Notes:
        minutes = table.get("minutes")
        if not isinstance(minutes, int) or minutes < 1:
            raise self.error(
                index, f"minutes is a whole number above 0, not {minutes!r}", "minutes"
            )
        lists = {key: self.sentences(index, table, key) for key in NOTE_LISTS}
        return Notes(purpose=self.text(index, table, "purpose"), minutes=minutes, **lists)

    def text(self, index: int, table: Mapping[str, Any], key: str) -> str:
        value = table.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(index, f"{key} must be a sentence in quotes, not {value!r}", key)
        return value.strip()

    def sentences(self, index: int, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        values = table.get(key)
        if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
            raise self.error(index, f"{key} must be a list of sentences, not {values!r}", key)
        return tuple(values)

    def error(self, index: int, message: str, key: str = "") -> ContentError:
        return ContentError(f"{self.path}:{self.line(index, key)}: {message}.")

    def line(self, index: int, key: str) -> int:
        """Return the line of `key` in the step's part of the file, or of the step itself."""
        starts = [n for n, line in enumerate(self.lines, 1) if line.strip() == "[[step]]"]
        first = starts[index] if index < len(starts) else 1
        last = starts[index + 1] if index + 1 < len(starts) else len(self.lines) + 1
        for number in range(first, last):
            if key and self.lines[number - 1].split("=")[0].strip() == key:
                return number
        return first
