"""Placing one's own answer on the phone: by a form, by the script, and by nobody else."""

from __future__ import annotations

import re

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.fields import FIELDS, Field
from focusmap.model import Placement, Workshop
from tests.phone.test_phone_routes import JSON, Phone


@pytest.fixture
def phone(focus_map: FocusMap, workshop: Workshop) -> Phone:
    """A phone that sent one answer, which its words put inside, at outputs."""
    phone = Phone(focus_map, workshop)
    phone.send("I sort letters")
    return phone


def sent_id(focus_map: FocusMap, workshop: Workshop) -> str:
    return focus_map.service.all_answers(workshop)[0].answer.id


def author(focus_map: FocusMap, workshop: Workshop) -> Placement | None:
    return focus_map.service.all_answers(workshop)[0].author


def pressed(page: str) -> list[str]:
    return re.findall(r'value="place:\w+:([-\d,]+)"[^>]* aria-pressed="true"', page)


def test_an_answer_has_nine_named_fields_and_the_dot_of_its_words(phone: Phone) -> None:
    page = phone.page()
    names = re.findall(r'aria-label="Place it: ([^"]+)" aria-pressed="false"', page)
    assert len(names) == len(set(names)) == len(FIELDS)
    assert names[0] == "inside, outcomes"
    assert names[4] == "both inside and outside, both outputs and outcomes"
    assert names[8] == "outside, outputs"
    assert "The words say: inside, outputs." in page
    assert page.count("<circle") == 1
    assert "That's right" in page
    assert pressed(page) == []


def test_without_script_one_places_confirms_and_takes_back(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    answer = sent_id(focus_map, workshop)
    placed = phone.post({"do": f"place:{answer}:1,1"})
    assert (placed.status_code, placed.headers["location"]) == (303, phone.path)
    assert "You placed it: outside, outcomes." in phone.page()
    assert pressed(phone.page()) == ["1,1"]
    phone.post({"do": f"place:{answer}:-1,-1"})
    assert "You said: that&#39;s right." in phone.page()
    assert author(focus_map, workshop) == Placement(answer, -0.5, -0.5, "author", confirms=True)
    assert phone.post({"do": f"unplace:{answer}"}).status_code == 303
    assert author(focus_map, workshop) is None
    assert pressed(phone.page()) == []


def test_placing_keeps_what_is_half_written(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    answer = sent_id(focus_map, workshop)
    fields = {
        "do": f"place:{answer}:1,0",
        f"new-{phone.success}": "half writ",
        f"edit-{answer}": "I sort many letters",
    }
    page = phone.post(fields)
    assert page.status_code == 200
    assert "half writ" in page.text
    assert "I sort many letters" in page.text
    assert "You placed it: outside, both outputs and outcomes." in page.text
    (stored,) = focus_map.service.all_answers(workshop)
    assert stored.answer.text == "I sort letters"


def test_the_script_gets_the_card_anew(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    result = phone.post({"do": f"place:{sent_id(focus_map, workshop)}:0,0"}, JSON)
    assert result.status_code == 200
    assert pressed(result.json()["own"][phone.work]) == ["0,0"]


def test_an_answer_that_cannot_be_read_says_why_and_is_placed_as_well(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    phone = Phone(focus_map, workshop)
    phone.send("hm?")
    page = phone.page()
    assert "No words of either axis." in page
    assert "Place it yourself" in page
    assert "<circle" not in page
    assert "That's right" not in page
    phone.post({"do": f"place:{sent_id(focus_map, workshop)}:1,1"})
    assert "You placed it: outside, outcomes." in phone.page()


@pytest.mark.parametrize("field", ["2,2", "1", "x", "1,1,1"])
def test_a_place_that_is_none_is_told(
    phone: Phone, focus_map: FocusMap, workshop: Workshop, field: str
) -> None:
    result = phone.post({"do": f"place:{sent_id(focus_map, workshop)}:{field}"}, JSON)
    assert result.status_code == 422
    assert "no such place on the map" in result.json()["message"]
    assert author(focus_map, workshop) is None


def test_a_closed_step_offers_no_fields_and_takes_none(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    answer = sent_id(focus_map, workshop)
    phone.post({"do": f"place:{answer}:1,1"})
    focus_map.service.close_step(workshop.id, "ask")
    page = phone.page()
    assert "You placed it: outside, outcomes." in page
    assert "Place it:" not in page
    result = phone.post({"do": f"place:{answer}:-1,1"}, JSON)
    assert result.status_code == 422
    assert "does not take answers now" in result.json()["errors"][f"place-{answer}"]


def test_nobody_places_the_answer_of_somebody_else(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    other = Phone(focus_map, workshop)
    result = other.post({"do": f"place:{sent_id(focus_map, workshop)}:1,1"}, JSON)
    assert result.status_code == 422
    assert "not there any more" in result.json()["message"]
    assert author(focus_map, workshop) is None


def test_changed_words_are_read_anew_and_the_phone_said_so(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    answer = sent_id(focus_map, workshop)
    assert "where the answer was placed is forgotten" not in phone.page()
    phone.post({"do": f"place:{answer}:1,1"})
    assert "where the answer was placed is forgotten" in phone.page()
    phone.post({"do": f"change:{answer}", f"edit-{answer}": "I sort the post"})
    assert "You placed it" not in phone.page()
    assert author(focus_map, workshop) is None


def test_only_the_newest_that_nobody_looked_at_has_its_map_open(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    phone.send("I weigh parcels", "k2")
    opened = r'<details class="place" id="map-(\w+)" open>'
    first, second = (a.answer.id for a in focus_map.service.all_answers(workshop))
    newest = re.findall(opened, phone.page())
    assert len(newest) == 1
    phone.post({"do": f"place:{newest[0]}:1,1"})
    rest = {first, second} - set(newest)
    assert set(re.findall(opened, phone.page())) == rest


def test_the_author_is_told_what_the_facilitator_did(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    focus_map.service.reveal_step(workshop.id, "ask")
    answer = sent_id(focus_map, workshop)
    focus_map.service.place_for_author(workshop.id, answer, Field(0, 1))
    assert "The facilitator placed it: both inside and outside, outcomes." in phone.page()
    assert pressed(phone.page()) == []
