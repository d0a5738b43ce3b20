"""What a group writes together in Identify and Act, and how people vote on it.

A kind of item has a module of its own, which knows its fields; here is what all have in common:
every version is kept, nobody overwrites what they have not seen, and a vote counts once.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from focusmap.changing import Changes
from focusmap.errors import BadAnswer, Conflict, NotFound, Refused, StepClosed
from focusmap.model import Item, ItemVersion, StepState, Vote, Workshop
from focusmap.pace import check_takes, shows_items
from focusmap.sentences import N_
from focusmap.steps import get_step
from focusmap.store import Records

# By kind, the step it belongs to.
KINDS: Mapping[str, str] = {
    "statement": "identify",
    # A vote on the statement, with the words voted on.
    "round": "identify",
    "rewrite": "act",
    "word": "act",
    "measure": "act",
    "experiment": "act",
}
# What all in the room may change, one after the other.
EVERYBODYS = frozenset({"statement"})
# Of these kinds a phone shows others' as they come; rewrites have a mark of their own.
MARKED = ("statement", "round", "measure", "experiment")
MOST_COUNTED = 20
# By name, the least and the greatest value a vote can have.
VOTES: Mapping[str, tuple[int, int]] = {
    # no, can live with it, agree
    "stance": (1, 3),
    "pick": (1, 1),
    "importance": (1, 10),
    "satisfaction": (1, 10),
    "dot": (1, 1),
}
# By kind, what a vote on it can be. A rewrite is picked by its own use case, one of an answer.
VOTES_ON: Mapping[str, frozenset[str]] = {
    "round": frozenset({"stance"}),
    "word": frozenset({"dot"}),
    "measure": frozenset({"importance", "satisfaction"}),
    "experiment": frozenset({"dot"}),
}
# The state, in every kind that has it, of what the group settled on.
CHOSEN = "chosen"
DOTS_EACH = 3
LONGEST_KEY = 64
# A room of hundreds writes some rewrites each; more is a script.
MOST_OF_A_KIND, MOST_BY_ONE_PERSON = 2_000, 20

GONE = N_(
    "This is not there any more. Your words are still in their field: copy or send them anew."
)
GONE_TO_NEW = N_(
    "This was deleted meanwhile. Your words are in the fields of a new one: keep it if you like."
)
CHANGED_MEANWHILE = N_(
    "Somebody changed this while you were writing. Nothing is lost: theirs is shown, and yours is "
    "still in its field. Join the two, then save again."
)
SENT_BEFORE = N_(
    "This was sent before and was changed since. Your words are still in their field: open the one "
    "that is kept with Edit, join the two there, and save it."
)
IS_CHOSEN = N_(
    "The group has chosen this, so only the facilitator changes or deletes it now. Your words are "
    "still in their field: say to the facilitator what should be different."
)
NOT_YET = N_("This is not shown to the room now. Load the page again; nothing was changed.")
NO_VOTE = N_("There is nothing like this to vote on any more. Load the page again.")


@dataclass(frozen=True, slots=True)
class By:
    """Who writes: a participant, who may when the step is open, or with no id the facilitator."""

    participant_id: str = ""

    @property
    def is_facilitator(self) -> bool:
        """Whether it is the facilitator, who may at any time and change what others wrote."""
        return not self.participant_id


FACILITATOR = By()
May = Callable[[Records, Workshop, Item], None]
Leaving = Callable[[Records, Workshop, Item], None]


class Items:
    """The use cases of items. Their words are checked by their kind before they come here.

    `may_vote` holds, by kind, what refuses a vote on an item when it is not the time for it; all
    other kinds are voted on as soon as everybody may see them. `may_change` holds what refuses a
    participant's new words, `leaving` what is done just before an item is deleted.
    """

    def __init__(
        self,
        changes: Changes,
        may_vote: Mapping[str, May] | None = None,
        may_change: Mapping[str, May] | None = None,
        leaving: Mapping[str, Leaving] | None = None,
    ) -> None:
        self._changes = changes
        self._may_vote = may_vote or {}
        self._may_change = may_change or {}
        self._leaving = leaving or {}

    def all(self, workshop: Workshop, kind: str) -> tuple[Item, ...]:
        """Return the items of a kind, oldest first: for the facilitator and their authors."""
        with self._changes.reading() as records:
            return records.items.of_kind(workshop.id, kind)

    def shown(self, workshop: Workshop, kind: str) -> tuple[Item, ...]:
        """Return the items of a kind that all may see: none until their step is revealed.

        The state is read in the same transaction; hidden items are left out.
        """
        with self._changes.reading() as records:
            present = self._changes.present(records, workshop)
            if not shows_items(present, KINDS[kind]):
                return ()
            return tuple(i for i in records.items.of_kind(present.id, kind) if not i.hidden)

    def own(self, workshop: Workshop, kind: str, participant_id: str) -> tuple[Item, ...]:
        """Return the items of a kind that one person began."""
        return tuple(i for i in self.all(workshop, kind) if i.author_id == participant_id)

    def mark(self, workshop: Workshop) -> str:
        """Return what changes whenever phones at the current step have other items to show.

        What phones propose themselves counts one by one only while it is little: each change has
        every phone in the room look again.
        """
        kinds = [k for k in MARKED if KINDS[k] == workshop.current_step]
        if not kinds:
            return ""
        with self._changes.reading() as records:
            there = [i for k in kinds for i in records.items.of_kind(workshop.id, k)]
        said = [
            (i.id, i.version, i.state, i.hidden)
            for i in there
            if i.kind in EVERYBODYS or not i.author_id or i.state or i.hidden
        ]
        proposed = sum(bool(i.author_id) for i in there)
        if proposed > MOST_COUNTED:
            proposed -= proposed % MOST_COUNTED
        return hashlib.sha256(repr((said, proposed)).encode()).hexdigest()[:12]

    def item(self, workshop: Workshop, item_id: str) -> Item:
        """Return an item; raises NotFound when it is not there any more."""
        with self._changes.reading() as records:
            return _found(records, workshop.id, item_id)

    def some(self, workshop: Workshop, item_ids: Collection[str]) -> tuple[Item, ...]:
        """Return those of some items that are there."""
        if not item_ids:
            return ()
        with self._changes.reading() as records:
            found = [records.items.item(workshop.id, item_id) for item_id in item_ids]
        return tuple(filter(None, found))

    def versions(self, workshop: Workshop, item_id: str) -> tuple[ItemVersion, ...]:
        """Return every version of an item, oldest first."""
        with self._changes.reading() as records:
            return records.items.versions(workshop.id, item_id)

    def add(
        self,
        workshop_id: str,
        kind: str,
        fields: Mapping[str, str],
        by: By = FACILITATOR,
        *,
        key: str = "",
        about: str = "",
        most: int = MOST_BY_ONE_PERSON,
    ) -> Item:
        """Keep a new item once, however often it is sent with the same key.

        The key stands for the item: sent again with other words, these are its next version. One
        participant can give `most` of a kind about the same thing. Raises StepClosed, ReadOnly,
        NotFound (deleted meanwhile), BadAnswer (too many), Conflict (others changed it since),
        Refused (chosen since).
        """
        key = key or uuid.uuid4().hex
        with self._changes.changing(workshop_id) as (records, workshop):
            check_may_write(workshop, KINDS[kind], by)
            known = records.items.by_key(workshop_id, key)
            if known:
                return self._sent_again(records, workshop_id, known, fields, by)
            check_new(records, workshop_id, kind, by, key)
            _check_about(records, workshop_id, kind, by, about, most)
            now = self._changes.now()
            item = Item(
                uuid.uuid4().hex,
                KINDS[kind],
                kind,
                about,
                by.participant_id,
                1,
                dict(fields),
                now,
                now,
            )
            records.items.add(workshop_id, item, key)
            return item

    def change(
        self,
        workshop_id: str,
        item_id: str,
        fields: Mapping[str, str],
        by: By = FACILITATOR,
        *,
        base: int,
    ) -> Item:
        """Make new words the next version of an item; the same words again change nothing.

        `base` is the version that was on the screen. Raises Conflict when it is not the last one
        any more, StepClosed, ReadOnly, NotFound.
        """
        with self._changes.changing(workshop_id) as (records, workshop):
            item = _found(records, workshop_id, item_id)
            check_may_write(workshop, item.step, by)
            check_may_change(item, by)
            if item.kind in self._may_change and not by.is_facilitator:
                self._may_change[item.kind](records, workshop, item)
            if dict(item.fields) == dict(fields):
                return item
            if item.version != base:
                raise Conflict(CHANGED_MEANWHILE)
            return self._next(records, workshop_id, item, fields, by)

    def _sent_again(
        self,
        records: Records,
        workshop_id: str,
        item: Item,
        fields: Mapping[str, str],
        by: By,
    ) -> Item:
        if item.author_id != by.participant_id or dict(item.fields) == dict(fields):
            return item
        versions = records.items.versions(workshop_id, item.id)
        if any(v.author_id != by.participant_id for v in versions):
            # A late retry of words that others went on with is no news; other words are.
            if any(dict(v.fields) == dict(fields) for v in versions):
                return item
            raise Conflict(SENT_BEFORE)
        check_may_change(item, by)
        return self._next(records, workshop_id, item, fields, by)

    def _next(
        self,
        records: Records,
        workshop_id: str,
        item: Item,
        fields: Mapping[str, str],
        by: By,
    ) -> Item:
        now = self._changes.now()
        records.items.change(workshop_id, item, fields, by.participant_id, now)
        if not by.is_facilitator:
            # Whoever voted voted on the words that are gone. The facilitator works before the room.
            records.items.delete_votes_on(workshop_id, item.id)
        return _found(records, workshop_id, item.id)

    def remove(self, workshop_id: str, item_id: str, by: By = FACILITATOR) -> None:
        """Delete an item; one's own, or as the facilitator any. Gone already does no harm."""
        with self._changes.changing(workshop_id) as (records, workshop):
            item = records.items.item(workshop_id, item_id)
            if item is None:
                return
            check_may_write(workshop, item.step, by)
            if not is_own(item, by):
                raise Refused("Only whoever wrote this can delete it. Nothing was changed.")
            _check_not_chosen(item, by)
            if item.kind in self._leaving:
                self._leaving[item.kind](records, workshop, item)
            records.items.delete(workshop_id, item_id, self._changes.now())

    def set_state(self, workshop_id: str, item_id: str, state: str) -> None:
        """Give an item another state, as the facilitator; raises ReadOnly, NotFound."""
        with self._changes.changing(workshop_id) as (records, _):
            records.items.set_state(workshop_id, _found(records, workshop_id, item_id).id, state)

    def set_hidden(self, workshop_id: str, item_id: str, *, hidden: bool) -> None:
        """Hide an item from all screens but the facilitator's, or show it again.

        Whoever gave its dot to another one meanwhile keeps that, so that nobody has too many.
        """
        with self._changes.changing(workshop_id) as (records, _):
            item = _found(records, workshop_id, item_id)
            if item.hidden and not hidden:
                _take_dots_too_many(records, workshop_id, item)
            records.items.set_hidden(workshop_id, item.id, hidden=hidden)

    # The votes

    def vote(
        self, workshop_id: str, participant_id: str, item_id: str, name: str, value: int | None
    ) -> None:
        """Vote on an item, or with None take it back; the last vote counts.

        Of each kind one person gives three dots. Raises BadAnswer, StepClosed, NotFound, ReadOnly.
        """
        _check_vote(name, value)
        with self._changes.changing(workshop_id) as (records, workshop):
            item = _found(records, workshop_id, item_id)
            check_may_write(workshop, item.step, By(participant_id))
            if name not in VOTES_ON.get(item.kind, ()):
                raise BadAnswer(NO_VOTE)
            self._may_vote.get(item.kind, check_shown)(records, workshop, item)
            if value is None:
                records.items.delete_vote(workshop_id, participant_id, item_id, name)
                return
            if item.hidden:
                raise BadAnswer(NO_VOTE)
            if name == "dot":
                _check_dots(records, workshop_id, participant_id, item)
            records.items.set_vote(workshop_id, Vote(participant_id, item_id, name, value))

    def votes(self, workshop: Workshop, kind: str) -> tuple[Vote, ...]:
        """Return all votes on the items of a kind: who shows them decides when."""
        with self._changes.reading() as records:
            return records.items.votes(workshop.id, kind)

    def own_votes(self, workshop: Workshop, participant_id: str) -> tuple[Vote, ...]:
        """Return the votes of one person."""
        with self._changes.reading() as records:
            return records.items.votes_by(workshop.id, participant_id)


def check_may_write(workshop: Workshop, step: str, by: By) -> None:
    """Raise StepClosed when a participant writes or votes while the step is closed."""
    if not by.is_facilitator:
        check_takes(workshop)
    if not by.is_facilitator and workshop.state(step) is StepState.CLOSED:
        raise StepClosed(
            "The step {name} does not take answers now. Your words stay on this page; "
            "send them when the facilitator opens the step again.",
            name=get_step(workshop.language, step).name,
        )


def check_shown(_records: Records, workshop: Workshop, item: Item) -> None:
    """Raise StepClosed when not everybody may see an item yet."""
    if not shows_items(workshop, item.step):
        raise StepClosed(NOT_YET)


def is_own(item: Item, by: By) -> bool:
    """Whether somebody wrote an item, or is the facilitator."""
    return by.is_facilitator or item.author_id == by.participant_id


def check_may_change(item: Item, by: By) -> None:
    """Raise Refused when a participant changes what is another's, or what is chosen.

    Some kinds are everybody's.
    """
    if item.kind not in EVERYBODYS and not is_own(item, by):
        raise Refused("Only whoever wrote this can change it. Nothing was changed.")
    _check_not_chosen(item, by)


def _check_not_chosen(item: Item, by: By) -> None:
    if item.state == CHOSEN and not by.is_facilitator:
        raise Refused(IS_CHOSEN)


def _found(records: Records, workshop_id: str, item_id: str) -> Item:
    item = records.items.item(workshop_id, item_id)
    if item is None:
        raise NotFound(GONE)
    return item


def check_new(records: Records, workshop_id: str, kind: str, by: By, key: str) -> None:
    """Raise BadAnswer when there is no room, NotFound when what had the key was deleted."""
    if len(key) > LONGEST_KEY:
        raise BadAnswer("The page is out of date. Load it again; your words are kept here.")
    if records.items.is_key_used(workshop_id, key):
        raise NotFound(GONE)
    there = records.items.of_kind(workshop_id, kind)
    own = sum(i.author_id == by.participant_id for i in there)
    if len(there) >= MOST_OF_A_KIND or (not by.is_facilitator and own >= MOST_BY_ONE_PERSON):
        raise BadAnswer("There is no room for more of these. Delete one first.")


def _check_about(
    records: Records, workshop_id: str, kind: str, by: By, about: str, most: int
) -> None:
    there = records.items.of_kind(workshop_id, kind)
    own = sum((i.author_id, i.about) == (by.participant_id, about) for i in there)
    if not by.is_facilitator and own >= most:
        raise BadAnswer("There is no room for more of these. Delete one first.")


def _check_vote(name: str, value: int | None) -> None:
    least, most = VOTES.get(name, (1, 0))
    if value is None and name in VOTES:
        return
    if value is None or not least <= value <= most:
        raise BadAnswer(NO_VOTE)


def _dots(records: Records, workshop_id: str, participant_id: str, kind: str) -> set[str]:
    """Return to which items of a kind, of those that are not hidden, somebody gave a dot."""
    of_kind = {i.id for i in records.items.of_kind(workshop_id, kind) if not i.hidden}
    mine = records.items.votes_by(workshop_id, participant_id)
    return {v.item_id for v in mine if v.name == "dot" and v.item_id in of_kind}


def _take_dots_too_many(records: Records, workshop_id: str, item: Item) -> None:
    """Take back the dots on a hidden item of all who gave all theirs to others since."""
    for vote in records.items.votes(workshop_id, item.kind):
        if (vote.item_id, vote.name) != (item.id, "dot"):
            continue
        if len(_dots(records, workshop_id, vote.participant_id, item.kind)) >= DOTS_EACH:
            records.items.delete_vote(workshop_id, vote.participant_id, item.id, "dot")


def _check_dots(records: Records, workshop_id: str, participant_id: str, item: Item) -> None:
    given = _dots(records, workshop_id, participant_id, item.kind)
    if item.id not in given and len(given) >= DOTS_EACH:
        raise BadAnswer("You have given all {most} dots. Take one back first.", most=DOTS_EACH)
