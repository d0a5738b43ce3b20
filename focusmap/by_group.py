"""A step's answers by group, as small pictures of one kind, worked out once for all screens."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from focusmap.compare import compare, placed_by_people, side_of_people
from focusmap.group_words import Look, groups_sentence, load_cases
from focusmap.groups import Part
from focusmap.keeping import use
from focusmap.language import Language, find_language
from focusmap.leaning import MEANT, SAID, Leaning, Spot, find_leaning, headline, per_person
from focusmap.map import Middle, dot_spacing, find_middle, spread_out
from focusmap.model import MapView, Placement, ReadAnswer, StepState, Workshop
from focusmap.pictures import Picture, next_picture, number_waiting, setup_of
from focusmap.sentences import FEW, Catalogue
from focusmap.service import Service
from focusmap.themes import load_stop_words, load_themes

# Dots on a small map, against those on the large one: they are to be seen from eight metres too.
LARGER = 1.5


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of the room: where its answers lie, and what they speak of.

    `key` is the group's id, or nothing for the others. `drawn` are its dots, moved apart so that
    each can be counted, without the words behind them; hollow ones are `weak`.
    """

    key: str
    name: str
    people: int
    answers: int
    drawn: tuple[Spot, ...]
    weak: tuple[bool, ...]
    middle: Middle | None
    leaning: Leaning
    language: Language

    @property
    def placed(self) -> int:
        """How many of its answers have a place on the map."""
        return len(self.drawn)

    @property
    def beside(self) -> int:
        """How many of its answers have none."""
        return self.answers - self.placed

    def headline(self, speak: Catalogue, view: MapView = "words") -> str:
        """Return where the part looks, in one sentence."""
        words = MEANT if view == "meaning" else SAID
        return headline(self.leaning, words, speak.gettext)


@dataclass(frozen=True, slots=True)
class ByGroup:
    """All parts side by side; none when no two may be shown apart.

    `spacing` is the same for all, so that a dot is as large in each. `waiting` is how many people
    wrote or changed something that is not in these pictures yet.
    """

    view: MapView
    panels: tuple[Panel, ...]
    spacing: float
    looks: tuple[Look, ...]
    minimum: int
    waiting: int = 0

    def sentence(self, workshop: Workshop, speak: Catalogue) -> str:
        """Return how the parts lie to each other."""
        cases = load_cases(workshop.language)
        return groups_sentence(cases, self.looks, self.minimum, speak.gettext)


Key = tuple[str, str]


class GroupPictures:
    """Keeps the pictures that are held, and what was worked out of them.

    They are held in memory: a server that starts anew, or groups and a minimum that are set
    otherwise, begin with a new picture.
    """

    def __init__(self, service: Service) -> None:
        self._service = service
        self._held: OrderedDict[Key, tuple[object, Picture]] = OrderedDict()
        self._made: OrderedDict[tuple[str, str, MapView], tuple[Picture, ByGroup]] = OrderedDict()
        self._waiting: OrderedDict[Key, tuple[int, int]] = OrderedDict()
        self._working = threading.Lock()

    def of(self, workshop: Workshop, step: str, view: MapView, speak: Catalogue) -> ByGroup:
        """Return a step's revealed answers by group; nothing until it is revealed.

        `workshop` must be fresh. The view "both" is that of the words: two dots an answer are too
        many for a small map.
        """
        view = "meaning" if view == "meaning" else "words"
        with self._working:
            picture, waiting = self._picture(workshop, step)
            made = self._panels(workshop, step, view, picture, speak)
        return ByGroup(view, made.panels, made.spacing, made.looks, workshop.minimum, waiting)

    def _picture(self, workshop: Workshop, step: str) -> tuple[Picture, int]:
        if workshop.state(step) is not StepState.REVEALED:
            # Hidden again, the picture waits for when it is shown again.
            return Picture(), 0
        key = (workshop.id, step)
        setup = setup_of(workshop)
        known, held = self._held.get(key, (None, Picture()))
        seen, waiting = self._waiting.get(key, (-1, 0))
        if known == setup and seen == workshop.version:
            return held, waiting
        answers = [a for a in self._service.shown_answers(workshop, step) if a.question.is_read]
        if not answers:
            return Picture(), 0
        chosen = self._service.groups.chosen(workshop)
        before = held if known == setup else Picture()
        picture = next_picture(before, workshop, chosen, answers)
        waiting = number_waiting(picture, answers)
        self._held[key] = (setup, picture)
        self._waiting[key] = (workshop.version, waiting)
        use(self._held, key)
        use(self._waiting, key)
        return picture, waiting

    def _panels(
        self, workshop: Workshop, step: str, view: MapView, picture: Picture, speak: Catalogue
    ) -> ByGroup:
        key = (workshop.id, step, view)
        kept = self._made.get(key)
        if kept and kept[0] == picture:
            return kept[1]
        made = make_by_group(workshop, picture, view, speak)
        self._made[key] = (picture, made)
        use(self._made, key)
        return made


def make_by_group(workshop: Workshop, picture: Picture, view: MapView, speak: Catalogue) -> ByGroup:
    """Return a picture's parts as panels with the same axes and dots of the same size."""
    most = max((len(_placed(answers, view)) for _, answers in picture.parts), default=0)
    spacing = dot_spacing(most) * LARGER
    panels = tuple(
        _panel(workshop, part, answers, view, spacing, speak) for part, answers in picture.parts
    )
    looks = tuple(
        _look(panel, answers, _rest(picture, part), view)
        for panel, (part, answers) in zip(panels, picture.parts, strict=True)
    )
    return ByGroup(view, panels, spacing, looks, workshop.minimum)


def _panel(
    workshop: Workshop,
    part: Part,
    answers: Sequence[ReadAnswer],
    view: MapView,
    spacing: float,
    speak: Catalogue,
) -> Panel:
    # Sorted by place, the dots do not tell which answer, or whose, each is.
    placed = sorted(
        (p.x, p.y, p.source == "words" and a.reading.is_weak) for a, p in _placed(answers, view)
    )
    places = [(x, y) for x, y, _ in placed]
    drawn = spread_out(places, spacing)
    return Panel(
        key=part.key,
        name=part.name(speak.gettext),
        people=len(part.people),
        answers=len(answers),
        drawn=drawn,
        weak=tuple(is_weak for _, _, is_weak in placed),
        middle=find_middle(places, drawn) if len(places) >= FEW else None,
        leaning=find_leaning(per_person(placed_by_people(answers, view))),
        language=find_language(
            answers, load_themes(workshop.language), load_stop_words(workshop.language)
        ),
    )


def _placed(answers: Iterable[ReadAnswer], view: MapView) -> list[tuple[ReadAnswer, Placement]]:
    places = ((a, a.meaning if view == "meaning" else a.words) for a in answers)
    return [(a, p) for a, p in places if p]


def _rest(picture: Picture, part: Part) -> list[ReadAnswer]:
    return [a for other, answers in picture.parts if other is not part for a in answers]


def _look(
    panel: Panel, answers: Sequence[ReadAnswer], rest: Sequence[ReadAnswer], view: MapView
) -> Look:
    """Return where a part looks beside the rest: apart only where chance would hardly do it."""
    compared = compare("measured", side_of_people(rest, view), side_of_people(answers, view))
    axes = [axis for axis in (compared.focus, compared.orientation) if axis and axis.is_sure]
    return Look(
        name=panel.name,
        ways=compared.directions,
        far=sum(abs(axis.difference) for axis in axes),
        is_few=compared.focus is None,
        is_split=panel.leaning.is_split,
    )


def waiting_sentence(by_group: ByGroup, speak: Catalogue) -> str:
    """Return how many people are not in the pictures yet, and when they come in; or nothing."""
    if not by_group.waiting:
        return ""
    return speak.ngettext(
        "What {n} person wrote or changed since is not in these pictures yet: it comes in together "
        "with that of others.",
        "What {n} people wrote or changed since is not in these pictures yet: it comes in together "
        "with that of others.",
        by_group.waiting,
    ).format(n=by_group.waiting)


def basis_of(panel: Panel, speak: Catalogue) -> str:
    """Return how many people and answers a panel rests on."""
    return speak.gettext("{people}, {answers}").format(
        people=speak.ngettext("{n} person", "{n} people", panel.people).format(n=panel.people),
        answers=speak.ngettext("{n} answer", "{n} answers", panel.answers).format(n=panel.answers),
    )


def panel_in_words(panel: Panel, speak: Catalogue, view: MapView = "words") -> str:
    """Return one small map in words, for those who do not see it."""
    gettext = speak.gettext
    beside = gettext("{placed} on the map, {beside} beside it.").format(
        placed=panel.placed, beside=panel.beside
    )
    parts = [f"{panel.name}: {basis_of(panel, speak)}.", beside, panel.headline(speak, view)]
    return " ".join(parts)
