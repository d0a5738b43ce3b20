"""What the group's language speaks of: on the facilitator's page with all answers, on the wall."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st
from markupsafe import Markup

from focusmap.language import (
    FEW_PEOPLE,
    Language,
    RegionWords,
    Share,
    Word,
    outside_sentence,
    rests_on,
    share_of,
    shortest_example,
    sight_sentence,
    some_examples,
    themes_sentence,
    words_basis,
)
from focusmap.marked import mark, to_html
from focusmap.model import ReadAnswer
from focusmap.sentences import FEW, REGION_NAMES, Catalogue, Gettext
from ui.answers import answers_table, render_quotes
from ui.guard import Visit
from ui.share_bars import Bar, render_bars

QUOTES_BEHIND = 20
WALL_WORDS = 3
WALL_EXAMPLES = 2


# The facilitator's page: every number opens the answers behind it.


def render_language(language: Language, visit: Visit) -> None:
    """Show what the answers speak of; a choice opens the answers behind each number."""
    speak, _ = visit.speak, visit.gettext
    st.subheader(_("What our language speaks of"))
    if language.outside.is_few:
        st.html(f'<p class="fm-say">{escape(_(FEW_PEOPLE).format(few=FEW))}</p>')
        return
    left, right = st.columns([1.25, 1], gap="large")
    with left:
        st.html(f'<p class="fm-say">{escape(themes_sentence(language, _))}</p>')
        render_theme_bars(language, speak, key="ask-themes", row=52, font=16)
        _render_theme_table(language, _)
        _render_theme_choice(language, visit)
    with right:
        _render_share(outside_sentence(language.outside, speak), language.outside, _)
        _render_share(sight_sentence(language.sight, speak), language.sight, _)
        if language.examples:
            st.html(f'<p class="fm-kick">{escape(_("The clearest of them"))}</p>')
            render_quotes(language.examples, _)
    _render_words(language.words, visit)


def render_theme_bars(
    language: Language, speak: Catalogue, *, key: str, row: int, font: int
) -> None:
    """Draw how many answers speak of each theme; the whole width stands for all answers."""
    _ = speak.gettext
    bars = [
        Bar(t.theme.label, share_of(t.share, _), len(t.share) / max(1, t.share.of))
        for t in language.themes
    ]
    said = "; ".join(f"{bar.label}: {bar.numbers}" for bar in bars)
    text = _("How many answers speak of each theme: {themes}.").format(themes=said)
    rest = rests_on(language.themes[0].share, speak)
    render_bars(bars, f"{text} {rest}", key=key, row=row, font=font)
    st.html(f'<p class="fm-small">{escape(rest)} {escape(_("One can speak of several."))}</p>')


def _render_theme_table(language: Language, gettext: Gettext) -> None:
    with st.expander(gettext("These numbers as a table")):
        rows = [(t.theme.label, len(t.share), t.share.of) for t in language.themes]
        columns = [gettext("Theme"), gettext("Answers"), gettext("Of")]
        st.dataframe(pd.DataFrame(rows, columns=columns), hide_index=True, width="stretch")


def _render_theme_choice(language: Language, visit: Visit) -> None:
    _ = visit.gettext
    shares = {t.theme.name: t for t in language.themes if t.share.answers}
    chosen = st.selectbox(
        _("Read the answers behind a theme"),
        list(shares),
        index=None,
        format_func=lambda n: f"{shares[n].theme.label} ({len(shares[n].share)})",
        placeholder=_("Choose a theme"),
        key=f"theme-{visit.workshop.code}",
    )
    if chosen in shares:
        render_behind(shares[chosen].share.answers, _)


def _render_share(sentence: str, share: Share, gettext: Gettext) -> None:
    st.html(f'<p class="fm-say">{escape(sentence)}</p>')
    if share.answers:
        with st.expander(gettext("Read these {count}").format(count=len(share))):
            render_behind(share.answers, gettext)


def render_behind(answers: Sequence[ReadAnswer], gettext: Gettext) -> None:
    """Show the answers behind a number: the first as people read them, all others as a table."""
    render_quotes(answers[:QUOTES_BEHIND], gettext)
    others = answers[QUOTES_BEHIND:]
    if others:
        st.dataframe(answers_table(others, gettext), hide_index=True, width="stretch")


def _render_words(regions: Sequence[RegionWords], visit: Visit) -> None:
    _ = visit.gettext
    st.html(f'<p class="fm-say">{escape(_("The words that tell our regions apart."))}</p>')
    for row in (regions[:2], regions[2:]):
        for column, found in zip(st.columns(2, gap="large"), row, strict=True):
            with column:
                st.html(region_html(found, visit.speak))
    words = {_word_key(found, w): (found, w) for found in regions for w in found.words}
    if not words:
        return
    how = _(
        "Ranked by log-odds: how much likelier a word is here than in the other regions, against "
        "chance. At least two people used it."
    )
    st.html(f'<p class="fm-small">{escape(how)}</p>')
    chosen = st.selectbox(
        _("Read the answers behind a word"),
        list(words),
        index=None,
        format_func=lambda k: _word_choice(*words[k], _),
        placeholder=_("Choose a word"),
        key=f"telling-{visit.workshop.code}",
    )
    if chosen in words:
        render_behind(words[chosen][1].answers, _)


def _word_key(found: RegionWords, word: Word) -> str:
    return f"{found.region} {word.text}"


def _word_choice(found: RegionWords, word: Word, gettext: Gettext) -> str:
    return gettext("{word} ({region}, {count})").format(
        word=word.text, region=gettext(REGION_NAMES[found.region]), count=len(word.answers)
    )


def region_html(found: RegionWords, speak: Catalogue) -> Markup:
    """Return the telling words of a region as a ranked list, each with how many answers hold it."""
    items = Markup().join(
        Markup("<li><bdi>{}</bdi> <span>{}</span></li>").format(
            w.text,
            speak.ngettext("{n} answer", "{n} answers", len(w.answers)).format(n=len(w.answers)),
        )
        for w in found.words
    )
    words = Markup("<ol>{}</ol>").format(items) if items else Markup()
    return _region_box(found, speak, Markup("<h4>{}</h4>"), words)


def _region_box(found: RegionWords, speak: Catalogue, heading: Markup, words: Markup) -> Markup:
    name = heading.format(speak.gettext(REGION_NAMES[found.region]))
    return Markup('<section class="fm-region">{}<p class="fm-small">{}</p>{}</section>').format(
        name, words_basis(found, speak), words
    )


# The wall: the same in three large pages.


def render_wall_themes(language: Language, speak: Catalogue) -> None:
    """Show what the words are about, with two answers that speak of it."""
    left, right = st.columns([1.3, 1], gap="large")
    with left:
        render_theme_bars(language, speak, key="wall-themes", row=80, font=30)
    first = language.themes[0]
    examples = some_examples(first.share.answers)[:WALL_EXAMPLES]
    if not examples:
        return
    with right:
        st.html(f'<p class="fm-kick">{escape(speak.gettext("For example"))}</p>')
        render_quotes(examples, speak.gettext)


def render_wall_words(language: Language, speak: Catalogue) -> None:
    """Show the most telling words of each region as the regions lie on the map, in sentences."""
    boxes = Markup().join(
        _region_box(
            found,
            speak,
            Markup("<h2>{}</h2>"),
            Markup().join(map(_word_html, found.words[:WALL_WORDS])),
        )
        for found in language.words
    )
    st.html(Markup('<div class="fm-regions">{}</div>').format(boxes))


def _word_html(word: Word) -> Markup:
    """Return a word with one of the sentences that hold it."""
    answer = shortest_example(word.answers)
    sentence = to_html(mark(answer.answer.text, answer.reading.evidence))
    return Markup('<p class="fm-word"><b><bdi>{}</bdi></b> <q dir="auto">{}</q></p>').format(
        word.text, sentence
    )


def render_wall_links(language: Language, speak: Catalogue) -> None:
    """Show how many answers link own work to somebody outside, and those that do it best."""
    st.html(f'<p class="fm-say">{escape(sight_sentence(language.sight, speak))}</p>')
    if language.examples:
        st.html(f'<p class="fm-kick">{escape(speak.gettext("The clearest of them"))}</p>')
        render_quotes(language.examples, speak.gettext)
    st.html(f'<p class="fm-small">{escape(rests_on(language.sight, speak))}</p>')
