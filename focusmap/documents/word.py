"""The text of a Word document: its body in order, without headers, footers and notes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator

from docx import Document
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph

from focusmap.documents.blocks import Block, Role
from focusmap.documents.kinds import BROKEN
from focusmap.documents.limits import BadDocument

# What a file that only looks like a document may raise inside the library; the parser's error for
# XML that is none is a SyntaxError.
BROKEN_ERRORS = (
    OpcError, SyntaxError, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError,
    IndexError, OSError, EOFError, NotImplementedError,
)  # fmt: skip
# Progress is told every so many paragraphs.
STEP = 50


def blocks(content: bytes, name: str, progress: Callable[[int, int], None]) -> Iterator[Block]:
    """Yield the paragraphs, headings, bullets and cells; raises BadDocument when it is broken."""
    try:
        document = Document(io.BytesIO(content))
        parts = list(document.iter_inner_content())
        for number, part in enumerate(parts, 1):
            if isinstance(part, Table):
                yield from _cells(part)
            else:
                yield from _paragraph(part)
            if not number % STEP or number == len(parts):
                progress(number, len(parts))
    except BROKEN_ERRORS as error:
        raise BadDocument(BROKEN, name=name) from error


def _paragraph(paragraph: Paragraph) -> Iterator[Block]:
    text = " ".join(paragraph.text.split())
    if text:
        yield Block(text, _role(paragraph))


def _role(paragraph: Paragraph) -> Role:
    style = paragraph.style
    # Built-in styles have English names in the file, whatever the language of Office.
    name = ((style.name if style is not None else "") or "").lower()
    if name.startswith("toc"):
        return "contents"
    if name.startswith(("heading", "title", "subtitle")):
        return "heading"
    return "bullet" if name.startswith("list") else "text"


def _cells(table: Table) -> Iterator[Block]:
    # A merged cell is there once for each column it covers.
    seen = set()
    for row in table.rows:
        for cell in row.cells:
            if cell._tc in seen:
                continue
            seen.add(cell._tc)
            for paragraph in cell.paragraphs:
                text = " ".join(paragraph.text.split())
                if text:
                    yield Block(text, "cell")
            for inner in cell.tables:
                yield from _cells(inner)
