"""A workshop's file, read back: as a new workshop, or as the sample."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from focusmap.codes import PERSONAL_CODE_LENGTH, new_code
from focusmap.entries import STEP as QUALIFY
from focusmap.entries import entry_id
from focusmap.file_parts import (
    FORMAT,
    FORMAT_VERSION,
    PARTS,
    SETTINGS,
    Names,
    Part,
    answer_name,
    read_group,
    read_question,
)
from focusmap.groups import check_groups
from focusmap.json_file import Row, parse_json
from focusmap.model import Group, Question, Workshop
from focusmap.store import Records, SecretHashes
from focusmap.words import clean_words

HEAD = ("format", "format_version", "created_at", "groups", "questions")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a file does not say of the workshop that is made of it.

    Without `created_at` it is as old as the file says. `personal_code` gives each person one.
    """

    id: str
    code: str
    now: datetime
    expires_at: datetime
    personal_code: Callable[[str], str]
    created_at: datetime | None = None
    is_sample: bool = False

    @classmethod
    def anew(cls, now: datetime, expires_at: datetime) -> Origin:
        """Return what a workshop gets that nobody has joined from a phone yet."""
        return cls(uuid4().hex, new_code(), now, expires_at, _new_codes())


def _new_codes() -> Callable[[str], str]:
    given: set[str] = set()

    def code(_name: str) -> str:
        new = new_code(PERSONAL_CODE_LENGTH)
        while new in given:
            new = new_code(PERSONAL_CODE_LENGTH)
        given.add(new)
        return new

    return code


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a workshop's file holds, checked, with the ids under which it will be kept."""

    workshop: Workshop
    parts: tuple[tuple[Part, tuple[Any, ...]], ...]


def read_contents(text: str, file: str, origin: Origin) -> Contents:
    """Return what a file holds; raises BadFile, with the place and the value, where it is wrong."""
    root = parse_json(text, file)
    _check_format(root)
    workshop = _workshop(root, origin)
    names = _names(root, workshop, origin)
    return Contents(workshop, tuple((part, _read(part, root, names)) for part in PARTS))


def keep_contents(records: Records, contents: Contents, hashes: SecretHashes) -> None:
    """Put a workshop with everything into the store; the caller commits."""
    workshop = contents.workshop
    records.add_workshop(workshop, hashes)
    for part, things in contents.parts:
        for thing in things:
            part.keep(records, workshop.id, thing)


def _check_format(root: Row) -> None:
    root.one_of("format", (FORMAT,))
    version = root.count("format_version", 1)
    if version > FORMAT_VERSION:
        raise root.error(
            "format_version",
            f"{version} is of a newer Focus Map; this one reads {FORMAT_VERSION}. Update it first.",
        )
    root.check_keys((*HEAD, *(s.key for s in SETTINGS), *(p.name for p in PARTS)))


def _workshop(root: Row, origin: Origin) -> Workshop:
    fields = {setting.field: setting.read(root, setting.key) for setting in SETTINGS}
    return Workshop(
        id=origin.id,
        code=origin.code,
        questions=_questions(root, origin.id),
        groups=_groups(root, origin.id),
        version=1,
        created_at=origin.created_at or _created_at(root, origin.now),
        expires_at=origin.expires_at,
        is_sample=origin.is_sample,
        **fields,
    )


def _created_at(root: Row, now: datetime) -> datetime:
    return min(root.time("created_at"), now) if "created_at" in root.values else now


def _questions(root: Row, prefix: str) -> tuple[Question, ...]:
    rows = root.rows("questions")
    _check_once(rows, [row.name("id") for row in rows])
    return tuple(read_question(row, prefix) for row in rows)


def _groups(root: Row, prefix: str) -> tuple[Group, ...]:
    rows = root.rows("groups", ())
    _check_once(rows, [row.name("id") for row in rows])
    groups = tuple(read_group(row, prefix) for row in rows)
    root.tried("groups", lambda: check_groups([group.name for group in groups]))
    return groups


def _names(root: Row, workshop: Workshop, origin: Origin) -> Names:
    rows = root.rows("questions")
    asked = {r.name("id"): q for r, q in zip(rows, workshop.questions, strict=True)}
    plain = Names(origin.id, origin.now, asked, origin.personal_code)
    entries = frozenset(
        entry_id(question.id, clean_words(row.text("text")))
        for row in root.rows("answers")
        if (question := plain.question(row)).step == QUALIFY
    )
    return replace(
        plain,
        entries=entries,
        answers=frozenset(answer_name(row) for row in root.rows("answers")),
        items={row.name("id"): row.name("kind") for row in root.rows("items", ())},
        groups={
            row.name("id"): group
            for row, group in zip(root.rows("groups", ()), workshop.groups, strict=True)
        },
    )


def _read(part: Part, root: Row, names: Names) -> tuple[Any, ...]:
    rows = _people(root) if part.name == "people" else root.rows(part.name, ())
    found = tuple(part.read(row, names) for row in rows)
    if part.same:
        _check_once(rows, [part.same(thing) for thing in found])
    return found


def _people(root: Row) -> list[Row]:
    """Return those who are listed, then those who are only named where they gave something."""
    listed = root.rows("people", ())
    names = {row.name("participant") for row in listed}
    rows = [row for part in PARTS for row in root.rows(part.name, ())]
    rows += [version for row in root.rows("items", ()) for version in row.rows("versions")]
    named = {row.name("participant") for row in rows if row.has("participant")}
    others = sorted(named - names)
    return [*listed, *(Row(root.file, "people", {"participant": name}) for name in others)]


def _check_once(rows: Sequence[Row], keys: Sequence[Any]) -> None:
    """Raise BadFile at the first row whose key an earlier one has."""
    seen = set()
    for row, key in zip(rows, keys, strict=True):
        if key in seen:
            raise row.error("", "is there twice; delete one of them.")
        seen.add(key)
