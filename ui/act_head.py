"""The head of the step Act: which of its four parts the room is at, and the way on and back."""

from __future__ import annotations

from html import escape

import streamlit as st

from focusmap.act import ACT_PARTS, DOES, PART_NAMES, neighbours, on_phones, part_of, whereabouts
from focusmap.errors import FocusMapError
from focusmap.model import ActStage
from ui.guard import Visit
from ui.looking import render_parts
from ui.telling import tell


def render_act_head(visit: Visit) -> None:
    """Say where the room is and what phones do there; let the facilitator move it."""
    _ = visit.gettext
    part = part_of(visit.workshop)
    st.html(
        f'<h2 class="fm-part"><span class="fm-kick">{escape(whereabouts(visit.workshop, _))}</span>'
        f"<br>{escape(_(DOES[part]))}</h2>"
    )
    if visit.role != "facilitator":
        render_parts(visit.workshop, "act", _)
        return
    st.html(f'<p class="fm-small">{escape(on_phones(visit.workshop, _))}</p>')
    before, after = neighbours(part)
    with st.container(horizontal=True):
        for to, label in ((before, _("← Back to: {part}")), (after, _("On to: {part} →"))):
            if to:
                st.button(
                    label.format(part=_(PART_NAMES[to])),
                    key=f"act-{part}-{to}",
                    on_click=set_act_stage,
                    args=(visit, to),
                )
        for to in ACT_PARTS:
            if to not in (before, part, after):
                st.button(
                    _(PART_NAMES[to]),
                    key=f"act-{part}-{to}",
                    type="tertiary",
                    on_click=set_act_stage,
                    args=(visit, to),
                )


def set_act_stage(visit: Visit, stage: ActStage) -> None:
    """Bring the room to a stage of the step, or say why that could not be done."""
    try:
        visit.focus_map.service.set_act_stage(visit.workshop.id, stage)
    except FocusMapError as error:
        tell(error, visit.gettext)
