"""The step Identify, for the facilitator: the gaps, the ways of working, the map they lie on."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st
from markupsafe import Markup

from focusmap.bootstrap import meanings_for
from focusmap.cloud import wanted_sentence
from focusmap.gap_words import GapTable, gap_in_words, headline, load_gap_words
from focusmap.gaps import (
    STEPS_ACROSS,
    Gap,
    LayerName,
    Order,
    basis_in_words,
    in_order,
    size_in_words,
)
from focusmap.identified import Identified, Working
from focusmap.model import MapView, ReadAnswer, Step
from focusmap.operating import GroupModel
from focusmap.operating_words import (
    ModelLayer,
    beside_sentence,
    groups_sentence,
    load_operating,
    model_basis,
    model_sentence,
)
from focusmap.qualified import Qualified
from focusmap.sentences import N_, REGION_NAMES, Catalogue, Gettext, Region
from focusmap.stating import VOTING
from focusmap.taps import REGION_IDS
from ui.answers import answers_table, render_quotes
from ui.bars import capital
from ui.guard import Visit
from ui.identify_chart import render_gap_key, render_gap_map, render_shares
from ui.map_view import find_answer, render_opened
from ui.placing import render_placing, render_view_choice
from ui.room import render_questions
from ui.statement_view import render_statement, render_statement_stage

ASKS = N_("Where do we need to be?")
# The two dots of an answer that "both" joins would be lost among those of the other layers.
VIEWS: tuple[MapView, ...] = ("words", "meaning")
ORDERS: dict[Order, str] = {
    "size": N_("how sure and how large"),
    "disagreement": N_("how much we disagree"),
}
PAIR_NAMES = {
    "said_measured": N_("From what we say to what is measured"),
    "said_wanted": N_("From what we say to where we need to be"),
    "guess_said": N_("From our guess to what we say"),
}
AXIS_NAMES = {"focus": N_("inside to outside"), "orientation": N_("outputs to outcomes")}
VERDICTS = {"clear": N_("clear"), "none": N_("no clear difference"), "few": N_("too few to say")}
# Whose words an example shows.
SIDES: dict[LayerName, str] = {"said": N_("What we say"), "measured": N_("What is measured")}
HEADS: dict[ModelLayer, str] = {
    "said": N_("In what we say"),
    "measured": N_("In what is measured"),
}
OTHERS = N_("others")


def render_waiting(visit: Visit, step: Step) -> None:
    """Show the facilitator what the phones ask."""
    st.html(f'<p class="fm-say">{escape(step.purpose)}</p>')
    render_questions([visit.gettext(ASKS)])


def render_revealed(visit: Visit, step: Step) -> None:
    """Show the facilitator what the wall shows, with everything behind it.

    The figures stay below the statement while it is written, and go when it is voted on.
    """
    render_statement_stage(visit)
    if visit.workshop.identify_stage != "want":
        render_statement(visit)
    if visit.workshop.identify_stage in VOTING:
        return
    view = render_view_choice(visit, step.id, VIEWS)
    found, qualified = figures(visit, view)
    table = load_gap_words(visit.workshop.language)
    speak, _ = visit.speak, visit.gettext
    st.html(f'<h2 class="fm-lead">{escape(headline(found.gaps, table))}</h2>')
    st.html(f'<p class="fm-say">{escape(wanted_sentence(found.wanted, _))}</p>')
    render_missing(found, _)
    left, right = st.columns([1.15, 1], gap="large")
    with left:
        picked = render_gap_map(found, qualified, speak, key="identify-map")
        render_gap_key(found, qualified, speak)
        answers = (*qualified.said_answers, *qualified.answers)
        render_opened(answers, picked, _, meanings_for(visit.workshop.language))
        render_placing(find_answer(answers, picked), visit)
        render_working(found, visit)
    with right:
        _render_gaps(found, qualified, table, speak)


def figures(visit: Visit, view: MapView) -> tuple[Identified, Qualified]:
    """Return the figures of the step in a view, with the layers of Qualify that they are of."""
    workshop = visit.workshop
    view = "meaning" if view == "meaning" else "words"
    qualified = visit.focus_map.qualifying.of(workshop, view)
    return visit.focus_map.identifying.of(workshop, view), qualified


def render_missing(found: Identified, gettext: Gettext) -> None:
    """Say which steps have to be revealed before everything can be laid side by side."""
    missing = [
        name
        for name, there in (
            (gettext("Ask"), found.said.model.people),
            (gettext("Qualify"), found.measured.model.people),
            (gettext("Curiosity"), found.guess.people),
        )
        if not there
    ]
    if missing:
        text = gettext(
            "Nothing is there to compare from these steps yet: {steps}. Reveal them, or ask "
            "people to answer there, to see more gaps."
        )
        st.info(text.format(steps=", ".join(missing)))


# The gaps


def _render_gaps(
    found: Identified, qualified: Qualified, table: GapTable, speak: Catalogue
) -> None:
    _ = speak.gettext
    st.html(f'<h3 class="fm-list-title">{escape(_("The gaps"))}</h3>')
    order = st.radio(
        _("In the order of"),
        list(ORDERS),
        format_func=lambda name: _(ORDERS[name]),
        horizontal=True,
        key="identify-order",
    )
    gaps = once_if_few(in_order(found.gaps, order))
    for gap in gaps:
        st.html(gap_html(gap, table, speak))
        _render_behind(gap, qualified, found.view, speak)
    _render_table(gaps, _)


def once_if_few(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """Return gaps, of a pair with too few people only one: the other would say the same."""
    return tuple(gap for gap in gaps if gap.verdict != "few" or gap.axis == "focus")


def gap_html(gap: Gap, table: GapTable, speak: Catalogue, *, asks: bool = True) -> Markup:
    """Return a gap in words: what it is, how sure, on how many people it rests, what to ask."""
    words = gap_in_words(gap, table)
    figures_ = " ".join(filter(None, (size_in_words(gap, speak), basis_in_words(gap, speak))))
    ask = Markup('<p class="fm-ask">{} {}</p>').format(speak.gettext("To ask:"), words.ask)
    camps = Markup().join(Markup('<p class="fm-camps">{}</p>').format(c) for c in words.camps)
    return Markup(
        '<div class="fm-gap fm-{}"><p class="fm-gap-say">{}</p>{}<p class="fm-small">{}</p>{}</div>'
    ).format(gap.verdict, words.say, camps, figures_, ask if asks else "")


def _render_behind(gap: Gap, qualified: Qualified, view: MapView, speak: Catalogue) -> None:
    """Open the answers behind a gap: examples with their marks, and all of them as a table."""
    sides = [
        (gap.one.layer, gap.examples),
        (gap.other.layer, gap.other_examples),
    ]
    worded = [(layer, shown) for layer, shown in sides if layer in SIDES]
    _ = speak.gettext
    label = _("The answers behind: {gap}").format(gap=_gap_name(gap, _))
    if not st.toggle(_("The answers behind"), key=f"behind-{gap.pair}-{gap.axis}", help=label):
        return
    answers = {"said": qualified.said_answers, "measured": qualified.answers}
    for layer, shown in worded:
        st.caption(_(SIDES[layer]))
        if shown:
            render_quotes(shown, _)
        ordered = _along(answers[layer], gap, view)
        if not ordered:
            st.html(f'<p class="fm-small">{escape(_("Nothing that has a place."))}</p>')
            continue
        st.dataframe(answers_table(ordered, _), hide_index=True, width="stretch", height=240,
                     key=f"behind-{gap.pair}-{gap.axis}-{layer}")  # fmt: skip


def _along(answers: Sequence[ReadAnswer], gap: Gap, view: MapView) -> list[ReadAnswer]:
    """Return the answers that have a place, from one end of a gap's axis to the other."""
    placed = [
        (p.x if gap.axis == "focus" else p.y, a.answer.id, a)
        for a in answers
        if (p := a.meaning if view == "meaning" else a.words)
    ]
    return [answer for *_, answer in sorted(placed, key=lambda row: row[:2])]


def _gap_name(gap: Gap, gettext: Gettext) -> str:
    return f"{gettext(PAIR_NAMES[gap.pair])}, {gettext(AXIS_NAMES[gap.axis])}"


def _render_table(gaps: Sequence[Gap], gettext: Gettext) -> None:
    """Offer the figures as a table, in hundredths of the map's width."""
    half = STEPS_ACROSS / 2
    rows = [
        (
            _gap_name(gap, gettext),
            gettext(VERDICTS[gap.verdict]),
            *(_steps(value, half) for value in _ends(gap)),
            gap.people,
            gap.one.people,
            gap.other.people,
            gap.both,
        )
        for gap in gaps
    ]
    columns = [
        gettext("Gap"),
        gettext("Verdict"),
        gettext("Difference"),
        gettext("At least"),
        gettext("At most"),
        gettext("People"),
        gettext("On the first side"),
        gettext("On the second side"),
        gettext("On both"),
    ]
    with st.expander(gettext("The same as a table")):
        st.dataframe(pd.DataFrame(rows, columns=columns), hide_index=True, width="stretch")
        text = gettext(
            "In hundredths of the map's width; minus is towards inside or outputs. "
            "Nine intervals in ten hold the true difference."
        )
        st.caption(text)


def _ends(gap: Gap) -> tuple[float | None, float | None, float | None]:
    found = gap.apart
    return (found.difference, found.low, found.high) if found else (None, None, None)


def _steps(value: float | None, half: float) -> int | None:
    return None if value is None else round(value * half)


# The ways of working


def render_working(found: Identified, visit: Visit) -> None:
    """Show the shares of the four regions in what is said and in what is measured, with words."""
    _ = visit.gettext
    table = load_operating(visit.workshop.language)
    st.html(f'<h3 class="fm-list-title">{escape(_("Our ways of working"))}</h3>')
    beside = beside_sentence(found.said.model, found.measured.model, table, visit.speak)
    if beside:
        st.html(f'<p class="fm-say">{escape(beside)}</p>')
    for column, (layer, working) in zip(st.columns(2, gap="large"), workings(found), strict=True):
        with column:
            render_model(working, layer, visit, key=f"identify-{layer}", row=42, font=16)
            _render_groups(working, visit)
    _render_shares_table(found, _)


def workings(found: Identified) -> tuple[tuple[ModelLayer, Working], ...]:
    """Return both ways of working by the layer that shows them."""
    return ("said", found.said), ("measured", found.measured)


def render_model(
    working: Working, layer: ModelLayer, visit: Visit, *, key: str, row: int, font: int
) -> None:
    """Show one layer's model: the sentence, what it rests on, the shares; and groups in words."""
    table = load_operating(visit.workshop.language)
    says = model_sentence(working.model, layer, table, visit.speak)
    st.html(
        Markup(
            '<h4 class="fm-kick">{}</h4><p class="fm-gap-say">{}</p><p class="fm-small">{}</p>'
        ).format(visit.gettext(HEADS[layer]), says, model_basis(working.model, visit.speak))
    )
    if working.model.id == "few":
        return
    render_shares(working.model, visit.speak, key=key, row=row, font=font)
    if working.named > 1:
        text = groups_sentence(working.contrast, layer, table)
        st.html(Markup('<p class="fm-gap-say">{}</p>').format(text))


def _render_groups(working: Working, visit: Visit) -> None:
    """Show the shares by group, where groups are set and large enough."""
    if not working.groups:
        return
    _ = visit.gettext
    heads = [_("Group"), _("People"), *(capital(_(REGION_NAMES[r])) for r in REGION_IDS)]
    head = Markup().join(Markup('<th scope="col">{}</th>').format(text) for text in heads)
    rows = Markup().join(_group_row(group, visit) for group in working.groups)
    st.html(
        Markup(
            '<div class="fm-wide" tabindex="0" role="region" aria-label="{}">'
            '<table class="fm-table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
        ).format(_("The shares by group"), head, rows)
    )


def _group_row(group: GroupModel, visit: Visit) -> Markup:
    name = group.name or visit.gettext(OTHERS)
    shares = [f"{group.model.shares[region]:.0%}" for region in REGION_IDS]
    cells = Markup().join(
        Markup("<td>{}</td>").format(cell) for cell in (group.model.people, *shares)
    )
    return Markup('<tr><th scope="row" dir="auto">{}</th>{}</tr>').format(name, cells)


def _render_shares_table(found: Identified, gettext: Gettext) -> None:
    regions: tuple[Region, ...] = (*REGION_IDS, "middle")
    rows = [
        (
            capital(gettext(REGION_NAMES[region])),
            *(f"{working.model.shares[region]:.0%}" for _, working in workings(found)),
        )
        for region in regions
    ]
    columns = [gettext("Region"), *(gettext(HEADS[layer]) for layer, _ in workings(found))]
    with st.expander(gettext("The same as a table")):
        st.dataframe(pd.DataFrame(rows, columns=columns), hide_index=True, width="stretch")
        st.caption(gettext("Each person counts once, shared over her answers that have a place."))
