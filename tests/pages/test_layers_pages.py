"""Layers on the map page and guesses against words, by AppTest: nobody, one, typical, many."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from focusmap.bootstrap import FocusMap
from focusmap.codes import role_cookie
from focusmap.model import Workshop
from tests.pages.test_pages import OpenPage, cookies, html_of, open_page  # noqa: F401
from tests.rooms import room

SIZES = [0, 1, 40, 500]


def brought_in(focus_map: FocusMap, cookies: dict[str, str], people: int) -> Workshop:  # noqa: F811
    """Import a room of so many people, for whose facilitator this browser is."""
    made = room(people)
    if not people:
        made["documents"] = []
    workshop, secrets = focus_map.service.bring_in(json.dumps(made), "room.json")
    cookies[role_cookie("facilitator", workshop.code)] = secrets.facilitator
    return workshop


def switch(page: AppTest, *names: str) -> AppTest:
    for box in page.checkbox:
        if any(name in box.label for name in names) and not box.disabled:
            box.check()
    return page.run(timeout=30)


def off(page: AppTest, name: str) -> AppTest:
    next(box for box in page.checkbox if name in box.label).uncheck()
    return page.run(timeout=30)


@pytest.mark.parametrize("people", SIZES)
def test_the_map_shows_all_layers_with_their_numbers(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    cookies: dict[str, str],  # noqa: F811
    people: int,
) -> None:
    workshop = brought_in(focus_map, cookies, people)
    page = switch(open_page("map", workshop.code), "measured", "documents", "guess", "want")
    assert not page.exception
    told = html_of(page)
    assert "where we guess we are" in told
    assert (f'<td class="n">{people * 2}</td>' in told) is True
    assert page.get("vega_lite_chart")
    assert ("too few to say" in told) is (people < 4)


def test_a_layer_that_is_not_revealed_cannot_be_switched_on(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    cookies: dict[str, str],  # noqa: F811
) -> None:
    workshop = brought_in(focus_map, cookies, 40)
    focus_map.service.close_step(workshop.id, "curiosity")
    page = switch(open_page("map", workshop.code), "guess")
    assert [box.disabled for box in page.checkbox if "guess" in box.label] == [True]
    assert "Not revealed, or not there yet: where we guess we are." in html_of(page)
    assert "fm-guess" not in html_of(page)


def test_all_layers_can_be_switched_off(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    cookies: dict[str, str],  # noqa: F811
) -> None:
    workshop = brought_in(focus_map, cookies, 40)
    page = off(open_page("map", workshop.code), "what we say")
    assert not page.exception
    assert "There is nothing on the map yet." in html_of(page)
    assert not page.get("vega_lite_chart")


def test_questions_filter_the_map(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    cookies: dict[str, str],  # noqa: F811
) -> None:
    workshop = brought_in(focus_map, cookies, 40)
    page = open_page("map", workshop.code)
    assert "80 answers from 40 people" in html_of(page)
    page.multiselect[0].set_value([workshop.questions_of("ask")[0].id])
    page.run(timeout=30)
    assert "40 answers from 40 people" in html_of(page)


@pytest.mark.parametrize("people", SIZES)
@pytest.mark.parametrize("name", ["ask", "wall"])
def test_guesses_stand_against_words(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    cookies: dict[str, str],  # noqa: F811
    name: str,
    people: int,
) -> None:
    workshop = brought_in(focus_map, cookies, people)
    few = people < 4
    focus_map.service.turn_wall(workshop.id, "language", 2 if few else 4)
    page = open_page(name, workshop.code)
    assert not page.exception
    told = html_of(page)
    assert ("Too few of us have guessed" if few else "We guessed inside, at outputs") in told
    person = "1 person" if people == 1 else f"{people} people"
    assert f"Guesses: {person}. " in told


@pytest.mark.parametrize("name", ["ask", "wall"])
def test_no_guess_leaves_the_server_before_curiosity_is_revealed(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    cookies: dict[str, str],  # noqa: F811
    name: str,
) -> None:
    workshop = brought_in(focus_map, cookies, 40)
    focus_map.service.close_step(workshop.id, "curiosity")
    focus_map.service.reveal_step(workshop.id, "ask")
    focus_map.service.turn_wall(workshop.id, "language", 4)
    page = open_page(name, workshop.code)
    assert not page.exception
    assert "We guessed" not in html_of(page)
    assert "Guesses:" not in html_of(page)
    assert not any("guess-" in chart.proto.spec for chart in page.get("vega_lite_chart"))


def test_the_wall_turns_as_many_pages_as_the_facilitator_is_told(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    cookies: dict[str, str],  # noqa: F811
) -> None:
    workshop = brought_in(focus_map, cookies, 40)
    focus_map.service.turn_wall(workshop.id, "language", 0)
    assert "It turns 4 pages." in html_of(open_page("ask", workshop.code))
    assert "1 of 4" in html_of(open_page("wall", workshop.code))
    focus_map.service.close_step(workshop.id, "curiosity")
    focus_map.service.reveal_step(workshop.id, "ask")
    assert "It turns 3 pages." in html_of(open_page("ask", workshop.code))
    assert "1 of 3" in html_of(open_page("wall", workshop.code))


@pytest.mark.parametrize("people", SIZES)
def test_the_wall_of_qualify_shows_slides_against_colleagues_with_examples(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    cookies: dict[str, str],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    people: int,
) -> None:
    from ui import qualify_wall

    workshop = brought_in(focus_map, cookies, people)
    focus_map.service.move_to(workshop.id, "qualify")
    monkeypatch.setattr(qualify_wall, "turn", lambda _name, count: count - 1)
    page = open_page("wall", workshop.code)
    assert not page.exception
    told = html_of(page)
    if people < 4:
        assert ("Too few to lay our documents beside what we say." in told) is bool(people)
        assert "In our own words, for example" not in told
    else:
        assert "In our documents, for example" in told
        assert "In our own words, for example" in told


@pytest.mark.parametrize("people", SIZES)
@pytest.mark.parametrize("name", ["acknowledge", "curiosity", "ask", "qualify", "wall", "identify"])
def test_every_step_is_drawn_with_nobody_one_many_and_a_hall(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    cookies: dict[str, str],  # noqa: F811
    name: str,
    people: int,
) -> None:
    workshop = brought_in(focus_map, cookies, people)
    page = open_page(name, workshop.code)
    assert not page.exception
    assert page.get("html") or page.title
