"""Answers from outside: a CSV within limits, pasted lines, and readings that go out again."""

from __future__ import annotations

import csv
import io

import pytest

from focusmap.answer_file import (
    Limits,
    answers_from_csv,
    answers_from_lines,
    readings_to_csv,
)
from focusmap.errors import FocusMapError
from focusmap.reading.lexical import unplaced

HEAD = "id,question,text\n"
SMALL = Limits(megabytes=1, rows=2)


def test_without_limits_every_row_is_taken() -> None:
    found = answers_from_csv((HEAD + "1,work,x\n" * 7).encode(), "a.csv")
    assert len(found.rows) == 7


def test_as_many_rows_as_allowed_are_taken_and_not_one_more() -> None:
    assert answers_from_csv((HEAD + "1,work,x\n" * 2).encode(), "a.csv", SMALL).rows
    with pytest.raises(FocusMapError, match=r"a\.csv:4: the file has more than 2 rows"):
        answers_from_csv((HEAD + "1,work,x\n" * 3).encode(), "a.csv", SMALL)


def test_a_file_of_the_largest_size_is_taken_and_not_one_byte_more() -> None:
    # A cell may hold 131,072 characters, so the file is made large by its columns.
    wide = "id,question,text," + ",".join(f"c{n}" for n in range(10)) + "\n1,work,x,"
    cells = ["y" * 99_000] * 10
    content = (wide + ",".join(cells)).encode()
    full = content + b"y" * (1_000_000 - len(content))
    assert len(answers_from_csv(full, "a.csv", SMALL).rows) == 1
    with pytest.raises(FocusMapError, match="larger than 1 MB"):
        answers_from_csv(full + b"y", "a.csv", SMALL)


def test_an_error_can_be_said_in_another_language() -> None:
    with pytest.raises(FocusMapError) as error:
        answers_from_csv(b"id,text\n", "a.csv")
    assert error.value.text(lambda _: "{where} mangler {missing}") == "a.csv:1 mangler question"


def test_what_looks_like_a_template_in_a_file_is_no_template() -> None:
    with pytest.raises(FocusMapError, match=r"question is '\{where\}'"):
        answers_from_csv((HEAD + "1,{where},x\n").encode(), "{name}.csv")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_pasted_lines_are_numbered_and_empty_ones_left_out(end: str) -> None:
    found = answers_from_lines(end.join(["one ", "", "  ", "two"]), "success", Limits(1, 5))
    assert [(r["id"], r["question"], r["text"]) for r in found.rows] == [
        ("1", "success", "one"),
        ("4", "success", "two"),
    ]


@pytest.mark.parametrize("text", ["a\nb\nc", "a" * 1_000_001])
def test_too_many_lines_or_too_much_text_is_told(text: str) -> None:
    with pytest.raises(FocusMapError, match="more than 2 lines or 1 MB"):
        answers_from_lines(text, "work", SMALL)


def test_readings_go_out_with_the_columns_that_came_in() -> None:
    answers = answers_from_csv(b"team,id,question,text\nA,7,work,=x\n", "a.csv")
    out = readings_to_csv(answers, [unplaced("None.")])
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["id"], row["text"], row["team"], row["placed"]) == ("7", "'=x", "A", "0")
    assert out.startswith("id,question,text,x,y,")
