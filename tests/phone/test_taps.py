"""Taps on the phone: one way through form and script, with the page's parts put right after it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from markupsafe import Markup

from focusmap.bootstrap import FocusMap
from focusmap.errors import BadAnswer
from focusmap.model import Participant, Workshop
from focusmap.service import Service
from phone.parts import BUILDERS
from phone.rendering import Part
from phone.taps import HANDLERS, value_of
from phone.visitor import Visitor
from tests.phone.test_phone_routes import JSON, Phone


@pytest.fixture
def tapped(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What came in under names that begin with colour; grey is refused."""
    seen: list[tuple[str, str]] = []

    def handler(_service: Service, _visit: Visitor, name: str, value: str) -> None:
        if value == "grey":
            raise BadAnswer("Not that one.")
        seen.append((name, value))

    def builder(_service: Service, _workshop: Workshop, _person: Participant) -> Sequence[Part]:
        return (Part("colours", Markup("<p>{} taps</p>").format(len(seen))),)

    monkeypatch.setitem(HANDLERS, "colour", handler)
    monkeypatch.setitem(BUILDERS, "ask", builder)
    return seen


@pytest.fixture
def phone(focus_map: FocusMap, workshop: Workshop, tapped: list[tuple[str, str]]) -> Phone:
    return Phone(focus_map, workshop)


def test_without_script_a_tap_is_a_form_that_leads_back(
    phone: Phone, tapped: list[tuple[str, str]]
) -> None:
    answer = phone.post({"do": "tap:colour-wall:blue"})
    assert (answer.status_code, answer.headers["location"]) == (303, phone.path)
    assert tapped == [("wall", "blue")]
    assert '<div id="colours"><p>1 taps</p></div>' in phone.page()


def test_the_script_gets_the_parts_anew(phone: Phone) -> None:
    answer = phone.post({"do": "tap:colour-wall:blue"}, JSON)
    assert answer.status_code == 200
    assert answer.json()["parts"] == {"colours": "<p>1 taps</p>"}


def test_a_value_may_hold_colons(phone: Phone, tapped: list[tuple[str, str]]) -> None:
    phone.post({"do": "tap:colour:a:b"}, JSON)
    assert tapped == [("", "a:b")]


def test_a_value_may_be_that_of_fields(phone: Phone, tapped: list[tuple[str, str]]) -> None:
    phone.post({"do": "tap:colour-wall:=one,two", "one": "3", "two": "-4"})
    assert tapped == [("wall", "3,-4")]


@pytest.mark.parametrize(
    ("value", "found"), [("5", "5"), ("", ""), ("=x", "1"), ("=x,y", "1,2"), ("=x,z", "1,")]
)
def test_only_an_equals_sign_names_fields(value: str, found: str) -> None:
    assert value_of(value, {"x": "1", "y": "2"}) == found


def test_a_refused_tap_says_why_under_its_name(phone: Phone) -> None:
    answer = phone.post({"do": "tap:colour-wall:grey"}, JSON)
    assert answer.status_code == 422
    assert answer.json()["errors"] == {"tap-colour-wall": "Not that one."}
    assert answer.json()["parts"] == {"colours": "<p>0 taps</p>"}


def test_a_tap_of_a_page_that_is_out_of_date_says_what_to_do(phone: Phone) -> None:
    answer = phone.post({"do": "tap:shape-wall:round"}, JSON)
    assert answer.status_code == 422
    assert "Load the page again" in answer.json()["message"]


def test_a_tap_keeps_what_is_half_written(phone: Phone) -> None:
    page = phone.post({"do": "tap:colour-wall:blue", f"new-{phone.work}": "half writ"})
    assert page.status_code == 200
    assert "half writ" in page.text


def test_a_closed_step_has_no_parts(phone: Phone, focus_map: FocusMap, workshop: Workshop) -> None:
    focus_map.service.close_step(workshop.id, "ask")
    assert "colours" not in phone.page()
    assert "takes no answers now" in phone.page()


def test_only_steps_with_parts_have_them(phone: Phone, focus_map: FocusMap) -> None:
    focus_map.service.open_step(phone.workshop.id, "act")
    assert "colours" not in phone.page()
