"""Answers on the bench for language: which ones, how they are rewritten, which words are chosen.

A picked answer is an item of this kind in the state "source" or "counted", without words of its
own: the answer is looked up anew each time, so that what is hidden, changed or deleted is so here
at once. All other items of the kind are rewrites of the answer that they are about.
"""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from focusmap.changing import Changes
from focusmap.content_file import CONTENT, check_ids, load_tables
from focusmap.errors import BadAnswer, NotFound
from focusmap.items import FACILITATOR, By, check_may_write
from focusmap.language import LONGEST_EXAMPLE, SHORTEST_EXAMPLE
from focusmap.model import (
    Answer,
    Item,
    Question,
    ReadAnswer,
    Reading,
    StepState,
    Vote,
    Workshop,
)
from focusmap.moved import names_somebody
from focusmap.pace import shows_items
from focusmap.reading.weights import load_settings
from focusmap.sentences import N_, sign
from focusmap.settings import LEXICONS
from focusmap.store import Records
from focusmap.words import even

KIND, STEP = "rewrite", "act"
FROM_STEPS = ("ask", "qualify")
# What a picked answer is: its rewrites are written and picked from, then it is told how many
# picked each.
SOURCE, COUNTED = "source", "counted"
SOURCES = (SOURCE, COUNTED)
# The state of the rewrite that the group settles on.
CHOSEN = "chosen"
# More than these cannot be talked about in the time, nor looked through on a phone.
MOST_ON_BENCH = 6
# How many rewrites of one answer one person can give.
MOST_EACH = 3
MOST_SUGGESTED = 12
# Just short of line of sight: the sum lies this far below the reader's threshold, or less.
NEAR = 0.8
PICK = "pick"
PROMPT_IDS = ("who", "can", "seen")

BENCH_FULL = N_("There are {most} answers on the bench. Take one off first.")
NOT_SHOWN = N_("This answer is not shown any more. Pick another one.")

SOURCE_GONE = N_(
    "The answer that you rewrite is not shown any more. Your words are still here: copy them if "
    "you need them elsewhere."
)
# Who sees what is revealed, and nothing else.
ROOM = By("room")

Reads = Callable[[Workshop, Question, Answer], Reading]


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question that helps to rewrite: in full, in short, and how what is typed is joined."""

    id: str
    ask: str
    short: str
    join: str


@cache
def load_prompts(language: str, folder: Path = CONTENT) -> tuple[Prompt, ...]:
    """Return the prompts; raises ContentError, with file and line, when one is wrong."""
    path = folder / language / "rewriting.toml"
    tables = load_tables(path, "prompt")
    check_ids(path, tables, PROMPT_IDS)
    for table in tables:
        if table.text("join").count("{text}") != 1:
            raise table.error("join holds {text} once, for what was typed", "join")
    keys = ("ask", "short", "join")
    return tuple(Prompt(str(t.values["id"]), *(t.text(key) for key in keys)) for t in tables)


# Which answers are suggested


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An answer worth rewriting, and why: output, near_sight or outcome_alone (see REASONS)."""

    answer: ReadAnswer
    reason: str


REASONS = {
    "output": N_("speaks clearly of an output"),
    "near_sight": N_("nearly links our own work to somebody outside"),
    "outcome_alone": N_("speaks of an outcome and names nobody outside"),
}


def suggest(
    answers: Iterable[ReadAnswer], language: str, most: int = MOST_SUGGESTED
) -> tuple[Suggestion, ...]:
    """Return answers worth rewriting, by turns of each reason, one of a person.

    Sentences come before scraps and long texts, which are hard to rewrite together; among them
    those that are the clearest case of their reason.
    """
    found: dict[str, list[ReadAnswer]] = {reason: [] for reason in REASONS}
    for answer in answers:
        reason = reason_for(answer, language)
        if reason:
            found[reason].append(answer)
    queues = [
        [Suggestion(a, reason) for a in sorted(of, key=lambda a: _rank(a, reason))]
        for reason, of in found.items()
    ]
    return _by_turns(queues, most)


def _by_turns(queues: Sequence[list[Suggestion]], most: int) -> tuple[Suggestion, ...]:
    chosen: list[Suggestion] = []
    taken: set[str] = set()
    while len(chosen) < most and any(queues):
        for queue in queues:
            fresh = next((s for s in queue if not taken & _marks_of(s)), None)
            if fresh is None:
                queue.clear()
                continue
            queue.remove(fresh)
            taken |= _marks_of(fresh)
            chosen.append(fresh)
    return tuple(chosen[:most])


def _marks_of(suggestion: Suggestion) -> set[str]:
    """Return what no second suggestion may share: its person, and the same words again."""
    answer = suggestion.answer.answer
    return {f"person {answer.participant_id}", f"words {even(answer.text)}"}


def reason_for(answer: ReadAnswer, language: str) -> str:
    """Return why an answer is worth rewriting, or nothing. The rule is said in docs/method.md."""
    reading = answer.reading
    if not answer.question.is_read or reading.y is None or reading.is_weak:
        return ""
    if sign(reading.y) > 0 and not names_somebody(answer, language):
        return "outcome_alone"
    if not reading.line_of_sight and _sight(reading) > sight_threshold(language) - NEAR:
        return "near_sight"
    return "output" if sign(reading.y) < 0 else ""


def _rank(answer: ReadAnswer, reason: str) -> tuple[bool, float, str]:
    length = len(answer.answer.text)
    reading = answer.reading
    clear = {
        "output": reading.y or 0.0,
        "near_sight": -_sight(reading),
        "outcome_alone": -(reading.y or 0.0),
    }[reason]
    return not SHORTEST_EXAMPLE <= length <= LONGEST_EXAMPLE, clear, answer.answer.id


def _sight(reading: Reading) -> float:
    return sum(e.weight for e in reading.evidence if e.axis == "line_of_sight")


@cache
def sight_threshold(language: str) -> float:
    """Return the sum from which on the reader of a language sees a line of sight."""
    return load_settings(LEXICONS / language / "weights" / "settings.tsv").line_of_sight


# The bench


@dataclass(frozen=True, slots=True)
class Rewrite:
    """New words for an answer, read as the answer's question; `picks` is None until counted."""

    item: Item
    read: ReadAnswer
    picks: int | None = None

    @property
    def is_chosen(self) -> bool:
        """Whether the group settled on these words."""
        return self.item.state == CHOSEN


@dataclass(frozen=True, slots=True)
class OnBench:
    """An answer with its rewrites, as one person or the room may see them, in no order.

    `people` wrote any rewrite, the facilitator not counted, and `pickers` picked one; `own_pick` is
    the item that one's own pick lies on. One that was taken off the bench again is only seen by who
    rewrote it.
    """

    old: ReadAnswer
    rewrites: tuple[Rewrite, ...]
    people: int
    pickers: int
    is_counted: bool
    is_on: bool
    own_pick: str = ""

    @property
    def id(self) -> str:
        """The answer's id, which everything about it is found by."""
        return self.old.answer.id

    @property
    def chosen(self) -> Rewrite | None:
        """The rewrite that the group settled on."""
        return next((r for r in self.rewrites if r.is_chosen), None)

    def own(self, author: str) -> tuple[Rewrite, ...]:
        """Return what one person wrote."""
        return tuple(r for r in self.rewrites if r.item.author_id == author)

    def others(self, author: str) -> tuple[Rewrite, ...]:
        """Return what everybody else wrote."""
        return tuple(r for r in self.rewrites if r.item.author_id != author)


@dataclass(frozen=True, slots=True)
class Bench:
    """The answers on the bench in the order they were picked, and rewrites that are hidden.

    `gone` are the ids of picked answers that are not shown any more.
    """

    answers: tuple[OnBench, ...]
    is_revealed: bool
    gone: tuple[str, ...] = ()
    hidden: tuple[Rewrite, ...] = ()

    def find(self, answer_id: str) -> OnBench | None:
        """Return an answer on the bench by its id."""
        return next((a for a in self.answers if a.id == answer_id), None)


class Rewrites:
    """The use cases of the bench. `read` gives the reading of words as the workshop has it."""

    def __init__(self, changes: Changes, read: Reads) -> None:
        self._changes = changes
        self._read = read

    def bench(self, workshop: Workshop, by: By = FACILITATOR) -> Bench:
        """Return the bench as somebody may see it: before the reveal only with one's own words."""
        with self._changes.reading() as records:
            present = self._changes.present(records, workshop)
            items = records.items.of_kind(present.id, KIND)
            votes = records.items.votes(present.id, KIND)
            about = {i.about for i in items}
            given = shown_answers(records, present, about)
        return self._bench(present, items, votes, given, by)

    def _bench(
        self,
        workshop: Workshop,
        items: Sequence[Item],
        votes: Sequence[Vote],
        given: Sequence[Answer],
        by: By,
    ) -> Bench:
        is_revealed = shows_items(workshop, STEP)
        sources: dict[str, Item] = {}
        for item in items:
            if item.state in SOURCES:
                sources.setdefault(item.about, item)
        old = {a.id: self._old(workshop, a) for a in given}
        written = [i for i in items if i.state not in SOURCES and i.about in old]
        mine = {i.about for i in written if by.participant_id and i.author_id == by.participant_id}
        picks = one_pick_each(votes, written)
        order = [*sources, *(a for a in old if a in mine and a not in sources)]
        answers = []
        for about in order:
            if about not in old:
                continue
            source = sources.get(about)
            seen = [
                i for i in written if i.about == about and _may_see(i, by, is_revealed=is_revealed)
            ]
            answers.append(self._on_bench(workshop, old[about], source, seen, written, picks, by))
        hidden = [i for i in written if i.hidden and by.is_facilitator and is_revealed]
        return Bench(
            tuple(answers),
            is_revealed,
            tuple(about for about in sources if about not in old),
            tuple(self._rewrite(workshop, old[i.about], i, None) for i in hidden),
        )

    def _on_bench(
        self,
        workshop: Workshop,
        old: ReadAnswer,
        source: Item | None,
        seen: Iterable[Item],
        written: Iterable[Item],
        picks: dict[tuple[str, str], str],
        by: By,
    ) -> OnBench:
        about = old.answer.id
        mine = [i for i in written if i.about == about and not i.hidden]
        counted = source is not None and source.state == COUNTED
        counts = Counter(item for (_, of), item in picks.items() if of == about)
        rewrites = (
            self._rewrite(workshop, old, i, counts[i.id] if counted else None)
            for i in sorted(seen, key=lambda i: i.id)
        )
        return OnBench(
            old=old,
            rewrites=tuple(rewrites),
            people=len({i.author_id for i in mine if i.author_id}),
            pickers=counts.total(),
            is_counted=counted,
            is_on=source is not None,
            own_pick=picks.get((by.participant_id, about), ""),
        )

    def _old(self, workshop: Workshop, answer: Answer) -> ReadAnswer:
        question = next(q for q in workshop.questions if q.id == answer.question_id)
        return ReadAnswer(answer, question, self._read(workshop, question, answer))

    def _rewrite(
        self, workshop: Workshop, old: ReadAnswer, item: Item, picks: int | None
    ) -> Rewrite:
        words = item.fields.get("text", "")
        answer = Answer(
            item.id, old.question.id, item.author_id, words, item.created_at, item.updated_at
        )
        reading = self._read(workshop, old.question, answer)
        return Rewrite(item, ReadAnswer(answer, old.question, reading), picks)

    # What the facilitator does

    def mark(self, workshop: Workshop) -> str:
        """Return what changes whenever the facilitator's doing changes what phones show of Act.

        That is: what is picked, counted, chosen, kept, hidden. New words of others do not count,
        or each of a thousand phones would have all others look again.
        """
        if workshop.current_step != STEP:
            return ""
        with self._changes.reading() as records:
            present = self._changes.found(records.workshop(workshop.id))
            marked = records.items.marked(present.id, STEP)
            about = {i.about for i in marked if i.state in SOURCES}
            shown = [(a.id, str(a.updated_at)) for a in shown_answers(records, present, about)]
        said = repr((sorted((i.id, i.state, i.hidden) for i in marked), shown))
        return hashlib.sha256(said.encode()).hexdigest()[:12]

    def check_shown(self, workshop: Workshop, answer_id: str) -> None:
        """Raise BadAnswer unless the room may see an answer, which is then open to new words."""
        with self._changes.reading() as records:
            present = self._changes.present(records, workshop)
            if not shown_answers(records, present, {answer_id}):
                raise BadAnswer(SOURCE_GONE)

    def put_on(self, workshop_id: str, answer_id: str) -> None:
        """Put an answer on the bench; twice is once. Raises BadAnswer, NotFound, ReadOnly."""
        with self._changes.changing(workshop_id) as (records, workshop):
            there = {i.about for i in _sources(records, workshop_id)}
            if answer_id in there:
                return
            shown = shown_answers(records, workshop, {answer_id, *there})
            if answer_id not in {a.id for a in shown}:
                raise NotFound(NOT_SHOWN)
            if len(shown) > MOST_ON_BENCH:
                raise BadAnswer(BENCH_FULL, most=MOST_ON_BENCH)
            now, new = self._changes.now(), uuid.uuid4().hex
            item = Item(new, STEP, KIND, answer_id, "", 1, {}, now, now, state=SOURCE)
            records.items.add(workshop_id, item, new)

    def take_off(self, workshop_id: str, answer_id: str) -> None:
        """Take an answer off the bench; its rewrites stay for when it comes back."""
        with self._changes.changing(workshop_id) as (records, _):
            for source in _sources(records, workshop_id):
                if source.about == answer_id:
                    records.items.delete(workshop_id, source.id, self._changes.now())

    def count(self, workshop_id: str, answer_id: str, *, shown: bool) -> None:
        """Show how many picked each rewrite of an answer, or hide it again; picking goes on."""
        with self._changes.changing(workshop_id) as (records, _):
            _set_source(records, workshop_id, answer_id, COUNTED if shown else SOURCE)

    def choose(self, workshop_id: str, item_id: str, *, chosen: bool = True) -> None:
        """Settle on a rewrite in place of another of the same answer, or on none any more.

        Whether picks are shown is said by `count` alone.
        """
        with self._changes.changing(workshop_id) as (records, _):
            of_kind = records.items.of_kind(workshop_id, KIND)
            item = next((i for i in of_kind if i.id == item_id and i.state not in SOURCES), None)
            if item is None:
                raise NotFound(NOT_SHOWN)
            for other in of_kind:
                if other.about == item.about and other.state == CHOSEN:
                    records.items.set_state(workshop_id, other.id, "")
            if chosen:
                records.items.set_state(workshop_id, item_id, CHOSEN)

    # What participants do

    def pick(self, workshop_id: str, participant_id: str, answer_id: str, item_id: str) -> None:
        """Pick one rewrite of an answer in place of another, or with no item take it back.

        Raises NotFound when it is not shown, StepClosed, ReadOnly.
        """
        with self._changes.changing(workshop_id) as (records, workshop):
            check_may_write(workshop, STEP, By(participant_id))
            of = {i.id: i for i in records.items.of_kind(workshop_id, KIND) if i.about == answer_id}
            picked = of.get(item_id)
            is_shown = shows_items(workshop, STEP) and picked and not picked.hidden
            if item_id and not (is_shown and picked and picked.state not in SOURCES):
                raise NotFound(NOT_SHOWN)
            for other in of:
                records.items.delete_vote(workshop_id, participant_id, other, PICK)
            if item_id:
                records.items.set_vote(workshop_id, Vote(participant_id, item_id, PICK, 1))


def shown_answers(records: Records, workshop: Workshop, ids: Iterable[str]) -> tuple[Answer, ...]:
    """Return those of some answers that the room may see and that are read."""
    shown = {
        q.id
        for q in workshop.questions
        if q.is_read and q.step in FROM_STEPS and workshop.state(q.step) is StepState.REVEALED
    }
    found = records.some_answers(workshop.id, tuple(ids))
    return tuple(a for a in found if a.question_id in shown and not a.hidden)


def one_pick_each(votes: Iterable[Vote], items: Iterable[Item]) -> dict[tuple[str, str], str]:
    """Return by person and answer the item picked: one, however many rows there are."""
    about = {i.id: i.about for i in items if not i.hidden}
    picks = sorted(v for v in votes if v.name == PICK and v.item_id in about)
    return {(v.participant_id, about[v.item_id]): v.item_id for v in picks}


def _may_see(item: Item, by: By, *, is_revealed: bool) -> bool:
    return item.author_id == by.participant_id or (is_revealed and not item.hidden)


def _sources(records: Records, workshop_id: str) -> list[Item]:
    return [i for i in records.items.of_kind(workshop_id, KIND) if i.state in SOURCES]


def _set_source(records: Records, workshop_id: str, answer_id: str, state: str) -> None:
    for source in _sources(records, workshop_id):
        if source.about == answer_id:
            records.items.set_state(workshop_id, source.id, state)
