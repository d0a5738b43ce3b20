"""The step Qualify on the phone: three dots for what really steers one's week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from focusmap.entries import DOTS_EACH, ENTRIES_ON_PHONE, STEP, Entry
from focusmap.model import Participant, Question, Workshop
from focusmap.service import Service
from phone.rendering import Part, templates
from phone.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt with the entries that stand on the phone, and how many more there are."""

    question: Question
    entries: Sequence[Entry]
    more: int


def qualify_parts(service: Service, workshop: Workshop, person: Participant) -> Sequence[Part]:
    """Return the list to give dots to; nothing until the facilitator opens the dots."""
    ballot = service.ballot(workshop)
    if not ballot:
        return ()
    own = set(service.own_dots(workshop, person.id))
    html = (
        templates(workshop.language)
        .get_template("ballot.html")
        .render(
            prompts=_prompts(ballot, workshop, own),
            own=own,
            left=DOTS_EACH - len(own),
            most=DOTS_EACH,
        )
    )
    return (Part("ballot", Markup(html)),)  # noqa: S704 - a template, which escapes


def _prompts(ballot: Sequence[Entry], workshop: Workshop, own: set[str]) -> list[Prompt]:
    """Return entries under their prompts: those of most people, and those with one's own dot."""
    prompts = []
    for question in workshop.questions_of(STEP):
        entries = [e for e in ballot if e.question.id == question.id]
        shown = [e for n, e in enumerate(entries) if n < ENTRIES_ON_PHONE or e.id in own]
        if entries:
            prompts.append(Prompt(question, shown, len(entries) - len(shown)))
    return prompts


def give_dot(service: Service, visit: Visitor, name: str, value: str) -> None:
    """Give an entry one's dot, value 1, or take it back."""
    do = service.give_dot if value == "1" else service.take_dot_back
    do(visit.workshop.id, visit.person.id, name)
