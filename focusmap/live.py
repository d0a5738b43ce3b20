"""One notifier for the process: it notices changed workshops and wakes whoever watches them."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from focusmap.entries import STEP, takes_dots
from focusmap.errors import NotFound, StorageError
from focusmap.model import STEP_IDS, StepState, Workshop
from focusmap.pace import as_room, is_self_paced, missing
from focusmap.questions import mark_of
from focusmap.steps import load_steps

log = logging.getLogger(__name__)

# Changes closer together than this are told once.
COALESCE_SECONDS = 0.1
# How often other processes' changes are looked for, with one query for all workshops watched.
POLL_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class RoomState:
    """What every phone in a workshop is told: where the group is. The same for all of them.

    `stage` is that of a step which has several, and otherwise empty. `mark` is another one
    whenever what phones show of the step is to be fetched anew; it is empty until that is known.
    `asks` is another one whenever the step Ask asks something else.
    In a self-paced workshop the group is nowhere: there `steps` says how each of them stands.
    """

    step: str
    number: int
    name: str
    state: StepState
    stage: str = ""
    steps: Mapping[str, str] = field(default_factory=dict)
    mark: str = ""
    asks: str = ""


def room_state(workshop: Workshop, mark: str = "") -> RoomState:
    """Return where the group is."""
    step = load_steps(workshop.language)[STEP_IDS.index(workshop.current_step)]
    return RoomState(
        step.id,
        step.number,
        step.name,
        workshop.state(step.id),
        stage_of(workshop, step.id),
        {s: step_room(workshop, s) for s in STEP_IDS} if is_self_paced(workshop) else {},
        mark,
        mark_of(workshop),
    )


def step_room(workshop: Workshop, step: str) -> str:
    """Return how a step of a self-paced workshop stands for the room, the same for all phones.

    A phone whose page was made at another time has something new to show: results, or how many
    people they still wait for.
    """
    room = as_room(workshop)
    stages = {"qualify": room.qualify_stage, "identify": room.identify_stage, "act": room.act_stage}
    lacking = missing(room, step) or ""
    return " ".join(filter(None, (room.state(step), stages.get(step, ""), str(lacking))))


def stage_of(workshop: Workshop, step: str) -> str:
    """Return what a step's phone page is at; for most steps there is nothing but the one."""
    if step == "identify":
        return workshop.identify_stage
    if step == "act":
        return workshop.act_stage
    # While the dots are given and when they are shown, phones have the same page.
    return "dots" if step == STEP and takes_dots(workshop) else ""


class Subscription:
    """One open stream. `person` is a participant's id, or empty for a page.

    A phone is woken when the room's state changes, a page by every change and by comings and
    goings. Changes that come while the stream is busy are told once.
    """

    def __init__(self, workshop_id: str, person: str) -> None:
        self.workshop_id = workshop_id
        self.person = person
        self.ended = False
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Tell the stream that there is something new."""
        self._woken.set()

    def end(self) -> None:
        """Tell the stream to finish."""
        self.ended = True
        self._woken.set()

    async def wait(self, seconds: float) -> bool:
        """Return True when woken within the time, else False."""
        try:
            await asyncio.wait_for(self._woken.wait(), seconds)
        except TimeoutError:
            return False
        self._woken.clear()
        return True


@dataclass(slots=True)
class _Watched:
    """What the notifier last knew of a workshop that somebody watches."""

    version: int
    room: RoomState | None


class Notifier:
    """Wakes the streams of changed workshops. All methods but two belong to the event loop.

    `changed` and `connected` may be called from any thread. `versions` and `load` ask the
    database and are run in worker threads.
    """

    def __init__(
        self,
        versions: Callable[[Collection[str]], dict[str, int]],
        load: Callable[[str], Workshop],
        mark: Callable[[Workshop], str] = lambda _: "",
    ) -> None:
        self._versions = versions
        self._load = load
        self._mark = mark
        self._loop: asyncio.AbstractEventLoop | None = None
        self._look = asyncio.Event()
        self._streams: dict[str, set[Subscription]] = {}
        self._people: dict[str, Counter[str]] = {}
        self._watched: dict[str, _Watched] = {}
        self._came_or_went: set[str] = set()
        self._closed = False

    # From any thread

    def changed(self, _workshop_id: str) -> None:
        """Have the workshop looked at soon: a write of this process has been committed."""
        loop = self._loop
        if loop and not loop.is_closed():
            loop.call_soon_threadsafe(self._look.set)

    def connected(self, workshop_id: str) -> int:
        """Return how many people have the workshop open on a phone, in this process, now."""
        return len(self._people.get(workshop_id, ()))

    # On the event loop

    def subscribe(self, workshop: Workshop, person: str = "") -> Subscription:
        """Return a new subscription; the caller must give it back to `unsubscribe`."""
        subscription = Subscription(workshop.id, person)
        self._streams.setdefault(workshop.id, set()).add(subscription)
        self._watched.setdefault(workshop.id, _Watched(workshop.version, room_state(workshop)))
        if person:
            self._people.setdefault(workshop.id, Counter())[person] += 1
            self._presence_changed(workshop.id)
        if self._closed:
            subscription.end()
        return subscription

    def unsubscribe(self, subscription: Subscription) -> None:
        """Forget a subscription whose stream is over."""
        workshop_id, person = subscription.workshop_id, subscription.person
        streams = self._streams.get(workshop_id, set())
        streams.discard(subscription)
        people = self._people.get(workshop_id, Counter())
        if person:
            people[person] -= 1
            if people[person] <= 0:
                del people[person]
            self._presence_changed(workshop_id)
        if not streams:
            self._streams.pop(workshop_id, None)
            self._people.pop(workshop_id, None)
            self._watched.pop(workshop_id, None)

    def room(self, workshop_id: str) -> RoomState | None:
        """Return where the group is, as last seen; None when the workshop is gone."""
        watched = self._watched.get(workshop_id)
        return watched.room if watched else None

    def version(self, workshop_id: str) -> int:
        """Return the version last seen."""
        watched = self._watched.get(workshop_id)
        return watched.version if watched else 0

    async def run(self) -> None:
        """Look for changes until closed: soon after a write of ours, else every half second."""
        self._loop = asyncio.get_running_loop()
        while not self._closed:
            if await self._something_happened():
                await asyncio.sleep(COALESCE_SECONDS)
            self._look.clear()
            try:
                await self._look_for_changes()
            except StorageError as error:
                # The database is away for a moment; the next look tries again.
                log.warning("Live updates wait for the database: %s", error)
            except Exception:
                # Whatever it is, it must not end the live updates of every other workshop.
                log.exception("A look for changes failed")

    def close(self) -> None:
        """End every stream; called when the server is asked to stop."""
        self._closed = True
        self._look.set()
        for subscription in self._all():
            subscription.end()

    async def _something_happened(self) -> bool:
        try:
            await asyncio.wait_for(self._look.wait(), POLL_SECONDS)
        except TimeoutError:
            return False
        return True

    async def _look_for_changes(self) -> None:
        if not self._watched:
            return
        versions = await asyncio.to_thread(self._versions, tuple(self._watched))
        nudged, self._came_or_went = self._came_or_went, set()
        for workshop_id in tuple(self._watched):
            watched = self._watched.get(workshop_id)
            version = versions.get(workshop_id, -1)
            if watched and watched.version != version:
                await self._tell(workshop_id, watched, version)
                nudged.discard(workshop_id)
        for workshop_id in nudged:
            self._wake_pages(workshop_id)

    async def _tell(self, workshop_id: str, watched: _Watched, version: int) -> None:
        try:
            room = await asyncio.to_thread(self._room, workshop_id)
        except NotFound:
            room = None
        moved = room != watched.room
        watched.version, watched.room = version, room
        self._wake_pages(workshop_id)
        if moved:
            self._wake(s for s in self._streams.get(workshop_id, ()) if s.person)

    def _room(self, workshop_id: str) -> RoomState:
        workshop = self._load(workshop_id)
        return room_state(workshop, self._mark(workshop))

    def _wake_pages(self, workshop_id: str) -> None:
        self._wake(s for s in self._streams.get(workshop_id, ()) if not s.person)

    def _presence_changed(self, workshop_id: str) -> None:
        self._came_or_went.add(workshop_id)
        self._look.set()

    def _wake(self, streams: Iterable[Subscription]) -> None:
        for subscription in streams:
            subscription.wake()

    def _all(self) -> list[Subscription]:
        return [s for streams in self._streams.values() for s in streams]
