"""Rating measures on the phone: by form and by script, one's own only, and a light page."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.measures import KIND
from focusmap.measuring import ON_PHONE
from focusmap.model import Item, Workshop
from tests.phone.test_phone_routes import JSON, Phone
from tests.phone.test_steps12 import pressed, values

ROOT = Path(__file__).parent.parent.parent
IMPORTANT = "How important is this for the people outside?"


def add(focus_map: FocusMap, workshop: Workshop, what: str = "damp flats") -> Item:
    fields = {"direction": "fewer", "what": what, "for_whom": "tenants"}
    return focus_map.service.items.add(workshop.id, KIND, fields)


@pytest.fixture
def item(focus_map: FocusMap, workshop: Workshop) -> Item:
    """A measure that can be rated."""
    service = focus_map.service
    service.open_step(workshop.id, "act")
    service.set_act_stage(workshop.id, "measures")
    made = add(focus_map, workshop)
    service.reveal_step(workshop.id, "act")
    return made


@pytest.fixture
def phone(focus_map: FocusMap, workshop: Workshop, item: Item) -> Phone:
    """A phone at the bench."""
    return Phone(focus_map, workshop)


def test_a_measure_is_rated_twice_from_one_to_ten(phone: Phone, item: Item) -> None:
    assert "Fewer damp flats for tenants." in phone.html
    assert IMPORTANT in phone.html
    assert "How satisfied are they with it today?" in phone.html
    assert values(phone.html) == [
        f"tap:vote-{name}-{item.id}:{n}"
        for name in ("importance", "satisfaction")
        for n in range(1, 11)
    ]


def test_without_script_a_rating_is_given_changed_and_taken_back(phone: Phone, item: Item) -> None:
    for value in (9, 3):
        assert phone.post({"do": f"tap:vote-importance-{item.id}:{value}"}).status_code == 303
    assert "You have rated 0 of 1." in phone.page()
    phone.post({"do": f"tap:vote-satisfaction-{item.id}:10"})
    page = phone.page()
    assert pressed(page) == [f"vote-importance-{item.id}", f"vote-satisfaction-{item.id}"]
    assert "You have rated 1 of 1." in page
    # The pressed button takes back what it gave.
    assert values(page).count(f"tap:vote-importance-{item.id}:") == 1
    phone.post({"do": f"tap:vote-importance-{item.id}:"})
    assert pressed(phone.page()) == [f"vote-satisfaction-{item.id}"]


def test_the_script_gets_the_part_anew(phone: Phone, item: Item) -> None:
    result = phone.post({"do": f"tap:vote-satisfaction-{item.id}:7"}, JSON).json()
    assert pressed(result["parts"]["measures"]) == [f"vote-satisfaction-{item.id}"]


@pytest.mark.parametrize("value", ["0", "11", "-1", "x", "5.5"])
def test_a_rating_off_the_scale_is_refused(phone: Phone, item: Item, value: str) -> None:
    answer = phone.post({"do": f"tap:vote-importance-{item.id}:{value}"}, JSON)
    assert answer.status_code == 422
    assert pressed(phone.page()) == []


def test_nobody_is_told_how_others_rated_before_or_after_it_is_shown(
    focus_map: FocusMap, workshop: Workshop, phone: Phone, item: Item
) -> None:
    before = Phone(focus_map, workshop).html
    others = [Phone(focus_map, workshop) for _ in range(5)]
    for other in others:
        other.post({"do": f"tap:vote-importance-{item.id}:9"})
        other.post({"do": f"tap:vote-satisfaction-{item.id}:2"})

    def without_tokens(page: str) -> str:
        # The mark tells that the facilitator did something, as the wall does.
        once = r'value="[0-9a-f]{32,}"|<span class="code">[^<]*|data-mark="\w+"'
        return re.sub(once, "", page)

    for shown in (False, True):
        focus_map.service.measuring.show_ratings(workshop.id, shown=shown)
        assert without_tokens(phone.page()) == without_tokens(before)


def test_a_measure_is_on_no_phone_before_the_reveal(
    focus_map: FocusMap, workshop: Workshop, phone: Phone
) -> None:
    focus_map.service.open_step(workshop.id, "act")
    assert "damp flats" not in phone.page()
    assert "You rate them here when they are shown." in phone.page()


def test_a_hidden_measure_leaves_the_phones(
    focus_map: FocusMap, workshop: Workshop, phone: Phone, item: Item
) -> None:
    focus_map.service.items.set_hidden(workshop.id, item.id, hidden=True)
    assert "damp flats" not in phone.page()
    assert "There is no measure to rate yet." in phone.page()


def test_what_was_typed_is_escaped(focus_map: FocusMap, workshop: Workshop, phone: Phone) -> None:
    add(focus_map, workshop, "<b>xyzzy</b> {{ 1 }}")
    assert "Fewer &lt;b&gt;xyzzy&lt;/b&gt; {{ 1 }} for tenants." in phone.page()


def test_the_longest_list_leaves_the_page_light_and_says_what_is_missing(
    focus_map: FocusMap, workshop: Workshop, item: Item
) -> None:
    for n in range(ON_PHONE + 4):
        add(focus_map, workshop, hashlib.sha256(str(n).encode()).hexdigest()[:80])
    phone = Phone(focus_map, workshop)
    assert phone.html.count(IMPORTANT) == ON_PHONE
    assert "5 more are on the wall: each phone has others of them." in phone.html
    files = [ROOT / "phone" / "static" / "phone.js", ROOT / "web" / "static" / "page.css"]
    parts = [phone.html.encode(), *(file.read_bytes() for file in files)]
    assert sum(len(gzip.compress(part)) for part in parts) < 30_000
