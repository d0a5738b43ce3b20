"""Opportunity: how important a measure is to people outside, and how satisfied they are with it.

Source of the score: Strategyn's opportunity algorithm (A. Ulwick), importance +
max(importance - satisfaction, 0). Here from the means of ratings from 1 to 10 (see docs/method.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from focusmap.content_file import CONTENT, load_tables
from focusmap.errors import ContentError
from focusmap.items import VOTES
from focusmap.model import Vote
from focusmap.sentences import CAMP, N_, Gettext

IMPORTANCE, SATISFACTION = "importance", "satisfaction"
LEAST, MOST = VOTES[IMPORTANCE]
# Ratings up to the first are low, from the second on high.
LOW, HIGH = 4, 7
SERVED = "served"
BAND_IDS = ("large", "clear", "some", "small")

Apart = Literal["", "far", "camps"]


def opportunity(importance: float, satisfaction: float) -> float:
    """Return the score of a measure, from 1 to 19 for ratings from 1 to 10."""
    return importance + max(importance - satisfaction, 0)


@dataclass(frozen=True, slots=True)
class Ratings:
    """How people rated one thing: their mean, and whether they are far apart."""

    mean: float
    apart: Apart


@dataclass(frozen=True, slots=True)
class Rated:
    """A measure's ratings by the people who gave both; with too few there are no figures."""

    measure_id: str
    people: int
    importance: Ratings | None = None
    satisfaction: Ratings | None = None

    @property
    def score(self) -> float | None:
        """The opportunity to one decimal, as it is shown and ranked, or None with too few."""
        if self.importance is None or self.satisfaction is None:
            return None
        return round(opportunity(self.importance.mean, self.satisfaction.mean), 1)

    @property
    def is_served(self) -> bool:
        """Whether people are more satisfied with it than it is important to them."""
        if self.importance is None or self.satisfaction is None:
            return False
        return self.satisfaction.mean > self.importance.mean


def pairs_of(votes: Iterable[Vote]) -> Mapping[str, tuple[tuple[int, int], ...]]:
    """Return by item the importance and satisfaction of those who rated both, in no order."""
    given: dict[tuple[str, str], dict[str, int]] = {}
    for vote in votes:
        if vote.name in (IMPORTANCE, SATISFACTION):
            given.setdefault((vote.item_id, vote.participant_id), {})[vote.name] = vote.value
    pairs: dict[str, list[tuple[int, int]]] = {}
    for (item, _), names in given.items():
        if len(names) == 2:
            pairs.setdefault(item, []).append((names[IMPORTANCE], names[SATISFACTION]))
    return {item: tuple(sorted(of)) for item, of in pairs.items()}


def rated(measure_id: str, pairs: Sequence[tuple[int, int]], minimum: int) -> Rated:
    """Return a measure's figures; with fewer people than the minimum only how many they are."""
    if not pairs or len(pairs) < minimum:
        return Rated(measure_id, len(pairs))
    importance, satisfaction = zip(*pairs, strict=True)
    return Rated(measure_id, len(pairs), _ratings(importance), _ratings(satisfaction))


def _ratings(values: Sequence[int]) -> Ratings:
    return Ratings(sum(values) / len(values), apart(values))


def apart(values: Sequence[int]) -> Apart:
    """Return whether a third or more rate low and a third or more rate high.

    "camps" when also hardly anybody is between them, as for the statements of Curiosity.
    """
    low, high = sum(v <= LOW for v in values), sum(v >= HIGH for v in values)
    ends = min(low, high)
    if not values or ends < len(values) * CAMP:
        return ""
    return "camps" if (len(values) - low - high) * 2 < ends else "far"


def rank(found: Iterable[Rated]) -> tuple[tuple[Rated, int | None], ...]:
    """Return measures by score, each with its place; the same score is the same place.

    Those with too few ratings stand at the end and have none.
    """
    ordered = sorted(found, key=lambda r: (r.score is None, -(r.score or 0)))
    scores = [r.score for r in ordered]
    return tuple((r, None if r.score is None else scores.index(r.score) + 1) for r in ordered)


# In words


@dataclass(frozen=True, slots=True)
class Band:
    """What scores from `least` on say."""

    id: str
    least: int
    say: str


@cache
def load_bands(language: str, folder: Path = CONTENT) -> tuple[Band, ...]:
    """Return the bands, the highest first, and last what is said of well served ones.

    Raises ContentError, with file and line, when the file is wrong.
    """
    path = folder / language / "opportunity.toml"
    tables = load_tables(path, "band")
    bands = tuple(Band(t.text("id"), t.count("least"), t.text("say")) for t in tables)
    if tuple(b.id for b in bands) != BAND_IDS:
        raise ContentError(f"{path}:1: the bands must be {', '.join(BAND_IDS)}, in this order.")
    for before, band, table in zip(bands, bands[1:], tables[1:], strict=False):
        if band.least >= before.least:
            raise table.error("least must be smaller than that of the band before", "least")
    if bands[-1].least != LEAST:
        raise tables[-1].error(f"the last band begins at {LEAST}, the least there is", "least")
    return (*bands, Band(SERVED, 0, load_tables(path, SERVED)[0].text("say")))


def band(found: Rated, bands: Sequence[Band]) -> Band | None:
    """Return what a measure's score says, or None with too few."""
    if found.score is None:
        return None
    if found.is_served:
        return bands[-1]
    return next(b for b in bands if found.score >= b.least)


TOO_FEW = N_("too few to say")
# By what people are far apart on, and how far.
APART: Mapping[tuple[str, Apart], str] = {
    (IMPORTANCE, "camps"): N_("Two camps on how important it is: talk about that first."),
    (IMPORTANCE, "far"): N_("We are far apart on how important it is."),
    (SATISFACTION, "camps"): N_("Two camps on how satisfied people are: talk about that first."),
    (SATISFACTION, "far"): N_("We are far apart on how satisfied people are."),
}


def in_words(found: Rated, language: str, gettext: Gettext) -> str:
    """Return what the score of a measure says, and where people are far apart on it."""
    says = band(found, load_bands(language))
    return " ".join([says.say if says else gettext(TOO_FEW), *apart_in_words(found, gettext)])


def apart_in_words(found: Rated, gettext: Gettext) -> tuple[str, ...]:
    """Return a sentence for each of the two on which people are far apart."""
    both = ((IMPORTANCE, found.importance), (SATISFACTION, found.satisfaction))
    return tuple(gettext(APART[name, of.apart]) for name, of in both if of and of.apart)
