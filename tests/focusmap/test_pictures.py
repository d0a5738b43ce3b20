"""Pictures by group over time: whatever happens, nobody is seen to come into a part alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
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


def answers_of(*people: int) -> list[ReadAnswer]:
    """Return an answer of each of some people."""
    return [an_answer(f"p{n}") for n in people]


def a_typed_line(number: int) -> ReadAnswer:
    """Return a line that the facilitator typed for the room."""
    line = an_answer(f"typed{number}")
    return replace(line, answer=replace(line.answer, typed_by_facilitator=True))


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


def test_a_group_that_becomes_large_leaves_nobody_behind() -> None:
    """Three of it were others, with one of none, whom both pictures would have in common."""
    chosen = people_in(g0=8, g1=4, g2=5) | {"p17": ""}
    held = next_picture(Picture(), WORKSHOP, chosen, answers_of(*range(12), 12, 13, 14, 17))
    assert sizes(held) == {"Group 0": 8, "Group 1": 4, "others": 4}
    more = answers_of(*range(18))
    assert sizes(take_picture(WORKSHOP, chosen, more)) == {"Group 0": 8, "Group 2": 5, "others": 5}
    assert next_picture(held, WORKSHOP, chosen, more) == held


def test_a_group_comes_out_of_the_others_with_those_who_are_new() -> None:
    """Whoever was shown among the others stays there."""
    chosen = people_in(g0=4, g1=7) | {"p11": "", "p12": ""}
    held = next_picture(Picture(), WORKSHOP, chosen, answers_of(*range(6), 11, 12))
    assert sizes(held) == {"Group 0": 4, "others": 4}
    assert next_picture(held, WORKSHOP, chosen, answers_of(*range(9), 11, 12)) == held
    chosen["p13"] = "g1"
    shown = next_picture(held, WORKSHOP, chosen, answers_of(*range(9), 11, 12, 13))
    assert sizes(shown) == {"Group 0": 4, "Group 1": 4, "others": 4}


def test_who_leaves_a_part_stays_in_it_when_others_come_to_another() -> None:
    """Redrawn with four, the first group would show whose dots are gone."""
    chosen = people_in(g0=5, g1=9)
    held = next_picture(Picture(), WORKSHOP, chosen, answers_of(*range(10)))
    moved = {**chosen, "p0": "g1"}
    assert next_picture(held, WORKSHOP, moved, answers_of(*range(13))) == held
    shown = next_picture(held, WORKSHOP, moved, answers_of(*range(14)))
    assert sizes(shown) == {"Group 0": 5, "Group 1": 9}
    assert shown.groups["p0"] == "g0"


def test_one_who_is_new_does_not_come_in_with_those_who_changed() -> None:
    """Four have something new, and three of them were there before."""
    changed = [an_answer(f"p{n}", text="other") for n in range(3)]
    answers = [*changed, *FIRST[3:], an_answer("p4")]
    assert next_picture(HELD, WORKSHOP, CHOSEN, answers) == HELD


def test_typed_lines_bring_nobody_along() -> None:
    """Three lines and one of no group: without the lines, that one would stand alone."""
    chosen = people_in(g0=4) | dict.fromkeys(("p4", "p5", "p6", "p7", "p8"), "")
    held = next_picture(Picture(), WORKSHOP, chosen, answers_of(*range(8)))
    assert sizes(held) == {"Group 0": 4, "others": 4}
    typed = [a_typed_line(n) for n in range(4)]
    answers = [*answers_of(*range(9)), *typed[:3]]
    assert next_picture(held, WORKSHOP, chosen, answers) == held
    shown = next_picture(held, WORKSHOP, chosen, [*answers_of(*range(8)), *typed])
    assert sizes(shown) == {"Group 0": 4, "others": 8}


def test_when_some_are_hidden_typed_lines_do_not_stand_for_them() -> None:
    """Three are left among four lines."""
    chosen = people_in(g0=4) | dict.fromkeys(("p4", "p5", "p6", "p7"), "")
    typed = [a_typed_line(n) for n in range(4)]
    held = next_picture(Picture(), WORKSHOP, chosen, [*answers_of(*range(8)), *typed])
    assert sizes(held) == {"Group 0": 4, "others": 8}
    left = [*answers_of(*range(7)), *typed]
    assert next_picture(held, WORKSHOP, chosen, left) == Picture()


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


PEOPLE = [f"p{n}" for n in range(20)]
a_group = st.sampled_from(["g0", "g1", "g2", ""])
an_event = st.builds(
    Event,
    st.sampled_from(PEOPLE),
    st.sampled_from(["write", "write", "write", "write", "change", "hide", "choose"]),
    a_group,
)
# What happens from one look to the next: one thing, or people who write, or who go elsewhere.
some_events = st.one_of(
    st.lists(an_event, min_size=1, max_size=3),
    st.sets(st.sampled_from(PEOPLE), min_size=1).map(
        lambda people: [Event(person, "write", "") for person in sorted(people)]
    ),
    st.builds(
        lambda people, group: [Event(person, "choose", group) for person in sorted(people)],
        st.sets(st.sampled_from(PEOPLE), min_size=1, max_size=6),
        a_group,
    ),
)


@settings(max_examples=150)
@given(
    st.fixed_dictionaries(dict.fromkeys(PEOPLE, a_group)),
    st.sets(st.sampled_from(PEOPLE), min_size=8),
    st.lists(some_events, min_size=2, max_size=8),
)
def test_nobody_comes_into_a_part_alone(
    chosen: dict[str, str], first: set[str], times: list[list[Event]]
) -> None:
    """From one look to the next, in each part nobody or at least four have something new."""
    answers = {a.answer.id: a for a in map(an_answer, sorted(first))}
    seen = [next_picture(Picture(), WORKSHOP, chosen, list(answers.values()))]
    numbers = count(1)
    for events in times:
        for event in events:
            happen(event, next(numbers), chosen, answers)
        before, shown = seen[-1], next_picture(seen[-1], WORKSHOP, chosen, list(answers.values()))
        assert all(len(part.people) >= 4 for part, _ in shown.parts)
        assert all(part.people == people_of(some) for part, some in shown.parts)
        assert {a.answer.id for _, some in shown.parts for a in some} <= set(answers)
        held = find_parts(WORKSHOP, shown.groups, shown.groups)
        assert [p.key for p in held] == [p.key for p, _ in shown.parts]
        old = {part.key: part.people for part, _ in before.parts}
        for (part, _), people in zip(shown.parts, entering(before, shown), strict=True):
            # A part that lost people joins the others, of whom nobody knows who they were.
            joined = set(old) - {p.key for p, _ in shown.parts}
            assert not before.parts or people == 0 or people >= 4 or (not part.key and joined)
        if any(event.what == "hide" for event in events):
            seen.clear()
        seen.append(shown)
        for earlier in seen:
            assert all(size == 0 or size >= 4 for size in sizes_between(earlier, shown))


def happen(
    event: Event, number: int, chosen: dict[str, str], answers: dict[str, ReadAnswer]
) -> None:
    """Do to the groups and answers what an event says."""
    if event.what == "choose":
        chosen[event.person] = event.value
    elif event.what == "hide":
        for name in [n for n in answers if n.startswith(f"{event.person}-")][:1]:
            del answers[name]
    else:
        made = an_answer(event.person, number if event.what == "write" else 0, f"words {number}")
        answers[made.answer.id] = made


def sizes_between(before: Picture, after: Picture) -> list[int]:
    """Return how many people each old part and each new one have in common, and only one has."""
    return [
        len(people)
        for old, _ in before.parts
        for new, _ in after.parts
        for people in (old.people & new.people, old.people - new.people, new.people - old.people)
    ]


def test_without_events_nothing_moves() -> None:
    """Looking changes nothing."""
    shown = HELD
    for _ in range(3):
        shown = next_picture(shown, WORKSHOP, CHOSEN, FIRST)
    assert shown == HELD == take_picture(WORKSHOP, CHOSEN, FIRST)
