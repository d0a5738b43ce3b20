"""Text, Markdown and CSV, which a person may also paste."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator

from focusmap.documents.blocks import Block
from focusmap.documents.kinds import BROKEN
from focusmap.documents.limits import BadDocument
from focusmap.documents.lines import joined_lines

HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*$")
TABLE_ROW = re.compile(r"^\s*\|.*\|\s*$")
FENCE = re.compile(r"^\s*(```|~~~)")
HEAD_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
EMPHASIS = re.compile(r"(\*{1,3}|(?<!\w)_{1,3}|`)(\S.*?\S|\S)\1(?!\w)")
DELIMITERS = ",;\t|"


def blocks(content: bytes, _name: str, progress: Callable[[int, int], None]) -> Iterator[Block]:
    """Yield the paragraphs, headings, bullets and cells of text or Markdown."""
    yield from text_blocks(decoded(content))
    progress(1, 1)


def text_blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a text; a form feed begins a page."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    pages = COMMENT.sub("", HEAD_MATTER.sub("", text)).split("\f")
    for number, page in enumerate(pages, 1):
        yield from _page_blocks(page, number if len(pages) > 1 else 0)


def _page_blocks(text: str, page: int) -> Iterator[Block]:
    """Yield the blocks of one page: runs of lines between headings, tables and code."""
    run: list[str] = []
    in_code = False
    for line in text.split("\n"):
        own = _own_blocks(line, page)
        fence = bool(FENCE.match(line))
        if fence or own is not None:
            yield from joined_lines(run, page)
            run = []
            yield from own or ()
        elif not in_code:
            run.append(_unmarked(line))
        in_code ^= fence
    yield from joined_lines(run, page)


def _own_blocks(line: str, page: int) -> list[Block] | None:
    """Return the blocks of a line that stands for itself; None when it is running text."""
    heading = HEADING.match(line)
    if heading:
        return [Block(_unmarked(heading[1]), "heading", page)]
    if TABLE_ROW.match(line):
        cells = (cell.strip() for cell in line.strip().strip("|").split("|"))
        return [Block(_unmarked(c), "cell", page) for c in cells if any(map(str.isalpha, c))]
    return None


def _unmarked(line: str) -> str:
    """Return a line without Markdown's own signs."""
    line = LINK.sub(r"\1", PICTURE.sub(r"\1", re.sub(r"^\s*>+\s?", "", line)))
    return EMPHASIS.sub(r"\2", line)


def table_blocks(
    content: bytes, name: str, progress: Callable[[int, int], None]
) -> Iterator[Block]:
    """Yield the cells of a CSV file that hold words."""
    text = decoded(content)
    first = text.partition("\n")[0]
    # The sniffer guesses from the whole and is often wrong; the first line names the columns.
    delimiter = max(DELIMITERS, key=first.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            for cell in row:
                words = " ".join(cell.split())
                if any(map(str.isalpha, words)):
                    yield Block(words, "cell")
    except csv.Error as error:
        raise BadDocument(BROKEN, name=name) from error
    progress(1, 1)


def decoded(content: bytes) -> str:
    """Return bytes as text: UTF-8 or UTF-16, or else as old Windows programs write it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
