"""The step Qualify as the facilitator sees it: entries, dots, said against measured."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import streamlit as st

from focusmap.bootstrap import meanings_for
from focusmap.compare import Comparison, basis, sentence
from focusmap.entries import DOTS_EACH, STEP, Entry, places
from focusmap.errors import FocusMapError
from focusmap.gaps import lead
from focusmap.layers import LayerName
from focusmap.model import MapView, ReadAnswer, Stage, Step, StepState
from focusmap.pace import dots_missing_sentence, is_self_paced, missing_sentence
from focusmap.qualified import Qualified
from focusmap.sentences import N_, REGION_NAMES, Catalogue, Gettext
from focusmap.unspoken import Unspoken
from focusmap.weighted import weighted_sentence
from ui.drawing import draw_to_pick
from ui.guard import Visit
from ui.layers_chart import SIGNS, MapLayer, layers_map
from ui.layers_view import LABELS, regions_in
from ui.map_view import find_answer, render_key, render_opened, render_table
from ui.moderation import render_hidden, render_hide
from ui.placing import render_placing, render_view_choice
from ui.room import render_readiness
from ui.room_box import render_room_box
from ui.steering import render_steering
from ui.telling import tell

PROMPTS = {"measured": N_("measured"), "valued": N_("valued"), "rewarded": N_("rewarded")}
# What the facilitator can do next at each stage.
STAGE_OFFERS: dict[Stage, tuple[tuple[Stage, str], ...]] = {
    "entries": (("dots", N_("Let everybody give dots")),),
    "dots": (("result", N_("Show the dots")), ("entries", N_("Take the dots off the phones"))),
    "result": (("dots", N_("Hide the dots again")),),
}
LISTED = 30
# The two dots of an answer that "both" joins would be lost among those of the other layers.
VIEWS: tuple[MapView, ...] = ("words", "meaning")


def render_qualify(visit: Visit, step: Step) -> None:
    """Draw everything on the page that changes while the room works."""
    _ = visit.gettext
    workshop = visit.workshop
    state = workshop.state(step.id)
    render_steering(visit, step)
    if visit.role == "facilitator" and state is not StepState.CLOSED:
        render_room_box(visit, workshop.asked_at(step.id))
    if state is StepState.REVEALED:
        _render_stage(visit)
        view = render_view_choice(visit, step.id, VIEWS)
        _render_shown(visit.focus_map.qualifying.of(workshop, view), visit)
        st.divider()
    render_readiness(visit, step, questions=[q.text for q in workshop.asked_at(step.id)])


def render_weighted(shown: Qualified, speak: Catalogue) -> None:
    """Say what the dots do to the middle of what is measured, once they are shown."""
    if shown.weighted:
        text = weighted_sentence(shown.weighted, speak)
        st.html(f'<p class="fm-say">{escape(text)}</p>')


def _render_stage(visit: Visit) -> None:
    """Say whether dots are given, and offer the facilitator the next stage."""
    _ = visit.gettext
    stage = visit.workshop.qualify_stage
    if stage != "entries":
        st.html(f'<p class="fm-say">{escape(dots_sentence(visit))}</p>')
    if is_self_paced(visit.workshop):
        waits = dots_missing_sentence(visit.workshop, visit.speak)
        if waits:
            st.html(f'<p class="fm-small">{escape(waits)}</p>')
        return
    if visit.role != "facilitator":
        return
    with st.container(horizontal=True):
        for to, label in STAGE_OFFERS[stage]:
            likely = (stage, to) in (("entries", "dots"), ("dots", "result"))
            st.button(
                _(label),
                key=f"stage-{stage}-{to}",
                type="primary" if likely else "secondary",
                on_click=_set_stage,
                args=(visit, to),
            )


def _set_stage(visit: Visit, stage: Stage) -> None:
    try:
        visit.focus_map.service.set_qualify_stage(visit.workshop.id, stage)
    except FocusMapError as error:
        tell(error, visit.gettext)


def dots_sentence(visit: Visit) -> str:
    """Return how many people gave dots, and what they were asked."""
    given = visit.focus_map.service.people_with_dots(visit.workshop)
    people = visit.speak.ngettext("{n} person", "{n} people", given).format(n=given)
    asked = visit.gettext("{dots} dots each for what really steers your week.")
    done = visit.gettext("{people} gave theirs so far.")
    return f"{asked.format(dots=DOTS_EACH)} {done.format(people=people)}"


def _render_shown(shown: Qualified, visit: Visit) -> None:
    """Show the revealed entries: the sentence, the map, the lists, the answers behind them."""
    speak, _ = visit.speak, visit.gettext
    st.html(f'<h2 class="fm-lead">{escape(sentence(shown.comparison, speak))}</h2>')
    st.html(f'<p class="fm-say">{escape(basis(shown.comparison, speak))}</p>')
    render_weighted(shown, speak)
    if not shown.said_answers:
        text = _("Reveal the step Ask to lay what is measured beside what people say.")
        waits = is_self_paced(visit.workshop) and missing_sentence(visit.workshop, "ask", speak)
        st.info(waits or text)
    left, right = st.columns([1.25, 1], gap="large")
    with left:
        names = layers_of(shown)
        picked = render_layers(shown, names, speak, key="qualify-map")
        render_layers_key(shown, names, _)
        render_key(_)
    with right:
        opened = st.container()
        render_ranking(shown, speak, most=LISTED)
    nobody_said, nobody_measures = st.columns(2, gap="large")
    with nobody_said:
        render_unsaid(shown.unsaid, _, most=LISTED)
    with nobody_measures:
        render_unmeasured(shown.unmeasured, _, most=LISTED)
    everything = (*shown.answers, *shown.said_answers, *(d.answer for d in shown.written.dots))
    st.subheader(_("The answers behind both"))
    st.caption(_("What is measured, valued and rewarded"))
    picked = render_table(shown.answers, _, key="qualify-table") or picked
    st.caption(_("What we say"))
    picked = render_table(shown.said_answers, _, key="qualify-said") or picked
    with opened:
        render_opened(everything, picked, _, meanings_for(visit.workshop.language))
        named = find_answer(shown.answers, picked)
        render_placing(named, visit)
        render_hide(visit, named)
    render_hidden(visit, STEP)


Names = Sequence[LayerName]
SAID_AND_MEASURED: Names = ("said", "measured")
SAID_AND_WRITTEN: Names = ("said", "documents")


def layers_of(shown: Qualified) -> Names:
    """Return all layers that there are."""
    return (*SAID_AND_MEASURED, "documents") if shown.written.dots else SAID_AND_MEASURED


def render_layers(shown: Qualified, names: Names, speak: Catalogue, *, key: str) -> str:
    """Draw the map of some layers and return the id of the answer selected, or nothing.

    An arrow leads from the first towards the second where these surely lie apart.
    """
    layers = [_part(shown, name, speak.gettext) for name in names]
    comparison = compared(shown, names)
    line = lead(layers[0].layer.middle, layers[1].layer.middle, comparison.directions)
    chart = layers_map(layers, speak.gettext, arrows=[line] if line else [])
    return draw_to_pick(chart, key=key, box="map", alt=in_words(comparison, layers, speak))


def compared(shown: Qualified, names: Names) -> Comparison:
    """Return what lies beside what is said on a map of some layers."""
    return shown.comparison if "measured" in names else shown.slides


def _part(shown: Qualified, name: LayerName, gettext: Gettext) -> MapLayer:
    layer, count = {
        "said": (shown.said, len(shown.said.dots)),
        "measured": (shown.measured, len(shown.comparison.other.places)),
        "documents": (shown.written, len(shown.slides.other.places)),
    }[name]
    votes = {e.answers[0].answer.id: e.dots for e in shown.entries} if name == "measured" else {}
    return MapLayer(layer, gettext(LABELS[name]).format(count=count), votes)


def in_words(comparison: Comparison, layers: Sequence[MapLayer], speak: Catalogue) -> str:
    """Return the map of the layers in words, for those who do not see it."""
    _ = speak.gettext
    parts = [_("Focus map: inside is left, outside right; outputs are below, outcomes above.")]
    for part in layers:
        regions = regions_in(part.layer)
        counts = ", ".join(
            f"{_(name)} {regions[key]}" for key, name in REGION_NAMES.items() if regions[key]
        )
        parts.append(f"{part.label}: {counts or _('nothing')}.")
    parts += [sentence(comparison, speak), basis(comparison, speak)]
    return " ".join(parts)


KEY: dict[LayerName, str] = {
    "said": N_("what we say"),
    "measured": N_("measured, valued, rewarded"),
    "documents": N_("our documents"),
}


def render_layers_key(shown: Qualified, names: Names, gettext: Gettext) -> None:
    """Say which shape is which layer, and what size and hollowness mean."""
    items = " ".join(
        f'<span><b class="fm-{name}">{SIGNS[name]}</b> {escape(gettext(KEY[name]))}</span>'
        for name in names
    )
    notes = []
    if "measured" in names and any(e.dots for e in shown.entries):
        notes.append(gettext("The larger, the more dots."))
    drawn, there = len(shown.written.dots), len(shown.slides.other.places)
    if "documents" in names and drawn < there:
        notes.append(
            gettext("{drawn} of {count} sentences are drawn; the median is that of all.").format(
                drawn=drawn, count=there
            )
        )
    st.html(f'<p class="fm-small fm-dots">{items} {escape(" ".join(notes))}</p>')


def render_ranking(shown: Qualified, speak: Catalogue, *, most: int) -> None:
    """Show the entries ranked by dots, or before the dots by how many wrote them."""
    _ = speak.gettext
    has_dots = any(e.dots for e in shown.entries)
    title = _("What really steers our week") if has_dots else _("What was named")
    st.html(f'<h3 class="fm-list-title">{escape(title)}</h3>')
    if not shown.entries:
        st.html(f'<p class="fm-small">{escape(_("Nothing yet."))}</p>')
        return
    rows = "".join(
        _ranking_row(entry, place, speak, has_dots=has_dots)
        for entry, place in zip(shown.entries[:most], places(shown.entries)[:most], strict=True)
    )
    st.html(f'<ol class="fm-ranking">{rows}</ol>')
    _render_more(len(shown.entries) - most, _)


def _ranking_row(entry: Entry, place: int, speak: Catalogue, *, has_dots: bool) -> str:
    _ = speak.gettext
    if has_dots:
        count = speak.ngettext("{n} dot", "{n} dots", entry.dots).format(n=entry.dots)
    else:
        count = speak.ngettext("{n} person", "{n} people", entry.people).format(n=entry.people)
    prompt = _(PROMPTS[entry.question.name]) if entry.question.name in PROMPTS else ""
    number = f' value="{place}"' if has_dots else ""
    return (
        f'<li{number}><span dir="auto">{escape(entry.text)}</span> '
        f"<small>{escape(prompt)}</small> <b>{escape(count)}</b></li>"
    )


def render_unsaid(found: Unspoken[Entry], gettext: Gettext, *, most: int) -> None:
    """Show what is rewarded that nobody called success."""
    title = gettext("Rewarded, and nobody called it success")
    none = gettext("Everything that is rewarded shares a word with what we call success.")
    _render_unspoken(title, [e.text for e in found.items], found, none, gettext, most)


def render_unmeasured(found: Unspoken[ReadAnswer], gettext: Gettext, *, most: int) -> None:
    """Show what is called success that nobody measures."""
    title = gettext("Called success, and nobody measures it")
    none = gettext("Everything we call success shares a word with what is measured.")
    _render_unspoken(title, [a.answer.text for a in found.items], found, none, gettext, most)


def _render_unspoken(
    title: str,
    texts: Sequence[str],
    found: Unspoken[Any],
    none: str,
    gettext: Gettext,
    most: int,
) -> None:
    st.html(f'<h3 class="fm-list-title">{escape(title)}</h3>')
    if found.is_thin:
        text = gettext("Too few to say: it takes at least four people on both sides.")
    elif not texts:
        text = none
    else:
        text = gettext("{n} of {of}: they share no word with the {beside} on the other side.")
        text = text.format(n=len(texts), of=found.of, beside=found.beside)
    st.html(f'<p class="fm-small">{escape(text)}</p>')
    items = "".join(f'<li dir="auto">{escape(t)}</li>' for t in texts[:most])
    if items:
        st.html(f'<ul class="fm-list">{items}</ul>')
    _render_more(len(texts) - most, gettext)


def _render_more(count: int, gettext: Gettext) -> None:
    if count > 0:
        st.html(f'<p class="fm-small">{escape(gettext("And {n} more.").format(n=count))}</p>')
