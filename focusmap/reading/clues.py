"""What stands where in an answer: its tokens, and the words of the lexicon found among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from focusmap.reading.lexicon import NO_SENSES, Entry, Lexicon, Senses
from focusmap.reading.spelling import Speller
from focusmap.reading.tags import is_known_word, tag_of
from focusmap.reading.tokens import Token

ENDS = frozenset(".!?;\n\u2026")
COMMAS = frozenset(",:()\u2013\u2014")
_ABBREVIATION = range(2, 7)
_UNKNOWN = {"N": "unknown_noun", "V": "unknown_verb", "J": "unknown_adjective"}


class Found(NamedTuple):
    """Words at tokens `first` to `last` (not included), and what they can be.

    `mark` is "." at the end of a sentence and "," at the end of a part; then there are no senses.
    """

    first: int
    last: int
    senses: Senses
    mark: str = ""


class Clue:
    """An entry that counts here, in a role, with the share of its weight that is left."""

    __slots__ = ("entry", "first", "last", "role", "share")

    def __init__(self, first: int, last: int, entry: Entry, role: str = "") -> None:
        self.first, self.last, self.entry, self.role = first, last, entry, role
        self.share = 1.0

    @property
    def effect(self) -> str:
        """The name under which its weights stand: its class, and its role where it has one."""
        return f"{self.entry.name}@{self.role}" if self.role else self.entry.name


def find(
    text: str, tokens: Sequence[Token], lexicon: Lexicon, speller: Speller, rules: dict[str, Entry]
) -> list[Found]:
    """Return what the lexicon knows of the words, the longest match first, each word once."""
    words = [token.norm for token in tokens]
    found: list[Found] = []
    position, count = 0, len(words)
    while position < count:
        match = _longest(words, position, lexicon)
        if match is None:
            match = _single(text, tokens[position], position, lexicon, speller, rules)
        if match is None:
            position += 1
            continue
        found.append(match)
        position = match.last
    return found


def _longest(words: Sequence[str], first: int, lexicon: Lexicon) -> Found | None:
    """Return the longest form that begins at a word, None where there is none."""
    key, end, found = words[first], first + 1, None
    while True:
        senses = lexicon.forms.get(key)
        if senses is not None:
            found = Found(first, end, senses)
        if key not in lexicon.beginnings or end == len(words):
            return found
        key = f"{key} {words[end]}"
        end += 1


def _single(
    text: str,
    token: Token,
    position: int,
    lexicon: Lexicon,
    speller: Speller,
    rules: dict[str, Entry],
) -> Found | None:
    """Return what a word is that the lexicon does not know: a sign, a figure, or a guess."""
    word = token.norm
    if word in ENDS:
        return Found(position, position + 1, NO_SENSES, ".")
    if word in COMMAS:
        return Found(position, position + 1, NO_SENSES, ",")
    if word[0].isdigit():
        return Found(position, position + 1, Senses(rules["figure"], None, None))
    if not word[0].isalpha():
        return None
    raw = text[token.start : token.end]
    if raw.isupper() and len(raw) in _ABBREVIATION and not text.isupper():
        return Found(position, position + 1, Senses(rules["abbreviation"], None, None))
    if not is_known_word(word):
        near = speller.nearest(word)
        if near is not None:
            return Found(position, position + 1, lexicon.forms[near])
        return None
    name = _UNKNOWN.get(tag_of(word)[:1])
    return Found(position, position + 1, Senses(rules[name], None, None)) if name else None
