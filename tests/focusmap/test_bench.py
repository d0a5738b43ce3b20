"""The bench: readings with their evidence, what a change moves, and where to write it down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from focusmap import bench as bench_module
from focusmap.answer_file import answers_from_lines
from focusmap.bench import (
    LIMITS,
    QUESTION_NAMES,
    Changes,
    Read,
    WeightChange,
    changed_reader,
    dots_overlap,
    edits,
    effects,
    evidence_rows,
    last_line,
    layer_of,
    moves,
    page_count,
    page_of,
    places,
    read_again,
    read_all,
    sums,
    weight_change,
    weight_of,
)
from focusmap.bootstrap import lexical_reader_for
from focusmap.errors import BadAnswer
from focusmap.model import AXES, QUESTION_KINDS, OwnWord
from focusmap.reading.lexical import LexicalReader
from focusmap.reading.lexicon import load_lexicon
from focusmap.settings import LEXICONS, ROOT
from focusmap.translate import translations
from focusmap.vocabulary import load_word_classes

GETTEXT = translations("en").gettext
ReadText = Callable[..., tuple[Read, ...]]
ZORBLING = OwnWord("zorbling", "outside_person")


@pytest.fixture(scope="module")
def reader() -> LexicalReader:
    """The real reader."""
    return lexical_reader_for("en")


@pytest.fixture(scope="module")
def read(reader: LexicalReader) -> ReadText:
    """Reads lines."""

    def read(*lines: str, kind: str = "work") -> tuple[Read, ...]:
        return read_all(answers_from_lines("\n".join(lines), kind, LIMITS), reader, GETTEXT)

    return read


def told(changes: Changes, reader: LexicalReader) -> list[tuple[str, str]]:
    return [(e.text, e.line) for e in edits(changes, reader, load_word_classes("en"), GETTEXT)]


# Reading


def test_a_bench_reads_as_the_reader_does(read: ReadText, reader: LexicalReader) -> None:
    (found,) = read("Tenants can cook again", kind="success")
    assert found.name == "1"
    assert found.reading == reader.read("Tenants can cook again", "success")


def test_every_question_has_its_words() -> None:
    assert set(QUESTION_NAMES) == set(QUESTION_KINDS)


def test_pages_hold_every_reading_once(read: ReadText) -> None:
    reads = read(*(f"We ship {n} parcels" for n in range(41)))
    pages = [page_of(reads, number) for number in range(1, page_count(reads) + 1)]
    assert [len(p) for p in pages] == [20, 20, 1]
    assert [r for p in pages for r in p] == list(reads)
    assert page_count(()) == 1


def test_the_map_counts_no_people_for_nobody_knows_them(read: ReadText) -> None:
    layer = layer_of(read("We ship parcels", "???"))
    assert (len(layer.dots), len(layer.unplaced), layer.people) == (1, 1, 0)
    assert not dots_overlap(layer)


def test_many_dots_lie_where_they_are_read(read: ReadText, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_module, "MOST_APART", 4)
    layer = layer_of(read(*["We ship parcels"] * 5, "???"))
    assert len({(d.px, d.py) for d in layer.dots}) == 1
    assert (len(layer.dots), len(layer.unplaced), layer.people) == (5, 1, 0)
    assert layer.middle
    assert dots_overlap(layer)


# Evidence


def test_the_rows_of_evidence_add_up_to_the_sums_and_the_place(read: ReadText) -> None:
    for found in read("We ship parcels so that tenants can cook again", "number of tickets"):
        rows, total = evidence_rows(found.answer), sums(found.reading)
        for axis in AXES:
            assert sum(r.weights.get(axis, 0) for r in rows) == pytest.approx(total[axis])
        assert places(found.reading) == (found.reading.x, found.reading.y)


def test_each_row_names_a_line_that_holds_its_word(read: ReadText) -> None:
    (found,) = read("Tenants can cook in their flats")
    rows = [r for r in evidence_rows(found.answer) if "/words/" in r.rule]
    assert rows
    for row in rows:
        file, _, number = row.rule.rpartition(":")
        line = (ROOT / file).read_text(encoding="utf-8").splitlines()[int(number) - 1]
        assert line.split("\t")[:2] == [row.term, row.word_class]


def test_a_row_shows_the_words_as_typed_and_the_lexicon_s_own_form(read: ReadText) -> None:
    (found,) = read("TENANTS sleep")
    row = evidence_rows(found.answer)[0]
    assert (row.words, row.lemma, row.word_class) == ("TENANTS", "tenant", "outside_person")


def test_what_speaks_of_the_whole_stands_last_and_marks_no_words(read: ReadText) -> None:
    (found,) = read("We ship parcels")
    rows = evidence_rows(found.answer)
    whole = [row for row in rows if not row.words]
    assert rows[-len(whole) :] == tuple(whole)
    assert {row.lemma for row in whole} == {""}
    assert "question_work" in {row.effect for row in whole}


# What if


def test_a_word_that_is_tried_moves_its_answers_and_no_others(
    read: ReadText, reader: LexicalReader
) -> None:
    before = read("I brief the zorblings", "I paint fences")
    after = read_again(before, changed_reader(reader, Changes((ZORBLING,))))
    (move,) = moves(before, after)
    assert move.before == before[0]
    assert (move.after.reading.x or 0) > (move.before.reading.x or 0)


def test_trying_changes_nothing_for_others(read: ReadText, reader: LexicalReader) -> None:
    before = read("Our target is a target")
    changes = Changes((ZORBLING,), (WeightChange("focus", "target", 3.0),))
    forms, weights = len(reader.lexicon.forms), dict(reader.model.focus)
    assert moves(before, read_again(before, changed_reader(reader, changes)))
    assert (len(reader.lexicon.forms), dict(reader.model.focus)) == (forms, weights)
    assert read("Our target is a target") == before


def test_nothing_tried_moves_nothing(read: ReadText, reader: LexicalReader) -> None:
    before = read("Tenants sleep", "???", "We ship")
    assert moves(before, read_again(before, changed_reader(reader, Changes()))) == ()
    assert not Changes()


def test_an_answer_that_comes_onto_the_map_moves_farthest(
    read: ReadText, reader: LexicalReader
) -> None:
    before = read("our target, our target", "qwrtz")
    changes = Changes((OwnWord("qwrtz", "colleague"),), (WeightChange("focus", "target", -0.4),))
    found = moves(before, read_again(before, changed_reader(reader, changes)))
    assert found[0].after.name == "2"
    assert found[0].changes_region


def test_a_word_or_weight_tried_again_takes_the_place_of_the_first() -> None:
    changes = Changes().with_word(ZORBLING).with_word(OwnWord("Zorbling", "target"))
    assert [(w.term, w.word_class) for w in changes.words] == [("Zorbling", "target")]
    one, two = WeightChange("focus", "target", 1.0), WeightChange("focus", "target", 2.0)
    other = WeightChange("orientation", "target", 1.0)
    assert Changes().with_weight(one).with_weight(other).with_weight(two).weights == (other, two)


def test_there_is_an_end_to_what_can_be_tried() -> None:
    changes = Changes(tuple(OwnWord(f"w{n}", "silent") for n in range(100)))
    with pytest.raises(BadAnswer, match="100 words already"):
        changes.with_word(ZORBLING)


def test_a_weight_is_checked(reader: LexicalReader) -> None:
    now = weight_of(reader.model, "focus", "target")
    assert weight_change("focus", "target", now + 1, reader.model).weight == now + 1
    with pytest.raises(BadAnswer, match="has this weight already"):
        weight_change("focus", "target", now, reader.model)
    with pytest.raises(BadAnswer, match="from -4 to 4"):
        weight_change("focus", "target", 4.5, reader.model)


def test_every_effect_that_weighs_something_can_be_tried(reader: LexicalReader) -> None:
    model = reader.model
    assert set(effects(model)) == {*model.focus, *model.orientation, *model.line_of_sight}
    assert weight_of(model, "focus", "stands nowhere") == 0


# Where to write it down


def test_a_new_word_goes_below_the_last_of_its_class(reader: LexicalReader) -> None:
    found = last_line("outside_person", reader.lexicon)
    assert found
    file, number = found
    assert told(Changes((OwnWord("Zorbling", "outside_person"),)), reader) == [
        (f"In {file}, below line {number}, add:", "zorbling\toutside_person")
    ]
    line = (ROOT / file).read_text(encoding="utf-8").splitlines()[number - 1]
    assert line.split("\t")[1] == "outside_person"


def test_a_word_of_another_class_is_changed_where_it_stands(reader: LexicalReader) -> None:
    ((text, line), *_) = told(Changes((OwnWord("tenant", "colleague"),)), reader)
    assert text.startswith("In lexicons/en/words/people.tsv:")
    assert line == "tenant\tcolleague"


def test_a_word_that_is_there_already_is_told(reader: LexicalReader) -> None:
    ((text, line), *_) = told(Changes((OwnWord("tenant", "outside_person"),)), reader)
    assert "is there already, in lexicons/en/words/people.tsv:" in text
    assert line == ""


def test_a_word_of_several_senses_loses_the_others(reader: LexicalReader) -> None:
    lexicon = reader.lexicon
    term = next(
        f for f, s in lexicon.forms.items() if sum(e is not None and e.term == f for e in s) == 2
    )
    first, second = told(Changes((OwnWord(term, "silent"),)), reader)
    assert first[1] == f"{term}\tsilent"
    assert second[0].startswith("Delete lexicons/en/words/")


def test_a_class_without_words_has_no_last_line(reader: LexicalReader) -> None:
    assert last_line("figure", reader.lexicon) is None


@pytest.mark.parametrize("axis", AXES)
def test_a_weight_is_changed_at_its_line_or_added(reader: LexicalReader, axis: str) -> None:
    weights = getattr(reader.model, axis)
    stands = next(iter(weights))
    changes = Changes(
        weights=(
            WeightChange(axis, stands, 1.5),  # type: ignore[arg-type]
            WeightChange(axis, "silent", -2.0),  # type: ignore[arg-type]
        )
    )
    first, second = told(changes, reader)
    assert first[0].startswith(f"In lexicons/en/weights/{axis}.tsv:")
    assert first[1] == f"{stands}\t1.5"
    place = first[0].removeprefix("In ").partition(",")[0]
    file, _, number = place.rpartition(":")
    line = (ROOT / file).read_text(encoding="utf-8").splitlines()[int(number) - 1]
    assert line.split("\t")[0] == stands
    assert second == (f"At the end of lexicons/en/weights/{axis}.tsv, add:", "silent\t-2")


def test_what_is_said_to_write_does_what_was_tried(tmp_path: Path, reader: LexicalReader) -> None:
    """The advice followed to the letter: the lexicon then reads as the bench did."""
    folder = tmp_path / "lexicons" / "en"
    for path in (LEXICONS / "en").rglob("*.tsv"):
        target = folder / path.relative_to(LEXICONS / "en")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    ((text, line),) = told(Changes((ZORBLING,)), reader)
    file, number = text.removeprefix("In ").removesuffix(", add:").split(", below line ")
    lines = (tmp_path / file).read_text(encoding="utf-8").splitlines()
    lines.insert(int(number), line)
    (tmp_path / file).write_text("\n".join(lines) + "\n", encoding="utf-8")
    entry = load_lexicon(folder).forms["zorblings"].main
    assert entry is not None
    assert entry.name == "outside_person"
