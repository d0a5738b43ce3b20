"""The server: `streamlit run app.py` serves pages, phones and live streams on one port."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import FrameType
from typing import Any

import streamlit as st

from focusmap.bootstrap import FocusMap, start, the_focus_map
from focusmap.errors import FocusMapError, StorageError
from focusmap.live import Notifier
from focusmap.network import reachable
from focusmap.settings import Settings
from phone.routes import phone_routes
from web.routes import web_routes

PURGE_SECONDS = 3600
# How often simulated people look whether it is their turn.
REHEARSAL_SECONDS = 1
USUAL_PORT = 8501


def _started() -> FocusMap:
    """Return the Focus Map, or end the program with the reason why it cannot start."""
    try:
        focus_map = the_focus_map()
        start(focus_map)
    except FocusMapError as error:
        sys.exit(f"Focus Map cannot start. {error}")
    _allow_many_connections()
    return focus_map


@asynccontextmanager
async def _running(focus_map: FocusMap) -> AsyncIterator[dict[str, Any]]:
    """Run the notifier and the purge beside the server."""
    _end_streams_on_signal(focus_map.notifier)
    _greet(focus_map.settings, st.get_option("server.port"))
    tasks = [
        asyncio.create_task(focus_map.notifier.run()),
        asyncio.create_task(_purge(focus_map)),
        asyncio.create_task(_rehearse(focus_map)),
    ]
    # Everything made so far lives as long as the process: the collector need not walk it.
    gc.collect()
    gc.freeze()
    try:
        yield {}
    finally:
        focus_map.notifier.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        focus_map.store.close()


def _greet(settings: Settings, port: int) -> None:
    """Say where the workshop is to be found, and why there when the usual port was busy."""
    here = f"http://localhost:{port}"
    lines = ["", f"  Focus Map runs. Open {settings.base_url if settings.base_url_given else here}"]
    if not settings.base_url_given and reachable(here) != here:
        lines.append(f"  Phones in the same network reach it at {reachable(here)}")
    if port != USUAL_PORT and not _is_chosen("server.port"):
        lines.append(
            f"  Port {USUAL_PORT} is in use by another program, perhaps by another Focus Map, so "
            f"this one took {port}. To choose one: streamlit run app.py --server.port 8600"
        )
    print("\n".join([*lines, ""]), flush=True)  # noqa: T201


def _is_chosen(option: str) -> bool:
    # Streamlit takes its own options out of sys.argv.
    named = any(option in argument for argument in sys.orig_argv)
    return named or "STREAMLIT_SERVER_PORT" in os.environ


async def _purge(focus_map: FocusMap) -> None:
    """Delete the workshops whose time is over, every hour."""
    while True:
        await asyncio.sleep(PURGE_SECONDS)
        try:
            await asyncio.to_thread(focus_map.service.delete_expired)
        except StorageError as error:
            print(f"Expired workshops are kept until the next hour: {error}", file=sys.stderr)  # noqa: T201


async def _rehearse(focus_map: FocusMap) -> None:
    """Let the simulated people of rehearsals answer."""
    while True:
        await asyncio.sleep(REHEARSAL_SECONDS)
        try:
            await asyncio.to_thread(focus_map.rehearsals.tick, time.monotonic())
        except StorageError as error:
            print(f"The rehearsal waits a moment: {error}", file=sys.stderr)  # noqa: T201


def _end_streams_on_signal(notifier: Notifier) -> None:
    """End the open streams when the server is told to stop, or it would wait for them."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)

        def stop(received: int, frame: FrameType | None, before: Any = before) -> None:
            loop.call_soon_threadsafe(notifier.close)
            if callable(before):
                before(received, frame)

        signal.signal(number, stop)


def _allow_many_connections() -> None:
    # A thousand phones hold a thousand files open, and many systems start with 1,024.
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for wanted in (65_536, 10_240):
        if soft >= wanted:
            return
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        except (ValueError, OSError):
            # More is a wish, not a condition; systems differ in what they allow.
            continue
        return


focus_map = _started()
# Streamlit finds the app by reading this file, so the call has to stand here as it is.
app = st.App(
    "pages/shell.py",
    routes=[*phone_routes(focus_map), *web_routes(focus_map)],
    lifespan=lambda _app: _running(focus_map),
)
