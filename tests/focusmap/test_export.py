"""Exports: complete, harmless in a spreadsheet, and silent about who wrote what when."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.bootstrap import FocusMap
from focusmap.entries import entry_id
from focusmap.export import (
    ANSWER_COLUMNS,
    PLACEMENT_COLUMNS,
    READING_COLUMNS,
    TAP_COLUMNS,
    Export,
    defuse,
    documents_csv,
    entries_csv,
    make_export,
    reading_row,
    to_csv,
    to_json,
    write_csv,
)
from focusmap.file_parts import FORMAT
from focusmap.model import (
    Answer,
    Choice,
    Document,
    DocumentSentence,
    Dot,
    Evidence,
    OwnWord,
    Participant,
    Placement,
    PutSpot,
    Question,
    Rating,
    ReadAnswer,
    ReadDocument,
    Reading,
    StepState,
    Taps,
    Vote,
    Workshop,
)

NOW = datetime(2026, 10, 12, 9, 41, 17)
QUESTION = Question("question-id", "ask", "work", "=What, is your work?")
EVIDENCE = (Evidence(0, 2, "focus", -0.5, "we", "en/inside.txt:4"),)
READING = Reading(-0.25, 0.5, 0.75, line_of_sight=True, evidence=EVIDENCE)
UNPLACED = Reading(None, None, 0.0, line_of_sight=False, evidence=(), reason="No words.")
WORKSHOP = Workshop(
    id="workshop-id",
    code="HK7M2QWD",
    title='Harbour "Housing", autumn',
    language="en",
    customers=("tenants",),
    current_step="ask",
    states={"ask": StepState.REVEALED},
    questions=(QUESTION,),
    version=9,
    created_at=datetime(2026, 10, 12, 8),
    expires_at=datetime(2027, 1, 12, 8),
    is_sample=False,
    words=(OwnWord("rota lead", "colleague"),),
)
HARD = ["=1+1", "+49 30", "-5", "@sum", "\tx", 'say "yes"', "a,b;c", "two\nlines", "'quoted", "🙂"]


def read_answer(number: int, person: str, text: str, reading: Reading = READING) -> ReadAnswer:
    at = NOW + timedelta(minutes=number)
    return ReadAnswer(
        Answer(f"answer-{number}", QUESTION.id, person, text, at, at), QUESTION, reading
    )


def answers(texts: Sequence[str]) -> list[ReadAnswer]:
    return [read_answer(n, f"person-{n}", text) for n, text in enumerate(texts)]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


# As JSON


def test_json_holds_the_workshop_and_every_word() -> None:
    document = json.loads(to_json(make_export(WORKSHOP, answers(HARD))))
    assert document["words"] == [{"term": "rota lead", "word_class": "colleague"}]
    assert document["format"] == FORMAT
    assert document["format_version"] == 1
    assert document["title"] == WORKSHOP.title
    assert document["customers"] == ["tenants"]
    assert document["steps"] == {"ask": "revealed"}
    assert document["questions"] == [
        {
            "id": "Q1",
            "step": "ask",
            "kind": "work",
            "text": QUESTION.text,
            "name": "",
            "most_answers": 3,
            "is_asked": True,
        }
    ]
    assert sorted(a["text"] for a in document["answers"]) == sorted(HARD)
    assert {a["question"] for a in document["answers"]} == {"Q1"}


def test_json_holds_the_reading_with_its_evidence() -> None:
    document = json.loads(to_json(make_export(WORKSHOP, answers(["we"]))))
    reading = document["answers"][0]["reading"]
    assert (reading["x"], reading["y"], reading["confidence"]) == (-0.25, 0.5, 0.75)
    assert reading["line_of_sight"] is True
    assert reading["evidence"] == [
        {
            "start": 0,
            "end": 2,
            "axis": "focus",
            "weight": -0.5,
            "term": "we",
            "rule": "en/inside.txt:4",
        }
    ]


def test_json_says_why_an_answer_is_unplaced() -> None:
    export = make_export(WORKSHOP, [read_answer(1, "person", "hm", UNPLACED)])
    reading = json.loads(to_json(export))["answers"][0]["reading"]
    assert (reading["x"], reading["y"], reading["reason"]) == (None, None, "No words.")


def test_a_workshop_without_answers_is_a_workshop() -> None:
    export = make_export(WORKSHOP, [])
    assert json.loads(to_json(export))["answers"] == []
    assert len(to_csv(export).splitlines()) == 1


PLACED = replace(
    read_answer(1, "person", "we"),
    author=Placement("answer-1", -0.25, 0.5, "author", confirms=True),
    facilitator=Placement("answer-1", 0.625, -0.625, "facilitator"),
)


def test_json_keeps_words_author_and_facilitator_apart() -> None:
    (answer,) = json.loads(to_json(make_export(WORKSHOP, [PLACED])))["answers"]
    assert (answer["reading"]["x"], answer["reading"]["y"]) == (-0.25, 0.5)
    assert answer["placements"] == {
        "author": {"x": -0.25, "y": 0.5, "confirms": True},
        "facilitator": {"x": 0.625, "y": -0.625, "confirms": False},
    }


def test_json_says_who_did_not_place_an_answer() -> None:
    (answer,) = json.loads(to_json(make_export(WORKSHOP, answers(["we"]))))["answers"]
    assert answer["placements"] == {"author": None, "facilitator": None}


# As CSV


def test_csv_keeps_words_author_and_facilitator_apart() -> None:
    placed, plain = rows(to_csv(make_export(WORKSHOP, [PLACED, read_answer(2, "person", "us")])))
    assert [placed[c] for c in PLACEMENT_COLUMNS] == [
        *("-0.2500", "0.5000", "1"),
        *("0.6250", "-0.6250", "0"),
    ]
    assert [plain[c] for c in PLACEMENT_COLUMNS] == [""] * 6
    assert (placed["x"], placed["y"]) == ("-0.2500", "0.5000")


def test_csv_has_one_row_an_answer_and_its_columns() -> None:
    found = rows(to_csv(make_export(WORKSHOP, answers(HARD))))
    assert len(found) == len(HARD)
    assert tuple(found[0]) == (
        *ANSWER_COLUMNS,
        *READING_COLUMNS,
        *PLACEMENT_COLUMNS,
        *TAP_COLUMNS,
    )
    assert {r["step"] for r in found} == {"ask"}


def test_csv_gives_every_word_back_but_for_the_apostrophe() -> None:
    found = rows(to_csv(make_export(WORKSHOP, answers(HARD))))
    assert sorted(r["text"] for r in found) == sorted(defuse(text) for text in HARD)


def test_csv_defuses_questions_as_well() -> None:
    (row,) = rows(to_csv(make_export(WORKSHOP, answers(["we"]))))
    assert row["question"] == "'=What, is your work?"


def test_numbers_in_reading_columns_stay_numbers() -> None:
    (row,) = rows(to_csv(make_export(WORKSHOP, answers(["we"]))))
    assert (row["x"], row["y"], row["confidence"]) == ("-0.2500", "0.5000", "0.750")
    assert (row["placed"], row["line_of_sight"]) == ("1", "1")
    assert json.loads(row["evidence"])[0]["weight"] == -0.5


def test_an_unplaced_reading_has_empty_cells_and_no_zero() -> None:
    row = reading_row(UNPLACED)
    assert (row["x"], row["y"], row["placed"], row["evidence"]) == ("", "", "0", "[]")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_cells_and_headers_that_would_act_are_defused(start: str) -> None:
    text = write_csv([f"{start}head"], [{f"{start}head": f"{start}cell"}])
    found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert found == [[f"'{start}head"], [f"'{start}cell"]]


@pytest.mark.parametrize("text", ["we ship", "1+1", " =1", "'=1", "", "a-b"])
def test_harmless_cells_stay_as_they_are(text: str) -> None:
    assert defuse(text) == text


def test_a_missing_cell_is_empty() -> None:
    assert rows(write_csv(["a", "b"], [{"a": "1"}])) == [{"a": "1", "b": ""}]


@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=2), max_size=6))
def test_any_text_survives_csv_and_no_cell_acts(cells: list[list[str]]) -> None:
    text = write_csv(["one", "two"], [dict(zip(("one", "two"), row, strict=True)) for row in cells])
    found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert found == [["one", "two"], *[[defuse(c) for c in row] for row in cells]]
    assert not any(c.startswith(("=", "+", "-", "@", "\t", "\r")) for row in found for c in row)


def test_a_line_end_inside_a_cell_does_not_end_the_row() -> None:
    for inside in ("a\rb", "a\nb", "a\r\nb"):
        text = write_csv(["text", "more"], [{"text": inside, "more": "c"}])
        assert rows(text) == [{"text": inside, "more": "c"}]


# About people


@pytest.mark.parametrize("write", [to_json, to_csv])
def test_nothing_tells_who_somebody_is_or_when_they_wrote(
    focus_map: FocusMap,
    workshop: Workshop,
    person: Participant,
    question: Question,
    write: object,
) -> None:
    assert callable(write)
    service = focus_map.service
    sent = service.send(workshop.id, person.id, question.id, "client-key", "We ship invoices")
    told = write(make_export(workshop, service.all_answers(workshop)))
    for hidden in (
        person.id,
        person.personal_code,
        "phone",
        "client-key",
        sent.id,
        question.id,
        workshop.id,
        sent.created_at.isoformat()[:10] if write is to_csv else "updated_at",
    ):
        assert hidden not in told
    assert "We ship invoices" in told


@pytest.mark.parametrize("write", [to_json, to_csv])
def test_no_answer_has_a_time(write: object) -> None:
    assert callable(write)
    told = write(make_export(WORKSHOP, answers(HARD)))
    assert "09:41" not in told
    assert "2026-10-12T09" not in told


def test_the_answers_of_a_person_have_one_name_and_others_have_others() -> None:
    given_ = [
        read_answer(1, "ada", "one"),
        read_answer(2, "ben", "two"),
        read_answer(3, "ada", "three"),
    ]
    document = json.loads(to_json(make_export(WORKSHOP, given_)))
    names = {a["text"]: a["participant"] for a in document["answers"]}
    assert names["one"] == names["three"] != names["two"]
    assert set(names.values()) == {"P001", "P002"}


@given(st.permutations(range(12)))
def test_the_order_of_joining_and_writing_tells_nothing(order: list[int]) -> None:
    by_arrival = [read_answer(n, f"person-{who:02}", f"text {who}") for n, who in enumerate(order)]
    as_before = [read_answer(n, f"person-{n:02}", f"text {n}") for n in range(12)]
    assert to_json(make_export(WORKSHOP, by_arrival)) == to_json(make_export(WORKSHOP, as_before))


def test_numbers_do_not_follow_the_order_of_ids() -> None:
    people = make_export(WORKSHOP, answers(["x"] * 40)).people
    in_order = [people[f"person-{n}"] for n in range(40)]
    assert sorted(in_order) == [f"P{n:03}" for n in range(1, 41)]
    assert in_order != sorted(in_order)
    assert in_order != sorted(in_order, reverse=True)


def test_another_seed_numbers_people_otherwise_and_the_same_alike() -> None:
    made = [make_export(WORKSHOP, answers(["x"] * 40), seed).people for seed in (0, 0, 1)]
    assert made[0] == made[1] != made[2]


# What was tapped

TAPS = Taps(
    choices=(Choice("person-0", "acknowledge", "engine_room"),),
    ratings=(Rating("person-9", "curiosity", "looking", 4),),
    spots=(PutSpot("person-0", "curiosity", "guess", -0.25, 0.5),),
)


def test_json_holds_every_tap_under_its_persons_number() -> None:
    export = make_export(WORKSHOP, answers(["we"]), taps=TAPS)
    document = json.loads(to_json(export))
    one, nine = export.people["person-0"], export.people["person-9"]
    assert sorted((one, nine)) == ["P001", "P002"]
    assert document["choices"] == [
        {"participant": one, "step": "acknowledge", "name": "engine_room"}
    ]
    assert document["ratings"] == [
        {"participant": nine, "step": "curiosity", "name": "looking", "value": 4}
    ]
    assert document["spots"] == [
        {"participant": one, "step": "curiosity", "name": "guess", "x": -0.25, "y": 0.5}
    ]
    assert document["answers"][0]["participant"] == one


def test_csv_has_one_row_a_tap_after_the_answers() -> None:
    _, choice, rating, spot = rows(to_csv(make_export(WORKSHOP, answers(["we"]), taps=TAPS)))
    assert [choice[c] for c in ("step", *TAP_COLUMNS)] == [
        "acknowledge",
        "choices",
        "engine_room",
        "",
    ]
    assert [rating[c] for c in TAP_COLUMNS] == ["ratings", "looking", "4"]
    assert (spot["name"], spot["author_x"], spot["author_y"]) == ("guess", "-0.2500", "0.5000")
    assert {row["text"] for row in (choice, rating, spot)} == {""}


@pytest.mark.parametrize("write", [to_json, to_csv])
def test_the_order_of_taps_tells_nothing_about_when(write: Callable[[Export], str]) -> None:
    people = [f"person-{n}" for n in range(30)]
    made = [
        write(
            make_export(
                WORKSHOP,
                [],
                taps=Taps(choices=tuple(Choice(p, "acknowledge", "engine_room") for p in order)),
            )
        )
        for order in (people, people[::-1])
    ]
    assert made[0] == made[1]


# Hidden answers, and what the facilitator typed


def marked(**marks: bool) -> ReadAnswer:
    made = read_answer(1, "person", "Bob is slow")
    return replace(made, answer=replace(made.answer, **marks))  # type: ignore[arg-type]


def test_a_table_says_hidden_in_place_of_the_words_and_of_what_they_say() -> None:
    (row,) = rows(to_csv(make_export(WORKSHOP, [marked(hidden=True)])))
    assert (row["text"], row["hidden"]) == ("hidden", "1")
    assert not any(row[column] for column in (*READING_COLUMNS, *PLACEMENT_COLUMNS))
    assert "Bob" not in to_csv(make_export(WORKSHOP, [marked(hidden=True)]))


def test_the_whole_workshop_keeps_a_hidden_answer_and_marks_it() -> None:
    (answer,) = json.loads(to_json(make_export(WORKSHOP, [marked(hidden=True)])))["answers"]
    assert (answer["text"], answer["hidden"]) == ("Bob is slow", True)


@pytest.mark.parametrize("name", ["pinned", "typed_by_facilitator"])
def test_both_files_say_what_is_pinned_and_what_the_facilitator_typed(name: str) -> None:
    export = make_export(WORKSHOP, [marked(**{name: True})])
    (row,) = rows(to_csv(export))
    assert (row[name], row["hidden"], row["text"]) == ("1", "0", "Bob is slow")
    assert json.loads(to_json(export))["answers"][0][name] is True


# Qualify: what was named with its dots, and the documents

MEASURED = Question("measured-id", "qualify", "measure", "What is measured here?")


def named(number: int, person: str, text: str, **marks: bool) -> ReadAnswer:
    made = read_answer(number, person, text)
    answer = replace(made.answer, question_id=MEASURED.id, **marks)  # type: ignore[arg-type]
    return replace(made, answer=answer, question=MEASURED)


def dot(person: str, text: str) -> Dot:
    return Dot(person, entry_id(MEASURED.id, text))


QUALIFIED = replace(WORKSHOP, questions=(QUESTION, MEASURED), qualify_stage="result")
NAMED = [
    named(1, "ada", "Calls answered"),
    named(2, "ben", "calls  answered"),
    named(3, "ben", "Budget kept"),
    named(4, "cem", "Bob is slow", hidden=True),
]
DOTS = [
    *(dot("ada", "Calls answered"), dot("ben", "CALLS ANSWERED"), dot("ben", "Budget kept")),
    *(dot("cem", "Bob is slow"), dot("cem", "What nobody wrote")),
]


def qualified() -> Export:
    return make_export(QUALIFIED, NAMED, dots=DOTS)


def test_json_says_who_gave_which_words_a_dot_and_forgets_words_that_are_gone() -> None:
    document = json.loads(to_json(qualified()))
    people = qualified().people
    assert document["qualify_stage"] == "result"
    assert sorted((row["participant"], row["text"]) for row in document["dots"]) == sorted(
        [
            (people["ada"], "Calls answered"),
            (people["ben"], "Calls answered"),
            (people["ben"], "Budget kept"),
            (people["cem"], "Bob is slow"),
        ]
    )
    assert {row["question"] for row in document["dots"]} == {"Q2"}


def test_json_counts_those_who_joined_and_gave_nothing() -> None:
    document = json.loads(to_json(make_export(WORKSHOP, answers(["we"]), joined=["late"])))
    assert [row["participant"] for row in document["people"]] == ["P001", "P002"]


def test_csv_has_no_row_of_a_dot_or_vote() -> None:
    """It would tell what somebody with a number thinks important; the entries count the dots."""
    named = rows(to_csv(make_export(QUALIFIED, NAMED)))
    vote = Vote(DOTS[0].participant_id, "item", "dot", 1)
    table = rows(to_csv(make_export(QUALIFIED, NAMED, dots=DOTS, votes=[vote])))
    assert [row["text"] for row in table] == [row["text"] for row in named]
    assert {row["tapped"] for row in table} == {""}
    assert "Bob" not in to_csv(qualified())


def test_entries_have_a_table_with_people_and_dots_the_most_first() -> None:
    table = rows(entries_csv(qualified()))
    assert [(row["text"], row["people"], row["dots"]) for row in table] == [
        ("Calls answered", "2", "2"),
        ("Budget kept", "1", "1"),
    ]
    assert table[0]["x"] == "-0.2500"


DOCUMENT = ReadDocument(
    Document("document-id", "=Strategy", "pdf", 2, 2, 1, NOW),
    (
        DocumentSentence("document-id", 0, 1, "We grow."),
        DocumentSentence("document-id", 1, 2, "-> We help."),
    ),
    (read_answer(1, "", "We grow."), read_answer(2, "", "-> We help.", UNPLACED)),
)


def test_json_has_the_sentences_of_documents_with_what_they_say_and_no_time() -> None:
    told = to_json(make_export(WORKSHOP, [], documents=[DOCUMENT]))
    (document,) = json.loads(told)["documents"]
    assert (document["name"], document["kind"], document["pages"]) == ("=Strategy", "pdf", 2)
    assert [(s["page"], s["text"]) for s in document["sentences"]] == [
        (1, "We grow."),
        (2, "-> We help."),
    ]
    assert document["sentences"][0]["reading"]["x"] == -0.25
    assert "document-id" not in told
    assert "added_at" not in told


def test_documents_have_a_table_of_their_own_with_a_row_a_sentence() -> None:
    export = make_export(WORKSHOP, [], documents=[DOCUMENT])
    first, second = rows(documents_csv(export))
    assert (first["document"], first["page"], first["text"]) == ("'=Strategy", "1", "We grow.")
    assert (second["text"], second["x"], second["placed"]) == ("'-> We help.", "", "0")
    assert "We grow." not in to_csv(export)
