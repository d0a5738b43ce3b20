"""The gap statement on page and wall by AppTest: nobody, one, typical, 500; what stays unseen."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from focusmap.bootstrap import FocusMap
from focusmap.model import Workshop
from tests.pages.test_pages import (  # noqa: F401
    OpenPage,
    cookies,
    hosted,
    html_of,
    open_page,
    press,
)
from tests.pages.test_qualify_page import fill, labels


def reveal(focus_map: FocusMap, workshop: Workshop) -> None:
    for step in ("ask", "qualify", "identify"):
        focus_map.service.reveal_step(workshop.id, step)


def state_text(focus_map: FocusMap, workshop: Workshop, text: str = "We look inside.") -> None:
    focus_map.service.stating.save(workshop.id, text, base=0)
    focus_map.service.set_identify_stage(workshop.id, "statement")


def vote(focus_map: FocusMap, workshop: Workshop, *stances: int) -> None:
    on = focus_map.service.stating.rounds(workshop)[-1]
    for n, stance in enumerate(stances):
        who = focus_map.service.join(workshop.id, f"phone {n}")
        focus_map.service.items.vote(workshop.id, who.id, on.id, "stance", stance)


def versions(focus_map: FocusMap, workshop: Workshop) -> list[str]:
    return [v.fields["text"] for v in focus_map.service.stating.versions(workshop)]


@pytest.mark.parametrize(
    ("people", "begins"),
    [(0, "We are too few"), (1, "We are too few"), (12, "As far as"), (250, "As far as")],
)
def test_a_draft_is_made_from_the_figures_and_stands_on_the_wall(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    people: int,
    begins: str,
) -> None:
    fill(focus_map, hosted, people)
    reveal(focus_map, hosted)
    page = open_page("identify", hosted.code)
    press(page, "Write our gap statement")
    assert "There is no statement yet" in html_of(page)
    assert "Let everybody vote on it" not in labels(page)
    press(page, "Draft it from the figures")
    assert not page.exception
    (text,) = versions(focus_map, hosted)
    assert text.startswith(begins)
    wall = open_page("wall", hosted.code)
    assert not wall.exception
    assert text.split("\n")[0] in html_of(wall)
    assert "What is our gap?" in html_of(wall)


def test_a_hidden_answer_is_quoted_in_no_draft(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    fill(focus_map, hosted, 12)
    reveal(focus_map, hosted)
    fresh = focus_map.service.workshop_by_id(hosted.id)
    for answer in focus_map.service.shown_answers(fresh, "ask"):
        if answer.answer.text == "Tenants sleep well at home":
            focus_map.service.hide(hosted.id, answer.answer.id)
    page = open_page("identify", hosted.code)
    press(page, "Write our gap statement")
    press(page, "Draft it from the figures")
    (text,) = versions(focus_map, hosted)
    assert "“" in text
    assert "Tenants sleep well" not in text


@pytest.mark.parametrize("way", ["hidden", "withdrawn"])
def test_an_answer_that_goes_after_the_draft_is_told_with_its_quote_until_it_is_taken_out(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    way: str,
) -> None:
    service = focus_map.service
    fill(focus_map, hosted, 12)
    reveal(focus_map, hosted)
    page = open_page("identify", hosted.code)
    press(page, "Write our gap statement")
    press(page, "Draft it from the figures")
    (text,) = versions(focus_map, hosted)
    quote = text.split("“")[1].split("”")[0]
    assert not [w for w in warnings(page) if "not shown any more" in w]
    for answer in service.all_answers(service.workshop_by_id(hosted.id)):
        if answer.answer.text != quote:
            continue
        if way == "hidden":
            service.hide(hosted.id, answer.answer.id)
        else:
            service.withdraw(hosted.id, answer.answer.participant_id, answer.answer.id)
    for stage in ("statement", "vote", "result"):
        service.set_identify_stage(hosted.id, stage)
        page = open_page("identify", hosted.code)
        assert not page.exception
        (said,) = [w for w in warnings(page) if "not shown any more" in w]
        assert f"“{quote}”" in said
        assert "not shown any more" not in html_of(open_page("wall", hosted.code))
    service.set_identify_stage(hosted.id, "statement")
    service.stating.save(hosted.id, "Our own “words”.", base=1)
    page = open_page("identify", hosted.code)
    assert not [w for w in warnings(page) if "not shown any more" in w]


def test_a_draft_made_anew_keeps_the_old_text_and_an_old_one_comes_back(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    reveal(focus_map, hosted)
    state_text(focus_map, hosted)
    page = open_page("identify", hosted.code)
    press(page, "Draft it anew from the figures")
    assert len(versions(focus_map, hosted)) == 2
    press(page, "Bring back version 1")
    assert not page.exception
    kept = versions(focus_map, hosted)
    assert (len(kept), kept[2]) == (3, "We look inside.")
    assert "version 1 brought back" in html_of(page)


def test_the_facilitator_changes_the_words(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    reveal(focus_map, hosted)
    state_text(focus_map, hosted)
    page = open_page("identify", hosted.code)
    press(page, "Change the words")
    assert page.text_area[0].value == "We look inside."
    page.text_area[0].set_value("We look inside, mostly.")
    press(page, "Save for all")
    assert versions(focus_map, hosted)[-1] == "We look inside, mostly."
    assert not page.text_area
    assert page.success[0].value == "Saved\\."


def test_who_saves_second_on_the_page_keeps_the_own_words_beside_theirs(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    reveal(focus_map, hosted)
    state_text(focus_map, hosted)
    page = open_page("identify", hosted.code)
    press(page, "Change the words")
    focus_map.service.stating.save(hosted.id, "Theirs.", base=1)
    page.text_area[0].set_value("Mine.")
    press(page, "Save for all")
    assert "Nothing is lost" in page.error[0].value
    assert page.text_area[0].value == "Mine."
    assert "Theirs." in html_of(page)
    assert versions(focus_map, hosted) == ["We look inside.", "Theirs."]
    page.text_area[0].set_value("Theirs and mine.")
    press(page, "Save for all")
    assert versions(focus_map, hosted)[-1] == "Theirs and mine."


def test_without_words_the_page_says_what_to_do(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    reveal(focus_map, hosted)
    focus_map.service.set_identify_stage(hosted.id, "statement")
    page = open_page("identify", hosted.code)
    press(page, "Write it yourself")
    press(page, "Save for all")
    assert "no words in it yet" in page.error[0].value.replace("\\", "")
    assert page.text_area


@pytest.mark.parametrize("people", [0, 1, 12, 500])
@pytest.mark.parametrize("name", ["identify", "wall"])
def test_only_how_many_voted_is_told_before_the_result(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    name: str,
    people: int,
) -> None:
    reveal(focus_map, hosted)
    state_text(focus_map, hosted)
    focus_map.service.set_identify_stage(hosted.id, "vote")
    vote(focus_map, hosted, *([3, 3, 3, 2] * 125)[:people])
    html = html_of(open_page(name, hosted.code))
    assert f"{people} of {people} " in html
    assert " %" not in html
    assert "fm-stances" not in html
    focus_map.service.set_identify_stage(hosted.id, "result")
    html = html_of(open_page(name, hosted.code))
    assert ("Too few of us voted" in html) is (people < 4)
    assert ("Agreed." in html) is (people >= 4)
    assert ("75 %" in html) is (people >= 4)


def test_a_text_changed_during_the_vote_is_told_with_what_to_do(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    reveal(focus_map, hosted)
    state_text(focus_map, hosted)
    focus_map.service.set_identify_stage(hosted.id, "vote")
    focus_map.service.stating.save(hosted.id, "Changed.", base=1)
    page = open_page("identify", hosted.code)
    assert "The vote is on version 1" in page.warning[0].value.replace("\\", "")
    assert "Changed." not in html_of(page)


def test_further_rounds_and_the_way_back(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    reveal(focus_map, hosted)
    state_text(focus_map, hosted)
    page = open_page("identify", hosted.code)
    press(page, "Let everybody vote on it")
    vote(focus_map, hosted, 1, 1, 3, 3)
    press(page, "Show the result")
    assert "Not agreed: 2 said no." in html_of(page)
    press(page, "Take more votes")
    vote(focus_map, hosted, 3, 3)
    press(page, "Show the result")
    assert "Not agreed: 2 said no." in html_of(page)
    assert "4 of 4 people have voted" in html_of(page)
    assert "when at least 4 more people have voted" in page.info[0].value.replace("\\", "")
    press(page, "Take more votes")
    vote(focus_map, hosted, *[3] * 8)
    press(page, "Show the result")
    assert "Agreed." in html_of(page)
    assert not page.info
    press(page, "Vote anew")
    vote(focus_map, hosted, 2, 2, 2, 2)
    press(page, "Show the result")
    assert "Agreed, some live with it." in html_of(page)
    assert [e.label for e in page.expander][:1] == ["Earlier votes"]
    press(page, "Back to the text")
    assert "Change the words" in labels(page)
    press(page, "Back to the gaps")
    assert not page.exception
    assert focus_map.service.workshop_by_id(hosted.id).identify_stage == "want"


def test_what_was_typed_is_escaped(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    reveal(focus_map, hosted)
    state_text(focus_map, hosted, "<script>alert(1)</script> " + "long " * 300)
    for stage in ("statement", "vote", "result"):
        focus_map.service.set_identify_stage(hosted.id, stage)
        for name in ("identify", "wall"):
            page = open_page(name, hosted.code)
            assert not page.exception
            assert "&lt;script&gt;" in html_of(page)
            assert "<script>alert" not in html_of(page)


def warnings(page: AppTest) -> list[str]:
    return [w.value.replace("\\", "") for w in page.warning]
