"""Which regions a group has met: how many people met each, and how many live in more than one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from focusmap.model import Taps
from focusmap.sentences import FEW, REGION_NAMES, Catalogue, Region
from focusmap.taps import REGION_IDS


@dataclass(frozen=True, slots=True)
class Met:
    """How many of `people`, who each met one region or more, met each; `several` met two or more.

    Whoever tapped none is not among them: nobody knows whether they looked.
    """

    counts: Mapping[Region, int]
    people: int
    several: int

    def share(self, region: Region) -> float:
        """Return the share of people who met a region, from 0 to 1."""
        return self.counts[region] / self.people if self.people else 0.0


def find_met(taps: Taps) -> Met:
    """Return how many met each region; every region has a count, if only 0."""
    chosen = [c for c in taps.choices if c.step == "acknowledge" and c.name in REGION_IDS]
    by_region = Counter(c.name for c in chosen)
    by_person = Counter(c.participant_id for c in chosen)
    several = sum(count > 1 for count in by_person.values())
    return Met({name: by_region[name] for name in REGION_IDS}, len(by_person), several)


def met_sentence(met: Met, speak: Catalogue) -> str:
    """Return what the numbers say about living in more than one region."""
    gettext = speak.gettext
    if not met.people:
        return gettext("Nobody has tapped a region yet.")
    if met.people < FEW:
        return speak.ngettext(
            "Only {n} person has tapped so far: too few to say more.",
            "Only {n} people have tapped so far: too few to say more.",
            met.people,
        ).format(n=met.people)
    if not met.several:
        return _each_in_one(met, speak)
    if met.several == met.people:
        return gettext("All {people} of us live in more than one.").format(people=met.people)
    if met.several * 2 > met.people:
        text = gettext("Most of us live in more than one: {several} of {people}.")
    elif met.several * 2 == met.people:
        text = gettext("Half of us live in more than one: {several} of {people}.")
    else:
        text = gettext("Some of us live in more than one: {several} of {people}.")
    return text.format(several=met.several, people=met.people)


def _each_in_one(met: Met, speak: Catalogue) -> str:
    regions = [name for name, count in met.counts.items() if count]
    if len(regions) == 1:
        return speak.gettext("All {people} of us met the same one: {region}.").format(
            people=met.people, region=speak.gettext(REGION_NAMES[regions[0]])
        )
    return speak.gettext("Each of us met one, and together we met {count}.").format(
        count=len(regions)
    )


def share_sentence(region: Region, met: Met, speak: Catalogue) -> str:
    """Return how many of how many people met one region, with the share."""
    return speak.gettext("{region}: {count} of {people} ({share:.0%})").format(
        region=speak.gettext(REGION_NAMES[region]),
        count=met.counts[region],
        people=met.people,
        share=met.share(region),
    )


def met_in_words(met: Met, speak: Catalogue) -> str:
    """Return the whole chart in words, for those who do not see it."""
    shares = "; ".join(share_sentence(region, met, speak) for region in met.counts)
    return f"{speak.gettext('Who met which region this month.')} {shares}."
