"""The six steps in one language, loaded from data; a mistake is named with its file and line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

from focusmap.content_file import CONTENT as CONTENT
from focusmap.content_file import Table, are_tables, headers, parse, read_text
from focusmap.errors import ContentError
from focusmap.model import (
    ANSWERS_PER_QUESTION,
    QUESTION_KINDS,
    STEP_IDS,
    UNREAD_KINDS,
    Alone,
    Notes,
    Pushback,
    QuestionTemplate,
    Step,
)

STEP_TEXTS = ("id", "name", "question", "purpose", "phone")
QUESTION_TEXTS = ("name", "kind", "text")
NOTE_LISTS = ("say", "ask_mixed", "ask_one_sided", "ask_thin", "traps")


@cache
def load_steps(language: str, folder: Path = CONTENT) -> tuple[Step, ...]:
    """Return the six steps in their order.

    Raises ContentError, with file and line, when the file is missing or wrong.
    """
    path = folder / language / "steps.toml"
    return _StepsFile(path, read_text(path)).steps()


def get_step(language: str, step_id: str) -> Step:
    """Return one step; `step_id` must be one of STEP_IDS."""
    return load_steps(language)[STEP_IDS.index(step_id)]


def languages(folder: Path = CONTENT) -> tuple[str, ...]:
    """Return the languages that have steps, sorted."""
    return tuple(sorted(p.parent.name for p in folder.glob("*/steps.toml")))


class _StepsFile:
    """One steps file while it is checked."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines = text.splitlines()
        self.headers = headers(self.lines)
        self.tables = parse(path, text).get("step", [])

    def steps(self) -> tuple[Step, ...]:
        tables = self._all_steps()
        found = tuple(str(t.values.get("id", "")) for t in tables)
        if found != STEP_IDS:
            wanted = ", ".join(STEP_IDS)
            raise ContentError(
                f"{self.path}:1: the steps must be {wanted}, in this order; found {found}."
            )
        return tuple(self._step(number, table) for number, table in enumerate(tables, 1))

    def _step(self, number: int, table: Table) -> Step:
        texts = {key: table.text(key) for key in STEP_TEXTS}
        asked = table.values.get("questions", [])
        notes = table.values.get("notes")
        alone = table.values.get("alone")
        return Step(
            number=number,
            questions=tuple(map(self._question, self._parts(table, "questions", asked))),
            notes=None if notes is None else self._notes(*self._parts(table, "notes", [notes])),
            alone=None if alone is None else _alone(*self._parts(table, "alone", [alone])),
            **texts,
        )

    def _question(self, table: Table) -> QuestionTemplate:
        texts = {key: table.text(key) for key in QUESTION_TEXTS}
        if texts["kind"] not in (*QUESTION_KINDS, *UNREAD_KINDS):
            kinds = ", ".join((*QUESTION_KINDS, *UNREAD_KINDS))
            raise table.error(f"kind is one of {kinds}, not {texts['kind']!r}", "kind")
        given = "most_answers" in table.values
        most = table.count("most_answers") if given else ANSWERS_PER_QUESTION
        return QuestionTemplate(**texts, most_answers=most)

    def _notes(self, table: Table) -> Notes:
        lists = {key: table.sentences(key) for key in NOTE_LISTS}
        return Notes(
            purpose=table.text("purpose"),
            minutes=table.count("minutes"),
            pushback=_pushback(table, "pushback"),
            **lists,
        )

    def _all_steps(self) -> list[Table]:
        starts = [number for number, name in self.headers if name == "step"]
        if not are_tables(self.tables) or len(starts) != len(self.tables):
            raise ContentError(f"{self.path}:1: write each step as a table below [[step]].")
        return [
            self._table(values, start) for values, start in zip(self.tables, starts, strict=True)
        ]

    def _parts(self, step: Table, name: str, values: Any) -> list[Table]:
        """Return the tables below a step, such as its questions, with the lines they stand on."""
        following = [(n, header) for n, header in self.headers if n > step.first]
        own = takewhile(lambda header: header[1] != "step", following)
        starts = [number for number, header in own if header == f"step.{name}"]
        if not are_tables(values) or len(starts) != len(values):
            shape = "[[step.questions]]" if name == "questions" else f"[step.{name}]"
            raise step.error(f"write {name} as a table below {shape}, not {values!r}", name)
        return [self._table(part, start) for part, start in zip(values, starts, strict=True)]

    def _table(self, values: Mapping[str, Any], start: int) -> Table:
        end = next((number for number, _ in self.headers if number > start), len(self.lines) + 1)
        return Table(self.path, values, start, self.lines[start - 1 : end - 1])


def _alone(table: Table) -> Alone:
    return Alone(
        minutes=table.count("minutes"),
        why=table.text("why"),
        phone=table.text("phone"),
        read=table.sentences("read"),
        together=table.text("together") if "together" in table.values else "",
    )


def _pushback(table: Table, key: str) -> tuple[Pushback, ...]:
    values = table.values.get(key)
    if not isinstance(values, list) or not all(map(_is_pushback, values)):
        raise table.error(
            f'{key} must be a list of {{ they = "...", you = "..." }}, not {values!r}', key
        )
    return tuple(Pushback(**value) for value in values)


def _is_pushback(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"they", "you"}
        and all(isinstance(text, str) and text.strip() for text in value.values())
    )
