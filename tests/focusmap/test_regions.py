"""Content of the first two steps: four equal cards, four statements, mistakes with their line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from focusmap.content_file import load_tables
from focusmap.errors import ContentError
from focusmap.ratings import load_statements
from focusmap.regions import load_difference, load_regions
from focusmap.steps import CONTENT, languages
from focusmap.taps import REGION_IDS, STATEMENT_IDS
from focusmap.translate import translations

REGIONS = (CONTENT / "en" / "regions.toml").read_text(encoding="utf-8")
STATEMENTS = (CONTENT / "en" / "statements.toml").read_text(encoding="utf-8")
# None of the four may sound like the one to get away from, or to get to.
JUDGING = ("best", "worst", "only", "just", "merely", "mature", "modern", "old", "wrong", "right")


@pytest.mark.parametrize("language", languages())
def test_every_language_has_four_cards_and_four_statements(language: str) -> None:
    assert [c.id for c in load_regions(language)] == list(REGION_IDS)
    assert [s.id for s in load_statements(language)] == list(STATEMENT_IDS)
    assert load_difference(language).text


def test_a_card_has_the_name_that_the_map_has() -> None:
    names = [c.name(translations("en").gettext) for c in load_regions("en")]
    assert names == ["Factory floor", "Delivery window", "Engine room", "Customer outcomes"]


def test_the_cards_are_equal_in_length_and_judge_nobody() -> None:
    cards = load_regions("en")
    for texts in ([c.good_for for c in cards], [c.stops_helping for c in cards]):
        assert max(map(len, texts)) < 1.4 * min(map(len, texts))
    words = " ".join(f"{c.good_for} {c.stops_helping}" for c in cards).lower().split()
    assert not set(JUDGING) & set(words)
    assert {len(c.sounds) for c in cards} == {2}


def test_the_difference_names_both_axes_of_the_other_framework() -> None:
    text = " ".join(load_difference("en").text)
    for word in ("clan", "adhocracy", "market", "hierarchy", "flexibility", "control"):
        assert word in text


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a content file into a folder of its own and returns the folder."""

    def write(name: str, text: str) -> Path:
        (tmp_path / "en").mkdir()
        (tmp_path / "en" / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('good_for = "Building', 'good_for = ""\nx = "Building', "good_for must be a sentence"),
        ('stops_helping = "The aim', 'stops_helping = 3\nx = "The aim', "not 3"),
        ('sounds = ["She', 'sounds = []\nx = ["She', "sounds must be one or two sentences"),
        ('sounds = ["We', 'sounds = ["A.", "B.", "We', "sounds must be one or two"),
    ],
)
def test_a_wrong_card_is_told_with_file_and_line(
    write: Callable[[str, str], Path], old: str, new: str, says: str
) -> None:
    folder = write("regions.toml", REGIONS.replace(old, new, 1))
    with pytest.raises(ContentError) as wrong:
        load_regions("en", folder)
    assert says in str(wrong.value)
    assert f"regions.toml:{line_of(REGIONS, old)}: " in str(wrong.value)


def test_a_wrong_statement_is_told_with_file_and_line(
    write: Callable[[str, str], Path],
) -> None:
    folder = write("statements.toml", STATEMENTS.replace('low = "hardly"', 'low = ""'))
    line = line_of(STATEMENTS, 'low = "hardly"')
    with pytest.raises(ContentError, match=rf"statements\.toml:{line}: low must be a sentence"):
        load_statements("en", folder)


@pytest.mark.parametrize("text", ["", "region = 4", "[[regions]]\nid = 1", "region = [1]"])
def test_a_file_without_its_tables_is_told(write: Callable[[str, str], Path], text: str) -> None:
    folder = write("regions.toml", text)
    with pytest.raises(ContentError, match=r"regions\.toml:1: write each region as a table"):
        load_tables(folder / "en" / "regions.toml", "region")


def test_other_regions_than_the_four_are_refused(write: Callable[[str, str], Path]) -> None:
    folder = write("regions.toml", REGIONS.replace('id = "engine_room"', 'id = "engine"'))
    with pytest.raises(ContentError, match="the ids must be factory_floor"):
        load_regions("en", folder)


def test_two_differences_are_one_too_many(write: Callable[[str, str], Path]) -> None:
    text = "[[competing_values]]\ntitle = 'a'\n[[competing_values]]\ntitle = 'b'"
    with pytest.raises(ContentError, match=r"one \[competing_values\], not 2"):
        load_difference("en", write("regions.toml", text))
