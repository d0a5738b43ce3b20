"""A field to rewrite an answer in: the reading moves while one types, at the page's own server."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from focusmap.errors import FocusMapError
from focusmap.marked import mark, to_html
from focusmap.rereading import reread
from focusmap.rewrites import KIND, OnBench, Rewrite, load_prompts
from focusmap.words import check_answer
from ui import state
from ui.guard import Visit
from ui.pair_map import pair_map_svg

_COMPONENT = st.components.v2.component(
    "focusmap_rewriter",
    js=(Path(__file__).parent / "rewriter.js").read_text(encoding="utf-8"),
    # The marks of words are the page's.
    isolate_styles=False,
)


def render_rewriter(visit: Visit, of: OnBench, rewrite: Rewrite | None = None) -> None:
    """Draw the field for new words, or for those of a rewrite, whose version it notes."""
    name = f"rewriter-{visit.workshop.code}-{of.id}-{rewrite.item.id if rewrite else 'new'}"
    _COMPONENT(
        key=name,
        data=_data(visit, of, rewrite, name),
        on_saved_change=lambda: _save(visit, of, rewrite, name),
    )


def _data(visit: Visit, of: OnBench, rewrite: Rewrite | None, name: str) -> dict[str, object]:
    _ = visit.gettext
    shown = reread(of.old, (rewrite.read if rewrite else of.old), visit.workshop.language, _)
    prompts = load_prompts(visit.workshop.language)
    return {
        "url": f"/live/{visit.workshop.code}/reading",
        "about": of.id,
        "name": name,
        "text": rewrite.read.answer.text if rewrite else "",
        "base": rewrite.item.version if rewrite else 0,
        # Which saving was stored or refused, and why.
        "done": state.standing(f"{name}-done"),
        "refused": state.standing(f"{name}-refused"),
        "told": state.standing(f"{name}-told"),
        "map": str(pair_map_svg(_old_spot(visit, of), shown.spot, _("Where the words lie"), _)),
        "words": str(to_html(mark(rewrite.read.answer.text, rewrite.read.reading.evidence)))
        if rewrite
        else "",
        "label": _("Change these words") if rewrite else _("Say it in other words"),
        "save": _("Save"),
        "saved": _("Saved"),
        "join": _("Put these together"),
        "joinTitle": _("Three short fields that make a sentence"),
        "prompts": [{"ask": p.ask, "short": p.short, "join": p.join} for p in prompts],
    }


def _old_spot(visit: Visit, of: OnBench) -> tuple[float, float] | None:
    return reread(of.old, of.old, visit.workshop.language, visit.gettext).spot


def _save(visit: Visit, of: OnBench, rewrite: Rewrite | None, name: str) -> None:
    """Keep what the field sent: new words under its key, changed ones on the version it knows."""
    sent = state.sent(name, "saved")
    if not isinstance(sent, Mapping):
        return
    key, text = str(sent.get("id", "")), str(sent.get("text", ""))
    try:
        keep(visit, of, rewrite, key, text, base=int(sent.get("base", 0)))
    except FocusMapError as error:
        state.say_next(f"{name}-refused", key)
        state.say_next(f"{name}-told", error.text(visit.gettext))
        return
    state.say_next(f"{name}-done", key)


def keep(
    visit: Visit, of: OnBench, rewrite: Rewrite | None, key: str, text: str, *, base: int
) -> None:
    """Keep new words, or changed ones of a rewrite; raises as the items do."""
    items = visit.focus_map.service.items
    fields = {"text": check_answer(text)}
    if rewrite is None:
        items.add(visit.workshop.id, KIND, fields, key=key, about=of.id)
    else:
        items.change(visit.workshop.id, rewrite.item.id, fields, base=base)
