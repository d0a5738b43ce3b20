"""The rehearsal on the pages: started at home, said on every page and on the wall, cleared."""

from __future__ import annotations

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.codes import role_cookie
from focusmap.model import Workshop
from tests.pages.test_pages import (  # noqa: F401
    OpenPage,
    cookies,
    hosted,
    html_of,
    open_page,
    press,
)

SAYS = "simulated people"


@pytest.fixture
def rehearsed(focus_map: FocusMap, cookies: dict[str, str]) -> Workshop:  # noqa: F811
    """A rehearsal that this browser may steer."""
    workshop, secrets = focus_map.service.create("Rehearsal", is_rehearsal=True)
    cookies[role_cookie("facilitator", workshop.code)] = secrets.facilitator
    return workshop


def test_home_starts_a_rehearsal(focus_map: FocusMap, open_page: OpenPage) -> None:  # noqa: F811
    page = open_page("home")
    press(page, "Rehearse with simulated people")
    assert not page.exception
    (name,) = focus_map.service.rehearsals()
    assert focus_map.service.workshop_by_id(name).is_rehearsal


@pytest.mark.parametrize("name", ["setup", "acknowledge", "ask", "identify", "act", "map", "wall"])
def test_every_page_says_that_its_people_are_simulated(
    rehearsed: Workshop,
    hosted: Workshop,  # noqa: F811
    open_page: OpenPage,  # noqa: F811
    name: str,
) -> None:
    assert SAYS in html_of(open_page(name, rehearsed.code))
    assert SAYS not in html_of(open_page(name, hosted.code))


def test_cleared_it_is_gone_and_its_link_says_so(
    focus_map: FocusMap,
    rehearsed: Workshop,
    open_page: OpenPage,  # noqa: F811
) -> None:
    page = open_page("ask", rehearsed.code)
    press(page, "Clear the rehearsal")
    assert not page.exception
    assert page.title[0].value == "Focus Map"
    assert "Nothing of it is left" in page.success[0].value
    assert focus_map.service.rehearsals() == ()
    assert "no workshop with this code" in open_page("ask", rehearsed.code).info[0].value
