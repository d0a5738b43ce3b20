"""What was tapped, on a page and on the wall: shares of regions, ratings, guesses."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from focusmap.cloud import Cloud, cloud_in_words
from focusmap.met import Met, met_in_words
from focusmap.ratings import SCALE, Distribution, distribution_in_words, lean_in_words
from focusmap.regions import Difference, RegionCard
from focusmap.sentences import REGION_NAMES, Catalogue, Gettext
from ui.bars import capital, met_bars, rating_bars
from ui.charts import guess_map
from ui.drawing import draw


def render_cards(cards: Sequence[RegionCard], gettext: Gettext) -> None:
    """Show the four regions as four equal cards."""
    heads = (gettext("Good for"), gettext("Stops helping when"), gettext("How it sounds"))
    boxes = "".join(_card_html(card, heads, gettext) for card in cards)
    st.html(f'<div class="fm-cards">{boxes}</div>')


def _card_html(card: RegionCard, heads: Sequence[str], gettext: Gettext) -> str:
    sounds = " ".join(f"<q>{escape(sound)}</q>" for sound in card.sounds)
    texts = (escape(card.good_for), escape(card.stops_helping), sounds)
    lines = "".join(
        f"<p><b>{escape(head)}</b> {text}</p>" for head, text in zip(heads, texts, strict=True)
    )
    return f"<section><h2>{escape(card.name(gettext))}</h2>{lines}</section>"


def render_met(met: Met, speak: Catalogue, *, key: str) -> None:
    """Show how many met each region."""
    draw(met_bars(met, speak), key=key, box="met", alt=met_in_words(met, speak))


def render_met_table(met: Met, gettext: Gettext) -> None:
    """Offer the same numbers as a table."""
    rows = [
        (capital(gettext(REGION_NAMES[name])), count, f"{met.share(name):.0%}")
        for name, count in met.counts.items()
    ]
    columns = [gettext("Region"), gettext("People who met it"), gettext("Share")]
    with st.expander(gettext("The same as a table")):
        st.dataframe(pd.DataFrame(rows, columns=columns), hide_index=True, width="stretch")


def render_difference(difference: Difference) -> None:
    """Offer, to who asks, how the regions differ from a framework they remind of."""
    with st.expander(difference.title):
        for paragraph in difference.text:
            st.markdown(paragraph)


def render_ratings(distributions: Sequence[Distribution], speak: Catalogue, *, key: str) -> None:
    """Show how each statement was rated, two beside two, with what both ends mean."""
    for row in range(0, len(distributions), 2):
        columns = st.columns(2, gap="medium")
        for column, distribution in zip(columns, distributions[row : row + 2], strict=False):
            with column:
                _render_rating(distribution, speak, key)


def _render_rating(distribution: Distribution, speak: Catalogue, key: str) -> None:
    statement = distribution.statement
    lean = lean_in_words(distribution, speak)
    st.html(
        f'<h3 class="fm-rated">{escape(statement.short)}</h3><p class="fm-small">{escape(lean)}</p>'
    )
    draw(
        rating_bars(distribution),
        key=f"{key}-{statement.id}",
        box="rated",
        alt=distribution_in_words(distribution, speak),
    )
    st.html(
        f'<p class="fm-ends"><span>{escape(statement.low)}</span>'
        f"<span>{escape(statement.high)}</span></p>"
    )


def render_ratings_table(distributions: Sequence[Distribution], gettext: Gettext) -> None:
    """Offer the same numbers as a table."""
    rows = [(d.statement.text, *(d.counts[value] for value in SCALE)) for d in distributions]
    columns = [gettext("Statement"), *map(str, SCALE)]
    with st.expander(gettext("The same as a table")):
        st.dataframe(pd.DataFrame(rows, columns=columns), hide_index=True, width="stretch")


def render_guesses(cloud: Cloud, speak: Catalogue, *, key: str) -> None:
    """Draw the guesses on the focus map, with their middle and their ring."""
    label = speak.gettext("what we guess · {count}").format(count=cloud.people)
    chart = guess_map(cloud, label, speak.gettext)
    draw(chart, key=key, box="map-guess", alt=cloud_in_words(cloud, speak))
