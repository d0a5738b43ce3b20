"""A workshop as a file: JSON that can be read back, CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from focusmap.entries import STEP as QUALIFY
from focusmap.entries import merge_entries, ranked
from focusmap.file_parts import (
    FORMAT,
    FORMAT_VERSION,
    NO_TAPS,
    PARTS,
    SETTINGS,
    TAPS,
    evidence_rows,
    group_names_shown,
    tap_rows,
    written_groups,
    written_questions,
)
from focusmap.file_parts import Export as Export
from focusmap.model import (
    Dot,
    Placement,
    ReadAnswer,
    ReadDocument,
    Reading,
    Taps,
    Vote,
    WholeItem,
    Workshop,
)

if TYPE_CHECKING:
    from focusmap.service import Service

# A spreadsheet takes a cell that begins so for a formula and runs it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def make_export(
    workshop: Workshop,
    answers: Sequence[ReadAnswer],
    seed: int = 0,
    taps: Taps = NO_TAPS,
    dots: Sequence[Dot] = (),
    documents: Sequence[ReadDocument] = (),
    joined: Iterable[str] = (),
    groups: Mapping[str, str] | None = None,
    items: Sequence[WholeItem] = (),
    votes: Sequence[Vote] = (),
) -> Export:
    """Number the people in an order that has nothing to do with when they joined or wrote."""
    wrote = {a.answer.participant_id for a in answers} | _authors(items)
    gave = {mark.participant_id for marks in (dots, votes) for mark in marks}
    ids = sorted({*joined, *wrote, *taps.people, *gave})
    random.Random(f"{workshop.id}:{seed}").shuffle(ids)  # noqa: S311 - an order, not a secret
    people = {person: f"P{number:03}" for number, person in enumerate(ids, 1)}
    asked = {q.id: number for number, q in enumerate(workshop.questions)}
    shuffled = sorted(
        answers, key=lambda a: (people[a.answer.participant_id], asked[a.question.id])
    )
    return Export(
        workshop,
        tuple(shuffled),
        people,
        taps,
        tuple(dots),
        tuple(documents),
        groups or {},
        tuple(items),
        tuple(votes),
    )


def _authors(items: Sequence[WholeItem]) -> set[str]:
    wrote = {version.author_id for whole in items for version in whole.versions}
    return (wrote | {whole.item.author_id for whole in items}) - {""}


def whole_export(service: Service, workshop: Workshop) -> Export:
    """Return all there is of a workshop, shown or not: for whoever owns the server."""
    return make_export(
        # As it is stored: how its steps look to somebody is no part of it.
        service.stored(workshop),
        service.all_answers(workshop),
        taps=service.all_taps(workshop),
        dots=service.all_dots(workshop),
        documents=service.all_documents(workshop),
        joined=service.all_people(workshop),
        groups=service.all_groups(workshop),
        items=service.all_items(workshop),
        votes=service.all_votes(workshop),
    )


def to_json(export: Export) -> str:
    """Return the workshop as JSON; no secret, personal code or time of an answer is in it.

    It is the whole workshop, to be kept and read back: hidden answers are in it, marked so.
    """
    workshop = export.workshop
    document = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "created_at": workshop.created_at.isoformat(timespec="seconds") + "Z",
        **{s.key: s.write(getattr(workshop, s.field)) for s in SETTINGS},
        "groups": written_groups(export),
        "questions": written_questions(export),
        **{part.name: part.write(export) for part in PARTS},
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def to_csv(export: Export) -> str:
    """Return one row an answer, then one a tap; no cell can act as a formula.

    A table is made to be passed on: of a hidden answer it says that there is one, and no more. A
    tap's row has its kind, its name and, for a rating, its value; where somebody put a spot stands
    where its author placed an answer. Whose the dots and votes are is not in it: `entries_csv`
    counts the dots. Beside each stands the group of whoever gave it, if it is
    nowhere in the table too small, or that they are among the others.
    """
    columns = (*ANSWER_COLUMNS, *READING_COLUMNS, *PLACEMENT_COLUMNS, *TAP_COLUMNS)
    groups = {export.people[p]: name for p, name in group_names_shown(export).items()}
    answered = (_answer_row(export, a) for a in export.answers)
    rows = chain(answered, _tap_cells(export))
    return write_csv(
        columns, ({**row, "group": groups.get(row["participant"], "")} for row in rows)
    )


def _tap_cells(export: Export) -> Iterable[dict[str, str]]:
    for kind in TAPS:
        for row in tap_rows(kind, export):
            spot = {f"author_{axis}": f"{row[axis]:.4f}" for axis in "xy" if axis in row}
            yield {
                "participant": row["participant"],
                "step": row["step"],
                "tapped": kind,
                "name": row["name"],
                "value": str(row.get("value", "")),
                **spot,
            }


def entries_csv(export: Export) -> str:
    """Return the entries of Qualify, those with the most dots first; hidden answers are in none."""
    shown = [a for a in export.answers if a.question.step == QUALIFY and not a.answer.hidden]
    dots = Counter(dot.entry_id for dot in export.dots)
    rows = (
        {
            "question": entry.question.text,
            "text": entry.text,
            "people": str(entry.people),
            "dots": str(entry.dots),
            **reading_row(entry.answers[0].reading),
        }
        for entry in ranked(merge_entries(shown, dots))
    )
    return write_csv(("question", "text", "people", "dots", *READING_COLUMNS), rows)


def documents_csv(export: Export) -> str:
    """Return the sentences of all documents in their order, a page of 0 where there are none."""
    rows = (
        {
            "document": d.document.name,
            "page": str(sentence.page),
            "text": sentence.text,
            **reading_row(read.reading),
        }
        for d in export.documents
        for sentence, read in zip(d.sentences, d.read, strict=True)
    )
    return write_csv(("document", "page", "text", *READING_COLUMNS), rows)


ANSWER_COLUMNS = (
    *("participant", "group", "step", "question", "text"),
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
