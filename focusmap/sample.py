"""The sample workshop: read from its file at start, looked at by everybody, changed by nobody."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from focusmap.codes import hash_secret, new_secret
from focusmap.errors import BadAnswer, ContentError
from focusmap.export import FORMAT
from focusmap.model import (
    ANSWERS_PER_QUESTION,
    Answer,
    Choice,
    OwnWord,
    Participant,
    Placement,
    PlacementSource,
    PutSpot,
    Question,
    Rating,
    StepState,
    Workshop,
)
from focusmap.settings import ROOT
from focusmap.store import SecretHashes, Store
from focusmap.taps import Tap, check_tap

SAMPLE_FILE = ROOT / "sample_data" / "harbour_housing.json"
SAMPLE_CODE = "HK7M2QWD"
TAPS: Mapping[str, Callable[..., Tap]] = {
    "choices": Choice,
    "ratings": Rating,
    "spots": PutSpot,
}
KEPT_FOR = timedelta(days=36_500)


def load_sample(store: Store, now: datetime, path: Path = SAMPLE_FILE) -> None:
    """Put the sample workshop into the store, in place of an older one.

    Raises ContentError, with the file's name, when the file is not a workshop.
    """
    workshop, people, answers, placements, taps = _parts(path, now)
    with store.write() as records:
        old = records.workshop_by_code(SAMPLE_CODE)
        if old:
            records.delete_workshop(old.id)
        # Nobody holds these secrets: the sample opens without and is never changed.
        hashes = SecretHashes(hash_secret(new_secret()), hash_secret(new_secret()))
        records.add_workshop(workshop, hashes)
        for person in people:
            records.add_participant(workshop.id, person)
        for answer in answers:
            records.add_answer(workshop.id, answer, answer.id)
        for placement in placements:
            records.set_placement(workshop.id, placement)
        for tap in taps:
            records.set_tap(workshop.id, tap)


_Parts = tuple[Workshop, list[Participant], list[Answer], list[Placement], list[Tap]]


def _parts(path: Path, now: datetime) -> _Parts:
    document = _document(path)
    try:
        workshop = _workshop(document, now)
        people = _people(document, now)
        answers = [_answer(n, a, now) for n, a in enumerate(document["answers"])]
        placements = [p for n, a in enumerate(document["answers"]) for p in _placements(n, a)]
        taps = _taps(document)
    except (KeyError, ValueError, TypeError, AttributeError, BadAnswer) as error:
        raise ContentError(
            f"{path}: the sample workshop is not complete: {error!r}. "
            "Compare it with what the command workshop export writes."
        ) from error
    asked = {q.id for q in workshop.questions}
    for answer in answers:
        if answer.question_id not in asked:
            raise ContentError(f"{path}: {answer.text!r} answers a question that is not there.")
    return workshop, people, answers, placements, taps


def _document(path: Path) -> Mapping[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ContentError(f"{path}: the sample workshop cannot be read: {error}.") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ContentError(f'{path}: "format" must be "{FORMAT}".')
    return document


def _workshop(document: Mapping[str, Any], now: datetime) -> Workshop:
    return Workshop(
        id="sample",
        code=SAMPLE_CODE,
        title=document["title"],
        language=document["language"],
        customers=tuple(document["customers"]),
        current_step=document["current_step"],
        states={step: StepState(state) for step, state in document["steps"].items()},
        questions=tuple(
            Question(
                f"sample-{q['id']}",
                q["step"],
                q["kind"],
                q["text"],
                q.get("name", ""),
                q.get("most_answers", ANSWERS_PER_QUESTION),
            )
            for q in document["questions"]
        ),
        version=1,
        created_at=now,
        expires_at=now + KEPT_FOR,
        is_sample=True,
        words=tuple(OwnWord(w["term"], w["word_class"]) for w in document.get("words", ())),
    )


def _people(document: Mapping[str, Any], now: datetime) -> list[Participant]:
    kinds = ("answers", *TAPS)
    names = sorted({str(row["participant"]) for kind in kinds for row in document.get(kind, ())})
    return [Participant(f"sample-{name}", "sample", name, now) for name in names]


def _taps(document: Mapping[str, Any]) -> list[Tap]:
    """Return what was tapped; a file from before there were taps has none."""
    taps = []
    for kind, make in TAPS.items():
        for row in document.get(kind, ()):
            values = {k: v for k, v in row.items() if k != "participant"}
            taps.append(make(participant_id=f"sample-{row['participant']}", **values))
            check_tap(taps[-1])
    return taps


def _answer(number: int, row: Mapping[str, Any], now: datetime) -> Answer:
    at = now + timedelta(seconds=number)
    question, person = f"sample-{row['question']}", f"sample-{row['participant']}"
    # A file from before answers could be hidden or pinned does not say it.
    marks = {name: bool(row.get(name)) for name in ("hidden", "pinned", "typed_by_facilitator")}
    return Answer(_id(number), question, person, str(row["text"]), at, at, **marks)


def _id(number: int) -> str:
    return f"sample-{number:03}"


def _placements(number: int, row: Mapping[str, Any]) -> list[Placement]:
    """Return who placed an answer; a file from before there were placements has none."""
    sources: tuple[PlacementSource, ...] = ("author", "facilitator")
    found = {source: row.get("placements", {}).get(source) for source in sources}
    return [
        Placement(_id(number), float(p["x"]), float(p["y"]), source, bool(p["confirms"]))
        for source, p in found.items()
        if p
    ]
