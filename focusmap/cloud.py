"""Dots that people put on the map themselves, such as their guesses: a layer without words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from focusmap.map import Middle, Spot, dot_spacing, find_middle, spread_out
from focusmap.model import PutSpot
from focusmap.sentences import (
    FEW,
    FOCUS_WORDS,
    N_,
    ORIENTATION_WORDS,
    REGION_NAMES,
    Catalogue,
    Gettext,
    Region,
    camps,
    region,
    sign,
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


@dataclass(frozen=True, slots=True)
class CloudWords:
    """What is said of a cloud: without dots, with few, split, both ways, and one way."""

    none: str
    few: str
    split: str
    both_ways: str
    one_way: str


GUESS_WORDS = CloudWords(
    N_("Nobody has guessed yet."),
    N_("Too few guesses to say where most of us look."),
    N_("Our guesses are split: {one} and {other}."),
    N_("We guess that we look both ways: no side is clearly the larger."),
    N_("We guess that most of us look {focus}, at {orientation}."),
)
WANTED_WORDS = CloudWords(
    N_("Nobody has said yet where we need to be."),
    N_("Too few dots to say where we need to be."),
    N_("We see two places where we need to be: {one} and {other}."),
    N_("We say that we need to look both ways: no side is clearly the larger."),
    N_("We say that we need to look {focus}, at {orientation}."),
)


def guess_sentence(cloud: Cloud, gettext: Gettext) -> str:
    """Return what the guesses say in one sentence."""
    return _sentence(cloud, GUESS_WORDS, gettext)


def wanted_sentence(cloud: Cloud, gettext: Gettext) -> str:
    """Return in one sentence where people say that we need to be."""
    return _sentence(cloud, WANTED_WORDS, gettext)


def _sentence(cloud: Cloud, words: CloudWords, gettext: Gettext) -> str:
    if not cloud.people:
        return gettext(words.none)
    if cloud.middle is None:
        return gettext(words.few)
    two = camps(cloud_regions(cloud))
    if two:
        one, other = (gettext(REGION_NAMES[name]) for name in two)
        return gettext(words.split).format(one=one, other=other)
    focus, orientation = sign(cloud.middle.x), sign(cloud.middle.y)
    if not focus and not orientation:
        return gettext(words.both_ways)
    return gettext(words.one_way).format(
        focus=gettext(FOCUS_WORDS[focus]), orientation=gettext(ORIENTATION_WORDS[orientation])
    )


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
