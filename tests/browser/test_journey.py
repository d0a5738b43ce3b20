"""The whole path on a real phone and a real wall, and what must not be lost on the way."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.serving import Server

NewPage = Callable[[], Page]
WORK, SUCCESS = "What is your work?", "What does success look like?"


def saved_texts(server: Server, code: str) -> list[str]:
    exported = json.loads(server.cli("workshop", "export", code, "--format", "json"))
    return [a["text"] for a in exported["answers"]]


def answer(phone: Page, question: str, text: str) -> None:
    phone.get_by_label(question).fill(text)
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator("#state")).to_have_text("Saved")


def is_live(phone: Page) -> None:
    """Wait until the phone's event stream has told it where the group is."""
    expect(phone.locator("html[data-room]")).to_be_attached()


def wall_is_live(wall: Page) -> None:
    expect(wall.locator("html[data-live]")).to_be_attached()


def test_from_the_start_page_to_the_map_on_the_wall(
    server: Server, new_phone: NewPage, new_wall: NewPage
) -> None:
    host = new_wall()
    host.goto(server.url)
    host.get_by_label("Title", exact=True).fill("Night shift")
    host.get_by_role("button", name="Start").click()
    host.wait_for_url(re.compile(r"/setup\?w="))
    expect(host.get_by_role("heading", name="Night shift")).to_be_visible()
    code = host.url.split("w=")[1]
    assert "enter" not in host.url

    phone = new_phone()
    phone.goto(f"{server.url}/j/{code}")
    is_live(phone)
    host.get_by_role("link", name="Go to the step Ask").click()
    expect(host.get_by_role("heading", level=1)).to_contain_text("Ask")
    host.get_by_role("button", name="Open").click()
    expect(host.get_by_role("button", name="Reveal")).to_be_visible()
    # A page without a form follows the group by itself.
    expect(phone.get_by_label(WORK)).to_be_visible()

    wall = host.context.new_page()
    wall.goto(f"{server.url}/wall?w={code}")
    expect(wall.get_by_role("heading", level=1)).to_contain_text("Ask")
    wall_is_live(wall)
    answer(phone, WORK, "I wash patients in zanzibar")
    answer(phone, SUCCESS, "Mr Olsen sleeps through the night")
    expect(wall.locator(".fm-counts")).to_contain_text(re.compile(r"1\s*joined"))
    expect(wall.locator(".fm-counts")).to_contain_text(re.compile(r"1\s*connected now"))
    expect(wall.locator(".fm-counts")).to_contain_text(re.compile(r"1\s*answered"))
    assert "zanzibar" not in wall.content()

    host.bring_to_front()
    host.get_by_role("button", name="Reveal").click()
    expect(phone.locator("#room")).to_contain_text("Look up")
    wall.bring_to_front()
    expect(wall.locator(".fm-quote", has_text="zanzibar")).to_be_visible()
    expect(wall.locator("mark").first).to_be_visible()
    expect(wall.locator(".st-key-map .vega-embed svg.marks")).to_be_visible()

    answer(phone, WORK, "and I listen to quetzal families")
    expect(wall.locator(".fm-quote", has_text="quetzal")).to_be_visible(timeout=5_000)
    host.bring_to_front()
    host.get_by_role("button", name="Hide again").click()
    wall.bring_to_front()
    expect(wall.locator(".fm-quote")).to_have_count(0)


def test_typing_while_the_step_changes_loses_nothing(server: Server, new_phone: NewPage) -> None:
    links = server.workshop()
    phone = new_phone()
    phone.goto(links["join_url"])
    is_live(phone)
    phone.get_by_label(WORK).fill("half a thou")
    server.cli("workshop", "open", links["code"], "qualify")
    expect(phone.locator("#room")).to_contain_text("The group is at step 4: Qualify.")
    expect(phone.get_by_label(WORK)).to_have_value("half a thou")
    phone.get_by_label(WORK).press_sequentially("ght")
    expect(phone.get_by_label(WORK)).to_have_value("half a thought")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator("#state")).to_have_text("Saved")
    assert saved_texts(server, links["code"]) == ["half a thought"]
    phone.get_by_role("link", name="Go there").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Qualify")


def test_a_reload_brings_the_draft_back(server: Server, new_phone: NewPage) -> None:
    links = server.workshop()
    phone = new_phone()
    phone.goto(links["join_url"])
    phone.get_by_label(SUCCESS).fill("she makes her own cof")
    expect(phone.locator("#state")).to_have_text("Draft kept on this phone")
    phone.reload()
    expect(phone.get_by_label(SUCCESS)).to_have_value("she makes her own cof")
    answer(phone, SUCCESS, "she makes her own coffee again")
    phone.reload()
    expect(phone.get_by_label(SUCCESS)).to_have_value("")
    expect(phone.locator(".card")).to_have_count(1)


def test_sent_offline_it_goes_out_once_when_the_network_is_back(
    server: Server, new_phone: NewPage
) -> None:
    links = server.workshop()
    phone = new_phone()
    phone.goto(links["join_url"])
    is_live(phone)
    phone.context.set_offline(True)
    phone.get_by_label(WORK).fill("I drive the night bus")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator("#state")).to_contain_text("Not sent yet")
    phone.get_by_role("button", name="Send").click()
    phone.context.set_offline(False)
    expect(phone.locator("#state")).to_have_text("Saved")
    expect(phone.locator(".card")).to_have_count(1)
    assert saved_texts(server, links["code"]) == ["I drive the night bus"]


def test_an_answer_whose_confirmation_got_lost_is_stored_once(
    server: Server, new_phone: NewPage
) -> None:
    links = server.workshop()
    phone = new_phone()
    phone.goto(links["join_url"])
    lost = 0

    def lose_the_first(route: Route) -> None:
        nonlocal lost
        if route.request.method == "POST" and not lost:
            lost += 1
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    phone.route("**/j/*", lose_the_first)
    phone.get_by_label(WORK).fill("I answer the phones")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator("#state")).to_have_text("Saved")
    assert lost == 1
    assert saved_texts(server, links["code"]) == ["I answer the phones"]


def test_words_typed_while_the_first_are_on_their_way_are_another_answer(
    server: Server, new_phone: NewPage
) -> None:
    links = server.workshop()
    phone = new_phone()
    phone.goto(links["join_url"])
    held: list[Route] = []
    phone.route("**/j/*", lambda route: held.append(route) if not held else route.continue_())
    phone.get_by_label(WORK).fill("I answer")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator(".card.waiting")).to_have_text("I answer")
    phone.get_by_label(WORK).fill("and I listen")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator(".card.waiting")).to_have_count(2)
    held[0].continue_()
    expect(phone.locator(".mine")).to_have_count(2)
    expect(phone.locator(".card.waiting")).to_have_count(0)
    expect(phone.locator("#state")).to_have_text("Saved")
    assert sorted(saved_texts(server, links["code"])) == ["I answer", "and I listen"]


def test_two_answers_written_offline_are_both_kept_through_a_reload(
    server: Server, new_phone: NewPage
) -> None:
    links = server.workshop()
    phone = new_phone()
    phone.goto(links["join_url"])
    is_live(phone)
    phone.context.set_offline(True)
    for text in ("first", "second"):
        phone.get_by_label(WORK).fill(text)
        phone.get_by_role("button", name="Send").click()
        expect(phone.get_by_label(WORK)).to_have_value("")
    expect(phone.locator(".card.waiting")).to_have_count(2)
    phone.context.set_offline(False)
    phone.reload()
    expect(phone.locator("#state")).to_have_text("Saved")
    assert sorted(saved_texts(server, links["code"])) == ["first", "second"]


def test_two_tabs_of_one_phone_do_not_overwrite_each_other(
    server: Server, new_phone: NewPage
) -> None:
    links = server.workshop()
    one = new_phone()
    one.goto(links["join_url"])
    one.get_by_label(WORK).fill("one")
    two = one.context.new_page()
    two.goto(links["join_url"])
    expect(two.get_by_label(WORK)).to_have_value("one")
    two.get_by_role("button", name="Send").click()
    expect(two.locator("#state")).to_have_text("Saved")
    expect(one.get_by_label(WORK)).to_have_value("")
    answer(one, WORK, "two")
    assert sorted(saved_texts(server, links["code"])) == ["one", "two"]


def test_refused_words_go_back_into_their_field(server: Server, new_phone: NewPage) -> None:
    links = server.workshop()
    phone = new_phone()
    phone.goto(links["join_url"])
    is_live(phone)
    server.cli("workshop", "close", links["code"], "ask")
    expect(phone.locator("#room")).to_contain_text("takes no answers now")
    phone.get_by_label(WORK).fill("too late")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator(".error").first).to_contain_text("does not take answers now")
    expect(phone.get_by_label(WORK)).to_have_value("too late")
    phone.get_by_role("heading", level=1).click()
    server.cli("workshop", "open", links["code"], "ask")
    # The page is drawn anew with all its ways to send and change; the words are still there.
    expect(phone.locator(".error:not(:empty)")).to_have_count(0)
    expect(phone.get_by_label(WORK)).to_have_value("too late")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator("#state")).to_have_text("Saved")
    assert saved_texts(server, links["code"]) == ["too late"]


def test_a_wrong_personal_code_does_not_end_the_live_page(
    server: Server, new_phone: NewPage
) -> None:
    links = server.workshop()
    phone = new_phone()
    phone.goto(links["join_url"])
    phone.get_by_text("I was here before").click()
    phone.get_by_label("The personal code").fill("ZZZZZZ")
    phone.get_by_role("button", name="Go on there").click()
    expect(phone.get_by_text("Nobody in this workshop has that personal code")).to_be_visible()
    is_live(phone)
    server.cli("workshop", "reveal", links["code"], "ask")
    expect(phone.locator("#room")).to_contain_text("Look up")


def test_the_stream_comes_back_after_a_bad_gateway(server: Server, new_phone: NewPage) -> None:
    links = server.workshop(step="")
    phone = new_phone()
    refused: list[Route] = []

    def refuse_once(route: Route) -> None:
        if refused:
            route.continue_()
        else:
            refused.append(route)
            route.fulfill(status=502, body="Bad gateway")

    phone.route("**/events", refuse_once)
    phone.goto(links["join_url"])
    server.cli("workshop", "open", links["code"], "ask")
    expect(phone.get_by_label(WORK)).to_be_visible(timeout=15_000)
    assert refused


def test_own_answers_are_edited_and_deleted(server: Server, new_phone: NewPage) -> None:
    links = server.workshop()
    phone = new_phone()
    phone.goto(links["join_url"])
    answer(phone, WORK, "I fix roofs")
    phone.get_by_label(SUCCESS).fill("a draft that stays")
    phone.get_by_text("Edit", exact=True).click()
    phone.get_by_label("Change your words").fill("I fix leaking roofs")
    phone.get_by_role("button", name="Save").click()
    expect(phone.locator(".mine")).to_have_text("I fix leaking roofs")
    assert saved_texts(server, links["code"]) == ["I fix leaking roofs"]
    phone.get_by_text("Edit", exact=True).click()
    phone.get_by_role("button", name="Delete").click()
    expect(phone.locator(".card")).to_have_count(0)
    assert saved_texts(server, links["code"]) == []
    expect(phone.get_by_label(SUCCESS)).to_have_value("a draft that stays")


def test_three_answers_are_all_there_is_room_for(server: Server, new_phone: NewPage) -> None:
    links = server.workshop()
    phone = new_phone()
    phone.goto(links["join_url"])
    for number in range(3):
        answer(phone, WORK, f"job {number}")
        expect(phone.locator(".card")).to_have_count(number + 1)
    expect(phone.get_by_text("That is all there is room for.")).to_be_visible()
    expect(phone.get_by_label(WORK)).to_have_count(0)


def test_a_personal_code_brings_the_same_person_to_another_phone(
    server: Server, new_phone: NewPage
) -> None:
    links = server.workshop()
    first, second = new_phone(), new_phone()
    first.goto(links["join_url"])
    answer(first, WORK, "I bake at four")
    code = first.locator(".code").inner_text()
    second.goto(links["join_url"])
    second.get_by_text("I was here before").click()
    second.get_by_label("The personal code").fill(code.lower())
    second.get_by_role("button", name="Go on there").click()
    expect(second.locator(".mine")).to_have_text("I bake at four")
    expect(second.locator(".code")).to_have_text(code)


def test_without_script_one_reads_and_sends(server: Server, chromium: object) -> None:
    links = server.workshop()
    context = chromium.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    phone = context.new_page()
    phone.goto(links["join_url"])
    phone.get_by_label(WORK).fill("I sort letters")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator(".mine")).to_have_text("I sort letters")
    phone.get_by_text("Edit", exact=True).click()
    phone.get_by_label("Change your words").fill("I sort the post")
    phone.get_by_label(SUCCESS).fill("half written")
    phone.get_by_role("button", name="Save").click()
    expect(phone.locator(".mine")).to_have_text("I sort the post")
    expect(phone.get_by_label(SUCCESS)).to_have_value("half written")
    context.close()


def test_a_dead_workshop_says_so_on_the_phone_and_the_wall(
    server: Server, new_phone: NewPage, new_wall: NewPage
) -> None:
    links = server.workshop()
    phone, wall = new_phone(), new_wall()
    phone.goto(links["join_url"])
    is_live(phone)
    wall.goto(links["wall_url"])
    wall_is_live(wall)
    phone.get_by_label(WORK).fill("my last words")
    server.cli("workshop", "delete", links["code"])
    expect(phone.locator("#room")).to_contain_text("This workshop is over")
    expect(phone.get_by_label(WORK)).to_have_value("my last words")
    expect(wall.get_by_role("heading", level=1)).to_contain_text("This workshop is over")


def test_an_open_wall_ends_when_its_link_is_renewed(server: Server, new_wall: NewPage) -> None:
    links = server.workshop()
    wall = new_wall()
    wall.goto(links["wall_url"])
    wall_is_live(wall)
    expect(wall.locator(".fm-counts")).to_be_visible()
    server.cli("workshop", "links", links["code"])
    expect(wall.get_by_role("heading", level=1)).to_contain_text("does not open a workshop")
    expect(wall.locator(".fm-counts")).to_have_count(0)


def test_a_pasted_facilitator_link_opens_the_workshop(server: Server, new_wall: NewPage) -> None:
    links = server.workshop("Pasted")
    page = new_wall()
    page.goto(server.url)
    page.get_by_label("Your facilitator link or wall link").fill(links["facilitator_url"])
    page.get_by_role("button", name="Open").click()
    page.wait_for_url(re.compile(r"/setup\?w="))
    expect(page.get_by_role("heading", name="Pasted")).to_be_visible()


@pytest.mark.parametrize("page", ["ask", "map"])
def test_a_selected_dot_opens_its_words(
    server: Server, new_phone: NewPage, new_wall: NewPage, page: str
) -> None:
    links = server.workshop()
    phone = new_phone()
    phone.goto(links["join_url"])
    answer(phone, WORK, "I process invoices and file reports")
    server.cli("workshop", "reveal", links["code"], "ask")
    host = new_wall()
    host.goto(links["facilitator_url"])
    host.wait_for_url(re.compile("/setup"))
    host.goto(f"{server.url}/{page}?w={links['code']}")
    picture = host.locator(".st-key-map .vega-embed svg.marks")
    expect(picture).to_be_visible()
    expect(host.get_by_text("Select a dot")).to_be_visible()
    host.locator(".st-key-map path[aria-label*='I process invoices']").click()
    expect(host.get_by_text("The words say:")).to_be_visible()


def test_a_word_of_the_group_moves_what_the_wall_shows(
    server: Server, new_phone: NewPage, new_wall: NewPage
) -> None:
    links = server.workshop()
    phone, wall, desk = new_phone(), new_wall(), new_wall()
    phone.goto(links["join_url"])
    is_live(phone)
    answer(phone, WORK, "I brief the zorblings")
    server.cli("workshop", "reveal", links["code"], "ask")
    wall.goto(links["wall_url"])
    expect(wall.locator(".fm-quote")).to_contain_text("zorblings")
    expect(wall.locator(".fm-quote mark", has_text="zorblings")).to_have_count(0)
    desk.goto(links["facilitator_url"])
    desk.get_by_label("A word of yours").fill("zorbling")
    desk.get_by_role("button", name="Add", exact=True).click()
    row = desk.get_by_role("row", name="zorbling")
    expect(row).to_contain_text("people outside")
    expect(row.get_by_role("cell").last).to_have_text("1")
    expect(wall.locator(".fm-quote mark", has_text="zorblings")).to_have_count(1)
