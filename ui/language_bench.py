"""The bench for language on the facilitator's page: pick answers, rewrite, settle, keep words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st
from markupsafe import Markup

from focusmap.errors import FocusMapError
from focusmap.model import ReadAnswer, Step, StepState
from focusmap.rereading import reread
from focusmap.rewrites import FROM_STEPS, REASONS, Bench, OnBench, Rewrite, Suggestion, suggest
from focusmap.sentences import place_sentence
from focusmap.wordlist import KIND as WORD
from focusmap.wordlist import LISTS, ListName, Proposal, WordLine, Words
from focusmap.words import even
from ui import state
from ui.answers import render_quotes
from ui.guard import Visit
from ui.pair_map import pair_map_html
from ui.rewriter import render_rewriter
from ui.telling import plain, tell

LISTED = 30
SHORT = 48


def render_language_bench(visit: Visit, _step: Step) -> None:
    """Draw the whole bench."""
    _ = visit.gettext
    service, workshop = visit.focus_map.service, visit.workshop
    bench = service.rewrites.bench(workshop)
    words = service.words.words(workshop)
    intro = _("Take some of our own answers and say them in other words. An output is not wrong.")
    st.html(f'<p class="fm-say">{escape(intro)}</p>')
    _render_picking(visit, bench)
    if bench.answers:
        _render_answer(visit, bench, _chosen_answer(visit, bench))
    _render_hidden(visit, bench)
    st.divider()
    _render_words(visit, words, service.words.proposals(workshop, bench))


def _do(visit: Visit, act: Callable[[], object]) -> None:
    try:
        act()
    except FocusMapError as error:
        tell(error, visit.gettext)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHORT else f"{words[: SHORT - 1].rstrip()}…"


# Which answers


def _render_picking(visit: Visit, bench: Bench) -> None:
    _ = visit.gettext
    shown = [a for step in FROM_STEPS for a in _shown(visit, step) if a.question.is_read]
    if not shown and not bench.answers:
        st.info(
            _("Reveal the step Ask or Qualify first: the bench works on answers that are shown.")
        )
        return
    if visit.role != "facilitator":
        return
    service, code = visit.focus_map.service, visit.workshop.code
    on = {a.id for a in bench.answers}
    free = [a for a in shown if a.answer.id not in on]
    is_open = state.at_first(f"picking-{code}", value=not bench.answers)
    with st.expander(_("Pick answers for the bench"), expanded=is_open):
        _render_suggestions(visit, suggest(free, visit.workshop.language))
        by_id = {a.answer.id: a for a in free}
        picked = st.selectbox(
            _("Or any other answer"),
            list(by_id),
            index=None,
            format_func=lambda i: by_id[i].answer.text if i in by_id else "",
            placeholder=_("Choose an answer"),
            key=f"any-answer-{code}-{len(on)}",
        )
        if picked:
            st.button(
                _("Put it on the bench"),
                key=f"put-{picked}",
                on_click=_do,
                args=(visit, lambda: service.rewrites.put_on(visit.workshop.id, picked)),
            )
    for gone in bench.gone:
        text = _("An answer that was picked is not shown any more.")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f'<p class="fm-small">{escape(text)}</p>')
            _take_off_button(visit, gone)


def _shown(visit: Visit, step: str) -> tuple[ReadAnswer, ...]:
    return visit.focus_map.showing.of(visit.workshop, step).answers


def _render_suggestions(visit: Visit, suggestions: Sequence[Suggestion]) -> None:
    _ = visit.gettext
    if not suggestions:
        text = _(
            "Nothing to suggest: no answer speaks clearly of an output or nearly of an outcome."
        )
        st.html(f'<p class="fm-small">{escape(text)}</p>')
    service = visit.focus_map.service
    for suggestion in suggestions:
        answer = suggestion.answer
        words, button = st.columns([4, 1], vertical_alignment="top")
        with words:
            render_quotes([answer], _)
            st.html(f'<p class="fm-small">{escape(_(REASONS[suggestion.reason]))}</p>')
        with button:
            st.button(
                _("On the bench"),
                key=f"suggested-{answer.answer.id}",
                help=plain(answer.answer.text),
                on_click=_do,
                args=(
                    visit,
                    lambda i=answer.answer.id: service.rewrites.put_on(visit.workshop.id, i),
                ),
            )


def _take_off_button(visit: Visit, answer_id: str) -> None:
    service = visit.focus_map.service
    st.button(
        visit.gettext("Take it off the bench"),
        key=f"off-{answer_id}",
        on_click=_do,
        args=(visit, lambda: service.rewrites.take_off(visit.workshop.id, answer_id)),
    )


def _chosen_answer(visit: Visit, bench: Bench) -> OnBench:
    _ = visit.gettext
    texts = {
        a.id: f"{n}. {_short(a.old.answer.text)}{' ✓' if a.chosen else ''}"
        for n, a in enumerate(bench.answers, 1)
    }
    chosen = st.radio(
        _("On the bench"),
        list(texts),
        format_func=lambda i: plain(texts.get(i, "")),
        key=f"on-bench-{visit.workshop.code}",
    )
    return bench.find(str(chosen)) or bench.answers[0]


# One answer with its rewrites


def _render_answer(visit: Visit, bench: Bench, of: OnBench) -> None:
    _ = visit.gettext
    left, right = st.columns([1, 1.15], gap="large")
    with left:
        st.html(f'<p class="fm-kick" dir="auto">{escape(of.old.question.text)}</p>')
        render_quotes([of.old], _)
        place = place_sentence(of.old.reading, _)
        st.html(f'<p class="fm-small">{escape(place)}</p>')
        if visit.role == "facilitator":
            render_rewriter(visit, of)
    with right:
        if not bench.is_revealed:
            _render_rewrites(visit, of, of.own(""))
            st.html(f'<p class="fm-say">{escape(writers_sentence(of, visit))}</p>')
            hint = _("Reveal the step to see what everybody wrote, and to let the group pick.")
            st.html(f'<p class="fm-small">{escape(hint)}</p>')
        else:
            _render_rewrites(visit, of, of.rewrites)
        if visit.role == "facilitator":
            with st.container(horizontal=True):
                if bench.is_revealed:
                    _count_button(visit, of)
                _take_off_button(visit, of.id)


def writers_sentence(of: OnBench, visit: Visit) -> str:
    """Return how many people have said an answer in other words."""
    if not of.people:
        return visit.gettext("Nobody has said it in other words yet.")
    return visit.speak.ngettext(
        "{n} person has said it in other words.",
        "{n} people have said it in other words.",
        of.people,
    ).format(n=of.people)


def pickers_sentence(of: OnBench, visit: Visit) -> str:
    """Return how many people have picked."""
    return visit.speak.ngettext(
        "{n} person has picked.", "{n} people have picked.", of.pickers
    ).format(n=of.pickers)


def _count_button(visit: Visit, of: OnBench) -> None:
    _ = visit.gettext
    service = visit.focus_map.service
    st.button(
        _("Hide the counts again") if of.is_counted else _("Show how many picked which"),
        key=f"count-{of.id}-{of.is_counted}",
        type="secondary" if of.is_counted else "primary",
        disabled=not of.rewrites,
        on_click=_do,
        args=(
            visit,
            lambda: service.rewrites.count(visit.workshop.id, of.id, shown=not of.is_counted),
        ),
    )


def by_picks(rewrites: Sequence[Rewrite]) -> list[Rewrite]:
    """Return the chosen one first, then those that most picked, once that is shown."""
    return sorted(rewrites, key=lambda r: (not r.is_chosen, -(r.picks or 0), r.item.id))


def _render_rewrites(visit: Visit, of: OnBench, rewrites: Sequence[Rewrite]) -> None:
    _ = visit.gettext
    if not rewrites:
        st.html(f'<p class="fm-small">{escape(_("Nothing in other words yet."))}</p>')
        return
    if visit.workshop.state("act") is StepState.REVEALED:
        st.html(f'<p class="fm-small">{escape(pickers_sentence(of, visit))}</p>')
    for rewrite in by_picks(rewrites)[:LISTED]:
        _render_rewrite(visit, of, rewrite)
    if len(rewrites) > LISTED:
        more = _("And {n} more.").format(n=len(rewrites) - LISTED)
        st.html(f'<p class="fm-small">{escape(more)}</p>')


def _render_rewrite(visit: Visit, of: OnBench, rewrite: Rewrite) -> None:
    _ = visit.gettext
    service, item = visit.focus_map.service, rewrite.item
    with st.container(key=f"{'chosen' if rewrite.is_chosen else 'rewrite'}-{item.id}"):
        st.html(rewrite_html(visit, of, rewrite))
        if visit.role != "facilitator":
            return
        with st.container(horizontal=True):
            st.button(
                _("Not this one after all") if rewrite.is_chosen else _("Choose this"),
                key=f"choose-{item.id}-{rewrite.is_chosen}",
                on_click=_do,
                args=(
                    visit,
                    lambda: service.rewrites.choose(
                        visit.workshop.id, item.id, chosen=not rewrite.is_chosen
                    ),
                ),
            )
            _change_button(visit, of, item.id)
            if not item.hidden:
                st.button(
                    _("Hide"),
                    key=f"hide-{item.id}",
                    on_click=_do,
                    args=(
                        visit,
                        lambda: service.items.set_hidden(visit.workshop.id, item.id, hidden=True),
                    ),
                )
        if state.standing(_changing(of)) == item.id:
            render_rewriter(visit, of, rewrite)


def rewrite_html(visit: Visit, of: OnBench, rewrite: Rewrite) -> Markup:
    """Return new words with their marks, where they lie beside the old, and what moved."""
    speak, _ = visit.speak, visit.gettext
    read = reread(of.old, rewrite.read, visit.workshop.language, _)
    old = reread(of.old, of.old, visit.workshop.language, _)
    notes = []
    if rewrite.is_chosen:
        notes.append(_("We chose this."))
    if rewrite.picks is not None:
        picks = speak.ngettext("{n} pick", "{n} picks", rewrite.picks).format(n=rewrite.picks)
        notes.append(f"{picks}.")
    return Markup(
        '<div class="fm-rewrite"><div><blockquote class="fm-quote" dir="auto">{}</blockquote>'
        '<p class="fm-small"><b>{}</b> {}</p></div>{}</div>'
    ).format(
        read.words,
        " ".join(notes),
        read.moved,
        pair_map_html(old.spot, read.spot, f"{read.moved} {read.place}", _),
    )


def _change_button(visit: Visit, of: OnBench, item_id: str) -> None:
    """Open or close the field to change words that are there; two at once lose nothing."""
    _ = visit.gettext
    name = _changing(of)
    is_open = state.standing(name) == item_id
    st.button(
        _("Close the field") if is_open else _("Change the words"),
        key=f"change-{item_id}-{is_open}",
        on_click=state.say_next,
        args=(name, "" if is_open else item_id),
    )


def _changing(of: OnBench) -> str:
    return f"changing-{of.id}"


def _render_hidden(visit: Visit, bench: Bench) -> None:
    _ = visit.gettext
    if not bench.hidden or visit.role != "facilitator":
        return
    service = visit.focus_map.service
    with st.expander(_("Hidden: {count}").format(count=len(bench.hidden))):
        for rewrite in bench.hidden:
            render_quotes([rewrite.read], _)
            st.button(
                _("Restore"),
                key=f"restore-{rewrite.item.id}",
                on_click=_do,
                args=(
                    visit,
                    lambda i=rewrite.item.id: service.items.set_hidden(
                        visit.workshop.id, i, hidden=False
                    ),
                ),
            )


# The words


def _render_words(visit: Visit, words: Words, proposals: Sequence[Proposal]) -> None:
    _ = visit.gettext
    st.html(f'<h3 class="fm-list-title">{escape(_("Our words"))}</h3>')
    st.html(f'<p class="fm-small">{escape(dots_sentence(words, visit))}</p>')
    if words.is_revealed and words.lines and visit.role == "facilitator":
        service = visit.focus_map.service
        st.button(
            _("Hide the dots again") if words.is_counted else _("Show the dots"),
            key=f"count-words-{words.is_counted}",
            on_click=_do,
            args=(
                visit,
                lambda: service.words.count(visit.workshop.id, shown=not words.is_counted),
            ),
        )
    for column, name in zip(st.columns(2, gap="large"), LISTS, strict=True):
        with column:
            _render_list(visit, words, name, [p for p in proposals if p.to == name])
    _render_hidden_words(visit, words)


def dots_sentence(words: Words, visit: Visit) -> str:
    """Return how many people have given dots to words."""
    return visit.speak.ngettext(
        "{n} person has given dots.", "{n} people have given dots.", words.dot_givers
    ).format(n=words.dot_givers)


def list_title(name: ListName, visit: Visit) -> str:
    """Return what a list is called."""
    _ = visit.gettext
    return {"more": _("Words to use more"), "less": _("Words to use less")}[name]


def _render_list(visit: Visit, words: Words, name: ListName, proposals: Sequence[Proposal]) -> None:
    _ = visit.gettext
    st.html(f'<h3 class="fm-list-title">{escape(list_title(name, visit))}</h3>')
    lines = words.to(name)
    if not lines:
        text = _("Nothing on this list yet.") if words.is_revealed else _("Shown once revealed.")
        st.html(f'<p class="fm-small">{escape(text)}</p>')
    for line in lines[:LISTED]:
        _render_line(visit, line)
    if visit.role != "facilitator":
        return
    _render_adding(visit, name)
    there = {even(line.word) for line in lines}
    for proposal in proposals:
        if even(proposal.word) not in there:
            _render_proposal(visit, proposal)


def line_html(line: WordLine, visit: Visit) -> Markup:
    """Return a word with its dots, once these are shown, and whether it is kept."""
    speak, _ = visit.speak, visit.gettext
    notes = []
    if line.dots is not None:
        notes.append(speak.ngettext("{n} dot", "{n} dots", line.dots).format(n=line.dots))
    if line.is_kept:
        notes.append(_("kept"))
    return Markup('<p class="fm-word-line"><bdi>{}</bdi> <span>{}</span></p>').format(
        line.word, ", ".join(notes)
    )


def _render_line(visit: Visit, line: WordLine) -> None:
    _ = visit.gettext
    service = visit.focus_map.service
    with st.container(horizontal=True, vertical_alignment="center", key=f"word-{line.items[0].id}"):
        st.html(line_html(line, visit))
        if visit.role != "facilitator":
            return
        st.button(
            _("Keep it no more") if line.is_kept else _("Keep"),
            key=f"keep-{line.items[0].id}-{line.is_kept}",
            help=plain(line.word),
            on_click=_do,
            args=(
                visit,
                lambda: service.words.keep(visit.workshop.id, line, kept=not line.is_kept),
            ),
        )
        st.button(
            _("Hide"),
            key=f"hide-{line.items[0].id}",
            help=plain(line.word),
            on_click=_do,
            args=(visit, lambda: service.words.hide(visit.workshop.id, line)),
        )


def _render_adding(visit: Visit, name: ListName) -> None:
    _ = visit.gettext
    of = f"add-word-{visit.workshop.code}-{name}"
    key = state.sending(of)
    refused = state.standing(f"{of}-refused")
    if refused:
        st.error(plain(refused))
    with st.form(f"{of}-{key}", border=False):
        st.text_input(
            _("A word or short phrase to use more")
            if name == "more"
            else _("A word or short phrase to use less"),
            key=f"{of}-{key}-text",
        )
        st.form_submit_button(_("Add"), on_click=_add, args=(visit, name, of, key))


def _add(visit: Visit, name: ListName, of: str, key: str) -> None:
    if key != state.sending(of):
        return
    service = visit.focus_map.service
    try:
        service.words.add(visit.workshop.id, state.typed(f"{of}-{key}-text"), name, key=key)
    except FocusMapError as error:
        state.say_next(f"{of}-refused", error.text(visit.gettext))
        return
    state.say_next(f"{of}-refused", "")
    state.new_sending(of)


def _render_proposal(visit: Visit, proposal: Proposal) -> None:
    """Offer a word with the sentences that hold it."""
    _ = visit.gettext
    service = visit.focus_map.service
    why = {
        "rewritten": _("from our own rewriting"),
        "region": _("in {n} answers").format(n=len(proposal.behind)),
    }[proposal.why]
    name = f"{proposal.to}-{even(proposal.word)}"
    button, sentences = st.columns([1, 1.6], vertical_alignment="top")
    with button:
        st.button(
            _("Add “{word}”").format(word=plain(proposal.word)),
            key=f"propose-{name}",
            on_click=_do,
            args=(
                visit,
                lambda: service.words.add(visit.workshop.id, proposal.word, proposal.to),
            ),
        )
    with sentences, st.expander(why):
        render_quotes(proposal.behind[:5], _)


def _render_hidden_words(visit: Visit, words: Words) -> None:
    _ = visit.gettext
    if not words.hidden or visit.role != "facilitator":
        return
    service = visit.focus_map.service
    with st.expander(_("Hidden: {count}").format(count=len(words.hidden))):
        for item in words.hidden:
            st.html(f'<p class="fm-word-line"><bdi>{escape(item.fields["word"])}</bdi></p>')
            st.button(
                _("Restore"),
                key=f"restore-{WORD}-{item.id}",
                on_click=_do,
                args=(
                    visit,
                    lambda i=item.id: service.items.set_hidden(visit.workshop.id, i, hidden=False),
                ),
            )
