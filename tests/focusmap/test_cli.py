"""The command line: what it prints, what it changes, and what it says when it cannot."""

import csv
import io
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from focusmap.bootstrap import FocusMap, the_focus_map
from focusmap.cli import main
from focusmap.codes import show_code
from focusmap.documents.blocks import Sentence, Source
from focusmap.errors import NotFound, Refused
from focusmap.model import QUESTION_KINDS, STEP_IDS, StepState, Workshop
from focusmap.pace import end_of_day

ROOT = Path(__file__).parents[2]
BASE_URL = "https://focus.example"
READ_HEAD = "id,question,text"
COLUMNS = "id,question,text,x,y,placed,confidence,line_of_sight,evidence"


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture(autouse=True)
def own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Commands work on a database of this test's own."""
    monkeypatch.setenv("FOCUSMAP_DATABASE_URL", f"sqlite:///{tmp_path / 'cli.db'}")
    monkeypatch.setenv("FOCUSMAP_BASE_URL", f"{BASE_URL}/")
    the_focus_map.cache_clear()
    yield
    if the_focus_map.cache_info().currsize:
        the_focus_map().store.close()
    the_focus_map.cache_clear()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command."""

    def run(*arguments: object) -> Done:
        code = main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return Done(code, out, err)

    return run


@pytest.fixture
def read(run: Run, tmp_path: Path) -> Callable[[str | bytes], Done]:
    """Runs the command `read` on a file with a text in it."""

    def read(text: str | bytes) -> Done:
        file = tmp_path / "answers.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return run("read", file)

    return read


@pytest.fixture
def the_map() -> FocusMap:
    """The Focus Map that the commands use."""
    return the_focus_map()


@pytest.fixture
def made(the_map: FocusMap) -> Workshop:
    """A workshop with one answer, at the step Ask."""
    service = the_map.service
    workshop, _ = service.create("Harbour Housing")
    service.open_step(workshop.id, "ask")
    person = service.join(workshop.id, "phone")
    question = workshop.questions_of("ask")[0]
    service.send(workshop.id, person.id, question.id, "key", "We ship invoices on time")
    return service.workshop_by_id(workshop.id)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def refused(done: Done) -> str:
    """Return what a command said when it gave up."""
    assert done.code == 1
    assert done.out == ""
    assert done.err.endswith("\n")
    assert "Traceback" not in done.err
    return done.err


# read


def test_read_prints_the_reading_of_every_row(read: Callable[[str], Done]) -> None:
    done = read(f"{READ_HEAD}\n1,work,We ship invoices\n2,success,Patients sleep through\n")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == COLUMNS
    first, second = rows(done.out)
    assert (first["id"], first["question"], first["text"]) == ("1", "work", "We ship invoices")
    for row in (first, second):
        assert row["placed"] in ("0", "1")
        assert (row["x"] == "") == (row["y"] == "") == (row["placed"] == "0")
        assert 0 <= float(row["confidence"]) <= 1
        for evidence in json.loads(row["evidence"]):
            assert set(evidence) == {"start", "end", "axis", "weight", "term", "rule"}
            assert row["text"][evidence["start"] : evidence["end"]]


@pytest.mark.parametrize("kind", QUESTION_KINDS)
def test_read_takes_every_kind_of_question(read: Callable[[str], Done], kind: str) -> None:
    assert read(f"{READ_HEAD}\n1,{kind},We ship invoices\n").code == 0


def test_read_passes_other_columns_through_behind_its_own(read: Callable[[str], Done]) -> None:
    done = read("team,text,id,question,=note\nA,We ship,7,work,@x\n")
    assert done.out.splitlines()[0] == f"{COLUMNS},team,'=note"
    (row,) = rows(done.out)
    assert (row["id"], row["team"], row["'=note"]) == ("7", "A", "'@x")


def test_read_replaces_readings_that_were_in_the_file(read: Callable[[str], Done]) -> None:
    first = read(f"{READ_HEAD}\n1,work,We ship invoices\n").out
    assert read(first).out == first


def test_read_prints_only_a_head_for_a_file_without_rows(read: Callable[[str], Done]) -> None:
    assert read(f"{READ_HEAD}\n").out == f"{COLUMNS}\n"


def test_read_takes_a_file_from_a_spreadsheet(read: Callable[[bytes], Done]) -> None:
    text = f'{READ_HEAD}\r\n1,work,"Wir, ""ja"",\nhelfen 🙂"\r\n'
    (row,) = rows(read(b"\xef\xbb\xbf" + text.encode()).out)
    assert row["text"] == 'Wir, "ja",\nhelfen 🙂'


def test_read_keeps_a_cell_with_an_old_line_end_in_one_cell(read: Callable[[str], Done]) -> None:
    done = read(f'{READ_HEAD}\n1,work,"We ship\rinvoices"\n')
    (row,) = rows(done.out)
    assert row["text"] == "We ship\rinvoices"


def test_read_takes_rows_without_words(read: Callable[[str], Done]) -> None:
    (row,) = rows(read(f"{READ_HEAD}\n1,work,\n").out)
    assert (row["x"], row["y"], row["placed"]) == ("", "", "0")


@pytest.mark.parametrize(
    ("head", "missing"),
    [("id,text", "question"), ("question", "id, text"), ("", "id, question, text"), ("ID,x", "id")],
)
def test_read_names_the_columns_that_are_missing(
    read: Callable[[str], Done], head: str, missing: str
) -> None:
    told = refused(read(f"{head}\n1,work\n"))
    assert f"answers.csv:1: the column {missing}" in told
    assert "The first line must be: id,question,text" in told


def test_read_names_the_line_of_an_unknown_question(read: Callable[[str], Done]) -> None:
    told = refused(read(f'{READ_HEAD}\n1,work,"two\nlines"\n2,job,We ship\n'))
    assert "answers.csv:4: question is 'job'; use one of work, success, measure, value" in told


@pytest.mark.parametrize("row", ["2,work", "2,work,We ship,invoices"])
def test_read_names_the_line_with_other_cells_than_the_head(
    read: Callable[[str], Done], row: str
) -> None:
    told = refused(read(f"{READ_HEAD}\n1,work,We ship\n{row}\n"))
    assert "answers.csv:3: this row has not as many cells as the first line" in told


def test_read_names_a_file_in_another_encoding(read: Callable[[bytes], Done]) -> None:
    told = refused(read(f"{READ_HEAD}\n1,work,caf".encode() + b"\xe9\n"))
    assert "answers.csv: cannot be read" in told
    assert "Save it as CSV in UTF-8" in told


def test_read_names_the_line_of_a_quote_left_open(read: Callable[[str], Done]) -> None:
    told = refused(read(f'{READ_HEAD}\n1,work,"We ship\n'))
    assert "answers.csv:2: " in told
    assert "Check the quotes there" in told


def test_read_names_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    assert "none.csv: cannot be read" in refused(run("read", tmp_path / "none.csv"))
    assert "cannot be read" in refused(run("read", tmp_path))


def test_read_names_a_language_without_a_lexicon(run: Run, tmp_path: Path) -> None:
    assert "xx" in refused(run("read", tmp_path / "answers.csv", "--language", "xx"))


def test_read_needs_no_database(
    read: Callable[[str], Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOCUSMAP_DATABASE_URL", "nonsense")
    assert read(f"{READ_HEAD}\n1,work,We ship\n").code == 0


# workshop


def test_create_prints_the_code_and_three_links(run: Run, the_map: FocusMap) -> None:
    done = run("workshop", "create", "--title", "Autumn", "--customers", "members, patients")
    assert (done.code, done.err) == (0, "")
    told = json.loads(done.out)
    assert set(told) == {"code", "join_url", "facilitator_url", "wall_url"}
    workshop = the_map.service.workshop(told["code"])
    assert workshop.title == "Autumn"
    assert workshop.customers == ("members", "patients")
    assert told["join_url"] == f"{BASE_URL}/j/{told['code']}"
    secrets = {k: told[f"{k}_url"].rsplit("/", 1)[1] for k in ("facilitator", "wall")}
    assert the_map.service.role(workshop, facilitator=secrets["facilitator"]) == "facilitator"
    assert the_map.service.role(workshop, wall=secrets["wall"]) == "wall"


def test_create_takes_questions_of_one_s_own(run: Run, the_map: FocusMap) -> None:
    done = run("workshop", "create", "--title", "Autumn", "--questions", "Who?", "What for?")
    workshop = the_map.service.workshop(json.loads(done.out)["code"])
    assert [q.text for q in workshop.questions_of("ask")] == ["Who?", "What for?"]


@pytest.mark.parametrize("title", ["", " ", "x" * 121])
def test_create_says_what_is_wrong_with_a_title(run: Run, title: str) -> None:
    assert refused(run("workshop", "create", "--title", title))


@pytest.mark.parametrize("step", STEP_IDS)
@pytest.mark.parametrize(
    ("command", "state", "says"),
    [
        ("open", StepState.OPEN, "is open"),
        ("reveal", StepState.REVEALED, "is revealed"),
        ("close", StepState.CLOSED, "is closed"),
    ],
)
def test_a_step_gets_the_state_it_is_told(
    run: Run,
    the_map: FocusMap,
    made: Workshop,
    command: str,
    state: StepState,
    says: str,
    step: str,
) -> None:
    done = run("workshop", command, made.code, step)
    assert done == Done(0, f"{step} {says} in Harbour Housing.\n", "")
    assert the_map.service.workshop_by_id(made.id).state(step) is state


def test_a_code_may_be_typed_as_it_is_shown(run: Run, made: Workshop) -> None:
    assert run("workshop", "reveal", show_code(made.code).lower(), "ask").code == 0


def test_links_are_new_and_the_old_secrets_end(run: Run, the_map: FocusMap) -> None:
    workshop, old = the_map.service.create("Autumn")
    told = json.loads(run("workshop", "links", workshop.code).out)
    with pytest.raises(Refused):
        the_map.service.role(workshop, old.facilitator, old.wall)
    new = told["facilitator_url"].rsplit("/", 1)[1]
    assert the_map.service.role(workshop, facilitator=new) == "facilitator"
    assert told["join_url"] == f"{BASE_URL}/j/{workshop.code}"


def test_delete_deletes(run: Run, the_map: FocusMap, made: Workshop) -> None:
    assert run("workshop", "delete", made.code) == Done(0, "Harbour Housing is deleted.\n", "")
    with pytest.raises(NotFound):
        the_map.service.workshop(made.code)


def test_export_writes_json_to_a_file(run: Run, made: Workshop, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    done = run("workshop", "export", made.code, "--format", "json", "-o", file)
    assert done == Done(0, f"Harbour Housing is in {file}.\n", "")
    document = json.loads(file.read_text(encoding="utf-8"))
    assert [a["text"] for a in document["answers"]] == ["We ship invoices on time"]


def test_export_prints_csv_when_no_file_is_named(run: Run, made: Workshop) -> None:
    (row,) = rows(run("workshop", "export", made.code, "--format", "csv").out)
    assert (row["participant"], row["text"]) == ("P001", "We ship invoices on time")


def test_export_holds_what_is_not_revealed(run: Run, the_map: FocusMap, made: Workshop) -> None:
    the_map.service.close_step(made.id, "ask")
    assert len(rows(run("workshop", "export", made.code, "--format", "csv").out)) == 1


def test_export_writes_the_days_of_the_plan_as_a_calendar(
    run: Run, the_map: FocusMap, made: Workshop, tmp_path: Path
) -> None:
    told = refused(run("workshop", "export", made.code, "--format", "ics"))
    assert "has no date yet" in told
    fields = {"we_will": "visit", "first_step": "Ask Ida", "first_step_date": "2026-11-02"}
    the_map.service.items.add(made.id, "experiment", fields)
    file = tmp_path / "plan.ics"
    done = run("workshop", "export", made.code, "--format", "ics", "-o", file)
    assert (done.code, done.out) == (0, f"{made.title} is in {file}.\n")
    (event,) = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert str(event["summary"]) == "First step: Ask Ida"
    assert b"DTSTART;VALUE=DATE:20261102\r\n" in file.read_bytes()
    assert run("workshop", "export", made.code, "--format", "ics").out.count("BEGIN:VEVENT") == 1


def test_export_says_when_the_file_cannot_be_written(
    run: Run, made: Workshop, tmp_path: Path
) -> None:
    for place in (tmp_path / "no" / "folder.json", tmp_path):
        told = refused(run("workshop", "export", made.code, "--format", "json", "-o", place))
        assert f"{place} cannot be written: " in told


def test_export_writes_tables_of_entries_and_documents_beside_the_answers(
    run: Run, the_map: FocusMap, made: Workshop, tmp_path: Path
) -> None:
    service = the_map.service
    service.open_step(made.id, "qualify")
    person = service.join(made.id, "phone")
    measured = made.questions_of("qualify")[0]
    service.send(made.id, person.id, measured.id, "measured", "Calls answered")
    service.add_document(made.id, Source("Plan", "md", 0, (Sentence("We grow.", 0),), Counter()))
    file = tmp_path / "out.csv"
    done = run("workshop", "export", made.code, "--format", "csv", "-o", file)
    files = [file, tmp_path / "out-entries.csv", tmp_path / "out-documents.csv"]
    assert done == Done(0, f"Harbour Housing is in {', '.join(map(str, files))}.\n", "")
    _, entries, sentences = (rows(f.read_text(encoding="utf-8")) for f in files)
    assert [row["text"] for row in entries] == ["Calls answered"]
    assert [row["text"] for row in sentences] == ["We grow."]


def test_import_prints_what_create_prints_and_brings_everything(
    run: Run, the_map: FocusMap, made: Workshop, tmp_path: Path
) -> None:
    file = tmp_path / "out.json"
    run("workshop", "export", made.code, "--format", "json", "-o", file)
    done = run("workshop", "import", file)
    assert (done.code, done.err) == (0, "")
    told = json.loads(done.out)
    assert set(told) == {"code", "join_url", "facilitator_url", "wall_url"}
    back = the_map.service.workshop(told["code"])
    assert (back.title, back.code != made.code) == (made.title, True)
    assert [a.answer.text for a in the_map.service.all_answers(back)] == [
        "We ship invoices on time"
    ]
    secret = told["facilitator_url"].rsplit("/", 1)[1]
    assert the_map.service.role(back, facilitator=secret) == "facilitator"


def test_import_takes_a_file_that_an_editor_gave_a_mark_at_its_start(
    run: Run, made: Workshop, tmp_path: Path
) -> None:
    file = tmp_path / "out.json"
    run("workshop", "export", made.code, "--format", "json", "-o", file)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert run("workshop", "import", file).code == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", ":1: not readable as JSON"),
        (b'{"format": "slides"}', ": format: 'slides' is none of focus-map-workshop"),
        (b"caf\xe9", " is not UTF-8 at byte 3"),
    ],
)
def test_import_names_file_and_place_of_what_is_wrong(
    run: Run, tmp_path: Path, content: bytes, told: str
) -> None:
    file = tmp_path / "in {x}.json"
    file.write_bytes(content)
    assert refused(run("workshop", "import", file)).startswith(f"{file}{told}")


def test_import_names_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    assert "none.json cannot be read" in refused(run("workshop", "import", tmp_path / "none.json"))


@pytest.mark.parametrize(
    "command",
    [
        ["open", "CODE", "ask"],
        ["reveal", "CODE", "ask"],
        ["close", "CODE", "ask"],
        ["links", "CODE"],
        ["delete", "CODE"],
        ["export", "CODE", "--format", "json"],
    ],
)
@pytest.mark.parametrize("code", ["ABCDEFGH", "", "no code at all"])
def test_an_unknown_code_is_told(run: Run, command: list[str], code: str) -> None:
    filled = [code if c == "CODE" else c for c in command]
    assert "no workshop with this code" in refused(run("workshop", *filled))


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["workshop"],
        ["workshop", "open", "ABCDEFGH", "asking"],
        ["workshop", "create"],
        ["workshop", "export", "ABCDEFGH", "--format", "xls"],
        ["nonsense"],
    ],
)
def test_a_wrong_command_is_answered_with_its_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as usage:
        main(arguments)
    assert usage.value.code == 2
    assert "usage: python -m focusmap" in capsys.readouterr().err


def test_help_names_every_step(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as shown:
        main(["workshop", "open", "--help"])
    assert shown.value.code == 0
    told = " ".join(capsys.readouterr().out.split())
    assert ", ".join(STEP_IDS) in told


def test_a_database_that_cannot_be_used_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOCUSMAP_DATABASE_URL", "nonsense")
    assert "FOCUSMAP_DATABASE_URL" in refused(run("workshop", "links", "ABCDEFGH"))


def test_an_address_that_is_none_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOCUSMAP_BASE_URL", "focus.example")
    assert "FOCUSMAP_BASE_URL" in refused(run("workshop", "create", "--title", "Autumn"))


def test_commands_work_beside_a_process_that_has_the_database_open(
    the_map: FocusMap, made: Workshop
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "focusmap", "workshop", "reveal", made.code, "ask"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert the_map.service.workshop_by_id(made.id).state("ask") is StepState.REVEALED


# The pace


def test_a_self_paced_workshop_is_started_up_to_a_day(run: Run, the_map: FocusMap) -> None:
    until = datetime.now(UTC).date() + timedelta(days=10)
    made = run("workshop", "create", "--title", "T", "--pace", "self-paced", "--until", until)
    assert sorted(json.loads(made.out)) == ["code", "facilitator_url", "join_url", "wall_url"]
    workshop = the_map.service.workshop(json.loads(made.out)["code"])
    assert (workshop.pace, workshop.open_until) == ("self_paced", end_of_day(until))
    refused = run("workshop", "reveal", workshop.code, "ask")
    assert (refused.code, refused.out) == (1, "")
    assert "self-paced: its steps are open to everybody" in refused.err


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--until", "2026-12-05"), "Leave the day out"),
        (("--pace", "self-paced", "--until", "2020-02-29"), "2020-02-29 is over already"),
    ],
)
def test_a_day_that_does_not_fit_is_refused(run: Run, options: tuple[str, ...], says: str) -> None:
    made = run("workshop", "create", "--title", "T", *options)
    assert made.code == 1
    assert says in made.err


def test_what_is_no_day_is_told_with_an_example(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run("workshop", "create", "--title", "T", "--pace", "self-paced", "--until", "soon")
    assert "'soon' is no day. Write it as year-month-day" in capsys.readouterr().err


@pytest.mark.parametrize(
    "typed",
    [("Sales", "Human resources"), ("Sales, Human resources",), ("Sales,", "Human resources")],
)
def test_create_names_the_groups_and_the_smallest_shown(
    run: Run, the_map: FocusMap, typed: tuple[str, ...]
) -> None:
    """As several words, or with commas between them as the customers."""
    done = run("workshop", "create", "--title", "T", "--groups", *typed, "--minimum", "6")
    workshop = the_map.service.workshop(json.loads(done.out)["code"])
    assert [g.name for g in workshop.groups] == ["Sales", "Human resources"]
    assert workshop.minimum == 6


@pytest.mark.parametrize(
    "options", [("--groups", "Sales", "sales"), ("--minimum", "3"), ("--groups", "x" * 41)]
)
def test_create_with_a_wrong_group_makes_no_workshop(
    run: Run, the_map: FocusMap, options: tuple[str, ...]
) -> None:
    """And says what to do."""
    done = run("workshop", "create", "--title", "T", *options)
    assert (done.code, done.out) == (1, "")
    assert done.err.count(".") >= 1
    with the_map.store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM workshops").scalar() == 0
