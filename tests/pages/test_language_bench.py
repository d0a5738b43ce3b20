"""The bench for language by AppTest, page and wall: nobody, one, typical, five hundred."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from focusmap.bootstrap import FocusMap
from focusmap.items import By
from focusmap.model import Workshop
from tests.pages.test_pages import (  # noqa: F401
    OpenPage,
    cookies,
    hosted,
    html_of,
    open_page,
    press,
)
from ui import language_bench

SAYS = (
    "We plan and ship features for the portal",
    "Answer tickets within two days",
    "Tenants sleep well at home again",
    "Everybody sleeps better at night again",
)
NEW = ("Tenants sleep xylophone well", "Families stay here xylophone", "They rest xylophone")


def fill(focus_map: FocusMap, workshop: Workshop, people: int, *, shown: bool) -> None:
    """Let people answer Ask, put one answer on the bench, and let people rewrite it."""
    service = focus_map.service
    for step in ("ask", "act"):
        service.open_step(workshop.id, step)
    success = workshop.questions_of("ask")[1]
    writers = [service.join(workshop.id, f"phone {n}") for n in range(people)]
    for n, who in enumerate(writers):
        service.send(workshop.id, who.id, success.id, "s", f"{SAYS[n % 4]} {n // 4 or ''}")
    service.reveal_step(workshop.id, "ask")
    service.move_to(workshop.id, "act")
    fresh = service.workshop_by_id(workshop.id)
    said = service.shown_answers(fresh, "ask")
    if said:
        service.rewrites.put_on(workshop.id, said[0].answer.id)
    # Each item is a transaction that looks at all others: a room of five hundred takes a while.
    for n, who in enumerate(writers[:60]):
        by = By(who.id)
        about = said[0].answer.id
        service.items.add(
            workshop.id, "rewrite", {"text": f"{NEW[n % 3]} {n}"}, by, key=str(n), about=about
        )
        service.words.add(workshop.id, f"rest xylophone {n % 12}", "more", by)
    if shown:
        service.reveal_step(workshop.id, "act")


@pytest.mark.parametrize("people", [0, 1, 40, 500])
@pytest.mark.parametrize("name", ["act", "wall"])
def test_rewrites_are_shown_after_reveal_only(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    name: str,
    people: int,
) -> None:
    fill(focus_map, hosted, people, shown=False)
    page = open_page(name, hosted.code)
    assert not page.exception
    assert "xylophone" not in str(page)
    focus_map.service.reveal_step(hosted.id, "act")
    page = open_page(name, hosted.code)
    assert not page.exception
    assert ("xylophone" in html_of(page)) is (people > 0)


def test_with_nothing_revealed_the_page_says_what_to_do(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    focus_map.service.move_to(hosted.id, "act")
    page = open_page("act", hosted.code)
    assert "Reveal the step Ask or Qualify first" in page.info[0].value


def test_a_suggestion_goes_onto_the_bench_and_off_again(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    fill(focus_map, hosted, 4, shown=True)
    before = focus_map.service.rewrites.bench(hosted).answers
    page = open_page("act", hosted.code)
    press(page, "On the bench")
    after = focus_map.service.rewrites.bench(hosted).answers
    assert len(after) == len(before) + 1
    page = open_page("act", hosted.code)
    press(page, "Take it off the bench")
    assert len(focus_map.service.rewrites.bench(hosted).answers) == len(before)


@pytest.mark.parametrize("name", ["act", "wall"])
def test_an_answer_that_nobody_rewrote_yet_is_shown_alone(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    name: str,
) -> None:
    fill(focus_map, hosted, 1, shown=True)
    # The only rewrite is hidden: the answer stands there as if there never was one.
    (only,) = focus_map.service.rewrites.bench(hosted).answers
    focus_map.service.items.set_hidden(hosted.id, only.rewrites[0].item.id, hidden=True)
    page = open_page(name, hosted.code)
    assert not page.exception
    assert SAYS[0].split()[0] in html_of(page)
    # The facilitator alone can bring it back.
    assert ("xylophone" in html_of(page)) is (name == "act")


def test_picking_stays_open_from_answer_to_answer(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    fill(focus_map, hosted, 4, shown=True)
    (first,) = focus_map.service.rewrites.bench(hosted).answers
    focus_map.service.rewrites.take_off(hosted.id, first.id)
    page = open_page("act", hosted.code)
    for n in (1, 2):
        (picking,) = [e for e in page.expander if e.label == "Pick answers for the bench"]
        assert picking.proto.expanded
        press(page, "On the bench")
        assert len(focus_map.service.rewrites.bench(hosted).answers) == n


def test_counts_choice_and_hiding_by_the_facilitator(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    fill(focus_map, hosted, 3, shown=True)
    page = open_page("act", hosted.code)
    assert "0 picks" not in html_of(page)
    press(page, "Show how many picked which")
    page = open_page("act", hosted.code)
    assert "0 picks" in html_of(page)
    press(page, "Choose this")
    wall = open_page("wall", hosted.code)
    assert "We chose other words." in html_of(wall)
    page = open_page("act", hosted.code)
    assert "We chose this." in html_of(page)
    press(page, "Hide")
    assert len(focus_map.service.rewrites.bench(hosted).hidden) == 1
    press(page, "Restore")
    assert focus_map.service.rewrites.bench(hosted).hidden == ()


def test_words_are_added_counted_kept_and_hidden(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    fill(focus_map, hosted, 3, shown=True)
    words = focus_map.service.words

    def lines() -> dict[str, bool]:
        return {line.word: line.is_kept for line in words.words(hosted).lines}

    page = open_page("act", hosted.code)
    page.text_input[0].set_value("sleep <b>")
    press(page, "Add")
    assert "sleep <b>" in lines()
    press(open_page("act", hosted.code), "Keep")
    assert list(lines().values()).count(True) == 1
    assert not words.words(hosted).is_counted
    page = open_page("act", hosted.code)
    assert "0 dots" not in html_of(page)
    press(page, "Show the dots")
    page = open_page("act", hosted.code)
    assert "0 dots" in html_of(page)
    press(page, "Hide the dots again")
    page = open_page("act", hosted.code)
    assert "0 dots" not in html_of(page)
    assert list(lines().values()).count(True) == 1
    assert "sleep &lt;b&gt;" in html_of(page)
    page.text_input[0].set_value("x" * 60)
    press(page, "Add")
    assert "Shorten it" in str(
        [e.value for e in open_page("act", hosted.code).error] + [e.value for e in page.error]
    )


def test_a_proposed_word_opens_its_sentences_and_is_added(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    fill(focus_map, hosted, 8, shown=True)
    success = hosted.questions_of("ask")[1]
    for n in range(8):
        who = focus_map.service.join(hosted.id, f"another {n}")
        focus_map.service.send(hosted.id, who.id, success.id, "s", "customer harbour")
    page = open_page("act", hosted.code)
    offer = next(b.label for b in page.button if b.label.startswith("Add “"))
    press(page, offer)
    added = [i for i in focus_map.service.items.all(hosted, "word") if not i.author_id]
    assert [f"Add “{i.fields['word']}”" for i in added] == [offer]


def test_a_wall_link_changes_nothing_and_the_sample_can_be_looked_at(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    cookies: dict[str, str],  # noqa: F811
) -> None:
    fill(focus_map, hosted, 2, shown=True)
    cookies.clear()
    page = open_page("act", hosted.code)
    assert "xylophone" not in html_of(page)


def test_the_bench_shows_no_more_rewrites_than_anybody_reads(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    fill(focus_map, hosted, 40, shown=True)
    page: AppTest = open_page("act", hosted.code)
    assert html_of(page).count("fm-rewrite") == language_bench.LISTED
    assert "And 10 more." in html_of(page)
