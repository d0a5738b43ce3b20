"""The use cases of the gap statement: drafted, changed by all, brought back, voted on in rounds.

There is one statement, the oldest item of its kind. Its rounds are items too (see agreement), so
that a vote always belongs to the words it was given on.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Literal

from focusmap.agreement import (
    ROUND,
    STANCE,
    Round,
    count_stances,
    ended_fields,
    is_told,
    make_round,
    may_tell,
    may_tell_anew,
    round_fields,
    voters,
)
from focusmap.changing import Changes
from focusmap.errors import BadAnswer, Conflict, NotFound, StepClosed
from focusmap.items import CHANGED_MEANWHILE, KINDS
from focusmap.model import IDENTIFY_STAGES, IdentifyStage, Item, ItemVersion, Vote, Workshop
from focusmap.pace import shows_items
from focusmap.sentences import N_
from focusmap.store import Records
from focusmap.words import check_answer

STATEMENT = "statement"
STEP = KINDS[STATEMENT]
# One a workshop, whoever presses first: its key is its kind.
KEY = "the-statement"
Made = Literal["draft", "facilitator", "phone", "back"]
MADE_WORDS: Mapping[str, str] = {
    "draft": N_("drafted from the figures"),
    "facilitator": N_("changed on the facilitator's page"),
    "phone": N_("changed on a phone"),
    "back": N_("version {version} brought back"),
}
VOTING: tuple[IdentifyStage, ...] = ("vote", "result")
NONE_YET = N_("There is no statement yet. Draft it from the figures, or write it, then go on.")
VOTE_OVER = N_("This vote is over. Your vote before it ended counts; the result is on the wall.")
OTHER_VOTE = N_("The group votes on another text now. Load the page again, then vote on that.")
NOT_NOW = N_(
    "The words are not changed now: the group goes on with them as they stand. Yours are not lost: "
    "ask the facilitator to go back to the text, then save them again."
)


def fields_of(text: str, made: str) -> Mapping[str, str]:
    """Return the fields of a version of the statement; raises BadAnswer."""
    return {"text": check_answer(text), "made": made}


class Stating:
    """The use cases. What is not revealed is returned by none but `current`, for its owner."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    def current(self, workshop: Workshop) -> Item | None:
        """Return the statement as it stands, shown or not: for the facilitator alone."""
        with self._changes.reading() as records:
            return _statement(records, workshop.id)

    def shown(self, workshop: Workshop) -> Item | None:
        """Return the statement as it stands; nothing until its step is revealed."""
        with self._changes.reading() as records:
            return _statement(records, workshop.id) if self._is_shown(records, workshop) else None

    def _is_shown(self, records: Records, workshop: Workshop) -> bool:
        return shows_items(self._changes.present(records, workshop), STEP)

    def versions(self, workshop: Workshop) -> tuple[ItemVersion, ...]:
        """Return all versions, oldest first."""
        with self._changes.reading() as records:
            item = _statement(records, workshop.id)
            return records.items.versions(workshop.id, item.id) if item else ()

    def save(self, workshop_id: str, text: str, *, base: int, made: Made = "facilitator") -> Item:
        """Keep a text by the facilitator as the next version; with base 0, as the first.

        The same words again are no version. Raises Conflict when somebody changed it meanwhile,
        BadAnswer (no words, too many), ReadOnly.
        """
        return self._save(workshop_id, fields_of(text, made), base)

    def bring_back(self, workshop_id: str, version: int, *, base: int) -> Item:
        """Make an earlier version the next one; raises NotFound, Conflict, ReadOnly."""
        with self._changes.reading() as records:
            item = _statement(records, workshop_id)
            old = records.items.versions(workshop_id, item.id) if item else ()
        text = next((v.fields["text"] for v in old if v.version == version), None)
        if text is None:
            raise NotFound(NONE_YET)
        return self._save(workshop_id, {"text": text, "made": f"back:{version}"}, base)

    def _save(self, workshop_id: str, fields: Mapping[str, str], base: int) -> Item:
        with self._changes.changing(workshop_id) as (records, _):
            item = _statement(records, workshop_id)
            now = self._changes.now()
            if item is None:
                item = Item(uuid.uuid4().hex, STEP, STATEMENT, "", "", 1, fields, now, now)
                records.items.add(workshop_id, item, KEY)
                return item
            if item.fields["text"] == fields["text"]:
                return item
            if item.version != base:
                raise Conflict(CHANGED_MEANWHILE)
            records.items.change(workshop_id, item, fields, "", now)
            return _statement(records, workshop_id) or item

    # The vote

    def rounds(self, workshop: Workshop) -> tuple[Round, ...]:
        """Return the rounds that are or were voted on, oldest first; their counts once ended."""
        with self._changes.reading() as records:
            found = sorted(records.items.of_kind(workshop.id, ROUND), key=_number)
            return tuple(r for r in map(make_round, found) if r.state != "dropped")

    def voted(self, workshop: Workshop, round_id: str) -> int:
        """Return how many have voted in a round: all that may be told before its result."""
        with self._changes.reading() as records:
            return count_stances(records.items.votes(workshop.id, ROUND), round_id).people

    def is_held(self, workshop: Workshop, on: Round) -> bool:
        """Return whether votes came since a round's result that are not in it."""
        with self._changes.reading() as records:
            now = count_stances(records.items.votes(workshop.id, ROUND), on.id)
        return on.stances is not None and now != on.stances

    def own_stance(self, workshop: Workshop, round_id: str, participant_id: str) -> int | None:
        """Return how one person voted in a round."""
        with self._changes.reading() as records:
            own = records.items.votes_by(workshop.id, participant_id)
        return next((v.value for v in own if (v.item_id, v.name) == (round_id, STANCE)), None)

    def go_to(self, workshop_id: str, stage: IdentifyStage, *, anew: bool = False) -> None:
        """Move the step to a stage. At "vote" a round begins, or goes on if the words are the same.

        With `anew` it begins in any case. At "result" the round ends and its counts are kept;
        not if they would show single people's votes beside a result on the same words that was told
        before: then that one stays.
        Raises NotFound (no such stage), BadAnswer (nothing to vote on, or not revealed), ReadOnly.
        """
        if stage not in IDENTIFY_STAGES:
            raise NotFound(f"There is no stage {stage!r}. Use one of {', '.join(IDENTIFY_STAGES)}.")
        with self._changes.changing(workshop_id) as (records, workshop):
            if stage in VOTING and not shows_items(workshop, STEP):
                raise BadAnswer("Reveal this step first: one votes on what one sees.")
            if stage == "vote":
                self._begin(records, workshop_id, anew=anew)
            if stage == "result":
                self._end(records, workshop_id, workshop.minimum)
            records.set_identify_stage(workshop_id, stage)

    def _begin(self, records: Records, workshop_id: str, *, anew: bool) -> None:
        statement = _statement(records, workshop_id)
        if statement is None:
            raise BadAnswer(NONE_YET)
        last = _last_round(records, workshop_id)
        is_same = last is not None and int(last.fields["version"]) == statement.version
        if last and is_same and not anew:
            records.items.set_state(workshop_id, last.id, "open")
            return
        if last and last.state == "open":
            # Of a round that had ended and went on, the result that was shown is kept.
            state = "closed" if last.fields.get("ended") else "dropped"
            records.items.set_state(workshop_id, last.id, state)
        now = self._changes.now()
        number = int(last.fields["number"]) + 1 if last else 1
        fields = round_fields(number, statement.version, statement.fields["text"])
        made = Item(uuid.uuid4().hex, STEP, ROUND, "", "", 1, fields, now, now, "open")
        records.items.add(workshop_id, made, made.id)

    def _end(self, records: Records, workshop_id: str, least: int) -> None:
        last = _last_round(records, workshop_id)
        if last is None:
            raise BadAnswer("Nobody could vote yet. Let everybody vote first.")
        if last.state != "open":
            return
        votes = records.items.votes(workshop_id, ROUND)
        stances = count_stances(votes, last.id)
        fields = ended_fields(last.fields, stances, self._changes.now().date())
        rounds = [make_round(item) for item in records.items.of_kind(workshop_id, ROUND)]
        may = _may_tell(rounds, make_round(last), votes, least)
        if may and dict(fields) != dict(last.fields):
            records.items.change(workshop_id, last, fields, "", self._changes.now())
        records.items.set_state(workshop_id, last.id, "closed")


def may_vote(records: Records, workshop: Workshop, item: Item) -> None:
    """Raise StepClosed when a round is over or another is on: what comes late counts nowhere."""
    last = _last_round(records, workshop.id)
    if last is None or last.id != item.id:
        raise StepClosed(OTHER_VOTE)
    if item.state != "open" or workshop.identify_stage != "vote":
        raise StepClosed(VOTE_OVER)


def may_change(_records: Records, workshop: Workshop, _item: Item) -> None:
    """Raise StepClosed when the words are voted on or agreed: a late phone would undo that."""
    if workshop.identify_stage != "statement":
        raise StepClosed(NOT_NOW)


def _may_tell(rounds: Sequence[Round], on: Round, votes: Sequence[Vote], least: int) -> bool:
    """Whether a round's result shows no single person's vote beside what was told before.

    On other words people vote on something else: those rounds are not laid side by side.
    """
    now = voters(votes, on.id)
    others = [r for r in rounds if r.id != on.id and r.text == on.text and is_told(r, least)]
    if not may_tell(on.stances, count_stances(votes, on.id), least):
        return False
    return len(now) < least or all(
        may_tell_anew(voters(votes, r.id), now, r.stances.people, least)
        for r in others
        if r.stances
    )


def _statement(records: Records, workshop_id: str) -> Item | None:
    return next(iter(records.items.of_kind(workshop_id, STATEMENT)), None)


def _last_round(records: Records, workshop_id: str) -> Item | None:
    return max(records.items.of_kind(workshop_id, ROUND), key=_number, default=None)


def _number(item: Item) -> int:
    return int(item.fields["number"])
