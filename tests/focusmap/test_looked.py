"""What a device keeps of what was looked at: it comes back as it went, and nothing else does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from focusmap.looked import NAMES, read_looked, write_looked

Looks = st.dictionaries(st.sampled_from(sorted(NAMES)), st.integers(0, 99_999))


@given(Looks)
def test_it_comes_back_as_it_went(looked: dict[str, int]) -> None:
    assert read_looked(write_looked(looked)) == looked


@given(st.text(max_size=200))
def test_whatever_else_comes_is_left_out(text: str) -> None:
    assert read_looked(text).keys() <= NAMES


@given(Looks)
def test_it_is_fit_for_a_cookie(looked: dict[str, int]) -> None:
    assert set(write_looked(looked)) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-_")
