"""What is shown of Qualify: nothing unrevealed, no dot hidden, and no work done twice."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.documents.blocks import Sentence, Source
from focusmap.fields import Field
from focusmap.map import lay_together, make_layer
from focusmap.model import Workshop
from focusmap.qualified import SENTENCES_DRAWN, Qualified

SAID, MEASURED = "Every customer is safe {n}", "Calls answered {n}"


def source(count: int) -> Source:
    sentences = tuple(Sentence(f"A customer is helped {n} times.") for n in range(count))
    return Source("Strategy", "txt", 0, sentences, Counter())


@pytest.fixture
def room(focus_map: FocusMap, workshop: Workshop) -> Workshop:
    """Six people who say what is outside and measure what is inside; Qualify is not revealed."""
    service = focus_map.service
    service.open_step(workshop.id, "qualify")
    work = workshop.questions_of("ask")[0]
    measured = workshop.questions_of("qualify")[0]
    for n in range(6):
        person = service.join(workshop.id, f"p{n}")
        service.send(workshop.id, person.id, work.id, "s", SAID.format(n=n))
        service.send(workshop.id, person.id, measured.id, "m", MEASURED.format(n=n // 2))
    return workshop


def shown(focus_map: FocusMap, workshop: Workshop) -> Qualified:
    return focus_map.qualifying.of(focus_map.service.workshop_by_id(workshop.id))


def reveal(focus_map: FocusMap, workshop: Workshop, *steps: str) -> Qualified:
    for step in steps:
        focus_map.service.reveal_step(workshop.id, step)
    return shown(focus_map, workshop)


def test_nothing_is_there_before_the_reveal(focus_map: FocusMap, room: Workshop) -> None:
    before = shown(focus_map, room)
    assert (before.entries, before.answers, before.said_answers) == ((), (), ())
    assert before.comparison.focus is None
    hidden_again = reveal(focus_map, room, "ask", "qualify")
    assert len(hidden_again.entries) == 3
    focus_map.service.open_step(room.id, "qualify")
    assert shown(focus_map, room).entries == ()


def test_only_what_is_measured_is_there_while_ask_is_hidden(
    focus_map: FocusMap, room: Workshop
) -> None:
    found = reveal(focus_map, room, "qualify")
    assert len(found.measured.dots) == 3
    assert found.said.dots == ()
    assert found.comparison.focus is None


def test_one_dot_an_entry_and_the_middle_of_all_answers(
    focus_map: FocusMap, room: Workshop
) -> None:
    found = reveal(focus_map, room, "ask", "qualify")
    assert len(found.measured.dots) == len(found.entries) == 3
    assert len(found.answers) == 6
    assert found.measured.middle is not None
    assert found.measured.middle.x == -0.5
    assert found.comparison.directions == ("inside",)
    assert found.comparison.other.behind == 6


def test_with_fewer_than_four_answers_there_is_no_middle(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    focus_map.service.open_step(workshop.id, "qualify")
    person = focus_map.service.join(workshop.id, "p")
    measured = workshop.questions_of("qualify")[0]
    for n in range(3):
        focus_map.service.send(workshop.id, person.id, measured.id, str(n), f"Calls {n}")
    assert reveal(focus_map, workshop, "qualify").measured.middle is None


def test_in_the_view_meaning_the_authors_place_counts(focus_map: FocusMap, room: Workshop) -> None:
    reveal(focus_map, room, "ask", "qualify")
    service = focus_map.service
    for n in range(6):
        person = service.join(room.id, f"p{n}")
        own = service.own_answers(room, person.id)
        entry = next(a for a in own if a.question.step == "qualify")
        service.place(room.id, person.id, entry.answer.id, Field(1, 1))
    fresh = service.workshop_by_id(room.id)
    assert focus_map.qualifying.of(fresh, "words").comparison.directions == ("inside",)
    meant = focus_map.qualifying.of(fresh, "meaning")
    assert "outcomes" in meant.comparison.directions
    assert meant.measured.middle is not None
    assert meant.measured.middle.y > 0


def test_documents_are_a_layer_with_the_middle_of_all_sentences(
    focus_map: FocusMap, room: Workshop
) -> None:
    focus_map.service.add_document(room.id, source(3 * SENTENCES_DRAWN + 10))
    found = reveal(focus_map, room, "ask", "qualify")
    assert SENTENCES_DRAWN / 2 < len(found.written.dots) <= SENTENCES_DRAWN
    assert found.slides.other.behind == 3 * SENTENCES_DRAWN + 10
    assert found.slides.focus is not None


def test_a_deleted_document_leaves_the_map_and_the_memory(
    focus_map: FocusMap, room: Workshop
) -> None:
    kept = focus_map.service.add_document(room.id, source(9))
    assert len(reveal(focus_map, room, "qualify").written.dots) == 9
    focus_map.service.delete_document(room.id, kept.id)
    assert shown(focus_map, room).written.dots == ()
    assert focus_map.qualifying.shelf(room).sentences == ()


def test_sentences_are_read_once_and_anew_with_other_words(
    focus_map: FocusMap, room: Workshop
) -> None:
    focus_map.service.add_document(room.id, source(5))
    told: list[int] = []

    def look() -> None:
        fresh = focus_map.service.workshop_by_id(room.id)
        focus_map.qualifying.shelf(fresh, lambda done, _of: told.append(done))

    look()
    look()
    assert told == [1, 2, 3, 4, 5]
    focus_map.service.add_document(room.id, source(3))
    look()
    assert told[5:] == [1, 2, 3]
    focus_map.service.set_customers(room.id, ["guests"])
    look()
    assert len(told) == 16


def test_the_same_version_is_worked_out_once(focus_map: FocusMap, room: Workshop) -> None:
    assert reveal(focus_map, room, "qualify") is shown(focus_map, room)


def test_what_changes_nothing_here_works_out_nothing(focus_map: FocusMap, room: Workshop) -> None:
    before = reveal(focus_map, room, "ask", "qualify")
    service = focus_map.service
    service.open_step(room.id, "identify")
    person = service.join(room.id, "p0").id
    service.put_spot(room.id, person, "identify", "want", (0.5, 0.5))
    assert shown(focus_map, room) is before
    (entry,) = [a for a in service.own_answers(room, person) if a.question.step == "qualify"]
    service.hide(room.id, entry.answer.id)
    hidden = shown(focus_map, room)
    assert len(hidden.answers) == len(before.answers) - 1
    # One comes back and another goes: as many are hidden, and they are not the same.
    other = next(a for a in before.answers if a.answer.id != entry.answer.id)
    service.restore(room.id, entry.answer.id)
    service.hide(room.id, other.answer.id)
    ids = {a.answer.id for a in shown(focus_map, room).answers}
    assert entry.answer.id in ids
    assert other.answer.id not in ids


def test_dots_and_placements_and_words_are_seen_at_once(
    focus_map: FocusMap, room: Workshop
) -> None:
    before = reveal(focus_map, room, "ask", "qualify")
    service = focus_map.service
    person = service.join(room.id, "p1").id
    answer = next(a for a in service.own_answers(room, person) if a.question.step == "ask")
    service.place(room.id, person, answer.answer.id, Field(1, 1))
    placed = shown(focus_map, room)
    assert placed is not before
    service.set_qualify_stage(room.id, "dots")
    service.give_dot(room.id, person, before.entries[0].id)
    service.set_qualify_stage(room.id, "result")
    assert shown(focus_map, room).entries[0].dots == 1
    service.set_customers(room.id, ["guests"])
    assert shown(focus_map, room) is not placed


def test_layers_laid_out_together_hide_no_dot(focus_map: FocusMap, room: Workshop) -> None:
    focus_map.service.add_document(room.id, source(30))
    found = reveal(focus_map, room, "ask", "qualify")
    dots = [d for layer in (found.said, found.written) for d in layer.dots]
    least = found.said.spacing * 0.99
    assert len(dots) == 36
    for a, b in combinations(dots, 2):
        assert (a.px - b.px) ** 2 + (a.py - b.py) ** 2 >= least**2


def test_the_first_layer_lies_as_it_would_alone(focus_map: FocusMap, room: Workshop) -> None:
    found = reveal(focus_map, room, "ask", "qualify")
    alone = make_layer("said", found.said.answers)
    (again,), _ = lay_together([alone])
    assert [(d.px, d.py) for d in again.dots] == [(d.px, d.py) for d in alone.dots]
    assert [(d.px, d.py) for d in found.said.dots] == [(d.px, d.py) for d in alone.dots]
