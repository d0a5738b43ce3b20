"""The text of a presentation, slide by slide: titles, bullets and tables, without notes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pptx import Presentation
from pptx.exc import PythonPptxError

from focusmap.documents.blocks import Block, Role
from focusmap.documents.kinds import BROKEN
from focusmap.documents.limits import LIMITS, BadDocument
from focusmap.documents.word import BROKEN_ERRORS

# Placeholders that the slide's master fills: date, footer, slide number.
MASTER_KINDS = ("DATE", "FOOTER", "SLIDE_NUMBER")


def blocks(content: bytes, name: str, progress: Callable[[int, int], None]) -> Iterator[Block]:
    """Yield the texts of the slides; raises BadDocument when it is broken or too long."""
    try:
        slides = list(Presentation(io.BytesIO(content)).slides)
        LIMITS.check_pages(len(slides), name)
        for number, slide in enumerate(slides, 1):
            yield from _shapes(slide.shapes, number)
            progress(number, len(slides))
    except (*BROKEN_ERRORS, PythonPptxError) as error:
        raise BadDocument(BROKEN, name=name) from error


def _shapes(shapes: Iterable[Any], page: int) -> Iterator[Block]:
    for shape in shapes:
        if _is_of_master(shape):
            continue
        if getattr(shape, "shapes", None) is not None:
            yield from _shapes(shape.shapes, page)
        elif shape.has_text_frame:
            yield from _paragraphs(shape.text_frame, _role(shape), page)
        elif getattr(shape, "has_table", False):
            for row in shape.table.rows:
                for cell in row.cells:
                    yield from _paragraphs(cell.text_frame, "cell", page)


def _is_of_master(shape: Any) -> bool:
    return shape.is_placeholder and str(shape.placeholder_format.type).startswith(MASTER_KINDS)


def _role(shape: Any) -> Role:
    is_title = shape.is_placeholder and "TITLE" in str(shape.placeholder_format.type)
    return "heading" if is_title else "bullet"


def _paragraphs(frame: Any, role: Role, page: int) -> Iterator[Block]:
    for paragraph in frame.paragraphs:
        text = " ".join(paragraph.text.split())
        if text:
            # A slide has no running text, and what stands on each of them can stand anywhere.
            yield Block(text, role, page, at_edge=True)
