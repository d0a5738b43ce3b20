"""A workshop's file read back: whole, as a new workshop, or refused with what is wrong where."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from focusmap.bootstrap import FocusMap
from focusmap.codes import hash_secret
from focusmap.entries import entry_id
from focusmap.errors import BadFile, NotFound, Refused, StepClosed
from focusmap.export import to_json, whole_export
from focusmap.file_parts import PARTS, SETTINGS
from focusmap.importing import Origin, read_contents
from focusmap.items import VOTES, VOTES_ON
from focusmap.model import (
    ACT_STAGES,
    IDENTIFY_STAGES,
    MAP_VIEWS,
    PACES,
    STAGES,
    STEP_IDS,
    WALL_VIEWS,
    Answer,
    Choice,
    Document,
    DocumentSentence,
    Group,
    Item,
    ItemVersion,
    OwnWord,
    Participant,
    Placement,
    PutSpot,
    Rating,
    StepState,
    Vote,
    WholeItem,
    Workshop,
)
from focusmap.pace import end_of_day
from focusmap.service import Service
from focusmap.shown import in_no_order
from focusmap.store import Records, SecretHashes
from focusmap.tables import metadata
from focusmap.taps import REGION_IDS, STATEMENT_IDS, Tap
from focusmap.words import check_answer, clean_words
from tests.conftest import Clock

Json = dict[str, Any]
NOW = datetime(2026, 10, 12, 9)
# Eighteen people, from before there was anything but Ask and taps.
FIRST_DAYS = Path(__file__).parents[1] / "data" / "workshop_of_18.json"
SAMPLE = json.loads(FIRST_DAYS.read_text(encoding="utf-8"))


def whole(service: Service, workshop: Workshop) -> Json:
    """Return the workshop as its file has it."""
    made: Json = json.loads(to_json(whole_export(service, workshop)))
    return made


def alike(document: Json) -> Json:
    """Return what must be the same in two files of one workshop: all but the numbers of people.

    People are numbered by chance, so each is told by all that is theirs, in its order.
    """
    lists = [part.name for part in PARTS if part.name not in ("documents", "items")]
    theirs: dict[str, list[str]] = {row["participant"]: [] for row in document["people"]}
    for name in lists:
        for row in document[name]:
            # Answers are numbered in the order of people.
            left_out = ("participant", "id" if name == "answers" else "")
            plain = {k: v for k, v in row.items() if k not in left_out}
            theirs[row["participant"]].append(name + json.dumps(plain, sort_keys=True))
    rest = {k: v for k, v in document.items() if k not in (*lists, "created_at", "items")}
    items = json.dumps(document["items"])
    for person, rows in theirs.items():
        items = items.replace(f'"participant": "{person}"', json.dumps(rows))
    for row in document["answers"]:
        items = items.replace(f'{{"answer": "{row["id"]}"}}', json.dumps(row["text"]))
    return {**rest, "items": items, "people": Counter(tuple(rows) for rows in theirs.values())}


def a_file(**changes: object) -> str:
    """Return the sample's file with some of its keys changed."""
    return json.dumps({**SAMPLE, **changes})


# There and back


# A rewrite is picked by a use case of its own.
VOTES_BY_KIND = {**VOTES_ON, "rewrite": frozenset({"pick"})}


@dataclass(frozen=True, slots=True)
class Made:
    """What is put into the store for one example."""

    workshop: Workshop
    people: list[Participant]
    answers: list[Answer]
    placements: list[Placement]
    taps: list[Tap]
    dots: set[tuple[str, str]]
    documents: list[tuple[Document, list[DocumentSentence]]]
    items: list[WholeItem]
    votes: set[Vote]


WORDS = st.text(min_size=1, max_size=20).map(clean_words).filter(lambda t: _is_answer(t))
NAMES = st.text("abc é🙂-", min_size=1, max_size=8).map(lambda t: " ".join(t.split())).filter(bool)
SHARES = st.floats(-1, 1, allow_nan=False)
STATES = st.sampled_from(StepState)
VERSIONS = count(1)
UNTIL = st.one_of(st.none(), st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))


def _is_answer(text: str) -> bool:
    try:
        return check_answer(text) == text
    except Exception:  # noqa: BLE001 - whatever it is, this text is no answer
        return False


@st.composite
def workshops(draw: st.DrawFn, template: Workshop) -> Made:
    """Draw a workshop with anything in it."""
    mark = draw(st.uuids()).hex
    workshop = replace(
        template,
        id=mark,
        code=mark[:8],
        questions=tuple(replace(q, id=f"{mark}{n}") for n, q in enumerate(template.questions)),
        customers=tuple(draw(st.lists(NAMES, max_size=3, unique=True))),
        words=tuple(OwnWord(w, "colleague") for w in draw(st.lists(NAMES, max_size=3))),
        current_step=draw(st.sampled_from(STEP_IDS)),
        states={step: draw(STATES) for step in STEP_IDS},
        map_view=draw(st.sampled_from(MAP_VIEWS)),
        wall_view=draw(st.sampled_from(WALL_VIEWS)),
        wall_page=draw(st.integers(0, 9)),
        qualify_stage=draw(st.sampled_from(STAGES)),
        identify_stage=draw(st.sampled_from(IDENTIFY_STAGES)),
        act_stage=draw(st.sampled_from(ACT_STAGES)),
        pace=(pace := draw(st.sampled_from(PACES))),
        open_until=draw(UNTIL) if pace == "self_paced" else None,
        minimum=draw(st.integers(4, 6)),
        groups=tuple(Group(f"{mark}-g{n}", f"Group {n}") for n in range(draw(st.integers(0, 2)))),
    )
    in_group = st.sampled_from(["", *(g.id for g in workshop.groups)])
    people = [
        Participant(f"{mark}-{n}", mark, f"C{n}", NOW, draw(in_group))
        for n in range(draw(st.integers(1, 9)))
    ]
    whose = st.sampled_from([p.id for p in people])
    answers = [
        Answer(
            f"{mark}-a{n}",
            draw(st.sampled_from(workshop.questions)).id,
            draw(whose),
            draw(WORDS),
            NOW + timedelta(seconds=n),
            NOW + timedelta(seconds=n),
            *(draw(st.booleans()) for _ in range(3)),
        )
        for n in range(draw(st.integers(0, 6)))
    ]
    placements = [
        Placement(a.id, draw(SHARES), draw(SHARES), source, draw(st.booleans()))
        for a in answers
        for source in ("author", "facilitator")
        if draw(st.booleans())
    ]
    asked = {q.id for q in workshop.questions_of("qualify")}
    entries = [entry_id(a.question_id, a.text) for a in answers if a.question_id in asked]
    # A dot may be left of words that are gone; it goes with them.
    dots = draw(st.sets(st.tuples(whose, st.sampled_from(entries)))) if entries else set()
    taps: list[Tap] = [
        *(
            Choice(p, "acknowledge", draw(st.sampled_from(REGION_IDS)))
            for p in draw(st.sets(whose))
        ),
        *(
            Rating(p, "curiosity", draw(st.sampled_from(STATEMENT_IDS)), draw(st.integers(1, 5)))
            for p in draw(st.sets(whose))
        ),
        *(
            PutSpot(p, "curiosity", "guess", draw(SHARES), draw(SHARES))
            for p in draw(st.sets(whose))
        ),
    ]
    documents = []
    for n in range(draw(st.integers(0, 2))):
        texts = draw(st.lists(WORDS, min_size=1, max_size=3))
        name, at = f"{mark}-d{n}", NOW + timedelta(seconds=n)
        document = Document(name, draw(NAMES), "md", 3, len(texts), draw(st.integers(0, 9)), at)
        sentences = [DocumentSentence(name, i, i + 1, t) for i, t in enumerate(texts)]
        documents.append((document, sentences))
    items = draw(_items(mark, whose, [*(a.id for a in answers), *entries]))
    on = [(w.item.id, v) for w in items for v in sorted(VOTES_BY_KIND.get(w.item.kind, ()))]
    chosen = draw(st.sets(st.tuples(whose, st.sampled_from(on)))) if on else set()
    votes = {Vote(p, item, v, draw(st.integers(*VOTES[v]))) for p, (item, v) in chosen}
    return Made(workshop, people, answers, placements, taps, dots, documents, items, votes)


@st.composite
def _items(
    draw: st.DrawFn, mark: str, whose: st.SearchStrategy[str], known: list[str]
) -> list[WholeItem]:
    """Draw items by people and by the facilitator, about answers, entries, earlier items, words."""
    made: list[WholeItem] = []
    author = st.one_of(st.just(""), whose)
    for n in range(draw(st.integers(0, 3))):
        name, at = f"{mark}-i{n}", NOW + timedelta(seconds=n)
        named = st.sampled_from(["", "focus", *known, *(w.item.id for w in made)])
        texts = st.dictionaries(NAMES, st.one_of(named, WORDS), max_size=2)
        versions = tuple(
            ItemVersion(name, v, draw(author), draw(texts), at)
            for v in range(1, 1 + draw(st.integers(1, 3)))
        )
        began = versions[0].author_id
        item = Item(
            name,
            "act",
            draw(st.sampled_from(["rewrite", "measure"])),
            draw(named),
            began,
            len(versions),
            versions[-1].fields,
            at,
            at,
            draw(st.sampled_from(["", "chosen", "kept+counted"])),
            draw(st.booleans()),
        )
        made.append(WholeItem(item, versions))
    return made


def keep(focus_map: FocusMap, made: Made) -> None:
    """Put a workshop into the store without the help of what is tested."""
    mark = made.workshop.id
    with focus_map.store.write() as records:
        # The same example may be drawn again, and what is kept in memory goes by the version.
        records.delete_workshop(mark)
        anew = replace(made.workshop, version=next(VERSIONS))
        records.add_workshop(anew, SecretHashes(hash_secret(mark), hash_secret(mark)))
        for person in made.people:
            records.add_participant(mark, person)
        for answer in made.answers:
            records.add_answer(mark, answer, answer.id)
        for placement in made.placements:
            records.set_placement(mark, placement)
        for tap in made.taps:
            records.set_tap(mark, tap)
        for person_id, entry in made.dots:
            records.add_dot(mark, person_id, entry)
        for document, sentences in made.documents:
            records.add_document(mark, document, sentences)
        keep_items(records, made)


def keep_items(records: Records, made: Made) -> None:
    for whole_item in made.items:
        item, (first, *others) = whole_item.item, whole_item.versions
        mark = made.workshop.id
        records.items.add(mark, replace(item, version=1, fields=first.fields), item.id)
        for v in others:
            before = replace(item, version=v.version - 1)
            records.items.change(mark, before, v.fields, v.author_id, v.created_at)
    for vote in made.votes:
        records.items.set_vote(made.workshop.id, vote)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_a_workshop_holds_comes_back_whole(
    focus_map: FocusMap, workshop: Workshop, data: st.DataObject
) -> None:
    made = data.draw(workshops(workshop))
    keep(focus_map, made)
    service = focus_map.service
    first = whole(service, made.workshop)
    back, _ = service.bring_in(json.dumps(first), "file.json")
    assert alike(whole(service, back)) == alike(first)
    kept = ("states", "qualify_stage", "open_until")
    assert [getattr(service.stored(back), k) for k in kept] == [
        getattr(made.workshop, k) for k in kept
    ]
    assert len(first["answers"]) == len(made.answers)
    assert len(first["people"]) == len(made.people)
    assert len(first["dots"]) == len(made.dots)
    assert len(first["votes"]) == len(made.votes)
    assert [len(row["versions"]) for row in first["items"]] == [len(w.versions) for w in made.items]
    assert [len(d["sentences"]) for d in first["documents"]] == [len(s) for _, s in made.documents]


def test_what_is_read_back_is_a_workshop_of_its_own(
    service: Service, workshop: Workshop, clock: Clock
) -> None:
    text = to_json(whole_export(service, workshop))
    clock.go_on(timedelta(days=80))
    back, secrets = service.bring_in(text, "file.json")
    assert service.workshop(back.code) == back
    assert back.code != workshop.code
    assert {q.id for q in back.questions}.isdisjoint(q.id for q in workshop.questions)
    assert service.role(back, facilitator=secrets.facilitator) == "facilitator"
    with pytest.raises(Refused):
        service.role(workshop, facilitator=secrets.facilitator)
    assert (back.created_at, back.is_sample) == (workshop.created_at, False)
    assert back.expires_at == clock.now + timedelta(days=90)
    service.delete(workshop)
    with pytest.raises(NotFound):
        service.workshop(workshop.code)
    assert service.workshop_by_id(back.id) == back


def test_one_goes_on_with_it_as_before(service: Service) -> None:
    back, _ = service.bring_in(a_file(), "file.json")
    service.open_step(back.id, "qualify")
    back = service.workshop_by_id(back.id)
    person = service.join(back.id, "a new phone")
    question = back.questions_of("ask")[0]
    sent = service.send(back.id, person.id, question.id, "key", "We ship invoices")
    assert service.shown_answers(back, "ask")[-1].answer == sent


def test_everybody_has_a_personal_code_that_nobody_can_read_in_the_file(service: Service) -> None:
    back, _ = service.bring_in(a_file(), "file.json")
    named = {row["participant"] for row in SAMPLE["answers"]}
    for code in named:
        with pytest.raises(Refused):
            service.come_back(back.id, code, "my phone")
    assert service.counts(back, "ask").joined >= len(named)


def test_the_same_file_read_twice_makes_two_workshops(service: Service) -> None:
    one, two = (service.bring_in(a_file(), "file.json")[0] for _ in range(2))
    assert one.id != two.id
    assert alike(whole(service, one)) == alike(whole(service, two))


def test_a_file_of_the_first_days_has_what_was_so_then(service: Service) -> None:
    first = {k: v for k, v in SAMPLE.items() if k in ("format", "format_version", "title")}
    first |= {"language": "en", "customers": [], "current_step": "ask", "steps": {"ask": "open"}}
    first["questions"] = [{"id": "Q1", "step": "ask", "kind": "work", "text": "What?"}]
    first["answers"] = [{"participant": "P1", "question": "Q1", "text": "We ship"}]
    back, _ = service.bring_in(json.dumps(first), "file.json")
    assert (back.qualify_stage, back.map_view, back.wall_page) == ("entries", "words", 0)
    assert back.questions[0].most_answers == 3
    assert [a.answer.text for a in service.all_answers(back)] == ["We ship"]


def test_nothing_that_is_closed_is_shown_by_reading_it_back(service: Service) -> None:
    back, _ = service.bring_in(a_file(steps={"ask": "closed"}), "file.json")
    assert service.shown_answers(back, "ask") == ()
    assert service.all_answers(back)


def test_an_ended_workshop_stays_ended_and_made_live_shows_nothing(
    service: Service, clock: Clock
) -> None:
    ended, _ = service.create("Ended", pace="self_paced", until=date(2026, 10, 20))
    question = ended.questions_of("ask")[0].id
    people = [service.join(ended.id, f"phone {n}").id for n in range(4)]
    for person in people:
        service.send(ended.id, person, question, person, "We ship")
    clock.go_on(timedelta(days=20))
    # As a screen has it: with states that follow from who answered.
    written = whole(service, service.seen_by(ended.id, people[0]))
    assert set(written["steps"].values()) == {"closed"}
    assert written["open_until"] == f"{end_of_day(date(2026, 10, 20)).isoformat()}Z"
    back, _ = service.bring_in(json.dumps(written), "file.json")
    late = service.join(back.id, "late")
    with pytest.raises(StepClosed, match="took answers until 20 October 2026"):
        service.send(back.id, late.id, back.questions_of("ask")[0].id, "late", "We ship")
    service.set_pace(back.id, "live")
    assert service.shown_answers(service.workshop_by_id(back.id), "ask") == ()


def test_the_file_of_a_rehearsal_says_so_and_is_not_brought_in(service: Service) -> None:
    rehearsed, _ = service.create("Rehearsal", is_rehearsal=True)
    with pytest.raises(BadFile, match="the file of a rehearsal; its people are simulated"):
        service.bring_in(json.dumps(whole(service, rehearsed)), "file.json")


def test_each_table_of_the_database_is_in_the_file() -> None:
    with_workshop = {t.name for t in metadata.sorted_tables if "workshop_id" in t.columns}
    in_head = {"questions", "own_words", "step_states", "groups"}
    # What lets a device speak for somebody is a secret, and none leaves.
    secret = {"participant_tokens"}
    in_parts = {table for part in PARTS for table in part.tables}
    assert in_parts == with_workshop - in_head - secret


def test_each_field_of_the_workshop_is_in_the_file() -> None:
    made_anew = {"id", "code", "version", "created_at", "expires_at", "is_sample", "questions"}
    # Groups stand beside the questions.
    made_anew |= {"groups"}
    # For whose eyes a record is made is decided anew each time.
    made_anew |= {"answered", "finished", "uncounted", "viewer", "is_over"}
    assert {s.field for s in SETTINGS} == set(Workshop.__dataclass_fields__) - made_anew


# Refused

FULL: Json = {
    **SAMPLE,
    "questions": [
        *SAMPLE["questions"],
        {"id": "Q4", "step": "qualify", "kind": "measure", "text": "What is measured?"},
    ],
    "answers": [
        *SAMPLE["answers"][:2],
        {"participant": "P01", "question": "Q4", "text": "Calls answered"},
    ],
    "dots": [{"participant": "P02", "question": "Q4", "text": "calls  Answered"}],
    "documents": [
        {
            "name": "Strategy",
            "kind": "pdf",
            "pages": 2,
            "left_out": 1,
            "sentences": [{"page": 1, "text": "We grow."}],
        }
    ],
}


def with_value(*path: str | int, value: object) -> Json:
    """Return the full file with one value changed."""
    document = deepcopy(FULL)
    at: Any = document
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return document


def without(*path: str | int) -> Json:
    """Return the full file with one key taken out."""
    document = deepcopy(FULL)
    at: Any = document
    for key in path[:-1]:
        at = at[key]
    del at[path[-1]]
    return document


REFUSED: dict[str, tuple[Json, str]] = {
    "another format": (with_value("format", value="slides"), "format: 'slides' is none of"),
    "a newer version": (with_value("format_version", value=2), "format_version: 2 is of a newer"),
    "no title": (without("title"), "title: is missing."),
    "an empty title": (with_value("title", value=" "), "title: The workshop needs a title."),
    "a title of a number": (with_value("title", value=7), "title: must be a text in quotes, not 7"),
    "another language": (with_value("language", value="xx"), "language: 'xx' is none of en"),
    "another step": (with_value("current_step", value="asking"), "current_step: 'asking' is none"),
    "a step that is not there": (with_value("steps", value={"asking": "open"}), "steps.asking: is"),
    "a state that is none": (with_value("steps", "ask", value="ajar"), "steps.ask: 'ajar' is none"),
    "another view": (with_value("map_view", value="all"), "map_view: 'all' is none of words"),
    "another stage": (with_value("qualify_stage", value="x"), "qualify_stage: 'x' is none of"),
    "no end": (
        with_value("open_until", value="soon") | {"pace": "self_paced"},
        "open_until: must be a time like",
    ),
    "an end of a live one": (
        with_value("open_until", value="2026-10-12T09:00:00Z"),
        "open_until: is only for a self-paced workshop",
    ),
    "no time": (with_value("created_at", value="soon"), "created_at: must be a time like"),
    "customers as text": (with_value("customers", value="x"), "customers: must be a list, not 'x'"),
    "a customer as number": (with_value("customers", value=[1]), "customers[0]: must be a text"),
    "a question twice": (
        with_value("questions", 1, "id", value="Q1"),
        "questions[1]: is there twice",
    ),
    "a kind that is none": (with_value("questions", 0, "kind", value="x"), "questions[0].kind: "),
    "no answers": (without("answers"), "answers: is missing."),
    "answers as text": (with_value("answers", value="none"), "answers: must be a list"),
    "an answer as text": (with_value("answers", 1, value="none"), "answers[1]: must be an object"),
    "no words": (
        with_value("answers", 0, "text", value=" "),
        "answers[0].text: There are no words",
    ),
    "too many words": (
        with_value("answers", 0, "text", value="x" * 2001),
        "answers[0].text: That is 2,001 characters",
    ),
    "another question": (
        with_value("answers", 0, "question", value="Q9"),
        "answers[0].question: 'Q9' is none of Q1, Q2, Q3, Q4",
    ),
    "nobody": (without("answers", 1, "participant"), "answers[1].participant: is missing."),
    "hidden as a word": (
        with_value("answers", 0, "hidden", value="no"),
        "answers[0].hidden: must be true or false, not 'no'",
    ),
    "placed off the map": (
        with_value(
            "answers", 0, "placements", value={"author": {"x": 2, "y": 0, "confirms": True}}
        ),
        "answers[0].placements.author.x: must be a number from -1 to 1, not 2",
    ),
    "a region that is none": (
        with_value("choices", 0, "name", value="cellar"),
        "choices[0].name: ",
    ),
    "a rating of 9": (with_value("ratings", 0, "value", value=9), "ratings[0].name: "),
    "a rating twice": (
        with_value("ratings", 1, value=SAMPLE["ratings"][0]),
        "ratings[1]: is there twice",
    ),
    "a spot of no number": (
        with_value("spots", 0, "x", value=float("nan")),
        "spots[0].x: must be a number from -1 to 1, not nan",
    ),
    "a dot on nothing": (
        with_value("dots", 0, "text", value="Smiles"),
        "dots[0].text: these words are no answer to that question.",
    ),
    "a dot twice": (with_value("dots", value=FULL["dots"] * 2), "dots[1]: is there twice"),
    "a document of nothing": (
        with_value("documents", 0, "sentences", value=[]),
        "documents[0].sentences: is empty",
    ),
    "a sentence of nothing": (
        with_value("documents", 0, "sentences", 0, "text", value=""),
        "documents[0].sentences[0].text: There are no words in it.",
    ),
    "a page before the first": (
        with_value("documents", 0, "sentences", 0, "page", value=-1),
        "documents[0].sentences[0].page: must be a whole number from 0",
    ),
    "something unknown": (with_value("anwsers", value=[]), "anwsers: is nothing that can be here"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_is_refused_with_what_is_wrong_and_where(
    service: Service, focus_map: FocusMap, name: str
) -> None:
    document, told = REFUSED[name]
    with pytest.raises(BadFile) as refused:
        service.bring_in(json.dumps(document), "file.json")
    assert str(refused.value).startswith(f"file.json: {told}")
    with focus_map.store.read() as records:
        assert records.delete_expired(datetime(2100, 1, 1)) == 0


def test_the_full_file_that_the_bad_ones_are_made_of_is_taken(service: Service) -> None:
    back, _ = service.bring_in(json.dumps(FULL), "file.json")
    assert [len(d.sentences) for d in service.all_documents(back)] == [1]
    assert len(service.all_dots(back)) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{\n"title": }', "file.json:2: not readable as JSON: Expecting value."),
        ("[]", "file.json: must hold one object in braces."),
        ("", "file.json:1: not readable as JSON"),
        ("[" * 100_000, "file.json: not readable as JSON"),
        ('{"title": ' + "9" * 5000 + "}", "file.json: not readable as JSON"),
    ],
)
def test_what_is_no_json_is_named_with_its_line(service: Service, text: str, told: str) -> None:
    with pytest.raises(BadFile) as refused:
        service.bring_in(text, "file.json")
    assert str(refused.value).startswith(told)


def paths(values: Any, *above: str | int) -> list[tuple[str | int, ...]]:
    """Return the way to each value of a document."""
    inside = values.items() if isinstance(values, dict) else enumerate(values)
    found: list[tuple[str | int, ...]] = []
    for key, value in inside:
        found.append((*above, key))
        if isinstance(value, dict | list):
            found += paths(value, *above, key)
    return found


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(["\ud800", "\x00", "a\nb", 10**40]),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.none(), max_size=2),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(path=st.sampled_from(paths(FULL)), value=ANYTHING)
def test_whatever_stands_in_a_file_it_is_taken_or_told(
    service: Service, path: tuple[str | int, ...], value: object
) -> None:
    # Anything else that is raised fails this test.
    with suppress(BadFile):
        service.bring_in(json.dumps(with_value(*path, value=value)), "file.json")


def test_the_sample_and_a_new_workshop_are_read_by_one_reader() -> None:
    origin = Origin("sample", "HK7M2QWD", NOW, NOW, lambda name: name, NOW, is_sample=True)
    contents = read_contents(json.dumps(FULL), "file.json", origin)
    assert contents.workshop.is_sample
    assert read_contents(json.dumps(FULL), "file.json", origin) == contents
    other = read_contents(json.dumps(FULL), "file.json", replace(origin, id="another"))
    assert other.workshop.questions[0].id not in {q.id for q in contents.workshop.questions}


def test_ids_tell_nothing_of_the_order_in_the_file(service: Service) -> None:
    back, _ = service.bring_in(a_file(), "file.json")
    answers = service.all_answers(back)
    assert [a.answer.text for a in answers] == [a["text"] for a in SAMPLE["answers"]]
    assert in_no_order(answers) not in (answers, answers[::-1])


# Groups, and what is written together

REWRITE: Json = {
    "id": "I001",
    "step": "act",
    "kind": "rewrite",
    "about": {"answer": "A001"},
    "participant": "P01",
    "versions": [
        {"participant": "P01", "fields": {"text": "We ship"}},
        {"participant": None, "fields": {"text": "Tenants are warm"}},
    ],
}


def an_item(kind: str, **fields: str) -> Json:
    """Return an item of whose versions the last has these fields."""
    before = [{"fields": {"we_will": "call"}}] if kind == "experiment" else []
    return {"id": "I001", "step": "act", "kind": kind, "versions": [*before, {"fields": fields}]}


VOTE: Json = {"participant": "P02", "item": "I001", "name": "pick", "value": 1}
GROUPED: Json = {
    **SAMPLE,
    "minimum": 4,
    "groups": [{"id": "G1", "name": "Operations"}, {"id": "G2", "name": "Sales"}],
    "people": [
        *({"participant": f"P{n:02}", "group": "G1"} for n in range(1, 7)),
        *({"participant": f"P{n:02}", "group": "G2"} for n in range(7, 10)),
        *({"participant": f"P{n:02}"} for n in range(10, 19)),
    ],
    "items": [
        REWRITE,
        {
            "id": "I002",
            "step": "act",
            "kind": "measure",
            "about": {"item": "I001"},
            "versions": [{"fields": {"what": "calls"}}],
        },
    ],
    "votes": [VOTE],
}
NOTHING_TAPPED: Json = {"choices": [], "ratings": [], "spots": []}


def told_groups(service: Service, document: Json) -> dict[str | None, int]:
    """Return how many people a file says are in each group, after it was read and written."""
    back, _ = service.bring_in(json.dumps({**document, **NOTHING_TAPPED}), "file.json")
    file = whole(service, back)
    assert [g["name"] for g in file["groups"]] == ["Operations", "Sales"]
    return dict(Counter(row.get("group") for row in file["people"]))


def test_groups_of_less_than_the_minimum_are_not_told_in_a_file(service: Service) -> None:
    document = {**GROUPED, "answers": [], "items": [], "votes": []}
    assert told_groups(service, document) == {"G1": 6, None: 12}


def test_few_others_are_joined_by_the_smallest_group(service: Service) -> None:
    people = [*GROUPED["people"][:6], *({"participant": f"S{n}", "group": "G2"} for n in range(4))]
    people.append({"participant": "alone"})
    document = {**GROUPED, "people": people, "answers": [], "items": [], "votes": []}
    assert told_groups(service, document) == {"G1": 6, None: 5}


def test_a_group_of_which_few_answered_is_not_told_either(service: Service) -> None:
    answers = [{**SAMPLE["answers"][0], "participant": "P01"}]
    document = {**GROUPED, "answers": answers, "items": [], "votes": []}
    assert told_groups(service, document) == {None: 18}


def test_an_item_comes_back_with_its_versions_votes_and_what_it_is_about(service: Service) -> None:
    back, _ = service.bring_in(json.dumps(GROUPED), "file.json")
    rewrite, measure = service.all_items(back)
    assert rewrite.item.about == service.all_answers(back)[0].answer.id
    assert measure.item.about == rewrite.item.id
    assert [dict(v.fields) for v in rewrite.versions] == [
        {"text": "We ship"},
        {"text": "Tenants are warm"},
    ]
    assert (rewrite.item.version, rewrite.versions[1].author_id) == (2, "")
    assert rewrite.item.author_id == rewrite.versions[0].author_id != ""
    (vote,) = service.all_votes(back)
    assert (vote.item_id, vote.name, vote.value) == (rewrite.item.id, "pick", 1)
    assert service.items.all(back, "rewrite") == (rewrite.item,)


def test_a_day_that_is_far_off_by_now_refused_still_comes_back(service: Service) -> None:
    item = an_item("experiment", we_will="call", review_date="2999-01-01")
    back, _ = service.bring_in(json.dumps({**GROUPED, "items": [item], "votes": []}), "file.json")
    (kept,) = service.items.all(back, "experiment")
    assert kept.fields["review_date"] == "2999-01-01"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"people": [{"participant": "P01", "group": "G9"}]}, "people[0].group: 'G9' is none of"),
        ({"groups": [{"id": "G1", "name": ""}]}, "groups[0].name: A group has no name"),
        ({"items": [{**REWRITE, "about": {"answer": "A99"}}]}, "items[0].about.answer: 'A99' is"),
        ({"items": [{**REWRITE, "versions": []}]}, "items[0].versions: is empty"),
        (
            {"items": [an_item("experiment", first_step_date="soon")]},
            "items[0].versions[1].fields.first_step_date: must be a day such as 2026-11-25, not",
        ),
        (
            {"items": [an_item("experiment", gap="x")]},
            "items[0].versions[1].fields.gap: 'x' is none of",
        ),
        (
            {"items": [an_item("round", version="1", text="x")]},
            "items[0].versions[0].fields.number: is missing",
        ),
        (
            {"items": [an_item("round", number="one", version="1", text="x")]},
            "items[0].versions[0].fields.number: must be a whole number in quotes, not 'one'",
        ),
        (
            {"items": [an_item("word", word="tea", list="never")]},
            "items[0].versions[0].fields.list: 'never' is none of more, less",
        ),
        (
            {"items": [an_item("statement")]},
            "items[0].versions[0].fields.text: is missing",
        ),
        ({"votes": [{**VOTE, "value": 2}]}, "votes[0].value: must be a whole number from 1 to 1"),
        ({"votes": [{**VOTE, "item": "I9"}]}, "votes[0].item: 'I9' is none of"),
        ({"votes": [{**VOTE, "name": "stance"}]}, "votes[0].name: 'stance' is none of pick"),
        (
            {"votes": [{**VOTE, "item": "I002"}]},
            "votes[0].name: 'pick' is none of importance, satisfaction",
        ),
        ({"votes": [VOTE, VOTE]}, "votes[1]: is there twice"),
    ],
)
def test_what_is_written_together_is_checked_as_well(
    service: Service, change: Json, told: str
) -> None:
    with pytest.raises(BadFile) as refused:
        service.bring_in(json.dumps({**GROUPED, **change}), "file.json")
    assert str(refused.value).startswith(f"file.json: {told}")
