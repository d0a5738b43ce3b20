"""What is shown of the step Qualify, worked out once for all screens that look at it."""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from focusmap.compare import Comparison, compare, side_of_people, side_of_sentences
from focusmap.entries import STEP as QUALIFY
from focusmap.entries import Entry, ranked
from focusmap.keeping import use
from focusmap.language import is_example
from focusmap.map import Dot, Layer, Spread, find_middle, lay_together, make_layer
from focusmap.model import Document, MapView, ReadAnswer, Workshop
from focusmap.sentences import FEW
from focusmap.service import Service
from focusmap.shown import in_no_order
from focusmap.store import Stamp
from focusmap.unspoken import Unspoken, load_topics, rewarded_unsaid, success_unmeasured
from focusmap.weighted import Weighted, find_weighted

SAID_STEP = "ask"
# As many examples of a layer stand beside the map.
EXAMPLES = 2
# More sentences than this would bury what people say; the median is that of all of them.
SENTENCES_DRAWN = 250
Progress = Callable[[int, int], None]
Part = TypeVar("Part")
# The sentences of documents with their readings, by document.
Readings = dict[str, tuple[ReadAnswer, ...]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A workshop's documents with their sentences read."""

    documents: tuple[Document, ...]
    sentences: tuple[ReadAnswer, ...]


@dataclass(frozen=True, slots=True)
class Qualified:
    """The revealed entries of Qualify beside what is said in Ask, as far as that is revealed.

    `entries` are ranked. What is said and written is laid out together, so that no dot hides
    another. `measured`, a dot for each entry with the middle of all answers behind them, lies above
    by itself: among hundreds of other dots its few would be pushed far from their places. Of many
    sentences `written` draws some, evenly chosen, with the middle of all.
    `weighted` is the median of what is measured by the dots, once these are shown.
    """

    entries: tuple[Entry, ...]
    answers: tuple[ReadAnswer, ...]
    said_answers: tuple[ReadAnswer, ...]
    said: Layer
    measured: Layer
    written: Layer
    comparison: Comparison
    slides: Comparison
    said_examples: tuple[ReadAnswer, ...]
    written_examples: tuple[ReadAnswer, ...]
    unsaid: Unspoken[Entry]
    unmeasured: Unspoken[ReadAnswer]
    weighted: Weighted | None = None


class Qualifying:
    """Keeps what was worked out for the last versions of the workshops looked at."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._kept: OrderedDict[tuple[str, str, int, MapView], Qualified] = OrderedDict()
        self._read: OrderedDict[str, tuple[object, Readings]] = OrderedDict()
        self._layers: OrderedDict[tuple[str, str, MapView], Layer] = OrderedDict()
        self._spreads: OrderedDict[tuple[str, MapView], Spread] = OrderedDict()
        self._stamps: OrderedDict[tuple[str, MapView], tuple[object, Qualified]] = OrderedDict()
        self._parts: OrderedDict[tuple[str, object], tuple[Stamp, Any]] = OrderedDict()
        self._working = threading.Lock()
        self._reading = threading.Lock()

    def of(self, workshop: Workshop, view: MapView = "words") -> Qualified:
        """Return what is shown in the view "words" or "meaning"; `workshop` must be fresh."""
        view = "meaning" if view == "meaning" else "words"
        key = (workshop.id, workshop.viewer, workshop.version, view)
        shelf = self.shelf(workshop)
        with self._working:
            if key not in self._kept:
                self._kept[key] = self._again(workshop, view, shelf)
            use(self._kept, key)
            return self._kept[key]

    def _again(self, workshop: Workshop, view: MapView, shelf: Shelf) -> Qualified:
        """Return the same as before when nothing of it changed, such as after a dot on the map."""
        key = (workshop.id, view)
        said, measured = (self._service.stamp(workshop, step) for step in (SAID_STEP, QUALIFY))
        stamp = (said, measured, shelf.documents)
        before = self._stamps.get(key)
        if before is None or before[0] != stamp:
            # What did not change of the two is not read again.
            answers = self._part(
                workshop, said, lambda: self._service.shown_answers(workshop, SAID_STEP)
            )
            entries = self._part(workshop, measured, lambda: self._service.entries(workshop))
            found = self._work_out(workshop, view, shelf, answers, entries)
            self._stamps[key] = (stamp, found)
        use(self._stamps, key)
        return self._stamps[key][1]

    def _part(self, workshop: Workshop, stamp: Stamp, read: Callable[[], Part]) -> Part:
        key = (workshop.id, stamp[0])
        if key not in self._parts or self._parts[key][0] != stamp:
            self._parts[key] = (stamp, read())
        use(self._parts, key)
        part: Part = self._parts[key][1]
        return part

    def shelf(self, workshop: Workshop, progress: Progress = lambda _done, _of: None) -> Shelf:
        """Return the documents with their sentences, which are read once; `progress` is told."""
        documents = self._service.documents(workshop)
        with self._reading:
            # Other words of the group's own read the same sentences otherwise.
            words = (workshop.customers, workshop.words)
            known = self._read.get(workshop.id)
            before = known[1] if known and known[0] == words else {}
            # What was deleted goes from here as well: only what is there now is kept.
            read = {
                d.id: before.get(d.id) or self._service.read_document(workshop, d, progress)
                for d in documents
            }
            self._read[workshop.id] = (words, read)
            use(self._read, workshop.id)
        return Shelf(documents, tuple(s for d in documents for s in read[d.id]))

    def _work_out(
        self,
        workshop: Workshop,
        view: MapView,
        shelf: Shelf,
        said_answers: tuple[ReadAnswer, ...],
        entries: tuple[Entry, ...],
    ) -> Qualified:
        answers = tuple(a for e in entries for a in e.answers)
        said = self._layer("said", workshop, view, said_answers)
        written = self._layer("documents", workshop, "words", some_of(shelf.sentences))
        said, written = self._laid_out(
            workshop, view, (said, with_middle(written, shelf.sentences, "words"))
        )
        entry_layer = self._layer("measured", workshop, view, [e.answers[0] for e in entries])
        measured = with_middle(entry_layer, answers, view)
        topics = load_topics(workshop.language)
        in_words = in_no_order(said_answers)
        success = [a for a in in_words if a.question.kind == "success"]
        rank = ranked(entries)
        side = side_of_people(said_answers, view)
        return Qualified(
            entries=rank,
            answers=in_no_order(answers),
            said_answers=in_words,
            said=said,
            measured=measured,
            written=written,
            comparison=compare(
                "measured",
                side,
                side_of_people(answers, view),
                self._before(workshop, view),
            ),
            slides=compare(
                "documents",
                side,
                side_of_sentences(shelf.sentences),
            ),
            # They stand beside those of documents, and only there.
            said_examples=typical(said) if written.dots else (),
            written_examples=typical(written),
            unsaid=rewarded_unsaid(_named(rank, "rewarded"), success, topics),
            unmeasured=success_unmeasured(success, _named(rank, "measured"), topics),
            weighted=self._weighted(workshop, rank, view),
        )

    def _before(self, workshop: Workshop, view: MapView) -> Comparison | None:
        """Return the comparison of the last version kept: most changes leave it as it was."""
        for (name, viewer, _, of), qualified in reversed(self._kept.items()):
            if (name, viewer, of) == (workshop.id, workshop.viewer, view):
                return qualified.comparison
        return None

    def _weighted(
        self, workshop: Workshop, entries: Sequence[Entry], view: MapView
    ) -> Weighted | None:
        # Entries come with their dots only when the room may see them.
        if not any(entry.dots for entry in entries):
            return None
        return find_weighted(entries, self._service.people_with_dots(workshop), view)

    def _layer(
        self, name: str, workshop: Workshop, view: MapView, answers: Sequence[ReadAnswer]
    ) -> Layer:
        """Return a layer by itself; that of the version before saves most of the work."""
        key = (workshop.id, name, view)
        layer = make_layer(name, answers, self._layers.get(key), view)
        self._layers[key] = layer
        use(self._layers, key)
        return layer

    def _laid_out(
        self, workshop: Workshop, view: MapView, layers: Sequence[Layer]
    ) -> tuple[Layer, ...]:
        key = (workshop.id, view)
        laid, self._spreads[key] = lay_together(layers, self._spreads.get(key))
        use(self._spreads, key)
        return laid


def typical(layer: Layer) -> tuple[ReadAnswer, ...]:
    """Return answers that stand for a layer: short enough to read aloud, nearest to its middle.

    None without a middle; each text once.
    """
    middle = layer.middle
    if middle is None:
        return ()

    def order(dot: Dot) -> tuple[bool, float, str]:
        away = math.hypot(dot.placement.x - middle.x, dot.placement.y - middle.y)
        return dot.is_weak, away, dot.answer.answer.id

    fits = (d for d in layer.dots if is_example(d.answer.answer.text))
    texts = {d.answer.answer.text.casefold(): d.answer for d in sorted(fits, key=order)[::-1]}
    return tuple(texts.values())[::-1][:EXAMPLES]


def _named(entries: Sequence[Entry], name: str) -> tuple[Entry, ...]:
    return tuple(e for e in entries if e.question.name == name)


def some_of(sentences: Sequence[ReadAnswer]) -> tuple[ReadAnswer, ...]:
    """Return the sentences that are drawn: all that have a place, or every so many of them."""
    placed = [s for s in sentences if s.words]
    step = max(1, -(-len(placed) // SENTENCES_DRAWN))
    return tuple(placed[::step])


def with_middle(layer: Layer, answers: Sequence[ReadAnswer], view: MapView) -> Layer:
    """Return a layer with the middle of all the answers that its dots stand for."""
    places = [(p.x, p.y) for a in answers if (p := a.meaning if view == "meaning" else a.words)]
    return replace(
        layer,
        middle=find_middle(places) if len(places) >= FEW else None,
        people=len({a.answer.participant_id for a in answers}),
    )
