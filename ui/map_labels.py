"""Where the labels of several medians stand on one map, so that none lies on another."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ui.charts import SIDES, VIEW

# Where two medians lie nearer than this, their labels stand on different sides.
NEAR = 0.45
# A label in map units: what a letter takes, how high a line is, how far it keeps from its median.
LETTER, LINE, AWAY_ACROSS, AWAY_UP = 0.046, 0.09, 0.07, 0.09
# Half the width of a median's own mark.
MARK = 0.05
Row = Mapping[str, Any]
Box = tuple[float, float, float, float]


def with_sides(rows: Sequence[Row], heads: Sequence[Row] = ()) -> list[dict[str, Any]]:
    """Return labels with the side of their median on which each stands, in the order given.

    The upper ones choose first, and none hides the head of an arrow. A label that finds no free
    side stands where it likes best.
    """
    taken: list[Box] = [_mark(row) for row in (*rows, *heads)]
    sides = {}
    for row in sorted(rows, key=lambda r: (-r["y"], r["layer"])):
        likes = _likes(row, rows)
        others = [box for box in taken if box != _mark(row)]
        side = next((s for s in likes if _is_free(_box(row, s), others)), likes[0])
        taken.append(_box(row, side))
        sides[row["layer"]] = side
    return [{**row, "side": sides[row["layer"]]} for row in rows]


def _likes(row: Row, rows: Sequence[Row]) -> list[str]:
    """Return the sides in the order in which a label likes them."""
    best = _best(row, rows)
    across, up = best.split()
    other_across = "right" if across == "left" else "left"
    other_up = "below" if up == "above" else "above"
    return [best, f"{other_across} {up}", f"{across} {other_up}", f"{other_across} {other_up}"]


def _best(row: Row, rows: Sequence[Row]) -> str:
    """Return the side towards the middle; of medians near each other, the upper one's above."""
    near = [
        r for r in rows if r is not row and math.hypot(r["x"] - row["x"], r["y"] - row["y"]) < NEAR
    ]
    if not near:
        return str(row["side"])
    across = str(row["side"]).split()[0]
    lowest = min((*near, row), key=lambda r: (r["y"], r["layer"]))
    return f"{across} {'below' if lowest is row else 'above'}"


def _mark(row: Row) -> Box:
    return row["x"] - MARK, row["y"] - MARK, row["x"] + MARK, row["y"] + MARK


def _box(row: Row, side: str) -> Box:
    up = side.split()[1]
    # "left" is how the text is aligned: it runs to the right.
    sign = 1 if SIDES[side]["align"] == "left" else -1
    start = row["x"] + sign * AWAY_ACROSS
    end = start + sign * LETTER * len(str(row["text"]))
    middle = row["y"] + (AWAY_UP if up == "above" else -AWAY_UP)
    return min(start, end), middle - LINE / 2, max(start, end), middle + LINE / 2


def _is_free(box: Box, taken: Iterable[Box]) -> bool:
    left, low, right, high = box
    if left < -VIEW or right > VIEW:
        return False
    return not any(left < r and right > x and low < t and high > y for x, y, r, t in taken)
