"""Answers as people read them: their words with the marked evidence, escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from focusmap.export import defuse
from focusmap.marked import Piece, mark
from focusmap.model import ReadAnswer
from focusmap.sentences import (
    FOCUS_WORDS,
    ORIENTATION_WORDS,
    Gettext,
    place_sentence,
    placement_sentence,
    sign,
)


def render_answer(answer: ReadAnswer, gettext: Gettext) -> None:
    """Show one answer large, with its words marked and where they put it."""
    st.html(answer_html(answer) + f'<p class="fm-small">{_place(answer, gettext)}</p>')


def render_quotes(answers: Sequence[ReadAnswer]) -> None:
    """Show answers one below the other with their words marked."""
    st.html('<div class="fm-quotes">' + "".join(map(answer_html, answers)) + "</div>")


def answer_html(answer: ReadAnswer) -> str:
    """Return an answer's words as HTML with the evidence marked; everything typed is escaped."""
    pieces = mark(answer.answer.text, answer.reading.evidence)
    words = "".join(map(_piece_html, pieces))
    return f'<blockquote class="fm-quote" dir="auto">{words}</blockquote>'


def _piece_html(piece: Piece) -> str:
    text = escape(piece.text)
    if not (piece.orientation or piece.focus):
        return text
    return f'<mark class="{piece.orientation or "focus"}">{text}</mark>'


def _place(answer: ReadAnswer, gettext: Gettext) -> str:
    return escape(place_sentence(answer.reading, gettext))


def answers_table(answers: Sequence[ReadAnswer], gettext: Gettext) -> pd.DataFrame:
    """Return answers as a table: question, words, what these say, and what is meant by them."""
    columns = [
        gettext("Question"),
        gettext("Answer"),
        gettext("Focus"),
        gettext("Orientation"),
        gettext("Placed by hand"),
    ]
    rows = [
        (
            a.question.text,
            # The table can be downloaded as CSV, where such a text would act as a formula.
            defuse(a.answer.text),
            _in_words(a.reading.x, FOCUS_WORDS, gettext),
            _in_words(a.reading.y, ORIENTATION_WORDS, gettext),
            " ".join(
                filter(None, (placement_sentence(p, gettext) for p in (a.author, a.facilitator)))
            ),
        )
        for a in answers
    ]
    return pd.DataFrame(rows, columns=columns)


def _in_words(value: float | None, words: dict[int, str], gettext: Gettext) -> str:
    return gettext("not placed") if value is None else gettext(words[sign(value)])
