"""A rehearsal: simulated people who answer whatever is open, as those of the sample did.

They come in one after the other and take their time, so that a facilitator sees the room fill. All
they do goes through the service under tokens and keys of their own, so that what was done before a
restart is found again and done once.
"""

from __future__ import annotations

import json
import logging
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from focusmap.agreement import ROUND, STANCE
from focusmap.entries import Entry, takes_dots
from focusmap.errors import BadAnswer, NotFound, StepClosed, StorageError
from focusmap.items import DOTS_EACH
from focusmap.model import STEP_IDS, Item, Participant, Question, StepState, Workshop
from focusmap.sample import SAMPLE_FILE
from focusmap.service import Service

log = logging.getLogger(__name__)

# How long a room takes to answer: the first at once, the last after so many seconds.
SPREAD_SECONDS = 40
PEOPLE = 40
Row = Mapping[str, Any]
Thing = TypeVar("Thing", Entry, Item)
# What is done for one person in one step.
Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Character:
    """One person of the sample, whom somebody simulated follows: their rows, by kind."""

    name: str
    rows: Mapping[str, tuple[Row, ...]]

    def of(self, kind: str, step: str) -> tuple[Row, ...]:
        """Return this person's rows of a kind in a step."""
        return tuple(row for row in self.rows.get(kind, ()) if row["step"] == step)


@cache
def load_characters(path: Path = SAMPLE_FILE) -> tuple[Character, ...]:
    """Return the people of the sample's file, which its own loader checks at each start."""
    document = json.loads(path.read_text(encoding="utf-8"))
    asked = {q["id"]: q for q in document["questions"]}
    answers = [{**row, "step": asked[row["question"]]["step"]} for row in document["answers"]]
    named = [{**row, "question": asked[row["question"]]} for row in answers]
    kinds = {"answers": named, **{k: document[k] for k in ("choices", "ratings", "spots")}}
    people = sorted({row["participant"] for row in document["people"]})
    return tuple(
        Character(
            name,
            {
                kind: tuple(row for row in rows if row["participant"] == name)
                for kind, rows in kinds.items()
            },
        )
        for name in people
    )


@dataclass(slots=True)
class Rehearsal:
    """The simulated people of one workshop. Times are in seconds, of any clock that only goes on.

    `began` is when each step, or each stage of one, was first seen open.
    """

    service: Service
    workshop_id: str
    characters: Sequence[Character]
    spread: float = SPREAD_SECONDS
    began: dict[tuple[str, str], float] = field(default_factory=dict)
    done: set[tuple[str, str, int]] = field(default_factory=set)

    def tick(self, now: float) -> None:
        """Let everybody act whose turn has come; raises NotFound when the workshop is gone."""
        workshop = self.service.workshop_by_id(self.workshop_id)
        for step in STEP_IDS:
            if workshop.state(step) is not StepState.CLOSED:
                self._play(workshop, step, self._stage(workshop, step), now)

    def _play(self, workshop: Workshop, step: str, stage: str, now: float) -> None:
        since = now - self.began.setdefault((step, stage), now)
        for number, character in enumerate(self.characters):
            turn = (step, stage, number)
            if turn in self.done or since < self._delay(step, number):
                continue
            try:
                # Refused, such as a dot too many: they would read that on their phone and leave it.
                with suppress(BadAnswer):
                    self._act(workshop, step, character, number)
            except StepClosed:
                # Closed this moment: their turn comes when it is open again.
                return
            self.done.add(turn)

    def _delay(self, step: str, number: int) -> float:
        """Return how long somebody takes; the same in each rehearsal."""
        slow = random.Random(f"{step} {number}").random()  # noqa: S311 - a habit, not a secret
        return self.spread * slow

    def _act(self, workshop: Workshop, step: str, who: Character, number: int) -> None:
        person = self._person(workshop, number)
        for act in self._acts(workshop, step, who, person):
            act()

    def _person(self, workshop: Workshop, number: int) -> Participant:
        person = self.service.join(workshop.id, f"rehearsal {workshop.id} {number}")
        if workshop.groups and not person.group_id:
            group = workshop.groups[number % len(workshop.groups)]
            self.service.groups.choose(workshop.id, person.id, group.id)
        return person

    def _acts(
        self, workshop: Workshop, step: str, who: Character, person: Participant
    ) -> Iterable[Act]:
        service, wid = self.service, workshop.id
        for row in who.of("choices", step):
            yield _bound(service.choose, wid, person.id, step, row["name"], chosen=True)
        for row in who.of("ratings", step):
            yield _bound(service.rate, wid, person.id, step, row["name"], row["value"])
        for row in who.of("spots", step):
            spot = (row["x"], row["y"])
            yield _bound(service.put_spot, wid, person.id, step, row["name"], spot)
        for question in workshop.asked_at(step):
            for n, text in zip(count(), _texts(who, question), strict=False):
                key = f"rehearsal-{question.id}-{n}"
                yield _bound(service.send, wid, person.id, question.id, key, text)
        if step == "qualify" and takes_dots(workshop):
            yield _bound(self._give_dots, workshop, person)
        if step in ("identify", "act"):
            yield _bound(self._vote, workshop, step, person)

    def _give_dots(self, workshop: Workshop, person: Participant) -> None:
        ballot = self.service.ballot(workshop)
        # What many name steers many weeks.
        likely = [e for e in ballot for _ in range(e.people)]
        for entry in _some(likely, person.id, DOTS_EACH):
            self.service.give_dot(workshop.id, person.id, entry.id)

    def _vote(self, workshop: Workshop, step: str, person: Participant) -> None:
        """Vote on whatever the room has been given to vote on."""
        votes: list[tuple[Item, str, int]] = []
        there = self._up_for_vote(workshop, step)
        for item in there:
            chance = _chance(item.id, person.id)
            if item.kind == ROUND:
                votes.append((item, STANCE, chance.choices((3, 2, 1), (6, 3, 1))[0]))
            if item.kind == "measure":
                votes.append((item, "importance", chance.randint(5, 10)))
                votes.append((item, "satisfaction", chance.randint(2, 8)))
        dotted = [i for i in there if i.kind == "experiment"]
        votes += [(item, "dot", 1) for item in _some(dotted, person.id, DOTS_EACH)]
        for item, name, value in votes:
            # One that is refused, such as a measure hidden this moment, keeps nobody from the next.
            with suppress(BadAnswer, NotFound, StepClosed):
                self.service.items.vote(workshop.id, person.id, item.id, name, value)

    def _up_for_vote(self, workshop: Workshop, step: str) -> tuple[Item, ...]:
        items = self.service.items
        if step == "identify" and workshop.identify_stage == "vote":
            rounds = self.service.stating.rounds(workshop)
            there = {r.id for r in rounds[-1:] if r.state == "open"}
            return tuple(i for i in items.all(workshop, ROUND) if i.id in there)
        if step == "act" and workshop.act_stage == "measures":
            return items.shown(workshop, "measure")
        if step == "act" and workshop.act_stage == "process":
            return items.shown(workshop, "experiment")
        return ()

    def _stage(self, workshop: Workshop, step: str) -> str:
        """Return what there is to do anew in a step that has been answered once."""
        if step == "qualify":
            return "dots" if takes_dots(workshop) else ""
        # What comes later, such as a further measure, is voted on as well.
        return " ".join(item.id for item in self._up_for_vote(workshop, step))


def _bound(do: Callable[..., object], *values: object, **named: object) -> Act:
    return lambda: do(*values, **named)


def _texts(who: Character, question: Question) -> list[str]:
    """Return what somebody says to a question: to the same one, else to one of its kind."""
    rows = who.rows["answers"]
    same = [r["text"] for r in rows if r["question"]["name"] == question.name and question.name]
    alike = [r["text"] for r in rows if r["question"]["kind"] == question.kind]
    return (same if question.name else alike)[: question.most_answers]


def _chance(*seeds: str) -> random.Random:
    return random.Random(" ".join(seeds))  # noqa: S311 - a made-up opinion, not a secret


def _some(things: Sequence[Thing], seed: str, most: int) -> list[Thing]:
    """Return up to `most` different things, the same for the same seed."""
    mixed = list(things)
    _chance(seed).shuffle(mixed)
    return list({thing.id: thing for thing in mixed}.values())[:most]


class Rehearsals:
    """Plays every rehearsal there is in a database, whichever process began it."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._playing: dict[str, Rehearsal] = {}

    def tick(self, now: float) -> None:
        """Let the simulated people of all rehearsals go on; forget those that are cleared."""
        there = self._service.rehearsals()
        self._playing = {
            name: self._playing.get(name)
            or Rehearsal(self._service, name, load_characters()[:PEOPLE])
            for name in there
        }
        for name, rehearsal in self._playing.items():
            try:
                rehearsal.tick(now)
            except NotFound:
                # Cleared this moment.
                continue
            except StorageError:
                raise
            except Exception:
                # A mistake in one rehearsal must not end all the others, nor pass unseen.
                log.exception("The rehearsal %s made a mistake and goes on", name)
