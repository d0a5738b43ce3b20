"""Identify on the facilitator's page and the wall: nobody, one, typical, 500; and what it says."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from focusmap.bootstrap import FocusMap
from focusmap.model import Workshop
from tests.pages.test_pages import (  # noqa: F401
    OpenPage,
    cookies,
    hosted,
    html_of,
    open_page,
    press,
)
from ui import identify_wall, state

STEPS = ("curiosity", "ask", "qualify", "identify")
SECOND_PAGE = identify_wall.PAGE_SECONDS * 1.5
Filled = Callable[[int], None]


@pytest.fixture
def filled(focus_map: FocusMap, hosted: Workshop) -> Filled:  # noqa: F811
    """Lets some people say outside, measure inside, and want to be outside; nothing is revealed."""
    service = focus_map.service
    said = hosted.questions_of("ask")[1].id
    measured = hosted.questions_of("qualify")[0].id

    def fill(count: int) -> None:
        chance = random.Random(3)
        for step in STEPS:
            service.open_step(hosted.id, step)
        for n in range(count):
            person = service.join(hosted.id, f"phone {n}").id
            service.send(hosted.id, person, said, "s", f"Every <b>customer</b> is safe {n}")
            service.send(hosted.id, person, measured, "m", f"Calls answered {n % 9}")
            guess = chance.gauss(0.5, 0.1), chance.gauss(0.0, 0.1)
            service.put_spot(hosted.id, person, "curiosity", "guess", guess)
            want = (0.6, 0.7) if n % 5 < 3 else (-0.6, -0.7)
            service.put_spot(hosted.id, person, "identify", "want", want)

    return fill


def reveal(focus_map: FocusMap, workshop: Workshop, *steps: str) -> None:
    for step in steps:
        focus_map.service.reveal_step(workshop.id, step)


def both(open_page: OpenPage, workshop: Workshop) -> tuple[AppTest, AppTest]:  # noqa: F811
    pages = open_page("identify", workshop.code), open_page("wall", workshop.code)
    for page in pages:
        assert not page.exception
    return pages


def charts(page: AppTest) -> int:
    return len(page.get("arrow_vega_lite_chart")) + len(page.get("vega_lite_chart"))


@pytest.mark.parametrize("count", [0, 1, 12, 500])
def test_the_revealed_step_is_drawn_whatever_the_number(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    filled: Filled,
    count: int,
) -> None:
    filled(count)
    reveal(focus_map, hosted, *STEPS)
    for page in both(open_page, hosted):
        html = html_of(page)
        assert "Identify" in html
        assert charts(page) >= 1
        assert "<b>customer" not in html
        if count < 4:
            assert "Too few to say whether there is a gap." in html
        else:
            assert f"{count} people" in html


def test_nobody_and_one_are_told_what_is_missing(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    filled: Filled,
) -> None:
    filled(1)
    reveal(focus_map, hosted, "identify")
    page, wall = both(open_page, hosted)
    assert any("Ask, Qualify, Curiosity" in info.value for info in page.info)
    for screen in (page, wall):
        assert "Too few dots to say where we need to be." in html_of(screen)


def test_before_the_reveal_only_the_count_is_there(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    filled: Filled,
) -> None:
    filled(8)
    reveal(focus_map, hosted, "ask", "qualify", "curiosity")
    focus_map.service.open_step(hosted.id, "identify")
    for page in both(open_page, hosted):
        html = html_of(page)
        assert "<dd>8</dd><dt>answered</dt>" in html
        assert "Where do we need to be?" in html
        assert charts(page) == 0
        assert "is measured" not in html
        assert "two places" not in html


def test_the_gaps_are_said_with_interval_people_camps_and_a_question(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    filled: Filled,
) -> None:
    filled(20)
    reveal(focus_map, hosted, *STEPS)
    page, wall = both(open_page, hosted)
    for screen in (page, wall):
        html = html_of(screen)
        assert "Our words look outside, and what is measured looks inside." in html
        assert "of the 100 steps from inside to outside, likely between" in html
        assert "20 people: 20 said something, 20 named what is measured." in html
        assert "Where we need to be is two places: customer outcomes and factory floor." in html
    html = html_of(page)
    assert "Where we need to be is two places: 8 of us say inside, 12 say outside." in html
    assert html.count("To ask:") == 6
    assert "If one of our measures looked outside, what would it tell us?" in html


def test_a_gap_opens_the_answers_behind(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    filled: Filled,
) -> None:
    filled(6)
    reveal(focus_map, hosted, *STEPS)
    page = open_page("identify", hosted.code)
    assert "is safe" not in html_of(page)
    page.toggle(key="behind-said_measured-focus").set_value(True).run()
    assert not page.exception
    html = html_of(page)
    assert "is safe" in html
    assert "Calls" in html
    assert len(page.dataframe) >= 2


def test_the_order_can_be_by_disagreement(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    filled: Filled,
) -> None:
    filled(20)
    reveal(focus_map, hosted, *STEPS)
    page = open_page("identify", hosted.code)
    first = html_of(page).index("two places: 8 of us")
    assert html_of(page).index("what is measured looks inside") < first
    page.radio(key="identify-order").set_value("disagreement").run()
    html = html_of(page)
    gaps = html[html.index("The gaps") :]
    assert gaps.index("two places: 8 of us") < gaps.index("what is measured looks inside")


def test_the_wall_shows_the_ways_of_working_on_its_second_page(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    filled: Filled,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    filled(12)
    reveal(focus_map, hosted, *STEPS)
    began = time.time()
    monkeypatch.setattr(state, "since", lambda _name: began - SECOND_PAGE)
    wall = open_page("wall", hosted.code)
    html = html_of(wall)
    assert "We speak of other ways of working than those we are measured by." in html
    assert "Our words show one way of working: delivery window." in html
    assert "What is measured belongs to one way of working: factory floor." in html
    assert charts(wall) == 2


def test_groups_are_told_apart_and_their_names_are_escaped(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    filled: Filled,
) -> None:
    service = focus_map.service
    filled(5)
    sales, yard = service.groups.set_up(hosted.id, {}, ["Sales <i>", "Yard"])
    said = hosted.questions_of("ask")[1].id
    for n in range(5):
        service.groups.choose(hosted.id, service.join(hosted.id, f"phone {n}").id, sales.id)
        person = service.join(hosted.id, f"yard {n}").id
        service.groups.choose(hosted.id, person, yard.id)
        service.send(hosted.id, person, said, "s", f"Tickets closed {n}")
    reveal(focus_map, hosted, *STEPS)
    html = html_of(open_page("identify", hosted.code))
    assert (
        "Sales &lt;i&gt; looks outside, Yard looks inside: we are an organization of both" in html
    )
    assert "<i>" not in html


def test_a_facilitator_opens_reveals_and_hides_the_step(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    page = open_page("identify", hosted.code)
    for label, stands in (("Open", "open"), ("Reveal", "revealed"), ("Hide again", "open")):
        press(page, label)
        assert focus_map.service.workshop_by_id(hosted.id).state("identify") == stands
        assert not page.exception
