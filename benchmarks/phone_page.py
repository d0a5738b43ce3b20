"""A phone's first visit on a slow network: how much it loads, and when one can write.

Run it with `python -m benchmarks.phone_page`.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, CDPSession, Page, async_playwright

from benchmarks.figures import machine, ms, print_table
from benchmarks.server import Server, running_server
from benchmarks.wall import BROWSER_ARGUMENTS, browser_path

SIZE = (360, 740)
BITS_A_SECOND = 1_600_000
LATENCY_MS = 150
CPU_SLOWER = 4
VISITS = 5
SETTLE_SECONDS = 1.0
WORDS = "I keep the lifts running"
AIM_BYTES, AIM_SECONDS = 30_000, 1.5
# Notes, on every frame, when the first question's field stands on the page and takes the focus.
WATCH = """
const look = () => {
  const field = document.querySelector("textarea");
  if (field && field.offsetHeight > 0) {
    field.focus();
    if (document.activeElement === field) { window.canWrite = performance.now(); return; }
  }
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
TIMES = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return {painted: paint.startTime, write: window.canWrite,
          script: page.domContentLoadedEventEnd};
}"""


@dataclass  # no slots: Playwright keeps a note on whatever listens
class Traffic:
    """What a page asked for: addresses, and bytes with headers as they came over the network."""

    addresses: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)

    def watch(self, session: CDPSession) -> None:
        """Listen to a browser's network."""
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.responseReceived", self._began)
        session.on("Network.dataReceived", self._grew)
        session.on("Network.loadingFinished", self._ended)

    def _asked(self, event: dict[str, Any]) -> None:
        self.addresses[event["requestId"]] = event["request"]["url"]

    def _began(self, event: dict[str, Any]) -> None:
        self.sizes[event["requestId"]] = event["response"]["encodedDataLength"]

    def _grew(self, event: dict[str, Any]) -> None:
        # The event stream never ends, so what came so far counts.
        if event["requestId"] in self.sizes:
            self.sizes[event["requestId"]] += event["encodedDataLength"]

    def _ended(self, event: dict[str, Any]) -> None:
        self.sizes[event["requestId"]] = event["encodedDataLength"]


@dataclass(frozen=True, slots=True)
class Visit:
    """One first visit. Times are in seconds from the start of the navigation."""

    traffic: Traffic
    painted: float
    write: float
    script: float

    @property
    def usable(self) -> float:
        """When one can write and the script keeps the draft."""
        return max(self.write, self.script)


def main(arguments: Sequence[str]) -> int:
    """Print what a first visit loads and when it is usable; return 1 when it asks elsewhere."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.phone_page", description=__doc__)
    parser.add_argument(
        "--port", type=int, default=0, help="the server's port (default: a free one)"
    )
    options = parser.parse_args(arguments)
    with running_server(options.port) as server:
        visits = asyncio.run(_visits(server))
        foreign = _foreign(visits[0], server)
    print(machine())
    size = f"{SIZE[0]} x {SIZE[1]}, {BITS_A_SECOND / 1e6} Mbit/s, {LATENCY_MS} ms"
    print_table(f"First visit of {VISITS}: {size}, CPU {CPU_SLOWER} times slower", _rows(visits))
    print_table("Requests", _requests(visits[0]))
    print(f"\nRequests to anywhere else: {', '.join(foreign) or 'none'}")
    print(f"Aim: {AIM_BYTES / 1000:.0f} kB, {ms(AIM_SECONDS)}")
    return 1 if foreign else 0


async def _visits(server: Server) -> list[Visit]:
    links = await server.create("Benchmark", "ask")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=browser_path(), args=[*BROWSER_ARGUMENTS]
        )
        visits = [await _visit(browser, links["join_url"]) for _ in range(VISITS)]
        await browser.close()
    return visits


async def _visit(browser: Browser, url: str) -> Visit:
    """Visit as somebody new: no cookie, nothing cached."""
    width, height = SIZE
    context = await browser.new_context(
        viewport={"width": width, "height": height}, is_mobile=True, has_touch=True
    )
    page = await context.new_page()
    traffic = Traffic()
    await _slow_down(await context.new_cdp_session(page), traffic)
    await page.add_init_script(WATCH)
    await page.goto(url)
    await page.wait_for_function("window.canWrite")
    times = await page.evaluate(TIMES)
    await _write(page)
    await asyncio.sleep(SETTLE_SECONDS)
    await context.close()
    return Visit(traffic, *(times[name] / 1000 for name in ("painted", "write", "script")))


async def _slow_down(session: CDPSession, traffic: Traffic) -> None:
    traffic.watch(session)
    bytes_a_second = BITS_A_SECOND / 8
    await session.send("Network.enable")
    await session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": bytes_a_second,
            "uploadThroughput": bytes_a_second,
        },
    )
    await session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWER})


async def _write(page: Page) -> None:
    """Type into the field that has the focus, and see that the words are in it."""
    await page.keyboard.type(WORDS)
    typed = await page.locator("textarea").first.input_value()
    if typed != WORDS:
        raise RuntimeError(f"The first question's field took {typed!r} instead of {WORDS!r}.")


def _rows(visits: Sequence[Visit]) -> Iterator[tuple[str, str]]:
    first = visits[0]
    yield "requests", f"{len(first.traffic.addresses)}"
    yield "bytes, compressed, with headers", f"{sum(first.traffic.sizes.values()) / 1000:.1f} kB"
    yield "first paint", _times([v.painted for v in visits])
    yield "first question can be written in", _times([v.write for v in visits])
    yield "and the script keeps the draft", _times([v.usable for v in visits])


def _times(seconds: Sequence[float]) -> str:
    return f"{ms(median(seconds))} (from {ms(min(seconds))} to {ms(max(seconds))})"


def _requests(visit: Visit) -> Iterator[tuple[str, str]]:
    for request, url in visit.traffic.addresses.items():
        yield urlsplit(url).path, f"{visit.traffic.sizes.get(request, 0) / 1000:.1f} kB"


def _foreign(visit: Visit, server: Server) -> list[str]:
    return [url for url in visit.traffic.addresses.values() if not url.startswith(server.url)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
