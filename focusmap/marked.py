"""An answer's words in pieces: which of them speak of output, of outcome, of inside or outside.

The pieces know their HTML, because phones and pages must show the same marks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

import regex
from markupsafe import Markup

from focusmap.model import Evidence

Orientation = Literal["output", "outcome", ""]
Focus = Literal["inside", "outside", ""]

# Nearly every word of an answer weighs a little. With every weight marked, half of the answers in
# tests/data/labelled_answers.csv would be painted over 72 % of their letters or more; from 0.12 on
# it is 33 %, and 95 % of them still show a mark. From 0.2 on one in five would show none.
LEAST = 0.12

_CLUSTER = regex.compile(r"\X")
# Word boundaries of Unicode, by which "don't" is one word; the reader may see two in it.
_BETWEEN_WORDS = regex.compile(r"(?w)\b")
# A screen reader may announce a mark's beginning and end in the middle of a sentence; without its
# role it reads on. What the marks say stands in words behind the answer (see focusmap.caption).
_MARK = Markup('<mark role="none" class="{}">{}</mark>')


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that are marked alike; `orientation` and `focus` are empty for none."""

    text: str
    orientation: Orientation = ""
    focus: Focus = ""

    @property
    def sides(self) -> tuple[Orientation | Focus, ...]:
        """What it is marked as: nothing, one of the four sides, or one of each axis."""
        return tuple(side for side in (self.orientation, self.focus) if side)

    def __html__(self) -> Markup:
        """Return it as HTML with its text escaped; templates and Markup ask by this name."""
        return (
            _MARK.format(" ".join(self.sides), self.text)
            if self.sides
            else Markup.escape(self.text)
        )


def mark(text: str, evidence: Iterable[Evidence]) -> tuple[Piece, ...]:
    """Cut a text where its evidence begins and ends; the pieces joined are the text again.

    No cut falls inside a word or a grapheme cluster, what people see as one character.
    """
    borders = _borders(text)
    spans = [
        (*span, e)
        for e in evidence
        if not e.is_whole and (span := _widened(borders, e.start, e.end))
    ]
    edges = sorted({0, len(text), *(a for a, _, _ in spans), *(b for _, b, _ in spans)})
    return _joined(
        _piece(text[a:b], [e for start, end, e in spans if start <= a and b <= end])
        for a, b in pairwise(edges)
    )


def cut(text: str, start: int, end: int) -> str:
    """Return the part of a text between two offsets, in whole words."""
    span = _widened(_borders(text), start, end)
    return text[span[0] : span[1]] if span else ""


def to_html(pieces: Iterable[Piece]) -> Markup:
    """Return pieces as HTML; everything typed is escaped."""
    return Markup().join(pieces)


def words_by_marks(pieces: Iterable[Piece]) -> dict[tuple[Focus, Orientation], list[str]]:
    """Return the words that are marked alike, by their focus and orientation, each once."""
    found: dict[tuple[Focus, Orientation], dict[str, str]] = {}
    for piece in pieces:
        if piece.sides:
            words = " ".join(piece.text.split())
            same = found.setdefault((piece.focus, piece.orientation), {})
            same.setdefault(words.casefold(), words)
    return {marks: list(words.values()) for marks, words in found.items()}


@lru_cache(maxsize=256)
def _borders(text: str) -> list[int]:
    """Return where a text may be cut: between words, and never inside a grapheme cluster."""
    clusters = {match.start() for match in _CLUSTER.finditer(text)} | {len(text)}
    words = (match.start() for match in _BETWEEN_WORDS.finditer(text))
    return sorted({0, len(text)} | (clusters & set(words)))


def _widened(borders: Sequence[int], start: int, end: int) -> tuple[int, int] | None:
    """Return a span widened to borders and kept within the text; None when it is empty."""
    start, end = max(0, start), min(end, borders[-1])
    if start >= end:
        return None
    return borders[bisect_right(borders, start) - 1], borders[bisect_left(borders, end)]


def _piece(text: str, covering: Sequence[Evidence]) -> Piece:
    orientation = sum(e.weight for e in covering if e.axis == "orientation")
    focus = sum(e.weight for e in covering if e.axis == "focus")
    return Piece(
        text,
        "" if abs(orientation) < LEAST else "outcome" if orientation > 0 else "output",
        "" if abs(focus) < LEAST else "outside" if focus > 0 else "inside",
    )


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return pieces with those joined that are marked alike, over a space between them too."""
    joined: list[Piece] = []
    for piece in pieces:
        if len(joined) > 1 and _is_gap(joined[-1]) and _alike(joined[-2], piece) and piece.sides:
            gap = joined.pop()
            joined[-1] = replace(piece, text=joined[-1].text + gap.text + piece.text)
        elif joined and _alike(joined[-1], piece):
            joined[-1] = replace(piece, text=joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return tuple(joined)


def _alike(one: Piece, other: Piece) -> bool:
    return one.sides == other.sides


def _is_gap(piece: Piece) -> bool:
    """Whether it is only the space between two words of one line."""
    return piece.text.isspace() and len(f"x{piece.text}x".splitlines()) == 1
