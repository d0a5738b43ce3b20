"""The reader's bench: what goes in, every reading with its evidence, and what a change moves."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from focusmap.answer_file import (
    AnswerFile,
    answers_from_csv,
    answers_from_lines,
    readings_to_csv,
)
from focusmap.bench import (
    AXIS_NAMES,
    LIMITS,
    QUESTION_NAMES,
    EvidenceRow,
    Read,
    dots_overlap,
    evidence_rows,
    layer_of,
    page_count,
    page_of,
    places,
    read_all,
    sums,
)
from focusmap.errors import FocusMapError
from focusmap.grounds import ROLE_WORDS
from focusmap.map import Layer, map_sentence
from focusmap.model import AXES, Reading
from focusmap.reading.lexical import LexicalReader
from focusmap.sentences import Catalogue, Gettext, place_sentence
from focusmap.vocabulary import PlainClasses, label_of
from ui.answers import answer_html
from ui.map_view import basis_of, render_key, render_map, render_table
from ui.telling import tell
from ui.what_if_view import render_what_if

UNPLACED_SHOWN = 50


def render_bench(reader: LexicalReader, classes: PlainClasses, speak: Catalogue) -> None:
    """Draw the whole page. What is read stays in this session and is stored nowhere."""
    _ = speak.gettext
    title = _("The reader's bench")
    st.html(f'<h1 class="fm-lead">{escape(title)}</h1>')
    what = _(
        "See how any words are read, and which line of the lexicon says so. Try a word or a "
        "weight, and see what moves. Nothing you paste or upload is stored, and nothing changes "
        "for others."
    )
    st.html(f'<p class="fm-say">{escape(what)}</p>')
    answers = _render_input(_)
    if answers is None:
        return
    reads = read_all(answers, reader, _)
    if not reads:
        st.info(_("There are no words in it yet. Write an answer a line, then press Read."))
        return
    _render_readings(reads, reader, classes, speak)
    st.download_button(
        _("Download the readings as CSV"),
        lambda: readings_to_csv(answers, [r.reading for r in reads]),
        "readings.csv",
        "text/csv",
        on_click="ignore",
    )
    render_what_if(reads, reader, classes, speak)


# What goes in


def _render_input(gettext: Gettext) -> AnswerFile | None:
    """Return what is to be read, or None when there is nothing or it is wrong, which is said."""
    _ = gettext
    ways = {"lines": _("Pasted answers"), "file": _("A CSV file")}
    way = st.radio(_("What to read"), list(ways), format_func=ways.__getitem__, horizontal=True)
    try:
        return _lines(_) if way == "lines" else _file(_)
    except FocusMapError as error:
        tell(error, _)
        return None


def _lines(gettext: Gettext) -> AnswerFile | None:
    _ = gettext
    with st.form("bench-lines"):
        text = st.text_area(_("Answers, one a line"), height=180)
        kind = st.selectbox(
            _("The question they answer"),
            list(QUESTION_NAMES),
            format_func=lambda kind: _(QUESTION_NAMES[kind]),
        )
        pressed = st.form_submit_button(_("Read"), type="primary")
    return answers_from_lines(text, kind, LIMITS) if text or pressed else None


def _file(gettext: Gettext) -> AnswerFile | None:
    _ = gettext
    limits = _(
        "A CSV file with the columns id, question and text; question is one of {kinds}. "
        "Up to {megabytes} MB and {rows:,} rows."
    ).format(kinds=", ".join(QUESTION_NAMES), megabytes=LIMITS.megabytes, rows=LIMITS.rows)
    file = st.file_uploader(_("CSV file"), max_upload_size=LIMITS.megabytes)
    st.caption(limits)
    return answers_from_csv(file.getvalue(), file.name, LIMITS) if file else None


# What comes out


def _render_readings(
    reads: Sequence[Read], reader: LexicalReader, classes: PlainClasses, speak: Catalogue
) -> None:
    layer = layer_of(reads)

    @st.fragment
    def readings() -> None:
        # A fragment, so that turning a page or selecting a dot reads nothing anew.
        _render_map_and_list(reads, layer, reader, classes, speak)

    readings()


def _render_map_and_list(
    reads: Sequence[Read],
    layer: Layer,
    reader: LexicalReader,
    classes: PlainClasses,
    speak: Catalogue,
) -> None:
    _ = speak.gettext
    st.html(f'<h2 class="fm-lead">{escape(map_sentence(layer, _))}</h2>')
    st.html(f'<p class="fm-say">{escape(basis_of(layer, speak))}</p>')
    left, right = st.columns([1, 1.4], gap="large")
    with left:
        picked = render_map(layer, speak, key="bench-map")
        render_key(_)
        if dots_overlap(layer):
            st.caption(_("So many dots lie on one another; the table below has each of them."))
        _render_unplaced(reads, _)
    picked = render_table([r.answer for r in reads], _, key="bench-table") or picked
    with right:
        shown = [r for r in reads if r.answer.answer.id == picked]
        if shown:
            st.subheader(_("The answer you selected"))
            st.html(_read_html(shown[0], reader, classes, _, is_open=True))
        st.subheader(_("Every reading"))
        pages = page_count(reads)
        number = 1
        if pages > 1:
            number = st.number_input(_("Page, 1 to {pages}").format(pages=pages), 1, pages)
        one = len(reads) == 1
        html = (_read_html(r, reader, classes, _, is_open=one) for r in page_of(reads, number))
        st.html("".join(html))


def _render_unplaced(reads: Sequence[Read], gettext: Gettext) -> None:
    """Show what could not be placed, each with the reason."""
    unplaced = [r for r in reads if not r.reading.placed]
    if not unplaced:
        return
    st.subheader(gettext("Beside the map: {count}").format(count=len(unplaced)))
    heads = (gettext("Answer"), gettext("Why it has no place"))
    rows = "".join(
        f'<tr><td dir="auto">{escape(r.answer.answer.text)}</td>'
        f"<td>{escape(gettext(r.reading.reason))}</td></tr>"
        for r in unplaced[:UNPLACED_SHOWN]
    )
    st.html(f'<table class="fm-table">{_head(heads)}<tbody>{rows}</tbody></table>')
    if len(unplaced) > UNPLACED_SHOWN:
        more = gettext("And {count} more, in the table.")
        text = more.format(count=len(unplaced) - UNPLACED_SHOWN)
        st.html(f'<p class="fm-small">{escape(text)}</p>')


def _head(texts: Sequence[str]) -> str:
    cells = "".join(f'<th scope="col">{escape(text)}</th>' for text in texts)
    return f"<thead><tr>{cells}</tr></thead>"


def _read_html(
    read: Read,
    reader: LexicalReader,
    classes: PlainClasses,
    gettext: Gettext,
    *,
    is_open: bool = False,
) -> str:
    """Return one reading: its words marked, its place, and its evidence to be opened."""
    kick = f"{read.name} · {read.answer.question.text}" if read.name else read.answer.question.text
    say = place_sentence(read.reading, gettext)
    return (
        f'<article class="fm-read"><p class="fm-kick">{escape(kick)}</p>'
        f'{answer_html(read.answer)}<p class="fm-small">{escape(say)}</p>'
        f"{_evidence_html(read, reader, classes, gettext, is_open=is_open)}</article>"
    )


def _evidence_html(
    read: Read, reader: LexicalReader, classes: PlainClasses, gettext: Gettext, *, is_open: bool
) -> str:
    if not read.reading.placed:
        return ""
    rows = evidence_rows(read.answer)
    summary = gettext("Why here: {count} pieces of evidence").format(count=len(rows))
    heads = [gettext("Words"), *(gettext(AXIS_NAMES[axis]).capitalize() for axis in AXES)]
    heads += [gettext("Count as"), gettext("In the lexicon")]
    body = "".join(_evidence_row(row, classes, gettext) for row in rows)
    return (
        f"<details{' open' if is_open else ''}><summary>{escape(summary)}</summary>"
        f'<div class="fm-wide" tabindex="0" role="region" aria-label="{escape(summary)}">'
        f'<table class="fm-table fm-evidence">{_head(heads)}<tbody>{body}</tbody>'
        f"<tfoot>{_sum_rows(read.reading, gettext)}</tfoot></table></div>"
        f'<p class="fm-small">{escape(_how(read.reading, reader, gettext))}</p></details>'
    )


def _evidence_row(row: EvidenceRow, classes: PlainClasses, gettext: Gettext) -> str:
    words = escape(row.words or gettext("the whole answer"))
    if row.lemma:
        words += f' <span class="fm-small">({escape(row.lemma)})</span>'
    numbers = "".join(f"<td>{_signed(row.weights.get(axis))}</td>" for axis in AXES)
    label = label_of(row.word_class, classes)
    role = gettext(ROLE_WORDS.get(row.role, row.role)) if row.role else ""
    says = f"{label}, {role}" if role else label
    return (
        f'<tr><th scope="row" dir="auto">{words}</th>{numbers}<td>{escape(says)}</td>'
        f"<td><code>{_breakable(row.effect)}</code><br>"
        f'<span class="fm-small">{_breakable(row.rule)}</span></td></tr>'
    )


def _breakable(path: str) -> str:
    """Return a path or name as HTML that may be broken behind each of its parts."""
    return escape(path).replace("/", "/<wbr>").replace("_", "_<wbr>").replace("@", "<wbr>@")


def _sum_rows(reading: Reading, gettext: Gettext) -> str:
    """Return the sums below the columns, and the places they become."""
    total = sums(reading)
    x, y = places(reading)
    added = "".join(f"<td>{_signed(total[axis])}</td>" for axis in AXES)
    sight = gettext("yes") if reading.line_of_sight else gettext("no")
    return (
        f'<tr><th scope="row">{escape(gettext("Sum"))}</th>{added}<td></td><td></td></tr>'
        f'<tr><th scope="row">{escape(gettext("Place"))}</th><td>{_signed(x)}</td>'
        f"<td>{_signed(y)}</td><td>{escape(sight)}</td><td></td><td></td></tr>"
    )


def _how(reading: Reading, reader: LexicalReader, gettext: Gettext) -> str:
    return gettext(
        "A place is tanh of the sum: it runs from -1 (inside, outputs) to 1 (outside, outcomes). "
        "Line of sight is seen above {least}. Confidence {confidence}."
    ).format(
        least=_signed(reader.model.settings.line_of_sight), confidence=f"{reading.confidence:.2f}"
    )


def _signed(value: float | None) -> str:
    """Return a number with its sign and two places; nothing for none."""
    if not value:
        return "" if value is None else "0"
    return f"{value:+.2f}".replace("-", "\N{MINUS SIGN}")
