"""Setup: how phones join, the links, what the workshop asks."""

from html import escape

import streamlit as st

from focusmap.codes import role_cookie
from focusmap.network import LOOPBACK
from ui import state
from ui.groups_setup import render_groups_setup
from ui.guard import shown_base_url, visit_as_facilitator
from ui.pace_setup import render_pace_setup
from ui.questions_setup import render_questions_setup
from ui.retention_setup import render_retention_setup
from ui.room import render_join
from ui.title_setup import render_title_setup
from ui.words_view import render_words

visit = visit_as_facilitator()
workshop, _ = visit.workshop, visit.gettext

st.html(f'<h1 class="fm-lead">{escape(workshop.title)}</h1>')
render_title_setup(visit)
if workshop.is_sample:
    st.info(_("This is the sample workshop: look around, nothing can be changed."))

join, links = st.columns([1, 1.2], gap="large")
with join:
    st.subheader(_("How people join"))
    render_join(workshop, visit.join_url, _)
    if not workshop.is_sample and any(host in visit.join_url for host in LOOPBACK):
        st.warning(
            _(
                "This address works on this computer only. Phones need one they can reach: "
                "connect to the network, or set FOCUSMAP_BASE_URL."
            )
        )
with links:
    st.subheader(_("Your links"))
    secret = state.cookie(role_cookie("facilitator", workshop.code))
    if secret and st.toggle(
        _("Show the facilitator link"),
        help=_("Whoever has this link steers the workshop. Turn your projector off first."),
    ):
        st.code(
            f"{shown_base_url(visit.focus_map)}/enter/facilitator/{workshop.code}/{secret}", None
        )
        st.caption(_("Keep it: with it you come back from any browser, or hand over."))
    st.link_button(_("Open the wall"), f"/wall?w={workshop.code}")
    st.caption(_("The wall shows no controls. Move it to the projector's screen."))
    if visit.role == "facilitator" and st.button(_("Make a new wall link for another computer")):
        wall_secret = visit.focus_map.service.renew_wall_secret(workshop)
        st.code(f"{shown_base_url(visit.focus_map)}/enter/wall/{workshop.code}/{wall_secret}", None)
        st.caption(_("It only shows the wall. A wall link made before does not work any more."))
    here = state.address_of(workshop.code)
    first = _("Go to the first step, Acknowledge")
    st.page_link("acknowledge.py", label=first, query_params=here)
    st.page_link("ask.py", label=_("Go to the step Ask"), query_params=here)

render_questions_setup(visit)
render_pace_setup(visit)
render_groups_setup(visit)
render_words(visit)
render_retention_setup(visit)
