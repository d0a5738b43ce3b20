"""A whole self-paced workshop on four phones, at first without results, then with them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, Page, expect

from focusmap.bootstrap import build
from focusmap.model import STEP_IDS
from focusmap.pace import end_of_day
from focusmap.settings import Settings
from tests.browser.test_accessible import too_wide, violations
from tests.browser.test_journey import SUCCESS, WORK, answer, is_live
from tests.browser.test_steps12 import is_pressed, put
from tests.browser.test_wire import Wire
from tests.serving import Server

NewPage = Callable[[], Page]
ANSWERED = STEP_IDS[:-1]
HEAVIEST = 30_000
NAMES = ("zanzibar", "quetzal", "marmalade", "xylophone")


def started(server: Server) -> dict[str, str]:
    """Start a self-paced workshop up to a day and return its links."""
    until = str(datetime.now(UTC).date() + timedelta(days=9))
    made = server.cli(
        *("workshop", "create", "--title", "By ourselves", "--pace", "self-paced"),
        *("--until", until),
    )
    links: dict[str, str] = json.loads(made)
    return links


def go_on(phone: Page, name: str) -> None:
    """Go to the next step by the link at the end of the page."""
    phone.locator("a[rel=next]").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text(name)
    is_live(phone)


def through(phone: Page, url: str, name: str) -> None:
    """Answer all that can be answered alone, step by step, as one person would."""
    phone.goto(url)
    phone.get_by_role("link", name="Begin with 1 Acknowledge").tap()
    is_live(phone)
    phone.locator("#met-engine_room").tap()
    is_pressed(phone.locator("#met-engine_room"))
    expect(phone.locator("#state")).to_have_text("Saved")
    go_on(phone, "Curiosity")
    for statement in ("value_in", "value_out", "changing", "looking"):
        phone.locator(f"#rate-{statement}-4").tap()
        is_pressed(phone.locator(f"#rate-{statement}-4"))
        expect(phone.locator("#state")).to_have_text("Saved")
    put(phone, 0.25, 0.75)
    expect(phone.get_by_text("Your guess: inside, outputs.")).to_be_visible()
    go_on(phone, "Ask")
    answer(phone, WORK, f"I answer the phone about {name}")
    answer(phone, SUCCESS, f"Families find {name} again by themselves")
    go_on(phone, "Qualify")
    answer(phone, "What is measured here?", f"Calls about {name} an hour")
    go_on(phone, "Identify")
    put(phone, 0.75, 0.25)
    expect(phone.locator("#state")).to_have_text("Saved")
    go_on(phone, "Act")
    expect(phone.get_by_text("whoever runs this workshop opens them")).to_be_visible()


def test_four_phones_at_their_own_pace(
    server: Server, new_phone: NewPage, new_wall: NewPage
) -> None:
    links = started(server)
    url = links["join_url"]
    phones = [new_phone() for _ in NAMES]
    for phone, name in zip(phones[:3], NAMES[:3], strict=True):
        through(phone, url, name)
    first = phones[0]
    wire = Wire(first)

    # Three are too few: everybody sees their own words and how many are missing, not who.
    first.goto(url)
    expect(first.get_by_text("4 of 6 done")).to_be_visible()
    expect(first.get_by_role("link", name=re.compile("Results of"))).to_have_count(0)
    for step in ANSWERED:
        first.goto(f"{url}/{step}")
        is_live(first)
        expect(first.locator("#seen")).to_contain_text("1 more is missing")
        first.goto(f"{url}/{step}/result")
        expect(first.get_by_text("1 more is missing")).to_be_visible()
        expect(first.locator(".dotmap")).to_have_count(0)
    assert not any(wire.saw(name) for name in NAMES[1:])

    host = new_wall()
    host.goto(links["facilitator_url"])
    host.goto(f"{server.url}/ask?w={links['code']}")
    expect(host.get_by_text("3 of 3 people have answered").first).to_be_visible()
    expect(host.get_by_role("button", name="Reveal")).to_have_count(0)

    # The fourth one answers: results come to every page that is open, and nobody is moved.
    first.goto(f"{url}/ask")
    is_live(first)
    other = phones[1]
    other.goto(url)
    expect(other.get_by_text("New since you were here")).to_have_count(0)
    through(phones[3], url, NAMES[3])
    expect(other.get_by_text("New since you were here")).to_be_visible()
    expect(other.get_by_role("link", name=re.compile("Results of"))).to_have_count(5)
    assert not violations(other)
    first.get_by_role("link", name="See what all of us said").tap()
    for name in NAMES:
        expect(first.get_by_text(f"I answer the phone about {name}")).to_be_visible()
    assert wire.saw(NAMES[3])
    expect(first.get_by_role("img", name=re.compile("Focus map"))).to_be_visible()
    expect(host.locator(".fm-quote", has_text=NAMES[3]).first).to_be_visible()

    # Everybody gives dots to what they see, and sees the others' once all have given theirs.
    for phone in phones:
        phone.goto(f"{url}/qualify")
        is_live(phone)
        phone.locator(".ballot .give:visible").first.tap()
        expect(phone.locator("#state")).to_have_text("Saved")
    first.goto(f"{url}/qualify/result")
    expect(first.get_by_text("4 dots")).to_be_visible()

    for step in ANSWERED:
        first.goto(f"{url}/{step}/result")
        expect(first.get_by_text("How to read this", exact=True)).to_be_visible()
        assert violations(first) == [], step
        assert too_wide(first) <= 0, step
    for step in ("", *(f"/{s}" for s in STEP_IDS)):
        first.goto(url + step)
        assert violations(first) == [], step

    # A late joiner begins as everybody did.
    late = new_phone()
    late.goto(url)
    expect(late.get_by_text("0 of 6 done")).to_be_visible()
    late.get_by_role("link", name="Ask", exact=True).tap()
    expect(late.locator("#seen")).to_have_text("Answer this step, and you see what others said.")
    answer(late, WORK, "I came late")
    late.get_by_role("link", name="See what all of us said").tap()
    expect(late.get_by_text(f"I answer the phone about {NAMES[0]}")).to_be_visible()

    # Whoever answers when the others have is led on to the dots, which have no place there yet.
    late.goto(f"{url}/qualify")
    is_live(late)
    expect(late.locator("#room")).to_be_empty()
    answer(late, "What is measured here?", "Calls an hour")
    expect(late.locator("#room")).to_contain_text("There is something new on this page.")
    late.locator("#room a").tap()
    expect(late.locator(".left")).to_have_text("You have 3 dots left.")
    expect(late.locator("#room")).to_be_empty()


def test_all_pages_fit_the_narrowest_phone_and_are_light(
    server: Server, new_phone: NewPage, chromium: Browser
) -> None:
    url = started(server)["join_url"]
    for name in NAMES[1:]:
        through(new_phone(), url, name)
    context = chromium.new_context(
        viewport={"width": 320, "height": 640}, is_mobile=True, has_touch=True
    )
    narrow = context.new_page()
    through(narrow, url, NAMES[0])
    pages = ["", *(f"/{s}" for s in STEP_IDS), *(f"/{s}/result" for s in ANSWERED)]
    for path in pages:
        narrow.goto(url + path)
        expect(narrow.get_by_role("heading", level=1)).to_be_visible()
        assert too_wide(narrow) <= 0, path
    context.close()
    # For who comes for the first time: the page, its styles, its script.
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    sizes: list[int] = []
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda e: sizes.append(int(e["encodedDataLength"])))
    page.goto(f"{url}/ask")
    is_live(page)
    assert 3_000 < sum(sizes) < HEAVIEST
    context.close()


def test_after_the_end_what_was_not_sent_can_be_copied(server: Server, new_phone: NewPage) -> None:
    links = started(server)
    phone = new_phone()
    phone.goto(f"{links['join_url']}/ask")
    is_live(phone)
    phone.get_by_label(SUCCESS).fill("They <b>walk</b> again")
    expect(phone.locator("#state")).to_have_text("Draft kept on this phone")
    expect(phone.locator("#drafts")).to_have_count(0)
    end(server, links["code"])
    # Too late: refused, and the words are back in their field until the page is left.
    phone.get_by_role("button", name="Send").tap()
    expect(phone.get_by_text("This workshop took answers until").first).to_be_visible()
    for step in ("ask", "curiosity"):
        phone.goto(f"{links['join_url']}/{step}")
        expect(phone.locator("textarea")).to_have_count(0)
        expect(phone.locator("#drafts .mine")).to_have_text("They <b>walk</b> again")
        expect(phone.get_by_text("Your words, so that you can copy them")).to_be_visible()
        assert violations(phone) == []
    stranger = new_phone()
    stranger.goto(f"{links['join_url']}/ask")
    is_live(stranger)
    expect(stranger.locator("#drafts")).to_be_hidden()


def end(server: Server, code: str) -> None:
    """Let the last day of a workshop have been yesterday."""
    url = server.environment["FOCUSMAP_DATABASE_URL"]
    beside = build(Settings(url, server.url, base_url_given=True))
    workshop = beside.service.workshop(code)
    with beside.store.write() as records:
        yesterday = datetime.now(UTC).date() - timedelta(days=1)
        records.set_pace(workshop.id, "self_paced", end_of_day(yesterday))
        records.touch(workshop.id)
    beside.store.close()


def test_without_script_one_answers_and_reads(server: Server, chromium: Browser) -> None:
    url = started(server)["join_url"]
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    for number in range(4):
        context.clear_cookies()
        page = context.new_page()
        page.goto(url)
        page.get_by_role("link", name="Ask", exact=True).click()
        page.get_by_label(WORK).fill(f"I sort letter {number}")
        page.get_by_role("button", name="Send").click()
        expect(page.locator(".mine")).to_have_text(f"I sort letter {number}")
    page.get_by_role("link", name="See what all of us said").click()
    expect(page.get_by_text("I sort letter 0")).to_be_visible()
    expect(page.locator(".dotmap")).to_be_visible()
    page.get_by_role("link", name="My answers").click()
    expect(page.get_by_label(WORK)).to_be_visible()
    page.get_by_text("All steps").click()
    page.get_by_role("link", name="Curiosity", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Curiosity")
    context.close()
