"""The wall of the bench for language: an answer, what it became, the group's own words."""

from __future__ import annotations

import time
from collections.abc import Sequence
from html import escape

import streamlit as st
from markupsafe import Markup

from focusmap.marked import mark, to_html
from focusmap.model import Step
from focusmap.paging import turned_to
from focusmap.rereading import reread
from focusmap.rewrites import ROOM, Bench, OnBench, Rewrite, load_prompts
from focusmap.wordlist import LISTS, ListName, Words
from ui import state
from ui.guard import Visit
from ui.language_bench import (
    by_picks,
    dots_sentence,
    line_html,
    list_title,
    pickers_sentence,
    writers_sentence,
)
from ui.pair_map import pair_map_html
from ui.room import render_join
from ui.steps import render_heading

PAGE_SECONDS = 20
# As many fit one below the other, legible from eight metres.
REWRITES_A_PAGE, ANSWERS_WAITING, WORDS_A_LIST = 4, 6, 9


def render_language_bench_wall(visit: Visit, step: Step) -> None:
    """Draw what the room sees: before the reveal what is being rewritten, then page by page."""
    service = visit.focus_map.service
    bench = service.rewrites.bench(visit.workshop, ROOM)
    words = service.words.words(visit.workshop, ROOM)
    name = f"{visit.workshop.code}-language-bench"
    turn = ""
    with st.container(key="language-bench"):
        if not bench.is_revealed:
            state.forget(name)
            _render_writing(visit, step, bench)
        else:
            turn = _render_shown(visit, step, bench, words, name)
    with st.container(key="foot", horizontal=True, vertical_alignment="center"):
        render_join(visit.workshop, visit.join_url, visit.gettext, size="small")
        if turn:
            st.html(f'<p class="fm-small fm-turn">{escape(turn)}</p>')


def _render_writing(visit: Visit, step: Step, bench: Bench) -> None:
    _ = visit.gettext
    render_heading(step, _("How would we say it in other words?"), _)
    prompts = Markup().join(
        Markup("<li>{}</li>").format(p.ask) for p in load_prompts(visit.workshop.language)
    )
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        if not bench.answers:
            text = _("Soon some of our answers will stand here.")
            st.html(f'<p class="fm-say">{escape(text)}</p>')
        for of in bench.answers[:ANSWERS_WAITING]:
            st.html(
                Markup('{}<p class="fm-small">{}</p>').format(
                    _quote(of), writers_sentence(of, visit)
                )
            )
    with right:
        st.html(Markup('<ul class="fm-questions">{}</ul>').format(prompts))


def _render_shown(visit: Visit, step: Step, bench: Bench, words: Words, name: str) -> str:
    """Draw a page of what is shown; return which of how many it is."""
    _ = visit.gettext
    pages = [
        (of, part)
        for of in bench.answers
        for part in range(max(1, -(-len(of.rewrites) // REWRITES_A_PAGE)))
    ]
    count = len(pages) + bool(words.lines)
    if not count:
        render_heading(step, _("There is nothing in other words yet."), _)
        return ""
    index = turned_to(
        count, visit.workshop.wall_page, time.time() - state.since(name), PAGE_SECONDS
    )
    if index < len(pages):
        of, part = pages[index]
        _render_pair(visit, step, of, part)
    else:
        _render_words(visit, step, words)
    if count == 1:
        return ""
    return _("{page} of {count}").format(page=index + 1, count=count)


def _render_pair(visit: Visit, step: Step, of: OnBench, part: int) -> None:
    _ = visit.gettext
    title = _("We chose other words.") if of.chosen else _("Which says it best?")
    render_heading(step, title, _)
    left, right = st.columns([1, 1.5], gap="large")
    old = reread(of.old, of.old, visit.workshop.language, _)
    with left:
        st.html(f'<p class="fm-kick">{escape(_("We said"))}</p>')
        st.html(_quote(of))
        if of.chosen:
            read = reread(of.old, of.chosen.read, visit.workshop.language, _)
            label = f"{read.moved} {read.place}"
            st.html(pair_map_html(old.spot, read.spot, label, _))
        else:
            st.html(pair_map_html(old.spot, None, old.place, _))
            st.html(f'<p class="fm-small">{escape(pickers_sentence(of, visit))}</p>')
    with right:
        st.html(f'<p class="fm-kick">{escape(_("In other words"))}</p>')
        ranked = by_picks(of.rewrites)
        shown = ranked[part * REWRITES_A_PAGE : (part + 1) * REWRITES_A_PAGE]
        if not shown:
            st.html(f'<p class="fm-say">{escape(writers_sentence(of, visit))}</p>')
            return
        st.html(Markup().join(_rewrite_html(visit, of, r) for r in shown))


def _quote(of: OnBench) -> Markup:
    answer = of.old
    words = to_html(mark(answer.answer.text, answer.reading.evidence))
    return Markup('<blockquote class="fm-quote" dir="auto">{}</blockquote>').format(words)


def _rewrite_html(visit: Visit, of: OnBench, rewrite: Rewrite) -> Markup:
    _ = visit.gettext
    read = reread(of.old, rewrite.read, visit.workshop.language, _)
    notes = [_("We chose this.")] if rewrite.is_chosen else []
    if rewrite.picks is not None:
        picks = visit.speak.ngettext("{n} pick", "{n} picks", rewrite.picks)
        notes.append(f"{picks.format(n=rewrite.picks)}.")
    return Markup(
        '<div class="fm-new{}"><blockquote class="fm-quote" dir="auto">{}</blockquote>'
        '<p class="fm-small"><b>{}</b> {}</p></div>'
    ).format(" fm-chosen" if rewrite.is_chosen else "", read.words, " ".join(notes), read.moved)


def _render_words(visit: Visit, step: Step, words: Words) -> None:
    _ = visit.gettext
    render_heading(step, _("Our words: which more, which less?"), _)
    for column, name in zip(st.columns(2, gap="large"), LISTS, strict=True):
        with column:
            _render_list(visit, words, name)
    if not words.is_counted:
        st.html(f'<p class="fm-small">{escape(dots_sentence(words, visit))}</p>')


def _render_list(visit: Visit, words: Words, name: ListName) -> None:
    lines: Sequence[Markup] = [line_html(line, visit) for line in words.to(name)]
    st.html(f'<h2 class="fm-list-title">{escape(list_title(name, visit))}</h2>')
    if not lines:
        st.html(f'<p class="fm-small">{escape(visit.gettext("Nothing on this list yet."))}</p>')
        return
    st.html(Markup().join(lines[:WORDS_A_LIST]))
    if len(lines) > WORDS_A_LIST:
        more = visit.gettext("And {n} more.").format(n=len(lines) - WORDS_A_LIST)
        st.html(f'<p class="fm-small">{escape(more)}</p>')
