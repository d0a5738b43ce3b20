"""The one place that builds the real things; tests build their own with `build`."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import cast

from threadpoolctl import threadpool_limits

from focusmap.against import load_guess_cases
from focusmap.by_group import GroupPictures
from focusmap.documents.phrases import load_phrases
from focusmap.fit import load_cases
from focusmap.gap_words import load_gap_words
from focusmap.group_words import load_cases as load_group_cases
from focusmap.identified import Identifying
from focusmap.layers import Layering
from focusmap.live import Notifier
from focusmap.measures import load_content
from focusmap.moved import load_moved
from focusmap.operating_words import load_operating
from focusmap.opportunity import load_bands
from focusmap.practices import load_practices
from focusmap.qualified import Qualifying
from focusmap.questions import load_kinds, load_ready
from focusmap.ratings import load_statements
from focusmap.reading import Reader, load_reader
from focusmap.reading.lexical import LexicalReader
from focusmap.reading.lexicon import load_classes
from focusmap.reading.remembering import RememberingReader
from focusmap.regions import load_difference, load_regions
from focusmap.rehearsal import Rehearsals, load_characters
from focusmap.rereading import READS_A_SECOND, READS_AT_ONCE
from focusmap.rewrites import load_prompts
from focusmap.sample import load_sample
from focusmap.service import Service
from focusmap.settings import LEXICONS as LEXICONS
from focusmap.settings import Settings, read_settings
from focusmap.shown import Showing
from focusmap.statement_words import load_statement_words
from focusmap.steps import languages, load_steps
from focusmap.store import Store, open_store
from focusmap.themes import load_stop_words, load_themes
from focusmap.throttle import Allowance, Brake
from focusmap.unspoken import load_topics
from focusmap.vocabulary import load_word_classes


@dataclass(frozen=True, slots=True)
class FocusMap:
    """Everything the screens need, built once."""

    settings: Settings
    store: Store
    service: Service
    showing: Showing
    qualifying: Qualifying
    by_group: GroupPictures
    layering: Layering
    identifying: Identifying
    notifier: Notifier
    brake: Brake
    drafts: Allowance
    rehearsals: Rehearsals


def utc_now() -> datetime:
    """Return the present time in UTC, without a zone, as the database keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def build(settings: Settings, clock: Callable[[], datetime] = utc_now) -> FocusMap:
    """Build a Focus Map on its database; raises StartError with the remedy when it cannot."""
    # Its helpers would wait busily for the next small matrix, on a core that answers people.
    threadpool_limits(limits=1, user_api="blas")
    store = open_store(settings.database_url, clock())
    notifier: Notifier

    def changed(workshop_id: str) -> None:
        notifier.changed(workshop_id)

    service = Service(store, reader_for, clock, changed)
    notifier = Notifier(service.versions, service.workshop_by_id, service.mark)
    showing, qualifying = Showing(service), Qualifying(service)
    return FocusMap(
        settings,
        store,
        service,
        showing,
        qualifying,
        GroupPictures(service),
        Layering(service, showing, qualifying),
        Identifying(service, qualifying),
        notifier,
        Brake(),
        Allowance(READS_AT_ONCE, READS_A_SECOND),
        Rehearsals(service),
    )


def start(focus_map: FocusMap, clock: Callable[[], datetime] = utc_now) -> None:
    """Do what a server does once before its first visitor: check the content, load the sample."""
    for language in languages():
        load_steps(language)
        load_regions(language)
        load_difference(language)
        load_statements(language)
        load_cases(language)
        load_kinds(language)
        load_ready(language)
        load_group_cases(language)
        load_practices(language)
        load_guess_cases(language)
        load_gap_words(language)
        load_statement_words(language)
        load_operating(language)
        load_content(language)
        load_bands(language)
        load_word_classes(language)
        load_themes(language)
        load_stop_words(language)
        load_phrases(language)
        load_topics(language)
        load_prompts(language)
        load_moved(language)
        reader_for(language)
    focus_map.service.delete_expired()
    load_sample(focus_map.store, clock())
    load_characters()


@cache
def the_focus_map() -> FocusMap:
    """Return this process's Focus Map, built from the environment at the first call."""
    return build(read_settings(os.environ))


_loading = threading.Lock()


def reader_for(language: str) -> Reader:
    """Return the reader of a language, loaded at the first call."""
    with _loading:
        return _reader_for(language)


@cache
def _reader_for(language: str) -> Reader:
    return RememberingReader(_lexical_reader_for(language))


@cache
def meanings_for(language: str) -> Mapping[str, str]:
    """Return what the word classes of a language mean, by name; those that say it, that is."""
    classes = load_classes(LEXICONS / language).values()
    return {c.name: c.meaning for c in classes if c.meaning.strip("- ")}


def lexical_reader_for(language: str) -> LexicalReader:
    """Return the reader that holds a language's lexicon and weights, and remembers no text."""
    with _loading:
        return _lexical_reader_for(language)


@cache
def _lexical_reader_for(language: str) -> LexicalReader:
    # The one reader there is; whoever takes it by its protocol needs no more than that.
    return cast("LexicalReader", load_reader(language, LEXICONS))
