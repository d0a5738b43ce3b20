"""A file or pasted text in, its sentences out, or the reason why not."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from focusmap.documents import pdf, plain, slides, word
from focusmap.documents.blocks import Block, Sentence, Source
from focusmap.documents.boilerplate import without_boilerplate, without_formalities
from focusmap.documents.kinds import Kind, kind_of
from focusmap.documents.limits import LIMITS, BadDocument, check_amount, check_size
from focusmap.documents.phrases import load_phrases
from focusmap.documents.splitting import split
from focusmap.sentences import N_
from focusmap.words import even

# Told how many pages are done, of how many.
Progress = Callable[[int, int], None]
NO_SENTENCES = N_(
    "{name} holds no sentences: only headings, numbers or single words. Upload what is "
    "written in whole sentences, or paste it."
)
EXTRACT: dict[Kind, Callable[[bytes, str, Progress], Iterable[Block]]] = {
    "pdf": pdf.blocks,
    "docx": word.blocks,
    "pptx": slides.blocks,
    "csv": plain.table_blocks,
    "md": plain.blocks,
    "txt": plain.blocks,
}


def read_document(
    content: bytes,
    name: str,
    language: str,
    progress: Progress = lambda _done, _of: None,
    clock: Callable[[], float] = time.monotonic,
) -> Source:
    """Return the sentences of a file; what it is, its content says and not its name.

    Raises BadDocument, with the reason and what to do, when it cannot be taken.
    """
    check_size(content, name)
    kind = kind_of(content, name)
    began = clock()

    def within_time(done: int, of: int) -> None:
        LIMITS.check_time(clock() - began, name)
        progress(done, of)

    blocks = list(EXTRACT[kind](content, name, within_time))
    return _source(blocks, name, kind, language)


def read_text(text: str, name: str, language: str) -> Source:
    """Return the sentences of pasted text; raises BadDocument as `read_document` does."""
    content = text.encode("utf-8", "replace")
    check_size(content, name)
    source = _source(list(plain.text_blocks(text)), name, "txt", language)
    return replace(source, pages=0)


def _source(blocks: list[Block], name: str, kind: Kind, language: str) -> Source:
    check_amount(blocks, name)
    phrases = load_phrases(language)
    kept, left_out = without_boilerplate(blocks, phrases)
    said, formal = without_formalities((s for b in kept for s in split(b, phrases)), phrases)
    left_out += formal
    sentences, repeated = _each_once(said)
    if not sentences:
        raise BadDocument(NO_SENTENCES, name=name)
    if repeated:
        left_out["repeated"] += repeated
    pages = max((b.page for b in blocks), default=0)
    return Source(name, kind, pages, tuple(sentences), left_out)


def _each_once(found: Iterable[Sentence]) -> tuple[list[Sentence], int]:
    """Return sentences without those that stand there a second time, and how many these were."""
    first: dict[str, Sentence] = {}
    count = 0
    for sentence in found:
        count += 1
        first.setdefault(even(sentence.text), sentence)
    return list(first.values()), count - len(first)
