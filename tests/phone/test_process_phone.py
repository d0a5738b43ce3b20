"""The bench for process on the phone: a proposal in three parts, three dots, nothing early."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.experiments import KIND
from focusmap.items import By
from focusmap.model import Item, Workshop
from focusmap.process import ON_PHONE
from tests.phone.test_phone_routes import JSON, Phone

ROOT = Path(__file__).parents[2]
NEW = "new-item-experiment-"
WORDS = {
    f"{NEW}.when": "a week begins",
    f"{NEW}.we_will": "each talk with one customer",
    f"{NEW}.so_that": "we know what they can do",
    "key-item-experiment-": "k1",
}


@pytest.fixture
def room(focus_map: FocusMap, workshop: Workshop) -> Workshop:
    """A workshop at the bench for process, which takes proposals."""
    focus_map.service.open_step(workshop.id, "act")
    focus_map.service.set_act_stage(workshop.id, "process")
    return focus_map.service.workshop_by_id(workshop.id)


@pytest.fixture
def phone(focus_map: FocusMap, room: Workshop) -> Phone:
    return Phone(focus_map, room)


def kept(focus_map: FocusMap, room: Workshop) -> tuple[Item, ...]:
    return focus_map.service.items.all(room, KIND)


def propose(focus_map: FocusMap, room: Workshop, text: str) -> Item:
    return focus_map.service.items.add(room.id, KIND, {"we_will": text})


def dots(html: str) -> list[tuple[str, str]]:
    """Return the experiments on a page as (id, whether it has one's dot)."""
    return re.findall(r'value="tap:vote-dot-(\w+):1"[^>]*data-now="(\w?)"', html)


def test_three_plain_fields_with_labels_and_send(phone: Phone) -> None:
    labels = re.findall(r'<label class="part" for="(new[^"]+)">([^<]+)</label>', phone.html)
    assert labels == [
        (f"{NEW}.when", "When …"),
        (f"{NEW}.we_will", "we will …"),
        (f"{NEW}.so_that", "so that …"),
    ]
    assert re.search(r'<button[^>]*value="send">Send</button>', phone.html)


def test_without_script_three_fields_are_one_experiment(
    phone: Phone, focus_map: FocusMap, room: Workshop
) -> None:
    answer = phone.post({"do": "send", **WORDS})
    assert (answer.status_code, answer.headers["location"]) == (303, phone.path)
    (item,) = kept(focus_map, room)
    assert item.fields["when"] == "a week begins"
    assert item.fields["so_that"] == "we know what they can do"
    said = "When a week begins, we will each talk with one customer, so that we know what they can"
    assert said in phone.page()


def test_sent_twice_it_is_kept_once(phone: Phone, focus_map: FocusMap, room: Workshop) -> None:
    for _ in range(2):
        phone.post({"do": "send", **WORDS})
    assert len(kept(focus_map, room)) == 1


def test_what_is_refused_comes_back_in_all_its_parts(phone: Phone) -> None:
    words = {**WORDS, f"{NEW}.we_will": " "}
    answer = phone.post({"do": "send", **words})
    assert answer.status_code == 422
    assert "Write what you will do, under “We will”." in answer.text
    assert "a week begins" in answer.text
    assert "we know what they can do" in answer.text
    told = phone.post({"do": "send", **words}, JSON).json()
    assert list(told["errors"]) == [NEW]


def test_a_part_alone_or_a_part_of_something_else_is_refused(
    phone: Phone, focus_map: FocusMap, room: Workshop
) -> None:
    key = {"key-item-experiment-": "k", "key-item-rewrite-a": "k2"}
    for name in (NEW, "new-item-rewrite-a.text", "new-x.when"):
        told = phone.post({"do": "send", name: "words", **key}, JSON).json()
        assert "older page" in told["message"], name
    assert kept(focus_map, room) == ()


def test_only_the_parts_of_a_phone_can_be_written_on_it(
    phone: Phone, focus_map: FocusMap, room: Workshop
) -> None:
    phone.post({"do": "send", **WORDS, f"{NEW}.owner": "Kari", f"{NEW}.gap": "x"})
    (item,) = kept(focus_map, room)
    assert (item.fields["owner"], item.fields["gap"]) == ("", "")


def edit(item: Item, base: int, **parts: str) -> dict[str, str]:
    name = f"item-{item.id}"
    typed = {**{p: item.fields[p] for p in ("when", "we_will", "so_that")}, **parts}
    fields = {f"edit-{name}.{part}": words for part, words in typed.items()}
    return {"do": f"change:{name}", f"base-{name}": str(base), **fields}


def test_one_changes_ones_own_and_what_the_facilitator_added_stays(
    phone: Phone, focus_map: FocusMap, room: Workshop
) -> None:
    phone.post({"do": "send", **WORDS})
    (item,) = kept(focus_map, room)
    full = {**item.fields, "owner": "Kari", "first_step_date": "2026-10-14"}
    focus_map.service.items.change(room.id, item.id, full, base=1)
    phone.post(edit(item, 2, when="a month begins"))
    (item,) = kept(focus_map, room)
    assert (item.fields["when"], item.fields["owner"]) == ("a month begins", "Kari")
    assert item.version == 3


def test_who_edits_an_older_version_is_told_and_keeps_the_words(
    phone: Phone, focus_map: FocusMap, room: Workshop
) -> None:
    phone.post({"do": "send", **WORDS})
    (item,) = kept(focus_map, room)
    theirs = {**item.fields, "we_will": "call one customer"}
    focus_map.service.items.change(room.id, item.id, theirs, base=1)
    answer = phone.post(edit(item, 1, we_will="visit one customer"))
    assert answer.status_code == 422
    assert "Somebody changed this while you were writing." in answer.text
    assert "visit one customer" in answer.text
    assert "call one customer" in answer.text
    told = phone.post(edit(item, 1, we_will="visit one customer"), JSON).json()
    assert list(told["errors"]) == [f"edit-item-{item.id}"]
    assert "call one customer" in told["parts"]["propose"]


def test_one_deletes_ones_own_and_nobody_elses(
    phone: Phone, focus_map: FocusMap, room: Workshop
) -> None:
    phone.post({"do": "send", **WORDS})
    (own,) = kept(focus_map, room)
    other = propose(focus_map, room, "stay")
    phone.post({"do": f"delete:item-{own.id}"})
    assert phone.post({"do": f"delete:item-{other.id}"}).status_code == 403
    assert kept(focus_map, room) == (other,)


def test_what_is_typed_is_escaped(phone: Phone, focus_map: FocusMap, room: Workshop) -> None:
    phone.post({"do": "send", **WORDS, f"{NEW}.so_that": "<b>tenants</b> can"})
    focus_map.service.reveal_step(room.id, "act")
    assert "<b>tenants" not in phone.page()
    assert "&lt;b&gt;tenants" in phone.page()


# Nothing leaves the server before it is shown


def test_others_see_nothing_of_a_proposal_before_the_reveal(
    phone: Phone, focus_map: FocusMap, room: Workshop
) -> None:
    phone.post({"do": "send", **WORDS})
    other = Phone(focus_map, room)
    wire = other.html + other.post({"do": "send", f"{NEW}.we_will": ""}, JSON).text
    assert "each talk with one customer" not in wire
    assert dots(other.html) == []
    focus_map.service.reveal_step(room.id, "act")
    assert "each talk with one customer" in other.page()
    focus_map.service.items.set_hidden(room.id, kept(focus_map, room)[0].id, hidden=True)
    assert "each talk with one customer" not in other.page()


def test_where_dots_are_is_on_no_phone_while_they_are_given(
    phone: Phone, focus_map: FocusMap, room: Workshop
) -> None:
    items = [propose(focus_map, room, f"try {n}") for n in range(4)]
    focus_map.service.reveal_step(room.id, "act")
    before = Phone(focus_map, room).html
    for n in range(30):
        giver = focus_map.service.join(room.id, f"giver {n}")
        focus_map.service.items.vote(room.id, giver.id, items[2].id, "dot", 1)
    after = Phone(focus_map, room).html

    def plain(html: str) -> str:
        # What is each person's own: the token, the code to come back, the key.
        html = re.sub(r'name="(token|key-[^"]*)" value="[^"]*"', "", html)
        return re.sub(r'<span class="code">[^<]*</span>', "", html)

    assert plain(before) == plain(after)


# Dots


@pytest.fixture
def revealed(focus_map: FocusMap, room: Workshop) -> Phone:
    """A phone where dots can be given to four experiments."""
    for n in range(4):
        propose(focus_map, room, f"try {n}")
    focus_map.service.reveal_step(room.id, "act")
    return Phone(focus_map, room)


def given(html: str) -> int:
    return sum(now == "1" for _, now in dots(html))


def test_without_script_three_dots_are_given_and_taken_back(revealed: Phone) -> None:
    names = [name for name, _ in dots(revealed.html)]
    assert len(names) == 4
    for name in names[:3]:
        assert revealed.post({"do": f"tap:vote-dot-{name}:1"}).status_code == 303
    page = revealed.page()
    assert given(page) == 3
    assert ">All your dots are given." in page
    assert page.count(" disabled") == 1
    told = revealed.post({"do": f"tap:vote-dot-{names[3]}:1"}, JSON)
    assert told.status_code == 422
    assert "You have given all 3 dots." in told.json()["message"]
    revealed.post({"do": f"tap:vote-dot-{names[0]}:"})
    assert given(revealed.page()) == 2


def test_the_script_gets_the_list_anew(revealed: Phone) -> None:
    name = dots(revealed.html)[0][0]
    told = revealed.post({"do": f"tap:vote-dot-{name}:1"}, JSON).json()
    assert given(told["parts"]["experiments"]) == 1
    assert ">You have 2 dots left." in told["parts"]["experiments"]


def test_a_tap_that_comes_late_is_told_that_the_step_is_closed(
    revealed: Phone, focus_map: FocusMap, room: Workshop
) -> None:
    name = dots(revealed.html)[0][0]
    focus_map.service.close_step(room.id, "act")
    assert revealed.post({"do": f"tap:vote-dot-{name}:1"}, JSON).status_code == 422
    assert focus_map.service.items.votes(room, KIND) == ()


def test_the_stage_is_told_to_phones(revealed: Phone, focus_map: FocusMap, room: Workshop) -> None:
    assert 'data-stage="process"' in revealed.html
    focus_map.service.set_act_stage(room.id, "process_dots")
    page = revealed.page()
    assert 'data-stage="process_dots"' in page
    assert 'data-process_dots="Look up: the dots are on the wall."' in page


def test_with_a_full_room_the_page_stays_light(focus_map: FocusMap, room: Workshop) -> None:
    for n in range(150):
        words = f"{n} try to ask the tenants of house {n * 7} what still keeps them awake at night"
        writer = By(focus_map.service.join(room.id, f"writer {n}").id)
        fields = {"when": f"month {n} begins", "we_will": words, "so_that": f"{n} people sleep"}
        focus_map.service.items.add(room.id, KIND, fields, writer)
    focus_map.service.reveal_step(room.id, "act")
    page = Phone(focus_map, room).html
    assert len(dots(page)) == ON_PHONE
    assert "110 more are on the wall" in page
    parts = [page.encode(), *((ROOT / f).read_bytes() for f in FILES)]
    assert sum(len(gzip.compress(part)) for part in parts) < 30_000


FILES = ("web/static/page.css", "phone/static/phone.js")
