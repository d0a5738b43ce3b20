"""Placing: by the author while the step takes answers, by the facilitator what is shown."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.errors import NotFound, ReadOnly, StepClosed
from focusmap.fields import Field
from focusmap.model import Answer, Participant, Placement, Question, ReadAnswer, Workshop
from focusmap.sample import SAMPLE_CODE, load_sample
from focusmap.service import Service
from tests.conftest import Clock

OUTSIDE, WORDS_FIELD = Field(1, 1), Field(-1, -1)


@pytest.fixture
def sent(service: Service, workshop: Workshop, person: Participant, question: Question) -> Answer:
    """An answer that its words put inside, at outputs."""
    return service.send(workshop.id, person.id, question.id, "key", "We ship invoices")


@pytest.fixture
def place(
    service: Service, workshop: Workshop, person: Participant, sent: Answer
) -> Callable[[Field | None], None]:
    return lambda field: service.place(workshop.id, person.id, sent.id, field)


def own(service: Service, workshop: Workshop, person: Participant) -> ReadAnswer:
    (found,) = service.own_answers(workshop, person.id)
    return found


Place = Callable[[Field | None], None]


def test_what_nobody_looked_at_has_no_placement(
    service: Service, workshop: Workshop, person: Participant, sent: Answer
) -> None:
    found = own(service, workshop, person)
    assert (found.author, found.facilitator) == (None, None)
    assert found.meaning == found.words == Placement(sent.id, -0.5, -0.5, "words")


def test_an_author_places_it_otherwise(
    service: Service, workshop: Workshop, person: Participant, sent: Answer, place: Place
) -> None:
    place(OUTSIDE)
    found = own(service, workshop, person)
    assert found.author == Placement(sent.id, OUTSIDE.x, OUTSIDE.y, "author")
    assert found.meaning == found.author
    assert found.words == Placement(sent.id, -0.5, -0.5, "words")


def test_a_confirmation_says_so_and_keeps_the_place_of_the_words(
    service: Service, workshop: Workshop, person: Participant, sent: Answer, place: Place
) -> None:
    place(WORDS_FIELD)
    assert own(service, workshop, person).author == Placement(
        sent.id, -0.5, -0.5, "author", confirms=True
    )


def test_the_last_placement_counts_and_can_be_taken_back(
    service: Service, workshop: Workshop, person: Participant, place: Place
) -> None:
    place(OUTSIDE)
    place(WORDS_FIELD)
    place(OUTSIDE)
    assert own(service, workshop, person).meaning != own(service, workshop, person).words
    place(None)
    place(None)
    assert own(service, workshop, person).author is None


def test_changed_words_end_all_placements(
    service: Service, workshop: Workshop, person: Participant, sent: Answer, place: Place
) -> None:
    place(OUTSIDE)
    service.reveal_step(workshop.id, "ask")
    service.place_for_author(workshop.id, sent.id, OUTSIDE)
    service.change(workshop.id, person.id, sent.id, "We ship  other invoices")
    found = own(service, workshop, person)
    assert (found.author, found.facilitator) == (None, None)


def test_the_same_words_again_end_nothing(
    service: Service, workshop: Workshop, person: Participant, sent: Answer, place: Place
) -> None:
    place(OUTSIDE)
    service.change(workshop.id, person.id, sent.id, " We ship invoices ")
    assert own(service, workshop, person).author


def test_a_deleted_answer_leaves_no_placement(
    service: Service,
    workshop: Workshop,
    person: Participant,
    sent: Answer,
    place: Place,
    tmp_path: Path,
) -> None:
    place(OUTSIDE)
    service.withdraw(workshop.id, person.id, sent.id)
    with closing(sqlite3.connect(tmp_path / "focusmap.db")) as database:
        assert database.execute("SELECT count(*) FROM placements").fetchone() == (0,)


def test_a_closed_step_takes_no_placement(
    service: Service, workshop: Workshop, person: Participant, place: Place
) -> None:
    place(OUTSIDE)
    service.close_step(workshop.id, "ask")
    for field in (WORDS_FIELD, None):
        with pytest.raises(StepClosed):
            place(field)
    assert own(service, workshop, person).author


def test_nobody_places_the_answer_of_another(
    service: Service, workshop: Workshop, sent: Answer
) -> None:
    other = service.join(workshop.id, "other")
    with pytest.raises(NotFound):
        service.place(workshop.id, other.id, sent.id, OUTSIDE)


def test_nobody_places_an_answer_from_another_workshop(
    service: Service, workshop: Workshop, sent: Answer
) -> None:
    elsewhere, _ = service.create("Elsewhere")
    service.reveal_step(elsewhere.id, "ask")
    with pytest.raises(NotFound):
        service.place_for_author(elsewhere.id, sent.id, OUTSIDE)


def test_the_facilitator_places_only_what_is_shown(
    service: Service, workshop: Workshop, person: Participant, sent: Answer
) -> None:
    with pytest.raises(NotFound, match="not shown any more"):
        service.place_for_author(workshop.id, sent.id, OUTSIDE)
    service.reveal_step(workshop.id, "ask")
    service.place_for_author(workshop.id, sent.id, OUTSIDE)
    found = own(service, workshop, person)
    assert found.author is None
    assert found.meaning == found.facilitator
    service.place_for_author(workshop.id, sent.id, None)
    assert own(service, workshop, person).facilitator is None


def test_the_author_goes_before_the_facilitator_and_both_are_kept(
    service: Service, workshop: Workshop, person: Participant, sent: Answer, place: Place
) -> None:
    service.reveal_step(workshop.id, "ask")
    service.place_for_author(workshop.id, sent.id, Field(0, 0))
    place(OUTSIDE)
    found = own(service, workshop, person)
    assert found.meaning == found.author
    assert found.facilitator == Placement(sent.id, 0, 0, "facilitator")
    place(None)
    assert own(service, workshop, person).meaning == found.facilitator


def test_placing_bumps_the_version_so_that_all_screens_notice(
    service: Service, workshop: Workshop, place: Place
) -> None:
    before = service.versions([workshop.id])[workshop.id]
    place(OUTSIDE)
    assert service.versions([workshop.id])[workshop.id] == before + 1


def test_placements_come_with_what_is_shown_and_not_before(
    service: Service, workshop: Workshop, place: Place
) -> None:
    place(OUTSIDE)
    assert service.shown_answers(workshop, "ask") == ()
    service.reveal_step(workshop.id, "ask")
    (shown,) = service.shown_answers(workshop, "ask")
    assert shown.author is not None
    (every,) = service.all_answers(workshop)
    assert every == shown


def test_placements_go_with_the_person_to_another_phone(
    service: Service, workshop: Workshop, person: Participant, place: Place
) -> None:
    place(OUTSIDE)
    stranger = service.join(workshop.id, "new phone")
    service.come_back(workshop.id, person.personal_code, "third", stranger.id)
    assert own(service, workshop, person).author


# What the wall shows


def test_the_wall_shows_the_words_until_somebody_says_otherwise(
    service: Service, workshop: Workshop
) -> None:
    assert workshop.map_view == "words"
    service.show_on_the_wall(workshop.id, "both")
    fresh = service.workshop_by_id(workshop.id)
    assert fresh.map_view == "both"
    assert fresh.version == workshop.version + 1


def test_a_view_that_is_none_is_refused(service: Service, workshop: Workshop) -> None:
    with pytest.raises(NotFound, match="'thoughts'"):
        service.show_on_the_wall(workshop.id, "thoughts")  # type: ignore[arg-type]


def test_the_sample_takes_neither(focus_map: FocusMap, service: Service, clock: Clock) -> None:
    load_sample(focus_map.store, clock())
    sample = service.workshop(SAMPLE_CODE)
    answer = service.shown_answers(sample, "ask")[0].answer
    with pytest.raises(ReadOnly):
        service.place_for_author(sample.id, answer.id, OUTSIDE)
    with pytest.raises(ReadOnly):
        service.show_on_the_wall(sample.id, "both")
