"""The step Curiosity, for the facilitator."""

from ui.curiosity_view import render_revealed, render_waiting
from ui.live_step import render_live_step

render_live_step("curiosity", waiting=render_waiting, revealed=render_revealed)
