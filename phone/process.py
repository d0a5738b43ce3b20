"""The bench for process on the phone: propose what to try, and give three dots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from markupsafe import Markup

from focusmap.experiments import KIND, Experiment, advice, check_experiment, experiment_of, sentence
from focusmap.items import DOTS_EACH, MOST_BY_ONE_PERSON
from focusmap.model import Participant, StepState, Workshop
from focusmap.process import STEP, for_phone
from focusmap.service import Service
from focusmap.translate import translations
from phone.rendering import Part, templates


@dataclass(frozen=True, slots=True)
class Line:
    """An experiment on the list: its sentence, and whether it has this person's dot."""

    id: str
    sentence: str
    has_dot: bool
    is_own: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Own:
    """One of the person's own experiments, with what the reader says of its "so that"."""

    experiment: Experiment
    sentence: str
    advice: str


def process_parts(service: Service, workshop: Workshop, person: Participant) -> Sequence[Part]:
    """Return the list to give dots to, once it is revealed, and the fields to propose in."""
    made = templates(workshop.language)
    shown = service.process.shown(workshop).experiments
    own_dots = _own_dots(service, workshop, person) & {e.id for e in shown}
    lines = _lines(workshop, person, shown, frozenset(own_dots))
    ballot = made.get_template("experiments.html").render(
        lines=lines,
        more=len(shown) - len(lines),
        left=max(0, DOTS_EACH - len(own_dots)),
        most=DOTS_EACH,
        code=workshop.code,
    )
    own = _own(service, workshop, person)
    propose = made.get_template("propose.html").render(
        own=own,
        has_room=len(own) < MOST_BY_ONE_PERSON,
        key=uuid4().hex,
        is_revealed=workshop.state(STEP) is StepState.REVEALED,
    )
    return (
        # Both are templates, which escape.
        Part("experiments", Markup(ballot)),  # noqa: S704
        Part("propose", Markup(propose)),  # noqa: S704
    )


def _own_dots(service: Service, workshop: Workshop, person: Participant) -> set[str]:
    votes = service.items.own_votes(workshop, person.id)
    return {v.item_id for v in votes if v.name == "dot"}


def _lines(
    workshop: Workshop,
    person: Participant,
    shown: Sequence[Experiment],
    own_dots: frozenset[str],
) -> list[Line]:
    gettext = translations(workshop.language).gettext
    # In an order that tells nothing: neither who came first nor where the dots are.
    ordered = sorted(shown, key=lambda e: e.id)
    return [
        Line(e.id, sentence(e, gettext), e.id in own_dots, e.author_id == person.id, e.is_chosen)
        for e in for_phone(ordered, person.id, own_dots)
    ]


def _own(service: Service, workshop: Workshop, person: Participant) -> list[Own]:
    gettext = translations(workshop.language).gettext
    mine = map(experiment_of, service.items.own(workshop, KIND, person.id))
    return [
        Own(
            e,
            sentence(e, gettext),
            advice(service.purpose(workshop, e.so_that), gettext) if e.so_that else "",
        )
        for e in mine
    ]


def experiment_fields(
    service: Service, before: Mapping[str, str], parts: Mapping[str, str]
) -> Mapping[str, str]:
    """Return an experiment's fields after its three parts were typed; raises BadAnswer."""
    return check_experiment({**before, **parts}, service.process.today(), before)
