"""The bench for measures on page and wall by AppTest: building, versions, conflict, ratings."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from focusmap.bootstrap import FocusMap
from focusmap.measures import CHOSEN, KIND
from focusmap.model import Item, Workshop
from focusmap.opportunity import IMPORTANCE, SATISFACTION
from tests.pages.test_pages import (  # noqa: F401
    OpenPage,
    cookies,
    hosted,
    html_of,
    open_page,
    press,
)
from ui.opportunity_chart import SPACING, rows

WHATS = ("damp flats", "cold nights", "letters that nobody understands")


@pytest.fixture
def room(focus_map: FocusMap, hosted: Workshop) -> Workshop:  # noqa: F811
    """A workshop at the bench; its step takes answers."""
    focus_map.service.open_step(hosted.id, "act")
    focus_map.service.set_act_stage(hosted.id, "measures")
    return hosted


def add(focus_map: FocusMap, room: Workshop, what: str = WHATS[0]) -> Item:
    fields = {"direction": "fewer", "what": what, "for_whom": "tenants"}
    return focus_map.service.items.add(room.id, KIND, fields)


def rate(focus_map: FocusMap, room: Workshop, item: Item, people: int) -> None:
    focus_map.service.reveal_step(room.id, "act")
    for n in range(people):
        who = focus_map.service.join(room.id, f"phone {n}").id
        focus_map.service.items.vote(room.id, who, item.id, IMPORTANCE, 8 + n % 2)
        focus_map.service.items.vote(room.id, who, item.id, SATISFACTION, 2 + n % 2)


def field(page: AppTest, label: str) -> object:
    return next(f for f in page.text_input if f.label == label)


def fill(page: AppTest, **texts: str) -> None:
    for label, text in texts.items():
        next(f for f in page.text_input if f.label == label.replace("_", " ")).set_value(text)
    page.run()


def choose(page: AppTest, label: str, value: str) -> None:
    next(s for s in page.selectbox if s.label == label).set_value(value).run()


def errors(page: AppTest) -> str:
    return " ".join(e.value for e in page.error)


@pytest.mark.parametrize("people", [0, 1, 14, 500])
@pytest.mark.parametrize("name", ["act", "wall"])
def test_ratings_are_shown_when_the_facilitator_shows_them_and_not_before(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    room: Workshop,
    name: str,
    people: int,
) -> None:
    item = add(focus_map, room)
    page = open_page(name, room.code)
    assert not page.exception
    assert ("damp flats" in html_of(page)) is False or name == "act"
    focus_map.service.reveal_step(room.id, "act")
    rate(focus_map, room, item, people)
    page = open_page(name, room.code)
    assert not page.exception
    said = "1 person has" if people == 1 else f"{people} people have"
    assert f"{said} rated so far." in html_of(page)
    assert "Opportunity" not in html_of(page)
    assert not page.get("vega_lite_chart")
    focus_map.service.measuring.show_ratings(room.id, shown=True)
    page = open_page(name, room.code)
    assert not page.exception
    if people < 4:
        assert "too few to say" in html_of(page)
        assert not page.get("vega_lite_chart")
    else:
        # Important 8.5, satisfied 2.5.
        assert f"Opportunity 14.5 · {people} people" in html_of(page)
        assert "The largest opportunity: A." in html_of(page)
        assert page.get("vega_lite_chart")


def test_an_empty_bench_shows_a_good_one_from_each_region(
    open_page: OpenPage,  # noqa: F811
    room: Workshop,
) -> None:
    page = open_page("act", room.code)
    for region in ("factory floor", "delivery window", "engine room", "customer outcomes"):
        assert f"<h2>{region}</h2>" in html_of(page)


def test_the_sentence_and_its_reading_move_with_what_is_typed(
    open_page: OpenPage,  # noqa: F811
    room: Workshop,
) -> None:
    page = open_page("act", room.code)
    assert "The sentence appears here" in html_of(page)
    fill(page, What="customer <b>xyzzy</b>")
    assert "<mark" in html_of(page)
    assert "customer" in html_of(page)
    assert "&lt;b&gt;xyzzy&lt;/b&gt;" in html_of(page)
    assert "There is no source yet." in html_of(page)
    fill(page, Source="ten phone calls")
    assert "There is no source yet." not in html_of(page)


def test_a_measure_is_saved_once_and_the_fields_are_empty_for_the_next(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    room: Workshop,
) -> None:
    page = open_page("act", room.code)
    choose(page, "Which way", "fewer")
    fill(page, What="damp flats", For_whom="tenants", Owner="Mia")
    press(page, "Save this measure")
    assert not page.exception
    (item,) = focus_map.service.items.all(room, KIND)
    assert (item.fields["what"], item.fields["owner"]) == ("damp flats", "Mia")
    assert field(page, "What").value == ""  # type: ignore[attr-defined]


def test_what_cannot_be_saved_stays_in_its_fields_with_the_reason(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    room: Workshop,
) -> None:
    page = open_page("act", room.code)
    fill(page, What="damp flats")
    press(page, "Save this measure")
    assert "Choose which way it should move" in errors(page)
    assert field(page, "What").value == "damp flats"  # type: ignore[attr-defined]
    assert focus_map.service.items.all(room, KIND) == ()


def test_of_two_who_change_a_measure_at_once_the_second_sees_both_texts_and_loses_none(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    room: Workshop,
) -> None:
    item = add(focus_map, room)
    page = open_page("act", room.code)
    choose(page, "What do you build?", item.id)
    assert field(page, "What").value == "damp flats"  # type: ignore[attr-defined]
    fill(page, What="damp walls")
    theirs = {**item.fields, "what": "wet flats"}
    focus_map.service.items.change(room.id, item.id, theirs, base=1)
    press(page, "Save this measure")
    assert "Somebody changed this while you were writing" in errors(page)
    assert field(page, "What").value == "damp walls"  # type: ignore[attr-defined]
    assert "wet flats" in html_of(page)
    press(page, "Save this measure")
    assert focus_map.service.items.item(room, item.id).fields["what"] == "damp walls"
    said = [v.fields["what"] for v in focus_map.service.items.versions(room, item.id)]
    assert said == ["damp flats", "wet flats", "damp walls"]


@pytest.mark.parametrize("has_begun", [True, False])
def test_what_was_typed_of_one_that_is_deleted_is_not_lost(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    room: Workshop,
    *,
    has_begun: bool,
) -> None:
    item = add(focus_map, room)
    page = open_page("act", room.code)
    if has_begun:
        fill(page, What="long nights")
    choose(page, "What do you build?", item.id)
    fill(page, What="damp walls", Owner="Mia")
    focus_map.service.items.remove(room.id, item.id)
    page.run()
    assert not page.exception
    if has_begun:
        said = errors(page).replace("\\", "")
        assert "You had typed: fewer; damp walls; tenants; Mia" in said
        assert field(page, "What").value == "long nights"  # type: ignore[attr-defined]
        return
    assert "in the fields of a new one" in errors(page)
    assert field(page, "What").value == "damp walls"  # type: ignore[attr-defined]
    press(page, "Save this measure")
    (kept,) = focus_map.service.items.all(room, KIND)
    assert (kept.fields["what"], kept.fields["owner"]) == ("damp walls", "Mia")


def test_an_earlier_version_is_brought_back_as_the_newest(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    room: Workshop,
) -> None:
    item = add(focus_map, room)
    focus_map.service.items.change(room.id, item.id, {**item.fields, "what": "mould"}, base=1)
    page = open_page("act", room.code)
    assert "1. Fewer damp flats for tenants." in html_of(page)
    press(page, "Bring back")
    now = focus_map.service.items.item(room, item.id)
    assert (now.version, now.fields["what"]) == (3, "damp flats")


def test_the_facilitator_settles_what_is_in_the_plan_hides_and_deletes(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    room: Workshop,
) -> None:
    item = add(focus_map, room)
    focus_map.service.reveal_step(room.id, "act")
    page = open_page("act", room.code)
    press(page, "Put it into the plan")
    assert focus_map.service.items.item(room, item.id).state == CHOSEN
    press(page, "Hide")
    assert focus_map.service.items.item(room, item.id).hidden
    assert "damp flats" not in html_of(open_page("wall", room.code))
    press(page, "Delete")
    assert focus_map.service.items.all(room, KIND) == ()


def test_todays_measure_is_picked_from_what_qualify_shows(
    open_page: OpenPage,  # noqa: F811
    focus_map: FocusMap,
    room: Workshop,
) -> None:
    service = focus_map.service
    service.open_step(room.id, "qualify")
    measured = room.questions_of("qualify")[0]
    service.send(room.id, service.join(room.id, "a").id, measured.id, "k", "Calls answered")
    service.open_step(room.id, "act")

    def offered() -> list[str]:
        page = open_page("act", room.code)
        beside = next(s for s in page.selectbox if s.label.startswith("Today's measure"))
        return list(beside.options)

    assert not any("Calls answered" in text for text in offered())
    service.reveal_step(room.id, "qualify")
    assert any("Calls answered" in text for text in offered())


def test_letters_on_the_plot_do_not_cover_each_other(focus_map: FocusMap, room: Workshop) -> None:
    focus_map.service.reveal_step(room.id, "act")
    for n in range(10):
        item = add(focus_map, room, f"number {n}")
        for person in range(4):
            who = focus_map.service.join(room.id, f"phone {person}").id
            focus_map.service.items.vote(room.id, who, item.id, IMPORTANCE, 9)
            focus_map.service.items.vote(room.id, who, item.id, SATISFACTION, 10)
    focus_map.service.measuring.show_ratings(room.id, shown=True)
    lines = focus_map.service.measuring.bench(room).ranked
    spots = [(row["x"], row["y"]) for row in rows(lines, [""] * 10)]
    assert len(spots) == 10
    assert {(row["x2"], row["y2"]) for row in rows(lines, [""] * 10)} == {(9, 10)}
    for n, (x, y) in enumerate(spots):
        assert -0.2 < x < 10.6
        assert -0.2 < y < 10.6
        for other in spots[:n]:
            # In units of the scale, of which SPACING is a share of half.
            assert ((x - other[0]) ** 2 + (y - other[1]) ** 2) ** 0.5 >= SPACING * 4.5 - 1e-9
