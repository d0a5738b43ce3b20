"""Sentences with words in them that somebody typed, where Streamlit would read them as Markdown."""

from __future__ import annotations

import re

import streamlit as st

from focusmap.errors import FocusMapError
from focusmap.sentences import Gettext

_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """Return a text that Markdown shows as it stands: no picture, link or style comes of it."""
    return _SIGNS.sub(r"\\\1", text)


def tell(error: FocusMapError, gettext: Gettext) -> None:
    """Show what went wrong and what to do."""
    st.error(plain(error.text(gettext)))
