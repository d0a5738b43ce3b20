"""The bench for measures in a real browser: built, rated on phones, shown on the wall, and axe."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Error, Page, expect

from tests.browser.test_accessible import too_wide, violations
from tests.browser.test_journey import is_live, wall_is_live
from tests.browser.test_wire import SECRET, Wire
from tests.serving import Server

NewPage = Callable[[], Page]


def pick(page: Page, label: str, option: str) -> None:
    """Choose from a list by keyboard: a list that is clicked open closes when the page scrolls."""
    box = page.get_by_role("combobox", name=label)
    box.scroll_into_view_if_needed()
    chosen = page.get_by_role("option", name=option)
    for _ in range(4):
        # Whatever redraws the page meanwhile closes the list; one opens it again.
        box.press("ArrowDown")
        with suppress(Error):
            chosen.click(timeout=5_000)
            return
    raise AssertionError(f"the list {label} does not stay open")


def build(host: Page, what: str, for_whom: str) -> None:
    """Build a measure and save it at once, without leaving its last field."""
    pick(host, "Which way", "Fewer")
    host.get_by_label("What", exact=True).fill(what)
    host.get_by_label("For whom", exact=True).fill(for_whom)
    host.get_by_role("button", name="Save this measure").click()
    expect(host.locator("summary", has_text=what)).to_be_visible()
    # While the page is drawn anew both the old form and the fresh one are there for a moment.
    expect(host.get_by_label("What", exact=True)).to_have_count(1)
    expect(host.get_by_label("What", exact=True)).to_have_value("")


def rate(phone: Page, letter: str, importance: int, satisfaction: int) -> None:
    for name, value in (("importance", importance), ("satisfaction", satisfaction)):
        button = phone.locator(f"#{name}-{letter}-{value}")
        button.tap()
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(phone.locator("#state")).to_have_text("Saved")


def test_from_the_builder_to_the_phones_to_the_wall(
    server: Server, new_phone: NewPage, new_wall: NewPage, shots: Path
) -> None:
    links = server.workshop()
    code = links["code"]
    server.cli("workshop", "open", code, "act")
    wall, host = new_wall(), new_wall()
    phones = [new_phone() for _ in range(4)]
    wire, other = Wire(wall), Wire(phones[3])
    host.goto(links["facilitator_url"])
    host.goto(f"{server.url}/act?w={code}")
    host.get_by_role("button", name="On to: Measures →").click()
    expect(host.get_by_text("A good one from each region")).to_be_visible()
    wall.goto(links["wall_url"])
    wall_is_live(wall)
    for phone in phones:
        phone.goto(links["join_url"])
        is_live(phone)

    # The reading moves while one types, and the field keeps its words and the focus.
    what = host.get_by_label("What", exact=True)
    what.press_sequentially("tickets closed per agent", delay=20)
    expect(host.get_by_text("This reads as an output, by “tickets closed”")).to_be_visible()
    expect(what).to_be_focused()
    assert violations(host) == []
    build(host, f"{SECRET} nights in a cold flat", "tenants")
    build(host, "letters that nobody understands", "families")
    assert not wire.saw(SECRET)
    assert not other.saw(SECRET)

    host.get_by_role("button", name="Reveal").click()
    expect(wall.locator(".fm-measures", has_text=SECRET)).to_be_visible()
    wall.screenshot(path=shots / "measures-rating-wall.png")
    assert violations(wall) == []
    for phone in phones:
        phone.goto(phone.url)
        rate(phone, "A", 9, 2)
        rate(phone, "B", 6, 7)
    # Changed, and by keyboard.
    phones[0].locator("#importance-A-10").focus()
    phones[0].keyboard.press("Enter")
    expect(phones[0].locator("#importance-A-10")).to_have_attribute("aria-pressed", "true")
    expect(phones[0].locator("#importance-A-9")).to_have_attribute("aria-pressed", "false")
    expect(phones[0].locator("#state")).to_have_text("Saved")
    expect(wall.get_by_text("4 people have rated so far.")).to_be_visible()
    # 9.25 + (9.25 - 2) is 16.5.
    for seen in (wire, other):
        assert seen.found(b"16.5", b"9.25", b"Opportunity 1") == []
    phones[0].screenshot(path=shots / "measures-phone.png")
    assert violations(phones[0]) == []
    phones[0].set_viewport_size({"width": 320, "height": 640})
    assert too_wide(phones[0]) == 0
    sizes = (
        phones[0]
        .locator(".five button")
        .evaluate_all(
            "found => found.map(b => b.getBoundingClientRect()).map(r => [r.width, r.height])"
        )
    )
    assert min(min(size) for size in sizes) >= 48

    host.get_by_role("button", name="Show how they were rated").click()
    expect(wall.get_by_text("Opportunity 16.5 · 4 people")).to_be_visible()
    expect(wall.locator("[data-testid=stVegaLiteChart]")).to_be_visible()
    assert not other.saw("16.5")
    small = wall.locator(".fm-measures, .fm-measures small").evaluate_all(
        "found => found.map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(small) >= 28
    wall.screenshot(path=shots / "measures-wall.png")
    for page in (wall, host):
        assert violations(page) == []
    server.cli("workshop", "delete", code)


def test_of_two_facilitators_who_change_a_measure_at_once_nobody_loses_a_word(
    server: Server, new_wall: NewPage
) -> None:
    links = server.workshop()
    code = links["code"]
    server.cli("workshop", "open", code, "act")
    one, two = new_wall(), new_wall()
    for page in (one, two):
        page.goto(links["facilitator_url"])
        page.goto(f"{server.url}/act?w={code}")
    one.get_by_role("button", name="On to: Measures →").click()
    build(one, "damp flats", "tenants")
    for page in (one, two):
        pick(page, "What do you build?", "Change A")
        expect(page.get_by_label("What", exact=True).first).to_have_value(
            "damp flats", timeout=20_000
        )
        # The fields of what was there before are gone.
        expect(page.get_by_label("What", exact=True)).to_have_count(1, timeout=20_000)
    one.get_by_label("What", exact=True).fill("wet flats")
    two.get_by_label("What", exact=True).fill("damp walls")
    expect(two.get_by_text("Fewer damp walls for tenants.")).to_be_visible()
    one.get_by_role("button", name="Save this measure").click()
    expect(two.locator("summary", has_text="Fewer wet flats")).to_be_visible()
    two.get_by_role("button", name="Save this measure").click()
    expect(two.get_by_text("Somebody changed this while you were writing")).to_be_visible()
    expect(two.get_by_label("What", exact=True)).to_have_value("damp walls")
    expect(two.locator("li", has_text="wet flats")).to_be_visible()
    server.cli("workshop", "delete", code)
