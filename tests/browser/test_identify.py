"""Identify by thumb and keyboard, offline and without script, on the wall, and on the wire."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessible import (  # noqa: F401
    narrow,
    too_small,
    too_wide,
    violations,
)
from tests.browser.test_journey import is_live, wall_is_live
from tests.browser.test_steps12 import at, exported, put
from tests.browser.test_wire import Wire
from tests.serving import Server

NewPage = Callable[[], Page]
SAYS = "You say that we need to be here"
STEPS = ("ask", "qualify", "identify")
# Where the one dot on the wire is put, in hundredths.
ACROSS, UP = 37, 73


def wants(phone: Page, place: str) -> None:
    expect(phone.get_by_text(f"{SAYS}: {place}.")).to_be_visible()


def test_a_thumb_puts_the_dot_moves_it_and_takes_it_off(server: Server, new_phone: NewPage) -> None:
    phone = new_phone()
    code = at(server, phone, "identify")["code"]
    put(phone, 0.75, 0.25)
    wants(phone, "outside, outcomes")
    put(phone, 0.25, 0.75)
    wants(phone, "inside, outputs")
    (spot,) = exported(server, code)["spots"]
    assert (spot["step"], spot["name"]) == ("identify", "want")
    assert (spot["x"], spot["y"]) == pytest.approx((-0.5, -0.5), abs=0.03)
    phone.get_by_role("button", name="Take it off").tap()
    expect(phone.get_by_text(SAYS)).to_have_count(0)
    assert exported(server, code)["spots"] == []


def test_put_offline_it_waits_survives_a_reload_and_goes_out(
    server: Server, new_phone: NewPage
) -> None:
    phone = new_phone()
    code = at(server, phone, "identify")["code"]
    phone.context.set_offline(True)
    put(phone, 0.75, 0.25)
    expect(phone.locator("#state")).to_contain_text("Not sent yet")
    assert exported(server, code)["spots"] == []
    phone.context.set_offline(False)
    phone.reload()
    wants(phone, "outside, outcomes")
    assert len(exported(server, code)["spots"]) == 1


def test_by_keyboard_alone_the_dot_is_put_and_the_focus_kept(
    server: Server, new_phone: NewPage
) -> None:
    phone = new_phone()
    at(server, phone, "identify")
    phone.get_by_label("Inside or outside?").focus()
    phone.keyboard.press("End")
    phone.get_by_label("Outputs or outcomes?").focus()
    phone.keyboard.press("End")
    wants(phone, "outside, outcomes")
    expect(phone.locator("#state")).to_have_text("Saved")
    expect(phone.get_by_label("Outputs or outcomes?")).to_be_focused()


def test_without_script_two_sliders_and_a_button_do(server: Server, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.workshop(step="identify")["join_url"])
    page.get_by_label("Inside or outside?").fill("80")
    page.get_by_role("button", name="Put the dot here").click()
    wants(page, "outside, both outputs and outcomes")
    context.close()


def test_axe_finds_nothing_on_the_phone_and_it_reflows(
    server: Server,
    narrow: Page,  # noqa: F811
) -> None:
    at(server, narrow, "identify")
    assert violations(narrow) == []
    narrow.get_by_role("button", name="Put the dot here").click()
    wants(narrow, "both inside and outside, both outputs and outcomes")
    assert violations(narrow) == []
    assert too_wide(narrow) == 0
    for target in narrow.locator("form#answers button:visible, input[type=range]").all():
        box = target.bounding_box()
        assert box
        assert min(box["height"], box["width"]) >= 48, target.get_attribute("id")


def send(phone: Page, question: str, text: str) -> None:
    phone.get_by_label(question).fill(text)
    phone.get_by_role("button", name="Send").tap()
    expect(phone.locator("#state")).to_have_text("Saved")


def room(server: Server, new_phone: NewPage, links: dict[str, str], count: int) -> None:
    """Let some phones say what is outside, measure what is inside, and want to be outside."""
    phones = [new_phone() for _ in range(count)]
    for step in STEPS:
        server.cli("workshop", "open", links["code"], step)
        for number, phone in enumerate(phones):
            phone.goto(links["join_url"])
            is_live(phone)
            match step:
                case "ask":
                    send(
                        phone,
                        "What does success look like?",
                        f"Our customers can sleep well again, all {number} of them",
                    )
                case "qualify":
                    phone.locator("textarea").first.fill(f"Number of tickets closed {number}")
                    phone.get_by_role("button", name="Send").tap()
                    expect(phone.locator("#state")).to_have_text("Saved")
                case _:
                    put(phone, 0.85, 0.15)
                    wants(phone, "outside, outcomes")


def test_page_and_wall_show_the_gaps_once_revealed(
    server: Server, new_phone: NewPage, new_wall: NewPage
) -> None:
    links = server.workshop(step="ask")
    room(server, new_phone, links, 4)
    wall, host = new_wall(), new_wall()
    wall.goto(links["wall_url"])
    wall_is_live(wall)
    expect(wall.locator(".fm-counts")).to_contain_text("4answered")
    assert violations(wall) == []
    assert too_small(wall) == []
    host.goto(links["facilitator_url"])
    host.wait_for_url(re.compile("/setup"))
    for step in ("ask", "qualify", "identify"):
        server.cli("workshop", "reveal", links["code"], step)
    host.goto(f"{server.url}/identify?w={links['code']}")
    for page in (wall, host):
        expect(
            page.locator("h1, h2").filter(has_text="Our words speak of outcomes, and what is")
        ).to_be_visible(timeout=20_000)
        expect(page.get_by_text("4 people: 4 said something").first).to_be_visible()
        expect(
            page.get_by_text("We say that we need to look outside, at outcomes.")
        ).to_be_visible()
        expect(page.locator(".st-key-map svg.marks")).to_be_visible()
        assert violations(page) == []
    assert too_small(wall) == []
    host.get_by_text("The answers behind").first.click()
    expect(host.locator(".fm-quote").first).to_be_visible()
    assert violations(host) == []
    host.set_viewport_size({"width": 320, "height": 640})
    assert too_wide(host) == 0


def test_unrevealed_dots_stay_on_the_server(
    server: Server, new_phone: NewPage, new_wall: NewPage
) -> None:
    links = server.workshop(step="identify")
    code = links["code"]
    writer, other, wall, host = new_phone(), new_phone(), new_wall(), new_wall()
    other_wire, wall_wire, host_wire = wires = [Wire(page) for page in (other, wall, host)]
    wall.goto(links["wall_url"])
    wall_is_live(wall)
    host.goto(links["facilitator_url"])
    for page in (writer, other):
        page.goto(links["join_url"])
        is_live(page)
    writer.locator("#want-x").fill(str(ACROSS))
    writer.locator("#want-y").fill(str(UP))
    wants(writer, "outside, outcomes")
    expect(wall.locator(".fm-counts")).to_contain_text("1answered")
    host.goto(f"{server.url}/identify?w={code}")
    expect(host.locator(".fm-counts")).to_contain_text("1answered")
    other.reload()
    is_live(other)
    # A chart's table leaves as Arrow, numbers as eight bytes; its alternative text as words.
    told = (b"where we need to be \xc2\xb7 1", b"Too few dots", struct.pack("<d", ACROSS / 100))
    assert [wire.found(*told) for wire in wires] == [[], [], []]
    assert not other_wire.saw(f'value="{ACROSS}"')

    server.cli("workshop", "reveal", code, "identify")
    for page, wire in ((wall, wall_wire), (host, host_wire)):
        expect(page.locator(".st-key-map svg.marks")).to_be_visible()
        assert wire.found(*told) == list(told)
    other.reload()
    is_live(other)
    assert other_wire.found(*told) == []

    server.cli("workshop", "open", code, "identify")
    expect(wall.locator(".st-key-map")).to_have_count(0)
    wall_wire.received.clear()
    wall.reload()
    wall_is_live(wall)
    expect(wall.locator(".fm-counts")).to_contain_text("1answered")
    assert wall_wire.found(*told) == []


def test_the_whole_phone_page_stays_light(server: Server, new_phone: NewPage) -> None:
    phone = new_phone()
    sizes: list[int] = []

    def count(size: dict[str, Any]) -> None:
        sizes.append(int(size["encodedDataLength"]))

    session = phone.context.new_cdp_session(phone)
    session.send("Network.enable")
    session.on("Network.loadingFinished", count)
    at(server, phone, "identify")
    assert 0 < sum(sizes) < 30_000
