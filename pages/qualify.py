"""The step Qualify."""

from ui.step_page import render_step_page

render_step_page("qualify")
