"""Between the steps on a phone: words left behind are found again, what one gave is together."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, ViewportSize, expect

from focusmap.bootstrap import FocusMap
from focusmap.model import STEP_IDS
from tests.browser.test_accessible import too_wide, violations
from tests.browser.test_journey import SUCCESS, WORK, answer, is_live
from tests.serving import Server

NewPage = Callable[[], Page]
NARROW: ViewportSize = {"width": 320, "height": 640}
LANDSCAPE: ViewportSize = {"width": 740, "height": 360}
# From right to left, and one character of several.
LETTERS = "I sort \u05d0\u05d1\u05d2 letters \U0001f469\u200d\U0001f692"


def test_words_left_behind_are_told_and_found_again(
    server: Server, focus_map: FocusMap, new_phone: NewPage
) -> None:
    links = server.workshop()
    service = focus_map.service
    workshop = service.workshop(links["code"])
    phone = new_phone()
    phone.goto(links["join_url"])
    is_live(phone)
    phone.get_by_label(WORK).fill(LETTERS)
    service.open_step(workshop.id, "qualify")
    phone.get_by_role("link", name="Go there").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Qualify")
    told = phone.locator("#unsent-ask")
    expect(told).to_contain_text("You have unsent words at step 3, Ask.")
    expect(phone.locator(".late")).to_contain_text("3 Ask")
    assert not violations(phone)
    phone.set_viewport_size(NARROW)
    assert too_wide(phone) <= 0
    told.get_by_role("link").tap()
    is_live(phone)
    expect(phone.locator("#room")).to_contain_text("The group is at step 4: Qualify.")
    expect(phone.get_by_label(WORK)).to_have_value(LETTERS)
    phone.get_by_role("button", name="Send").tap()
    expect(phone.locator("#state")).to_have_text("Saved")
    assert not violations(phone)
    # Nobody is taken away from a step they went to by themselves, also when it is full.
    for n in range(2):
        answer(phone, WORK, f"Again {n}")
    service.open_step(workshop.id, "curiosity")
    expect(phone.locator("#room")).to_contain_text("The group is at step 2: Curiosity.")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Ask")
    phone.locator("#room").get_by_role("link", name="Go there").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Curiosity")
    expect(phone.locator("#unsent-ask")).to_be_hidden()


def test_words_whose_step_is_closed_stay_readable_until_thrown_away(
    server: Server, focus_map: FocusMap, new_phone: NewPage
) -> None:
    links = server.workshop()
    service = focus_map.service
    workshop = service.workshop(links["code"])
    phone = new_phone()
    phone.goto(links["join_url"])
    is_live(phone)
    phone.get_by_label(WORK).fill("I sort letters")
    service.close_step(workshop.id, "ask")
    service.open_step(workshop.id, "qualify")
    phone.get_by_role("link", name="Go there").tap()
    expect(phone.locator("#unsent")).to_contain_text("I sort letters")
    assert not violations(phone)
    phone.reload()
    expect(phone.locator("#unsent")).to_contain_text("I sort letters")
    phone.get_by_role("button", name="Throw them away").tap()
    expect(phone.locator("#unsent")).to_be_hidden()
    phone.reload()
    is_live(phone)
    expect(phone.locator("#unsent")).to_be_hidden()


def test_what_i_gave_is_one_page_that_works_by_keyboard_and_reflows(
    server: Server, new_phone: NewPage
) -> None:
    phone = new_phone()
    phone.goto(server.workshop()["join_url"])
    is_live(phone)
    answer(phone, WORK, "Donaudampfschifffahrtsgesellschaft" * 4)
    answer(phone, SUCCESS, "Letters arrive")
    phone.get_by_role("link", name="What I gave so far").tap()
    expect(phone.locator(".mine")).to_have_count(2)
    assert not violations(phone)
    for size in (NARROW, LANDSCAPE):
        phone.set_viewport_size(size)
        assert too_wide(phone) <= 0
    summary = phone.locator(".card", has_text="Letters arrive").locator("summary")
    summary.press("Enter")
    phone.locator(".card details[open] textarea").fill("Letters come home")
    phone.locator(".card details[open]").get_by_role("button", name="Save").press("Enter")
    expect(phone.locator(".mine").last).to_have_text("Letters come home")


TOO_SMALL = """() => [...document.querySelectorAll(
  'a, button, summary, textarea, input:not([type=hidden])')]
  .filter(e => e.offsetParent && e.getBoundingClientRect().height < 47.5)
  .map(e => e.outerHTML.slice(0, 90))"""
ZOOMS_IN = """() => [...document.querySelectorAll('textarea, input[type=text]')]
  .filter(e => parseFloat(getComputedStyle(e).fontSize) < 16).map(e => e.id)"""
LETTERS_TWICE = """() => {
  const all = [...document.querySelectorAll('body, body *')];
  const sizes = all.map(e => parseFloat(getComputedStyle(e).fontSize));
  all.forEach((e, n) => { e.style.fontSize = 2 * sizes[n] + 'px'; });
}"""


def test_a_thumb_hits_everything_and_letters_of_twice_the_size_fit(
    server: Server, focus_map: FocusMap, new_phone: NewPage
) -> None:
    links = server.workshop("Harbour test", "acknowledge")
    service = focus_map.service
    workshop = service.workshop(links["code"])
    for n, question in enumerate(workshop.questions_of("qualify")):
        service.open_step(workshop.id, "qualify")
        writer = service.join(workshop.id, f"writer {n}")
        service.send(workshop.id, writer.id, question.id, f"k{n}", f"Calls answered {n}")
    service.reveal_step(workshop.id, "qualify")
    service.set_qualify_stage(workshop.id, "dots")
    alone, _ = service.create("By ourselves", pace="self_paced")
    phone = new_phone()
    pages = [(links["join_url"], step) for step in STEP_IDS]
    pages += [(f"{server.url}/j/{alone.code}{more}", "") for more in ("", "/ask", "/ask/result")]
    for url, step in [*pages, (f"{links['join_url']}/mine", "")]:
        if step:
            service.reveal_step(workshop.id, step)
        phone.goto(url)
        for folded in phone.locator("details").all():
            folded.evaluate("details => { details.open = true; }")
        assert phone.evaluate(TOO_SMALL) == [], (url, step)
        assert phone.evaluate(ZOOMS_IN) == [], (url, step)
        phone.evaluate(LETTERS_TWICE)
        assert too_wide(phone) <= 0, (url, step)
