"""Marked words: cut where evidence begins and ends, without losing a character."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.marked import Piece, mark
from focusmap.model import Axis, Evidence

EVIDENCE = st.builds(
    Evidence,
    start=st.integers(-3, 45),
    end=st.integers(-3, 45),
    axis=st.sampled_from(get_args(Axis)),
    weight=st.sampled_from([-1.0, -0.5, 0.0, 0.5, 1.0]),
    term=st.just("term"),
    rule=st.just("file:1"),
)


def evidence(start: int, end: int, axis: Axis, weight: float) -> Evidence:
    return Evidence(start, end, axis, weight, "term", "file:1")


@given(st.text(max_size=40), st.lists(EVIDENCE, max_size=8))
def test_the_pieces_joined_are_the_text(text: str, found: list[Evidence]) -> None:
    pieces = mark(text, found)
    assert "".join(p.text for p in pieces) == text
    assert all(p.text for p in pieces)


@given(st.text(max_size=40), st.lists(EVIDENCE, max_size=8))
def test_every_character_is_marked_by_what_covers_it(text: str, found: list[Evidence]) -> None:
    at = 0
    for piece in mark(text, found):
        for place in range(at, at + len(piece.text)):
            for axis, name, names in (
                ("orientation", piece.orientation, ("output", "", "outcome")),
                ("focus", piece.focus, ("inside", "", "outside")),
            ):
                weight = sum(e.weight for e in found if e.axis == axis and e.start <= place < e.end)
                assert name == names[(weight > 0) - (weight < 0) + 1]
        at += len(piece.text)


def test_a_text_without_evidence_is_one_plain_piece() -> None:
    assert mark("We ship", ()) == (Piece("We ship", "", ""),)


def test_an_empty_text_has_no_pieces() -> None:
    assert mark("", [evidence(0, 3, "focus", 1)]) == ()


@pytest.mark.parametrize(
    ("axis", "weight", "marked"),
    [
        ("focus", -0.5, Piece("we", "", "inside")),
        ("focus", 0.5, Piece("we", "", "outside")),
        ("orientation", -0.5, Piece("we", "output", "")),
        ("orientation", 0.5, Piece("we", "outcome", "")),
    ],
)
def test_a_word_is_marked_by_its_axis_and_side(axis: Axis, weight: float, marked: Piece) -> None:
    assert mark("we ship", [evidence(0, 2, axis, weight)]) == (marked, Piece(" ship", "", ""))


def test_words_that_overlap_are_cut_into_their_parts() -> None:
    found = [evidence(0, 7, "focus", -0.5), evidence(3, 12, "orientation", -1)]
    assert mark("we ship bills", found) == (
        Piece("we ", "", "inside"),
        Piece("ship", "output", "inside"),
        Piece(" bill", "output", ""),
        Piece("s", "", ""),
    )


def test_equal_weights_against_each_other_mark_nothing() -> None:
    found = [evidence(0, 2, "focus", 0.5), evidence(0, 2, "focus", -0.5)]
    assert mark("we", found) == (Piece("we", "", ""),)


def test_offsets_are_code_points() -> None:
    pieces = mark("🧑🏽‍🚒 we", [evidence(5, 7, "focus", -1)])
    assert pieces[-1] == Piece("we", "", "inside")
