"""What a document is made of on its way to sentences."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

Role = Literal["text", "heading", "bullet", "cell", "contents"]


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that no sentence crosses: a paragraph, heading, bullet or cell of a table.

    `page` counts pages or slides from 1 and is 0 where there are none. `at_edge` says that it is
    among the first or last lines of its page, where headers and footers are.
    """

    text: str
    role: Role = "text"
    page: int = 0
    at_edge: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a document, as it stands there but on one line."""

    text: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A document's sentences in their order, and what was left out, by kind of boilerplate."""

    name: str
    kind: str
    pages: int
    sentences: tuple[Sentence, ...]
    left_out: Counter[str]
