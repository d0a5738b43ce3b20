"""The bench for measures: which may be seen by whom, and when it is told how they were rated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from string import ascii_uppercase

from focusmap.changing import Changes
from focusmap.errors import NotFound
from focusmap.items import GONE, KINDS
from focusmap.measures import CHOSEN, KIND, RATED, Measure, measure_of
from focusmap.model import StepState, Workshop
from focusmap.opportunity import Rated, pairs_of, rank, rated

STEP = KINDS[KIND]
# As many stand on a phone: each has twenty buttons, and the page is to stay light.
ON_PHONE = 12


@dataclass(frozen=True, slots=True)
class OnBench:
    """A measure with the letter that it is called by, and how many people rated it.

    `ratings` is None until the facilitator shows them. `place` is its rank among those shown.
    """

    measure: Measure
    letter: str
    people: int
    ratings: Rated | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Bench:
    """The measures that may be seen, in the order in which they were written.

    `people` rated any of them.
    """

    lines: tuple[OnBench, ...] = ()
    people: int = 0
    is_revealed: bool = False

    @property
    def ranked(self) -> tuple[OnBench, ...]:
        """Those whose ratings are shown, by their opportunity; too few to say come last."""
        shown = [line for line in self.lines if line.ratings and not line.measure.hidden]
        return tuple(sorted(shown, key=lambda line: (line.place is None, line.place or 0)))

    @property
    def unshown(self) -> tuple[OnBench, ...]:
        """Those whose ratings are not shown."""
        return tuple(line for line in self.lines if not line.ratings and not line.measure.hidden)

    @property
    def chosen(self) -> tuple[OnBench, ...]:
        """Those that are in the plan."""
        return tuple(line for line in self.lines if line.measure.is_chosen)


class Measuring:
    """The use cases of the bench. Writing and hiding are those of all items."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    def bench(self, workshop: Workshop) -> Bench:
        """Return what all may see: nothing until the step is revealed, and hidden ones never."""
        return self._seen(workshop, with_hidden=False)

    def for_facilitator(self, workshop: Workshop) -> Bench:
        """Return the same with hidden ones; before the reveal those the facilitator wrote."""
        return self._seen(workshop, with_hidden=True)

    def show_ratings(self, workshop_id: str, *, shown: bool) -> None:
        """Show how all measures were rated, or hide it again but for those in the plan."""
        before, after = ("", RATED) if shown else (RATED, "")
        with self._changes.changing(workshop_id) as (records, _):
            for item in records.items.of_kind(workshop_id, KIND):
                if item.state == before:
                    records.items.set_state(workshop_id, item.id, after)

    def choose(self, workshop_id: str, item_id: str, *, chosen: bool) -> None:
        """Put a measure into the plan, which shows its ratings, or take it out of it.

        Raises NotFound, ReadOnly.
        """
        with self._changes.changing(workshop_id) as (records, _):
            item = records.items.item(workshop_id, item_id)
            if item is None or item.kind != KIND:
                raise NotFound(GONE)
            records.items.set_state(workshop_id, item_id, CHOSEN if chosen else RATED)

    def _seen(self, workshop: Workshop, *, with_hidden: bool) -> Bench:
        """Read state, measures and ratings in one transaction, as they are now."""
        with self._changes.reading() as records:
            present = self._changes.present(records, workshop)
            is_revealed = present.state(STEP) is StepState.REVEALED
            if not is_revealed and not with_hidden:
                return Bench()
            items = records.items.of_kind(present.id, KIND)
            # Those that were deleted keep their letters: the room calls the others by theirs.
            numbers = {i: n for n, i in enumerate(records.items.ids_ever(present.id, KIND))}
            votes = records.items.votes(present.id, KIND) if is_revealed else ()
        lettered = [(measure_of(item), letter(numbers[item.id])) for item in items]
        seen = [
            (m, name)
            for m, name in lettered
            if (with_hidden or not m.hidden) and (is_revealed or not m.author_id)
        ]
        pairs = pairs_of(votes)
        figures = [
            rated(m.id, pairs.get(m.id, ()), present.minimum)
            for m, _ in seen
            if is_revealed and m.is_shown and not m.hidden
        ]
        places = {r.measure_id: (r, place) for r, place in rank(figures)}
        ids = {m.id for m, _ in seen if not m.hidden}
        return Bench(
            tuple(
                OnBench(m, name, len(pairs.get(m.id, ())), *places.get(m.id, (None, None)))
                for m, name in seen
            ),
            len({v.participant_id for v in votes if v.item_id in ids}),
            is_revealed,
        )


def letter(number: int) -> str:
    """Return what the measure of a number from 0 is called: A to Z, then A2, B2 and so on."""
    turn, rest = divmod(number, len(ascii_uppercase))
    return f"{ascii_uppercase[rest]}{turn + 1 if turn else ''}"


def for_phone(lines: Sequence[OnBench], person_id: str, own: frozenset[str]) -> tuple[OnBench, ...]:
    """Return those that stand on one person's phone, in the order in which all have them.

    Where there are more than fit, each phone has others, so that each is rated by somebody. What
    this person has rated is always there, so that it can be changed.
    """
    if len(lines) <= ON_PHONE:
        return tuple(lines)

    def draw(line: OnBench) -> tuple[bool, bytes]:
        item = line.measure.id
        return item not in own, sha256(f"{person_id}{item}".encode()).digest()

    drawn = {line.measure.id for line in sorted(lines, key=draw)[:ON_PHONE]}
    return tuple(line for line in lines if line.measure.id in drawn)
