"""Event streams: one to a phone, which is told where the group is; one to a page, just a nudge."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncIterator
from dataclasses import asdict

from starlette.responses import StreamingResponse

from focusmap.live import Notifier, Subscription
from focusmap.model import Workshop

# A line now and then keeps proxies from closing a quiet stream.
HEARTBEAT_SECONDS = 20.0
# A phone that lost its network says no goodbye. Ending streams at this age, give or take, keeps
# the count of connected phones true: those still there come back by themselves.
STREAM_SECONDS = 75.0
# A busy room changes ten times a second; redrawing a wall that often serves nobody.
PAGE_PAUSE_SECONDS = 0.4

STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def phone_stream(notifier: Notifier, workshop: Workshop, person: str) -> StreamingResponse:
    """Return a stream that tells a phone each step and state, beginning with the present one."""
    return _response(_phone_events(notifier, workshop, person))


def page_stream(notifier: Notifier, workshop: Workshop) -> StreamingResponse:
    """Return a stream that nudges a page at each change, beginning with the present version."""
    return _response(_page_events(notifier, workshop))


def _response(events: AsyncIterator[str]) -> StreamingResponse:
    return StreamingResponse(events, media_type="text/event-stream", headers=STREAM_HEADERS)


async def _phone_events(notifier: Notifier, workshop: Workshop, person: str) -> AsyncIterator[str]:
    subscription = notifier.subscribe(workshop, person)
    try:
        yield _retry()
        yield _room_event(notifier, workshop.id)
        async for woken in _wakings(subscription):
            yield _room_event(notifier, workshop.id) if woken else ": \n\n"
    finally:
        notifier.unsubscribe(subscription)


async def _page_events(notifier: Notifier, workshop: Workshop) -> AsyncIterator[str]:
    subscription = notifier.subscribe(workshop)
    try:
        yield _retry()
        yield _page_event(notifier, workshop.id)
        async for woken in _wakings(subscription):
            yield _page_event(notifier, workshop.id) if woken else ": \n\n"
            await asyncio.sleep(PAGE_PAUSE_SECONDS)
    finally:
        notifier.unsubscribe(subscription)


async def _wakings(subscription: Subscription) -> AsyncIterator[bool]:
    """Yield True at each change and False at each heartbeat, until the stream is to end."""
    end = asyncio.get_running_loop().time() + STREAM_SECONDS * random.uniform(0.8, 1.2)  # noqa: S311
    while not subscription.ended and asyncio.get_running_loop().time() < end:
        woken = await subscription.wait(HEARTBEAT_SECONDS)
        if not subscription.ended:
            yield woken


def _retry() -> str:
    # After a restart everybody comes back: not all in the same instant.
    return f"retry: {random.randint(500, 2_500)}\n\n"  # noqa: S311


def _room_event(notifier: Notifier, workshop_id: str) -> str:
    room = notifier.room(workshop_id)
    return f"data: {json.dumps(asdict(room) if room else {'gone': True})}\n\n"


def _page_event(notifier: Notifier, workshop_id: str) -> str:
    return f"data: {notifier.version(workshop_id)}.{notifier.connected(workshop_id)}\n\n"
