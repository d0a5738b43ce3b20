"""What is shown of the step Identify, worked out once for all screens that look at it.

`identified` is the figures as data: operating models, gaps and the group's own words that show
them. The gap statement is drafted from it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from focusmap.cloud import Cloud, make_cloud
from focusmap.compare import Comparison, placed_by_people
from focusmap.gaps import (
    PAIRS,
    Gap,
    GapSide,
    LayerName,
    PairName,
    examples,
    in_order,
    make_gaps,
)
from focusmap.keeping import use
from focusmap.leaning import People, per_person
from focusmap.model import MapView, PutSpot, ReadAnswer, Workshop
from focusmap.operating import (
    Contrast,
    GroupModel,
    Model,
    Placed,
    by_group,
    find_contrast,
    find_model,
)
from focusmap.pictures import Picture, next_picture, setup_of
from focusmap.qualified import Qualified, Qualifying
from focusmap.resampling import Apart, apart
from focusmap.sentences import FEW
from focusmap.service import Service
from focusmap.taps import GUESS, WANT

STEP, GUESSING_STEP = "identify", "curiosity"
Found = Mapping[PairName, tuple[Apart, Apart]]
Layers = dict[LayerName, People]


@dataclass(frozen=True, slots=True)
class Working:
    """How the group works by one layer: as a whole, and by group where groups are set.

    `groups` is empty where none can be shown apart. `contrast` names two groups that surely differ.
    """

    model: Model
    groups: tuple[GroupModel, ...] = ()
    contrast: Contrast | None = None

    @property
    def named(self) -> int:
        """How many groups are shown by their name."""
        return sum(bool(g.name) for g in self.groups)


@dataclass(frozen=True, slots=True)
class Identified:
    """The figures of the step, as far as each layer is revealed.

    `gaps` are all six, the largest beyond uncertainty first. `view` says whether answers lie where
    their words put them, or where they are meant to be.
    """

    view: MapView
    said: Working
    measured: Working
    wanted: Cloud
    guess: Cloud
    gaps: tuple[Gap, ...]

    def gap(self, pair: PairName, axis: str) -> Gap:
        """Return one of the six gaps."""
        return next(g for g in self.gaps if (g.pair, g.axis) == (pair, axis))

    @property
    def clear(self) -> tuple[Gap, ...]:
        """The gaps that are clear, the largest beyond uncertainty first."""
        return tuple(g for g in self.gaps if g.verdict == "clear")


Remember = Callable[[str, object, Callable[[], Any]], Any]


def work_out(_name: str, _of: object, work: Callable[[], Any]) -> Any:
    """Do the work, remembering nothing."""
    return work()


def identified(
    said: Sequence[ReadAnswer],
    measured: Sequence[ReadAnswer],
    wanted: Sequence[PutSpot] = (),
    guess: Sequence[PutSpot] = (),
    *,
    view: MapView = "words",
    groups: Mapping[str, str] | None = None,
    least: int = FEW,
    pictured: Sequence[ReadAnswer] | None = None,
    known: Found | None = None,
    remember: Remember = work_out,
) -> Identified:
    """Return the figures of a room: what it says, what it measures, where it wants to be.

    `groups` are the names of people's groups by the ids of the people; those with fewer than
    `least` people are not shown apart. `pictured` are the answers that are shown by group, if not
    all (see pictures). `known` are differences that were worked out before, and `remember` may
    return what it did before under a name for the same.
    """
    placed, people = remember("places", (said, measured), lambda: _places(said, measured, view))
    layers: Layers = {
        **people,
        "wanted": {s.participant_id: (s.x, s.y) for s in wanted},
        "guess": {s.participant_id: (s.x, s.y) for s in guess},
    }
    gaps = [
        _with_examples(gap, said, measured, view, remember)
        for pair in PAIRS
        for gap in make_gaps(pair, layers, _find(pair, layers, known or {}, remember))
    ]
    apart_by_group = {"said": said, "measured": measured}
    if pictured is not None:
        named = {a.answer.id for a in measured}
        apart_by_group = {
            "said": [a for a in pictured if a.answer.id not in named],
            "measured": [a for a in pictured if a.answer.id in named],
        }

    def working(name: str) -> Working:
        shown = placed_by_people(apart_by_group[name], view) if groups else []
        found: Working = remember(
            f"working-{name}",
            (placed[name], shown, groups, least),
            lambda: _working(placed[name], shown, groups or {}, least),
        )
        return found

    return Identified(
        view,
        working("said"),
        working("measured"),
        remember("wanted", wanted, lambda: make_cloud("wanted", wanted)),
        remember("guess", guess, lambda: make_cloud("guess", guess)),
        in_order(gaps),
    )


def _places(
    said: Sequence[ReadAnswer], measured: Sequence[ReadAnswer], view: MapView
) -> tuple[dict[str, list[Placed]], Layers]:
    placed = {"said": placed_by_people(said, view), "measured": placed_by_people(measured, view)}
    return placed, {
        "said": per_person(placed["said"]),
        "measured": per_person(placed["measured"]),
    }


def _find(
    pair: PairName, layers: Layers, known: Found, remember: Remember
) -> tuple[Apart, Apart] | None:
    one, other = (layers[name] for name in PAIRS[pair])
    if min(len(one), len(other)) < FEW:
        return None
    found: tuple[Apart, Apart] = known.get(pair) or remember(
        pair, (one, other), lambda: apart(one, other)
    )
    return found


def _working(
    placed: Sequence[Placed], in_groups: Sequence[Placed], groups: Mapping[str, str], least: int
) -> Working:
    shown = by_group(in_groups, groups, least) if groups else ()
    return Working(find_model(placed), shown, find_contrast(shown))


def _with_examples(
    gap: Gap,
    said: Sequence[ReadAnswer],
    measured: Sequence[ReadAnswer],
    view: MapView,
    remember: Remember,
) -> Gap:
    """Return a gap with the group's own words on each side that has words."""
    answers = {"said": said, "measured": measured}

    def chosen(side: GapSide, way: int) -> tuple[ReadAnswer, ...]:
        if side.layer not in answers:
            return ()
        given = answers[side.layer]
        found: tuple[ReadAnswer, ...] = remember(
            f"examples-{side.layer}-{gap.axis}-{way}",
            given,
            lambda: examples(given, _along(given, gap, view), way),
        )
        return found

    way, other_way = _ways(gap)
    return replace(gap, examples=chosen(gap.one, way), other_examples=chosen(gap.other, other_way))


def _ways(gap: Gap) -> tuple[int, int]:
    """Return to which end of the axis examples of either side are looked for, as -1 or 1."""
    if gap.apart is None or not gap.apart.is_sure:
        return _larger_end(gap.one), _larger_end(gap.other)
    return (-1, 1) if gap.apart.difference > 0 else (1, -1)


def _larger_end(side: GapSide) -> int:
    return 1 if side.high > side.low else -1


def _along(answers: Sequence[ReadAnswer], gap: Gap, view: MapView) -> Mapping[str, float]:
    """Return the places of answers on a gap's axis, by their ids."""
    return {
        a.answer.id: p.x if gap.axis == "focus" else p.y
        for a in answers
        if (p := a.meaning if view == "meaning" else a.words)
    }


# For one workshop in one view: what was worked out under a name, and of what.
Memory = dict[str, tuple[object, Any]]


class Identifying:
    """Keeps what was worked out for the last versions of the workshops looked at."""

    def __init__(self, service: Service, qualifying: Qualifying) -> None:
        self._service = service
        self._qualifying = qualifying
        self._kept: OrderedDict[tuple[str, str, int, MapView], Identified] = OrderedDict()
        self._memories: OrderedDict[tuple[str, MapView], Memory] = OrderedDict()
        self._pictures: OrderedDict[str, tuple[object, Picture]] = OrderedDict()
        self._working = threading.Lock()

    def of(self, workshop: Workshop, view: MapView = "words") -> Identified:
        """Return what is shown in the view "words" or "meaning"; `workshop` must be fresh.

        Each layer is there once its own step is revealed, and not before.
        """
        view = "meaning" if view == "meaning" else "words"
        key = (workshop.id, workshop.viewer, workshop.version, view)
        qualified = self._qualifying.of(workshop, view)
        with self._working:
            if key not in self._kept:
                self._kept[key] = self._work_out(workshop, view, qualified)
            use(self._kept, key)
            return self._kept[key]

    def _work_out(self, workshop: Workshop, view: MapView, qualified: Qualified) -> Identified:
        memory = self._memories.setdefault((workshop.id, view), {})
        use(self._memories, (workshop.id, view))

        def remember(name: str, of: object, work: Callable[[], Any]) -> Any:
            # Somebody's dot changes one pair of layers; the others are as they were.
            if name not in memory or memory[name][0] != of:
                memory[name] = (of, work())
            return memory[name][1]

        picture = self._picture(workshop, qualified)
        return identified(
            qualified.said_answers,
            qualified.answers,
            self._service.shown_spots(workshop, STEP, WANT),
            self._service.shown_spots(workshop, GUESSING_STEP, GUESS),
            view=view,
            groups={
                person: part.group.name
                for part, _ in picture.parts
                if part.group
                for person in part.people
            },
            least=workshop.minimum,
            pictured=[a for _, answers in picture.parts for a in answers],
            # The wall of Qualify and this one say the same of what is measured.
            known=_compared(qualified.comparison),
            remember=remember,
        )

    def _picture(self, workshop: Workshop, qualified: Qualified) -> Picture:
        """Return the answers by group: held, so that nobody is seen to come into a group alone."""
        if not workshop.groups:
            return Picture()
        chosen = self._service.groups.chosen(workshop)
        answers = (*qualified.said_answers, *qualified.answers)
        setup = setup_of(workshop)
        known, held = self._pictures.get(workshop.id, (setup, Picture()))
        before = held if known == setup else Picture()
        picture = next_picture(before, workshop, chosen, answers)
        self._pictures[workshop.id] = (setup, picture)
        use(self._pictures, workshop.id)
        return picture


def _compared(comparison: Comparison) -> Found:
    if comparison.focus is None or comparison.orientation is None:
        return {}
    return {"said_measured": (comparison.focus, comparison.orientation)}
