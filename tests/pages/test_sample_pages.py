"""The sample on the pages: each visitor looks at any part of the later steps, and moves nobody."""

from __future__ import annotations

import re

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.model import Workshop
from focusmap.sample import SAMPLE_CODE, load_sample
from tests.conftest import Clock
from tests.pages.test_pages import (  # noqa: F401
    OpenPage,
    cookies,
    hosted,
    html_of,
    open_page,
)


@pytest.fixture
def sample(focus_map: FocusMap, clock: Clock) -> Workshop:
    """The sample workshop, loaded."""
    load_sample(focus_map.store, clock())
    return focus_map.service.workshop(SAMPLE_CODE)


@pytest.mark.parametrize(
    ("page", "part", "shows"),
    [
        ("identify", "want", "Our ways of working"),
        ("identify", "statement", "a warm flat begins with a job done on time"),
        ("identify", "result", "can live with it"),
        ("act", "language", "A family from the hostel has its own front door"),
        ("act", "measures", "Fewer nights without heating for families in winter"),
        ("act", "process_dots", "ring one tenant a day"),
        ("act", "plan", "Our plan"),
    ],
)
def test_each_part_can_be_looked_at(
    sample: Workshop,
    open_page: OpenPage,  # noqa: F811
    page: str,
    part: str,
    shows: str,
) -> None:
    opened = open_page(page, sample.code)
    opened.radio(key=f"look-{page}").set_value(part).run()
    assert not opened.exception
    # The marks stand between the words.
    assert shows in re.sub(r"<[^>]+>", "", html_of(opened))
    assert not [b.label for b in opened.button if b.label in ("Reveal", "Take more votes")]


def test_what_one_visitor_looks_at_moves_nobody_else(
    focus_map: FocusMap,
    sample: Workshop,
    open_page: OpenPage,  # noqa: F811
) -> None:
    opened = open_page("act", sample.code)
    opened.radio(key="look-act").set_value("measures").run()
    assert open_page("act", sample.code).radio(key="look-act").value == "language"
    assert focus_map.service.workshop(SAMPLE_CODE) == sample


def test_a_workshop_of_ones_own_has_nothing_to_choose(
    hosted: Workshop,  # noqa: F811
    open_page: OpenPage,  # noqa: F811
) -> None:
    opened = open_page("act", hosted.code)
    assert "look-act" not in [r.key for r in opened.radio]
