"""The step Act as the facilitator sees it: three benches and the plan, one at a time."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from focusmap.model import ActStage, Step, StepState
from ui.act_head import render_act_head
from ui.guard import Visit
from ui.language_bench import render_language_bench
from ui.measures_bench import render_measures_bench
from ui.plan_view import render_plan
from ui.process_bench import render_process_bench
from ui.room import render_readiness
from ui.steering import render_steering

# By the stage of the step; each bench adds what it draws. A bench decides itself what it shows
# before the step is revealed.
BENCHES: dict[ActStage, Callable[[Visit, Step], None]] = {
    "language": render_language_bench,
    "measures": render_measures_bench,
    "process": render_process_bench,
    "process_dots": render_process_bench,
    "plan": render_plan,
}


def render_act(visit: Visit, step: Step) -> None:
    """Draw everything on the page that changes while the room works."""
    _ = visit.gettext
    workshop = visit.workshop
    render_steering(visit, step)
    render_act_head(visit)
    bench = BENCHES.get(workshop.act_stage)
    if bench:
        bench(visit, step)
    st.divider()
    render_readiness(visit, step, asked=workshop.state(step.id) is not StepState.CLOSED)
