"""The plan on the phone: to be read, nothing to send."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from markupsafe import Markup

from focusmap.model import Participant, Workshop
from focusmap.plan import (
    day_in_words,
    missing_in_words,
    ranked_in_words,
    voted_in_words,
    warnings,
)
from focusmap.planning import plan_shown
from focusmap.service import Service
from focusmap.translate import translations
from phone.rendering import Part, templates


def plan_parts(service: Service, workshop: Workshop, _person: Participant) -> Sequence[Part]:
    """Return the plan as far as it is revealed."""
    plan = plan_shown(service, workshop)
    speak = translations(workshop.language)
    html = (
        templates(workshop.language)
        .get_template("plan.html")
        .render(
            plan=plan,
            warnings=warnings(plan, speak),
            missing=partial(missing_in_words, speak=speak),
            ranked=partial(ranked_in_words, speak=speak),
            voted=partial(voted_in_words, language=workshop.language, speak=speak),
            day=partial(day_in_words, language=workshop.language),
        )
    )
    return (Part("plan", Markup(html)),)  # noqa: S704 - a template, which escapes
