"""The bench for process in a real browser: a proposal in three fields, dots, places."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.test_accessible import too_wide, violations
from tests.browser.test_journey import is_live, wall_is_live
from tests.browser.test_wire import SECRET, Wire
from tests.serving import Server

NewPage = Callable[[], Page]
# What can be read from eight metres.
LEAST_PIXELS = 28
SMALLEST = """els => Math.min(...els.map(e => parseFloat(getComputedStyle(e).fontSize)))"""


def bring_to_bench(server: Server, host: Page, links: dict[str, str]) -> None:
    """Open the step and bring the room to its third part."""
    server.cli("workshop", "open", links["code"], "act")
    host.goto(links["facilitator_url"])
    host.goto(f"{server.url}/act?w={links['code']}")
    host.get_by_role("button", name="On to: Measures →").click()
    host.get_by_role("button", name="On to: Process →").click()
    expect(host.get_by_text("Part 3 of 4: Process")).to_be_visible()


def propose(phone: Page, when: str, we_will: str, so_that: str) -> None:
    for label, text in (("When …", when), ("we will …", we_will), ("so that …", so_that)):
        phone.get_by_label(label).last.fill(text)
    phone.get_by_role("button", name="Send").tap()


def tap_dot(phone: Page, text: str) -> None:
    phone.locator(".ballot li", has_text=text).get_by_role("button", name="Give a dot").tap()


def test_from_proposals_to_dots_to_places_on_the_wall(
    server: Server, new_phone: NewPage, new_wall: NewPage, shots: Path
) -> None:
    links = server.workshop()
    host, wall, one, two = new_wall(), new_wall(), new_phone(), new_phone()
    bring_to_bench(server, host, links)
    wires = [Wire(page) for page in (two, wall, host)]
    for phone in (one, two):
        phone.goto(links["join_url"])
        is_live(phone)
    wall.goto(links["wall_url"])
    wall_is_live(wall)
    expect(wall.get_by_text("What could we try?")).to_be_visible()
    expect(one.get_by_text("Part 3 of 4: Process.")).to_be_visible()

    propose(one, "A week begins", f"Call {SECRET}", "customers can sleep at night")
    said = f"When A week begins, we will call {SECRET}, so that customers can sleep at night."
    expect(one.locator(".mine")).to_have_text(said)
    expect(one.locator(".reading")).to_contain_text("“So that” says for whom (“customers”)")
    expect(one.get_by_label("When …").last).to_have_value("")
    propose(one, "", "count our parcels", "")
    propose(two, "", "leave out one form", "")
    expect(wall.locator(".fm-counts")).to_contain_text("2answered")
    assert not any(wire.saw(SECRET) for wire in wires)

    host.get_by_role("button", name="Reveal").click()
    expect(wall.locator(".fm-experiments", has_text=SECRET)).to_be_visible()
    # Whoever has nothing unsent gets the list by itself.
    expect(two.locator(".ballot li")).to_have_count(3)
    for phone, texts in ((one, (SECRET, "parcels")), (two, (SECRET, "form"))):
        for text in texts:
            tap_dot(phone, text)
        expect(phone.get_by_text("You have one dot left.")).to_be_visible()
        expect(phone.locator("#state")).to_have_text("Saved")
    expect(wall.locator(".fm-small", has_text="2 people gave theirs so far")).to_be_visible()
    assert not any(wire.saw("2 dots<") or wire.saw("1 dot<") for wire in wires)

    host.get_by_role("button", name="Show the dots").click()
    items = wall.locator("ol.fm-experiments li")
    expect(items).to_have_count(3)
    expect(items.first).to_contain_text("2 dots")
    assert [items.nth(n).get_attribute("value") for n in range(3)] == ["1", "2", "2"]
    expect(two.locator("#room")).to_contain_text("Look up: the dots are on the wall.")
    words = wall.locator(".stMain p:visible, .stMain li:visible, .stMain small:visible")
    assert words.evaluate_all(SMALLEST) >= LEAST_PIXELS
    for page in (one, two, wall, host):
        assert violations(page) == []
    one.screenshot(path=shots / "process-phone.png", full_page=True)
    wall.screenshot(path=shots / "process-wall.png")
    one.set_viewport_size({"width": 320, "height": 640})
    assert too_wide(one) == 0

    host.get_by_role("button", name="Hide the dots again").click()
    expect(wall.locator("ol.fm-experiments")).to_have_count(0)
    server.cli("workshop", "delete", links["code"])


def test_a_proposal_in_three_fields_survives_a_reload_and_goes_out_once_after_a_dead_network(
    server: Server, new_phone: NewPage, new_wall: NewPage
) -> None:
    links = server.workshop()
    host, phone = new_wall(), new_phone()
    bring_to_bench(server, host, links)
    phone.goto(links["join_url"])
    is_live(phone)
    phone.get_by_label("When …").fill("a month ends")
    phone.get_by_label("so that …").fill("less is in the way")
    phone.reload()
    expect(phone.get_by_label("When …")).to_have_value("a month ends")
    expect(phone.get_by_label("so that …")).to_have_value("less is in the way")
    # What is refused comes back to all of its fields.
    phone.get_by_role("button", name="Send").tap()
    expect(phone.get_by_role("alert").last).to_contain_text("Write what you will do")
    expect(phone.get_by_label("When …")).to_have_value("a month ends")
    expect(phone.get_by_label("so that …")).to_have_value("less is in the way")
    phone.get_by_label("we will …").fill("leave out one form")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Send").tap()
    expect(phone.locator("#state")).to_contain_text("Not sent yet")
    expect(phone.locator(".waiting")).to_contain_text("leave out one form")
    phone.context.set_offline(False)
    expect(phone.locator("#state")).to_have_text("Saved")
    phone.reload()
    expect(phone.locator("#own-item-experiment- .card")).to_have_count(1)
    expect(phone.locator(".mine")).to_have_text(
        "When a month ends, we will leave out one form, so that less is in the way."
    )
    # Changed, it is still one.
    phone.get_by_text("Edit").tap()
    phone.get_by_label("we will …").first.fill("leave out two forms")
    phone.get_by_role("button", name="Save").tap()
    expect(phone.locator(".mine")).to_contain_text("leave out two forms, so that less")
    phone.get_by_text("Edit").tap()
    phone.get_by_role("button", name="Delete").tap()
    expect(phone.locator("#own-item-experiment- .card")).to_have_count(0)


def test_somebody_who_writes_is_not_moved_by_the_reveal_and_writes_on_after_it(
    server: Server, new_phone: NewPage, new_wall: NewPage
) -> None:
    links = server.workshop()
    host, phone = new_wall(), new_phone()
    bring_to_bench(server, host, links)
    phone.goto(links["join_url"])
    is_live(phone)
    phone.get_by_label("When …").fill("half a thou")
    host.get_by_role("button", name="Reveal").click()
    expect(phone.locator("#room")).to_contain_text("Look up")
    expect(phone.get_by_label("When …")).to_have_value("half a thou")
    phone.get_by_role("link", name="Go there").click()
    expect(phone.get_by_label("When …")).to_have_value("half a thou")


def test_what_the_host_types_stays_when_the_author_deletes_it_and_is_moved_to_a_new_one(
    server: Server, new_phone: NewPage, new_wall: NewPage
) -> None:
    links = server.workshop()
    host, phone = new_wall(), new_phone()
    bring_to_bench(server, host, links)
    phone.goto(links["join_url"])
    is_live(phone)
    propose(phone, "", "count our parcels", "")
    host.get_by_role("button", name="Reveal").click()
    expect(host.locator(".fm-experiments", has_text="parcels")).to_be_visible()
    host.get_by_label("Open an experiment").click()
    host.get_by_role("option", name="We will count our parcels.").click()
    host.get_by_text("Change it", exact=True).click()
    field = host.locator(".st-key-experiment").get_by_label("We will")
    field.fill("count them with a tenant")
    # The list comes by itself, and the page with it.
    expect(phone.locator(".ballot li")).to_have_count(1)
    phone.get_by_text("Edit").tap()
    phone.get_by_role("button", name="Delete").tap()
    expect(host.get_by_text("This was deleted meanwhile.")).to_be_visible()
    expect(field).to_have_value("count them with a tenant")
    host.get_by_role("button", name="Save").click()
    expect(host.get_by_text("Your words are in the fields of a new one")).to_be_visible()
    expect(host.get_by_label("We will")).to_have_value("count them with a tenant")
    server.cli("workshop", "delete", links["code"])
