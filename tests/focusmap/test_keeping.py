"""What is kept in memory gives what a new server works out, whatever happened in between."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from datetime import timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from focusmap.bootstrap import FocusMap
from focusmap.errors import FocusMapError
from focusmap.fields import FIELDS
from focusmap.identified import Identified
from focusmap.keeping import MOST_KEPT, use
from focusmap.map import Layer
from focusmap.model import MapView
from focusmap.qualified import Qualified
from focusmap.taps import GUESS, WANT
from tests.conftest import Clock

WORDS = [
    "Tenants are safe",
    "Calls answered",
    "We close tickets",
    "dunno",
    "Customers stay with us",
]
STEPS = ["ask", "qualify", "curiosity", "identify"]
PEOPLE = range(6)
Change = Callable[[], object]
numbers = count()


def places(layer: Layer) -> object:
    """Return a layer without where its dots are drawn: those that were there do not move."""
    dots = sorted(((d.answer, d.placement) for d in layer.dots), key=lambda dot: dot[0].answer.id)
    return dots, layer.middle, layer.people, {a.answer.id for a in layer.answers}


def qualified(found: Qualified) -> dict[str, object]:
    values = {f.name: getattr(found, f.name) for f in fields(found)}
    return {k: places(v) if isinstance(v, Layer) else v for k, v in values.items()}


def everything(
    focus_map: FocusMap, workshop_id: str, view: MapView
) -> tuple[dict[str, object], Identified]:
    workshop = focus_map.service.workshop_by_id(workshop_id)
    return (
        qualified(focus_map.qualifying.of(workshop, view)),
        focus_map.identifying.of(workshop, view),
    )


def one_change(focus_map: FocusMap, workshop_id: str, data: st.DataObject) -> Change:
    """Return something that somebody does, which may be refused."""
    service = focus_map.service
    workshop = service.workshop_by_id(workshop_id)
    number = data.draw(st.sampled_from(PEOPLE))
    person = service.join(workshop_id, f"p{number}").id
    asked = data.draw(st.sampled_from([q for s in STEPS[:2] for q in workshop.questions_of(s)]))
    words = data.draw(st.sampled_from(WORDS))
    given = [a.answer for a in service.all_answers(workshop)]
    answer = data.draw(st.sampled_from(given)) if given else None
    step = data.draw(st.sampled_from(STEPS))
    field = data.draw(st.sampled_from(FIELDS))
    spot = data.draw(st.sampled_from([(0.5, 0.5), (-0.5, 0.0), None]))
    changes: list[Change] = [
        lambda: service.send(workshop_id, person, asked.id, f"k{next(numbers)}", words),
        lambda: service.reveal_step(workshop_id, step),
        lambda: service.open_step(workshop_id, step),
        lambda: service.put_spot(workshop_id, person, "identify", WANT, spot),
        lambda: service.put_spot(workshop_id, person, "curiosity", GUESS, spot),
        lambda: service.set_customers(workshop_id, [words.split()[0]]),
        lambda: service.set_qualify_stage(
            workshop_id, data.draw(st.sampled_from(["entries", "dots", "result"]))
        ),
        lambda: service.give_dot(workshop_id, person, service.entries(workshop)[0].id),
    ]
    if answer:
        own, name = answer.participant_id, answer.id
        changes += [
            lambda: service.change(workshop_id, own, name, words),
            lambda: service.withdraw(workshop_id, own, name),
            lambda: service.place(workshop_id, own, name, field),
            lambda: service.place_for_author(workshop_id, name, field),
            lambda: service.hide(workshop_id, name),
            lambda: service.pin(workshop_id, name),
        ]
    return data.draw(st.sampled_from(changes))


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_what_is_kept_is_what_a_new_server_works_out(
    focus_map: FocusMap,
    another_process: Callable[[], FocusMap],
    clock: Clock,
    data: st.DataObject,
) -> None:
    service = focus_map.service
    workshop, _ = service.create("Kept", customers=["tenants"])
    for step in STEPS:
        service.open_step(workshop.id, step)
    for number in PEOPLE:
        person = service.join(workshop.id, f"p{number}")
        for question in (*workshop.questions_of("ask"), *workshop.questions_of("qualify")):
            key, words = f"k{next(numbers)}", WORDS[number % len(WORDS)]
            service.send(workshop.id, person.id, question.id, key, words)
    for step in STEPS:
        service.reveal_step(workshop.id, step)
    view: MapView = data.draw(st.sampled_from(["words", "meaning"]))
    for _ in range(data.draw(st.integers(1, 8))):
        everything(focus_map, workshop.id, view)
        clock.go_on(timedelta(seconds=1))
        with suppress(FocusMapError, IndexError):
            one_change(focus_map, workshop.id, data)()
    (kept, known), (made, found) = (
        everything(each, workshop.id, view) for each in (focus_map, another_process())
    )
    for name, value in kept.items():
        assert value == made[name], name
    assert known == found


def test_an_answer_that_did_not_change_is_the_same_object(focus_map: FocusMap) -> None:
    service = focus_map.service
    workshop, _ = service.create("Kept")
    service.reveal_step(workshop.id, "ask")
    person, question = service.join(workshop.id, "p"), workshop.questions_of("ask")[0]
    first = service.send(workshop.id, person.id, question.id, "a", "We call")
    service.send(workshop.id, person.id, question.id, "b", "We write")
    before = service.shown_answers(workshop, "ask")
    service.change(workshop.id, person.id, first.id, "We call again")
    after = service.shown_answers(workshop, "ask")
    for one, again in zip(before, after, strict=True):
        assert (again is one) is (one.answer.id != first.id)
    assert {a.answer.text for a in after} == {"We call again", "We write"}


def test_what_was_not_used_for_longest_is_forgotten() -> None:
    kept: OrderedDict[int, str] = OrderedDict()
    for number in range(MOST_KEPT + 3):
        kept[number] = "kept"
        use(kept, number)
        if 0 in kept:
            use(kept, 0)
    assert len(kept) == MOST_KEPT
    assert 0 in kept
    assert 1 not in kept
