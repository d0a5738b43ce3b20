"""What is shown of Identify: nothing unrevealed, one figure on all walls, no work done twice."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.fields import Field
from focusmap.gaps import PAIRS, in_order
from focusmap.identified import Identified, identified
from focusmap.model import ReadAnswer, Workshop

ALL = ("curiosity", "ask", "qualify", "identify")


@pytest.fixture
def room(focus_map: FocusMap, workshop: Workshop) -> Workshop:
    """Six people who say outside, measure and guess inside, and want to look outside."""
    service = focus_map.service
    said = workshop.questions_of("ask")[0]
    measured = workshop.questions_of("qualify")[0]
    for step in ALL:
        service.open_step(workshop.id, step)
    for n in range(6):
        person = service.join(workshop.id, f"p{n}").id
        service.send(workshop.id, person, said.id, "s", f"Every customer is safe {n}")
        service.send(workshop.id, person, measured.id, "m", f"Calls answered {n}")
        service.put_spot(workshop.id, person, "curiosity", "guess", (-0.5, -0.5 - n / 50))
        service.put_spot(workshop.id, person, "identify", "want", (0.6, 0.7 - n / 50))
    return workshop


def shown(focus_map: FocusMap, workshop: Workshop, view: str = "words") -> Identified:
    fresh = focus_map.service.workshop_by_id(workshop.id)
    return focus_map.identifying.of(fresh, view)  # type: ignore[arg-type]


def reveal(focus_map: FocusMap, workshop: Workshop, *steps: str) -> Identified:
    for step in steps:
        focus_map.service.reveal_step(workshop.id, step)
    return shown(focus_map, workshop)


def test_before_the_reveals_there_is_nothing(focus_map: FocusMap, room: Workshop) -> None:
    found = shown(focus_map, room)
    assert (found.wanted.people, found.guess.people) == (0, 0)
    assert (found.said.model.people, found.measured.model.people) == (0, 0)
    assert {g.verdict for g in found.gaps} == {"few"}
    assert not any(g.examples or g.other_examples or g.people for g in found.gaps)


@pytest.mark.parametrize("revealed", ALL)
def test_each_layer_comes_with_its_own_step(
    focus_map: FocusMap, room: Workshop, revealed: str
) -> None:
    found = reveal(focus_map, room, revealed)
    people = {
        "curiosity": found.guess.people,
        "ask": found.said.model.people,
        "qualify": found.measured.model.people,
        "identify": found.wanted.people,
    }
    assert people == {step: 6 if step == revealed else 0 for step in ALL}
    assert found.clear == ()


def test_with_everything_revealed_the_gaps_are_there_in_order(
    focus_map: FocusMap, room: Workshop
) -> None:
    found = reveal(focus_map, room, *ALL)
    assert {(g.pair, g.axis) for g in found.gaps} == {
        (pair, axis) for pair in PAIRS for axis in ("focus", "orientation")
    }
    assert found.gaps == in_order(found.gaps)
    assert found.gap("said_measured", "focus").way == "inside"
    assert found.gap("said_wanted", "orientation").way == "outcomes"
    assert found.gap("guess_said", "focus").way == "outside"
    assert found.gap("said_measured", "orientation").verdict == "none"
    assert (found.said.model.id, found.said.model.parts) == ("one", ("delivery_window",))
    assert found.measured.model.parts == ("factory_floor",)


def test_it_says_the_same_as_qualify(focus_map: FocusMap, room: Workshop) -> None:
    found = reveal(focus_map, room, *ALL)
    fresh = focus_map.service.workshop_by_id(room.id)
    compared = focus_map.qualifying.of(fresh).comparison
    assert found.gap("said_measured", "focus").apart == compared.focus
    assert found.gap("said_measured", "orientation").apart == compared.orientation
    alone = identified(*_answers(focus_map, fresh))
    assert alone.gap("said_measured", "focus").apart == compared.focus


def _answers(
    focus_map: FocusMap, workshop: Workshop
) -> tuple[Sequence[ReadAnswer], Sequence[ReadAnswer]]:
    shown_answers = focus_map.service.shown_answers
    return shown_answers(workshop, "ask"), shown_answers(workshop, "qualify")


def test_the_examples_are_the_groups_own_words_on_both_sides(
    focus_map: FocusMap, room: Workshop
) -> None:
    found = reveal(focus_map, room, *ALL).gap("said_measured", "focus")
    assert len(found.examples) == len(found.other_examples) == 3
    assert all("customer" in a.answer.text for a in found.examples)
    assert all("Calls" in a.answer.text for a in found.other_examples)
    guessed = shown(focus_map, room).gap("guess_said", "focus")
    assert guessed.examples == ()
    assert len(guessed.other_examples) == 3


def test_in_the_view_meaning_the_authors_place_counts(focus_map: FocusMap, room: Workshop) -> None:
    reveal(focus_map, room, *ALL)
    service = focus_map.service
    for n in range(6):
        person = service.join(room.id, f"p{n}").id
        for own in service.own_answers(room, person):
            if own.question.step == "qualify":
                service.place(room.id, person, own.answer.id, Field(1, 1))
    assert shown(focus_map, room).gap("said_measured", "focus").way == "inside"
    meant = shown(focus_map, room, "meaning")
    assert meant.gap("said_measured", "orientation").way == "outcomes"
    assert meant.measured.model.parts == ("customer_outcomes",)


def test_the_same_version_is_worked_out_once_and_a_dot_works_out_one_pair(
    focus_map: FocusMap, room: Workshop
) -> None:
    found = reveal(focus_map, room, *ALL)
    assert found is shown(focus_map, room)
    late = focus_map.service.join(room.id, "late").id
    focus_map.service.put_spot(room.id, late, "identify", "want", (-1, -1))
    after = shown(focus_map, room)
    assert after.wanted.people == 7
    assert after.said is found.said
    assert after.gap("guess_said", "focus").apart is found.gap("guess_said", "focus").apart
    assert after.gap("said_wanted", "focus").apart != found.gap("said_wanted", "focus").apart


def test_groups_of_a_workshop_are_shown_and_nobody_is_seen_to_join_one_alone(
    focus_map: FocusMap, room: Workshop
) -> None:
    service = focus_map.service
    sales, yard = service.groups.set_up(room.id, {}, ["Sales", "Yard"])
    question = room.questions_of("ask")[0].id

    def write(name: str, group: str, text: str) -> None:
        person = service.join(room.id, name).id
        service.groups.choose(room.id, person, group)
        service.send(room.id, person, question, "s", text)

    for n in range(6):
        write(f"p{n}", sales.id, f"Every customer is safe {n}")
    for n in range(4):
        write(f"y{n}", yard.id, f"Tickets closed {n}")
    found = reveal(focus_map, room, *ALL)
    assert [(g.name, g.model.people) for g in found.said.groups] == [("Sales", 6), ("Yard", 4)]
    assert found.said.contrast is not None
    assert (found.said.contrast.high, found.said.contrast.low) == ("Sales", "Yard")
    # Of the measures only Sales named any.
    assert found.measured.groups == ()
    write("y4", yard.id, "Tickets closed 4")
    after = shown(focus_map, room)
    assert after.said.model.people == 11
    assert [g.model.people for g in after.said.groups] == [6, 4]
    focus_map.service.open_step(room.id, "ask")
    assert shown(focus_map, room).said.groups == ()


def test_groups_are_shown_apart_only_where_they_are_large_enough(
    focus_map: FocusMap, room: Workshop
) -> None:
    reveal(focus_map, room, *ALL)
    said, measured = _answers(focus_map, focus_map.service.workshop_by_id(room.id))
    ids = sorted({a.answer.participant_id for a in said})
    groups = {person: "Sales" if n < 4 else "Yard" for n, person in enumerate(ids)}
    assert identified(said, measured, groups=groups).said.groups == ()
    small = identified(said, measured, groups=groups, least=2)
    assert [(g.name, g.model.people) for g in small.said.groups] == [("Sales", 4), ("Yard", 2)]
    assert small.said.named == 2


def test_a_larger_minimum_begins_a_new_picture_of_the_groups(
    focus_map: FocusMap, room: Workshop
) -> None:
    service = focus_map.service
    service.groups.set_up(room.id, {}, ["Sales", "Care"])
    sales, care = service.workshop_by_id(room.id).groups
    said = room.questions_of("ask")[0]
    for n in range(12):
        person = service.join(room.id, f"p{n}").id
        service.groups.choose(room.id, person, (sales if n < 6 else care).id)
        if n >= 6:
            service.send(room.id, person, said.id, "s", f"Every customer is safe {n}")
    found = reveal(focus_map, room, "ask")
    assert [(g.name, g.model.people) for g in found.said.groups] == [("Care", 6), ("Sales", 6)]
    service.groups.set_minimum(room.id, 7)
    assert shown(focus_map, room).said.groups == ()
