"""The pad on the phone: a dot that somebody puts on the map by tap, by sliders or by keyboard."""

from __future__ import annotations

import math
from dataclasses import dataclass

from markupsafe import Markup

from focusmap.errors import BadAnswer
from focusmap.model import PutSpot, Taps, Workshop
from focusmap.sentences import field_in_words, sign
from focusmap.service import Service
from focusmap.taps import NOT_OFFERED, Spot
from focusmap.translate import translations
from phone.rendering import Part, templates
from phone.visitor import Visitor

# The sliders count in hundredths, so that they need no decimal point in any language.
STEPS_TO_ONE = 100
# The dot's shape is that of its layer on the wall, around its middle.
TRIANGLE = "M0 13-13-10H13z"
CROSS = "M-5-13H5V-5H13V5H5V13H-5V5H-13V-5H-5z"


@dataclass(frozen=True, slots=True)
class Pad:
    """What one pad asks, where its dot is kept, and what it says once the dot is there.

    `name` is the spot's name, and the first part of its taps. `put` holds {place}. All texts are
    marked for translation.
    """

    step: str
    name: str
    asks: str
    put: str
    shape: str


def pad_part(pad: Pad, part: str, workshop: Workshop, taps: Taps) -> Part:
    """Return the pad with the dot that these taps of one person put there, if any."""
    language = workshop.language
    gettext = translations(language).gettext
    spot = next((s for s in taps.spots if (s.step, s.name) == (pad.step, pad.name)), None)
    html = (
        templates(language)
        .get_template("pad.html")
        .render(
            name=pad.name,
            asks=gettext(pad.asks),
            put=gettext(pad.put),
            shape=pad.shape,
            spot=spot,
            across=0 if spot is None else round(spot.x * STEPS_TO_ONE),
            up=0 if spot is None else round(spot.y * STEPS_TO_ONE),
            place=spot and _in_words(spot, language),
        )
    )
    return Part(part, Markup(html), "pad.js")  # noqa: S704 - a template, which escapes


def _in_words(spot: PutSpot, language: str) -> str:
    return field_in_words(sign(spot.x), sign(spot.y), translations(language).gettext)


def put_dot(pad: Pad, service: Service, visit: Visitor, value: str) -> None:
    """Put the dot where two numbers from -100 to 100 say; an empty value takes it off.

    Raises BadAnswer when they are no such numbers.
    """
    service.put_spot(visit.workshop.id, visit.person.id, pad.step, pad.name, _spot(value))


def _spot(value: str) -> Spot | None:
    if not value:
        return None
    across, _, up = value.partition(",")
    return whole_number(across) / STEPS_TO_ONE, whole_number(up) / STEPS_TO_ONE


def whole_number(text: str) -> int:
    """Return a whole number as the page's own controls send it; raises BadAnswer."""
    try:
        value = float(text)
        return int(value) if math.isfinite(value) else _refuse()
    except ValueError:
        return _refuse()


def _refuse() -> int:
    raise BadAnswer(NOT_OFFERED)
