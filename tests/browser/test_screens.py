"""A picture of every page at both sizes, into screenshots/, for a designer's eye; none may fail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from focusmap.sample import SAMPLE_CODE
from tests.browser.conftest import PHONE, PROJECTOR
from tests.browser.test_accessible import PAGES, settled
from tests.browser.test_journey import SUCCESS, WORK, answer, is_live
from tests.serving import Server

NewPage = Callable[[], Page]


@pytest.mark.parametrize("size", [PROJECTOR, PHONE], ids=["projector", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_drawn(
    server: Server, chromium: Browser, shots: Path, name: str, size: dict[str, int]
) -> None:
    context = chromium.new_context(viewport=size)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{server.url}/{name}?w={SAMPLE_CODE}")
    settled(page, name)
    page.screenshot(path=shots / f"{name or 'home'}-{size['width']}.png")
    assert page.locator('[data-testid="stException"]').count() == 0
    context.close()


def test_the_waiting_wall_and_the_phone_are_drawn(
    server: Server, new_phone: NewPage, new_wall: NewPage, shots: Path
) -> None:
    links = server.workshop("Harbour Housing, autumn")
    phone, wall = new_phone(), new_wall()
    phone.goto(links["join_url"])
    is_live(phone)
    phone.screenshot(path=shots / "phone-asked.png")
    answer(phone, WORK, "I fix damp flats so the kids stop coughing, about six jobs a week.")
    phone.get_by_label(SUCCESS).fill("Nobody calls in January")
    expect(phone.locator("#state")).to_have_text("Draft kept on this phone")
    phone.screenshot(path=shots / "phone-answered.png")
    wall.goto(links["wall_url"])
    expect(wall.locator(".fm-counts")).to_contain_text("1answered")
    wall.screenshot(path=shots / "wall-waiting.png")
    server.cli("workshop", "reveal", links["code"], "ask")
    expect(phone.locator("#room")).to_contain_text("Look up")
    phone.screenshot(path=shots / "phone-revealed.png", full_page=True)
