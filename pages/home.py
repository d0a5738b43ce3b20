"""The start page: start a workshop, open one, look at the sample."""

import streamlit as st

from focusmap.bootstrap import the_focus_map
from focusmap.errors import FocusMapError
from focusmap.sample import SAMPLE_CODE
from focusmap.translate import translations
from ui import state
from ui.go import go
from ui.links import parse_link
from ui.steered import render_steered

# The simulated people are those of the sample.
REHEARSAL_CUSTOMERS = ("tenants", "residents")

_ = translations("en").gettext
focus_map = the_focus_map()

st.title("Focus Map")
st.html(
    '<p class="fm-lead">'
    + _("A workshop that shows a group where its own words look.")
    + '</p><p class="fm-say">'
    + _(
        "People answer on their phones. The wall shows whether their words look inside or "
        "outside, at outputs or at outcomes. Nobody signs up, and nothing leaves this server."
    )
    + "</p>"
)

said = state.said("home")
if said:
    st.success(said)

render_steered(focus_map.service.steered(state.facilitator_secrets()))

start, other = st.columns([1.1, 1], gap="large")
with start, st.form("start"):
    st.subheader(_("Start a workshop"))
    title = st.text_input(_("Title"), placeholder=_("Harbour Housing, autumn"), max_chars=120)
    customers = st.text_input(
        _("What do you call the people you are there for?"),
        placeholder=_("tenant, resident"),
    )
    st.caption(_("Several words with commas between them. You can leave this empty."))
    if st.form_submit_button(_("Start"), type="primary"):
        try:
            workshop, secrets = focus_map.service.create(title, (), customers.split(","))
            go("facilitator", workshop.code, secrets.facilitator)
        except FocusMapError as error:
            st.error(error.text(_))

with other:
    with st.form("open"):
        st.subheader(_("Open a workshop"))
        link = st.text_input(_("Your facilitator link or wall link"), type="password")
        if st.form_submit_button(_("Open")):
            found = parse_link(link)
            if found:
                go(found.role, found.code, found.secret)
            else:
                st.error(_("That is no link to a workshop. Copy the whole link and paste it here."))
    st.subheader(_("Look at a sample"))
    st.page_link(
        "ask.py",
        label=_("Harbour Housing: a whole workshop of 40 people"),
        query_params=state.address_of(SAMPLE_CODE),
    )
    st.subheader(_("Rehearse"))
    st.html(
        '<p class="fm-small">'
        + _("Forty simulated people answer while you steer. Clear it when you are done.")
        + "</p>"
    )
    if st.button(_("Rehearse with simulated people")):
        try:
            workshop, secrets = focus_map.service.create(
                _("Rehearsal"), (), REHEARSAL_CUSTOMERS, is_rehearsal=True
            )
            go("facilitator", workshop.code, secrets.facilitator)
        except FocusMapError as error:
            st.error(error.text(_))
    st.subheader(_("Try the reader"))
    st.page_link("bench.py", label=_("See how any words are read, and why"))
    st.subheader(_("Join with a code"))
    st.link_button(_("Type the code from the wall"), "/j")
