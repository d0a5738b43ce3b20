"""A phone's event stream on a bare socket: a thousand of them cost the client next to nothing."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Mapping

EVENT = re.compile(rb"^data: (.*)$", re.MULTILINE)
RETRY = re.compile(rb"^retry: (\d+)", re.MULTILINE)
STATUS = re.compile(rb"^HTTP/1\.1 (\d+)")
# An EventSource waits this long before it comes back, unless the server asks for another time.
FIRST_RETRY_SECONDS = 3.0

OnEvent = Callable[[bytes, float], None]


class EventStream(asyncio.Protocol):
    """One connection to an event stream.

    `on_event` is given the data of each event and the time of arrival by `time.perf_counter`.
    """

    def __init__(self, path: str, headers: Mapping[str, str], on_event: OnEvent) -> None:
        lines = [f"GET {path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items()), "", ""]
        self._request = "\r\n".join(lines).encode()
        self._on_event = on_event
        self._rest = b""
        self.status = 0
        self.retry_seconds = FIRST_RETRY_SECONDS
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream."""
        assert isinstance(transport, asyncio.Transport)
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """Take what came, up to its last whole line."""
        now = time.perf_counter()
        whole, newline, self._rest = (self._rest + data).rpartition(b"\n")
        lines = whole + newline
        if not self.status and (status := STATUS.search(lines)):
            self.status = int(status[1])
        if retry := RETRY.search(lines):
            self.retry_seconds = int(retry[1]) / 1000
        for event in EVENT.finditer(lines):
            self._on_event(event[1], now)

    def connection_lost(self, _error: Exception | None) -> None:
        """Tell whoever waits that the stream is over."""
        if not self.ended.done():
            self.ended.set_result(None)
