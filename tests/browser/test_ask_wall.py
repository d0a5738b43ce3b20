"""The wall of Ask in every view, and the facilitator's page beside it: they fit, and axe agrees."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from focusmap.bootstrap import FocusMap
from focusmap.model import WallView
from tests.browser.test_accessible import too_wide, violations
from tests.browser.test_journey import wall_is_live
from tests.serving import Server

NewPage = Callable[[], Page]
ROOT = Path(__file__).parent.parent.parent
VIEWS: tuple[tuple[WallView, int], ...] = (
    *(("answers", n) for n in (1, 2, 3)),
    *(("language", n) for n in (1, 2, 3)),
)
LONG = "We look after the old and the very old, and after those who look after them. " * 25
# Small print that stands on a wall is not read by anybody.
SMALLEST = 28


def room(focus_map: FocusMap, code: str, count: int) -> None:
    """Let a room of `count` answers be revealed, some of them very long, two of them pinned."""
    service = focus_map.service
    workshop = service.workshop(code)
    asked = {q.kind: q.id for q in workshop.questions_of("ask")}
    with (ROOT / "tests" / "data" / "labelled_answers.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["question"] in asked]
    for number in range(count):
        person = service.join(workshop.id, f"phone {number // 2}")
        text = LONG if number % 7 == 3 else rows[number]["text"]
        service.send(workshop.id, person.id, asked[rows[number]["question"]], str(number), text)
    service.reveal_step(workshop.id, "ask")
    for answer in service.shown_answers(workshop, "ask")[:2]:
        service.pin(workshop.id, answer.answer.id)


def smallest_print(page: Page) -> float:
    """Return the size of the smallest letters that are seen, those in charts left out."""
    size: float = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('.stMain *')]
            .filter(e => !e.closest('svg, .fm-unseen, .fm-reason'))
            .filter(e => e.checkVisibility() && [...e.childNodes].some(
                n => n.nodeType === 3 && n.textContent.trim()))
            .map(e => parseFloat(getComputedStyle(e).fontSize)))"""
    )
    return size


def below_the_edge(page: Page) -> int:
    """Return by how many pixels something that is to be read lies below the edge or the foot."""
    pixels: int = page.evaluate(
        """() => Math.ceil(Math.max(...[...document.querySelectorAll(
            '.fm-quote, .fm-word, .fm-small:not(.fm-reason), .fm-join, svg.marks')]
            .filter(e => e.checkVisibility())
            .map(e => e.getBoundingClientRect().bottom
                - (document.querySelector('.st-key-foot')?.contains(e) ? innerHeight
                    : document.querySelector('.st-key-foot')?.getBoundingClientRect().top
                        ?? innerHeight))))"""
    )
    return pixels


@pytest.mark.parametrize("count", [3, 40, 400])
def test_every_view_fits_on_the_wall_in_large_print_and_axe_finds_nothing(
    server: Server, focus_map: FocusMap, new_wall: NewPage, shots: Path, count: int
) -> None:
    links = server.workshop("Harbour Housing, autumn")
    room(focus_map, links["code"], count)
    workshop = focus_map.service.workshop(links["code"])
    wall = new_wall()
    wall.goto(links["wall_url"])
    wall_is_live(wall)
    for view, number in VIEWS:
        focus_map.service.turn_wall(workshop.id, view, number)
        wall.reload()
        wall_is_live(wall)
        expect(
            wall.locator(f".st-key-{'sheet' if view == 'answers' else 'language'}")
        ).to_be_visible()
        if view == "language" and number == 1 and count > 3:
            expect(wall.locator(".st-key-bars-wall-themes svg.marks")).to_be_visible()
        wall.screenshot(path=shots / f"wall-{view}{number}-{count}.png")
        assert below_the_edge(wall) <= 0, (view, number)
        assert smallest_print(wall) >= SMALLEST, (view, number)
        assert violations(wall) == [], (view, number)


@pytest.mark.parametrize("width", [320, 1920])
def test_axe_finds_nothing_on_the_facilitators_page_and_it_reflows(
    server: Server, focus_map: FocusMap, new_wall: NewPage, shots: Path, width: int
) -> None:
    links = server.workshop("Harbour Housing, autumn")
    room(focus_map, links["code"], 40)
    host = new_wall()
    host.set_viewport_size({"width": width, "height": 1080})
    host.goto(links["facilitator_url"])
    host.goto(f"{server.url}/ask?w={links['code']}")
    expect(host.locator(".st-key-bars-ask-themes svg.marks")).to_be_visible()
    for opened in ("Type answers for the room", "How to run this step"):
        host.get_by_text(opened).click()
    expect(host.get_by_role("heading", name="When the group pushes back")).to_be_visible()
    host.screenshot(path=shots / f"ask-facilitator-{width}.png", full_page=True)
    assert violations(host) == []
    assert too_wide(host) <= 0


def test_the_wall_turns_when_the_facilitator_turns_it(
    server: Server, focus_map: FocusMap, new_wall: NewPage
) -> None:
    links = server.workshop("Harbour Housing, autumn")
    room(focus_map, links["code"], 40)
    wall, host = new_wall(), new_wall()
    wall.goto(links["wall_url"])
    wall_is_live(wall)
    host.goto(links["facilitator_url"])
    host.goto(f"{server.url}/ask?w={links['code']}")
    title = wall.get_by_role("heading", level=1)
    host.get_by_role("button", name="Answers", exact=True).click()
    expect(title).to_contain_text("A closer look")
    host.get_by_role("button", name="Next page").click()
    expect(host.get_by_text("It stays at page 1")).to_be_visible()
    host.get_by_role("button", name="Next page").click()
    expect(title).to_contain_text("What is your work?")
    host.get_by_role("button", name="Language", exact=True).click()
    expect(title).to_contain_text("our words are about")
    host.get_by_role("button", name="Map", exact=True).click()
    expect(wall.locator(".st-key-map svg.marks")).to_be_visible()


def test_what_is_being_typed_for_the_room_stays_when_the_room_moves_on(
    server: Server, focus_map: FocusMap, new_wall: NewPage
) -> None:
    links = server.workshop("Harbour Housing, autumn")
    service = focus_map.service
    workshop = service.workshop(links["code"])
    host = new_wall()
    host.goto(links["facilitator_url"])
    host.goto(f"{server.url}/ask?w={links['code']}")
    host.get_by_text("Type answers for the room").click()
    field = host.get_by_label("Answers, one a line")
    field.press_sequentially("We plan ro")
    service.join(workshop.id, "phone")
    expect(host.locator(".fm-counts")).to_contain_text("1joined")
    service.reveal_step(workshop.id, "ask")
    expect(host.get_by_text("The wall shows the map.")).to_be_visible()
    expect(field).to_be_focused()
    field.press_sequentially("utes")
    expect(field).to_have_value("We plan routes")
    host.get_by_role("button", name="Send for the room").click()
    expect(host.get_by_text("1 answer is saved.")).to_be_visible()
    expect(host.locator(".fm-quote").first).to_have_text("We plan routes")
