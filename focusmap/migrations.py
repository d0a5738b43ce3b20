"""Changes to the database, in order, each applied once; one that has shipped is never edited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, inspect, select, text

from focusmap import tables

# Any number that no other program on the same PostgreSQL would pick.
POSTGRES_LOCK = 7_305_481


def m001_workshops(connection: Connection) -> None:
    """Make the tables of the first release, in SQL that SQLite and PostgreSQL both take."""
    for statement in (
        """CREATE TABLE workshops (
            id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
            language TEXT NOT NULL, customers TEXT NOT NULL, current_step TEXT NOT NULL,
            facilitator_hash TEXT NOT NULL, wall_hash TEXT NOT NULL, version INTEGER NOT NULL,
            is_sample BOOLEAN NOT NULL, created_at TIMESTAMP NOT NULL,
            expires_at TIMESTAMP NOT NULL)""",
        """CREATE TABLE step_states (
            workshop_id TEXT NOT NULL REFERENCES workshops(id) ON DELETE CASCADE,
            step TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY (workshop_id, step))""",
        """CREATE TABLE questions (
            id TEXT PRIMARY KEY,
            workshop_id TEXT NOT NULL REFERENCES workshops(id) ON DELETE CASCADE,
            step TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL,
            text TEXT NOT NULL)""",
        """CREATE TABLE participants (
            id TEXT PRIMARY KEY,
            workshop_id TEXT NOT NULL REFERENCES workshops(id) ON DELETE CASCADE,
            personal_code TEXT NOT NULL, joined_at TIMESTAMP NOT NULL,
            UNIQUE (workshop_id, personal_code))""",
        """CREATE TABLE participant_tokens (
            workshop_id TEXT NOT NULL REFERENCES workshops(id) ON DELETE CASCADE,
            token_hash TEXT NOT NULL,
            participant_id TEXT NOT NULL REFERENCES participants(id) ON DELETE CASCADE,
            PRIMARY KEY (workshop_id, token_hash))""",
        """CREATE TABLE answers (
            id TEXT PRIMARY KEY,
            workshop_id TEXT NOT NULL REFERENCES workshops(id) ON DELETE CASCADE,
            question_id TEXT NOT NULL REFERENCES questions(id) ON DELETE CASCADE,
            participant_id TEXT NOT NULL REFERENCES participants(id) ON DELETE CASCADE,
            client_key TEXT NOT NULL, text TEXT NOT NULL, created_at TIMESTAMP NOT NULL,
            updated_at TIMESTAMP NOT NULL, deleted_at TIMESTAMP,
            UNIQUE (participant_id, client_key))""",
        "CREATE INDEX questions_of_workshop ON questions (workshop_id)",
        "CREATE INDEX answers_of_workshop ON answers (workshop_id, question_id)",
    ):
        connection.execute(text(statement))


def m002_placements(connection: Connection) -> None:
    """Keep who placed an answer where, and what the wall's map shows.

    What the words say is not here: it follows from them.
    """
    for statement in (
        """CREATE TABLE placements (
            workshop_id TEXT NOT NULL REFERENCES workshops(id) ON DELETE CASCADE,
            answer_id TEXT NOT NULL REFERENCES answers(id) ON DELETE CASCADE,
            source TEXT NOT NULL, x DOUBLE PRECISION NOT NULL, y DOUBLE PRECISION NOT NULL,
            confirms BOOLEAN NOT NULL, PRIMARY KEY (answer_id, source))""",
        "CREATE INDEX placements_of_workshop ON placements (workshop_id)",
        "ALTER TABLE workshops ADD COLUMN map_view TEXT NOT NULL DEFAULT 'words'",
    ):
        connection.execute(text(statement))


def m003_own_words(connection: Connection) -> None:
    """Make the table of the words that a workshop reads in its own way."""
    connection.execute(
        text(
            """CREATE TABLE own_words (
            workshop_id TEXT NOT NULL REFERENCES workshops(id) ON DELETE CASCADE,
            position INTEGER NOT NULL, term TEXT NOT NULL, word_class TEXT NOT NULL,
            PRIMARY KEY (workshop_id, position))"""
        )
    )


def m004_taps(connection: Connection) -> None:
    """Keep what is tapped instead of written: choices, ratings, spots on the map.

    Each is keyed by its participant, so that the last tap counts and none counts twice.
    """
    whose = """workshop_id TEXT NOT NULL REFERENCES workshops(id) ON DELETE CASCADE,
            participant_id TEXT NOT NULL REFERENCES participants(id) ON DELETE CASCADE,
            step TEXT NOT NULL, name TEXT NOT NULL"""
    key = "PRIMARY KEY (participant_id, step, name)"
    for table, values in (
        ("choices", ""),
        ("ratings", "value INTEGER NOT NULL,"),
        ("spots", "x DOUBLE PRECISION NOT NULL, y DOUBLE PRECISION NOT NULL,"),
    ):
        connection.execute(text(f"CREATE TABLE {table} ({whose}, {values} {key})"))
        connection.execute(text(f"CREATE INDEX {table}_of_workshop ON {table} (workshop_id, step)"))


def m005_moderation(connection: Connection) -> None:
    """Keep which answers are hidden or pinned, which the facilitator typed, what the wall shows.

    A page of 0 is a wall that turns its pages by itself.
    """
    for statement in (
        "ALTER TABLE answers ADD COLUMN hidden BOOLEAN NOT NULL DEFAULT FALSE",
        "ALTER TABLE answers ADD COLUMN pinned BOOLEAN NOT NULL DEFAULT FALSE",
        "ALTER TABLE answers ADD COLUMN typed_by_facilitator BOOLEAN NOT NULL DEFAULT FALSE",
        "ALTER TABLE workshops ADD COLUMN wall_view TEXT NOT NULL DEFAULT 'map'",
        "ALTER TABLE workshops ADD COLUMN wall_page INTEGER NOT NULL DEFAULT 0",
    ):
        connection.execute(text(statement))


def m006_qualify(connection: Connection) -> None:
    """Keep documents' sentences, the dots of the step Qualify, and how many answers a question has.

    Of a document only its sentences are kept, never the file.
    """
    for statement in (
        """CREATE TABLE documents (
            id TEXT PRIMARY KEY,
            workshop_id TEXT NOT NULL REFERENCES workshops(id) ON DELETE CASCADE,
            name TEXT NOT NULL, kind TEXT NOT NULL, pages INTEGER NOT NULL,
            left_out INTEGER NOT NULL, added_at TIMESTAMP NOT NULL)""",
        """CREATE TABLE document_sentences (
            workshop_id TEXT NOT NULL REFERENCES workshops(id) ON DELETE CASCADE,
            document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
            position INTEGER NOT NULL, page INTEGER NOT NULL, text TEXT NOT NULL,
            PRIMARY KEY (document_id, position))""",
        """CREATE TABLE dots (
            workshop_id TEXT NOT NULL REFERENCES workshops(id) ON DELETE CASCADE,
            participant_id TEXT NOT NULL REFERENCES participants(id) ON DELETE CASCADE,
            entry_id TEXT NOT NULL, PRIMARY KEY (participant_id, entry_id))""",
        "CREATE INDEX documents_of_workshop ON documents (workshop_id)",
        "CREATE INDEX sentences_of_workshop ON document_sentences (workshop_id)",
        "CREATE INDEX dots_of_workshop ON dots (workshop_id)",
        "ALTER TABLE workshops ADD COLUMN qualify_stage TEXT NOT NULL DEFAULT 'entries'",
        "ALTER TABLE questions ADD COLUMN name TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE questions ADD COLUMN most_answers INTEGER NOT NULL DEFAULT 3",
    ):
        connection.execute(text(statement))


def m007_pace_and_groups(connection: Connection) -> None:
    """Keep a workshop's pace, groups and minimum, its later stages, and whether it is a rehearsal.

    Whoever has no group, or whose group is gone, has none.
    """
    for statement in (
        """CREATE TABLE groups (
            id TEXT PRIMARY KEY,
            workshop_id TEXT NOT NULL REFERENCES workshops(id) ON DELETE CASCADE,
            position INTEGER NOT NULL, name TEXT NOT NULL)""",
        "CREATE INDEX groups_of_workshop ON groups (workshop_id)",
        """ALTER TABLE participants ADD COLUMN
            group_id TEXT REFERENCES groups(id) ON DELETE SET NULL""",
        "ALTER TABLE workshops ADD COLUMN pace TEXT NOT NULL DEFAULT 'live'",
        "ALTER TABLE workshops ADD COLUMN open_until TIMESTAMP",
        "ALTER TABLE workshops ADD COLUMN minimum INTEGER NOT NULL DEFAULT 4",
        "ALTER TABLE workshops ADD COLUMN identify_stage TEXT NOT NULL DEFAULT 'want'",
        "ALTER TABLE workshops ADD COLUMN act_stage TEXT NOT NULL DEFAULT 'language'",
        "ALTER TABLE workshops ADD COLUMN is_rehearsal BOOLEAN NOT NULL DEFAULT FALSE",
    ):
        connection.execute(text(statement))


def m008_items(connection: Connection) -> None:
    """Keep what a group writes together, every version of it, and how people vote on it.

    An item without an author is the facilitator's. `about` names what it belongs to, such as the
    answer that is rewritten.
    """
    for statement in (
        """CREATE TABLE items (
            id TEXT PRIMARY KEY,
            workshop_id TEXT NOT NULL REFERENCES workshops(id) ON DELETE CASCADE,
            step TEXT NOT NULL, kind TEXT NOT NULL, about TEXT NOT NULL,
            author_id TEXT REFERENCES participants(id) ON DELETE SET NULL,
            client_key TEXT NOT NULL, version INTEGER NOT NULL, state TEXT NOT NULL,
            hidden BOOLEAN NOT NULL, created_at TIMESTAMP NOT NULL,
            updated_at TIMESTAMP NOT NULL, deleted_at TIMESTAMP,
            UNIQUE (workshop_id, client_key))""",
        """CREATE TABLE item_versions (
            workshop_id TEXT NOT NULL REFERENCES workshops(id) ON DELETE CASCADE,
            item_id TEXT NOT NULL REFERENCES items(id) ON DELETE CASCADE,
            version INTEGER NOT NULL,
            author_id TEXT REFERENCES participants(id) ON DELETE SET NULL,
            fields TEXT NOT NULL, created_at TIMESTAMP NOT NULL,
            PRIMARY KEY (item_id, version))""",
        """CREATE TABLE votes (
            workshop_id TEXT NOT NULL REFERENCES workshops(id) ON DELETE CASCADE,
            participant_id TEXT NOT NULL REFERENCES participants(id) ON DELETE CASCADE,
            item_id TEXT NOT NULL REFERENCES items(id) ON DELETE CASCADE,
            name TEXT NOT NULL, value INTEGER NOT NULL,
            PRIMARY KEY (participant_id, item_id, name))""",
        "CREATE INDEX items_of_workshop ON items (workshop_id, kind)",
        "CREATE INDEX item_versions_of_workshop ON item_versions (workshop_id)",
        "CREATE INDEX votes_of_workshop ON votes (workshop_id)",
    ):
        connection.execute(text(statement))


def m009_asked(connection: Connection) -> None:
    """Keep which questions are asked no more; their answers stay."""
    connection.execute(
        text("ALTER TABLE questions ADD COLUMN is_asked BOOLEAN NOT NULL DEFAULT TRUE")
    )


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    m001_workshops,
    m002_placements,
    m003_own_words,
    m004_taps,
    m005_moderation,
    m006_qualify,
    m007_pace_and_groups,
    m008_items,
    m009_asked,
)


def migrate(connection: Connection, now: datetime) -> list[str]:
    """Apply what is missing and return its names; the caller commits.

    On SQLite the caller must have begun a writing transaction, which locks out other processes;
    on PostgreSQL an advisory lock held until the commit does the same.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({POSTGRES_LOCK})"))
    applied = _applied(connection)
    missing = [m for m in MIGRATIONS if m.__name__ not in applied]
    for migration in missing:
        migration(connection)
        row = {"name": migration.__name__, "applied_at": now}
        connection.execute(tables.migrations.insert(), row)
    return [m.__name__ for m in missing]


def _applied(connection: Connection) -> set[str]:
    if not inspect(connection).has_table("migrations"):
        tables.migrations.create(connection)
    return set(connection.scalars(select(tables.migrations.c.name)))
