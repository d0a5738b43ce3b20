"""The room around a step: how to join, who is here, what the group is asked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

import segno
import streamlit as st

from focusmap.codes import show_code
from focusmap.model import Counts, Step, Workshop
from focusmap.sentences import Gettext
from ui.guard import Visit
from ui.steps import render_heading


def render_join(
    workshop: Workshop, join_url: str, gettext: Gettext, *, size: str = "large"
) -> None:
    """Show the QR with the address and the code as text beside it; size is large or small.

    The sample cannot be joined, and says so in its place.
    """
    if workshop.is_sample:
        text = gettext("This is a sample. In your workshop the code to join stands here.")
        st.html(f'<p class="fm-small">{escape(text)}</p>')
        return
    parts = urlsplit(join_url)
    address = f"{parts.netloc}/j"
    qr = segno.make(join_url, error="m").svg_data_uri(border=2, dark="#1E2329", light="#FFFFFF")
    label = escape(gettext("QR code to join the workshop"))
    st.html(
        f'<div class="fm-join {size}"><img src="{qr}" alt="{label}">'
        f"<div><span>{escape(gettext('Join at'))}</span> <b>{escape(address)}</b>"
        f"<br><span>{escape(gettext('with the code'))}</span> "
        f'<strong class="fm-code">{escape(show_code(workshop.code))}</strong></div></div>'
    )


def render_counts(counts: Counts, connected: int, gettext: Gettext, *, asked: bool = True) -> None:
    """Show how ready the room is: each number says what it counts.

    `asked` tells whether the step asks anything on phones, so that somebody can have answered.
    """
    shown = [(counts.joined, gettext("joined")), (connected, gettext("connected now"))]
    if asked:
        shown.append((counts.answered, gettext("answered")))
    boxes = "".join(f"<div><dd>{n:,}</dd><dt>{escape(text)}</dt></div>" for n, text in shown)
    st.html(f'<dl class="fm-counts">{boxes}</dl>')


def render_readiness(
    visit: Visit, step: Step, *, asked: bool = True, questions: Sequence[str] = ()
) -> None:
    """Show at the foot of a step's page how ready the room is, what it is asked, how to join."""
    workshop = visit.workshop
    readiness, join = st.columns([1.2, 1], gap="large", vertical_alignment="top")
    with readiness:
        counts = visit.focus_map.service.counts(workshop, step.id)
        here = visit.focus_map.notifier.connected(workshop.id)
        render_counts(counts, here, visit.gettext, asked=asked)
        if questions:
            render_questions(questions)
    with join:
        render_join(workshop, visit.join_url, visit.gettext)


def render_waiting_wall(
    visit: Visit, step: Step, say: str, questions: Sequence[str], *, asked: bool = True
) -> None:
    """Show the room, before a step is revealed, what it is asked, how ready it is, how to join."""
    workshop = visit.workshop
    with st.container(key="waiting"):
        left, right = st.columns([1.55, 1], gap="large")
    with left:
        render_heading(step, step.question, visit.gettext)
        st.html(f'<p class="fm-say">{escape(say)}</p>')
        render_questions(questions)
        counts = visit.focus_map.service.counts(workshop, step.id)
        here = visit.focus_map.notifier.connected(workshop.id)
        render_counts(counts, here, visit.gettext, asked=asked)
    with right:
        render_join(workshop, visit.join_url, visit.gettext)


def render_questions(texts: Sequence[str]) -> None:
    """Show the questions of a step, large."""
    items = "".join(f'<li dir="auto">{escape(text)}</li>' for text in texts)
    st.html(f'<ul class="fm-questions">{items}</ul>')
