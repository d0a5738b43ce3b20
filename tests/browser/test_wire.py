"""What may not be seen does not leave the server: every byte to wall and phones is looked at."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Callable

from playwright.sync_api import Page, Response, WebSocket, expect

from focusmap.bootstrap import FocusMap
from focusmap.documents.blocks import Sentence, Source
from tests.browser.test_journey import WORK, answer, is_live, saved_texts, wall_is_live
from tests.serving import Server

NewPage = Callable[[], Page]
SECRET = "xylophone-marmalade"
# What a page says of placements, whosever they are.
PLACED = "looked at by"
# How much later than the page draws it the browser may tell of a frame on a busy machine.
LATE_MS = 600


class Wire:
    """Everything that a page received, over HTTP and over websockets."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.received: list[bytes] = []
        self.frames = 0
        page.on("response", self._on_response)
        page.on("websocket", self._on_websocket)

    def _on_response(self, response: Response) -> None:
        if "event-stream" in response.headers.get("content-type", ""):
            return
        if response.request.resource_type in ("document", "fetch", "xhr"):
            response.finished()
            self.received.append(response.body() if response.status == 200 else b"")

    def _on_websocket(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._on_frame)

    def _on_frame(self, payload: str | bytes) -> None:
        self.frames += 1
        self.received.append(payload.encode() if isinstance(payload, str) else payload)

    def saw(self, text: str) -> bool:
        """Whether the page received a text by now; a frame can be told later than it is drawn."""
        return bool(self.found(text.encode()))

    def found(self, *parts: bytes) -> list[bytes]:
        """Return which of these the page received by now."""
        self.page.wait_for_timeout(LATE_MS)
        return [part for part in parts if any(part in got for got in self.received)]


def test_unrevealed_answers_reach_neither_wall_nor_pages_nor_other_phones(
    server: Server, new_phone: NewPage, new_wall: NewPage
) -> None:
    links = server.workshop()
    code = links["code"]
    writer, other, wall, host = new_phone(), new_phone(), new_wall(), new_wall()
    wires = [Wire(page) for page in (other, wall, host)]
    other.goto(links["join_url"])
    is_live(other)
    wall.goto(links["wall_url"])
    host.goto(links["facilitator_url"])
    host.goto(f"{server.url}/ask?w={code}")
    for page in (wall, host):
        wall_is_live(page)
    writer.goto(links["join_url"])
    answer(writer, WORK, f"I know {SECRET} things")
    writer.get_by_role("button", name="Place it: outside, outcomes").tap()
    expect(writer.get_by_text("You placed it: outside, outcomes.")).to_be_visible()
    # Both pages have drawn the state in which the answer exists.
    expect(wall.locator(".fm-counts")).to_contain_text("1answered")
    expect(host.locator(".fm-counts")).to_contain_text("1answered")
    host.goto(f"{server.url}/map?w={code}")
    expect(host.get_by_text("are not revealed")).to_be_visible()
    other.reload()
    is_live(other)
    assert wires[1].frames > 0
    assert wires[2].frames > 0
    assert not any(wire.saw(SECRET) or wire.saw(PLACED) for wire in wires)
    assert not wires[0].saw("You placed it")

    server.cli("workshop", "reveal", code, "ask")
    expect(wall.locator(".fm-quote", has_text=SECRET)).to_be_visible()
    # The same look at the wire finds it now, so it would have found it before.
    assert wires[1].saw(SECRET)
    # The map, whose text says it, comes a frame after the words.
    expect(wall.locator(".st-key-map svg.marks")).to_be_visible()
    assert wires[1].saw(PLACED)
    expect(other.locator("#room")).to_contain_text("Look up")
    other.reload()
    assert not wires[0].saw(SECRET)
    assert not wires[0].saw(PLACED)

    server.cli("workshop", "open", code, "ask")
    expect(wall.locator(".fm-quote")).to_have_count(0)
    wires[1].received.clear()
    wall.reload()
    wall_is_live(wall)
    expect(wall.locator(".fm-counts")).to_contain_text("1answered")
    assert not wires[1].saw(SECRET)
    assert not wires[1].saw(PLACED)


# Numbers that nothing else on a page has, and how they reach a chart's table.
ACROSS, UP = 37, -73


def test_unrevealed_taps_reach_neither_wall_nor_pages_nor_other_phones(
    server: Server, new_phone: NewPage, new_wall: NewPage
) -> None:
    links = server.workshop(step="acknowledge")
    code = links["code"]
    writer, other, wall, host = new_phone(), new_phone(), new_wall(), new_wall()
    other_wire, wall_wire, host_wire = wires = [Wire(page) for page in (other, wall, host)]
    wall.goto(links["wall_url"])
    wall_is_live(wall)
    host.goto(links["facilitator_url"])
    for page in (writer, other):
        page.goto(links["join_url"])
        is_live(page)
    writer.locator("#met-engine_room").tap()
    writer.get_by_label("An example, if one comes to mind").fill(SECRET)
    writer.get_by_role("button", name="Send").tap()
    expect(writer.locator(".mine")).to_have_text(SECRET)
    expect(wall.locator(".fm-counts")).to_contain_text("1answered")
    host.goto(f"{server.url}/acknowledge?w={code}")
    expect(host.locator(".fm-counts")).to_contain_text("1answered")
    other.reload()
    is_live(other)
    told = (SECRET.encode(), b"tapped so far", b"1 of 1")
    assert [wire.found(*told) for wire in wires] == [[], [], []]
    expect(other.locator("[aria-pressed=true]")).to_have_count(0)

    server.cli("workshop", "reveal", code, "acknowledge")
    for page, wire in ((wall, wall_wire), (host, host_wire)):
        expect(page.locator(".fm-quote")).to_have_text(SECRET)
        assert wire.found(*told) == list(told)
    other.reload()
    is_live(other)
    assert other_wire.found(*told) == []


def test_unrevealed_ratings_and_guesses_stay_on_the_server(
    server: Server, new_phone: NewPage, new_wall: NewPage
) -> None:
    links = server.workshop(step="curiosity")
    code = links["code"]
    writer, other, wall, host = new_phone(), new_phone(), new_wall(), new_wall()
    other_wire, wall_wire, host_wire = wires = [Wire(page) for page in (other, wall, host)]
    wall.goto(links["wall_url"])
    wall_is_live(wall)
    host.goto(links["facilitator_url"])
    for page in (writer, other):
        page.goto(links["join_url"])
        is_live(page)
    writer.locator("#rate-looking-5").tap()
    writer.locator("#guess-x").fill(str(ACROSS))
    writer.locator("#guess-y").fill(str(UP))
    expect(writer.get_by_text("Your guess: outside, outputs.")).to_be_visible()
    expect(wall.locator(".fm-counts")).to_contain_text("1answered")
    host.goto(f"{server.url}/curiosity?w={code}")
    expect(host.locator(".fm-counts")).to_contain_text("1answered")
    other.reload()
    is_live(other)
    # A chart's table leaves as Arrow, numbers as eight bytes; its alternative text as words.
    guess = struct.pack("<d", ACROSS / 100)
    told = (b"5: 1", b"1 guess", b"too few to say", guess)
    assert [wire.found(*told) for wire in wires] == [[], [], []]
    expect(other.locator("[aria-pressed=true]")).to_have_count(0)
    assert not other_wire.saw(f'value="{ACROSS}"')

    server.cli("workshop", "reveal", code, "curiosity")
    for page, wire in ((wall, wall_wire), (host, host_wire)):
        expect(page.locator("[class*=st-key-map-guess-] svg.marks")).to_be_visible()
        assert wire.found(*told) == list(told)
    other.reload()
    is_live(other)
    assert other_wire.found(*told) == []

    server.cli("workshop", "open", code, "curiosity")
    expect(wall.locator("[class*=st-key-map-guess-]")).to_have_count(0)
    wall_wire.received.clear()
    wall.reload()
    wall_is_live(wall)
    expect(wall.locator(".fm-counts")).to_contain_text("1answered")
    assert wall_wire.found(*told) == []


def test_no_page_asks_anybody_else_for_anything(
    server: Server, new_phone: NewPage, new_wall: NewPage
) -> None:
    links = server.workshop()
    asked: list[str] = []
    phone, wall = new_phone(), new_wall()
    for page in (phone, wall):
        page.on("request", lambda request: asked.append(request.url))
    phone.goto(links["join_url"])
    is_live(phone)
    wall.goto(links["wall_url"])
    wall_is_live(wall)
    wall.goto(server.url)
    expect(wall.get_by_role("heading", name="Start a workshop")).to_be_visible()
    foreign = [url for url in asked if not url.startswith((server.url, "data:", "blob:"))]
    assert len(asked) > 10
    assert foreign == []


def test_a_hidden_answer_is_not_sent_to_the_wall_any_more(
    server: Server, new_phone: NewPage, new_wall: NewPage
) -> None:
    links = server.workshop()
    code = links["code"]
    writer, other, wall, host = new_phone(), new_phone(), new_wall(), new_wall()
    writer.goto(links["join_url"])
    answer(writer, WORK, f"I know {SECRET} things")
    server.cli("workshop", "reveal", code, "ask")
    wire = Wire(wall)
    wall.goto(links["wall_url"])
    quote = wall.locator(".fm-quote", has_text=SECRET)
    expect(quote).to_be_visible()
    host.goto(links["facilitator_url"])
    host.goto(f"{server.url}/ask?w={code}")
    host.get_by_role("button", name="Hide", exact=True).click()
    # At once, without a reload.
    expect(quote).to_have_count(0)
    for view in ("Answers", "Language", "Map"):
        host.get_by_role("button", name=view, exact=True).click()
        expect(host.locator(f".st-key-wall-{view.lower()} button[kind=primary]")).to_be_visible()
        wire.received.clear()
        wall.reload()
        wall_is_live(wall)
        expect(wall.get_by_role("heading", level=1)).to_be_visible()
        assert wire.received
        assert not wire.saw(SECRET)
    other_wire = Wire(other)
    other.goto(links["join_url"])
    is_live(other)
    assert not other_wire.saw(SECRET)
    # Its author is not told: the phone shows the answer as before.
    writer.reload()
    expect(writer.locator(".mine", has_text=SECRET)).to_be_visible()

    host.get_by_text("Hidden: 1").click()
    host.get_by_role("button", name="Restore").click()
    expect(quote).to_be_visible()
    assert wire.saw(SECRET)


def test_answers_typed_for_the_room_stay_on_the_server_until_the_reveal(
    server: Server, new_wall: NewPage
) -> None:
    links = server.workshop()
    code = links["code"]
    wall, host = new_wall(), new_wall()
    wire = Wire(wall)
    wall.goto(links["wall_url"])
    host.goto(links["facilitator_url"])
    host.goto(f"{server.url}/ask?w={code}")
    host.get_by_text("Type answers for the room").click()
    field = host.get_by_label("Answers, one a line")
    field.fill(f"I know {SECRET} things\nWe plan routes")
    # Right after typing, and twice: nothing is lost, and nothing is stored twice.
    host.get_by_role("button", name="Send for the room").dblclick()
    expect(host.get_by_text("2 answers are saved.")).to_be_visible()
    expect(host.get_by_label("Answers, one a line")).to_have_value("")
    expect(wall.locator(".fm-counts")).to_contain_text("2answered")
    assert not wire.saw(SECRET)
    server.cli("workshop", "reveal", code, "ask")
    expect(wall.locator(".fm-quote", has_text=SECRET)).to_be_visible()
    assert len(saved_texts(server, code)) == 2


def test_a_documents_sentences_stay_with_the_facilitator_until_the_reveal(
    server: Server, focus_map: FocusMap, new_phone: NewPage, new_wall: NewPage
) -> None:
    links, service = server.workshop(), focus_map.service
    workshop = service.workshop(links["code"])
    service.open_step(workshop.id, "qualify")
    sentences = tuple(Sentence(f"The {SECRET} helps {n} customers.") for n in range(12))
    service.add_document(workshop.id, Source("Strategy", "txt", 0, sentences, Counter()))
    phone, wall, host = new_phone(), new_wall(), new_wall()
    wires = [Wire(page) for page in (phone, wall)]
    seen = Wire(host)
    phone.goto(links["join_url"])
    wall.goto(links["wall_url"])
    expect(wall.get_by_role("heading", level=1)).to_contain_text("Qualify")
    host.goto(links["facilitator_url"])
    host.goto(f"{server.url}/qualify?w={links['code']}")
    expect(host.get_by_text("12 sentences").first).to_be_visible()
    assert seen.saw(SECRET)
    for wire in wires:
        assert wire.received
        assert not wire.saw(SECRET)
