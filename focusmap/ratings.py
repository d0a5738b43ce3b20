"""The statements of the step Curiosity and how they were rated: all five numbers, not a mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from focusmap.content_file import CONTENT, check_ids, load_tables
from focusmap.model import Taps
from focusmap.sentences import CAMP, FEW, N_, Catalogue
from focusmap.taps import LEAST_RATING, MOST_RATING, STATEMENT_IDS

Lean = Literal["few", "split", "yes", "no", "middle"]
LEANS: tuple[Lean, ...] = ("few", "split", "yes", "no", "middle")
SCALE = tuple(range(LEAST_RATING, MOST_RATING + 1))
LOW, MIDDLE, HIGH = (1, 2), 3, (4, 5)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement to rate; `short` names it in charts, `low` and `high` say what 1 and 5 mean."""

    id: str
    text: str
    short: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many people gave a statement each rating from 1 to 5."""

    statement: Statement
    counts: Mapping[int, int]

    @property
    def people(self) -> int:
        """How many rated it."""
        return sum(self.counts.values())

    @property
    def low(self) -> int:
        """How many rated it 1 or 2."""
        return sum(self.counts[value] for value in LOW)

    @property
    def high(self) -> int:
        """How many rated it 4 or 5."""
        return sum(self.counts[value] for value in HIGH)

    @property
    def has_two_camps(self) -> bool:
        """Whether both ends are large and hardly anybody is between them."""
        return self.counts[MIDDLE] * 2 < min(self.low, self.high)

    @property
    def lean(self) -> Lean:
        """Which way the group leans; who is far apart is split, whatever the mean."""
        if self.people < FEW:
            return "few"
        if min(self.low, self.high) >= self.people * CAMP:
            return "split"
        if self.high * 2 > self.people:
            return "yes"
        return "no" if self.low * 2 > self.people else "middle"


@cache
def load_statements(language: str, folder: Path = CONTENT) -> tuple[Statement, ...]:
    """Return the four statements in their order.

    Raises ContentError, with file and line, when the file is missing or wrong.
    """
    path = folder / language / "statements.toml"
    tables = load_tables(path, "statement")
    check_ids(path, tables, STATEMENT_IDS)
    keys = ("id", "text", "short", "low", "high")
    return tuple(Statement(*(table.text(key) for key in keys)) for table in tables)


def distributions(taps: Taps, statements: Sequence[Statement]) -> tuple[Distribution, ...]:
    """Return how each statement was rated; every rating has a count, if only 0."""
    given = Counter((r.name, r.value) for r in taps.ratings if r.step == "curiosity")
    return tuple(
        Distribution(s, {value: given[s.id, value] for value in SCALE}) for s in statements
    )


FAR_APART = N_("far apart")
LEAN_WORDS: dict[Lean, str] = {
    "few": N_("too few to say"),
    "split": N_("two camps"),
    "yes": N_("most agree"),
    "no": N_("most disagree"),
    "middle": N_("no clear side"),
}


def lean_in_words(distribution: Distribution, speak: Catalogue) -> str:
    """Return which way a statement leans and how many rated it."""
    people = distribution.people
    words = LEAN_WORDS[distribution.lean]
    if distribution.lean == "split" and not distribution.has_two_camps:
        words = FAR_APART
    count = speak.ngettext("{n} person", "{n} people", people).format(n=people)
    return f"{speak.gettext(words)} · {count}"


def distribution_in_words(distribution: Distribution, speak: Catalogue) -> str:
    """Return a distribution in words, for those who do not see it."""
    statement, counts = distribution.statement, distribution.counts
    ratings = ", ".join(
        speak.gettext("{value}: {count}").format(value=value, count=counts[value])
        for value in SCALE
    )
    return speak.gettext(
        "{statement} From 1, {low}, to 5, {high}. How many gave each: {ratings}. {lean}."
    ).format(
        statement=statement.text,
        low=statement.low,
        high=statement.high,
        ratings=ratings,
        lean=lean_in_words(distribution, speak),
    )
