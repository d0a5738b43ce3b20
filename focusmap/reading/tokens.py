"""Words of an answer, with their place in the original text."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

MAX_CHARACTERS = 4_000

_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_LETTER = rf"[^\W_][{_MARKS}]*"
_APOSTROPHE = "['\u2018\u2019\u02bc\uff07\u00b4`]"
_TOKEN = re.compile(
    rf"\d++(?:[.,]\d++)*+(?![^\W\d_])|(?:{_LETTER})+(?:{_APOSTROPHE}(?:{_LETTER})+)*|[.!?;:,\n%+&>()\u2013\u2014\u2026]"
)
_QUOTES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\uff07\u00b4`", "'"))
_PUNCTUATION = frozenset(".!?;:,()\n\u2013\u2014\u2026")

# What is written with n't, or with its apostrophe forgotten, and the verb it stands for.
_STEMS = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
_NEGATED = re.compile(
    r"(do|does|did|is|are|was|were|has|have|had|ca|wo|would|could|should|must|need|sha|ai)(n'?t)"
)
# Written without their apostrophe, and where they are cut.
_RUN_TOGETHER = {"cannot": 3, "hes": 2, "shes": 3}
_CLITICS = {"s": "'s", "re": "are", "ll": "will", "ve": "have", "m": "am", "d": "would"}


class Token(NamedTuple):
    """One word or sign: `norm` for matching, `start` and `end` in the original, in code points."""

    norm: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether the token is a word or a number rather than punctuation."""
        return self.norm not in _PUNCTUATION


def normalize(word: str) -> str:
    """Return a word as the lexicon spells it: lower case, composed, straight quotes."""
    if word.isascii():
        return word.lower().replace("`", "'")
    return unicodedata.normalize("NFKC", word.translate(_QUOTES)).lower()


def tokenize(text: str) -> list[Token]:
    """Return the tokens of the first MAX_CHARACTERS of a text; the rest is not read."""
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text, 0, MAX_CHARACTERS):
        raw, start, end = found.group(), found.start(), found.end()
        norm = normalize(raw)
        if norm[-1] == "t" or "'" in norm or norm in _RUN_TOGETHER:
            tokens.extend(_parts(norm, start, end))
        else:
            tokens.append(Token(norm, start, end))
    return tokens


def _parts(norm: str, start: int, end: int) -> list[Token]:
    """Return one token, or two where a word holds a negation or a short form.

    The cut is counted from the end, where a piece is as long in `norm` as in the original.
    """
    if norm in _RUN_TOGETHER and end - start == len(norm):
        cut = start + _RUN_TOGETHER[norm]
        tail = norm[_RUN_TOGETHER[norm] :]
        return [Token(norm[: cut - start], start, cut), Token(_CLITICS.get(tail, tail), cut, end)]
    negated = _NEGATED.fullmatch(norm)
    if negated and end - start == len(norm):
        cut = end - len(negated[2])
        stem = _STEMS.get(negated[1], negated[1])
        return [Token(stem, start, cut), Token("not", cut, end)]
    head, quote, tail = norm.rpartition("'")
    if quote and tail in _CLITICS and head and end - len(tail) - 1 > start:
        cut = end - len(tail) - 1
        return [Token(head, start, cut), Token(_CLITICS[tail], cut, end)]
    return [Token(norm, start, end)]
