"""The gap statement on the phone: read and changed, then voted on, then its result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from focusmap.agreement import (
    STANCE_WORDS,
    STANCES,
    Round,
    counts_in_words,
    result_sentence,
    untold_sentence,
)
from focusmap.model import Participant, Workshop
from focusmap.pace import shows_items
from focusmap.service import Service
from focusmap.statement_words import load_statement_words
from focusmap.stating import STEP, fields_of
from focusmap.translate import translations
from phone.rendering import Part, templates
from phone.visitor import Visitor

# A field for a statement grows with it, up to this many lines.
LEAST_ROWS, MOST_ROWS, CHARACTERS_A_ROW = 5, 16, 32


def statement_parts(service: Service, workshop: Workshop, person: Participant) -> Sequence[Part]:
    """Return the part of the stage that the step is at; the words once it is revealed."""
    draw = {"statement": _text, "vote": _vote, "result": _result}.get(workshop.identify_stage)
    return (Part("statement", draw(service, workshop, person)),) if draw else ()


def statement_fields(
    _service: Service, _visit: Visitor, _about: str, typed: str
) -> Mapping[str, str]:
    """Return the fields of the statement as a phone changed it; raises BadAnswer."""
    return fields_of(typed, "phone")


def _text(service: Service, workshop: Workshop, _person: Participant) -> Markup:
    item = service.stating.shown(workshop)
    text = item.fields["text"] if item else ""
    return _render("text", workshop, item=item, text=text, rows=_rows(text))


def _rows(text: str) -> int:
    lines = sum(1 + len(line) // CHARACTERS_A_ROW for line in text.splitlines())
    return min(MOST_ROWS, max(LEAST_ROWS, lines + 1))


def _vote(service: Service, workshop: Workshop, person: Participant) -> Markup:
    on = _shown_round(service, workshop)
    own = service.stating.own_stance(workshop, on.id, person.id) if on else None
    _ = translations(workshop.language).gettext
    stances = [(STANCES[name], _(words)) for name, words in STANCE_WORDS.items()]
    return _render("vote", workshop, on=on, own=own, stances=stances)


def _result(service: Service, workshop: Workshop, _person: Participant) -> Markup:
    on = _shown_round(service, workshop)
    stances = on.stances if on else None
    if on is None or stances is None:
        why = untold_sentence(on, translations(workshop.language).gettext)
        return _render("result", workshop, on=on, says="", why=why, counts=())
    words = load_statement_words(workshop.language).result
    is_told = stances.people >= workshop.minimum
    return _render(
        "result",
        workshop,
        on=on,
        says=result_sentence(stances, words, workshop.minimum),
        why="",
        counts=counts_in_words(stances, translations(workshop.language)) if is_told else (),
    )


def _shown_round(service: Service, workshop: Workshop) -> Round | None:
    if not shows_items(workshop, STEP):
        return None
    return next(reversed(service.stating.rounds(workshop)), None)


def _render(stage: str, workshop: Workshop, **values: object) -> Markup:
    made = templates(workshop.language).get_template("statement.html")
    return Markup(made.render(stage=stage, **values))  # noqa: S704 - a template, which escapes
