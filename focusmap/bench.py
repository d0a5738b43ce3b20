"""The reader's bench: any words read with their evidence, and what a change would move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import hypot
from pathlib import Path

from focusmap.answer_file import AnswerFile, Limits
from focusmap.errors import BadAnswer
from focusmap.map import (
    LEAST_SPACING,
    Dot,
    Layer,
    Spread,
    find_middle,
    make_layer,
)
from focusmap.marked import cut
from focusmap.model import AXES, Answer, Axis, Evidence, OwnWord, Question, ReadAnswer, Reading
from focusmap.reading.lexical import LexicalReader, place
from focusmap.reading.lexicon import Entry, Lexicon, spelled
from focusmap.reading.tables import lines_of
from focusmap.reading.weights import MOST, Model, Weights
from focusmap.sentences import N_, Gettext, region
from focusmap.settings import LEXICONS
from focusmap.vocabulary import PlainClasses, check_room, label_of

# One person's look at a survey; reading so much takes about a second.
LIMITS = Limits(megabytes=2, rows=5_000)
ON_A_PAGE = 20
# Moving more dots apart than this takes seconds, and a minute for all that the bench takes.
MOST_APART = 600
# The bench stores nothing, so its answers have no time of their own.
NO_TIME = datetime(2000, 1, 1)

AXIS_NAMES: Mapping[Axis, str] = {
    "focus": N_("focus"),
    "orientation": N_("orientation"),
    "line_of_sight": N_("line of sight"),
}
QUESTION_NAMES = {
    "work": N_("What is your work?"),
    "success": N_("What does success look like?"),
    "measure": N_("What is measured?"),
    "value": N_("What value do you create?"),
}

# Reading


@dataclass(frozen=True, slots=True)
class Read:
    """One answer on the bench: the id it came with, and its reading."""

    name: str
    answer: ReadAnswer

    @property
    def reading(self) -> Reading:
        """What its words say."""
        return self.answer.reading


def read_all(answers: AnswerFile, reader: LexicalReader, gettext: Gettext) -> tuple[Read, ...]:
    """Return the answers of a file or of pasted lines with their readings, in their order."""
    questions = {k: Question(k, "ask", k, gettext(text)) for k, text in QUESTION_NAMES.items()}
    return tuple(
        Read(row["id"], _read(number, row["text"], questions[row["question"]], reader))
        for number, row in enumerate(answers.rows, 1)
    )


def _read(number: int, text: str, question: Question, reader: LexicalReader) -> ReadAnswer:
    answer = Answer(f"{number:05}", question.id, "", text, NO_TIME, NO_TIME)
    return ReadAnswer(answer, question, reader.read(text, question.kind))


def read_again(reads: Sequence[Read], reader: LexicalReader) -> tuple[Read, ...]:
    """Return the same answers as another reader reads them."""
    return tuple(
        replace(r, answer=replace(a, reading=reader.read(a.answer.text, a.question.kind)))
        for r in reads
        for a in (r.answer,)
    )


def layer_of(reads: Sequence[Read]) -> Layer:
    """Return the map of what was read; who wrote it is not known, so it counts no people."""
    answers = [r.answer for r in reads]
    if sum(a.reading.placed for a in answers) <= MOST_APART:
        return replace(make_layer("said", answers), people=0)
    return _dense_layer(answers)


def _dense_layer(answers: Sequence[ReadAnswer]) -> Layer:
    """Return a layer whose dots lie where they are read: so many find no room beside each other."""
    placed = [(a, p) for a in answers if (p := a.words) is not None]
    spots = tuple((p.x, p.y) for _, p in placed)
    return Layer(
        name="said",
        view="words",
        answers=tuple(answers),
        dots=tuple(Dot(a, p, p.x, p.y) for a, p in placed),
        meant=(),
        unplaced=tuple(a for a in answers if not a.reading.placed),
        middle=find_middle(spots),
        people=0,
        spread=Spread(LEAST_SPACING, spots, spots, {}, Counter()),
    )


def dots_overlap(layer: Layer) -> bool:
    """Return whether dots may lie on one another, so that not all can be counted."""
    return len(layer.dots) > MOST_APART


def page_of(reads: Sequence[Read], number: int) -> Sequence[Read]:
    """Return the readings of one page; pages count from 1."""
    return reads[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]


def page_count(reads: Sequence[Read]) -> int:
    """Return how many pages there are, one at least."""
    return max(1, -(-len(reads) // ON_A_PAGE))


# The evidence as a table


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One line of the lexicon at work: the words it found, and what they add on each axis.

    `words` is empty where it speaks of the answer as a whole.
    """

    words: str
    term: str
    weights: Mapping[Axis, float]
    word_class: str
    role: str
    rule: str

    @property
    def lemma(self) -> str:
        """The word as the lexicon has it where the answer has another form; else nothing."""
        is_rule = self.term == self.word_class.replace("_", " ")
        return "" if not self.words or is_rule or self.term == self.words.lower() else self.term

    @property
    def effect(self) -> str:
        """The name under which its weights stand in the files."""
        return f"{self.word_class}@{self.role}" if self.role else self.word_class


def evidence_rows(answer: ReadAnswer) -> tuple[EvidenceRow, ...]:
    """Return the evidence of an answer in the order of its words, one row for all axes."""
    rows: dict[tuple[int, int, str, str], list[Evidence]] = {}
    for e in answer.reading.evidence:
        rows.setdefault((e.start, e.end, e.effect, e.rule), []).append(e)
    ordered = sorted(rows.values(), key=lambda marks: (marks[0].is_whole, marks[0].start))
    return tuple(_row(answer.answer.text, marks) for marks in ordered)


def _row(text: str, marks: Sequence[Evidence]) -> EvidenceRow:
    first = marks[0]
    word_class, _, role = first.effect.partition("@")
    weights: Counter[Axis] = Counter()
    for mark in marks:
        weights[mark.axis] += mark.weight  # type: ignore[assignment]
    words = "" if first.is_whole else cut(text, first.start, first.end)
    return EvidenceRow(words, first.term, weights, word_class, role, first.rule)


def sums(reading: Reading) -> dict[Axis, float]:
    """Return what the weights add up to on each axis."""
    return {axis: sum(e.weight for e in reading.evidence if e.axis == axis) for axis in AXES}


def places(reading: Reading) -> tuple[float, float]:
    """Return where the sums put the answer: tanh of each, from -1 to 1."""
    return place(reading.evidence)


# What if


@dataclass(frozen=True, slots=True)
class WeightChange:
    """Another weight for one effect (class or class@role) on one axis."""

    axis: Axis
    effect: str
    weight: float


@dataclass(frozen=True, slots=True)
class Changes:
    """What is tried: words with a class, and weights."""

    words: tuple[OwnWord, ...] = ()
    weights: tuple[WeightChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.weights)

    def with_word(self, word: OwnWord) -> Changes:
        """Return these with a word, in place of the same word tried before.

        Raises BadAnswer when there are too many.
        """
        kept = [w for w in self.words if spelled(w.term) != spelled(word.term)]
        check_room(kept)
        return replace(self, words=(*kept, word))

    def with_weight(self, change: WeightChange) -> Changes:
        """Return these with a weight, in place of one tried for the same before."""
        kept = [w for w in self.weights if (w.axis, w.effect) != (change.axis, change.effect)]
        return replace(self, weights=(*kept, change))


def weight_change(axis: Axis, effect: str, weight: float, model: Model) -> WeightChange:
    """Return a weight to try; raises BadAnswer when it is what it was already."""
    if abs(weight) > MOST:
        raise BadAnswer("A weight goes from {least:g} to {most:g}.", least=-MOST, most=MOST)
    if weight == weight_of(model, axis, effect):
        raise BadAnswer(
            "{effect} has this weight already. Write another one to see what moves.", effect=effect
        )
    return WeightChange(axis, effect, weight)


def weight_of(model: Model, axis: Axis, effect: str) -> float:
    """Return the weight of an effect on an axis; what stands nowhere weighs nothing."""
    return {
        "focus": model.focus,
        "orientation": model.orientation,
        "line_of_sight": model.line_of_sight,
    }[axis].get(effect, 0.0)


def effects(model: Model) -> tuple[str, ...]:
    """Return every effect that weighs something on any axis, sorted."""
    return tuple(sorted({*model.focus, *model.orientation, *model.line_of_sight}))


def changed_reader(reader: LexicalReader, changes: Changes) -> LexicalReader:
    """Return a reader that goes by the changes; the one given stays as it is."""
    model = reader.model
    changed = replace(
        model,
        focus=_changed(model.focus, "focus", changes),
        orientation=_changed(model.orientation, "orientation", changes),
        line_of_sight=_changed(model.line_of_sight, "line_of_sight", changes),
    )
    return reader.with_changes(changes.words, changed)


def _changed(weights: Weights, axis: Axis, changes: Changes) -> Weights:
    return {**weights, **{c.effect: c.weight for c in changes.weights if c.axis == axis}}


@dataclass(frozen=True, slots=True)
class Move:
    """One answer that is read otherwise after a change."""

    before: Read
    after: Read

    @property
    def distance(self) -> float:
        """How far it moves on the map; on or off the map is farther than any move on it."""
        a, b = self.before.reading, self.after.reading
        if a.x is None or a.y is None or b.x is None or b.y is None:
            return 3.0 if a.placed != b.placed else 0.0
        return hypot(a.x - b.x, a.y - b.y)

    @property
    def changes_region(self) -> bool:
        """Whether it goes to another region, or on or off the map."""
        return _region(self.before.reading) != _region(self.after.reading)


def _region(reading: Reading) -> str:
    if reading.x is None or reading.y is None:
        return ""
    return region(reading.x, reading.y)


def moves(before: Sequence[Read], after: Sequence[Read]) -> tuple[Move, ...]:
    """Return the answers that move or whose line of sight changes, the farthest first."""
    pairs = (Move(a, b) for a, b in zip(before, after, strict=True))
    moved = [m for m in pairs if m.distance or _sight(m.before) != _sight(m.after)]
    return tuple(sorted(moved, key=lambda m: (not m.changes_region, -m.distance)))


def _sight(read: Read) -> bool:
    return read.reading.line_of_sight


# How to keep it


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing to do to a lexicon file: what, in words, and the line to write, if any."""

    text: str
    line: str = ""
    is_done: bool = False


def edits(
    changes: Changes, reader: LexicalReader, classes: PlainClasses, gettext: Gettext
) -> tuple[Edit, ...]:
    """Return what to change in which file, at which line, to make the changes permanent."""
    words = (e for w in changes.words for e in _word_edits(w, reader.lexicon, classes, gettext))
    weights = (_weight_edit(w, reader, gettext) for w in changes.weights)
    return (*words, *weights)


def _word_edits(
    word: OwnWord, lexicon: Lexicon, classes: PlainClasses, gettext: Gettext
) -> list[Edit]:
    """Return how a word gets its class; what stands of it elsewhere must go, as it does here."""
    term, line = spelled(word.term), f"{spelled(word.term)}\t{word.word_class}"
    written = [e for e in lexicon.forms.get(term, ()) if e and e.term == term]
    same = [e for e in written if e.name == word.word_class]
    others = [e for e in written if e not in same]
    found = [_stands(e, gettext) for e in same]
    if not found and others:
        first, *others = others
        found = [
            Edit(gettext("In {place}, write this instead:").format(place=first.rule), line),
        ]
    elif not found:
        found = [_new_line(word.word_class, line, lexicon, gettext)]
    return [*found, *(_deleted(e, classes, gettext) for e in others)]


def _stands(entry: Entry, gettext: Gettext) -> Edit:
    text = gettext("{term} is there already, in {place}.")
    return Edit(text.format(term=entry.term, place=entry.rule), is_done=True)


def _deleted(entry: Entry, classes: PlainClasses, gettext: Gettext) -> Edit:
    text = gettext("Delete {place}, where {term} is: {label}.")
    return Edit(text.format(place=entry.rule, term=entry.term, label=label_of(entry.name, classes)))


def _new_line(name: str, line: str, lexicon: Lexicon, gettext: Gettext) -> Edit:
    """Return where a new word goes: below the last word of its class."""
    found = last_line(name, lexicon)
    if found is None:
        return Edit(gettext("Add this line to a file in lexicons/LANGUAGE/words:"), line)
    file, number = found
    text = gettext("In {file}, below line {number}, add:").format(file=file, number=number)
    return Edit(text, line)


def last_line(name: str, lexicon: Lexicon) -> tuple[str, int] | None:
    """Return the file that holds most words of a class, and the last line with one."""
    rules = {e.rule for senses in lexicon.forms.values() for e in senses if e and e.name == name}
    lines = [(file, int(number)) for file, _, number in (r.rpartition(":") for r in rules)]
    if not lines:
        return None
    ((file, _),) = Counter(file for file, _ in lines).most_common(1)
    return file, max(number for other, number in lines if other == file)


def _weight_edit(change: WeightChange, reader: LexicalReader, gettext: Gettext) -> Edit:
    line = f"{change.effect}\t{change.weight:g}"
    path = LEXICONS / reader.language / "weights" / f"{change.axis}.tsv"
    stands = _line_of(change.effect, path)
    if stands:
        return Edit(gettext("In {place}, write this instead:").format(place=stands), line)
    file = path.relative_to(LEXICONS.parent).as_posix()
    return Edit(gettext("At the end of {file}, add:").format(file=file), line)


def _line_of(effect: str, path: Path) -> str:
    """Return the file and line where an effect has its weight, or nothing."""
    return next((line.place for line in lines_of(path, 2) if line.cells[0] == effect), "")
