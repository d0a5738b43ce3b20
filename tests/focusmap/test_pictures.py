"""Pictures by group over time: whatever happens, nobody is seen to come into a part alone."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from focusmap.groups import find_parts
from focusmap.model import Answer, Question, ReadAnswer, Reading
from focusmap.pictures import (
    Picture,
    entering,
    next_picture,
    number_waiting,
    people_of,
    take_picture,
)
from tests.conftest import Clock
from tests.focusmap.test_groups import a_workshop, people_in

WORKSHOP = a_workshop()
QUESTION = Question("q", "ask", "work", "What is your work?")
READING = Reading(0.5, 0.5, 0.9, line_of_sight=False, evidence=())


def an_answer(person: str, number: int = 0, text: str = "words") -> ReadAnswer:
    """Return an answer of a person."""
    now = Clock().now
    answer = Answer(f"{person}-{number}", "q", person, text, now, now)
    return ReadAnswer(answer, QUESTION, READING)


def sizes(picture: Picture) -> dict[str, int]:
    """Return how many people are in each part, by its name."""
    return {part.name(str): len(people_of(answers)) for part, answers in picture.parts}


CHOSEN = people_in(g0=8, g1=8)
FIRST = [an_answer(f"p{n}") for n in (0, 1, 2, 3, 8, 9, 10, 11)]
HELD = next_picture(Picture(), WORKSHOP, CHOSEN, FIRST)


def test_the_first_picture_holds_all() -> None:
    """Nothing was shown by group before the reveal."""
    assert sizes(HELD) == {"Group 0": 4, "Group 1": 4}
    assert number_waiting(HELD, FIRST) == 0


def test_one_more_person_waits() -> None:
    """And so does a second answer of somebody who is in it."""
    answers = [*FIRST, an_answer("p4"), an_answer("p0", 1)]
    shown = next_picture(HELD, WORKSHOP, CHOSEN, answers)
    assert sizes(shown) == {"Group 0": 4, "Group 1": 4}
    assert number_waiting(shown, answers) == 2


def test_four_more_of_a_part_come_in_at_once() -> None:
    """A new picture is drawn."""
    answers = [*FIRST, *(an_answer(f"p{n}") for n in range(4, 8))]
    shown = next_picture(HELD, WORKSHOP, CHOSEN, answers)
    assert sizes(shown) == {"Group 0": 8, "Group 1": 4}
    assert number_waiting(shown, answers) == 0


def test_all_parts_that_change_must_change_by_enough() -> None:
    """Four of one and one of another: all five wait, for the one would stand alone."""
    answers = [*FIRST, *(an_answer(f"p{n}") for n in (4, 5, 6, 7, 12))]
    shown = next_picture(HELD, WORKSHOP, CHOSEN, answers)
    assert sizes(shown) == {"Group 0": 4, "Group 1": 4}
    assert number_waiting(shown, answers) == 5


def test_who_goes_to_another_group_is_not_followed() -> None:
    """Both pictures side by side would show whose dots moved."""
    shown = next_picture(HELD, WORKSHOP, {**CHOSEN, "p0": "g1"}, FIRST)
    assert shown == HELD


def test_changed_words_and_placements_wait_too() -> None:
    """A dot that moves is somebody's."""
    for changed in (
        an_answer("p0", text="other"),
        replace(FIRST[0], reading=replace(READING, x=0.1)),
    ):
        answers = [changed, *FIRST[1:]]
        shown = next_picture(HELD, WORKSHOP, CHOSEN, answers)
        assert shown == HELD
        assert number_waiting(shown, answers) == 1


def test_a_mark_that_moves_no_dot_is_no_change() -> None:
    """Such as a pin."""
    pinned = replace(FIRST[0], answer=replace(FIRST[0].answer, pinned=True))
    assert number_waiting(HELD, [pinned, *FIRST[1:]]) == 0


def test_what_is_hidden_leaves_at_once() -> None:
    """And a part of which too few are left is shown with the others, or not at all."""
    both = [*FIRST, an_answer("p0", 1)]
    held = next_picture(Picture(), WORKSHOP, CHOSEN, both)
    shown = next_picture(held, WORKSHOP, CHOSEN, FIRST)
    assert shown == HELD
    assert next_picture(HELD, WORKSHOP, CHOSEN, FIRST[1:]) == Picture()


def test_a_part_that_becomes_too_small_takes_nobody_new_along() -> None:
    """Three groups, of which one loses a person while two others write."""
    chosen = people_in(g0=8, g1=8, g2=4)
    first = [an_answer(f"p{n}") for n in (0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19)]
    held = next_picture(Picture(), WORKSHOP, chosen, first)
    assert sizes(held) == {"Group 0": 4, "Group 1": 4, "Group 2": 4}
    answers = [*first[:-1], an_answer("p4"), an_answer("p12")]
    shown = next_picture(held, WORKSHOP, chosen, answers)
    assert sizes(shown) == {"Group 0": 4, "others": 7}


def test_a_renamed_group_has_its_new_name_at_once() -> None:
    """The picture stays."""
    renamed = replace(
        WORKSHOP, groups=tuple(replace(g, name=g.name.upper()) for g in WORKSHOP.groups)
    )
    answers = [*FIRST, an_answer("p4")]
    assert sizes(next_picture(HELD, renamed, CHOSEN, answers)) == {"GROUP 0": 4, "GROUP 1": 4}


def test_a_removed_group_ends_its_picture() -> None:
    """Its people are among the others from the next look on."""
    left = replace(WORKSHOP, groups=WORKSHOP.groups[1:])
    assert sizes(next_picture(HELD, left, CHOSEN, FIRST)) == {"Group 1": 4, "others": 4}


# Whatever happens


class Event(NamedTuple):
    """A person writes, changes or loses an answer, or goes to a group."""

    person: str
    what: str
    value: str


an_event = st.builds(
    Event,
    st.sampled_from([f"p{n}" for n in range(14)]),
    st.sampled_from(["write", "write", "write", "write", "change", "hide", "choose"]),
    st.sampled_from(["g0", "g1", "g2", ""]),
)


@settings(max_examples=150)
@given(st.lists(an_event, min_size=10, max_size=60), st.integers(5, 40))
def test_nobody_comes_into_a_part_alone(events: list[Event], first: int) -> None:
    """From one look to the next, in each part nobody or at least four have something new."""
    chosen = {f"p{n}": f"g{n % 3}" for n in range(14)}
    answers: dict[str, ReadAnswer] = {}
    shown = Picture()
    for number, event in enumerate(events):
        if event.what == "choose":
            chosen[event.person] = event.value
        elif event.what == "hide":
            for name in [n for n in answers if n.startswith(f"{event.person}-")][:1]:
                del answers[name]
        else:
            of = number if event.what == "write" else 0
            made = an_answer(event.person, of, f"words {number}")
            answers[made.answer.id] = made
        if number < first:
            continue
        before, shown = shown, next_picture(shown, WORKSHOP, chosen, list(answers.values()))
        assert all(len(part.people) >= 4 for part, _ in shown.parts)
        assert all(part.people == people_of(some) for part, some in shown.parts)
        assert {a.answer.id for _, some in shown.parts for a in some} <= set(answers)
        held = find_parts(WORKSHOP, shown.groups, shown.groups)
        assert [p.key for p in held] == [p.key for p, _ in shown.parts]
        old = {part.key: part.people for part, _ in before.parts}
        for (part, _), count in zip(shown.parts, entering(before, shown), strict=True):
            # A part that lost people joins the others, of whom nobody knows who they were.
            joined = set(old) - {p.key for p, _ in shown.parts}
            assert not before.parts or count == 0 or count >= 4 or (not part.key and joined)


def test_without_events_nothing_moves() -> None:
    """Looking changes nothing."""
    shown = HELD
    for _ in range(3):
        shown = next_picture(shown, WORKSHOP, CHOSEN, FIRST)
    assert shown == HELD == take_picture(WORKSHOP, CHOSEN, FIRST)
