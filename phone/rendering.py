"""The phone's templates and files, and the parts that a step adds to the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from focusmap.model import Participant, Workshop
from focusmap.service import Service
from web.assets import Assets
from web.templating import environment

HERE = Path(__file__).parent
ASSETS = Assets("phone", HERE / "static")


@dataclass(frozen=True, slots=True)
class Part:
    """The HTML inside one element of the page, by the element's id.

    Every control in it that can have the focus needs an id, so that it keeps it when the script
    puts a fresh one in place. `script` names a file in static/ that the page needs for it. What
    is `at_end` stands below all questions.
    """

    id: str
    html: Markup
    script: str = ""
    at_end: bool = False


# What adds a step's parts to the page of one person.
Builder = Callable[[Service, Workshop, Participant], Sequence[Part]]


def templates(language: str) -> Environment:
    """Return the phone's templates in a language."""
    made = environment(language, HERE / "templates")
    made.globals["phone_asset"] = ASSETS.url
    return made
