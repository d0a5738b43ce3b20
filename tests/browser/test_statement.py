"""The gap statement and the plan in a real browser: two who write at once, the vote, the sheet."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from focusmap.bootstrap import FocusMap, build
from focusmap.settings import read_settings
from tests.browser.test_accessible import too_wide, violations
from tests.browser.test_journey import is_live, wall_is_live
from tests.browser.test_wire import SECRET, Wire
from tests.focusmap.test_plan import EXPERIMENT, MEASURE
from tests.serving import Server

NewPage = Callable[[], Page]
FIELD = "Change it"


@pytest.fixture
def beside(server: Server) -> Iterator[FocusMap]:
    """A Focus Map of this process on the server's database."""
    made = build(read_settings(server.environment))
    yield made
    made.store.close()


def press(host: Page, name: str) -> None:
    host.get_by_role("button", name=name, exact=True).click()


def save(phone: Page) -> None:
    phone.get_by_role("button", name="Save for all").tap()


def test_from_the_draft_to_the_vote_with_two_who_write_at_once(
    server: Server, new_phone: NewPage, new_wall: NewPage, beside: FocusMap, shots: Path
) -> None:
    links = server.workshop()
    code = links["code"]
    one, two, wall, host = new_phone(), new_phone(), new_wall(), new_wall()
    server.cli("workshop", "reveal", code, "identify")
    host.goto(links["facilitator_url"])
    host.goto(f"{server.url}/identify?w={code}")
    wall.goto(links["wall_url"])
    wall_is_live(wall)
    press(host, "Write our gap statement")
    press(host, "Draft it from the figures")
    expect(wall.locator(".fm-statement")).to_contain_text("We are too few")
    for phone in (one, two):
        phone.goto(links["join_url"])
        is_live(phone)
        expect(phone.locator("#statement-words")).to_contain_text("We are too few")

    one.get_by_label(FIELD).fill("We speak of tenants and count tickets.")
    two.get_by_label(FIELD).fill("We count tickets; tenants want sleep.")
    save(one)
    expect(one.locator("#state")).to_have_text("Saved")
    expect(wall.locator(".fm-statement")).to_have_text("We speak of tenants and count tickets.")
    save(two)
    # Theirs stands above, one's own words below, and nothing was overwritten.
    expect(two.get_by_text("Nothing is lost")).to_be_visible()
    expect(two.locator("#statement-words")).to_have_text("We speak of tenants and count tickets.")
    expect(two.get_by_label(FIELD)).to_have_value("We count tickets; tenants want sleep.")
    two.screenshot(path=shots / "statement-conflict.png", full_page=True)
    assert violations(two) == []
    two.reload()
    expect(two.get_by_label(FIELD)).to_have_value("We count tickets; tenants want sleep.")
    joined = f"We speak of tenants who want {SECRET}, and count tickets."
    two.get_by_label(FIELD).fill(joined)
    # On the version that was shown beside it: this time it is the next one.
    save(two)
    expect(two.locator("#state")).to_have_text("Saved")
    expect(wall.locator(".fm-statement")).to_have_text(joined)
    wall.screenshot(path=shots / "statement-wall.png")

    workshop = beside.service.workshop(code)
    assert len(beside.service.stating.versions(workshop)) == 3
    host.get_by_text("All 3 versions").click()
    press(host, "Bring back version 2")
    expect(wall.locator(".fm-statement")).to_have_text("We speak of tenants and count tickets.")

    wires = [Wire(page) for page in (two, wall, host)]
    press(host, "Let everybody vote on it")
    for phone, stance in ((one, "I agree"), (two, "No")):
        phone.get_by_role("button", name=stance, exact=True).tap()
        expect(phone.locator("#state")).to_have_text("Saved")
    two.get_by_role("button", name="I can live with it").tap()
    expect(two.locator("[aria-pressed=true]")).to_have_text("I can live with it")
    expect(wall.locator(".fm-turnout")).to_have_text("2 of 2 people have voted.")
    for n in range(3):
        who = beside.service.join(workshop.id, f"voter {n}")
        on = beside.service.stating.rounds(workshop)[-1]
        beside.service.items.vote(workshop.id, who.id, on.id, "stance", 3)
    expect(wall.locator(".fm-turnout")).to_have_text("5 of 5 people have voted.")
    told = (b"80 %", b"Agreed", b"fm-stances")
    assert [wire.found(*told) for wire in wires] == [[], [], []]
    for page in (one, wall, host):
        assert violations(page) == []
    one.screenshot(path=shots / "statement-vote-phone.png")

    press(host, "Show the result")
    expect(wall.get_by_role("heading", level=1)).to_contain_text("Agreed.")
    expect(wall.locator(".fm-stances li").first).to_contain_text("80 %")
    expect(one.locator("#statement-result")).to_have_text("Agreed.")
    wall.screenshot(path=shots / "statement-result-wall.png")
    for page in (one, wall, host):
        assert violations(page) == []
    one.set_viewport_size({"width": 320, "height": 640})
    assert too_wide(one) == 0


def test_a_statement_that_is_not_revealed_reaches_neither_wall_nor_phones(
    server: Server, new_phone: NewPage, new_wall: NewPage, beside: FocusMap
) -> None:
    links = server.workshop(step="identify")
    workshop = beside.service.workshop(links["code"])
    beside.service.stating.save(workshop.id, f"We {SECRET}.", base=0)
    beside.service.set_identify_stage(workshop.id, "statement")
    phone, wall = new_phone(), new_wall()
    wires = [Wire(page) for page in (phone, wall)]
    phone.goto(links["join_url"])
    is_live(phone)
    wall.goto(links["wall_url"])
    wall_is_live(wall)
    assert not any(wire.saw(SECRET) for wire in wires)
    server.cli("workshop", "reveal", links["code"], "identify")
    expect(wall.locator(".fm-statement")).to_contain_text(SECRET)
    phone.reload()
    expect(phone.locator("#statement-words")).to_contain_text(SECRET)
    assert all(wire.saw(SECRET) for wire in wires)


def test_words_that_come_too_late_stand_on_the_page_and_are_in_their_field_again(
    server: Server, new_phone: NewPage, beside: FocusMap
) -> None:
    links = server.workshop(step="identify")
    code = links["code"]
    server.cli("workshop", "reveal", code, "identify")
    workshop = beside.service.workshop(code)
    beside.service.stating.save(workshop.id, "We look inside.", base=0)
    beside.service.set_identify_stage(workshop.id, "statement")
    phone = new_phone()
    phone.goto(links["join_url"])
    is_live(phone)
    phone.get_by_label(FIELD).fill("We look away.")
    beside.service.set_identify_stage(workshop.id, "vote")
    expect(phone.locator("#room")).to_contain_text("Now everybody votes on the words.")
    save(phone)
    expect(phone.locator("#room")).to_contain_text("Yours are not lost")
    expect(phone.locator("#room")).to_contain_text("“We look away.”")
    expect(phone.get_by_role("button", name="I agree")).to_be_visible()
    beside.service.set_identify_stage(workshop.id, "statement")
    expect(phone.get_by_label(FIELD)).to_have_value("We look away.")
    assert len(beside.service.stating.versions(workshop)) == 1


def test_the_plan_is_one_sheet_and_its_days_are_a_calendar(
    server: Server, new_phone: NewPage, new_wall: NewPage, beside: FocusMap, shots: Path
) -> None:
    links = server.workshop()
    code = links["code"]
    service = beside.service
    workshop = service.workshop(code)
    text = "We speak of tenants and count tickets. " * 6
    service.stating.save(workshop.id, text, base=0)
    for n in range(5):
        service.items.add(workshop.id, "experiment", EXPERIMENT, key=f"e{n}")
        service.items.add(workshop.id, "measure", {**MEASURE, "owner": ""}, key=f"m{n}")
        for which in ("more", "less"):
            word = {"word": f"{which} word {n}", "list": which}
            service.items.add(workshop.id, "word", word, key=f"{which}{n}")
    service.set_act_stage(workshop.id, "plan")
    server.cli("workshop", "open", code, "act")
    phone, wall, host = new_phone(), new_wall(), new_wall()
    wires = [Wire(page) for page in (phone, wall, host)]
    phone.goto(links["join_url"])
    is_live(phone)
    wall.goto(links["wall_url"])
    wall_is_live(wall)
    host.goto(links["facilitator_url"])
    host.goto(f"{server.url}/act?w={code}")
    wall_is_live(host)
    assert not any(wire.saw("nights without a call") for wire in wires)

    server.cli("workshop", "reveal", code, "identify")
    server.cli("workshop", "reveal", code, "act")
    expect(host.locator(".fm-plan")).to_contain_text("Nobody owns this yet.")
    expect(wall.get_by_role("heading", level=1)).to_contain_text("Our plan: the gap")
    phone.reload()
    expect(phone.locator("#plan")).to_contain_text("nights without a call")
    for page in (phone, wall, host):
        assert violations(page) == []
    phone.set_viewport_size({"width": 320, "height": 640})
    assert too_wide(phone) == 0
    titles = ("the gap", "our words", *["what we will measure"] * 2, *["what we will try"] * 2)
    for number, title in enumerate(titles, 1):
        press(host, "Next page")
        expect(wall.locator(".fm-turn")).to_have_text(f"{number} of {len(titles)}")
        expect(wall.get_by_role("heading", level=1)).to_contain_text(f"Our plan: {title}")
        assert small_texts(wall) == []
        wall.screenshot(path=shots / f"plan-wall-{number}.png")

    sheet = PdfReader(io.BytesIO(host.pdf(prefer_css_page_size=True)))
    printed = sheet.pages[0].extract_text()
    assert len(sheet.pages) == 1
    assert "Our plan" in printed
    assert "Next page" not in printed
    assert "Hide again" not in printed

    with host.expect_download() as downloading:
        press(host, "10 dates for your calendar (.ics)")
    events = Calendar.from_ical(Path(downloading.value.path()).read_bytes()).walk("VEVENT")
    assert len({str(event["uid"]) for event in events}) == 10


def small_texts(wall: Page) -> list[str]:
    """Return what stands on the wall in print below 28 px, and what hangs over its lower edge."""
    found: list[str] = wall.evaluate(
        """() => [...document.querySelectorAll("[data-testid=stMain] *")]
          .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
          .filter(e => e.getClientRects().length && e.tagName !== "STYLE")
          .filter(e => parseFloat(getComputedStyle(e).fontSize) < 27.9
            || e.getBoundingClientRect().bottom > innerHeight)
          .map(e => e.outerHTML.slice(0, 120))"""
    )
    return found
