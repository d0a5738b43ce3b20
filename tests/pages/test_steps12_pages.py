"""Acknowledge and Curiosity on the facilitator's page and the wall: nobody, one, typical, 500."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from focusmap.bootstrap import FocusMap
from focusmap.model import Workshop
from focusmap.taps import REGION_IDS, STATEMENT_IDS
from tests.pages.test_pages import (  # noqa: F401
    OpenPage,
    cookies,
    hosted,
    html_of,
    open_page,
    press,
)

STEPS = ("acknowledge", "curiosity")
Tapped = Callable[[int], None]


@pytest.fixture
def tapped(focus_map: FocusMap, hosted: Workshop) -> Tapped:  # noqa: F811
    """Lets some people tap through both steps, which stay open."""
    service = focus_map.service

    def tap(count: int) -> None:
        chance = random.Random(7)
        for step in STEPS:
            service.open_step(hosted.id, step)
        example = hosted.questions_of("acknowledge")[0].id
        for number in range(count):
            person = service.join(hosted.id, f"phone {number}").id
            for region in REGION_IDS[: 1 + number % 3]:
                service.choose(hosted.id, person, "acknowledge", region, chosen=True)
            if number % 5 == 0:
                service.send(hosted.id, person, example, "k", f"<b>Lift</b> {number}")
            for name in STATEMENT_IDS:
                service.rate(hosted.id, person, "curiosity", name, 1 + number % 5)
            spot = chance.uniform(-1, 0), chance.uniform(-1, 0)
            service.put_spot(hosted.id, person, "curiosity", "guess", spot)

    return tap


def both(open_page: OpenPage, workshop: Workshop, step: str) -> tuple[AppTest, AppTest]:  # noqa: F811
    pages = open_page(step, workshop.code), open_page("wall", workshop.code)
    for page in pages:
        assert not page.exception
    return pages


def charts(page: AppTest) -> int:
    return len(page.get("arrow_vega_lite_chart")) + len(page.get("vega_lite_chart"))


@pytest.mark.parametrize("count", [0, 1, 40, 500])
@pytest.mark.parametrize("step", STEPS)
def test_a_revealed_step_is_drawn_whatever_the_number(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    tapped: Tapped,
    step: str,
    count: int,
) -> None:
    tapped(count)
    focus_map.service.reveal_step(hosted.id, step)
    for page in both(open_page, hosted, step):
        assert step.capitalize() in html_of(page)
        assert charts(page) == (1 if step == "acknowledge" else 5)


def test_acknowledge_says_who_lives_in_more_than_one_and_escapes_examples(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    tapped: Tapped,
) -> None:
    tapped(40)
    focus_map.service.reveal_step(hosted.id, "acknowledge")
    for page in both(open_page, hosted, "acknowledge"):
        html = html_of(page)
        assert "Most of us live in more than one: 26 of 40." in html
        assert "&lt;b&gt;Lift" in html
        assert "<b>Lift" not in html


def test_an_example_is_taken_off_the_wall_and_brought_back(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    service = focus_map.service
    service.open_step(hosted.id, "acknowledge")
    question = hosted.questions_of("acknowledge")[0]
    for n, text in enumerate(("A quokka in the lift", "A rude xylophone")):
        person = service.join(hosted.id, f"phone {n}")
        service.send(hosted.id, person.id, question.id, "e", text)
    service.reveal_step(hosted.id, "acknowledge")
    rude = next(
        a.answer.id for a in service.shown_answers(hosted, "acknowledge") if "rude" in a.answer.text
    )
    page = open_page("acknowledge", hosted.code)
    page.button(f"hide-{rude}").click().run(timeout=30)
    assert not page.exception
    assert page.button(f"restore-{rude}")
    assert "xylophone" not in html_of(open_page("wall", hosted.code))
    page.button(f"restore-{rude}").click().run(timeout=30)
    assert "xylophone" in html_of(open_page("wall", hosted.code))


def test_the_difference_comes_to_the_wall_and_leaves_with_the_step(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    def wall() -> str:
        page = open_page("wall", hosted.code)
        assert not page.exception
        return html_of(page)

    service = focus_map.service
    for turn in (service.open_step, service.reveal_step):
        turn(hosted.id, "acknowledge")
        assert "Competing Values" not in wall()
        press(open_page("acknowledge", hosted.code), "Show this on the wall")
        assert "Competing Values" in wall()
        press(open_page("acknowledge", hosted.code), "Take this off the wall")
        assert "Competing Values" not in wall()
    press(open_page("acknowledge", hosted.code), "Show this on the wall")
    service.move_to(hosted.id, "curiosity")
    service.move_to(hosted.id, "acknowledge")
    assert "Competing Values" not in wall()


def test_curiosity_says_what_the_ratings_mean_and_where_the_guesses_are(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    tapped: Tapped,
) -> None:
    tapped(40)
    focus_map.service.reveal_step(hosted.id, "curiosity")
    for page in both(open_page, hosted, "curiosity"):
        html = html_of(page)
        assert "We disagree, so talk about that first" in html
        assert "far apart · 40 people" in html
        assert "We guess that most of us look inside, at outputs." in html


def test_with_three_people_the_pages_say_that_they_are_too_few(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    tapped: Tapped,
) -> None:
    tapped(3)
    for step, says in (
        ("acknowledge", "Only 3 people have tapped so far"),
        ("curiosity", "Too few of us have rated this"),
    ):
        focus_map.service.reveal_step(hosted.id, step)
        for page in both(open_page, hosted, step):
            assert says in html_of(page)


@pytest.mark.parametrize("step", STEPS)
def test_before_the_reveal_only_the_count_is_there(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    tapped: Tapped,
    step: str,
) -> None:
    tapped(8)
    focus_map.service.open_step(hosted.id, step)
    for page in both(open_page, hosted, step):
        html = html_of(page)
        assert "<dd>8</dd><dt>answered</dt>" in html
        assert charts(page) == 0
        assert "Lift" not in html
        assert "two camps" not in html


@pytest.mark.parametrize("step", STEPS)
def test_a_facilitator_opens_reveals_and_hides_a_step(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    step: str,
) -> None:
    page = open_page(step, hosted.code)
    for label, state in (("Open", "open"), ("Reveal", "revealed"), ("Hide again", "open")):
        press(page, label)
        assert focus_map.service.workshop_by_id(hosted.id).state(step) == state
        assert not page.exception


def test_the_difference_to_competing_values_is_there_for_those_who_ask(
    open_page: OpenPage,  # noqa: F811
    hosted: Workshop,  # noqa: F811
) -> None:
    page = open_page("acknowledge", hosted.code)
    assert any("Competing Values" in e.label for e in page.expander)
    assert html_of(page).count("<section>") == 4
