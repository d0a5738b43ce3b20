"""The rows of what a group writes together: items, all their versions, and the votes on them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    Select,
    bindparam,
    delete,
    insert,
    select,
    tuple_,
    update,
)

from focusmap.model import Item, ItemVersion, Vote
from focusmap.tables import item_versions, items, votes

_workshop_is: BindParameter[str] = bindparam("workshop")
_last = item_versions.join(
    items,
    (items.c.id == item_versions.c.item_id) & (items.c.version == item_versions.c.version),
)
ITEMS = (
    select(items, item_versions.c.fields)
    .select_from(_last)
    .where(items.c.workshop_id == _workshop_is, items.c.deleted_at.is_(None))
    .order_by(items.c.created_at, items.c.id)
)
ITEMS_OF_KIND = ITEMS.where(items.c.kind == bindparam("kind"))
MARKED = ITEMS.where(
    items.c.step == bindparam("step"), (items.c.state != "") | items.c.hidden.is_(True)
)
ITEM = ITEMS.where(items.c.id == bindparam("item"))
ITEM_BY_KEY = ITEMS.where(items.c.client_key == bindparam("key"))
KEY_IS_USED = select(items.c.id).where(
    items.c.workshop_id == _workshop_is, items.c.client_key == bindparam("key")
)
IDS_EVER = (
    select(items.c.id)
    .where(items.c.workshop_id == _workshop_is, items.c.kind == bindparam("kind"))
    .order_by(items.c.created_at, items.c.id)
)
VERSIONS = (
    select(item_versions)
    .where(
        item_versions.c.workshop_id == _workshop_is, item_versions.c.item_id == bindparam("item")
    )
    .order_by(item_versions.c.version)
)
_there = votes.join(items, items.c.id == votes.c.item_id)
VOTES = (
    select(votes)
    .select_from(_there)
    .where(votes.c.workshop_id == _workshop_is, items.c.deleted_at.is_(None))
    .order_by(votes.c.item_id, votes.c.participant_id, votes.c.name)
)
VOTES_ON_KIND = VOTES.where(items.c.kind == bindparam("kind"))
VOTES_BY = VOTES.where(votes.c.participant_id == bindparam("person"))
# Who wrote or voted on an item; which step the item belongs to is for the caller to say.
TOOK_PART = (
    select(items.c.author_id).where(
        items.c.workshop_id == _workshop_is,
        items.c.author_id.is_not(None),
        items.c.deleted_at.is_(None),
    ),
    select(votes.c.participant_id)
    .select_from(_there)
    .where(votes.c.workshop_id == _workshop_is, items.c.deleted_at.is_(None)),
)


class ItemRecords:
    """The rows of items, inside one transaction. The workshop's id comes first."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self, workshop_id: str) -> tuple[Item, ...]:
        """Return every item that is not deleted, oldest first."""
        return self._items(ITEMS, {"workshop": workshop_id})

    def of_kind(self, workshop_id: str, kind: str) -> tuple[Item, ...]:
        """Return the items of a kind that are not deleted, oldest first."""
        return self._items(ITEMS_OF_KIND, {"workshop": workshop_id, "kind": kind})

    def ids_ever(self, workshop_id: str, kind: str) -> tuple[str, ...]:
        """Return the ids of all items of a kind, with those that were deleted, oldest first."""
        key = {"workshop": workshop_id, "kind": kind}
        return tuple(self._connection.execute(IDS_EVER, key).scalars())

    def marked(self, workshop_id: str, step: str) -> tuple[Item, ...]:
        """Return the items of a step that have a state or are hidden, oldest first."""
        return self._items(MARKED, {"workshop": workshop_id, "step": step})

    def item(self, workshop_id: str, item_id: str) -> Item | None:
        """Return an item that is not deleted."""
        return self._one(ITEM, {"workshop": workshop_id, "item": item_id})

    def by_key(self, workshop_id: str, key: str) -> Item | None:
        """Return the item that was sent with a key, if it is not deleted."""
        return self._one(ITEM_BY_KEY, {"workshop": workshop_id, "key": key})

    def is_key_used(self, workshop_id: str, key: str) -> bool:
        """Whether an item was ever sent with a key, deleted or not."""
        key_of = {"workshop": workshop_id, "key": key}
        return self._connection.execute(KEY_IS_USED, key_of).first() is not None

    def _items(self, query: Select[Any], key: dict[str, str]) -> tuple[Item, ...]:
        return tuple(map(_item, self._connection.execute(query, key)))

    def _one(self, query: Select[Any], key: dict[str, str]) -> Item | None:
        row = self._connection.execute(query, key).one_or_none()
        return None if row is None else _item(row)

    def versions(self, workshop_id: str, item_id: str) -> tuple[ItemVersion, ...]:
        """Return every version of an item, oldest first."""
        key = {"workshop": workshop_id, "item": item_id}
        return tuple(map(_version, self._connection.execute(VERSIONS, key)))

    def add(self, workshop_id: str, item: Item, key: str) -> None:
        """Add an item with its version; those before it, if any, come by `add_version`."""
        row = {
            "id": item.id,
            "workshop_id": workshop_id,
            "step": item.step,
            "kind": item.kind,
            "about": item.about,
            "author_id": item.author_id or None,
            "client_key": key,
            "version": item.version,
            "state": item.state,
            "hidden": item.hidden,
            "created_at": item.created_at,
            "updated_at": item.updated_at,
        }
        self._connection.execute(insert(items), row)
        version = ItemVersion(item.id, item.version, item.author_id, item.fields, item.updated_at)
        self.add_version(workshop_id, version)

    def add_version(self, workshop_id: str, version: ItemVersion) -> None:
        """Keep a version; which one is the last does not change by it."""
        row = {
            "workshop_id": workshop_id,
            "item_id": version.item_id,
            "version": version.version,
            "author_id": version.author_id or None,
            "fields": json.dumps(dict(version.fields), ensure_ascii=False),
            "created_at": version.created_at,
        }
        self._connection.execute(insert(item_versions), row)

    def change(
        self, workshop_id: str, item: Item, fields: Mapping[str, str], author: str, now: datetime
    ) -> None:
        """Make new words the next version of an item."""
        version = ItemVersion(item.id, item.version + 1, author, fields, now)
        self.add_version(workshop_id, version)
        self._set(workshop_id, item.id, version=version.version, updated_at=now)

    def set_state(self, workshop_id: str, item_id: str, state: str) -> None:
        """Give an item another state."""
        self._set(workshop_id, item_id, state=state)

    def set_hidden(self, workshop_id: str, item_id: str, *, hidden: bool) -> None:
        """Hide an item from all screens but the facilitator's, or show it again."""
        self._set(workshop_id, item_id, hidden=hidden)

    def delete(self, workshop_id: str, item_id: str, now: datetime) -> None:
        """Forget an item, its words and its votes; its key stays for a late retry."""
        for table in (item_versions, votes):
            self._connection.execute(
                delete(table).where(table.c.workshop_id == workshop_id, table.c.item_id == item_id)
            )
        self._set(workshop_id, item_id, deleted_at=now)

    def _set(self, workshop_id: str, item_id: str, **values: object) -> None:
        self._connection.execute(
            update(items)
            .where(items.c.workshop_id == workshop_id, items.c.id == item_id)
            .values(**values)
        )

    def votes(self, workshop_id: str, kind: str = "") -> tuple[Vote, ...]:
        """Return the votes on items of a kind, or without a kind on all."""
        query = VOTES_ON_KIND if kind else VOTES
        return self._votes(query, {"workshop": workshop_id, **({"kind": kind} if kind else {})})

    def votes_by(self, workshop_id: str, participant_id: str) -> tuple[Vote, ...]:
        """Return the votes of one person."""
        return self._votes(VOTES_BY, {"workshop": workshop_id, "person": participant_id})

    def _votes(self, query: Select[Any], key: dict[str, str]) -> tuple[Vote, ...]:
        return tuple(Vote(*tuple(row)[1:]) for row in self._connection.execute(query, key))

    def set_vote(self, workshop_id: str, vote: Vote) -> None:
        """Keep a vote, in place of what the same person said there before."""
        self.delete_vote(workshop_id, vote.participant_id, vote.item_id, vote.name)
        self._connection.execute(insert(votes), {"workshop_id": workshop_id, **vote._asdict()})

    def delete_vote(self, workshop_id: str, participant_id: str, item_id: str, name: str) -> None:
        """Take a vote back; one that is not there does no harm."""
        self._connection.execute(
            delete(votes).where(
                votes.c.workshop_id == workshop_id,
                votes.c.participant_id == participant_id,
                votes.c.item_id == item_id,
                votes.c.name == name,
            )
        )

    def delete_votes_on(self, workshop_id: str, item_id: str) -> None:
        """Take back all votes on an item."""
        self._connection.execute(
            delete(votes).where(votes.c.workshop_id == workshop_id, votes.c.item_id == item_id)
        )

    def give_to(self, workshop_id: str, gone: str, kept: str) -> None:
        """Give what one person wrote and voted to another; of two votes the newer device's stays.

        Dots are one person's: where the other gave some of a kind, those count.
        """
        for table in (items, item_versions):
            self._connection.execute(
                update(table)
                .where(table.c.workshop_id == workshop_id, table.c.author_id == gone)
                .values(author_id=kept)
            )
        self._free_votes(workshop_id, gone, kept)
        self._connection.execute(
            update(votes)
            .where(votes.c.workshop_id == workshop_id, votes.c.participant_id == gone)
            .values(participant_id=kept)
        )

    def _free_votes(self, workshop_id: str, gone: str, kept: str) -> None:
        kinds = select(items.c.kind).select_from(_there)
        dotted = kinds.where(votes.c.participant_id == kept, votes.c.name == "dot")
        of_kinds = select(items.c.id).where(items.c.kind.in_(dotted))
        self._connection.execute(
            delete(votes).where(
                votes.c.workshop_id == workshop_id,
                votes.c.participant_id == gone,
                votes.c.name == "dot",
                votes.c.item_id.in_(of_kinds),
            )
        )
        newer = select(votes.c.item_id, votes.c.name).where(votes.c.participant_id == gone)
        self._connection.execute(
            delete(votes).where(
                votes.c.workshop_id == workshop_id,
                votes.c.participant_id == kept,
                tuple_(votes.c.item_id, votes.c.name).in_(newer),
            )
        )


def _item(row: Row[Any]) -> Item:
    return Item(
        id=row.id,
        step=row.step,
        kind=row.kind,
        about=row.about,
        author_id=row.author_id or "",
        version=row.version,
        fields=json.loads(row.fields),
        created_at=row.created_at,
        updated_at=row.updated_at,
        state=row.state,
        hidden=bool(row.hidden),
    )


def _version(row: Row[Any]) -> ItemVersion:
    return ItemVersion(
        row.item_id, row.version, row.author_id or "", json.loads(row.fields), row.created_at
    )
