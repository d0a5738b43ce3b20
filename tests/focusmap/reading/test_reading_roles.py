"""Who does what: the role of each word, on sentences of their own."""

from pathlib import Path

import pytest

from focusmap.reading import load_reader
from focusmap.reading.lexical import LexicalReader
from focusmap.reading.tokens import tokenize

LEXICONS = Path(__file__).parents[3] / "lexicons"


@pytest.fixture(scope="module")
def reader() -> LexicalReader:
    loaded = load_reader("en", LEXICONS)
    assert isinstance(loaded, LexicalReader)
    return loaded


def effects(reader: LexicalReader, text: str, kind: str = "success") -> dict[str, str]:
    scene = reader.scene(text, tokenize(text), kind)
    return {
        " ".join(scene.words[clue.first : clue.last]): clue.effect for clue in reversed(scene.clues)
    }


@pytest.mark.parametrize(
    ("text", "word", "effect"),
    [
        ("patients sleep", "patients", "outside_person@acting"),
        ("patients sleep", "sleep", "they_can"),
        ("we treat patients", "patients", "outside_person@served"),
        ("letters for tenants", "tenants", "outside_person@for"),
        ("38 residents", "residents", "outside_person@counted"),
        ("customer folder", "customer", "outside_person@label"),
        ("we sleep", "sleep", "they_can@ours"),
        ("sleeping through", "sleeping through", "they_can@alone"),
        ("tenants do not complain", "complain", "they_suffer@less"),
        ("nobody complains", "complains", "they_suffer@less"),
        ("fewer complaints", "complaints", "their_trouble@less"),
        ("invoice checked", "checked", "do_admin@done"),
        ("check bolts", "check", "do_admin@lead"),
        ("tenants feel safe", "tenants", "outside_person@acting"),
        ("the tenants are happy", "are happy", "they_feel"),
        ("a proud team, dry and warm", "warm", "good_state@inside"),
        ("40 %", "40", "figure@share"),
        ("tenants juggle", "juggle", "they_do"),
    ],
)
def test_role(reader: LexicalReader, text: str, word: str, effect: str) -> None:
    assert effects(reader, text)[word] == effect


def test_the_same_verb_is_ours_or_theirs(reader: LexicalReader) -> None:
    assert effects(reader, "we read the reports")["read"].startswith("they_can@ours")
    assert effects(reader, "pupils read again")["read"] == "they_can"


def test_a_passive_is_done_to_people(reader: LexicalReader) -> None:
    assert effects(reader, "patients are washed")["patients"] == "outside_person"


def test_they_stand_for_whom_was_named(reader: LexicalReader) -> None:
    assert effects(reader, "The tenants came. They sleep")["they"] == "they@acting"
    assert effects(reader, "My boss came. They sleep")["they"] == "they@inside"


def test_they_are_the_bosses_where_measures_were_asked(reader: LexicalReader) -> None:
    assert effects(reader, "they count the calls", "measure")["they"] == "they@inside"
    assert effects(reader, "they count the calls", "success")["they"] != "they@inside"


def test_the_longest_phrase_takes_its_words(reader: LexicalReader) -> None:
    found = effects(reader, "customer database")
    assert found == {"customer database": "paper_or_system@lead"} or "customer" not in found


def test_a_slip_of_the_thumb_is_read_as_the_word_meant(reader: LexicalReader) -> None:
    assert effects(reader, "the custmers sleep")["custmers"] == "outside_person@acting"
    assert effects(reader, "tennants sleep")["tennants"] == "outside_person@acting"


@pytest.mark.parametrize("text", ["wards", "cards", "form"])
def test_words_of_the_dictionary_are_never_corrected(reader: LexicalReader, text: str) -> None:
    clues = reader.scene(text, tokenize(text), "work").clues
    assert all(c.entry.term in (text, text.rstrip("s"), "unknown noun") for c in clues)


# Where a sentence turns


def shares(reader: LexicalReader, text: str) -> dict[str, float]:
    scene = reader.scene(text, tokenize(text), "success")
    return {" ".join(scene.words[c.first : c.last]): c.share for c in reversed(scene.clues)}


def test_what_stands_before_so_that_weighs_less(reader: LexicalReader) -> None:
    found = shares(reader, "we print letters so that tenants sleep")
    assert found["letters"] < 1 < found["sleep"]
    assert shares(reader, "we print letters so that it is archived")["letters"] == 1


def test_what_is_denied_weighs_less(reader: LexicalReader) -> None:
    assert shares(reader, "not invoices but happy tenants")["invoices"] < 0.5
    assert shares(reader, "happy tenants, not invoices")["invoices"] < 0.5
    assert shares(reader, "instead of invoices")["invoices"] < 0.5


def test_before_but_weighs_less_than_after(reader: LexicalReader) -> None:
    found = shares(reader, "we send invoices but tenants sleep")
    assert found["invoices"] < found["sleep"]


def test_officially_weighs_less_and_really_more(reader: LexicalReader) -> None:
    found = shares(reader, "officially invoices, really tenants")
    assert found["invoices"] < 1 < found["tenants"]


def test_what_nobody_asks_about_weighs_less(reader: LexicalReader) -> None:
    assert shares(reader, "nobody asks about happy tenants")["tenants"] < 0.5


def test_each_further_word_of_a_kind_weighs_less(reader: LexicalReader) -> None:
    scene_shares = [
        c.share
        for c in reader.scene(
            "invoice, report, form", tokenize("invoice, report, form"), "work"
        ).clues
    ]
    assert scene_shares == [1.0, 0.5, 0.25]
