"""The step Curiosity on the phone: four statements to rate, and a guess put on the map."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from focusmap.model import Participant, Workshop
from focusmap.ratings import SCALE, load_statements
from focusmap.sentences import N_
from focusmap.service import Service
from focusmap.taps import GUESS
from phone.pad import TRIANGLE, Pad, pad_part, put_dot, whole_number
from phone.rendering import Part, templates
from phone.visitor import Visitor

STEP = "curiosity"
PAD = Pad(
    STEP,
    GUESS,
    asks=N_("Where do you guess most of us look?"),
    put=N_("Your guess: {place}."),
    shape=TRIANGLE,
)


def curiosity_parts(service: Service, workshop: Workshop, person: Participant) -> Sequence[Part]:
    """Return the statements with this person's ratings, and the pad with the guess."""
    taps = service.own_taps(workshop, person.id)
    given = {r.name: r.value for r in taps.ratings if r.step == STEP}
    statements = (
        templates(workshop.language)
        .get_template("statements.html")
        .render(statements=load_statements(workshop.language), given=given, scale=SCALE)
    )
    return (
        Part("statements", Markup(statements)),  # noqa: S704 - a template, which escapes
        pad_part(PAD, "guessing", workshop, taps),
    )


def rate_statement(service: Service, visit: Visitor, name: str, value: str) -> None:
    """Rate a statement, from 1 to 5; an empty value takes the rating back."""
    rating = whole_number(value) if value else None
    service.rate(visit.workshop.id, visit.person.id, STEP, name, rating)


def put_guess(service: Service, visit: Visitor, _name: str, value: str) -> None:
    """Put the guess on the map, or take it off."""
    put_dot(PAD, service, visit, value)
