"""Which way people look: one rule for every headline, row by row, and the same as the gaps say."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.gaps import make_side
from focusmap.leaning import (
    GUESSED,
    MEANT,
    SAID,
    WANTED,
    LeaningWords,
    find_leaning,
    headline,
    place_in_words,
)
from focusmap.map import leaning_of, make_layer, map_sentence
from focusmap.model import Answer, Placement, Question, ReadAnswer, Reading
from focusmap.sentences import FEW, region
from focusmap.translate import translations

SPEAK = translations("en").gettext
ASKED = Question("q", "ask", "work", "What is your work?")
NOW = datetime(2026, 10, 12)
Spot = tuple[float, float]
FLOOR, WINDOW, ROOM, OUT = (-0.8, -0.8), (0.8, -0.8), (-0.8, 0.8), (0.8, 0.8)


def people(*spots: Spot) -> dict[str, Spot]:
    return {f"p{n}": spot for n, spot in enumerate(spots)}


ROWS = [
    ((), "There is nothing on the map yet."),
    ((FLOOR,) * 3, "Too few people to say where we look."),
    ((FLOOR,) * 4, "Our words look inside, at outputs."),
    (((0.1, -0.2),) * 4, "Our words look both ways: no side is clearly the larger."),
    (((-0.8, 0.0),) * 5, "Our words look inside, at both outputs and outcomes."),
    ((FLOOR,) * 3 + (OUT,) * 2, "Our words are in two camps: factory floor and customer outcomes."),
    # The regions of these camps are three: the axis has them, and no two regions.
    (
        ((-0.8, 0.0),) * 3 + ((0.8, 0.0),) * 4,
        "Our words are in two camps: 3 of us inside, 4 outside.",
    ),
    (
        ((-0.8, 0.3),) * 2 + ((-0.8, 0.9), (-0.8, 0.0), (0.8, 0.9), (0.8, 0.0), (0.8, 0.1)),
        "Our words look at outcomes, in two camps: 4 of us inside, 3 outside.",
    ),
    (
        ((0.0, -0.8),) * 3 + ((0.1, 0.8),) * 3,
        "Our words are in two camps: 3 of us at outputs, 3 at outcomes.",
    ),
    (
        ((0.3, -0.8), (0.0, -0.8), (0.9, 0.8), (0.2, 0.8)),
        "Our words look outside, in two camps: 2 of us at outputs, 2 at outcomes.",
    ),
    (
        (FLOOR, WINDOW, ROOM, OUT),
        "Our words are in two camps twice: between inside and outside, and between outputs and "
        "outcomes.",
    ),
    # A fifth on the other side is no camp.
    ((FLOOR,) * 8 + (OUT,) * 2, "Our words look inside, at outputs."),
]


@pytest.mark.parametrize(("spots", "says"), ROWS)
def test_a_group_has_its_sentence(spots: tuple[Spot, ...], says: str) -> None:
    assert headline(find_leaning(people(*spots)), SAID, SPEAK) == says


@pytest.mark.parametrize("words", [SAID, MEANT, GUESSED, WANTED])
@pytest.mark.parametrize("spots", [spots for spots, _ in ROWS])
def test_every_layer_has_a_whole_sentence_for_every_case(
    words: LeaningWords, spots: tuple[Spot, ...]
) -> None:
    says = headline(find_leaning(people(*spots)), words, SPEAK)
    assert says.endswith(".")
    assert "{" not in says


def test_what_one_person_writes_counts_once_however_much_it_is() -> None:
    def answer(number: int, person: str, spot: Spot) -> ReadAnswer:
        reading = Reading(*spot, 0.8, line_of_sight=False, evidence=())
        return ReadAnswer(Answer(f"a{number}", "q", person, "words", NOW, NOW), ASKED, reading)

    said = [answer(n, "talker", OUT) for n in range(9)]
    said += [answer(10 + n, f"p{n}", FLOOR) for n in range(4)]
    layer = make_layer("said", said)
    # By answers, most look outside.
    assert layer.middle is not None
    assert layer.middle.x > 0
    assert leaning_of(layer).people == 5
    assert map_sentence(layer, SPEAK) == "Our words look inside, at outputs."


def test_the_meaning_has_a_sentence_of_its_own() -> None:
    def moved(number: int) -> ReadAnswer:
        reading = Reading(*FLOOR, 0.8, line_of_sight=False, evidence=())
        answer = Answer(f"a{number}", "q", f"p{number}", "words", NOW, NOW)
        return replace(
            ReadAnswer(answer, ASKED, reading), author=Placement(answer.id, *OUT, "author")
        )

    said = [moved(n) for n in range(FEW)]
    assert map_sentence(make_layer("said", said), SPEAK) == "Our words look inside, at outputs."
    meant = make_layer("said", said, view="meaning")
    assert map_sentence(meant, SPEAK) == "What we mean looks outside, at outcomes."


@pytest.mark.parametrize(
    ("spots", "place"),
    [
        ((FLOOR,) * 3, ""),
        ((FLOOR,) * 4, "inside, at outputs"),
        (((0.0, 0.0),) * 4, "both ways"),
        ((FLOOR,) * 2 + (OUT,) * 2, "factory floor and customer outcomes"),
        (
            ((-0.8, 0.0),) * 2 + ((0.8, 0.0),) * 2,
            "inside and outside, at both outputs and outcomes",
        ),
        ((FLOOR, WINDOW, ROOM, OUT), "inside and outside, at outputs and outcomes"),
    ],
)
def test_a_place_stands_within_a_sentence(spots: tuple[Spot, ...], place: str) -> None:
    assert place_in_words(find_leaning(people(*spots)), SPEAK) == place


AXIS = st.floats(-1, 1, allow_nan=False)


@given(st.lists(st.tuples(AXIS, AXIS), max_size=40))
def test_it_says_the_same_as_the_gaps(spots: list[Spot]) -> None:
    found = find_leaning(people(*spots))
    for number, ends in enumerate((found.focus, found.orientation)):
        side = make_side("said", people(*spots), number)
        assert (ends.low, ends.high, ends.has_camps) == (side.low, side.high, side.has_camps)


@given(st.lists(st.tuples(AXIS, AXIS), min_size=FEW, max_size=40))
def test_two_regions_are_named_only_where_they_are_two_camps(spots: list[Spot]) -> None:
    found = find_leaning(people(*spots))
    if found.two:
        assert found.is_split
        assert all(3 * sum(region(*s) == name for s in spots) >= len(spots) for name in found.two)
