"""The step Act on the phone: one part for each bench, and at last the plan."""

from __future__ import annotations

from collections.abc import Sequence

from focusmap.model import ActStage, Participant, Workshop
from focusmap.service import Service
from phone.language import language_parts
from phone.plan import plan_parts
from phone.rendering import Builder, Part

# By the stage of the step; each bench adds its own.
BENCHES: dict[ActStage, Builder] = {
    "language": language_parts,
    "plan": plan_parts,
}


def act_parts(service: Service, workshop: Workshop, person: Participant) -> Sequence[Part]:
    """Return the parts of the bench that the room is at."""
    bench = BENCHES.get(workshop.act_stage)
    return tuple(bench(service, workshop, person)) if bench else ()
