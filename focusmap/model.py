"""The nouns of a workshop, as frozen records that pass between the layers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal, NamedTuple

Axis = Literal["focus", "orientation", "line_of_sight"]
Role = Literal["facilitator", "wall"]
PlacementSource = Literal["words", "author", "facilitator"]
# Which places a map shows: what the words say, what we mean by them, or both joined by a line.
MapView = Literal["words", "meaning", "both"]
# What the wall shows of the step Ask, one thing at a time.
WallView = Literal["answers", "map", "language", "groups"]

# Where the step Qualify is: entries are written, then everybody gives dots to what is shown, then
# the room sees how many each got.
Stage = Literal["entries", "dots", "result"]

# Who opens the steps: the facilitator, one after the other, or nobody: all are open at once.
Pace = Literal["live", "self_paced"]
# Where the step Identify is: everybody puts a dot where we need to be, the group writes what its
# gap is, votes on it, and sees how the vote went.
IdentifyStage = Literal["want", "statement", "vote", "result"]
# Which bench the step Act is at, and at last the plan. At process_dots, which is still the bench
# for process, the room sees how many dots each experiment got.
ActStage = Literal["language", "measures", "process", "process_dots", "plan"]

AXES: tuple[Axis, ...] = ("focus", "orientation", "line_of_sight")
MAP_VIEWS: tuple[MapView, ...] = ("words", "meaning", "both")
WALL_VIEWS: tuple[WallView, ...] = ("answers", "map", "language", "groups")
STAGES: tuple[Stage, ...] = ("entries", "dots", "result")
PACES: tuple[Pace, ...] = ("live", "self_paced")
IDENTIFY_STAGES: tuple[IdentifyStage, ...] = ("want", "statement", "vote", "result")
ACT_STAGES: tuple[ActStage, ...] = ("language", "measures", "process", "process_dots", "plan")
# Fewer people than this are never shown apart, unless a workshop sets more.
MINIMUM = 4
# How many answers one person can give to a question that does not say otherwise.
ANSWERS_PER_QUESTION = 3
STEP_IDS = ("acknowledge", "curiosity", "ask", "qualify", "identify", "act")
QUESTION_KINDS = ("work", "success", "measure", "value")
# Kinds of questions whose answers are shown as they are: not read, and on no map.
UNREAD_KINDS = ("example",)
# Below this a reading is weak and looks so: of the labelled answers read so weakly, about half lie
# in the region that their raters gave them.
WEAK = 0.6
# Effects of an answer as a whole.
WHOLE = frozenset(
    {
        *(f"question_{kind}" for kind in QUESTION_KINDS),
        "ours_and_theirs",
        "outcome_outside",
        "few_words",
        "nobody_outside",
        "no_change",
        "list",
        "one_word",
    }
)


class StepState(StrEnum):
    """Whether a step takes answers, and whether the room sees them.

    closed: takes none, shows none. open: takes answers, shows none.
    revealed: shows them, and latecomers may still answer.
    """

    CLOSED = "closed"
    OPEN = "open"
    REVEALED = "revealed"


@dataclass(frozen=True, slots=True)
class Pushback:
    """What people may say against a step, and what a facilitator may answer."""

    they: str
    you: str


@dataclass(frozen=True, slots=True)
class Notes:
    """How to run a step, for the facilitator only. `minutes` is a plan for a group of twenty.

    `say` can be read aloud. What to ask depends on the picture: answers that go several ways, all
    one way, or are few.
    """

    purpose: str
    minutes: int
    say: tuple[str, ...]
    ask_mixed: tuple[str, ...]
    ask_one_sided: tuple[str, ...]
    ask_thin: tuple[str, ...]
    traps: tuple[str, ...]
    pushback: tuple[Pushback, ...]


@dataclass(frozen=True, slots=True)
class Alone:
    """A step for somebody who goes through it without a facilitator.

    `minutes` is what it takes one person, and `why` says where that number comes from, for whoever
    edits it. `phone` is said before one answers, `read` is how to read the results. `together`,
    if anything, says what the group still does together.
    """

    minutes: int
    why: str
    phone: str
    read: tuple[str, ...]
    together: str = ""


@dataclass(frozen=True, slots=True)
class QuestionTemplate:
    """A question as the steps file offers it, before a workshop makes it its own."""

    name: str
    kind: str
    text: str
    most_answers: int = ANSWERS_PER_QUESTION


@dataclass(frozen=True, slots=True)
class Step:
    """One of the six steps, in one language. `number` runs from 1 to 6."""

    id: str
    number: int
    name: str
    question: str
    purpose: str
    phone: str
    questions: tuple[QuestionTemplate, ...]
    notes: Notes | None
    alone: Alone | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question of one workshop. `kind` tells the reader what was asked (see QUESTION_KINDS).

    Answers to a kind of UNREAD_KINDS are not read. `name` is what the steps file calls it, empty
    for a group's own question. One that is asked no more keeps its answers.
    """

    id: str
    step: str
    kind: str
    text: str
    name: str = ""
    most_answers: int = ANSWERS_PER_QUESTION
    is_asked: bool = True

    @property
    def is_read(self) -> bool:
        """Whether the words of its answers are read and have a place on the map."""
        return self.kind not in UNREAD_KINDS


@dataclass(frozen=True, slots=True)
class Group:
    """A part of those in the room, such as a department, that people choose once."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Workshop:
    """One group's workshop. `version` grows with every change to anything in it.

    A self-paced workshop takes answers until `open_until`, or without a date until it is deleted.
    Fewer than `minimum` people are never shown apart. A rehearsal has simulated people and is
    thrown away. `map_view` is what the wall's map shows, `wall_view` which of the four things it
    can show of the step Ask. `wall_page` is the page that it stays at, counted from 1; at 0 it
    turns by itself.

    Of a self-paced workshop, `answered` has who answered anything of each step, `finished` who
    answered all of it, and `uncounted` of whom nothing is shown; and the record is always made for
    somebody's eyes (see pace.py): those of the participant `viewer`, or without one the room's.
    `states` and `qualify_stage` say how the steps stand for them, and `is_over` that no step takes
    answers any more.
    """

    id: str
    code: str
    title: str
    language: str
    customers: tuple[str, ...]
    current_step: str
    states: Mapping[str, StepState]
    questions: tuple[Question, ...]
    version: int
    created_at: datetime
    expires_at: datetime
    is_sample: bool
    map_view: MapView = "words"
    words: tuple[OwnWord, ...] = ()
    wall_view: WallView = "map"
    wall_page: int = 0
    qualify_stage: Stage = "entries"
    pace: Pace = "live"
    open_until: datetime | None = None
    minimum: int = MINIMUM
    groups: tuple[Group, ...] = ()
    identify_stage: IdentifyStage = "want"
    act_stage: ActStage = "language"
    is_rehearsal: bool = False
    answered: Mapping[str, frozenset[str]] = field(default_factory=dict)
    finished: Mapping[str, frozenset[str]] = field(default_factory=dict)
    uncounted: Mapping[str, frozenset[str]] = field(default_factory=dict)
    viewer: str = ""
    is_over: bool = False

    def state(self, step: str) -> StepState:
        """Return the state of a step; one that was never touched is closed."""
        return self.states.get(step, StepState.CLOSED)

    def questions_of(self, step: str) -> tuple[Question, ...]:
        """Return the questions of a step in their order, also those that are asked no more."""
        return tuple(q for q in self.questions if q.step == step)

    def asked_at(self, step: str) -> tuple[Question, ...]:
        """Return the questions that a step asks, in their order."""
        return tuple(q for q in self.questions_of(step) if q.is_asked)


@dataclass(frozen=True, slots=True)
class Links:
    """The three addresses of a workshop; two hold a secret and are known only when made."""

    join: str
    facilitator: str
    wall: str


@dataclass(frozen=True, slots=True)
class Participant:
    """One person in one workshop: no name, only a code to come back with, and maybe a group."""

    id: str
    workshop_id: str
    personal_code: str
    joined_at: datetime
    group_id: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One person's words to one question, as they were typed.

    `hidden` answers are shown to nobody but their author and the facilitator, `pinned` ones before
    all others. `typed_by_facilitator` says that somebody in the room spoke and the facilitator
    typed.
    """

    id: str
    question_id: str
    participant_id: str
    text: str
    created_at: datetime
    updated_at: datetime
    hidden: bool = False
    pinned: bool = False
    typed_by_facilitator: bool = False


class Choice(NamedTuple):
    """Something that one person chose in a step, such as a region met here this month."""

    participant_id: str
    step: str
    name: str


class Rating(NamedTuple):
    """How one person rated something in a step, in whole numbers."""

    participant_id: str
    step: str
    name: str
    value: int


class PutSpot(NamedTuple):
    """Where one person put a dot on the map in a step, from -1 to 1 on both axes."""

    participant_id: str
    step: str
    name: str
    x: float
    y: float


class Dot(NamedTuple):
    """One person's dot on an entry of the step Qualify."""

    participant_id: str
    entry_id: str


@dataclass(frozen=True, slots=True)
class Taps:
    """What was tapped instead of written: choices, ratings, spots."""

    choices: tuple[Choice, ...] = ()
    ratings: tuple[Rating, ...] = ()
    spots: tuple[PutSpot, ...] = ()

    @property
    def people(self) -> frozenset[str]:
        """Whose they are."""
        kinds = (self.choices, self.ratings, self.spots)
        return frozenset(tap.participant_id for taps in kinds for tap in taps)


@dataclass(frozen=True, slots=True)
class Item:
    """Something that a group writes together, as its last version has it.

    `kind` says what it is (see items.py), `about` what it belongs to. Without `author_id` it is
    the facilitator's. `version` counts from 1; `state` is empty until a kind gives it a meaning.
    """

    id: str
    step: str
    kind: str
    about: str
    author_id: str
    version: int
    fields: Mapping[str, str]
    created_at: datetime
    updated_at: datetime
    state: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ItemVersion:
    """One version of an item, as somebody left it."""

    item_id: str
    version: int
    author_id: str
    fields: Mapping[str, str]
    created_at: datetime


class Vote(NamedTuple):
    """What one person thinks of an item, in whole numbers, under the name of what was asked."""

    participant_id: str
    item_id: str
    name: str
    value: int


class Evidence(NamedTuple):
    """Words that moved a reading.

    `start` and `end` are offsets into the original text in code points, end not included.
    `weight` is what they add on `axis`: focus (inside to outside), orientation (output to outcome)
    or line_of_sight; the sum on an axis decides. `term` is the lexicon's entry, `rule` its file and
    line, `effect` its class with the role it has here (class@role), under which the weight stands.
    What says something of the answer as a whole, such as the question asked, spans all its words.
    """

    start: int
    end: int
    axis: Axis
    weight: float
    term: str
    rule: str
    effect: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it speaks of the answer as a whole and marks no word in it."""
        return self.effect in WHOLE

    @property
    def is_question(self) -> bool:
        """Whether it is the question that was asked, a prior."""
        return self.effect.startswith("question_")


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A word that a workshop reads in its own way: as one of the lexicon's classes."""

    term: str
    word_class: str
    place: str = "workshop:words"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of an answer say, from -1 to 1 on both axes, with the words that say it.

    An unplaced reading has no x and y, and `reason` says why. `confidence` runs from 0 to 1.
    `is_answer` is false where the words say nothing, or that there is no answer.
    """

    x: float | None
    y: float | None
    confidence: float
    line_of_sight: bool
    evidence: tuple[Evidence, ...]
    reason: str = ""
    is_answer: bool = True

    @property
    def placed(self) -> bool:
        """Whether the words say enough for a place on the map."""
        return self.x is not None and self.y is not None

    @property
    def is_weak(self) -> bool:
        """Whether the words place it, but not clearly."""
        return self.placed and self.confidence < WEAK


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an answer lies on the map, from -1 to 1, and who put it there.

    `confirms` says of an author's or facilitator's placement that they looked at the words' place
    and found it right: it is the words' place as they saw it, and keeps it when readers change.
    """

    answer_id: str
    x: float
    y: float
    source: PlacementSource
    confirms: bool = False


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """An answer with its question, its reading and who placed it: what a screen shows.

    Without a placement by its author, the author has not looked at the reading yet. `words` is
    where the words put it, or None when they do not say.
    """

    answer: Answer
    question: Question
    reading: Reading
    author: Placement | None = None
    facilitator: Placement | None = None
    # A room's pictures ask for it a dozen times.
    words: Placement | None = field(init=False, default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.reading.x is not None and self.reading.y is not None:
            words = Placement(self.answer.id, self.reading.x, self.reading.y, "words")
            object.__setattr__(self, "words", words)

    @property
    def meaning(self) -> Placement | None:
        """Where it is meant to be: the author's word, else the facilitator's, else the words'."""
        return self.author or self.facilitator or self.words


@dataclass(frozen=True, slots=True)
class Document:
    """What is kept of a document beside its sentences; `pages` is 0 where there are none.

    `left_out` is how many lines and sentences were boilerplate.
    """

    id: str
    name: str
    kind: str
    pages: int
    sentences: int
    left_out: int
    added_at: datetime


@dataclass(frozen=True, slots=True)
class DocumentSentence:
    """One sentence of a document; `position` counts from 0 in the document's order."""

    document_id: str
    position: int
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document with its sentences, and each of them read as an answer, in the same order."""

    document: Document
    sentences: tuple[DocumentSentence, ...]
    read: tuple[ReadAnswer, ...]


@dataclass(frozen=True, slots=True)
class WholeItem:
    """An item with all its versions, oldest first."""

    item: Item
    versions: tuple[ItemVersion, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How ready the room is.

    joined: people who opened the phone page. answered: people who wrote or tapped something in the
    step. answers: how many answers in words they gave.
    """

    joined: int
    answered: int
    answers: int
