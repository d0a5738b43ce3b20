"""What a workshop's file holds, part by part: how each is written, read back and kept.

A part that is added here is exported, imported and in the sample; a test holds that each table of
the database belongs to a part.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Literal, get_args

from focusmap.agreement import STANCES
from focusmap.documents.kinds import Kind
from focusmap.entries import STEP as QUALIFY
from focusmap.entries import entry_id
from focusmap.errors import BadAnswer
from focusmap.experiments import DATES, GAPS, NO_GAP, day_of
from focusmap.groups import Part as GroupPart
from focusmap.groups import check_group, check_minimum, find_parts, shown_names
from focusmap.items import VOTES, VOTES_ON
from focusmap.json_file import MUST, Row
from focusmap.model import (
    ACT_STAGES,
    ANSWERS_PER_QUESTION,
    IDENTIFY_STAGES,
    MAP_VIEWS,
    MINIMUM,
    PACES,
    QUESTION_KINDS,
    STAGES,
    STEP_IDS,
    UNREAD_KINDS,
    WALL_VIEWS,
    Answer,
    Choice,
    Document,
    DocumentSentence,
    Dot,
    Group,
    Item,
    ItemVersion,
    OwnWord,
    Participant,
    Placement,
    PlacementSource,
    PutSpot,
    Question,
    Rating,
    ReadAnswer,
    ReadDocument,
    Reading,
    StepState,
    Taps,
    Vote,
    WholeItem,
    Workshop,
)
from focusmap.pictures import typed_people
from focusmap.steps import languages
from focusmap.store import Records
from focusmap.taps import Tap, check_tap
from focusmap.vocabulary import LONGEST_WORD
from focusmap.wordlist import LISTS
from focusmap.words import check_answer, check_customers, check_question, check_title, clean_words

FORMAT = "focus-map-workshop"
FORMAT_VERSION = 1
NO_TAPS = Taps()
SOURCES: tuple[PlacementSource, ...] = ("author", "facilitator")


@dataclass(frozen=True, slots=True)
class Export:
    """A whole workshop, with people as numbers that tell nothing about them."""

    workshop: Workshop
    answers: tuple[ReadAnswer, ...]
    people: Mapping[str, str]
    taps: Taps = NO_TAPS
    dots: tuple[Dot, ...] = ()
    documents: tuple[ReadDocument, ...] = ()
    groups: Mapping[str, str] = field(default_factory=dict)
    items: tuple[WholeItem, ...] = ()
    votes: tuple[Vote, ...] = ()

    @property
    def questions(self) -> dict[str, str]:
        """Return the numbers of the questions by their ids."""
        return {q.id: f"Q{n}" for n, q in enumerate(self.workshop.questions, 1)}

    @property
    def names(self) -> dict[str, dict[str, str]]:
        """Return how the file names what something can be about, by its id."""
        answers = {a.answer.id: {"answer": _answer_name(n)} for n, a in enumerate(self.answers)}
        items = {w.item.id: {"item": _item_name(n)} for n, w in enumerate(self.items)}
        return {**answers, **items, **_entry_names(self)}

    def author(self, person: str) -> str | None:
        """Return the number of whoever wrote something; the facilitator has none."""
        return self.people[person] if person else None


@dataclass(frozen=True, slots=True)
class Names:
    """Which ids the things of a file get, and what of it is known before its parts are read.

    `prefix` is the id of the workshop; all others begin with it. `entries` are those of Qualify,
    `items` the kinds of items by their names.
    """

    prefix: str
    now: datetime
    questions: Mapping[str, Question]
    personal_code: Callable[[str], str]
    entries: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()
    items: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)

    def person(self, row: Row) -> str:
        """Return the id of the person that a row belongs to."""
        return self.id_of(row.name("participant"))

    def question(self, row: Row) -> Question:
        """Return the question that a row belongs to."""
        return self.questions[row.one_of("question", self.questions)]

    def id_of(self, name: str) -> str:
        """Return the id of something by its name in the file."""
        return id_of(self.prefix, name)

    def at(self, row: Row) -> datetime:
        """Return a time just past that keeps the order of the file; files tell no times."""
        return self.now - timedelta(seconds=1) + timedelta(microseconds=row.number)


def id_of(prefix: str, name: str) -> str:
    """Return an id that follows from a name, and whose order tells nothing of that of the file.

    Answers are shown in the order of their ids, so that one person's do not stand side by side.
    """
    return hashlib.sha256(f"{prefix}/{name}".encode()).hexdigest()[:32]


# What stands at the head of the file: the fields of the workshop's own record


@dataclass(frozen=True, slots=True)
class Setting:
    """One field of the workshop's record: its key in the file, how it is written and read back.

    A file from before there was such a field does not have it; `read` then gives what was so.
    """

    field: str
    read: Callable[[Row, str], Any]
    write: Callable[[Any], Any] = lambda value: value
    named: str = ""

    @property
    def key(self) -> str:
        """Its key in the file."""
        return self.named or self.field


def _languages(row: Row, key: str) -> str:
    return row.one_of(key, languages())


def _title(row: Row, key: str) -> str:
    return row.checked(key, check_title)


def _customers(row: Row, key: str) -> tuple[str, ...]:
    return row.tried(key, lambda: check_customers(row.texts(key)))


def _own_words(row: Row, key: str) -> tuple[OwnWord, ...]:
    # Any class is taken: a lexicon may have changed since, and what it lacks is not read.
    return tuple(
        OwnWord(r.name("term", LONGEST_WORD), r.name("word_class")) for r in row.rows(key, ())
    )


def _minimum(row: Row, key: str) -> int:
    return row.tried(key, lambda: check_minimum(row.count(key, MINIMUM, MINIMUM)))


def _states(row: Row, key: str) -> dict[str, StepState]:
    states = row.row(key)
    states.check_keys(STEP_IDS)
    names = tuple(state.value for state in StepState)
    return {step: StepState(states.one_of(step, names)) for step in states.values}


def _written_states(states: Mapping[str, StepState]) -> dict[str, str]:
    return {step: states[step].value for step in STEP_IDS if step in states}


def _open_until(row: Row, key: str) -> datetime | None:
    if not row.has(key):
        return None
    if row.text("pace", "live") != "self_paced":
        raise row.error(key, "is only for a self-paced workshop; leave it out.")
    return row.time(key)


def _written_time(time: datetime | None) -> str | None:
    return f"{time.isoformat()}Z" if time else None


def _no_rehearsal(row: Row, key: str) -> bool:
    if row.flag(key, default=False):
        what = "its people are simulated, so it is not brought in. Start a new rehearsal instead."
        raise row.error(key, f"this is the file of a rehearsal; {what}")
    return False


def _one_of(known: tuple[str, ...], default: str = MUST) -> Callable[[Row, str], str]:
    return lambda row, key: row.one_of(key, known, default)


SETTINGS = (
    Setting("title", _title),
    Setting("language", _languages),
    Setting("customers", _customers, list),
    Setting(
        "words", _own_words, lambda ws: [{"term": w.term, "word_class": w.word_class} for w in ws]
    ),
    Setting("current_step", _one_of(STEP_IDS)),
    Setting("states", _states, _written_states, "steps"),
    Setting("map_view", _one_of(MAP_VIEWS, "words")),
    Setting("wall_view", _one_of(WALL_VIEWS, "map")),
    Setting("wall_page", lambda row, key: row.count(key, 0, 0)),
    Setting("qualify_stage", _one_of(STAGES, "entries")),
    Setting("pace", _one_of(PACES, "live")),
    Setting("minimum", _minimum),
    Setting("identify_stage", _one_of(IDENTIFY_STAGES, "want")),
    Setting("act_stage", _one_of(ACT_STAGES, "language")),
    Setting("open_until", _open_until, _written_time),
    Setting("is_rehearsal", _no_rehearsal),
)


# What follows it: lists of rows


@dataclass(frozen=True, slots=True)
class Part:
    """One list of the file, by its name there.

    `write` makes its rows of an export, `read` one record of a row, `keep` stores that record.
    `same` tells which records cannot be there twice. `tables` are those of the database that it
    stands for.
    """

    name: str
    tables: tuple[str, ...]
    write: Callable[[Export], list[dict[str, Any]]]
    read: Callable[[Row, Names], Any]
    keep: Callable[[Records, str, Any], None]
    same: Callable[[Any], Hashable] | None = None


# The questions, which are part of the workshop's record and kept with it


def written_questions(export: Export) -> list[dict[str, Any]]:
    """Return the questions as rows."""
    numbers = export.questions
    return [
        {
            "id": numbers[q.id],
            "step": q.step,
            "kind": q.kind,
            "text": q.text,
            "name": q.name,
            "most_answers": q.most_answers,
            "is_asked": q.is_asked,
        }
        for q in export.workshop.questions
    ]


def read_question(row: Row, prefix: str) -> Question:
    """Return a question of a file."""
    return Question(
        id_of(prefix, row.name("id")),
        row.one_of("step", STEP_IDS),
        row.one_of("kind", (*QUESTION_KINDS, *UNREAD_KINDS)),
        row.checked("text", check_question),
        row.name("name") if row.text("name", "") else "",
        row.count("most_answers", 1, ANSWERS_PER_QUESTION),
        row.flag("is_asked", default=True),
    )


# The groups, which are part of the workshop's record as well


def written_groups(export: Export) -> list[dict[str, Any]]:
    """Return the groups as rows."""
    names = _group_names(export.workshop)
    return [{"id": names[g.id], "name": g.name} for g in export.workshop.groups]


def _group_names(workshop: Workshop) -> dict[str, str]:
    return {g.id: f"G{n}" for n, g in enumerate(workshop.groups, 1)}


def read_group(row: Row, prefix: str) -> Group:
    """Return a group of a file."""
    return Group(id_of(prefix, row.name("id")), row.checked("name", check_group))


# The people


def _written_people(export: Export) -> list[dict[str, Any]]:
    names, shown = _group_names(export.workshop), groups_shown(export)
    return [
        {"participant": number, **({"group": names[shown[person]]} if person in shown else {})}
        for person, number in sorted(export.people.items(), key=lambda p: p[1])
    ]


def groups_shown(export: Export) -> dict[str, str]:
    """Return the group's id of each person whose group a file may say; all else are others.

    A file can be sorted by step, so of a group, and of the others, nobody or at least the minimum
    must stand behind what is in the file of each step.
    """
    return {person: part.key for part in _parts(export) if part.group for person in part.people}


def group_names_shown(export: Export) -> dict[str, str]:
    """Return by person what a table says of their group: its name, or that they are others."""
    # Tables speak English, as their columns do.
    return shown_names(_parts(export), str)


def _parts(export: Export) -> tuple[GroupPart, ...]:
    typed = typed_people(export.answers)
    return find_parts(export.workshop, export.groups, *_people_behind(export), typed=typed)


def _people_behind(export: Export) -> list[set[str]]:
    """Return all people, and those who gave something, by what and in which step."""
    answered: dict[object, set[str]] = {"all": set(export.people)}
    for a in export.answers:
        answered.setdefault(a.question.step, set()).add(a.answer.participant_id)
    for kind in TAPS:
        for tap in getattr(export.taps, kind):
            answered.setdefault((kind, tap.step), set()).add(tap.participant_id)
    for whole in export.items:
        authors = {version.author_id for version in whole.versions} | {whole.item.author_id}
        # The facilitator's own have no author.
        answered.setdefault(whole.item.kind, set()).update(authors - {""})
    for name, marks in (("dots", export.dots), ("votes", export.votes)):
        for mark in marks:
            answered.setdefault(name, set()).add(mark.participant_id)
    return list(answered.values())


def _person(row: Row, names: Names) -> Participant:
    name = row.name("participant")
    group = names.groups[row.one_of("group", names.groups)].id if row.has("group") else ""
    code = names.personal_code(name)
    return Participant(names.id_of(name), names.prefix, code, names.now, group)


# The answers


def _answer_name(number: int) -> str:
    return f"A{number + 1:03}"


def _written_answers(export: Export) -> list[dict[str, Any]]:
    numbers = export.questions
    return [
        {
            "id": _answer_name(number),
            "participant": export.people[a.answer.participant_id],
            "question": numbers[a.question.id],
            "text": a.answer.text,
            "hidden": a.answer.hidden,
            "pinned": a.answer.pinned,
            "typed_by_facilitator": a.answer.typed_by_facilitator,
            "reading": {**_place(a.reading), "evidence": evidence_rows(a.reading)},
            "placements": {
                "author": _placement(a.author),
                "facilitator": _placement(a.facilitator),
            },
        }
        for number, a in enumerate(export.answers)
    ]


def _place(reading: Reading) -> dict[str, Any]:
    return {
        "x": reading.x,
        "y": reading.y,
        "confidence": reading.confidence,
        "line_of_sight": reading.line_of_sight,
        "reason": reading.reason,
    }


def evidence_rows(reading: Reading) -> list[dict[str, str | int | float]]:
    """Return evidence as documents; `rule` says class and role, and the line of the lexicon."""
    return [
        {
            "start": e.start,
            "end": e.end,
            "axis": e.axis,
            "weight": e.weight,
            "term": e.term,
            "rule": f"{e.effect} {e.rule}".strip(),
        }
        for e in reading.evidence
    ]


def _placement(placement: Placement | None) -> dict[str, Any] | None:
    if placement is None:
        return None
    return {"x": placement.x, "y": placement.y, "confirms": placement.confirms}


Placed = tuple[Answer, tuple[Placement, ...]]


def answer_name(row: Row) -> str:
    """Return what an answer is called in the file; files of the first days do not say."""
    return row.name("id") if row.has("id") else _answer_name(row.number)


def _answer(row: Row, names: Names) -> Placed:
    """Return an answer with who placed it; what it says is read anew from its words."""
    at = names.at(row)
    answer = Answer(
        names.id_of(answer_name(row)),
        names.question(row).id,
        names.person(row),
        row.checked("text", check_answer),
        at,
        at,
        hidden=row.flag("hidden", default=False),
        pinned=row.flag("pinned", default=False),
        typed_by_facilitator=row.flag("typed_by_facilitator", default=False),
    )
    placements = row.row("placements", {})
    found = ((source, placements.row_or_none(source)) for source in SOURCES)
    return answer, tuple(_read_placement(answer.id, s, put) for s, put in found if put)


def _read_placement(answer_id: str, source: PlacementSource, row: Row) -> Placement:
    x, y = (row.place_on_axis(axis) for axis in "xy")
    return Placement(answer_id, x, y, source, row.flag("confirms"))


def _keep_answer(records: Records, workshop_id: str, placed: Placed) -> None:
    answer, placements = placed
    records.add_answer(workshop_id, answer, answer.id)
    for placement in placements:
        records.set_placement(workshop_id, placement)


# What was tapped

TapKind = Literal["choices", "ratings", "spots"]
TAPS: tuple[TapKind, ...] = ("choices", "ratings", "spots")


def tap_rows(kind: TapKind, export: Export) -> list[dict[str, Any]]:
    """Return the taps of a kind with their participants' numbers, in the order of these."""
    rows = (tap._asdict() for tap in getattr(export.taps, kind))
    numbered = ({"participant": export.people[row.pop("participant_id")], **row} for row in rows)
    return sorted(numbered, key=lambda row: (row["participant"], row["step"], row["name"]))


def _choice(row: Row, names: Names) -> Tap:
    return _checked(row, Choice(names.person(row), row.text("step"), row.text("name")))


def _rating(row: Row, names: Names) -> Tap:
    value = row.count("value", 0)
    return _checked(row, Rating(names.person(row), row.text("step"), row.text("name"), value))


def _spot(row: Row, names: Names) -> Tap:
    x, y = (row.place_on_axis(axis) for axis in "xy")
    return _checked(row, PutSpot(names.person(row), row.text("step"), row.text("name"), x, y))


def _checked(row: Row, tap: Tap) -> Tap:
    def check() -> Tap:
        check_tap(tap)
        return tap

    return row.tried("name", check)


def _same_tap(tap: Tap) -> Hashable:
    return tap.participant_id, tap.step, tap.name


def _tapped(kind: TapKind, read: Callable[[Row, Names], Tap]) -> Part:
    return Part(kind, (kind,), partial(tap_rows, kind), read, Records.set_tap, _same_tap)


# The dots, each with the words of its entry: an entry's id follows from them


def dotted(export: Export) -> list[tuple[Dot, ReadAnswer]]:
    """Return each dot with an answer of its entry, one that is shown where there is one.

    They stand in the order of people, then of words. Dots on words that are gone are left out.
    """
    words, numbers = _entry_words(export), export.questions
    found = [(dot, words[dot.entry_id]) for dot in export.dots if dot.entry_id in words]
    return sorted(
        found,
        key=lambda d: (
            export.people[d[0].participant_id],
            numbers[d[1].question.id],
            d[1].answer.text,
        ),
    )


def _entry_names(export: Export) -> dict[str, dict[str, str]]:
    """Return how the file names the entries, by their ids: by their question and words."""
    numbers = export.questions
    return {
        name: {"question": numbers[a.question.id], "entry": a.answer.text}
        for name, a in _entry_words(export).items()
    }


def _entry_words(export: Export) -> dict[str, ReadAnswer]:
    """Return an answer of each entry, one that is shown where there is one, by the entry's id."""
    words: dict[str, ReadAnswer] = {}
    for a in sorted(export.answers, key=lambda a: (a.answer.hidden, a.answer.text)):
        if a.question.step == QUALIFY:
            words.setdefault(entry_id(a.question.id, a.answer.text), a)
    return words


def _written_dots(export: Export) -> list[dict[str, Any]]:
    numbers = export.questions
    return [
        {
            "participant": export.people[dot.participant_id],
            "question": numbers[answer.question.id],
            "text": answer.answer.text,
        }
        for dot, answer in dotted(export)
    ]


def _dot(row: Row, names: Names) -> Dot:
    return Dot(names.person(row), _entry(row, "text", names))


def _entry(row: Row, key: str, names: Names) -> str:
    """Return the id of the entry that a question and words name."""
    name = entry_id(names.question(row).id, clean_words(row.text(key)))
    if name not in names.entries:
        raise row.error(key, "these words are no answer to that question.")
    return name


# The documents


def _written_documents(export: Export) -> list[dict[str, Any]]:
    return [
        {
            "name": d.document.name,
            "kind": d.document.kind,
            "pages": d.document.pages,
            "left_out": d.document.left_out,
            "sentences": [
                {"page": s.page, "text": s.text, "reading": _place(a.reading)}
                for s, a in zip(d.sentences, d.read, strict=True)
            ],
        }
        for d in export.documents
    ]


Shelved = tuple[Document, tuple[DocumentSentence, ...]]


def _document(row: Row, names: Names) -> Shelved:
    rows = row.rows("sentences")
    if not rows:
        raise row.error("sentences", "is empty; a document without sentences has nothing to show.")
    document = Document(
        id=names.id_of(f"D{row.number + 1}"),
        name=row.name("name"),
        kind=row.one_of("kind", get_args(Kind)),
        pages=row.count("pages", 0),
        sentences=len(rows),
        left_out=row.count("left_out", 0),
        added_at=names.at(row),
    )
    return document, tuple(
        DocumentSentence(document.id, r.number, r.count("page", 0, 0), r.checked("text", _sentence))
        for r in rows
    )


def _sentence(text: str) -> str:
    words = clean_words(text)
    if not words:
        raise BadAnswer("There are no words in it.")
    return words


def _keep_document(records: Records, workshop_id: str, shelved: Shelved) -> None:
    records.add_document(workshop_id, *shelved)


# The items, with every version: what they are about goes by its name in the file


LONGEST_NUMBER = 6


def _item_name(number: int) -> str:
    return f"I{number + 1:03}"


Told = str | dict[str, str]


def _written_items(export: Export) -> list[dict[str, Any]]:
    names = export.names
    return [
        {
            "id": _item_name(number),
            "step": whole.item.step,
            "kind": whole.item.kind,
            "about": names.get(whole.item.about, whole.item.about),
            "participant": export.author(whole.item.author_id),
            "state": whole.item.state,
            "hidden": whole.item.hidden,
            "versions": [
                {
                    "participant": export.author(version.author_id),
                    "fields": {k: names.get(v, v) for k, v in version.fields.items()},
                }
                for version in whole.versions
            ],
        }
        for number, whole in enumerate(export.items)
    ]


def _item(row: Row, names: Names) -> WholeItem:
    at, name = names.at(row), names.id_of(row.name("id"))
    rows = row.rows("versions")
    if not rows:
        raise row.error("versions", "is empty; every item has at least one.")
    versions = tuple(
        ItemVersion(name, n, _author(r, names), _fields(r, names), at)
        for n, r in enumerate(rows, 1)
    )
    for r in rows:
        for key, check in FIELD_CHECKS.get(row.name("kind"), {}).items():
            check(r.row("fields"), key)
    item = Item(
        id=name,
        step=row.one_of("step", STEP_IDS),
        kind=row.name("kind"),
        about=_told(row, "about", names),
        author_id=_author(row, names),
        version=len(versions),
        fields=versions[-1].fields,
        created_at=at,
        updated_at=at,
        state=row.name("state") if row.text("state", "") else "",
        hidden=row.flag("hidden", default=False),
    )
    return WholeItem(item, versions)


def _author(row: Row, names: Names) -> str:
    return names.person(row) if row.has("participant") else ""


def _fields(row: Row, names: Names) -> dict[str, str]:
    fields = row.row("fields")
    return {key: _told(fields, key, names) for key in fields.values}


def _check_day(fields: Row, key: str) -> None:
    day = fields.text(key, "")
    if day and day_of(day) is None:
        raise fields.error(key, f"must be a day such as 2026-11-25, not {day[:40]!r}.")


def _check_number(fields: Row, key: str, default: str = MUST) -> None:
    number = fields.text(key, default)
    if not (number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER):
        raise fields.error(key, f"must be a whole number in quotes, not {number[:40]!r}.")


# By kind, the fields that screens could not do without, or not as anything else.
FIELD_CHECKS: Mapping[str, Mapping[str, Callable[[Row, str], object]]] = {
    "statement": {"text": Row.text},
    "round": {
        "number": _check_number,
        "version": _check_number,
        "text": Row.text,
        **dict.fromkeys(STANCES, partial(_check_number, default="0")),
        "ended": _check_day,
    },
    "word": {"word": Row.text, "list": partial(Row.one_of, known=LISTS)},
    "experiment": {
        "gap": partial(Row.one_of, known=GAPS, default=NO_GAP),
        **dict.fromkeys(DATES, _check_day),
    },
}


def _told(row: Row, key: str, names: Names) -> str:
    """Return a text as it is kept; what names something of this file becomes its new id."""
    if not isinstance(row.values.get(key), Mapping):
        return clean_words(row.text(key, ""))
    named = row.row(key)
    if named.has("entry"):
        return _entry(named, "entry", names)
    what = "item" if named.has("item") else "answer"
    known = names.items if what == "item" else names.answers
    return names.id_of(named.one_of(what, known))


def _keep_item(records: Records, workshop_id: str, whole: WholeItem) -> None:
    item, first = whole.item, whole.versions[0]
    records.items.add(workshop_id, replace(item, version=1, fields=first.fields), item.id)
    for v in whole.versions[1:]:
        before = replace(item, version=v.version - 1)
        records.items.change(workshop_id, before, v.fields, v.author_id, v.created_at)


def _written_votes(export: Export) -> list[dict[str, Any]]:
    names = {w.item.id: _item_name(n) for n, w in enumerate(export.items)}
    rows = (
        {
            "participant": export.people[v.participant_id],
            "item": names[v.item_id],
            "name": v.name,
            "value": v.value,
        }
        for v in export.votes
        if v.item_id in names
    )
    return sorted(rows, key=lambda row: (row["participant"], row["item"], row["name"]))


def _vote(row: Row, names: Names) -> Vote:
    item = row.one_of("item", names.items)
    kind = names.items[item]
    # A rewrite is picked, by a use case of its own.
    name = row.one_of("name", ("pick",) if kind == "rewrite" else sorted(VOTES_ON.get(kind, ())))
    least, most = VOTES[name]
    value = row.count("value", least)
    if value > most:
        raise row.error("value", f"must be a whole number from {least} to {most}, not {value}.")
    return Vote(names.person(row), names.id_of(item), name, value)


# People come first: all other rows belong to one of them.
PARTS = (
    Part(
        "people",
        ("participants",),
        _written_people,
        _person,
        Records.add_participant,
        lambda person: person.id,
    ),
    Part(
        "answers",
        ("answers", "placements"),
        _written_answers,
        _answer,
        _keep_answer,
        lambda placed: placed[0].id,
    ),
    _tapped("choices", _choice),
    _tapped("ratings", _rating),
    _tapped("spots", _spot),
    Part(
        "dots",
        ("dots",),
        _written_dots,
        _dot,
        lambda records, workshop_id, dot: records.add_dot(workshop_id, *dot),
        lambda dot: dot,
    ),
    Part(
        "documents",
        ("documents", "document_sentences"),
        _written_documents,
        _document,
        _keep_document,
    ),
    Part(
        "items",
        ("items", "item_versions"),
        _written_items,
        _item,
        _keep_item,
        lambda whole: whole.item.id,
    ),
    Part(
        "votes",
        ("votes",),
        _written_votes,
        _vote,
        lambda records, workshop_id, vote: records.items.set_vote(workshop_id, vote),
        lambda vote: vote[:3],
    ),
)
