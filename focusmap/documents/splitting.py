"""Sentences out of a block of text, at full stops that end one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from focusmap.documents.blocks import Block, Sentence
from focusmap.documents.phrases import Phrases

# Below this it is a label; a heading needs a word more, to say something.
LEAST_WORDS, LEAST_IN_HEADING = 3, 4
# Longer than any sentence: what comes out of a broken table or a list without full stops.
LONGEST = 800
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)")
_LAST_WORD = re.compile(r"([\w.]*\w)\.?$")
_WORD = re.compile(r"[^\W\d_]{2,}|\b[aiI]\b")
_OPENING = "\"'“‘«(["


def split(block: Block, phrases: Phrases) -> Iterator[Sentence]:
    """Yield the sentences of a block; what is too short or too long for one is left away."""
    least = LEAST_IN_HEADING if block.role == "heading" else LEAST_WORDS
    for text in _parts(block.text, phrases):
        if len(_WORD.findall(text)) >= least and len(text) <= LONGEST:
            yield Sentence(text, block.page)


def _parts(text: str, phrases: Phrases) -> Iterator[str]:
    begin = 0
    for end in _END.finditer(text):
        if _ends(text[begin : end.start()], end[0], text[end.end() :].lstrip(), phrases):
            yield text[begin : end.end()].strip()
            begin = end.end()
    if text[begin:].strip():
        yield text[begin:].strip()


def _ends(before: str, stop: str, after: str, phrases: Phrases) -> bool:
    """Whether a stop between two texts ends a sentence."""
    is_new = not after[:1].islower()
    if stop != ".":
        return is_new or stop[0] in "!?"
    word = _LAST_WORD.search(before)
    last = word[1].lower() if word else ""
    # An initial ("J. Berg"), or the number of a list.
    if len(last) == 1 and last.isalpha() and before[-1:].isupper():
        return False
    if last.isdigit() and before.strip() == last:
        return False
    if last in phrases.abbreviations:
        return last in phrases.may_end and after.lstrip(_OPENING)[:1].isupper()
    return is_new
