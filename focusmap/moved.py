"""What moved when an answer was rewritten, in one sentence: a table of cases in data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from focusmap.content_file import CONTENT, Table, load_tables
from focusmap.errors import ContentError
from focusmap.language import classes_named
from focusmap.marked import cut
from focusmap.model import ReadAnswer, Reading
from focusmap.sentences import sign
from focusmap.themes import PEOPLE_OUTSIDE, load_themes

# What a case can be about, and the words for what was and what is now.
ABOUT: Mapping[str, tuple[str, ...]] = {
    "place": ("placed", "unplaced"),
    "orientation": ("outputs", "both", "outcomes"),
    "focus": ("inside", "both", "outside"),
    "people": ("nobody", "named"),
    "sight": ("not_linked", "linked"),
    "all": (),
}
SHIFTS = ("up", "down", "none")
KEYS = ("id", "about", "was", "now", "shift", "say")
# A smaller difference on an axis is no step that anybody would see on the map.
LEAST_STEP = 0.15
MOST_PEOPLE = 2
# A label such as "customer report" names nobody.
LABEL = "@label"


@dataclass(frozen=True, slots=True)
class Change:
    """What one aspect of an answer was and is now, and in which direction it went."""

    was: str
    now: str
    shift: str = "none"


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the table: what must hold of an aspect, and what is said then.

    An empty `was`, `now` or `shift` asks nothing.
    """

    id: str
    about: str
    was: tuple[str, ...]
    now: tuple[str, ...]
    shift: tuple[str, ...]
    say: str

    def holds(self, change: Change) -> bool:
        """Whether it holds for a change of its aspect."""
        asked = ((self.was, change.was), (self.now, change.now), (self.shift, change.shift))
        return all(not wanted or value in wanted for wanted, value in asked)


@cache
def load_moved(language: str, folder: Path = CONTENT) -> tuple[Case, ...]:
    """Return the cases in their order; raises ContentError, with file and line, when wrong."""
    path = folder / language / "rewriting.toml"
    tables = load_tables(path, "moved")
    cases = tuple(map(_case, tables))
    if [c.about for c in cases].count("all") != 1 or cases[-1].about != "all":
        raise ContentError(
            f"{path}:{tables[-1].first}: the last case, and no other, must be about all."
        )
    if len({c.id for c in cases}) < len(cases):
        raise ContentError(f"{path}:1: two cases have the same id.")
    return cases


def what_moved(old: ReadAnswer, new: ReadAnswer, language: str) -> str:
    """Return what moved from the old words to the new, as a sentence."""
    cases = load_moved(language)
    named = people_named(new, language)
    parts = said_of(cases, find_changes(old, new, language))
    text = "; ".join(parts).format(people=", ".join(named[:MOST_PEOPLE]))
    return f"{text[:1].upper()}{text[1:]}."


def said_of(cases: Sequence[Case], changes: Mapping[str, Change]) -> tuple[str, ...]:
    """Return what is said of changes by their aspects: of each the first case that holds."""
    said = []
    for about in dict.fromkeys(c.about for c in cases):
        change = changes.get(about)
        found = next((c for c in cases if change and c.about == about and c.holds(change)), None)
        if found:
            said.append(found.say)
    return tuple(said) or (cases[-1].say,)


def find_changes(old: ReadAnswer, new: ReadAnswer, language: str) -> dict[str, Change]:
    """Return what each aspect was and is; without a place there is no focus and orientation."""
    was, now = old.reading, new.reading
    changes = {
        "place": Change(_placed(was), _placed(now)),
        "people": Change(_named(old, language), _named(new, language)),
        "sight": Change(_linked(was), _linked(now)),
    }
    for about, before, after in (("orientation", was.y, now.y), ("focus", was.x, now.x)):
        if before is not None and after is not None:
            changes[about] = _along(about, before, after)
    return changes


def _along(about: str, before: float, after: float) -> Change:
    """Return how an axis changed."""
    words, step = ABOUT[about], after - before
    shift = "none" if abs(step) < LEAST_STEP else "up" if step > 0 else "down"
    return Change(words[sign(before) + 1], words[sign(after) + 1], shift)


def _placed(reading: Reading) -> str:
    return "placed" if reading.placed else "unplaced"


def _linked(reading: Reading) -> str:
    return "linked" if reading.line_of_sight else "not_linked"


def _named(answer: ReadAnswer, language: str) -> str:
    return "named" if names_somebody(answer, language) else "nobody"


def names_somebody(answer: ReadAnswer, language: str) -> bool:
    """Whether an answer names somebody outside, by the same rule as the share of the step Ask."""
    return bool(_outside(language) & classes_named(answer.reading.evidence))


def people_named(answer: ReadAnswer, language: str) -> list[str]:
    """Return the words by which an answer names somebody outside, each once, in their order."""
    classes = _outside(language)
    marks = sorted((e.start, e.end) for e in answer.reading.evidence if _names(e.effect, classes))
    words = (" ".join(cut(answer.answer.text, *span).split()) for span in marks)
    found: dict[str, str] = {}
    for word in filter(None, words):
        found.setdefault(word.casefold(), word)
    return list(found.values())


def _names(effect: str, classes: frozenset[str]) -> bool:
    return effect.partition("@")[0] in classes and not effect.endswith(LABEL)


def _outside(language: str) -> frozenset[str]:
    return next(t.classes for t in load_themes(language) if t.name == PEOPLE_OUTSIDE)


def _case(table: Table) -> Case:
    for key in table.values:
        if key not in KEYS:
            raise table.error(f"there is no {key}; use {', '.join(KEYS)}", key)
    about = table.text("about")
    if about not in ABOUT:
        raise table.error(f"about is one of {', '.join(ABOUT)}, not {about!r}", "about")
    say = table.text("say")
    if table.names("say") - ({"people"} if about == "people" else set()):
        raise table.error(
            "say can hold {people} in a case about people, and no other {name}", "say"
        )
    case = Case(
        table.text("id"),
        about,
        _words(table, "was", ABOUT[about]),
        _words(table, "now", ABOUT[about]),
        _words(table, "shift", SHIFTS if about in ("orientation", "focus") else ()),
        say,
    )
    if bool(case.was or case.now or case.shift) is (about == "all"):
        raise table.error("a case needs was, now or shift; only the one about all has none", "id")
    return case


def _words(table: Table, key: str, known: Sequence[str]) -> tuple[str, ...]:
    value = table.values.get(key, [])
    wanted = [value] if isinstance(value, str) else value
    if not isinstance(wanted, list) or any(word not in known for word in wanted):
        raise table.error(f"{key} is one of {', '.join(known) or 'nothing here'}, or a list", key)
    return tuple(wanted)
