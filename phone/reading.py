"""Words that are being rewritten on a phone, read while they are typed."""

from __future__ import annotations

from collections.abc import Callable

from focusmap.items import By, check_may_write
from focusmap.reading import Reader
from focusmap.rereading import old_words, read_draft, reread
from focusmap.rewrites import STEP
from focusmap.service import Service
from focusmap.translate import translations
from phone.visitor import Visitor


def reading_of(
    service: Service, visit: Visitor, reader: Callable[[str], Reader], about: str, typed: str
) -> dict[str, object]:
    """Return the reading of words for an answer of the bench; raises StepClosed, NotFound."""
    workshop = service.workshop_by_id(visit.workshop.id)
    by = By(visit.person.id)
    check_may_write(workshop, STEP, by)
    old = old_words(service.rewrites.bench(workshop, by), about)
    new = read_draft(workshop, old, typed, reader)
    return reread(old, new, workshop.language, translations(workshop.language).gettext).as_json()
