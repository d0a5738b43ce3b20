"""From a key to the picture while somebody rewrites: on a phone and on the facilitator's page.

Run it with `python -m benchmarks.live_reading --phones 200`.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Page, ViewportSize, async_playwright

from benchmarks.figures import machine, print_table, spread
from benchmarks.phones import Phone, Tally, client_session
from benchmarks.server import Server, running_server
from benchmarks.wall import BROWSER_ARGUMENTS, browser_path
from focusmap.bootstrap import build
from focusmap.settings import read_settings

SAID = "We plan and ship features for the portal"
# Nearly each key of it moves the marks or the dot.
TYPED = "Tenants sleep at home again, and their children play outside on their own"
# A quick typist; and what a screen has to show within, for each key.
PAUSE_MS, AIM = 90, "300 ms"
PHONE = ViewportSize(width=360, height=740)
PAGE = ViewportSize(width=1400, height=1000)
PHONE_FIELD, PHONE_WORDS = "textarea[data-rewrites]", ".reread .mine"
PAGE_FIELD, PAGE_WORDS = ".fm-rewriter textarea", ".fm-rewriter .fm-quote"
# In the page: when each key came, and the first frame that has all letters up to it, read.
WATCH = """([field, words]) => {
    const keys = new Map(), seen = window.focusmapSeen = [];
    const typed = document.querySelector(field);
    typed.addEventListener("input", () => keys.set(typed.value.length, performance.now()));
    const look = now => {
        const shown = document.querySelector(words)?.textContent.length ?? 0;
        for (const [length, when] of keys) {
            if (length > shown) continue;
            seen.push((performance.now() - when) / 1000);
            keys.delete(length);
        }
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""


def main(arguments: Sequence[str]) -> int:
    """Print how long a key takes to its picture, with nobody and with many phones connected."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.live_reading", description=__doc__)
    parser.add_argument("--phones", type=int, default=200, help="phones connected besides")
    parser.add_argument("--port", type=int, default=0, help="the server's port")
    options = parser.parse_args(arguments)
    with running_server(options.port) as server:
        rows = asyncio.run(_measured(server, options.phones))
    print(machine())
    print_table(f"A key to its picture, a key each {PAUSE_MS} ms; aim {AIM}", rows)
    return 0


async def _measured(server: Server, phones: int) -> list[tuple[str, str]]:
    links = await server.create("Benchmark", "ask")
    _put_on_the_bench(server, links["code"])
    await server.workshop("open", links["code"], "act")
    rows = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=browser_path(), args=[*BROWSER_ARGUMENTS]
        )
        for count in (0, phones):
            async with _connected(links["join_url"], count):
                for where, measure in (("a phone", _on_a_phone), ("the page", _on_the_page)):
                    seconds = await measure(browser, server, links)
                    rows.append((f"{where}, {count} phones connected", spread(seconds)))
        await browser.close()
    return rows


def _put_on_the_bench(server: Server, code: str) -> None:
    """Say something in Ask, reveal it and put it on the bench, beside the running server."""
    focus_map = build(read_settings(server.environment))
    service = focus_map.service
    workshop = service.workshop(code)
    person = service.join(workshop.id, "who said it")
    said = service.send(workshop.id, person.id, workshop.questions_of("ask")[0].id, "k", SAID)
    service.reveal_step(workshop.id, "ask")
    service.rewrites.put_on(workshop.id, said.id)
    focus_map.store.close()


@asynccontextmanager
async def _connected(join_url: str, count: int) -> AsyncIterator[None]:
    """Keep so many phones in the workshop, each with its stream open."""
    tally = Tally()
    async with client_session() as session:
        phones = [Phone(n, join_url, session, tally) for n in range(count)]
        for phone in phones:
            await phone.join()
        listening = [asyncio.create_task(phone.listen()) for phone in phones]
        while tally.streams_open < count:
            await asyncio.sleep(0.1)
        await asyncio.sleep(1)
        yield
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)


async def _on_a_phone(browser: Browser, _server: Server, links: dict[str, str]) -> list[float]:
    context = await browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True)
    page = await context.new_page()
    await page.goto(links["join_url"])
    seconds = await _typed(page, PHONE_FIELD, PHONE_WORDS)
    await context.close()
    return seconds


async def _on_the_page(browser: Browser, server: Server, links: dict[str, str]) -> list[float]:
    context = await browser.new_context(viewport=PAGE)
    page = await context.new_page()
    await page.goto(links["facilitator_url"])
    await page.goto(f"{server.url}/act?w={links['code']}")
    seconds = await _typed(page, PAGE_FIELD, PAGE_WORDS)
    await context.close()
    return seconds


async def _typed(page: Page, field: str, words: str) -> list[float]:
    """Type a sentence, and return for each key how long its picture took."""
    await page.locator(field).first.wait_for()
    await page.evaluate(WATCH, [field, words])
    await page.locator(field).first.press_sequentially(TYPED, delay=PAUSE_MS)
    await page.wait_for_function("n => focusmapSeen.length >= n", arg=len(TYPED))
    return [float(s) for s in await page.evaluate("focusmapSeen")]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
