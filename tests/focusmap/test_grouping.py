"""Groups are set up, chosen once, renamed and removed, and nobody is lost by it."""

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.errors import BadAnswer, ReadOnly
from focusmap.grouping import NONE, names_in
from focusmap.model import Group, Participant, Question, Workshop
from focusmap.sample import SAMPLE_CODE, load_sample
from focusmap.service import Service
from tests.conftest import Clock


@pytest.fixture
def groups(service: Service, workshop: Workshop) -> tuple[Group, ...]:
    """Two groups of the workshop."""
    return service.groups.set_up(workshop.id, {}, ["Sales", "Support"])


def chosen_name(service: Service, workshop: Workshop, person: Participant) -> str:
    """Return what the group of a person is called now, "none", or nothing."""
    fresh = service.workshop_by_id(workshop.id)
    choice = service.groups.choice_of(fresh, person.id)
    return next((g.name for g in fresh.groups if g.id == choice), choice)


def test_groups_keep_their_order(
    service: Service, workshop: Workshop, groups: tuple[Group, ...]
) -> None:
    """New ones come at the end."""
    service.groups.set_up(workshop.id, {}, ["Operations"])
    names = [g.name for g in service.workshop_by_id(workshop.id).groups]
    assert names == ["Sales", "Support", "Operations"]


def test_nobody_has_a_group_before_they_choose(
    service: Service, workshop: Workshop, person: Participant, groups: tuple[Group, ...]
) -> None:
    """So their phone asks."""
    assert chosen_name(service, workshop, person) == ""


def test_the_last_choice_counts(
    service: Service, workshop: Workshop, person: Participant, groups: tuple[Group, ...]
) -> None:
    """Also after nothing was said, and back to that."""
    for choice, expected in (
        (groups[0].id, "Sales"),
        (NONE, NONE),
        (groups[1].id, "Support"),
        (groups[1].id, "Support"),
    ):
        service.groups.choose(workshop.id, person.id, choice)
        assert chosen_name(service, workshop, person) == expected
    assert service.groups.chosen(workshop) == {person.id: groups[1].id}


def test_renaming_loses_nobody(
    service: Service, workshop: Workshop, person: Participant, groups: tuple[Group, ...]
) -> None:
    """The group is the same under another name."""
    service.groups.choose(workshop.id, person.id, groups[0].id)
    service.groups.set_up(workshop.id, {groups[0].id: "Sales and marketing"})
    assert chosen_name(service, workshop, person) == "Sales and marketing"


def test_two_names_can_be_swapped(
    service: Service, workshop: Workshop, person: Participant, groups: tuple[Group, ...]
) -> None:
    """Each group keeps its people."""
    service.groups.choose(workshop.id, person.id, groups[0].id)
    service.groups.set_up(workshop.id, {groups[0].id: "Support", groups[1].id: "Sales"})
    assert chosen_name(service, workshop, person) == "Support"


def test_removing_asks_its_people_again(
    service: Service, workshop: Workshop, person: Participant, groups: tuple[Group, ...]
) -> None:
    """They have no group, and did not refuse to say one."""
    service.groups.choose(workshop.id, person.id, groups[0].id)
    service.groups.set_up(workshop.id, {groups[0].id: " "})
    assert chosen_name(service, workshop, person) == ""
    assert [g.name for g in service.workshop_by_id(workshop.id).groups] == ["Support"]


def test_who_said_nothing_is_not_asked_again_when_a_group_is_removed(
    service: Service, workshop: Workshop, person: Participant, groups: tuple[Group, ...]
) -> None:
    """It was no answer about that group."""
    service.groups.choose(workshop.id, person.id, NONE)
    service.groups.set_up(workshop.id, {groups[0].id: ""})
    assert chosen_name(service, workshop, person) == NONE


def test_a_group_that_is_gone_cannot_be_chosen(
    service: Service, workshop: Workshop, person: Participant, groups: tuple[Group, ...]
) -> None:
    """What was chosen before stays."""
    service.groups.choose(workshop.id, person.id, groups[1].id)
    service.groups.set_up(workshop.id, {groups[0].id: ""})
    with pytest.raises(BadAnswer, match="not there any more"):
        service.groups.choose(workshop.id, person.id, groups[0].id)
    assert chosen_name(service, workshop, person) == "Support"


def test_a_mistake_changes_nothing(
    service: Service, workshop: Workshop, groups: tuple[Group, ...]
) -> None:
    """Renaming to a name that is there already."""
    with pytest.raises(BadAnswer, match="sales"):
        service.groups.set_up(workshop.id, {groups[1].id: "sales"}, ["Operations"])
    assert service.workshop_by_id(workshop.id).groups == groups


def test_choosing_is_no_answer_to_a_step(
    service: Service, workshop: Workshop, person: Participant, groups: tuple[Group, ...]
) -> None:
    """The room is not more ready for it, and no file counts it."""
    service.groups.choose(workshop.id, person.id, NONE)
    assert service.counts(workshop, "ask").answered == 0
    assert not service.all_taps(workshop).choices


def test_the_group_comes_along_to_another_phone(
    service: Service, workshop: Workshop, person: Participant, groups: tuple[Group, ...]
) -> None:
    """Chosen on the old one, or on the new one before the personal code was typed."""
    service.groups.choose(workshop.id, person.id, groups[0].id)
    newer = service.join(workshop.id, "second phone")
    service.come_back(workshop.id, person.personal_code, "third token", newer.id)
    assert chosen_name(service, workshop, person) == "Sales"
    newest = service.join(workshop.id, "fourth phone")
    service.groups.choose(workshop.id, newest.id, groups[1].id)
    service.come_back(workshop.id, person.personal_code, "fifth token", newest.id)
    assert chosen_name(service, workshop, person) == "Support"


def test_rather_not_said_on_another_phone_counts_as_the_last_choice(
    service: Service, workshop: Workshop, person: Participant, groups: tuple[Group, ...]
) -> None:
    """And so does a group that is said after that, on one more phone."""
    service.groups.choose(workshop.id, person.id, groups[0].id)
    newer = service.join(workshop.id, "second phone")
    service.groups.choose(workshop.id, newer.id, NONE)
    service.come_back(workshop.id, person.personal_code, "third token", newer.id)
    assert chosen_name(service, workshop, person) == NONE
    assert service.groups.chosen(workshop) == {}
    newest = service.join(workshop.id, "fourth phone")
    service.groups.choose(workshop.id, newest.id, groups[1].id)
    service.come_back(workshop.id, person.personal_code, "fifth token", newest.id)
    assert chosen_name(service, workshop, person) == "Support"
    # Nothing is left of the silence: without the group, one is asked again.
    service.groups.set_up(workshop.id, {groups[1].id: ""})
    assert chosen_name(service, workshop, person) == ""


def test_the_minimum_is_kept(service: Service, workshop: Workshop) -> None:
    """From 4 to 20."""
    assert workshop.minimum == 4
    service.groups.set_minimum(workshop.id, 8)
    assert service.workshop_by_id(workshop.id).minimum == 8
    with pytest.raises(BadAnswer, match="4"):
        service.groups.set_minimum(workshop.id, 3)
    assert service.workshop_by_id(workshop.id).minimum == 8


def test_parts_are_of_those_who_answered(
    service: Service, workshop: Workshop, question: Question, groups: tuple[Group, ...]
) -> None:
    """Ten chose, eight answered, four of each group."""
    people = [service.join(workshop.id, f"phone {n}") for n in range(10)]
    for n, person in enumerate(people):
        service.groups.choose(workshop.id, person.id, groups[n % 2].id)
        if n < 8:
            service.send(workshop.id, person.id, question.id, f"k{n}", "We answer tenants")
    behind = {a.answer.participant_id for a in service.all_answers(workshop)}
    parts = service.groups.parts(workshop, behind)
    assert [(p.name(str), len(p.people)) for p in parts] == [("Sales", 4), ("Support", 4)]


def test_the_sample_is_not_changed(focus_map: FocusMap, clock: Clock) -> None:
    """As nothing in it is."""
    load_sample(focus_map.store, clock())
    groups = focus_map.service.groups
    sample = focus_map.service.workshop(SAMPLE_CODE)
    with pytest.raises(ReadOnly):
        groups.set_up(sample.id, {}, ["Sales"])
    with pytest.raises(ReadOnly):
        groups.choose(sample.id, "sample-P001", NONE)


def test_names_are_typed_one_a_line() -> None:
    """Empty lines are nothing."""
    assert names_in("Sales\n\n  Support \r\nOperations\n") == ("Sales", "Support", "Operations")
    assert names_in("") == ()
    with pytest.raises(BadAnswer):
        names_in("Sales\nsales")
