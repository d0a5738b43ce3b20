"""Votes on items: tap:vote-NAME-ITEM:VALUE, where an empty value takes the vote back."""

from __future__ import annotations

from focusmap.errors import BadAnswer
from focusmap.items import NO_VOTE
from focusmap.service import Service
from phone.visitor import Visitor


def vote(service: Service, visit: Visitor, name: str, value: str) -> None:
    """Vote on an item under a name; raises as Items.vote does."""
    asked, _, item = name.partition("-")
    if value and not value.isdecimal():
        raise BadAnswer(NO_VOTE)
    service.items.vote(
        visit.workshop.id, visit.person.id, item, asked, int(value) if value else None
    )
