"""What a language knows of documents: its abbreviations and its boilerplate, loaded from data."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from focusmap.errors import ContentError
from focusmap.steps import CONTENT

# In the order of the fields of Phrases.
WORDS = ("abbreviations", "may_end")
PATTERNS = ("page_numbers", "legal", "addresses", "contents_headings")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Abbreviations without their last full stop, and a pattern for each kind of boilerplate."""

    abbreviations: frozenset[str]
    may_end: frozenset[str]
    page_numbers: re.Pattern[str]
    legal: re.Pattern[str]
    addresses: re.Pattern[str]
    contents_headings: re.Pattern[str]


@cache
def load_phrases(language: str, folder: Path = CONTENT) -> Phrases:
    """Return the phrases of a language; raises ContentError, with the file, when one is wrong."""
    path = folder / language / "documents.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ContentError(f"{path}: cannot be read: {error}.") from error
    words = (frozenset(_strings(path, table, key)) for key in WORDS)
    abbreviations, may_end = words
    return Phrases(abbreviations, may_end, *(_pattern(path, table, key) for key in PATTERNS))


def _strings(path: Path, table: dict[str, Any], key: str) -> list[str]:
    values = table.get(key)
    if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
        raise ContentError(f"{path}: {key} must be a list of texts in quotes, not {values!r}.")
    return values


def _pattern(path: Path, table: dict[str, Any], key: str) -> re.Pattern[str]:
    for part in _strings(path, table, key):
        try:
            re.compile(part)
        except re.error as error:
            raise ContentError(f"{path}: {key}: {part!r} is no pattern: {error}.") from error
    return re.compile("|".join(f"(?:{p})" for p in table[key]), re.IGNORECASE)
