"""The text of a PDF, page by page."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from focusmap.documents.blocks import Block
from focusmap.documents.kinds import BROKEN, PASSWORD
from focusmap.documents.limits import LIMITS, BadDocument
from focusmap.documents.lines import joined_lines
from focusmap.sentences import N_

NO_TEXT = N_(
    "{name} has no text in it: its pages are pictures, as a scanner makes them. Upload the "
    "document it was printed from, or one that went through text recognition."
)
# A page number or a stamp on each page is no text.
LEAST_LETTERS = 40
# What a broken PDF may raise deep inside; none of it is a mistake of ours.
BROKEN_ERRORS = (
    PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError,
    OSError, RecursionError, ArithmeticError, NotImplementedError,
)  # fmt: skip


def blocks(content: bytes, name: str, progress: Callable[[int, int], None]) -> Iterator[Block]:
    """Yield the paragraphs of a PDF; raises BadDocument when it is locked, broken or scanned."""
    reader = _opened(content, name)
    pages = _page_count(reader, name)
    LIMITS.check_pages(pages, name)
    letters = 0
    for number in range(pages):
        text = _text_of(reader, number, name)
        letters += sum(c.isalpha() for c in text)
        yield from joined_lines(text.splitlines(), number + 1)
        progress(number + 1, pages)
    if letters < LEAST_LETTERS:
        raise BadDocument(NO_TEXT, name=name)


def _opened(content: bytes, name: str) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        # Many a PDF is locked against printing only, and opens with an empty password.
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError as error:
        raise BadDocument(PASSWORD, name=name) from error
    except BROKEN_ERRORS as error:
        raise BadDocument(BROKEN, name=name) from error
    if locked:
        raise BadDocument(PASSWORD, name=name)
    return reader


def _page_count(reader: PdfReader, name: str) -> int:
    try:
        return len(reader.pages)
    except DependencyError as error:
        raise BadDocument(PASSWORD, name=name) from error
    except BROKEN_ERRORS as error:
        raise BadDocument(BROKEN, name=name) from error


def _text_of(reader: PdfReader, number: int, name: str) -> str:
    try:
        return reader.pages[number].extract_text() or ""
    except BROKEN_ERRORS as error:
        raise BadDocument(BROKEN, name=name) from error
