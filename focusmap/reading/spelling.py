"""Words typed wrongly: the one word of the lexicon that is a single slip of the thumb away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

# Shorter words have too many neighbours for a slip to be told from another word.
SHORTEST, LONGEST = 5, 24


class Speller:
    """Finds a known word at one slip: a letter left out, put in, changed, or two swapped."""

    def __init__(self, words: Iterable[str]) -> None:
        """Index words by what is left of them without one letter."""
        self._words = {w for w in words if " " not in w and SHORTEST <= len(w) <= LONGEST}
        self._without: dict[str, tuple[str, ...]] = {}
        for word in sorted(self._words):
            for shorter in set(_shorter(word)):
                self._without[shorter] = (*self._without.get(shorter, ()), word)
        self.nearest = lru_cache(maxsize=8192)(self._nearest)

    def _nearest(self, word: str) -> str | None:
        """Return the word meant, or None where there is none or more than one."""
        if not SHORTEST - 1 <= len(word) <= LONGEST or not word.isalpha():
            return None
        near = {w for piece in (word, *_shorter(word)) for w in self._without.get(piece, ())}
        near |= self._words.intersection(_shorter(word))
        near = {w for w in near if w[0] == word[0] and _is_slip(word, w)}
        return near.pop() if len(near) == 1 else None


def _shorter(word: str) -> Iterator[str]:
    """Yield a word without each of its letters."""
    return (word[:i] + word[i + 1 :] for i in range(len(word)))


def _is_slip(one: str, other: str) -> bool:
    """Return whether two words differ by one letter, or by two neighbours swapped."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    if a[1:] == b or a == b[1:] or a[1:] == b[1:]:
        return True
    return len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:]
