"""What somebody looked at in a self-paced workshop, so that what came since can be told.

It is kept on their device and not with the workshop: who looked at what is nobody's business.
"""

from __future__ import annotations

from collections.abc import Mapping

from focusmap.model import ACT_STAGES, IDENTIFY_STAGES, STEP_IDS, StepState, Workshop
from focusmap.pace import TOGETHER, StepProgress, shows_items, who_counts
from focusmap.sentences import Catalogue

# By step how many people's answers were there, and under STEP-at how far the group was in it.
Looked = Mapping[str, int]
AT = "-at"
NAMES = frozenset(STEP_IDS) | {step + AT for step in STEP_IDS}
# No room has a number of more digits.
LONGEST_NUMBER = 6


def read_looked(text: str) -> dict[str, int]:
    """Return what a device kept; whatever is not of our making is left out."""
    pairs = (pair.partition(".") for pair in text.split("_")[: len(NAMES)])
    return {
        name: int(count)
        for name, _, count in pairs
        if name in NAMES and count.isascii() and count.isdecimal() and len(count) <= LONGEST_NUMBER
    }


def write_looked(looked: Looked) -> str:
    """Return what a device keeps, in characters that a cookie takes as they are."""
    return "_".join(f"{name}.{count}" for name, count in sorted(looked.items()))


def looked_at_results(looked: Looked, seen: Workshop, step: str) -> dict[str, int]:
    """Return what was looked at, with the results of a step as they are now."""
    return {**looked, step: len(who_counts(seen, step))}


def looked_at_step(looked: Looked, seen: Workshop, step: str) -> dict[str, int]:
    """Return what was looked at, with how far the group is in a step now."""
    at = _how_far(seen, step)
    return {**looked, step + AT: at} if at else dict(looked)


def _how_far(seen: Workshop, step: str) -> int:
    """Return how far the group is in what it does together, as the viewer sees it; else 0."""
    if step == TOGETHER and seen.state(step) is not StepState.CLOSED:
        return 1 + ACT_STAGES.index(seen.act_stage)
    if step == "identify" and shows_items(seen, step):
        return IDENTIFY_STAGES.index(seen.identify_stage)
    return 0


def news_of(found: StepProgress, seen: Workshop, looked: Looked, speak: Catalogue) -> str:
    """Return what came in a step since somebody looked at it, or nothing."""
    step = found.step.id
    if _how_far(seen, step) > looked.get(step + AT, 0):
        return speak.gettext("the group goes on here together")
    if not found.sees or step == TOGETHER:
        return ""
    if step not in looked:
        return speak.gettext("results")
    more = found.people - looked[step]
    if more <= 0:
        return ""
    return speak.ngettext(
        "{n} more person has answered", "{n} more people have answered", more
    ).format(n=more)
