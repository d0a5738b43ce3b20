"""An answer's words in pieces: which of them speak of output, of outcome, of inside or outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from focusmap.model import Evidence

Orientation = Literal["output", "outcome", ""]
Focus = Literal["inside", "outside", ""]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that are marked alike; `orientation` and `focus` are empty for none."""

    text: str
    orientation: Orientation
    focus: Focus


def mark(text: str, evidence: Sequence[Evidence]) -> tuple[Piece, ...]:
    """Cut a text where its evidence begins and ends; the pieces joined are the text again."""
    evidence = [e for e in evidence if not e.is_whole]
    cuts = {0, len(text)}
    for e in evidence:
        cuts |= {min(max(0, e.start), len(text)), min(max(0, e.end), len(text))}
    edges = sorted(cuts)
    return tuple(
        _piece(text[a:b], [e for e in evidence if e.start <= a and b <= e.end])
        for a, b in pairwise(edges)
    )


def _piece(text: str, covering: Sequence[Evidence]) -> Piece:
    orientation = sum(e.weight for e in covering if e.axis == "orientation")
    focus = sum(e.weight for e in covering if e.axis == "focus")
    return Piece(
        text,
        "" if not orientation else "outcome" if orientation > 0 else "output",
        "" if not focus else "outside" if focus > 0 else "inside",
    )
