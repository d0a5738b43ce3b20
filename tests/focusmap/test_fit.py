"""The table of fit: row by row which ratings lead to which sentence, and mistakes in the file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from focusmap.errors import ContentError
from focusmap.fit import Case, find_case, fit_sentence, load_cases
from focusmap.ratings import Distribution, load_statements
from focusmap.steps import CONTENT, languages

SHIPPED = (CONTENT / "en" / "fit.toml").read_text(encoding="utf-8")
STATEMENTS = load_statements("en")
# Ratings that lean one way, as counts of 1 to 5; N is no, M the middle, Y yes.
COUNTS = {
    "few": (0, 0, 0, 2, 1),
    "split": (3, 3, 0, 3, 3),
    "Y": (0, 0, 2, 5, 3),
    "N": (4, 4, 2, 0, 0),
    "M": (0, 2, 6, 2, 0),
}


def rated(*leans: str) -> tuple[Distribution, ...]:
    """Return the four statements, rated so that they lean as said."""
    return tuple(
        Distribution(s, dict(enumerate(COUNTS[lean], 1)))
        for s, lean in zip(STATEMENTS, leans, strict=True)
    )


# value put in, value taken out, changing, looking; and the case that they are.
ROWS: dict[tuple[str, ...], str] = {
    ("few", "Y", "N", "N"): "too_few",
    ("Y", "Y", "Y", "few"): "too_few",
    ("split", "few", "Y", "Y"): "too_few",
    ("split", "Y", "N", "N"): "disagree",
    ("N", "N", "split", "Y"): "disagree",
    ("Y", "Y", "N", "N"): "content_and_calm",
    ("Y", "Y", "Y", "N"): "content_and_changing",
    ("Y", "Y", "Y", "Y"): "content_and_changing",
    ("Y", "Y", "N", "Y"): "content_and_looking",
    ("Y", "Y", "M", "Y"): "content_and_looking",
    ("Y", "Y", "M", "N"): "content",
    ("Y", "Y", "N", "M"): "content",
    ("N", "N", "N", "N"): "neither",
    ("N", "N", "Y", "Y"): "neither",
    ("N", "Y", "N", "N"): "not_with_what_we_put_in",
    ("N", "M", "Y", "Y"): "not_with_what_we_put_in",
    ("Y", "N", "N", "N"): "not_with_what_we_take_out",
    ("M", "N", "Y", "M"): "not_with_what_we_take_out",
    ("M", "Y", "Y", "N"): "changing",
    ("M", "M", "Y", "Y"): "changing",
    ("M", "M", "N", "Y"): "looking",
    ("Y", "M", "M", "Y"): "looking",
    ("M", "M", "N", "N"): "calm",
    ("Y", "M", "N", "N"): "calm",
    ("M", "M", "M", "M"): "unclear",
    ("Y", "M", "M", "N"): "unclear",
}


@pytest.mark.parametrize("leans", ROWS)
def test_ratings_lead_to_their_case(leans: tuple[str, ...]) -> None:
    assert find_case(load_cases("en"), rated(*leans)).id == ROWS[leans]


def test_every_case_is_among_the_rows() -> None:
    assert {case.id for case in load_cases("en")} == set(ROWS.values())


def test_content_and_calm_may_stay_on_the_factory_floor() -> None:
    assert "the factory floor may be all we need" in fit_sentence(
        load_cases("en"), rated("Y", "Y", "N", "N")
    )


@pytest.mark.parametrize(
    "leans", [("Y", "Y", "Y", "N"), ("N", "N", "N", "N"), ("M", "M", "M", "Y")]
)
def test_otherwise_looking_inside_alone_will_not_carry_it(leans: tuple[str, ...]) -> None:
    assert "looking inside alone will not" in fit_sentence(load_cases("en"), rated(*leans))


def test_a_disagreement_names_what_it_is_about() -> None:
    text = fit_sentence(load_cases("en"), rated("split", "Y", "split", "N"))
    assert text == (
        "We disagree, so talk about that first: "
        "Content with the value we put in; Our surroundings are changing."
    )


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_table(language: str) -> None:
    assert [c.id for c in load_cases(language)] == [c.id for c in load_cases("en")]


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], tuple[Case, ...]]:
    """Loads a text as the table of a folder of its own."""
    file = tmp_path / "en" / "fit.toml"
    file.parent.mkdir()

    def load(text: str) -> tuple[Case, ...]:
        file.write_text(text, encoding="utf-8")
        load_cases.cache_clear()
        return load_cases("en", tmp_path)

    return load


MISTAKES = {
    "unknown lean": ('any = "few"', 'any = "some"', "any is one of few, split, yes, no, middle"),
    "no lean": ('value_in = "yes"', "value_in = []", "value_in is one of few"),
    "number": ('changing = "no"', "changing = 2", "changing is one of few"),
    "unknown key": ('looking = "no"', 'lookin = "no"', "there is no lookin"),
    "no sentence": ('say = "Too few', 'say = ""\n# "Too few', "say must be a sentence"),
    "unknown name": ("first: {statements}", "first: {all}", "say can hold {statements}"),
    "names without any": ('say = "We are content and', 'say = "{statements}', "say can hold"),
    "broken brace": ("first: {statements}", "first: {statements", "a { or } too many"),
    "last with a condition": ('id = "unclear"', 'id = "unclear"\nlooking = "no"', "the last case"),
    "two alike": ('id = "calm"', 'id = "looking"', "the same id"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_the_file(
    load: Callable[[str], tuple[Case, ...]], name: str
) -> None:
    old, new, says = MISTAKES[name]
    assert old in SHIPPED
    with pytest.raises(ContentError) as wrong:
        load(SHIPPED.replace(old, new, 1))
    assert says in str(wrong.value)
    assert "fit.toml:" in str(wrong.value)


def test_a_wrong_lean_is_told_with_its_line(load: Callable[[str], tuple[Case, ...]]) -> None:
    line = SHIPPED[: SHIPPED.index('any = "split"\nsay')].count("\n") + 1
    with pytest.raises(ContentError, match=rf"fit\.toml:{line}: any is one of"):
        load(SHIPPED.replace('any = "split"\nsay', 'any = "spilt"\nsay'))
