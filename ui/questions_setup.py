"""The questions of the step Ask on the setup page: their words, their order, further ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape

import streamlit as st

from focusmap.errors import Conflict, FocusMapError
from focusmap.model import Question
from focusmap.questions import KINDS, MOST_ASKED, STEP, load_kinds, offered
from focusmap.sentences import Gettext
from focusmap.words import LONGEST_QUESTION
from ui import state
from ui.guard import Visit
from ui.room import render_questions
from ui.telling import plain


def render_questions_setup(visit: Visit) -> None:
    """Show what Ask asks; a facilitator may change it at any time, and loses no answer by it."""
    _ = visit.gettext
    asked = visit.workshop.asked_at(STEP)
    st.subheader(_("What the step Ask asks"))
    if visit.role != "facilitator":
        render_questions([q.text for q in asked])
        return
    what = _(
        "Change them at any time: phones follow at once, and nobody loses what they are typing. A "
        "question with answers keeps its words: if you word it otherwise, a new question takes its "
        "place, and the old one is asked no more."
    )
    st.html(f'<p class="fm-small">{escape(what)}</p>')
    _render_said(visit)
    given = visit.focus_map.service.asking.given(visit.workshop)
    for number, question in enumerate(asked, 1):
        _render_question(visit, question, number, len(asked), given.get(question.id, 0))
    _render_taken_away(visit, {q: n for q, n in given.items() if n})
    if len(asked) < MOST_ASKED:
        _render_further(visit)
    else:
        text = _("That is all there is room for. Take one away before you add another one.")
        st.html(f'<p class="fm-small">{escape(text)}</p>')


def _name(visit: Visit) -> str:
    return f"questions-{visit.workshop.code}"


def _render_said(visit: Visit) -> None:
    saved, refused = state.said(_name(visit)), state.said(f"{_name(visit)}-refused")
    if saved:
        st.success(plain(saved))
    if refused:
        st.error(plain(refused))


def _do(visit: Visit, act: Callable[[], str]) -> None:
    """Do something before the page is drawn anew; what it returns, or the reason, is said there."""
    try:
        state.say_next(_name(visit), act())
    except FocusMapError as error:
        state.say_next(f"{_name(visit)}-refused", error.text(visit.gettext))


def _kinds(visit: Visit) -> dict[str, str]:
    return load_kinds(visit.workshop.language)


def _render_question(visit: Visit, question: Question, number: int, count: int, given: int) -> None:
    _, key = visit.gettext, f"question-{question.id}"
    state.begin_edit(key, question.text, (question.text, question.kind))
    state.begin_field(f"{key}-kind", question.kind)
    with st.form(f"form-{key}"):
        words, about = st.columns([1.7, 1], gap="medium")
        with words:
            label = _("Question {number}").format(number=number)
            st.text_input(label, max_chars=LONGEST_QUESTION, key=key)
        with about:
            label = _("Question {number} is about").format(number=number)
            st.selectbox(
                label,
                KINDS,
                format_func=lambda kind: _kinds(visit).get(kind, kind),
                key=f"{key}-kind",
            )
        st.caption(_answers_in_words(visit, given))
        with st.container(horizontal=True):
            label = _("Save question {number}").format(number=number)
            st.form_submit_button(
                label, key=f"save-{key}", on_click=_do, args=(visit, _rewording(visit, question))
            )
            for text, by in ((_("Earlier"), -1), (_("Later"), 1)):
                st.form_submit_button(
                    text,
                    key=f"{by}-{key}",
                    disabled=not 0 <= number - 1 + by < count,
                    help=_("Move question {number}").format(number=number),
                    on_click=_do,
                    args=(visit, _moving(visit, question, by)),
                )
            st.form_submit_button(
                _("Take away"),
                key=f"away-{key}",
                disabled=count == 1,
                help=_("Take question {number} away").format(number=number),
                on_click=_do,
                args=(visit, _taking_away(visit, question)),
            )


def _answers_in_words(visit: Visit, given: int) -> str:
    _ = visit.gettext
    if not given:
        return _("Nobody has answered it yet: taken away, it is deleted.")
    text = visit.speak.ngettext(
        "{n} answer. Taken away, it is asked no more; its answers stay on the wall and in files.",
        "{n} answers. Taken away, it is asked no more; its answers stay on the wall and in files.",
        given,
    )
    return text.format(n=f"{given:,}")


def _rewording(visit: Visit, question: Question) -> Callable[[], str]:
    key = f"question-{question.id}"

    def reword() -> str:
        _, service = visit.gettext, visit.focus_map.service
        kind, began = str(state.chosen(f"{key}-kind")), state.began(key)
        before = (began[0], began[1]) if len(began) == 2 else None
        try:
            made = service.asking.reword(
                visit.workshop.id, question.id, state.typed(key), kind, before
            )
        except Conflict:
            for now in visit.fresh().workshop.asked_at(STEP):
                if now.id == question.id:
                    state.begin_again(key, (now.text, now.kind))
            raise
        if made.id != question.id:
            return _("Saved. “{text}” is asked from now on.").format(text=made.text)
        state.put_text(key, made.text)
        state.begin_again(key, (made.text, made.kind))
        return _("Saved. Phones show it at once.")

    return reword


def _moving(visit: Visit, question: Question, by: int) -> Callable[[], str]:
    def move() -> str:
        visit.focus_map.service.asking.move(visit.workshop.id, question.id, by)
        return visit.gettext("Moved.")

    return move


def _taking_away(visit: Visit, question: Question) -> Callable[[], str]:
    def take_away() -> str:
        _ = visit.gettext
        if visit.focus_map.service.asking.take_away(visit.workshop.id, question.id):
            text = _(
                "“{text}” is asked no more. Its answers stay, and whoever is writing one can still "
                "send it."
            )
        else:
            text = _("“{text}” is deleted.")
        return text.format(text=question.text)

    return take_away


def _render_taken_away(visit: Visit, given: dict[str, int]) -> None:
    _ = visit.gettext
    gone = [q for q in visit.workshop.questions_of(STEP) if not q.is_asked]
    if not gone:
        return
    st.html(f'<h4 class="fm-part">{escape(_("Asked no more"))}</h4>')
    for question in gone:
        number = given.get(question.id, 0)
        text = visit.speak.ngettext("{n} answer", "{n} answers", number).format(n=f"{number:,}")
        with _row(question.text, f" ({text})"):
            st.button(
                _("Ask again"),
                key=f"again-{question.id}",
                help=_("Ask “{text}” again").format(text=plain(question.text)),
                on_click=_do,
                args=(visit, _asking_again(visit, question)),
            )


@contextmanager
def _row(question: str, more: str = "") -> Iterator[None]:
    """Show a question in whole, with what is drawn inside beside it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        words = f"<bdi>{escape(question)}</bdi>{escape(more)}"
        st.html(f'<p class="fm-say">{words}</p>', width="stretch")
        yield


def _asking_again(visit: Visit, question: Question) -> Callable[[], str]:
    def ask_again() -> str:
        visit.focus_map.service.asking.ask_again(visit.workshop.id, question.id)
        return visit.gettext("“{text}” is asked again.").format(text=question.text)

    return ask_again


def _adding(visit: Visit, text: str, kind: str) -> Callable[[], str]:
    def add() -> str:
        made = visit.focus_map.service.asking.add(visit.workshop.id, text, kind)
        return _added(made, visit.gettext)

    return add


def _added(made: Question, gettext: Gettext) -> str:
    return gettext("“{text}” is asked from now on.").format(text=made.text)


def _render_further(visit: Visit) -> None:
    _ = visit.gettext
    key = f"further-{visit.workshop.code}"
    st.html(f'<h4 class="fm-part">{escape(_("Add a question"))}</h4>')
    for number, ready in enumerate(offered(visit.workshop)):
        with _row(ready.text):
            st.button(
                _("Ask this too"),
                key=f"ready-{number}-{ready.kind}",
                help=_("Add “{text}”").format(text=plain(ready.text)),
                on_click=_do,
                args=(visit, _adding(visit, ready.text, ready.kind)),
            )
    with st.form(f"form-{key}"):
        words, about = st.columns([1.7, 1], gap="medium")
        with words:
            st.text_input(_("A question of your own"), max_chars=LONGEST_QUESTION, key=key)
        with about:
            st.selectbox(
                _("It is about"),
                KINDS,
                index=KINDS.index("value"),
                format_func=lambda kind: _kinds(visit).get(kind, kind),
                key=f"{key}-kind",
                help=_("The reader takes it into account when it reads the answers."),
            )
        st.form_submit_button(
            _("Add this question"), on_click=_do, args=(visit, _adding_own(visit, key))
        )


def _adding_own(visit: Visit, key: str) -> Callable[[], str]:
    def add() -> str:
        text, kind = state.typed(key), str(state.chosen(f"{key}-kind"))
        made = visit.focus_map.service.asking.add(visit.workshop.id, text, kind)
        state.empty_field(key)
        return _added(made, visit.gettext)

    return add
