"""Where answers come to lie, and what is said when they lie nowhere."""

from pathlib import Path

import pytest

from focusmap.model import OwnWord
from focusmap.reading import Reader, load_reader
from focusmap.reading.inflections import singular
from focusmap.reading.lexical import FOREIGN, MAX_TOKENS, NO_ANSWER, NOTHING, UNKNOWN, place

CHILDREN = {"child": ["children"]}
LEXICONS = Path(__file__).parents[3] / "lexicons"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader("en", LEXICONS)


def spot(reader: Reader, text: str, kind: str = "success") -> tuple[float, float]:
    reading = reader.read(text, kind)
    assert reading.x is not None, text
    assert reading.y is not None, text
    return reading.x, reading.y


# The examples of the codebook that are clear, and more of their kind.
@pytest.mark.parametrize(
    ("text", "kind", "right", "up"),
    [
        ("Keep the ticket backlog below 50.", "success", False, False),
        ("Send the weekly customer report to sales.", "work", False, False),
        ("Parents can see at a glance whether their child got on the bus.", "success", True, True),
        ("Ship 12 features per quarter.", "success", False, False),
        ("I process invoices.", "work", False, False),
        ("Deliver good-quality training to managers.", "work", False, False),
        ("People get back to work sooner after an injury.", "success", True, True),
        ("it's not about speed, it's about patients going home well", "success", True, True),
        ("number of calls handled", "measure", False, False),
        ("share of callers whose problem is gone a week later", "measure", True, True),
        ("She makes her own coffee again", "success", True, True),
        ("customer-centric deliverable roadmap", "value", False, False),
        ("customer database", "work", False, False),
        ("user story", "work", False, False),
        ("service desk", "work", False, False),
        ("patient record", "work", False, False),
        ("happy tenants", "success", True, True),
    ],
)
def test_region(reader: Reader, text: str, kind: str, right: bool, up: bool) -> None:
    x, y = spot(reader, text, kind)
    assert (x > 0, y > 0) == (right, up)


@pytest.mark.parametrize(
    "text",
    [
        "see above",
        "dunno",
        "idk",
        "n/a",
        "no comment",
        "ask Henk",
        "what Karin said",
        "ask my boss",
    ],
)
def test_an_answer_that_says_there_is_none_is_unplaced(reader: Reader, text: str) -> None:
    reading = reader.read(text, "work")
    assert not reading.placed
    assert reading.reason == NO_ANSWER
    assert reading.evidence == ()


@pytest.mark.parametrize("text", ["asdf", "Karin", "Kevin", "zzz"])
def test_words_nobody_knows_are_unplaced(reader: Reader, text: str) -> None:
    assert reader.read(text, "work").reason in (UNKNOWN, NO_ANSWER)


@pytest.mark.parametrize("text", ["", "  \n", "?", "🙂🙂", "..."])
def test_no_words_is_nothing_to_read(reader: Reader, text: str) -> None:
    assert reader.read(text, "value").reason == NOTHING


@pytest.mark.parametrize(
    "text",
    [
        "Wir helfen den Mietern, damit sie nicht warten müssen",
        "Nous aidons les gens pour que leur vie soit meilleure",
        "Que la gente no tenga que esperar en la cola",
        "Dat de mensen niet meer hoeven te wachten",
        "Мы делаем хлеб для города",
        "お客様が笑顔になること",
        "أن ينام الناس",
    ],
)
def test_another_language_is_recognized(reader: Reader, text: str) -> None:
    reading = reader.read(text, "success")
    assert not reading.placed
    assert reading.reason in (FOREIGN, UNKNOWN)
    if len(text.split()) > 3:
        assert reading.reason == FOREIGN


@pytest.mark.parametrize(
    "text",
    ["the patients at Haus am See sleep", "de luxe rooms for our guests", "café guests smile"],
)
def test_a_foreign_name_does_not_make_a_text_foreign(reader: Reader, text: str) -> None:
    assert reader.read(text, "success").placed


def test_the_question_is_a_weak_prior_and_shown(reader: Reader) -> None:
    text = "juggling with reports"
    marks = [e for e in reader.read(text, "work").evidence if e.is_whole]
    assert {"question_work"} <= {e.effect for e in marks}
    assert all((e.start, e.end) == (0, len(text)) for e in marks)
    assert all(abs(e.weight) < 1 for e in marks if e.effect.startswith("question_"))


def test_place_is_tanh_of_the_sums(reader: Reader) -> None:
    assert place(()) == (0.0, 0.0)
    reading = reader.read("Tenants sleep well again", "success")
    assert place(reading.evidence) == (reading.x, reading.y)


def test_line_of_sight_links_own_work_to_somebody_outside(reader: Reader) -> None:
    text = "I rewrite letters so that tenants understand what they have to pay"
    reading = reader.read(text, "work")
    assert reading.line_of_sight
    assert any(e.axis == "line_of_sight" and not e.is_whole for e in reading.evidence)
    for text in ("I process invoices", "invoices", "tenants"):
        other = reader.read(text, "work")
        assert not other.line_of_sight
        assert all(e.axis != "line_of_sight" for e in other.evidence)


def test_confidence_grows_with_agreeing_evidence(reader: Reader) -> None:
    sure = reader.read("Process invoices and file reports in SAP", "work").confidence
    unsure = reader.read("fewer complaints", "success").confidence
    assert unsure < 0.8 < sure


# The words of a workshop


def test_customers_of_the_workshop_are_people_outside(reader: Reader) -> None:
    assert spot(reader, "colleagues sleep well")[0] < spot(reader, "tenants sleep well")[0]
    reading = reader.read("colleagues sleep well", "success", ("colleagues",))
    assert reading.x is not None
    assert reading.x > 0
    assert any(e.rule == "workshop:customers" for e in reading.evidence)


def test_customers_in_another_tongue_and_several_words(reader: Reader) -> None:
    for word in ("Mieter", "friends of the house", "dragons"):
        reading = reader.read(f"{word} sleep well", "success", (word,))
        assert reading.x is not None
        assert reading.x > 0.3


def test_own_words_win_over_the_lexicon(reader: Reader) -> None:
    plain = reader.read("tenants", "value")
    own = reader.read("tenants", "value", (), (OwnWord("tenant", "colleague"),))
    assert plain.x is not None
    assert own.x is not None
    assert own.x < plain.x
    assert {e.rule for e in own.evidence if not e.is_whole} == {"workshop:words"}
    assert reader.read("tenants", "value") == plain


@pytest.mark.parametrize("word", ["zorblings", "Zorbling", "ladies", "children", "boxes"])
def test_customers_are_read_in_the_singular_and_the_plural(reader: Reader, word: str) -> None:
    for text in (f"the {word} sleep", f"a {singular(word.lower(), CHILDREN)} sleeps"):
        reading = reader.read(text, "success", (word,))
        assert any(e.rule == "workshop:customers" for e in reading.evidence)


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("bus", "bus"),
        ("class", "class"),
        ("parties", "party"),
        ("churches", "church"),
        ("us", "us"),
    ],
)
def test_singular(word: str, one: str) -> None:
    assert singular(word, CHILDREN) == one


@pytest.mark.parametrize("word", ["", "!", "  "])
def test_empty_own_words_change_nothing(reader: Reader, word: str) -> None:
    assert reader.read("tenants sleep", "work", (word,)) == reader.read("tenants sleep", "work")


def test_rule_names_file_and_line(reader: Reader) -> None:
    for evidence in reader.read("We ship parcels, customers can juggle", "work").evidence:
        name, line = evidence.rule.split(":")
        written = (LEXICONS.parent / name).read_text(encoding="utf-8").splitlines()[int(line) - 1]
        assert written.split("\t")[0].replace("_", " ") == evidence.term


def test_long_text_is_read_in_part(reader: Reader) -> None:
    text = "parcels " * (MAX_TOKENS + 100) + "pupils " * 20_000
    terms = {e.term for e in reader.read(text, "work").evidence if not e.is_whole}
    assert terms == {"parcel"}
