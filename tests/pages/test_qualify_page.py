"""Qualify on page and wall by AppTest: nobody, one, typical, many; the dots' stages; documents."""

from __future__ import annotations

from collections import Counter

import pytest
from streamlit.testing.v1 import AppTest

from focusmap.bootstrap import FocusMap
from focusmap.documents.blocks import Sentence, Source
from focusmap.model import Stage, Workshop
from tests.pages.test_pages import (  # noqa: F401
    OpenPage,
    cookies,
    hosted,
    html_of,
    open_page,
    press,
)

MEASURES = ("Calls answered", "Budget kept", "Empty flats", "Tickets closed on time", "Overtime")
SAYS = ("Tenants sleep well at home", "Families stay with us", "We answer every call quickly")


def fill(focus_map: FocusMap, workshop: Workshop, people: int, more: str = "") -> None:
    """Let people say something in Ask and name two things in Qualify; both are open."""
    service = focus_map.service
    for step in ("ask", "qualify"):
        service.open_step(workshop.id, step)
    success = workshop.questions_of("ask")[1]
    measured, _, rewarded = workshop.questions_of("qualify")
    for n in range(people):
        who = service.join(workshop.id, f"phone {n}")
        service.send(workshop.id, who.id, success.id, "s", SAYS[n % 3] + more)
        service.send(workshop.id, who.id, measured.id, "m", MEASURES[n % 3] + more)
        service.send(workshop.id, who.id, rewarded.id, "r", MEASURES[n % 2 + 3] + more)


def reveal(focus_map: FocusMap, workshop: Workshop, stage: Stage = "entries") -> None:
    for step in ("ask", "qualify"):
        focus_map.service.reveal_step(workshop.id, step)
    if stage != "entries":
        focus_map.service.set_qualify_stage(workshop.id, stage)


def give(focus_map: FocusMap, workshop: Workshop, text: str, people: int) -> None:
    """Let people give an entry a dot."""
    fresh = focus_map.service.workshop_by_id(workshop.id)
    entry = next(e for e in focus_map.service.ballot(fresh) if e.text == text)
    for n in range(people):
        who = focus_map.service.join(workshop.id, f"phone {n}")
        focus_map.service.give_dot(workshop.id, who.id, entry.id)


def labels(page: AppTest) -> list[str]:
    return [b.label for b in page.button]


@pytest.mark.parametrize("people", [0, 1, 40, 500])
@pytest.mark.parametrize("name", ["qualify", "wall"])
def test_entries_are_shown_after_reveal_only(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    name: str,
    people: int,
) -> None:
    fill(focus_map, hosted, people)
    page = open_page(name, hosted.code)
    assert not page.exception
    assert not any(text in html_of(page) for text in MEASURES)
    reveal(focus_map, hosted)
    page = open_page(name, hosted.code)
    assert not page.exception
    assert page.get("vega_lite_chart")
    assert ("Calls answered" in html_of(page)) is bool(people)
    says = "Too few to lay what is measured" if people < 4 else "what we say"
    assert says in html_of(page)


@pytest.mark.parametrize("name", ["qualify", "wall"])
def test_what_people_type_is_escaped(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    name: str,
) -> None:
    fill(focus_map, hosted, 6, " <img src=x onerror=alert(1)>" + "long " * 60)
    bad = Sentence("We help <script>alert(1)</script> tenants to stay.")
    source = Source("<b>Plan</b> *new*", "txt", 0, (bad,), Counter())
    focus_map.service.add_document(hosted.id, source)
    reveal(focus_map, hosted, "result")
    page = open_page(name, hosted.code)
    assert not page.exception
    assert "<img src=x" not in html_of(page)
    assert "<script>" not in html_of(page)
    assert not any("<b>" in e.label.replace("\\<", "") for e in page.expander)


def test_the_dots_go_their_way_from_entries_to_result_and_back(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    fill(focus_map, hosted, 6)
    page = open_page("qualify", hosted.code)
    assert "Let everybody give dots" not in labels(page)
    reveal(focus_map, hosted)
    page = open_page("qualify", hosted.code)
    stages = []
    for label in ("Let everybody give dots", "Show the dots", "Hide the dots again",
                  "Take the dots off the phones"):  # fmt: skip
        press(page, label)
        assert not page.exception
        stages.append(focus_map.service.workshop_by_id(hosted.id).qualify_stage)
    assert stages == ["dots", "result", "dots", "entries"]


@pytest.mark.parametrize("name", ["qualify", "wall"])
def test_dots_are_told_in_the_result_only(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    name: str,
) -> None:
    fill(focus_map, hosted, 6)
    reveal(focus_map, hosted, "dots")
    give(focus_map, hosted, "Budget kept", 5)
    html = html_of(open_page(name, hosted.code))
    assert "5 dots" not in html
    assert "5 people gave theirs so far." in html
    focus_map.service.set_qualify_stage(hosted.id, "result")
    html = html_of(open_page(name, hosted.code))
    first = html.split('<ol class="fm-ranking">')[1].split("</li>")[0]
    assert "Budget kept" in first
    assert "5 dots" in first


def test_the_wall_turns_to_what_nobody_calls_success_or_measures(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from ui import qualify_wall

    fill(focus_map, hosted, 6)
    reveal(focus_map, hosted, "result")
    assert "Rewarded, and nobody" not in html_of(open_page("wall", hosted.code))
    monkeypatch.setattr(qualify_wall, "turn", lambda _name, _count: 1)
    html = html_of(open_page("wall", hosted.code))
    assert "Overtime" in html.split("Rewarded, and nobody called it success")[1]
    assert "Tenants sleep well" in html.split("Called success, and nobody measures it")[1]
    assert "We answer every call" not in html


def test_the_wall_of_qualify_has_no_controls(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    fill(focus_map, hosted, 6)
    for stage in ("entries", "dots", "result"):
        reveal(focus_map, hosted, stage)
        page = open_page("wall", hosted.code)
        assert not any((page.button, page.radio, page.text_input, page.expander))


def test_without_the_answers_of_ask_the_page_says_what_to_do(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    fill(focus_map, hosted, 6)
    focus_map.service.reveal_step(hosted.id, "qualify")
    page = open_page("qualify", hosted.code)
    assert any("Reveal the step Ask" in i.value for i in page.info)


def paste(page: AppTest, text: str, name: str = "Strategy") -> None:
    next(r for r in page.radio if r.label == "What to add").set_value("text").run()
    page.text_input[0].set_value(name)
    page.text_area[0].set_value(text)
    press(page, "Add")


def test_pasted_text_is_added_shown_with_marks_and_deleted(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    page = open_page("qualify", hosted.code)
    paste(page, "Tenants sleep well at home again. We close tickets on time.\n\nPage 3 of 4")
    assert not page.exception
    assert "2 sentences. Left out as boilerplate: 1." in page.success[0].value.replace("\\", "")
    assert [d.name for d in focus_map.service.documents(hosted)] == ["Strategy"]
    assert "<mark" in html_of(page)
    press(page, "Delete this document and its sentences")
    assert not page.exception
    assert focus_map.service.documents(hosted) == ()
    assert "<mark" not in html_of(page)


def test_few_sentences_say_how_many_are_needed(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    """Before the layer speaks, one knows what it takes."""
    fill(focus_map, hosted, 6)
    sentences = (Sentence("We help customers to sleep well."),)
    focus_map.service.add_document(hosted.id, Source("Plan", "md", 1, sentences, Counter()))
    reveal(focus_map, hosted)
    html = html_of(open_page("qualify", hosted.code))
    assert "1 of 8: so many sentences need a place on the map" in html


def test_a_hidden_entry_is_gone_from_the_wall_and_can_be_brought_back(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    fill(focus_map, hosted, 6, " xylophone")
    reveal(focus_map, hosted, "result")
    for answer in focus_map.service.shown_answers(hosted, "qualify"):
        focus_map.service.hide(hosted.id, answer.answer.id)
    assert "xylophone" not in html_of(open_page("wall", hosted.code))
    page = open_page("qualify", hosted.code)
    press(page, "Restore")
    assert not page.exception
    assert "xylophone" in html_of(open_page("wall", hosted.code))


def test_a_document_that_is_refused_says_why(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    page = open_page("qualify", hosted.code)
    paste(page, "Agenda")
    assert "holds no sentences" in page.error[0].value
    assert focus_map.service.documents(hosted) == ()
    # What was pasted is still there to be mended, and goes once it is taken.
    assert page.text_area[0].value == "Agenda"
    page.text_area[0].set_value("We help tenants to feel at home.")
    press(page, "Add")
    assert not page.exception
    assert [d.sentences for d in focus_map.service.documents(hosted)] == [1]
    assert page.text_area[0].value == ""


def test_slides_against_colleagues_in_one_sentence(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    fill(focus_map, hosted, 8)
    sentences = tuple(Sentence(f"We help customer {n} to feel at home.") for n in range(12))
    focus_map.service.add_document(hosted.id, Source("Plan", "pdf", 3, sentences, Counter()))
    assert "lay the documents beside" in html_of(open_page("qualify", hosted.code))
    focus_map.service.reveal_step(hosted.id, "ask")
    html = html_of(open_page("qualify", hosted.code))
    assert "Our documents look further outside" in html
    assert "Documents: 12 sentences." in html
