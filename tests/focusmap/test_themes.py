"""The themes file: the one that ships covers the lexicon, and a mistake is told with its line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from focusmap.errors import ContentError
from focusmap.reading.lexicon import load_classes
from focusmap.settings import LEXICONS
from focusmap.steps import CONTENT, languages
from focusmap.themes import (
    MOST_THEMES,
    PEOPLE_OUTSIDE,
    Theme,
    load_stop_words,
    load_themes,
)

SHIPPED = (CONTENT / "en" / "themes.tsv").read_text(encoding="utf-8")
Load = Callable[[str], tuple[Theme, ...]]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Loads a text as the themes file of a folder of its own."""
    file = tmp_path / "en" / "themes.tsv"
    file.parent.mkdir()

    def load(text: str) -> tuple[Theme, ...]:
        file.write_text(text, encoding="utf-8")
        load_themes.cache_clear()
        return load_themes("en", tmp_path)

    return load


@pytest.mark.parametrize("language", languages())
def test_every_class_belongs_to_one_theme_or_to_none(language: str) -> None:
    themes = load_themes(language)
    lines = (CONTENT / language / "themes.tsv").read_text(encoding="utf-8").splitlines()
    (none,) = [line.split("\t")[2].split() for line in lines if line.startswith("none\t")]
    placed = [c for t in themes for c in t.classes] + none
    assert sorted(placed) == sorted(load_classes(LEXICONS / language))


@pytest.mark.parametrize("language", languages())
def test_every_language_has_a_few_themes_with_labels(language: str) -> None:
    themes = load_themes(language)
    assert 0 < len(themes) <= MOST_THEMES
    assert all(t.label for t in themes)
    assert PEOPLE_OUTSIDE in {t.name for t in themes}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("what_we_do\twhat we do", "what_we_do\t", ":7: the label is empty"),
        ("do_make", "do_mak", ":7: unknown class 'do_mak'"),
        ("do_make", "do_make animal", ":7: the class 'animal' is there twice"),
        ("money\tmoney", "ourselves\tmoney", ":11: the theme 'ourselves' is there twice"),
        ("people_outside", "people_out", "one of them 'people_outside'"),
        ("what_we_do\t", "what_we_do ", ":7: 2 columns in place of 3"),
    ],
)
def test_a_mistake_is_told_with_its_line(load: Load, old: str, new: str, says: str) -> None:
    assert old in SHIPPED
    with pytest.raises(ContentError) as wrong:
        load(SHIPPED.replace(old, new, 1))
    assert says in str(wrong.value)


def test_a_ninth_theme_is_one_too_many(load: Load) -> None:
    with pytest.raises(ContentError, match="9 themes; write 8 or fewer"):
        load(SHIPPED.replace("-\twe they", "-\tthey").replace("none\t", "ninth\tninth\twe\nnone\t"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"themes\.tsv"):
        load_themes("en", tmp_path)


@pytest.mark.parametrize("language", languages())
def test_stop_words_are_lower_case_words(language: str) -> None:
    words = load_stop_words(language)
    assert len(words) > 100
    assert all(word == word.lower() and " " not in word for word in words)
