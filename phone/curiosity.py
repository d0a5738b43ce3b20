"""The step Curiosity on the phone: four statements to rate, and a guess put on the map."""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup

from focusmap.errors import BadAnswer
from focusmap.model import Participant, PutSpot, Workshop
from focusmap.ratings import SCALE, load_statements
from focusmap.sentences import field_in_words, sign
from focusmap.service import Service
from focusmap.taps import GUESS, NOT_OFFERED, Spot
from focusmap.translate import translations
from phone.rendering import Part, templates
from phone.visitor import Visitor

STEP = "curiosity"
# The sliders count in hundredths, so that they need no decimal point in any language.
STEPS_TO_ONE = 100


def curiosity_parts(service: Service, workshop: Workshop, person: Participant) -> Sequence[Part]:
    """Return the statements with this person's ratings, and the pad with the guess."""
    taps = service.own_taps(workshop, person.id)
    language = workshop.language
    made = templates(language)
    given = {r.name: r.value for r in taps.ratings if r.step == STEP}
    guess = next((s for s in taps.spots if s.step == STEP and s.name == GUESS), None)
    statements = made.get_template("statements.html").render(
        statements=load_statements(language), given=given, scale=SCALE
    )
    pad = made.get_template("guess.html").render(
        guess=guess,
        across=0 if guess is None else round(guess.x * STEPS_TO_ONE),
        up=0 if guess is None else round(guess.y * STEPS_TO_ONE),
        place=guess and _in_words(guess, language),
    )
    # Templates, which escape.
    return (
        Part("statements", Markup(statements)),  # noqa: S704
        Part("guessing", Markup(pad), "pad.js"),  # noqa: S704
    )


def _in_words(guess: PutSpot, language: str) -> str:
    return field_in_words(sign(guess.x), sign(guess.y), translations(language).gettext)


def rate_statement(service: Service, visit: Visitor, name: str, value: str) -> None:
    """Rate a statement, from 1 to 5; an empty value takes the rating back."""
    rating = _number(value) if value else None
    service.rate(visit.workshop.id, visit.person.id, STEP, name, rating)


def put_guess(service: Service, visit: Visitor, _name: str, value: str) -> None:
    """Put the guess where two numbers from -100 to 100 say; an empty value takes it off."""
    service.put_spot(visit.workshop.id, visit.person.id, STEP, GUESS, _spot(value))


def _spot(value: str) -> Spot | None:
    if not value:
        return None
    across, _, up = value.partition(",")
    return _number(across) / STEPS_TO_ONE, _number(up) / STEPS_TO_ONE


def _number(text: str) -> int:
    """Return a whole number as the page's own controls send it; raises BadAnswer."""
    try:
        value = float(text)
        return int(value) if math.isfinite(value) else _refuse()
    except ValueError:
        return _refuse()


def _refuse() -> int:
    raise BadAnswer(NOT_OFFERED)
