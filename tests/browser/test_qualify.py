"""Qualify in a real browser: entries, dots on phones, the wall; nothing unrevealed on the wire."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.test_accessible import too_wide, violations
from tests.browser.test_journey import answer, is_live, wall_is_live
from tests.browser.test_wire import SECRET, Wire
from tests.making_documents import make_docx, make_pdf
from tests.serving import Server

NewPage = Callable[[], Page]
MEASURED, REWARDED = "What is measured here?", "What is rewarded here?"


def dots(phone: Page, *, given: bool) -> int:
    return phone.locator(f".ballot button.{'back' if given else 'give'}:visible").count()


def tap_dot(phone: Page, text: str) -> None:
    phone.locator(".ballot li", has_text=text).get_by_role("button", name="Give a dot").tap()


def test_from_entries_to_dots_to_the_wall(
    server: Server, new_phone: NewPage, new_wall: NewPage, shots: Path
) -> None:
    links = server.workshop()
    code = links["code"]
    server.cli("workshop", "open", code, "qualify")
    one, two, wall, host = new_phone(), new_phone(), new_wall(), new_wall()
    wires = [Wire(page) for page in (two, wall)]
    for phone in (one, two):
        phone.goto(links["join_url"])
        is_live(phone)
    wall.goto(links["wall_url"])
    wall_is_live(wall)
    answer(one, MEASURED, f"Calls {SECRET} answered")
    answer(one, MEASURED, "Budget kept")
    answer(one, REWARDED, "Overtime")
    expect(wall.locator(".fm-counts")).to_contain_text("1answered")
    assert not any(wire.saw(SECRET) for wire in wires)

    host.goto(links["facilitator_url"])
    host.goto(f"{server.url}/qualify?w={code}")
    host.get_by_role("button", name="Reveal").click()
    expect(wall.locator(".fm-ranking", has_text=SECRET)).to_be_visible()
    expect(two.locator("#room")).to_contain_text("Look up")
    assert not wires[0].saw(SECRET)

    host.get_by_role("button", name="Let everybody give dots").click()
    # Whoever has nothing unsent is brought to the list; it stays where it was for whoever writes.
    expect(two.locator(".ballot li")).to_have_count(3)
    tap_dot(two, "Budget kept")
    row = two.locator(".ballot li", has_text="Budget kept")
    # The count is told and in sight; what gives is gone, so that a second tap takes nothing back.
    expect(row.get_by_role("button")).to_have_text(["Take it back"])
    expect(two.locator(".left")).to_be_in_viewport()
    expect(two.locator("#state")).to_have_text("Saved")
    expect(two.get_by_text("You have 2 dots left.")).to_be_visible()
    row.get_by_role("button", name="Take it back").tap()
    expect(two.get_by_text("You have 3 dots left.")).to_be_visible()
    # By keyboard the focus goes with the act.
    row.get_by_role("button", name="Give a dot").press("Enter")
    expect(row.get_by_role("button", name="Take it back")).to_be_focused()
    two.keyboard.press("Enter")
    expect(two.get_by_text("You have 3 dots left.")).to_be_visible()
    for text in ("Budget kept", "Overtime", SECRET):
        tap_dot(two, text)
    expect(two.get_by_text("All your dots are given.")).to_be_visible()
    assert (dots(two, given=True), dots(two, given=False)) == (3, 0)
    expect(wall.locator(".fm-small", has_text="1 person gave theirs")).to_be_visible()
    assert not wires[1].saw("1 dot<")
    two.screenshot(path=shots / "qualify-phone.png")

    host.get_by_role("button", name="Show the dots").click()
    expect(wall.locator(".fm-ranking li", has_text="Budget kept")).to_contain_text("1 dot")
    assert wires[1].saw("1 dot<")
    wall.screenshot(path=shots / "qualify-wall.png")
    for page in (two, wall, host):
        assert violations(page) == []
    two.set_viewport_size({"width": 320, "height": 640})
    assert too_wide(two) == 0
    server.cli("workshop", "delete", code)


def test_a_dot_given_offline_goes_out_once_when_the_network_is_back(
    server: Server, new_phone: NewPage, new_wall: NewPage
) -> None:
    links = server.workshop()
    server.cli("workshop", "open", links["code"], "qualify")
    phone, host = new_phone(), new_wall()
    phone.goto(links["join_url"])
    answer(phone, MEASURED, "Budget kept")
    server.cli("workshop", "reveal", links["code"], "qualify")
    host.goto(links["facilitator_url"])
    host.goto(f"{server.url}/qualify?w={links['code']}")
    host.get_by_role("button", name="Let everybody give dots").click()
    expect(phone.locator(".ballot li")).to_have_count(1)
    is_live(phone)
    phone.context.set_offline(True)
    tap_dot(phone, "Budget kept")
    expect(phone.locator("#state")).to_contain_text("Not sent yet")
    assert dots(phone, given=True) == 1
    phone.context.set_offline(False)
    expect(phone.locator("#state")).to_have_text("Saved")
    phone.reload()
    assert dots(phone, given=True) == 1


def test_somebody_who_writes_is_told_of_the_dots_and_not_moved(
    server: Server, new_phone: NewPage, new_wall: NewPage
) -> None:
    links = server.workshop()
    server.cli("workshop", "open", links["code"], "qualify")
    phone, host = new_phone(), new_wall()
    phone.goto(links["join_url"])
    is_live(phone)
    answer(phone, MEASURED, "Budget kept")
    server.cli("workshop", "reveal", links["code"], "qualify")
    phone.get_by_label(REWARDED).fill("half a thou")
    host.goto(links["facilitator_url"])
    host.goto(f"{server.url}/qualify?w={links['code']}")
    host.get_by_role("button", name="Let everybody give dots").click()
    expect(phone.locator("#room")).to_contain_text("Now everybody gives dots.")
    expect(phone.get_by_label(REWARDED)).to_have_value("half a thou")
    phone.get_by_role("link", name="Go there").click()
    expect(phone.locator(".ballot li")).to_have_count(1)
    expect(phone.get_by_label(REWARDED)).to_have_value("half a thou")


def test_files_are_uploaded_listed_and_refused_with_the_reason(
    server: Server, new_wall: NewPage, tmp_path: Path
) -> None:
    links = server.workshop()
    host = new_wall()
    host.goto(links["facilitator_url"])
    host.goto(f"{server.url}/qualify?w={links['code']}")
    plan, scan = tmp_path / "plan.docx", tmp_path / "scan.pdf"
    plan.write_bytes(make_docx([("Normal", "Tenants sleep well at home. They stay with us.")]))
    scan.write_bytes(make_pdf([[], []]))
    for file, says in ((plan, "plan.docx is added: 2 sentences"), (scan, "as a scanner makes")):
        host.locator("input[type=file]").set_input_files(file)
        host.get_by_text(file.name).first.wait_for()
        host.get_by_role("button", name="Add", exact=True).click()
        expect(host.get_by_text(says)).to_be_visible()
    host.get_by_text("plan.docx · 2 sentences").click()
    expect(host.locator(".fm-quote", has_text="Tenants sleep well at home.")).to_be_visible()
    assert violations(host) == []
    host.get_by_role("button", name="Delete this document").click()
    expect(host.get_by_text("There is no document yet.")).to_be_visible()
