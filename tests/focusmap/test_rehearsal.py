"""The rehearsal: simulated people answer what is open, once, and leave nothing behind."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import text

from focusmap.bootstrap import FocusMap
from focusmap.errors import BadAnswer, NotFound
from focusmap.model import STEP_IDS, Workshop
from focusmap.rehearsal import PEOPLE, SPREAD_SECONDS, Rehearsal, load_characters
from focusmap.service import MOST_REHEARSALS, Service
from focusmap.tables import metadata
from tests.conftest import Clock

# As many as show the rule; each saves to the disk.
CAST = load_characters()[:12]
ALL = len(CAST)
LATE = SPREAD_SECONDS + 1.0


@pytest.fixture
def rehearsed(service: Service) -> Workshop:
    """A rehearsal at which nothing is open yet."""
    made, _ = service.create("Rehearsal", customers=["tenants"], is_rehearsal=True)
    return made


@pytest.fixture
def rehearsal(service: Service, rehearsed: Workshop) -> Rehearsal:
    return Rehearsal(service, rehearsed.id, CAST)


def test_there_are_as_many_characters_as_people_in_the_sample() -> None:
    assert len(load_characters()) == PEOPLE


def test_nobody_answers_what_is_closed(
    service: Service, rehearsed: Workshop, rehearsal: Rehearsal
) -> None:
    rehearsal.tick(0)
    rehearsal.tick(LATE)
    assert service.counts(rehearsed, "ask").joined == 0


def test_the_room_fills_bit_by_bit(
    service: Service, rehearsed: Workshop, rehearsal: Rehearsal
) -> None:
    service.open_step(rehearsed.id, "ask")
    seen = []
    for now in (0, 10, 20, LATE):
        rehearsal.tick(now)
        seen.append(service.counts(rehearsed, "ask").answered)
    assert seen[0] <= seen[1] < seen[2] < seen[3] == ALL


@pytest.mark.parametrize("step", STEP_IDS[:5])
def test_everybody_answers_every_step_that_is_answered_by_oneself(
    service: Service, rehearsed: Workshop, rehearsal: Rehearsal, step: str
) -> None:
    service.open_step(rehearsed.id, step)
    rehearsal.tick(0)
    rehearsal.tick(LATE)
    assert service.counts(rehearsed, step).answered == ALL


def test_what_was_done_is_done_once_also_after_a_restart(
    service: Service, rehearsed: Workshop, rehearsal: Rehearsal
) -> None:
    service.open_step(rehearsed.id, "ask")
    for playing in (rehearsal, Rehearsal(service, rehearsed.id, CAST)):
        playing.tick(0)
        playing.tick(LATE)
        playing.tick(2 * LATE)
    counts = service.counts(rehearsed, "ask")
    assert counts.joined == ALL
    texts = [a.answer.text for a in service.all_answers(rehearsed)]
    assert len(texts) == counts.answers
    expected = sum(len(c.of("answers", "ask")) for c in CAST)
    assert counts.answers == expected


def test_a_closed_step_waits_for_those_whose_turn_had_not_come(
    service: Service, rehearsed: Workshop, rehearsal: Rehearsal
) -> None:
    service.open_step(rehearsed.id, "curiosity")
    rehearsal.tick(0)
    service.close_step(rehearsed.id, "curiosity")
    rehearsal.tick(LATE)
    assert service.counts(rehearsed, "curiosity").answered < ALL
    service.open_step(rehearsed.id, "curiosity")
    rehearsal.tick(LATE + 1)
    assert service.counts(rehearsed, "curiosity").answered == ALL


def test_all_give_three_dots_when_dots_are_given(
    service: Service, rehearsed: Workshop, rehearsal: Rehearsal
) -> None:
    service.open_step(rehearsed.id, "qualify")
    rehearsal.tick(0)
    rehearsal.tick(LATE)
    service.reveal_step(rehearsed.id, "qualify")
    service.set_qualify_stage(rehearsed.id, "dots")
    rehearsal.tick(2 * LATE)
    rehearsal.tick(3 * LATE)
    assert service.people_with_dots(rehearsed) == ALL
    assert len(service.all_dots(rehearsed)) == 3 * ALL


def test_all_vote_on_the_statement_and_rate_the_measures(
    service: Service, rehearsed: Workshop, rehearsal: Rehearsal
) -> None:
    for step in ("identify", "act"):
        service.reveal_step(rehearsed.id, step)
    service.stating.save(rehearsed.id, "We look inside.", base=0)
    service.stating.go_to(rehearsed.id, "vote")
    service.items.add(rehearsed.id, "measure", {"what": "nights without heating"})
    service.set_act_stage(rehearsed.id, "measures")
    rehearsal.tick(0)
    rehearsal.tick(LATE)
    (voted,) = service.stating.rounds(rehearsed)
    assert service.stating.voted(rehearsed, voted.id) == ALL
    assert len(service.items.votes(rehearsed, "measure")) == 2 * ALL


def test_what_comes_later_is_voted_on_as_well_and_what_is_hidden_is_not(
    service: Service, rehearsed: Workshop, rehearsal: Rehearsal
) -> None:
    service.reveal_step(rehearsed.id, "act")
    service.set_act_stage(rehearsed.id, "measures")
    hidden, first = (
        service.items.add(rehearsed.id, "measure", {"what": what}) for what in ("cold", "warm")
    )
    service.items.set_hidden(rehearsed.id, hidden.id, hidden=True)
    rehearsal.tick(0)
    rehearsal.tick(LATE)
    later = service.items.add(rehearsed.id, "measure", {"what": "nights without heating"})
    rehearsal.tick(2 * LATE)
    rehearsal.tick(3 * LATE)
    voted = Counter(v.item_id for v in service.items.votes(rehearsed, "measure"))
    assert voted == {first.id: 2 * ALL, later.id: 2 * ALL}


def test_a_second_round_is_voted_on_too(
    service: Service, rehearsed: Workshop, rehearsal: Rehearsal
) -> None:
    service.reveal_step(rehearsed.id, "identify")
    service.stating.save(rehearsed.id, "We look inside.", base=0)
    for turn in (0, 1):
        service.stating.go_to(rehearsed.id, "vote", anew=True)
        rehearsal.tick(2 * turn * LATE)
        rehearsal.tick((2 * turn + 1) * LATE)
        service.stating.go_to(rehearsed.id, "result")
    rounds = service.stating.rounds(rehearsed)
    assert [r.stances.people if r.stances else 0 for r in rounds] == [ALL, ALL]


def test_own_questions_are_answered_too(service: Service) -> None:
    made, _ = service.create(
        "Rehearsal", ["What is your work?", "What is value?"], is_rehearsal=True
    )
    service.open_step(made.id, "ask")
    playing = Rehearsal(service, made.id, CAST)
    playing.tick(0)
    playing.tick(LATE)
    given = {a.question.text for a in service.all_answers(made)}
    assert given == {"What is your work?", "What is value?"}


def test_simulated_people_are_in_groups_where_there_are_some(service: Service) -> None:
    made, _ = service.create("Rehearsal", is_rehearsal=True)
    service.groups.set_up(made.id, {}, ["Repairs", "Office"])
    service.open_step(made.id, "ask")
    playing = Rehearsal(service, made.id, CAST)
    playing.tick(0)
    playing.tick(LATE)
    assert len(service.groups.chosen(made)) == ALL


def test_all_rehearsals_are_played_and_no_other_workshop(
    focus_map: FocusMap, rehearsed: Workshop, workshop: Workshop
) -> None:
    focus_map.service.open_step(rehearsed.id, "ask")
    focus_map.rehearsals.tick(0)
    focus_map.rehearsals.tick(LATE)
    assert focus_map.service.counts(rehearsed, "ask").answered == PEOPLE
    assert focus_map.service.counts(workshop, "ask").joined == 0


def test_a_mistake_in_one_rehearsal_ends_no_other(
    focus_map: FocusMap, rehearsed: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, _ = focus_map.service.create("Rehearsal", is_rehearsal=True)
    for workshop in (broken, rehearsed):
        focus_map.service.open_step(workshop.id, "curiosity")
    tick = Rehearsal.tick

    def sometimes(self: Rehearsal, now: float) -> None:
        if self.workshop_id == broken.id:
            raise KeyError("row")
        tick(self, now)

    monkeypatch.setattr(Rehearsal, "tick", sometimes)
    focus_map.rehearsals.tick(0)
    focus_map.rehearsals.tick(LATE)
    assert focus_map.service.counts(rehearsed, "curiosity").answered == PEOPLE


def test_there_is_room_for_some_rehearsals_and_no_more(service: Service) -> None:
    for _ in range(MOST_REHEARSALS):
        service.create("Rehearsal", is_rehearsal=True)
    with pytest.raises(BadAnswer, match="rehearsals on this server"):
        service.create("Rehearsal", is_rehearsal=True)
    service.create("A workshop")


def test_cleared_it_leaves_nothing_behind(
    focus_map: FocusMap, rehearsed: Workshop, rehearsal: Rehearsal
) -> None:
    for step in STEP_IDS[:4]:
        focus_map.service.open_step(rehearsed.id, step)
    rehearsal.tick(0)
    rehearsal.tick(LATE)
    focus_map.service.delete(rehearsed)
    with pytest.raises(NotFound):
        rehearsal.tick(2 * LATE)
    focus_map.rehearsals.tick(3 * LATE)
    with focus_map.store.engine.connect() as connection:
        for table in set(metadata.tables) - {"migrations"}:
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0, table


def test_nobody_clears_it_and_it_is_gone_after_a_day(
    service: Service, rehearsed: Workshop, clock: Clock
) -> None:
    clock.go_on(timedelta(days=1))
    with pytest.raises(NotFound):
        service.workshop_by_id(rehearsed.id)
    assert service.rehearsals() == ()
    assert service.delete_expired() == 1
