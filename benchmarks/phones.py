"""Phones as they are: each loads its page, keeps its cookie, listens, writes and sends again."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from benchmarks.stream import EventStream

TOKEN = re.compile(r'name="token" value="([^"]*)"')
TEXT_FIELD = re.compile(r'<textarea [^>]*name="new-([^"]+)"')
KEY = re.compile(r'name="key-([^"]+)" value="([^"]*)"')
ASSET = re.compile(r'<(?:link|script) [^>]*(?:href|src)="(/[^"]+)"')
AGENT = "Mozilla/5.0 (Linux; Android 14; Mobile) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"
TIMEOUT = aiohttp.ClientTimeout(total=15)
FIRST_RETRY_SECONDS = 1.5
MOST_TRIES = 6
# How long after the first time an answer is sent again when its confirmation was lost.
LATER_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Draft:
    """What a phone is to send: words, with a mark in them that no other answer has."""

    text: str
    mark: str


@dataclass(slots=True)
class Arrivals:
    """When each phone was told a state of a step, by `time.perf_counter`."""

    step: str
    state: str
    expected: int
    at: dict[int, float] = field(default_factory=dict)
    everybody: asyncio.Event = field(default_factory=asyncio.Event)

    def told(self, phone: int, room: dict[str, Any], now: float) -> None:
        """Note that a phone was told where the room is."""
        if (room.get("step"), room.get("state")) == (self.step, self.state):
            self.at.setdefault(phone, now)
        if len(self.at) >= self.expected:
            self.everybody.set()


@dataclass(slots=True)
class Tally:
    """What happened in the room. Times are in seconds."""

    pages: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    confirmed: set[str] = field(default_factory=set)
    sent_twice: int = 0
    streams_opened: int = 0
    streams_open: int = 0
    awaited: Arrivals | None = None

    def errors(self) -> dict[str, int]:
        """Return how often each request went wrong, by what it was and its status."""
        return {k: n for k, n in sorted(self.statuses.items()) if not k.endswith((" 200", " 303"))}


class Phone:
    """One participant's phone."""

    def __init__(
        self, number: int, join_url: str, session: aiohttp.ClientSession, tally: Tally
    ) -> None:
        self.number = number
        self._join_url = join_url
        self._session = session
        self._tally = tally
        self.written = 0
        self._cookie = ""
        self._token = ""
        self._questions: list[str] = []
        self._keys: dict[str, str] = {}
        # The page's script has one request at a time under way.
        self._sending = asyncio.Lock()

    async def join(self) -> None:
        """Load the page with its files, as a first visit does, and take its form from it."""
        start = time.perf_counter()
        page = await self._page()
        self._token = _only(TOKEN, page)
        self._questions = TEXT_FIELD.findall(page)
        self._keys = dict(KEY.findall(page))
        await asyncio.gather(*(self._get("asset", path) for path in ASSET.findall(page)))
        self._tally.pages.append(time.perf_counter() - start)

    async def listen(self) -> None:
        """Hold the event stream open, coming back whenever it ends, until cancelled."""
        address = urlsplit(self._join_url)
        host, port = address.hostname or "", address.port or 80
        headers = {
            "Host": address.netloc,
            "Accept": "text/event-stream",
            "Accept-Encoding": "gzip, deflate, br",
            "Connection": "close",
            "User-Agent": AGENT,
            "Cookie": self._cookie,
        }
        while True:
            stream = EventStream(f"{address.path}/events", headers, self._told)
            await asyncio.sleep(await self._listened(stream, host, port))

    async def _listened(self, stream: EventStream, host: str, port: int) -> float:
        """Hold one stream until it ends and return the seconds to wait before the next."""
        loop = asyncio.get_running_loop()
        try:
            transport, _ = await loop.create_connection(lambda: stream, host, port)
        except OSError as error:
            self._tally.statuses[f"events {type(error).__name__}"] += 1
            return stream.retry_seconds
        self._tally.streams_opened += 1
        self._tally.streams_open += 1
        try:
            await stream.ended
            self._tally.statuses[f"events {stream.status}"] += 1
        finally:
            self._tally.streams_open -= 1
            transport.close()
        return stream.retry_seconds

    def _told(self, data: bytes, now: float) -> None:
        if self._tally.awaited:
            self._tally.awaited.told(self.number, json.loads(data), now)

    async def send(self, draft: Draft, due: float, again: str = "") -> None:
        """Send an answer that was written at `due`; it counts as saved once the server says so.

        `again` sends it a second time with the same key, `at once` or `later`.
        """
        self._tally.late.append(max(0.0, time.perf_counter() - due))
        question = self._questions[self.written % len(self._questions)]
        self.written += 1
        async with self._sending:
            key = self._keys.pop(question, "") or secrets.token_hex(16)
            body = {"token": self._token, "do": "send", f"new-{question}": draft.text}
            body[f"key-{question}"] = key
            sent = [self._save(draft, body, due)]
            if again == "at once":
                sent.append(self._save_again(draft, body, 0.0))
            await asyncio.gather(*sent)
        if again == "later":
            await self._save_again(draft, body, LATER_SECONDS)

    async def _save_again(self, draft: Draft, body: dict[str, str], seconds: float) -> None:
        await asyncio.sleep(seconds)
        self._tally.sent_twice += 1
        await self._save(draft, body, time.perf_counter())

    async def _save(self, draft: Draft, body: dict[str, str], due: float) -> None:
        """Post until the server has taken or refused it, as the page's script does."""
        for attempt in range(MOST_TRIES):
            status = await self._post(body)
            if status == 200:
                self._tally.saves.append(time.perf_counter() - due)
                self._tally.confirmed.add(draft.mark)
            if 0 < status < 500:
                return
            await asyncio.sleep(FIRST_RETRY_SECONDS * 2**attempt)

    async def _post(self, body: dict[str, str]) -> int:
        """Return the status of the answer, 0 when there was none."""
        headers = {"Accept": "application/json", "Cookie": self._cookie, "User-Agent": AGENT}
        try:
            async with self._session.post(self._join_url, data=body, headers=headers) as answer:
                await answer.read()
                self._tally.statuses[f"send {answer.status}"] += 1
                return answer.status
        except (aiohttp.ClientError, TimeoutError) as error:
            self._tally.statuses[f"send {type(error).__name__}"] += 1
            return 0

    async def _page(self) -> str:
        async with self._asked("page", self._join_url) as answer:
            cookies = [f"{c.key}={c.value}" for c in answer.cookies.values()]
            self._cookie = "; ".join(cookies) or self._cookie
            return await answer.text()

    async def _get(self, what: str, path: str) -> None:
        address = urlsplit(self._join_url)
        async with self._asked(what, f"{address.scheme}://{address.netloc}{path}") as answer:
            await answer.read()

    def _asked(self, what: str, url: str) -> _Counted:
        headers = {"User-Agent": AGENT, "Cookie": self._cookie}
        return _Counted(what, self._session.get(url, headers=headers), self._tally)


class _Counted:
    """A request whose status, or whose failure, is counted."""

    def __init__(self, what: str, request: Any, tally: Tally) -> None:
        self._what = what
        self._request = request
        self._tally = tally

    async def __aenter__(self) -> aiohttp.ClientResponse:
        try:
            answer: aiohttp.ClientResponse = await self._request.__aenter__()
        except (aiohttp.ClientError, TimeoutError) as error:
            self._tally.statuses[f"{self._what} {type(error).__name__}"] += 1
            raise
        self._tally.statuses[f"{self._what} {answer.status}"] += 1
        return answer

    async def __aexit__(self, *error: Any) -> None:
        await self._request.__aexit__(*error)


def client_session() -> aiohttp.ClientSession:
    """Return what all phones ask with: a connection of its own for every request, no shared jar."""
    connector = aiohttp.TCPConnector(limit=0, force_close=True)
    return aiohttp.ClientSession(
        connector=connector, cookie_jar=aiohttp.DummyCookieJar(), timeout=TIMEOUT
    )


def _only(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    if found is None:
        raise RuntimeError(f"The phone's page has no {pattern.pattern!r}:\n{page[:500]}")
    return found[1]
