"""Groups in files: a small one is in none of them, whoever owns the server."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from typing import Any

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.errors import FocusMapError
from focusmap.export import to_csv, to_json, whole_export
from focusmap.grouping import NONE
from focusmap.items import By
from focusmap.model import Workshop
from focusmap.service import Service

SMALL = "Legal-xylophone"


@pytest.fixture
def full(service: Service, workshop: Workshop) -> Workshop:
    """A workshop of Sales (5), Support (6), a group of two, and one who would rather not say."""
    service.groups.set_up(workshop.id, {}, ["Sales", "=Support", SMALL])
    sizes = {0: 5, 1: 6, 2: 2}
    groups = [g.id for g in service.workshop_by_id(workshop.id).groups]
    chosen = [groups[n] for n, size in sizes.items() for _ in range(size)] + [NONE, NONE]
    for n, group in enumerate(chosen):
        person = service.join(workshop.id, f"phone {n}")
        service.groups.choose(workshop.id, person.id, group)
        service.send(
            workshop.id, person.id, workshop.questions_of("ask")[0].id, f"k{n}", f"letter {n}"
        )
    return service.workshop_by_id(workshop.id)


def groups_of(service: Service, workshop: Workshop) -> dict[str, set[str]]:
    """Return the people of each group, as the CSV says it."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in csv.DictReader(io.StringIO(to_csv(whole_export(service, workshop)))):
        found[row["group"]].add(row["participant"])
    return dict(found)


def document_of(service: Service, workshop: Workshop) -> dict[str, Any]:
    """Return the JSON of a workshop."""
    document: dict[str, Any] = json.loads(to_json(whole_export(service, workshop)))
    return document


def test_the_table_has_a_column_of_groups_large_enough(service: Service, full: Workshop) -> None:
    """All others are one, and no cell acts as a formula."""
    found = {name: len(people) for name, people in groups_of(service, full).items()}
    assert found == {"Sales": 5, "'=Support": 6, "others": 4}


def test_the_json_has_them_with_the_people(service: Service, full: Workshop) -> None:
    """And the setup at its head, which says nothing of anybody."""
    document = document_of(service, full)
    named = [row.get("group") for row in document["people"]]
    assert {name: named.count(name) for name in named} == {"G1": 5, "G2": 6, None: 4}
    assert [group["name"] for group in document["groups"]] == ["Sales", "=Support", SMALL]
    assert document["minimum"] == 4


def test_a_small_group_is_on_nobody_in_any_file(service: Service, full: Workshop) -> None:
    """The name stands once, in the setup."""
    export = whole_export(service, full)
    assert SMALL not in to_csv(export)
    assert to_json(export).count(SMALL) == 1


def test_without_two_parts_no_file_says_a_group(service: Service, workshop: Workshop) -> None:
    """As without groups at all."""
    (group,) = service.groups.set_up(workshop.id, {}, ["Sales"])
    for n in range(5):
        person = service.join(workshop.id, f"phone {n}")
        service.groups.choose(workshop.id, person.id, group.id)
        service.send(workshop.id, person.id, workshop.questions_of("ask")[0].id, f"k{n}", "letters")
    assert set(groups_of(service, workshop)) == {""}
    assert all("group" not in row for row in document_of(service, workshop)["people"])


def test_who_chose_and_gave_nothing_makes_no_group_large(service: Service, full: Workshop) -> None:
    """Six chose the small group by now, and two of them answered."""
    for n in range(4):
        person = service.join(full.id, f"late {n}")
        service.groups.choose(full.id, person.id, full.groups[2].id)
    named = [row.get("group") for row in document_of(service, full)["people"]]
    assert {name: named.count(name) for name in named} == {"G1": 5, "G2": 6, None: 8}


def test_a_file_sorted_by_step_shows_nobody_apart_either(service: Service, full: Workshop) -> None:
    """Two of Sales name a measure: in no file they are Sales."""
    question = full.questions_of("qualify")[0].id
    service.open_step(full.id, "qualify")
    for n in (0, 1, 5, 6, 7, 8, 11, 12, 13, 14):
        person = service.join(full.id, f"phone {n}")
        service.send(full.id, person.id, question, f"m{n}", "calls")
    found = {name: len(people) for name, people in groups_of(service, full).items()}
    assert found == {"'=Support": 6, "others": 9}


def test_taps_and_votes_count_as_well(service: Service, full: Workshop) -> None:
    """One of Sales met a region, and one rated a measure."""
    service.open_step(full.id, "acknowledge")
    person = service.join(full.id, "phone 0")
    service.choose(full.id, person.id, "acknowledge", "engine_room", chosen=True)
    for n in range(5, 9):
        other = service.join(full.id, f"phone {n}")
        service.choose(full.id, other.id, "acknowledge", "engine_room", chosen=True)
    assert "Sales" not in groups_of(service, full)
    service.choose(full.id, person.id, "acknowledge", "engine_room", chosen=False)
    for n in (11, 12, 13, 14):
        other = service.join(full.id, f"phone {n}")
        service.choose(full.id, other.id, "acknowledge", "engine_room", chosen=True)
    assert "Sales" in groups_of(service, full)
    service.open_step(full.id, "act")
    item = service.items.add(full.id, "measure", {"what": "calls"})
    service.reveal_step(full.id, "act")
    service.items.vote(full.id, person.id, item.id, "importance", 3)
    service.items.add(full.id, "rewrite", {"text": "they call"}, By(person.id), key="r")
    assert set(groups_of(service, full)) == {""}


def test_typed_lines_hide_nobody_in_a_file(service: Service, workshop: Workshop) -> None:
    """The file marks them, so the one who is among them would stand alone."""
    groups = service.groups.set_up(workshop.id, {}, ["Sales", SMALL])
    question = workshop.questions_of("ask")[0]
    for n in range(5):
        person = service.join(workshop.id, f"phone {n}")
        service.groups.choose(workshop.id, person.id, groups[n // 4].id)
        service.send(workshop.id, person.id, question.id, f"k{n}", f"letter {n}")
    service.type_for_the_room(workshop.id, question.id, "key", "letter\n" * 3)
    assert set(groups_of(service, workshop)) == {""}


def test_read_back_people_are_in_their_groups(service: Service, full: Workshop) -> None:
    """All but those of the small group, who are in none now."""
    back, _ = service.bring_in(to_json(whole_export(service, full)), "file.json")
    assert [g.name for g in back.groups] == ["Sales", "=Support", SMALL]
    assert {g.id for g in back.groups}.isdisjoint(g.id for g in full.groups)
    assert len(service.groups.chosen(back)) == 11
    assert {k: len(v) for k, v in groups_of(service, back).items()} == {
        "Sales": 5,
        "'=Support": 6,
        "others": 4,
    }


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"groups": [{"id": f"G{n}", "name": "Sales"} for n in (1, 2, 3)]}, "groups"),
        ({"groups": [{"id": f"G{n}", "name": "others"} for n in (1, 2, 3)]}, "groups"),
        ({"groups": "Sales"}, "groups"),
        ({"minimum": 3}, "minimum"),
        ({"minimum": 21}, "minimum"),
        ({"people": [{"participant": "P001", "group": "Nobody"}]}, "group"),
    ],
)
def test_a_file_with_a_wrong_group_is_refused_with_its_place(
    service: Service, full: Workshop, changes: dict[str, object], says: str
) -> None:
    """And nothing is stored."""
    document = {**document_of(service, full), **changes}
    with pytest.raises(FocusMapError, match=says):
        service.bring_in(json.dumps(document), "file.json")


def test_a_file_from_before_there_were_groups_is_read(focus_map: FocusMap, full: Workshop) -> None:
    """Its workshop has none, and the usual minimum."""
    document = document_of(focus_map.service, full)
    del document["groups"], document["minimum"]
    document["people"] = [{"participant": row["participant"]} for row in document["people"]]
    back, _ = focus_map.service.bring_in(json.dumps(document), "file.json")
    assert (back.groups, back.minimum) == ((), 4)
