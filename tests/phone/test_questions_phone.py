"""Questions that change on the phone: new ones come, none takes an answer or a draft with it."""

from __future__ import annotations

import gzip
import re

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.model import Pace, Workshop
from focusmap.questions import MOST_ASKED, mark_of
from focusmap.settings import ROOT
from tests.phone.test_phone_routes import JSON, Phone


@pytest.fixture
def phone(focus_map: FocusMap, workshop: Workshop) -> Phone:
    """Somebody whose page is open, and who has come back once: that is who has joined."""
    made = Phone(focus_map, workshop)
    made.page()
    return made


def labels(html: str) -> list[str]:
    return [str(text) for text in re.findall(r'<label for="new-\w+"[^>]*>([^<]+)<', html)]


def mark(html: str) -> str:
    return str(re.findall(r'data-asks="(\w+)"', html)[0])


def parts(phone: Phone, step: str = "") -> dict:  # type: ignore[type-arg]
    found = phone.client.get(f"{phone.path}{step}/parts")
    assert found.status_code == 200
    return dict(found.json())


def test_a_page_of_ask_says_what_it_asks_and_the_others_do_not(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    assert mark(phone.html) == mark_of(workshop)
    focus_map.service.open_step(workshop.id, "qualify")
    assert "data-asks" not in phone.page()
    assert "questions" not in parts(phone)


@pytest.mark.parametrize("pace", ["live", "self_paced"])
def test_the_script_fetches_the_questions_in_their_order(
    phone: Phone, focus_map: FocusMap, workshop: Workshop, pace: Pace
) -> None:
    focus_map.service.set_pace(workshop.id, pace)
    made = focus_map.service.asking.add(workshop.id, "What <b>for</b>?", "value")
    focus_map.service.asking.move(workshop.id, made.id, -1)
    found = parts(phone, "" if pace == "live" else "/ask")
    assert [name for name, _ in found["questions"]] == [phone.work, made.id, phone.success]
    html = found["questions"][1][1]
    assert html.lstrip().startswith(f'<section class="question" id="question-{made.id}">')
    assert "What &lt;b&gt;for&lt;/b&gt;?" in html
    assert f'name="new-{made.id}"' in html
    assert found["asks"] == mark_of(focus_map.service.workshop_by_id(workshop.id))


def test_what_is_fetched_holds_nobody_else_s_answer(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    made = focus_map.service.asking.add(workshop.id, "What for?", "value")
    writer = focus_map.service.join(workshop.id, "writer")
    focus_map.service.send(workshop.id, writer.id, made.id, "k", "xylophone words")
    for state in ("open", "revealed"):
        if state == "revealed":
            focus_map.service.reveal_step(workshop.id, "ask")
        assert "xylophone" not in str(parts(phone))
        assert "xylophone" not in phone.page()


def test_nobody_who_is_not_in_fetches_questions(focus_map: FocusMap, workshop: Workshop) -> None:
    stranger = Phone(focus_map, workshop)
    stranger.client.cookies.clear()
    assert stranger.client.get(f"{stranger.path}/parts").status_code == 403


def test_without_script_an_answer_to_a_question_taken_away_is_stored(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    other = focus_map.service.join(workshop.id, "other")
    focus_map.service.send(workshop.id, other.id, phone.work, "k", "Theirs")
    focus_map.service.asking.take_away(workshop.id, phone.work)
    answer = phone.post({f"new-{phone.work}": "Begun before", f"key-{phone.work}": "k"})
    assert answer.status_code == 303
    html = phone.page()
    assert "Begun before" in html
    assert "This question is not asked any more" in html
    assert labels(html) == ["What does success look like?"]
    # One's own words can still be changed and deleted.
    own = focus_map.service.own_answers(
        focus_map.service.workshop_by_id(workshop.id),
        next(p for p in focus_map.service.all_people(workshop) if p != other.id),
    )[0]
    assert phone.post({"do": f"delete:{own.answer.id}"}, JSON).status_code == 200
    assert "What is your work?" not in phone.page()


def test_words_to_a_question_that_was_deleted_are_given_back(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    focus_map.service.asking.take_away(workshop.id, phone.work)
    fields = {f"new-{phone.work}": "Begun before", f"key-{phone.work}": "k"}
    answer = phone.post(fields)
    assert answer.status_code == 422
    assert "not asked any more" in answer.text
    assert '<p class="card mine" dir="auto">Begun before</p>' in answer.text
    assert "not asked any more" in phone.post(fields, JSON).json()["message"]


def test_a_new_wording_is_a_label_of_the_same_field_or_a_field_of_its_own(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    service = focus_map.service
    service.asking.reword(workshop.id, phone.work, "What do you do?", "work")
    assert phone.page().count(f'name="new-{phone.work}"') == 1
    phone.send("I bake")
    made = service.asking.reword(workshop.id, phone.work, "What do you do here?", "work")
    html = phone.page()
    assert labels(html) == ["What do you do here?", "What does success look like?"]
    assert "I bake" in html
    assert f'name="new-{made.id}"' in html


def test_with_all_the_questions_there_can_be_the_page_is_light(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    for n in range(MOST_ASKED - 2):
        focus_map.service.asking.add(workshop.id, f"{n} " + "Why is that so here? " * 9, "work")
    files = [ROOT / "phone" / "static" / "phone.js", ROOT / "web" / "static" / "page.css"]
    pieces = [phone.page().encode(), *(file.read_bytes() for file in files)]
    assert sum(len(gzip.compress(piece)) for piece in pieces) < 30_000


def test_a_wall_and_its_phones_are_told_of_the_end(
    phone: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    focus_map.service.delete_when_typed(workshop, workshop.title)
    assert phone.client.get(phone.path).status_code == 404
    assert '"gone": true' in phone.client.get(f"{phone.path}/events").text
