"""How well the reader agrees with people, beside two baselines, and where it is wrong.

    python -m benchmarks.reader             print everything
    python -m benchmarks.reader --write     and put the tables into the docs
    python -m benchmarks.reader --closed    the answers nobody looks at, too: use it sparingly

Accuracy is cross-validated in ten folds: no answer is read with weights fitted to it. The lexicon
was edited with most of these answers in view, so the closed answers are the honest judge.
"""

from __future__ import annotations

import argparse
import csv
import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.figures import machine
from benchmarks.fit_reader import (
    best_threshold,
    cross_validated,
    f1,
    fit_all,
    make_table,
    three_targets,
)
from benchmarks.labelled import (
    DATA,
    FOLDS,
    Array,
    Flags,
    Labelled,
    clear,
    correlations,
    load_labelled,
    region_accuracy,
    same_region,
    targets,
)
from benchmarks.naive import read_naively
from focusmap.bootstrap import LEXICONS
from focusmap.model import QUESTION_KINDS, Reading
from focusmap.reading import load_reader
from focusmap.reading.lexical import LexicalReader

ROOT = Path(__file__).parents[1]
FILES = (ROOT / "benchmarks" / "README.md", ROOT / "docs" / "reading.md")
BINS = ((0.0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01))
SHARES = (0.1, 0.2, 0.4, 0.7, 1.0)
WORST = 20
LONG = 100_000
HOSTILE = (
    " ",
    "a",
    ",",
    "\n",
    "so not but ",
    "instead of tenants but ",
    "can't ",
    "really officially nobody asks ",
    "tenants sleep well so that they walk, ",
    "custmer ",
    "e\u0301",
    "1.",
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a way of reading made of some answers: places, shape (n, 2), nan where unplaced."""

    name: str
    places: Array
    sight: Flags | None = None


def main() -> None:
    """Measure and print; see the module's text for the options."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--write", action="store_true", help="put the tables into the docs")
    parser.add_argument("--closed", action="store_true", help="judge on the closed answers too")
    options = parser.parse_args()
    reader = load_reader("en", LEXICONS)
    assert isinstance(reader, LexicalReader)
    answers = load_labelled()
    bench = Bench(reader, answers)
    tables = {
        "reader": bench.summary(),
        "calibration": bench.calibration(),
        "question": bench.by_question(),
        "curve": bench.curve(),
        "facts": f"{agreement()}.\n{bench.speed()}.",
    }
    if options.closed:
        tables["closed"] = closed_table(reader)
    print(*tables.values(), bench.worst(), sep="\n\n")
    if options.write:
        for path in FILES:
            write_tables(path, tables)


class Bench:
    """The reader on the labelled answers, its weights cross-validated."""

    def __init__(self, reader: LexicalReader, answers: Sequence[Labelled]) -> None:
        self.reader = reader
        self.answers = answers
        self.folds = np.array([a.fold for a in answers])
        self.raters = targets(answers)
        self.wanted = three_targets(answers)
        self.table = make_table([reader.effects(a.text, a.question) for a in answers])
        self.readings = [reader.read(a.text, a.question) for a in answers]
        self.sums = cross_validated(self.table, self.wanted, self.folds.tolist())
        cut = best_threshold(self.sums[:, 2], self.wanted[:, 2] > 0)
        places = np.tanh(self.sums[:, :2])
        places[[not r.placed for r in self.readings]] = np.nan
        self.mine = Judged("this reader", places, self.sums[:, 2] > cut)

    def summary(self) -> str:
        """Return the reader beside the baselines."""
        naive = Judged("naive list", naive_places(self.answers))
        ngrams = Judged("word n-grams, ridge", ngram_places(self.answers, self.folds, self.raters))
        return comparison([self.mine, ngrams, naive], self.answers, self.raters)

    def calibration(self) -> str:
        """Return how often the region is right by confidence, among the clear answers."""
        settings = self.reader.model.settings
        least = np.abs(self.sums[:, :2]).min(axis=1)
        odds = settings.confidence_base + settings.confidence_slope * least
        sure = 1 / (1 + np.exp(-odds))
        among = clear(self.raters) & ~np.isnan(self.mine.places[:, 0])
        right = same_region(self.mine.places, self.raters)
        rows = []
        for low, high in BINS:
            chosen = among & (sure >= low) & (sure < high)
            share = f"{right[chosen].mean():.0%}" if chosen.any() else "-"
            rows.append((f"{low:.1f} to {min(high, 1.0):.1f}", f"{chosen.sum():,}", share))
        return markdown(("confidence", "answers", "right region"), rows)

    def by_question(self) -> str:
        """Return accuracy and correlation for each question."""
        rows = []
        for kind in QUESTION_KINDS:
            among = np.array([a.question == kind for a in self.answers])
            x, y = correlations(self.mine.places, self.raters, among)
            right = region_accuracy(self.mine.places, self.raters, among)
            rows.append((kind, f"{right:.1%}", f"{x:.2f}", f"{y:.2f}"))
        return markdown(("question", "right region", "r focus", "r orientation"), rows)

    def curve(self) -> str:
        """Return accuracy by how many of the labelled answers the weights were fitted to."""
        order = np.random.default_rng(1).permutation(len(self.answers))
        rows = []
        for share in SHARES:
            kept = np.zeros(len(self.answers), dtype=bool)
            kept[order[: int(share * len(order))]] = True
            sums = np.zeros_like(self.wanted)
            for fold in range(FOLDS):
                weights = fit_all(self.table, self.wanted, kept & (self.folds != fold))
                out = self.folds == fold
                sums[out] = self.table.amounts[out] @ weights
            places = np.tanh(sums[:, :2])
            x, y = correlations(places, self.raters)
            right = region_accuracy(places, self.raters)
            rows.append((f"{kept.sum():,}", f"{right:.1%}", f"{x:.2f}", f"{y:.2f}"))
        return markdown(("labels", "right region", "r focus", "r orientation"), rows)

    def speed(self) -> str:
        """Return answers a second, in one process: each text the first time, and again."""
        texts = [(a.text, a.question) for a in self.answers]
        rates = []
        fresh = load_reader("en", LEXICONS)
        for _ in range(3):
            start = time.process_time()
            for text, kind in texts:
                fresh.read(text, kind)
            rates.append(len(texts) / (time.process_time() - start))
        return (
            f"{rates[0]:,.0f} answers a second at first, then {max(rates):,.0f}; the slowest of "
            f"{len(HOSTILE)} texts of 100,000 characters took {slowest(fresh):.0f} ms; {machine()}"
        )

    def worst(self) -> str:
        """Return the answers read worst, with their evidence."""
        gap = np.nan_to_num(np.abs(self.mine.places - self.raters).sum(axis=1))
        lines = [f"The {WORST} worst readings (raters -> reader):"]
        for at in np.argsort(-gap)[:WORST]:
            answer, reading = self.answers[at], self.readings[at]
            theirs, mine = self.raters[at], self.mine.places[at]
            lines.append(
                f"\n{answer.id} {answer.question}: {answer.text}\n    raters {theirs[0]:+.2f} "
                f"{theirs[1]:+.2f}, reader {mine[0]:+.2f} {mine[1]:+.2f}: {in_short(reading)}"
            )
        return "\n".join(lines)


def slowest(reader: LexicalReader) -> float:
    """Return the milliseconds that the slowest of some texts made to be slow takes."""
    taken = []
    for piece in HOSTILE:
        text = (piece * LONG)[:LONG]
        start = time.perf_counter()
        reader.read(text, "work")
        taken.append(time.perf_counter() - start)
    return max(taken) * 1000


def comparison(ways: Iterable[Judged], answers: Sequence[Labelled], raters: Array) -> str:
    """Return ways of reading side by side."""
    readable = ~np.isnan(raters[:, 0])
    seen = np.array([a.line_of_sight for a in answers])
    rows = []
    for way in ways:
        placed = ~np.isnan(way.places[:, 0])
        x, y = correlations(way.places, raters)
        sight = "-" if way.sight is None else f"{f1(way.sight & placed, seen):.2f}"
        rows.append(
            (
                way.name,
                f"{region_accuracy(way.places, raters):.1%}",
                f"{x:.2f}",
                f"{y:.2f}",
                f"{placed[readable].mean():.1%}",
                "-" if readable.all() else f"{(~placed[~readable]).mean():.0%}",
                sight,
            )
        )
    count = int(clear(raters).sum())
    head = (
        f"{len(answers):,} answers",
        f"right region ({count:,} clear)",
        "r focus",
        "r orientation",
        "readable placed",
        "unplaceable unplaced",
        "line of sight F1",
    )
    return markdown(head, rows)


def naive_places(answers: Sequence[Labelled]) -> Array:
    """Return where the naive list puts each answer."""
    read = [read_naively(a.text) or (np.nan, np.nan) for a in answers]
    return np.array(read, dtype=np.float64)


def ngram_places(answers: Sequence[Labelled], folds: Array, raters: Array) -> Array:
    """Return where word n-grams with ridge put each answer, cross-validated in the same folds."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import Ridge

    texts = np.array([f"asked_{a.question} {a.text}" for a in answers])
    readable = ~np.isnan(raters[:, 0])
    places = np.zeros_like(raters)
    for fold in range(FOLDS):
        learn, judge = readable & (folds != fold), folds == fold
        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
        model = Ridge(alpha=1.0).fit(words.fit_transform(texts[learn]), raters[learn])
        places[judge] = model.predict(words.transform(texts[judge]))
    return places


def closed_table(reader: LexicalReader) -> str:
    """Return how the reader as it stands does on the answers nobody looks at."""
    answers = load_labelled("closed_answers.csv")
    readings = [reader.read(a.text, a.question) for a in answers]
    places = np.array(
        [(np.nan, np.nan) if r.x is None else (r.x, r.y) for r in readings], dtype=np.float64
    )
    sight = np.array([r.line_of_sight for r in readings])
    hard = np.array([a.hard for a in answers])
    parts: list[str] = []
    for name, among in (("all", hard | ~hard), ("usual", ~hard), ("hard", hard)):
        some = [a for a, chosen in zip(answers, among, strict=True) if chosen]
        way = Judged(f"closed answers, {name}", places[among], sight[among])
        table = comparison([way], some, targets(some)).splitlines()
        parts += table if not parts else table[2:]
    return "\n".join(parts)


def agreement() -> str:
    """Return how far two raters of one answer agree: same region, and Krippendorff's alpha."""
    pairs: dict[str, list[dict[str, str]]] = {}
    with (DATA / "ratings.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pairs.setdefault(row["id"], []).append(row)
    both = [p for p in pairs.values() if len(p) == 2 and all(r["x"] for r in p)]
    numbers = {
        key: np.array([[float(r[key]) for r in p] for p in both]) for key in ("x", "y", "los")
    }
    first, second = (
        np.column_stack([numbers["x"][:, rater], numbers["y"][:, rater]]) for rater in (0, 1)
    )
    among = clear(first / 2)
    same = same_region(first, second)[among].mean()
    alphas = ", ".join(f"{key} {alpha(values):.2f}" for key, values in numbers.items())
    return (
        f"Two raters, {len(both):,} answers: of those the first places clearly, the second puts "
        f"{same:.1%} into the same region; "
        f"Krippendorff's alpha (interval): {alphas}"
    )


def alpha(pairs: Array) -> float:
    """Return Krippendorff's alpha with interval distance for two raters, shape (n, 2).

    1 - observed / expected disagreement; K. Krippendorff, Content Analysis, chapter 12.
    """
    values = pairs.ravel()
    observed = float(((pairs[:, 0] - pairs[:, 1]) ** 2).mean())
    # The mean squared difference of all pairs of values is twice their sample variance.
    return 1 - observed / (2 * float(values.var(ddof=1)))


def in_short(reading: Reading) -> str:
    """Return the heaviest evidence of a reading in one line."""
    marks = sorted(reading.evidence, key=lambda e: -abs(e.weight))[:8]
    return ", ".join(f"{e.term} ({e.effect} {e.axis} {e.weight:+.2f})" for e in marks)


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def write_tables(path: Path, tables: dict[str, str]) -> None:
    """Replace the tables between their marks in a file; marks that are not there are left out."""
    text = path.read_text(encoding="utf-8")
    for name, table in tables.items():
        text = replaced(text, name, table)
    path.write_text(text, encoding="utf-8")


def replaced(text: str, name: str, table: str) -> str:
    """Return a text with what stands between the marks of a table replaced."""
    between = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- end -->)", re.DOTALL)
    return between.sub(lambda found: found[1] + table + found[2], text)


if __name__ == "__main__":
    main()
