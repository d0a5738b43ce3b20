"""Items written on the phone: new ones, changed ones, conflicts; with the script and without."""

from __future__ import annotations

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.items import By
from focusmap.model import Item, Workshop
from tests.phone.test_phone_routes import JSON, Phone


@pytest.fixture
def acting(focus_map: FocusMap, workshop: Workshop) -> Workshop:
    """A workshop at Act, with Identify open as well."""
    for step in ("identify", "act"):
        focus_map.service.open_step(workshop.id, step)
    return focus_map.service.workshop_by_id(workshop.id)


@pytest.fixture
def phone(focus_map: FocusMap, acting: Workshop) -> Phone:
    return Phone(focus_map, acting)


@pytest.fixture
def statement(focus_map: FocusMap, acting: Workshop) -> Item:
    focus_map.service.set_identify_stage(acting.id, "statement")
    return focus_map.service.items.add(acting.id, "statement", {"text": "We look inside."})


def new(text: str, key: str = "k1") -> dict[str, str]:
    return {"do": "send", "new-item-word-more": text, "key-item-word-more": key}


def edit(item: Item, text: str, base: int = 1) -> dict[str, str]:
    return {
        "do": f"change:item-{item.id}",
        f"edit-item-{item.id}": text,
        f"base-item-{item.id}": str(base),
    }


@pytest.mark.parametrize("headers", [JSON, {}])
def test_a_new_item_is_kept_once(
    focus_map: FocusMap, acting: Workshop, phone: Phone, headers: dict[str, str]
) -> None:
    for _ in range(2):
        phone.post(new("They walk by themselves."), headers)
    (kept,) = focus_map.service.items.all(acting, "word")
    fields = {"word": "They walk by themselves.", "list": "more"}
    assert (kept.about, kept.fields) == ("more", fields)
    assert kept.author_id


def trying(we_will: str) -> dict[str, str]:
    name = "item-experiment-"
    return {"do": "send", f"new-{name}.we_will": we_will, f"key-{name}": "k1"}


@pytest.mark.parametrize("headers", [JSON, {}])
def test_sent_again_from_a_page_that_was_gone_back_to_the_new_words_count(
    focus_map: FocusMap, acting: Workshop, phone: Phone, headers: dict[str, str]
) -> None:
    phone.post(trying("call"), headers)
    phone.post(trying("visit"), headers)
    (kept,) = focus_map.service.items.all(acting, "experiment")
    assert (kept.fields["we_will"], kept.version) == ("visit", 2)


def test_words_for_what_is_chosen_by_now_stay_in_their_field(
    focus_map: FocusMap, acting: Workshop, phone: Phone
) -> None:
    focus_map.service.set_act_stage(acting.id, "process")
    phone.post(trying("call"), JSON)
    (kept,) = focus_map.service.items.all(acting, "experiment")
    focus_map.service.items.set_state(acting.id, kept.id, "chosen")
    name = f"item-{kept.id}"
    typed = {
        "do": f"change:{name}",
        f"edit-{name}.we_will": "my own <words>",
        f"base-{name}": "1",
    }
    answer = phone.post(typed, JSON)
    assert "has chosen this" in answer.json()["errors"][f"edit-{name}"]
    assert "my own &lt;words&gt;" in phone.post(typed).text


def test_an_unknown_kind_is_refused_with_its_words_given_back(phone: Phone) -> None:
    answer = phone.post({"new-item-poem-1": "Roses", "key-item-poem-1": "k"}, JSON)
    assert answer.status_code == 422
    assert "older page" in answer.json()["errors"]["new-item-poem-1"]


def test_a_change_is_stored_under_the_version_it_began_with(
    focus_map: FocusMap, acting: Workshop, phone: Phone, statement: Item
) -> None:
    assert phone.post(edit(statement, "We look outside."), JSON).status_code == 200
    assert focus_map.service.items.item(acting, statement.id).version == 2


def test_who_comes_second_is_told_and_overwrites_nothing(
    focus_map: FocusMap, acting: Workshop, phone: Phone, statement: Item
) -> None:
    focus_map.service.items.change(acting.id, statement.id, {"text": "theirs"}, base=1)
    answer = phone.post(edit(statement, "mine"), JSON)
    assert "Nothing is lost" in answer.json()["errors"][f"edit-item-{statement.id}"]
    assert focus_map.service.items.item(acting, statement.id).fields["text"] == "theirs"


def test_without_script_a_conflict_gives_the_words_back(
    focus_map: FocusMap, acting: Workshop, phone: Phone, statement: Item
) -> None:
    focus_map.service.items.change(acting.id, statement.id, {"text": "theirs"}, base=1)
    answer = phone.post(edit(statement, "my own <words>"))
    assert answer.status_code == 422
    assert "Nothing is lost" in answer.text
    assert "my own &lt;words&gt;" in answer.text


def test_a_form_that_was_not_changed_changes_nothing(
    focus_map: FocusMap, acting: Workshop, phone: Phone, statement: Item
) -> None:
    focus_map.service.items.change(acting.id, statement.id, {"text": "theirs"}, base=1)
    untouched = edit(statement, "theirs") | {"do": "send"}
    answer = phone.post(untouched, JSON)
    assert "no words in it yet" in answer.json()["message"]
    assert focus_map.service.items.item(acting, statement.id).version == 2


def test_one_deletes_ones_own_and_nobody_elses(
    focus_map: FocusMap, acting: Workshop, phone: Phone
) -> None:
    phone.post(new("Mine."), JSON)
    (own,) = focus_map.service.items.all(acting, "word")
    other = focus_map.service.join(acting.id, "another phone")
    theirs = focus_map.service.items.add(
        acting.id, "word", {"word": "x", "list": "less"}, By(other.id), about="less"
    )
    assert phone.post({"do": f"delete:item-{own.id}"}, JSON).status_code == 200
    assert phone.post({"do": f"delete:item-{theirs.id}"}, JSON).status_code == 403
    assert focus_map.service.items.all(acting, "word") == (theirs,)


def test_votes_come_as_taps(focus_map: FocusMap, acting: Workshop, phone: Phone) -> None:
    item = focus_map.service.items.add(acting.id, "measure", {"what": "calls"})
    focus_map.service.reveal_step(acting.id, "act")
    tap = f"tap:vote-importance-{item.id}"
    assert phone.post({"do": f"{tap}:3"}, JSON).status_code == 200
    assert [v.value for v in focus_map.service.items.votes(acting, "measure")] == [3]
    assert phone.post({"do": f"{tap}:"}, JSON).status_code == 200
    assert phone.post({"do": f"{tap}:nine"}, JSON).status_code == 422
    assert focus_map.service.items.votes(acting, "measure") == ()
