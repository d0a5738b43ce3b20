"""What goes into the plan of a workshop: for the screens what is revealed, for its owner all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from focusmap.agreement import Round
from focusmap.model import Item, StepState, Vote, Workshop
from focusmap.pace import shows_items
from focusmap.plan import Plan, PlannedStatement, make_plan
from focusmap.stating import STEP

if TYPE_CHECKING:
    from focusmap.service import Service

ACT = "act"
VOTED = ("measure", "experiment")
Given = Callable[[Workshop, str], tuple[Item, ...]]


def plan_shown(service: Service, workshop: Workshop) -> Plan:
    """Return the plan as far as it is revealed: its statement with Identify, all else with Act.

    The votes on measures and experiments are told where the step is at its plan, and not before.
    """
    is_told = workshop.state(ACT) is StepState.REVEALED and workshop.act_stage == "plan"
    shows_result = shows_items(workshop, STEP)
    return _plan(
        workshop,
        service.items.shown,
        service.stating.shown(workshop),
        service.stating.rounds(workshop) if shows_result else (),
        _votes(service, workshop) if is_told else None,
    )


def whole_plan(service: Service, workshop: Workshop) -> Plan:
    """Return the plan, revealed or not: for whoever owns the server."""
    return _plan(
        workshop,
        service.items.all,
        service.stating.current(workshop),
        service.stating.rounds(workshop),
        _votes(service, workshop),
    )


def _votes(service: Service, workshop: Workshop) -> list[Vote]:
    return [vote for kind in VOTED for vote in service.items.votes(workshop, kind)]


def _plan(
    workshop: Workshop,
    given: Given,
    statement: Item | None,
    rounds: Sequence[Round],
    votes: Sequence[Vote] | None,
) -> Plan:
    return make_plan(
        _statement(statement, rounds, workshop.minimum) if statement else None,
        given(workshop, "word"),
        given(workshop, "measure"),
        given(workshop, "experiment"),
        votes,
        language=workshop.language,
        minimum=workshop.minimum,
    )


def _statement(item: Item, rounds: Sequence[Round], least: int) -> PlannedStatement:
    ended = [r for r in rounds if r.stances is not None]
    last = ended[-1] if ended else None
    return PlannedStatement(
        text=item.fields["text"],
        version=item.version,
        stances=last.stances if last else None,
        voted=last.version if last else 0,
        ended=last.ended if last else None,
        least=least,
    )
