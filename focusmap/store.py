"""Where workshops are kept; with item_records.py the only module that speaks SQL to the tables.

`Store` opens transactions; `Records` reads and writes inside one. Records flush, the caller
commits by leaving the `with` block; an exception rolls everything back.
"""

from __future__ import annotations

import logging
import re
import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Engine,
    Row,
    Select,
    String,
    Table,
    bindparam,
    case,
    create_engine,
    delete,
    event,
    func,
    insert,
    literal,
    select,
    text,
    tuple_,
    union,
    update,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from focusmap.errors import StartError, StorageError
from focusmap.groups import NONE
from focusmap.groups import STEP as GROUPS_STEP
from focusmap.item_records import TOOK_PART, ItemRecords
from focusmap.migrations import migrate
from focusmap.model import (
    ActStage,
    Answer,
    Choice,
    Counts,
    Document,
    DocumentSentence,
    Dot,
    Group,
    IdentifyStage,
    MapView,
    OwnWord,
    Pace,
    Participant,
    Placement,
    PutSpot,
    Question,
    Rating,
    Stage,
    StepState,
    Taps,
    WallView,
    Workshop,
)
from focusmap.pace import DOTS, TOGETHER, Given, with_given
from focusmap.sentences import N_
from focusmap.tables import (
    answers,
    choices,
    document_sentences,
    documents,
    dots,
    groups,
    items,
    own_words,
    participant_tokens,
    participants,
    placements,
    questions,
    ratings,
    spots,
    step_states,
    workshops,
)

log = logging.getLogger(__name__)

# How long SQLite waits for another process that writes, before it gives up.
BUSY_SECONDS = 10
# Streamlit's web server runs 28 worker threads, and each page has one of its own.
CONNECTIONS = 40
# Workshops kept in memory, so that a phone's request needs one query to find its own.
MOST_SEEN = 200
# Separates the words for customers in their column; no keyboard types it.
UNIT = "\x1f"


@dataclass(frozen=True, slots=True)
class SecretHashes:
    """The stored hashes of a workshop's two secrets."""

    facilitator: str
    wall: str


# What tells whether anything changed: equal stamps, equal answers.
Stamp = tuple[object, ...]
# Workshops as they were last read, by id.
Seen = OrderedDict[str, Workshop]


class Store:
    """One engine for all pages and routes of the process."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        # SQLite lets one connection write at a time and lets the others poll for it. Inside one
        # process a fair lock is quicker and has no tail of unlucky waiters.
        self._writing = threading.Lock()
        self._seen: Seen = OrderedDict()
        # The one transaction of a thread that does several things together, while it does.
        self._together = threading.local()

    @contextmanager
    def read(self) -> Iterator[Records]:
        """Give records for reading; raises StorageError when the database does not answer."""
        with _told_as_storage_error():
            joint = self._joint()
            if joint is not None:
                yield Records(joint, self._seen, may_remember=False)
                return
            with self.engine.connect() as connection:
                yield Records(connection, self._seen)

    @contextmanager
    def write(self) -> Iterator[Records]:
        """Give records for one transaction, committed at the end; raises StorageError."""
        with _told_as_storage_error():
            joint = self._joint()
            if joint is not None:
                with joint.begin_nested():
                    yield Records(joint, self._seen, may_remember=False)
                return
            with self._transaction() as connection:
                yield Records(connection, self._seen, may_remember=False)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make all that this thread writes one transaction: stored as a whole, or not at all.

        A write in it that is refused is undone alone, and the others stay. Raises StorageError.
        """
        with _told_as_storage_error(), self._transaction() as connection:
            self._together.connection = connection
            try:
                yield
            finally:
                self._together.connection = None

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._writing, self.engine.connect() as connection:
            connection = connection.execution_options(focusmap_write=True)
            with connection.begin():
                yield connection

    def _joint(self) -> Connection | None:
        return getattr(self._together, "connection", None)

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def open_store(url: str, now: datetime) -> Store:
    """Return a store whose tables are up to date.

    Raises StartError, naming the database and the remedy, when it cannot be opened or written.
    """
    shown = _shown(url)
    try:
        engine = _engine(url)
        store = Store(engine)
        with engine.connect() as connection:
            connection = connection.execution_options(focusmap_write=True)
            with connection.begin():
                migrate(connection, now)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, ValueError) as error:
        # The library's own words would repeat the address with its password.
        reason = f" ({error})" if isinstance(error, ModuleNotFoundError) else ""
        raise StartError(
            f"FOCUSMAP_DATABASE_URL is {shown!r}, which cannot be used{reason}. "
            "Use sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME."
        ) from None
    except (DBAPIError, OSError) as error:
        raise StartError(_why_not_opened(shown, error)) from error
    return store


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True, pool_size=10)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        parsed,
        # One for every worker thread: a connection beyond the pool's size is made anew each time.
        pool_size=CONNECTIONS,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own BEGIN comes too late for a read-then-write transaction; see _begin_sqlite.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    _change_to_wal(connection)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    # What is deleted is overwritten, not only forgotten.
    connection.execute("PRAGMA secure_delete=ON")


def _change_to_wal(connection: sqlite3.Connection) -> None:
    """Turn on the write-ahead log; while another process makes the database, try again.

    This one statement does not wait for a lock as all others do.
    """
    end = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that will write takes the lock at once: upgrading a read later can fail.
    writes = connection.get_execution_options().get("focusmap_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _shown(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return re.sub(r":[^:@/]*@|//[^@]*@", "://***@", url)


def _why_not_opened(shown: str, error: Exception) -> str:
    reason = str(getattr(error, "orig", None) or error)
    if "locked" in reason:
        remedy = "Another program holds it. Wait for that program or end it, or use another place"
    elif "not a database" in reason:
        remedy = "That file is something else. Move it away, or name another one"
    elif "readonly" in reason or "unable to open" in reason or isinstance(error, OSError):
        remedy = "Check that the folder exists and may be written, or name another place"
    else:
        remedy = "Check that the database runs and that the address is right"
    return f"The database {shown} cannot be opened: {reason}. {remedy} in FOCUSMAP_DATABASE_URL."


@contextmanager
def _told_as_storage_error() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, PoolTimeoutError) as error:
        log.exception("The database did not take or give the data")
        raise StorageError(
            N_(
                "The database did not take or give the data. Nothing was changed. "
                "Try again in a moment."
            )
        ) from error


# What every phone's request asks, written once: building a statement costs more than running it.
_workshop_is: BindParameter[str] = bindparam("workshop")
WORKSHOP_BY_ID = select(workshops).where(workshops.c.id == bindparam("id"))
WORKSHOP_BY_CODE = select(workshops).where(workshops.c.code == bindparam("code"))
VERSIONS = select(workshops.c.id, workshops.c.version).where(
    workshops.c.id.in_(bindparam("ids", expanding=True))
)
REHEARSALS = select(workshops.c.id).where(
    workshops.c.is_rehearsal.is_(True), workshops.c.expires_at > bindparam("now")
)
TOUCH = (
    update(workshops).where(workshops.c.id == _workshop_is).values(version=workshops.c.version + 1)
)
STATES = select(step_states).where(step_states.c.workshop_id == _workshop_is)
QUESTIONS = (
    select(questions).where(questions.c.workshop_id == _workshop_is).order_by(questions.c.position)
)
OWN_WORDS = (
    select(own_words).where(own_words.c.workshop_id == _workshop_is).order_by(own_words.c.position)
)
GROUPS = select(groups).where(groups.c.workshop_id == _workshop_is).order_by(groups.c.position)
GROUPS_CHOSEN = select(participants.c.id, participants.c.group_id).where(
    participants.c.workshop_id == _workshop_is, participants.c.group_id.is_not(None)
)
JOINED = select(func.count()).where(participants.c.workshop_id == _workshop_is)
PARTICIPANT_BY_TOKEN = (
    select(participants)
    .join(participant_tokens, participant_tokens.c.participant_id == participants.c.id)
    .where(
        participant_tokens.c.workshop_id == _workshop_is,
        participant_tokens.c.token_hash == bindparam("token"),
    )
)
_of_questions = answers.c.question_id.in_(bindparam("questions", expanding=True))
_kept = (answers.c.workshop_id == _workshop_is, answers.c.deleted_at.is_(None))
_oldest_first = (answers.c.created_at, answers.c.id)
# In the order of the fields of Answer.
_answer_columns = [answers.c[field.name] for field in fields(Answer)]
ANSWERS = select(*_answer_columns).where(*_kept, _of_questions).order_by(*_oldest_first)
SOME_ANSWERS = (
    select(*_answer_columns)
    .where(*_kept, answers.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(*_oldest_first)
)
ANSWERS_BY = (
    select(*_answer_columns)
    .where(*_kept, answers.c.participant_id == bindparam("person"))
    .order_by(*_oldest_first)
)
ANSWER_BY_KEY = select(*_answer_columns).where(
    answers.c.workshop_id == _workshop_is,
    answers.c.participant_id == bindparam("person"),
    answers.c.client_key == bindparam("key"),
)
ANSWERS_TO_EACH = (
    select(answers.c.question_id, func.count().label("given"))
    .where(*_kept)
    .group_by(answers.c.question_id)
)
WRITTEN = select(func.count(answers.c.id)).where(*_kept, _of_questions)
# What is tapped, one row for each participant, step and name.
TAPPED: dict[Table, type[Choice | Rating | PutSpot]] = {
    choices: Choice,
    ratings: Rating,
    spots: PutSpot,
}
_of_step = bindparam("step", type_=String)
ANSWERED = select(func.count()).select_from(
    union(
        select(answers.c.participant_id).where(*_kept, _of_questions),
        *(
            select(table.c.participant_id).where(
                table.c.workshop_id == _workshop_is, table.c.step == _of_step
            )
            for table in TAPPED
        ),
        *(query.where(items.c.step == _of_step) for query in TOOK_PART),
    ).subquery()
)
# Who gave what in which step, as rows of Given, for the rule of a self-paced workshop (pace.py). Of
# what a group writes together only Act has nothing else; in Identify it is no answer to where we
# need to be.
WHO_ANSWERED = (
    select(questions.c.step, answers.c.participant_id, questions.c.id, answers.c.hidden)
    .join(answers, answers.c.question_id == questions.c.id)
    .where(*_kept)
    .distinct(),
    *(
        select(table.c.step, table.c.participant_id, table.c.name).where(
            table.c.workshop_id == _workshop_is
        )
        for table in TAPPED
    ),
    select(literal(DOTS), dots.c.participant_id)
    .where(dots.c.workshop_id == _workshop_is)
    .distinct(),
    *(
        select(literal(TOGETHER), *query.where(items.c.step == TOGETHER).subquery().c).distinct()
        for query in TOOK_PART
    ),
)
# In the order of the fields of what is tapped.
_taps = {t: select(*(t.c[name] for name in kind._fields)) for t, kind in TAPPED.items()}
TAPS = {
    table: query.where(
        table.c.workshop_id == _workshop_is, table.c.step.in_(bindparam("steps", expanding=True))
    )
    for table, query in _taps.items()
}
TAPS_BY = {
    table: query.where(
        table.c.workshop_id == _workshop_is, table.c.participant_id == bindparam("person")
    )
    for table, query in _taps.items()
}
SPOTS_NAMED = TAPS[spots].where(spots.c.name == bindparam("name"))
ADD_ANSWER = insert(answers)
_of_answers = placements.join(answers, answers.c.id == placements.c.answer_id)
# In the order of the fields of Placement.
_placement_columns = [placements.c[field.name] for field in fields(Placement)]
PLACEMENTS = select(*_placement_columns).select_from(_of_answers).where(*_kept, _of_questions)
PLACEMENTS_BY = (
    select(*_placement_columns)
    .select_from(_of_answers)
    .where(*_kept, answers.c.participant_id == bindparam("person"))
)
DOCUMENTS = (
    select(documents, func.count(document_sentences.c.position).label("sentences"))
    .join(document_sentences, document_sentences.c.document_id == documents.c.id)
    .where(documents.c.workshop_id == _workshop_is)
    .group_by(documents.c.id)
    .order_by(documents.c.added_at, documents.c.id)
)
DOCUMENT_SENTENCES = (
    select(document_sentences)
    .where(
        document_sentences.c.workshop_id == _workshop_is,
        document_sentences.c.document_id == bindparam("document"),
    )
    .order_by(document_sentences.c.position)
)
DOT_COUNTS = (
    select(dots.c.entry_id, func.count())
    .where(dots.c.workshop_id == _workshop_is)
    .group_by(dots.c.entry_id)
)
# Changes with every answer that is sent, changed, deleted, hidden or shown again.
_if_hidden = case((answers.c.hidden.is_(True), answers.c.id))
STAMP = select(
    func.count(),
    func.count(answers.c.deleted_at),
    func.max(answers.c.updated_at),
    func.count(_if_hidden),
    func.min(_if_hidden),
    func.max(_if_hidden),
).where(answers.c.workshop_id == _workshop_is, _of_questions)
LOOKS = (
    select(answers.c.id, answers.c.updated_at, answers.c.hidden, answers.c.pinned)
    .where(answers.c.workshop_id == _workshop_is, _of_questions, answers.c.deleted_at.is_(None))
    .order_by(answers.c.id)
)
DOTS_BY = select(dots.c.entry_id).where(
    dots.c.workshop_id == _workshop_is, dots.c.participant_id == bindparam("person")
)


class Records:
    """The rows of workshops, inside one transaction. The workshop's id comes first."""

    def __init__(self, connection: Connection, seen: Seen, *, may_remember: bool = True) -> None:
        self._connection = connection
        self._seen = seen
        self._may_remember = may_remember
        self.items = ItemRecords(connection)

    # Workshops

    def add_workshop(self, workshop: Workshop, hashes: SecretHashes) -> None:
        """Add a workshop with its questions and step states."""
        row = {
            "id": workshop.id,
            "code": workshop.code,
            "title": workshop.title,
            "language": workshop.language,
            "customers": UNIT.join(workshop.customers),
            "current_step": workshop.current_step,
            "facilitator_hash": hashes.facilitator,
            "wall_hash": hashes.wall,
            "version": workshop.version,
            "is_sample": workshop.is_sample,
            "created_at": workshop.created_at,
            "expires_at": workshop.expires_at,
            "map_view": workshop.map_view,
            "wall_view": workshop.wall_view,
            "wall_page": workshop.wall_page,
            "qualify_stage": workshop.qualify_stage,
            "pace": workshop.pace,
            "open_until": workshop.open_until,
            "minimum": workshop.minimum,
            "identify_stage": workshop.identify_stage,
            "act_stage": workshop.act_stage,
            "is_rehearsal": workshop.is_rehearsal,
        }
        self._connection.execute(insert(workshops), row)
        for position, question in enumerate(workshop.questions):
            self._add_question(workshop.id, position, question)
        for step, state in workshop.states.items():
            self.set_state(workshop.id, step, state)
        self._add_words(workshop.id, workshop.words)
        self.set_groups(workshop.id, workshop.groups)

    def _add_question(self, workshop_id: str, position: int, question: Question) -> None:
        row = {
            "id": question.id,
            "workshop_id": workshop_id,
            "step": question.step,
            "position": position,
            "kind": question.kind,
            "text": question.text,
            "name": question.name,
            "most_answers": question.most_answers,
            "is_asked": question.is_asked,
        }
        self._connection.execute(insert(questions), row)

    def set_questions(self, workshop_id: str, kept: Sequence[Question]) -> None:
        """Replace the questions, in this order; answers to one that stays are kept, by its id."""
        _of_workshop = questions.c.workshop_id == workshop_id
        self._connection.execute(
            delete(questions).where(_of_workshop, questions.c.id.not_in([q.id for q in kept]))
        )
        there = set(self._connection.scalars(select(questions.c.id).where(_of_workshop)))
        for position, question in enumerate(kept):
            if question.id not in there:
                self._add_question(workshop_id, position, question)
                continue
            row = {
                "position": position,
                "kind": question.kind,
                "text": question.text,
                "name": question.name,
                "is_asked": question.is_asked,
            }
            self._connection.execute(
                update(questions).where(_of_workshop, questions.c.id == question.id).values(row)
            )

    def answers_to_each(self, workshop_id: str) -> dict[str, int]:
        """Return how many answers there are to each question that has any."""
        rows = self._connection.execute(ANSWERS_TO_EACH, {"workshop": workshop_id})
        return {row.question_id: row.given for row in rows}

    def workshop(self, workshop_id: str) -> Workshop | None:
        """Return a workshop by its id."""
        return self._workshop(WORKSHOP_BY_ID, {"id": workshop_id})

    def workshop_by_code(self, code: str) -> Workshop | None:
        """Return a workshop by its join code."""
        return self._workshop(WORKSHOP_BY_CODE, {"code": code})

    def _workshop(self, query: Select[Any], key: dict[str, str]) -> Workshop | None:
        row = self._connection.execute(query, key).one_or_none()
        if row is None:
            return None
        seen = self._seen.get(row.id)
        # Whatever changes a workshop bumps its version, in the same transaction.
        if seen and seen.version == row.version and seen.created_at == row.created_at:
            return seen
        workshop = self._whole_workshop(row)
        if self._may_remember:
            self._remember(workshop)
        return workshop

    def _remember(self, workshop: Workshop) -> None:
        # Only what is committed: a transaction that writes sees its own unfinished work.
        self._seen[workshop.id] = workshop
        while len(self._seen) > MOST_SEEN:
            self._seen.popitem(last=False)

    def _whole_workshop(self, row: Row[Any]) -> Workshop:
        key = {"workshop": row.id}
        workshop = Workshop(
            id=row.id,
            code=row.code,
            title=row.title,
            language=row.language,
            customers=tuple(filter(None, row.customers.split(UNIT))),
            current_step=row.current_step,
            states={r.step: StepState(r.state) for r in self._connection.execute(STATES, key)},
            questions=tuple(
                Question(r.id, r.step, r.kind, r.text, r.name, r.most_answers, bool(r.is_asked))
                for r in self._connection.execute(QUESTIONS, key)
            ),
            version=row.version,
            created_at=row.created_at,
            expires_at=row.expires_at,
            is_sample=bool(row.is_sample),
            map_view=row.map_view,
            qualify_stage=row.qualify_stage,
            words=tuple(
                OwnWord(r.term, r.word_class) for r in self._connection.execute(OWN_WORDS, key)
            ),
            wall_view=row.wall_view,
            wall_page=row.wall_page,
            pace=row.pace,
            open_until=row.open_until,
            minimum=row.minimum,
            groups=tuple(map(_group, self._connection.execute(GROUPS, key))),
            identify_stage=row.identify_stage,
            act_stage=row.act_stage,
            is_rehearsal=bool(row.is_rehearsal),
        )
        return with_given(workshop, self._given(row.id)) if row.pace == "self_paced" else workshop

    def _given(self, workshop_id: str) -> Iterator[Given]:
        for query in WHO_ANSWERED:
            yield from (
                Given(*row) for row in self._connection.execute(query, {"workshop": workshop_id})
            )

    def set_title(self, workshop_id: str, title: str) -> None:
        """Give a workshop another title."""
        self._connection.execute(
            update(workshops).where(workshops.c.id == workshop_id).values(title=title)
        )

    def set_expiry(self, workshop_id: str, expires_at: datetime) -> None:
        """Set when a workshop is deleted with everything in it."""
        self._connection.execute(
            update(workshops).where(workshops.c.id == workshop_id).values(expires_at=expires_at)
        )

    def set_customers(self, workshop_id: str, customers: Sequence[str]) -> None:
        """Replace the words that a workshop uses for its customers."""
        self._connection.execute(
            update(workshops)
            .where(workshops.c.id == workshop_id)
            .values(customers=UNIT.join(customers))
        )

    def set_words(self, workshop_id: str, words: Sequence[OwnWord]) -> None:
        """Replace the words that a workshop reads in its own way."""
        self._connection.execute(delete(own_words).where(own_words.c.workshop_id == workshop_id))
        self._add_words(workshop_id, words)

    def _add_words(self, workshop_id: str, words: Sequence[OwnWord]) -> None:
        for position, word in enumerate(words):
            row = {
                "workshop_id": workshop_id,
                "position": position,
                "term": word.term,
                "word_class": word.word_class,
            }
            self._connection.execute(insert(own_words), row)

    def secret_hashes(self, workshop_id: str) -> SecretHashes | None:
        """Return the hashes of a workshop's secrets."""
        query = select(workshops.c.facilitator_hash, workshops.c.wall_hash)
        row = self._connection.execute(query.where(workshops.c.id == workshop_id)).one_or_none()
        return row and SecretHashes(row.facilitator_hash, row.wall_hash)

    def set_secret_hashes(self, workshop_id: str, hashes: SecretHashes) -> None:
        """Replace the secrets of a workshop; the old links end."""
        values = {"facilitator_hash": hashes.facilitator, "wall_hash": hashes.wall}
        self._connection.execute(
            update(workshops).where(workshops.c.id == workshop_id).values(values)
        )

    def versions(self, workshop_ids: Collection[str]) -> dict[str, int]:
        """Return the versions of those of the workshops that still exist."""
        rows = self._connection.execute(VERSIONS, {"ids": list(workshop_ids)})
        return {row.id: row.version for row in rows}

    def rehearsals(self, now: datetime) -> tuple[str, ...]:
        """Return the ids of the rehearsals whose time is not over."""
        return tuple(self._connection.scalars(REHEARSALS, {"now": now}))

    def touch(self, workshop_id: str) -> None:
        """Bump a workshop's version, so that every process notices the change."""
        self._connection.execute(TOUCH, {"workshop": workshop_id})

    def set_state(self, workshop_id: str, step: str, state: StepState) -> None:
        """Set the state of a step."""
        key = (step_states.c.workshop_id == workshop_id, step_states.c.step == step)
        changed = self._connection.execute(
            update(step_states).where(*key).values(state=state.value)
        )
        if not changed.rowcount:
            row = {"workshop_id": workshop_id, "step": step, "state": state.value}
            self._connection.execute(insert(step_states), row)

    def set_current_step(self, workshop_id: str, step: str) -> None:
        """Move the workshop to a step; the page that the wall was held at belongs to the last."""
        self._connection.execute(
            update(workshops)
            .where(workshops.c.id == workshop_id, workshops.c.current_step != step)
            .values(current_step=step, wall_page=0)
        )

    def set_map_view(self, workshop_id: str, view: MapView) -> None:
        """Let the wall's map show other places."""
        self._connection.execute(
            update(workshops).where(workshops.c.id == workshop_id).values(map_view=view)
        )

    def set_wall(self, workshop_id: str, view: WallView, page: int) -> None:
        """Let the wall show another view, at a page or turning by itself at 0."""
        self._connection.execute(
            update(workshops)
            .where(workshops.c.id == workshop_id)
            .values(wall_view=view, wall_page=page)
        )

    def set_qualify_stage(self, workshop_id: str, stage: Stage) -> None:
        """Move the step Qualify to another stage."""
        self._connection.execute(
            update(workshops).where(workshops.c.id == workshop_id).values(qualify_stage=stage)
        )

    def set_identify_stage(self, workshop_id: str, stage: IdentifyStage) -> None:
        """Move the step Identify to another stage."""
        self._connection.execute(
            update(workshops).where(workshops.c.id == workshop_id).values(identify_stage=stage)
        )

    def set_act_stage(self, workshop_id: str, stage: ActStage) -> None:
        """Move the step Act to another bench."""
        self._connection.execute(
            update(workshops).where(workshops.c.id == workshop_id).values(act_stage=stage)
        )

    def set_pace(self, workshop_id: str, pace: Pace, open_until: datetime | None) -> None:
        """Set who opens the steps, and until when answers are taken if nobody does."""
        self._connection.execute(
            update(workshops)
            .where(workshops.c.id == workshop_id)
            .values(pace=pace, open_until=open_until)
        )

    def set_minimum(self, workshop_id: str, minimum: int) -> None:
        """Set how many people there must be to be shown apart."""
        self._connection.execute(
            update(workshops).where(workshops.c.id == workshop_id).values(minimum=minimum)
        )

    def set_groups(self, workshop_id: str, kept: Sequence[Group]) -> None:
        """Replace the groups; who chose one that stays keeps it, by its id."""
        self._connection.execute(
            delete(groups).where(
                groups.c.workshop_id == workshop_id, groups.c.id.not_in([g.id for g in kept])
            )
        )
        rows = self._connection.execute(GROUPS, {"workshop": workshop_id})
        there = {row.id for row in rows}
        for position, group in enumerate(kept):
            row = {"position": position, "name": group.name}
            if group.id in there:
                self._connection.execute(update(groups).where(groups.c.id == group.id).values(row))
            else:
                row |= {"id": group.id, "workshop_id": workshop_id}
                self._connection.execute(insert(groups), row)

    def delete_workshop(self, workshop_id: str) -> None:
        """Delete a workshop with everything in it."""
        self._connection.execute(delete(workshops).where(workshops.c.id == workshop_id))

    def delete_expired(self, now: datetime) -> int:
        """Delete the workshops whose time is over and return how many there were."""
        return self._connection.execute(
            delete(workshops).where(workshops.c.expires_at <= now)
        ).rowcount

    # Participants

    def add_participant(self, workshop_id: str, participant: Participant) -> None:
        """Add a person to a workshop."""
        row = {
            "id": participant.id,
            "workshop_id": workshop_id,
            "personal_code": participant.personal_code,
            "joined_at": participant.joined_at,
            "group_id": participant.group_id or None,
        }
        self._connection.execute(insert(participants), row)

    def add_token(self, workshop_id: str, token_hash: str, participant_id: str) -> None:
        """Let a device with this token speak for a participant."""
        row = {
            "workshop_id": workshop_id,
            "token_hash": token_hash,
            "participant_id": participant_id,
        }
        self._connection.execute(insert(participant_tokens), row)

    def participant_by_token(self, workshop_id: str, token_hash: str) -> Participant | None:
        """Return the participant that a device's token speaks for."""
        key = {"workshop": workshop_id, "token": token_hash}
        return _participant(self._connection.execute(PARTICIPANT_BY_TOKEN, key).one_or_none())

    def participant_by_code(self, workshop_id: str, personal_code: str) -> Participant | None:
        """Return the participant with a personal code."""
        query = select(participants).where(
            participants.c.workshop_id == workshop_id,
            participants.c.personal_code == personal_code,
        )
        return _participant(self._connection.execute(query).one_or_none())

    def set_group(self, workshop_id: str, participant_id: str, group_id: str) -> None:
        """Put a person in a group, or with an empty id in none."""
        self._connection.execute(
            update(participants)
            .where(participants.c.workshop_id == workshop_id, participants.c.id == participant_id)
            .values(group_id=group_id or None)
        )

    def group_of(self, workshop_id: str, participant_id: str) -> str:
        """Return the group's id of one person, or nothing when they are in none."""
        query = select(participants.c.group_id).where(
            participants.c.workshop_id == workshop_id, participants.c.id == participant_id
        )
        return self._connection.scalar(query) or ""

    def groups_chosen(self, workshop_id: str) -> dict[str, str]:
        """Return the group's id of each person who is in one."""
        rows = self._connection.execute(GROUPS_CHOSEN, {"workshop": workshop_id})
        return {row.id: row.group_id for row in rows}

    def participants(self, workshop_id: str) -> tuple[str, ...]:
        """Return the ids of all who joined a workshop."""
        query = select(participants.c.id).where(participants.c.workshop_id == workshop_id)
        return tuple(self._connection.scalars(query))

    def merge_participants(self, workshop_id: str, gone: str, kept: str) -> None:
        """Give one participant's answers and devices to another and forget the first."""
        self._free_keys(workshop_id, gone, kept)
        self._free_taps(workshop_id, gone, kept)
        self._free_dots(workshop_id, gone, kept)
        self._give_group(workshop_id, gone, kept)
        self.items.give_to(workshop_id, gone, kept)
        for table in (answers, participant_tokens, *TAPPED, dots):
            self._connection.execute(
                update(table)
                .where(table.c.workshop_id == workshop_id, table.c.participant_id == gone)
                .values(participant_id=kept)
            )
        self._connection.execute(
            delete(participants).where(
                participants.c.workshop_id == workshop_id, participants.c.id == gone
            )
        )

    def _free_keys(self, workshop_id: str, gone: str, kept: str) -> None:
        # A key is one person's; two people may by chance have used the same. Only such a one is
        # changed, to an id that is nobody's key: a late retry must still find its answer.
        used = select(answers.c.client_key).where(answers.c.participant_id == kept)
        self._connection.execute(
            update(answers)
            .where(
                answers.c.workshop_id == workshop_id,
                answers.c.participant_id == gone,
                answers.c.client_key.in_(used),
            )
            .values(client_key=answers.c.id)
        )

    def _free_taps(self, workshop_id: str, gone: str, kept: str) -> None:
        # Of two taps at the same thing the last counts, and the device at hand was tapped last.
        for table in TAPPED:
            newer = select(table.c.step, table.c.name).where(table.c.participant_id == gone)
            self._connection.execute(
                delete(table).where(
                    table.c.workshop_id == workshop_id,
                    table.c.participant_id == kept,
                    tuple_(table.c.step, table.c.name).in_(newer),
                )
            )

    def _free_dots(self, workshop_id: str, gone: str, kept: str) -> None:
        # One person has one person's dots: those given on the device that stays count.
        if self.dots_by(workshop_id, kept):
            self.delete_dots(workshop_id, gone, self.dots_by(workshop_id, gone))

    def _give_group(self, workshop_id: str, gone: str, kept: str) -> None:
        # Asked on the device at hand, one has just said it there: a group, or rather none.
        chosen = self.group_of(workshop_id, gone)
        silence = Choice(gone, GROUPS_STEP, NONE)
        if chosen:
            self.delete_tap(workshop_id, Choice(kept, GROUPS_STEP, NONE))
        if chosen or silence in self.taps_by(workshop_id, gone).choices:
            self.set_group(workshop_id, kept, chosen)

    # Answers

    def answers(self, workshop_id: str, question_ids: Sequence[str]) -> tuple[Answer, ...]:
        """Return the answers to some questions, oldest first."""
        return self._answers(ANSWERS, {"workshop": workshop_id, "questions": list(question_ids)})

    def answers_by(self, workshop_id: str, participant_id: str) -> tuple[Answer, ...]:
        """Return one person's answers, oldest first."""
        return self._answers(ANSWERS_BY, {"workshop": workshop_id, "person": participant_id})

    def some_answers(self, workshop_id: str, ids: Collection[str]) -> tuple[Answer, ...]:
        """Return those of some answers that are there, oldest first."""
        return self._answers(SOME_ANSWERS, {"workshop": workshop_id, "ids": list(ids)})

    def _answers(self, query: Select[Any], key: dict[str, Any]) -> tuple[Answer, ...]:
        return tuple(_answer(row) for row in self._connection.execute(query, key))

    def answer_by_key(self, workshop_id: str, participant_id: str, key: str) -> Answer | None:
        """Return the answer that a client's key already made, deleted ones included."""
        values = {"workshop": workshop_id, "person": participant_id, "key": key}
        row = self._connection.execute(ANSWER_BY_KEY, values).one_or_none()
        return _answer(row) if row else None

    def add_answer(self, workshop_id: str, answer: Answer, key: str) -> None:
        """Add an answer; the database refuses a second one with the same person and key."""
        row = {
            "id": answer.id,
            "workshop_id": workshop_id,
            "question_id": answer.question_id,
            "participant_id": answer.participant_id,
            "client_key": key,
            "text": answer.text,
            "created_at": answer.created_at,
            "updated_at": answer.updated_at,
            "hidden": answer.hidden,
            "pinned": answer.pinned,
            "typed_by_facilitator": answer.typed_by_facilitator,
        }
        self._connection.execute(ADD_ANSWER, row)

    def change_answer(self, workshop_id: str, answer_id: str, new: str, now: datetime) -> None:
        """Replace the words of an answer that is not deleted."""
        self._connection.execute(
            update(answers)
            .where(
                answers.c.workshop_id == workshop_id,
                answers.c.id == answer_id,
                answers.c.deleted_at.is_(None),
            )
            .values(text=new, updated_at=now)
        )

    def set_hidden(self, workshop_id: str, answer_id: str, *, hidden: bool) -> None:
        """Hide an answer from all screens, or show it again."""
        self._mark_answer(workshop_id, answer_id, hidden=hidden)

    def set_pinned(self, workshop_id: str, answer_id: str, *, pinned: bool) -> None:
        """Show an answer before all others, or among them again."""
        self._mark_answer(workshop_id, answer_id, pinned=pinned)

    def _mark_answer(self, workshop_id: str, answer_id: str, **marks: bool) -> None:
        self._connection.execute(
            update(answers)
            .where(answers.c.workshop_id == workshop_id, answers.c.id == answer_id)
            .values(**marks)
        )

    def delete_answer(self, workshop_id: str, answer_id: str, now: datetime) -> None:
        """Forget the words of an answer; its key stays, so that a late retry stores nothing."""
        self._connection.execute(
            update(answers)
            .where(answers.c.workshop_id == workshop_id, answers.c.id == answer_id)
            .values(text="", deleted_at=now, updated_at=now)
        )

    # Placements

    def placements(self, workshop_id: str, question_ids: Sequence[str]) -> tuple[Placement, ...]:
        """Return who placed the answers to some questions where."""
        return self._placements(
            PLACEMENTS, {"workshop": workshop_id, "questions": list(question_ids)}
        )

    def placements_by(self, workshop_id: str, participant_id: str) -> tuple[Placement, ...]:
        """Return who placed one person's answers where."""
        return self._placements(PLACEMENTS_BY, {"workshop": workshop_id, "person": participant_id})

    def _placements(self, query: Select[Any], key: dict[str, Any]) -> tuple[Placement, ...]:
        return tuple(Placement(*row) for row in self._connection.execute(query, key))

    def set_placement(self, workshop_id: str, placement: Placement) -> None:
        """Place an answer, in place of where the same source placed it before."""
        self.delete_placements(workshop_id, placement.answer_id, placement.source)
        row = {
            "workshop_id": workshop_id,
            "answer_id": placement.answer_id,
            "source": placement.source,
            "x": placement.x,
            "y": placement.y,
            "confirms": placement.confirms,
        }
        self._connection.execute(insert(placements), row)

    def delete_placements(self, workshop_id: str, answer_id: str, source: str = "") -> None:
        """Forget where an answer was placed, by one source or by all."""
        query = delete(placements).where(
            placements.c.workshop_id == workshop_id, placements.c.answer_id == answer_id
        )
        self._connection.execute(query.where(placements.c.source == source) if source else query)

    # Taps

    def taps(self, workshop_id: str, steps: Sequence[str]) -> Taps:
        """Return what was tapped in some steps."""
        return self._taps(TAPS, {"workshop": workshop_id, "steps": list(steps)})

    def taps_by(self, workshop_id: str, participant_id: str) -> Taps:
        """Return what one person tapped, in all steps."""
        return self._taps(TAPS_BY, {"workshop": workshop_id, "person": participant_id})

    def _taps(self, queries: Mapping[Table, Select[Any]], key: dict[str, Any]) -> Taps:
        def rows(table: Table) -> tuple[Any, ...]:
            return tuple(map(TAPPED[table]._make, self._connection.execute(queries[table], key)))

        return Taps(choices=rows(choices), ratings=rows(ratings), spots=rows(spots))

    def spots(self, workshop_id: str, step: str, name: str) -> tuple[PutSpot, ...]:
        """Return the dots of one name that people put in a step."""
        key = {"workshop": workshop_id, "steps": [step], "name": name}
        return tuple(map(PutSpot._make, self._connection.execute(SPOTS_NAMED, key)))

    def set_tap(self, workshop_id: str, tap: Choice | Rating | PutSpot) -> None:
        """Keep a tap, in place of what the same person tapped there before."""
        self.delete_tap(workshop_id, tap)
        row = {"workshop_id": workshop_id, **tap._asdict()}
        self._connection.execute(insert(_table_of(tap)), row)

    def delete_tap(self, workshop_id: str, tap: Choice | Rating | PutSpot) -> None:
        """Take a tap back, whatever its value; one that is not there does no harm."""
        table = _table_of(tap)
        self._connection.execute(
            delete(table).where(
                table.c.workshop_id == workshop_id,
                table.c.participant_id == tap.participant_id,
                table.c.step == tap.step,
                table.c.name == tap.name,
            )
        )

    def counts(self, workshop_id: str, step: str, question_ids: Sequence[str]) -> Counts:
        """Return how many joined, and how many wrote or tapped something in a step."""
        key = {"workshop": workshop_id, "step": step, "questions": list(question_ids)}
        return Counts(*(self._connection.scalar(q, key) or 0 for q in (JOINED, ANSWERED, WRITTEN)))

    # Documents

    def add_document(
        self, workshop_id: str, document: Document, sentences: Sequence[DocumentSentence]
    ) -> None:
        """Add a document with its sentences, of which there must be some."""
        row = {
            "id": document.id,
            "workshop_id": workshop_id,
            "name": document.name,
            "kind": document.kind,
            "pages": document.pages,
            "left_out": document.left_out,
            "added_at": document.added_at,
        }
        self._connection.execute(insert(documents), row)
        rows = [
            {
                "workshop_id": workshop_id,
                "document_id": s.document_id,
                "position": s.position,
                "page": s.page,
                "text": s.text,
            }
            for s in sentences
        ]
        self._connection.execute(insert(document_sentences), rows)

    def documents(self, workshop_id: str) -> tuple[Document, ...]:
        """Return a workshop's documents, the first added first."""
        return tuple(
            Document(r.id, r.name, r.kind, r.pages, r.sentences, r.left_out, r.added_at)
            for r in self._connection.execute(DOCUMENTS, {"workshop": workshop_id})
        )

    def document_sentences(
        self, workshop_id: str, document_id: str
    ) -> tuple[DocumentSentence, ...]:
        """Return the sentences of a document in their order."""
        key = {"workshop": workshop_id, "document": document_id}
        return tuple(
            DocumentSentence(r.document_id, r.position, r.page, r.text)
            for r in self._connection.execute(DOCUMENT_SENTENCES, key)
        )

    def delete_document(self, workshop_id: str, document_id: str) -> None:
        """Delete a document with its sentences; one that is gone already does no harm."""
        self._connection.execute(
            delete(documents).where(
                documents.c.workshop_id == workshop_id, documents.c.id == document_id
            )
        )

    # Dots

    def dot_counts(self, workshop_id: str) -> dict[str, int]:
        """Return how many dots each entry has that has any."""
        rows = self._connection.execute(DOT_COUNTS, {"workshop": workshop_id})
        return {row[0]: row[1] for row in rows}

    def stamp(self, workshop_id: str, question_ids: Sequence[str]) -> Stamp:
        """Return what changes whenever any answer to some questions does."""
        key = {"workshop": workshop_id, "questions": list(question_ids)}
        return tuple(self._connection.execute(STAMP, key).one())

    def looks(self, workshop_id: str, question_ids: Sequence[str]) -> Stamp:
        """Return what changes whenever any answer to some questions looks otherwise to the room.

        It names every answer, and takes longer than a stamp: what is hidden is never missed.
        """
        key = {"workshop": workshop_id, "questions": list(question_ids)}
        return tuple(tuple(row) for row in self._connection.execute(LOOKS, key))

    def dots_by(self, workshop_id: str, participant_id: str) -> tuple[str, ...]:
        """Return the entries that one person gave a dot."""
        key = {"workshop": workshop_id, "person": participant_id}
        return tuple(self._connection.scalars(DOTS_BY, key))

    def dots(self, workshop_id: str) -> tuple[Dot, ...]:
        """Return who gave which entry a dot."""
        query = select(dots.c.participant_id, dots.c.entry_id)
        rows = self._connection.execute(query.where(dots.c.workshop_id == workshop_id))
        return tuple(Dot(*row) for row in rows)

    def people_with_dots(self, workshop_id: str) -> int:
        """Return how many people gave a dot."""
        query = select(func.count(dots.c.participant_id.distinct()))
        return self._connection.scalar(query.where(dots.c.workshop_id == workshop_id)) or 0

    def add_dot(self, workshop_id: str, participant_id: str, entry_id: str) -> None:
        """Give an entry one person's dot, which must not be there yet."""
        row = {"workshop_id": workshop_id, "participant_id": participant_id, "entry_id": entry_id}
        self._connection.execute(insert(dots), row)

    def delete_dots(
        self, workshop_id: str, participant_id: str, entry_ids: Collection[str]
    ) -> None:
        """Take one person's dots back from some entries."""
        self._connection.execute(
            delete(dots).where(
                dots.c.workshop_id == workshop_id,
                dots.c.participant_id == participant_id,
                dots.c.entry_id.in_(entry_ids),
            )
        )

    def check(self) -> None:
        """Ask the database for a sign of life."""
        self._connection.execute(text("SELECT 1"))


def _table_of(tap: Choice | Rating | PutSpot) -> Table:
    return {Choice: choices, Rating: ratings, PutSpot: spots}[type(tap)]


def _participant(row: Row[Any] | None) -> Participant | None:
    return row and Participant(
        row.id, row.workshop_id, row.personal_code, row.joined_at, row.group_id or ""
    )


def _group(row: Row[Any]) -> Group:
    return Group(row.id, row.name)


def _answer(row: Iterable[Any]) -> Answer:
    # By place, not by name: a room reads thousands of them for each picture.
    return Answer(*row)
