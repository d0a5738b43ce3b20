"""How far apart what the words say and what their authors mean are, in numbers and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from focusmap.fields import field_of
from focusmap.model import Placement, ReadAnswer
from focusmap.sentences import FEW, N_, Catalogue

Direction = Literal["outside", "inside", "outcomes", "outputs"]
DIRECTIONS: dict[Direction, str] = {
    "outside": N_("further outside"),
    "inside": N_("further inside"),
    "outcomes": N_("nearer to outcomes"),
    "outputs": N_("nearer to outputs"),
}


@dataclass(frozen=True, slots=True)
class Shift:
    """What the authors did with the readings of some answers.

    looked: answers whose author confirmed or placed them. moved: those placed in another field
    than the words'. found: those placed that the words put nowhere. directions: of the moved
    ones, how many went each way; one answer can go two ways. by_facilitator: answers that the
    facilitator placed otherwise and whose author has not looked.
    """

    answers: int
    looked: int
    moved: int
    found: int
    directions: Counter[Direction]
    by_facilitator: int


def find_shift(answers: Sequence[ReadAnswer]) -> Shift:
    """Return what the authors of some answers did with their readings."""
    looked = [a for a in answers if a.author]
    moved = [a for a in looked if a.words and is_otherwise(a.words, a.author)]
    return Shift(
        answers=len(answers),
        looked=len(looked),
        moved=len(moved),
        found=sum(a.words is None for a in looked),
        directions=Counter(way for a in moved for way in _ways(a)),
        by_facilitator=sum(
            a.author is None and a.facilitator is not None and meant_otherwise(a) for a in answers
        ),
    )


def meant_otherwise(answer: ReadAnswer) -> bool:
    """Whether somebody placed an answer in another field than its words', or where they had none.

    A reading that moved a little since it was confirmed is no disagreement.
    """
    return answer.meaning is not None and is_otherwise(answer.words, answer.meaning)


def is_otherwise(words: Placement | None, other: Placement | None) -> bool:
    """Whether two placements lie in different fields."""
    if words is None or other is None:
        return words is not other
    return field_of(words.x, words.y) != field_of(other.x, other.y)


def _ways(answer: ReadAnswer) -> list[Direction]:
    if answer.words is None or answer.author is None:
        return []
    words = field_of(answer.words.x, answer.words.y)
    meant = field_of(answer.author.x, answer.author.y)
    ways: list[Direction] = []
    if meant.column != words.column:
        ways.append("outside" if meant.column > words.column else "inside")
    if meant.row != words.row:
        ways.append("outcomes" if meant.row > words.row else "outputs")
    return ways


def shift_in_words(shift: Shift, speak: Catalogue) -> str:
    """Return what the authors meant, with the numbers it rests on; with too few, no direction."""
    if not shift.looked and not shift.by_facilitator:
        return speak.gettext("Nobody has said yet whether the words were read right.")
    looked = speak.ngettext(
        "{looked} of {n} answer was looked at by its author.",
        "{looked} of {n} answers were looked at by their authors.",
        shift.answers,
    ).format(looked=shift.looked, n=shift.answers)
    parts = [looked, _moved(shift, speak)]
    if shift.found:
        parts.append(
            speak.ngettext(
                "{n} had no place by its words; its author gave it one.",
                "{n} had no place by their words; their authors gave them one.",
                shift.found,
            ).format(n=shift.found)
        )
    if shift.by_facilitator:
        parts.append(
            speak.gettext("The facilitator placed {n} otherwise.").format(n=shift.by_facilitator)
        )
    return " ".join(filter(None, parts))


def _moved(shift: Shift, speak: Catalogue) -> str:
    """Return how many are meant otherwise and in which direction, if one can be told."""
    if not shift.moved:
        return speak.gettext("None is meant otherwise than the words say.") if shift.looked else ""
    if shift.moved < FEW:
        text = speak.ngettext(
            "{n} is meant otherwise than the words say: too few to name a direction.",
            "{n} are meant otherwise than the words say: too few to name a direction.",
            shift.moved,
        )
        return text.format(n=shift.moved)
    direction = _mostly(shift, speak)
    if not direction:
        text = speak.gettext("{n} are meant otherwise than the words say, in no one direction.")
        return text.format(n=shift.moved)
    text = speak.gettext("{n} are meant otherwise than the words say, mostly {direction}.")
    return text.format(n=shift.moved, direction=direction)


def _mostly(shift: Shift, speak: Catalogue) -> str:
    """Return the directions that more than half of the moved answers went, at most two."""
    most = [d for d in DIRECTIONS if shift.directions[d] * 2 > shift.moved]
    names = [speak.gettext(DIRECTIONS[d]) for d in most]
    if len(names) < 2:
        return "".join(names)
    return speak.gettext("{one} and {other}").format(one=names[0], other=names[1])
