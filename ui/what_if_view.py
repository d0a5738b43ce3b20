"""What if: words and weights tried on the bench, and the answers that move because of them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from focusmap.bench import (
    AXIS_NAMES,
    Changes,
    Move,
    Read,
    WeightChange,
    changed_reader,
    edits,
    effects,
    layer_of,
    moves,
    read_again,
    weight_change,
    weight_of,
)
from focusmap.errors import FocusMapError
from focusmap.model import AXES, Axis, OwnWord, Reading
from focusmap.reading.lexical import LexicalReader
from focusmap.reading.weights import MOST
from focusmap.sentences import FOCUS_WORDS, ORIENTATION_WORDS, Catalogue, Gettext, sign
from focusmap.vocabulary import (
    LONGEST_WORD,
    PlainClasses,
    check_own_word,
    label_of,
    offered,
)
from ui import state
from ui.answers import answer_html
from ui.map_view import render_map
from ui.telling import tell

WORDS, WEIGHTS, FIELD = "bench-words", "bench-weights", "bench-word"
MOVES_SHOWN = 50


def render_what_if(
    reads: Sequence[Read], reader: LexicalReader, classes: PlainClasses, speak: Catalogue
) -> None:
    """Offer to try words and weights on what was read, and show what they move."""

    @st.fragment
    def what_if() -> None:
        # A fragment, so that trying something reads nothing anew but what is tried.
        _render(reads, reader, classes, speak)

    what_if()


def _render(
    reads: Sequence[Read], reader: LexicalReader, classes: PlainClasses, speak: Catalogue
) -> None:
    _ = speak.gettext
    st.html(f'<h2 class="fm-lead">{escape(_("Try a word or a weight"))}</h2>')
    text = _("Only you see what moves. The reader of everybody else stays as it is.")
    st.html(f'<p class="fm-small">{escape(text)}</p>')
    word, weight = st.columns(2, gap="large")
    with word:
        _render_word_form(classes, _)
    with weight:
        _render_weight_form(reader, classes, _)
    changes = tried()
    if changes:
        _render_tried(changes, classes, _)
        after = read_again(reads, changed_reader(reader, changes))
        _render_moves(reads, after, speak)
        _render_edits(changes, reader, classes, _)


# What is tried


def tried() -> Changes:
    """Return what this session tries."""
    return Changes(
        tuple(OwnWord(term, name) for term, name in state.drafts(WORDS)),
        tuple(
            WeightChange(_axis(axis), effect, float(weight))
            for axis, effect, weight in state.drafts(WEIGHTS)
        ),
    )


def _axis(name: str) -> Axis:
    return next(axis for axis in AXES if axis == name)


def _keep(changes: Changes) -> None:
    state.keep_drafts(WORDS, ((w.term, w.word_class) for w in changes.words))
    state.keep_drafts(WEIGHTS, ((w.axis, w.effect, repr(w.weight)) for w in changes.weights))


def _render_word_form(classes: PlainClasses, gettext: Gettext) -> None:
    _ = gettext
    with st.form("bench-word-form"):
        typed = st.text_input(_("A word"), max_chars=LONGEST_WORD, key=FIELD)
        name = st.selectbox(
            _("It counts as"),
            [c.name for c in offered(classes)],
            format_func=lambda name: label_of(name, classes),
        )
        if not st.form_submit_button(_("Try this word")):
            return
        try:
            _keep(tried().with_word(check_own_word(typed, name, classes)))
        except FocusMapError as error:
            tell(error, _)


def _render_weight_form(reader: LexicalReader, classes: PlainClasses, gettext: Gettext) -> None:
    _ = gettext
    with st.container(border=True):
        effect = st.selectbox(
            _("A word class, with its role"),
            effects(reader.model),
            format_func=lambda effect: effect_in_words(effect, classes),
        )
        axis = st.selectbox(
            _("Axis"), AXES, format_func=lambda axis: _(AXIS_NAMES[axis]).capitalize()
        )
        now = weight_of(reader.model, axis, effect)
        # The key names what the number belongs to: of another class it is another number.
        with st.form(f"bench-weight-{axis}-{effect}", border=False):
            weight = st.number_input(
                _("Weight, now {now:+.3f}").format(now=now), -MOST, MOST, now, 0.1, "%.3f"
            )
            if not st.form_submit_button(_("Try this weight")):
                return
            try:
                _keep(tried().with_weight(weight_change(axis, effect, weight, reader.model)))
            except FocusMapError as error:
                tell(error, _)


def effect_in_words(effect: str, classes: PlainClasses) -> str:
    """Return an effect as its class in plain words, with its name in the files behind."""
    return f"{label_of(effect.partition('@')[0], classes)} ({effect})"


def _render_tried(changes: Changes, classes: PlainClasses, gettext: Gettext) -> None:
    _ = gettext
    lines = [
        _("{word} counts as: {label}").format(word=w.term, label=label_of(w.word_class, classes))
        for w in changes.words
    ] + [
        _("{effect} weighs {weight:+.3f} on the axis {axis}").format(
            effect=w.effect, weight=w.weight, axis=_(AXIS_NAMES[w.axis])
        )
        for w in changes.weights
    ]
    st.subheader(_("What you try"))
    st.html('<ul class="fm-list">' + "".join(f"<li>{escape(t)}</li>" for t in lines) + "</ul>")
    st.button(_("Try nothing any more"), on_click=_keep, args=(Changes(),))


# What moves


def _render_moves(before: Sequence[Read], after: Sequence[Read], speak: Catalogue) -> None:
    _ = speak.gettext
    found = moves(before, after)
    st.subheader(moves_in_words(found, len(before), speak))
    if not found:
        return
    left, right = st.columns(2, gap="large")
    with left:
        st.html(f'<p class="fm-kick">{escape(_("Before"))}</p>')
        render_map(layer_of(before), speak, key="bench-before", box="map-before")
    with right:
        st.html(f'<p class="fm-kick">{escape(_("After"))}</p>')
        render_map(layer_of(after), speak, key="bench-after", box="map-after")
    st.html(moves_html(found[:MOVES_SHOWN], _))
    if len(found) > MOVES_SHOWN:
        more = _("And {count} more.").format(count=len(found) - MOVES_SHOWN)
        st.html(f'<p class="fm-small">{escape(more)}</p>')


def moves_in_words(found: Sequence[Move], count: int, speak: Catalogue) -> str:
    """Return how many answers move, and how many of them to another region."""
    if not found:
        return speak.gettext("No answer moves.")
    far = sum(m.changes_region for m in found)
    return speak.ngettext(
        "{n} of {count} answers moves, {far} of them to another region.",
        "{n} of {count} answers move, {far} of them to another region.",
        len(found),
    ).format(n=len(found), count=count, far=far)


def moves_html(found: Sequence[Move], gettext: Gettext) -> str:
    """Return the answers that move: the words as read now, and both places side by side."""
    before, after = escape(gettext("Before")), escape(gettext("After"))
    return "".join(
        f'<article class="fm-move">{answer_html(m.after.answer)}<dl>'
        f"<div><dt>{before}</dt><dd>{_place(m.before.reading, gettext)}</dd></div>"
        f"<div><dt>{after}</dt><dd>{_place(m.after.reading, gettext)}</dd></div></dl></article>"
        for m in found
    )


def _place(reading: Reading, gettext: Gettext) -> str:
    if reading.x is None or reading.y is None:
        return escape(gettext("not placed"))
    words = gettext("{focus}, at {orientation}").format(
        focus=gettext(FOCUS_WORDS[sign(reading.x)]),
        orientation=gettext(ORIENTATION_WORDS[sign(reading.y)]),
    )
    sight = gettext("line of sight") if reading.line_of_sight else ""
    numbers = f"{reading.x:+.2f} / {reading.y:+.2f}".replace("-", "\N{MINUS SIGN}")
    below = f"{numbers}, {sight}" if sight else numbers
    return f'{escape(words)}<br><span class="fm-small">{escape(below)}</span>'


# How to keep it


def _render_edits(
    changes: Changes, reader: LexicalReader, classes: PlainClasses, gettext: Gettext
) -> None:
    _ = gettext
    st.subheader(_("To make it permanent"))
    found = edits(changes, reader, classes, gettext)
    steps = [f"<li>{escape(e.text)}{_line(e.line)}</li>" for e in found]
    if not all(e.is_done for e in found):
        steps.append(f"<li>{escape(_('Start Focus Map again.'))}</li>")
    st.html(f'<ol class="fm-list">{"".join(steps)}</ol>')
    st.caption(_("Between the two parts of a line stands one tab."))
    if changes.weights:
        st.caption(_("Whoever fits the weights to more answers writes all of them anew."))


def _line(line: str) -> str:
    return f'<pre class="fm-edit" tabindex="0">{escape(line)}</pre>' if line else ""
