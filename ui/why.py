"""Why an answer lies where it lies: a table of the words that put it there, for a facilitator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from focusmap.grounds import (
    Ground,
    Grounds,
    effect_in_words,
    grounds_of,
    says,
    signed,
    sum_sentence,
)
from focusmap.model import ReadAnswer
from focusmap.sentences import Gettext


def render_why(answer: ReadAnswer, gettext: Gettext, meanings: Mapping[str, str]) -> None:
    """Offer the evidence of a placed answer, each weight with its line of the lexicon."""
    both = grounds_of(answer)
    if not both:
        return
    with st.expander(gettext("Why here?")):
        explained = gettext(
            "Each word below adds to one side. The sum decides the place: it is bent (tanh), so "
            "that it nears the edge of the map and never leaves it."
        )
        tables = Markup().join(_table(grounds, gettext, meanings) for grounds in both)
        st.html(Markup('<p class="fm-small">{}</p>{}').format(explained, tables))


def _table(grounds: Grounds, gettext: Gettext, meanings: Mapping[str, str]) -> Markup:
    titles = {"focus": gettext("Focus"), "orientation": gettext("Orientation")}
    heads = (gettext("Words"), gettext("Says"), gettext("Known as"))
    rows = [_row(ground, gettext, meanings) for ground in grounds.heaviest]
    if grounds.others:
        rows.append(_others(grounds, gettext))
    return Markup(
        '<table class="fm-why"><caption>{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table><p class='fm-say fm-sum'>{}</p>"
    ).format(
        titles[grounds.axis],
        Markup().join(Markup('<th scope="col">{}</th>').format(head) for head in heads),
        Markup().join(rows),
        sum_sentence(grounds, gettext),
    )


def _row(ground: Ground, gettext: Gettext, meanings: Mapping[str, str]) -> Markup:
    words = Markup("<bdi>{}</bdi>").format(ground.words) if ground.words else _whole(gettext)
    known_as = Markup('{}<br><span class="fm-rule">{}</span>').format(
        effect_in_words(ground.effect, meanings, gettext), rule_in_words(ground.rule, gettext)
    )
    side = says(ground.axis, ground.weight, gettext)
    return _cells((words, _amount(side, ground.weight), known_as))


def _whole(gettext: Gettext) -> Markup:
    return Markup("<i>{}</i>").format(gettext("the answer as a whole"))


def _others(grounds: Grounds, gettext: Gettext) -> Markup:
    words = Markup("<i>{}</i>").format(gettext("{count} lighter ones").format(count=grounds.others))
    return _cells((words, _amount("", grounds.rest), Markup()))


def _amount(side: str, weight: float) -> Markup:
    return Markup("{} <b>{}</b>").format(side, signed(weight))


def _cells(cells: Sequence[Markup]) -> Markup:
    first, *others = cells
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(
        first, Markup().join(Markup("<td>{}</td>").format(cell) for cell in others)
    )


def rule_in_words(rule: str, gettext: Gettext) -> str:
    """Return where a word's meaning is written: a lexicon's file and line, or this workshop."""
    if rule.startswith("workshop:"):
        return gettext("set up in this workshop")
    # All lie below the lexicon's folder of the language: lexicons/en/words/people.tsv:868.
    return "/".join(rule.split("/")[2:]) or rule
