"""Where sentences end, what is a heading or a bullet, and what is left out as boilerplate."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.documents.blocks import Sentence
from focusmap.documents.intake import read_text
from focusmap.documents.limits import BadDocument
from focusmap.documents.phrases import load_phrases
from focusmap.errors import ContentError
from focusmap.steps import CONTENT


def sentences(text: str) -> list[str]:
    """Return the sentences of a text that has a further one at its end."""
    return [s.text for s in read_text(f"{text}\n\nAnd that is all.", "x", "en").sentences][:-1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We help tenants. They stay.", ["We help tenants."]),
        ("We help people, e.g. tenants, to stay.", ["We help people, e.g. tenants, to stay."]),
        ("Dr. Berg sees her patients. They go home well.",
         ["Dr. Berg sees her patients.", "They go home well."]),
        ("We met J. Berg at home. She slept well.", ["We met J. Berg at home.", "She slept well."]),
        ("We work with Acme Inc. They know us well.",
         ["We work with Acme Inc.", "They know us well."]),
        ("We fixed heating, water, etc. for them.", ["We fixed heating, water, etc. for them."]),
        ("It rose by 3.5 percent. We are glad.", ["It rose by 3.5 percent.", "We are glad."]),
        ("Do they come back? Yes, they all do!", ["Do they come back?", "Yes, they all do!"]),
        ("“We sleep again.” That is our goal.", ["“We sleep again.”", "That is our goal."]),
        ("We wait … and they come back.", ["We wait … and they come back."]),
        ("- Answer calls within a minute\n- Close tickets on time",
         ["Answer calls within a minute", "Close tickets on time"]),
        ("1. Answer calls within a minute\n2. Close tickets on time",
         ["Answer calls within a minute", "Close tickets on time"]),
        ("# What we do for tenants\nWe repair their homes.",
         ["What we do for tenants", "We repair their homes."]),
        ("## Our values\nWe repair **their** homes.", ["We repair their homes."]),
        ("We help [our tenants](https://x.example/a) to stay.", ["We help our tenants to stay."]),
        ("```\nwe hide code here\n```", []),
        ("| Tenants stay with us | 12 |\n|---|---|", ["Tenants stay with us"]),
        ("Tenants move in\nand stay with us\nfor many years.",
         ["Tenants move in and stay with us for many years."]),
    ],
)  # fmt: skip
def test_where_sentences_end(text: str, found: list[str]) -> None:
    assert sentences(text) == found


@pytest.mark.parametrize(
    "line",
    [
        "Page 12 of 40",
        "12",
        "© 2026 Harbour Housing Ltd and its partners",
        "This report contains forward-looking statements of the board.",
        "Strictly confidential and not to be passed on",
        "Registered office: Quay 3, Harbour Town",
        "Tel: +47 22 33 44 55 all day",
        "hello@harbour.example",
        "https://harbour.example/about/us",
        "Our way to the goals ........ 12",
        "Contents\nWhere we are today 3\nWhere we want to be 12",
        "12 Harbour Street, Harbour Town",
        "Harbour Housing Org. no. 983 44 12",
    ],
)
def test_boilerplate_is_left_out(line: str) -> None:
    assert sentences(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Patients print their own leaflets.",
        "We keep what people tell us confidential.",
        "We answer 12 calls an hour.",
        "The contents of our letters are clear to them.",
        "Residents met on the street again.",
    ],
)
def test_what_only_looks_like_boilerplate_stays(line: str) -> None:
    assert sentences(line) == [line]


def test_a_legal_sentence_in_a_paragraph_leaves_the_others() -> None:
    text = "We help tenants to stay. All rights reserved by us. They thank us for it."
    assert sentences(text) == ["We help tenants to stay.", "They thank us for it."]


@given(st.text(max_size=400))
def test_any_text_gives_sentences_or_a_reason(text: str) -> None:
    found: tuple[Sentence, ...] = ()
    with suppress(BadDocument):
        found = read_text(text, "x", "en").sentences
    assert all("\n" not in s.text and s.text == s.text.strip() for s in found)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("'^index$'", "'^index($'", "contents_headings"),
        ("may_end = [", "may_end = 3\nmore = [", "may_end must be a list"),
        ("legal = [", "legal = ", "cannot be read"),
    ],
)
def test_a_mistake_in_the_phrases_is_told_with_its_file(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = (CONTENT / "en" / "documents.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "documents.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError, match=said) as wrong:
        load_phrases("en", tmp_path)
    assert "documents.toml" in str(wrong.value)
