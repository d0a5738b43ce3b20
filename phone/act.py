"""The step Act on the phone: one part for each bench, and at last the plan."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from focusmap.act import recap
from focusmap.model import ActStage, Participant, Workshop
from focusmap.service import Service
from focusmap.translate import translations
from phone.language import language_parts
from phone.measures import measures_parts
from phone.plan import plan_parts
from phone.process import process_parts
from phone.rendering import Builder, Part

# By the stage of the step; each bench adds its own.
BENCHES: dict[ActStage, Builder] = {
    "language": language_parts,
    "measures": measures_parts,
    "process": process_parts,
    "process_dots": process_parts,
    "plan": plan_parts,
}


def act_parts(service: Service, workshop: Workshop, person: Participant) -> Sequence[Part]:
    """Return two lines on where the room is, and the parts of the bench that it is at."""
    bench = BENCHES.get(workshop.act_stage)
    parts = tuple(bench(service, workshop, person)) if bench else ()
    return (_recap(workshop), *parts)


def _recap(workshop: Workshop) -> Part:
    lines = recap(workshop, translations(workshop.language).gettext)
    return Part("recap", Markup('<p class="small">{}<br>{}</p>').format(*lines))
