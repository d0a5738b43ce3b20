"""Between the steps on a phone: words left behind are found again, what one gave is together."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from focusmap import bootstrap
from focusmap.bootstrap import FocusMap
from focusmap.settings import read_settings
from tests.browser.test_accessible import too_wide, violations
from tests.browser.test_journey import SUCCESS, WORK, answer, is_live
from tests.serving import Server

NewPage = Callable[[], Page]
NARROW: ViewportSize = {"width": 320, "height": 640}
LANDSCAPE: ViewportSize = {"width": 740, "height": 360}
# From right to left, and one character of several.
LETTERS = "I sort \u05d0\u05d1\u05d2 letters \U0001f469\u200d\U0001f692"


@pytest.fixture
def focus_map(server: Server) -> Iterator[FocusMap]:
    """The use cases on the server's own database, as another process would have them."""
    made = bootstrap.build(read_settings(server.environment))
    yield made
    made.store.close()


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
    assert not too_wide(phone)
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
        assert not too_wide(phone)
    summary = phone.locator(".card", has_text="Letters arrive").locator("summary")
    summary.press("Enter")
    phone.locator(".card details[open] textarea").fill("Letters come home")
    phone.locator(".card details[open]").get_by_role("button", name="Save").press("Enter")
    expect(phone.locator(".mine").last).to_have_text("Letters come home")
