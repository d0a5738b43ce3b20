"""How measures were rated, on page and wall: the plot, the ranked list, the table."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from focusmap.measures import sentence
from focusmap.measuring import Bench, OnBench
from focusmap.opportunity import TOO_FEW, apart_in_words, band, in_words, load_bands
from focusmap.sentences import N_, Catalogue
from ui.drawing import draw
from ui.opportunity_chart import opportunity_plot

COLUMNS = (
    N_("Place"),
    N_("Measure"),
    N_("Important"),
    N_("Satisfied"),
    N_("Opportunity"),
    N_("People"),
    N_("What it says"),
)


def render_plot(bench: Bench, language: str, speak: Catalogue, *, key: str) -> None:
    """Draw those measures that enough people rated."""
    lines = [line for line in bench.ranked if line.place]
    says = [f"{line.letter} {sentence(line.measure, language)}" for line in lines]
    chart = opportunity_plot(lines, says, speak.gettext)
    draw(chart, key=key, box="plot", alt=plot_in_words(bench, language, speak))


def plot_in_words(bench: Bench, language: str, speak: Catalogue) -> str:
    """Return the plot in words, for those who do not see it."""
    _ = speak.gettext
    parts = [
        _(
            "Measures by how important they are to people outside, from left to right, and how "
            "satisfied people are with them, from below to above, each from 1 to 10."
        )
    ]
    for line in bench.ranked:
        figures = line_in_words(line, language, speak)
        parts.append(f"{line.letter}: {sentence(line.measure, language)} {figures}")
    return " ".join(parts)


def line_in_words(line: OnBench, language: str, speak: Catalogue) -> str:
    """Return a measure's figures in a sentence, with how many people they rest on."""
    _ = speak.gettext
    people = people_of(line.people, speak)
    r = line.ratings
    if r is None or r.importance is None or r.satisfaction is None or r.score is None:
        return f"{people}: {_(TOO_FEW)}."
    return _(
        "Important {importance:.1f}, satisfied {satisfaction:.1f}, opportunity {score:.1f}, "
        "{people}: {says}"
    ).format(
        importance=r.importance.mean,
        satisfaction=r.satisfaction.mean,
        score=r.score,
        people=people,
        says=in_words(r, language, _),
    )


def people_of(count: int, speak: Catalogue) -> str:
    """Return how many people rated something."""
    return speak.ngettext("{n} person", "{n} people", count).format(n=count)


def headline(bench: Bench, language: str, speak: Catalogue) -> str:
    """Return what the ratings say in one sentence."""
    _ = speak.gettext
    first = [line for line in bench.ranked if line.place == 1]
    if not first:
        return _("Too few have rated yet to say where the opportunity is.")
    letters = ", ".join(line.letter for line in first)
    says = band(first[0].ratings, load_bands(language)) if first[0].ratings else None
    if says and says.id in ("large", "clear"):
        return _("The largest opportunity: {letters}.").format(letters=letters)
    return _("No measure stands out as an opportunity. Highest: {letters}.").format(letters=letters)


def render_ranked(lines: Sequence[OnBench], language: str, speak: Catalogue) -> None:
    """Show measures with their figures below each, the largest opportunity first."""
    items = "".join(_row(line, language, speak) for line in lines)
    st.html(f'<ol class="fm-measures">{items}</ol>')


def _row(line: OnBench, language: str, speak: Catalogue) -> str:
    text = escape(sentence(line.measure, language))
    chosen = f' <i class="fm-chosen">{escape(speak.gettext("in the plan"))}</i>'
    apart = apart_in_words(line.ratings, speak.gettext) if line.ratings else ()
    figures = " ".join((_short(line, speak), *apart))
    return (
        f'<li><b class="fm-letter">{line.letter}</b> <span dir="auto">{text}</span>'
        f"{chosen if line.measure.is_chosen else ''}<small>{escape(figures)}</small></li>"
    )


def _short(line: OnBench, speak: Catalogue) -> str:
    _ = speak.gettext
    people = people_of(line.people, speak)
    if line.ratings is None:
        return _("{people} rated it").format(people=people)
    if line.ratings.score is None:
        return f"{_(TOO_FEW)} · {people}"
    return _("Opportunity {score:.1f} · {people}").format(score=line.ratings.score, people=people)


def render_table(bench: Bench, language: str, speak: Catalogue) -> None:
    """Show all figures as a table."""
    _ = speak.gettext
    head = "".join(f'<th scope="col">{escape(_(name))}</th>' for name in COLUMNS)
    body = "".join(_table_row(line, language, speak) for line in bench.ranked)
    caption = escape(_("How the measures were rated"))
    st.html(
        f'<div class="fm-wide" tabindex="0" role="region" aria-label="{caption}">'
        f'<table class="fm-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _table_row(line: OnBench, language: str, speak: Catalogue) -> str:
    r = line.ratings
    has = r is not None and r.importance is not None and r.satisfaction is not None
    figures = (
        [f"{r.importance.mean:.1f}", f"{r.satisfaction.mean:.1f}", f"{r.score:.1f}"]
        if has and r and r.importance and r.satisfaction
        else ["", "", ""]
    )
    says = in_words(r, language, speak.gettext) if r else ""
    cells = [*figures, str(line.people), says]
    return (
        f"<tr><td>{line.place or ''}</td>"
        f'<th scope="row" dir="auto">{line.letter} {escape(sentence(line.measure, language))}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
    )
