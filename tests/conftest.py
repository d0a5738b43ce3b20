"""What most tests stand on: a real store, a clock that is moved by hand, a workshop, a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from focusmap import bootstrap
from focusmap.bootstrap import FocusMap
from focusmap.model import Evidence, OwnWord, Participant, Question, Reading, Workshop
from focusmap.service import Service
from focusmap.settings import Settings

BASE_URL = "https://focus.example"


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 10, 12, 9)

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, span: timedelta) -> None:
        """Let time pass."""
        self.now += span


class StubReader:
    """Reads at once: questions stay unplaced, "customer" is outside, all else is inside."""

    language = "en"

    def read(
        self,
        text: str,
        kind: str,
        customers: Sequence[str] = (),
        words: Sequence[OwnWord] = (),
    ) -> Reading:
        """Return a reading whose one piece of evidence is the first word."""
        if "?" in text:
            return Reading(None, None, 0.0, False, (), "No words of either axis.")
        x = 0.5 if "customer" in text else -0.5
        first = len(text.split()[0])
        return Reading(
            x, -0.5, 0.6, False, (Evidence(0, first, "focus", x, text[:first], "stub:1"),)
        )


@pytest.fixture
def clock() -> Clock:
    """A clock at nine in the morning."""
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with a database of this test's own."""
    return Settings(f"sqlite:///{tmp_path / 'focusmap.db'}", BASE_URL, base_url_given=True)


@pytest.fixture
def quick_reader(monkeypatch: pytest.MonkeyPatch) -> StubReader:
    """A reader that needs no lexicon, in place of the real one."""
    reader = StubReader()
    monkeypatch.setattr(bootstrap, "reader_for", lambda _language: reader)
    return reader


@pytest.fixture
def another_process(
    settings: Settings, clock: Clock, quick_reader: StubReader
) -> Iterator[Callable[[], FocusMap]]:
    """Builds further Focus Maps on the same database, as other processes would."""
    built: list[FocusMap] = []

    def build() -> FocusMap:
        built.append(bootstrap.build(settings, clock))
        return built[-1]

    yield build
    for focus_map in built:
        focus_map.store.close()


@pytest.fixture
def focus_map(another_process: Callable[[], FocusMap]) -> FocusMap:
    """A Focus Map on a real SQLite file."""
    return another_process()


@pytest.fixture
def service(focus_map: FocusMap) -> Service:
    """The use cases."""
    return focus_map.service


@pytest.fixture
def workshop(service: Service) -> Workshop:
    """A workshop whose step Ask takes answers."""
    created, _ = service.create("Harbour Housing, autumn", customers=["tenants"])
    service.open_step(created.id, "ask")
    return service.workshop_by_id(created.id)


@pytest.fixture
def question(workshop: Workshop) -> Question:
    """The first question of the step Ask."""
    return workshop.questions_of("ask")[0]


@pytest.fixture
def person(service: Service, workshop: Workshop) -> Participant:
    """Somebody who joined with the token "phone"."""
    return service.join(workshop.id, "phone")
