"""The step Act: its four parts in their order, and what each asks of phones."""

from __future__ import annotations

from collections.abc import Mapping

from focusmap.model import ActStage, StepState, Workshop
from focusmap.sentences import N_, Gettext

STEP = "act"
# The stage at which each part begins; a part may have further ones.
ACT_PARTS: tuple[ActStage, ...] = ("language", "measures", "process", "plan")
PART_OF: Mapping[ActStage, ActStage] = {
    **{part: part for part in ACT_PARTS},
    "process_dots": "process",
}
PART_NAMES: Mapping[ActStage, str] = {
    "language": N_("Language"),
    "measures": N_("Measures"),
    "process": N_("Process"),
    "plan": N_("The plan"),
}
# What the group does at each part, in one sentence.
DOES: Mapping[ActStage, str] = {
    "language": N_("We say some of our answers in other words."),
    "measures": N_("We find measures for what becomes different for somebody."),
    "process": N_("We choose what we will try in the next weeks."),
    "plan": N_("We look at what we have agreed on."),
}
CLOSED = N_("Phones take nothing now. Open the step when the group is ready.")
# What phones do at each stage while the step is open, and once it is revealed.
ON_PHONES: Mapping[ActStage, tuple[str, str]] = {
    "language": (
        N_("Phones say answers in other words. Nobody sees those of others yet."),
        N_("Phones pick the words that say it best. One can still write new ones."),
    ),
    "measures": (
        N_("Phones show what this bench asks. Nobody sees what others say yet."),
        N_("Phones rate how important each measure is, and how content we are with it today."),
    ),
    "process": (
        N_("Phones propose what to try. Nobody sees those of others yet."),
        N_("Phones give three dots to what is on the wall. One can still propose."),
    ),
    "process_dots": (
        N_("Phones propose what to try. Nobody sees those of others yet."),
        N_("The dots are on the wall. Phones can still move theirs."),
    ),
    "plan": (
        N_("Phones show the plan once the step is revealed."),
        N_("Phones show the plan, to be read."),
    ),
}
AT_ONCE = N_(
    "The step is revealed: what is written next stands on the wall at once. Hide it again first if "
    "everybody should write alone."
)


def part_of(workshop: Workshop) -> ActStage:
    """Return the part that the room is at, by the stage at which it begins."""
    return PART_OF[workshop.act_stage]


def neighbours(part: ActStage) -> tuple[ActStage | None, ActStage | None]:
    """Return the parts before and after one; None where there is no more."""
    at = ACT_PARTS.index(part)
    before = ACT_PARTS[at - 1] if at else None
    return before, ACT_PARTS[at + 1] if at + 1 < len(ACT_PARTS) else None


def whereabouts(workshop: Workshop, gettext: Gettext) -> str:
    """Return which of the four parts the room is at."""
    part = part_of(workshop)
    return gettext("Part {number} of {count}: {name}").format(
        number=ACT_PARTS.index(part) + 1, count=len(ACT_PARTS), name=gettext(PART_NAMES[part])
    )


def on_phones(workshop: Workshop, gettext: Gettext) -> str:
    """Return what phones do now, for the facilitator."""
    state = workshop.state(STEP)
    if state is StepState.CLOSED:
        return gettext(CLOSED)
    is_revealed = state is StepState.REVEALED
    says = gettext(ON_PHONES[workshop.act_stage][is_revealed])
    return f"{says} {gettext(AT_ONCE)}" if is_revealed and part_of(workshop) != "plan" else says


def recap(workshop: Workshop, gettext: Gettext) -> tuple[str, str]:
    """Return two lines for whoever comes late: where the room is, and what it does there."""
    part = part_of(workshop)
    before = [gettext(PART_NAMES[p]) for p in ACT_PARTS[: ACT_PARTS.index(part)]]
    where = whereabouts(workshop, gettext)
    if before:
        behind = gettext("Behind us: {parts}.").format(parts=", ".join(before))
        return f"{where}. {behind}", gettext(DOES[part])
    return f"{where}.", gettext(DOES[part])
