"""What a step adds to the phone's page beside its questions, one element each."""

from __future__ import annotations

from markupsafe import Markup

from focusmap.model import Participant, StepState, Workshop
from focusmap.service import Service
from phone.acknowledge import acknowledge_parts
from phone.act import act_parts
from phone.curiosity import curiosity_parts
from phone.group import group_parts
from phone.identify import identify_parts
from phone.qualify import qualify_parts
from phone.rendering import Builder, Part

# By step; only steps that are answered by tapping have one.
BUILDERS: dict[str, Builder] = {
    "acknowledge": acknowledge_parts,
    "curiosity": curiosity_parts,
    "qualify": qualify_parts,
    "act": act_parts,
    "identify": identify_parts,
}


def parts_of(service: Service, workshop: Workshop, person: Participant) -> tuple[Part, ...]:
    """Return one person's group, and the parts of the current step unless it is closed."""
    groups = group_parts(service, workshop, person)
    step = workshop.current_step
    if not has_parts(step) or workshop.state(step) is StepState.CLOSED:
        return groups
    # Before the rest: what changes while that is read has another mark.
    return (*_mark_parts(service, workshop), *groups, *BUILDERS[step](service, workshop, person))


def _mark_parts(service: Service, workshop: Workshop) -> tuple[Part, ...]:
    """Return what the script compares with what the stream says, where a step has items."""
    mark = service.mark(workshop)
    html = Markup('<span data-mark="{}" hidden></span>').format(mark)
    return (Part("mark", html),) if mark else ()


def has_parts(step: str) -> bool:
    """Whether a step is answered by tapping, now or when it opens."""
    return step in BUILDERS
