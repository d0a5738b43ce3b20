"""What holds for any text whatsoever."""

import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from focusmap.model import QUESTION_KINDS
from focusmap.reading import Reader, load_reader, warm_up
from focusmap.reading.lexical import MAX_TOKENS, place
from focusmap.reading.tags import tag_of
from focusmap.reading.tokens import MAX_CHARACTERS

LEXICONS = Path(__file__).parents[3] / "lexicons"
READER = load_reader("en", LEXICONS)
PIECES = """we patients can't isn’t customer's so that not but walk ship invoices 12 % . , no fewer
errors 🙂 👩‍👩‍👧 é é nobody asks she they who again help report i ß İ ﬁle"""
WORDS = st.sampled_from(PIECES.split())
TEXTS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200),
    st.lists(WORDS, max_size=30).map(" ".join),
    st.lists(WORDS, max_size=10).map("".join),
)
relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@relaxed
@given(TEXTS, st.sampled_from(QUESTION_KINDS))
def test_any_text_has_a_sound_reading(text: str, kind: str) -> None:
    reading = READER.read(text, kind)
    for evidence in reading.evidence:
        assert 0 <= evidence.start < evidence.end <= len(text)
        assert evidence.weight
    assert 0 <= reading.confidence <= 1
    if reading.placed:
        assert place(reading.evidence) == (reading.x, reading.y)
        assert reading.x is not None
        assert -1 <= reading.x <= 1
        assert reading.y is not None
        assert -1 <= reading.y <= 1
        assert reading.reason == ""
    else:
        assert reading.evidence == ()
        assert reading.reason
        assert not reading.line_of_sight


@relaxed
@given(TEXTS, st.sampled_from(QUESTION_KINDS))
def test_x_and_y_follow_from_the_evidence_alone(text: str, kind: str) -> None:
    reading = READER.read(text, kind)
    if reading.x is None or reading.y is None:
        return
    for axis, where in (("focus", reading.x), ("orientation", reading.y)):
        total = sum(e.weight for e in reading.evidence if e.axis == axis)
        assert abs(math.tanh(total) - where) < 0.0001


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "so ",
        "not but ",
        "tenants sleep, ",
        "customerxq ",
        "🙂",
        "é",
        "instead of ",
        ". , ",
        "ß",
    ],
)
def test_a_hundred_thousand_characters_are_read_in_bounded_work(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    reading = READER.read(text, "work")
    assert all(e.end <= MAX_CHARACTERS or e.is_whole for e in reading.evidence)
    assert len(reading.evidence) <= 3 * (MAX_TOKENS + 5)


@relaxed
@given(TEXTS, st.lists(TEXTS, max_size=3))
def test_any_words_for_customers_are_taken(text: str, customers: list[str]) -> None:
    READER.read(text, "work", customers)


def test_warm_up_and_reading_from_many_threads_agree() -> None:
    tag_of.cache_clear()
    texts = ["juggling", "customers juggle", "tinkering with clocks", "tenants prosper"] * 50

    def read(text: str) -> tuple[float | None, float | None]:
        warm_up()
        reading = READER.read(text, "work")
        return reading.x, reading.y

    with ThreadPoolExecutor(8) as pool:
        at_once = list(pool.map(read, texts))
    assert at_once == [read(text) for text in texts]


def test_import_does_not_load_the_tagger() -> None:
    import subprocess
    import sys

    code = "import sys, focusmap.reading; sys.exit('textblob' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=LEXICONS.parent, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("kind", QUESTION_KINDS)
def test_reader_keeps_its_language(kind: str) -> None:
    reader: Reader = READER
    assert reader.language == "en"
    assert reader.read("ok", kind).evidence == ()
