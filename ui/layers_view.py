"""Layers of the map on a page: the drawing, which shape is which, and the numbers of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from html import escape

import streamlit as st

from focusmap.cloud import Cloud, cloud_regions
from focusmap.gaps import lead
from focusmap.layers import LAYER_NAMES, LayerName, MapPart
from focusmap.map import Layer, region_counts
from focusmap.sentences import (
    FOCUS_WORDS,
    N_,
    ORIENTATION_WORDS,
    REGION_NAMES,
    Catalogue,
    Region,
    sign,
)
from focusmap.shift import Direction
from ui.drawing import draw_to_pick
from ui.layers_chart import SIGNS, MapLayer, layers_map

# What a layer's median is called on the map.
LABELS: dict[LayerName, str] = {
    "said": N_("what we say · {count}"),
    "measured": N_("what is measured · {count}"),
    "documents": N_("our documents · {count}"),
    "guess": N_("what we guess · {count}"),
    "wanted": N_("where we want to be · {count}"),
}


def render_parts(
    parts: Sequence[MapPart],
    speak: Catalogue,
    *,
    key: str,
    box: str = "map",
    says: str = "",
    ways: Collection[Direction] = (),
) -> str:
    """Draw layers on one map and return the id of the dot selected, or nothing.

    `box` names its frame: of several maps on a page each needs a name of its own. `says` is what
    the picture says, for those who do not see it. An arrow leads from the first
    layer's median towards the second's along `ways`, if any.
    """
    layers = [MapLayer(part.drawn, label_of(part, speak)) for part in parts]
    first, second = (*(part.drawn.middle for part in parts), None, None)[:2]
    line = lead(first, second, ways)
    chart = layers_map(layers, speak.gettext, arrows=[line] if line else [])
    return draw_to_pick(chart, key=key, box=box, alt=in_words(parts, speak, says))


def label_of(part: MapPart, speak: Catalogue) -> str:
    """Return what a layer's median is called, with how many dots it is of."""
    return speak.gettext(LABELS[part.name]).format(count=part.figures.placed)


def in_words(parts: Sequence[MapPart], speak: Catalogue, says: str = "") -> str:
    """Return layers of the map as text."""
    _ = speak.gettext
    texts = [_("Focus map: inside is left, outside right; outputs are below, outcomes above.")]
    for part in parts:
        regions = regions_in(part.drawn)
        counts = ", ".join(
            f"{_(name)} {regions[key]}" for key, name in REGION_NAMES.items() if regions[key]
        )
        texts.append(f"{label_of(part, speak)}: {counts or _('nothing')}.")
    return " ".join([*texts, says]).strip()


def regions_in(drawn: Layer | Cloud) -> Counter[Region]:
    """Return how many dots of a layer lie in each region."""
    return cloud_regions(drawn) if isinstance(drawn, Cloud) else region_counts(drawn)


def render_parts_key(parts: Sequence[MapPart], speak: Catalogue) -> None:
    """Say which shape is which layer, and what hollow dots and drawn sentences are."""
    _ = speak.gettext
    items = " ".join(
        f'<span><b class="fm-{part.name}">{SIGNS[part.name]}</b> '
        f"{escape(_(LAYER_NAMES[part.name]))}</span>"
        for part in parts
    )
    notes = []
    if any(not isinstance(p.drawn, Cloud) and any(d.is_weak for d in p.drawn.dots) for p in parts):
        notes.append(_("Hollow: the words say it weakly."))
    for part in parts:
        drawn = 0 if isinstance(part.drawn, Cloud) else len(part.drawn.dots)
        if part.name == "documents" and drawn < part.figures.placed:
            text = _("{drawn} of {count} sentences are drawn; the median is that of all.")
            notes.append(text.format(drawn=drawn, count=part.figures.placed))
    st.html(f'<p class="fm-small fm-dots">{items} {escape(" ".join(notes))}</p>')


def render_figures(parts: Sequence[MapPart], speak: Catalogue) -> None:
    """Show the numbers of each layer: what was given, by how many, how much of it has a place."""
    _ = speak.gettext
    heads = (_("Layer"), _("Given"), _("People"), _("On the map"), _("Beside it"), _("Its middle"))
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    rows = "".join(_figure_row(part, speak) for part in parts)
    st.html(
        f'<table class="fm-layers fm-small"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _figure_row(part: MapPart, speak: Catalogue) -> str:
    figures = part.figures
    numbers = (figures.given, figures.people or "–", figures.placed, figures.unplaced)
    cells = "".join(f'<td class="n">{escape(str(number))}</td>' for number in numbers)
    sign_html = f'<b class="fm-{part.name}" aria-hidden="true">{SIGNS[part.name]}</b>'
    name = escape(speak.gettext(LAYER_NAMES[part.name]))
    return (
        f'<tr class="fm-dots"><th scope="row">{sign_html} {name}</th>{cells}'
        f"<td>{escape(middle_in_words(part, speak))}</td></tr>"
    )


def middle_in_words(part: MapPart, speak: Catalogue) -> str:
    """Return where a layer's median lies, or that there are too few to say."""
    _ = speak.gettext
    middle = part.figures.middle
    if middle is None:
        return _("too few to say")
    return _("{focus}, at {orientation}").format(
        focus=_(FOCUS_WORDS[sign(middle.x)]), orientation=_(ORIENTATION_WORDS[sign(middle.y)])
    )
