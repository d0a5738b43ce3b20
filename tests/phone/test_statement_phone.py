"""The gap statement and the plan on the phone: read, changed, voted on; what may not be seen."""

from __future__ import annotations

import json
import re

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.export import to_json, whole_export
from focusmap.model import IdentifyStage, Item, Workshop
from tests.focusmap.test_plan import EXPERIMENT, MEASURE
from tests.phone.test_phone_routes import JSON, Phone

TEXT = "We speak of tenants <b>and</b> count tickets."
SHOWN = "We speak of tenants &lt;b&gt;and&lt;/b&gt; count tickets."


@pytest.fixture
def stated(focus_map: FocusMap, workshop: Workshop) -> Workshop:
    """A workshop at Identify, revealed, whose statement can be changed."""
    service = focus_map.service
    service.reveal_step(workshop.id, "identify")
    service.stating.save(workshop.id, TEXT, base=0, made="draft")
    service.set_identify_stage(workshop.id, "statement")
    return service.workshop_by_id(workshop.id)


@pytest.fixture
def phone(focus_map: FocusMap, stated: Workshop) -> Phone:
    return Phone(focus_map, stated)


@pytest.fixture
def statement(focus_map: FocusMap, stated: Workshop) -> Item:
    found = focus_map.service.stating.current(stated)
    assert found
    return found


def edit(item: Item, text: str, base: int = 1) -> dict[str, str]:
    name = f"item-{item.id}"
    return {"do": f"change:{name}", f"edit-{name}": text, f"base-{name}": str(base)}


def go(focus_map: FocusMap, workshop: Workshop, *stages: IdentifyStage) -> None:
    for stage in stages:
        focus_map.service.set_identify_stage(workshop.id, stage)


def others_vote(focus_map: FocusMap, workshop: Workshop, *stances: int) -> None:
    on = focus_map.service.stating.rounds(workshop)[-1]
    for n, stance in enumerate(stances):
        who = focus_map.service.join(workshop.id, f"other {n}")
        focus_map.service.items.vote(workshop.id, who.id, on.id, "stance", stance)


def tap(focus_map: FocusMap, workshop: Workshop, value: str) -> dict[str, str]:
    on = focus_map.service.stating.rounds(workshop)[-1]
    return {"do": f"tap:vote-stance-{on.id}:{value}"}


def test_the_words_stand_above_a_labelled_field_with_the_same_words(
    phone: Phone, statement: Item
) -> None:
    assert phone.html.count(SHOWN) == 2
    assert f'<label for="edit-item-{statement.id}">' in phone.html
    assert f'name="base-item-{statement.id}" value="1"' in phone.html


@pytest.mark.parametrize("stage", ["statement", "vote", "result"])
def test_nothing_of_it_is_on_a_phone_until_the_reveal(
    focus_map: FocusMap, stated: Workshop, phone: Phone, stage: IdentifyStage
) -> None:
    go(focus_map, stated, "vote", stage)
    assert SHOWN in phone.page()
    focus_map.service.open_step(stated.id, "identify")
    assert "count tickets" not in phone.page()


@pytest.mark.parametrize("headers", [JSON, {}])
def test_what_a_phone_saves_is_the_next_version_for_all(
    focus_map: FocusMap, stated: Workshop, phone: Phone, statement: Item, headers: dict[str, str]
) -> None:
    assert phone.post(edit(statement, "We count what nobody asks for."), headers).status_code < 400
    now = focus_map.service.stating.current(stated)
    assert now
    assert (now.version, now.fields) == (
        2,
        {"text": "We count what nobody asks for.", "made": "phone"},
    )
    assert "We count what nobody asks for." in Phone(focus_map, stated).html


def test_who_saves_second_is_told_and_gets_theirs_with_the_version_to_join_it_to(
    focus_map: FocusMap, stated: Workshop, phone: Phone, statement: Item
) -> None:
    focus_map.service.stating.save(stated.id, "Theirs.", base=1)
    answer = phone.post(edit(statement, "Mine."), JSON).json()
    assert "Nothing is lost" in answer["errors"][f"edit-item-{statement.id}"]
    assert "Theirs." in answer["parts"]["statement"]
    assert 'value="2"' in answer["parts"]["statement"]
    assert phone.post(edit(statement, "Theirs and mine.", 2), JSON).status_code == 200
    texts = [v.fields["text"] for v in focus_map.service.stating.versions(stated)]
    assert texts == [TEXT, "Theirs.", "Theirs and mine."]


def test_without_script_the_second_gets_the_own_words_back(
    focus_map: FocusMap, stated: Workshop, phone: Phone, statement: Item
) -> None:
    focus_map.service.stating.save(stated.id, "Theirs.", base=1)
    page = phone.post(edit(statement, "Mine <i>alone</i>.")).text
    assert "Mine &lt;i&gt;alone&lt;/i&gt;." in page
    assert "Theirs." in page


def test_an_older_page_does_not_undo_an_agreed_result_and_gives_the_words_back(
    focus_map: FocusMap, stated: Workshop, phone: Phone, statement: Item
) -> None:
    go(focus_map, stated, "vote", "result")
    answer = phone.post(edit(statement, "Mine, late."), JSON)
    assert answer.status_code == 422
    assert "not changed now" in answer.json()["errors"][f"edit-item-{statement.id}"]
    page = phone.post(edit(statement, "Mine, late.")).text
    assert "not changed now" in page
    assert '<p class="card mine" dir="auto">Mine, late.</p>' in page
    assert len(focus_map.service.stating.versions(stated)) == 1


def test_a_phone_begins_no_statement_of_its_own(
    focus_map: FocusMap, stated: Workshop, phone: Phone
) -> None:
    new = {"do": "send", "new-item-statement-": "Another.", "key-item-statement-": "k1"}
    assert phone.post(new, JSON).status_code == 422
    assert len(focus_map.service.items.all(stated, "statement")) == 1


def test_one_votes_once_sees_the_own_vote_and_nobody_elses(
    focus_map: FocusMap, stated: Workshop, phone: Phone
) -> None:
    go(focus_map, stated, "vote")
    others_vote(focus_map, stated, 3, 3, 3, 3, 3, 2, 1)
    page = phone.page()
    for label in ("I agree", "I can live with it", "No"):
        assert f">{label}</button>" in page
    assert 'aria-pressed="true"' not in page
    for value in ("3", "2"):
        assert phone.post(tap(focus_map, stated, value), JSON).status_code == 200
    page = phone.page()
    pressed = page.split('aria-pressed="true"')
    assert len(pressed) == 2
    assert pressed[1].split("</button>")[0].endswith("I can live with it")
    on = focus_map.service.stating.rounds(stated)[-1]
    assert focus_map.service.stating.voted(stated, on.id) == 8
    assert phone.post(tap(focus_map, stated, ""), JSON).status_code == 200
    assert focus_map.service.stating.voted(stated, on.id) == 7
    # Neither counts nor shares, in whatever words.
    assert not any(told in page for told in ("5 agree", "(71 %)", "have voted", "Agreed"))


def test_the_page_promises_of_a_vote_only_what_is_so(
    focus_map: FocusMap, stated: Workshop, phone: Phone
) -> None:
    go(focus_map, stated, "vote")
    phone.post(tap(focus_map, stated, "3"), JSON)
    (vote,) = json.loads(to_json(whole_export(focus_map.service, stated)))["votes"]
    assert vote["participant"]
    page = phone.page()
    assert "Nobody in the room sees who voted how." in page
    assert "Nobody sees who voted" not in page


def test_a_vote_after_the_end_is_told_and_counts_nowhere(
    focus_map: FocusMap, stated: Workshop, phone: Phone
) -> None:
    go(focus_map, stated, "vote")
    late = tap(focus_map, stated, "1")
    others_vote(focus_map, stated, 3, 3, 3, 3)
    go(focus_map, stated, "result")
    answer = phone.post(late, JSON)
    assert answer.status_code == 422
    assert "This vote is over" in answer.text
    assert "4 agree (100 %)" in phone.page()


def test_a_text_changed_after_the_vote_began_is_not_what_is_voted_on(
    focus_map: FocusMap, stated: Workshop, phone: Phone
) -> None:
    go(focus_map, stated, "vote")
    focus_map.service.stating.save(stated.id, "Changed meanwhile.", base=1)
    assert SHOWN in phone.page()
    assert "Changed meanwhile." not in phone.page()


@pytest.mark.parametrize(
    ("stances", "says", "counts"),
    [
        ((3, 3, 3), "Too few of us voted to show how: 3.", False),
        ((3, 3, 3, 2), "Agreed.", True),
        ((3, 3, 1, 1), "Not agreed: 2 said no.", True),
    ],
)
def test_the_result_is_told_in_words_and_with_few_without_counts(
    focus_map: FocusMap,
    stated: Workshop,
    phone: Phone,
    stances: tuple[int, ...],
    says: str,
    counts: bool,
) -> None:
    go(focus_map, stated, "vote")
    others_vote(focus_map, stated, *stances)
    go(focus_map, stated, "result")
    page = phone.page()
    assert says in page
    assert ("agree (" in page) is counts


@pytest.mark.parametrize(
    ("stage", "says"),
    [
        ("want", "Look up: it is on the wall now"),
        ("statement", "Now the group writes what its gap is."),
        ("vote", "Now everybody votes on the words."),
        ("result", "Look up: the result of the vote is on the wall."),
    ],
)
def test_after_the_reveal_the_top_says_what_the_stage_is_about(
    focus_map: FocusMap, stated: Workshop, phone: Phone, stage: IdentifyStage, says: str
) -> None:
    go(focus_map, stated, "vote", stage)
    top = re.search(
        r'<p class="note" id="room".*?data-revealed="([^"]*)".*?>([^<>]*)</p>', phone.page(), re.S
    )
    assert top
    assert top[1].startswith(says)
    assert top[2].startswith(says)


def test_the_plan_says_how_its_statement_was_voted(
    focus_map: FocusMap, stated: Workshop, phone: Phone
) -> None:
    go(focus_map, stated, "vote")
    others_vote(focus_map, stated, 3, 3, 3, 2)
    go(focus_map, stated, "result")
    focus_map.service.set_act_stage(stated.id, "plan")
    focus_map.service.reveal_step(stated.id, "act")
    page = phone.page()
    assert "Agreed. 3 agree (75 %), 1 can live with it (25 %), 0 no (0 %)." in page
    assert "The group looks at its plan.</p>" in page


def test_the_plan_is_read_on_the_phone_once_it_is_revealed(
    focus_map: FocusMap, stated: Workshop, phone: Phone
) -> None:
    service = focus_map.service
    service.open_step(stated.id, "act")
    service.set_act_stage(stated.id, "plan")
    service.items.add(stated.id, "experiment", {**EXPERIMENT, "owner": "<i>Ida</i>"}, key="e")
    service.items.add(stated.id, "measure", {**MEASURE, "owner": ""}, key="m")
    service.items.add(stated.id, "word", {"word": "tenants & co", "list": "more"}, key="w")
    assert "nights without a call" not in phone.page()
    service.reveal_step(stated.id, "act")
    page = phone.page()
    assert "More nights without a call for tenants when it is cold." in page
    assert "Owner: &lt;i&gt;Ida&lt;/i&gt;" in page
    assert "tenants &amp; co" in page
    assert page.count("Nobody owns this yet.") == 1
    assert "2 November 2026" in page
    assert "1 item of the plan has no owner or no date" in page
    assert SHOWN in page
    assert "<textarea" not in page
