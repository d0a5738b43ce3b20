"""The store on a real file: how it is opened, what it says when it cannot, what it keeps apart."""

import sqlite3
import warnings
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, text

from focusmap.bootstrap import FocusMap
from focusmap.errors import StartError, StorageError
from focusmap.model import Answer, Choice, Participant, PutSpot, Question, Rating, Workshop
from focusmap.service import Service
from focusmap.store import BUSY_SECONDS, Store, open_store
from focusmap.tables import metadata
from tests.conftest import Clock

NOW = datetime(2026, 10, 12, 9)


@pytest.fixture
def file(focus_map: FocusMap, tmp_path: Path) -> Path:
    """The file of the store."""
    return tmp_path / "focusmap.db"


@pytest.fixture
def new_url(tmp_path: Path) -> str:
    """The address of a database that is not there yet."""
    return f"sqlite:///{tmp_path / 'other.db'}"


def impatient(store: Store, *pragmas: str) -> None:
    """Make the store give up at once when the database is locked, and set further pragmas."""

    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in ("busy_timeout=1", *pragmas):
            connection.execute(f"PRAGMA {pragma}")

    event.listen(store.engine, "connect", prepare)
    store.engine.dispose()


# What SQLite answers: synchronous 2 is FULL.
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("foreign_keys", 1),
        ("synchronous", 2),
        ("busy_timeout", BUSY_SECONDS * 1000),
    ],
)
def test_every_connection_is_prepared(focus_map: FocusMap, pragma: str, value: object) -> None:
    engine = focus_map.store.engine
    with engine.connect() as one, engine.connect() as other:
        found = [c.execute(text(f"PRAGMA {pragma}")).scalar_one() for c in (one, other)]
    assert found == [value, value]


def test_the_folder_of_the_database_is_made(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'new' / 'folder' / 'focusmap.db'}", NOW)
    with store.read() as records:
        records.check()
    store.close()
    assert (tmp_path / "new" / "folder" / "focusmap.db").is_file()


def test_a_file_that_is_no_database_is_left_alone_and_named(tmp_path: Path) -> None:
    file = tmp_path / "minutes.txt"
    file.write_text("The minutes of our last meeting. " * 40)
    with pytest.raises(StartError, match=r"minutes\.txt.*Move it away, or name another one"):
        open_store(f"sqlite:///{file}", NOW)
    assert file.read_text().startswith("The minutes")


def test_a_place_below_a_file_is_told_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "a_file").touch()
    with pytest.raises(StartError, match=r"a_file.*folder exists and may be written"):
        open_store(f"sqlite:///{tmp_path / 'a_file' / 'below' / 'focusmap.db'}", NOW)


def test_a_folder_in_place_of_the_file_is_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="name another place in FOCUSMAP_DATABASE_URL"):
        open_store(f"sqlite:///{tmp_path}", NOW)


@pytest.mark.parametrize(
    "url",
    ["focusmap.db", "", "oracle+none://host/name", "sqlite+none:///focusmap.db"],
)
def test_an_unusable_address_is_told_with_ones_that_are_usable(url: str) -> None:
    with pytest.raises(StartError, match=r"FOCUSMAP_DATABASE_URL is .*Use sqlite:///FILE or"):
        open_store(url, NOW)


@pytest.mark.parametrize(
    "url",
    [
        "oracle+none://focus:hush@host/name",
        "postgresql+psycopg://focus:hush@host:port/name",
        "postgresql//focus:hush@host/name",
    ],
)
def test_a_password_is_never_told(url: str) -> None:
    with pytest.raises(StartError) as refused:
        open_store(url, NOW)
    assert "hush" not in str(refused.value)


def test_a_locked_database_is_told_and_nothing_is_changed(
    focus_map: FocusMap, workshop: Workshop, file: Path
) -> None:
    impatient(focus_map.store)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match=r"Nothing was changed\. Try again") as told:
            focus_map.service.open_step(workshop.id, "act")
        other.execute("ROLLBACK")
    # The database's own words are for the log.
    assert "locked" not in str(told.value)
    assert "locked" in str(told.value.__cause__)
    assert focus_map.service.workshop_by_id(workshop.id) == workshop
    focus_map.service.open_step(workshop.id, "act")
    assert focus_map.service.workshop_by_id(workshop.id).current_step == "act"


def test_reading_goes_on_while_another_process_writes(
    service: Service, workshop: Workshop, file: Path
) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE workshops SET title = 'not yet'")
        assert service.workshop_by_id(workshop.id).title == workshop.title
        other.execute("ROLLBACK")


def test_a_read_only_database_is_told(focus_map: FocusMap, workshop: Workshop) -> None:
    impatient(focus_map.store, "query_only=ON")
    with pytest.raises(StorageError, match=r"Nothing was changed\. Try again"):
        focus_map.service.open_step(workshop.id, "act")
    assert focus_map.service.workshop_by_id(workshop.id) == workshop


def test_a_database_that_went_away_is_told(tmp_path: Path) -> None:
    store = Store(create_engine(f"sqlite:///{tmp_path / 'gone' / 'focusmap.db'}"))
    with pytest.raises(StorageError, match="Try again"), store.read() as records:
        records.check()


def test_no_free_connection_is_told_as_storage_error(new_url: str) -> None:
    engine = create_engine(new_url, pool_size=1, max_overflow=0, pool_timeout=0.01)
    store = Store(engine)
    with store.read() as busy:
        busy.check()
        with pytest.raises(StorageError), store.read() as records:
            records.check()
    store.close()


def test_an_error_inside_a_transaction_undoes_all_of_it(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    def fail_half_way() -> None:
        with focus_map.store.write() as records:
            records.touch(workshop.id)
            records.set_current_step(workshop.id, "act")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert focus_map.service.workshop_by_id(workshop.id) == workshop


def test_a_write_can_follow_a_failed_one(focus_map: FocusMap, workshop: Workshop) -> None:
    with pytest.raises(StorageError), focus_map.store.write() as records:
        records.add_participant("no workshop", Participant("p", "no workshop", "ABC234", NOW))
    with focus_map.store.write() as records:
        records.touch(workshop.id)
    assert focus_map.service.versions([workshop.id]) == {workshop.id: workshop.version + 1}


def test_a_workshop_comes_back_from_the_store_as_it_was_made(service: Service) -> None:
    made, _ = service.create("Zwölf 🐟", ["Wer?", "Was?"], ["members", "Bürger:innen, alle"])
    assert service.workshop_by_id(made.id) == made
    assert service.workshop(made.code) == made


def test_questions_are_asked_in_the_order_of_their_positions(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    with focus_map.store.engine.connect() as connection:
        connection = connection.execution_options(focusmap_write=True)
        with connection.begin():
            connection.execute(text("UPDATE questions SET position = -position"))
            connection.execute(text("UPDATE workshops SET version = version + 1"))
    now = focus_map.service.workshop_by_id(workshop.id)
    assert now.questions == workshop.questions[::-1]


def test_times_come_back_to_the_microsecond(focus_map: FocusMap, clock: Clock) -> None:
    clock.go_on(timedelta(microseconds=123_457))
    made, _ = focus_map.service.create("Autumn")
    assert focus_map.service.workshop_by_id(made.id).created_at == clock.now


def test_one_person_s_key_is_stored_once(
    focus_map: FocusMap, workshop: Workshop, person: Participant, question: Question
) -> None:
    with focus_map.store.write() as records:
        records.add_answer(
            workshop.id, Answer("a1", question.id, person.id, "one", NOW, NOW), "key"
        )
    with (
        pytest.raises(StorageError, match="Nothing was changed"),
        focus_map.store.write() as records,
    ):
        records.add_answer(
            workshop.id, Answer("a2", question.id, person.id, "two", NOW, NOW), "key"
        )


def test_an_answer_of_nobody_is_not_stored(
    focus_map: FocusMap, workshop: Workshop, question: Question
) -> None:
    with (
        pytest.raises(StorageError, match="Nothing was changed"),
        focus_map.store.write() as records,
    ):
        records.add_answer(workshop.id, Answer("a1", question.id, "nobody", "one", NOW, NOW), "key")


def test_answers_of_another_workshop_are_out_of_reach(
    focus_map: FocusMap, workshop: Workshop, person: Participant, question: Question
) -> None:
    service = focus_map.service
    answer = service.send(workshop.id, person.id, question.id, "key", "We ship invoices")
    other, _ = service.create("Another group")
    with focus_map.store.write() as records:
        assert records.answers(other.id, [question.id]) == ()
        assert records.answers_by(other.id, person.id) == ()
        assert records.answer_by_key(other.id, person.id, "key") is None
        records.change_answer(other.id, answer.id, "changed", NOW)
        records.delete_answer(other.id, answer.id, NOW)
        records.merge_participants(other.id, person.id, "somebody")
    assert [a.answer for a in service.own_answers(workshop, person.id)] == [answer]


def test_deleting_a_workshop_leaves_no_row_of_it(
    focus_map: FocusMap, workshop: Workshop, person: Participant, question: Question, file: Path
) -> None:
    focus_map.service.send(workshop.id, person.id, question.id, "key", "We ship invoices")
    for tap in (
        Choice(person.id, "acknowledge", "engine_room"),
        Rating(person.id, "curiosity", "looking", 2),
        PutSpot(person.id, "curiosity", "guess", 0.5, -0.5),
    ):
        with focus_map.store.write() as records:
            records.set_tap(workshop.id, tap)
    focus_map.service.delete(workshop)
    with closing(sqlite3.connect(file)) as database:
        tables = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'migrations'"
        ).fetchall()
        rows = {
            name: database.execute(f"SELECT count(*) FROM {name}").fetchone() for (name,) in tables
        }
    assert len(rows) == len(metadata.tables) - 1
    assert set(rows.values()) == {(0,)}


def test_withdrawn_words_are_not_kept_in_the_row(
    focus_map: FocusMap, workshop: Workshop, person: Participant, question: Question, file: Path
) -> None:
    sent = focus_map.service.send(workshop.id, person.id, question.id, "key", "Regretted")
    focus_map.service.withdraw(workshop.id, person.id, sent.id)
    focus_map.service.send(workshop.id, person.id, question.id, "key", "Sent late")
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT text FROM answers").fetchall() == [("",)]


def test_secrets_and_tokens_are_stored_as_hashes_only(focus_map: FocusMap, file: Path) -> None:
    workshop, secrets = focus_map.service.create("Autumn")
    focus_map.service.join(workshop.id, "token-of-a-phone")
    focus_map.store.close()
    kept = b"".join(p.read_bytes() for p in file.parent.glob("focusmap.db*"))
    assert workshop.code.encode() in kept
    for secret in (secrets.facilitator, secrets.wall, "token-of-a-phone"):
        assert secret.encode() not in kept


def test_a_database_in_memory_can_be_opened() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        store = open_store("sqlite:///:memory:", NOW)
    with store.read() as records:
        assert records.workshop("none") is None
    store.close()
