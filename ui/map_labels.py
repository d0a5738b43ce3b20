"""Where the labels of several medians stand on one map, so that none lies on another."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from ui.charts import SIDES, VIEW

# Where two medians lie nearer than this, their labels stand on different sides.
NEAR = 0.45
# A label in map units: what a letter takes, how high a line is, how far it keeps from its median.
LETTER, LINE, AWAY_ACROSS, AWAY_UP = 0.048, 0.09, 0.07, 0.09
# Half the width of a median's own mark.
MARK = 0.05
# As many lines further away is a label put when there is no room beside its median.
FURTHER = 12
ALIGNS = ("left", "right")
Row = Mapping[str, Any]
Box = tuple[float, float, float, float]


def with_places(rows: Sequence[Row], heads: Sequence[Row] = ()) -> list[dict[str, Any]]:
    """Return labels with how each is aligned and where it stands, in the order given.

    The upper ones choose first. None hides another, another's median or the head of an arrow:
    where there is no room beside its own median, a label stands further above or below.
    """
    taken: list[Box] = [_mark(row) for row in (*rows, *heads)]
    places = {}
    for row in sorted(rows, key=lambda r: (-r["y"], r["layer"])):
        others = [box for box in taken if box != _mark(row)]
        likes = list(_places(row, rows))
        place = next((p for p in likes if _is_free(box_of({**row, **p}), others)), likes[0])
        taken.append(box_of({**row, **place}))
        places[row["layer"]] = place
    return [{**row, **places[row["layer"]]} for row in rows]


def _places(row: Row, rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """Return where a label could stand, in the order in which it likes to."""
    for further, side in product(range(FURTHER), _sides(row, rows)):
        away = AWAY_UP + further * LINE / 2
        align = str(SIDES[side]["align"])
        yield {
            "align": align,
            "text_x": row["x"] + (AWAY_ACROSS if align == "left" else -AWAY_ACROSS),
            "text_y": row["y"] + (away if side.endswith("above") else -away),
        }


def _sides(row: Row, rows: Sequence[Row]) -> list[str]:
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


def box_of(row: Row) -> Box:
    """Return left, lower, right and upper edge of a label that has its place."""
    wide = LETTER * len(str(row["text"]))
    left = row["text_x"] - (0.0 if row["align"] == "left" else wide)
    return left, row["text_y"] - LINE / 2, left + wide, row["text_y"] + LINE / 2


def _is_free(box: Box, taken: Iterable[Box]) -> bool:
    left, low, right, high = box
    if left < -VIEW or right > VIEW or low < -VIEW or high > VIEW:
        return False
    return not any(left < r and right > x and low < t and high > y for x, y, r, t in taken)
