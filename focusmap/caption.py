"""What stands under an answer: where its words lie, which of them say so, and what they link.

The lines are HTML with everything typed escaped, the same on phones and on pages. Who does not see
the marks gets from them all that the marks say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from focusmap.marked import LEAST, Focus, Orientation, Piece, cut, mark, words_by_marks
from focusmap.model import Axis, Evidence, ReadAnswer, Reading
from focusmap.sentences import N_, Gettext, place_sentence

# More words than this are a list to study, and that is under "Why here?".
MOST_WORDS = 5
MOST_LINKS = 3

SIDE_WORDS = {
    "outside": N_("outside"),
    "inside": N_("inside"),
    "outcome": N_("outcome"),
    "output": N_("output"),
}


def caption(answer: ReadAnswer, gettext: Gettext) -> tuple[Markup, ...]:
    """Return the lines under an answer; the first says where it lies, or why nowhere."""
    text, reading = answer.answer.text, answer.reading
    lines = (
        escape(place_sentence(reading, gettext)),
        marks_line(text, reading, gettext),
        *whole_lines(reading, gettext),
        line_of_sight_line(text, reading, gettext),
    )
    return tuple(line for line in lines if line)


def key(gettext: Gettext) -> tuple[Markup, ...]:
    """Return the names of the four sides, each marked as its words are."""
    marks: tuple[tuple[Focus, Orientation], ...] = (
        ("outside", ""),
        ("inside", ""),
        ("", "outcome"),
        ("", "output"),
    )
    return tuple(_label(focus, orientation, gettext) for focus, orientation in marks)


def marks_line(text: str, reading: Reading, gettext: Gettext) -> Markup:
    """Return which words say what; nothing when none is marked."""
    said = [
        escape(gettext("{side}: {words}")).format(
            side=_label(*marks, gettext), words=_quoted(words, MOST_WORDS, gettext)
        )
        for marks, words in words_by_marks(mark(text, reading.evidence)).items()
    ]
    if not said:
        return Markup()
    return escape(gettext("Words that say {sides}.")).format(sides=Markup("; ").join(said))


def _label(focus: Focus, orientation: Orientation, gettext: Gettext) -> Markup:
    """Return what a mark says, marked so itself: each caption is its own key."""
    names = [gettext(SIDE_WORDS[side]) for side in (focus, orientation) if side]
    return Piece(gettext(" and ").join(names), orientation, focus).__html__()


def whole_lines(reading: Reading, gettext: Gettext) -> tuple[Markup, ...]:
    """Say what outweighs the marked words: the question that was asked, or what is not named.

    Otherwise words marked as outcomes, in an answer that lies at outputs, would look like an error.
    """
    if not reading.placed:
        return ()
    turned: dict[str, list[str]] = {}
    for axis, towards in _TOWARDS.items():
        reason = _turned_by(reading.evidence, axis)
        if reason:
            side = towards[1 if _sum(reading.evidence, axis) > 0 else 0]
            turned.setdefault(reason, []).append(gettext(side))
    return tuple(
        escape(gettext(reason).format(towards=gettext(" and ").join(sides)))
        for reason, sides in turned.items()
    )


_TOWARDS: dict[Axis, tuple[str, str]] = {
    "focus": (N_("inside"), N_("outside")),
    "orientation": (N_("to outputs"), N_("to outcomes")),
}
ASKED = N_("What was asked counts too, and here it weighs more: it pulls {towards}.")
NOT_NAMED = N_("What is not named counts too, and here it weighs more: it pulls {towards}.")


def _turned_by(evidence: Sequence[Evidence], axis: Axis) -> str:
    """Return what makes an axis point the other way than its marked words; nothing if none does."""
    words = _sum([e for e in evidence if not e.is_whole], axis)
    if abs(words) < LEAST or words * _sum(evidence, axis) >= 0:
        return ""
    unasked = _sum([e for e in evidence if not e.is_question], axis)
    return NOT_NAMED if words * unasked < 0 else ASKED


def _sum(evidence: Iterable[Evidence], axis: Axis) -> float:
    return sum(e.weight for e in evidence if e.axis == axis)


def line_of_sight_line(text: str, reading: Reading, gettext: Gettext) -> Markup:
    """Say that an answer links own work to somebody outside, and by which words; else nothing."""
    if not reading.line_of_sight:
        return Markup()
    links = linking_words(text, reading.evidence)
    if not links:
        return escape(gettext("Links own work to somebody outside."))
    return escape(gettext("Links own work to somebody outside: {words}.")).format(
        words=_quoted(links, MOST_LINKS, gettext)
    )


def linking_words(text: str, evidence: Iterable[Evidence]) -> list[str]:
    """Return the words that weigh most for line of sight, in the order of the text."""
    linking = [e for e in evidence if e.axis == "line_of_sight" and not e.is_whole]
    heaviest = sorted(linking, key=lambda e: -e.weight)[:MOST_LINKS]
    chosen = sorted((e for e in heaviest if e.weight >= LEAST), key=lambda e: e.start)
    words = (" ".join(cut(text, e.start, e.end).split()) for e in chosen)
    return list(dict.fromkeys(filter(None, words)))


def _quoted(words: Sequence[str], most: int, gettext: Gettext) -> Markup:
    """Return words in quotation marks; each keeps its own direction of writing."""
    quoted = [
        escape(gettext("“{words}”")).format(words=Markup("<bdi>{}</bdi>").format(w))
        for w in words[:most]
    ]
    if len(words) > most:
        quoted.append(escape(gettext("and {count} more").format(count=len(words) - most)))
    return Markup(", ").join(quoted)
