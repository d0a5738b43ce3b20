"""What moved from old words to new: the table in data, row by row, and its mistakes."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.bootstrap import reader_for
from focusmap.content_file import CONTENT
from focusmap.errors import ContentError
from focusmap.model import Answer, Question, ReadAnswer, Reading
from focusmap.moved import (
    ABOUT,
    Change,
    find_changes,
    load_moved,
    names_somebody,
    people_named,
    said_of,
    what_moved,
)

SUCCESS = Question("q", "ask", "success", "What does success look like?")
AT = datetime(2026, 10, 12)


def read(text: str) -> ReadAnswer:
    answer = Answer("a", "q", "p", text, AT, AT)
    return ReadAnswer(answer, SUCCESS, reader_for("en").read(text, "success", ("tenants",)))


def put(x: float | None, y: float | None) -> ReadAnswer:
    answer = Answer("a", "q", "p", "words", AT, AT)
    return ReadAnswer(answer, SUCCESS, Reading(x, y, 0.9, line_of_sight=False, evidence=()))


ROWS = [
    ("place", Change("placed", "unplaced"), "cannot be placed any more"),
    ("place", Change("unplaced", "placed"), "has a place on the map now"),
    ("orientation", Change("outputs", "outcomes", "up"), "moved to outcomes"),
    ("orientation", Change("both", "outcomes", "up"), "moved to outcomes"),
    ("orientation", Change("outputs", "both", "up"), "moved towards outcomes"),
    ("orientation", Change("outcomes", "outputs", "down"), "moved to outputs"),
    ("orientation", Change("both", "outputs", "down"), "moved to outputs"),
    ("orientation", Change("outcomes", "both", "down"), "moved towards outputs"),
    ("orientation", Change("outputs", "outputs", "up"), "a step further towards outcomes"),
    ("orientation", Change("outcomes", "outcomes", "down"), "a step further towards outputs"),
    ("focus", Change("inside", "outside", "up"), "looks outside now"),
    ("focus", Change("both", "outside", "up"), "looks outside now"),
    ("focus", Change("inside", "both", "up"), "looks outside as well now"),
    ("focus", Change("outside", "inside", "down"), "looks inside now"),
    ("focus", Change("both", "inside", "down"), "looks inside now"),
    ("focus", Change("outside", "both", "down"), "looks inside as well now"),
    ("focus", Change("inside", "inside", "up"), "a step further outside"),
    ("focus", Change("outside", "outside", "down"), "a step further inside"),
    ("people", Change("nobody", "named"), "names somebody outside now: {people}"),
    ("people", Change("named", "nobody"), "names nobody outside any more"),
    ("sight", Change("not_linked", "linked"), "links our own work to what it does for them"),
    ("sight", Change("linked", "not_linked"), "no longer says what our own work does"),
]


@pytest.mark.parametrize(("about", "change", "says"), ROWS)
def test_each_row_of_the_table(about: str, change: Change, says: str) -> None:
    (said,) = said_of(load_moved("en"), {about: change})
    assert said.startswith(says)


def test_each_row_is_tested_and_nothing_moved_is_said_too() -> None:
    cases = load_moved("en")
    spoken = {
        case.id
        for about, change, _ in ROWS
        for case in [next(c for c in cases if c.about == about and c.holds(change))]
    }
    assert spoken == {c.id for c in cases} - {"stayed"}
    assert said_of(cases, {"people": Change("named", "named")}) == ("lies where it lay",)


@given(st.sampled_from(sorted(ABOUT)), st.data())
def test_what_stays_as_it_was_is_not_spoken_of(about: str, data: st.DataObject) -> None:
    if ABOUT[about]:
        same = data.draw(st.sampled_from(ABOUT[about]))
        assert said_of(load_moved("en"), {about: Change(same, same)}) == ("lies where it lay",)


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_a_step_up_is_never_told_as_a_step_down(before: float, after: float) -> None:
    said = what_moved(put(0.0, before), put(0.0, after), "en")
    if after > before:
        assert "towards outputs" not in said
        assert "to outputs" not in said
    if after < before:
        assert "outcomes" not in said


def test_the_sentence_of_a_rewrite_names_who_is_new() -> None:
    said = what_moved(
        read("We process 400 applications a month"), read("Patients sleep at home again"), "en"
    )
    assert said == "Moved to outcomes; looks outside now; names somebody outside now: Patients."


def test_without_a_place_there_is_no_axis_to_speak_of() -> None:
    changes = find_changes(put(0.5, 0.5), put(None, None), "en")
    assert set(changes) == {"place", "people", "sight"}
    assert what_moved(put(0.5, 0.5), put(None, None), "en").startswith("Cannot be placed")


def test_a_brace_that_was_typed_does_no_harm() -> None:
    assert what_moved(read("We ship"), read("{people} tenants {0} sleep"), "en")


def test_a_label_names_nobody_and_the_groups_own_customers_do() -> None:
    assert not names_somebody(read("We write the patient report"), "en")
    assert people_named(read("Our tenants sleep, and other tenants too"), "en") == ["tenants"]


@pytest.mark.parametrize(
    ("line", "wrong", "says"),
    [
        ('about = "place"', 'about = "mood"', "about is one of"),
        ('now = "unplaced"', 'now = "gone"', "now is one of"),
        ('shift = "up"', 'shift = "sideways"', "shift is one of"),
        ('say = "lies where it lay"', 'say = "lies {there}"', "no other {name}"),
        ('say = "lies where it lay"', 'say = "lies {"', "a { or } too many"),
        ('id = "stayed"', 'id = "links"', "the same id"),
        ('id = "stayed"\nabout = "all"', 'id = "stayed"\nabout = "focus"', "a case needs"),
        ('about = "sight"\nwas = "linked"', 'about = "sight"\nso = "linked"', "there is no so"),
    ],
)
def test_a_mistake_is_named_with_its_file(tmp_path: Path, line: str, wrong: str, says: str) -> None:
    shutil.copytree(CONTENT / "en", tmp_path / "en")
    path = tmp_path / "en" / "rewriting.toml"
    text = path.read_text(encoding="utf-8")
    assert line in text
    path.write_text(text.replace(line, wrong), encoding="utf-8")
    with pytest.raises(ContentError, match=says) as error:
        load_moved("en", tmp_path)
    assert "rewriting.toml:" in str(error.value)
