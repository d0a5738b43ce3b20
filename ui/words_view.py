"""The group's own words on the setup page: what it calls its customers, words of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from focusmap.bootstrap import lexical_reader_for
from focusmap.errors import Conflict, FocusMapError
from focusmap.model import OwnWord
from focusmap.sentences import Gettext
from focusmap.vocabulary import (
    LONGEST_WORD,
    PlainClasses,
    conflict_sentence,
    conflicts,
    label_of,
    load_word_classes,
    offered,
    own_words,
)
from focusmap.vocabulary import Conflict as LexiconConflict
from ui import state
from ui.guard import Visit
from ui.telling import plain, tell


def _saved(visit: Visit) -> str:
    return f"own-words-{visit.workshop.code}"


def _field(visit: Visit) -> str:
    return f"own-word-{visit.workshop.code}"


def render_words(visit: Visit) -> None:
    """Show the group's own words; a facilitator may change them, and all answers are read anew."""
    _ = visit.gettext
    classes = load_word_classes(visit.workshop.language)
    st.subheader(_("The group's own words"))
    what = _(
        "How your group speaks. Each change counts at once, for answers already given as well; "
        "what you say here goes before the lexicon."
    )
    st.html(f'<p class="fm-small">{escape(what)}</p>')
    if visit.role == "facilitator":
        _render_forms(visit, classes)
    _render_list(visit, classes)


def _render_forms(visit: Visit, classes: PlainClasses) -> None:
    saved = state.said(_saved(visit))
    if saved:
        state.empty_field(_field(visit))
        st.success(plain(saved))
    customers, word = st.columns(2, gap="large")
    with customers, st.form("customers"):
        _render_customers_form(visit)
    with word, st.form("word"):
        _render_word_form(visit, classes)


def _render_customers_form(visit: Visit) -> None:
    _ = visit.gettext
    key, customers = f"customers-{visit.workshop.code}", visit.workshop.customers
    state.begin_edit(key, ", ".join(customers), customers)
    typed = st.text_input(
        _("What do you call the people you are there for?"),
        placeholder=_("tenant, resident"),
        key=key,
    )
    st.caption(_("Several words with commas between them."))
    if st.form_submit_button(_("Save")):
        try:
            began = state.began(key)
            visit.focus_map.service.set_customers(visit.workshop.id, typed.split(","), began)
        except FocusMapError as error:
            tell(error, _)
            if isinstance(error, Conflict):
                state.begin_again(key, customers)
        else:
            state.begin_again(key, visit.fresh().workshop.customers)
            _say_and_draw_again(visit, _("Saved. All answers are read with these words now."))


def _render_word_form(visit: Visit, classes: PlainClasses) -> None:
    _ = visit.gettext
    typed = st.text_input(
        _("A word of yours"), placeholder=_("rota lead"), max_chars=LONGEST_WORD, key=_field(visit)
    )
    word_class = st.selectbox(
        _("It counts as"),
        [c.name for c in offered(classes)],
        format_func=lambda name: _choice(name, classes),
    )
    st.caption(_("Write it as a dictionary does. Its other forms are found by themselves."))
    if st.form_submit_button(_("Add")):
        try:
            word = visit.focus_map.service.add_word(visit.workshop.id, typed, word_class)
        except FocusMapError as error:
            tell(error, _)
        else:
            text = _("{word} now counts as: {label}. All answers are read anew.")
            _say_and_draw_again(
                visit, text.format(word=word.term, label=label_of(word_class, classes))
            )


def _choice(name: str, classes: PlainClasses) -> str:
    examples = classes[name].examples
    return f"{classes[name].label} ({examples})" if examples else classes[name].label


def _say_and_draw_again(visit: Visit, text: str) -> None:
    state.say_next(_saved(visit), text)
    st.rerun()


def _render_list(visit: Visit, classes: PlainClasses) -> None:
    _ = visit.gettext
    workshop = visit.workshop
    words = own_words(workshop)
    if not words:
        st.html(f'<p class="fm-small">{escape(_("There are none yet."))}</p>')
        return
    lexicon = lexical_reader_for(workshop.language).lexicon
    counts = visit.focus_map.service.word_counts(workshop, lexicon)
    st.html(words_html(words, counts, conflicts(words, lexicon), classes, _))
    if visit.role == "facilitator" and workshop.words:
        _render_removal(visit)


def words_html(
    words: Sequence[OwnWord],
    counts: Mapping[str, int],
    others: Mapping[str, LexiconConflict],
    classes: PlainClasses,
    gettext: Gettext,
) -> str:
    """Return words as a table: what each counts as, how many answers hold it, conflicts below."""
    heads = (gettext("Word"), gettext("Counts as"), gettext("Answers with it"))
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    rows = "".join(
        f'<tr><th scope="row" dir="auto">{escape(w.term)}</th>'
        f"<td>{_meaning(w, others, classes, gettext)}</td>"
        f"<td>{counts.get(w.term, 0):,}</td></tr>"
        for w in words
    )
    return f'<table class="fm-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _meaning(
    word: OwnWord, others: Mapping[str, LexiconConflict], classes: PlainClasses, gettext: Gettext
) -> str:
    """Return what a word counts as, with what the lexicon says where that is something else."""
    label = escape(label_of(word.word_class, classes))
    if word.term not in others:
        return label
    text = conflict_sentence(others[word.term], classes, gettext)
    return f'{label}<br><span class="fm-small">{escape(text)}</span>'


def _render_removal(visit: Visit) -> None:
    _ = visit.gettext
    with st.form("remove-words", clear_on_submit=True):
        terms = st.multiselect(
            _("Words to remove"),
            [w.term for w in visit.workshop.words],
            placeholder=_("Choose words"),
        )
        if st.form_submit_button(_("Remove")) and terms:
            try:
                visit.focus_map.service.remove_words(visit.workshop.id, terms)
            except FocusMapError as error:
                tell(error, _)
            else:
                _say_and_draw_again(visit, _("Removed. All answers are read anew."))
