"""What is rewarded that nobody called success, and what is called success that nobody measures.

The rule is simple and is meant to be seen through: two texts are about the same when they share a
word, or a word class that is narrow enough. It finds what to talk about and proves nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from focusmap.entries import Entry
from focusmap.errors import ContentError
from focusmap.model import Evidence, ReadAnswer
from focusmap.sentences import FEW
from focusmap.steps import CONTENT

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Endings that make another form of the same word. A real stemmer would join customer with custom.
ENDINGS = ("'s", "’s", "ies", "ing", "ed", "es", "s")
# What is left without an ending must have this many letters to be a word.
LEAST_STEM = 3
# Each change of a workshop compares all answers anew, and nearly all are those of before.
MOST_REMEMBERED = 5_000
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Topics:
    """What a language knows of words that make two texts be about the same."""

    small_words: frozenset[str]
    people: frozenset[str]
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Unspoken(Generic[Item]):
    """What has no counterpart on the other side; `of` and `beside` are how many were compared.

    `is_thin` says that too few people stand behind one of the sides to say anything.
    """

    items: tuple[Item, ...]
    of: int
    beside: int
    is_thin: bool


@cache
def load_topics(language: str, folder: Path = CONTENT) -> Topics:
    """Return the topics of a language; raises ContentError, with the file, when one is wrong."""
    path = folder / language / "topics.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ContentError(f"{path}: cannot be read: {error}.") from error
    lists = []
    for key in ("small_words", "people", "topics"):
        values = table.get(key)
        if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
            raise ContentError(f"{path}: {key} must be a list of words in quotes, not {values!r}.")
        lists.append(frozenset(values))
    return Topics(*lists)


def rewarded_unsaid(
    rewarded: Sequence[Entry], success: Sequence[ReadAnswer], topics: Topics
) -> Unspoken[Entry]:
    """Return what is rewarded that shares nothing with any answer to what success looks like."""
    success = _speaking(success)
    rewarded = [e for e in rewarded if _speaking(e.answers)]
    answers = [a for e in rewarded for a in e.answers]
    alone = _alone(rewarded, lambda e: themes_of(e.answers, topics), success, topics)
    thin = _people(answers) < FEW or _people(success) < FEW
    return Unspoken(() if thin else alone, len(rewarded), len(success), thin)


def success_unmeasured(
    success: Sequence[ReadAnswer], measured: Sequence[Entry], topics: Topics
) -> Unspoken[ReadAnswer]:
    """Return the answers to what success looks like that share nothing with what is measured."""
    success = _speaking(success)
    measured = [e for e in measured if _speaking(e.answers)]
    answers = [a for e in measured for a in e.answers]
    alone = _alone(success, lambda a: themes_of((a,), topics), answers, topics)
    thin = _people(answers) < FEW or _people(success) < FEW
    return Unspoken(() if thin else alone, len(success), len(measured), thin)


def _alone(
    items: Iterable[Item],
    themes: Callable[[Item], frozenset[str]],
    others: Iterable[ReadAnswer],
    topics: Topics,
) -> tuple[Item, ...]:
    """Return the items without a theme of any other; one without any theme says nothing."""
    taken = themes_of(others, topics)
    return tuple(i for i in items if (own := themes(i)) and not own & taken)


def _speaking(answers: Iterable[ReadAnswer]) -> list[ReadAnswer]:
    """Return the answers without those that say there is none, such as "dunno yet"."""
    return [a for a in answers if a.reading.is_answer]


def _people(answers: Iterable[ReadAnswer]) -> int:
    return len({a.answer.participant_id for a in answers})


def themes_of(answers: Iterable[ReadAnswer], topics: Topics) -> frozenset[str]:
    """Return what answers are about: their words without endings, and their narrow classes."""
    return frozenset().union(*(_themes(a.answer.text, a.reading.evidence, topics) for a in answers))


@lru_cache(maxsize=MOST_REMEMBERED)
def _themes(text: str, evidence: tuple[Evidence, ...], topics: Topics) -> frozenset[str]:
    classes = {e.effect.partition("@")[0] for e in evidence}
    named = [(e.start, e.end) for e in evidence if e.effect.partition("@")[0] in topics.people]
    words = {
        _stem(w[0].casefold())
        for w in WORD.finditer(text)
        if w[0].casefold() not in topics.small_words
        and not any(start <= w.start() < end for start, end in named)
    }
    return frozenset(words | {f"@{c}" for c in classes & topics.topics})


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            if ending == "s" and word.endswith(("ss", "us", "is")):
                return word
            return word[: -len(ending)].rstrip("e") + ("y" if ending == "ies" else "")
    return word.rstrip("e") if len(word) > LEAST_STEM + 1 else word
