"""A phone that lies still goes along with the group; whoever is at something is left alone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.test_journey import WORK, answer, is_live
from tests.serving import Server

NewPage = Callable[[], Page]
# As long as a phone must lie still, and somewhat more.
STILL, THINKING = 13_000, 49_000


def test_who_sent_everything_follows_and_who_writes_does_not(
    server: Server, new_phone: NewPage
) -> None:
    links = server.workshop()
    done, writing, thinking = new_phone(), new_phone(), new_phone()
    for phone in (done, writing, thinking):
        phone.clock.install()
        phone.goto(links["join_url"])
        is_live(phone)
    answer(done, WORK, "I sort letters")
    done.get_by_role("button", name="Send").focus()
    writing.get_by_label(WORK).fill("half a thou")
    thinking.get_by_label(WORK).focus()
    server.cli("workshop", "open", links["code"], "qualify")
    for phone in (done, writing, thinking):
        expect(phone.locator("#room")).to_contain_text("The group is at step 4: Qualify.")
    # Wherever one reads, the note stays in sight.
    done.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(done.get_by_role("link", name="Go there")).to_be_in_viewport()
    for phone in (done, writing, thinking):
        phone.clock.fast_forward(STILL)
    expect(done.get_by_role("heading", level=1)).to_have_text("Qualify", timeout=10_000)
    expect(thinking.get_by_role("heading", level=1)).to_have_text("Ask")
    thinking.clock.fast_forward(THINKING)
    expect(thinking.get_by_role("heading", level=1)).to_have_text("Qualify", timeout=10_000)
    writing.clock.fast_forward(THINKING)
    expect(writing.get_by_role("heading", level=1)).to_have_text("Ask")
    expect(writing.get_by_label(WORK)).to_have_value("half a thou")
