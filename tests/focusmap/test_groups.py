"""Who may be shown apart: no part, and no difference of parts, is smaller than the minimum."""

from collections.abc import Collection, Mapping
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.errors import BadAnswer
from focusmap.groups import (
    MOST_GROUPS,
    Part,
    check_group,
    check_groups,
    check_minimum,
    find_parts,
    shown_names,
)
from focusmap.model import STEP_IDS, Group, StepState, Workshop
from focusmap.translate import translations
from tests.conftest import Clock

GROUPS = tuple(Group(f"g{n}", f"Group {n}") for n in range(5))
PEOPLE = [f"p{n}" for n in range(40)]


def a_workshop(minimum: int = 4, groups: tuple[Group, ...] = GROUPS) -> Workshop:
    """Return a workshop of which only the groups and the minimum matter."""
    now = Clock().now
    return Workshop(
        id="w",
        code="HK7M2QWD",
        title="T",
        language="en",
        customers=(),
        current_step="ask",
        states=dict.fromkeys(STEP_IDS, StepState.OPEN),
        questions=(),
        version=1,
        created_at=now,
        expires_at=now,
        is_sample=False,
        minimum=minimum,
        groups=groups,
    )


def sizes(parts: Collection[Part]) -> dict[str, int]:
    """Return how many people are in each part, by its name."""
    return {part.name(str): len(part.people) for part in parts}


def people_in(**counts: int) -> dict[str, str]:
    """Return people with their groups: so many in each."""
    chosen = [group for group, count in counts.items() for _ in range(count)]
    return {f"p{n}": group for n, group in enumerate(chosen)}


def test_groups_large_enough_are_shown_in_the_order_of_setup() -> None:
    """Whoever set them up finds them again, whatever their size."""
    chosen = people_in(g2=4, g0=9, g1=5)
    assert list(sizes(find_parts(a_workshop(), chosen, chosen)).items()) == [
        ("Group 0", 9),
        ("Group 1", 5),
        ("Group 2", 4),
    ]


def test_small_groups_and_people_without_one_are_the_others() -> None:
    """Two of one, one of another, and one who would rather not say: four others."""
    chosen = people_in(g0=5, g1=4, g2=2, g3=1)
    parts = find_parts(a_workshop(), chosen, [*chosen, "silent"])
    assert sizes(parts) == {"Group 0": 5, "Group 1": 4, "others": 4}


def test_few_others_are_joined_by_the_smallest_group() -> None:
    """Otherwise all minus the groups would be those few."""
    chosen = people_in(g0=9, g1=5, g2=4, g3=1)
    assert sizes(find_parts(a_workshop(), chosen, chosen)) == {
        "Group 0": 9,
        "Group 1": 5,
        "others": 5,
    }


def test_who_answered_counts_and_not_who_chose() -> None:
    """Nine chose the group, three of them answered."""
    chosen = people_in(g0=9, g1=9)
    answered = [*PEOPLE[:3], *PEOPLE[9:18]]
    assert find_parts(a_workshop(), chosen, answered) == ()


def test_a_group_must_be_large_in_everything_that_is_shown_of_it() -> None:
    """Two of its people behind one figure would be shown apart there."""
    chosen = people_in(g0=8, g1=8, g2=8)
    said, measured = PEOPLE[:24], [*PEOPLE[:2], *PEOPLE[8:24]]
    assert sizes(find_parts(a_workshop(), chosen, said)) == {
        "Group 0": 8,
        "Group 1": 8,
        "Group 2": 8,
    }
    assert sizes(find_parts(a_workshop(), chosen, said, measured)) == {
        "Group 1": 8,
        "others": 16,
    }


def test_a_group_of_which_nobody_is_behind_a_figure_is_no_reason_to_merge() -> None:
    """Nobody cannot be found."""
    chosen = people_in(g0=8, g1=8)
    assert sizes(find_parts(a_workshop(), chosen, PEOPLE[:16], PEOPLE[:8])) == {
        "Group 0": 8,
        "Group 1": 8,
    }


@pytest.mark.parametrize("counts", [{}, {"g0": 3, "g1": 3}, {"g0": 20}, {"g0": 9, "g1": 3}])
def test_without_two_parts_nothing_is_shown_apart(counts: dict[str, int]) -> None:
    """One part is everybody, who are shown already."""
    chosen = people_in(**counts)
    assert find_parts(a_workshop(), chosen, chosen) == ()


def test_a_group_that_is_gone_leaves_its_people_with_the_others() -> None:
    """Its id says nothing any more."""
    chosen = people_in(g0=6, gone=6)
    assert sizes(find_parts(a_workshop(), chosen, chosen)) == {"Group 0": 6, "others": 6}


def test_names_are_given_by_person() -> None:
    """What an export writes beside each."""
    chosen = people_in(g0=4, g1=3)
    parts = find_parts(a_workshop(), chosen, [*chosen, "silent"])
    names = shown_names(parts, translations("en").gettext)
    assert (names["p0"], names["p4"], names["silent"]) == ("Group 0", "others", "others")
    assert len(names) == 8


# Whatever happens

a_choice = st.dictionaries(
    st.sampled_from(PEOPLE), st.sampled_from([g.id for g in GROUPS] + ["gone"])
)
some_people = st.sets(st.sampled_from(PEOPLE))
a_minimum = st.integers(4, 20)


def differences(sets: Collection[frozenset[str]]) -> list[frozenset[str]]:
    """Return all that can be had by joining some of these sets and taking others away."""
    unions = [
        frozenset[str]().union(*some)
        for size in range(len(sets) + 1)
        for some in combinations(sets, size)
    ]
    return [one - other for one in unions for other in unions]


@given(a_choice, some_people, a_minimum)
def test_no_part_and_no_difference_is_small(
    chosen: Mapping[str, str], answered: set[str], minimum: int
) -> None:
    """Of all who answered and the parts, joined and taken away in any way."""
    parts = find_parts(a_workshop(minimum), chosen, answered)
    shown = [frozenset(answered), *(p.people for p in parts)] if parts else []
    assert all(len(left) >= minimum for left in differences(shown) if left)


@given(a_choice, some_people, a_minimum)
def test_parts_hold_everybody_once(
    chosen: Mapping[str, str], answered: set[str], minimum: int
) -> None:
    """Nobody is left out, and nobody stands in two of them."""
    parts = find_parts(a_workshop(minimum), chosen, answered)
    together = [person for part in parts for person in part.people]
    assert not parts or sorted(together) == sorted(answered)


@given(a_choice, some_people, some_people, a_minimum)
def test_figures_on_different_answers_cannot_be_taken_from_each_other(
    chosen: Mapping[str, str], said: set[str], measured: set[str], minimum: int
) -> None:
    """One screen shows what is said by group, another what is said and measured."""
    workshop = a_workshop(minimum)
    one, both = find_parts(workshop, chosen, said), find_parts(workshop, chosen, said, measured)
    for behind in (said, measured):
        shown = [frozenset(behind)] if one or both else []
        shown += [p.people & behind for p in both]
        shown += [p.people for p in one] if behind is said else []
        distinct = list(dict.fromkeys(filter(None, shown)))
        assert all(len(left) >= minimum for left in differences(distinct) if left)


@given(a_choice, some_people, a_minimum)
def test_a_group_is_named_only_for_people_who_chose_it(
    chosen: Mapping[str, str], answered: set[str], minimum: int
) -> None:
    """And for all of them who answered."""
    for part in find_parts(a_workshop(minimum), chosen, answered):
        if part.group:
            assert part.people == {p for p in answered if chosen.get(p) == part.group.id}


def test_typed_lines_hide_nobody_among_the_others() -> None:
    """One of a small group stands alone among three lines of the facilitator."""
    chosen = people_in(g0=9, g1=5, g2=1)
    typed = ["t0", "t1", "t2"]
    behind = [*chosen, *typed]
    workshop = a_workshop()
    assert sizes(find_parts(workshop, chosen, behind)) == {"Group 0": 9, "Group 1": 5, "others": 4}
    apart = find_parts(workshop, chosen, behind, typed=typed)
    assert sizes(apart) == {"Group 0": 9, "others": 9}
    only = find_parts(workshop, people_in(g0=9), [*people_in(g0=9), *typed, "t3"], typed=typed)
    assert only == ()


def test_lines_that_were_all_typed_are_others_as_before() -> None:
    """There is nobody among them to be found."""
    typed = ["t0", "t1", "t2", "t3"]
    chosen = people_in(g0=5)
    parts = find_parts(a_workshop(), chosen, [*chosen, *typed], typed=typed)
    assert sizes(parts) == {"Group 0": 5, "others": 4}


@given(
    st.fixed_dictionaries({f"g{n}": st.integers(0, 9) for n in range(3)}),
    st.integers(0, 6),
    st.integers(0, 6),
    st.integers(4, 6),
)
def test_without_typed_lines_no_part_is_small_either(
    counts: dict[str, int], silent: int, lines: int, minimum: int
) -> None:
    """Whoever typed them can take them away."""
    chosen = people_in(**counts)
    typed = {f"line {n}" for n in range(lines)}
    own = {*chosen, *(f"silent {n}" for n in range(silent))}
    parts = find_parts(a_workshop(minimum), chosen, own | typed, typed=typed)
    assert all(len(p.people) >= minimum for p in parts)
    assert all(len(left) >= minimum for p in parts if (left := p.people - typed))


# What is typed in setup


def test_a_name_is_one_line() -> None:
    """As everything that stands on a button."""
    assert check_group("  Field \n sales ") == "Field sales"


@pytest.mark.parametrize("typed", ["", " \n ", "x" * 41, "Others", "others"])
def test_names_that_are_refused(typed: str) -> None:
    """Nothing to read, too long for a phone, or what the merged ones are called."""
    with pytest.raises(BadAnswer):
        check_group(typed)


def test_twelve_groups_are_enough() -> None:
    """The error says how many there are."""
    names = [f"Group {n}" for n in range(MOST_GROUPS + 1)]
    check_groups(names[:-1])
    with pytest.raises(BadAnswer, match="13"):
        check_groups(names)


def test_two_groups_of_one_name_are_one() -> None:
    """Whoever reads them on the wall cannot tell them apart."""
    with pytest.raises(BadAnswer, match="Sales"):
        check_groups(["sales", "Sales"])


@pytest.mark.parametrize("minimum", [3, 21, 0, -4])
def test_a_minimum_outside_of_what_protects_is_refused(minimum: int) -> None:
    """Fewer than four can be found; more than twenty show nothing in most rooms."""
    with pytest.raises(BadAnswer, match=str(minimum)):
        check_minimum(minimum)
    assert (check_minimum(4), check_minimum(20)) == (4, 20)
