"""Words being rewritten, read while they are typed: where they lie, what moved. Kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from markupsafe import Markup

from focusmap.caption import line_of_sight_line
from focusmap.errors import NotFound
from focusmap.marked import mark, to_html
from focusmap.model import ReadAnswer, Workshop
from focusmap.moved import what_moved
from focusmap.reading import Reader
from focusmap.rewrites import NOT_SHOWN, Bench
from focusmap.sentences import Gettext, place_sentence
from focusmap.vocabulary import still_known
from focusmap.words import LONGEST_ANSWER

# The words at their longest, each character written as %XX three times over, and what goes along.
MOST_BYTES = 12 * LONGEST_ANSWER + 2_000
# How often one person's words are read: as fast as anybody types, and a burst of pasted ones.
READS_A_SECOND, READS_AT_ONCE = 10.0, 30


@dataclass(frozen=True, slots=True)
class Reread:
    """New words as HTML with marks, where they lie in words and on the map, and what moved.

    `spot` is in percent from the top left corner of the map, None when they are on none.
    """

    words: Markup
    place: str
    sight: Markup
    moved: str
    spot: tuple[float, float] | None
    is_weak: bool

    def as_json(self) -> dict[str, object]:
        """Return it for a script."""
        return {
            "words": str(self.words),
            "place": self.place,
            "sight": str(self.sight),
            "moved": self.moved,
            "spot": self.spot,
            "weak": self.is_weak,
        }


def reread(old: ReadAnswer, new: ReadAnswer, language: str, gettext: Gettext) -> Reread:
    """Return what is shown of new words beside the old ones."""
    text, reading = new.answer.text, new.reading
    return Reread(
        words=to_html(mark(text, reading.evidence)),
        place=place_sentence(reading, gettext),
        sight=line_of_sight_line(text, reading, gettext),
        moved=what_moved(old, new, language),
        spot=spot_of(new),
        is_weak=reading.is_weak,
    )


def spot_of(answer: ReadAnswer) -> tuple[float, float] | None:
    """Return where the words lie, in percent from the top left corner of the map."""
    where = answer.words
    return None if where is None else (round(50 + 50 * where.x, 1), round(50 - 50 * where.y, 1))


def read_draft(
    workshop: Workshop, old: ReadAnswer, typed: str, reader: Callable[[str], Reader]
) -> ReadAnswer:
    """Return words that are being typed, read as the old ones' question by a given reader."""
    text = typed.replace("\r\n", "\n")[:LONGEST_ANSWER]
    words = still_known(workshop.words, workshop.language)
    made = reader(workshop.language).read(text, old.question.kind, workshop.customers, words)
    return replace(
        old, answer=replace(old.answer, text=text), reading=made, author=None, facilitator=None
    )


def old_words(bench: Bench, answer_id: str) -> ReadAnswer:
    """Return the answer of the bench that is being rewritten; raises NotFound."""
    found = bench.find(answer_id)
    if found is None:
        raise NotFound(NOT_SHOWN)
    return found.old
