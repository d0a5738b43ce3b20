"""The map page: the layers one wants to see as large as they go, the opened answer beside them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from focusmap.bootstrap import meanings_for
from focusmap.layers import LAYER_NAMES, LAYERS, LayerName, MapPart, questions_of
from focusmap.map import Layer, map_sentence
from focusmap.model import MAP_VIEWS, MapView, ReadAnswer
from focusmap.pace import is_self_paced, missing_sentence
from focusmap.shift import find_shift
from ui.groups_view import render_by_group
from ui.guard import Visit
from ui.layers_chart import SIGNS
from ui.layers_view import render_figures, render_parts, render_parts_key
from ui.map_view import (
    basis_of,
    find_answer,
    render_dots_key,
    render_key,
    render_map,
    render_opened,
    render_shift,
    render_table,
    render_tray,
)
from ui.placing import render_placing, render_view_choice

# The two dots of an answer that "both" joins would be lost among those of other layers.
VIEWS: tuple[MapView, ...] = ("words", "meaning")


def render_map_page(visit: Visit) -> None:
    """Draw the layers that are switched on, of the answers to the questions that are chosen."""
    _ = visit.gettext
    heading = st.container()
    names = _render_switches(visit)
    chosen = _render_filter(visit, names)
    is_alone = names == ("said",)
    view: MapView = "words"
    if "said" in names or "measured" in names:
        view = render_view_choice(visit, "map", MAP_VIEWS if is_alone else VIEWS)
    parts = visit.focus_map.layering.of(visit.workshop, names, view, chosen)
    with heading:
        _render_heading(parts, visit)
    if is_alone and isinstance(parts[0].drawn, Layer):
        _render_said(parts[0].answers, parts[0].drawn, visit)
    elif parts:
        _render_layers(parts, visit)
    if "said" in names:
        render_by_group(visit, "ask", view, key="map", language=True)
        # A filter by question would take few people's answers from a group.
        if chosen and visit.workshop.groups:
            st.caption(_("By group, the answers to all questions are shown."))


def _render_heading(parts: Sequence[MapPart], visit: Visit) -> None:
    _ = visit.gettext
    said = next((p.drawn for p in parts if p.name == "said"), None)
    if isinstance(said, Layer):
        sentence = map_sentence(said, _)
    elif parts:
        sentence = _("{layers} on one map.").format(
            layers=", ".join(_(LAYER_NAMES[p.name]) for p in parts)
        )
        sentence = sentence[:1].upper() + sentence[1:]
    else:
        sentence = _("There is nothing on the map yet.")
    title = escape(_("Focus map"))
    st.html(f'<h1 class="fm-lead"><span class="fm-kick">{title}</span><br>{escape(sentence)}</h1>')


def _render_switches(visit: Visit) -> tuple[LayerName, ...]:
    """Offer a switch for each layer and return those that are on; what is not revealed is off."""
    _ = visit.gettext
    there = visit.focus_map.layering.there(visit.workshop)
    st.html(f'<h2 class="fm-kick">{escape(_("Layers"))}</h2>')
    names = []
    with st.container(horizontal=True):
        for name in LAYERS:
            # A switch that may be used now is another one than before: its own default counts.
            is_on = st.checkbox(
                f"{SIGNS[name]} {_(LAYER_NAMES[name])}",
                value=name == "said" and name in there,
                disabled=name not in there,
                key=f"layer-{name}-{name in there}-{visit.workshop.code}",
            )
            if is_on and name in there:
                names.append(name)
    missing = [_(LAYER_NAMES[name]) for name in LAYERS if name not in there]
    if missing:
        text = _("Not revealed, or not there yet: {layers}.").format(layers=", ".join(missing))
        st.html(f'<p class="fm-small">{escape(text)}</p>')
    if "said" not in there:
        text = _("The answers of the step Ask are not revealed. Reveal them there to see them.")
        waits = is_self_paced(visit.workshop) and missing_sentence(
            visit.workshop, "ask", visit.speak
        )
        st.info(waits or text)
    return tuple(names)


def _render_filter(visit: Visit, names: Sequence[LayerName]) -> frozenset[str]:
    """Let one choose the questions whose answers are shown; none chosen is all of them."""
    _ = visit.gettext
    asked = {q.id: q.text for name in names for q in questions_of(visit.workshop, name)}
    if len(asked) < 2:
        return frozenset()
    chosen = st.multiselect(
        _("Only the answers to"),
        list(asked),
        format_func=lambda q: asked[q],
        placeholder=_("All questions"),
        key=f"asked-{'-'.join(names)}-{visit.workshop.code}",
    )
    return frozenset(chosen)


def _render_said(answers: Sequence[ReadAnswer], layer: Layer, visit: Visit) -> None:
    """Draw what the group says, or means, alone."""
    _ = visit.gettext
    st.html(f'<p class="fm-say">{escape(basis_of(layer, visit.speak))}</p>')
    render_shift(find_shift(answers), visit.speak)
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        picked = render_map(layer, visit.speak, key="map-map")
    with right:
        opened = st.container()
        render_key(_)
        render_dots_key(layer, _)
        render_tray(layer, _)
    _render_opened(answers, picked, opened, visit)


def _render_layers(parts: Sequence[MapPart], visit: Visit) -> None:
    """Draw several layers, the numbers of each, and what could not be placed."""
    _ = visit.gettext
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        picked = render_parts(parts, visit.speak, key="map-layers")
        render_parts_key(parts, visit.speak)
        render_figures(parts, visit.speak)
    with right:
        opened = st.container()
        render_key(_)
        for part in parts:
            if isinstance(part.drawn, Layer) and part.name != "documents" and part.drawn.unplaced:
                st.caption(_(LAYER_NAMES[part.name]))
                render_tray(part.drawn, _)
    answers = [a for part in parts for a in part.answers]
    _render_opened(answers, picked, opened, visit)


def _render_opened(
    answers: Sequence[ReadAnswer],
    picked: str,
    opened: st.delta_generator.DeltaGenerator,
    visit: Visit,
) -> None:
    _ = visit.gettext
    picked = render_table(answers, _, key="map-table") or picked
    with opened:
        render_opened(answers, picked, _, meanings_for(visit.workshop.language))
        answer = find_answer(answers, picked)
        # A sentence of a document has nobody who could have meant it otherwise.
        render_placing(answer if answer and answer.answer.participant_id else None, visit)
