"""Setup and the start page in real browsers: questions that change while somebody is typing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from focusmap.bootstrap import FocusMap
from focusmap.export import to_json, whole_export
from tests.browser.test_accessible import settled, too_wide, violations
from tests.browser.test_journey import SUCCESS, WORK, is_live, wall_is_live
from tests.browser.test_wire import Wire
from tests.serving import Server

NewPage = Callable[[], Page]
READY = "How would you describe the value you create?"
TYPED, VALUE = "We mend roofs xylophone", "Families stay dry bassoon"


def host_at_setup(new_wall: NewPage, links: dict[str, str]) -> Page:
    host = new_wall()
    host.goto(links["facilitator_url"])
    host.wait_for_url(re.compile("/setup"))
    settled(host, "setup")
    expect(host.get_by_role("button", name="Delete everything now")).to_be_visible()
    return host


def test_a_question_is_added_while_a_phone_is_typing_an_answer_to_another(
    server: Server, focus_map: FocusMap, new_phone: NewPage, new_wall: NewPage
) -> None:
    """Nothing typed is lost, answers come to the wall, and the export holds all of it."""
    links = server.workshop("Setup journey")
    host, phone, other, wall = host_at_setup(new_wall, links), new_phone(), new_phone(), new_wall()
    wires = [Wire(page) for page in (other, wall)]
    for page in (phone, other):
        page.goto(links["join_url"])
        is_live(page)
    wall.goto(links["wall_url"])
    wall_is_live(wall)
    field = phone.get_by_label(WORK)
    field.focus()
    phone.keyboard.type("We mend ")
    host.get_by_role("button", name="Ask this too").first.click()
    expect(phone.get_by_label(READY)).to_be_visible()
    expect(other.get_by_label(READY)).to_be_visible()
    expect(phone.locator("#room")).to_contain_text("questions on this page have changed")
    expect(wall.locator(".fm-questions")).to_contain_text(READY)
    expect(field).to_be_focused()
    phone.keyboard.type("roofs xylophone")
    expect(field).to_have_value(TYPED)
    phone.get_by_label(READY).fill(VALUE)
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator(".mine")).to_have_count(2)
    expect(phone.locator("#state")).to_have_text("Saved")

    # Worded otherwise, the answered one is asked no more, and its words stay with their author.
    host.reload()
    settled(host, "setup")
    question = host.get_by_label("Question 1", exact=True)
    expect(question).to_have_value(WORK)
    question.fill("What do you do all day?")
    host.get_by_role("button", name="Save question 1").click()
    for page in (phone, other):
        expect(page.get_by_label("What do you do all day?")).to_be_visible()
        expect(page.get_by_label(WORK)).to_have_count(0)
    phone.reload()
    is_live(phone)
    expect(phone.locator(".mine").first).to_have_text(TYPED)
    assert [wire.found(TYPED.encode(), VALUE.encode()) for wire in wires] == [[], []]

    server.cli("workshop", "reveal", links["code"], "ask")
    workshop = focus_map.service.workshop(links["code"])
    focus_map.service.turn_wall(workshop.id, "answers", 0)
    expect(wall.locator(".fm-quote", has_text="xylophone").first).to_be_visible(timeout=40_000)
    document = json.loads(to_json(whole_export(focus_map.service, workshop)))
    asked = {q["id"]: (q["text"], q["is_asked"]) for q in document["questions"]}
    assert {(a["text"], *asked[a["question"]]) for a in document["answers"]} == {
        (TYPED, WORK, False),
        (VALUE, READY, True),
    }


def test_a_question_taken_away_leaves_a_phone_unless_somebody_writes(
    server: Server, focus_map: FocusMap, new_phone: NewPage
) -> None:
    """Its draft is shown to be copied also after a reload."""
    links = server.workshop("Taken away")
    workshop = focus_map.service.workshop(links["code"])
    writing, idle = new_phone(), new_phone()
    for page in (writing, idle):
        page.goto(links["join_url"])
        is_live(page)
    writing.get_by_label(WORK).fill("Half a thought")
    focus_map.service.asking.take_away(workshop.id, workshop.questions_of("ask")[0].id)
    expect(idle.get_by_label(WORK)).to_have_count(0)
    expect(writing.locator("#room")).to_contain_text("questions on this page have changed")
    expect(writing.get_by_label(WORK)).to_have_value("Half a thought")
    writing.reload()
    is_live(writing)
    expect(writing.locator("#unsent")).to_contain_text("Half a thought")
    expect(writing.get_by_label(SUCCESS)).to_be_visible()
    assert violations(writing) == []
    assert too_wide(writing) == 0


def test_at_one_s_own_pace_a_new_question_comes_too(
    server: Server, focus_map: FocusMap, new_phone: NewPage
) -> None:
    """On the page of the step, without going anywhere."""
    links = server.workshop("By ourselves")
    workshop = focus_map.service.workshop(links["code"])
    focus_map.service.set_pace(workshop.id, "self_paced")
    phone = new_phone()
    phone.goto(f"{links['join_url']}/ask")
    is_live(phone)
    phone.get_by_label(WORK).fill("Half a thought")
    focus_map.service.asking.add(workshop.id, READY, "value")
    expect(phone.get_by_label(READY)).to_be_visible()
    expect(phone.get_by_label(WORK)).to_have_value("Half a thought")


def test_setup_and_start_page_pass_axe_reflow_and_work_by_keyboard(
    server: Server, focus_map: FocusMap, new_wall: NewPage
) -> None:
    """With every part of them there: questions asked no more, errors, workshops to go on with."""
    links = server.workshop("Accessible harbour")
    workshop = focus_map.service.workshop(links["code"])
    first = workshop.questions_of("ask")[0]
    person = focus_map.service.join(workshop.id, "phone")
    focus_map.service.send(workshop.id, person.id, first.id, "k", "We mend roofs")
    focus_map.service.asking.take_away(workshop.id, first.id)
    host = host_at_setup(new_wall, links)
    expect(host.get_by_text("Asked no more", exact=True)).to_be_visible()
    host.get_by_label("A question of your own").focus()
    host.keyboard.type("What for?")
    host.keyboard.press("Enter")
    expect(host.get_by_text("is asked from now on")).to_be_visible()
    again = host.get_by_role("button", name="Ask again")
    again.focus()
    host.keyboard.press("Enter")
    expect(host.get_by_text("is asked again")).to_be_visible()
    focus_map.service.asking.take_away(workshop.id, first.id)
    host.get_by_role("button", name="Delete everything now").click()
    expect(host.get_by_text("Nothing was deleted")).to_be_visible()
    assert violations(host) == []
    host.goto(server.url)
    settled(host, "")
    expect(host.get_by_role("link", name="Accessible harbour")).to_be_visible()
    assert violations(host) == []
    for path in ("", f"setup?w={links['code']}"):
        host.set_viewport_size({"width": 320, "height": 640})
        host.goto(f"{server.url}/{path}")
        settled(host, "")
        assert too_wide(host) == 0


def test_deleted_on_setup_every_open_screen_says_so_and_nothing_is_listed(
    server: Server, new_phone: NewPage, new_wall: NewPage
) -> None:
    """A phone, a wall and another facilitator's page are open at that moment."""
    links = server.workshop("Short-lived harbour")
    host, phone, wall = host_at_setup(new_wall, links), new_phone(), new_wall()
    colleague = new_wall()
    colleague.goto(links["facilitator_url"])
    colleague.wait_for_url(re.compile("/setup"))
    colleague.goto(f"{server.url}/ask?w={links['code']}")
    wall_is_live(colleague)
    phone.goto(links["join_url"])
    is_live(phone)
    phone.get_by_label(WORK).fill("Half a thought")
    wall.goto(links["wall_url"])
    wall_is_live(wall)
    host.get_by_label("To delete it, type its title").fill("short-lived HARBOUR")
    host.get_by_role("button", name="Delete everything now").click()
    expect(host.get_by_text("Nothing of it is left")).to_be_visible()
    expect(host.get_by_role("link", name="Short-lived harbour")).to_have_count(0)
    expect(phone.locator("#room")).to_contain_text("This workshop is over")
    expect(phone.get_by_label(WORK)).to_have_value("Half a thought")
    expect(wall.get_by_text("This workshop is over. Everything in it is deleted.")).to_be_visible()
    expect(colleague.get_by_text("This workshop is over")).to_be_visible()
