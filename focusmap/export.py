"""A workshop as a file: JSON that can be read back, CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from focusmap.model import Placement, ReadAnswer, Reading, Taps, Workshop

FORMAT = "focus-map-workshop"
FORMAT_VERSION = 1
NO_TAPS = Taps()
# A spreadsheet takes a cell that begins so for a formula and runs it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Export:
    """A workshop, its answers and taps, with people as numbers that tell nothing about them."""

    workshop: Workshop
    answers: tuple[ReadAnswer, ...]
    people: Mapping[str, str]
    taps: Taps = NO_TAPS


def make_export(
    workshop: Workshop, answers: Sequence[ReadAnswer], seed: int = 0, taps: Taps = NO_TAPS
) -> Export:
    """Number the people in an order that has nothing to do with when they joined or wrote."""
    ids = sorted({a.answer.participant_id for a in answers} | taps.people)
    random.Random(f"{workshop.id}:{seed}").shuffle(ids)  # noqa: S311 - an order, not a secret
    people = {person: f"P{number:03}" for number, person in enumerate(ids, 1)}
    shuffled = sorted(answers, key=lambda a: (people[a.answer.participant_id], a.question.id))
    return Export(workshop, tuple(shuffled), people, taps)


def to_json(export: Export) -> str:
    """Return the workshop as JSON; no secret, personal code or time of an answer is in it.

    It is the whole workshop, to be kept and read back: hidden answers are in it, marked so.
    """
    workshop = export.workshop
    numbers = {q.id: f"Q{n}" for n, q in enumerate(workshop.questions, 1)}
    document = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "title": workshop.title,
        "language": workshop.language,
        "customers": list(workshop.customers),
        "words": [{"term": w.term, "word_class": w.word_class} for w in workshop.words],
        "current_step": workshop.current_step,
        "created_at": workshop.created_at.isoformat(timespec="seconds") + "Z",
        "steps": {step: state.value for step, state in workshop.states.items()},
        "questions": [
            {
                "id": numbers[q.id],
                "step": q.step,
                "kind": q.kind,
                "text": q.text,
                "name": q.name,
                "most_answers": q.most_answers,
            }
            for q in workshop.questions
        ],
        "answers": [
            {
                "participant": export.people[a.answer.participant_id],
                "question": numbers[a.question.id],
                "text": a.answer.text,
                "hidden": a.answer.hidden,
                "pinned": a.answer.pinned,
                "typed_by_facilitator": a.answer.typed_by_facilitator,
                "reading": _reading(a.reading),
                "placements": {
                    "author": _placement(a.author),
                    "facilitator": _placement(a.facilitator),
                },
            }
            for a in export.answers
        ],
        "choices": _tap_rows(export, "choices"),
        "ratings": _tap_rows(export, "ratings"),
        "spots": _tap_rows(export, "spots"),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _tap_rows(export: Export, kind: str) -> list[dict[str, Any]]:
    """Return the taps of a kind with their participants' numbers, in the order of these."""
    rows = (tap._asdict() for tap in getattr(export.taps, kind))
    numbered = ({"participant": export.people[row.pop("participant_id")], **row} for row in rows)
    return sorted(numbered, key=lambda row: (row["participant"], row["step"], row["name"]))


def to_csv(export: Export) -> str:
    """Return one row an answer, then one a tap; no cell can act as a formula.

    A table is made to be passed on: of a hidden answer it says that there is one, and no more. A
    tap's row has its kind, its name and, for a rating, its value; where somebody put a dot stands
    where its author placed an answer.
    """
    columns = (*ANSWER_COLUMNS, *READING_COLUMNS, *PLACEMENT_COLUMNS, *TAP_COLUMNS)
    rows = (_answer_row(export, a) for a in export.answers)
    return write_csv(columns, chain(rows, _tap_cells(export)))


def _tap_cells(export: Export) -> Iterable[dict[str, str]]:
    for kind in ("choices", "ratings", "spots"):
        for row in _tap_rows(export, kind):
            spot = {f"author_{axis}": f"{row[axis]:.4f}" for axis in "xy" if axis in row}
            yield {
                "participant": row["participant"],
                "step": row["step"],
                "tapped": kind,
                "name": row["name"],
                "value": str(row.get("value", "")),
                **spot,
            }


ANSWER_COLUMNS = (
    *("participant", "step", "question", "text"),
    *("hidden", "pinned", "typed_by_facilitator"),
)
HIDDEN = "hidden"


def _answer_row(export: Export, a: ReadAnswer) -> dict[str, str]:
    row = {
        "participant": export.people[a.answer.participant_id],
        "step": a.question.step,
        "question": a.question.text,
        "text": HIDDEN if a.answer.hidden else a.answer.text,
        "hidden": str(int(a.answer.hidden)),
        "pinned": str(int(a.answer.pinned)),
        "typed_by_facilitator": str(int(a.answer.typed_by_facilitator)),
    }
    if a.answer.hidden:
        return row
    return {
        **row,
        **reading_row(a.reading),
        **_placement_row("author", a.author),
        **_placement_row("facilitator", a.facilitator),
    }


READING_COLUMNS = ("x", "y", "placed", "confidence", "line_of_sight", "evidence")
# Beside what the words say, which are x and y: who placed the answer where, from -1 to 1.
PLACEMENT_COLUMNS = tuple(
    f"{source}_{what}" for source in ("author", "facilitator") for what in ("x", "y", "confirms")
)
# What was tapped instead of written.
TAP_COLUMNS = ("tapped", "name", "value")


def evidence_rows(reading: Reading) -> list[dict[str, str | int | float]]:
    """Return evidence as documents; `rule` says class and role, and the line of the lexicon."""
    return [
        {
            "start": e.start,
            "end": e.end,
            "axis": e.axis,
            "weight": e.weight,
            "term": e.term,
            "rule": f"{e.effect} {e.rule}".strip(),
        }
        for e in reading.evidence
    ]


def reading_row(reading: Reading) -> dict[str, str]:
    """Return a reading as cells: x and y from -1 to 1, empty when unplaced; evidence as JSON."""
    return {
        "x": "" if reading.x is None else f"{reading.x:.4f}",
        "y": "" if reading.y is None else f"{reading.y:.4f}",
        "placed": str(int(reading.placed)),
        "confidence": f"{reading.confidence:.3f}",
        "line_of_sight": str(int(reading.line_of_sight)),
        "evidence": json.dumps(evidence_rows(reading), ensure_ascii=False),
    }


def _placement_row(source: str, placement: Placement | None) -> dict[str, str]:
    """Return a placement as cells, empty when there is none; confirms is 1 or 0."""
    if placement is None:
        return {}
    return {
        f"{source}_x": f"{placement.x:.4f}",
        f"{source}_y": f"{placement.y:.4f}",
        f"{source}_confirms": str(int(placement.confirms)),
    }


def write_csv(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return rows as CSV with a header; texts that would act as formulas get an apostrophe."""
    out = io.StringIO()
    plain = csv.writer(out, lineterminator="\n")
    # Python 3.11 leaves a lone carriage return unquoted, and it would end the row.
    quoted = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    lines = ([_cell(column, row.get(column, "")) for column in columns] for row in rows)
    for cells in chain([[defuse(c) for c in columns]], lines):
        (quoted if any("\r" in cell for cell in cells) else plain).writerow(cells)
    return out.getvalue()


def defuse(cell: str) -> str:
    """Return a cell that a spreadsheet takes for text."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def _cell(column: str, value: str) -> str:
    # Our own numbers may be negative and must stay numbers.
    return value if column in (*READING_COLUMNS, *PLACEMENT_COLUMNS) else defuse(value)


def _placement(placement: Placement | None) -> dict[str, Any] | None:
    if placement is None:
        return None
    return {"x": placement.x, "y": placement.y, "confirms": placement.confirms}


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "x": reading.x,
        "y": reading.y,
        "confidence": reading.confidence,
        "line_of_sight": reading.line_of_sight,
        "reason": reading.reason,
        "evidence": evidence_rows(reading),
    }
