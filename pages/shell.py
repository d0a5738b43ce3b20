"""The frame around every page: the navigation, and nothing else."""

import streamlit as st

from focusmap.steps import load_steps
from ui import state
from ui.theme import style_page

st.set_page_config(page_title="Focus Map", layout="wide", initial_sidebar_state="collapsed")

steps = [st.Page(f"{s.id}.py", title=f"{s.number} {s.name}") for s in load_steps("en")]
home = st.Page("home.py", title="Home", default=True)
setup = st.Page("setup.py", title="Setup")
focus_map = st.Page("map.py", title="Map")
wall = st.Page("wall.py", title="Wall", visibility="hidden")

inside = bool(state.workshop_code())
shown = [home, setup, *steps, focus_map, wall] if inside else [home]
hidden = [] if inside else [setup, *steps, focus_map, wall]
page = st.navigation([*shown, *hidden], position="hidden" if not inside else "top")
if page is not wall:
    style_page()
page.run()
