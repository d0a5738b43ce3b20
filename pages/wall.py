"""The wall: what the projector shows, without controls."""

from ui.guard import visit_as_wall
from ui.live import live_fragment
from ui.theme import style_wall
from ui.wall_view import render_wall

style_wall()
visit = visit_as_wall()
live_fragment(lambda: render_wall(visit), visit.workshop.code)
