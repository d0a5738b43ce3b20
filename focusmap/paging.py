"""Which answers fit on the wall at once, when each is to be read from eight metres."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from focusmap.model import ReadAnswer

# What one line of the wall's answer column holds, and how many lines there are at 1080p.
CHARACTERS_A_LINE = 46
LINES = 14
LONGEST = 6
# What the sentence about meaning and the key of the dots take from the answers, at most.
SHIFT_LINES, KEY_LINES = 4, 2


@dataclass(frozen=True, slots=True)
class Page:
    """Some answers, and which of how many pages they are, counted from 1."""

    answers: tuple[ReadAnswer, ...]
    number: int
    count: int


def pages(answers: Sequence[ReadAnswer], lines: int = LINES) -> list[tuple[ReadAnswer, ...]]:
    """Return the answers, newest first, in pages of so many lines."""
    made: list[list[ReadAnswer]] = [[]]
    room = lines
    for answer in reversed(answers):
        needed = lines_of(answer.answer.text) + 1
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


def lines_of(text: str) -> int:
    """Return how many lines a text takes on the wall, where the longest are cut."""
    lines = sum(max(1, math.ceil(len(line) / CHARACTERS_A_LINE)) for line in text.splitlines())
    return min(LONGEST, max(1, lines))
