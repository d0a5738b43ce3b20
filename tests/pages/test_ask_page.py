"""The page and the wall of Ask: what the facilitator steers, moderates and types for the room."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pytest
from streamlit.testing.v1 import AppTest

from focusmap import bootstrap
from focusmap.bootstrap import FocusMap
from focusmap.codes import role_cookie
from focusmap.errors import FocusMapError
from focusmap.model import STEP_IDS, ReadAnswer, WallView, Workshop
from focusmap.sample import SAMPLE_CODE, load_sample
from focusmap.steps import get_step
from tests.pages.test_pages import OpenPage, cookies, fill, hosted, html_of, open_page, press
from ui import moderation, wall_control
from ui.guard import Visit

__all__ = ["cookies", "hosted", "open_page"]
REAL_READER = bootstrap.reader_for


@pytest.fixture
def reads(focus_map: FocusMap, monkeypatch: pytest.MonkeyPatch) -> FocusMap:
    """A Focus Map that reads with the lexicon, so that there are themes and telling words."""
    monkeypatch.setattr(focus_map.service, "_reader", REAL_READER)
    return focus_map


def revealed(focus_map: FocusMap, workshop: Workshop, count: int) -> None:
    fill(focus_map, workshop, count)
    focus_map.service.reveal_step(workshop.id, "ask")


def shown(focus_map: FocusMap, workshop: Workshop) -> tuple[ReadAnswer, ...]:
    return focus_map.service.shown_answers(workshop, "ask")


def click(page: AppTest, key: str) -> None:
    page.button(key=key).click().run()
    assert not page.exception


# Moderation


def test_hiding_on_the_page_hides_on_every_screen_and_restoring_brings_back(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    revealed(focus_map, hosted, 3)
    gone = shown(focus_map, hosted)[0].answer
    page = open_page("ask", hosted.code)
    click(page, f"hide-{gone.id}")
    assert gone.id not in [a.answer.id for a in shown(focus_map, hosted)]
    assert gone.text not in html_of(open_page("wall", hosted.code))
    assert [e.label for e in page.expander if e.label.startswith("Hidden")] == ["Hidden: 1"]
    click(page, f"restore-{gone.id}")
    assert len(shown(focus_map, hosted)) == 3
    assert not [e for e in page.expander if e.label.startswith("Hidden")]


def test_a_pinned_answer_comes_first_and_can_be_let_go(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    revealed(focus_map, hosted, 6)
    oldest = shown(focus_map, hosted)[0].answer
    page = open_page("ask", hosted.code)
    click(page, f"pin-{oldest.id}")
    keys = [str(b.key) for b in page.button]
    pinning = [k for k in keys if k.startswith(("pin-", "unpin-"))]
    assert pinning[0] == f"unpin-{oldest.id}"
    assert len(pinning) == 6
    click(page, f"unpin-{oldest.id}")
    assert not any(a.answer.pinned for a in shown(focus_map, hosted))


def test_a_wall_and_the_sample_have_nothing_to_moderate(
    open_page: OpenPage, focus_map: FocusMap, clock: Callable[[], object]
) -> None:
    load_sample(focus_map.store, clock())  # type: ignore[arg-type]
    page = open_page("ask", SAMPLE_CODE)
    assert not page.exception
    assert not page.button
    assert "What our language speaks of" in [s.value for s in page.subheader]


@pytest.mark.parametrize("module", [moderation, wall_control])
def test_what_is_refused_is_told(
    focus_map: FocusMap,
    hosted: Workshop,
    monkeypatch: pytest.MonkeyPatch,
    module: object,
) -> None:
    told: list[FocusMapError] = []
    monkeypatch.setattr(module, "tell", lambda error, _gettext: told.append(error))
    revealed(focus_map, hosted, 1)
    answer = shown(focus_map, hosted)[0]
    visit = Visit(focus_map, hosted, "facilitator")
    focus_map.service.delete(hosted)
    if module is moderation:
        moderation._do(focus_map.service.hide, answer, visit)
    else:
        wall_control.turn(visit, 1, "answers")
    assert len(told) == 1


# What the wall shows


@pytest.mark.parametrize("count", [0, 1, 3, 40, 400])
@pytest.mark.parametrize("view", ["answers", "map", "language"])
def test_the_wall_shows_what_the_facilitator_chose(
    open_page: OpenPage, reads: FocusMap, hosted: Workshop, view: WallView, count: int
) -> None:
    revealed(reads, hosted, count)
    page = open_page("ask", hosted.code)
    click(page, f"wall-{view}")
    assert reads.service.workshop_by_id(hosted.id).wall_view == view
    for number in range(4):
        reads.service.turn_wall(hosted.id, view, number)
        wall = open_page("wall", hosted.code)
        assert not wall.exception
        heading = html_of(wall).split("<h1")[1].split("</h1>")[0]
        assert "Ask" in heading
        assert not any((wall.button, wall.text_input, wall.selectbox))


def test_the_pages_of_the_wall_are_turned_on_and_back_and_by_themselves(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    revealed(focus_map, hosted, 40)
    page = open_page("ask", hosted.code)
    click(page, "wall-language")
    seen = []
    for key in ("wall-on", "wall-on", "wall-on", "wall-on", "wall-back", "wall-itself"):
        click(page, key)
        seen.append(focus_map.service.workshop_by_id(hosted.id).wall_page)
    assert seen == [1, 2, 3, 1, 3, 0]
    assert "It turns 3 pages." in html_of(page)


def test_another_view_begins_by_itself(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    revealed(focus_map, hosted, 40)
    focus_map.service.turn_wall(hosted.id, "answers", 3)
    page = open_page("ask", hosted.code)
    assert "page 3 of" in html_of(page)
    click(page, "wall-language")
    assert focus_map.service.workshop_by_id(hosted.id).wall_page == 0


def test_the_wall_of_answers_shows_pinned_ones_first_with_their_question(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    revealed(focus_map, hosted, 8)
    oldest = shown(focus_map, hosted)[0]
    focus_map.service.pin(hosted.id, oldest.answer.id)
    focus_map.service.turn_wall(hosted.id, "answers", 1)
    html = html_of(open_page("wall", hosted.code))
    assert "A closer look" in html
    assert html.count("fm-quote") - html.count("fm-quotes") == 1
    assert oldest.question.text in html


def test_each_sheet_of_the_wall_has_its_question_for_a_title(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    revealed(focus_map, hosted, 4)
    titles = []
    for number in (1, 2):
        focus_map.service.turn_wall(hosted.id, "answers", number)
        html = html_of(open_page("wall", hosted.code))
        titles.append(html.split("<h1")[1].split("</h1>")[0].split("<br>")[1])
    assert titles == [q.text for q in hosted.questions_of("ask")]


def test_a_wall_link_shows_the_same_as_the_facilitators(
    open_page: OpenPage, reads: FocusMap, cookies: dict[str, str]
) -> None:
    workshop, secrets = reads.service.create("Wall only")
    cookies[role_cookie("wall", workshop.code)] = secrets.wall
    revealed(reads, workshop, 40)
    reads.service.turn_wall(workshop.id, "language", 3)
    assert "somebody outside" in html_of(open_page("wall", workshop.code))


# The language


def test_every_theme_and_word_opens_the_answers_behind_it(
    open_page: OpenPage, reads: FocusMap, hosted: Workshop
) -> None:
    revealed(reads, hosted, 400)
    page = open_page("ask", hosted.code)
    choices = [s for s in page.selectbox if s.label.startswith("Read the answers")]
    assert [s.label for s in choices] == [
        "Read the answers behind a theme",
        "Read the answers behind a word",
    ]
    for label in [s.label for s in choices]:
        box = next(s for s in page.selectbox if s.label == label)
        before = html_of(page).count("fm-quote")
        box.select_index(0).run()
        assert not page.exception
        assert html_of(page).count("fm-quote") > before


def test_with_three_people_the_language_says_that_these_are_too_few(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    revealed(focus_map, hosted, 6)
    assert "too few to say" in html_of(open_page("ask", hosted.code))
    focus_map.service.turn_wall(hosted.id, "language", 2)
    assert "too few to say" in html_of(open_page("wall", hosted.code))


def test_what_people_type_is_escaped_on_the_wall_in_every_view(
    open_page: OpenPage, reads: FocusMap, hosted: Workshop
) -> None:
    service = reads.service
    service.open_step(hosted.id, "ask")
    for n in range(5):
        person = service.join(hosted.id, f"phone {n}")
        bad = "<img src=x onerror=alert(1)> patients sleep again because we listen"
        service.send(hosted.id, person.id, hosted.questions_of("ask")[0].id, "k", bad)
    service.reveal_step(hosted.id, "ask")
    service.pin(hosted.id, shown(reads, hosted)[0].answer.id)
    views: tuple[WallView, ...] = ("answers", "language")
    for view in views:
        for number in (1, 2, 3):
            service.turn_wall(hosted.id, view, number)
            assert "<img src=x" not in html_of(open_page("wall", hosted.code))


# Answers for the room


def room_box(page: AppTest, hosted: Workshop) -> str:
    """Return the key of the field for lines."""
    return next(str(t.key) for t in page.text_area if f"room-{hosted.code}-lines" in str(t.key))


def test_lines_are_typed_for_the_room_and_the_box_is_empty_again(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    focus_map.service.open_step(hosted.id, "ask")
    page = open_page("ask", hosted.code)
    first = room_box(page, hosted)
    page.text_area(key=first).set_value("We plan routes\n\nTenants sleep")
    press(page, "Send for the room")
    assert not page.exception
    assert page.success[0].value.startswith("2 answers are saved")
    counts = focus_map.service.counts(hosted, "ask")
    assert (counts.answered, counts.answers) == (2, 2)
    second = room_box(page, hosted)
    assert second != first
    assert not page.text_area(key=second).value


def test_lines_without_words_are_told_and_the_box_stays(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    focus_map.service.open_step(hosted.id, "ask")
    page = open_page("ask", hosted.code)
    press(page, "Send for the room")
    assert "no words" in page.error[0].value
    assert focus_map.service.counts(hosted, "ask").joined == 0


def test_what_was_typed_stays_when_it_is_refused(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    focus_map.service.open_step(hosted.id, "ask")
    page = open_page("ask", hosted.code)
    key = room_box(page, hosted)
    page.text_area(key=key).set_value("We plan routes")
    focus_map.service.close_step(hosted.id, "ask")
    press(page, "Send for the room")
    assert focus_map.service.counts(hosted, "ask").answers == 0
    focus_map.service.open_step(hosted.id, "ask")
    assert not page.run().exception


@pytest.mark.parametrize(
    ("state", "is_there"), [("open", True), ("reveal", True), ("close", False)]
)
def test_the_box_is_there_while_the_step_takes_answers(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop, state: str, is_there: bool
) -> None:
    getattr(focus_map.service, f"{state}_step")(hosted.id, "ask")
    page = open_page("ask", hosted.code)
    assert bool([e for e in page.expander if e.label == "Type answers for the room"]) is is_there


# How to run the step


@pytest.mark.parametrize("name", STEP_IDS)
def test_every_step_page_offers_its_notes_to_the_facilitator(
    open_page: OpenPage, hosted: Workshop, name: str
) -> None:
    html = html_of(open_page(name, hosted.code))
    notes = get_step("en", name).notes
    assert notes is not None
    for text in (notes.say[0], notes.ask_thin[0], notes.pushback[0].you):
        assert escape(text, quote=False) in html.replace("&#39;", "'").replace("&#34;", '"')
