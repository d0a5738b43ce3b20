"""Who may see a page: the workshop of the address, for whoever holds one of its cookies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Never

import streamlit as st

from focusmap.bootstrap import FocusMap, the_focus_map
from focusmap.codes import role_cookie
from focusmap.errors import FocusMapError, Refused
from focusmap.model import Role, Workshop
from focusmap.network import reachable
from focusmap.sentences import N_, Catalogue
from focusmap.service import join_link
from focusmap.translate import translations
from ui import state
from ui.looking import as_looked_at

# What is said before a workshop, and with it a language, is known.
DEFAULT_LANGUAGE = "en"
ONLY_FACILITATOR = N_(
    "This page is for the facilitator. Open your facilitator link in this browser."
)
NOT_OPEN = N_("No workshop is open in this browser. Start one, or open your facilitator link.")
NO_LINK_HERE = N_(
    "This browser may not see this workshop. Open the facilitator link or the wall link in it "
    "once. If yours does not work any more, ask for a new one."
)


@dataclass(frozen=True, slots=True)
class Visit:
    """A page's visit to a workshop: what there is, and what this browser may be there."""

    focus_map: FocusMap
    workshop: Workshop
    role: Role

    @property
    def gettext(self) -> Callable[[str], str]:
        """The workshop's language."""
        return translations(self.workshop.language).gettext

    @property
    def speak(self) -> Catalogue:
        """The workshop's language with its plural forms."""
        return translations(self.workshop.language)

    @property
    def join_url(self) -> str:
        """The address that phones open, as it stands beside the QR."""
        return join_link(shown_base_url(self.focus_map), self.workshop.code)

    def fresh(self) -> Visit:
        """Return the same visit with the workshop as it is now, the sample as it is looked at.

        Raises NotFound when the workshop is gone, Refused when the link was renewed meanwhile.
        """
        workshop = self.focus_map.service.workshop_by_id(self.workshop.id)
        role = _role(self.focus_map, workshop)
        return Visit(self.focus_map, as_looked_at(workshop), role)


def shown_base_url(focus_map: FocusMap) -> str:
    """Return the address for links and QR: the one set, else the one asked for, phones in mind."""
    settings = focus_map.settings
    if settings.base_url_given:
        return settings.base_url
    return reachable(state.server_url() or settings.base_url)


def visit_as_facilitator() -> Visit:
    """Return the visit of a facilitator; anybody else is told what to do and the page ends.

    Of the sample everybody sees what a facilitator sees, and the service lets nobody change it.
    """
    visit = visit_as_wall()
    if visit.role != "facilitator" and not visit.workshop.is_sample:
        _stop(Refused(ONLY_FACILITATOR), visit.workshop.language)
    if visit.workshop.is_rehearsal:
        _render_rehearsal(visit)
    return visit


def _render_rehearsal(visit: Visit) -> None:
    """Say that this is a rehearsal, and offer to clear it with everything in it."""
    _ = visit.gettext
    with st.container(key="rehearsal", horizontal=True, vertical_alignment="center"):
        text = _("This is a rehearsal: forty simulated people answer what you open.")
        st.html(f'<p class="fm-small">{escape(text)}</p>')
        if st.button(_("Clear the rehearsal"), help=_("Everything in it is deleted at once.")):
            visit.focus_map.service.delete(visit.workshop)
            state.leave_workshop()
            state.say_next("home", _("The rehearsal is cleared. Nothing of it is left."))
            st.switch_page("home.py")


def visit_as_wall() -> Visit:
    """Return the visit of a wall or a facilitator; anybody else is told what to do."""
    focus_map = the_focus_map()
    code = state.workshop_code()
    if not code:
        _stop(Refused(NOT_OPEN))
    language = DEFAULT_LANGUAGE
    try:
        workshop = focus_map.service.workshop(code)
        language = workshop.language
        return Visit(focus_map, workshop, _role(focus_map, workshop))
    except Refused:
        _stop(Refused(NO_LINK_HERE), language)
    except FocusMapError as error:
        _stop(error, language)


def _role(focus_map: FocusMap, workshop: Workshop) -> Role:
    secrets = {
        role: state.cookie(role_cookie(role, workshop.code)) for role in ("facilitator", "wall")
    }
    return focus_map.service.role(workshop, **secrets)


def _stop(error: FocusMapError, language: str = DEFAULT_LANGUAGE) -> Never:
    """Say why there is nothing to see, in the workshop's language where there is one."""
    _ = translations(language).gettext
    st.title("Focus Map")
    st.info(error.text(_))
    st.page_link("home.py", label=_("To the start page"))
    st.stop()
