"""The bench for process on page and wall by AppTest: nobody, one, typical, 500; the whole way."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from focusmap.act import ACT_PARTS, PART_NAMES, neighbours, recap
from focusmap.bootstrap import FocusMap
from focusmap.experiments import KIND
from focusmap.items import By
from focusmap.model import ActStage, Item, StepState, Workshop
from focusmap.practices import load_practices
from tests.pages.test_pages import (  # noqa: F401
    OpenPage,
    cookies,
    hosted,
    html_of,
    open_page,
    press,
)

TEXT = "visit one tenant at home"


def at_bench(focus_map: FocusMap, workshop: Workshop, people: int) -> Workshop:
    """Bring the room to the bench, where people propose something each and give dots."""
    service = focus_map.service
    service.open_step(workshop.id, "act")
    service.set_act_stage(workshop.id, "process")
    who = [service.join(workshop.id, f"phone {n}") for n in range(people)]
    for n, person in enumerate(who):
        fields = {"when": f"week {n} begins", "we_will": TEXT, "so_that": "tenants can sleep"}
        service.items.add(workshop.id, KIND, fields, By(person.id), key=f"k{n}")
    service.reveal_step(workshop.id, "act")
    first = service.items.all(workshop, KIND)[:3]
    for n, person in enumerate(who[:50]):
        service.items.vote(workshop.id, person.id, first[n % len(first)].id, "dot", 1)
    service.open_step(workshop.id, "act")
    return service.workshop_by_id(workshop.id)


def labels(page: AppTest) -> list[str]:
    return [b.label for b in page.button]


def kept(focus_map: FocusMap, workshop: Workshop) -> tuple[Item, ...]:
    return focus_map.service.items.all(workshop, KIND)


@pytest.mark.parametrize("people", [0, 1, 12, 500])
@pytest.mark.parametrize("name", ["act", "wall"])
def test_what_phones_propose_is_shown_after_the_reveal_only_and_dots_when_they_are_shown(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    name: str,
    people: int,
) -> None:
    at_bench(focus_map, hosted, people)
    page = open_page(name, hosted.code)
    assert not page.exception
    assert TEXT not in html_of(page)
    focus_map.service.reveal_step(hosted.id, "act")
    page = open_page(name, hosted.code)
    assert not page.exception
    assert (TEXT in html_of(page)) is bool(people)
    assert "<ol" not in html_of(page)
    focus_map.service.set_act_stage(hosted.id, "process_dots")
    page = open_page(name, hosted.code)
    assert not page.exception
    assert ('<ol class="fm-experiments">' in html_of(page)) is bool(people)
    if people == 1:
        assert "1 person gave theirs." in html_of(page)
        assert "1 dot<" in html_of(page)
    if people == 500:
        assert "50 people gave theirs." in html_of(page)


def test_those_with_as_many_dots_share_a_place_on_page_and_wall(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    at_bench(focus_map, hosted, 12)
    focus_map.service.reveal_step(hosted.id, "act")
    focus_map.service.set_act_stage(hosted.id, "process_dots")
    for name in ("act", "wall"):
        html = html_of(open_page(name, hosted.code))
        assert html.count('<li value="1">') == 3
        assert html.count('<li value="4">') >= 3
        assert html.count("4 dots") == 3


def test_the_facilitator_writes_one_which_is_kept_once(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    at_bench(focus_map, hosted, 0)
    page = open_page("act", hosted.code)
    page.text_area[1].input("call **one** tenant")
    page.text_input[0].input("Kari")
    press(page, "Keep it")
    (item,) = kept(focus_map, hosted)
    assert (item.fields["we_will"], item.fields["owner"]) == ("call **one** tenant", "Kari")
    assert not page.exception
    assert page.success
    # What was typed is no style.
    assert r"\*\*one\*\*" in page.success[0].value
    # The fields are empty for the next one.
    assert page.text_area[1].value == ""


def test_a_review_before_the_first_step_is_refused_and_nothing_typed_is_lost(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    at_bench(focus_map, hosted, 0)
    page = open_page("act", hosted.code)
    page.text_area[1].input(TEXT)
    page.date_input[0].set_value(date(2026, 12, 1))
    page.date_input[1].set_value(date(2026, 11, 20))
    press(page, "Keep it")
    assert "lies before the first step" in page.error[0].value
    assert page.text_area[1].value == TEXT
    assert kept(focus_map, hosted) == ()


def test_a_practice_is_a_draft_that_is_changed_before_it_is_kept(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    at_bench(focus_map, hosted, 0)
    page = open_page("act", hosted.code)
    # A group without answers is offered what helps where they are too few.
    assert "Too few answers so far" in html_of(page)
    first = next(p for p in load_practices("en") if p.id == "ask_three")
    next(b for b in page.button if b.key == "take-ask_three").click().run()
    assert kept(focus_map, hosted) == ()
    assert page.text_area[0].value == first.when
    page.text_area[0].set_value("Friday comes")
    press(page, "Keep it")
    (item,) = kept(focus_map, hosted)
    assert (item.fields["when"], item.fields["know"]) == ("Friday comes", first.know)


def opened(page: AppTest, item: Item) -> AppTest:
    return page.selectbox[0].select(item.id).run()


@pytest.fixture
def bench(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> AppTest:
    """The page with one revealed proposal, opened."""
    at_bench(focus_map, hosted, 1)
    focus_map.service.reveal_step(hosted.id, "act")
    return opened(open_page("act", hosted.code), kept(focus_map, hosted)[0])


def test_an_opened_one_says_what_is_missing_and_what_so_that_names(bench: AppTest) -> None:
    html = html_of(bench)
    assert "It has no owner yet. Who sees to it that it begins?" in html
    assert "The first step has no day yet." in html
    assert "It does not say yet how we shall know." in html
    assert "we found nobody outside and nothing that becomes different" in html


def test_it_is_chosen_hidden_and_both_taken_back(
    bench: AppTest,
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    press(bench, "Choose it for the plan")
    assert kept(focus_map, hosted)[0].state == "chosen"
    press(bench, "Not chosen any more")
    press(bench, "Hide")
    item = kept(focus_map, hosted)[0]
    assert (item.state, item.hidden) == ("", True)
    assert "hidden" in html_of(bench)
    press(bench, "Show it again")
    assert not kept(focus_map, hosted)[0].hidden


def test_a_change_is_a_version_and_an_earlier_one_is_brought_back(
    bench: AppTest,
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    bench.text_area[1].set_value("phone one tenant")
    press(bench, "Save")
    assert kept(focus_map, hosted)[0].fields["we_will"] == "phone one tenant"
    press(bench, "Bring this back")
    item = kept(focus_map, hosted)[0]
    assert (item.fields["we_will"], item.version) == (TEXT, 3)
    assert bench.text_area[1].value == TEXT


def test_two_who_change_it_at_once_lose_nothing(
    bench: AppTest,
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    item = kept(focus_map, hosted)[0]
    theirs = {**item.fields, "we_will": "what she wrote"}
    bench.text_area[1].set_value("what he wrote")
    focus_map.service.items.change(hosted.id, item.id, theirs, base=1)
    press(bench, "Save")
    assert "Somebody changed this while you were writing" in bench.error[0].value
    assert "what she wrote" in html_of(bench)
    assert bench.text_area[1].value == "what he wrote"
    press(bench, "Save")
    texts = [v.fields["we_will"] for v in focus_map.service.items.versions(hosted, item.id)]
    assert texts == [TEXT, "what she wrote", "what he wrote"]


def delete(focus_map: FocusMap, hosted: Workshop) -> None:  # noqa: F811
    item = kept(focus_map, hosted)[0]
    focus_map.service.items.remove(hosted.id, item.id, By(item.author_id))


@pytest.mark.parametrize("is_seen", [True, False])
def test_what_was_typed_of_one_that_its_author_deletes_is_moved_to_a_new_one(
    bench: AppTest,
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    *,
    is_seen: bool,
) -> None:
    delete(focus_map, hosted)
    if is_seen:
        bench.run()
        assert "Save moves it" in bench.error[0].value
    bench.text_area[1].set_value("phone one tenant")
    bench.date_input[0].set_value(date(2026, 12, 1))
    press(bench, "Save")
    assert not bench.exception
    assert kept(focus_map, hosted) == ()
    assert "in the fields of a new one" in bench.success[0].value
    assert bench.text_area[1].value == "phone one tenant"
    press(bench, "Keep it")
    (item,) = kept(focus_map, hosted)
    assert (item.fields["we_will"], item.fields["first_step_date"]) == (
        "phone one tenant",
        "2026-12-01",
    )


def test_a_day_that_is_none_does_not_stop_the_page(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    at_bench(focus_map, hosted, 0)
    fields = {"we_will": TEXT, "first_step_date": "soon"}
    item = focus_map.service.items.add(hosted.id, KIND, fields)
    page = opened(open_page("act", hosted.code), item)
    assert not page.exception
    assert page.date_input[0].value is None


# The head


@pytest.mark.parametrize("part", ACT_PARTS)
def test_the_head_says_where_the_room_is_and_leads_on_and_back(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    part: ActStage,
) -> None:
    service = focus_map.service
    service.open_step(hosted.id, "act")
    service.set_act_stage(hosted.id, part)
    page = open_page("act", hosted.code)
    assert not page.exception
    number = ACT_PARTS.index(part) + 1
    assert f"Part {number} of 4: {PART_NAMES[part]}" in html_of(page)
    assert "Phones " in html_of(page)
    before, after = neighbours(part)
    if after:
        press(page, f"On to: {PART_NAMES[after]} →")
        assert service.workshop_by_id(hosted.id).act_stage == after
        press(page, f"← Back to: {PART_NAMES[part]}")
    elif before:
        press(page, f"← Back to: {PART_NAMES[before]}")
    assert service.workshop_by_id(hosted.id).act_stage == (part if after else before)


def test_who_writes_at_a_revealed_step_is_told_that_it_is_on_the_wall_at_once(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    at_bench(focus_map, hosted, 0)
    assert "on the wall at once" not in html_of(open_page("act", hosted.code))
    focus_map.service.reveal_step(hosted.id, "act")
    assert "stands on the wall at once" in html_of(open_page("act", hosted.code))


def test_the_recap_has_two_lines_at_every_stage(
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    where, does = recap(at_bench(focus_map, hosted, 0), lambda text: text)
    assert where == "Part 3 of 4: Process. Behind us: Language, Measures."
    assert does == "We choose what we will try in the next weeks."
    assert focus_map.service.workshop_by_id(hosted.id).state("act") is StepState.OPEN
