"""What stands in a document and says nothing of the work: page numbers, headers, legal lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from focusmap.documents.blocks import Block, Sentence
from focusmap.documents.phrases import Phrases
from focusmap.sentences import N_
from focusmap.words import even

NAMES = {
    "page_numbers": N_("page numbers"),
    "headers": N_("headers and footers"),
    "legal": N_("legal lines"),
    "addresses": N_("addresses"),
    "contents": N_("lines of the table of contents"),
    "repeated": N_("sentences that stand there twice"),
}
# Something at the edge of this many pages, and of this share of them, is a header or a footer.
HEADER_PAGES, HEADER_SHARE = 3, 0.3
LEADER = re.compile(r"(\.\s?){4,}\s*\d+$|…+\s*\d+$")
ENDS_IN_NUMBER = re.compile(r"\D\s+\d{1,3}$")


def without_boilerplate(
    blocks: Sequence[Block], phrases: Phrases
) -> tuple[list[Block], Counter[str]]:
    """Return the blocks that say something, and how many were left out of which kind."""
    headers = _headers(blocks)
    in_contents = _contents(blocks, phrases)
    kept: list[Block] = []
    left_out: Counter[str] = Counter()
    for number, block in enumerate(blocks):
        kind = "contents" if number in in_contents else _kind(block, headers, phrases)
        if kind:
            left_out[kind] += 1
        else:
            kept.append(block)
    return kept, left_out


def _kind(block: Block, headers: set[str], phrases: Phrases) -> str:
    """Return which kind of boilerplate a block is, or nothing."""
    text = block.text.strip()
    if phrases.page_numbers.search(text):
        return "page_numbers"
    if block.at_edge and _alike(text) in headers:
        return "headers"
    if block.role == "contents" or LEADER.search(text):
        return "contents"
    return ""


def without_formalities(
    sentences: Iterable[Sentence], phrases: Phrases
) -> tuple[list[Sentence], Counter[str]]:
    """Return the sentences that are neither law nor address: these hide inside paragraphs too."""
    kept: list[Sentence] = []
    left_out: Counter[str] = Counter()
    for sentence in sentences:
        if phrases.legal.search(sentence.text):
            left_out["legal"] += 1
        elif phrases.addresses.search(sentence.text):
            left_out["addresses"] += 1
        else:
            kept.append(sentence)
    return kept, left_out


def _headers(blocks: Iterable[Block]) -> set[str]:
    """Return the texts that stand at the edges of many pages, but for their numbers."""
    places = {(_alike(b.text), b.page) for b in blocks if b.at_edge and b.page}
    pages = len({page for _, page in places})
    counts = Counter(text for text, _ in places)
    return {t for t, n in counts.items() if n >= HEADER_PAGES and n >= pages * HEADER_SHARE}


def _alike(text: str) -> str:
    return re.sub(r"\d+", "#", even(text))


def _contents(blocks: Sequence[Block], phrases: Phrases) -> set[int]:
    """Return the numbers of a contents heading and of the lines below it that end in a number."""
    found: set[int] = set()
    inside = False
    for number, block in enumerate(blocks):
        if phrases.contents_headings.search(block.text.strip()):
            inside = True
        elif inside and not ENDS_IN_NUMBER.search(block.text):
            inside = False
        if inside:
            found.add(number)
    return found
