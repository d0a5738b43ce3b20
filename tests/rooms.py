"""Workshops full of people as files to import: few, a room, a hall, and people who write a lot."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from focusmap.agreement import STANCE, STANCES
from focusmap.file_parts import FORMAT, FORMAT_VERSION
from focusmap.model import STEP_IDS
from focusmap.sample import SAMPLE_FILE
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
    answers = [{"id": f"A{n:04}", **row} for n, row in enumerate(_answers(people, ids, long=long))]
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "title": "Harbour Housing, autumn" + (LONG[:90] if long else ""),
        "language": "en",
        "customers": ["tenants"],
        "current_step": "ask",
        "steps": dict.fromkeys(STEP_IDS, "revealed"),
        "qualify_stage": "result",
        "identify_stage": "result",
        "act_stage": "language",
        "questions": questions,
        "answers": answers,
        "choices": list(_choices(people)),
        "ratings": list(_ratings(people)),
        "spots": list(_spots(people)),
        "dots": list(_dots(people, ids, long=long)),
        "documents": [_document(people, long=long)],
        "items": list(_items(people, answers, (ids["work"], ids["success"]), long=long)),
        "votes": list(_votes(people)),
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
        x, y = 0.9 - (n % 6) * 0.13, 0.9 - (n % 8) * 0.11
        yield _row(n, step="identify", name="want", x=round(x, 3), y=round(y, 3))


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


# What the sample's people wrote together and voted on, told of this room's people and answers.
SAMPLE = json.loads(SAMPLE_FILE.read_text(encoding="utf-8"))
SAMPLE_PEOPLE = len(SAMPLE["people"])
# How long each text may become; those that are not named stay as they are.
LONGEST = {
    **dict.fromkeys(["what", "for_whom", "situation", "beside", "baseline", "target"], 150),
    **dict.fromkeys(["when", "we_will", "so_that", "first_step", "know", "text"], 290),
    **dict.fromkeys(["source", "owner"], 75),
    "word": 40,
}
LONGEST_STATEMENT = 900


def _of_sample(participant: str) -> int:
    return int(participant[1:]) - 1


def _items(
    people: int, answers: Rows, asked: Collection[str], *, long: bool
) -> Iterator[dict[str, Any]]:
    if not people:
        return
    about = {i["about"]["answer"] for i in SAMPLE["items"] if isinstance(i["about"], dict)}
    said = [a["id"] for a in answers if a["question"] in asked]
    ours = {name: said[n % len(said)] for n, name in enumerate(sorted(about))}
    for item in SAMPLE["items"]:
        versions = [
            {
                "participant": _ours(version["participant"], people),
                "fields": _fields(item["kind"], version["fields"], people, long=long),
            }
            for version in item["versions"]
        ]
        yield {
            **item,
            "about": {"answer": ours[item["about"]["answer"]]}
            if isinstance(item["about"], dict)
            else item["about"],
            "participant": _ours(item["participant"], people),
            "versions": versions,
        }


def _ours(participant: str | None, people: int) -> str | None:
    return participant and f"P{_of_sample(participant) % people:03}"


def _fields(kind: str, given: dict[str, str], people: int, *, long: bool) -> dict[str, str]:
    fields = dict(given)
    if long:
        for name, most in LONGEST.items():
            if fields.get(name):
                most = LONGEST_STATEMENT if kind in ("statement", "round") else most
                fields[name] = f"{fields[name]}{LONG * 3}"[:most].strip()
    if kind == "round" and "agree" in fields:
        votes = [v["value"] for v in _votes(people) if v["name"] == STANCE]
        fields |= {name: str(votes.count(value)) for name, value in STANCES.items()}
    return fields


def _votes(people: int) -> Iterator[dict[str, Any]]:
    for n in range(people):
        for vote in SAMPLE["votes"]:
            if _of_sample(vote["participant"]) == n % SAMPLE_PEOPLE:
                yield {**vote, "participant": f"P{n:03}"}
