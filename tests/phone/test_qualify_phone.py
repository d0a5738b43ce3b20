"""Qualify on the phone: three prompts in words, then three dots; no dot told, none too many."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.entries import ENTRIES_ON_PHONE
from focusmap.model import Workshop
from tests.phone.test_phone_routes import JSON, Phone

ROOT = Path(__file__).parents[2]
TEXTS = ("Budget kept", "Calls <b>answered</b>", "Empty flats", "Overtime")


@pytest.fixture
def room(focus_map: FocusMap, workshop: Workshop) -> Workshop:
    """A workshop where dots are given to four entries."""
    fill(focus_map, workshop, TEXTS)
    focus_map.service.reveal_step(workshop.id, "qualify")
    focus_map.service.set_qualify_stage(workshop.id, "dots")
    return focus_map.service.workshop_by_id(workshop.id)


@pytest.fixture
def phone(focus_map: FocusMap, room: Workshop) -> Phone:
    return Phone(focus_map, room)


def fill(focus_map: FocusMap, workshop: Workshop, texts: tuple[str, ...]) -> None:
    service = focus_map.service
    service.open_step(workshop.id, "qualify")
    measured = workshop.questions_of("qualify")[0]
    for n, text in enumerate(texts):
        person = service.join(workshop.id, f"writer {n}")
        service.send(workshop.id, person.id, measured.id, str(n), text)


def entries(html: str) -> list[tuple[str, str]]:
    """Return the entries on a page as (id, whether it has one's dot)."""
    return re.findall(r'value="tap:dot-(\w+):1"[^>]*data-now="(\w)"', html)


def given(html: str) -> int:
    now = {name: is_given == "1" for name, is_given in entries(html)}
    # Of the two buttons the one that would do what is done already is not there.
    assert now == {
        name: bool(hidden)
        for name, hidden in re.findall(r'value="tap:dot-(\w+):1"[^>]*?( hidden)?>', html)
    }
    return sum(now.values())


def test_three_prompts_are_asked_with_five_answers_each(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    focus_map.service.open_step(workshop.id, "qualify")
    phone = Phone(focus_map, workshop)
    labels = re.findall(r'<label for="new-\w+"[^>]*>([^<]+)</label>', phone.html)
    assert labels == ["What is measured here?", "What is valued here?", "What is rewarded here?"]
    measured = workshop.questions_of("qualify")[0].id
    for n in range(5):
        phone.post({"do": "send", f"new-{measured}": f"N{n}", f"key-{measured}": f"k{n}"})
    assert "That is all there is room for." in phone.page()


def test_no_entry_of_others_is_on_a_phone_before_the_dots(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    fill(focus_map, workshop, TEXTS)
    for reveal in (False, True):
        if reveal:
            focus_map.service.reveal_step(workshop.id, "qualify")
        html = Phone(focus_map, workshop).html
        assert "Budget kept" not in html
        assert entries(html) == []


def test_the_list_is_escaped_and_goes_by_prompt(phone: Phone) -> None:
    assert len(entries(phone.html)) == 4
    assert "Calls &lt;b&gt;answered" in phone.html
    assert ">You have 3 dots left." in phone.html
    assert 'data-stage="dots"' in phone.html


def test_without_script_a_dot_is_given_and_taken_back(phone: Phone) -> None:
    name = entries(phone.html)[0][0]
    answer = phone.post({"do": f"tap:dot-{name}:1"})
    assert (answer.status_code, answer.headers["location"]) == (303, phone.path)
    assert given(phone.page()) == 1
    assert f'value="tap:dot-{name}:0"' in phone.page()
    phone.post({"do": f"tap:dot-{name}:0"})
    assert given(phone.page()) == 0


def test_with_all_dots_given_the_others_cannot_be_pressed(phone: Phone) -> None:
    names = [name for name, _ in entries(phone.html)]
    for name in names[:3]:
        answer = phone.post({"do": f"tap:dot-{name}:1"}, JSON)
        assert answer.status_code == 200
    part = answer.json()["parts"]["ballot"]
    assert given(part) == 3
    assert part.count(" disabled") == 1
    assert ">All your dots are given." in part
    refused = phone.post({"do": f"tap:dot-{names[3]}:1"}, JSON)
    assert refused.status_code == 422
    assert "all 3 dots" in refused.json()["errors"][f"tap-dot-{names[3]}"]


def test_a_phone_is_told_nobodys_dots_but_its_own(focus_map: FocusMap, phone: Phone) -> None:
    phone.post({"do": f"tap:dot-{entries(phone.html)[0][0]}:1"})
    for stage in ("dots", "result"):
        focus_map.service.set_qualify_stage(phone.workshop.id, stage)
        assert given(Phone(focus_map, phone.workshop).html) == 0
        assert given(phone.page()) == 1


def test_dots_that_are_closed_take_no_tap_and_leave_the_page(
    focus_map: FocusMap, phone: Phone
) -> None:
    name = entries(phone.html)[0][0]
    focus_map.service.set_qualify_stage(phone.workshop.id, "entries")
    refused = phone.post({"do": f"tap:dot-{name}:1"}, JSON)
    assert "Dots are not given now" in refused.json()["message"]
    assert entries(phone.page()) == []
    assert 'data-stage=""' in phone.page()


def test_a_very_long_list_is_cut_by_prompt_and_says_so(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    fill(focus_map, workshop, tuple(f"Number {n}" for n in range(ENTRIES_ON_PHONE + 7)))
    focus_map.service.reveal_step(workshop.id, "qualify")
    focus_map.service.set_qualify_stage(workshop.id, "dots")
    phone = Phone(focus_map, workshop)
    assert len(entries(phone.html)) == ENTRIES_ON_PHONE
    assert "7 more, named by few people, are on the wall." in phone.html


def test_the_longest_list_leaves_the_page_light(focus_map: FocusMap, workshop: Workshop) -> None:
    service = focus_map.service
    service.open_step(workshop.id, "qualify")
    for question in workshop.questions_of("qualify"):
        for n in range(ENTRIES_ON_PHONE):
            person = service.join(workshop.id, f"writer {n}")
            words = hashlib.sha256(f"{question.id}{n}".encode()).hexdigest()[:40]
            service.send(workshop.id, person.id, question.id, f"{question.id}{n}", words)
    service.reveal_step(workshop.id, "qualify")
    service.set_qualify_stage(workshop.id, "dots")
    phone = Phone(focus_map, workshop)
    assert len(entries(phone.html)) == 3 * ENTRIES_ON_PHONE
    files = [ROOT / "phone" / "static" / "phone.js", ROOT / "web" / "static" / "page.css"]
    parts = [phone.html.encode(), *(file.read_bytes() for file in files)]
    assert sum(len(gzip.compress(part)) for part in parts) < 30_000
