"""The bench for language in real browsers: from an answer to other words, chosen by the group."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.test_accessible import too_wide, violations
from tests.browser.test_journey import answer, is_live, wall_is_live
from tests.browser.test_wire import SECRET, Wire
from tests.serving import Server

NewPage = Callable[[], Page]
WORK = "What is your work?"
FIELD = "Your words for it"


def at_the_bench(server: Server, new_phone: NewPage, host: Page) -> dict[str, str]:
    """Return the links of a workshop at Act whose one answer lies on the bench."""
    links = server.workshop()
    writer = new_phone()
    writer.goto(links["join_url"])
    answer(writer, WORK, "We plan and ship features for the portal")
    server.cli("workshop", "reveal", links["code"], "ask")
    server.cli("workshop", "open", links["code"], "act")
    host.goto(links["facilitator_url"])
    host.goto(f"{server.url}/act?w={links['code']}")
    host.get_by_role("button", name="On the bench").click()
    expect(host.get_by_label("Say it in other words")).to_be_visible()
    return links


def test_from_an_answer_to_the_words_that_the_group_picks(
    server: Server, new_phone: NewPage, new_wall: NewPage, shots: Path
) -> None:
    host, wall = new_wall(), new_wall()
    links = at_the_bench(server, new_phone, host)
    one, two = new_phone(), new_phone()
    wires = [Wire(page) for page in (two, wall, host)]
    for phone in (one, two):
        phone.goto(links["join_url"])
        is_live(phone)
    wall.goto(links["wall_url"])
    wall_is_live(wall)
    expect(wall.locator(".fm-quote")).to_contain_text("ship features")

    # The reading moves while one types, before anything is sent.
    field = one.get_by_label(FIELD)
    field.press_sequentially(f"Tenants {SECRET} sleep at home again", delay=20)
    read = one.locator(".reread:visible")
    expect(read).to_contain_text("Moved towards outcomes; looks outside now")
    expect(read.locator("mark", has_text="sleep at home")).to_be_visible()
    expect(read.locator("[role=status]")).to_contain_text("Moved towards outcomes")
    one.screenshot(path=shots / "language-phone.png", full_page=True)
    assert violations(one) == []
    assert not any(wire.saw(SECRET) for wire in wires)

    one.get_by_role("button", name="Send").first.tap()
    expect(one.locator(".new-words")).to_contain_text(SECRET)
    expect(wall.get_by_text("1 person has said it in other words.")).to_be_visible()
    assert not any(wire.saw(SECRET) for wire in wires)

    host.get_by_role("button", name="Reveal").click()
    expect(wall.locator(".fm-new")).to_contain_text(SECRET)
    expect(host.locator(".fm-rewrite")).to_contain_text(SECRET)
    two.reload()
    is_live(two)
    two.locator(".picks button").tap()
    expect(two.locator(".picks button[aria-pressed=true]")).to_have_count(1)
    expect(host.get_by_text("1 person has picked.")).to_be_visible()
    assert not wires[2].saw("1 pick.")
    host.get_by_role("button", name="Choose this").click()
    expect(wall.get_by_text("We chose other words.")).to_be_visible()
    # A choice reaches a phone that does nothing.
    expect(two.locator(".picks")).to_contain_text("We chose this.")
    wall.screenshot(path=shots / "language-wall.png")
    host.screenshot(path=shots / "language-host.png", full_page=True)
    for page in (two, wall, host):
        assert violations(page) == []
    two.set_viewport_size({"width": 320, "height": 640})
    assert too_wide(two) == 0

    host.get_by_role("button", name="Hide", exact=True).first.click()
    expect(wall.get_by_text(SECRET)).to_have_count(0)
    expect(two.locator(".picks")).to_have_count(0)
    server.cli("workshop", "delete", links["code"])


def test_the_facilitators_field_reads_while_one_types_and_loses_nothing(
    server: Server, new_phone: NewPage, new_wall: NewPage
) -> None:
    host = new_wall()
    links = at_the_bench(server, new_phone, host)
    box = host.locator(".fm-rewriter")
    field = host.get_by_label("Say it in other words")
    field.press_sequentially("Tenants sleep at home again", delay=20)
    expect(box.locator(".fm-quote mark", has_text="sleep at home")).to_be_visible()
    expect(box).to_contain_text("Moved to outcomes")
    # Something happens in the room: the page draws itself anew, and the field keeps its words.
    phone = new_phone()
    phone.goto(links["join_url"])
    expect(host.locator(".fm-counts")).to_contain_text("2joined")
    expect(field).to_have_value("Tenants sleep at home again")
    host.reload()
    expect(field).to_have_value("Tenants sleep at home again")
    box.get_by_role("button", name="Save").click()
    expect(box.get_by_text("Saved")).to_be_visible()
    expect(field).to_have_value("")
    expect(host.locator(".fm-rewrite")).to_contain_text("sleep at home")
    host.get_by_text("Three short fields that make a sentence").click()
    for label, words in (
        ("Who outside", "tenants"),
        ("can now", "cook"),
        ("and we see it when", ""),
    ):
        host.get_by_label(label).fill(words)
    host.get_by_role("button", name="Put these together").click()
    expect(field).to_have_value("Tenants can cook.")
    assert violations(host) == []
    server.cli("workshop", "delete", links["code"])


def test_facilitator_and_author_at_once_lose_nothing(
    server: Server, new_phone: NewPage, new_wall: NewPage
) -> None:
    host = new_wall()
    links = at_the_bench(server, new_phone, host)
    phone = new_phone()
    phone.goto(links["join_url"])
    phone.get_by_label(FIELD).fill("Tenants sleep")
    phone.get_by_role("button", name="Send").first.tap()
    expect(phone.locator(".new-words")).to_contain_text("Tenants sleep")
    host.get_by_role("button", name="Reveal").click()
    host.get_by_role("button", name="Change the words").click()
    theirs = host.get_by_label("Change these words")
    expect(theirs).to_have_value("Tenants sleep")
    theirs.fill("Tenants sleep well")
    phone.locator(".new-words summary").tap()
    mine = phone.get_by_label("Change your words")
    mine.fill("Tenants sleep and cook")
    phone.get_by_role("button", name="Save").tap()
    expect(phone.locator("#state")).to_have_text("Saved")
    host.locator(".fm-rewriter", has=theirs).get_by_role("button", name="Save").click()
    expect(host.get_by_text("Nothing is lost: theirs is shown")).to_be_visible()
    expect(theirs).to_have_value("Tenants sleep well")
    expect(host.locator(".fm-rewrite")).to_contain_text("cook")
    # Joined and saved again, it is the newest.
    theirs.fill("Tenants sleep well and cook")
    host.locator(".fm-rewriter", has=theirs).get_by_role("button", name="Save").click()
    expect(host.locator(".fm-rewrite")).to_contain_text("well")
    server.cli("workshop", "delete", links["code"])


def test_words_are_typed_given_dots_and_kept(
    server: Server, new_phone: NewPage, new_wall: NewPage
) -> None:
    host = new_wall()
    links = at_the_bench(server, new_phone, host)
    phone = new_phone()
    phone.goto(links["join_url"])
    is_live(phone)
    phone.get_by_label("A word or short phrase to use more").fill("sleep well")
    phone.get_by_role("button", name="Send: Words to use more").tap()
    expect(phone.locator(".own-word")).to_contain_text("sleep well")
    host.get_by_role("button", name="Reveal").click()
    phone.reload()
    is_live(phone)
    phone.locator(".ballot .give").tap()
    expect(phone.get_by_text("You have 2 dots left.")).to_be_visible()
    expect(host.get_by_text("1 person has given dots.")).to_be_visible()
    host.get_by_role("button", name="Show the dots").click()
    expect(host.locator(".fm-word-line")).to_contain_text("1 dot")
    host.get_by_role("button", name="Keep", exact=True).click()
    expect(host.locator(".fm-word-line")).to_contain_text("kept")
    server.cli("workshop", "delete", links["code"])


def test_without_a_script_one_rewrites_and_sees_the_reading_after_sending(
    server: Server, new_phone: NewPage, new_wall: NewPage, chromium: object
) -> None:
    links = at_the_bench(server, new_phone, new_wall())
    context = chromium.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(links["join_url"])
    page.get_by_label(FIELD).fill("Tenants sleep at home again")
    page.get_by_role("button", name="Send").first.click()
    expect(page.locator(".new-words")).to_contain_text("Moved to outcomes")
    context.close()
    server.cli("workshop", "delete", links["code"])
