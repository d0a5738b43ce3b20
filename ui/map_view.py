"""The focus map on a page: the chart, the tray beside it, an opened answer, the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from focusmap.caption import key as key_of_marks
from focusmap.map import Layer, map_sentence, region_counts
from focusmap.model import ReadAnswer
from focusmap.sentences import N_, Catalogue, Gettext, basis, map_in_words
from focusmap.shift import Shift, find_shift, shift_in_words
from focusmap.shown import in_no_order
from ui.answers import answers_table, render_answer, render_quotes
from ui.charts import focus_map
from ui.drawing import draw_to_pick
from ui.why import render_why

TRAY_SHOWN = 12
# In "both" the middle is that of the words; a second one would hide the lines.
MIDDLE_LABELS = {
    "words": N_("what we say · {count}"),
    "meaning": N_("what we mean · {count}"),
    "both": N_("what we say · {count}"),
}


def render_map(layer: Layer, speak: Catalogue, *, key: str, box: str = "map") -> str:
    """Draw the map and return the id of the answer whose dot is selected, or nothing.

    `box` names its frame: of several maps on a page each needs a name of its own.
    """
    label = speak.gettext(MIDDLE_LABELS[layer.view]).format(count=len(layer.dots))
    chart = focus_map(layer, label, speak.gettext)
    return draw_to_pick(chart, key=key, box=box, alt=in_words(layer, speak))


def in_words(layer: Layer, speak: Catalogue) -> str:
    """Return the map as text."""
    text = map_in_words(
        layer.placed,
        layer.people,
        len(layer.unplaced),
        map_sentence(layer, speak.gettext),
        region_counts(layer),
        speak,
        layer.view,
    )
    weak = sum(d.is_weak for d in layer.dots)
    parts = [text, shift_in_words(find_shift(layer.answers), speak)]
    if weak:
        parts.append(
            speak.ngettext(
                "{n} is read weakly and hollow.", "{n} are read weakly and hollow.", weak
            ).format(n=weak)
        )
    return " ".join(parts)


def basis_of(layer: Layer, speak: Catalogue) -> str:
    """Return how many answers the map rests on."""
    return basis(layer.placed, len(layer.unplaced), layer.people, speak)


def find_answer(answers: Sequence[ReadAnswer], picked: str) -> ReadAnswer | None:
    """Return the answer of an id, if it is among these."""
    return next((a for a in answers if a.answer.id == picked), None)


def render_opened(
    answers: Sequence[ReadAnswer], picked: str, gettext: Gettext, meanings: Mapping[str, str]
) -> None:
    """Show the answer whose dot was selected and why it lies there; what to do when none is.

    `meanings` say what the lexicon's classes mean, by their names.
    """
    answer = find_answer(answers, picked)
    if answer is None:
        text = gettext("Select a dot, or a row of the table, to read the words with their marks.")
        st.html(f'<p class="fm-small">{escape(text)}</p>')
    else:
        st.html(f'<p class="fm-kick">{escape(answer.question.text)}</p>')
        render_answer(answer, gettext)
        render_why(answer, gettext, meanings)


def render_tray(layer: Layer, gettext: Gettext) -> None:
    """Show the answers that could not be placed, which lie beside the map and not in its middle."""
    count = len(layer.unplaced)
    if not count:
        return
    st.subheader(gettext("Beside the map: {count}").format(count=count))
    st.html(f'<p class="fm-small">{escape(gettext("Words we could not place."))}</p>')
    render_quotes(in_no_order(layer.unplaced)[:TRAY_SHOWN], gettext)
    if count > TRAY_SHOWN:
        more = gettext("And {count} more, in the table.").format(count=count - TRAY_SHOWN)
        st.html(f'<p class="fm-small">{escape(more)}</p>')


def render_key(gettext: Gettext, *, ring: bool = True) -> None:
    """Say what the marks mean, and the ring unless there is no room for it."""
    marks = " &nbsp; ".join(key_of_marks(gettext))
    says = escape(gettext("Marked words say:"))
    about_ring = escape(gettext("The dotted ring holds half of the dots, around their middle."))
    st.html(
        f'<p class="fm-small fm-key">{says} &nbsp; {marks}{"<br>" + about_ring if ring else ""}</p>'
    )


def render_shift(shift: Shift, speak: Catalogue) -> None:
    """Say how many authors meant it otherwise, and in which direction."""
    st.html(f'<p class="fm-small">{escape(shift_in_words(shift, speak))}</p>')


def has_dots_key(layer: Layer) -> bool:
    """Whether a layer has dots that need a word of explanation."""
    return any(d.is_weak or d.is_moved for d in (*layer.dots, *layer.meant))


def render_dots_key(layer: Layer, gettext: Gettext) -> None:
    """Say what the dots' shapes mean: only of those that are on the map."""
    sources = {d.placement.source for d in (*layer.dots, *layer.meant) if d.is_moved}
    parts = []
    if any(d.is_weak for d in layer.dots):
        parts.append(("&#9675;", gettext("hollow: the words say it weakly")))
    if "author" in sources:
        parts.append(("&#9670;", gettext("placed by its author")))
    if "facilitator" in sources:
        parts.append(("&#9632;", gettext("placed by the facilitator")))
    items = " ".join(f"<span><b>{shape}</b> {escape(text)}</span>" for shape, text in parts)
    if items:
        st.html(f'<p class="fm-small fm-dots">{items}</p>')


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
