"""Fit the weights of the reader to the labelled answers and write them as files people can read.

    python -m benchmarks.fit_reader

Each axis is a logistic regression with a ridge penalty, its target the raters' mean: with
p = (place + 1) / 2, the sum s of the evidence gives p = 1 / (1 + exp(-2 s)), hence place = tanh(s).
The problem is convex and solved by Newton's method from zero, so the same answers give the same
digits. The settings of the turns (before_purpose and so on) were chosen among a few values each by
cross-validated accuracy; the program leaves them alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.labelled import (
    FOLDS,
    Array,
    Flags,
    Labelled,
    clear,
    load_labelled,
    same_region,
    targets,
)
from focusmap.bootstrap import LEXICONS
from focusmap.reading.lexical import QUESTION, LexicalReader
from focusmap.reading.lexicon import load_classes
from focusmap.reading.weights import MOST, load_signs, sign_of

WEIGHTS = LEXICONS / "en" / "weights"
SIGNS = WEIGHTS / "signs.tsv"
PENALTY = 1.2
# What raters do not place clearly counts less, and what they place is drawn to its side: the
# region counts more than how far in it an answer lies. Both chosen by cross-validation.
UNCLEAR = 0.4
SHARPENED = 0.7
# The question asked is to stay a weak prior: its weights are held back so many times more.
QUESTION_PENALTY = 30.0
STEPS = 25
# An effect seen in fewer answers says more about them than about itself.
LEAST_SEEN = 3
AXES = ("focus", "orientation", "line_of_sight")


@dataclass(frozen=True, slots=True)
class Table:
    """How much of each effect is in each answer: shape (answers, effects).

    `signs`, shape (effects, axes), says which way weights may point: 1, -1, or 0 for either.
    """

    effects: tuple[str, ...]
    amounts: Array
    signs: Array


def make_table(found: Sequence[Mapping[str, float]], effects: Sequence[str] | None = None) -> Table:
    """Return effects as a table; those seen too seldom are left out unless named."""
    if effects is None:
        seen = Counter(effect for amounts in found for effect in amounts)
        effects = sorted(effect for effect, count in seen.items() if count >= LEAST_SEEN)
    column = {effect: at for at, effect in enumerate(effects)}
    amounts = np.zeros((len(found), len(effects)))
    for row, one in enumerate(found):
        for effect, amount in one.items():
            if effect in column:
                amounts[row, column[effect]] = amount
    return Table(tuple(effects), amounts, _signs(effects))


def _signs(effects: Sequence[str]) -> Array:
    classes = load_classes(LEXICONS / "en")
    signs = load_signs(SIGNS, classes)
    rows = [
        [
            sign_of(effect, axis, signs, classes) if _is_known(effect, classes) else 0
            for axis in AXES
        ]
        for effect in effects
    ]
    return np.array(rows, dtype=np.float64)


def _is_known(effect: str, classes: Collection[str]) -> bool:
    return effect.partition("@")[0] in classes


def fit(amounts: Array, places: Array, importance: Array, penalty: Array) -> Array:
    """Return the weights of one axis, shape (effects,).

    `places` run from -1 to 1; `importance` says how much each answer counts, 1 for a full one;
    `penalty` says how much each weight is held back towards zero.
    """
    wanted = (places + 1) / 2
    weights = np.zeros(amounts.shape[1])
    for _ in range(STEPS):
        shown = 1 / (1 + np.exp(-2 * (amounts @ weights)))
        slope = amounts.T @ (2 * importance * (shown - wanted)) + penalty * weights
        bend = (amounts * (4 * importance * shown * (1 - shown))[:, None]).T @ amounts
        weights -= np.linalg.solve(bend + np.diag(penalty), slope)
    return np.asarray(np.clip(weights, -MOST, MOST), dtype=np.float64)


def fit_signed(
    amounts: Array, places: Array, importance: Array, penalty: Array, signs: Array
) -> Array:
    """Return the weights of one axis, none of which points the wrong way.

    Weights that would are set to zero and the rest fitted again, until none does.
    """
    kept = np.ones(amounts.shape[1], dtype=bool)
    while True:
        weights = np.zeros(amounts.shape[1])
        weights[kept] = fit(amounts[:, kept], places, importance, penalty[kept])
        wrong = kept & (weights * signs < 0)
        if not wrong.any():
            return weights
        kept &= ~wrong


def three_targets(answers: Sequence[Labelled]) -> Array:
    """Return x, y and line of sight (-1 or 1) of each answer, shape (n, 3)."""
    seen = np.array([1.0 if a.line_of_sight else -1.0 for a in answers])
    return np.column_stack([targets(answers), seen])


def fit_all(table: Table, wanted: Array, chosen: Flags) -> Array:
    """Return the weights of the three axes from the chosen answers, shape (effects, 3)."""
    placed = chosen & ~np.isnan(wanted[:, 0])
    importance = np.where(clear(wanted[placed, :2]), 1.0, UNCLEAR).astype(np.float64)
    penalty = np.array([_penalty(effect) for effect in table.effects])
    sharp = np.asarray(
        np.sign(wanted[placed]) * np.abs(wanted[placed]) ** SHARPENED, dtype=np.float64
    )
    return np.column_stack(
        [
            fit_signed(
                table.amounts[placed], sharp[:, axis], importance, penalty, table.signs[:, axis]
            )
            for axis in range(len(AXES))
        ]
    )


def _penalty(effect: str) -> float:
    return PENALTY * (QUESTION_PENALTY if effect.startswith(QUESTION) else 1.0)


def cross_validated(table: Table, wanted: Array, folds: Sequence[int]) -> Array:
    """Return the sums of each answer on the three axes by weights fitted without its fold."""
    fold = np.asarray(folds)
    sums = np.zeros_like(wanted)
    for one in range(FOLDS):
        weights = fit_all(table, wanted, fold != one)
        sums[fold == one] = table.amounts[fold == one] @ weights
    return sums


def best_threshold(sums: Array, seen: Flags) -> float:
    """Return the sum from which to speak of line of sight, for the best F1."""
    candidates = np.round(np.arange(-1.5, 1.0, 0.05), 2)
    return float(max(candidates, key=lambda cut: f1(sums > cut, seen)))


def f1(said: Flags, true: Flags) -> float:
    """Return the harmonic mean of precision and recall."""
    both = int(said.sum()) + int(true.sum())
    return 2 * int((said & true).sum()) / both if both else 0.0


def fit_confidence(sums: Array, wanted: Array) -> tuple[float, float]:
    """Return base and slope of the confidence: how often the region is right by the smaller sum."""
    chosen = clear(wanted[:, :2])
    least = np.asarray(np.abs(sums[chosen, :2]).min(axis=1), dtype=np.float64)
    right = np.where(same_region(sums[chosen, :2], wanted[chosen, :2]), 1.0, -1.0)
    # `fit` models 1 / (1 + exp(-2 s)); the confidence has no 2.
    both = np.column_stack([np.ones_like(least), least])
    base, slope = 2 * fit(both, right, np.ones_like(least), np.full(2, 0.01))
    return round(float(base), 3), round(float(slope), 3)


def write_weights(path: Path, effects: Sequence[str], weights: Array) -> None:
    """Write the weights of one axis, the heaviest first within each sign."""
    lines = [
        f"# What each effect adds on {path.stem}; change a number and the reading changes.",
        "# Written by python -m benchmarks.fit_reader. Columns: class@role, weight.",
    ]
    order = sorted(range(len(effects)), key=lambda i: (-round(float(weights[i]), 3), effects[i]))
    lines += [f"{effects[i]}\t{weights[i]:.3f}" for i in order if f"{weights[i]:.3f}" not in ZERO]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


ZERO = ("0.000", "-0.000")


def write_settings(path: Path, fitted: Mapping[str, float]) -> None:
    """Replace the fitted settings in their file and leave the rest as it is."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        name = line.split("\t")[0]
        lines.append(f"{name}\t{fitted[name]:g}" if name in fitted else line)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, write and say what was done."""
    from focusmap.reading import load_reader

    answers = load_labelled()
    reader = load_reader("en", LEXICONS)
    assert isinstance(reader, LexicalReader)
    table = make_table([reader.effects(a.text, a.question) for a in answers])
    wanted = three_targets(answers)
    sums = cross_validated(table, wanted, [a.fold for a in answers])
    weights = fit_all(table, wanted, np.ones(len(answers), dtype=bool))
    for axis, name in enumerate(AXES):
        write_weights(WEIGHTS / f"{name}.tsv", table.effects, weights[:, axis])
    base, slope = fit_confidence(sums, wanted)
    threshold = best_threshold(sums[:, 2], wanted[:, 2] > 0)
    write_settings(
        WEIGHTS / "settings.tsv",
        {"confidence_base": base, "confidence_slope": slope, "line_of_sight": threshold},
    )
    print(f"{len(answers)} answers, {len(table.effects)} effects: {WEIGHTS}")


if __name__ == "__main__":
    main()
