"""axe finds nothing on any page (WCAG 2.2 A and AA), and 320 px wide nothing scrolls sideways."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from focusmap.model import STEP_IDS
from focusmap.sample import SAMPLE_CODE
from tests.browser.test_journey import SUCCESS, WORK, answer, is_live
from tests.serving import Server

NewPage = Callable[[], Page]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = ("", "setup", *STEP_IDS, "map", "bench", "wall")


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [
        f"{v['id']}: {node['html'][:160]}: {node['failureSummary'][:300]}"
        for v in found.response["violations"]
        for node in v["nodes"][:3]
    ]


def settled(page: Page, name: str) -> None:
    """Wait until a page of the sample has drawn what it shows."""
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=20_000)
    # Streamlit loads what puts our styles in place a moment after the first words.
    page.wait_for_function(
        "getComputedStyle(document.documentElement).getPropertyValue('--focusmap-styled')"
    )
    if name in ("ask", "map", "wall"):
        expect(page.locator(".st-key-map svg.marks")).to_be_visible()
    charts = {"acknowledge": 1, "curiosity": 5}.get(name, 0)
    if charts:
        expect(page.locator("svg.marks:visible")).to_have_count(charts)


def too_wide(page: Page) -> int:
    """Return how many pixels the page can be scrolled sideways."""
    width: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width


@pytest.fixture(scope="module")
def narrow(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_a_page(server: Server, new_wall: NewPage, name: str) -> None:
    page = new_wall()
    page.goto(f"{server.url}/{name}?w={SAMPLE_CODE}")
    settled(page, name)
    assert violations(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reflows_at_320_pixels(server: Server, narrow: Page, name: str) -> None:
    narrow.goto(f"{server.url}/{name}?w={SAMPLE_CODE}")
    settled(narrow, name)
    assert too_wide(narrow) == 0


def test_axe_finds_nothing_on_the_facilitators_own_pages(server: Server, new_wall: NewPage) -> None:
    links = server.workshop()
    page = new_wall()
    page.goto(links["facilitator_url"])
    page.wait_for_url(re.compile("/setup"))
    settled(page, "setup")
    assert violations(page) == []
    page.goto(f"{server.url}/ask?w={links['code']}")
    expect(page.get_by_role("button", name="Reveal")).to_be_visible()
    assert violations(page) == []


def test_axe_finds_nothing_on_an_opened_answer_and_it_reflows(
    server: Server, narrow: Page, new_phone: NewPage
) -> None:
    links = server.workshop()
    phone = new_phone()
    phone.goto(links["join_url"])
    # With fewer than four answers the chart's own empty layers have no text, opened or not.
    answer(phone, WORK, "we write reports")
    answer(phone, WORK, "number of tickets closed")
    answer(phone, SUCCESS, "tenants decide themselves")
    answer(phone, SUCCESS, "We listen, so that families sleep through the night again")
    server.cli("workshop", "reveal", links["code"], "ask")
    narrow.goto(links["facilitator_url"])
    narrow.wait_for_url(re.compile("/setup"))
    narrow.goto(f"{server.url}/map?w={links['code']}")
    settled(narrow, "map")
    narrow.locator(".st-key-map svg.marks .mark-symbol path").first.click()
    why = narrow.locator("summary", has_text="Why here?")
    expect(why).to_be_visible()
    why.focus()
    narrow.keyboard.press("Enter")
    expect(narrow.get_by_role("table", name="Orientation")).to_be_visible()
    assert violations(narrow) == []
    assert too_wide(narrow) == 0
    widths = narrow.locator(".fm-why").evaluate_all(
        "all => all.map(t => t.scrollWidth - t.parentElement.clientWidth)"
    )
    assert max(widths) <= 0


def test_a_mark_is_no_noise_between_the_words(server: Server, new_phone: NewPage) -> None:
    links = server.workshop()
    phone = new_phone()
    phone.goto(links["join_url"])
    answer(phone, SUCCESS, "families sleep well")
    expect(phone.locator(".mine mark").first).to_be_visible()
    assert "- mark" not in phone.locator(".card").aria_snapshot()
    expect(phone.locator(".reading").nth(1)).to_contain_text("Words that say")


def test_axe_finds_nothing_on_the_phone_and_it_reflows(server: Server, narrow: Page) -> None:
    links = server.workshop()
    narrow.goto(f"{server.url}/j")
    assert violations(narrow) == []
    narrow.goto(f"{server.url}/j/22222222")
    assert violations(narrow) == []
    narrow.goto(links["join_url"])
    is_live(narrow)
    assert violations(narrow) == []
    answer(narrow, WORK, "Pneumonoultramicroscopicsilicovolcanoconiosis" * 4)
    narrow.get_by_label(SUCCESS).fill("a draft")
    narrow.get_by_text("Edit", exact=True).click()
    assert violations(narrow) == []
    assert too_wide(narrow) == 0
    server.cli("workshop", "reveal", links["code"], "ask")
    expect(narrow.locator("#room")).to_contain_text("Look up")
    assert violations(narrow) == []


def test_the_phone_is_used_by_keyboard_alone(server: Server, new_phone: NewPage) -> None:
    links = server.workshop()
    page = new_phone()
    page.goto(links["join_url"])
    is_live(page)
    page.keyboard.press("Tab")
    page.keyboard.type("I type without a mouse")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Send"
    page.keyboard.press("Enter")
    expect(page.locator(".mine")).to_have_text("I type without a mouse")


def test_touch_targets_and_inputs_are_large_enough(server: Server, new_phone: NewPage) -> None:
    links = server.workshop()
    page = new_phone()
    page.goto(links["join_url"])
    answer(page, WORK, "I measure")
    page.get_by_text("Edit", exact=True).click()
    for target in page.locator("button:visible, summary:visible").all():
        box = target.bounding_box()
        assert box
        assert box["height"] >= 48, target.inner_text()
    sizes = page.locator("textarea").evaluate_all(
        "all => all.map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 16


def test_everything_to_read_on_the_wall_is_28_pixels_or_more(
    server: Server, new_wall: NewPage
) -> None:
    page = new_wall()
    page.goto(f"{server.url}/wall?w={SAMPLE_CODE}")
    settled(page, "wall")
    assert too_small(page) == []


def too_small(page: Page) -> list[tuple[float, str]]:
    """Return what is to be read on a wall and is under 28 pixels."""
    small: list[tuple[float, str]] = page.evaluate(
        """() => [...document.querySelectorAll('.stMain *')]
          .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
          .filter(e => e.getClientRects().length && !e.closest('style, [class*=tooltip]'))
          .map(e => [parseFloat(getComputedStyle(e).fontSize), e.textContent.slice(0, 40)])
          .filter(([size]) => size < 28)"""
    )
    return small
