"""Who met which region, and the sentence about living in more than one, case by case."""

import pytest

from focusmap.met import Met, find_met, met_in_words, met_sentence, share_sentence
from focusmap.model import Choice, Taps
from focusmap.taps import REGION_IDS
from focusmap.translate import translations

EN = translations("en")
FLOOR, WINDOW, ROOM, OUTCOMES = REGION_IDS


def met(*people: tuple[str, ...]) -> Met:
    """Return what some people met, each a tuple of regions."""
    return find_met(
        Taps(tuple(Choice(f"p{n}", "acknowledge", r) for n, p in enumerate(people) for r in p))
    )


ONE, TWO = (FLOOR,), (FLOOR, ROOM)


@pytest.mark.parametrize(
    ("people", "says"),
    [
        ([], "Nobody has tapped a region yet."),
        ([TWO], "Only 1 person has tapped so far: too few to say more."),
        ([TWO, TWO, ONE], "Only 3 people have tapped so far: too few to say more."),
        ([TWO] * 4, "All 4 of us live in more than one."),
        ([TWO] * 3 + [ONE], "Most of us live in more than one: 3 of 4."),
        ([TWO] * 2 + [ONE] * 2, "Half of us live in more than one: 2 of 4."),
        ([TWO] + [ONE] * 3, "Some of us live in more than one: 1 of 4."),
        ([ONE] * 4, "All 4 of us met the same one: factory floor."),
        ([ONE] * 3 + [(ROOM,)], "Each of us met one, and together we met 2."),
        ([REGION_IDS] * 5 + [ONE] * 5, "Half of us live in more than one: 5 of 10."),
    ],
)
def test_the_sentence_follows_the_groups_own_numbers(
    people: list[tuple[str, ...]], says: str
) -> None:
    assert met_sentence(met(*people), EN) == says


def test_each_region_has_its_count_and_share_of_those_who_tapped() -> None:
    found = met(TWO, ONE, (OUTCOMES,), TWO)
    assert found == Met({FLOOR: 3, WINDOW: 0, ROOM: 2, OUTCOMES: 1}, people=4, several=2)
    assert [found.share(r) for r in REGION_IDS] == [0.75, 0, 0.5, 0.25]


def test_nobody_makes_no_share_of_nothing() -> None:
    assert met().share(FLOOR) == 0


def test_taps_of_other_steps_and_names_do_not_count() -> None:
    taps = Taps((Choice("p", "identify", FLOOR), Choice("p", "acknowledge", "gone")))
    assert find_met(taps).people == 0


def test_a_share_says_how_many_of_how_many() -> None:
    assert share_sentence(FLOOR, met(TWO, ONE, (ROOM,), ONE), EN) == "factory floor: 3 of 4 (75%)"


def test_the_chart_in_words_has_every_region() -> None:
    text = met_in_words(met(TWO), EN)
    assert "engine room: 1 of 1 (100%)" in text
    assert "delivery window: 0 of 1 (0%)" in text
