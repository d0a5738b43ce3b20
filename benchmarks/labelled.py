"""The labelled answers as arrays, and how well places agree with the raters'."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DATA = Path(__file__).parents[1] / "tests" / "data"
FOLDS = 10
# At least so far from the middle on both axes, of 1: what raters place clearly.
CLEAR = 0.5

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One answer and what its raters say; x and y from -1 to 1, None when there is no place."""

    id: str
    question: str
    text: str
    x: float | None
    y: float | None
    line_of_sight: bool
    hard: bool = False

    @property
    def fold(self) -> int:
        """One of FOLDS folds, the same for the same id for ever."""
        return int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % FOLDS


def load_labelled(name: str = "labelled_answers.csv") -> list[Labelled]:
    """Return the labelled answers of a file; the codebook's scale of -2 to 2 is halved."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [_labelled(row) for row in csv.DictReader(file)]


def _labelled(row: dict[str, str]) -> Labelled:
    return Labelled(
        id=row["id"],
        question=row["question"],
        text=row["text"],
        x=float(row["x"]) / 2 if row["x"] else None,
        y=float(row["y"]) / 2 if row["y"] else None,
        line_of_sight=row["los"] == "1",
        hard=row.get("hard") == "1",
    )


def targets(answers: Sequence[Labelled]) -> Array:
    """Return x and y of each answer, shape (n, 2); nan where there is no place."""
    return np.array(
        [(np.nan, np.nan) if a.x is None else (a.x, a.y) for a in answers], dtype=np.float64
    )


def clear(places: Array) -> Flags:
    """Return which answers raters place clearly: far from the middle on both axes."""
    flags: Flags = np.nan_to_num(np.abs(places), nan=0.0).min(axis=1) >= CLEAR
    return flags


def same_region(places: Array, raters: Array) -> Flags:
    """Return which places lie in the raters' region; an unplaced answer (nan) does not."""
    flags: Flags = (np.sign(places) == np.sign(raters)).all(axis=1)
    return flags


def region_accuracy(places: Array, raters: Array, among: Flags | None = None) -> float:
    """Return the share of clearly placed answers whose region is right."""
    chosen = clear(raters) if among is None else clear(raters) & among
    return float(same_region(places, raters)[chosen].mean()) if chosen.any() else float("nan")


def correlations(places: Array, raters: Array, among: Flags | None = None) -> tuple[float, float]:
    """Return Pearson's r with the raters on each axis; unplaced answers count as 0."""
    readable = ~np.isnan(raters[:, 0])
    if among is not None:
        readable &= among
    mine = np.nan_to_num(places[readable])
    theirs = raters[readable]
    x, y = (float(np.corrcoef(mine[:, axis], theirs[:, axis])[0, 1]) for axis in (0, 1))
    return x, y
