"""Telling that an answer is in another language than the lexicon, by its script or small words."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from focusmap.reading.tables import LexiconError, lines_of
from focusmap.reading.tokens import Token

# Fewer small words than this may stand in any text as a name or a quotation.
FEW = 2
# With fewer words than this nothing can be told from one of them.
SHORT = 3


class Languages:
    """The small words of each language, such as articles and pronouns."""

    def __init__(self, small_words: Mapping[str, frozenset[str]]) -> None:
        self._small_words = small_words

    def is_other(self, tokens: Sequence[Token], language: str, known: int) -> bool:
        """Return whether tokens, `known` of them to the lexicon, are not in `language`."""
        words = [t.norm for t in tokens if t.is_word and t.norm[0].isalpha()]
        if not words:
            return False
        if 2 * sum(_is_latin(word[0]) for word in words) < len(words):
            return True
        counts = {
            name: sum(word in small for word in words) for name, small in self._small_words.items()
        }
        own = counts.pop(language, 0)
        most = max(counts.values(), default=0)
        if most >= FEW:
            return most > own and 5 * most >= len(words)
        # One small word is enough where nothing speaks for the workshop's language.
        return most > own == 0 and len(words) >= SHORT and 2 * known < len(words)


@lru_cache(maxsize=1024)
def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")


def load_languages(path: Path) -> Languages:
    """Load the small words by language; raise LexiconError for the first mistake."""
    found: dict[str, frozenset[str]] = {}
    for line in lines_of(path, 2):
        if line.cells[0] in found:
            raise LexiconError(f"{line.place}: '{line.cells[0]}' is there twice; delete one.")
        found[line.cells[0]] = frozenset(line.cells[1].split())
    return Languages(found)
