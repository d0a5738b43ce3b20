"""Which answers fit on the wall at once, when each is to be read from eight metres."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from focusmap.model import Question, ReadAnswer

# What one line of the wall's answer column holds, and how many lines there are at 1080p.
CHARACTERS_A_LINE = 46
LINES = 14
LONGEST = 6
# The same where answers have the wall to themselves, in larger print.
SHEET_CHARACTERS, SHEET_LINES = 66, 15
TITLE_CHARACTERS = 46
# What lies between two answers there, in lines.
SHEET_GAP = 0.45
# What the sentence about meaning and the key of the dots take from the answers, at most.
SHIFT_LINES, KEY_LINES = 4, 2


@dataclass(frozen=True, slots=True)
class Page:
    """Some answers, and which of how many pages they are, counted from 1."""

    answers: tuple[ReadAnswer, ...]
    number: int
    count: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the wall of answers shows at once: answers to one question, or pinned ones to any."""

    question: Question | None
    answers: tuple[ReadAnswer, ...]


def sheets(answers: Sequence[ReadAnswer], questions: Sequence[Question]) -> tuple[Sheet, ...]:
    """Return answers in sheets: the pinned ones first, then question by question, newest first."""
    pinned = [a for a in answers if a.answer.pinned]
    # Below each pinned answer stands its question.
    made = [Sheet(None, page) for page in _full(pinned, SHEET_LINES, SHEET_GAP + 1)]
    for question in questions:
        others = [a for a in answers if a.question.id == question.id and not a.answer.pinned]
        # A long question takes its lines from the answers.
        lines = SHEET_LINES + 1 - lines_of(question.text, TITLE_CHARACTERS)
        made += [Sheet(question, page) for page in _full(others, lines, SHEET_GAP)]
    return tuple(made)


def _full(answers: Sequence[ReadAnswer], lines: int, gap: float) -> list[tuple[ReadAnswer, ...]]:
    return pages(answers, lines, SHEET_CHARACTERS, gap) if answers else []


def turned_to(count: int, held: int, seconds: float, turn: float, first: int = 0) -> int:
    """Return which of so many pages to show, counted from 0.

    The one that is held, counted from 1; at 0 they turn by themselves, beginning with `first`.
    """
    index = held - 1 if held else first + int(max(0.0, seconds) // turn)
    return index % max(1, count)


def pages(
    answers: Sequence[ReadAnswer],
    lines: int = LINES,
    characters: int = CHARACTERS_A_LINE,
    gap: float = 1,
) -> list[tuple[ReadAnswer, ...]]:
    """Return the answers, newest first, in pages of so many lines of so many characters.

    `gap` is how many lines each answer takes beside its own.
    """
    made: list[list[ReadAnswer]] = [[]]
    room: float = lines
    for answer in reversed(answers):
        needed = lines_of(answer.answer.text, characters) + gap
        if needed > room and made[-1]:
            made.append([])
            room = lines
        made[-1].append(answer)
        room -= needed
    return [tuple(page) for page in made]


def page_at(
    answers: Sequence[ReadAnswer], seconds_since_newest: float, turn: float, lines: int = LINES
) -> Page:
    """Return the page to show: the newest answers when they came, then the next every `turn`."""
    made = pages(answers, lines)
    index = int(max(0.0, seconds_since_newest) // turn) % len(made)
    return Page(made[index], index + 1, len(made))


def lines_of(text: str, characters: int = CHARACTERS_A_LINE) -> int:
    """Return how many lines a text takes on the wall, where the longest are cut."""
    lines = sum(max(1, math.ceil(len(line) / characters)) for line in text.splitlines())
    return min(LONGEST, max(1, lines))
