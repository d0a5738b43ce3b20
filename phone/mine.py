"""All that one person gave, on one page: read, changed and deleted there without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from focusmap.codes import show_code
from focusmap.fields import field_of
from focusmap.items import KINDS as STEP_OF_KIND
from focusmap.late import takes
from focusmap.model import Participant, ReadAnswer, Step, Taps, Workshop
from focusmap.ratings import load_statements
from focusmap.regions import load_regions
from focusmap.sentences import N_, field_in_words
from focusmap.service import Service
from focusmap.steps import load_steps
from focusmap.taps import GUESS, WANT
from focusmap.translate import translations
from phone.rendering import templates
from phone.views import Unsaved
from phone.writing import KINDS, PARTED

SPOTS = {GUESS: N_("Where most of us look: {place}"), WANT: N_("Where we need to be: {place}")}


@dataclass(frozen=True, slots=True)
class Given:
    """What one person gave in a step; `href` leads there while it takes anything.

    `lines` were tapped or voted, `items` written together with others: both are changed there.
    """

    step: Step
    answers: Sequence[ReadAnswer]
    lines: Sequence[str]
    items: Sequence[str]
    href: str


def given_by(service: Service, workshop: Workshop, person: Participant) -> list[Given]:
    """Return what one person gave, by step, and of steps without anything nothing."""
    own = service.own_answers(workshop, person.id)
    taps = service.own_taps(workshop, person.id)
    found = [
        Given(
            step,
            [a for a in own if a.question.step == step.id],
            [
                *_tapped(workshop, step.id, taps),
                *_dots(service, workshop, person, step.id),
                *_votes(service, workshop, person, step.id),
            ],
            list(_items(service, workshop, person, step.id)),
            f"/j/{workshop.code}/{step.id}"
            if takes(workshop, step.id) and not workshop.is_over
            else "",
        )
        for step in load_steps(workshop.language)
    ]
    return [g for g in found if g.answers or g.lines or g.items]


def _tapped(workshop: Workshop, step: str, taps: Taps) -> Iterator[str]:
    gettext = translations(workshop.language).gettext
    chosen = {c.name for c in taps.choices if c.step == step}
    for card in load_regions(workshop.language):
        if card.id in chosen:
            yield gettext("Met here this month: {name}").format(name=card.name(gettext))
    rated = {r.name: r.value for r in taps.ratings if r.step == step}
    for statement in load_statements(workshop.language):
        if statement.id in rated:
            yield gettext("{statement} {value} of 5").format(
                statement=statement.text, value=rated[statement.id]
            )
    for spot in taps.spots:
        if spot.step == step:
            field = field_of(spot.x, spot.y)
            place = field_in_words(field.column, field.row, gettext)
            yield gettext(SPOTS[spot.name]).format(place=place)


def _dots(service: Service, workshop: Workshop, person: Participant, step: str) -> Iterator[str]:
    if step != "qualify":
        return
    gettext = translations(workshop.language).gettext
    given = set(service.own_dots(workshop, person.id))
    for entry in service.ballot(workshop):
        if entry.id in given:
            yield gettext("A dot on: {text}").format(text=entry.text)


def _votes(service: Service, workshop: Workshop, person: Participant, step: str) -> Iterator[str]:
    """Return how many dots, picks and ratings one person gave: what on, their step shows."""
    votes = service.items.own_votes(workshop, person.id)
    voted_on = service.items.some(workshop, [vote.item_id for vote in votes])
    steps = {item.id: STEP_OF_KIND[item.kind] for item in voted_on}
    count = sum(steps.get(vote.item_id) == step for vote in votes)
    if count:
        speak = translations(workshop.language)
        text = speak.ngettext(
            "{n} dot, pick, rating or vote on what the group wrote",
            "{n} dots, picks, ratings or votes on what the group wrote",
            count,
        )
        yield text.format(n=count)


def _items(service: Service, workshop: Workshop, person: Participant, step: str) -> Iterator[str]:
    for kind in (k for k in (*KINDS, *PARTED) if STEP_OF_KIND[k] == step):
        names = (KINDS[kind].text,) if kind in KINDS else PARTED[kind].parts
        for item in service.items.own(workshop, kind, person.id):
            yield " … ".join(filter(None, map(item.fields.get, names)))


def render_mine(
    service: Service,
    workshop: Workshop,
    person: Participant,
    token: str,
    unsaved: Unsaved | None = None,
) -> str:
    """Return the page; what could not be stored stands in its field, with the reason."""
    unsaved = unsaved or Unsaved()
    given = given_by(service, workshop, person)
    open_ids = {a.answer.id for g in given if g.href for a in g.answers}
    fields = {f"edit-{i}" for i in open_ids}
    render: Callable[..., str] = templates(workshop.language).get_template("mine.html").render
    return render(
        w=workshop,
        given=given,
        unsaved=unsaved,
        homeless=[text for name, text in unsaved.typed.items() if name not in fields],
        token=token,
        personal_code=show_code(person.personal_code),
    )
