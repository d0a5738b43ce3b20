"""A reader that remembers: a refresh of the wall reads a thousand answers it has read before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from focusmap.model import OwnWord, Reading
from focusmap.reading import Reader

# Readings kept: two full rooms. Most take a kilobyte or two, the longest answers up to sixty.
MOST_REMEMBERED = 2_500


class RememberingReader:
    """Another reader, asked once for each text. A reading follows from its words alone."""

    def __init__(self, reader: Reader) -> None:
        self.language = reader.language
        self._read = lru_cache(MOST_REMEMBERED)(reader.read)

    def read(
        self,
        text: str,
        kind: str,
        customers: Sequence[str] = (),
        words: Sequence[OwnWord] = (),
    ) -> Reading:
        """Return the reading of any text, as the other reader gives it."""
        return self._read(text, kind, tuple(customers), tuple(words))
