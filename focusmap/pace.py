"""The pace of a workshop: who opens its steps, until when, and who may see what came of them.

In a self-paced workshop one rule decides what is seen: somebody who answered a step sees its
results as soon as the workshop's minimum of people did; the room, which is the facilitator and the
wall, as soon as the minimum did. What the group does together (the words for its gap, the benches)
is opened by the facilitator there, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from focusmap.errors import BadAnswer, StepClosed
from focusmap.model import (
    PACES,
    STEP_IDS,
    Choice,
    Pace,
    PutSpot,
    Question,
    Rating,
    Stage,
    Step,
    StepState,
    Workshop,
)
from focusmap.sentences import N_, Catalogue
from focusmap.steps import load_steps
from focusmap.taps import OFFERS

# The name under which `Workshop.answered` has those who gave dots in Qualify.
DOTS = "dots"
# The step in which everything is done together, at the hand of the facilitator.
TOGETHER = "act"
# The names of the paces on the command line and on screen.
PACE_NAMES: dict[Pace, str] = {"live": "live", "self_paced": "self-paced"}

NO_STEERING = N_(
    "This workshop is self-paced: its steps are open to everybody, and results show by "
    "themselves. Make it live in its setup to open and reveal steps yourself."
)
OVER = N_(
    "This workshop took answers until {date}. Your words stay on this page; whoever runs the "
    "workshop can let it take answers longer."
)


class Given(NamedTuple):
    """Something that one person gave in a step: the id of a question, or the name of a tap."""

    step: str
    person: str
    what: str = ""
    hidden: bool = False


def with_given(workshop: Workshop, given: Iterable[Given]) -> Workshop:
    """Return a workshop with who answered anything by step, all of it, nothing that is shown."""
    whats: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    shown = set()
    for one in given:
        whats[one.step, one.person].add(one.what)
        if not one.hidden:
            shown.add((one.step, one.person))
    asked = workshop.questions
    return replace(
        workshop,
        answered=_by_step(whats),
        finished=_by_step(k for k, what in whats.items() if _is_all(k[0], what, asked)),
        uncounted=_by_step(whats.keys() - shown),
    )


def _by_step(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    people: defaultdict[str, set[str]] = defaultdict(set)
    for step, person in pairs:
        people[step].add(person)
    return {step: frozenset(of) for step, of in people.items()}


def _is_all(step: str, given: set[str], questions: Collection[Question]) -> bool:
    """Whether a person gave all that a step asks; an example is only asked for if there is one."""
    asked = {q.id for q in questions if q.step == step and q.is_read and q.is_asked}
    asked |= {name for kind in (Rating, PutSpot) for name in OFFERS[kind].get(step, ())}
    choices = OFFERS[Choice].get(step, ())
    return asked <= given and (not choices or not given.isdisjoint(choices))


def may_see(
    answered: Collection[str],
    minimum: int,
    viewer: str = "",
    uncounted: Collection[str] = frozenset(),
) -> bool:
    """Whether somebody may see what came of a step: the rule.

    `answered` are those who answered it; without a viewer it is the room that looks. Whoever gave
    only what is hidden is not counted, but sees what others do: nobody is told what was hidden.
    """
    return len(set(answered) - set(uncounted)) >= minimum and (not viewer or viewer in answered)


def as_seen(workshop: Workshop, now: datetime, viewer: str = "") -> Workshop:
    """Return a workshop as a participant, or without a viewer the room, sees it now.

    Of a live one everybody sees the same, and it comes back as it is.
    """
    if not is_self_paced(workshop):
        return workshop
    is_over = workshop.open_until is not None and workshop.open_until <= now
    return _seen(replace(workshop, viewer=viewer, is_over=is_over))


def as_room(workshop: Workshop) -> Workshop:
    """Return a workshop as the room sees it at the time its record was made."""
    return _seen(replace(workshop, viewer="")) if is_self_paced(workshop) else workshop


def _seen(seen: Workshop) -> Workshop:
    states = {step: _state(seen, step) for step in STEP_IDS}
    return replace(seen, states=states, qualify_stage=_qualify_stage(seen))


def _state(seen: Workshop, step: str) -> StepState:
    if step == TOGETHER:
        return seen.state(step)
    return StepState.REVEALED if _sees(seen, step) else StepState.OPEN


def _sees(seen: Workshop, step: str) -> bool:
    uncounted = seen.uncounted.get(step, frozenset())
    return may_see(who_answered(seen, step), seen.minimum, seen.viewer, uncounted)


def _qualify_stage(seen: Workshop) -> Stage:
    # Whoever sees the entries gives dots, and whoever gave some sees where the others' are.
    if not _sees(seen, "qualify"):
        return "entries"
    return "result" if _sees(seen, DOTS) else "dots"


def is_self_paced(workshop: Workshop) -> bool:
    """Whether everybody goes through the steps alone."""
    return workshop.pace == "self_paced"


def who_answered(workshop: Workshop, step: str) -> frozenset[str]:
    """Return who answered a step of a self-paced workshop, or gave dots."""
    return workshop.answered.get(step, frozenset())


def who_counts(workshop: Workshop, step: str) -> frozenset[str]:
    """Return who of those that answered a step gave anything that is shown."""
    return who_answered(workshop, step) - workshop.uncounted.get(step, frozenset())


def missing(workshop: Workshop, step: str) -> int:
    """Return how many people must still answer a step before its results are shown."""
    return max(0, workshop.minimum - len(who_counts(workshop, step)))


def shows_items(workshop: Workshop, step: str) -> bool:
    """Whether everybody may see what the group writes together at a step.

    In a self-paced workshop that is for the facilitator to open, not for the rule; but it quotes
    answers, so nobody sees it before their own answer.
    """
    if is_self_paced(workshop) and step == "identify":
        answered = not workshop.viewer or workshop.viewer in who_answered(workshop, step)
        return workshop.identify_stage != "want" and answered
    return workshop.state(step) is StepState.REVEALED


def can_steer(workshop: Workshop, step: str) -> bool:
    """Whether a facilitator opens and reveals a step."""
    return not is_self_paced(workshop) or step == TOGETHER


def goes_round(workshop: Workshop) -> bool:
    """Whether the wall goes through the steps by itself: nobody leads, and nobody held it at one.

    The first step is where a workshop begins, so being there says that nobody turned the wall.
    """
    return is_self_paced(workshop) and workshop.current_step == STEP_IDS[0]


def wall_steps(workshop: Workshop) -> tuple[str, ...]:
    """Return the steps that the wall shows, one after the other.

    Of a self-paced workshop these are the ones whose results the room may see, the furthest first:
    it rests on most of what was given.
    """
    shown = [s for s in STEP_IDS if workshop.state(s) is StepState.REVEALED]
    if not goes_round(workshop) or not shown:
        return (workshop.current_step,)
    return (shown[-1], *shown[:-1])


def on_own_page(workshop: Workshop, step: str) -> Workshop:
    """Return a workshop as the page of one person shows it, who is at some step of their own.

    When its time is over nothing can be written there any more.
    """
    over = dict.fromkeys(STEP_IDS, StepState.CLOSED)
    return replace(
        workshop, current_step=step, states=over if workshop.is_over else workshop.states
    )


# Until when


def check_takes(workshop: Workshop) -> None:
    """Raise StepClosed when no step takes anything any more."""
    if workshop.is_over and workshop.open_until is not None:
        day = last_day(workshop.open_until)
        raise StepClosed(OVER, date=f"{day.day} {day:%B %Y}")


def end_of_day(day: date, zone: tzinfo | None = None) -> datetime:
    """Return when a day ends, in UTC without a zone; without a zone the day is this server's."""
    midnight = datetime.combine(day + timedelta(days=1), time(), zone)
    return midnight.astimezone(UTC).replace(tzinfo=None)


def last_day(until: datetime, zone: tzinfo | None = None) -> date:
    """Return the last day before a moment in UTC, by the clock of a zone or of this server."""
    return (until - timedelta(microseconds=1)).replace(tzinfo=UTC).astimezone(zone).date()


def check_pace(
    pace: Pace, until: date | None, now: datetime, expires: datetime, kept: datetime | None = None
) -> datetime | None:
    """Return until when a workshop of a pace takes answers, in UTC, or None for as long as it is.

    The day that is `kept` already is taken, also when it is over: nothing changes by it. Raises
    BadAnswer when there is no such pace, or no such day.
    """
    if pace not in PACES:
        raise BadAnswer("A workshop is live or self-paced, not {pace}.", pace=pace)
    if until is None:
        return None
    if pace == "live":
        raise BadAnswer("Only a self-paced workshop is open up to a day. Leave the day out.")
    if kept is not None and until == last_day(kept):
        return kept
    if not date.min < until < date.max - timedelta(days=1) or end_of_day(until) <= now:
        raise BadAnswer("{date} is over already. Choose today or a later day.", date=until)
    if end_of_day(until) > expires:
        raise BadAnswer(
            "Everything in this workshop is deleted on {date}. Choose a day before that.",
            date=last_day(expires),
        )
    return end_of_day(until)


def day_in_words(day: date, speak: Catalogue) -> str:
    """Return a day as people say it, with its weekday."""
    return speak.gettext("{weekday}, {day} {month} {year}").format(
        weekday=speak.gettext(WEEKDAYS[day.weekday()]),
        day=day.day,
        month=speak.gettext(MONTHS[day.month - 1]),
        year=day.year,
    )


WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)


def deleted_in_words(workshop: Workshop, speak: Catalogue) -> str:
    """Return the day on which a workshop is deleted, by this server's clock."""
    return day_in_words(last_day(workshop.expires_at), speak)


def until_sentence(workshop: Workshop, speak: Catalogue) -> str:
    """Return until when a self-paced workshop takes answers."""
    if workshop.open_until is None:
        return speak.gettext("It takes answers until it is deleted, on {date}.").format(
            date=deleted_in_words(workshop, speak)
        )
    day = day_in_words(last_day(workshop.open_until), speak)
    if workshop.is_over:
        return speak.gettext("It took answers until {date}. Results are still shown.").format(
            date=day
        )
    return speak.gettext("It takes answers until {date}, end of the day.").format(date=day)


# How far somebody is


@dataclass(frozen=True, slots=True)
class StepProgress:
    """How one person, or without one the room, stands to a step.

    `minutes` is what the step takes one person; `people` how many answered it. Done is who gave all
    it asks; who gave some of it has begun.
    """

    step: Step
    is_done: bool
    is_begun: bool
    can_answer: bool
    sees: bool
    people: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How one person stands to all steps; `minutes` are those of what can still be answered."""

    steps: tuple[StepProgress, ...]

    @property
    def done(self) -> int:
        """How many steps are answered, each wholly."""
        return sum(s.is_done for s in self.steps)

    @property
    def is_begun(self) -> bool:
        """Whether anything is answered."""
        return any(s.is_done or s.is_begun for s in self.steps)

    @property
    def minutes(self) -> int:
        """How many minutes the steps take that are not answered and can be."""
        return sum(s.minutes for s in self.steps if s.can_answer and not s.is_done)

    @property
    def next(self) -> StepProgress | None:
        """The first step that is not answered and can be."""
        return next((s for s in self.steps if s.can_answer and not s.is_done), None)


def find_progress(seen: Workshop, steps: Collection[Step]) -> Progress:
    """Return how far the viewer of a self-paced workshop is."""
    return Progress(tuple(_progress(seen, step) for step in steps))


def _progress(seen: Workshop, step: Step) -> StepProgress:
    is_done = seen.viewer in seen.finished.get(step.id, ())
    return StepProgress(
        step=step,
        is_done=is_done,
        is_begun=not is_done and seen.viewer in who_answered(seen, step.id),
        can_answer=not seen.is_over and seen.state(step.id) is not StepState.CLOSED,
        sees=seen.state(step.id) is StepState.REVEALED,
        people=len(who_counts(seen, step.id)),
        minutes=step.alone.minutes if step.alone else 0,
    )


def progress_sentence(progress: Progress, speak: Catalogue) -> str:
    """Return how many steps are done and about how long the others take."""
    counts = {"done": progress.done, "all": len(progress.steps)}
    if not progress.minutes:
        return speak.gettext("{done} of {all} done").format(**counts)
    return speak.ngettext(
        "{done} of {all} done, about {n} minute left",
        "{done} of {all} done, about {n} minutes left",
        progress.minutes,
    ).format(n=progress.minutes, **counts)


def shows_plan(seen: Workshop) -> bool:
    """Whether everybody may read the group's plan."""
    return seen.state(TOGETHER) is StepState.REVEALED and seen.act_stage == "plan"


def finished_sentence(seen: Workshop, progress: Progress, speak: Catalogue) -> str:
    """Return what comes next for whoever did all that can be done now, or nothing."""
    if progress.next is not None or not progress.is_begun or seen.is_over:
        return ""
    if progress.done == len(progress.steps):
        return speak.gettext(
            "You have done all six steps. Thank you. Read what all of you said below, and come "
            "back whenever you like: results grow as others answer."
        )
    return speak.gettext(
        "You have done all that one does alone. What is left you do together: whoever runs this "
        "workshop opens it, and this page then says so. Until then, read what all of you said."
    )


def missing_sentence(seen: Workshop, step: str, speak: Catalogue) -> str:
    """Return what has to happen before the viewer sees the results of a step; not who lacks.

    Without anything that has to happen, or where the facilitator opens what there is, nothing.
    """
    if step == TOGETHER:
        return ""
    left = missing(seen, step)
    answered = not seen.viewer or seen.viewer in who_answered(seen, step)
    if not left:
        return "" if answered else speak.gettext("Answer this step, and you see what others said.")
    if answered:
        text = speak.ngettext(
            "Results show once {minimum} people have answered: {n} more is missing.",
            "Results show once {minimum} people have answered: {n} more are missing.",
            left,
        )
    else:
        text = speak.ngettext(
            "You see results once you and at least {minimum} people in all have answered: "
            "{n} more is missing.",
            "You see results once you and at least {minimum} people in all have answered: "
            "{n} more are missing.",
            left,
        )
    text = text.format(minimum=seen.minimum, n=left)
    if seen.viewer or not seen.uncounted.get(step):
        return text
    hidden = speak.gettext("People whose answers are all hidden do not count.")
    return f"{text} {hidden}"


def dots_missing_sentence(seen: Workshop, speak: Catalogue) -> str:
    """Return what has to happen before the viewer sees where all dots are, or nothing."""
    left = missing(seen, DOTS)
    if seen.viewer and seen.viewer not in who_answered(seen, DOTS):
        return speak.gettext("Give your dots, and you see where the others put theirs.")
    if not left:
        return ""
    return speak.ngettext(
        "The dots show once {minimum} people have given theirs: {n} more is missing.",
        "The dots show once {minimum} people have given theirs: {n} more are missing.",
        left,
    ).format(minimum=seen.minimum, n=left)


# For the facilitator, and for who is invited


def people_sentence(found: StepProgress, joined: int, speak: Catalogue) -> str:
    """Return how many of those who joined answered a step."""
    return speak.ngettext(
        "{people} of {n} person has answered", "{people} of {n} people have answered", joined
    ).format(people=found.people, n=joined)


def phone_text(workshop: Workshop, step: Step) -> str:
    """Return what is said before one answers a step."""
    return step.alone.phone if is_self_paced(workshop) and step.alone else step.phone


def invitation(workshop: Workshop, join_url: str, speak: Catalogue) -> str:
    """Return a text with the link to send round, for people who know nothing of it yet."""
    steps = load_steps(workshop.language)
    minutes = sum(s.alone.minutes for s in steps if s.alone and s.id != TOGETHER)
    until = ""
    if workshop.open_until is not None:
        until = speak.gettext("Please do so until {date}.").format(
            date=day_in_words(last_day(workshop.open_until), speak)
        )
    paragraphs = (
        workshop.title,
        speak.gettext(
            "Where do we look when we speak about our work: inside or outside, at what we do or at "
            "what it changes? We find out with our own words."
        ),
        " ".join(
            filter(
                None,
                (
                    speak.gettext(
                        "It takes about {minutes} minutes, on your phone or computer, in one go or "
                        "step by step, whenever you like."
                    ).format(minutes=minutes),
                    until,
                ),
            )
        ),
        join_url,
        speak.gettext(
            "There is no account, and nobody is asked for a name. You see what all of us said as "
            "soon as you have answered a step, and at least {minimum} of us have."
        ).format(minimum=workshop.minimum),
    )
    return "\n\n".join(paragraphs)
