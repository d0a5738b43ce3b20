"""The plan on page and wall by AppTest: empty, typical, very much; what it lacks; escaping."""

from __future__ import annotations

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.model import Workshop
from tests.focusmap.test_plan import EXPERIMENT, MEASURE
from tests.pages.test_pages import (  # noqa: F401
    OpenPage,
    cookies,
    hosted,
    html_of,
    open_page,
    press,
)
from tests.pages.test_statement_page import state_text, warnings


def fill(focus_map: FocusMap, workshop: Workshop, count: int, more: str = "") -> None:
    """Put so many measures, experiments and words into a workshop whose Act is open."""
    service = focus_map.service
    service.reveal_step(workshop.id, "identify")
    state_text(focus_map, workshop, "We look inside." + more)
    service.open_step(workshop.id, "act")
    service.set_act_stage(workshop.id, "plan")
    for n in range(count):
        experiment = {**EXPERIMENT, "we_will": f"we will visit house {n}{more}"}
        service.items.add(workshop.id, "experiment", experiment, key=f"e{n}")
        service.items.add(workshop.id, "measure", {**MEASURE, "source": f"s{n}{more}"}, key=f"m{n}")
        word = {"word": f"word {n}{more}", "list": ("more", "less")[n % 2]}
        service.items.add(workshop.id, "word", word, key=f"w{n}")


@pytest.mark.parametrize("name", ["act", "wall"])
def test_an_empty_plan_says_so(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    name: str,
) -> None:
    focus_map.service.set_act_stage(hosted.id, "plan")
    focus_map.service.reveal_step(hosted.id, "act")
    page = open_page(name, hosted.code)
    assert not page.exception
    said = "nothing in the plan yet" if name == "act" else "The plan comes here"
    assert said in html_of(page)


@pytest.mark.parametrize("count", [0, 1, 5, 60, 500])
@pytest.mark.parametrize("name", ["act", "wall"])
def test_nothing_of_the_benches_is_on_a_screen_before_the_reveal(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    name: str,
    count: int,
) -> None:
    fill(focus_map, hosted, count)
    assert "visit house" not in html_of(open_page(name, hosted.code))
    focus_map.service.reveal_step(hosted.id, "act")
    if name == "wall":
        # The gap, the words (at most 12 of each a page), and then the measures.
        focus_map.service.turn_wall(hosted.id, "map", -(-count // 24) + 2)
    page = open_page(name, hosted.code)
    assert not page.exception
    assert ("nights without a call" in html_of(page)) is (count > 0)
    assert ("visit house 0" in html_of(page)) is (count > 0 and name == "act")
    assert ("We look inside." in html_of(page)) is (count == 0 or name == "act")


def test_what_is_open_is_said_once_in_sum_and_beside_each(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    fill(focus_map, hosted, 1)
    focus_map.service.items.add(hosted.id, "experiment", {"we_will": "call"}, key="bare")
    focus_map.service.reveal_step(hosted.id, "act")
    page = open_page("act", hosted.code)
    assert [w[:30] for w in warnings(page)] == [
        "The gap statement is not agree", "1 item of the plan has no owne",
    ]  # fmt: skip
    for lack in ("Nobody owns this yet.", "first step has no date yet.", "review has no date yet."):
        assert html_of(page).count(lack) == 1


def test_the_facilitator_turns_the_pages_of_the_wall(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    fill(focus_map, hosted, 2)
    focus_map.service.reveal_step(hosted.id, "act")
    page = open_page("act", hosted.code)
    titles = []
    for _ in range(4):
        press(page, "Next page")
        html = html_of(open_page("wall", hosted.code))
        titles.append(html.split("<br>")[1].split("</h1>")[0])
    assert titles == [
        "Our plan: the gap",
        "Our plan: our words",
        "Our plan: what we will measure",
        "Our plan: what we will try",
    ]
    press(page, "Turn by itself")
    assert focus_map.service.workshop_by_id(hosted.id).wall_page == 0


@pytest.mark.parametrize("days", [True, False])
def test_the_calendar_is_offered_when_there_is_a_day(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    days: bool,
) -> None:
    if days:
        fill(focus_map, hosted, 2)
    else:
        state_text(focus_map, hosted)
        focus_map.service.set_act_stage(hosted.id, "plan")
        focus_map.service.items.add(hosted.id, "experiment", {"we_will": "call"})
    focus_map.service.reveal_step(hosted.id, "act")
    page = open_page("act", hosted.code)
    assert not page.exception
    offered = [b.proto.label for b in page.get("download_button")]
    assert offered == (["4 dates for your calendar (.ics)"] if days else [])


def test_what_was_typed_is_escaped_everywhere(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    fill(focus_map, hosted, 2, " <img src=x onerror=alert(1)>")
    focus_map.service.reveal_step(hosted.id, "act")
    assert "<img src=x" not in html_of(open_page("act", hosted.code))
    for number in range(1, 5):
        focus_map.service.turn_wall(hosted.id, "map", number)
        page = open_page("wall", hosted.code)
        assert not page.exception
        assert "<img src=x" not in html_of(page)
