"""Answers from outside a workshop: a CSV file or pasted lines in, their readings as CSV out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from focusmap.errors import FocusMapError
from focusmap.export import READING_COLUMNS, reading_row, write_csv
from focusmap.model import QUESTION_KINDS, Reading

READ_COLUMNS = ("id", "question", "text")
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken at once: megabytes, and rows or lines."""

    megabytes: int
    rows: int


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """Answers as rows with the columns id, question and text; others pass through."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]


def answers_from_csv(content: bytes, name: str, limits: Limits | None = None) -> AnswerFile:
    """Return the answers of a CSV; raises FocusMapError with `name`, line and remedy."""
    if limits and len(content) > limits.megabytes * MEGABYTE:
        raise FocusMapError(
            "{name}: the file is larger than {most} MB. Cut it into parts.",
            name=name,
            most=limits.megabytes,
        )
    try:
        table = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    except UnicodeDecodeError as error:
        raise cannot_be_read(name, error) from error
    try:
        _check_columns(table, name)
        rows = tuple(_rows(table, name, limits))
    except csv.Error as error:
        # The reader's count is of the last line it finished.
        raise FocusMapError(
            "{where}: {error}. Check the quotes there.",
            where=f"{name}:{table.line_num + 1}",
            error=error,
        ) from error
    return AnswerFile(tuple(table.fieldnames or ()), rows)


def cannot_be_read(name: str, error: Exception) -> FocusMapError:
    """Return the error for a file that is not there, or no UTF-8."""
    return FocusMapError(
        "{name}: cannot be read: {error}. Save it as CSV in UTF-8.", name=name, error=error
    )


def _check_columns(table: csv.DictReader[str], name: str) -> None:
    missing = [c for c in READ_COLUMNS if c not in (table.fieldnames or ())]
    if missing:
        raise FocusMapError(
            "{where}: the column {missing} is missing. The first line must be: id,question,text.",
            where=f"{name}:1",
            missing=", ".join(missing),
        )


def _rows(
    table: csv.DictReader[str], name: str, limits: Limits | None
) -> Iterator[Mapping[str, str]]:
    for number, row in enumerate(table, 1):
        where = f"{name}:{table.line_num}"
        if limits and number > limits.rows:
            raise FocusMapError(
                "{where}: the file has more than {most:,} rows. Cut it into parts.",
                where=where,
                most=limits.rows,
            )
        if None in row or any(value is None for value in row.values()):
            raise FocusMapError(
                "{where}: this row has not as many cells as the first line.", where=where
            )
        if row["question"] not in QUESTION_KINDS:
            raise FocusMapError(
                "{where}: question is {question}; use one of {kinds}.",
                where=where,
                question=repr(row["question"]),
                kinds=", ".join(QUESTION_KINDS),
            )
        yield dict(row)


def answers_from_lines(text: str, kind: str, limits: Limits) -> AnswerFile:
    """Return pasted text as answers, one a line, numbered by line; empty lines are none.

    Raises FocusMapError when there are too many.
    """
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), 1)]
    rows = [{"id": str(n), "question": kind, "text": line} for n, line in lines if line]
    if len(rows) > limits.rows or len(text.encode()) > limits.megabytes * MEGABYTE:
        raise FocusMapError(
            "That is more than {rows:,} lines or {most} MB. Paste fewer at a time.",
            rows=limits.rows,
            most=limits.megabytes,
        )
    return AnswerFile(READ_COLUMNS, tuple(rows))


def readings_to_csv(answers: AnswerFile, readings: Iterable[Reading]) -> str:
    """Return answers with their readings as CSV; further columns stand behind them."""
    own: Sequence[str] = (*READ_COLUMNS, *READING_COLUMNS)
    rows = (
        {**row, **reading_row(reading)} for row, reading in zip(answers.rows, readings, strict=True)
    )
    return write_csv((*own, *(c for c in answers.columns if c not in own)), rows)
