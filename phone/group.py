"""Which group one is in: asked once, above the step's questions, and changed at the page's end."""

from __future__ import annotations

from markupsafe import Markup

from focusmap.grouping import NONE
from focusmap.model import Participant, Workshop
from focusmap.service import Service
from focusmap.translate import translations
from phone.rendering import Part, templates
from phone.visitor import Visitor


def group_parts(service: Service, workshop: Workshop, person: Participant) -> tuple[Part, ...]:
    """Return the list of groups with this person's own pressed; nothing with none or at the end.

    Asked for the first time it stands first; once it is answered, folded, at the end.
    """
    if not workshop.groups or workshop.is_over:
        return ()
    chosen = service.groups.choice_of(workshop, person.id)
    gettext = translations(workshop.language).gettext
    names = {g.id: g.name for g in workshop.groups}
    html = (
        templates(workshop.language)
        .get_template("group.html")
        .render(
            choices={**names, NONE: gettext("I would rather not say")},
            chosen=chosen,
            name=names.get(chosen, gettext("not said")),
            minimum=workshop.minimum,
        )
    )
    # A template, which escapes.
    return (Part("group", Markup(html), at_end=bool(chosen)),)  # noqa: S704


def choose_group(service: Service, visit: Visitor, _name: str, value: str) -> None:
    """Choose a group by its id, or none."""
    service.groups.choose(visit.workshop.id, visit.person.id, value)
