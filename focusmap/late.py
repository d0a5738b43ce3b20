"""Who comes late to a live workshop: what is behind the room, and what can still be answered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from focusmap.model import STEP_IDS, ReadAnswer, Step, StepState, Taps, Workshop
from focusmap.steps import load_steps
from focusmap.taps import OFFERS


@dataclass(frozen=True, slots=True)
class Recap:
    """Where the room is, what is behind it, and which of that one person has not answered."""

    here: Step
    behind: tuple[Step, ...]
    missed: tuple[Step, ...]


def takes(workshop: Workshop, step: str) -> bool:
    """Whether a step takes answers, for whoever goes there by themselves."""
    return step in STEP_IDS and workshop.state(step) is not StepState.CLOSED


def find_recap(workshop: Workshop, answered: Collection[str]) -> Recap | None:
    """Return the recap for somebody who answered these steps, or None when they missed nothing.

    Only what still takes answers was missed: the rest is over for everybody.
    """
    steps = load_steps(workshop.language)
    at = STEP_IDS.index(workshop.current_step)
    missed = tuple(
        s
        for s in steps[:at]
        if s.id not in answered and takes(workshop, s.id) and asks(workshop, s.id)
    )
    return Recap(steps[at], tuple(steps[:at]), missed) if missed else None


def asks(workshop: Workshop, step: str) -> bool:
    """Whether a step asks each person alone for something, in words or by tapping."""
    return bool(workshop.questions_of(step)) or any(step in of for of in OFFERS.values())


def answered_steps(own: Collection[ReadAnswer], taps: Taps) -> set[str]:
    """Return the steps in which one person gave anything of their own."""
    tapped = {t.step for kind in (taps.choices, taps.ratings, taps.spots) for t in kind}
    return {a.question.step for a in own} | tapped
