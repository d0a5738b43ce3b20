"""The answers of a step by group, as pictures that do not move with every answer.

A picture that followed each answer would tell the room which group the one person is in who just
wrote. So it is held: a new one is drawn only when in each part that changes at least the minimum of
people are new, and at least as many wrote or changed something. Whoever is shown stays in their
part: cut anew, two pictures laid side by side would show who moved, or who did not. What is hidden
or deleted leaves at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from focusmap.groups import Part, find_parts
from focusmap.model import ReadAnswer, Workshop

Behind = tuple[Part, tuple[ReadAnswer, ...]]


@dataclass(frozen=True, slots=True)
class Picture:
    """The parts that are shown, each with the answers behind it; none when there are no two."""

    parts: tuple[Behind, ...] = ()

    @property
    def groups(self) -> dict[str, str]:
        """By person the key of the part they are in."""
        return {person: part.key for part, _ in self.parts for person in part.people}


def setup_of(workshop: Workshop) -> object:
    """Return what a picture holds for: set otherwise, a new one begins."""
    return workshop.minimum, tuple(g.id for g in workshop.groups)


def take_picture(
    workshop: Workshop, chosen: Mapping[str, str], answers: Sequence[ReadAnswer]
) -> Picture:
    """Return the answers by the parts that may be shown apart now, in no order."""
    parts = find_parts(workshop, chosen, people_of(answers), typed=typed_people(answers))
    in_no_order = sorted(answers, key=lambda a: a.answer.id)
    return Picture(
        tuple(
            (part, tuple(a for a in in_no_order if a.answer.participant_id in part.people))
            for part in parts
        )
    )


def next_picture(
    held: Picture,
    workshop: Workshop,
    chosen: Mapping[str, str],
    answers: Sequence[ReadAnswer],
) -> Picture:
    """Return the picture to show after `held`, now that the answers are these."""
    there = {"", *(g.id for g in workshop.groups)}
    if not held.parts or any(part.key not in there for part, _ in held.parts):
        # Nothing was shown, or of groups that are not those of the workshop any more.
        return take_picture(workshop, chosen, answers)
    kept = _without_gone(held, {a.answer.id for a in answers}, workshop)
    wanted = take_picture(workshop, {**chosen, **kept.groups}, answers)
    if wanted.parts and _may_follow(kept, wanted, workshop.minimum):
        return wanted
    if len(kept.parts) > 1 and all(_is_large(some, workshop.minimum) for _, some in kept.parts):
        return kept
    # Too few are left of a part: it is shown with the others, and still nobody new is.
    left = [a for _, answers in kept.parts for a in answers]
    return take_picture(workshop, kept.groups, left)


def entering(before: Picture, after: Picture) -> list[int]:
    """Return for each part how many people have something in it that was not there before."""
    known = {part.key: {a.answer.id: a for a in answers} for part, answers in before.parts}
    return [
        len(people_of(a for a in answers if not _same(a, known.get(part.key, {}).get(a.answer.id))))
        for part, answers in after.parts
    ]


def number_waiting(shown: Picture, answers: Sequence[ReadAnswer]) -> int:
    """Return how many people wrote or changed something that is not in a picture yet."""
    there = {a.answer.id: a for _, some in shown.parts for a in some}
    if not there:
        return 0
    return len(people_of(a for a in answers if not _same(a, there.get(a.answer.id))))


def people_of(answers: Iterable[ReadAnswer]) -> frozenset[str]:
    """Return whose answers these are."""
    return frozenset(a.answer.participant_id for a in answers)


def typed_people(answers: Iterable[ReadAnswer]) -> frozenset[str]:
    """Return as whom the facilitator typed lines for the room: each line is a person of its own."""
    return people_of(a for a in answers if a.answer.typed_by_facilitator)


def _is_large(answers: Sequence[ReadAnswer], minimum: int) -> bool:
    people, typed = people_of(answers), typed_people(answers)
    return len(people) >= minimum and (people == typed or len(people - typed) >= minimum)


def _may_follow(before: Picture, after: Picture, minimum: int) -> bool:
    """Whether nobody can be found by laying two pictures side by side, nor without typed lines."""
    return _hides_all(before, after, minimum) and _hides_all(
        _without_typed(before), _without_typed(after), minimum
    )


def _without_typed(picture: Picture) -> Picture:
    parts = []
    for part, answers in picture.parts:
        own = tuple(a for a in answers if not a.answer.typed_by_facilitator)
        parts.append((replace(part, people=people_of(own)), own))
    return Picture(tuple(parts))


def _hides_all(before: Picture, after: Picture, minimum: int) -> bool:
    """Whether whatever two pictures have in common, and whatever not, is of enough people.

    Each person was somewhere, or nowhere, and is somewhere now. Whatever the parts of both have in
    common or not is made up of people with the same two places, so of these there are enough.
    """
    was, now = before.groups, after.groups
    moves = Counter((was.get(person), now.get(person)) for person in {*was, *now})
    changed = [count for count in entering(before, after) if count]
    return all(count >= minimum for count in (*moves.values(), *changed))


def _same(one: ReadAnswer, other: ReadAnswer | None) -> bool:
    return other is not None and (
        one.answer.text,
        one.reading,
        one.author,
        one.facilitator,
    ) == (other.answer.text, other.reading, other.author, other.facilitator)


def _without_gone(held: Picture, present: Collection[str], workshop: Workshop) -> Picture:
    """Return a picture without the answers that are hidden or deleted, under present names."""
    named = {g.id: g for g in workshop.groups}
    parts = []
    for part, answers in held.parts:
        left = tuple(a for a in answers if a.answer.id in present)
        group = named.get(part.key)
        parts.append((replace(part, group=group, people=people_of(left)), left))
    return Picture(tuple((part, left) for part, left in parts if left))
