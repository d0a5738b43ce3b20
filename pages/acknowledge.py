"""The step Acknowledge, for the facilitator."""

from ui.acknowledge_view import render_revealed, render_waiting
from ui.live_step import render_live_step

render_live_step("acknowledge", waiting=render_waiting, revealed=render_revealed)
