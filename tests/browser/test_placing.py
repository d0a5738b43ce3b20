"""Placing an answer by thumb, offline, without script and by keyboard, and what the map shows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from focusmap.sample import SAMPLE_CODE
from tests.browser.test_accessible import narrow, settled, too_wide, violations  # noqa: F401
from tests.browser.test_journey import SUCCESS, WORK, answer, is_live, wall_is_live
from tests.serving import Server

NewPage = Callable[[], Page]
WORDS = "I process invoices and file reports"


def placements(server: Server, code: str) -> list[dict[str, Any]]:
    exported = json.loads(server.cli("workshop", "export", code, "--format", "json"))
    return [a["placements"] for a in exported["answers"]]


def field(phone: Page, place: str) -> Locator:
    return phone.get_by_role("button", name=f"Place it: {place}", exact=True)


@pytest.fixture
def sent(server: Server, new_phone: NewPage) -> tuple[Page, str]:
    """A phone that sent one answer, and the code of its workshop."""
    links = server.workshop()
    phone = new_phone()
    phone.goto(links["join_url"])
    is_live(phone)
    answer(phone, WORK, WORDS)
    return phone, links["code"]


def test_one_tap_places_the_answer_and_another_takes_it_back(
    server: Server, sent: tuple[Page, str]
) -> None:
    phone, code = sent
    phone.get_by_label(SUCCESS).fill("a draft that stays")
    expect(phone.get_by_text("The words say: inside, outputs.")).to_be_visible()
    field(phone, "outside, outcomes").tap()
    expect(phone.get_by_text("You placed it: outside, outcomes.")).to_be_visible()
    # The map stays open, so that one sees what became of the tap.
    expect(field(phone, "outside, outcomes")).to_have_attribute("aria-pressed", "true")
    expect(phone.get_by_label(SUCCESS)).to_have_value("a draft that stays")
    assert placements(server, code)[0]["author"]["confirms"] is False
    phone.get_by_role("button", name="Take it back").tap()
    expect(phone.get_by_text("You placed it")).to_have_count(0)
    assert placements(server, code)[0]["author"] is None


def test_that_is_right_confirms_and_folds_the_map(server: Server, sent: tuple[Page, str]) -> None:
    phone, code = sent
    phone.get_by_role("button", name="That's right").tap()
    expect(phone.get_by_text("You said: that's right.")).to_be_visible()
    expect(field(phone, "outside, outcomes")).to_be_hidden()
    assert placements(server, code)[0]["author"]["confirms"] is True
    phone.get_by_text("Change its place").tap()
    field(phone, "outside, outputs").tap()
    expect(phone.get_by_text("You placed it: outside, outputs.")).to_be_visible()


def test_placed_offline_it_goes_out_when_the_network_is_back(
    server: Server, sent: tuple[Page, str]
) -> None:
    phone, code = sent
    phone.context.set_offline(True)
    field(phone, "outside, outputs").tap()
    expect(phone.locator("#state")).to_contain_text("Not sent yet")
    field(phone, "outside, outcomes").tap()
    expect(field(phone, "outside, outcomes")).to_have_attribute("aria-pressed", "true")
    expect(phone.locator(".map [aria-pressed=true]")).to_have_count(1)
    assert placements(server, code)[0]["author"] is None
    phone.context.set_offline(False)
    expect(phone.get_by_text("You placed it: outside, outcomes.")).to_be_visible()
    expect(phone.locator("#state")).to_have_text("Saved")


def lose_posts(route: Route) -> None:
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


def test_a_tap_that_waits_survives_a_reload(server: Server, sent: tuple[Page, str]) -> None:
    phone, code = sent
    phone.route("**/j/*", lose_posts)
    field(phone, "outside, outcomes").tap()
    expect(phone.locator("#state")).to_contain_text("Not sent yet")
    phone.unroute("**/j/*")
    phone.reload()
    expect(phone.get_by_text("You placed it: outside, outcomes.")).to_be_visible()
    assert placements(server, code)[0]["author"]["x"] == 0.625


def test_a_refused_tap_is_told_and_the_map_is_true_again(
    server: Server, sent: tuple[Page, str]
) -> None:
    phone, code = sent
    server.cli("workshop", "close", code, "ask")
    expect(phone.locator("#room")).to_contain_text("takes no answers now")
    field(phone, "outside, outcomes").tap()
    expect(phone.locator("[id^=error-place]")).to_contain_text("does not take answers now")
    assert placements(server, code)[0]["author"] is None


def test_changed_words_are_placed_anew(server: Server, sent: tuple[Page, str]) -> None:
    phone, code = sent
    field(phone, "outside, outcomes").tap()
    expect(phone.get_by_text("You placed it")).to_be_visible()
    phone.get_by_text("Edit", exact=True).tap()
    expect(phone.get_by_text("where the answer was placed is forgotten")).to_be_visible()
    phone.get_by_label("Change your words").fill("I file many reports")
    phone.get_by_role("button", name="Save").tap()
    expect(phone.locator(".mine")).to_have_text("I file many reports")
    expect(phone.get_by_text("You placed it")).to_have_count(0)
    assert placements(server, code)[0]["author"] is None


def test_by_keyboard_the_focus_stays_where_one_was(sent: tuple[Page, str]) -> None:
    phone, _ = sent
    field(phone, "outside, outcomes").focus()
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("You placed it: outside, outcomes.")).to_be_visible()
    expect(field(phone, "outside, outcomes")).to_be_focused()
    phone.get_by_role("button", name="That's right").focus()
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("You said: that's right.")).to_be_visible()
    expect(phone.get_by_text("Change its place")).to_be_focused()


def test_without_script_one_places_and_confirms(server: Server, chromium: Browser) -> None:
    links = server.workshop()
    context = chromium.new_context(java_script_enabled=False)
    phone = context.new_page()
    phone.goto(links["join_url"])
    phone.get_by_label(WORK).fill(WORDS)
    phone.get_by_role("button", name="Send").click()
    field(phone, "outside, outcomes").click()
    expect(phone.get_by_text("You placed it: outside, outcomes.")).to_be_visible()
    phone.get_by_text("Change its place").click()
    phone.get_by_role("button", name="That's right").click()
    expect(phone.get_by_text("You said: that's right.")).to_be_visible()
    context.close()


def test_at_320_pixels_every_field_is_large_enough_and_axe_finds_nothing(
    server: Server,
    narrow: Page,  # noqa: F811
) -> None:
    links = server.workshop()
    narrow.goto(links["join_url"])
    answer(narrow, WORK, WORDS)
    for number in range(2):
        if number:
            field(narrow, "outside, outcomes").click()
            expect(narrow.get_by_text("You placed it")).to_be_visible()
        assert violations(narrow) == []
        assert too_wide(narrow) == 0
        for target in narrow.locator(".place button:visible, summary:visible").all():
            box = target.bounding_box()
            assert box
            assert box["height"] >= 48
            assert box["width"] >= 48


# On pages and the wall


def test_the_facilitator_places_an_opened_answer_and_lets_the_wall_show_it(
    server: Server, sent: tuple[Page, str], new_wall: NewPage
) -> None:
    phone, code = sent
    server.cli("workshop", "reveal", code, "ask")
    links = json.loads(server.cli("workshop", "links", code))
    host = new_wall()
    host.goto(links["facilitator_url"])
    host.wait_for_url(re.compile("/setup"))
    wall = host.context.new_page()
    wall.goto(f"{server.url}/wall?w={code}")
    wall_is_live(wall)
    expect(wall.locator(".st-key-map svg.marks")).to_be_visible()
    host.bring_to_front()
    host.goto(f"{server.url}/map?w={code}")
    wall_is_live(host)
    host.locator(".st-key-map path[aria-label*='I process invoices']").click()
    host.get_by_text("Place it as the facilitator").click()
    focus = host.get_by_role("radiogroup", name="Focus")
    focus.get_by_text("outside", exact=True).click()
    host.get_by_role("radiogroup", name="Orientation").get_by_text("outcomes", exact=True).click()
    host.get_by_role("button", name="Place it here").click()
    expect(host.get_by_text("The facilitator placed it: outside, outcomes.")).to_be_visible()
    host.get_by_role("radiogroup", name="On the map").get_by_text("both, joined").click()
    host.get_by_role("button", name="Show this on the wall").click()
    expect(host.locator(".st-key-map path[aria-label*='I process invoices']")).to_have_count(2)
    expect(host.get_by_text("placed by the facilitator")).to_be_visible()
    wall.bring_to_front()
    expect(wall.locator(".st-key-map path[aria-label*='I process invoices']")).to_have_count(2)
    expect(wall.get_by_text("The facilitator placed 1 otherwise.")).to_be_visible()
    phone.bring_to_front()
    phone.reload()
    expect(phone.get_by_text("The facilitator placed it: outside, outcomes.")).to_be_visible()
    # The author goes before the facilitator, and the wall follows at once.
    field(phone, "both inside and outside, outcomes").tap()
    expect(phone.get_by_text("You placed it")).to_be_visible()
    wall.bring_to_front()
    expect(wall.get_by_text("1 of 1 answer was looked at by its author.")).to_be_visible()


@pytest.mark.parametrize("page_name", ["ask", "map"])
def test_axe_finds_nothing_in_any_view(server: Server, new_wall: NewPage, page_name: str) -> None:
    page = new_wall()
    page.goto(f"{server.url}/{page_name}?w={SAMPLE_CODE}")
    settled(page, page_name)
    views = page.get_by_role("radiogroup", name="On the map")
    for view in ("what we mean", "both, joined by a line"):
        views.get_by_text(view).click()
        expect(page.get_by_text("placed by its author").first).to_be_visible()
        assert violations(page) == []
