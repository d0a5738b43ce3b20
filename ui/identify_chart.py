"""The map of the step Identify, and the shares of the four regions, as charts with words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from focusmap.cloud import Cloud, cloud_regions
from focusmap.gaps import Arrow, LayerName, arrows
from focusmap.identified import Identified
from focusmap.map import Layer, region_counts
from focusmap.operating import Model
from focusmap.qualified import Qualified
from focusmap.sentences import N_, REGION_NAMES, Catalogue, Region
from focusmap.shift import DIRECTIONS
from focusmap.taps import REGION_IDS
from ui.bars import capital
from ui.drawing import draw_to_pick
from ui.layers_chart import SIGNS, MapLayer, layers_map
from ui.share_bars import Bar, render_bars

# What the median of a layer is called on the map: short, since up to four of them stand there.
LABELS: Mapping[LayerName, str] = {
    "said": N_("we say"),
    "measured": N_("is measured"),
    "wanted": N_("we need"),
    "guess": N_("we guess"),
}
KEY: Mapping[LayerName, str] = {
    "said": N_("what we say · {count}"),
    "measured": N_("what is measured · {count}"),
    "wanted": N_("where we need to be · {count}"),
    "guess": N_("where we guess we are · {count}"),
}


def _layers(found: Identified, qualified: Qualified) -> dict[LayerName, Layer | Cloud]:
    """Return the layers that have dots, in the order in which they are told."""
    layers: dict[LayerName, Layer | Cloud] = {
        "said": qualified.said,
        "measured": qualified.measured,
        "wanted": found.wanted,
        "guess": found.guess,
    }
    return {name: layer for name, layer in layers.items() if _count(layer, name, qualified)}


def _count(layer: Layer | Cloud, name: LayerName, qualified: Qualified) -> int:
    if isinstance(layer, Cloud):
        return layer.people
    # Of entries that several people wrote there is one dot.
    return len(qualified.comparison.other.places) if name == "measured" else len(layer.dots)


def render_gap_map(found: Identified, qualified: Qualified, speak: Catalogue, *, key: str) -> str:
    """Draw what is said, measured, wanted and guessed, with an arrow where a gap is clear.

    Returns the id of the dot selected, or nothing.
    """
    layers = _layers(found, qualified)
    votes = {e.answers[0].answer.id: e.dots for e in qualified.entries}
    parts = [
        MapLayer(layer, speak.gettext(LABELS[name]), votes if name == "measured" else {})
        for name, layer in layers.items()
    ]
    ends = arrows(found.gaps, {name: layer.middle for name, layer in layers.items()})
    chart = layers_map(parts, speak.gettext, arrows=[arrow.line for arrow in ends])
    return draw_to_pick(chart, key=key, box="map", alt=_in_words(layers, ends, qualified, speak))


def _in_words(
    layers: Mapping[LayerName, Layer | Cloud],
    ends: Sequence[Arrow],
    qualified: Qualified,
    speak: Catalogue,
) -> str:
    """Return the map in words, for those who do not see it; the gaps stand beside it as text."""
    _ = speak.gettext
    parts = [_("Focus map: inside is left, outside right; outputs are below, outcomes above.")]
    for name, layer in layers.items():
        regions = cloud_regions(layer) if isinstance(layer, Cloud) else region_counts(layer)
        counts = ", ".join(f"{_(n)} {regions[r]}" for r, n in REGION_NAMES.items() if regions[r])
        label = _(KEY[name]).format(count=_count(layer, name, qualified))
        parts.append(f"{label}: {counts}.")
    parts += [
        _("An arrow leads from “{one}” towards “{other}”: {ways}.").format(
            one=_(LABELS[arrow.one]),
            other=_(LABELS[arrow.other]),
            ways=_(" and ").join(_(DIRECTIONS[way]) for way in arrow.ways),
        )
        for arrow in ends
    ]
    return " ".join(parts)


def render_gap_key(found: Identified, qualified: Qualified, speak: Catalogue) -> None:
    """Say which shape is which layer, and what the arrows are."""
    _ = speak.gettext
    items = " ".join(
        f'<span><b class="fm-{name}">{SIGNS[name]}</b> '
        f"{escape(_(KEY[name]).format(count=_count(layer, name, qualified)))}</span>"
        for name, layer in _layers(found, qualified).items()
    )
    note = escape(_("Arrows point along what is clear."))
    st.html(f'<p class="fm-small fm-dots">{items} {note}</p>')


def render_shares(model: Model, speak: Catalogue, *, key: str, row: int, font: int) -> None:
    """Show the shares of the four regions, and of the middle between them, as bars with words."""
    names: list[Region] = [*REGION_IDS]
    if model.shares["middle"]:
        names.append("middle")
    bars = [
        Bar(capital(speak.gettext(REGION_NAMES[n])), f"{model.shares[n]:.0%}", model.shares[n])
        for n in names
    ]
    render_bars(bars, shares_in_words(model, speak), key=key, row=row, font=font)


def shares_in_words(model: Model, speak: Catalogue) -> str:
    """Return the shares of the regions as text."""
    shares = ", ".join(
        f"{speak.gettext(REGION_NAMES[name])} {share:.0%}"
        for name, share in model.shares.items()
        if share
    )
    return speak.gettext("Each person counts once, shared over her answers: {shares}.").format(
        shares=shares or speak.gettext("nothing")
    )
