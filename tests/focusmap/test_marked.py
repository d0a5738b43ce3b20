"""Marked words: what weighs is marked, no character is cut in two, none is lost."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import get_args

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from focusmap.marked import LEAST, Piece, cut, mark, to_html, words_by_marks
from focusmap.model import Axis, Evidence

FAMILY, NORWAY, SWEDEN, FIREFIGHTER = "👩\u200d👩\u200d👧", "🇳🇴", "🇸🇪", "🧑🏽\u200d🚒"
# Pieces of text that are cut wrongly when one counts code points.
DELICATE = st.sampled_from(
    [
        *(FAMILY, NORWAY, SWEDEN, FIREFIGHTER, "1\ufe0f\u20e3", "\u200d", "\ufe0f"),
        *("e\u0301", "n\u0303\u0323", "\u0301", "क्षि", "한국", "ה\u05b8", "\r\n", "\u202e"),
        *("we", "customers", "don't", " ", ", ", "\n", "שלום", "مرحبا", "日本"),
    ]
)
TEXTS = st.one_of(st.text(max_size=40), st.lists(DELICATE, max_size=14).map("".join))
EVIDENCE = st.lists(
    st.builds(
        Evidence,
        start=st.integers(-3, 45),
        end=st.integers(-3, 45),
        axis=st.sampled_from(get_args(Axis)),
        weight=st.sampled_from([-1.0, -LEAST, -0.08, 0.0, 0.08, LEAST, 1.0]),
        term=st.just("term"),
        rule=st.just("file:1"),
        effect=st.sampled_from(["they_can@alone", "question_work"]),
    ),
    max_size=8,
)


def evidence(start: int, end: int, axis: Axis, weight: float, effect: str = "") -> Evidence:
    return Evidence(start, end, axis, weight, "term", "file:1", effect)


def ends(parts: list[str]) -> set[int]:
    return {0, *accumulate(map(len, parts))}


# Properties


@given(TEXTS, EVIDENCE)
def test_the_pieces_joined_are_the_text(text: str, found: list[Evidence]) -> None:
    pieces = mark(text, found)
    assert "".join(p.text for p in pieces) == text
    assert all(p.text for p in pieces)


@given(TEXTS, EVIDENCE)
def test_no_cut_falls_inside_a_grapheme_cluster(text: str, found: list[Evidence]) -> None:
    cuts = ends([p.text for p in mark(text, found)])
    assert cuts <= ends(regex.findall(r"\X", text))


@given(TEXTS, EVIDENCE)
def test_no_cut_falls_between_two_letters(text: str, found: list[Evidence]) -> None:
    cuts = ends([p.text for p in mark(text, found)])
    assert not any(
        text[c - 1 : c + 1].isascii() and text[c - 1 : c + 1].isalpha()
        for c in cuts
        if 0 < c < len(text)
    )


@given(TEXTS, EVIDENCE)
def test_neighbours_are_never_marked_alike(text: str, found: list[Evidence]) -> None:
    pieces = mark(text, found)
    assert all(a.sides != b.sides for a, b in pairwise(pieces))


@given(TEXTS, EVIDENCE)
def test_no_mark_is_without_evidence_on_its_axis(text: str, found: list[Evidence]) -> None:
    axes = {e.axis for e in found if not e.is_whole and abs(e.weight) > 0}
    for piece in mark(text, found):
        assert not piece.focus or "focus" in axes
        assert not piece.orientation or "orientation" in axes


@given(TEXTS, EVIDENCE)
def test_as_html_it_says_the_text_and_nothing_typed_is_a_tag(
    text: str, found: list[Evidence]
) -> None:
    # What HTML cannot hold, or takes for the end of a line, is not this module's to mend.
    html = to_html(mark(text, found))
    bare = regex.sub(r"</?mark[^>]*>", "", html)
    assert "<" not in bare
    assert Markup(bare) == Markup.escape(text)


@given(TEXTS, st.integers(-3, 45), st.integers(-3, 45))
def test_a_part_that_is_cut_out_holds_what_was_asked_for(text: str, start: int, end: int) -> None:
    part = cut(text, start, end)
    assert part in text
    assert text[max(0, start) : max(0, end)] in part or start >= end


# Examples


def test_a_text_without_evidence_is_one_plain_piece() -> None:
    assert mark("We ship", ()) == (Piece("We ship"),)


def test_an_empty_text_has_no_pieces() -> None:
    assert mark("", [evidence(0, 3, "focus", 1)]) == ()


@pytest.mark.parametrize(
    ("axis", "weight", "marked"),
    [
        ("focus", -0.5, Piece("we", focus="inside")),
        ("focus", 0.5, Piece("we", focus="outside")),
        ("orientation", -0.5, Piece("we", "output")),
        ("orientation", 0.5, Piece("we", "outcome")),
        ("focus", LEAST, Piece("we", focus="outside")),
        ("focus", -LEAST, Piece("we", focus="inside")),
    ],
)
def test_a_word_is_marked_by_its_axis_and_side(axis: Axis, weight: float, marked: Piece) -> None:
    assert mark("we ship", [evidence(0, 2, axis, weight)]) == (marked, Piece(" ship"))


@pytest.mark.parametrize("weight", [0, 0.01, LEAST - 0.001, -0.1])
def test_faint_evidence_paints_nothing(weight: float) -> None:
    assert mark("we ship", [evidence(0, 2, "focus", weight)]) == (Piece("we ship"),)


def test_faint_evidence_adds_up() -> None:
    found = [evidence(0, 2, "focus", 0.07), evidence(0, 2, "focus", 0.07)]
    assert mark("we", found) == (Piece("we", focus="outside"),)


def test_one_mark_carries_both_an_orientation_and_a_focus() -> None:
    found = [evidence(0, 4, "focus", 1), evidence(0, 4, "orientation", 1)]
    (piece,) = mark("kids", found)
    assert piece.sides == ("outcome", "outside")
    assert str(piece.__html__()) == '<mark role="none" class="outcome outside">kids</mark>'


def test_words_that_overlap_are_cut_into_their_parts() -> None:
    found = [evidence(0, 7, "focus", -0.5), evidence(3, 12, "orientation", -1)]
    assert mark("we ship bill s", found) == (
        Piece("we ", focus="inside"),
        Piece("ship", "output", "inside"),
        Piece(" bill", "output"),
        Piece(" s"),
    )


def test_equal_weights_against_each_other_mark_nothing() -> None:
    found = [evidence(0, 2, "focus", 0.5), evidence(0, 2, "focus", -0.5)]
    assert mark("we", found) == (Piece("we"),)


def test_what_speaks_of_the_whole_answer_marks_no_word() -> None:
    assert mark("we", [evidence(0, 2, "focus", -1, "question_work")]) == (Piece("we"),)


def test_line_of_sight_is_no_mark() -> None:
    assert mark("so that", [evidence(0, 7, "line_of_sight", 1)]) == (Piece("so that"),)


def test_words_marked_alike_are_joined_over_the_space_between_them() -> None:
    found = [evidence(0, 4, "focus", 1), evidence(6, 11, "focus", 0.2)]
    assert mark("kids  sleep well", found) == (
        Piece("kids  sleep", focus="outside"),
        Piece(" well"),
    )


def test_words_marked_differently_are_not_joined() -> None:
    found = [evidence(0, 4, "focus", 1), evidence(5, 10, "focus", -1)]
    assert [p.text for p in mark("kids sleep", found)] == ["kids", " ", "sleep"]


@pytest.mark.parametrize("between", ["\n", " \n ", "\r\n", ", ", "-", "\u2028"])
def test_words_are_joined_over_nothing_but_a_space(between: str) -> None:
    text = f"kids{between}sleep"
    found = [evidence(0, 4, "focus", 1), evidence(len(text) - 5, len(text), "focus", 1)]
    assert [p.text for p in mark(text, found)] == ["kids", between, "sleep"]


@pytest.mark.parametrize(
    ("text", "start", "end", "marked"),
    [
        (f"{FAMILY} family", 1, 3, FAMILY),
        (f"{NORWAY}{SWEDEN}", 1, 2, NORWAY),
        (f"{NORWAY}{SWEDEN}", 2, 3, SWEDEN),
        ("cafe\u0301 guests", 0, 4, "cafe\u0301"),
        ("they don't worry", 7, 10, "don't"),
        ("they don’t worry", 7, 16, "don’t worry"),
        ("שלום עולם", 0, 4, "שלום"),
        ("क्षि we", 1, 2, "क्षि"),
        ("👍🏽 yes", 0, 1, "👍🏽"),
        ("a👩b", 1, 2, "👩"),
    ],
)
def test_a_mark_takes_in_whole_words_and_characters(
    text: str, start: int, end: int, marked: str
) -> None:
    pieces = mark(text, [evidence(start, end, "focus", 1)])
    assert [p.text for p in pieces if p.focus] == [marked]
    assert cut(text, start, end) == marked


def test_halves_of_a_surrogate_pair_do_not_break_anything() -> None:
    text = "a\ud83d\ude00b"
    pieces = mark(text, [evidence(1, 2, "focus", 1)])
    assert "".join(p.text for p in pieces) == text


def test_offsets_are_code_points() -> None:
    pieces = mark(f"{FIREFIGHTER} we", [evidence(5, 7, "focus", -1)])
    assert pieces[-1] == Piece("we", focus="inside")


def test_what_people_type_is_escaped() -> None:
    text = '<i id="x">we</i> & kids'
    html = to_html(mark(text, [evidence(0, len(text), "focus", 1)]))
    assert html == (
        '<mark role="none" class="outside">&lt;i id=&#34;x&#34;&gt;we&lt;/i&gt; &amp; kids</mark>'
    )


def test_words_are_told_once_by_what_they_say_together() -> None:
    pieces = (
        Piece("Kids  sleep", "outcome", "outside"),
        Piece(" and "),
        Piece("kids sleep", "outcome", "outside"),
        Piece("tickets", "output"),
        Piece("they", "outcome", "outside"),
    )
    assert words_by_marks(pieces) == {
        ("outside", "outcome"): ["Kids sleep", "they"],
        ("", "output"): ["tickets"],
    }
