"""Operating models: the rule on constructed groups, by group, and its sentences row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from focusmap.errors import ContentError
from focusmap.operating import Model, Placed, by_group, find_contrast, find_model
from focusmap.operating_words import (
    beside_sentence,
    groups_sentence,
    load_operating,
    model_basis,
    model_sentence,
)
from focusmap.steps import CONTENT, languages
from focusmap.translate import translations

EN = translations("en")
TABLE = load_operating("en")
SHIPPED = (CONTENT / "en" / "operating.toml").read_text(encoding="utf-8")
PLACES = {
    "F": (-0.7, -0.7),
    "D": (0.7, -0.7),
    "E": (-0.7, 0.7),
    "C": (0.7, 0.7),
    "M": (0.0, 0.1),
    # Nearer to the middle, and in the same region.
    "d": (0.3, -0.7),
    "e": (-0.7, 0.3),
}


def room(people: str) -> list[Placed]:
    """Return places of people told as words: "FF D" is one person twice at F, another at D."""
    return [
        (f"p{n}", *PLACES[letter]) for n, letters in enumerate(people.split()) for letter in letters
    ]


# The rule

RULE: Sequence[tuple[str, str, tuple[str, ...]]] = [
    ("", "few", ()),
    ("F F F", "few", ()),
    ("F F F F", "one", ("factory_floor",)),
    ("F F F F F F D E C", "one", ("factory_floor",)),
    ("F F D D", "two", ("factory_floor", "delivery_window")),
    ("FD FD FD FD", "two", ("factory_floor", "delivery_window")),
    ("C C C C C F F", "two", ("customer_outcomes", "factory_floor")),
    ("C C C C C C C F F", "one", ("customer_outcomes",)),
    ("F F F D D D E E E", "three", ("factory_floor", "delivery_window", "engine_room")),
    ("F F D D E E C C", "four",
     ("factory_floor", "delivery_window", "engine_room", "customer_outcomes")),
    ("M M M M M F F", "between", ()),
    ("M M M F F F", "one", ("factory_floor",)),
    # One of four is a quarter, but a single person is no part of how a group works.
    ("F F F D", "one", ("factory_floor",)),
    # Nobody alone is a part, and so there is none.
    ("F D E C", "spread", ()),
    ("F F F F F F F D D D E E E C C C", "spread", ()),
]  # fmt: skip


@pytest.mark.parametrize(("people", "model", "parts"), RULE)
def test_the_rule_on_constructed_groups(people: str, model: str, parts: tuple[str, ...]) -> None:
    found = find_model(room(people))
    assert (found.id, found.parts) == (model, parts)


def test_a_person_with_three_answers_counts_once() -> None:
    found = find_model(room("FFF D D D"))
    assert found.shares["factory_floor"] == 0.25
    assert found.shares["delivery_window"] == 0.75
    assert found.people == 4


@settings(deadline=None)
@given(st.lists(st.text("FDECM", min_size=1, max_size=3), min_size=1, max_size=30))
def test_shares_add_up_and_parts_are_the_largest_of_them(people: list[str]) -> None:
    found = find_model(room(" ".join(people)))
    assert sum(found.shares.values()) == pytest.approx(1)
    assert (found.id == "few") == (len(people) < 4)
    assert 0 <= found.held <= 1
    if found.parts:
        least = min(found.shares[part] for part in found.parts)
        assert least * len(found.parts) <= 1 + 1e-9
        assert all(found.shares[part] >= 0.125 - 1e-9 for part in found.parts)


def test_the_same_places_make_the_same_model_in_any_order_of_people() -> None:
    one, other = room("F F D DE C M"), room("M C ED D F F")
    assert find_model(one) == find_model(other)


def test_a_narrow_majority_of_few_is_a_close_call_and_a_wide_one_of_many_is_not() -> None:
    assert find_model(room("C C C C C F F")).is_close
    wide = find_model(room("F " * 40 + "D " * 3))
    assert not wide.is_close
    assert wide.held > 0.95
    assert "A close call" in model_basis(find_model(room("C C C C C F F")), EN)
    assert model_basis(wide, EN) == "43 people."


# Its sentences


@pytest.mark.parametrize(
    ("people", "said", "measured"),
    [
        ("F", "Too few to say which way of working our words show.",
         "Too few to say which way of working is measured."),
        ("F F F F", "Our words show one way of working: factory floor.",
         "What is measured belongs to one way of working: factory floor."),
        ("FC FC FC FC", "Our words show a hybrid of two: factory floor and customer outcomes.",
         "What is measured belongs to a hybrid of two: factory floor and customer outcomes."),
        ("F F F D D D E E E",
         "Our words show a hybrid of three: factory floor, delivery window and engine room.",
         "What is measured belongs to a hybrid of three: factory floor, delivery window "
         "and engine room."),
        ("F F D D E E C C", "Our words show all four ways of working side by side.",
         "What is measured belongs to all four ways of working."),
        ("M M M M F",
         "Most of our words lie between the regions: they show no one way of working.",
         "Most of what is measured lies between the regions: it belongs to no one way of working."),
        ("F D E C", "Our words are spread over the map: no way of working stands out.",
         "What is measured is spread over the map: no way of working stands out."),
    ],
)  # fmt: skip
def test_each_model_has_its_sentence(people: str, said: str, measured: str) -> None:
    model = find_model(room(people))
    assert model_sentence(model, "said", TABLE, EN) == said
    assert model_sentence(model, "measured", TABLE, EN) == measured


@pytest.mark.parametrize(
    ("said", "measured", "says"),
    [
        ("F F F F", "F F F F", "We are measured by the way of working that we speak of."),
        ("FC FC FC FC", "CF CF CF CF", "We are measured by the way of working that we speak of."),
        ("FC FC FC FC", "F F F F",
         "We are measured by some of what we speak of. In common: factory floor."),
        ("C C C C", "F F F F", "We speak of other ways of working than those we are measured by."),
        ("C C C C", "F F", ""),
        ("M M M M", "F F F F", ""),
    ],
)  # fmt: skip
def test_both_side_by_side_have_their_sentence(said: str, measured: str, says: str) -> None:
    models: list[Model] = [find_model(room(people)) for people in (said, measured)]
    assert beside_sentence(models[0], models[1], TABLE, EN) == says


# By group


def grouped(**people: str) -> tuple[list[Placed], dict[str, str]]:
    """Return the places of groups told as words, and the group of each person."""
    placed = [
        (f"{name}-{person}", x, y) for name, told in people.items() for person, x, y in room(told)
    ]
    return placed, {person: person.split("-")[0] for person, _, _ in placed}


def shown(**people: str) -> list[tuple[str, int]]:
    return [(g.name, g.model.people) for g in by_group(*grouped(**people))]


def test_groups_are_shown_by_name() -> None:
    assert shown(Sales="C C C C C", Operations="F F F F") == [("Operations", 4), ("Sales", 5)]


def test_groups_that_are_too_small_are_the_others() -> None:
    assert shown(A="F F F F", B="F F F", C="C C", D="D D D D") == [("A", 4), ("D", 4), ("", 5)]


def test_a_rest_that_is_too_small_takes_the_smallest_group_with_it() -> None:
    # Shown beside all answers, A and D would tell what the two of B said.
    assert shown(A="F F F F", B="F F", D="D D D D D") == [("D", 5), ("", 6)]


def test_with_one_group_left_nothing_is_shown_by_group() -> None:
    assert shown(A="F F F F F", B="F F") == []
    assert shown(A="F F F F F") == []
    assert by_group(room("F F F F F"), {}) == ()


@settings(deadline=None)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=8))
def test_no_group_and_no_rest_is_smaller_than_the_minimum(sizes: list[int]) -> None:
    people = {chr(65 + n): "F " * size for n, size in enumerate(sizes)}
    found = shown(**people)
    assert all(count >= 4 for _, count in found)
    assert not found or sum(count for _, count in found) == sum(sizes)


@pytest.mark.parametrize(
    ("people", "says"),
    [
        ({"Sales": "C C C C C D", "Operations": "F F F F F E"},
         "Sales looks outside, Operations looks inside: we are an organization of both."),
        ({"Lab": "E E E E E E", "Line": "F F F F F F"},
         "Lab speaks of outcomes, Line of outputs: we are an organization of both."),
        ({"Sales": "D D D D D D", "Service": "d d d d d d"},
         "Sales looks further outside than Service."),
        ({"Lab": "E E E E E E", "Line": "e e e e e e"},
         "Lab speaks more of outcomes than Line."),
        ({"A": "F F C C F C", "B": "F C C F F C"},
         "No clear difference between our groups, as far as these answers tell."),
    ],
)  # fmt: skip
def test_groups_that_surely_differ_have_their_sentence(people: dict[str, str], says: str) -> None:
    groups = by_group(*grouped(**people))
    assert groups_sentence(find_contrast(groups), "said", TABLE) == says


@pytest.mark.parametrize(
    ("people", "says"),
    [
        ({"Sales": "C C C C C D", "Operations": "F F F F F E"},
         "Sales is measured outside, Operations inside: we are an organization of both."),
        ({"Lab": "E E E E E E", "Line": "F F F F F F"},
         "Lab is measured by outcomes, Line by outputs: we are an organization of both."),
        ({"Sales": "D D D D D D", "Service": "d d d d d d"},
         "Sales is measured further outside than Service."),
        ({"Lab": "E E E E E E", "Line": "e e e e e e"},
         "Lab is measured more by outcomes than Line."),
        ({"A": "F F C C F C", "B": "F C C F F C"},
         "No clear difference in what is measured in our groups, as far as these answers tell."),
    ],
)  # fmt: skip
def test_of_what_is_measured_it_is_not_said_that_groups_speak_of_it(
    people: dict[str, str], says: str
) -> None:
    groups = by_group(*grouped(**people))
    assert groups_sentence(find_contrast(groups), "measured", TABLE) == says


def test_the_others_are_no_group_to_compare_with() -> None:
    groups = by_group(*grouped(Sales="C C C C C", B="F F F", D="F F F"))
    assert [g.name for g in groups] == ["Sales", ""]
    assert find_contrast(groups) is None


# The file


def test_every_language_has_the_whole_table() -> None:
    assert all(load_operating(language).models for language in languages())


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda t: t.replace('id = "spread"', 'id = "wide"', 1), "no row said, wide"),
        (lambda t: t.replace("working: {one}", "working: {three}", 1), "say holds {one}"),
        (lambda t: t.replace("{low} looks", "{low looks", 1), "in braces"),
        (lambda t: t[: t.rindex("[[groups]]")], "no row for measured, unsure"),
    ],
)
def test_a_mistake_in_the_table_is_named_with_file_and_line(
    tmp_path: Path, spoil: Callable[[str], str], says: str
) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "operating.toml").write_text(spoil(SHIPPED), encoding="utf-8")
    with pytest.raises(ContentError, match=r"operating\.toml:\d+: ") as error:
        load_operating("en", tmp_path)
    assert says in str(error.value)
