"""What one refresh of the map costs the server in CPU time, part by part, without a browser.

Run it with `python -m benchmarks.map_refresh`.
"""

from __future__ import annotations

import argparse
import csv
import logging
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle, islice
from statistics import median

from streamlit.testing.v1 import AppTest

from benchmarks.figures import machine, ms, print_table, repeat
from benchmarks.server import ROOT
from focusmap.bootstrap import FocusMap, build, reader_for
from focusmap.codes import role_cookie
from focusmap.fields import FIELDS, Field
from focusmap.language import PAGES as LANGUAGE_PAGES
from focusmap.map import Layer, make_layer
from focusmap.model import (
    MAP_VIEWS,
    Answer,
    Choice,
    Participant,
    Placement,
    PutSpot,
    Rating,
    Workshop,
)
from focusmap.ratings import SCALE
from focusmap.sentences import VIEW_NAMES
from focusmap.settings import Settings
from focusmap.steps import get_step
from focusmap.taps import GUESS, REGION_IDS, STATEMENT_IDS, WANT, Tap
from focusmap.translate import translations
from ui import state
from ui.charts import focus_map
from ui.guard import Visit
from ui.identify_view import render_revealed
from ui.map_page import render_map_page
from ui.map_view import render_map
from ui.qualify_view import render_qualify
from ui.wall_view import render_wall

ANSWERS = ROOT / "tests" / "data" / "labelled_answers.csv"
KINDS = ("work", "success")
REPEATS = 10
# Whoever taps while the wall of taps is measured.
MOST_TAPPING = 10
# One author in four means it otherwise.
PLACED_EVERY = 4
AIM_SECONDS = 0.15
APP_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Room:
    """A revealed workshop full of answers."""

    focus_map: FocusMap
    workshop: Workshop
    secret: str


def main(arguments: Sequence[str]) -> int:
    """Print what one refresh costs, and its parts."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.map_refresh", description=__doc__)
    parser.add_argument("--answers", type=int, default=1000)
    options = parser.parse_args(arguments)
    # Without a server around it, Streamlit remarks on every call that there is none.
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="focusmap-benchmark-") as folder:
        room = _room(f"sqlite:///{folder}/benchmark.db", options.answers)
        print(machine())
        print_table(f"The map's parts with {options.answers:,} answers", _parts(room))
        print_table("A page's whole refresh after one new answer", _pages(room))
        title = f"The wall of Ask in its views, {options.answers:,} answers and guesses"
        print_table(title, _asked(room, options.answers))
        title = f"Qualify, with {options.answers:,} entries beside them"
        print_table(title, _qualify(room, options.answers))
        print_table(
            f"Identify, with {options.answers:,} people's dots beside both",
            _identify(room, options.answers),
        )
        print_table(
            f"The wall's whole refresh after one new tap, {options.answers:,} people",
            _tapped(room, options.answers),
        )
        print(f"\nAim for the map page: {ms(AIM_SECONDS)}")
        room.focus_map.store.close()
    return 0


def _room(database_url: str, answers: int) -> Room:
    focus_map = build(Settings(database_url, "http://localhost", base_url_given=True))
    workshop, secrets = focus_map.service.create("Benchmark")
    focus_map.service.reveal_step(workshop.id, "ask")
    fresh = focus_map.service.workshop_by_id(workshop.id)
    room = Room(focus_map, fresh, secrets.facilitator)
    for number, (question, text) in enumerate(islice(_texts(room.workshop), answers)):
        _add(room, question, f"{text} ({number})", is_placed=number % PLACED_EVERY == 0)
    return room


def _texts(workshop: Workshop) -> Iterator[tuple[str, str]]:
    """Return questions and real answers to them, without end."""
    ids = {q.kind: q.id for q in workshop.questions_of("ask")}
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return cycle([(ids[r["question"]], r["text"]) for r in rows if r["question"] in KINDS])


def _add(room: Room, question: str, text: str, *, is_placed: bool = False) -> None:
    """Add one answer by somebody new, straight into the store, and perhaps place it otherwise."""
    now = datetime.now(UTC).replace(tzinfo=None)
    person = Participant(uuid.uuid4().hex, room.workshop.id, uuid.uuid4().hex, now)
    answer = Answer(uuid.uuid4().hex, question, person.id, text, now, now)
    with room.focus_map.store.write() as records:
        records.add_participant(room.workshop.id, person)
        records.add_answer(room.workshop.id, answer, answer.id)
        if is_placed:
            meant = Placement(answer.id, Field(1, 1).x, Field(1, 1).y, "author")
            records.set_placement(room.workshop.id, meant)
        records.touch(room.workshop.id)


# The parts


def _parts(room: Room) -> Iterator[tuple[str, str]]:
    service, workshop = room.focus_map.service, room.workshop
    gettext = translations("en").gettext
    reader_for("en")
    first = repeat(lambda: service.shown_answers(workshop, "ask"), 1)
    again = repeat(lambda: service.shown_answers(workshop, "ask"), REPEATS)
    read = repeat(lambda: _only_read(room), REPEATS)
    answers = service.shown_answers(workshop, "ask")
    layer = make_layer("said", answers)
    first_chart = repeat(lambda: focus_map(layer, "said", gettext), 1)
    yield "database", _figure(read)
    yield "database and readings, first time", _figure(first)
    yield "database and readings, again", _figure(again)
    for view in MAP_VIEWS:
        made = repeat(lambda v=view: make_layer("said", answers, view=v), REPEATS)  # type: ignore[misc]
        yield f"make_layer, {VIEW_NAMES[view]}", _figure(made)
    yield "ui.charts.focus_map, first time", _figure(first_chart)
    yield (
        "ui.charts.focus_map, again",
        _figure(repeat(lambda: focus_map(layer, "said", gettext), REPEATS)),
    )
    yield "the chart in Streamlit, with its data made ready to send", _figure(_drawn(layer))


def _only_read(room: Room) -> None:
    ids = [q.id for q in room.workshop.questions_of("ask")]
    with room.focus_map.store.read() as records:
        records.answers(room.workshop.id, ids)
        records.placements(room.workshop.id, ids)


def _drawn(layer: Layer) -> list[float]:
    """Return the CPU seconds of runs that only draw the chart."""
    return _runs(lambda: render_map(layer, translations("en"), key="map-map"))


# Whole pages


def _pages(room: Room) -> Iterator[tuple[str, str]]:
    """Measure whole refreshes: the workshop read afresh, the map worked out, the page drawn."""
    visit = Visit(room.focus_map, room.workshop, "facilitator")
    question = room.workshop.questions_of("ask")[0].id

    def one_more() -> None:
        _add(room, question, "We help our customers find what they need")

    someone = cycle([a.answer.id for a in room.focus_map.service.all_answers(room.workshop)])
    fields = cycle(FIELDS)

    def one_placed() -> None:
        room.focus_map.service.place_for_author(room.workshop.id, next(someone), next(fields))

    # Without a browser there are no cookies; each refresh looks at the facilitator's anew.
    cookies = {role_cookie("facilitator", room.workshop.code): room.secret}
    state.cookie = lambda name: cookies.get(name, "")
    for view in MAP_VIEWS:
        room.focus_map.service.show_on_the_wall(room.workshop.id, view)
        shown = f"({VIEW_NAMES[view]})"
        yield (
            f"map page {shown}",
            _figure(_runs(lambda: render_map_page(visit.fresh()), one_more)),
        )
        yield f"wall {shown}", _figure(_runs(lambda: render_wall(visit), one_more))
        yield (
            f"wall {shown}, after one was placed by hand",
            _figure(_runs(lambda: render_wall(visit), one_placed)),
        )
    yield "map page, nothing new", _figure(_runs(lambda: render_map_page(visit.fresh())))


def _asked(room: Room, people: int) -> Iterator[tuple[str, str]]:
    """Measure what else the wall shows of Ask: answers, and each page of the language."""
    service, workshop = room.focus_map.service, room.workshop
    _add_guesses(room, people)
    # What is revealed last is where the wall is.
    for step in ("curiosity", "ask"):
        service.reveal_step(workshop.id, step)
    question = workshop.questions_of("ask")[0].id

    def one_more() -> None:
        _add(room, question, "We help our customers find what they need")

    def language() -> None:
        fresh = service.workshop_by_id(workshop.id)
        room.focus_map.showing.language_of(fresh, "ask")

    visit = Visit(room.focus_map, workshop, "facilitator")
    service.turn_wall(workshop.id, "answers", 1)
    yield "wall, answers", _figure(_runs(lambda: render_wall(visit), one_more))
    language()
    yield "what the language speaks of, worked out", _figure(_runs(language, one_more))
    for page, name in enumerate((*LANGUAGE_PAGES, "guess against words"), 1):
        service.turn_wall(workshop.id, "language", page)
        yield f"wall, language: {name}", _figure(_runs(lambda: render_wall(visit), one_more))


def _add_guesses(room: Room, people: int) -> None:
    """Let as many people guess as there are answers."""
    now = datetime.now(UTC).replace(tzinfo=None)
    with room.focus_map.store.write() as records:
        for n in range(people):
            person = Participant(uuid.uuid4().hex, room.workshop.id, uuid.uuid4().hex, now)
            records.add_participant(room.workshop.id, person)
            records.set_tap(room.workshop.id, _taps_of(person.id, n)[-1])
        records.touch(room.workshop.id)


def _tapped(room: Room, people: int) -> Iterator[tuple[str, str]]:
    """Measure the walls of the steps that are tapped, with what so many people tapped."""
    service, workshop = room.focus_map.service, room.workshop
    persons = [service.join(workshop.id, f"tapping {n}").id for n in range(MOST_TAPPING)]
    now = datetime.now(UTC).replace(tzinfo=None)
    with room.focus_map.store.write() as records:
        for n in range(people):
            person = Participant(uuid.uuid4().hex, workshop.id, uuid.uuid4().hex, now)
            records.add_participant(workshop.id, person)
            for tap in _taps_of(person.id, n):
                records.set_tap(workshop.id, tap)
    values = cycle(SCALE)
    person_ids = cycle(persons)

    def one_tap() -> None:
        service.rate(workshop.id, next(person_ids), "curiosity", "looking", next(values))

    visit = Visit(room.focus_map, workshop, "facilitator")
    for step in ("acknowledge", "curiosity"):
        # The step that is tapped while the wall shows either takes taps.
        service.reveal_step(workshop.id, "curiosity")
        service.reveal_step(workshop.id, step)
        yield f"wall, {step}", _figure(_runs(lambda: render_wall(visit), one_tap))


def _taps_of(person: str, number: int) -> list[Tap]:
    """Return what one person taps in both steps, spread by their number."""
    met: list[Tap] = [Choice(person, "acknowledge", r) for r in REGION_IDS[: number % 4 + 1]]
    rated: list[Tap] = [
        Rating(person, "curiosity", name, SCALE[(number + n) % len(SCALE)])
        for n, name in enumerate(STATEMENT_IDS)
    ]
    x, y = (number % 21) / 10 - 1, (number % 19) / 9 - 1
    return [*met, *rated, PutSpot(person, "curiosity", GUESS, x, y)]


def _qualify(room: Room, answers: int) -> Iterator[tuple[str, str]]:
    """Measure the step with the most on its map: what people say and what is measured."""
    questions = [q.id for q in room.workshop.questions_of("qualify")]
    texts = (text for _, text in islice(_texts(room.workshop), answers))
    for number, text in enumerate(texts):
        _add(room, questions[number % 3], f"{text} ({number})")
    room.focus_map.service.reveal_step(room.workshop.id, "qualify")
    visit = Visit(room.focus_map, room.workshop, "facilitator")
    step = get_step("en", "qualify")

    def one_more() -> None:
        _add(room, questions[0], "Calls answered within a minute")

    def worked_out() -> None:
        room.focus_map.qualifying.of(visit.fresh().workshop)

    worked_out()
    yield "all that is shown, worked out", _figure(_runs(worked_out, one_more))
    yield "wall", _figure(_runs(lambda: render_wall(visit), one_more))
    yield "page", _figure(_runs(lambda: render_qualify(visit.fresh(), step), one_more))


def _identify(room: Room, people: int) -> Iterator[tuple[str, str]]:
    """Measure the step whose figures are drawn from people again: after a dot, after an answer."""
    service, workshop = room.focus_map.service, room.workshop
    spoke = [a.answer.participant_id for a in service.shown_answers(workshop, "ask")][:people]
    with room.focus_map.store.write() as records:
        for number, person in enumerate(spoke):
            for at, name in (("identify", WANT), ("curiosity", GUESS)):
                x, y = (number % 21) / 10 - 1, (number % 19) / 9 - 1
                records.set_tap(workshop.id, PutSpot(person, at, name, x, y))
    for at in ("curiosity", "identify"):
        service.reveal_step(workshop.id, at)
    visit = Visit(room.focus_map, workshop, "facilitator")
    step = get_step("en", "identify")
    question = workshop.questions_of("ask")[0].id
    persons, places = cycle(spoke), cycle([(0.9, 0.8), (-0.7, 0.3), (0.2, -0.4)])

    def one_dot() -> None:
        service.put_spot(workshop.id, next(persons), "identify", WANT, next(places))

    def one_answer() -> None:
        _add(room, question, "We help our customers find what they need")

    def worked_out() -> None:
        room.focus_map.identifying.of(visit.fresh().workshop)

    worked_out()
    yield "all that is shown, after a dot", _figure(_runs(worked_out, one_dot))
    yield "all that is shown, after an answer", _figure(_runs(worked_out, one_answer))
    yield "wall, after a dot", _figure(_runs(lambda: render_wall(visit), one_dot))
    yield "wall, after an answer", _figure(_runs(lambda: render_wall(visit), one_answer))
    yield (
        "page, after a dot",
        _figure(_runs(lambda: render_revealed(visit.fresh(), step), one_dot)),
    )
    yield "wall, nothing new", _figure(_runs(lambda: render_wall(visit)))


def _runs(draw: Callable[[], object], before: Callable[[], None] = lambda: None) -> list[float]:
    """Return the CPU seconds of some runs of a page, less what a run of nothing takes."""
    empty = median(_timed(AppTest.from_function(_page, args=(lambda: None,)), lambda: None))
    return [max(0.0, s - empty) for s in _timed(AppTest.from_function(_page, args=(draw,)), before)]


def _timed(app: AppTest, before: Callable[[], None]) -> list[float]:
    app.run(timeout=APP_SECONDS)
    taken = []
    for _ in range(REPEATS):
        before()
        start = time.process_time()
        app.run(timeout=APP_SECONDS)
        taken.append(time.process_time() - start)
    if app.exception:
        raise RuntimeError(str(app.exception))
    return taken


def _page(draw: "Callable[[], object]") -> None:  # noqa: UP037 - its source runs by itself
    draw()


def _figure(seconds: list[float]) -> str:
    if len(seconds) == 1:
        return ms(seconds[0])
    return f"{ms(median(seconds))} (from {ms(min(seconds))} to {ms(max(seconds))})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
