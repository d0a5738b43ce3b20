"""Workshops full of people as files to import: few, a room, a hall, and people who write a lot."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from focusmap.file_parts import FORMAT, FORMAT_VERSION
from focusmap.model import STEP_IDS
from focusmap.steps import load_steps
from focusmap.taps import REGION_IDS, STATEMENT_IDS

Rows = list[dict[str, Any]]
WORK = (
    "I fix damp flats, about six jobs a week",
    "We answer calls and write tickets",
    "Debt advice, and sometimes just a cup of tea",
    "I plan the rota for the night shift",
    "We ship invoices on time",
    "I listen until people can say what they need",
)
SUCCESS = (
    "Nobody calls in January because the flats are warm",
    "Kids stop coughing and sleep through the night",
    "All tickets closed within two days",
    "The budget is kept",
    "Tenants stay with us and pay their rent without fear",
    "A family that moves in and does not move out again",
)
MEASURES = (
    "Calls answered within a minute",
    "Budget kept",
    "Empty flats",
    "Tickets closed on time",
)
REWARDS = ("Overtime", "A tenant who writes a thank-you letter", "Nothing, really")
SENTENCES = (
    "We put our tenants first in everything that we do.",
    "We will reduce the cost of each repair by five per cent.",
    "Families feel at home and stay with us for years.",
    "Every region reports its figures by the tenth of the month.",
    "Our tenants know whom to call and are heard the same day.",
)
LONG = (
    " and that is only the beginning, because whoever has been here for a while knows that one "
    "thing leads to the next, and nobody who asks a short question gets a short answer"
)
WORD_WITHOUT_END = "Donaudampfschifffahrtsgesellschaftskapitänsmützenverordnung" * 3


def room_file(folder: Path, people: int, *, long: bool = False) -> Path:
    """Write a workshop in which so many people did everything that the steps ask for."""
    name = f"{people}{'-long' if long else ''}"
    file = folder / f"room-{name}.json"
    file.write_text(json.dumps(room(people, long=long)), encoding="utf-8")
    return file


def room(people: int, *, long: bool = False) -> dict[str, Any]:
    """Return the file's content; all that has answers is revealed, and the dots are shown."""
    asked = [(s.id, q) for s in load_steps("en") for q in s.questions]
    questions = [
        {
            "id": f"Q{n}",
            "step": step,
            "kind": q.kind,
            "text": q.text,
            "name": q.name,
            "most_answers": q.most_answers,
        }
        for n, (step, q) in enumerate(asked, 1)
    ]
    ids = {str(q["name"]): str(q["id"]) for q in questions}
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "title": "Harbour Housing, autumn" + (LONG[:90] if long else ""),
        "language": "en",
        "customers": ["tenants"],
        "current_step": "ask",
        "steps": dict.fromkeys(STEP_IDS, "revealed"),
        "qualify_stage": "result",
        "questions": questions,
        "answers": list(_answers(people, ids, long=long)),
        "choices": list(_choices(people)),
        "ratings": list(_ratings(people)),
        "spots": list(_spots(people)),
        "dots": list(_dots(people, ids, long=long)),
        "documents": [_document(people, long=long)],
    }


def _answers(people: int, ids: dict[str, str], *, long: bool) -> Iterator[dict[str, Any]]:
    texts = {"work": WORK, "success": SUCCESS, "measured": MEASURES, "rewarded": REWARDS}
    for n in range(people):
        for name, said in texts.items():
            yield _row(n, question=ids[name], text=_text(said, n, long=long))
        if n % 4 == 0:
            yield _row(n, question=ids["example"], text=_text(SUCCESS, n + 1, long=long))


def _text(said: tuple[str, ...], n: int, *, long: bool) -> str:
    text = said[n % len(said)]
    if not long:
        return text
    return f"{text}{LONG * (1 + n % 4)} {WORD_WITHOUT_END if n % 3 == 0 else ''}".strip()


def _row(n: int, **values: object) -> dict[str, Any]:
    return {"participant": f"P{n:03}", **values}


def _choices(people: int) -> Iterator[dict[str, Any]]:
    for n in range(people):
        for name in REGION_IDS[: 1 + n % 4]:
            yield _row(n, step="acknowledge", name=name)


def _ratings(people: int) -> Iterator[dict[str, Any]]:
    for n in range(people):
        for number, name in enumerate(STATEMENT_IDS):
            yield _row(n, step="curiosity", name=name, value=1 + (n * (number + 1)) % 5)


def _spots(people: int) -> Iterator[dict[str, Any]]:
    for n in range(people):
        x, y = -0.9 + (n % 7) * 0.15, -0.8 + (n % 5) * 0.2
        yield _row(n, step="curiosity", name="guess", x=round(x, 3), y=round(y, 3))


def _dots(people: int, ids: dict[str, str], *, long: bool) -> Iterator[dict[str, Any]]:
    for n in range(people):
        # Everybody gives two dots, the second to what the person before wrote.
        first, second = _text(MEASURES, n, long=long), _text(REWARDS, max(0, n - 1), long=long)
        yield _row(n, question=ids["measured"], text=first)
        yield _row(n, question=ids["rewarded"], text=second)


def _document(people: int, *, long: bool) -> dict[str, Any]:
    count = min(300, max(9, people))
    texts = islice((SENTENCES[n % 5] for n in range(count)), count)
    rows: Rows = [
        {"page": 1 + n // 20, "text": f"{text}{LONG if long else ''}"}
        for n, text in enumerate(texts)
    ]
    return {"name": "Strategy 2030", "kind": "pdf", "pages": 12, "left_out": 7, "sentences": rows}
