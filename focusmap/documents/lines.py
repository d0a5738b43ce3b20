"""Lines as a page or a text file has them, joined to the paragraphs they were."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from statistics import median

from focusmap.documents.blocks import Block, Role

BULLET = re.compile(r"^\s*(?:[-*+•‣▪◦●■–—·o]|\(?\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
ENDS_SENTENCE = re.compile(r"[.!?:…][\"'”’)\]]*$")
# Where headers and footers are: the first and last lines of a page.
EDGE = 2
# A line this much shorter than the others ends its paragraph.
SHORT = 0.6
LONGEST_HEADING = 80


def joined_lines(lines: Iterable[str], page: int = 0) -> Iterator[Block]:
    """Yield the paragraphs, headings and bullets that some lines are, in their order."""
    cleaned = [" ".join(line.split()) for line in lines]
    filled = [n for n, line in enumerate(cleaned) if line]
    edges = {*filled[:EDGE], *filled[-EDGE:]} if page else set()
    usual = median([len(cleaned[n]) for n in filled]) if filled else 0.0
    run: list[str] = []
    for number, line in enumerate(cleaned):
        if number in edges or not line:
            yield from _paragraph(run, page)
            run = []
        if number in edges:
            yield Block(_without_bullet(line), _role([line]), page, at_edge=True)
        elif line:
            if run and _begins_anew(run[-1], line, usual):
                yield from _paragraph(run, page)
                run = []
            run.append(line)
    yield from _paragraph(run, page)


def _begins_anew(before: str, line: str, usual: float) -> bool:
    """Whether a line begins a paragraph, though no empty line stands before it."""
    if BULLET.match(line):
        return True
    is_short = len(before) < usual * SHORT
    return is_short and not line[:1].islower() and not before.endswith((",", "-", "–"))


def _paragraph(run: list[str], page: int) -> Iterator[Block]:
    if not run:
        return
    text = run[0]
    for line in run[1:]:
        # A word that was cut at the end of its line.
        if re.search(r"[^\W\d_]-$", text) and line[:1].islower():
            text = text[:-1] + line
        else:
            text = f"{text} {line}"
    yield Block(_without_bullet(text), _role(run), page)


def _without_bullet(text: str) -> str:
    return BULLET.sub("", text)


def _role(run: list[str]) -> Role:
    if BULLET.match(run[0]):
        return "bullet"
    is_heading = len(run) == 1 and len(run[0]) <= LONGEST_HEADING
    return "heading" if is_heading and not ENDS_SENTENCE.search(run[0]) else "text"
