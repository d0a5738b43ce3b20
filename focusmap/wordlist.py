"""The group's own list: words to use more, words to use less, proposed from its own sentences.

Words come from what chosen rewrites gained and lost, from the words that tell the map's outcome and
output regions apart, and from whoever types one. Everybody has three dots for what is on the list.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from focusmap.changing import Changes
from focusmap.errors import BadAnswer
from focusmap.items import DOTS_EACH, FACILITATOR, By, check_may_write, check_new
from focusmap.language import telling_words, words_of
from focusmap.marked import LEAST
from focusmap.model import Item, ReadAnswer, Vote, Workshop
from focusmap.pace import shows_items
from focusmap.rewrites import Bench
from focusmap.sentences import N_, Region
from focusmap.store import Records, Stamp
from focusmap.themes import load_stop_words
from focusmap.words import check_answer, even

KIND, STEP = "word", "act"
SAID_STEP = "ask"
ListName = Literal["more", "less"]
LISTS: tuple[ListName, ...] = ("more", "less")
# What is said of a word, none, one or both: its dots are shown, and the group keeps it.
COUNTED, KEPT, AND = "counted", "kept", "+"
LONGEST_WORD = 40
# How many words one person can put on each list.
MOST_EACH = 5
MOST_PROPOSED = 8
# Where the words of the map's regions point.
OF_REGION: Mapping[Region, ListName] = {
    "customer_outcomes": "more",
    "engine_room": "more",
    "factory_floor": "less",
    "delivery_window": "less",
}
MOST_WORKSHOPS = 16

NO_LIST = N_("There is no such list. Load the page again, then add the word.")
TOO_LONG = N_(
    "That is {length} characters, and a word or short phrase can have {most}. Shorten it."
)
NO_ROOM = N_("You have {most} words on this list. Delete one first.")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A word of the group's own for a list, why, and the sentences that hold it.

    `why` is rewritten (chosen rewrites gained or lost it) or region (it tells regions apart).
    """

    word: str
    to: ListName
    why: str
    behind: tuple[ReadAnswer, ...]


@dataclass(frozen=True, slots=True)
class WordLine:
    """A word on a list, however many people wrote it; `dots` is None until they are shown.

    `items` are what stands behind it, the oldest first; `given` is the one with one's own dot, and
    `own` those that one wrote.
    """

    word: str
    to: ListName
    items: tuple[Item, ...]
    dots: int | None = None
    given: str = ""
    own: tuple[Item, ...] = ()

    @property
    def id(self) -> str:
        """The item that a dot goes to."""
        return self.given or self.items[0].id

    @property
    def is_kept(self) -> bool:
        """Whether the group keeps it."""
        return any(map(is_kept, self.items))


@dataclass(frozen=True, slots=True)
class Words:
    """The list as somebody may see it: kept words first, then by dots once these are shown."""

    lines: tuple[WordLine, ...]
    is_revealed: bool
    is_counted: bool
    dot_givers: int
    hidden: tuple[Item, ...] = ()

    def to(self, name: ListName) -> tuple[WordLine, ...]:
        """Return one of the two lists."""
        return tuple(line for line in self.lines if line.to == name)

    @property
    def dots_left(self) -> int:
        """How many dots one has left."""
        return DOTS_EACH - sum(bool(line.given) for line in self.lines)


def is_kept(item: Item) -> bool:
    """Whether the group keeps a word."""
    return KEPT in item.state.split(AND)


def is_counted(item: Item) -> bool:
    """Whether the dots of a word are shown."""
    return COUNTED in item.state.split(AND)


def _state(*, kept: bool, counted: bool) -> str:
    return AND.join([KEPT] * kept + [COUNTED] * counted)


# Proposals


def propose(
    answers: Sequence[ReadAnswer],
    pairs: Iterable[tuple[ReadAnswer, ReadAnswer]],
    stop_words: Collection[str],
) -> tuple[Proposal, ...]:
    """Return words for both lists: of the chosen rewrites first, then of the map's regions.

    `pairs` are old and chosen new words. A word that points both ways is proposed for neither.
    """
    found: dict[ListName, dict[str, Proposal]] = {"more": {}, "less": {}}
    for old, new in pairs:
        for name, one, other, side in (("more", new, old, 1), ("less", old, new, -1)):
            for word in _only_in(one, other, stop_words, side):
                _note(found[_list(name)], Proposal(word, _list(name), "rewritten", (one,)))
    for region in telling_words(answers, stop_words):
        to = OF_REGION[region.region]
        for told in region.words:
            _note(found[to], Proposal(told.text, to, "region", told.answers))
    both = found["more"].keys() & found["less"].keys()
    return tuple(
        proposal
        for name in LISTS
        for proposal in [p for k, p in found[name].items() if k not in both][:MOST_PROPOSED]
    )


def _list(name: str) -> ListName:
    return "less" if name == "less" else "more"


def _note(found: dict[str, Proposal], proposal: Proposal) -> None:
    """Keep a proposal; one that is there already gets further sentences."""
    before = found.get(even(proposal.word))
    if before is None:
        found[even(proposal.word)] = proposal
        return
    known = {a.answer.id for a in before.behind}
    more = tuple(a for a in proposal.behind if a.answer.id not in known)
    found[even(before.word)] = Proposal(before.word, before.to, before.why, (*before.behind, *more))


def _only_in(
    one: ReadAnswer, other: ReadAnswer, stop_words: Collection[str], side: int
) -> list[str]:
    """Return the words of one that the other lacks and that pull to a side: 1 up, -1 down."""
    here, there = words_of(one, stop_words), words_of(other, stop_words)
    return [
        _inside_a_sentence(one, typed)
        for term, typed in here.items()
        if term not in there and _pulls(one, typed, side)
    ]


def _inside_a_sentence(answer: ReadAnswer, typed: str) -> str:
    """Return a word without the capital that only begins the sentence."""
    return typed.lower() if answer.answer.text.startswith(typed) and typed.istitle() else typed


def _pulls(answer: ReadAnswer, typed: str, side: int) -> bool:
    """Whether a word weighs towards outside and outcomes (1), or inside and outputs (-1)."""
    start = answer.answer.text.find(typed)
    covering = (
        e.weight
        for e in answer.reading.evidence
        if not e.is_whole
        and e.axis in ("focus", "orientation")
        and e.start <= start
        and start + len(typed) <= e.end
    )
    return sum(covering) * side >= LEAST


def check_word(typed: str) -> str:
    """Return a word as it is kept; raises BadAnswer when it is empty or too long."""
    word = " ".join(check_answer(typed).split())
    if len(word) > LONGEST_WORD:
        raise BadAnswer(TOO_LONG, length=len(word), most=LONGEST_WORD)
    return word


def check_list(name: str) -> ListName:
    """Return the list of a name; raises BadAnswer when there is none."""
    for known in LISTS:
        if name == known:
            return known
    raise BadAnswer(NO_LIST)


# The list


class WordList:
    """The use cases of the list. `shown` gives the answers of a step that the room may see."""

    def __init__(
        self, changes: Changes, shown: Callable[[Workshop, str], tuple[ReadAnswer, ...]]
    ) -> None:
        self._changes = changes
        self._shown = shown
        self._proposals: dict[str, tuple[object, tuple[Proposal, ...]]] = {}

    def words(self, workshop: Workshop, by: By = FACILITATOR) -> Words:
        """Return the list as somebody may see it: before the reveal one's own words."""
        with self._changes.reading() as records:
            present = self._changes.present(records, workshop)
            items = records.items.of_kind(present.id, KIND)
            votes = records.items.votes(present.id, KIND)
        is_revealed = shows_items(present, STEP)
        counted = any(map(is_counted, items))
        seen = [
            i for i in items if i.author_id == by.participant_id or (is_revealed and not i.hidden)
        ]
        lines = _lines(seen, votes, by, is_counted=counted)
        hidden = [i for i in items if i.hidden and by.is_facilitator and is_revealed]
        return Words(
            tuple(sorted(lines, key=_rank)),
            is_revealed,
            counted,
            len({v.participant_id for v in votes}),
            tuple(hidden),
        )

    def proposals(self, workshop: Workshop, bench: Bench) -> tuple[Proposal, ...]:
        """Return what is proposed now; worked out anew only when an answer or a choice changes."""
        asked = [q.id for q in workshop.questions_of(SAID_STEP)]
        with self._changes.reading() as records:
            present = self._changes.present(records, workshop)
            stamp: Stamp = records.stamp(workshop.id, asked)
        pairs = [(a.old, a.chosen.read) for a in bench.answers if a.chosen and bench.is_revealed]
        names = tuple((old.answer.text, new.answer.text) for old, new in pairs)
        of = (stamp, names, present.state(SAID_STEP), present.customers, present.words)
        kept = self._proposals.get(workshop.id)
        if kept is None or kept[0] != of:
            answers = self._shown(present, SAID_STEP)
            made = propose(answers, pairs, load_stop_words(present.language))
            while len(self._proposals) >= MOST_WORKSHOPS:
                self._proposals.pop(next(iter(self._proposals)), None)
            kept = (of, made)
            self._proposals[workshop.id] = kept
        return kept[1]

    def add(
        self, workshop_id: str, typed: str, name: str, by: By = FACILITATOR, *, key: str = ""
    ) -> Item:
        """Put a word on a list; what one put there already is not there twice.

        A word that the facilitator hid stays hidden, whoever else writes it.
        Raises BadAnswer (empty, too long, too many), StepClosed, ReadOnly, NotFound (deleted).
        """
        word, to = check_word(typed), check_list(name)
        with self._changes.changing(workshop_id) as (records, workshop):
            check_may_write(workshop, STEP, by)
            known = records.items.by_key(workshop_id, key) if key else None
            if known:
                return known
            own = [
                i
                for i in records.items.of_kind(workshop_id, KIND)
                if i.author_id == by.participant_id and i.fields.get("list") == to
            ]
            same = next((i for i in own if even(i.fields["word"]) == even(word)), None)
            if same:
                return same
            if not by.is_facilitator and len(own) >= MOST_EACH:
                raise BadAnswer(NO_ROOM, most=MOST_EACH)
            now, new = self._changes.now(), uuid.uuid4().hex
            check_new(records, workshop_id, KIND, by, key or new)
            there = _on_list(records, workshop_id, word, to)
            hidden = not by.is_facilitator and bool(there) and all(i.hidden for i in there)
            fields = {"word": word, "list": to}
            item = Item(new, STEP, KIND, to, by.participant_id, 1, fields, now, now, hidden=hidden)
            records.items.add(workshop_id, item, key or new)
            return item

    def remove(self, workshop_id: str, typed: str, name: str, by: By) -> None:
        """Take one's own word off a list again; one that is not there does no harm."""
        with self._changes.changing(workshop_id) as (records, workshop):
            check_may_write(workshop, STEP, by)
            for item in _on_list(records, workshop_id, typed, name):
                if item.author_id == by.participant_id:
                    hand_on(records, workshop, item)
                    records.items.delete(workshop_id, item.id, self._changes.now())

    def keep(self, workshop_id: str, line: WordLine, *, kept: bool) -> None:
        """Keep a word for the plan, or not any more, as the facilitator; dots stay as shown."""
        with self._changes.changing(workshop_id) as (records, _):
            for item in _on_list(records, workshop_id, line.word, line.to):
                state = _state(kept=kept, counted=is_counted(item))
                records.items.set_state(workshop_id, item.id, state)

    def hide(self, workshop_id: str, line: WordLine) -> None:
        """Hide a word from all screens, whoever wrote it."""
        with self._changes.changing(workshop_id) as (records, _):
            for item in _on_list(records, workshop_id, line.word, line.to):
                records.items.set_hidden(workshop_id, item.id, hidden=True)

    def count(self, workshop_id: str, *, shown: bool) -> None:
        """Show how many dots each word has, or hide it again; kept words stay kept."""
        with self._changes.changing(workshop_id) as (records, _):
            for item in records.items.of_kind(workshop_id, KIND):
                state = _state(kept=is_kept(item), counted=shown)
                records.items.set_state(workshop_id, item.id, state)


def hand_on(records: Records, workshop: Workshop, item: Item) -> None:
    """Give the dots on a word that is about to be deleted, and what is said of it, to its line.

    The line stays as long as anybody else wrote the word, and so does what others think of it.
    """
    line = _on_list(records, workshop.id, item.fields["word"], item.fields["list"])
    heir = next((i for i in line if i.id != item.id and i.hidden == item.hidden), None)
    if heir is None:
        return
    for vote in records.items.votes(workshop.id, KIND):
        if vote.item_id == item.id:
            records.items.set_vote(workshop.id, vote._replace(item_id=heir.id))
    both = (item, heir)
    state = _state(kept=any(map(is_kept, both)), counted=any(map(is_counted, both)))
    records.items.set_state(workshop.id, heir.id, state)


def _on_list(records: Records, workshop_id: str, typed: str, name: str) -> list[Item]:
    return [
        i
        for i in records.items.of_kind(workshop_id, KIND)
        if even(i.fields["word"]) == even(typed) and i.fields["list"] == name
    ]


def _lines(
    items: Iterable[Item], votes: Sequence[Vote], by: By, *, is_counted: bool
) -> list[WordLine]:
    """Return items as lines: those that say the same are one, and a person's dots on it are one."""
    alike: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        alike.setdefault((even(item.fields["word"]), item.fields["list"]), []).append(item)
    lines = []
    for same in alike.values():
        ids = {i.id for i in same}
        on = [v for v in votes if v.name == "dot" and v.item_id in ids]
        me = by.participant_id
        lines.append(
            WordLine(
                same[0].fields["word"],
                check_list(same[0].fields["list"]),
                tuple(same),
                len({v.participant_id for v in on}) if is_counted else None,
                next((v.item_id for v in on if me and v.participant_id == me), ""),
                tuple(i for i in same if i.author_id == me),
            )
        )
    return lines


def _rank(line: WordLine) -> tuple[bool, bool, int, str]:
    return line.to != "more", not line.is_kept, -(line.dots or 0), even(line.word)
