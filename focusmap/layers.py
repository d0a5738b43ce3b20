"""The layers of the map, laid out together, and the numbers of each: what it can show at any time.

What is not revealed is no layer: it has no dots and no numbers.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from focusmap.against import Against, lay_against
from focusmap.cloud import Cloud, make_cloud
from focusmap.entries import STEP as QUALIFY
from focusmap.keeping import use
from focusmap.map import Dot, Layer, Middle, Spread, make_layer, spread_on
from focusmap.model import MapView, PutSpot, Question, ReadAnswer, StepState, Workshop
from focusmap.qualified import Qualifying, some_of, with_middle
from focusmap.sentences import N_
from focusmap.service import Service
from focusmap.shown import Showing, in_no_order
from focusmap.taps import GUESS, WANT

LayerName = Literal["said", "measured", "documents", "guess", "wanted"]
LAYERS: tuple[LayerName, ...] = ("said", "measured", "documents", "guess", "wanted")
LAYER_NAMES: dict[LayerName, str] = {
    "said": N_("what we say"),
    "measured": N_("what is measured, valued, rewarded"),
    "documents": N_("our documents"),
    "guess": N_("where we guess we are"),
    "wanted": N_("where we want to be"),
}
# The step whose reveal shows a layer. Documents are shown as soon as there are any.
STEPS: dict[LayerName, str] = {
    "said": "ask",
    "measured": QUALIFY,
    "guess": "curiosity",
    "wanted": "identify",
}
# Layers without answers behind their dots, and what their dots are called.
SPOTS: dict[LayerName, str] = {"guess": GUESS, "wanted": WANT}
# What changes least is laid out first: what was laid out before it moves then saves the work.
LAID_OUT: tuple[LayerName, ...] = ("guess", "wanted", "documents", "measured", "said")


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a layer. `people` is 0 where nobody stands behind it, as with documents."""

    given: int
    people: int
    placed: int
    middle: Middle | None

    @property
    def unplaced(self) -> int:
        """How many lie beside the map."""
        return self.given - self.placed


@dataclass(frozen=True, slots=True)
class MapPart:
    """One layer as it is drawn, with its numbers and the answers behind its dots, in no order."""

    name: LayerName
    drawn: Layer | Cloud
    figures: Figures
    answers: tuple[ReadAnswer, ...] = ()


Choice = tuple[LayerName, ...]
Key = tuple[str, str, int, MapView, Choice, frozenset[str]]


class Layering:
    """Keeps what was laid out for the last versions of the workshops looked at."""

    def __init__(self, service: Service, showing: Showing, qualifying: Qualifying) -> None:
        self._service = service
        self._showing = showing
        self._qualifying = qualifying
        self._kept: OrderedDict[Key, tuple[MapPart, ...]] = OrderedDict()
        self._against: OrderedDict[tuple[str, str, int], Against] = OrderedDict()
        self._layers: OrderedDict[tuple[str, str, MapView, frozenset[str]], Layer] = OrderedDict()
        self._spreads: OrderedDict[tuple[str, MapView, Choice, frozenset[str]], Spread] = (
            OrderedDict()
        )
        self._clouds: OrderedDict[tuple[str, str], tuple[tuple[PutSpot, ...], Cloud]] = (
            OrderedDict()
        )
        self._working = threading.Lock()

    def there(self, workshop: Workshop) -> tuple[LayerName, ...]:
        """Return the layers that can be shown now."""
        has_documents = bool(self._service.documents(workshop))
        return tuple(
            name
            for name in LAYERS
            if (has_documents if name == "documents" else _is_revealed(workshop, STEPS[name]))
        )

    def of(
        self,
        workshop: Workshop,
        names: Choice,
        view: MapView = "words",
        questions: frozenset[str] = frozenset(),
    ) -> tuple[MapPart, ...]:
        """Return some layers on one map; with questions, only the answers to these.

        Whatever is not revealed is left out. `workshop` must be fresh.
        """
        key = (workshop.id, workshop.viewer, workshop.version, view, names, questions)
        with self._working:
            if key not in self._kept:
                self._kept[key] = self._laid_out(workshop, names, view, questions)
            use(self._kept, key)
            return self._kept[key]

    def against(self, workshop: Workshop) -> Against:
        """Return the guesses beside the words of Ask; none until both steps are revealed."""
        key = (workshop.id, workshop.viewer, workshop.version)
        if key not in self._against:
            self._against[key] = self._find_against(workshop)
        use(self._against, key)
        return self._against[key]

    def _find_against(self, workshop: Workshop) -> Against:
        parts = {p.name: p.drawn for p in self.of(workshop, ("guess", "said"))}
        guesses, words = parts.get("guess"), parts.get("said")
        if not isinstance(words, Layer):
            words = make_layer("said", ())
        if not isinstance(guesses, Cloud):
            return lay_against(None, {}, words)
        spots, _cloud = self._clouds[workshop.id, "guess"]
        people = {s.participant_id: (s.x, s.y) for s in spots}
        return lay_against(guesses, people, words)

    def _cloud(self, workshop: Workshop, name: LayerName) -> Cloud:
        """Return the dots that people put; most changes leave them as they were."""
        spots = self._service.shown_spots(workshop, STEPS[name], SPOTS[name])
        key = (workshop.id, name)
        if key not in self._clouds or self._clouds[key][0] != spots:
            self._clouds[key] = (spots, make_cloud(name, spots))
        use(self._clouds, key)
        return self._clouds[key][1]

    def _laid_out(
        self, workshop: Workshop, names: Choice, view: MapView, questions: frozenset[str]
    ) -> tuple[MapPart, ...]:
        there = self.there(workshop)
        shown = [name for name in LAID_OUT if name in names and name in there]
        parts = [self._part(workshop, name, view, questions) for name in shown]
        places = [place for part in parts for place in _places(part.drawn)]
        key = (workshop.id, view, names, questions)
        spread = self._spreads[key] = spread_on(places, self._spreads.get(key))
        use(self._spreads, key)
        laid, first = {}, 0
        for part in parts:
            last = first + len(_places(part.drawn))
            laid[part.name] = replace(part, drawn=_moved(part.drawn, spread, first, last))
            first = last
        return tuple(laid[name] for name in LAYERS if name in laid)

    def _part(
        self, workshop: Workshop, name: LayerName, view: MapView, questions: frozenset[str]
    ) -> MapPart:
        match name:
            case "guess" | "wanted":
                cloud = self._cloud(workshop, name)
                count = cloud.people
                return MapPart(name, cloud, Figures(count, count, count, cloud.middle))
            case "documents":
                return self._documents(workshop)
            case _:
                return self._answers(workshop, name, view, questions)

    def _documents(self, workshop: Workshop) -> MapPart:
        sentences = self._qualifying.shelf(workshop).sentences
        drawn = self._layer(workshop, "documents", "words", frozenset(), some_of(sentences))
        layer = with_middle(drawn, sentences, "words")
        placed = sum(s.words is not None for s in sentences)
        figures = Figures(len(sentences), 0, placed, layer.middle)
        return MapPart("documents", layer, figures, tuple(d.answer for d in layer.dots))

    def _answers(
        self, workshop: Workshop, name: LayerName, view: MapView, questions: frozenset[str]
    ) -> MapPart:
        step = STEPS[name]
        if name == "said" and not questions:
            # What the other pages show is worked out already.
            shown = self._showing.of(workshop, step, view)
            layer = shown.layer
            figures = Figures(len(layer.answers), layer.people, layer.placed, layer.middle)
            return MapPart(name, layer, figures, in_no_order(layer.answers))
        given = self._service.shown_answers(workshop, step)
        asked = _asked(workshop.questions_of(step), questions)
        answers = [a for a in given if a.question.id in asked]
        layer = self._layer(workshop, name, view, questions, answers)
        figures = Figures(len(answers), layer.people, layer.placed, layer.middle)
        return MapPart(name, layer, figures, in_no_order(answers))

    def _layer(
        self,
        workshop: Workshop,
        name: LayerName,
        view: MapView,
        questions: frozenset[str],
        answers: Sequence[ReadAnswer],
    ) -> Layer:
        key = (workshop.id, name, view, questions)
        layer = make_layer(name, answers, self._layers.get(key), view)
        self._layers[key] = layer
        use(self._layers, key)
        return layer


def _is_revealed(workshop: Workshop, step: str) -> bool:
    return workshop.state(step) is StepState.REVEALED


def shows_guesses(workshop: Workshop) -> bool:
    """Whether the guesses may be seen."""
    return _is_revealed(workshop, STEPS["guess"])


def _asked(questions: Sequence[Question], chosen: frozenset[str]) -> set[str]:
    """Return the questions of a layer whose answers are shown: those chosen, or all if none is."""
    read = {q.id for q in questions if q.is_read}
    return read & chosen or read


Spot = tuple[float, float]


def _places(drawn: Layer | Cloud) -> Sequence[Spot]:
    if isinstance(drawn, Cloud):
        return drawn.places
    return [(d.placement.x, d.placement.y) for d in drawn.dots]


def _moved(drawn: Layer | Cloud, spread: Spread, first: int, last: int) -> Layer | Cloud:
    """Return a layer with its dots where they lie among those of all layers."""
    spots = spread.drawn[first:last]
    if isinstance(drawn, Cloud):
        return replace(drawn, drawn=spots, spacing=spread.spacing)
    # Made anew and not by `replace`, which takes three times as long for thousands of dots.
    placed = zip(drawn.dots, spots, strict=True)
    dots = tuple(Dot(d.answer, d.placement, x, y) for d, (x, y) in placed)
    return replace(drawn, dots=dots, spread=spread)


def questions_of(workshop: Workshop, name: LayerName) -> tuple[Question, ...]:
    """Return the questions whose answers a layer shows; some layers come from none."""
    if name not in ("said", "measured"):
        return ()
    return tuple(q for q in workshop.questions_of(STEPS[name]) if q.is_read)
