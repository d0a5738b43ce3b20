"""Looking through the sample, which stands still: every visitor at the part that they choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

import streamlit as st

from focusmap.model import Workshop
from focusmap.sentences import N_, Gettext
from ui import state

Staged = Literal["identify", "act"]
# By step, what a visitor can look at. Where people vote or give dots there is nothing to look at
# that its result does not show.
PARTS: Mapping[Staged, Mapping[str, str]] = {
    "identify": {
        "want": N_("The gaps"),
        "statement": N_("The gap statement"),
        "result": N_("The vote"),
    },
    "act": {
        "language": N_("Language"),
        "measures": N_("Measures"),
        "process_dots": N_("Process"),
        "plan": N_("The plan"),
    },
}


def as_looked_at(workshop: Workshop) -> Workshop:
    """Return the sample at the parts that this visitor looks at; any other workshop as it is."""
    if not workshop.is_sample:
        return workshop
    stages: dict[str, Any] = {f"{step}_stage": _part(step) for step in PARTS}
    return replace(workshop, **stages)


def render_parts(workshop: Workshop, step: Staged, gettext: Gettext) -> None:
    """Let a visitor of the sample choose which part of a step to look at."""
    if not workshop.is_sample:
        return
    st.radio(
        gettext("Look at"),
        list(PARTS[step]),
        format_func=lambda name: gettext(PARTS[step][name]),
        horizontal=True,
        key=_key(step),
    )


def _part(step: Staged) -> str:
    chosen = state.chosen(_key(step))
    return str(chosen) if chosen in PARTS[step] else next(iter(PARTS[step]))


def _key(step: Staged) -> str:
    return f"look-{step}"
