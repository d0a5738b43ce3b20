"""The bench for language on the phone: rewriting, the reading as one types, picks, words."""

from __future__ import annotations

import re

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.items import By
from focusmap.model import Item, Workshop
from focusmap.rereading import MOST_BYTES, READS_AT_ONCE
from tests.phone.test_phone_routes import JSON, Phone

SECRET = "Xylophone"


@pytest.fixture
def room(focus_map: FocusMap, workshop: Workshop) -> Workshop:
    """A workshop at Act with one answer on the bench."""
    service = focus_map.service
    writer = service.join(workshop.id, "writer")
    question = workshop.questions_of("ask")[0]
    said = service.send(workshop.id, writer.id, question.id, "k", "We ship <b>features</b>")
    service.reveal_step(workshop.id, "ask")
    service.rewrites.put_on(workshop.id, said.id)
    service.open_step(workshop.id, "act")
    service.move_to(workshop.id, "act")
    return service.workshop_by_id(workshop.id)


@pytest.fixture
def old(focus_map: FocusMap, room: Workshop) -> str:
    return focus_map.service.rewrites.bench(room).answers[0].id


@pytest.fixture
def phone(focus_map: FocusMap, room: Workshop) -> Phone:
    return Phone(focus_map, room)


def new(old: str, text: str, key: str = "k1") -> dict[str, str]:
    return {"do": "send", f"new-item-rewrite-{old}": text, f"key-item-rewrite-{old}": key}


def others(focus_map: FocusMap, room: Workshop, old: str, text: str) -> Item:
    service = focus_map.service
    who = service.join(room.id, f"writer of {text}")
    return service.items.add(
        room.id, "rewrite", {"text": text}, By(who.id), key=text, about=old, most=3
    )


def read(phone: Phone, old: str, text: str, **headers: str):  # type: ignore[no-untyped-def]
    return phone.client.post(
        f"{phone.path}/reading",
        data={"token": phone.token, "about": old, "text": text},
        headers=headers,
    )


def test_the_answer_stands_there_with_three_prompts_and_a_labelled_field(
    phone: Phone, old: str
) -> None:
    assert "We ship &lt;b&gt;features" in re.sub(r"</?mark[^>]*>", "", phone.html)
    assert phone.html.count("<li>") == 3
    assert "What can they do now that they could not do before?" in phone.html
    assert f'<label class="small" for="new-item-rewrite-{old}">' in phone.html


def test_with_an_empty_bench_the_phone_says_what_comes(
    focus_map: FocusMap, room: Workshop, old: str
) -> None:
    focus_map.service.rewrites.take_off(room.id, old)
    assert "Soon the facilitator picks" in Phone(focus_map, room).html


@pytest.mark.parametrize("headers", [JSON, {}])
def test_a_rewrite_is_kept_once_and_read_beside_the_old_words(
    phone: Phone, focus_map: FocusMap, room: Workshop, old: str, headers: dict[str, str]
) -> None:
    for _ in range(2):
        answer = phone.post(new(old, "customer sleeps <i>"), headers)
        assert answer.status_code in (200, 303)
    page = phone.page()
    assert page.count("<article class=") == 1
    assert "sleeps &lt;i&gt;" in page
    assert "Looks outside now" in page
    items = [i for i in focus_map.service.items.all(room, "rewrite") if not i.state]
    assert [i.about for i in items] == [old]


def test_a_fourth_rewrite_is_refused_and_its_words_given_back(phone: Phone, old: str) -> None:
    for n in range(3):
        assert phone.post(new(old, f"They sleep {n}", f"k{n}"), JSON).status_code == 200
    assert "That is all there is room for" in phone.page()
    refused = phone.post(new(old, "They sleep 3", "k3"), JSON)
    assert refused.status_code == 422
    assert f"new-item-rewrite-{old}" in refused.json()["errors"]
    assert "They sleep 3" in phone.post(new(old, "They sleep 3", "k3")).text


def test_words_for_an_answer_that_was_hidden_are_given_back(
    phone: Phone, focus_map: FocusMap, room: Workshop, old: str
) -> None:
    focus_map.service.hide(room.id, old)
    refused = phone.post(new(old, "They sleep"), JSON)
    assert "not shown any more" in refused.json()["message"]
    assert "They sleep" in phone.post(new(old, "They sleep")).text
    assert "We ship" not in phone.page()


def test_nobody_sees_anothers_words_before_the_reveal(
    phone: Phone, focus_map: FocusMap, room: Workshop, old: str
) -> None:
    others(focus_map, room, old, SECRET)
    who = focus_map.service.join(room.id, "who")
    focus_map.service.words.add(room.id, f"word {SECRET}", "more", By(who.id))
    sent = phone.post(new(old, "They sleep"), JSON)
    assert SECRET not in phone.page() + sent.text + read(phone, old, "They").text
    focus_map.service.reveal_step(room.id, "act")
    assert phone.page().count(SECRET) >= 2


def test_after_the_reveal_one_picks_changes_and_takes_back(
    phone: Phone, focus_map: FocusMap, room: Workshop, old: str
) -> None:
    items = [others(focus_map, room, old, text) for text in ("They sleep", "They rest")]
    focus_map.service.reveal_step(room.id, "act")

    def pressed() -> list[str]:
        return re.findall(r'id="pick-(\w+)"[^>]*aria-pressed="true"', phone.page())

    for item in items:
        assert phone.post({"do": f"tap:pick-{old}:{item.id}"}, JSON).status_code == 200
        assert pressed() == [item.id]
    phone.post({"do": f"tap:pick-{old}:"}, JSON)
    assert pressed() == []


def test_picks_are_told_once_they_are_counted_and_what_was_chosen_is_said(
    phone: Phone, focus_map: FocusMap, room: Workshop, old: str
) -> None:
    item = others(focus_map, room, old, "They sleep")
    focus_map.service.reveal_step(room.id, "act")
    phone.post({"do": f"tap:pick-{old}:{item.id}"}, JSON)
    assert "1 pick" not in phone.page()
    focus_map.service.rewrites.choose(room.id, item.id)
    assert "We chose this." in phone.page()
    assert "1 pick" not in phone.page()
    focus_map.service.rewrites.count(room.id, old, shown=True)
    assert "1 pick" in phone.page()


def test_a_hidden_rewrite_leaves_every_phone(
    phone: Phone, focus_map: FocusMap, room: Workshop, old: str
) -> None:
    item = others(focus_map, room, old, SECRET)
    focus_map.service.reveal_step(room.id, "act")
    focus_map.service.items.set_hidden(room.id, item.id, hidden=True)
    assert SECRET not in phone.page()


def test_author_and_facilitator_at_once_the_author_is_told_and_keeps_the_words(
    phone: Phone, focus_map: FocusMap, room: Workshop, old: str
) -> None:
    phone.post(new(old, "They sleep"), JSON)
    item = next(i for i in focus_map.service.items.all(room, "rewrite") if not i.state)
    focus_map.service.items.change(room.id, item.id, {"text": "They sleep well"}, base=1)
    mine = {f"edit-item-{item.id}": "They rest", f"base-item-{item.id}": "1"}
    answer = phone.post({"do": f"change:item-{item.id}", **mine}, JSON)
    assert answer.status_code == 422
    assert "Nothing is lost" in answer.json()["errors"][f"edit-item-{item.id}"]
    assert "They sleep well" in re.sub(
        r"</?mark[^>]*>", "", answer.json()["parts"]["bench-rewrites"]
    )
    assert "They rest" in phone.post({"do": f"change:item-{item.id}", **mine}).text


# The reading as one types


def test_words_are_read_while_they_are_typed_and_kept_nowhere(
    phone: Phone, focus_map: FocusMap, room: Workshop, old: str
) -> None:
    phone.page()
    before = focus_map.service.workshop_by_id(room.id).version
    answer = read(phone, old, "Patients sleep at home again <b>")
    assert answer.status_code == 200
    found = answer.json()
    assert found["moved"].startswith("Moved towards outcomes; looks outside now")
    assert '<mark role="none" class="outside">Patients</mark>' in found["words"]
    assert "&lt;b&gt;" in found["words"]
    assert found["spot"][0] > 50
    assert focus_map.service.workshop_by_id(room.id).version == before
    assert answer.headers["cache-control"] == "no-store"


def test_nothing_typed_has_no_spot(phone: Phone, old: str) -> None:
    assert read(phone, old, "").json()["spot"] is None


@pytest.mark.parametrize(
    ("what", "status"),
    [("another site", 403), ("no cookie", 403), ("a wrong answer", 404), ("closed", 409)],
)
def test_a_reading_is_given_only_to_who_may_write(
    phone: Phone, focus_map: FocusMap, room: Workshop, old: str, what: str, status: int
) -> None:
    headers = {"sec-fetch-site": "cross-site"} if what == "another site" else {}
    if what == "no cookie":
        phone.client.cookies.clear()
    if what == "closed":
        focus_map.service.close_step(room.id, "act")
    about = "another" if what == "a wrong answer" else old
    assert read(phone, about, SECRET, **headers).status_code == status


def test_too_long_and_too_fast_are_refused(phone: Phone, old: str) -> None:
    assert read(phone, old, "x" * MOST_BYTES).status_code == 422
    found = [read(phone, old, "They sleep").status_code for _ in range(READS_AT_ONCE + 40)]
    assert found[:READS_AT_ONCE] == [200] * READS_AT_ONCE
    assert 429 in found


def test_the_longest_words_in_any_script_are_read(phone: Phone, old: str) -> None:
    assert read(phone, old, "家" * 2_000).status_code == 200


# The words


def test_a_typed_word_is_kept_shown_and_deleted(
    phone: Phone, focus_map: FocusMap, room: Workshop
) -> None:
    fields = {"do": "send", "new-item-word-more": "sleep well", "key-item-word-more": "w1"}
    assert phone.post(fields, JSON).status_code == 200
    (item,) = focus_map.service.items.all(room, "word")
    assert item.fields == {"word": "sleep well", "list": "more"}
    assert "sleep well" in phone.page()
    phone.post({"do": f"delete:item-{item.id}"}, JSON)
    assert focus_map.service.items.all(room, "word") == ()


def test_a_word_typed_twice_is_there_once(
    phone: Phone, focus_map: FocusMap, room: Workshop
) -> None:
    for key, word in (("w1", "tea"), ("w1", "tea"), ("w2", " Tea ")):
        fields = {"do": "send", "new-item-word-more": word, "key-item-word-more": key}
        assert phone.post(fields, JSON).status_code == 200
    (item,) = focus_map.service.items.all(room, "word")
    phone.post({"do": f"delete:item-{item.id}"}, JSON)
    late = {"do": "send", "new-item-word-more": "tea", "key-item-word-more": "w1"}
    assert phone.post(late, JSON).status_code == 422
    assert focus_map.service.items.all(room, "word") == ()


def test_a_kept_word_is_said_to_be_kept_and_its_dots_are_not_told(
    phone: Phone, focus_map: FocusMap, room: Workshop
) -> None:
    words = focus_map.service.words
    focus_map.service.reveal_step(room.id, "act")
    focus_map.service.items.vote(
        room.id,
        focus_map.service.join(room.id, "other").id,
        words.add(room.id, "tea", "more").id,
        "dot",
        1,
    )
    words.keep(room.id, words.words(room).lines[0], kept=True)
    assert "<small>kept</small>" in phone.page()
    words.count(room.id, shown=True)
    assert "<small>1 dot, kept</small>" in phone.page()


@pytest.mark.parametrize(
    "name", ["new-item-word-never", "new-item-word-"], ids=["no list", "empty"]
)
def test_a_word_for_no_list_is_refused(phone: Phone, name: str) -> None:
    answer = phone.post({name: "sleep", name.replace("new", "key", 1): "k"}, JSON)
    assert "no such list" in answer.json()["message"]


def test_a_proposed_word_is_taken_and_given_back_by_a_tap(
    phone: Phone, focus_map: FocusMap, room: Workshop
) -> None:
    code = "häuser & <b>".encode().hex()
    for value, count in (("1", 1), ("1", 1), ("0", 0)):
        phone.post({"do": f"tap:word-less-{code}:{value}"}, JSON)
        assert len(focus_map.service.items.all(room, "word")) == count
    assert "older page" in phone.post({"do": "tap:word-less-zz:1"}, JSON).json()["message"]


def test_three_dots_each_for_what_is_revealed(
    phone: Phone, focus_map: FocusMap, room: Workshop
) -> None:
    for n in range(4):
        focus_map.service.words.add(room.id, f"word {n}", "more")
    phone.post({"do": "send", "new-item-word-less": "own", "key-item-word-less": "k"}, JSON)
    assert re.findall(r"(own)</span>|vote-dot", phone.page()) == ["own"]
    (own,) = [i for i in focus_map.service.items.all(room, "word") if i.author_id]
    phone.post({"do": f"delete:item-{own.id}"}, JSON)
    focus_map.service.reveal_step(room.id, "act")
    ids = re.findall(r'id="d-(\w+)"', phone.page())
    assert len(ids) == 4
    statuses = [phone.post({"do": f"tap:vote-dot-{i}:1"}, JSON).status_code for i in ids]
    assert statuses == [200, 200, 200, 422]
    assert ">All your dots are given" in phone.page()
    assert " dot</small>" not in phone.page()


@pytest.mark.usefixtures("old")
def test_while_the_step_is_closed_there_is_no_field(
    phone: Phone, focus_map: FocusMap, room: Workshop
) -> None:
    focus_map.service.close_step(room.id, "act")
    assert "<textarea" not in phone.page()
