"""What a picture says, in one plain sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Literal, Protocol

from focusmap.model import MapView, Placement, Reading

Gettext = Callable[[str], str]


class Catalogue(Protocol):
    """A language's translations, with and without plural forms."""

    def gettext(self, message: str) -> str:
        """Return a message in the language."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the singular or the plural form of a message."""


Region = Literal["factory_floor", "delivery_window", "engine_room", "customer_outcomes", "middle"]

# Nearer to zero than this, an axis says "both, or it cannot be told" (codebook: below half of 1).
MIDDLE = 0.25


def N_(message: str) -> str:  # noqa: N802 - the customary name that marks a string for translation
    """Mark a string for translation and return it as it is."""
    return message


FOCUS_WORDS = {-1: N_("inside"), 0: N_("both inside and outside"), 1: N_("outside")}
ORIENTATION_WORDS = {-1: N_("outputs"), 0: N_("both outputs and outcomes"), 1: N_("outcomes")}


def sign(value: float) -> int:
    """Return which side of an axis a value is on: -1, 0 for the middle, or 1."""
    return 0 if abs(value) < MIDDLE else 1 if value > 0 else -1


def region(x: float, y: float) -> Region:
    """Return the region of a place on the map; "middle" when an axis cannot be told."""
    names: dict[tuple[int, int], Region] = {
        (-1, -1): "factory_floor",
        (1, -1): "delivery_window",
        (-1, 1): "engine_room",
        (1, 1): "customer_outcomes",
    }
    return names.get((sign(x), sign(y)), "middle")


def place_sentence(reading: Reading, gettext: Gettext) -> str:
    """Return what the words of one answer say of its place, or why they say nothing."""
    if reading.x is None or reading.y is None:
        return _unplaced_sentence(reading, gettext)
    said = (
        gettext("We are not sure, but the words seem to say: {place}.")
        if reading.is_weak
        else gettext("The words say: {place}.")
    )
    return said.format(place=field_in_words(sign(reading.x), sign(reading.y), gettext))


def _unplaced_sentence(reading: Reading, gettext: Gettext) -> str:
    # An empty message is the catalogue's own head.
    if not reading.reason:
        return gettext("These words stay beside the map: we could not tell where they look.")
    return gettext("These words stay beside the map. {reason}").format(
        reason=gettext(reading.reason)
    )


def field_in_words(column: int, row: int, gettext: Gettext) -> str:
    """Return one of the nine fields in words, such as "outside, outcomes"."""
    return gettext("{focus}, {orientation}").format(
        focus=gettext(FOCUS_WORDS[column]), orientation=gettext(ORIENTATION_WORDS[row])
    )


# Who placed an answer, as it is said to its author and to everybody else: confirmed, or elsewhere.
TO_AUTHOR = {
    "author": (N_("You said: that's right."), N_("You placed it: {place}.")),
    "facilitator": (
        N_("The facilitator said: the words are right."),
        N_("The facilitator placed it: {place}."),
    ),
}
TO_ALL = {
    **TO_AUTHOR,
    "author": (N_("Its author said: that's right."), N_("Its author placed it: {place}.")),
}


def placement_sentence(
    placement: Placement | None, gettext: Gettext, *, to_author: bool = False
) -> str:
    """Return who placed an answer where, or nothing when nobody did."""
    if placement is None or placement.source == "words":
        return ""
    confirmed, placed = (TO_AUTHOR if to_author else TO_ALL)[placement.source]
    if placement.confirms:
        return gettext(confirmed)
    place = field_in_words(sign(placement.x), sign(placement.y), gettext)
    return gettext(placed).format(place=place)


REGION_NAMES: dict[Region, str] = {
    "factory_floor": N_("factory floor"),
    "delivery_window": N_("delivery window"),
    "engine_room": N_("engine room"),
    "customer_outcomes": N_("customer outcomes"),
    "middle": N_("the middle"),
}
# With fewer placed answers than this a median says more about chance than about the group.
FEW = 4


# Two ends of an axis that each hold at least this share of the people are two camps: a middle
# between them would speak for nobody.
CAMP = 1 / 3


VIEW_NAMES: dict[MapView, str] = {
    "words": N_("what the words say"),
    "meaning": N_("what we mean"),
    "both": N_("both, joined by a line"),
}


def basis(placed: int, unplaced: int, people: int, speak: Catalogue) -> str:
    """Return how many answers a picture rests on, and of how many people where that is known."""
    if placed + unplaced and not people:
        return speak.gettext("{answers}: {placed} on the map, {unplaced} beside it.").format(
            answers=speak.ngettext("{n} answer", "{n} answers", placed + unplaced).format(
                n=placed + unplaced
            ),
            placed=placed,
            unplaced=unplaced,
        )
    return speak.gettext(
        "{answers} from {people}: {placed} on the map, {unplaced} beside it."
    ).format(
        answers=speak.ngettext("{n} answer", "{n} answers", placed + unplaced).format(
            n=placed + unplaced
        ),
        people=speak.ngettext("{n} person", "{n} people", people).format(n=people),
        placed=placed,
        unplaced=unplaced,
    )


def map_in_words(
    placed: int,
    people: int,
    unplaced: int,
    says: str,
    regions: Counter[Region],
    speak: Catalogue,
    view: MapView = "words",
) -> str:
    """Return the whole map in words, for those who do not see it; `says` is its headline."""
    gettext = speak.gettext
    parts = [
        gettext("Focus map: inside is left, outside right; outputs are below, outcomes above."),
        gettext("It shows {view}.").format(view=gettext(VIEW_NAMES[view])),
        basis(placed, unplaced, people, speak),
        says,
    ]
    parts += [
        gettext("In the region {region}: {count}.").format(
            region=gettext(REGION_NAMES[name]), count=regions[name]
        )
        for name in REGION_NAMES
        if regions[name]
    ]
    return " ".join(parts)
