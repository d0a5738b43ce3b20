"""What can be tapped: which choices, ratings and spots each step offers, by their names."""

from __future__ import annotations

from collections.abc import Mapping

from focusmap.errors import BadAnswer
from focusmap.model import Choice, PutSpot, Rating
from focusmap.sentences import N_, Region

Spot = tuple[float, float]
Tap = Choice | Rating | PutSpot

REGION_IDS: tuple[Region, ...] = (
    "factory_floor",
    "delivery_window",
    "engine_room",
    "customer_outcomes",
)
STATEMENT_IDS = ("value_in", "value_out", "changing", "looking")
GUESS = "guess"
WANT = "want"
LEAST_RATING, MOST_RATING = 1, 5

Offers = Mapping[str, tuple[str, ...]]
OFFERS: Mapping[type[Tap], Offers] = {
    Choice: {"acknowledge": REGION_IDS},
    Rating: {"curiosity": STATEMENT_IDS},
    PutSpot: {"curiosity": (GUESS,), "identify": (WANT,)},
}
NOT_OFFERED = N_("There is nothing like this to tap any more. Load the page again.")


def check_tap(tap: Tap) -> None:
    """Raise BadAnswer when a step offers nothing of this kind and name, or not this value."""
    if tap.name not in OFFERS[type(tap)].get(tap.step, ()) or not _is_within(tap):
        raise BadAnswer(NOT_OFFERED)


def _is_within(tap: Tap) -> bool:
    if isinstance(tap, Rating):
        return LEAST_RATING <= tap.value <= MOST_RATING
    # What is no number at all compares with nothing, and is refused too.
    return not isinstance(tap, PutSpot) or (-1 <= tap.x <= 1 and -1 <= tap.y <= 1)
