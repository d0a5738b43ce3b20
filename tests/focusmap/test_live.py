"""The notifier: who is woken by what, on the event loop, with a real store underneath."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager, suppress
from functools import wraps
from typing import ParamSpec

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.errors import StorageError
from focusmap.live import Notifier, RoomState, Subscription, room_state
from focusmap.model import Participant, Question, StepState, Workshop
from focusmap.questions import mark_of

P = ParamSpec("P")
SOON = 1.0
# Longer than changes closer together than this are told once, shorter than the next poll.
A_MOMENT = 0.25


def on_loop(test: Callable[P, Awaitable[None]]) -> Callable[P, None]:
    """Run a test on an event loop of its own."""

    @wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        asyncio.run(asyncio.wait_for(_awaited(test(*args, **kwargs)), 10))

    return run


async def _awaited(test: Awaitable[None]) -> None:
    await test


@asynccontextmanager
async def running(notifier: Notifier) -> AsyncIterator[None]:
    """Run a notifier beside the test."""
    task = asyncio.create_task(notifier.run())
    await asyncio.sleep(0)
    try:
        yield
    finally:
        notifier.close()
        await task


async def settled(notifier: Notifier, *pages: Subscription) -> None:
    """Wait until the pages have been told who came."""
    for page in pages:
        assert await page.wait(SOON)


def test_the_room_is_told_where_the_group_is(workshop: Workshop) -> None:
    assert room_state(workshop) == RoomState(
        "ask", 3, "Ask", StepState.OPEN, asks=mark_of(workshop)
    )


@on_loop
async def test_people_are_counted_not_streams(focus_map: FocusMap, workshop: Workshop) -> None:
    notifier = focus_map.notifier
    page = notifier.subscribe(workshop)
    phone, tab, other = (notifier.subscribe(workshop, who) for who in ("ada", "ada", "ben"))
    assert notifier.connected(workshop.id) == 2
    notifier.unsubscribe(tab)
    assert notifier.connected(workshop.id) == 2
    notifier.unsubscribe(phone)
    assert notifier.connected(workshop.id) == 1
    notifier.unsubscribe(other)
    notifier.unsubscribe(page)
    assert notifier.connected(workshop.id) == 0


@on_loop
async def test_nobody_is_connected_to_a_workshop_nobody_looks_at(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    assert focus_map.notifier.connected(workshop.id) == 0
    assert focus_map.notifier.room(workshop.id) is None
    assert focus_map.notifier.version(workshop.id) == 0


@on_loop
async def test_the_last_one_out_leaves_nothing_in_memory(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    notifier = focus_map.notifier
    streams = [notifier.subscribe(workshop, who) for who in ("", "ada", "ben")]
    assert notifier.version(workshop.id) == workshop.version
    for stream in streams:
        notifier.unsubscribe(stream)
    assert notifier.version(workshop.id) == 0
    assert notifier.room(workshop.id) is None


@on_loop
async def test_a_state_change_wakes_phones_and_pages(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    notifier = focus_map.notifier
    async with running(notifier):
        phone, page = notifier.subscribe(workshop, "ada"), notifier.subscribe(workshop)
        await settled(notifier, page)
        await asyncio.to_thread(focus_map.service.reveal_step, workshop.id, "ask")
        assert await phone.wait(SOON)
        assert await page.wait(SOON)
        assert notifier.room(workshop.id) == RoomState(
            "ask", 3, "Ask", StepState.REVEALED, asks=mark_of(workshop)
        )
        assert notifier.version(workshop.id) == workshop.version + 1


@on_loop
async def test_a_new_answer_wakes_pages_and_no_phone(
    focus_map: FocusMap, workshop: Workshop, person: Participant, question: Question
) -> None:
    notifier = focus_map.notifier
    now = focus_map.service.workshop_by_id(workshop.id)
    async with running(notifier):
        phone, page = notifier.subscribe(now, person.id), notifier.subscribe(now)
        await settled(notifier, page)
        await asyncio.to_thread(
            focus_map.service.send, workshop.id, person.id, question.id, "key", "We ship invoices"
        )
        assert await page.wait(SOON)
        assert not await phone.wait(0.01)


@on_loop
async def test_a_change_of_one_workshop_wakes_nobody_in_another(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    other, _ = focus_map.service.create("Another group")
    notifier = focus_map.notifier
    async with running(notifier):
        page, elsewhere = notifier.subscribe(workshop), notifier.subscribe(other)
        await asyncio.to_thread(focus_map.service.reveal_step, workshop.id, "ask")
        assert await page.wait(SOON)
        assert not await elsewhere.wait(0.01)


@on_loop
async def test_comings_and_goings_wake_pages_and_no_phone(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    notifier = focus_map.notifier
    async with running(notifier):
        page, phone = notifier.subscribe(workshop), notifier.subscribe(workshop, "ada")
        assert await page.wait(SOON)
        newcomer = notifier.subscribe(workshop, "ben")
        assert await page.wait(SOON)
        notifier.unsubscribe(newcomer)
        assert await page.wait(SOON)
        assert not await phone.wait(0.01)


@on_loop
async def test_a_stream_too_many_of_a_page_wakes_nobody(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    notifier = focus_map.notifier
    async with running(notifier):
        page = notifier.subscribe(workshop)
        notifier.unsubscribe(notifier.subscribe(workshop))
        assert not await page.wait(A_MOMENT)


@on_loop
async def test_changes_close_together_are_told_once(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    notifier = focus_map.notifier

    def change() -> None:
        for step in ("act", "ask", "act"):
            focus_map.service.open_step(workshop.id, step)

    async with running(notifier):
        phone = notifier.subscribe(workshop, "ada")
        await asyncio.to_thread(change)
        assert await phone.wait(SOON)
        room = notifier.room(workshop.id)
        assert room is not None
        assert room.step == "act"
        assert not await phone.wait(A_MOMENT)


@on_loop
async def test_a_change_by_another_process_is_noticed(
    focus_map: FocusMap, another_process: Callable[[], FocusMap], workshop: Workshop
) -> None:
    other = another_process()
    notifier = focus_map.notifier
    async with running(notifier):
        phone, page = notifier.subscribe(workshop, "ada"), notifier.subscribe(workshop)
        await settled(notifier, page)
        await asyncio.to_thread(other.service.reveal_step, workshop.id, "ask")
        assert await phone.wait(1.5)
        assert await page.wait(SOON)
        room = notifier.room(workshop.id)
        assert room is not None
        assert room.state is StepState.REVEALED


@on_loop
async def test_a_deleted_workshop_wakes_everybody_and_has_no_room(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    notifier = focus_map.notifier
    async with running(notifier):
        phone, page = notifier.subscribe(workshop, "ada"), notifier.subscribe(workshop)
        await settled(notifier, page)
        await asyncio.to_thread(focus_map.service.delete, workshop)
        assert await phone.wait(SOON)
        assert await page.wait(SOON)
        assert notifier.room(workshop.id) is None
        assert not await phone.wait(A_MOMENT)


@on_loop
async def test_closing_ends_every_stream_and_the_run(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    notifier = focus_map.notifier
    run = asyncio.create_task(notifier.run())
    streams = [notifier.subscribe(workshop, who) for who in ("", "ada", "ben")]
    assert not any(s.ended for s in streams)
    notifier.close()
    for stream in streams:
        assert await stream.wait(SOON)
        assert stream.ended
    await asyncio.wait_for(run, SOON)


@on_loop
async def test_whoever_comes_after_closing_is_ended_at_once(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    focus_map.notifier.close()
    stream = focus_map.notifier.subscribe(workshop, "ada")
    assert stream.ended
    assert await stream.wait(SOON)


@on_loop
async def test_a_database_that_is_away_for_a_moment_does_not_end_live_updates(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    troubles = iter([StorageError("away")])

    def versions(ids: Collection[str]) -> dict[str, int]:
        for trouble in troubles:
            raise trouble
        return focus_map.service.versions(ids)

    notifier = Notifier(versions, focus_map.service.workshop_by_id)
    async with running(notifier):
        phone = notifier.subscribe(workshop, "ada")
        await asyncio.to_thread(focus_map.service.reveal_step, workshop.id, "ask")
        assert await phone.wait(2)


@on_loop
async def test_comings_are_told_although_the_database_was_away(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    troubles = iter([StorageError("away")])

    def versions(ids: Collection[str]) -> dict[str, int]:
        for trouble in troubles:
            raise trouble
        return focus_map.service.versions(ids)

    notifier = Notifier(versions, focus_map.service.workshop_by_id)
    async with running(notifier):
        page, _ = notifier.subscribe(workshop), notifier.subscribe(workshop, "ada")
        assert await page.wait(SOON)


@on_loop
async def test_nobody_asks_the_database_when_nobody_looks(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    def versions(ids: Collection[str]) -> dict[str, int]:
        raise AssertionError(ids)

    notifier = Notifier(versions, focus_map.service.workshop_by_id)
    async with running(notifier):
        notifier.changed(workshop.id)
        await asyncio.sleep(A_MOMENT)


def test_a_change_outside_a_running_server_is_no_trouble(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    with suppress(TimeoutError):
        asyncio.run(asyncio.wait_for(focus_map.notifier.run(), 0.01))
    focus_map.service.open_step(workshop.id, "act")
    assert focus_map.service.workshop_by_id(workshop.id).current_step == "act"


@on_loop
async def test_a_stream_that_nobody_wakes_waits_in_vain() -> None:
    stream = Subscription("workshop", "")
    assert not await stream.wait(0.01)
    stream.wake()
    stream.wake()
    assert await stream.wait(0.01)
    assert not await stream.wait(0.01)
    with pytest.raises(asyncio.CancelledError):
        await _cancelled(stream)


async def _cancelled(stream: Subscription) -> None:
    waiting = asyncio.create_task(stream.wait(SOON))
    await asyncio.sleep(0)
    waiting.cancel()
    await waiting
