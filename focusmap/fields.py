"""The nine fields in which an answer is placed by hand: three columns of focus, three rows."""

from __future__ import annotations

from dataclasses import dataclass

from focusmap.errors import BadAnswer
from focusmap.model import Placement, PlacementSource, Reading
from focusmap.sentences import MIDDLE, sign

# Whoever places by hand means a side and not a number: the middle of the side is as good as any.
SIDE = (MIDDLE + 1) / 2
# How many fields there are across and down.
ACROSS = 3


@dataclass(frozen=True, slots=True)
class Field:
    """One of nine. `column` is -1 inside, 0 both, 1 outside; `row` -1 outputs, 0 both, 1 outcomes.

    `x` and `y` are the middle of the field on the map.
    """

    column: int
    row: int

    @property
    def x(self) -> float:
        """The focus of its middle, from -1 to 1."""
        return self.column * SIDE

    @property
    def y(self) -> float:
        """The orientation of its middle, from -1 to 1."""
        return self.row * SIDE

    @property
    def name(self) -> str:
        """Its name in forms and files, such as 1,-1."""
        return f"{self.column},{self.row}"


# As they are read: the row of outcomes first, from inside to outside.
FIELDS = tuple(Field(column, row) for row in (1, 0, -1) for column in (-1, 0, 1))
_BY_NAME = {f.name: f for f in FIELDS}


def field_of(x: float, y: float) -> Field:
    """Return the field that a place on the map lies in."""
    return Field(sign(x), sign(y))


def find_field(name: str) -> Field:
    """Return the field of a name; raises BadAnswer when there is none."""
    try:
        return _BY_NAME[name]
    except KeyError:
        raise BadAnswer(
            "There is no such place on the map. Load the page again, then place the answer."
        ) from None


def placed_in(field: Field, answer_id: str, reading: Reading, source: PlacementSource) -> Placement:
    """Return the placement of an answer in a field.

    In the field that the words put it in, it confirms them and stays exactly where they put it.
    """
    x, y = reading.x, reading.y
    if x is not None and y is not None and field_of(x, y) == field:
        return Placement(answer_id, x, y, source, confirms=True)
    return Placement(answer_id, field.x, field.y, source)


def along(value: float) -> float:
    """Return how far along three fields of the same width a value lies, from 0 to 3.

    The field in the middle is narrower on the map, where distances count; on a phone all are wide
    enough for a thumb.
    """
    if value < -MIDDLE:
        return (value + 1) / (1 - MIDDLE)
    if value < MIDDLE:
        return 1 + (value + MIDDLE) / (2 * MIDDLE)
    return 2 + (value - MIDDLE) / (1 - MIDDLE)
