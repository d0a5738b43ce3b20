"""All that one person gave on one page, steps behind the room, and no word of anybody else."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from focusmap.bootstrap import FocusMap
from focusmap.model import Workshop
from tests.phone.test_phone_routes import Phone, texts

SECRET = "xylophone"


@pytest.fixture
def room(focus_map: FocusMap, workshop: Workshop) -> Workshop:
    """A live workshop in which four steps take answers and the group is at Qualify."""
    for step in ("acknowledge", "curiosity", "ask", "qualify"):
        focus_map.service.open_step(workshop.id, step)
    return focus_map.service.workshop_by_id(workshop.id)


@pytest.fixture
def phone(focus_map: FocusMap, room: Workshop) -> Phone:
    return Phone(focus_map, room)


def mine(phone: Phone) -> str:
    answer = phone.client.get(f"{phone.path}/mine")
    assert answer.status_code == 200
    return answer.text


def at(phone: Phone, step: str) -> str:
    answer = phone.client.get(f"{phone.path}/{step}")
    assert answer.status_code == 200
    return answer.text


def test_nothing_given_is_said(phone: Phone) -> None:
    assert "You have given nothing yet" in mine(phone)


def test_all_that_was_written_and_tapped_stands_there(phone: Phone) -> None:
    phone.send("I sort <b>letters</b>")
    for tap in ("met-engine_room:1", "rate-looking:5", "guess:40,60"):
        phone.post({"do": f"tap:{tap}"})
    page = mine(phone)
    assert "I sort &lt;b&gt;letters&lt;/b&gt;" in page
    assert "<b>letters" not in page
    assert "Met here this month: Engine room" in page
    assert "5 of 5" in page
    assert "Where most of us look: outside, outcomes" in page
    assert "<script" not in page


def test_nothing_of_others_is_there(phone: Phone, focus_map: FocusMap, room: Workshop) -> None:
    other = Phone(focus_map, room)
    other.send(f"I play the {SECRET}")
    other.post({"do": "tap:rate-looking:5"})
    page = mine(phone)
    assert SECRET not in page
    assert "of 5" not in page
    assert SECRET in mine(other)


def test_an_answer_is_changed_and_deleted_there(
    phone: Phone, focus_map: FocusMap, room: Workshop
) -> None:
    phone.send("I sort letters")
    answer_id = re.findall(r'name="edit-(\w+)"', mine(phone))[0]

    def post(fields: dict[str, str]):  # type: ignore[no-untyped-def]
        return phone.client.post(f"{phone.path}/mine", data={"token": phone.token, **fields})

    changed = post({f"edit-{answer_id}": "I read letters", "do": f"change:{answer_id}"})
    assert (changed.status_code, changed.headers["location"]) == (303, f"{phone.path}/mine")
    assert texts(focus_map, room) == ["I read letters"]
    refused = post({f"edit-{answer_id}": "x" * 100_000, "do": f"change:{answer_id}"})
    assert refused.status_code == 422
    assert "x" * 100_000 in refused.text
    focus_map.service.close_step(room.id, "ask")
    late = post({f"edit-{answer_id}": "Too late", "do": f"change:{answer_id}"})
    assert late.status_code == 422
    assert "Too late" in late.text
    assert f'name="edit-{answer_id}"' not in mine(phone)
    focus_map.service.open_step(room.id, "ask")
    assert post({"do": f"delete:{answer_id}"}).status_code == 303
    assert texts(focus_map, room) == []


def test_a_stranger_or_another_site_reaches_nothing(phone: Phone) -> None:
    phone.send("I sort letters")
    stranger = TestClient(phone.client.app, follow_redirects=False)
    assert stranger.get(f"{phone.path}/mine").status_code == 303
    away = {"Sec-Fetch-Site": "cross-site"}
    fields = {"token": phone.token, "do": "send"}
    assert phone.client.post(f"{phone.path}/mine", data=fields, headers=away).status_code == 403


# Steps behind the room


def test_a_latecomer_is_told_what_was_missed_with_a_way_there(phone: Phone) -> None:
    page = phone.page()
    assert "We are at step 4 of 6. What is behind us you can still answer:" in page
    for step in ("acknowledge", "curiosity", "ask"):
        assert re.search(rf'href="{phone.path}/{step}">\d \w+</a>', page)
    phone.send("I sort letters")
    page = phone.page()
    assert "Behind us: Acknowledge, Curiosity, Ask. You can still answer:" in page
    assert ">3 Ask</a>" not in page
    for tap in ("met-engine_room:1", "rate-looking:5"):
        phone.post({"do": f"tap:{tap}"})
    assert "You can still answer" not in phone.page()


def test_an_earlier_step_is_answered_and_one_stays_there(
    phone: Phone, focus_map: FocusMap, room: Workshop
) -> None:
    page = at(phone, "ask")
    assert "The group is at step 4: Qualify." in page
    assert f'action="{phone.path}/ask"' in page
    fields = {f"new-{phone.work}": "I sort letters", f"key-{phone.work}": "k", "do": "send"}
    answer = phone.client.post(f"{phone.path}/ask", data={"token": phone.token, **fields})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{phone.path}/ask")
    assert texts(focus_map, room) == ["I sort letters"]


@pytest.mark.parametrize("step", ["identify", "qualify", "act", "nowhere"])
def test_what_is_closed_or_here_has_no_page_of_its_own(phone: Phone, step: str) -> None:
    answer = phone.client.get(f"{phone.path}/{step}")
    assert (answer.status_code, answer.headers["location"]) == (303, phone.path)


def test_there_are_no_result_pages_in_a_live_workshop(
    phone: Phone, focus_map: FocusMap, room: Workshop
) -> None:
    focus_map.service.reveal_step(room.id, "ask")
    answer = phone.client.get(f"{phone.path}/ask/result")
    assert (answer.status_code, answer.headers["location"]) == (303, phone.path)


def test_words_sent_to_a_step_that_closed_meanwhile_are_given_back(
    phone: Phone, focus_map: FocusMap, room: Workshop
) -> None:
    at(phone, "ask")
    focus_map.service.close_step(room.id, "ask")
    focus_map.service.open_step(room.id, "qualify")
    fields = {f"new-{phone.work}": f"The {SECRET}", f"key-{phone.work}": "k", "do": "send"}
    answer = phone.client.post(f"{phone.path}/ask", data={"token": phone.token, **fields})
    assert answer.status_code == 422
    assert f"The {SECRET}" in answer.text
