"""Measures: what is kept, their sentence, the advice row by row, and mistakes in the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from focusmap.bootstrap import reader_for
from focusmap.content_file import CONTENT
from focusmap.errors import BadAnswer, ContentError
from focusmap.measures import (
    ADVICE_IDS,
    FIELDS,
    LONGEST,
    Content,
    advice_for,
    check_measure,
    draft_of,
    holds,
    load_content,
    sentence,
)
from focusmap.model import Reading
from focusmap.sentences import region, sign
from focusmap.steps import languages

SHIPPED = (CONTENT / "en" / "measures.toml").read_text(encoding="utf-8")
# One that leaves nothing to be advised.
WHOLE = {
    "direction": "larger_share",
    "what": "tenants who sleep through the night",
    "for_whom": "families",
    "situation": "the heating failed the day before",
    "beside": "Calls answered",
    "baseline": "about half",
    "target": "nine of ten",
    "source": "ten phone calls a month",
    "owner": "Mia",
    "rhythm": "every month",
}


def read(fields: dict[str, str], customers: tuple[str, ...] = ("tenants",)) -> Reading:
    return reader_for("en").read(sentence(draft_of(fields), "en"), "measure", customers)


def test_what_is_typed_is_kept_as_one_line_a_field() -> None:
    kept = check_measure({**WHOLE, "what": "  damp\n flats \x00"}, "en")
    assert kept["what"] == "damp flats"
    assert set(kept) == set(FIELDS)


def test_all_but_what_and_which_way_may_come_later() -> None:
    assert check_measure({"direction": "fewer", "what": "damp flats"}, "en")["owner"] == ""


REFUSED = {
    "nothing that changes": ({"what": " . "}, "Write what should change"),
    "no direction": ({"direction": ""}, "Choose which way"),
    "an unknown direction": ({"direction": "sideways"}, "Choose which way"),
    "too long": ({"source": "x" * (LONGEST + 1)}, "“Source” has 161 characters"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_kept_is_refused_with_what_to_do(name: str) -> None:
    changed, says = REFUSED[name]
    with pytest.raises(BadAnswer) as refused:
        check_measure({**WHOLE, **changed}, "en")
    assert says in refused.value.text(lambda text: text)


SENTENCES = {
    ("tenants", "it is cold"): "Fewer damp flats for tenants when it is cold.",
    ("tenants", ""): "Fewer damp flats for tenants.",
    ("", "it is cold"): "Fewer damp flats when it is cold.",
    ("", ""): "Fewer damp flats.",
    ("For tenants.", "When it is cold."): "Fewer damp flats for tenants when it is cold.",
    ("", "In winter"): "Fewer damp flats in winter.",
    ("Among tenants", "Fridays"): "Fewer damp flats among tenants when Fridays.",
    ("{what}", "it <b>rains</b>"): "Fewer damp flats for {what} when it <b>rains</b>.",
}


@pytest.mark.parametrize("typed", SENTENCES)
@pytest.mark.parametrize("what", ["damp flats", "Damp flats.", "fewer damp flats"])
def test_the_parts_make_a_sentence(typed: tuple[str, str], what: str) -> None:
    for_whom, situation = typed
    measure = draft_of(
        {"direction": "fewer", "what": what, "for_whom": for_whom, "situation": situation}
    )
    assert sentence(measure, "en") == SENTENCES[typed]


def test_capitals_that_belong_to_a_word_stay() -> None:
    measure = draft_of({"direction": "fewer", "what": "IT tickets"})
    assert sentence(measure, "en") == "Fewer IT tickets."


def test_while_nothing_is_chosen_yet_there_is_a_sentence_too() -> None:
    assert sentence(draft_of({"what": "Damp flats"}), "en") == "Damp flats."


def test_a_whole_outcome_measure_gets_praise_and_no_advice() -> None:
    said = advice_for(draft_of(WHOLE), read(WHOLE), "en", lambda text: text)
    assert said == (load_content("en").praise,)


# What is changed in the whole one, and the advice that it then gets.
ROWS: dict[str, tuple[dict[str, str], set[str]]] = {
    # Of these words the reader knows none.
    "unread": ({"what": "xyzzy", "for_whom": "plugh"}, {"nobody_outside"}),
    "output": (
        {"direction": "more", "what": "tickets closed per agent", "situation": "we are few"},
        {"inside"},
    ),
    "inside": (
        {"what": "confidence", "for_whom": "new colleagues", "situation": "they work alone"},
        {"nobody_outside"},
    ),
    "nobody_outside": ({"what": "people who sleep well", "for_whom": ""}, set()),
    "no_situation": ({"situation": ""}, set()),
    "no_source": ({"source": ""}, set()),
    "no_baseline": ({"baseline": ""}, set()),
    "no_target": ({"target": ""}, set()),
    "no_owner": ({"owner": ""}, set()),
    "no_rhythm": ({"rhythm": ""}, set()),
}


@pytest.mark.parametrize("name", ROWS)
def test_each_advice_has_its_case(name: str) -> None:
    changed, others = ROWS[name]
    fields = {**WHOLE, **changed}
    reading = Reading(None, None, 0.0, False, ()) if name == "unread" else read(fields)
    found = {a for a in ADVICE_IDS if holds(a, draft_of(fields), reading, "en")}
    assert found == {name, *others}


def test_every_advice_is_among_the_rows() -> None:
    assert tuple(ROWS) == ADVICE_IDS


def test_it_names_the_words_that_the_reader_goes_by() -> None:
    fields = {"direction": "fewer", "what": "tickets closed per agent"}
    said = " ".join(advice_for(draft_of(fields), read(fields), "en", lambda text: text))
    assert "This reads as an output, by “tickets closed”" in said
    assert "We found nobody outside in it." in said


def test_the_groups_own_word_for_its_customers_counts_as_somebody_outside() -> None:
    fields = {"direction": "more", "what": "calm evenings", "for_whom": "zorgs"}
    without, named = read(fields, ()), read(fields, ("zorgs",))
    assert holds("nobody_outside", draft_of(fields), without, "en")
    assert not holds("nobody_outside", draft_of(fields), named, "en")


SIDES = {
    "factory_floor": (-1, -1),
    "delivery_window": (1, -1),
    "engine_room": (-1, 1),
    "customer_outcomes": (1, 1),
}


@pytest.mark.parametrize("language", languages())
def test_each_region_has_an_example_that_is_not_read_as_its_opposite(language: str) -> None:
    examples = load_content(language).examples
    assert [e.region for e in examples] == list(SIDES)
    read_as = []
    for example in examples:
        reading = reader_for(language).read(
            sentence(example.measure, language), "measure", ("tenants",)
        )
        assert reading.x is not None
        assert reading.y is not None
        across, up = SIDES[example.region]
        assert sign(reading.x) * across >= 0
        assert sign(reading.y) * up >= 0
        read_as.append(region(reading.x, reading.y))
    assert {"factory_floor", "customer_outcomes"} <= set(read_as)


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], Content]:
    """Loads a text as the file of a folder of its own."""
    file = tmp_path / "en" / "measures.toml"
    file.parent.mkdir()

    def load(text: str) -> Content:
        file.write_text(text, encoding="utf-8")
        load_content.cache_clear()
        return load_content("en", tmp_path)

    return load


MISTAKES = {
    "a part twice": ("{direction} {what} ", "{what} {what} ", "each once"),
    "a part that is not there": ("{direction} {what} ", "{direction} ", "each once"),
    "a broken bracket": ("{direction} {what} ", "{direction} {what ", "too many"),
    "a lead of another part": ('id = "situation"', 'id = "where"', "the ids must be"),
    "another advice": ('id = "no_owner"', 'id = "no_boss"', "the ids must be"),
    "words that are not quoted": ("by {words}", "by words", "words in curly brackets"),
    "an example without a direction": ('direction = "more"', 'direction = "up"', "is one of"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_the_file(load: Callable[[str], Content], name: str) -> None:
    old, new, says = MISTAKES[name]
    assert old in SHIPPED
    with pytest.raises(ContentError) as wrong:
        load(SHIPPED.replace(old, new, 1))
    assert says in str(wrong.value)
    assert "measures.toml:" in str(wrong.value)
