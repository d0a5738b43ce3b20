"""What may not be seen does not leave the server: every byte to wall and phones is looked at."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, Response, WebSocket, expect

from tests.browser.test_journey import WORK, answer, is_live, wall_is_live
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
        self.page.wait_for_timeout(LATE_MS)
        return any(text.encode() in part for part in self.received)


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
