"""A self-paced workshop on the facilitator's pages and the wall: looked on, not steered."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from focusmap.bootstrap import FocusMap
from focusmap.model import STEP_IDS, Workshop
from focusmap.pace import deleted_in_words, end_of_day
from focusmap.taps import REGION_IDS, STATEMENT_IDS
from focusmap.translate import translations
from tests.conftest import Clock
from tests.pages.test_pages import (  # noqa: F401
    OpenPage,
    cookies,
    hosted,
    html_of,
    open_page,
    press,
)

STEERING = {"Open", "Reveal", "Close", "Hide again", "Bring the group to this step"}


def labels(page: AppTest) -> set[str]:
    return {b.label for b in page.button}


@pytest.fixture
def alone(focus_map: FocusMap, hosted: Workshop) -> Workshop:  # noqa: F811
    """The hosted workshop, self-paced without a last day."""
    focus_map.service.set_pace(hosted.id, "self_paced")
    return focus_map.service.workshop_by_id(hosted.id)


def answer_all(focus_map: FocusMap, workshop: Workshop, count: int) -> None:
    service = focus_map.service
    for number in range(count):
        person = service.join(workshop.id, f"phone {number}").id
        service.choose(workshop.id, person, "acknowledge", REGION_IDS[number % 4], chosen=True)
        for name in STATEMENT_IDS:
            service.rate(workshop.id, person, "curiosity", name, 1 + number % 5)
        service.put_spot(workshop.id, person, "curiosity", "guess", (-0.5, 0.5))
        service.put_spot(workshop.id, person, "identify", "want", (0.5, 0.5))
        for step in ("ask", "qualify"):
            for question in workshop.questions_of(step):
                key = f"{question.id} {number}"
                service.send(workshop.id, person, question.id, key, f"Mangos {number}")


@pytest.mark.parametrize("count", [0, 1, 4, 40])
@pytest.mark.parametrize("step", STEP_IDS)
def test_every_page_and_the_wall_are_drawn_by_the_rule(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    alone: Workshop,
    step: str,
    count: int,
) -> None:
    answer_all(focus_map, alone, count)
    focus_map.service.move_to(alone.id, step)
    pages = open_page(step, alone.code), open_page("wall", alone.code)
    # At the first step nobody has turned the wall: it shows the furthest that there is.
    on_the_wall = "identify" if step == STEP_IDS[0] and count >= 4 else step
    for page, at in zip(pages, (step, on_the_wall), strict=True):
        assert not page.exception
        assert at.capitalize() in html_of(page)
        if step in ("ask", "qualify") and count < 4:
            assert "Mangos" not in html_of(page)
    if step == "ask" and count >= 4:
        assert all("Mangos" in html_of(page) for page in pages)


@pytest.mark.parametrize("step", ["acknowledge", "curiosity", "ask", "qualify"])
def test_nothing_is_to_be_opened_and_the_numbers_stand_in_its_place(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    alone: Workshop,
    step: str,
) -> None:
    answer_all(focus_map, alone, 3)
    focus_map.service.join(alone.id, "only joined")
    page = open_page(step, alone.code)
    assert not labels(page) & STEERING
    assert "3 of 4 people have answered" in html_of(page)
    assert "Results show once 4 people have answered: 1 more is missing." in html_of(page)
    text = page.code[0].value
    assert f"/j/{alone.code}" in text
    assert "about 25 minutes" in text
    assert "at least 4 of us have" in text


def test_act_is_opened_by_the_facilitator(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    alone: Workshop,
) -> None:
    page = open_page("act", alone.code)
    assert "Open" in labels(page)
    press(page, "Open")
    assert focus_map.service.workshop_by_id(alone.id).state("act") == "open"


def test_the_wall_goes_where_it_is_told(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    alone: Workshop,
) -> None:
    focus_map.service.move_to(alone.id, "ask")
    page = open_page("curiosity", alone.code)
    assert "The wall stays at step 3: Ask." in html_of(page)
    press(page, "Show this step on the wall")
    assert focus_map.service.workshop_by_id(alone.id).current_step == "curiosity"


def test_the_wall_goes_round_by_itself_until_it_is_held_and_again_when_let_go(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    alone: Workshop,
) -> None:
    wall = html_of(open_page("wall", alone.code))
    assert "Acknowledge" in wall
    answer_all(focus_map, alone, 4)
    # The furthest step that the room may see comes first.
    assert "Identify" in html_of(open_page("wall", alone.code))
    page = open_page("ask", alone.code)
    assert "The wall goes through the steps that have results" in html_of(page)
    press(page, "Show this step on the wall")
    assert "Mangos" in html_of(open_page("wall", alone.code))
    page = open_page("qualify", alone.code)
    assert "The wall stays at step 3: Ask." in html_of(page)
    press(page, "Let the wall go through all steps")
    assert "Identify" in html_of(open_page("wall", alone.code))


def test_the_wall_that_goes_round_shows_no_step_of_fewer_than_the_minimum(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    alone: Workshop,
) -> None:
    answer_all(focus_map, alone, 3)
    wall = html_of(open_page("wall", alone.code))
    assert "Acknowledge" in wall
    assert "Mangos" not in wall


def test_dots_are_not_opened_either_and_show_once_enough_gave_theirs(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    alone: Workshop,
) -> None:
    answer_all(focus_map, alone, 4)
    page = open_page("qualify", alone.code)
    assert "Let everybody give dots" not in labels(page)
    assert "The dots show once 4 people have given theirs: 4 more are missing." in html_of(page)
    for number in range(4):
        person = focus_map.service.join(alone.id, f"phone {number}").id
        entry = focus_map.service.ballot(focus_map.service.seen_by(alone.id, person))[0].id
        focus_map.service.give_dot(alone.id, person, entry)
    page = open_page("qualify", alone.code)
    assert "The dots show once" not in html_of(page)


def test_the_pace_is_set_extended_and_taken_back_in_setup(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    clock: Clock,
) -> None:
    clock.now = datetime.now(UTC).replace(tzinfo=None)
    until = clock.now.date() + timedelta(days=5)
    page = open_page("setup", hosted.code)
    assert "A text to send round" not in html_of(page)
    page.radio[0].set_value("self_paced")
    page.date_input[0].set_value(until)
    press(page, "Save the pace")
    kept = focus_map.service.workshop_by_id(hosted.id)
    assert (kept.pace, kept.open_until) == ("self_paced", end_of_day(until))
    assert any(s.value.startswith("The pace is saved") for s in page.success)
    assert "A text to send round" in html_of(page)
    page.date_input[0].set_value(until + timedelta(days=2))
    press(page, "Save the pace")
    kept = focus_map.service.workshop_by_id(hosted.id)
    assert kept.open_until == end_of_day(until + timedelta(days=2))
    page.date_input[0].set_value(date(2020, 2, 29))
    press(page, "Save the pace")
    assert any("is over already" in e.value for e in page.error)
    page.radio[0].set_value("live")
    press(page, "Save the pace")
    assert focus_map.service.workshop_by_id(hosted.id).pace == "live"


def test_setup_names_one_day_of_deletion_in_any_zone(
    open_page: OpenPage,  # noqa: F811
    alone: Workshop,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    days = set()
    try:
        for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            day = deleted_in_words(alone, translations("en"))
            page = open_page("setup", alone.code)
            assert f"until it is deleted, on {day}" in html_of(page)
            assert f"Everything is deleted on {day}." in html_of(page)
            days.add(day)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert len(days) == 2


@pytest.mark.parametrize("step", ["acknowledge", "ask", "qualify"])
def test_one_laptop_in_a_room_types_several_answers_at_once(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    alone: Workshop,
    step: str,
) -> None:
    page = open_page(step, alone.code)
    box = next(t for t in page.text_area if "lines" in str(t.key))
    box.set_value("One of us\nAnother of us\n\nA third\nA fourth")
    press(page, "Send for the room")
    assert len(focus_map.service.shown_answers(alone, step)) == 4
    # They count as people: the fourth has lifted the curtain.
    assert "4 of 4 people have answered" in html_of(open_page(step, alone.code))


def test_after_the_last_day_the_box_for_the_room_is_gone(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    alone: Workshop,
    clock: Clock,
) -> None:
    focus_map.service.set_pace(alone.id, "self_paced", clock.now.date())
    clock.go_on(timedelta(days=2))
    page = open_page("ask", alone.code)
    assert "It took answers until" in html_of(page)
    assert "Send for the room" not in labels(page)
