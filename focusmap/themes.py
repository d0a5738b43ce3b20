"""The plain themes that a group's words are about, each a bundle of the lexicon's word classes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from focusmap.reading.lexicon import load_classes
from focusmap.reading.tables import LexiconError, Line, lines_of
from focusmap.settings import LEXICONS
from focusmap.steps import CONTENT

# More than eight bars are a list to study, not a picture.
MOST_THEMES = 8
NONE = "none"
# Whoever is named in an answer of this theme is named as somebody outside.
PEOPLE_OUTSIDE = "people_outside"


@dataclass(frozen=True, slots=True)
class Theme:
    """What some of the lexicon's word classes have in common, with a label for the screen."""

    name: str
    label: str
    classes: frozenset[str]


@cache
def load_themes(language: str, folder: Path = CONTENT) -> tuple[Theme, ...]:
    """Return the themes in the order of their file, without the one of words about nothing.

    Raises ContentError, with file and line, when the file is missing or wrong: a class that the
    lexicon does not have or that stands twice, a missing label, too many themes.
    """
    path = folder / language / "themes.tsv"
    known = load_classes(LEXICONS / language)
    themes: list[Theme] = []
    taken: set[str] = set()
    for line in lines_of(path, 3):
        theme = _theme(line, known, taken)
        if any(theme.name == t.name for t in themes):
            raise LexiconError(f"{line.place}: the theme '{theme.name}' is there twice; join them.")
        themes.append(theme)
    shown = tuple(t for t in themes if t.name != NONE)
    if len(shown) > MOST_THEMES or PEOPLE_OUTSIDE not in {t.name for t in shown}:
        raise LexiconError(
            f"{path}: {len(shown)} themes; write {MOST_THEMES} or fewer, one of them "
            f"'{PEOPLE_OUTSIDE}'."
        )
    return shown


def classes_outside(language: str) -> frozenset[str]:
    """Return the word classes of people outside."""
    return next(t.classes for t in load_themes(language) if t.name == PEOPLE_OUTSIDE)


def _theme(line: Line, known: Collection[str], taken: set[str]) -> Theme:
    """Return the theme of a line; its classes are taken after it."""
    name, label, classes = line.cells
    if not label:
        raise LexiconError(f"{line.place}: the label is empty; say in plain words what it is.")
    for word_class in classes.split():
        line.one_of("class", word_class, known)
        if word_class in taken:
            raise LexiconError(f"{line.place}: the class '{word_class}' is there twice; keep one.")
        taken.add(word_class)
    return Theme(name, label, frozenset(classes.split()))


@cache
def load_stop_words(language: str, folder: Path = CONTENT) -> frozenset[str]:
    """Return the words that tell nothing about what an answer speaks of; raises ContentError."""
    lines = lines_of(folder / language / "stop_words.txt", 1)
    return frozenset(word for line in lines for word in line.cells[0].split())
