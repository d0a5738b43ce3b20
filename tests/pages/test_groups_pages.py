"""Groups on the pages and on the wall: nobody joined, few, typical, five hundred; and in setup."""

from __future__ import annotations

import csv

import pytest
from streamlit.testing.v1 import AppTest

from focusmap.bootstrap import FocusMap
from focusmap.grouping import NONE
from focusmap.model import Workshop
from tests.pages.test_pages import (  # noqa: F401 - fixtures
    ROOT,
    OpenPage,
    cookies,
    hosted,
    html_of,
    open_page,
    press,
)

with (ROOT / "tests" / "data" / "labelled_answers.csv").open(encoding="utf-8") as file:
    WORDS = [row["text"] for row in csv.DictReader(file)]


def fill(focus_map: FocusMap, workshop: Workshop, *people: int, nameless: int = 0) -> None:
    """Let so many people of each group answer, and some who would rather not say; and reveal."""
    service = focus_map.service
    names = [f"Group <{n}>" for n, _ in enumerate(people, 1)]
    groups = [g.id for g in service.groups.set_up(workshop.id, {}, names)]
    service.open_step(workshop.id, "ask")
    question = workshop.questions_of("ask")[0].id
    ids = [g for g, count in zip(groups, people, strict=True) for _ in range(count)]
    for n, group in enumerate([*ids, *[NONE] * nameless]):
        person = service.join(workshop.id, f"phone {n}")
        service.groups.choose(workshop.id, person.id, group)
        service.send(workshop.id, person.id, question, f"k{n}", WORDS[n % len(WORDS)])
    service.reveal_step(workshop.id, "ask")


@pytest.mark.parametrize("name", ["ask", "map"])
def test_without_groups_a_page_says_nothing_of_them(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    name: str,
) -> None:
    """They are optional."""
    fill(focus_map, hosted)
    page = open_page(name, hosted.code)
    assert not page.exception
    assert "By group" not in [h.value for h in page.subheader]


@pytest.mark.parametrize("name", ["ask", "map"])
def test_with_few_people_a_page_says_why_there_is_nothing_by_group(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    name: str,
) -> None:
    """Nobody, one, and two groups of three."""
    fill(focus_map, hosted, 3, 3)
    page = open_page(name, hosted.code)
    assert not page.exception
    assert "no two groups to lay side by side yet" in html_of(page)
    assert "fm-group" not in html_of(page)


@pytest.mark.parametrize("name", ["ask", "map"])
def test_a_page_shows_each_group_with_what_it_rests_on(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    name: str,
) -> None:
    """Twice: its map and its language. The small one is among the others, and escaped."""
    fill(focus_map, hosted, 6, 5, 2, nameless=3)
    page = open_page(name, hosted.code)
    assert not page.exception
    html = html_of(page).replace("\u00a0", " ")
    for title in ("Group &lt;1&gt;</bdi> <span>6 people", "<bdi>others</bdi> <span>5 people"):
        assert html.count(title) == 2
    assert "Group &lt;3&gt;" not in html
    assert "Fewer than 4 people are never shown apart" in html
    table = next(f.value for f in page.dataframe if "Where it looks" in f.value.columns)
    assert list(table["People"]) == [6, 5, 5]


def test_five_hundred_people_in_twelve_groups(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    """All twelve have a map and a language."""
    fill(focus_map, hosted, *[41] * 12, nameless=8)
    page = open_page("ask", hosted.code)
    assert not page.exception
    assert html_of(page).count('class="fm-group"') == 26


def test_the_wall_shows_groups_when_it_is_told_to(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    """By a button of the page Ask, which turns its pages too."""
    fill(focus_map, hosted, 6, 5)
    page = open_page("ask", hosted.code)
    press(page, "By group")
    assert "The wall shows our groups side by side. It turns 2 pages." in html_of(page)
    press(page, "Next page")
    assert focus_map.service.workshop_by_id(hosted.id).wall_view == "groups"
    wall = open_page("wall", hosted.code)
    assert not wall.exception
    assert html_of(wall).count('class="fm-group"') == 2
    assert "of 2" in html_of(wall)


def test_the_wall_of_many_groups_shows_six_at_a_time(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    """Seven are four and three."""
    fill(focus_map, hosted, *[4] * 7)
    seen = []
    for number in (1, 2, 3, 4):
        focus_map.service.turn_wall(hosted.id, "groups", number)
        seen.append(html_of(open_page("wall", hosted.code)).count('class="fm-group"'))
    assert seen == [4, 3, 4, 3]


def test_a_wall_by_group_with_nothing_to_show_says_so(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    """Before the reveal it asks, as ever; after it, it waits for more."""
    fill(focus_map, hosted, 2, 2)
    focus_map.service.turn_wall(hosted.id, "groups")
    wall = open_page("wall", hosted.code)
    assert not wall.exception
    assert "no two groups to lay side by side yet" in html_of(wall)
    focus_map.service.open_step(hosted.id, "ask")
    assert "What is your work?" in html_of(open_page("wall", hosted.code))


def test_without_groups_the_wall_is_not_offered_them(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    """Three things, as before."""
    fill(focus_map, hosted)
    labels = [b.label for b in open_page("ask", hosted.code).button]
    assert "Language" in labels
    assert "By group" not in labels


@pytest.mark.parametrize("sizes", [(3, 9), (2, 2)])
def test_with_no_two_groups_large_enough_the_wall_is_not_offered_them_and_the_page_says_why(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
    sizes: tuple[int, int],
) -> None:
    """A button that leads to nothing would be pressed before the room."""
    fill(focus_map, hosted, *sizes)
    page = open_page("ask", hosted.code)
    assert "By group" not in [b.label for b in page.button]
    assert "once two groups have at least 4 people" in html_of(page)
    focus_map.service.turn_wall(hosted.id, "groups")
    # The wall is there already: the button says so.
    assert "By group" in [b.label for b in open_page("ask", hosted.code).button]


# Setup


def field(page: AppTest, label: str):  # type: ignore[no-untyped-def]
    """Return a field of a page by its label."""
    return next(f for f in (*page.text_input, *page.text_area) if f.label == label)


def names(focus_map: FocusMap, workshop: Workshop) -> list[str]:
    """Return the groups as they are stored."""
    return [g.name for g in focus_map.service.workshop_by_id(workshop.id).groups]


def test_groups_are_set_up_renamed_and_removed(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    """One a line at first; then each in a field of its own."""
    page = open_page("setup", hosted.code)
    field(page, "Groups, one a line").set_value("Sales\n\nSupport")
    press(page, "Save the groups")
    assert names(focus_map, hosted) == ["Sales", "Support"]
    field(page, "Group 1").set_value("Sales and marketing")
    field(page, "Group 2").set_value("")
    field(page, "Further groups, one a line").set_value("Operations")
    press(page, "Save the groups")
    assert not page.exception
    assert names(focus_map, hosted) == ["Sales and marketing", "Operations"]
    assert "Saved" in page.success[0].value


def test_what_is_refused_stays_typed(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    """With what to do about it."""
    page = open_page("setup", hosted.code)
    field(page, "Groups, one a line").set_value("Sales\nsales")
    press(page, "Save the groups")
    assert "Give one another name" in page.error[0].value
    assert field(page, "Groups, one a line").value == "Sales\nsales"
    assert names(focus_map, hosted) == []


def test_the_minimum_is_set_from_four_to_twenty(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    hosted: Workshop,  # noqa: F811
) -> None:
    """The field itself takes no less."""
    page = open_page("setup", hosted.code)
    number = next(n for n in page.number_input if n.label.startswith("Smallest group"))
    assert (number.min, number.max, number.value) == (4, 20, 4)
    number.set_value(7)
    press(page, "Save the number")
    assert focus_map.service.workshop_by_id(hosted.id).minimum == 7
