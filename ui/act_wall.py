"""The wall of the step Act: what the bench or the plan shows the room."""

from __future__ import annotations

from collections.abc import Callable

from focusmap.model import ActStage, Step
from ui.guard import Visit
from ui.language_bench_wall import render_language_bench_wall
from ui.measures_wall import render_measures_wall
from ui.plan_wall import render_plan_wall
from ui.process_wall import render_process_wall

# By the stage of the step; each bench adds what it draws, before and after the reveal.
BENCHES: dict[ActStage, Callable[[Visit, Step], None]] = {
    "language": render_language_bench_wall,
    "measures": render_measures_wall,
    "process": render_process_wall,
    "process_dots": render_process_wall,
    "plan": render_plan_wall,
}
