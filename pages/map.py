"""The focus map, at any time."""

from ui.guard import visit_as_facilitator
from ui.live import live_fragment
from ui.map_page import render_map_page

visit = visit_as_facilitator()
live_fragment(lambda: render_map_page(visit.fresh()), visit.workshop.code)
