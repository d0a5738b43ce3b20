"""The plan: what the group agreed on, what it will say, measure and try, who does it and when.

It holds what is not hidden. Where the group chose some measures or experiments, those are the plan,
and the others are only counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal, TypeVar

from babel.dates import format_date

from focusmap.agreement import (
    Stances,
    counts_in_words,
    find_verdict,
    is_agreed,
    result_sentence,
)
from focusmap.experiments import FIRST_YEAR, GAP_NAMES, LAST_YEAR, NO_GAP, experiment_of
from focusmap.experiments import sentence as experiment_sentence
from focusmap.measures import measure_of
from focusmap.measures import sentence as measure_sentence
from focusmap.model import Item, Vote
from focusmap.opportunity import pairs_of, rated
from focusmap.sentences import FEW, N_, Catalogue
from focusmap.statement_words import load_statement_words
from focusmap.translate import translations
from focusmap.wordlist import ListName, is_kept

Pairs = Mapping[str, Sequence[tuple[int, int]]]
Missing = Literal["owner", "first_step_date", "review_date"]
CHOSEN = "chosen"
MISSING_WORDS: Mapping[Missing, str] = {
    "owner": N_("Nobody owns this yet."),
    "first_step_date": N_("Its first step has no date yet."),
    "review_date": N_("Its review has no date yet."),
}


@dataclass(frozen=True, slots=True)
class Ranked:
    """How a group voted on something: how many people, and what came of it; no score with too few.

    The score is dots for an experiment, and the opportunity, from 1 to 19, for a measure. What may
    not be told yet is not `is_told`.
    """

    people: int = 0
    score: float | None = None
    is_told: bool = True


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """A measure of the plan; what was not filled in is empty."""

    id: str
    sentence: str
    beside: str
    baseline: str
    target: str
    source: str
    owner: str
    rhythm: str
    ranked: Ranked

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What somebody has to fill in before the plan can be kept."""
        return () if self.owner else ("owner",)


@dataclass(frozen=True, slots=True)
class PlannedExperiment:
    """An experiment of the plan; what was not filled in is empty, and so is a date that is none."""

    id: str
    version: int
    sentence: str
    when: str
    we_will: str
    so_that: str
    gap: str
    owner: str
    first_step: str
    first_step_date: date | None
    know: str
    review_date: date | None
    ranked: Ranked

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What somebody has to fill in before the plan can be kept."""
        there: Mapping[Missing, object] = {
            "owner": self.owner,
            "first_step_date": self.first_step_date,
            "review_date": self.review_date,
        }
        return tuple(name for name, value in there.items() if not value)


Planned = TypeVar("Planned", PlannedMeasure, PlannedExperiment)


@dataclass(frozen=True, slots=True)
class PlannedStatement:
    """The gap statement with the last result of the votes on it; `voted` is the version voted on.

    `stances` is empty while no vote on any version has ended.
    """

    text: str
    version: int
    stances: Stances | None = None
    voted: int = 0
    ended: date | None = None
    least: int = FEW

    @property
    def is_agreed(self) -> bool:
        """Whether the last vote was on these very words, and the group goes on with them."""
        if self.stances is None or self.voted != self.version:
            return False
        return is_agreed(find_verdict(self.stances, self.least))


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan. `others` is how many measures and experiments were not chosen."""

    statement: PlannedStatement | None
    more: tuple[str, ...]
    less: tuple[str, ...]
    measures: tuple[PlannedMeasure, ...]
    experiments: tuple[PlannedExperiment, ...]
    others: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it yet."""
        return not (self.statement or self.more or self.less or self.measures or self.experiments)

    @property
    def incomplete(self) -> int:
        """How many measures and experiments lack an owner or a date."""
        items: list[PlannedMeasure | PlannedExperiment] = [*self.measures, *self.experiments]
        return sum(bool(item.missing) for item in items)


def make_plan(
    statement: PlannedStatement | None,
    words: Iterable[Item] = (),
    measures: Iterable[Item] = (),
    experiments: Iterable[Item] = (),
    votes: Iterable[Vote] | None = (),
    *,
    language: str = "en",
    minimum: int = FEW,
) -> Plan:
    """Return the plan of some items; hidden ones are left out, those ranked highest come first.

    `votes` are None while they may not be told.
    """
    given = None if votes is None else tuple(votes)
    its_measures, left_measures = _chosen(measures)
    its_experiments, left_experiments = _chosen(experiments)
    listed = _words(words)
    ratings = pairs_of(given or ())
    dots = Counter(v.item_id for v in given or () if v.name == "dot")
    # Whether ratings are shown is each measure's own (see measures.py).
    rank = partial(_ranked, is_told=given is not None, pairs=ratings, minimum=minimum)
    return Plan(
        statement,
        more=listed["more"],
        less=listed["less"],
        measures=_in_order(_measure(i, rank(i), language) for i in its_measures),
        experiments=_in_order(
            _experiment(i, Ranked(dots[i.id], float(dots[i.id]), given is not None), language)
            for i in its_experiments
        ),
        others=left_measures + left_experiments,
    )


def _ranked(item: Item, *, is_told: bool, pairs: Pairs, minimum: int) -> Ranked:
    if not is_told or not measure_of(item).is_shown:
        return Ranked(is_told=False)
    found = rated(item.id, pairs.get(item.id, ()), minimum)
    return Ranked(found.people, found.score)


def _chosen(items: Iterable[Item]) -> tuple[list[Item], int]:
    """Return the chosen items, or all where none is chosen, and how many are left."""
    there = [item for item in items if not item.hidden]
    chosen = [item for item in there if item.state == CHOSEN]
    return (chosen, len(there) - len(chosen)) if chosen else (there, 0)


def _words(items: Iterable[Item]) -> Mapping[ListName, tuple[str, ...]]:
    """Return the words to use more and less, each once; of a list those kept, or all if none is."""
    there = [item for item in items if not item.hidden]
    return {"more": _on_list(there, "more"), "less": _on_list(there, "less")}


def _on_list(items: Iterable[Item], name: ListName) -> tuple[str, ...]:
    listed = [item for item in items if item.fields.get("list") == name]
    kept = [item for item in listed if is_kept(item)] or listed
    words = [item.fields.get("word", "").strip() for item in kept]
    return tuple({word.casefold(): word for word in reversed(words) if word}.values())[::-1]


def _in_order(items: Iterable[Planned]) -> tuple[Planned, ...]:
    """Return items by their score, those without one last; equal ones stay as they were."""
    return tuple(sorted(items, key=lambda i: -(i.ranked.score or 0.0)))


def _measure(item: Item, ranked: Ranked, language: str) -> PlannedMeasure:
    measure = measure_of(item)
    return PlannedMeasure(
        id=measure.id,
        sentence=measure_sentence(measure, language),
        beside=measure.beside,
        baseline=measure.baseline,
        target=measure.target,
        source=measure.source,
        owner=measure.owner,
        rhythm=measure.rhythm,
        ranked=ranked,
    )


def _experiment(item: Item, ranked: Ranked, language: str) -> PlannedExperiment:
    gettext = translations(language).gettext
    names = ("when", "we_will", "so_that", "owner", "first_step", "know")
    said = {name: _text(item, name) for name in names}
    gap = item.fields.get("gap", NO_GAP)
    return PlannedExperiment(
        id=item.id,
        version=item.version,
        sentence=experiment_sentence(experiment_of(item), gettext),
        gap=gettext(GAP_NAMES[gap]) if gap in GAP_NAMES and gap != NO_GAP else "",
        first_step_date=day_of(_text(item, "first_step_date")),
        review_date=day_of(_text(item, "review_date")),
        ranked=ranked,
        **said,
    )


def _text(item: Item, name: str) -> str:
    return " ".join(item.fields.get(name, "").split())


def day_of(text: str) -> date | None:
    """Return a day that is written as yyyy-mm-dd; None when it is none."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


# In words


def warnings(plan: Plan, speak: Catalogue) -> list[str]:
    """Return what is open in the plan, each in one sentence: first the statement, then the sum."""
    _ = speak.gettext
    said = []
    if plan.statement is None:
        said.append(_("There is no gap statement yet."))
    elif not plan.statement.is_agreed:
        said.append(statement_warning(plan.statement, speak))
    if plan.incomplete:
        say = speak.ngettext(
            "{n} item of the plan has no owner or no date: it will be nobody's, and never.",
            "{n} items of the plan have no owner or no date: they will be nobody's, and never.",
            plan.incomplete,
        )
        said.append(say.format(n=plan.incomplete))
    return said


def statement_warning(statement: PlannedStatement, speak: Catalogue) -> str:
    """Return why a statement is not agreed."""
    _ = speak.gettext
    if statement.stances is None:
        return _("The gap statement is not agreed: there was no vote on it yet.")
    if statement.voted != statement.version:
        return _("The gap statement was changed after the vote: these words are not agreed.")
    if find_verdict(statement.stances, statement.least) == "few":
        return _("The gap statement is not agreed: too few voted to tell.")
    return _("The gap statement is not agreed.")


def voted_in_words(statement: PlannedStatement, language: str, speak: Catalogue) -> str:
    """Return how a statement was voted: in words, with counts, when, and on which version."""
    _ = speak.gettext
    stances = statement.stances
    if stances is None:
        return _("No vote yet.")
    words = load_statement_words(language).result
    parts = [result_sentence(stances, words, statement.least)]
    if find_verdict(stances, statement.least) != "few":
        parts.append(", ".join(counts_in_words(stances, speak)) + ".")
    if statement.ended:
        day = day_in_words(statement.ended, language)
        parts.append(_("Vote on version {n}, {day}.").format(n=statement.voted, day=day))
    return " ".join(parts)


def ranked_in_words(item: PlannedMeasure | PlannedExperiment, speak: Catalogue) -> str:
    """Return how something was voted, and by how many; nothing while it may not be told."""
    _ = speak.gettext
    people = item.ranked.people
    if not item.ranked.is_told:
        return ""
    if isinstance(item, PlannedExperiment):
        return speak.ngettext("{n} dot", "{n} dots", people).format(n=people)
    if item.ranked.score is None:
        return _("Rated by {n}: too few to say.").format(n=people) if people else _("Not rated.")
    return _("Opportunity {score:.1f} of 19, rated by {n}.").format(
        score=item.ranked.score, n=people
    )


def missing_in_words(item: PlannedMeasure | PlannedExperiment, speak: Catalogue) -> list[str]:
    """Return what an item lacks, each in one sentence."""
    return [speak.gettext(MISSING_WORDS[name]) for name in item.missing]


def day_in_words(day: date, language: str) -> str:
    """Return a day with its month written out, so that nobody takes the month for the day."""
    return format_date(day, "d MMMM y", locale=language)
