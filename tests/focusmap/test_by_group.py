"""A step by group: panels of one kind, held over time, and nothing in them that tells who."""

from __future__ import annotations

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.by_group import (
    ByGroup,
    GroupPictures,
    basis_of,
    panel_in_words,
    waiting_sentence,
)
from focusmap.fields import Field
from focusmap.grouping import NONE
from focusmap.model import Group, Participant, Workshop
from focusmap.service import Service
from focusmap.translate import translations

SPEAK = translations("en")


class Room:
    """People in groups who answer; the stub reader puts customers outside and the rest inside."""

    def __init__(self, focus_map: FocusMap, workshop: Workshop) -> None:
        self.focus_map, self.service, self.id = focus_map, focus_map.service, workshop.id
        self.groups = self.service.groups.set_up(self.id, {}, ["Sales", "Support", "Legal"])
        self.question = workshop.questions_of("ask")[0]
        self.count = 0

    @property
    def workshop(self) -> Workshop:
        return self.service.workshop_by_id(self.id)

    def person(self, group: Group | None = None) -> Participant:
        """Let somebody join and choose."""
        self.count += 1
        person = self.service.join(self.id, f"phone {self.count}")
        self.service.groups.choose(self.id, person.id, group.id if group else NONE)
        return person

    def answer(self, person: Participant, text: str) -> None:
        """Let somebody write."""
        self.count += 1
        self.service.send(self.id, person.id, self.question.id, f"k{self.count}", text)

    def fill(self, group: Group | None, people: int, text: str) -> list[Participant]:
        """Let people of a group write the same."""
        made = [self.person(group) for _ in range(people)]
        for person in made:
            self.answer(person, text)
        return made

    def shown(self) -> ByGroup:
        """Return what the screens show."""
        return self.focus_map.by_group.of(self.workshop, "ask", "words", SPEAK)

    def sizes(self) -> dict[str, int]:
        """Return how many people are in each panel."""
        return {panel.name: panel.people for panel in self.shown().panels}


@pytest.fixture
def room(focus_map: FocusMap, workshop: Workshop) -> Room:
    """A room of three groups where nobody has written."""
    return Room(focus_map, workshop)


def test_nothing_by_group_before_the_reveal(room: Room) -> None:
    """However many answered."""
    room.fill(room.groups[0], 6, "customer")
    room.fill(room.groups[1], 6, "letters")
    assert room.shown().panels == ()
    room.service.reveal_step(room.id, "ask")
    assert room.sizes() == {"Sales": 6, "Support": 6}


def test_a_panel_has_dots_middle_and_language_of_its_own(room: Room) -> None:
    """With dots as large as in all others."""
    room.fill(room.groups[0], 5, "customer")
    room.fill(room.groups[1], 4, "letters")
    room.fill(None, 4, "how?")
    room.service.reveal_step(room.id, "ask")
    sales, support, others = room.shown().panels
    assert (sales.placed, support.placed, others.placed, others.beside) == (5, 4, 0, 4)
    assert sales.middle is not None
    assert (sales.middle.x, sales.middle.y) == (0.5, -0.5)
    assert others.middle is None
    assert sales.language.outside.of == 5
    assert basis_of(support, SPEAK) == "4 people, 4 answers"
    assert panel_in_words(others, SPEAK).startswith("others: 4 people, 4 answers. 0 on the map")


def test_the_sentence_compares_the_groups(room: Room) -> None:
    """Five inside and five outside are surely apart."""
    room.fill(room.groups[0], 5, "customer")
    room.fill(room.groups[1], 5, "letters")
    room.service.reveal_step(room.id, "ask")
    said = room.shown().sentence(room.workshop, SPEAK)
    assert "further outside than Support" in said or "further inside than Sales" in said


def test_groups_that_say_the_same_look_the_same_way(room: Room) -> None:
    """No difference is no finding to be made larger."""
    room.fill(room.groups[0], 5, "customer")
    room.fill(room.groups[1], 5, "customer")
    room.service.reveal_step(room.id, "ask")
    assert "look the same way" in room.shown().sentence(room.workshop, SPEAK)


def test_a_latecomer_waits_for_others(room: Room) -> None:
    """And the page says how many wait."""
    room.fill(room.groups[0], 5, "customer")
    room.fill(room.groups[1], 5, "letters")
    room.service.reveal_step(room.id, "ask")
    before = room.shown()
    room.fill(room.groups[0], 1, "letters")
    assert room.shown().panels == before.panels
    assert "What 1 person wrote" in waiting_sentence(room.shown(), SPEAK)
    room.fill(room.groups[0], 3, "letters")
    assert room.sizes() == {"Sales": 9, "Support": 5}
    assert waiting_sentence(room.shown(), SPEAK) == ""


def test_a_hidden_answer_leaves_at_once_and_takes_its_group_along(room: Room) -> None:
    """Three are left of four: they are others."""
    room.fill(room.groups[0], 4, "customer")
    room.fill(room.groups[1], 5, "letters")
    room.fill(room.groups[2], 4, "letters")
    room.service.reveal_step(room.id, "ask")
    assert room.sizes() == {"Sales": 4, "Support": 5, "Legal": 4}
    answer = next(
        a for a in room.service.shown_answers(room.workshop, "ask") if a.answer.text == "customer"
    )
    room.service.hide(room.id, answer.answer.id)
    assert room.sizes() == {"Support": 5, "others": 7}


def test_hidden_and_revealed_again_the_picture_is_the_one_before(room: Room) -> None:
    """Otherwise hiding the step for a moment would show who came meanwhile."""
    room.fill(room.groups[0], 5, "customer")
    room.fill(room.groups[1], 5, "letters")
    room.service.reveal_step(room.id, "ask")
    assert room.sizes() == {"Sales": 5, "Support": 5}
    room.service.open_step(room.id, "ask")
    room.fill(room.groups[0], 1, "letters")
    assert room.sizes() == {}
    room.service.reveal_step(room.id, "ask")
    assert room.sizes() == {"Sales": 5, "Support": 5}


def test_placing_one_answer_moves_no_dot(room: Room) -> None:
    """The facilitator would see in which group its author is."""
    room.fill(room.groups[0], 5, "customer")
    room.fill(room.groups[1], 5, "letters")
    room.service.reveal_step(room.id, "ask")
    pictures = room.focus_map.by_group
    before = pictures.of(room.workshop, "ask", "meaning", SPEAK)
    answer = room.service.shown_answers(room.workshop, "ask")[0]
    room.service.place_for_author(room.id, answer.answer.id, Field(1, 1))
    after = pictures.of(room.workshop, "ask", "meaning", SPEAK)
    assert after.panels == before.panels
    assert after.waiting == 1


def test_a_larger_minimum_counts_at_once(room: Room) -> None:
    """And a smaller one, down to four."""
    room.fill(room.groups[0], 9, "customer")
    room.fill(room.groups[1], 9, "letters")
    room.fill(room.groups[2], 5, "letters")
    room.service.reveal_step(room.id, "ask")
    assert room.sizes() == {"Sales": 9, "Support": 9, "Legal": 5}
    room.service.groups.set_minimum(room.id, 8)
    assert room.sizes() == {"Sales": 9, "others": 14}
    room.service.groups.set_minimum(room.id, 4)
    assert room.sizes() == {"Sales": 9, "Support": 9, "Legal": 5}


def test_whatever_is_typed_for_the_room_is_the_others(room: Room) -> None:
    """Nobody knows whose it is."""
    room.fill(room.groups[0], 5, "customer")
    lines = "\n".join(["letters"] * 4)
    room.service.type_for_the_room(room.id, room.question.id, "key", lines)
    room.service.reveal_step(room.id, "ask")
    assert room.sizes() == {"Sales": 5, "others": 4}


def test_panels_hold_dots_in_an_order_that_tells_nothing(room: Room) -> None:
    """They are sorted by place, not as they came."""
    for text in ("letters", "customer") * 4:
        room.fill(room.groups[0], 1, text)
    room.fill(room.groups[1], 4, "letters")
    room.service.reveal_step(room.id, "ask")
    sides = [x > 0 for x, _ in room.shown().panels[0].drawn]
    assert sides == sorted(sides)


def test_another_process_begins_with_its_own_picture(room: Room, service: Service) -> None:
    """What is held is held in memory, as privacy.md says."""
    room.fill(room.groups[0], 5, "customer")
    room.fill(room.groups[1], 5, "letters")
    room.service.reveal_step(room.id, "ask")
    assert room.shown().waiting == 0
    room.fill(room.groups[0], 1, "letters")
    assert room.shown().waiting == 1
    anew = GroupPictures(service).of(room.workshop, "ask", "words", SPEAK)
    assert [p.people for p in anew.panels] == [6, 5]
