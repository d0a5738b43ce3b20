"""The bench for measures on the phone: how important each is, and how satisfied people are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from focusmap.measures import sentence
from focusmap.measuring import for_phone
from focusmap.model import Participant, Workshop
from focusmap.opportunity import IMPORTANCE, LEAST, MOST, SATISFACTION
from focusmap.service import Service
from phone.rendering import Part, templates

SCALE = tuple(range(LEAST, MOST + 1))


@dataclass(frozen=True, slots=True)
class Line:
    """A measure to rate: its letter and sentence, and what this person gave, by what is asked."""

    id: str
    letter: str
    sentence: str
    given: Mapping[str, int]

    @property
    def is_rated(self) -> bool:
        """Whether this person has answered both."""
        return len(self.given) == 2


def measures_parts(service: Service, workshop: Workshop, person: Participant) -> Sequence[Part]:
    """Return the measures to rate, once the step is revealed, with this person's ratings only."""
    bench = service.measuring.bench(workshop)
    given = _given(service, workshop, person)
    shown = for_phone(bench.lines, person.id, frozenset(given))
    lines = [
        Line(
            line.measure.id,
            line.letter,
            sentence(line.measure, workshop.language),
            given.get(line.measure.id, {}),
        )
        for line in shown
    ]
    html = (
        templates(workshop.language)
        .get_template("measures.html")
        .render(
            lines=lines,
            done=sum(line.is_rated for line in lines),
            more=len(bench.lines) - len(lines),
            is_revealed=bench.is_revealed,
            scale=SCALE,
            code=workshop.code,
        )
    )
    return (Part("measures", Markup(html)),)  # noqa: S704 - a template, which escapes


def _given(
    service: Service, workshop: Workshop, person: Participant
) -> Mapping[str, Mapping[str, int]]:
    given: dict[str, dict[str, int]] = {}
    for vote in service.items.own_votes(workshop, person.id):
        if vote.name in (IMPORTANCE, SATISFACTION):
            given.setdefault(vote.item_id, {})[vote.name] = vote.value
    return given
