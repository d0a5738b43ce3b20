"""The step Act, for the facilitator."""

from focusmap.steps import get_step
from ui.act_view import render_act
from ui.guard import visit_as_facilitator
from ui.live import live_fragment
from ui.steps import render_heading, render_neighbours, render_notes

visit = visit_as_facilitator()
step = get_step(visit.workshop.language, "act")

render_heading(step, step.question, visit.gettext)
live_fragment(lambda: render_act(visit.fresh(), step), visit.workshop.code)
render_notes(step.notes, visit.gettext)
render_neighbours(visit.workshop, step, visit.gettext)
