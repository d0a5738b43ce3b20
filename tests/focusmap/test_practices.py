"""The practices row by row: what each says, what it serves; the offer; mistakes in the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from focusmap.bootstrap import reader_for
from focusmap.content_file import CONTENT
from focusmap.errors import ContentError
from focusmap.experiments import GAPS, LONGEST, check_experiment, read_purpose
from focusmap.gaps import Gap, GapSide
from focusmap.practices import (
    CAMPS,
    DOCUMENTS,
    FEW_ANSWERS,
    KEEP,
    SITUATION_WORDS,
    SITUATIONS,
    Practice,
    load_practices,
    offers,
    situations_of,
)
from focusmap.resampling import Apart
from focusmap.themes import classes_outside

PRACTICES = load_practices("en")
SHIPPED = (CONTENT / "en" / "practices.toml").read_text(encoding="utf-8")
# Words that would grade a group, or that only those in the trade know.
GRADING = ("mature", "best practice", "wrong way", "leverage", "stakeholder", "kpi", "backlog")


@pytest.mark.parametrize("practice", PRACTICES, ids=lambda p: p.id)
def test_each_practice_is_a_draft_that_can_be_kept_as_it_is(practice: Practice) -> None:
    for situation in practice.serves:
        draft = practice.draft(situation)
        assert check_experiment(draft, date(2026, 11, 25))["we_will"] == practice.we_will
        assert draft["gap"] in GAPS
        assert bool(draft["gap"]) == ("." in situation)
    for text in (practice.when, practice.we_will, practice.so_that):
        assert len(text) < LONGEST / 2
        assert not text[0].isupper() or text.startswith(("Friday", "Monday"))
    for text in (practice.first_step, practice.know, practice.suits, practice.trap):
        assert text[0].isupper()
        assert text[-1] in ".?"
    everything = " ".join(
        (practice.title, practice.when, practice.we_will, practice.so_that, practice.first_step)
    ).casefold()
    assert not any(word in everything for word in GRADING)


def test_there_are_enough_and_each_has_its_own_name() -> None:
    assert len(PRACTICES) >= 20
    assert len({p.title for p in PRACTICES}) == len(PRACTICES)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_situation_has_a_choice_of_practices(situation: str) -> None:
    assert sum(situation in p.serves for p in PRACTICES) >= 2
    assert situation in SITUATION_WORDS


def test_who_is_content_inside_is_served_as_well_as_who_looks_outside() -> None:
    def count(*situations: str) -> int:
        return sum(any(s in p.serves for s in situations) for p in PRACTICES)

    assert count("said_wanted.focus.inside", "said_wanted.orientation.outputs", KEEP) >= 6


def test_most_practices_that_look_outside_name_somebody_outside_for_the_reader() -> None:
    outward = [p for p in PRACTICES if "said_wanted.focus.outside" in p.serves]
    reader, classes = reader_for("en"), classes_outside("en")
    says = [
        read_purpose(p.so_that, reader.read(p.so_that, "success"), classes).outside for p in outward
    ]
    assert sum(map(bool, says)) > len(says) / 2


# What a group's gaps say


def side(low: int = 0, high: int = 0) -> GapSide:
    return GapSide("said", 12, 0.0, 0.2, low, high)


def gap(
    difference: float, pair: str = "said_wanted", axis: str = "focus", *, few: bool = False
) -> Gap:
    apart = Apart(difference, difference - 0.1, difference + 0.1)
    return Gap(pair, axis, side(), side(), 12, 12, None if few else apart)  # type: ignore[arg-type]


def test_clear_gaps_come_first_in_their_order() -> None:
    clear = (gap(-0.6, "said_measured"), gap(0.5, axis="orientation"))
    assert [g.verdict for g in clear] == ["clear", "clear"]
    found = situations_of((*clear, gap(0.0)), documents_apart=True)
    assert found == ("said_measured.focus.inside", "said_wanted.orientation.outcomes", DOCUMENTS)


def test_no_gap_and_too_few_are_situations_too() -> None:
    assert situations_of((gap(0.0), gap(0.0, few=True))) == (KEEP,)
    assert situations_of((gap(0.0, few=True),)) == (FEW_ANSWERS,)
    assert situations_of(()) == (FEW_ANSWERS,)


def test_two_camps_are_offered_beside_a_gap() -> None:
    apart = Apart(0.6, 0.5, 0.7)
    split = Gap("said_wanted", "focus", side(5, 5), side(), 12, 12, apart)
    assert situations_of((split,)) == ("said_wanted.focus.outside", CAMPS)


def test_practices_are_offered_once_and_all_of_them() -> None:
    made = offers(PRACTICES, (CAMPS, KEEP))
    assert [o.situation for o in made][:2] == [CAMPS, KEEP]
    assert sorted(p.id for o in made for p in o.practices) == sorted(p.id for p in PRACTICES)


# Mistakes in the file


def write(folder: Path, text: str) -> None:
    (folder / "en").mkdir()
    (folder / "en" / "practices.toml").write_text(text, encoding="utf-8")


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("spoil", "place", "says"),
    [
        (lambda t: t.replace('trap = "It turns', 'tarp = "It turns'), "tarp =", "there is no tarp"),
        (
            lambda t: t.replace('serves = ["documents"]', 'serves = ["papers"]'),
            'serves = ["papers"]',
            "papers",
        ),
        (
            lambda t: t.replace('when = "a week begins"', 'when = "When a week begins"'),
            'when = "When',
            "goes on in a sentence",
        ),
        (
            lambda t: t.replace('when = "a week begins"', 'when = ""'),
            'when = ""',
            "must be a sentence",
        ),
    ],
)
def test_a_mistake_is_named_with_file_and_line(
    tmp_path: Path, spoil: Callable[[str], str], place: str, says: str
) -> None:
    text = spoil(SHIPPED)
    assert text != SHIPPED
    write(tmp_path, text)
    with pytest.raises(ContentError, match=says) as error:
        load_practices("en", tmp_path)
    assert f"practices.toml:{line_of(text, place)}:" in str(error.value)


def test_a_situation_without_a_practice_is_named(tmp_path: Path) -> None:
    write(tmp_path, SHIPPED.replace('"too_few"', '"no_gap"'))
    with pytest.raises(ContentError, match="no practice serves too_few"):
        load_practices("en", tmp_path)


def test_the_same_id_twice_is_refused(tmp_path: Path) -> None:
    write(tmp_path, SHIPPED.replace('id = "on_monday"', 'id = "ask_three"'))
    with pytest.raises(ContentError, match="same id"):
        load_practices("en", tmp_path)
