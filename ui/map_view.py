"""The focus map on a page: the chart, the tray beside it, an opened answer, the table."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from html import escape
from typing import Any

import streamlit as st

from focusmap.map import Layer, region_counts
from focusmap.model import ReadAnswer
from focusmap.sentences import Catalogue, Gettext, basis, headline, map_in_words
from focusmap.shown import in_no_order
from ui.answers import answers_table, render_answer, render_quotes
from ui.charts import PICKED, focus_map

TRAY_SHOWN = 12


def render_map(layer: Layer, speak: Catalogue, *, key: str, box: str = "map") -> str:
    """Draw the map and return the id of the answer whose dot is selected, or nothing.

    `box` names its frame: of several maps on a page each needs a name of its own.
    """
    label = speak.gettext("what we say · {count}").format(count=len(layer.dots))
    chart = focus_map(layer, label, speak.gettext)
    # Streamlit takes the tables out of the specification it is given, so it gets its own copy.
    spec = copy.deepcopy(chart.spec)
    spec["datasets"] |= chart.tables
    with st.container(key=box):
        event: Any = st.vega_lite_chart(
            None,
            spec,
            theme=None,
            width="stretch",
            height="stretch",
            key=key,
            on_select="rerun",
            selection_mode=PICKED,
            alt=in_words(layer, speak),
        )
    picked = event.selection.get(PICKED) or [{}]
    return str(picked[0].get("id", ""))


def in_words(layer: Layer, speak: Catalogue) -> str:
    """Return the map as text."""
    return map_in_words(
        len(layer.dots),
        layer.people,
        len(layer.unplaced),
        middle_of(layer),
        region_counts(layer),
        speak,
    )


def headline_of(layer: Layer, gettext: Gettext) -> str:
    """Return what the map says in one sentence."""
    return headline(len(layer.dots), middle_of(layer), region_counts(layer), gettext)


def basis_of(layer: Layer, speak: Catalogue) -> str:
    """Return how many answers the map rests on."""
    return basis(len(layer.dots), len(layer.unplaced), layer.people, speak)


def middle_of(layer: Layer) -> tuple[float, float] | None:
    """Return the median place of a layer."""
    return (layer.middle.x, layer.middle.y) if layer.middle else None


def render_opened(answers: Sequence[ReadAnswer], picked: str, gettext: Gettext) -> None:
    """Show the answer whose dot was selected, and what to do when none is."""
    answer = next((a for a in answers if a.answer.id == picked), None)
    if answer is None:
        text = gettext("Select a dot, or a row of the table, to read the words with their marks.")
        st.html(f'<p class="fm-small">{escape(text)}</p>')
    else:
        st.html(f'<p class="fm-kick">{escape(answer.question.text)}</p>')
        render_answer(answer, gettext)


def render_tray(layer: Layer, gettext: Gettext) -> None:
    """Show the answers that could not be placed, which lie beside the map and not in its middle."""
    count = len(layer.unplaced)
    if not count:
        return
    st.subheader(gettext("Beside the map: {count}").format(count=count))
    st.html(f'<p class="fm-small">{escape(gettext("Words we could not place."))}</p>')
    render_quotes(in_no_order(layer.unplaced)[:TRAY_SHOWN])
    if count > TRAY_SHOWN:
        more = gettext("And {count} more, in the table.").format(count=count - TRAY_SHOWN)
        st.html(f'<p class="fm-small">{escape(more)}</p>')


def render_key(gettext: Gettext, *, ring: bool = True) -> None:
    """Say what the marks mean, and the ring unless there is no room for it."""
    output, outcome = escape(gettext("output")), escape(gettext("outcome"))
    focus = escape(gettext("inside or outside"))
    about_ring = escape(gettext("The dotted ring holds half of the dots, around their middle."))
    st.html(
        f'<p class="fm-small fm-key"><mark class="output">{output}</mark> &nbsp; '
        f'<mark class="outcome">{outcome}</mark> &nbsp; <mark class="focus">{focus}</mark>'
        f"{'<br>' + about_ring if ring else ''}</p>"
    )


def render_table(answers: Sequence[ReadAnswer], gettext: Gettext, *, key: str) -> str:
    """Offer the answers as a table and return the id of the row selected, or nothing.

    It is the map for those who use neither mouse nor finger.
    """
    with st.expander(gettext("The same as a table")):
        event: Any = st.dataframe(
            answers_table(answers, gettext),
            hide_index=True,
            width="stretch",
            key=key,
            on_select="rerun",
            selection_mode="single-row",
        )
    rows = [row for row in event.selection.rows if row < len(answers)]
    return answers[rows[0]].answer.id if rows else ""
