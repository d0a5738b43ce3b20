"""Migrations: each once, safe beside each other, and true to the tables that are queried."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import Connection, Float, Integer, MetaData, inspect, text
from sqlalchemy.types import Boolean, DateTime, String, TypeEngine

from focusmap import migrations
from focusmap.bootstrap import FocusMap
from focusmap.errors import StartError
from focusmap.migrations import MIGRATIONS, migrate
from focusmap.store import Store, open_store
from focusmap.tables import metadata

NOW = datetime(2026, 10, 12, 9)
LATER = datetime(2027, 1, 1)
ROOT = Path(__file__).parents[2]


def apply(store: Store, now: datetime) -> list[str]:
    with store.engine.connect() as connection:
        connection = connection.execution_options(focusmap_write=True)
        with connection.begin():
            return migrate(connection, now)


def applied(store: Store) -> list[tuple[str, str]]:
    with store.engine.connect() as connection:
        rows = connection.execute(text("SELECT name, applied_at FROM migrations ORDER BY name"))
        return [(row.name, str(row.applied_at)[:10]) for row in rows]


def kind(column_type: TypeEngine[object]) -> type:
    """Return what a column holds, whatever its type is called."""
    kinds = (Boolean, Integer, Float, DateTime, String)
    return next(k for k in kinds if isinstance(column_type, k))


def test_migrating_twice_applies_nothing(focus_map: FocusMap) -> None:
    before = applied(focus_map.store)
    assert apply(focus_map.store, LATER) == []
    assert applied(focus_map.store) == before


def test_every_migration_is_written_down_with_its_time(focus_map: FocusMap) -> None:
    names = [m.__name__ for m in MIGRATIONS]
    assert applied(focus_map.store) == [(name, "2026-10-12") for name in names]


def test_names_of_migrations_are_in_order_and_differ() -> None:
    names = [m.__name__ for m in MIGRATIONS]
    assert names == sorted(set(names))


def test_only_what_is_missing_is_applied(
    focus_map: FocusMap, monkeypatch: pytest.MonkeyPatch
) -> None:
    def m999_colour(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE workshops ADD COLUMN colour TEXT"))

    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, m999_colour))
    assert apply(focus_map.store, LATER) == ["m999_colour"]
    assert apply(focus_map.store, LATER) == []


def test_a_migration_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def m999_broken(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE half (id TEXT)"))
        connection.execute(text("this is not SQL"))

    url = f"sqlite:///{tmp_path / 'focusmap.db'}"
    open_store(url, NOW).close()
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, m999_broken))
    with pytest.raises(StartError, match="syntax error"):
        open_store(url, NOW)
    monkeypatch.undo()
    store = open_store(url, NOW)
    assert [name for name, _ in applied(store)] == [m.__name__ for m in MIGRATIONS]
    assert not inspect(store.engine).has_table("half")
    store.close()


def test_the_tables_queried_are_the_tables_made(focus_map: FocusMap) -> None:
    made = MetaData()
    made.reflect(focus_map.store.engine)
    assert sorted(made.tables) == sorted(metadata.tables)


@pytest.mark.parametrize("name", sorted(metadata.tables))
def test_the_columns_queried_are_the_columns_made(focus_map: FocusMap, name: str) -> None:
    inspector = inspect(focus_map.store.engine)
    made = [(c["name"], kind(c["type"])) for c in inspector.get_columns(name)]
    assert made == [(c.name, kind(c.type)) for c in metadata.tables[name].columns]
    key = inspector.get_pk_constraint(name)["constrained_columns"]
    assert key == [c.name for c in metadata.tables[name].primary_key]


@pytest.mark.parametrize("name", sorted(set(metadata.tables) - {"workshops", "migrations"}))
def test_what_belongs_to_a_workshop_goes_with_it(focus_map: FocusMap, name: str) -> None:
    with focus_map.store.engine.connect() as connection:
        keys = connection.execute(text(f"PRAGMA foreign_key_list({name})")).mappings().all()
    owners = {key["table"]: key["on_delete"] for key in keys}
    assert owners["workshops"] == "CASCADE"
    # What somebody wrote for all, or chose, may outlive its author or its group, but no workshop.
    assert set(owners.values()) <= {"CASCADE", "SET NULL"}


def test_many_threads_with_engines_of_their_own_can_open_a_new_database_at_once(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'focusmap.db'}"
    with ThreadPoolExecutor(8) as pool:
        stores = list(pool.map(lambda _: open_store(url, NOW), range(8)))
    found = [applied(store) for store in stores]
    for store in stores:
        store.close()
    assert found == [[(m.__name__, "2026-10-12") for m in MIGRATIONS]] * 8


def test_opening_waits_for_another_process_that_is_writing_the_first_tables(
    tmp_path: Path,
) -> None:
    file = tmp_path / "focusmap.db"
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        soon = Timer(0.1, other.execute, ["COMMIT"])
        soon.start()
        try:
            open_store(f"sqlite:///{file}", NOW).close()
        finally:
            soon.join()


OPEN = """
import sys
from datetime import datetime
from focusmap.store import open_store
print("ready", flush=True)
sys.stdin.readline()
open_store(sys.argv[1], datetime(2026, 10, 12)).close()
"""


def test_two_processes_can_open_a_new_database_at_once(
    tmp_path: Path, started: Callable[[str], "subprocess.Popen[str]"]
) -> None:
    url = f"sqlite:///{tmp_path / 'focusmap.db'}"
    processes = [started(url), started(url)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    errors = [process.communicate(timeout=30)[1] for process in processes]
    assert errors == ["", ""]
    store = open_store(url, NOW)
    assert [name for name, _ in applied(store)] == [m.__name__ for m in MIGRATIONS]
    store.close()


@pytest.fixture
def started() -> Callable[[str], "subprocess.Popen[str]"]:
    """Starts a process that opens a database when it is told to."""

    def start(url: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-c", OPEN, url],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start
