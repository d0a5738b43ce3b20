"""The gap statement: what the group's figures say of its gap, drafted as a few plain sentences.

The draft is a start: the group edits it. It tells every clear gap, once and in the order of the
figures, and is short enough to be read aloud.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from focusmap.gaps import GAP_AXES, PAIRS, TOLD, WAYS, Gap, GapAxis, LayerName, PairName
from focusmap.identified import Identified
from focusmap.model import MapView, Placement, ReadAnswer
from focusmap.sentences import sign
from focusmap.shift import Direction
from focusmap.statement_words import StatementTable

Case = Literal["clear", "camps", "few", "none"]
Kind = Literal["gap", "none", "few", "missing", "camps"]
Pull = Literal["away", "towards", "both"]
# Which way of an axis, as -1 or 1, by the axis: to look for answers there.
Ends = Mapping[GapAxis, int]

# A minute of reading aloud. The group's own words are left out before the figures are.
MOST_WORDS = 120
# So many answers show each side.
QUOTED = 2
LONGEST_QUOTE = 120
# How many are quoted and how long they are at best, in the order in which it is tried.
TRIES = ((QUOTED, LONGEST_QUOTE), (QUOTED, 60), (1, LONGEST_QUOTE), (1, 60), (1, 30))
QUOTE = re.compile("“(.+?)”")


@dataclass(frozen=True, slots=True)
class Camps:
    """A layer in two camps on an axis, with how many people are at its lower and its upper end."""

    layer: LayerName
    axis: GapAxis
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Told:
    """What the figures say of one pair of layers: its clear ways by axis, its camps.

    `missing` is the layer that has nobody. `across` says that the two sides lie at different ends
    of each axis that is clear.
    """

    pair: PairName
    kind: Kind
    ways: Mapping[GapAxis, Direction]
    across: bool = False
    camps: tuple[Camps, ...] = ()
    missing: LayerName | None = None


def draft(
    figures: Identified,
    said: Sequence[ReadAnswer],
    measured: Sequence[ReadAnswer],
    table: StatementTable,
) -> str:
    """Return the statement that the figures suggest, in one to three paragraphs.

    `said` and `measured` are the answers that are shown: hidden ones must not be among them.
    """
    told = tell(figures)
    says, basis = " ".join(_sentences(told, table)), _basis(figures, told, table)
    room = MOST_WORDS - len(f"{says} {basis}".split())
    answers = {"said": said, "measured": measured}
    paragraphs = (says, _examples(figures.view, told, answers, table, room), basis)
    return "\n".join(filter(None, paragraphs))


def tell(figures: Identified) -> tuple[Told, ...]:
    """Return what can be said of the pairs: those with a clear gap first, the largest of them."""
    order = dict.fromkeys((*(gap.pair for gap in figures.clear), *TOLD))
    return tuple(tell_pair(figures, pair) for pair in order)


def tell_pair(figures: Identified, pair: PairName) -> Told:
    """Return what can be said of a pair."""
    gaps = [figures.gap(pair, axis) for axis in GAP_AXES]
    missing = _missing(gaps[0])
    if missing:
        return Told(pair, "missing", {}, missing=missing)
    if all(gap.verdict == "few" for gap in gaps):
        return Told(pair, "few", {})
    camps = tuple(found for gap in gaps for found in _camps(gap)) if pair in TOLD else ()
    clear = [gap for gap in gaps if gap.way]
    kind: Kind = "gap" if clear else "camps" if camps else "none"
    return Told(
        pair,
        kind,
        {gap.axis: gap.way for gap in clear if gap.way},
        across=all(gap.crosses for gap in clear),
        camps=camps,
    )


def _missing(gap: Gap) -> LayerName | None:
    return next((side.layer for side in (gap.one, gap.other) if not side.people), None)


def _camps(gap: Gap) -> Iterator[Camps]:
    for side in (gap.one, gap.other):
        if side.has_camps:
            yield Camps(side.layer, gap.axis, side.low, side.high)


def find_case(told: Sequence[Told]) -> Case:
    """Return which beginning fits what is told of the pairs."""
    kinds = {one.kind for one in told}
    if "gap" in kinds:
        return "clear"
    if "camps" in kinds:
        return "camps"
    return "none" if "none" in kinds else "few"


def find_pull(told: Sequence[Told]) -> Pull | None:
    """Return whether what is measured lies where we need to be, seen from what we say."""
    by_pair = {one.pair: one.ways for one in told}
    one, other = (by_pair[pair] for pair in TOLD)
    ways = {one[a] == other[a] for a in GAP_AXES if a in one and a in other}
    if len(ways) == 2:
        return "both"
    return ("towards" if ways.pop() else "away") if ways else None


def _sentences(told: Sequence[Told], table: StatementTable) -> Iterator[str]:
    yield table.lead[find_case(told)]
    for one in told:
        if one.kind == "gap":
            yield table.gap_sentence(one.pair, one.ways, across=one.across)
    pull = find_pull(told)
    if pull:
        yield table.pull[pull]
    # What we say is on both sides of the pairs, and is told once.
    camps = dict.fromkeys(found for one in told for found in one.camps)
    if camps:
        phrases = (table.camps[c.layer, c.axis].format(low=c.low, high=c.high) for c in camps)
        yield table.two_camps.format(camps="; ".join(phrases))
    for one in told:
        if one.kind in ("none", "few"):
            yield (table.none if one.kind == "none" else table.few)[one.pair]
    yield from dict.fromkeys(table.missing[one.missing] for one in told if one.missing)


# The group's own words


def _examples(
    view: MapView,
    told: Sequence[Told],
    answers: Mapping[str, Sequence[ReadAnswer]],
    table: StatementTable,
    room: int,
) -> str:
    """Return as many of the group's own words as fit into so many words."""
    if find_case(told) == "few":
        return ""
    tried = (_quoting(view, told, answers, table, *how) for how in TRIES)
    return next((text for text in tried if len(text.split()) <= room), "")


def _quoting(
    view: MapView,
    told: Sequence[Told],
    answers: Mapping[str, Sequence[ReadAnswer]],
    table: StatementTable,
    most: int,
    longest: int,
) -> str:
    parts = []
    for layer, given in answers.items():
        shown = _shown_by(layer, told, given, view, most, longest)
        quotes = [_quote(a) for a in shown]
        if quotes:
            say = table.examples[layer][len(quotes) - 1]
            parts.append(say.format(**dict(zip(("one", "two"), quotes, strict=False))) + ".")
    return " ".join(parts)


def _shown_by(
    layer: str,
    told: Sequence[Told],
    given: Sequence[ReadAnswer],
    view: MapView,
    most: int,
    longest: int,
) -> list[ReadAnswer]:
    """Return the answers that show a layer's side: of two camps, one from each."""
    split = next((c for one in told for c in one.camps if c.layer == layer), None)
    ends = _ends(layer, told)
    if split and not ends:
        sides = [surest(given, {split.axis: end}, view, 1, longest) for end in (-1, 1)]
        return [answer for side in sides for answer in side]
    return surest(given, ends, view, most, longest)


def _ends(layer: str, told: Sequence[Told]) -> Ends:
    """Return at which end of which axes a layer lies, by the first clear gap that it is part of."""
    for one in told:
        first, second = PAIRS[one.pair]
        if one.ways and layer in (first, second):
            towards = 1 if layer == second else -1
            return {axis: towards * _up(axis, way) for axis, way in one.ways.items()}
    return {}


def _up(axis: GapAxis, way: Direction) -> int:
    return 1 if way == WAYS[axis][1] else -1


def surest(
    answers: Sequence[ReadAnswer],
    ends: Ends,
    view: MapView = "words",
    most: int = QUOTED,
    longest: int = LONGEST_QUOTE,
) -> list[ReadAnswer]:
    """Return the answers at some ends of the axes that the readings are surest of.

    One of each person, and no words twice. Those at all of the ends come before those at one, and
    those of at most `longest` letters before others. Without ends, all answers are
    looked through.
    """
    ranked = sorted(
        (a for a in answers if _is_there(a, ends, view)),
        key=lambda a: (
            len(_one_line(a)) > longest,
            -_count(a, ends, view),
            -a.reading.confidence,
            a.answer.id,
        ),
    )
    chosen: dict[str, ReadAnswer] = {}
    for answer in ranked:
        words = {_one_line(a).casefold() for a in chosen.values()}
        if _one_line(answer).casefold() not in words:
            chosen.setdefault(answer.answer.participant_id, answer)
    return list(chosen.values())[:most]


def _is_there(answer: ReadAnswer, ends: Ends, view: MapView) -> bool:
    place = _place(answer, view)
    if place is None:
        return False
    return not ends or (_count(answer, ends, view) > 0 and all(_sides(place, ends)))


def _count(answer: ReadAnswer, ends: Ends, view: MapView) -> int:
    """Return at how many of the ends an answer lies clearly."""
    place = _place(answer, view)
    return sum(sign(_along(place, axis)) == end for axis, end in ends.items()) if place else 0


def _sides(place: Placement, ends: Ends) -> Iterator[bool]:
    return (sign(_along(place, axis)) != -end for axis, end in ends.items())


def _place(answer: ReadAnswer, view: MapView) -> Placement | None:
    return answer.meaning if view == "meaning" else answer.words


def _along(place: Placement, axis: GapAxis) -> float:
    return place.x if axis == "focus" else place.y


def _one_line(answer: ReadAnswer) -> str:
    return " ".join(answer.answer.text.split())


def _quote(answer: ReadAnswer) -> str:
    words = _one_line(answer)
    if len(words) > LONGEST_QUOTE:
        # A word longer than the line itself would leave nothing.
        words = textwrap.shorten(words, LONGEST_QUOTE, placeholder="…")
        words = words if len(words) > 1 else _one_line(answer)[: LONGEST_QUOTE - 1] + "…"
    return f"“{words}”"


def lost_quotes(text: str, drafts: Iterable[str], shown: Iterable[ReadAnswer]) -> tuple[str, ...]:
    """Return the words that a text has from answers that drafts quoted and that are shown no more.

    What the group itself put in quotation marks stands in no draft.
    """
    there = sorted({_quote(a) for a in shown}, key=len, reverse=True)
    lost: dict[str, None] = {}
    for drafted in drafts:
        left = drafted
        for quote in there:
            left = left.replace(quote, "")
        lost |= dict.fromkeys(QUOTE.findall(left))
    # The group may have changed the marks.
    return tuple(words for words in lost if words in text)


def _basis(figures: Identified, told: Sequence[Told], table: StatementTable) -> str:
    sides = {
        side.layer: side.people
        for pair in sorted({one.pair for one in told}, key=list(PAIRS).index)
        for gap in [figures.gap(pair, "focus")]
        for side in (gap.one, gap.other)
    }
    counts = [table.basis[layer].format(n=n) for layer, n in sides.items() if n]
    return table.basis["say"].format(counts="; ".join(counts)) if counts else ""
