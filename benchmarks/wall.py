"""A wall in a real browser, and when an answer is on it."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page, async_playwright
from playwright.async_api import TimeoutError as BrowserTimeoutError

BROWSER_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
WALL_SIZE = (1920, 1080)
READY_SECONDS = 60
MISSED_SECONDS = 10
# How many answers the revealed wall counts: those placed, and those beside the map.
ON_THE_MAP = r"([\d,]+)[^\d]*on the map, ([\d,]+) beside"
LISTENS = "document.documentElement.dataset.live && document.querySelector('h1')"
HAS_WORD = "word => document.body.textContent.includes(word)"
COUNTS_AS_MANY = f"""least => {{
    const found = document.body.textContent.match(/{ON_THE_MAP}/);
    const number = text => Number(text.replaceAll(",", ""));
    return found && number(found[1]) + number(found[2]) >= least;
}}"""


class Wall:
    """An open wall."""

    def __init__(self, page: Page) -> None:
        self._page = page

    async def word_shown(self, word: str) -> float:
        """Return when a word was on the wall, looked for on every frame; infinity when never."""
        return await self._true(HAS_WORD, word)

    async def count_shown(self, least: int) -> float:
        """Return when the wall counted at least so many answers; infinity when never."""
        return await self._true(COUNTS_AS_MANY, least)

    async def _true(self, condition: str, value: str | int) -> float:
        timeout = MISSED_SECONDS * 1000
        try:
            await self._page.wait_for_function(condition, arg=value, polling="raf", timeout=timeout)
        except BrowserTimeoutError:
            return float("inf")
        return time.perf_counter()


def browser_path() -> str | None:
    """Return the system's Chromium; None lets Playwright take its own."""
    return shutil.which("chromium")


@asynccontextmanager
async def open_wall(url: str) -> AsyncIterator[Wall]:
    """Open a wall by its link, full size, and wait until it stands and listens."""
    width, height = WALL_SIZE
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=browser_path(), args=[*BROWSER_ARGUMENTS]
        )
        page = await browser.new_page(viewport={"width": width, "height": height})
        await page.goto(url)
        await page.wait_for_function(LISTENS, timeout=READY_SECONDS * 1000)
        await asyncio.sleep(1)
        yield Wall(page)
        await browser.close()
