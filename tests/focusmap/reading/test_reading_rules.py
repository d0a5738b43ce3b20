"""Each rule of the lexical reader, on sentences of its own."""

from pathlib import Path

import pytest

from focusmap.reading import Reader, load_reader
from focusmap.reading.lexical import MAX_TOKENS, place

LEXICONS = Path(__file__).parents[3] / "lexicons"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader("en", LEXICONS)


def spot(reader: Reader, text: str, kind: str = "success") -> tuple[float, float]:
    reading = reader.read(text, kind)
    assert reading.x is not None, text
    assert reading.y is not None, text
    return reading.x, reading.y


@pytest.mark.parametrize(
    ("text", "right", "up"),
    [
        ("Keep the ticket backlog below 50.", False, False),
        ("Ship 12 features per quarter.", False, False),
        ("number of calls handled", False, False),
        ("We process invoices", False, False),
        ("Parents can see at a glance whether their child got on the bus.", True, True),
        ("People get back to work sooner after an injury.", True, True),
        ("share of callers who sleep well a week later", True, True),
        ("not features but customers who sleep well", True, True),
        ("it's not about speed, it's about patients going home well", True, True),
        ("We write letters so that tenants understand their contract", True, True),
        ("fewer injuries among cyclists", True, True),
        ("a motivated and capable team", False, True),
    ],
)
def test_region(reader: Reader, text: str, right: bool, up: bool) -> None:
    x, y = spot(reader, text)
    assert (x > 0, y > 0) == (right, up)


@pytest.mark.parametrize(
    "text", ["see above", "dunno", "idk", "n/a", "asdf", "Karin", "same as what Tom wrote"]
)
def test_nothing_to_judge_is_unplaced(reader: Reader, text: str) -> None:
    reading = reader.read(text, "work")
    assert not reading.placed
    assert reading.reason == "No words here that this reader knows."


@pytest.mark.parametrize("text", ["", "  \n", "?", "🙂🙂", "..."])
def test_no_words_is_nothing_to_read(reader: Reader, text: str) -> None:
    assert reader.read(text, "value").reason == "Nothing to read."


def test_jargon_alone_is_in_the_middle(reader: Reader) -> None:
    assert spot(reader, "deliver value") == (0, 0)
    assert spot(reader, "deliver parcels")[1] < 0


def test_an_axis_without_evidence_is_zero(reader: Reader) -> None:
    x, y = spot(reader, "tenants")
    assert x > 0
    assert y == 0


@pytest.mark.parametrize(
    "text", ["customer database", "user story", "service desk", "patient record"]
)
def test_people_before_a_thing_are_its_label(reader: Reader, text: str) -> None:
    assert spot(reader, text)[0] < 0


def test_the_same_verb_is_ours_or_theirs(reader: Reader) -> None:
    assert spot(reader, "We order")[1] < 0
    assert spot(reader, "Guests order again")[1] > 0


def test_patients_who_are_treated_do_not_act(reader: Reader) -> None:
    assert spot(reader, "patients are treated")[1] < 0


def test_she_needs_somebody_outside_in_a_measure(reader: Reader) -> None:
    assert not reader.read("she walks", "measure").placed
    assert spot(reader, "the patient, she walks", "measure")[1] > 0


def test_less_of_a_bad_thing_counts_more_than_the_thing(reader: Reader) -> None:
    assert spot(reader, "no accidents")[1] > spot(reader, "accidents")[1]
    assert spot(reader, "less rework")[1] < 0


def test_again_needs_somebody_outside(reader: Reader) -> None:
    assert not reader.read("again", "success").placed
    terms = {e.term for e in reader.read("Pupils laugh again", "success").evidence}
    assert "again" in terms


def test_what_nobody_asks_about_keeps_less_weight(reader: Reader) -> None:
    plain = reader.read("Happy tenants.", "measure").evidence
    dismissed = reader.read("Nobody asks about happy tenants.", "measure").evidence
    assert sum(e.weight for e in dismissed) < sum(e.weight for e in plain)


def test_echo_of_the_question_counts_nothing(reader: Reader) -> None:
    plain, echoed = "pupils read", "success looks like pupils read"
    assert spot(reader, plain) == spot(reader, echoed)


def test_leading_verb_counts_only_where_work_was_asked(reader: Reader) -> None:
    assert reader.read("juggling", "work").placed
    assert not reader.read("juggling", "success").placed


def test_words_for_customers_are_people_outside(reader: Reader) -> None:
    assert spot(reader, "colleagues")[0] < 0
    reading = reader.read("Colleagues sleep well", "success", ("colleagues",))
    assert reading.x is not None
    assert reading.x > 0
    assert spot(reader, "colleagues")[0] < 0
    assert reader.read("two dragons", "success", ("dragon", "", "!")).placed


@pytest.mark.parametrize(
    "text",
    [
        "I write leaflets so that patients understand their illness",
        "We help tenants stay in their home",
    ],
)
def test_line_of_sight(reader: Reader, text: str) -> None:
    assert reader.read(text, "work").line_of_sight


@pytest.mark.parametrize("text", ["I write leaflets", "pupils read", "We process invoices"])
def test_no_line_of_sight_without_both_ends(reader: Reader, text: str) -> None:
    assert not reader.read(text, "work").line_of_sight


def test_rule_names_file_and_line(reader: Reader) -> None:
    for evidence in reader.read("We ship parcels, customers can juggle", "work").evidence:
        name, line = evidence.rule.split(":")
        written = (LEXICONS.parent / name).read_text(encoding="utf-8").splitlines()[int(line) - 1]
        assert written.split("\t")[0] == evidence.term


def test_place_of_no_evidence_is_none() -> None:
    assert place(()) is None


def test_long_text_is_read_in_part(reader: Reader) -> None:
    text = "parcels " * (MAX_TOKENS + 100) + "pupils " * 20_000
    evidence = reader.read(text, "work").evidence
    assert evidence
    assert {e.term for e in evidence} == {"parcel"}
