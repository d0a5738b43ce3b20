"""Groups on the phone: asked once, with or without a script, and told to nobody."""

from __future__ import annotations

import gzip
import re

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.grouping import NONE
from focusmap.groups import LONGEST_GROUP, MOST_GROUPS
from focusmap.model import Group, Workshop
from focusmap.settings import ROOT
from tests.phone.test_phone_routes import JSON, Phone

FRESH = "Which group are you in?"


@pytest.fixture
def groups(focus_map: FocusMap, workshop: Workshop) -> tuple[Group, ...]:
    """Two groups, one with signs that must be escaped."""
    return focus_map.service.groups.set_up(workshop.id, {}, ["Sales & <b>more</b>", "Support"])


@pytest.fixture
def phone(focus_map: FocusMap, workshop: Workshop, groups: tuple[Group, ...]) -> Phone:
    """Somebody who joined after the groups were set up."""
    return Phone(focus_map, workshop)


def pressed(html: str) -> list[str]:
    """Return the values of the groups that are pressed."""
    found = re.findall(r'data-tap="group" data-value="(\w+)"[^>]*aria-pressed="true"', html)
    return [str(value) for value in found]


def test_without_groups_nobody_is_asked(focus_map: FocusMap, workshop: Workshop) -> None:
    """The page is as it was."""
    assert FRESH not in Phone(focus_map, workshop).html


def test_the_groups_stand_above_the_questions(phone: Phone, groups: tuple[Group, ...]) -> None:
    """With a way to say nothing, and none pressed."""
    assert phone.html.index(FRESH) < phone.html.index("What is your work?")
    assert "Sales &amp; &lt;b&gt;more&lt;/b&gt;" in phone.html
    assert "I would rather not say" in phone.html
    assert "<summary>Your group:" not in phone.html
    assert pressed(phone.html) == []


def test_without_script_a_button_chooses_and_the_list_moves_to_the_end(
    phone: Phone, groups: tuple[Group, ...]
) -> None:
    """Folded, with the own group in its title."""
    answer = phone.post({"do": f"tap:group:{groups[1].id}"})
    assert (answer.status_code, answer.headers["location"]) == (303, phone.path)
    html = phone.page()
    assert "<summary>Your group: <bdi>Support</bdi>" in html
    assert html.index("What is your work?") < html.index(FRESH)
    assert pressed(html) == [groups[1].id]


def test_the_script_gets_the_list_folded(phone: Phone, groups: tuple[Group, ...]) -> None:
    """It stands where it stood until the page is loaded again."""
    part = phone.post({"do": f"tap:group:{groups[0].id}"}, JSON).json()["parts"]["group"]
    assert part.startswith("<details><summary>Your group: <bdi>Sales &amp; &lt;b&gt;")


def test_to_say_nothing_is_a_choice(phone: Phone) -> None:
    """And is not asked again."""
    assert phone.post({"do": f"tap:group:{NONE}"}).status_code == 303
    assert "<summary>Your group: <bdi>not said</bdi>" in phone.page()
    assert pressed(phone.page()) == [NONE]


def test_a_choice_can_be_changed(
    phone: Phone, focus_map: FocusMap, workshop: Workshop, groups: tuple[Group, ...]
) -> None:
    """The last one counts."""
    for value in (groups[0].id, NONE, groups[1].id):
        phone.post({"do": f"tap:group:{value}"}, JSON)
    assert list(focus_map.service.groups.chosen(workshop).values()) == [groups[1].id]


def test_words_that_are_not_sent_stay_in_their_field(
    phone: Phone, groups: tuple[Group, ...]
) -> None:
    """Without a script the whole form comes along with the tap."""
    fields = {f"new-{phone.work}": "half a thought", f"key-{phone.work}": "k"}
    answer = phone.post({"do": f"tap:group:{groups[0].id}", **fields})
    assert "half a thought</textarea>" in answer.text


def test_a_group_that_is_gone_is_refused_with_what_to_do(
    phone: Phone, focus_map: FocusMap, workshop: Workshop, groups: tuple[Group, ...]
) -> None:
    """The others are there to choose."""
    focus_map.service.groups.set_up(workshop.id, {groups[0].id: ""})
    answer = phone.post({"do": f"tap:group:{groups[0].id}"}, JSON)
    assert answer.status_code == 422
    assert "Choose another one" in answer.json()["errors"]["tap-group"]
    assert groups[0].id not in answer.json()["parts"]["group"]


def test_whose_group_was_removed_is_asked_again(
    phone: Phone, focus_map: FocusMap, workshop: Workshop, groups: tuple[Group, ...]
) -> None:
    """And only they."""
    phone.post({"do": f"tap:group:{groups[0].id}"})
    other = Phone(focus_map, workshop)
    other.post({"do": f"tap:group:{groups[1].id}"})
    focus_map.service.groups.set_up(workshop.id, {groups[0].id: ""})
    assert "<summary>Your group:" not in phone.page()
    assert "<summary>Your group: <bdi>Support" in other.page()


@pytest.mark.parametrize("step", ["ask", "identify"])
def test_a_closed_step_asks_for_the_group_and_has_no_button_to_send(
    focus_map: FocusMap, workshop: Workshop, groups: tuple[Group, ...], step: str
) -> None:
    """Whoever waits has time for it."""
    focus_map.service.close_step(workshop.id, step)
    focus_map.service.move_to(workshop.id, step)
    html = Phone(focus_map, workshop).html
    assert FRESH in html
    assert 'id="send"' not in html
    assert "Answers appear on the wall" not in html


def test_latecomers_are_asked_too(
    focus_map: FocusMap, workshop: Workshop, groups: tuple[Group, ...]
) -> None:
    """After the reveal as well."""
    focus_map.service.reveal_step(workshop.id, "ask")
    assert FRESH in Phone(focus_map, workshop).html


def test_no_phone_is_told_what_others_chose(
    phone: Phone, focus_map: FocusMap, workshop: Workshop, groups: tuple[Group, ...]
) -> None:
    """A page is the same, whatever others did."""
    before = phone.page()
    for n in range(6):
        other = Phone(focus_map, workshop)
        other.post({"do": f"tap:group:{groups[n % 2].id}"})
    key = re.compile(r'(?<=" value=")\w{32}(?=")')
    assert key.sub("", phone.page()) == key.sub("", before)


def test_the_longest_list_leaves_the_page_light(focus_map: FocusMap, workshop: Workshop) -> None:
    """Twelve names of the longest kind."""
    names = [f"{n:02}" * (LONGEST_GROUP // 2) for n in range(MOST_GROUPS)]
    focus_map.service.groups.set_up(workshop.id, {}, names)
    html = Phone(focus_map, workshop).html
    files = [ROOT / "phone" / "static" / "phone.js", ROOT / "web" / "static" / "page.css"]
    parts = [html.encode(), *(file.read_bytes() for file in files)]
    assert sum(len(gzip.compress(part)) for part in parts) < 30_000
