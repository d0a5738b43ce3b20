"""The gaps: verdicts, camps, order, examples; and what is said of each, row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from focusmap.errors import ContentError
from focusmap.gap_words import gap_in_words, load_gap_words
from focusmap.gaps import (
    PAIRS,
    Gap,
    GapAxis,
    GapSide,
    LayerName,
    PairName,
    basis_in_words,
    examples,
    in_order,
    lead,
    make_gaps,
    make_side,
    size_in_words,
)
from focusmap.leaning import People
from focusmap.map import Middle
from focusmap.model import Answer, Question, ReadAnswer, Reading
from focusmap.resampling import Apart, apart
from focusmap.shift import Direction
from focusmap.steps import CONTENT, languages
from focusmap.translate import translations

EN = translations("en")
TABLE = load_gap_words("en")
SHIPPED = (CONTENT / "en" / "gaps.toml").read_text(encoding="utf-8")
ASKED = Question("q", "ask", "work", "What is your work?")
NOW = datetime(2026, 10, 12)
CLEAR = {"inside": (-0.6, -0.8, -0.4), "outputs": (-0.6, -0.8, -0.4),
         "outside": (0.6, 0.4, 0.8), "outcomes": (0.6, 0.4, 0.8)}  # fmt: skip
WAYS = [("focus", "inside"), ("focus", "outside"), ("orientation", "outputs"),
        ("orientation", "outcomes")]  # fmt: skip


def side(
    layer: LayerName, mean: float, low: int = 0, high: int = 0, spread: float = 0.2
) -> GapSide:
    return GapSide(layer, 9, mean, spread, low, high)


def gap(
    pair: PairName = "said_measured",
    axis: GapAxis = "focus",
    found: tuple[float, float, float] | None = (0.6, 0.4, 0.8),
    means: tuple[float, float] = (0.1, 0.7),
    spread: float = 0.2,
) -> Gap:
    one, other = PAIRS[pair]
    first, second = side(one, means[0], spread=spread), side(other, means[1])
    return Gap(pair, axis, first, second, 12, 6, Apart(*found) if found else None)


# What is said, row by row


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize(("axis", "way"), WAYS)
def test_a_clear_gap_names_its_way_and_whether_it_crosses_the_middle(
    pair: PairName, axis: GapAxis, way: str
) -> None:
    up = way in ("outside", "outcomes")
    across = gap(pair, axis, CLEAR[way], (-0.4, 0.4) if up else (0.4, -0.4))
    further = gap(pair, axis, CLEAR[way], (0.3, 0.9) if up else (0.9, 0.3))
    row = TABLE["gap"][pair, axis, way]
    assert gap_in_words(across, TABLE).say == row["across"]
    assert gap_in_words(further, TABLE).say == row["further"]
    assert gap_in_words(across, TABLE).ask == gap_in_words(further, TABLE).ask == row["ask"]


@pytest.mark.parametrize(
    ("pair", "axis", "way", "says"),
    [
        ("said_measured", "focus", "inside",
         "Our words look outside, and what is measured looks inside."),
        ("said_measured", "orientation", "outputs",
         "Our words speak of outcomes, and what is measured is outputs."),
        ("said_wanted", "focus", "outside",
         "Our words look inside, and we say that we need to look outside."),
        ("said_wanted", "orientation", "outcomes",
         "Our words speak of outputs, and we say that we need to look at outcomes."),
        ("guess_said", "focus", "inside",
         "We guessed that we look outside, and our words look inside."),
        ("guess_said", "orientation", "outcomes",
         "We guessed outputs, and our words speak of outcomes."),
    ],
)  # fmt: skip
def test_the_sentences_lead_from_the_first_layer_to_the_second(
    pair: PairName, axis: GapAxis, way: str, says: str
) -> None:
    assert TABLE["gap"][pair, axis, way]["across"] == says


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("axis", ["focus", "orientation"])
@pytest.mark.parametrize("found", [(0.6, -0.1, 1.2), (0.1, 0.05, 0.15), (0.0, -0.1, 0.1)])
def test_what_holds_zero_or_cannot_be_seen_is_no_clear_difference(
    pair: PairName, axis: GapAxis, found: tuple[float, float, float]
) -> None:
    words = gap_in_words(gap(pair, axis, found), TABLE)
    assert "no clear difference" in words.say
    assert words.ask.endswith("?")


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("axis", ["focus", "orientation"])
def test_too_few_is_said_and_no_figure_with_it(pair: PairName, axis: GapAxis) -> None:
    few = gap(pair, axis, None)
    assert gap_in_words(few, TABLE).say.startswith("Too few to say")
    assert size_in_words(few, EN) == ""
    assert few.way is None


@pytest.mark.parametrize("layer", ["said", "measured", "wanted", "guess"])
@pytest.mark.parametrize("axis", ["focus", "orientation"])
def test_two_camps_are_told_with_their_numbers_and_asked_about(
    layer: LayerName, axis: GapAxis
) -> None:
    pair: PairName = next(p for p, layers in PAIRS.items() if layer in layers)
    sides = [side(name, 0.0, 4, 5) if name == layer else side(name, 0.5, 0, 9)
             for name in PAIRS[pair]]  # fmt: skip
    words = gap_in_words(Gap(pair, axis, sides[0], sides[1], 12, 6, Apart(0.5, 0.3, 0.7)), TABLE)
    (camps,) = words.camps
    assert camps.index("4") < camps.index("5")
    assert words.ask == TABLE["camps"][layer, axis]["ask"]


def test_every_sentence_of_the_table_stands_in_every_language_and_ends() -> None:
    for language in languages():
        for rows in load_gap_words(language).values():
            for row in rows.values():
                assert all(text.endswith((".", "?")) for text in row.values())


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda t: t.replace('way = "inside"', 'way = "down"', 1), "no row said_measured, focus"),
        (lambda t: t.replace("{low} of us", "{few} of us", 1), "holds {high}, {low}"),
        (lambda t: t.replace("looks inside.", "looks {inside.", 1), "too many"),
        (lambda t: t.replace("further =", "farther =", 1), "there is no farther"),
        (lambda t: t[: t.rindex("[[camps]]")], "no row for guess, orientation"),
    ],
)
def test_a_mistake_in_the_table_is_named_with_file_and_line(
    tmp_path: Path, spoil: Callable[[str], str], says: str
) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "gaps.toml").write_text(spoil(SHIPPED), encoding="utf-8")
    with pytest.raises(ContentError, match=r"gaps\.toml:\d+: ") as error:
        load_gap_words("en", tmp_path)
    assert says in str(error.value)


# The figures in words


@pytest.mark.parametrize(
    ("axis", "found", "says"),
    [
        ("focus", (0.6, 0.4, 0.8),
         "About 30 of the 100 steps from inside to outside, likely between 20 and 40."),
        ("orientation", (-0.6, -0.8, -0.004),
         "About 30 of the 100 steps from outputs to outcomes, likely between 1 and 40."),
        ("focus", (0.1, -0.2, 0.4),
         "It may lie anywhere between 10 of 100 steps further inside and 20 further outside."),
        ("orientation", (-0.1, -0.16, -0.04),
         "About 5 of 100 steps, likely between 2 and 8: too little to see on the map."),
    ],
)  # fmt: skip
def test_the_interval_is_told_in_steps(
    axis: GapAxis, found: tuple[float, float, float], says: str
) -> None:
    assert size_in_words(gap(axis=axis, found=found), EN) == says


def test_it_says_how_many_people_it_rests_on() -> None:
    assert basis_in_words(gap("said_wanted"), EN) == (
        "12 people: 9 said something, 9 put where we need to be."
    )


# The gaps themselves


def people(x: float, y: float, count: int, name: str = "p") -> People:
    return {f"{name}{n}": (x + n / 100, y - n / 100) for n in range(count)}


def test_a_gap_is_between_means_of_people_on_either_axis() -> None:
    layers = {"said": people(0.5, 0.5, 8), "measured": people(-0.5, 0.5, 6),
              "wanted": {}, "guess": {}}  # fmt: skip
    found = apart(layers["said"], layers["measured"])
    focus, orientation = make_gaps("said_measured", layers, found)  # type: ignore[arg-type]
    assert (focus.way, focus.verdict, orientation.verdict) == ("inside", "clear", "none")
    assert (focus.people, focus.both) == (8, 6)
    assert focus.crosses


@pytest.mark.parametrize("count", [0, 1, 3])
def test_with_fewer_than_four_people_on_a_side_there_is_no_figure(count: int) -> None:
    layers = {"said": people(0.5, 0.5, 40), "measured": people(-0.5, 0.5, count),
              "wanted": {}, "guess": {}}  # fmt: skip
    for found in make_gaps("said_measured", layers, None):  # type: ignore[arg-type]
        assert found.verdict == "few"
        assert found.apart is None


@pytest.mark.parametrize(
    ("places", "has_camps"),
    [
        ([-0.8] * 5 + [0.8] * 5, True),
        ([-0.8] * 4 + [0.0] * 4 + [0.8] * 4, True),
        ([-0.8] * 8 + [0.8] * 2, False),
        ([0.0] * 10, False),
        ([-0.8, 0.8, 0.8], False),
    ],
)
def test_two_camps_hold_a_third_of_the_people_each(
    places: Sequence[float], has_camps: bool
) -> None:
    there = {str(n): (x, 0.0) for n, x in enumerate(places)}
    assert make_side("wanted", there, 0).has_camps is has_camps


def test_the_surest_gap_comes_first_and_too_few_last() -> None:
    small, large = gap(found=(0.9, 0.1, 1.7)), gap("said_wanted", found=(0.5, 0.4, 0.6))
    none, few = gap("guess_said", found=(0.2, -0.1, 0.5)), gap("guess_said", "orientation", None)
    assert in_order([few, none, small, large]) == (large, small, none, few)


def test_where_the_size_does_not_tell_disagreement_does() -> None:
    calm = gap(found=(0.1, -0.1, 0.3), spread=0.2)
    heated = gap("guess_said", found=(0.1, -0.1, 0.3), spread=0.9)
    large = gap("said_wanted", found=(0.6, 0.4, 0.8), spread=0.3)
    assert in_order([calm, heated, large]) == (large, heated, calm)
    assert in_order([calm, large, heated], "disagreement") == (heated, large, calm)


# Examples


def answer(person: str, text: str, confidence: float = 1.0) -> ReadAnswer:
    reading = Reading(0.5, 0.5, confidence, line_of_sight=False, evidence=())
    return ReadAnswer(Answer(f"{person}{text}", "q", person, text, NOW, NOW), ASKED, reading)


def test_examples_are_the_furthest_out_one_a_person_short_and_clearly_read() -> None:
    given = [answer("a", "near"), answer("a", "far"), answer("b", "x" * 200),
             answer("c", "weak", 0.3), answer("d", "Far"), answer("e", "other side")]  # fmt: skip
    places = dict(zip([a.answer.id for a in given], [0.5, 0.9, 0.95, 0.8, 0.7, -0.9], strict=True))
    found = examples(given, places, 1, most=9)
    assert [a.answer.text for a in found] == ["far", "weak", "x" * 200]
    assert [a.answer.text for a in examples(given, places, -1)] == ["other side"]


# Arrows


HERE, THERE = Middle(-0.5, -0.4, 0.1, 0.1), Middle(0.6, 0.5, 0.1, 0.1)


@pytest.mark.parametrize(
    ("ways", "end"),
    [
        (("outside", "outcomes"), (0.6, 0.5)),
        (("outside",), (0.6, -0.4)),
        (("outcomes",), (-0.5, 0.5)),
    ],
)
def test_an_arrow_leads_along_what_is_clear_and_no_further(
    ways: tuple[Direction, ...], end: tuple[float, float]
) -> None:
    assert lead(HERE, THERE, ways) == ((-0.5, -0.4), end)


@pytest.mark.parametrize(
    ("one", "other", "ways"),
    [
        (HERE, THERE, ()),
        (HERE, None, ("outside",)),
        (None, THERE, ("outside",)),
        # The means lie the one way, the medians the other.
        (HERE, THERE, ("inside",)),
        (HERE, THERE, ("outside", "outputs")),
        (HERE, HERE, ("outside",)),
    ],
)
def test_without_anything_clear_or_against_the_medians_there_is_no_arrow(
    one: Middle | None, other: Middle | None, ways: tuple[Direction, ...]
) -> None:
    assert lead(one, other, ways) is None
