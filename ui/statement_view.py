"""The gap statement as the facilitator sees it: drafted, edited, voted on, and its result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st
from markupsafe import Markup

from focusmap.agreement import (
    COUNT_WORDS,
    Round,
    Stances,
    find_verdict,
    result_sentence,
    turnout,
    untold_sentence,
)
from focusmap.errors import Conflict, FocusMapError
from focusmap.model import IdentifyStage, Item, ItemVersion, MapView
from focusmap.plan import day_in_words
from focusmap.sentences import N_, Gettext
from focusmap.statement import draft, lost_quotes
from focusmap.statement_words import load_statement_words
from focusmap.stating import MADE_WORDS
from ui import state
from ui.guard import Visit
from ui.looking import render_parts
from ui.telling import plain, tell

# What the facilitator can do next at each stage, the likely one first.
STAGE_OFFERS: dict[IdentifyStage, tuple[tuple[IdentifyStage, str], ...]] = {
    "want": (("statement", N_("Write our gap statement")),),
    "statement": (
        ("vote", N_("Let everybody vote on it")),
        ("want", N_("Back to the gaps")),
    ),
    "vote": (("result", N_("Show the result")), ("statement", N_("Back to the text"))),
    "result": (("statement", N_("Back to the text")), ("want", N_("Back to the gaps"))),
}
# How many characters still fit in each size of print; longer ones get the smallest.
SIZES = ((260, "short"), (520, "middle"), (900, "long"))


def render_statement_stage(visit: Visit) -> None:
    """Offer the facilitator the next stage of the step."""
    if visit.role != "facilitator":
        render_parts(visit.workshop, "identify", visit.gettext)
        return
    stage = visit.workshop.identify_stage
    has_text = visit.focus_map.service.stating.current(visit.workshop) is not None
    with st.container(horizontal=True):
        for n, (to, label) in enumerate(STAGE_OFFERS[stage]):
            if to == "vote" and not has_text:
                continue
            st.button(
                visit.gettext(label),
                key=f"identify-{stage}-{to}",
                type="primary" if n == 0 and stage != "result" else "secondary",
                on_click=_go_to,
                args=(visit, to),
            )
        if stage == "result":
            _render_further_votes(visit)


def _render_further_votes(visit: Visit) -> None:
    _ = visit.gettext
    st.button(
        _("Take more votes"),
        key="identify-more-votes",
        help=_(
            "The same vote goes on: nobody has to vote again. This result stays until at least "
            "{least} more people have voted."
        ).format(least=visit.workshop.minimum),
        on_click=_go_to,
        args=(visit, "vote"),
    )
    st.button(
        _("Vote anew"),
        key="identify-vote-anew",
        help=_("Everybody votes again on the text as it stands; this result is kept."),
        on_click=_go_to,
        args=(visit, "vote", True),
    )


def _go_to(visit: Visit, stage: IdentifyStage, anew: bool = False) -> None:  # noqa: FBT001, FBT002 - a callback's arguments come by their place
    try:
        visit.focus_map.service.stating.go_to(visit.workshop.id, stage, anew=anew)
    except FocusMapError as error:
        tell(error, visit.gettext)


def render_statement(visit: Visit) -> None:
    """Show the stage after the gaps: the text, the vote on it, or its result."""
    match visit.workshop.identify_stage:
        case "statement":
            _render_text(visit)
        case "vote":
            _render_vote(visit)
        case "result":
            _render_result(visit)


# The text


def statement_html(text: str) -> Markup:
    """Return a statement in print as large as its length allows."""
    size = next((name for most, name in SIZES if len(text) <= most), "longest")
    return Markup('<blockquote class="fm-statement fm-{}" dir="auto">{}</blockquote>').format(
        size, text
    )


def _render_text(visit: Visit) -> None:
    _ = visit.gettext
    item = visit.focus_map.service.stating.shown(visit.workshop)
    if item:
        st.html(statement_html(item.fields["text"]))
        st.html(f'<p class="fm-small">{escape(version_sentence(item, _))}</p>')
        render_lost_quotes(visit, item.fields["text"])
    else:
        text = _("There is no statement yet. Draft it from the figures, or write your own.")
        st.html(f'<p class="fm-say">{escape(text)}</p>')
    name = f"statement-{visit.workshop.code}"
    _render_standing(name)
    if visit.role != "facilitator":
        return
    base = state.edited_from(name)
    if base is None:
        _render_offers(visit, item, name)
    else:
        _render_editor(visit, item, name, base)
    _render_versions(visit, item)


def render_lost_quotes(visit: Visit, text: str) -> None:
    """Tell the facilitator when a text still quotes an answer that was hidden or withdrawn."""
    if visit.role != "facilitator":
        return
    versions = visit.focus_map.service.stating.versions(visit.workshop)
    drafts = [v.fields["text"] for v in versions if v.fields.get("made") == "draft"]
    if not drafts:
        return
    shown = visit.focus_map.qualifying.of(visit.workshop)
    for words in lost_quotes(text, drafts, (*shown.said_answers, *shown.answers)):
        says = visit.gettext(
            "The statement quotes an answer that is not shown any more: “{words}” Take the quote "
            "out of the text, or draft it anew; then vote on that."
        )
        st.warning(plain(says.format(words=words)))


def version_sentence(item: Item, gettext: Gettext) -> str:
    """Return which version this is and how it came about."""
    made = made_in_words(item.fields.get("made", ""), gettext)
    return gettext("Version {n}, {made}. Phones can change it, too.").format(
        n=item.version, made=made
    )


def made_in_words(made: str, gettext: Gettext) -> str:
    """Return how a version came about."""
    name, _, version = made.partition(":")
    return gettext(MADE_WORDS.get(name, MADE_WORDS["facilitator"])).format(version=version)


def _render_standing(name: str) -> None:
    """Show what became of the last thing that was done, until another is."""
    refused, saved = state.standing(f"{name}-refused"), state.standing(name)
    if refused:
        st.error(plain(refused))
    if saved:
        st.success(plain(saved))


def _render_offers(visit: Visit, item: Item | None, name: str) -> None:
    _ = visit.gettext
    base = item.version if item else 0
    with st.container(horizontal=True):
        st.button(
            _("Draft it anew from the figures") if item else _("Draft it from the figures"),
            key=f"{name}-draft",
            type="secondary" if item else "primary",
            help=_("The draft is a further version: the text that stands here is kept."),
            on_click=_keep_draft,
            args=(visit, base, name),
        )
        st.button(
            _("Change the words") if item else _("Write it yourself"),
            key=f"{name}-edit",
            on_click=_begin,
            args=(name, base),
        )


def _begin(name: str, base: int) -> None:
    _say(name, "", "")
    state.edit_from(name, base)


def _say(name: str, saved: str, refused: str) -> None:
    state.say_next(name, saved)
    state.say_next(f"{name}-refused", refused)


def _keep_draft(visit: Visit, base: int, name: str) -> None:
    _ = visit.gettext
    view: MapView = "meaning" if visit.workshop.map_view == "meaning" else "words"
    figures = visit.focus_map.identifying.of(visit.workshop, view)
    shown = visit.focus_map.qualifying.of(visit.workshop, view)
    words = load_statement_words(visit.workshop.language)
    text = draft(figures, shown.said_answers, shown.answers, words)
    stating = visit.focus_map.service.stating
    _try(
        visit,
        name,
        lambda: stating.save(visit.workshop.id, text, base=base, made="draft"),
        _("The draft stands here now. Make it your own words."),
    )


def _try(visit: Visit, name: str, do: Callable[[], object], done: str) -> bool:
    try:
        do()
    except FocusMapError as error:
        _say(name, "", error.text(visit.gettext))
        return False
    _say(name, done, "")
    return True


def _render_editor(visit: Visit, item: Item | None, name: str, base: int) -> None:
    """Offer the text to be changed. What is typed stays in its field whatever the room does."""
    _ = visit.gettext
    field = f"{name}-text-{state.sending(name)}"
    with st.form(f"{name}-form", border=False):
        st.text_area(
            _("The gap statement in our words"),
            value=item.fields["text"] if item else "",
            height=260,
            key=field,
        )
        with st.container(horizontal=True):
            st.form_submit_button(
                _("Save for all"), type="primary", on_click=_save, args=(visit, name, field, base)
            )
            st.form_submit_button(_("Leave it as it was"), on_click=_leave, args=(name,))


def _save(visit: Visit, name: str, field: str, base: int) -> None:
    _ = visit.gettext
    stating = visit.focus_map.service.stating
    try:
        stating.save(visit.workshop.id, state.typed(field), base=base)
    except Conflict as error:
        _say(name, "", error.text(_))
        # Theirs stands above now: whoever saves again has seen it.
        now = stating.current(visit.workshop)
        state.edit_from(name, now.version if now else 0)
    except FocusMapError as error:
        _say(name, "", error.text(_))
    else:
        _say(name, _("Saved."), "")
        _leave(name, quietly=True)


def _leave(name: str, *, quietly: bool = False) -> None:
    if not quietly:
        _say(name, "", "")
    state.stop_editing(name)
    state.new_sending(name)


def _render_versions(visit: Visit, item: Item | None) -> None:
    """Offer all versions, the newest first, each to be brought back as a new one."""
    if item is None:
        return
    _ = visit.gettext
    versions = visit.focus_map.service.stating.versions(visit.workshop)
    label = visit.speak.ngettext("{n} version", "All {n} versions", len(versions))
    with st.expander(label.format(n=len(versions)), key=f"versions-{visit.workshop.code}"):
        for version in reversed(versions):
            _render_version(visit, version, item)


def _render_version(visit: Visit, version: ItemVersion, item: Item) -> None:
    _ = visit.gettext
    made = made_in_words(version.fields.get("made", ""), _)
    head = _("Version {n}, {made}").format(n=version.version, made=made)
    st.html(
        Markup('<p class="fm-small">{}</p><p class="fm-quote" dir="auto">{}</p>').format(
            head, version.fields["text"]
        )
    )
    if version.version != item.version:
        st.button(
            _("Bring back version {n}").format(n=version.version),
            key=f"back-{item.id}-{version.version}",
            on_click=_bring_back,
            args=(visit, version.version, item.version),
        )


def _bring_back(visit: Visit, version: int, base: int) -> None:
    _ = visit.gettext
    stating = visit.focus_map.service.stating
    _try(
        visit,
        f"statement-{visit.workshop.code}",
        lambda: stating.bring_back(visit.workshop.id, version, base=base),
        _("Version {n} stands here again.").format(n=version),
    )


# The vote


def last_round(visit: Visit) -> Round | None:
    """Return the round that is on, or was last."""
    return next(reversed(visit.focus_map.service.stating.rounds(visit.workshop)), None)


def turnout_sentence(visit: Visit, on: Round) -> str:
    """Return how many have voted so far: all that anybody is told before the result.

    Of a round that has ended it is how many its result rests on.
    """
    service = visit.focus_map.service
    joined = service.counts(visit.workshop, "identify").joined
    if on.stances and on.state == "closed":
        return turnout(on.stances.people, joined, visit.speak)
    voted = service.stating.voted(visit.workshop, on.id)
    return turnout(voted, joined, visit.speak)


def changed_sentence(visit: Visit, on: Round) -> str:
    """Return that the text was changed after a vote on it began; nothing if it was not."""
    now = visit.focus_map.service.stating.shown(visit.workshop)
    if now is None or now.version == on.version:
        return ""
    return visit.gettext(
        "The vote is on version {voted}. The text was changed since, to version {now}: these "
        "votes do not count for it. Go back to the text, then vote on that."
    ).format(voted=on.version, now=now.version)


def _render_vote(visit: Visit) -> None:
    _ = visit.gettext
    on = last_round(visit)
    if on is None:
        st.info(_("There is nothing to vote on. Go back to the text first."))
        return
    st.html(statement_html(on.text))
    st.html(f'<p class="fm-say">{escape(turnout_sentence(visit, on))}</p>')
    text = _("How people vote is shown to nobody before the result.")
    st.html(f'<p class="fm-small">{escape(text)}</p>')
    _render_changed(visit, on)


def _render_changed(visit: Visit, on: Round) -> None:
    render_lost_quotes(visit, on.text)
    changed = changed_sentence(visit, on)
    if changed:
        st.warning(plain(changed))


def _render_result(visit: Visit) -> None:
    _ = visit.gettext
    on = last_round(visit)
    if on is None or on.stances is None:
        none = _("There is no result yet. Go back to the text, then let everybody vote.")
        st.info(plain(untold_sentence(on, _) or none))
        _render_rounds(visit)
        return
    st.html(f'<h2 class="fm-lead">{escape(result_words(visit, on.stances))}</h2>')
    st.html(stances_html(visit, on.stances) + statement_html(on.text))
    st.html(f'<p class="fm-small">{escape(basis_sentence(visit, on))}</p>')
    _render_held(visit, on)
    _render_changed(visit, on)
    _render_rounds(visit)


def _render_held(visit: Visit, on: Round) -> None:
    """Say why the result is still the one before, when votes came since."""
    if visit.focus_map.service.stating.is_held(visit.workshop, on):
        text = visit.gettext(
            "This is the result as it was told first. A new one is told when at least {least} more "
            "people have voted: any sooner it would show how single people voted. To ask everybody "
            "again, vote anew."
        ).format(least=visit.workshop.minimum)
        st.info(plain(text))


def result_words(visit: Visit, stances: Stances) -> str:
    """Return a result in words."""
    words = load_statement_words(visit.workshop.language).result
    return result_sentence(stances, words, visit.workshop.minimum)


def stances_html(visit: Visit, stances: Stances) -> Markup:
    """Return counts and shares as three lines with bars; nothing where too few voted."""
    if find_verdict(stances, visit.workshop.minimum) == "few":
        return Markup()
    _ = visit.gettext
    rows = Markup().join(
        Markup(
            "<li><span>{}</span> <b>{}</b> <span>{} %</span>"
            '<i aria-hidden="true" style="width:{}%"></i></li>'
        ).format(_(words), stances.count(name), percent, percent)
        for name, words in COUNT_WORDS.items()
        for percent in [round(100 * stances.share(name))]
    )
    return Markup('<ul class="fm-stances">{}</ul>').format(rows)


def basis_sentence(visit: Visit, on: Round) -> str:
    """Return on which version, when, and by how many a vote was."""
    _ = visit.gettext
    day = day_in_words(on.ended, visit.workshop.language) if on.ended else ""
    return _("Vote on version {n}, {day}. {turnout}").format(
        n=on.version, day=day, turnout=turnout_sentence(visit, on)
    )


def _render_rounds(visit: Visit) -> None:
    """Offer the results of earlier votes."""
    earlier: Sequence[Round] = visit.focus_map.service.stating.rounds(visit.workshop)[:-1]
    if not earlier:
        return
    with st.expander(visit.gettext("Earlier votes"), key=f"rounds-{visit.workshop.code}"):
        for on in reversed(earlier):
            if on.stances:
                says = result_words(visit, on.stances)
                st.html(
                    Markup('<p class="fm-say">{} <span class="fm-small">{}</span></p>').format(
                        says, basis_sentence(visit, on)
                    )
                )
                st.html(Markup('<p class="fm-quote" dir="auto">{}</p>').format(on.text))
