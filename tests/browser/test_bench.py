"""The bench in a browser: paste, open a dot, try a word, take the readings along."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, PROJECTOR
from tests.browser.test_accessible import settled, too_wide, violations
from tests.serving import Server

NewPage = Callable[[], Page]
LINES = "Tenants can cook again\nI brief the zorblings\nWe close forty tickets a day\n???"


def opened(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/bench")
    settled(page, "bench")
    page.get_by_label("Answers, one a line").fill(LINES)
    page.get_by_role("button", name="Read", exact=True).click()
    expect(page.locator(".st-key-map svg.marks")).to_be_visible()
    expect(page.locator("article.fm-read")).to_have_count(4)


def try_word(page: Page) -> None:
    page.get_by_label("A word", exact=True).fill("zorbling")
    page.get_by_role("button", name="Try this word").click()
    expect(page.locator(".st-key-map-after svg.marks")).to_be_visible()


def test_the_start_page_leads_to_the_bench(server: Server, new_wall: NewPage) -> None:
    page = new_wall()
    page.goto(server.url)
    page.get_by_role("link", name="See how any words are read, and why").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The reader's bench")
    # The pages of a workshop are not offered where there is none.
    expect(page.get_by_role("link", name="Bench")).to_be_visible()
    expect(page.get_by_role("link", name="Setup")).to_have_count(0)


def test_a_dot_opens_into_the_words_that_placed_it(server: Server, new_wall: NewPage) -> None:
    page = new_wall()
    opened(page, server)
    page.locator(".st-key-map .mark-symbol path[role='graphics-symbol']").first.click()
    expect(page.get_by_role("heading", name="The answer you selected")).to_be_visible()
    expect(page.locator("article.fm-read").first.locator("details[open]")).to_have_count(1)


def test_a_word_that_is_tried_shows_before_and_after(server: Server, new_wall: NewPage) -> None:
    page = new_wall()
    opened(page, server)
    try_word(page)
    move = page.locator(".fm-move")
    expect(move).to_have_count(1)
    expect(move).to_contain_text("Before")
    expect(move).to_contain_text("After")
    expect(page.locator(".fm-edit")).to_have_text("zorbling\toutside_person")
    # Another visitor reads as before.
    other = new_wall()
    opened(other, server)
    expect(other.locator(".fm-move")).to_have_count(0)


def test_the_readings_are_downloaded_as_the_command_writes_them(
    server: Server, new_wall: NewPage, tmp_path: Path
) -> None:
    page = new_wall()
    opened(page, server)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the readings as CSV").click()
    download.value.save_as(tmp_path / "readings.csv")
    given = tmp_path / "given.csv"
    texts = [f'{n},work,"{line}"' for n, line in enumerate(LINES.split("\n"), 1)]
    given.write_text("\n".join(["id,question,text", *texts]) + "\n", encoding="utf-8")
    saved = (tmp_path / "readings.csv").read_text(encoding="utf-8")
    assert saved == server.cli("read", str(given))
    assert len(list(csv.DictReader(saved.splitlines()))) == 4


def test_a_wrong_file_is_told_with_its_line(
    server: Server, new_wall: NewPage, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("id,question,text\n1,**job**,x\n", encoding="utf-8")
    page = new_wall()
    page.goto(f"{server.url}/bench")
    page.get_by_text("A CSV file").click()
    page.locator("input[type=file]").set_input_files(wrong)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("wrong.csv:2: question is '**job**'; use one of work")
    assert violations(page) == []


@pytest.mark.parametrize("size", [PROJECTOR, PHONE], ids=["projector", "phone"])
def test_the_full_bench_is_accessible_and_drawn(
    server: Server, chromium: Browser, shots: Path, size: dict[str, int]
) -> None:
    context = chromium.new_context(viewport=size)  # type: ignore[arg-type]
    page = context.new_page()
    opened(page, server)
    page.locator("article.fm-read summary").first.click()
    try_word(page)
    assert violations(page) == []
    assert too_wide(page) == 0
    page.screenshot(path=shots / f"bench-full-{size['width']}.png")
    context.close()


def test_the_evidence_is_opened_and_scrolled_by_keyboard(server: Server, new_wall: NewPage) -> None:
    page = new_wall()
    opened(page, server)
    page.locator("article.fm-read summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "fm-wide"
