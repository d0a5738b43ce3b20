"""The weights are what the fit writes, and the reader reaches what it is meant to reach."""

import csv
import itertools
import shutil
from pathlib import Path

import numpy as np
import pytest

from benchmarks import fit_reader
from benchmarks.fit_reader import (
    best_threshold,
    f1,
    fit,
    fit_confidence,
    fit_signed,
    make_table,
)
from benchmarks.labelled import clear, correlations, load_labelled, region_accuracy, same_region
from benchmarks.naive import read_naively
from benchmarks.reader import Bench, alpha, markdown, replaced
from focusmap.bootstrap import LEXICONS
from focusmap.reading import load_reader
from focusmap.reading.lexical import LexicalReader
from focusmap.reading.lexicon import load_classes
from focusmap.reading.weights import load_signs, load_weights, sign_of

NOT_A_NUMBER = float("nan")


@pytest.fixture(scope="module")
def bench() -> Bench:
    reader = load_reader("en", LEXICONS)
    assert isinstance(reader, LexicalReader)
    return Bench(reader, load_labelled())


def test_fit_is_reproducible_to_the_digit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    written = tmp_path / "weights"
    shutil.copytree(fit_reader.WEIGHTS, written)
    for path in written.glob("*.tsv"):
        if path.stem not in ("settings", "signs"):
            path.write_text("# to be written\n", encoding="utf-8")
    monkeypatch.setattr(fit_reader, "WEIGHTS", written)
    fit_reader.main()
    for path in written.glob("*.tsv"):
        assert path.read_text(encoding="utf-8") == (
            LEXICONS / "en" / "weights" / path.name
        ).read_text(encoding="utf-8"), f"{path.name}: run python -m benchmarks.fit_reader"


def test_the_reader_agrees_with_the_raters(bench: Bench) -> None:
    assert region_accuracy(bench.mine.places, bench.raters) >= 0.85
    x, y = correlations(bench.mine.places, bench.raters)
    assert x >= 0.73
    assert y >= 0.79


def test_what_can_be_read_is_placed_and_what_cannot_is_not(bench: Bench) -> None:
    placed = ~np.isnan(bench.mine.places[:, 0])
    readable = ~np.isnan(bench.raters[:, 0])
    assert placed[readable].mean() >= 0.97
    assert (~placed[~readable]).mean() >= 0.7


def test_line_of_sight_is_found(bench: Bench) -> None:
    assert bench.mine.sight is not None
    assert f1(bench.mine.sight, bench.wanted[:, 2] > 0) >= 0.55


def test_confidence_is_calibrated(bench: Bench) -> None:
    rows = [line.split(" | ") for line in bench.calibration().splitlines()[2:]]
    for _, count, share in rows[1:]:
        low = float(rows[[r[2] for r in rows].index(share)][0].strip("| ").split(" to ")[0])
        if int(count.replace(",", "")) >= 100:
            assert low - 0.08 <= float(share.strip(" |%")) / 100 <= low + 0.18


def test_ratings_are_those_of_the_labels() -> None:
    answers = {
        a.id: a
        for name in ("labelled_answers.csv", "closed_answers.csv")
        for a in load_labelled(name)
    }
    path = Path(fit_reader.__file__).parents[1] / "tests" / "data" / "ratings.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["id"] for row in rows} <= set(answers)
    for one, other in itertools.pairwise(rows):
        if one["id"] == other["id"] and one["x"] and other["x"]:
            mean = (float(one["x"]) + float(other["x"])) / 4
            assert answers[one["id"]].x == pytest.approx(mean, abs=0.01)


def test_closed_answers_are_in_no_fit() -> None:
    open_ids = {a.id for a in load_labelled()}
    closed = load_labelled("closed_answers.csv")
    assert not open_ids & {a.id for a in closed}
    assert not {a.text for a in load_labelled()} & {a.text for a in closed if len(a.text) > 12}


# The measures themselves


def test_region_needs_both_sides_right() -> None:
    raters = np.array([[1.0, 1.0], [-1.0, 1.0], [0.1, 1.0], [NOT_A_NUMBER, NOT_A_NUMBER]])
    places = np.array([[0.2, 0.3], [0.2, 0.3], [0.2, 0.3], [0.2, 0.3]])
    assert clear(raters).tolist() == [True, True, False, False]
    assert same_region(places, raters).tolist()[:2] == [True, False]
    assert region_accuracy(places, raters) == 0.5


def test_an_unplaced_answer_is_never_right() -> None:
    raters = np.array([[1.0, 1.0], [1.0, 1.0]])
    places = np.array([[NOT_A_NUMBER, NOT_A_NUMBER], [0.5, 0.5]])
    assert region_accuracy(places, raters) == 0.5


def test_alpha_is_one_for_agreement_and_near_zero_for_chance() -> None:
    same = np.repeat(np.arange(-2.0, 3.0)[:, None], 2, axis=1)
    assert alpha(same) == 1.0
    chance = np.random.default_rng(1).integers(-2, 3, (4000, 2)).astype(float)
    assert abs(alpha(chance)) < 0.05


def test_f1_and_its_threshold() -> None:
    true = np.array([True, True, False, False])
    assert f1(np.array([True, False, False, False]), true) == pytest.approx(2 / 3)
    assert f1(np.zeros(4, dtype=bool), np.zeros(4, dtype=bool)) == 0.0
    cut = best_threshold(np.array([0.4, 0.2, -0.3, -0.9]), true)
    assert -0.3 <= cut < 0.2


def test_fit_finds_the_side_and_penalty_holds_back() -> None:
    amounts = np.array([[1.0, 0.0], [0.0, 1.0]] * 20)
    places = np.array([1.0, -1.0] * 20)
    ones = np.ones(40)
    weak = fit(amounts, places, ones, np.full(2, 0.5))
    strong = fit(amounts, places, ones, np.full(2, 50.0))
    assert weak[0] > strong[0] > 0 > strong[1] > weak[1]


def test_no_weight_points_the_wrong_way() -> None:
    classes = load_classes(LEXICONS / "en")
    signs = load_signs(fit_reader.SIGNS, classes)
    for axis in ("focus", "orientation"):
        weights = load_weights(LEXICONS / "en" / "weights" / f"{axis}.tsv", classes)
        wrong = [e for e, w in weights.items() if w * sign_of(e, axis, signs, classes) < 0]
        assert wrong == []


def test_a_weight_that_would_point_the_wrong_way_is_left_out() -> None:
    amounts = np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0]] * 10)
    places = np.array([0.0, 1.0, -1.0] * 10)
    ones, penalty = np.ones(30), np.full(2, 0.5)
    free = fit_signed(amounts, places, ones, penalty, np.zeros(2))
    held = fit_signed(amounts, places, ones, penalty, np.array([0.0, 1.0]))
    assert free[1] < 0 == held[1]
    assert held[0] > 0


def test_confidence_rises_with_the_sum() -> None:
    generator = np.random.default_rng(3)
    sums = generator.normal(0, 1, (2000, 3))
    flips = generator.random((2000, 1)) < np.exp(-np.abs(sums[:, :1]) * 2) / 2
    wanted = np.sign(sums[:, :2]) * np.where(flips, -1, 1)
    base, slope = fit_confidence(sums, np.column_stack([wanted, np.zeros(2000)]))
    assert slope > 0
    assert 1 / (1 + np.exp(-base)) < 0.75


def test_table_leaves_out_what_is_seen_too_seldom() -> None:
    table = make_table([{"a": 1.0, "b": 1.0}, {"a": 0.5}, {"a": 1.0}])
    assert table.effects == ("a",)
    assert table.amounts.tolist() == [[1.0], [0.5], [1.0]]


def test_naive_list_needs_both_axes() -> None:
    assert read_naively("happy customers") == (1.0, 1.0)
    assert read_naively("customers") is None


def test_tables_replace_only_what_is_between_their_marks() -> None:
    text = "a\n<!-- x -->\nold\n<!-- end -->\nb\n<!-- y -->\nkept\n<!-- end -->\n"
    table = markdown(("h",), [("1",)])
    assert replaced(text, "x", table) == text.replace("old", table)
