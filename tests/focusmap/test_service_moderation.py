"""Moderation: hidden answers leave every screen, pinned ones come first, nothing is deleted."""

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.errors import NotFound, ReadOnly
from focusmap.fields import Field
from focusmap.model import Answer, Participant, Question, Workshop
from focusmap.sample import SAMPLE_CODE, load_sample
from focusmap.service import Service
from tests.conftest import Clock


@pytest.fixture
def sent(service: Service, workshop: Workshop, person: Participant, question: Question) -> Answer:
    return service.send(workshop.id, person.id, question.id, "key", "We ship invoices")


@pytest.fixture
def shown(service: Service, workshop: Workshop, sent: Answer) -> Answer:
    """An answer that the room sees."""
    service.reveal_step(workshop.id, "ask")
    return sent


def texts_shown(service: Service, workshop: Workshop) -> list[str]:
    return [a.answer.text for a in service.shown_answers(workshop, "ask")]


def test_a_hidden_answer_is_not_shown_and_comes_back_as_it_was(
    service: Service, workshop: Workshop, shown: Answer
) -> None:
    service.hide(workshop.id, shown.id)
    assert texts_shown(service, workshop) == []
    assert [a.answer.id for a in service.hidden_answers(workshop, "ask")] == [shown.id]
    service.restore(workshop.id, shown.id)
    assert service.hidden_answers(workshop, "ask") == ()
    assert [a.answer for a in service.shown_answers(workshop, "ask")] == [shown]


def test_hiding_twice_is_hiding_and_pinning_twice_is_pinning(
    service: Service, workshop: Workshop, shown: Answer
) -> None:
    for _ in range(2):
        service.pin(workshop.id, shown.id)
    assert service.shown_answers(workshop, "ask")[0].answer.pinned
    for _ in range(2):
        service.unpin(workshop.id, shown.id)
    assert not service.shown_answers(workshop, "ask")[0].answer.pinned
    for _ in range(2):
        service.hide(workshop.id, shown.id)
    assert texts_shown(service, workshop) == []


def test_its_author_is_not_told_and_may_still_change_it(
    service: Service, workshop: Workshop, person: Participant, shown: Answer
) -> None:
    service.hide(workshop.id, shown.id)
    (own,) = service.own_answers(workshop, person.id)
    assert own.answer.text == shown.text
    service.change(workshop.id, person.id, shown.id, "Other words")
    # New words are hidden as the old ones were: whoever hid them has not seen these.
    assert texts_shown(service, workshop) == []


def test_a_hidden_answer_still_counts_as_answered(
    service: Service, workshop: Workshop, shown: Answer
) -> None:
    before = service.counts(workshop, "ask")
    service.hide(workshop.id, shown.id)
    assert service.counts(workshop, "ask") == before


def test_hiding_takes_it_off_the_map_at_once(
    focus_map: FocusMap, workshop: Workshop, shown: Answer
) -> None:
    service, showing = focus_map.service, focus_map.showing
    assert len(showing.of(service.workshop_by_id(workshop.id), "ask").layer.dots) == 1
    service.hide(workshop.id, shown.id)
    now = showing.of(service.workshop_by_id(workshop.id), "ask")
    assert (now.answers, now.layer.dots, now.layer.people) == ((), (), 0)


def test_every_change_is_told_to_all_screens(
    service: Service, workshop: Workshop, shown: Answer
) -> None:
    for change in (service.hide, service.restore, service.pin, service.unpin):
        before = service.workshop_by_id(workshop.id).version
        change(workshop.id, shown.id)
        assert service.workshop_by_id(workshop.id).version == before + 1


@pytest.mark.parametrize("name", ["hide", "restore", "pin", "unpin"])
def test_what_is_not_revealed_is_not_moderated(
    service: Service, workshop: Workshop, sent: Answer, name: str
) -> None:
    with pytest.raises(NotFound, match="not shown any more"):
        getattr(service, name)(workshop.id, sent.id)


@pytest.mark.parametrize("name", ["hide", "restore", "pin", "unpin"])
def test_an_answer_of_another_workshop_is_not_found(
    service: Service, workshop: Workshop, shown: Answer, name: str
) -> None:
    other, _ = service.create("Another")
    service.reveal_step(other.id, "ask")
    with pytest.raises(NotFound):
        getattr(service, name)(other.id, shown.id)
    assert texts_shown(service, workshop) == [shown.text]


def test_hidden_answers_of_a_step_hidden_again_are_kept_from_the_facilitator_too(
    service: Service, workshop: Workshop, shown: Answer
) -> None:
    service.hide(workshop.id, shown.id)
    service.open_step(workshop.id, "ask")
    assert service.hidden_answers(workshop, "ask") == ()
    service.reveal_step(workshop.id, "ask")
    assert len(service.hidden_answers(workshop, "ask")) == 1


def test_a_hidden_answer_is_not_placed(service: Service, workshop: Workshop, shown: Answer) -> None:
    service.hide(workshop.id, shown.id)
    with pytest.raises(NotFound, match="not shown any more"):
        service.place_for_author(workshop.id, shown.id, Field(1, 1))


def test_nobody_hides_anything_in_the_sample(focus_map: FocusMap, clock: Clock) -> None:
    load_sample(focus_map.store, clock())
    sample = focus_map.service.workshop(SAMPLE_CODE)
    answer = focus_map.service.shown_answers(sample, "ask")[0].answer
    with pytest.raises(ReadOnly):
        focus_map.service.hide(sample.id, answer.id)


# What the wall shows


def test_the_wall_begins_with_the_map_and_turns_to_what_it_is_told(
    service: Service, workshop: Workshop
) -> None:
    assert (workshop.wall_view, workshop.wall_page) == ("map", 0)
    service.turn_wall(workshop.id, "answers", 3)
    now = service.workshop_by_id(workshop.id)
    assert (now.wall_view, now.wall_page) == ("answers", 3)
    service.turn_wall(workshop.id, "language")
    now = service.workshop_by_id(workshop.id)
    assert (now.wall_view, now.wall_page) == ("language", 0)


def test_a_view_that_is_none_is_named(service: Service, workshop: Workshop) -> None:
    with pytest.raises(NotFound, match="'cloud'"):
        service.turn_wall(workshop.id, "cloud")  # type: ignore[arg-type]
