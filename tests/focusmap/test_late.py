"""Latecomers: which steps they missed, and that only what still takes answers counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from focusmap.late import answered_steps, find_recap, takes
from focusmap.model import STEP_IDS, Choice, PutSpot, StepState, Taps, Workshop
from focusmap.service import Service

States = st.fixed_dictionaries(dict.fromkeys(STEP_IDS, st.sampled_from(StepState)))


@pytest.fixture
def made(service: Service) -> Workshop:
    return service.create("Harbour")[0]


@given(
    states=States, at=st.sampled_from(STEP_IDS), answered=st.frozensets(st.sampled_from(STEP_IDS))
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_missed_is_what_is_behind_open_and_not_answered(
    made: Workshop, states: dict[str, StepState], at: str, answered: frozenset[str]
) -> None:
    room = replace(made, states=states, current_step=at)
    recap = find_recap(room, answered)
    behind = STEP_IDS[: STEP_IDS.index(at)]
    missed = [s for s in behind if s not in answered and states[s] is not StepState.CLOSED]
    assert (recap is None) == (not missed)
    if recap:
        assert [s.id for s in recap.missed] == missed
        assert [s.id for s in recap.behind] == list(behind)
        assert recap.here.id == at


def test_a_step_takes_answers_until_it_is_closed(made: Workshop) -> None:
    assert not takes(made, "ask")
    assert not takes(made, "mine")
    opened = replace(made, states={**made.states, "ask": StepState.REVEALED})
    assert takes(opened, "ask")


def test_taps_count_as_answers() -> None:
    taps = Taps((Choice("p", "acknowledge", "x"),), (), (PutSpot("p", "identify", "want", 0, 0),))
    assert answered_steps((), taps) == {"acknowledge", "identify"}
