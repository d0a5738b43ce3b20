"""The plan in pages for the wall: each holds what can be read from eight metres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from focusmap.paging import lines_of
from focusmap.plan import Plan, PlannedExperiment, PlannedMeasure

Name = Literal["statement", "words", "measures", "experiments"]
# What a line of an item's large print holds, and how many such lines a page has.
CHARACTERS, LINES = 90, 14
# What an item takes beside its own words: who, when, how it was voted, and the space below.
BESIDE = 2.0
# As many words of each list fit beside one another.
WORDS = 12
Kind = TypeVar("Kind", PlannedMeasure, PlannedExperiment)


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One page: the statement, some words, some measures, or some experiments."""

    name: Name
    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    measures: tuple[PlannedMeasure, ...] = ()
    experiments: tuple[PlannedExperiment, ...] = ()


def plan_pages(plan: Plan) -> tuple[PlanPage, ...]:
    """Return the pages of a plan; those of what is not in it are left out."""
    made = [PlanPage("statement")] if plan.statement else []
    for start in range(0, max(len(plan.more), len(plan.less)), WORDS):
        part = slice(start, start + WORDS)
        made.append(PlanPage("words", plan.more[part], plan.less[part]))
    made += [PlanPage("measures", measures=page) for page in _full(plan.measures)]
    made += [PlanPage("experiments", experiments=page) for page in _full(plan.experiments)]
    return tuple(made)


def _full(items: Sequence[Kind]) -> list[tuple[Kind, ...]]:
    pages: list[list[Kind]] = []
    room = 0.0
    for item in items:
        needed = lines_of(item.sentence, CHARACTERS) + BESIDE + bool(item.missing)
        if not pages or needed > room:
            pages.append([])
            room = LINES
        pages[-1].append(item)
        room -= needed
    return [tuple(page) for page in pages]
