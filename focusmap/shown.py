"""What the wall shows of a step, worked out once for all screens that look at it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from focusmap.keeping import use
from focusmap.language import Language, find_language
from focusmap.map import Layer, make_layer
from focusmap.model import MapView, ReadAnswer, Workshop
from focusmap.service import Service
from focusmap.shift import Shift, find_shift
from focusmap.themes import load_stop_words, load_themes


@dataclass(frozen=True, slots=True)
class Shown:
    """The revealed answers of a step, in no order, and their layer of the map in one view."""

    answers: tuple[ReadAnswer, ...]
    layer: Layer
    shift: Shift


def in_no_order(answers: Sequence[ReadAnswer]) -> tuple[ReadAnswer, ...]:
    """Return answers in an order that tells nothing about who wrote what, or when.

    As they came, one person's answers stand side by side, and whoever was seen to be the last to
    write has written the last ones.
    """
    return tuple(sorted(answers, key=lambda a: a.answer.id))


def roughly_by_time(
    answers: Sequence[ReadAnswer], exact_since: datetime = datetime.max
) -> tuple[ReadAnswer, ...]:
    """Return answers with the oldest minute first, and in no order within a minute.

    From `exact_since` on, in UTC, they are in their order: what comes in while the room looks on
    is seen to come in.
    """

    def key(a: ReadAnswer) -> tuple[datetime, str]:
        at = a.answer.created_at
        return at if at >= exact_since else at.replace(second=0, microsecond=0), a.answer.id

    return tuple(sorted(answers, key=key))


class Showing:
    """Keeps what was worked out for the last versions of the workshops looked at."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._answers: OrderedDict[tuple[str, str, int, str], tuple[ReadAnswer, ...]] = (
            OrderedDict()
        )
        self._kept: OrderedDict[tuple[str, str, int, str, MapView], Shown] = OrderedDict()
        self._layers: OrderedDict[tuple[str, str, MapView], Layer] = OrderedDict()
        self._languages: OrderedDict[tuple[str, str, int, str], Language] = OrderedDict()
        self._working = threading.Lock()

    def of(self, workshop: Workshop, step: str, view: MapView = "words") -> Shown:
        """Return what is shown of a step in a view of the map: nothing, until it is revealed.

        `workshop` must be fresh: its version says whether what was kept still holds, for whoever
        it was made for.
        """
        key = (workshop.id, workshop.viewer, workshop.version, step, view)
        # One at a time: three screens nudged at once share one piece of work.
        with self._working:
            if key not in self._kept:
                answers = self._given(workshop, step)
                self._kept[key] = Shown(
                    in_no_order(answers),
                    self._layer(workshop, step, answers, view),
                    find_shift(answers),
                )
            use(self._kept, key)
            return self._kept[key]

    def language_of(self, workshop: Workshop, step: str) -> Language:
        """Return what the answers that are shown of a step speak of; `workshop` must be fresh."""
        key = (workshop.id, workshop.viewer, workshop.version, step)
        with self._working:
            if key not in self._languages:
                self._languages[key] = find_language(
                    self._given(workshop, step),
                    load_themes(workshop.language),
                    load_stop_words(workshop.language),
                )
            use(self._languages, key)
            return self._languages[key]

    def people(self, workshop: Workshop, step: str) -> int:
        """Return how many people's answers are shown; `workshop` must be fresh."""
        with self._working:
            return len({a.answer.participant_id for a in self._given(workshop, step)})

    def _given(self, workshop: Workshop, step: str) -> tuple[ReadAnswer, ...]:
        key = (workshop.id, workshop.viewer, workshop.version, step)
        if key not in self._answers:
            self._answers[key] = self._service.shown_answers(workshop, step)
        use(self._answers, key)
        return self._answers[key]

    def _layer(
        self, workshop: Workshop, step: str, answers: Sequence[ReadAnswer], view: MapView
    ) -> Layer:
        key = (workshop.id, step, view)
        read = [a for a in answers if a.question.is_read]
        self._layers[key] = make_layer("said", read, self._layers.get(key), view)
        use(self._layers, key)
        return self._layers[key]
