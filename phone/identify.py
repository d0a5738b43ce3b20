"""The step Identify on the phone: a dot where we need to be."""

from __future__ import annotations

from collections.abc import Sequence

from focusmap.model import Participant, Workshop
from focusmap.pace import is_self_paced, shows_items
from focusmap.sentences import N_
from focusmap.service import Service
from focusmap.taps import WANT
from phone.pad import CROSS, Pad, pad_part, put_dot
from phone.rendering import Part
from phone.statement import statement_parts
from phone.visitor import Visitor

STEP = "identify"
PAD = Pad(
    STEP,
    WANT,
    asks=N_("Where do we need to be?"),
    put=N_("You say that we need to be here: {place}."),
    shape=CROSS,
)


def identify_parts(service: Service, workshop: Workshop, person: Participant) -> Sequence[Part]:
    """Return the pad with this person's dot; once the gaps are shown, the statement on them.

    In a self-paced workshop, where everybody comes at another time, both.
    """
    pad = pad_part(PAD, "wanting", workshop, service.own_taps(workshop, person.id))
    if workshop.identify_stage == "want" or not shows_items(workshop, STEP):
        return (pad,)
    stated = statement_parts(service, workshop, person)
    return (*stated, pad) if is_self_paced(workshop) else stated


def put_want(service: Service, visit: Visitor, _name: str, value: str) -> None:
    """Put the dot where we need to be, or take it off."""
    put_dot(PAD, service, visit, value)
