"""The four regions as cards in words, and how they differ from a framework they remind of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from focusmap.content_file import CONTENT, check_ids, load_tables
from focusmap.errors import ContentError
from focusmap.sentences import REGION_NAMES, Gettext, Region
from focusmap.taps import REGION_IDS

MOST_SOUNDS = 2


@dataclass(frozen=True, slots=True)
class RegionCard:
    """One region in words; `sounds` is how it sounds, in a sentence or two."""

    id: Region
    good_for: str
    stops_helping: str
    sounds: tuple[str, ...]

    def name(self, gettext: Gettext) -> str:
        """Return its name as the map has it, with a capital."""
        name = gettext(REGION_NAMES[self.id])
        return name[:1].upper() + name[1:]


@dataclass(frozen=True, slots=True)
class Difference:
    """How our regions differ from a framework, in a title and a few paragraphs."""

    title: str
    text: tuple[str, ...]


@cache
def load_regions(language: str, folder: Path = CONTENT) -> tuple[RegionCard, ...]:
    """Return the four cards in their order.

    Raises ContentError, with file and line, when the file is missing or wrong.
    """
    path = folder / language / "regions.toml"
    tables = load_tables(path, "region")
    check_ids(path, tables, REGION_IDS)
    cards = []
    for name, table in zip(REGION_IDS, tables, strict=True):
        sounds = table.sentences("sounds")
        if not 1 <= len(sounds) <= MOST_SOUNDS:
            raise table.error(f"sounds must be one or two sentences, not {len(sounds)}", "sounds")
        cards.append(RegionCard(name, table.text("good_for"), table.text("stops_helping"), sounds))
    return tuple(cards)


@cache
def load_difference(language: str, folder: Path = CONTENT) -> Difference:
    """Return how the regions differ from the Competing Values quadrants; raises ContentError."""
    path = folder / language / "regions.toml"
    tables = load_tables(path, "competing_values")
    if len(tables) != 1:
        raise ContentError(f"{path}:1: there must be one [competing_values], not {len(tables)}.")
    return Difference(tables[0].text("title"), tables[0].sentences("text"))
