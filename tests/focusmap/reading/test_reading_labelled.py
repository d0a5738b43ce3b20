"""A floor under how the reader does on the labelled answers (it was tuned with them in view)."""

import csv
from pathlib import Path

from focusmap.reading import load_reader

ROOT = Path(__file__).parents[3]
CLEAR = 1.0  # at least so far from the middle on both axes, on the raters' scale of -2 to 2


def test_floor_on_labelled_answers() -> None:
    reader = load_reader("en", ROOT / "lexicons")
    with (ROOT / "tests/data/labelled_answers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    clear = right = wrong = unplaceable = unplaced = 0
    for row in rows:
        reading = reader.read(row["text"], row["question"])
        if not row["x"]:
            unplaceable += 1
            unplaced += not reading.placed
            continue
        x, y = float(row["x"]), float(row["y"])
        if min(abs(x), abs(y)) < CLEAR:
            continue
        clear += 1
        if reading.x is not None and reading.y is not None:
            agrees = reading.x * x > 0 and reading.y * y > 0
            right += agrees
            wrong += not agrees
    assert right / clear > 0.72
    assert wrong / clear < 0.22
    assert unplaced / unplaceable > 0.8
