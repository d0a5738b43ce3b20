"""How statements were rated: two camps are two camps, whatever their mean."""

from collections.abc import Sequence

import pytest

from focusmap.model import Rating, Taps
from focusmap.ratings import (
    SCALE,
    Distribution,
    distribution_in_words,
    distributions,
    lean_in_words,
    load_statements,
)
from focusmap.taps import STATEMENT_IDS
from focusmap.translate import translations

EN = translations("en")
STATEMENTS = load_statements("en")


def rated(*counts: int) -> Distribution:
    """Return a distribution with these counts of 1 to 5."""
    return Distribution(STATEMENTS[0], dict(zip(SCALE, counts, strict=True)))


@pytest.mark.parametrize(
    ("counts", "lean"),
    [
        ((0, 0, 0, 0, 0), "few"),
        ((0, 0, 0, 0, 3), "few"),
        ((0, 0, 0, 0, 4), "yes"),
        ((4, 0, 0, 0, 0), "no"),
        ((0, 0, 4, 0, 0), "middle"),
        ((2, 0, 0, 0, 2), "split"),
        ((3, 3, 0, 3, 3), "split"),
        ((0, 4, 0, 8, 0), "split"),
        ((0, 3, 1, 8, 0), "yes"),
        ((1, 1, 2, 1, 1), "split"),
        ((1, 0, 3, 1, 1), "middle"),
        ((0, 0, 3, 3, 0), "middle"),
        ((0, 0, 3, 3, 1), "yes"),
        ((2, 2, 2, 1, 0), "no"),
    ],
)
def test_a_group_leans_by_its_camps_and_not_by_its_mean(counts: Sequence[int], lean: str) -> None:
    assert rated(*counts).lean == lean


def test_every_rating_has_a_count_if_only_none() -> None:
    taps = Taps(ratings=tuple(Rating(f"p{n}", "curiosity", "looking", 5) for n in range(3)))
    found = distributions(taps, STATEMENTS)
    assert [d.statement.id for d in found] == list(STATEMENT_IDS)
    assert found[3].counts == {1: 0, 2: 0, 3: 0, 4: 0, 5: 3}
    assert found[0].people == 0


def test_ratings_of_another_step_do_not_count() -> None:
    taps = Taps(ratings=(Rating("p", "act", "looking", 5),))
    assert distributions(taps, STATEMENTS)[3].people == 0


def test_two_camps_are_said_to_be_two() -> None:
    assert lean_in_words(rated(5, 1, 0, 1, 5), EN) == "two camps · 12 people"


def test_an_even_spread_is_a_disagreement_without_camps() -> None:
    assert rated(3, 6, 3, 3, 3).lean == "split"
    assert lean_in_words(rated(3, 6, 3, 3, 3), EN) == "far apart · 18 people"
    assert lean_in_words(rated(3, 6, 2, 3, 3), EN) == "two camps · 17 people"


def test_a_distribution_in_words_has_all_five_numbers_and_both_ends() -> None:
    text = distribution_in_words(rated(1, 0, 0, 2, 5), EN)
    assert "1: 1, 2: 0, 3: 0, 4: 2, 5: 5" in text
    assert "From 1, not at all, to 5, entirely" in text
    assert "most agree · 8 people" in text
