"""The bench for process: which experiments may be seen by whom, and when their dots are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from focusmap.changing import Changes
from focusmap.errors import StepClosed
from focusmap.experiments import KIND, Experiment, experiment_of
from focusmap.items import KINDS
from focusmap.model import ActStage, Item, Workshop
from focusmap.pace import shows_items
from focusmap.paging import lines_of
from focusmap.sentences import N_
from focusmap.store import Records

STEP = KINDS[KIND]
# While dots are given nobody is told where they are: people would follow the first ones.
TELLS_DOTS: tuple[ActStage, ...] = ("process_dots", "plan")
NO_DOTS = N_(
    "Dots are not given now. Load the page again; what you have given before stays where it is."
)
# As many stand on a phone: with more, the page would be too heavy for a venue.
ON_PHONE = 40


@dataclass(frozen=True, slots=True)
class Ranked:
    """An experiment with its dots and its place; those with as many dots share a place."""

    experiment: Experiment
    dots: int
    place: int


@dataclass(frozen=True, slots=True)
class Shown:
    """The experiments that may be seen: by their dots when these are told, else as they came.

    `people` is how many gave dots. Without `tells_dots` no experiment has any.
    """

    ranked: tuple[Ranked, ...] = ()
    people: int = 0
    tells_dots: bool = False

    @property
    def experiments(self) -> tuple[Experiment, ...]:
        """The experiments alone."""
        return tuple(r.experiment for r in self.ranked)


class Process:
    """What is seen of the experiments. Writing, hiding and voting are those of all items."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    def today(self) -> date:
        """Return the present day, in UTC."""
        return self._changes.now().date()

    def shown(self, workshop: Workshop) -> Shown:
        """Return what all may see: nothing until the step is revealed, and hidden ones never."""
        return self._seen(workshop, with_hidden=False)

    def for_facilitator(self, workshop: Workshop) -> Shown:
        """Return the same with hidden ones; before the reveal those the facilitator wrote."""
        return self._seen(workshop, with_hidden=True)

    def _seen(self, workshop: Workshop, *, with_hidden: bool) -> Shown:
        """Read state, stage, experiments and dots in one transaction, as they are now."""
        with self._changes.reading() as records:
            present = self._changes.present(records, workshop)
            is_revealed = shows_items(present, STEP)
            if not is_revealed and not with_hidden:
                return Shown()
            items = records.items.of_kind(present.id, KIND)
            votes = records.items.votes(present.id, KIND) if is_revealed else ()
        experiments = [
            experiment_of(i)
            for i in items
            if (with_hidden or not i.hidden) and (is_revealed or not i.author_id)
        ]
        seen = {i.id for i in items if not i.hidden}
        dots = [v for v in votes if v.name == "dot" and v.item_id in seen]
        tells = is_revealed and present.act_stage in TELLS_DOTS
        counted = Counter(v.item_id for v in dots) if tells else Counter[str]()
        people = len({v.participant_id for v in dots})
        return Shown(rank(experiments, counted), people, tells_dots=tells)


def may_give_dots(_records: Records, workshop: Workshop, _item: Item) -> None:
    """Raise StepClosed unless dots are given now: once all may see what to, until they are told."""
    if not shows_items(workshop, STEP) or workshop.act_stage != "process":
        raise StepClosed(NO_DOTS)


def rank(experiments: Sequence[Experiment], dots: Counter[str]) -> tuple[Ranked, ...]:
    """Return experiments by their dots; of as many dots, the one written first."""
    ordered = sorted(experiments, key=lambda e: -dots[e.id])
    counts = [dots[e.id] for e in ordered]
    return tuple(Ranked(e, dots[e.id], counts.index(dots[e.id]) + 1) for e in ordered)


def for_phone(
    experiments: Sequence[Experiment], person_id: str, own_dots: frozenset[str]
) -> tuple[Experiment, ...]:
    """Return those that stand on one person's phone, in the order in which all have them.

    Where there are more than fit, each phone has others, so that each is read by somebody. What
    has this person's dot is always there, so that it can be taken back.
    """
    if len(experiments) <= ON_PHONE:
        return tuple(experiments)

    def draw(e: Experiment) -> tuple[bool, bytes]:
        return e.id not in own_dots, sha256(f"{person_id}{e.id}".encode()).digest()

    drawn = {e.id for e in sorted(experiments, key=draw)[:ON_PHONE]}
    return tuple(e for e in experiments if e.id in drawn)


def on_walls(
    shown: Sequence[tuple[Ranked, str]], lines: int, characters: int, gap: float
) -> tuple[tuple[Ranked, ...], ...]:
    """Return experiments in pages for the wall, each with its sentence, `gap` lines between two."""
    pages: list[list[Ranked]] = [[]]
    room = float(lines)
    for ranked, sentence in shown:
        needed = lines_of(sentence, characters) + gap
        if needed > room and pages[-1]:
            pages.append([])
            room = float(lines)
        pages[-1].append(ranked)
        room -= needed
    return tuple(map(tuple, pages))
