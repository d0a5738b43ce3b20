"""Acknowledge and Curiosity by thumb, mouse and keyboard, offline, without script, on the wall."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.test_accessible import (  # noqa: F401
    narrow,
    too_small,
    too_wide,
    violations,
)
from tests.browser.test_journey import is_live, wall_is_live
from tests.browser.test_placing import lose_posts
from tests.serving import Server

NewPage = Callable[[], Page]
EXAMPLE = "An example, if one comes to mind"


def exported(server: Server, code: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(
        server.cli("workshop", "export", code, "--format", "json")
    )
    return document


def at(server: Server, phone: Page, step: str) -> dict[str, str]:
    """Bring a phone to a step of a new workshop and return its links."""
    links = server.workshop(step=step)
    phone.goto(links["join_url"])
    is_live(phone)
    return links


def card(phone: Page, name: str) -> Locator:
    return phone.locator(f"#met-{name}")


def rate(phone: Page, name: str, value: int) -> Locator:
    return phone.locator(f"#rate-{name}-{value}")


def is_pressed(button: Locator, *, yes: bool = True) -> None:
    expect(button).to_have_attribute("aria-pressed", "true" if yes else "false")


def put(phone: Page, across: float, down: float) -> None:
    """Tap the pad; 0 is the left or the top, 1 the right or the bottom."""
    pad = phone.locator("#pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    phone.touchscreen.tap(box["x"] + box["width"] * across, box["y"] + box["height"] * down)


def test_cards_are_tapped_and_taken_back_and_an_example_stays_in_its_field(
    server: Server, new_phone: NewPage
) -> None:
    phone = new_phone()
    code = at(server, phone, "acknowledge")["code"]
    phone.get_by_label(EXAMPLE).fill("a draft that stays")
    card(phone, "engine_room").tap()
    card(phone, "factory_floor").tap()
    is_pressed(card(phone, "engine_room"))
    card(phone, "engine_room").tap()
    is_pressed(card(phone, "engine_room"), yes=False)
    expect(phone.get_by_label(EXAMPLE)).to_have_value("a draft that stays")
    phone.get_by_role("button", name="Send").tap()
    expect(phone.locator(".mine")).to_have_text("a draft that stays")
    document = exported(server, code)
    assert [c["name"] for c in document["choices"]] == ["factory_floor"]
    assert [a["text"] for a in document["answers"]] == ["a draft that stays"]


def test_tapped_offline_the_last_taps_go_out_when_the_network_is_back(
    server: Server, new_phone: NewPage
) -> None:
    phone = new_phone()
    code = at(server, phone, "curiosity")["code"]
    phone.context.set_offline(True)
    rate(phone, "looking", 2).tap()
    expect(phone.locator("#state")).to_contain_text("Not sent yet")
    rate(phone, "looking", 5).tap()
    is_pressed(rate(phone, "looking", 5))
    is_pressed(rate(phone, "looking", 2), yes=False)
    rate(phone, "changing", 1).tap()
    rate(phone, "changing", 1).tap()
    is_pressed(rate(phone, "changing", 1), yes=False)
    put(phone, 0.25, 0.75)
    assert exported(server, code)["ratings"] == []
    phone.context.set_offline(False)
    expect(phone.locator("#state")).to_have_text("Saved")
    document = exported(server, code)
    assert [(r["name"], r["value"]) for r in document["ratings"]] == [("looking", 5)]
    (spot,) = document["spots"]
    assert (spot["x"], spot["y"]) == pytest.approx((-0.5, -0.5), abs=0.03)


def test_taps_that_wait_survive_a_reload_and_are_shown(server: Server, new_phone: NewPage) -> None:
    phone = new_phone()
    code = at(server, phone, "curiosity")["code"]
    phone.route("**/j/*", lose_posts)
    rate(phone, "value_in", 4).tap()
    put(phone, 0.75, 0.25)
    expect(phone.locator("#state")).to_contain_text("Not sent yet")
    phone.reload()
    is_pressed(rate(phone, "value_in", 4))
    expect(phone.locator("#dot")).to_be_visible()
    assert float(phone.locator("#guess-x").input_value()) == pytest.approx(50, abs=3)
    phone.unroute("**/j/*")
    phone.reload()
    expect(phone.get_by_text("Your guess: outside, outcomes.")).to_be_visible()
    assert len(exported(server, code)["ratings"]) == 1


def test_the_pad_follows_a_mouse(server: Server, new_wall: NewPage) -> None:
    page = new_wall()
    code = at(server, page, "curiosity")["code"]
    page.locator("#pad").scroll_into_view_if_needed()
    box = page.locator("#pad").bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.mouse.move(box["x"] + box["width"] + 90, box["y"] + box["height"] * 0.75, steps=4)
    page.mouse.up()
    expect(page.get_by_text("Your guess: outside, outputs.")).to_be_visible()
    (spot,) = exported(server, code)["spots"]
    assert spot["x"] == 1
    page.get_by_role("button", name="Take it off").click()
    expect(page.get_by_text("Your guess:")).to_have_count(0)
    assert exported(server, code)["spots"] == []


def test_by_keyboard_alone_one_rates_and_guesses_and_keeps_the_focus(
    server: Server, new_phone: NewPage
) -> None:
    phone = new_phone()
    code = at(server, phone, "curiosity")["code"]
    rate(phone, "value_in", 3).focus()
    phone.keyboard.press("Space")
    is_pressed(rate(phone, "value_in", 3))
    expect(phone.locator("#state")).to_have_text("Saved")
    expect(rate(phone, "value_in", 3)).to_be_focused()
    phone.get_by_label("Inside or outside?").focus()
    for _ in range(30):
        phone.keyboard.press("ArrowRight")
    phone.get_by_label("Outputs or outcomes?").focus()
    phone.keyboard.press("End")
    expect(phone.get_by_text("Your guess: outside, outcomes.")).to_be_visible()
    expect(phone.locator("#state")).to_have_text("Saved")
    expect(phone.get_by_label("Outputs or outcomes?")).to_be_focused()
    (spot,) = exported(server, code)["spots"]
    assert (spot["x"], spot["y"]) == (0.3, 1)


def test_without_script_both_steps_work(server: Server, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    links = server.workshop(step="acknowledge")
    page.goto(links["join_url"])
    card(page, "engine_room").click()
    is_pressed(card(page, "engine_room"))
    card(page, "engine_room").click()
    is_pressed(card(page, "engine_room"), yes=False)
    server.cli("workshop", "open", links["code"], "curiosity")
    page.goto(links["join_url"])
    rate(page, "looking", 4).click()
    is_pressed(rate(page, "looking", 4))
    page.get_by_label("Inside or outside?").fill("-80")
    page.get_by_role("button", name="Put the dot here").click()
    expect(page.get_by_text("Your guess: inside, both outputs and outcomes.")).to_be_visible()
    context.close()


def test_a_closed_step_refuses_a_tap_and_says_so(server: Server, new_phone: NewPage) -> None:
    phone = new_phone()
    code = at(server, phone, "curiosity")["code"]
    server.cli("workshop", "close", code, "curiosity")
    expect(phone.locator("#room")).to_contain_text("takes no answers now")
    rate(phone, "looking", 4).tap()
    expect(
        phone.locator("#error-tap-rate-looking, #room").filter(has_text="takes nothing now")
    ).to_be_visible()
    is_pressed(rate(phone, "looking", 4), yes=False)
    assert exported(server, code)["ratings"] == []


def test_a_page_with_taps_is_not_taken_away_when_the_group_moves_on(
    server: Server, new_phone: NewPage
) -> None:
    phone = new_phone()
    code = at(server, phone, "curiosity")["code"]
    server.cli("workshop", "open", code, "ask")
    expect(phone.get_by_text("The group is at step 3: Ask.")).to_be_visible()
    rate(phone, "looking", 4).tap()
    expect(phone.locator("#state")).to_have_text("Saved")
    phone.get_by_role("link", name="Go there").tap()
    expect(phone.get_by_role("heading", name="Ask")).to_be_visible()
    assert len(exported(server, code)["ratings"]) == 1


@pytest.mark.parametrize("step", ["acknowledge", "curiosity"])
def test_axe_finds_nothing_on_the_phone_and_it_reflows(
    server: Server,
    narrow: Page,  # noqa: F811
    step: str,
) -> None:
    at(server, narrow, step)
    assert violations(narrow) == []
    narrow.locator(".tap").first.click()
    is_pressed(narrow.locator(".tap").first)
    assert violations(narrow) == []
    assert too_wide(narrow) == 0
    for target in narrow.locator("form#answers button:visible, input[type=range]").all():
        box = target.bounding_box()
        assert box
        assert min(box["height"], box["width"]) >= 48, target.get_attribute("id")


def guessed(server: Server, new_phone: NewPage, links: dict[str, str], count: int) -> None:
    for number in range(count):
        phone = new_phone()
        phone.goto(links["join_url"])
        is_live(phone)
        rate(phone, "looking", 1 + number % 2 * 4).tap()
        expect(phone.locator("#state")).to_have_text("Saved")
        put(phone, 0.2, 0.8)
        expect(phone.get_by_text("Your guess: inside, outputs.")).to_be_visible()


def test_the_wall_shows_ratings_and_guesses_once_revealed(
    server: Server, new_phone: NewPage, new_wall: NewPage
) -> None:
    links = server.workshop(step="curiosity")
    wall, host = new_wall(), new_wall()
    wall.goto(links["wall_url"])
    wall_is_live(wall)
    guessed(server, new_phone, links, 4)
    expect(wall.locator(".fm-counts")).to_contain_text("4answered")
    host.goto(links["facilitator_url"])
    host.wait_for_url(re.compile("/setup"))
    host.goto(f"{server.url}/curiosity?w={links['code']}")
    host.get_by_role("button", name="Reveal").click()
    for page in (wall, host):
        expect(page.get_by_text("two camps · 4 people")).to_be_visible()
        expect(page.get_by_text("We guess that most of us look inside")).to_be_visible()
        expect(page.locator("[class*=st-key-map-guess-] svg.marks")).to_be_visible()
        expect(page.locator("[class*=st-key-rated-] svg.marks")).to_have_count(4)
        assert violations(page) == []
    assert too_small(wall) == []
    host.set_viewport_size({"width": 320, "height": 640})
    assert too_wide(host) == 0


def test_the_wall_shows_who_met_what_and_the_examples_once_revealed(
    server: Server, new_phone: NewPage, new_wall: NewPage
) -> None:
    links = server.workshop(step="acknowledge")
    wall, host, phone = new_wall(), new_wall(), new_phone()
    wall.goto(links["wall_url"])
    wall_is_live(wall)
    expect(wall.locator(".fm-cards section")).to_have_count(4)
    assert violations(wall) == []
    assert too_small(wall) == []
    phone.goto(links["join_url"])
    is_live(phone)
    card(phone, "engine_room").tap()
    phone.get_by_label(EXAMPLE).fill("<i>The lift</i>")
    phone.get_by_role("button", name="Send").tap()
    expect(phone.locator(".mine")).to_be_visible()
    expect(wall.locator(".fm-counts")).to_contain_text("1answered")
    host.goto(links["facilitator_url"])
    host.wait_for_url(re.compile("/setup"))
    host.goto(f"{server.url}/acknowledge?w={links['code']}")
    host.get_by_role("button", name="Reveal").click()
    for page in (wall, host):
        expect(page.get_by_text("Only 1 person has tapped so far")).to_be_visible()
        expect(page.locator(".fm-quote")).to_have_text("<i>The lift</i>")
        expect(page.locator("[class*=st-key-met-] svg.marks")).to_contain_text("1 of 1 · 100%")
        assert violations(page) == []
    assert too_small(wall) == []
    host.set_viewport_size({"width": 320, "height": 640})
    assert too_wide(host) == 0


@pytest.mark.parametrize("step", ["acknowledge", "curiosity"])
def test_the_whole_phone_page_stays_light(server: Server, new_phone: NewPage, step: str) -> None:
    phone = new_phone()
    sizes: list[int] = []

    def count(size: dict[str, Any]) -> None:
        sizes.append(int(size["encodedDataLength"]))

    session = phone.context.new_cdp_session(phone)
    session.send("Network.enable")
    session.on("Network.loadingFinished", count)
    at(server, phone, step)
    assert 3_000 < sum(sizes) < 30_000
