"""The frame around every page: the navigation, and nothing else."""

from typing import Literal

import streamlit as st

from focusmap.steps import load_steps
from ui import state
from ui.theme import style_page

st.set_page_config(page_title="Focus Map", layout="wide", initial_sidebar_state="collapsed")

# Outside a workshop its pages can be reached by their addresses, but are not offered.
of_workshop: Literal["visible", "hidden"] = "visible" if state.workshop_code() else "hidden"
steps = [
    st.Page(f"{s.id}.py", title=f"{s.number} {s.name}", visibility=of_workshop)
    for s in load_steps("en")
]
home = st.Page("home.py", title="Home", default=True)
setup = st.Page("setup.py", title="Setup", visibility=of_workshop)
focus_map = st.Page("map.py", title="Map", visibility=of_workshop)
bench = st.Page("bench.py", title="Bench")
wall = st.Page("wall.py", title="Wall", visibility="hidden")

page = st.navigation([home, setup, *steps, focus_map, bench, wall], position="top")
if page is not wall:
    style_page()
page.run()
