"""How long a workshop is kept, who steers which, titles, and the second act that deletes all."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from focusmap.bootstrap import FocusMap
from focusmap.errors import BadAnswer, Conflict, NotFound, ReadOnly
from focusmap.export import to_json, whole_export
from focusmap.model import Participant, Question, Workshop
from focusmap.pace import end_of_day
from focusmap.retention import MOST_DAYS, bounds
from focusmap.sample import SAMPLE_CODE, load_sample
from focusmap.service import Service
from tests.conftest import Clock

TODAY = date(2026, 10, 12)


@pytest.mark.parametrize("days", [0, 1, MOST_DAYS])
def test_a_day_within_the_bounds_is_kept_to_its_end(
    service: Service, workshop: Workshop, clock: Clock, days: int
) -> None:
    day = TODAY + timedelta(days=days)
    service.keep_until(workshop.id, day)
    ends = service.workshop_by_id(workshop.id).expires_at
    assert ends == end_of_day(day)
    clock.now = ends - timedelta(seconds=1)
    assert service.workshop(workshop.code)
    clock.now = ends
    with pytest.raises(NotFound):
        service.workshop(workshop.code)
    assert service.delete_expired() == 1


@pytest.mark.parametrize("day", [None, TODAY - timedelta(1), TODAY + timedelta(MOST_DAYS + 1)])
def test_a_day_outside_of_them_is_refused_with_the_bounds(
    service: Service, workshop: Workshop, day: date | None
) -> None:
    before = service.workshop_by_id(workshop.id).expires_at
    with pytest.raises(BadAnswer, match="from 2026-10-12 to 2027-10-12"):
        service.keep_until(workshop.id, day)
    assert service.workshop_by_id(workshop.id).expires_at == before


def test_the_bounds_begin_today_at_any_hour(clock: Clock) -> None:
    for hour in (0, 9, 23):
        assert bounds(clock.now.replace(hour=hour))[0] in (TODAY, TODAY + timedelta(days=1))
    assert bounds(clock.now) == (TODAY, TODAY + timedelta(days=MOST_DAYS))


def test_it_is_not_deleted_while_it_takes_answers(service: Service, workshop: Workshop) -> None:
    service.set_pace(workshop.id, "self_paced", TODAY + timedelta(days=7))
    with pytest.raises(BadAnswer, match="takes answers until 2026-10-19"):
        service.keep_until(workshop.id, TODAY + timedelta(days=6))
    service.keep_until(workshop.id, TODAY + timedelta(days=7))


def test_a_rehearsal_ends_after_its_day(service: Service) -> None:
    made, _ = service.create("Rehearsal", is_rehearsal=True)
    with pytest.raises(BadAnswer, match="after a day"):
        service.keep_until(made.id, TODAY + timedelta(days=9))


@pytest.mark.parametrize("typed", ["", "Harbour Housing", "harbour housing, autumn!"])
def test_without_the_title_nothing_is_deleted(
    service: Service, workshop: Workshop, typed: str
) -> None:
    with pytest.raises(BadAnswer, match="Type “Harbour Housing, autumn”"):
        service.delete_when_typed(workshop, typed)
    assert service.workshop(workshop.code)


@pytest.mark.parametrize("typed", ["Harbour Housing, autumn", "  harbour  HOUSING, autumn "])
def test_with_the_title_everything_is_deleted(
    service: Service, workshop: Workshop, typed: str
) -> None:
    service.delete_when_typed(workshop, typed)
    with pytest.raises(NotFound):
        service.workshop(workshop.code)


def test_deleting_leaves_nothing_in_any_table_and_no_word_in_the_file(
    focus_map: FocusMap, clock: Clock, tmp_path: Path
) -> None:
    service = focus_map.service
    load_sample(focus_map.store, clock())
    sample = to_json(whole_export(service, service.workshop(SAMPLE_CODE)))
    word = "xylophonequartz"
    made, _ = service.bring_in(sample.replace("Front desk", word), "file.json")
    with focus_map.store.engine.connect() as connection:
        names = inspect(connection).get_table_names()
        of_it = [
            name
            for name in names
            if any(c["name"] == "workshop_id" for c in inspect(connection).get_columns(name))
        ]
    assert len(of_it) > 10

    def rows() -> dict[str, int]:
        with focus_map.store.engine.connect() as connection:
            count = "SELECT count(*) FROM {} WHERE workshop_id = :id"
            found = {n: connection.scalar(text(count.format(n)), {"id": made.id}) for n in of_it}
            return {name: number for name, number in found.items() if number}

    assert len(rows()) > 8
    service.delete_when_typed(made, made.title)
    assert rows() == {}
    focus_map.store.close()
    left = b"".join(file.read_bytes() for file in tmp_path.glob("focusmap.db*"))
    assert b"Front desk" in left  # the sample's own
    assert word.encode() not in left


def test_the_sample_is_neither_deleted_nor_kept_longer(focus_map: FocusMap, clock: Clock) -> None:
    load_sample(focus_map.store, clock())
    sample = focus_map.service.workshop(SAMPLE_CODE)
    for act in (
        lambda: focus_map.service.delete_when_typed(sample, sample.title),
        lambda: focus_map.service.keep_until(sample.id, TODAY),
        lambda: focus_map.service.set_title(sample.id, "Mine"),
    ):
        with pytest.raises(ReadOnly):
            act()


# Titles and customers, by two editors


def test_a_title_is_changed_and_the_second_editor_is_told(
    service: Service, workshop: Workshop
) -> None:
    began = workshop.title
    assert service.set_title(workshop.id, " Harbour \n spring ", began) == "Harbour spring"
    with pytest.raises(Conflict, match="Harbour spring"):
        service.set_title(workshop.id, "Mine", began)
    assert service.workshop_by_id(workshop.id).title == "Harbour spring"
    with pytest.raises(BadAnswer):
        service.set_title(workshop.id, " ")


def test_the_second_who_changes_the_customers_is_told(service: Service, workshop: Workshop) -> None:
    service.set_customers(workshop.id, ["members"], workshop.customers)
    with pytest.raises(Conflict, match="members"):
        service.set_customers(workshop.id, ["guests"], workshop.customers)
    assert service.workshop_by_id(workshop.id).customers == ("members",)


# Who steers which


def test_a_browser_steers_what_its_secrets_open_the_newest_first(
    service: Service, clock: Clock
) -> None:
    secrets = {}
    for title in ("First", "Second", "Third"):
        made, own = service.create(title)
        secrets[made.code] = own.facilitator
        clock.go_on(timedelta(days=1))
    assert [w.title for w in service.steered(secrets)] == ["Third", "Second", "First"]
    third, second, first = service.steered(secrets)
    service.delete(second)
    service.renew_secrets(first)
    assert [w.title for w in service.steered(secrets)] == ["Third"]
    assert service.steered({third.code: secrets[first.code]}) == ()
    clock.go_on(timedelta(days=90))
    assert service.steered(secrets) == ()


def test_a_wall_s_secret_the_sample_and_nonsense_steer_nothing(
    focus_map: FocusMap, clock: Clock
) -> None:
    load_sample(focus_map.store, clock())
    made, secrets = focus_map.service.create("Autumn")
    tried = {made.code: secrets.wall, SAMPLE_CODE: secrets.facilitator, "": "", "\udc80": "\udc80"}
    assert focus_map.service.steered(tried) == ()


def test_answers_are_untouched_by_title_and_day(
    service: Service, workshop: Workshop, person: Participant, question: Question
) -> None:
    service.send(workshop.id, person.id, question.id, "k", "We mend roofs")
    service.set_title(workshop.id, "Spring")
    service.keep_until(workshop.id, TODAY)
    assert [a.answer.text for a in service.all_answers(workshop)] == ["We mend roofs"]
