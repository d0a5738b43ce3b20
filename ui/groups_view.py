"""A step by group: small maps and small bars side by side, one sentence over them, and a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from html import escape

import pandas as pd
import streamlit as st
from markupsafe import Markup

from focusmap.by_group import ByGroup, Panel, basis_of, panel_in_words, waiting_sentence
from focusmap.export import defuse
from focusmap.language import Share, share_of
from focusmap.model import MapView
from focusmap.sentences import N_, Catalogue, Gettext
from focusmap.themes import PEOPLE_OUTSIDE, Theme
from ui.drawing import draw
from ui.groups_chart import group_map
from ui.guard import Visit
from ui.share_bars import Bar, render_bars

# How many stand in a row, by how many there are: two rows of three fill a wall.
IN_A_ROW = {2: 2, 4: 2}
MOST_IN_A_ROW = 3
THEMES_SHOWN = 2
OUTSIDE, SIGHT = N_("somebody outside is named"), N_("own work is linked to them")


def by_group(visit: Visit, step: str, view: MapView) -> ByGroup:
    """Return the revealed answers of a step by group."""
    return visit.focus_map.by_group.of(visit.workshop, step, view, visit.speak)


def render_by_group(visit: Visit, step: str, view: MapView, *, key: str, language: bool) -> None:
    """Show the map by group and, if wished, the language by group; nothing without groups."""
    workshop, speak, _ = visit.workshop, visit.speak, visit.gettext
    if not workshop.groups:
        return
    shown = by_group(visit, step, view)
    st.subheader(_("By group"))
    st.html(f'<p class="fm-say" dir="auto">{escape(shown.sentence(workshop, speak))}</p>')
    if not shown.panels:
        return
    render_maps(shown, speak, key=key)
    if language:
        st.html(f'<p class="fm-say">{escape(_("What each group speaks of."))}</p>')
        render_languages(shown.panels, common_themes(shown), speak, key=key, row=46, font=16)
    st.html(f'<p class="fm-small">{escape(notes(shown, speak))}</p>')
    render_groups_table(shown, speak)


def notes(shown: ByGroup, speak: Catalogue) -> str:
    """Return who the others are, and what is not in the pictures yet."""
    least = speak.gettext(
        "Others are those in smaller groups or in none; whoever is shown among them stays there. "
        "Fewer than {minimum} people are never shown apart."
    ).format(minimum=shown.minimum)
    has_others = any(not panel.key for panel in shown.panels)
    return " ".join(filter(None, (least if has_others else "", waiting_sentence(shown, speak))))


def render_maps(shown: ByGroup, speak: Catalogue, *, key: str) -> None:
    """Draw a small map for each group, all with the same axes."""

    def draw_one(panel: Panel) -> None:
        render_title(panel, speak)
        render_map(shown, panel, speak, key=key)

    side_by_side(shown.panels, draw_one)


def render_map(shown: ByGroup, panel: Panel, speak: Catalogue, *, key: str) -> None:
    """Draw the small map of one group."""
    chart = group_map(panel, shown.spacing, speak.gettext)
    words = panel_in_words(panel, speak, shown.view)
    draw(chart, key=f"{key}-{panel.key or 'others'}", box="map-group", alt=words)


def render_languages(
    panels: Sequence[Panel],
    themes: Sequence[Theme],
    speak: Catalogue,
    *,
    key: str,
    row: int,
    font: int,
) -> None:
    """Draw for each group how many of its answers speak of the same few things."""

    def draw_one(panel: Panel) -> None:
        render_title(panel, speak)
        shares = language_shares(panel, themes, speak.gettext)
        bars = [
            Bar(label, share_of(share, speak.gettext), len(share) / max(1, share.of))
            for label, share in shares
        ]
        words = "; ".join(f"{bar.label}: {bar.numbers}" for bar in bars)
        name = f"{key}-language-{panel.key or 'others'}"
        render_bars(bars, f"{panel.name}: {words}.", key=name, row=row, font=font)

    side_by_side(panels, draw_one)


def side_by_side(panels: Sequence[Panel], draw_one: Callable[[Panel], None]) -> None:
    """Draw something for each group in rows of two or three."""
    across = IN_A_ROW.get(len(panels), MOST_IN_A_ROW)
    for start in range(0, len(panels), across):
        columns = st.columns(across, gap="medium")
        for column, panel in zip(columns, panels[start : start + across], strict=False):
            with column:
                draw_one(panel)


def render_title(panel: Panel, speak: Catalogue) -> None:
    """Say which group this is, and on how many people and answers it rests."""
    html = Markup('<h3 class="fm-group"><bdi>{}</bdi> <span>{}</span></h3>')
    # A line may end after the comma, and nowhere else.
    basis = basis_of(panel, speak).replace(" ", "\u00a0").replace(",\u00a0", ", ")
    st.html(html.format(panel.name, basis))


def common_themes(shown: ByGroup) -> list[Theme]:
    """Return the few themes that most answers of all groups speak of, beside people outside."""
    counts = Counter[str]()
    themes: dict[str, Theme] = {}
    for panel in shown.panels:
        for found in panel.language.themes:
            themes[found.theme.name] = found.theme
            counts[found.theme.name] += len(found.share)
    names = [name for name, count in counts.most_common() if count and name != PEOPLE_OUTSIDE]
    return [themes[name] for name in names[:THEMES_SHOWN]]


def language_shares(
    panel: Panel, themes: Sequence[Theme], gettext: Gettext
) -> list[tuple[str, Share]]:
    """Return what is counted in a group's answers, by its name: the same in each group."""
    by_name = {found.theme.name: found.share for found in panel.language.themes}
    return [
        (gettext(OUTSIDE), panel.language.outside),
        (gettext(SIGHT), panel.language.sight),
        *((theme.label, by_name[theme.name]) for theme in themes),
    ]


def render_groups_table(shown: ByGroup, speak: Catalogue) -> None:
    """Offer the same figures as a table."""
    _ = speak.gettext
    themes = common_themes(shown)
    rows = []
    for panel in shown.panels:
        shares = language_shares(panel, themes, _)
        rows.append(
            (
                # The table can be downloaded as CSV, where such a name would act as a formula.
                defuse(panel.name),
                panel.people,
                panel.answers,
                panel.placed,
                panel.headline(speak, shown.view),
                *(len(share) for _label, share in shares),
            )
        )
    labels = [label for label, _share in language_shares(shown.panels[0], themes, _)]
    columns = [_("Group"), _("People"), _("Answers"), _("On the map"), _("Where it looks"), *labels]
    with st.expander(_("The same as a table")):
        st.dataframe(pd.DataFrame(rows, columns=columns), hide_index=True, width="stretch")
