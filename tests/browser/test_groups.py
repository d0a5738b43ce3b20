"""Groups in real browsers: chosen on phones, told to nobody, legible on the wall."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from focusmap.bootstrap import FocusMap
from focusmap.grouping import NONE
from focusmap.model import Workshop
from tests.browser.test_accessible import violations
from tests.browser.test_journey import is_live, wall_is_live
from tests.browser.test_wire import Wire
from tests.serving import Server

NewPage = Callable[[], Page]
# Names and words that nothing else on a page has.
SALES, SUPPORT, SMALL = "Sales-trombone", "Support-bassoon", "Legal-xylophone"
OUTSIDE = "The tenants sleep at night again"
INSIDE = "We close tickets on time and file the reports"
LEAST_PX, LEAST_TARGET = 28, 48
# A first chart is drawn late on a busy machine.
SLOW_MS = 30_000
# The size of each piece of text on the wall that people are to read by group.
SIZES = """() => [...document.querySelectorAll(
  'h1.fm-lead, .fm-group, .fm-group span, .st-key-groups svg text, .st-key-foot p')]
  .filter(e => e.textContent.trim())
  .map(e => {
    const svg = e.closest('svg');
    const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
    return parseFloat(getComputedStyle(e).fontSize) * scale;
  })"""


def fill(focus_map: FocusMap, code: str, *people: tuple[int, int]) -> Workshop:
    """Let so many people of a group, by its place in setup, answer; the first group outside."""
    service = focus_map.service
    workshop = service.workshop(code)
    question = workshop.questions_of("ask")[0].id
    members = [place for place, count in people for _ in range(count)]
    for n, place in enumerate(members):
        person = service.join(workshop.id, f"member {n}")
        chosen = workshop.groups[place].id if place >= 0 else NONE
        service.groups.choose(workshop.id, person.id, chosen)
        text = f"{INSIDE if place else OUTSIDE} {n}"
        service.send(workshop.id, person.id, question, f"k{n}", text)
    return service.workshop(code)


def with_groups(server: Server, focus_map: FocusMap, *names: str) -> dict[str, str]:
    """Return the links of a workshop with groups whose step Ask is open."""
    links = server.workshop()
    workshop = focus_map.service.workshop(links["code"])
    focus_map.service.groups.set_up(workshop.id, {}, names or (SALES, SUPPORT, SMALL))
    return links


def chosen_by(focus_map: FocusMap, code: str) -> list[str]:
    """Return the names of the groups that were chosen."""
    workshop = focus_map.service.workshop(code)
    names = {g.id: g.name for g in workshop.groups}
    return [names[group] for group in focus_map.service.groups.chosen(workshop).values()]


def test_a_phone_chooses_once_and_changes_it_at_the_end(
    server: Server, focus_map: FocusMap, new_phone: NewPage
) -> None:
    """The list folds when it is answered and stands at the end from then on."""
    links = with_groups(server, focus_map)
    phone = new_phone()
    phone.goto(links["join_url"])
    is_live(phone)
    assert violations(phone) == []
    buttons = phone.locator("#group button")
    expect(buttons).to_have_count(4)
    boxes = [button.bounding_box() for button in buttons.all()]
    assert all(box and box["height"] >= LEAST_TARGET for box in boxes)
    question = phone.get_by_label("What is your work?")
    question.fill("half a thought")
    phone.get_by_role("button", name=SUPPORT).tap()
    expect(phone.locator("#group summary")).to_contain_text(SUPPORT)
    expect(buttons.first).to_be_hidden()
    expect(question).to_have_value("half a thought")
    phone.reload()
    is_live(phone)
    expect(question).to_have_value("half a thought")
    folded, asked = phone.locator("#group").bounding_box(), question.bounding_box()
    assert folded
    assert asked
    assert folded["y"] > asked["y"]
    phone.locator("#group summary").tap()
    assert violations(phone) == []
    phone.get_by_role("button", name="I would rather not say").tap()
    expect(phone.locator("#group summary")).to_contain_text("not said")
    assert chosen_by(focus_map, links["code"]) == []


def test_a_choice_waits_for_the_network(
    server: Server, focus_map: FocusMap, new_phone: NewPage
) -> None:
    """It shows at once, survives a reload, and goes out by itself."""
    links = with_groups(server, focus_map)
    phone = new_phone()
    phone.goto(links["join_url"])
    is_live(phone)
    phone.context.set_offline(True)
    phone.get_by_role("button", name=SALES).tap()
    expect(phone.get_by_role("button", name=SALES)).to_have_attribute("aria-pressed", "true")
    expect(phone.locator("#state")).to_contain_text("Not sent yet")
    assert chosen_by(focus_map, links["code"]) == []
    phone.context.set_offline(False)
    expect(phone.locator("#group summary")).to_contain_text(SALES)
    assert chosen_by(focus_map, links["code"]) == [SALES]


def test_by_keyboard_the_focus_stays_with_the_list(
    server: Server, focus_map: FocusMap, new_phone: NewPage
) -> None:
    """Folded, it is on what unfolds it."""
    links = with_groups(server, focus_map)
    phone = new_phone()
    phone.goto(links["join_url"])
    is_live(phone)
    phone.get_by_role("button", name=SALES).focus()
    phone.keyboard.press("Enter")
    expect(phone.locator("#group summary")).to_be_focused()
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("button", name=SALES)).to_be_visible()


def test_without_a_script_a_phone_chooses_too(
    server: Server, focus_map: FocusMap, chromium: Browser
) -> None:
    """And it reflows at 320 px."""
    links = with_groups(server, focus_map, SALES, "Support-and-customer-service-bassoon-no")
    narrow: ViewportSize = {"width": 320, "height": 640}
    context = chromium.new_context(java_script_enabled=False, viewport=narrow)
    phone = context.new_page()
    phone.goto(links["join_url"])
    wide = phone.locator("html").bounding_box()
    assert wide
    assert wide["width"] <= 320
    boxes = [button.bounding_box() for button in phone.locator("#group button").all()]
    assert all(box and box["x"] + box["width"] <= 320 for box in boxes)
    phone.get_by_role("button", name=SALES).click()
    expect(phone.locator("#group summary")).to_contain_text(SALES)
    assert chosen_by(focus_map, links["code"]) == [SALES]
    context.close()


def test_a_waiting_phone_still_follows_the_group(
    server: Server, focus_map: FocusMap, new_phone: NewPage
) -> None:
    """The list of groups is nothing that it would lose."""
    links = with_groups(server, focus_map)
    server.cli("workshop", "close", links["code"], "ask")
    phone = new_phone()
    phone.goto(links["join_url"])
    is_live(phone)
    expect(phone.locator("#group")).to_be_visible()
    server.cli("workshop", "open", links["code"], "qualify")
    expect(phone.get_by_role("heading", name="Qualify", level=1)).to_be_visible()
    expect(phone.get_by_role("button", name=SALES)).to_be_visible()


@pytest.mark.parametrize("count", [2, 3, 4, 6])
def test_the_wall_by_group_is_legible_from_eight_metres(
    server: Server, focus_map: FocusMap, new_wall: NewPage, count: int
) -> None:
    """Nothing under 28 px, nothing over something else, all above the foot; maps, then language."""
    names = [SALES, *(f"Department of things and matters {n}" for n in range(2, count + 1))]
    links = with_groups(server, focus_map, *names)
    workshop = fill(focus_map, links["code"], *((place, 5) for place in range(count)))
    wall = new_wall()
    wall.goto(links["wall_url"])
    wall_is_live(wall)
    focus_map.service.reveal_step(workshop.id, "ask")
    for page, charts in ((1, "map-group-wall"), (2, "bars-wall-language")):
        focus_map.service.turn_wall(workshop.id, "groups", page)
        drawn = wall.locator(f'[class*="st-key-{charts}"] svg.marks')
        expect(drawn).to_have_count(count, timeout=SLOW_MS)
        expect(wall.locator("h3.fm-group")).to_have_count(count)
        expect(wall.locator("h3.fm-group").first).to_contain_text(SALES)
        assert min(wall.evaluate(SIZES)) >= LEAST_PX - 0.5
        foot = wall.locator(".st-key-foot").bounding_box()
        boxes = [chart.bounding_box() for chart in drawn.all()]
        assert foot
        assert all(box and box["y"] + box["height"] <= foot["y"] + 2 for box in boxes)
        assert violations(wall) == []


def test_a_small_group_is_on_no_wire_and_no_words_are_by_group(
    server: Server, focus_map: FocusMap, new_phone: NewPage, new_wall: NewPage
) -> None:
    """Neither before the reveal nor after it, over HTTP or in a frame, on wall, page or phone."""
    links = with_groups(server, focus_map)
    code = links["code"]
    workshop = fill(focus_map, code, (0, 5), (1, 5), (2, 2), (-1, 3))
    focus_map.service.turn_wall(workshop.id, "groups", 1)
    wall, host, other = new_wall(), new_wall(), new_phone()
    host.goto(links["facilitator_url"])
    expect(host.get_by_label("Group 1")).to_have_value(SALES)
    # The setup page is left first: it has the names of the groups, and nothing else of them.
    host.goto("about:blank")
    wall_wire, host_wire, phone_wire = wires = [Wire(page) for page in (wall, host, other)]
    wall.goto(links["wall_url"])
    wall_is_live(wall)
    host.goto(f"{server.url}/ask?w={code}")
    wall_is_live(host)
    other.goto(links["join_url"])
    is_live(other)
    # As a group's title has it, in which no line ends within a number.
    by_group = (SALES.encode(), "5\u00a0people".encode())
    assert [wire.found(*by_group) for wire in wires[:2]] == [[], []]
    expect(other.locator("#group [aria-pressed=true]")).to_have_count(0)
    assert phone_wire.found(SMALL.encode(), by_group[1], b"others") == [SMALL.encode()]

    server.cli("workshop", "reveal", code, "ask")
    for page in (wall, host):
        expect(page.locator("h3.fm-group", has_text="others").first).to_contain_text(
            "5", timeout=SLOW_MS
        )
        expect(page.locator("h3.fm-group", has_text=SALES).first).to_contain_text(
            "5", timeout=SLOW_MS
        )
    # The same look at the wire finds what is shown, so it would have found the others.
    assert [wire.found(*by_group) for wire in (wall_wire, host_wire)] == [list(by_group)] * 2
    host.goto(f"{server.url}/map?w={code}")
    expect(host.locator("h3.fm-group").first).to_be_visible(timeout=SLOW_MS)
    focus_map.service.turn_wall(workshop.id, "groups", 2)
    expect(wall.locator('[class*="st-key-bars-wall-language"] svg.marks')).to_have_count(
        3, timeout=SLOW_MS
    )
    assert not wall_wire.saw(SMALL)
    assert not host_wire.saw(SMALL)
    # By group there are places and numbers, and neither words nor ids of answers.
    assert not wall_wire.saw(OUTSIDE)
    ids = [a.answer.id.encode() for a in focus_map.service.shown_answers(workshop, "ask")]
    people = [p.encode() for p in focus_map.service.groups.chosen(workshop)]
    assert wall_wire.found(*ids, *people) == []
    assert host_wire.found(*people) == []
    other.reload()
    is_live(other)
    assert phone_wire.found(by_group[1], b"others", *people) == []


def test_the_pages_by_group_pass_axe(
    server: Server, focus_map: FocusMap, new_wall: NewPage
) -> None:
    """Setup, Ask and Map with their forms, small maps and tables."""
    links = with_groups(server, focus_map)
    workshop = fill(focus_map, links["code"], (0, 5), (1, 5), (2, 2), (-1, 3))
    focus_map.service.reveal_step(workshop.id, "ask")
    host = new_wall()
    host.goto(links["facilitator_url"])
    host.wait_for_url("**/setup**")
    expect(host.get_by_label("Group 1")).to_have_value(SALES)
    assert violations(host) == []
    for name in ("ask", "map"):
        host.goto(f"{server.url}/{name}?w={links['code']}")
        maps = host.locator('[class*="st-key-map-group-"] svg.marks')
        expect(maps).to_have_count(3, timeout=SLOW_MS)
        host.locator("summary", has_text="The same as a table").last.click()
        assert violations(host) == []
