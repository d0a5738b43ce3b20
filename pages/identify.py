"""The step Identify, for the facilitator."""

from ui.identify_view import render_revealed, render_waiting
from ui.live_step import render_live_step

render_live_step("identify", waiting=render_waiting, revealed=render_revealed)
