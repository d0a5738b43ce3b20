"""The bench for measures on the facilitator's page: build, show the ratings, settle the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

import streamlit as st

from focusmap.errors import Conflict, FocusMapError, NotFound
from focusmap.items import GONE_TO_NEW
from focusmap.marked import mark, to_html
from focusmap.measures import (
    FIELDS,
    KIND,
    NAMES,
    Measure,
    advice_for,
    check_measure,
    draft_of,
    load_content,
    sentence,
)
from focusmap.measuring import Bench, OnBench
from focusmap.model import Item, Step
from focusmap.sentences import N_, REGION_NAMES, place_sentence
from ui import state
from ui.guard import Visit
from ui.measures_view import (
    headline,
    line_in_words,
    people_of,
    render_plot,
    render_ranked,
    render_table,
)
from ui.telling import plain, tell

HINTS: Mapping[str, str] = {
    "what": N_("minutes until the family is warm again"),
    "for_whom": N_("tenants"),
    "situation": N_("the heating fails at night"),
    "baseline": N_("How is it today? A rough guess will do."),
    "target": N_("What would be clearly better?"),
    "source": N_("Who could tell you, or where do you look it up?"),
    "owner": N_("Who looks after it?"),
    "rhythm": N_("every month"),
}
SENTENCE, REST = FIELDS[:4], FIELDS[5:]
NEW = ""
# How long after a key what is typed is read.
LIVE = "150ms"
LISTED = 40


def render_measures_bench(visit: Visit, _step: Step) -> None:
    """Draw the whole bench."""
    _ = visit.gettext
    bench = visit.focus_map.service.measuring.for_facilitator(visit.workshop)
    intro = _(
        "Say what should change for whom, and how you will know. "
        "Every measure may stand; the advice beside it is only that."
    )
    st.html(f'<p class="fm-say">{escape(intro)}</p>')
    if visit.role == "facilitator":
        _render_builder(visit, bench)
    if not bench.lines:
        _render_examples(visit)
        return
    st.divider()
    _render_ratings(visit, bench)
    for line in bench.lines[:LISTED]:
        _render_line(visit, line, bench)


def _do(visit: Visit, act: Callable[[], object]) -> None:
    try:
        act()
    except FocusMapError as error:
        tell(error, visit.gettext)


def _render_examples(visit: Visit) -> None:
    """Show a good measure of each region, while there is none of the group's own."""
    _ = visit.gettext
    language = visit.workshop.language
    title = _("A good one from each region")
    rows = "".join(
        f"<section><h2>{escape(_(REGION_NAMES[e.region]))}</h2>"  # type: ignore[index]
        f"<p><q>{escape(sentence(e.measure, language))}</q></p><p>{escape(e.why)}</p></section>"
        for e in load_content(language).examples
    )
    st.html(f'<h2 class="fm-list-title">{escape(title)}</h2><div class="fm-cards">{rows}</div>')


# The builder


def _render_builder(visit: Visit, bench: Bench) -> None:
    _ = visit.gettext
    code = visit.workshop.code
    names = {NEW: _("A new measure")} | {
        # By its letter alone: a name that changed while somebody writes would unpick it.
        line.measure.id: _("Change {letter}").format(letter=line.letter)
        for line in bench.lines[:LISTED]
    }
    last = state.typed(f"building-{code}")
    if last not in names:
        _move_to_new(visit, last)
    picked = st.selectbox(
        _("What do you build?"),
        list(names),
        format_func=lambda i: names.get(i, ""),
        key=f"building-{code}",
    )
    item = _item(visit, picked) if picked else None
    left, right = st.columns([1.1, 1], gap="large")
    name = _draft(visit, item.id if item else NEW)
    with left:
        _render_fields(visit, name, item)
    with right:
        _render_reading(visit, name, item)


def _draft(visit: Visit, item_id: str) -> str:
    """Return the name under which what is typed of a measure is kept."""
    return f"measure-{visit.workshop.code}-{item_id or 'new'}"


def _move_to_new(visit: Visit, gone: str) -> None:
    """Put what was typed of a measure that is deleted by now into the fields of a new one."""
    kept = {row[0]: row[1] for row in state.drafts(_draft(visit, gone))}
    if not kept:
        return
    state.keep_drafts(_draft(visit, gone), ())
    new, told = _draft(visit, NEW), visit.gettext(GONE_TO_NEW)
    if state.drafts(new):
        # Somebody has begun a new one there: neither is written over.
        words = "; ".join(kept[f] for f in FIELDS if kept[f])
        told = visit.gettext("This was deleted meanwhile. You had typed: {words}").format(
            words=words
        )
    else:
        state.new_sending(new)
        state.keep_drafts(new, [*((f, kept[f]) for f in FIELDS), ("base", "0")])
    state.say_next(f"{new}-told", told)


def _item(visit: Visit, item_id: str) -> Item | None:
    try:
        return visit.focus_map.service.items.item(visit.workshop, item_id)
    except NotFound:
        return None


def _kept(name: str, item: Item | None) -> dict[str, str]:
    """Return what is typed under a name, else what is stored, and the version it began with."""
    kept = {row[0]: row[1] for row in state.drafts(name)}
    if kept:
        return kept
    fields = item.fields if item else {}
    return {**{f: fields.get(f, "") for f in FIELDS}, "base": str(item.version if item else 0)}


def _key(name: str, field: str) -> str:
    # With what is sent the fields are new ones, and so empty, or as they are stored.
    return f"{name}-{state.sending(name)}-{field}"


def _render_fields(visit: Visit, name: str, item: Item | None) -> None:
    _ = visit.gettext
    kept = _kept(name, item)
    for field in FIELDS:
        state.begin_field(_key(name, field), kept[field])
    args = (name, item)
    directions = load_content(visit.workshop.language).directions
    st.selectbox(
        _(NAMES["direction"]),
        [NEW, *directions],
        format_func=lambda d: directions.get(d, _("Choose")),
        key=_key(name, "direction"),
        on_change=_keep,
        args=args,
    )
    for field in SENTENCE[1:]:
        _render_text(visit, name, field, args)
    _render_beside(visit, name, kept["beside"], args)
    with st.container(key=f"rest-{name}"):
        for pair in (REST[:2], REST[2:4], REST[4:]):
            for column, field in zip(st.columns(2), pair, strict=False):
                with column:
                    _render_text(visit, name, field, args)
    with st.container(horizontal=True):
        st.button(
            _("Save this measure"),
            key=f"save-{name}",
            type="primary",
            on_click=_save,
            args=(visit, name, item),
        )
        if state.drafts(name):
            st.button(
                _("Put back what is stored") if item else _("Empty the fields"),
                key=f"back-{name}",
                on_click=_forget,
                args=(name,),
            )
    _render_told(visit, name, item, kept)


def _render_text(visit: Visit, name: str, field: str, args: tuple[str, Item | None]) -> None:
    """Draw a field whose words are read while one types."""
    st.text_input(
        visit.gettext(NAMES[field]),
        key=_key(name, field),
        placeholder=visit.gettext(HINTS[field]),
        live=LIVE,
        on_change=_keep,
        args=args,
    )


def _render_beside(visit: Visit, name: str, now: str, args: tuple[str, Item | None]) -> None:
    """Offer what is measured today, as the step Qualify shows it, or to type another."""
    _ = visit.gettext
    named = [
        e.text
        for e in visit.focus_map.qualifying.of(visit.workshop, "words").entries
        if e.question.name == "measured"
    ]
    st.selectbox(
        _(NAMES["beside"]),
        list(dict.fromkeys(["", *named, now])),
        accept_new_options=True,
        format_func=lambda text: text or _("None, or type it here"),
        key=_key(name, "beside"),
        on_change=_keep,
        args=args,
    )


def _typed(name: str) -> dict[str, str]:
    return {field: state.typed(_key(name, field)) for field in FIELDS}


def _keep(name: str, item: Item | None) -> None:
    """Keep what is typed in this session, so that it is there again after another page."""
    base = _kept(name, item)["base"]
    state.keep_drafts(name, [*_typed(name).items(), ("base", base)])


def _forget(name: str) -> None:
    state.keep_drafts(name, ())
    state.new_sending(name)
    state.say_next(f"{name}-told", "")


def _save(visit: Visit, name: str, item: Item | None) -> None:
    """Store what is typed; when somebody else was quicker, both are there to be joined."""
    _keep(name, item)
    items, workshop = visit.focus_map.service.items, visit.workshop
    base = int(_kept(name, item)["base"])
    try:
        fields = check_measure(_typed(name), workshop.language)
        if item is None:
            items.add(workshop.id, KIND, fields, key=state.sending(name))
        else:
            items.change(workshop.id, item.id, fields, base=base)
    except Conflict as error:
        # Theirs is shown beside it, so the next saving is on that version.
        last = _item(visit, item.id) if item else None
        version = str(last.version if last else base)
        state.keep_drafts(name, [*_typed(name).items(), ("base", version), ("conflict", "yes")])
        state.say_next(f"{name}-told", error.text(visit.gettext))
        return
    except FocusMapError as error:
        state.say_next(f"{name}-told", error.text(visit.gettext))
        return
    _forget(name)


def _render_told(visit: Visit, name: str, item: Item | None, kept: Mapping[str, str]) -> None:
    """Say why it was not stored, and what others wrote meanwhile."""
    _ = visit.gettext
    told = state.standing(f"{name}-told")
    if told:
        st.error(plain(told))
    if item is None or ("conflict" not in kept and int(kept["base"]) == item.version):
        return
    typed = _typed(name)
    theirs = [f for f in FIELDS if item.fields.get(f, "") != typed[f]]
    rows = "".join(
        f'<li><b>{escape(_(NAMES[f]))}</b>: <span dir="auto">'
        f"{escape(_in_field(f, item.fields.get(f, ''), visit)) or '–'}</span></li>"
        for f in theirs
    )
    title = _("Somebody else has saved this meanwhile. Stored now, where it differs from yours:")
    st.html(f'<p class="fm-small">{escape(title)}</p><ul class="fm-list">{rows}</ul>')


def _in_field(field: str, value: str, visit: Visit) -> str:
    if field != "direction":
        return value
    return load_content(visit.workshop.language).directions.get(value, value)


def _render_reading(visit: Visit, name: str, item: Item | None) -> None:
    """Show the sentence with its marked words, where it looks, and advice."""
    _ = visit.gettext
    measure = draft_of(_typed(name))
    if not measure.what:
        hint = _("The sentence appears here, with what its words say.")
        st.html(f'<p class="fm-small">{escape(hint)}</p>')
        if item is None and visit.focus_map.service.items.all(visit.workshop, KIND):
            _render_examples_folded(visit)
        return
    text = sentence(measure, visit.workshop.language)
    reading = visit.focus_map.service.read_measure(visit.workshop, text)
    marked = to_html(mark(text, reading.evidence))
    st.html(f'<blockquote class="fm-quote" dir="auto">{marked}</blockquote>')
    st.html(f'<p class="fm-say">{escape(place_sentence(reading, _))}</p>')
    if measure.beside:
        beside = _("It stands beside: {measure}").format(measure=measure.beside)
        st.html(f'<p class="fm-small" dir="auto">{escape(beside)}</p>')
    advice = advice_for(measure, reading, visit.workshop.language, _)
    rows = "".join(f'<li dir="auto">{escape(said)}</li>' for said in advice)
    st.html(f'<ul class="fm-list fm-advice">{rows}</ul>')


def _render_examples_folded(visit: Visit) -> None:
    with st.expander(visit.gettext("Show examples")):
        _render_examples(visit)


# What is rated


def _render_ratings(visit: Visit, bench: Bench) -> None:
    """Say how far the rating is, offer to show it, and show it."""
    _ = visit.gettext
    language = visit.workshop.language
    if not bench.is_revealed:
        hint = _("Reveal the step to show the measures to everybody: phones can rate them then.")
        st.html(f'<p class="fm-say">{escape(hint)}</p>')
        return
    title = headline(bench, language, visit.speak) if bench.ranked else _("Phones rate now.")
    st.html(f'<h2 class="fm-lead">{escape(title)}</h2>')
    count = visit.speak.ngettext(
        "{n} person has rated so far.", "{n} people have rated so far.", bench.people
    ).format(n=bench.people)
    st.html(f'<p class="fm-small">{escape(count)}</p>')
    if visit.role == "facilitator":
        _render_showing(visit, bench)
    if not bench.ranked:
        return
    left, right = st.columns([1, 1], gap="large")
    with left:
        render_ranked(bench.ranked, language, visit.speak)
    with right:
        if any(line.place for line in bench.ranked):
            render_plot(bench, language, visit.speak, key="measures")
    render_table(bench, language, visit.speak)


def _render_showing(visit: Visit, bench: Bench) -> None:
    _ = visit.gettext
    measuring, workshop = visit.focus_map.service.measuring, visit.workshop
    with st.container(horizontal=True):
        if bench.unshown:
            st.button(
                _("Show how they were rated"),
                key="show-ratings",
                type="primary",
                on_click=_do,
                args=(visit, lambda: measuring.show_ratings(workshop.id, shown=True)),
            )
        if any(not line.measure.is_chosen for line in bench.ranked):
            st.button(
                _("Hide the ratings again"),
                key="hide-ratings",
                on_click=_do,
                args=(visit, lambda: measuring.show_ratings(workshop.id, shown=False)),
            )


def _render_line(visit: Visit, line: OnBench, bench: Bench) -> None:
    """Show one measure with what the facilitator may do with it."""
    _ = visit.gettext
    measure, language = line.measure, visit.workshop.language
    text = f"{line.letter} {sentence(measure, language)}"
    marks = [_("in the plan")] if measure.is_chosen else []
    marks += [_("hidden")] if measure.hidden else []
    label = f"{text} ({', '.join(marks)})" if marks else text
    with st.expander(plain(label)):
        if line.ratings:
            figures = line_in_words(line, language, visit.speak)
        else:
            figures = _("{people} rated it").format(people=people_of(line.people, visit.speak))
        if bench.is_revealed and not measure.hidden:
            st.html(f'<p class="fm-small">{escape(figures)}</p>')
        _render_details(visit, measure)
        if visit.role == "facilitator":
            _render_actions(visit, measure)
            _render_versions(visit, measure)


def _render_details(visit: Visit, measure: Measure) -> None:
    _ = visit.gettext
    rows = "".join(
        f'<li dir="auto"><b>{escape(_(NAMES[field]))}</b>: {escape(getattr(measure, field))}</li>'
        for field in FIELDS[4:]
        if getattr(measure, field)
    )
    if rows:
        st.html(f'<ul class="fm-list">{rows}</ul>')


def _render_actions(visit: Visit, measure: Measure) -> None:
    _ = visit.gettext
    service, workshop, item = visit.focus_map.service, visit.workshop, measure.id
    chosen, hidden = measure.is_chosen, measure.hidden
    offers: tuple[tuple[str, str, str, Callable[[], object]], ...] = (
        (
            "choose",
            _("Take it out of the plan") if chosen else _("Put it into the plan"),
            "" if chosen else _("What is in the plan is shown with its ratings."),
            lambda: service.measuring.choose(workshop.id, item, chosen=not chosen),
        ),
        (
            "hide",
            _("Show it again") if hidden else _("Hide"),
            "",
            lambda: service.items.set_hidden(workshop.id, item, hidden=not hidden),
        ),
        (
            "delete",
            _("Delete"),
            _("It is deleted with all its versions and ratings."),
            lambda: service.items.remove(workshop.id, item),
        ),
    )
    with st.container(horizontal=True):
        for key, label, help_text, act in offers:
            st.button(
                label,
                key=f"{key}-{item}",
                help=help_text or None,
                on_click=_do,
                args=(visit, act),
            )


def _render_versions(visit: Visit, measure: Measure) -> None:
    """Show what it said before, each with a way back: that becomes the newest version."""
    _ = visit.gettext
    if measure.version < 2:
        return
    items, workshop = visit.focus_map.service.items, visit.workshop
    st.html(f'<h3 class="fm-list-title">{escape(_("Earlier versions"))}</h3>')
    for version in items.versions(workshop, measure.id)[-2::-1]:
        text = sentence(draft_of(version.fields), workshop.language)
        words, button = st.columns([4, 1], vertical_alignment="center")
        with words:
            said = f"{version.version}. {text}"
            st.html(f'<p class="fm-small" dir="auto">{escape(said)}</p>')
        with button:
            st.button(
                _("Bring back"),
                key=f"version-{measure.id}-{version.version}",
                on_click=_do,
                args=(
                    visit,
                    lambda f=version.fields: items.change(
                        workshop.id, measure.id, f, base=measure.version
                    ),
                ),
            )
