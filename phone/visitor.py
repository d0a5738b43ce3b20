"""Who a form comes from, as far as its handlers care."""

from __future__ import annotations

from typing import Protocol

from focusmap.model import Participant, Workshop


class Visitor(Protocol):
    """Who sent the form: the workshop and the person."""

    @property
    def workshop(self) -> Workshop:
        """Where."""

    @property
    def person(self) -> Participant:
        """Who."""
