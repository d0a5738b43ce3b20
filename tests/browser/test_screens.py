"""Pictures of every page at both sizes, into screenshots/, for a designer's eye; none may fail.

Rooms of 3, 40 and 400 people and of people who write a lot are imported from files. One server and
one browser draw them all, and a wall or a page that is open is steered on and not opened anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from focusmap.bootstrap import build
from focusmap.codes import role_cookie
from focusmap.model import STEP_IDS, Workshop
from focusmap.sample import SAMPLE_CODE
from focusmap.service import Secrets, Service
from focusmap.settings import Settings
from tests.browser.conftest import PHONE, PROJECTOR
from tests.browser.test_accessible import PAGES, settled, too_wide
from tests.browser.test_journey import SUCCESS, WORK, answer, is_live
from tests.rooms import room
from tests.serving import Server

NewPage = Callable[[], Page]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_drawn(server: Server, chromium: Browser, shots: Path, name: str) -> None:
    page = chromium.new_page(viewport=PROJECTOR)  # type: ignore[arg-type]
    page.goto(f"{server.url}/{name}?w={SAMPLE_CODE}")
    settled(page, name)
    in_both_sizes(page, shots, name or "home")
    page.close()


def in_both_sizes(page: Page, shots: Path, name: str) -> None:
    """Take a picture of an open page as projector and phone show it; it is whole on both."""
    for size in (PROJECTOR, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        drawn(page)
        page.screenshot(path=shots / f"{name}-{size['width']}.png")
        assert page.locator('[data-testid="stException"]').count() == 0
        assert too_wide(page) == 0


def drawn(page: Page) -> None:
    """Wait until nothing on a page is of a run before."""
    page.wait_for_function(
        """() => !document.querySelector('[data-stale="true"]')
        && !document.querySelector('[data-testid="stStatusWidget"]')"""
    )


# Rooms full of people


@pytest.fixture(scope="module")
def service(server: Server) -> Iterator[Service]:
    """The use cases on the server's own database, as a command beside it has them."""
    url = server.environment["FOCUSMAP_DATABASE_URL"]
    beside = build(Settings(url, server.url, base_url_given=True))
    yield beside.service
    beside.store.close()


ROOMS = {"few": (3, False), "room": (40, False), "hall": (400, False), "long": (40, True)}
Room = tuple[str, Workshop, Secrets]


@pytest.fixture(scope="module", params=ROOMS)
def full(request: pytest.FixtureRequest, service: Service) -> Iterator[Room]:
    """A workshop in which everybody did everything, with its name and its secrets."""
    people, is_long = ROOMS[request.param]
    made = room(people, long=is_long)
    workshop, secrets = service.bring_in(json.dumps(made), f"{request.param}.json")
    yield request.param, workshop, secrets
    service.delete(workshop)


# What the wall is steered to, and words that are on it then and not before.
WALLS = {
    "answers": ("ask", "answers", 1, "What is your work?"),
    "map": ("ask", "map", 0, "on the map"),
    "themes": ("ask", "language", 1, "1 of 4"),
    "words": ("ask", "language", 2, "2 of 4"),
    "links": ("ask", "language", 3, "3 of 4"),
    "guess": ("ask", "language", 4, "4 of 4"),
    "acknowledge": ("acknowledge", "", 0, "Acknowledge"),
    "curiosity": ("curiosity", "", 0, "Curiosity"),
    "qualify": ("qualify", "", 0, "What really steers our week"),
    "gaps": ("identify", "want", 0, "Arrows point"),
    "statement": ("identify", "statement", 0, "What is our gap?"),
    "result": ("identify", "result", 0, "Vote on version"),
    "language": ("act", "language", 0, "In other words"),
    "measures": ("act", "measures", 0, "people"),
    "process": ("act", "process", 0, "Which should we try?"),
    "process-dots": ("act", "process_dots", 0, "What we want to try most"),
    "plan": ("act", "plan", 0, "Our plan"),
}
# With few people the language has two pages: that they are few, and the guesses.
FEW_PAGES = {"themes": "1 of 2", "guess": "2 of 2"}


def test_the_wall_holds_all_that_it_shows(
    server: Server, chromium: Browser, service: Service, full: Room, shots: Path
) -> None:
    name, workshop, secrets = full
    wall = chromium.new_page(viewport=PROJECTOR)  # type: ignore[arg-type]
    wall.goto(f"{server.url}/enter/wall/{workshop.code}/{secrets.wall}")
    for what, (step, view, page, says) in WALLS.items():
        if name == "few" and what in ("words", "links"):
            continue
        steer(service, workshop, step, view, page)
        sure = FEW_PAGES.get(what, says) if name == "few" else says
        expect(wall.locator(".stMain")).to_contain_text(sure, timeout=20_000)
        drawn(wall)
        wall.screenshot(path=shots / f"wall-{what}-{name}.png")
        assert wall.locator('[data-testid="stException"]').count() == 0
        assert below_the_edge(wall) <= 0, f"{what} is cut off at the bottom"
    wall.close()


def steer(service: Service, workshop: Workshop, step: str, view: str, page: int = 0) -> None:
    """Bring everybody to a step, and to a view or a stage of it."""
    if step == "ask":
        service.turn_wall(workshop.id, view, page)  # type: ignore[arg-type]
    elif step == "identify":
        service.set_identify_stage(workshop.id, view)  # type: ignore[arg-type]
    elif step == "act":
        service.set_act_stage(workshop.id, view)  # type: ignore[arg-type]
    if service.workshop_by_id(workshop.id).current_step != step:
        service.move_to(workshop.id, step)


def below_the_edge(page: Page) -> int:
    """Return by how many pixels the last thing on a wall hangs over the bottom edge."""
    pixels: int = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll(
            '.stMain [data-testid="stElementContainer"]')]
            .filter(e => e.getClientRects().length && e.innerText.trim())
            .map(e => Math.round(e.getBoundingClientRect().bottom))) - window.innerHeight"""
    )
    return pixels


def test_the_facilitators_pages_are_whole(
    server: Server, chromium: Browser, full: Room, shots: Path
) -> None:
    room_name, workshop, secrets = full
    page = chromium.new_page(viewport=PROJECTOR)  # type: ignore[arg-type]
    # Only the cookie is wanted: the page that it leads to is drawn with the sample.
    cookie = role_cookie("facilitator", workshop.code)
    page.context.add_cookies([{"name": cookie, "value": secrets.facilitator, "url": server.url}])
    for name in ("ask", "qualify", "map"):
        page.set_viewport_size(PROJECTOR)  # type: ignore[arg-type]
        page.goto(f"{server.url}/{name}?w={workshop.code}")
        expect(page.locator(".st-key-map svg.marks")).to_be_visible(timeout=20_000)
        settled(page, name)
        if name == "map":
            switch_on(page, "measured", "documents", "guess")
        in_both_sizes(page, shots, f"{name}-{room_name}")
    page.close()


def switch_on(page: Page, *layers: str) -> None:
    for layer in layers:
        page.locator('[data-testid="stCheckbox"] label', has_text=layer).click()
        drawn(page)
    expect(page.locator(".fm-layers tbody tr")).to_have_count(len(layers) + 1)


def test_the_phone_is_whole_at_each_step(
    new_phone: NewPage, server: Server, service: Service, full: Room, shots: Path
) -> None:
    name, workshop, _secrets = full
    phone = new_phone()
    for step in STEP_IDS:
        service.move_to(workshop.id, step)
        phone.goto(f"{server.url}/j/{workshop.code}")
        expect(phone.get_by_role("heading").first).to_be_visible()
        phone.screenshot(path=shots / f"phone-{step}-{name}.png")
        assert too_wide(phone) == 0


def test_the_waiting_wall_and_the_phone_are_drawn(
    server: Server, new_phone: NewPage, new_wall: NewPage, shots: Path
) -> None:
    links = server.workshop("Harbour Housing, autumn")
    phone, wall = new_phone(), new_wall()
    phone.goto(links["join_url"])
    is_live(phone)
    phone.screenshot(path=shots / "phone-asked.png")
    answer(phone, WORK, "I fix damp flats so the kids stop coughing, about six jobs a week.")
    phone.get_by_label(SUCCESS).fill("Nobody calls in January")
    expect(phone.locator("#state")).to_have_text("Draft kept on this phone")
    phone.screenshot(path=shots / "phone-answered.png")
    wall.goto(links["wall_url"])
    expect(wall.locator(".fm-counts")).to_contain_text("1answered")
    wall.screenshot(path=shots / "wall-waiting.png")
    server.cli("workshop", "reveal", links["code"], "ask")
    expect(phone.locator("#room")).to_contain_text("Look up")
    phone.screenshot(path=shots / "phone-revealed.png", full_page=True)
