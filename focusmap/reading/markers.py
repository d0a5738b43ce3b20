"""The small words of a language by which the rules tell who does what."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from focusmap.reading.tables import LexiconError, lines_of

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Markers:
    """Sets of words by name; what each is for stands in the file."""

    be: Words
    articles: Words
    after_verb: Words
    before_verb: Words
    prepositions: Words
    plural_people: Words
    any_number: Words
    bosses: Words
    object_pronouns: Words
    our_objects: Words
    nobody: Words
    became_less: Words
    percent: Words
    pointers: Words
    pointing_starts: Words
    pointing_ends: Words
    empty: Words


def load_markers(path: Path) -> Markers:
    """Load a language's markers; raise LexiconError unless each is there once."""
    known = [field.name for field in fields(Markers)]
    found: dict[str, Words] = {}
    for line in lines_of(path, 2):
        name = line.one_of("marker", line.cells[0], known)
        if name in found:
            raise LexiconError(f"{line.place}: '{name}' is there twice; delete one.")
        found[name] = frozenset(line.cells[1].split())
    missing = [name for name in known if name not in found]
    if missing:
        raise LexiconError(f"{path}: {', '.join(missing)} is missing; write name, tab, words.")
    return Markers(**found)
