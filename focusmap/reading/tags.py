"""Parts of speech from TextBlob: a hint, never a fact.

TextBlob's first use is not thread-safe and its import is slow, so both happen once, in
`warm_up`. A word is asked about alone and remembered, because tagging whole answers would cost
half of the time a reading may take.
"""

from __future__ import annotations

from functools import cache, lru_cache
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_lock = Lock()


def warm_up() -> None:
    """Load the tagger and use it once; later calls, from any thread, return at once."""
    with _lock:
        _loaded_tagger()


@cache
def _loaded_tagger() -> Callable[[str], list[tuple[str, str]]]:
    """Return the tagger after its first use; call it with the lock held."""
    from textblob.en.taggers import PatternTagger

    tag: Callable[[str], list[tuple[str, str]]] = PatternTagger().tag
    tag("Warm up, please.")
    return tag


@lru_cache(maxsize=8192)
def is_known_word(word: str) -> bool:
    """Return whether an English dictionary of 94,000 words has this plain lower-case word."""
    from textblob.en import parser

    with _lock:
        _loaded_tagger()
    return word in parser.lexicon


@lru_cache(maxsize=8192)
def tag_of(word: str) -> str:
    """Return the Penn tag of one plain lower-case word; empty when it is not plain ASCII letters.

    The tagger is loaded when nobody has done so yet.
    """
    if not (word.isascii() and word.isalpha()) or len(word) > 40:
        return ""
    with _lock:
        tagged = _loaded_tagger()(word)
    return tagged[0][1] if tagged else ""
