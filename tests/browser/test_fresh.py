"""What is drafted, built or proposed comes to the phones by itself, and never under a pen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from focusmap.bootstrap import build
from focusmap.service import Service
from focusmap.settings import Settings
from tests.browser.conftest import NewPage
from tests.browser.test_journey import is_live
from tests.serving import Server

# Each change is looked for every half second, and phones look again within a second.
SOON = 10_000


@pytest.fixture
def service(server: Server) -> Iterator[Service]:
    """The use cases on the server's own database."""
    url = server.environment["FOCUSMAP_DATABASE_URL"]
    beside = build(Settings(url, server.url, base_url_given=True))
    yield beside.service
    beside.store.close()


def test_the_draft_of_the_statement_and_its_changes_come_to_a_phone_that_only_looks(
    server: Server, service: Service, new_phone: NewPage
) -> None:
    links = server.workshop(step="identify")
    wid = service.workshop(links["code"]).id
    service.reveal_step(wid, "identify")
    service.set_identify_stage(wid, "statement")
    phone = new_phone()
    phone.goto(links["join_url"])
    is_live(phone)
    expect(phone.get_by_text("The words come to this page when")).to_be_visible()
    item = service.stating.save(wid, "We look inside.", base=0)
    expect(phone.locator("#statement-words")).to_have_text("We look inside.", timeout=SOON)
    field = phone.get_by_label("Change it")
    field.fill("We look inside, and we say so.")
    service.stating.save(wid, "We look both ways.", base=item.version)
    expect(phone.locator("#statement-words")).to_have_text("We look both ways.", timeout=SOON)
    expect(field).to_have_value("We look inside, and we say so.")


def test_measures_and_experiments_come_to_a_phone_that_only_looks(
    server: Server, service: Service, new_phone: NewPage
) -> None:
    links = server.workshop(step="act")
    wid = service.workshop(links["code"]).id
    service.reveal_step(wid, "act")
    service.set_act_stage(wid, "measures")
    phone = new_phone()
    phone.goto(links["join_url"])
    is_live(phone)
    expect(phone.get_by_text("There is no measure to rate yet")).to_be_visible()
    service.items.add(wid, "measure", {"direction": "fewer", "what": "nights without heating"})
    expect(phone.get_by_text("Fewer nights without heating")).to_be_visible(timeout=SOON)
    service.set_act_stage(wid, "process")
    expect(phone.get_by_label("so that …").last).to_be_visible(timeout=SOON)
    service.items.add(
        wid, "experiment", {"when": "a repair ends", "we_will": "ring", "so_that": ""}
    )
    expect(phone.get_by_text("When a repair ends, we will ring")).to_be_visible(timeout=SOON)
