"""The step Acknowledge on the phone: four equal cards, tapped when met here this month."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from focusmap.model import Participant, Workshop
from focusmap.regions import load_regions
from focusmap.service import Service
from focusmap.translate import translations
from phone.rendering import Part, templates
from phone.visitor import Visitor

STEP = "acknowledge"


def acknowledge_parts(service: Service, workshop: Workshop, person: Participant) -> Sequence[Part]:
    """Return the cards, with those pressed that this person has met."""
    taps = service.own_taps(workshop, person.id)
    language = workshop.language
    html = (
        templates(language)
        .get_template("acknowledge.html")
        .render(
            cards=load_regions(language),
            met={c.name for c in taps.choices if c.step == STEP},
            gettext=translations(language).gettext,
        )
    )
    return (Part("regions", Markup(html)),)  # noqa: S704 - a template, which escapes


def choose_region(service: Service, visit: Visitor, name: str, value: str) -> None:
    """Note that a region was met, value 1, or take that back."""
    service.choose(visit.workshop.id, visit.person.id, STEP, name, chosen=value == "1")
