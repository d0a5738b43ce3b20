"""Answers as people read them: their words with the marked evidence, escaped."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from markupsafe import Markup

from focusmap.caption import caption
from focusmap.export import defuse
from focusmap.marked import mark, to_html
from focusmap.model import ReadAnswer
from focusmap.sentences import (
    FOCUS_WORDS,
    ORIENTATION_WORDS,
    Gettext,
    placement_sentence,
    sign,
)


def render_answer(answer: ReadAnswer, gettext: Gettext) -> None:
    """Show one answer large, with its words marked and what they say in words."""
    lines = Markup().join(
        Markup('<p class="fm-small">{}</p>').format(line) for line in caption(answer, gettext)
    )
    st.html(answer_html(answer) + lines)


def render_quotes(answers: Sequence[ReadAnswer], gettext: Gettext) -> None:
    """Show answers one below the other with their words marked, and why some have no place.

    There is no room for what the marks say in words: it is there for who does not see them.
    """
    quotes = Markup().join(answer_html(a) + _under(a, gettext) for a in answers)
    st.html(Markup('<div class="fm-quotes">{}</div>').format(quotes))


def render_plain(answers: Sequence[ReadAnswer]) -> None:
    """Show answers that are not read, one below the other, as they were typed."""
    quotes = Markup().join(
        Markup('<blockquote class="fm-quote" dir="auto">{}</blockquote>').format(a.answer.text)
        for a in answers
    )
    st.html(Markup('<div class="fm-quotes">{}</div>').format(quotes))


def answer_html(answer: ReadAnswer) -> Markup:
    """Return an answer's words as HTML with the evidence marked; everything typed is escaped."""
    return Markup('<blockquote class="fm-quote" dir="auto">{}</blockquote>').format(
        to_html(mark(answer.answer.text, answer.reading.evidence))
    )


def _under(answer: ReadAnswer, gettext: Gettext) -> Markup:
    name = "fm-unseen" if answer.reading.placed else "fm-small fm-reason"
    lines = Markup(" ").join(caption(answer, gettext))
    return Markup('<p class="{}">{}</p>').format(name, lines)


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
