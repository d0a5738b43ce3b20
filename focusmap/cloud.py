"""Dots that people put on the map themselves, such as their guesses: a layer without words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from focusmap.leaning import GUESSED, WANTED, Leaning, Spot, find_leaning, headline
from focusmap.map import Middle, dot_spacing, find_middle, spread_out
from focusmap.model import PutSpot
from focusmap.sentences import (
    FEW,
    REGION_NAMES,
    Catalogue,
    Gettext,
    Region,
    region,
)


@dataclass(frozen=True, slots=True)
class Cloud:
    """One dot a person, in no order: `places` as put, `drawn` so that each can be counted.

    All from -1 to 1; `drawn` may reach the map's frame. With few there is no middle.
    """

    name: str
    places: tuple[Spot, ...]
    drawn: tuple[Spot, ...]
    middle: Middle | None
    spacing: float

    @property
    def people(self) -> int:
        """How many put a dot."""
        return len(self.places)


def make_cloud(name: str, spots: Sequence[PutSpot]) -> Cloud:
    """Return the layer of some spots. Sorted by place, it does not tell who put which, or when."""
    places = sorted((s.x, s.y) for s in spots)
    spacing = dot_spacing(len(places))
    drawn = spread_out(places, spacing)
    middle = find_middle(places, drawn) if len(places) >= FEW else None
    return Cloud(name, tuple(places), drawn, middle, spacing)


def cloud_regions(cloud: Cloud) -> Counter[Region]:
    """Return how many dots lie in each region; those that cannot be told are in the middle."""
    return Counter(region(x, y) for x, y in cloud.places)


def leaning_of_cloud(cloud: Cloud) -> Leaning:
    """Return which way those look who put the dots: one dot is one person."""
    return find_leaning({str(number): spot for number, spot in enumerate(cloud.places)})


def guess_sentence(cloud: Cloud, gettext: Gettext) -> str:
    """Return what the guesses say in one sentence."""
    return headline(leaning_of_cloud(cloud), GUESSED, gettext)


def wanted_sentence(cloud: Cloud, gettext: Gettext) -> str:
    """Return in one sentence where people say that we need to be."""
    return headline(leaning_of_cloud(cloud), WANTED, gettext)


def cloud_in_words(cloud: Cloud, speak: Catalogue) -> str:
    """Return the whole cloud in words, for those who do not see it."""
    gettext = speak.gettext
    regions = cloud_regions(cloud)
    parts = [
        gettext("Focus map: inside is left, outside right; outputs are below, outcomes above."),
        speak.ngettext("{n} guess.", "{n} guesses.", cloud.people).format(n=cloud.people),
        guess_sentence(cloud, gettext),
    ]
    parts += [
        gettext("In the region {region}: {count}.").format(
            region=gettext(REGION_NAMES[name]), count=regions[name]
        )
        for name in REGION_NAMES
        if regions[name]
    ]
    return " ".join(parts)
