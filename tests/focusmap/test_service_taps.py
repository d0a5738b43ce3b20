"""Taps as use cases: the last counts, only while the step takes them, hidden until the reveal."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from focusmap.bootstrap import FocusMap, lexical_reader_for
from focusmap.errors import BadAnswer, ReadOnly, StepClosed
from focusmap.fields import Field
from focusmap.model import Choice, Counts, Participant, PutSpot, Rating, Taps, Workshop
from focusmap.sample import SAMPLE_CODE, load_sample
from focusmap.service import Service
from tests.conftest import Clock


@pytest.fixture
def opened(service: Service, workshop: Workshop) -> Workshop:
    """The workshop with its first two steps open."""
    for step in ("acknowledge", "curiosity"):
        service.open_step(workshop.id, step)
    return service.workshop_by_id(workshop.id)


def test_a_choice_is_kept_once_and_taken_back(
    service: Service, opened: Workshop, person: Participant
) -> None:
    def choose(name: str, *, chosen: bool) -> None:
        service.choose(opened.id, person.id, "acknowledge", name, chosen=chosen)

    choose("engine_room", chosen=True)
    choose("engine_room", chosen=True)
    choose("factory_floor", chosen=True)
    assert {c.name for c in service.own_taps(opened, person.id).choices} == {
        "engine_room",
        "factory_floor",
    }
    choose("engine_room", chosen=False)
    choose("engine_room", chosen=False)
    assert service.own_taps(opened, person.id).choices == (
        Choice(person.id, "acknowledge", "factory_floor"),
    )


def test_of_ratings_and_spots_the_last_counts(
    service: Service, opened: Workshop, person: Participant
) -> None:
    for value in (2, 5):
        service.rate(opened.id, person.id, "curiosity", "looking", value)
    for x in (0.1, -1):
        service.put_spot(opened.id, person.id, "curiosity", "guess", (x, 0.5))
    assert service.own_taps(opened, person.id) == Taps(
        ratings=(Rating(person.id, "curiosity", "looking", 5),),
        spots=(PutSpot(person.id, "curiosity", "guess", -1, 0.5),),
    )
    service.rate(opened.id, person.id, "curiosity", "looking", None)
    service.put_spot(opened.id, person.id, "curiosity", "guess", None)
    assert service.own_taps(opened, person.id) == Taps()


@pytest.mark.parametrize("spot", [(1.01, 0), (0, -2), (math.nan, 0), (0, math.inf)])
def test_a_spot_off_the_map_is_refused(
    service: Service, opened: Workshop, person: Participant, spot: tuple[float, float]
) -> None:
    with pytest.raises(BadAnswer, match="Load the page again"):
        service.put_spot(opened.id, person.id, "curiosity", "guess", spot)


@pytest.mark.parametrize("value", [0, 6, -1])
def test_a_rating_off_the_scale_is_refused(
    service: Service, opened: Workshop, person: Participant, value: int
) -> None:
    with pytest.raises(BadAnswer):
        service.rate(opened.id, person.id, "curiosity", "looking", value)


@pytest.mark.parametrize(("step", "name"), [("acknowledge", "cellar"), ("ask", "engine_room")])
def test_what_a_step_does_not_offer_is_refused(
    service: Service, opened: Workshop, person: Participant, step: str, name: str
) -> None:
    with pytest.raises(BadAnswer):
        service.choose(opened.id, person.id, step, name, chosen=True)


def test_a_closed_step_takes_no_tap_and_says_which(
    service: Service, opened: Workshop, person: Participant
) -> None:
    service.close_step(opened.id, "curiosity")
    with pytest.raises(StepClosed, match="The step Curiosity takes nothing now"):
        service.rate(opened.id, person.id, "curiosity", "looking", 3)


def test_taps_are_shown_from_the_reveal_until_they_are_hidden(
    service: Service, opened: Workshop, person: Participant
) -> None:
    service.rate(opened.id, person.id, "curiosity", "looking", 3)
    assert service.shown_taps(opened, "curiosity") == Taps()
    service.reveal_step(opened.id, "curiosity")
    assert len(service.shown_taps(opened, "curiosity").ratings) == 1
    assert service.shown_taps(opened, "acknowledge") == Taps()
    service.open_step(opened.id, "curiosity")
    assert service.shown_taps(opened, "curiosity") == Taps()
    assert len(service.all_taps(opened).ratings) == 1


def test_whoever_tapped_has_answered_and_counts_once(
    service: Service, opened: Workshop, person: Participant
) -> None:
    other = service.join(opened.id, "other phone")
    service.choose(opened.id, person.id, "acknowledge", "engine_room", chosen=True)
    service.choose(opened.id, person.id, "acknowledge", "factory_floor", chosen=True)
    example = opened.questions_of("acknowledge")[0]
    service.send(opened.id, person.id, example.id, "k", "The lift")
    service.rate(opened.id, other.id, "curiosity", "looking", 3)
    service.put_spot(opened.id, other.id, "curiosity", "guess", (0, 0))
    assert service.counts(opened, "acknowledge") == Counts(joined=2, answered=1, answers=1)
    assert service.counts(opened, "curiosity") == Counts(joined=2, answered=1, answers=0)
    assert service.counts(opened, "ask") == Counts(joined=2, answered=0, answers=0)


def test_coming_back_brings_the_taps_and_the_newer_device_wins(
    service: Service, opened: Workshop, person: Participant
) -> None:
    service.rate(opened.id, person.id, "curiosity", "looking", 1)
    service.choose(opened.id, person.id, "acknowledge", "engine_room", chosen=True)
    new = service.join(opened.id, "laptop")
    service.rate(opened.id, new.id, "curiosity", "looking", 5)
    service.choose(opened.id, new.id, "acknowledge", "engine_room", chosen=True)
    service.choose(opened.id, new.id, "acknowledge", "factory_floor", chosen=True)
    service.come_back(opened.id, person.personal_code, "renewed", new.id)
    own = service.own_taps(opened, person.id)
    assert [r.value for r in own.ratings] == [5]
    assert sorted(c.name for c in own.choices) == ["engine_room", "factory_floor"]
    assert service.all_taps(opened) == own


def test_taps_of_another_workshop_are_out_of_reach(
    service: Service, opened: Workshop, person: Participant
) -> None:
    service.rate(opened.id, person.id, "curiosity", "looking", 1)
    other, _ = service.create("Another group")
    service.reveal_step(other.id, "curiosity")
    assert service.all_taps(other) == Taps()
    assert service.own_taps(other, person.id) == Taps()
    assert service.shown_taps(other, "curiosity") == Taps()


def test_the_sample_takes_no_taps(
    focus_map: FocusMap, clock: Clock, another_process: Callable[[], FocusMap]
) -> None:
    load_sample(focus_map.store, clock())
    sample = focus_map.service.workshop(SAMPLE_CODE)
    with pytest.raises(ReadOnly):
        focus_map.service.rate(sample.id, "somebody", "curiosity", "looking", 3)


def test_an_example_is_kept_as_it_is_and_not_read(
    service: Service, opened: Workshop, person: Participant
) -> None:
    example = opened.questions_of("acknowledge")[0]
    service.send(opened.id, person.id, example.id, "k", "A customer told me")
    (read,) = service.own_answers(opened, person.id)
    assert not read.reading.placed
    assert read.reading.evidence == ()
    with pytest.raises(BadAnswer, match="answered this already"):
        service.send(opened.id, person.id, example.id, "k2", "Another")


def test_an_example_has_no_place_and_lies_on_no_map(
    focus_map: FocusMap, opened: Workshop, person: Participant
) -> None:
    service = focus_map.service
    example = opened.questions_of("acknowledge")[0]
    sent = service.send(opened.id, person.id, example.id, "k", "A customer told me")
    service.reveal_step(opened.id, "acknowledge")
    with pytest.raises(BadAnswer, match="no place on the map"):
        service.place(opened.id, person.id, sent.id, Field(1, 1))
    with pytest.raises(BadAnswer, match="no place on the map"):
        service.place_for_author(opened.id, sent.id, Field(1, 1))
    shown = focus_map.showing.of(service.workshop_by_id(opened.id), "acknowledge")
    assert [a.answer.id for a in shown.answers] == [sent.id]
    assert shown.layer.answers == ()


def test_words_of_the_group_in_an_example_are_not_counted(
    focus_map: FocusMap, opened: Workshop, person: Participant
) -> None:
    service = focus_map.service
    example, work = opened.questions_of("acknowledge")[0], opened.questions_of("ask")[0]
    for key, question in (("1", example), ("2", work)):
        service.send(opened.id, person.id, question.id, key, "The tenants came")
    lexicon = lexical_reader_for("en").lexicon
    assert service.word_counts(opened, lexicon) == {"tenants": 1}
