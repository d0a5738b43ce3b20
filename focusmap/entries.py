"""What people name as measured, valued and rewarded, merged, and the dots given to it."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from focusmap.model import Answer, Question, ReadAnswer, StepState, Workshop
from focusmap.words import even

STEP = "qualify"
DOTS_EACH = 3
# As many of each prompt stand on a phone: with more, the page would be too heavy for a venue.
ENTRIES_ON_PHONE = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """The same words to the same prompt, from one person or several.

    `text` is as most of them spelled it, `people` how many wrote it, `dots` how many people gave
    it a dot. `answers` are all of them with their readings; a ballot, which phones get, has none.
    """

    id: str
    question: Question
    text: str
    people: int
    answers: tuple[ReadAnswer, ...] = ()
    dots: int = 0


def entry_id(question_id: str, text: str) -> str:
    """Return the id of the entry that words to a prompt belong to.

    Only case and space are evened out: whether two words mean the same is for the group to say.
    """
    same = even(unicodedata.normalize("NFC", text))
    return hashlib.sha256(f"{question_id}\n{same}".encode()).hexdigest()[:12]


def merge_entries(
    answers: Sequence[ReadAnswer], dots: Mapping[str, int] | None = None
) -> tuple[Entry, ...]:
    """Return read answers as entries, in the order in which each was first written."""
    by_answer = {a.answer.id: a for a in answers}
    same = _same([a.answer for a in answers])
    return tuple(
        Entry(
            id=name,
            question=by_answer[group[0].id].question,
            text=_words(group),
            people=_people(group),
            answers=tuple(by_answer[a.id] for a in group),
            dots=(dots or {}).get(name, 0),
        )
        for name, group in same.items()
    )


def make_ballot(answers: Sequence[Answer], questions: Sequence[Question]) -> tuple[Entry, ...]:
    """Return what dots can be given to: by prompt, what most people wrote first.

    It tells nothing of dots or readings.
    """
    by_id = {q.id: q for q in questions}
    entries = [
        Entry(name, by_id[group[0].question_id], _words(group), _people(group))
        for name, group in _same(answers).items()
    ]
    order = {q.id: n for n, q in enumerate(questions)}
    return tuple(
        sorted(entries, key=lambda e: (order[e.question.id], -e.people, e.text.casefold(), e.id))
    )


def _same(answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    same: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        same[entry_id(answer.question_id, answer.text)].append(answer)
    return same


def _words(same: Iterable[Answer]) -> str:
    """Return the words of an entry as most people spelled them."""
    spelled = Counter(" ".join(a.text.split()) for a in same)
    return min(spelled, key=lambda text: (-spelled[text], text))


def _people(answers: Iterable[Answer]) -> int:
    return len({a.participant_id for a in answers})


def takes_dots(workshop: Workshop) -> bool:
    """Whether dots are given now: to entries that are revealed, after they were opened."""
    return workshop.qualify_stage != "entries" and workshop.state(STEP) is StepState.REVEALED


def ranked(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries by dots, then by how many wrote them, then by their words."""
    return tuple(sorted(entries, key=lambda e: (-e.dots, -e.people, e.text.casefold(), e.id)))


def places(entries: Sequence[Entry]) -> tuple[int, ...]:
    """Return the rank of each of some ranked entries; those with the same dots share one."""
    dots = [e.dots for e in entries]
    return tuple(dots.index(n) + 1 for n in dots)
