"""Practices to start an experiment from, by what they help with: a table in content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from focusmap.content_file import CONTENT, Table, load_tables
from focusmap.errors import ContentError
from focusmap.experiments import NO_GAP, PARTS
from focusmap.gaps import GAP_AXES, PAIRS, WAYS, Gap
from focusmap.sentences import N_

# What a practice can help with beside the gaps.
DOCUMENTS, KEEP, CAMPS, FEW_ANSWERS = "documents", "no_gap", "two_camps", "too_few"
SITUATIONS: tuple[str, ...] = (
    *(f"{pair}.{axis}.{way}" for pair, axis in product(PAIRS, GAP_AXES) for way in WAYS[axis]),
    DOCUMENTS,
    KEEP,
    CAMPS,
    FEW_ANSWERS,
)
TEXTS = ("title", *PARTS, "first_step", "know", "suits", "trap")
KEYS = ("id", "serves", *TEXTS)
# They go on after "When ...", "we will ..." and "so that ...".
LEADS = ("When ", "We will ", "So that ")


@dataclass(frozen=True, slots=True)
class Practice:
    """Something others have tried, as a draft of an experiment.

    `serves` are the SITUATIONS it helps with, `suits` says for whom it is good, `trap` what goes
    wrong most often.
    """

    id: str
    title: str
    serves: tuple[str, ...]
    when: str
    we_will: str
    so_that: str
    first_step: str
    know: str
    suits: str
    trap: str

    def draft(self, situation: str = "") -> Mapping[str, str]:
        """Return the fields of an experiment that starts from it, in this situation."""
        pair, _, rest = situation.partition(".")
        return {
            "when": self.when,
            "we_will": self.we_will,
            "so_that": self.so_that,
            "first_step": self.first_step,
            "know": self.know,
            "gap": f"{pair}.{rest.partition('.')[0]}" if rest else NO_GAP,
        }


@dataclass(frozen=True, slots=True)
class Offer:
    """The practices that are offered in one situation."""

    situation: str
    practices: tuple[Practice, ...]


@cache
def load_practices(language: str, folder: Path = CONTENT) -> tuple[Practice, ...]:
    """Return the practices in their order.

    Raises ContentError, with file and line, when the file is missing or wrong.
    """
    path = folder / language / "practices.toml"
    practices = tuple(map(_practice, load_tables(path, "practice")))
    if len({p.id for p in practices}) < len(practices):
        raise ContentError(f"{path}:1: two practices have the same id.")
    for situation in SITUATIONS:
        if not any(situation in p.serves for p in practices):
            raise ContentError(f"{path}:1: no practice serves {situation}. Each needs one.")
    return practices


def _practice(table: Table) -> Practice:
    for key in table.values:
        if key not in KEYS:
            raise table.error(f"there is no {key}; use {', '.join(KEYS)}", key)
    serves = table.sentences("serves")
    wrong = [name for name in serves if name not in SITUATIONS]
    if wrong or not serves:
        raise table.error(f"serves has {wrong or 'nothing'}; use {', '.join(SITUATIONS)}", "serves")
    texts = {key: table.text(key) for key in TEXTS}
    for part in PARTS:
        if texts[part].endswith(".") or texts[part].startswith(LEADS):
            raise table.error(f"{part} goes on in a sentence: no full stop, no {LEADS}", part)
    return Practice(id=table.text("id"), serves=serves, **texts)


def situations_of(gaps: Iterable[Gap], *, documents_apart: bool = False) -> tuple[str, ...]:
    """Return what a group's gaps and documents say that a practice may help with.

    The clear gaps come first, in the order in which they are given. Where there is none, too few
    people or nothing to close are situations as well.
    """
    given = tuple(gaps)
    clear = [f"{g.pair}.{g.axis}.{g.way}" for g in given if g.way]
    found = [*clear]
    if any(side.has_camps for gap in given for side in (gap.one, gap.other)):
        found.append(CAMPS)
    if documents_apart:
        found.append(DOCUMENTS)
    if not clear:
        found.append(KEEP if any(g.verdict != "few" for g in given) else FEW_ANSWERS)
    return tuple(found)


def offers(practices: Sequence[Practice], situations: Sequence[str]) -> tuple[Offer, ...]:
    """Return the practices by situation: those of a group first, then all the others.

    Each practice stands once, at the first situation that it serves.
    """
    rest = list(practices)
    made = []
    for situation in dict.fromkeys((*situations, *SITUATIONS)):
        serving = tuple(p for p in rest if situation in p.serves)
        rest = [p for p in rest if p not in serving]
        if serving:
            made.append(Offer(situation, serving))
    return tuple(made)


SITUATION_WORDS: Mapping[str, str] = {
    "said_measured.focus.inside": N_("What is measured lies further inside than what we say"),
    "said_measured.focus.outside": N_("What is measured lies further outside than what we say"),
    "said_measured.orientation.outputs": N_("We measure outputs more than we speak of them"),
    "said_measured.orientation.outcomes": N_("We measure outcomes more than we speak of them"),
    "said_wanted.focus.inside": N_("We need to look further inside"),
    "said_wanted.focus.outside": N_("We need to look further outside"),
    "said_wanted.orientation.outputs": N_("We need to look more at outputs"),
    "said_wanted.orientation.outcomes": N_("We need to look more at outcomes"),
    "guess_said.focus.inside": N_("Our words look further inside than we guessed"),
    "guess_said.focus.outside": N_("Our words look further outside than we guessed"),
    "guess_said.orientation.outputs": N_("Our words speak more of outputs than we guessed"),
    "guess_said.orientation.outcomes": N_("Our words speak more of outcomes than we guessed"),
    DOCUMENTS: N_("Our documents and our colleagues look different ways"),
    KEEP: N_("No clear gap: what to keep"),
    CAMPS: N_("Two camps among us"),
    FEW_ANSWERS: N_("Too few answers so far"),
}
