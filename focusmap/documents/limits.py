"""How much of a document is taken, and the reasons for which one is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from focusmap.documents.blocks import Block
from focusmap.errors import FocusMapError
from focusmap.sentences import N_

MEGABYTE = 1_000_000
EMPTY = N_("{name} is empty. Choose another file, or paste the text.")
TOO_LARGE = N_("{name} is larger than {most} MB. Save it without its pictures, or cut it in parts.")
TOO_MANY_PAGES = N_("{name} has {pages} pages, and {most} can be taken. Cut it in parts.")
TOO_MANY_WORDS = N_("{name} has more than {most:,} words. Cut it in parts.")
TOO_SLOW = N_(
    "{name} takes more than {most} seconds to open. Copy its text and paste it, or cut it in parts."
)


class BadDocument(FocusMapError):
    """A document that cannot be taken; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may hold. Where there are no pages, words stand for them."""

    megabytes: int = 20
    pages: int = 300
    words: int = 150_000
    seconds: int = 90

    def check_pages(self, pages: int, name: str) -> None:
        """Raise BadDocument when there are too many pages or slides."""
        if pages > self.pages:
            raise BadDocument(TOO_MANY_PAGES, name=name, pages=pages, most=self.pages)

    def check_time(self, seconds: float, name: str) -> None:
        """Raise BadDocument when a document holds the server for too long."""
        if seconds > self.seconds:
            raise BadDocument(TOO_SLOW, name=name, most=self.seconds)


LIMITS = Limits()


def check_size(content: bytes, name: str) -> None:
    """Raise BadDocument when a file is empty or too large."""
    if not content.strip():
        raise BadDocument(EMPTY, name=name)
    if len(content) > LIMITS.megabytes * MEGABYTE:
        raise BadDocument(TOO_LARGE, name=name, most=LIMITS.megabytes)


def check_amount(blocks: Sequence[Block], name: str) -> None:
    """Raise BadDocument when there are more words than the pages allowed could hold."""
    # Where pages are counted, each may be twice as dense.
    most = LIMITS.words * 2 if any(block.page for block in blocks) else LIMITS.words
    if sum(len(block.text.split()) for block in blocks) > most:
        raise BadDocument(TOO_MANY_WORDS, name=name, most=most)
