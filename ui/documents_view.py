"""Documents on the page of Qualify: add one, see its sentences, delete it, slides against us."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from focusmap.compare import FEW_SENTENCES, basis, sentence
from focusmap.documents.limits import LIMITS
from focusmap.errors import FocusMapError
from focusmap.model import Document, ReadAnswer
from focusmap.qualified import Shelf
from focusmap.sentences import Gettext
from ui import state
from ui.answers import render_quotes
from ui.guard import Visit
from ui.telling import plain, tell

KINDS = ["txt", "md", "csv", "docx", "pptx", "pdf"]
SENTENCES_SHOWN = 25
# Progress is drawn at most this many times: each costs the browser a message.
STEPS = 50
Told = Callable[[int, int], None]
Take = Callable[[Told], Document]


def render_documents(visit: Visit) -> None:
    """Draw the section; a fragment of its own, so that an upload draws nothing else anew."""

    @st.fragment
    def documents() -> None:
        try:
            _render(visit.fresh())
        except FocusMapError as error:
            tell(error, visit.gettext)

    documents()


def _render(visit: Visit) -> None:
    _ = visit.gettext
    st.subheader(_("Our documents"))
    what = _(
        "What does the organization write about itself? A strategy, goals, job ads, an annual "
        "report. Its sentences become a layer of the map. Only sentences are kept, never the file; "
        "they go with the workshop, or when you delete them."
    )
    st.html(f'<p class="fm-say">{escape(what)}</p>')
    if visit.role == "facilitator":
        _render_adding(visit)
        # What was just added counts at once.
        visit = visit.fresh()
    shelf = visit.focus_map.qualifying.shelf(visit.workshop)
    if not shelf.documents:
        st.html(f'<p class="fm-small">{escape(_("There is no document yet."))}</p>')
        return
    _render_slides(visit)
    for document in shelf.documents:
        _render_document(document, shelf, visit)


def _render_slides(visit: Visit) -> None:
    """Say how documents lie to what people say, once the answers of Ask are revealed."""
    _ = visit.gettext
    shown = visit.focus_map.qualifying.of(visit.workshop, visit.workshop.map_view)
    if not shown.said_answers:
        text = _("Reveal the step Ask to lay the documents beside what people say.")
        st.html(f'<p class="fm-small">{escape(text)}</p>')
        return
    if shown.slides.other.behind < FEW_SENTENCES:
        text = _(
            "{n} of {least}: so many sentences need a place on the map before the documents are "
            "laid beside what people say. Add some more text."
        ).format(n=shown.slides.other.behind, least=FEW_SENTENCES)
        st.html(f'<p class="fm-small">{escape(text)}</p>')
    st.html(f'<p class="fm-lead fm-slides">{escape(sentence(shown.slides, visit.speak))}</p>')
    st.html(f'<p class="fm-small">{escape(basis(shown.slides, visit.speak))}</p>')


def _render_adding(visit: Visit) -> None:
    _ = visit.gettext
    ways = {"file": _("A file"), "text": _("Pasted text")}
    code = visit.workshop.code
    way = st.radio(
        _("What to add"),
        list(ways),
        format_func=ways.__getitem__,
        horizontal=True,
        key=f"add-{code}",
    )
    place = st.empty()
    with place.container():
        given = _render_form(way, visit)
    if given is None:
        return
    if _add(visit, *given):
        # Only what was taken is cleared: refused words stay where they were typed.
        state.count_up(_times(visit))
        with place.container():
            _render_form(way, visit)


def _times(visit: Visit) -> str:
    return f"documents-added-{visit.workshop.code}"


def _render_form(way: str, visit: Visit) -> tuple[str, Take] | None:
    """Draw the fields of one way to add; return the name and what reads it, once sent."""
    _ = visit.gettext
    code, times = visit.workshop.code, state.counted(_times(visit))
    with st.form(f"document-{way}-{code}-{times}"):
        if way == "file":
            limits = _("One of {kinds}; up to {megabytes} MB and {pages} pages.").format(
                kinds=", ".join(KINDS), megabytes=LIMITS.megabytes, pages=LIMITS.pages
            )
            file = st.file_uploader(_("File"), max_upload_size=LIMITS.megabytes, help=limits)
            st.caption(limits)
        else:
            name = st.text_input(_("What it is"), placeholder=_("Strategy 2027"), max_chars=120)
            text = st.text_area(_("Text"), height=200)
        pressed = st.form_submit_button(_("Add"), type="primary")
    if not pressed:
        return None
    if way != "file":
        title = name.strip() or _("Pasted text")
        return title, lambda _told: _from_text(visit, text, title)
    if file is None:
        st.error(_("Choose a file first."))
        return None
    return file.name, lambda told: _from_file(visit, file.getvalue(), file.name, told)


def _from_file(visit: Visit, content: bytes, name: str, told: Told) -> Document:
    # The libraries that open files are loaded when the first one comes.
    from focusmap.documents.intake import read_document

    source = read_document(content, name, visit.workshop.language, told)
    return visit.focus_map.service.add_document(visit.workshop.id, source)


def _from_text(visit: Visit, text: str, name: str) -> Document:
    from focusmap.documents.intake import read_text

    source = read_text(text, name, visit.workshop.language)
    return visit.focus_map.service.add_document(visit.workshop.id, source)


def _add(visit: Visit, name: str, take: Take) -> bool:
    """Take a document and read its sentences, with progress; say what came of it."""
    _ = visit.gettext
    with st.status(_("Opening {name}").format(name=plain(name)), expanded=True) as status:
        bar = st.progress(0.0)
        try:
            document = take(_teller(bar, _("Page {done} of {of}")))
            status.update(label=_("Reading {name}").format(name=plain(name)))
            fresh = visit.fresh()
            told = _teller(bar, _("Sentence {done} of {of}"))
            visit.focus_map.qualifying.shelf(fresh.workshop, told)
        except FocusMapError as error:
            status.update(label=_("Not added"), state="error", expanded=False)
            refused: FocusMapError | None = error
        else:
            status.update(label=_("Added"), state="complete", expanded=False)
            refused = None
    if refused:
        tell(refused, _)
        return False
    st.success(plain(_added(document, visit)))
    return True


def _teller(bar: st.delta_generator.DeltaGenerator, text: str) -> Told:
    """Return what draws progress, a few dozen times however much there is to do."""

    def told(done: int, of: int) -> None:
        if done == of or done % max(1, of // STEPS) == 0:
            bar.progress(done / of, text=text.format(done=done, of=of))

    return told


def _added(document: Document, visit: Visit) -> str:
    n = document.sentences
    count = visit.speak.ngettext("{n} sentence", "{n} sentences", n).format(n=n)
    text = visit.gettext("{name} is added: {count}. Left out as boilerplate: {left_out}.")
    return text.format(name=document.name, count=count, left_out=document.left_out)


def _render_document(document: Document, shelf: Shelf, visit: Visit) -> None:
    _ = visit.gettext
    own = [s for s in shelf.sentences if s.question.id == document.id]
    n = document.sentences
    count = visit.speak.ngettext("{n} sentence", "{n} sentences", n).format(n=n)
    with st.expander(plain(f"{document.name} · {count}")):
        text = _("{kind}. Left out as boilerplate: {left_out}.").format(
            kind=document.kind, left_out=document.left_out
        )
        st.html(f'<p class="fm-small">{escape(text)}</p>')
        if visit.role == "facilitator":
            st.button(
                _("Delete this document and its sentences"),
                key=f"delete-{document.id}",
                on_click=_delete,
                args=(visit, document),
            )
        render_quotes(_page_of(own, document, _), _)


def _page_of(own: list[ReadAnswer], document: Document, gettext: Gettext) -> list[ReadAnswer]:
    pages = -(-len(own) // SENTENCES_SHOWN)
    number = 1
    if pages > 1:
        number = st.number_input(
            gettext("Page, 1 to {pages}").format(pages=pages), 1, pages, key=f"page-{document.id}"
        )
    return own[(number - 1) * SENTENCES_SHOWN : number * SENTENCES_SHOWN]


def _delete(visit: Visit, document: Document) -> None:
    try:
        visit.focus_map.service.delete_document(visit.workshop.id, document.id)
    except FocusMapError as error:
        tell(error, visit.gettext)
