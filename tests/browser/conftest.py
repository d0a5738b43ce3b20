from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from focusmap import bootstrap
from focusmap.bootstrap import FocusMap
from focusmap.settings import read_settings
from tests.serving import Server

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE = {"width": 360, "height": 740}
PROJECTOR = {"width": 1920, "height": 1080}

# Other tests run beside these and a small machine has two cores; what comes late must still come.
expect.set_options(timeout=20_000)

NewPage = Callable[[], Page]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("server")).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # Not for the whole session: its event loop would be in the way of tests that run their own.
    with sync_playwright() as playwright:
        # The system's browser where there is one, else the one that the browser tool brought.
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=ARGUMENTS,
        )
        yield browser
        browser.close()


@pytest.fixture
def new_phone(chromium: Browser) -> Iterator[NewPage]:
    yield from _pages(chromium, viewport=PHONE, is_mobile=True, has_touch=True)


@pytest.fixture
def new_wall(chromium: Browser) -> Iterator[NewPage]:
    yield from _pages(chromium, viewport=PROJECTOR)


def _pages(browser: Browser, **options: object) -> Iterator[NewPage]:
    contexts: list[BrowserContext] = []

    def new() -> Page:
        contexts.append(browser.new_context(**options))  # type: ignore[arg-type]
        page = contexts[-1].new_page()
        page.set_default_timeout(20_000)
        return page

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def shots() -> Path:
    folder = Path(__file__).parent.parent.parent / "screenshots"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def focus_map(server: Server) -> Iterator[FocusMap]:
    """The use cases on the server's own database, as another process would have them."""
    made = bootstrap.build(read_settings(server.environment))
    yield made
    made.store.close()
