"""Taps on the phone: what a control with the value tap:NAME:VALUE does, by the first part of NAME.

A step that is answered by tapping adds its handler to HANDLERS and its part of the page to BUILDERS
(parts.py). Form and script, outbox and errors are the same for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from focusmap.errors import BadAnswer
from focusmap.sentences import N_
from focusmap.service import Service
from phone.acknowledge import choose_region
from phone.curiosity import put_guess, rate_statement
from phone.group import choose_group
from phone.identify import put_want
from phone.language import pick_rewrite, take_word
from phone.qualify import give_dot
from phone.visitor import Visitor
from phone.voting import vote

NO_SUCH_TAP = N_("This button is of an older page. Load the page again, then tap once more.")


# What is left of the name after its first part, and the value.
Handler = Callable[[Service, Visitor, str, str], None]

HANDLERS: dict[str, Handler] = {
    "met": choose_region,
    "rate": rate_statement,
    "guess": put_guess,
    "dot": give_dot,
    "vote": vote,
    "group": choose_group,
    "want": put_want,
    "pick": pick_rewrite,
    "word": take_word,
}


def apply_tap(service: Service, visit: Visitor, name: str, value: str) -> None:
    """Do what a tap asks for; raises BadAnswer when there is no such control."""
    kind, _, rest = name.partition("-")
    handler = HANDLERS.get(kind)
    if handler is None:
        raise BadAnswer(NO_SUCH_TAP)
    handler(service, visit, rest, value)


def value_of(value: str, fields: Mapping[str, str]) -> str:
    """Return a tap's value: after an equals sign, that of the named fields with commas between.

    So a button can send what two sliders say, without a script.
    """
    if not value.startswith("="):
        return value
    return ",".join(fields.get(name, "") for name in value[1:].split(","))
