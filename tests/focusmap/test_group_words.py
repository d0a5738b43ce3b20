"""The table of how groups lie to each other, row by row, and mistakes in its file."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from focusmap.content_file import CONTENT
from focusmap.errors import ContentError
from focusmap.group_words import Look, find_case, groups_sentence, load_cases
from focusmap.steps import languages

SHIPPED = (CONTENT / "en" / "groups.toml").read_text(encoding="utf-8")
CASES = load_cases("en")
SAME, OUT = Look("Sales"), Look("Support", ("outside",), 0.6)
IN = Look("Operations", ("inside", "outputs"), 0.9)
FEW = Look("Legal", is_few=True)
SPLIT = Look("Sales", is_split=True)

# Where the parts look; the case that they are, and what is said.
NO_TWO = (
    "There are no two groups to lay side by side yet: of each, at least 4 people must have "
    "answered."
)
ALIKE = "As far as these answers tell, our groups look the same way."
ROWS: list[tuple[Sequence[Look], str, str]] = [
    ((), "none", NO_TWO),
    (
        (FEW, FEW),
        "all_few",
        "Too few answers have a place to say where each group looks.",
    ),
    (
        (SPLIT, SPLIT),
        "split",
        "Every group is split in itself: the difference runs through our groups, not between them.",
    ),
    ((SPLIT, SAME), "alike", ALIKE),
    ((SAME, SAME), "alike", ALIKE),
    ((SAME, SAME, SAME), "alike", ALIKE),
    ((SAME, SAME, FEW), "alike_some_few", f"{ALIKE} There is too little to say of Legal."),
    ((SAME, FEW), "alike_some_few", f"{ALIKE} There is too little to say of Legal."),
    (
        (OUT, Look("Sales", ("inside",), 0.6)),
        "two",
        "On average our groups look different ways: Support further outside than Sales.",
    ),
    (
        (SAME, IN),
        "two",
        "On average our groups look different ways: "
        "Operations further inside and nearer to outputs than Sales.",
    ),
    (
        (SAME, OUT, SAME),
        "one",
        "Most groups look much the same way, and one looks elsewhere on "
        "average: Support further outside.",
    ),
    (
        (SAME, OUT, FEW),
        "one",
        "Most groups look much the same way, and one looks elsewhere on "
        "average: Support further outside.",
    ),
    (
        (OUT, IN, SAME, Look("Board", ("outcomes",), 0.3)),
        "several",
        "On average our groups look different ways. Furthest apart: "
        "Operations further inside and nearer to "
        "outputs, Support further outside.",
    ),
    (
        (Look("Sales", ("outside",), 0.5, is_split=True), SPLIT, SPLIT),
        "one",
        "Most groups look much the same way, and one looks elsewhere on "
        "average: Sales further outside.",
    ),
]


@pytest.mark.parametrize(("looks", "case", "sentence"), ROWS)
def test_each_row_of_the_table(looks: Sequence[Look], case: str, sentence: str) -> None:
    """The first case that holds is said."""
    assert find_case(CASES, looks).id == case
    assert groups_sentence(CASES, looks, 4, str) == sentence


def test_every_case_is_reached() -> None:
    """A case that none of the rows leads to would never have been read."""
    assert {case for _, case, _ in ROWS} == {case.id for case in CASES}


def test_a_name_with_braces_is_a_name() -> None:
    """Whatever is typed in setup is not read as a pattern."""
    looks = (Look("{minimum}", ("outside",), 0.5), SAME, SAME)
    assert "{minimum} further outside" in groups_sentence(CASES, looks, 4, str)


@pytest.mark.parametrize("language", languages())
def test_every_language_has_its_table(language: str) -> None:
    """It is loaded at start."""
    assert load_cases(language)


def without_last(text: str) -> str:
    """Return the file without its last case."""
    return text.rpartition("[[case]]")[0]


BROKEN: list[tuple[Callable[[str], str], str]] = [
    (lambda t: t.replace('parts = "none"', 'parts = "three"'), "parts is one of none, two, more"),
    (lambda t: t.replace('few = "all"', 'some = "all"'), "there is no some"),
    (lambda t: t.replace("{first}", "{best}"), "say can hold"),
    (lambda t: t.replace("{first}", "{first"), "a { or } too many"),
    (without_last, "the last case, and no other, must hold always"),
    (lambda t: t.replace('id = "alike"', 'id = "two"'), "two cases have the same id"),
    (lambda t: t.replace("[[case]]", "[[row]]"), "as a table"),
]


@pytest.mark.parametrize(("change", "says"), BROKEN)
def test_a_mistake_is_named_with_its_line(
    tmp_path: Path, change: Callable[[str], str], says: str
) -> None:
    """Whoever edits the file finds it."""
    file = tmp_path / "en" / "groups.toml"
    file.parent.mkdir()
    file.write_text(change(SHIPPED), encoding="utf-8")
    with pytest.raises(ContentError, match=rf"groups\.toml:\d+: .*{says}"):
        load_cases("en", tmp_path)
