"""The setup page and the start page: questions, title, customers, the day, what one can steer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from focusmap.bootstrap import FocusMap
from focusmap.codes import role_cookie
from focusmap.errors import NotFound
from focusmap.model import Workshop
from focusmap.pace import end_of_day, last_day
from focusmap.questions import MOST_ASKED, load_ready
from focusmap.sample import SAMPLE_CODE, load_sample
from tests.conftest import Clock
from tests.pages.test_pages import OpenPage, fill, hosted, html_of, open_page, press
from ui import state

__all__ = ["hosted", "open_page"]
WORK, SUCCESS = "What is your work?", "What does success look like?"


@pytest.fixture
def cookies(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the browser holds, for the start page as for all others."""
    held: dict[str, str] = {}
    monkeypatch.setattr(state, "cookies", lambda: held)
    return held


def asked(focus_map: FocusMap, workshop: Workshop) -> list[str]:
    return [q.text for q in focus_map.service.workshop_by_id(workshop.id).asked_at("ask")]


def field_of(page: AppTest, text: str):  # type: ignore[no-untyped-def]
    return next(f for f in page.text_input if f.value == text)


def by_key(page: AppTest, start: str):  # type: ignore[no-untyped-def]
    return [b for b in page.button if str(b.key).startswith(start)]


def labelled(page: AppTest, label: str):  # type: ignore[no-untyped-def]
    return next(f for f in page.text_input if f.label == label)


@pytest.mark.parametrize("count", [0, 1, 40, 500])
def test_the_page_says_how_many_answered_each_and_shows_no_answer(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop, count: int
) -> None:
    fill(focus_map, hosted, count)
    page = open_page("setup", hosted.code)
    assert not page.exception
    captions = [c.value for c in page.caption]
    said = {0: "Nobody has answered", 1: "1 answer.", 40: "20 answers.", 500: "250 answers."}
    assert any(text.startswith(said[count]) for text in captions)
    texts = {a.answer.text for a in focus_map.service.all_answers(hosted)}
    assert not [text for text in texts if len(text) > 20 and text in str(page)]


def test_a_ready_question_is_added_with_one_click_and_offered_no_more(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    page = open_page("setup", hosted.code)
    ready = load_ready("en")
    assert len(by_key(page, "ready-")) == len(ready)
    by_key(page, "ready-0")[0].click().run()
    assert not page.exception
    assert asked(focus_map, hosted) == [WORK, SUCCESS, ready[0].text]
    assert "is asked from now on" in page.success[0].value
    assert len(by_key(page, "ready-")) == len(ready) - 1


def test_a_question_of_one_s_own_says_what_it_is_about(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    page = open_page("setup", hosted.code)
    labelled(page, "A question of your own").set_value("What for, <b>really</b>?")
    next(s for s in page.selectbox if s.label == "It is about").set_value("success")
    press(page, "Add this question")
    assert not page.exception
    made = focus_map.service.workshop_by_id(hosted.id).asked_at("ask")[-1]
    assert (made.text, made.kind) == ("What for, <b>really</b>?", "success")
    assert labelled(page, "A question of your own").value == ""
    assert "<b>really" not in html_of(page)


@pytest.mark.parametrize(
    ("typed", "said"), [("", "no words"), (WORK.upper(), "asked already"), (" ", "no words")]
)
def test_what_cannot_be_asked_stays_typed_and_says_what_to_do(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop, typed: str, said: str
) -> None:
    page = open_page("setup", hosted.code)
    labelled(page, "A question of your own").set_value(typed)
    press(page, "Add this question")
    assert said in page.error[0].value
    assert labelled(page, "A question of your own").value == typed
    assert asked(focus_map, hosted) == [WORK, SUCCESS]


def test_a_question_is_worded_otherwise_and_moved(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    page = open_page("setup", hosted.code)
    field_of(page, WORK).set_value("What do you do here?")
    press(page, "Save question 1")
    assert not page.exception
    assert asked(focus_map, hosted) == ["What do you do here?", SUCCESS]
    by_key(page, "1-question")[0].click().run()
    assert asked(focus_map, hosted) == [SUCCESS, "What do you do here?"]
    assert labelled(page, "Question 2").value == "What do you do here?"


def test_worded_otherwise_with_answers_both_are_shown(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    fill(focus_map, hosted, 8)
    page = open_page("setup", hosted.code)
    field_of(page, WORK).set_value("What do you do here?")
    press(page, "Save question 1")
    assert not page.exception
    assert asked(focus_map, hosted) == ["What do you do here?", SUCCESS]
    assert f"<bdi>{WORK}</bdi> (4 answers)" in html_of(page)
    by_key(page, "again-")[0].click().run()
    assert asked(focus_map, hosted)[:2] == [WORK, "What do you do here?"]


def test_a_question_is_taken_away_and_the_last_one_is_not(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    page = open_page("setup", hosted.code)
    by_key(page, "away-")[0].click().run()
    assert not page.exception
    assert asked(focus_map, hosted) == [SUCCESS]
    assert "is deleted" in page.success[0].value
    assert by_key(page, "away-")[0].disabled


def test_with_all_there_is_room_for_nothing_is_offered(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    for n in range(MOST_ASKED - 2):
        focus_map.service.asking.add(hosted.id, f"Number {n}?", "work")
    page = open_page("setup", hosted.code)
    assert "all there is room for" in html_of(page)
    assert not by_key(page, "ready-")


def test_of_two_facilitators_the_second_is_told_keeps_the_words_and_may_insist(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    page = open_page("setup", hosted.code)
    question = hosted.asked_at("ask")[0]
    focus_map.service.asking.reword(hosted.id, question.id, "Theirs?", "work")
    labelled(page, "Question 1").set_value("Mine?")
    press(page, "Save question 1")
    assert "Theirs" in page.error[0].value
    assert labelled(page, "Question 1").value == "Mine?"
    assert asked(focus_map, hosted)[0] == "Theirs?"
    press(page, "Save question 1")
    assert asked(focus_map, hosted)[0] == "Mine?"


def test_words_for_a_question_taken_away_meanwhile_are_told(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    page = open_page("setup", hosted.code)
    focus_map.service.asking.take_away(hosted.id, hosted.asked_at("ask")[0].id)
    labelled(page, "Question 1").set_value("My new words")
    press(page, "Save question 1")
    assert not page.exception
    assert "My new words" in page.error[0].value
    assert asked(focus_map, hosted) == [SUCCESS]


def test_the_title_is_changed_and_the_second_is_told(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    page = open_page("setup", hosted.code)
    focus_map.service.set_title(hosted.id, "Theirs")
    labelled(page, "Title").set_value("<i>Mine</i>")
    press(page, "Save the title")
    assert "Theirs" in page.error[0].value
    press(page, "Save the title")
    assert focus_map.service.workshop_by_id(hosted.id).title == "<i>Mine</i>"
    assert "&lt;i&gt;Mine" in html_of(page)
    assert "<i>Mine" not in html_of(page)


def test_the_second_who_changes_the_customers_is_told(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    page = open_page("setup", hosted.code)
    focus_map.service.set_customers(hosted.id, ["members"])
    field_of(page, "tenants").set_value("guests")
    press(page, "Save")
    assert "members" in page.error[0].value
    assert field_of(page, "guests")
    press(page, "Save")
    assert focus_map.service.workshop_by_id(hosted.id).customers == ("guests",)


def test_the_day_is_chosen_within_its_bounds(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    page = open_page("setup", hosted.code)
    day = next(d for d in page.date_input if d.label == "The last day of this workshop")
    assert day.value == last_day(hosted.expires_at)
    assert (day.min, day.max) == (date(2026, 10, 12), date(2027, 10, 12))
    day.set_value(date(2026, 11, 2))
    press(page, "Save the day")
    assert not page.exception
    now = focus_map.service.workshop_by_id(hosted.id)
    assert now.expires_at == end_of_day(date(2026, 11, 2))
    assert "Monday, 2 November 2026" in html_of(page)


def test_a_day_before_the_last_to_answer_says_what_to_do(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    focus_map.service.set_pace(hosted.id, "self_paced", date(2026, 10, 20))
    page = open_page("setup", hosted.code)
    day = next(d for d in page.date_input if d.label == "The last day of this workshop")
    day.set_value(date(2026, 10, 19))
    press(page, "Save the day")
    assert "takes answers until" in page.error[0].value


def test_everything_is_deleted_only_with_its_title(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    page = open_page("setup", hosted.code)
    press(page, "Delete everything now")
    assert "Nothing was deleted" in page.error[0].value
    next(f for f in page.text_input if f.label.startswith("To delete it")).set_value(hosted.title)
    press(page, "Delete everything now")
    assert not page.exception
    with pytest.raises(NotFound):
        focus_map.service.workshop(hosted.code)
    assert "Nothing of it is left" in page.success[0].value.replace("\\", "")
    assert "Start a workshop" in [s.value for s in page.subheader]


def test_a_rehearsal_has_its_own_end(
    open_page: OpenPage, focus_map: FocusMap, cookies: dict[str, str]
) -> None:
    made, secrets = focus_map.service.create("Rehearsal", is_rehearsal=True)
    cookies[role_cookie("facilitator", made.code)] = secrets.facilitator
    page = open_page("setup", made.code)
    assert "Everything is deleted on" in html_of(page)
    assert "Save the day" not in [b.label for b in page.button]


def test_the_sample_shows_its_questions_and_no_way_to_change_them(
    open_page: OpenPage, focus_map: FocusMap, clock: Clock
) -> None:
    load_sample(focus_map.store, clock())
    page = open_page("setup", SAMPLE_CODE)
    assert WORK in html_of(page)
    assert not page.button


# The start page


def links_of(page: AppTest) -> list[tuple[str, str]]:
    found = [link.proto for link in page.get("page_link")]
    return [(link.label, link.query_string) for link in found]


def test_without_cookies_nothing_is_listed(open_page: OpenPage, focus_map: FocusMap) -> None:
    made, _ = focus_map.service.create("Secret title")
    page = open_page("home")
    assert "Secret title" not in str(page)
    assert made.code not in str(page)
    assert "Go on with a workshop" not in [s.value for s in page.subheader]


def test_what_this_browser_steers_is_listed_with_date_and_step(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    focus_map.service.create("Somebody else's")
    focus_map.service.open_step(hosted.id, "qualify")
    page = open_page("home")
    assert not page.exception
    html = html_of(page)
    assert "Started on Monday, 12 October 2026 · step 4: Qualify" in html
    assert "deleted on Sunday, 10 January 2027" in html
    assert "Somebody else" not in str(page)
    link = next(label for label, query in links_of(page) if hosted.code in query)
    assert link.replace("\\", "") == f"**{hosted.title}**"
    assert "\\<b\\>" in link


def test_a_secret_that_is_old_or_of_another_lists_nothing_and_the_deleted_vanish(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop, cookies: dict[str, str]
) -> None:
    other, secrets = focus_map.service.create("Other")
    cookies[role_cookie("facilitator", other.code)] = cookies[
        role_cookie("facilitator", hosted.code)
    ]
    cookies[role_cookie("wall", other.code)] = secrets.wall
    assert [q for _, q in links_of(open_page("home")) if other.code in q] == []
    assert [q for _, q in links_of(open_page("home")) if hosted.code in q]
    focus_map.service.delete(hosted)
    assert [q for _, q in links_of(open_page("home")) if hosted.code in q] == []


def test_a_coach_finds_the_older_ones_folded(
    open_page: OpenPage, focus_map: FocusMap, cookies: dict[str, str], clock: Clock
) -> None:
    for n in range(30):
        made, secrets = focus_map.service.create(f"Group {n}", pace="self_paced")
        cookies[role_cookie("facilitator", made.code)] = secrets.facilitator
        clock.go_on(timedelta(hours=1))
    page = open_page("home")
    assert not page.exception
    assert [e.label for e in page.expander] == ["Older ones (24)"]
    assert "self-paced" in html_of(page)
