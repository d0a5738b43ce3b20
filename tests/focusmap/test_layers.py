"""The layers of the map: only what is revealed, with its numbers, apart on one map."""

from __future__ import annotations

import json
import math
from itertools import combinations

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.cloud import Cloud
from focusmap.layers import LAYERS, STEPS, LayerName, MapPart, questions_of
from focusmap.map import Layer
from focusmap.model import Workshop
from tests.rooms import room

ALL = LAYERS
HIDDEN: dict[LayerName, str] = {name: step for name, step in STEPS.items() if name != "wanted"}


@pytest.fixture
def full(focus_map: FocusMap) -> Workshop:
    """A workshop of twelve people with all steps revealed."""
    return focus_map.service.bring_in(json.dumps(room(12)), "room.json")[0]


def fresh(focus_map: FocusMap, workshop: Workshop) -> Workshop:
    return focus_map.service.workshop_by_id(workshop.id)


def dots(part: MapPart) -> list[tuple[float, float]]:
    if isinstance(part.drawn, Cloud):
        return list(part.drawn.drawn)
    return [(d.px, d.py) for d in part.drawn.dots]


def test_each_layer_says_how_much_was_given_by_how_many_and_what_has_a_place(
    focus_map: FocusMap, full: Workshop
) -> None:
    parts = {p.name: p.figures for p in focus_map.layering.of(full, ALL)}
    assert list(parts) == list(ALL)
    given = {name: (f.given, f.people, f.placed + f.unplaced) for name, f in parts.items()}
    assert given == {
        "said": (24, 12, 24),
        "measured": (24, 12, 24),
        "documents": (12, 0, 12),
        "guess": (12, 12, 12),
        "wanted": (12, 12, 12),
    }
    assert all(parts[name].middle for name in ALL)


def test_no_dot_of_one_layer_hides_one_of_another(focus_map: FocusMap, full: Workshop) -> None:
    parts = focus_map.layering.of(full, ALL)
    drawn = [dot for part in parts for dot in dots(part)]
    spacing = {p.drawn.spacing for p in parts}
    assert len(spacing) == 1
    least = spacing.pop() * 0.99
    assert all(math.dist(a, b) >= least for a, b in combinations(drawn, 2))


@pytest.mark.parametrize("name", HIDDEN)
def test_what_is_not_revealed_is_no_layer(
    focus_map: FocusMap, full: Workshop, name: LayerName
) -> None:
    assert name in focus_map.layering.there(full)
    focus_map.service.close_step(full.id, HIDDEN[name])
    now = fresh(focus_map, full)
    assert name not in focus_map.layering.there(now)
    assert name not in {p.name for p in focus_map.layering.of(now, ALL)}


def test_without_documents_there_is_no_layer_of_them(focus_map: FocusMap, full: Workshop) -> None:
    for document in focus_map.service.documents(full):
        focus_map.service.delete_document(full.id, document.id)
    assert "documents" not in focus_map.layering.there(fresh(focus_map, full))


def test_questions_choose_among_the_answers_of_their_layer_only(
    focus_map: FocusMap, full: Workshop
) -> None:
    work = questions_of(full, "said")[0]
    parts = focus_map.layering.of(full, ("said", "measured"), questions=frozenset({work.id}))
    said, measured = parts
    assert {a.question.id for a in said.answers} == {work.id}
    assert (said.figures.given, measured.figures.given) == (12, 24)


def test_questions_are_those_that_are_read(full: Workshop) -> None:
    assert [q.name for q in questions_of(full, "said")] == ["work", "success"]
    assert questions_of(full, "guess") == questions_of(full, "documents") == ()


def test_a_hidden_answer_is_in_no_layer(focus_map: FocusMap, full: Workshop) -> None:
    (said,) = focus_map.layering.of(full, ("said",))
    focus_map.service.hide(full.id, said.answers[0].answer.id)
    (after,) = focus_map.layering.of(fresh(focus_map, full), ("said",))
    assert said.answers[0] not in after.answers
    assert after.figures.given == said.figures.given - 1


def test_the_same_version_is_laid_out_once_and_a_new_one_anew(
    focus_map: FocusMap, full: Workshop
) -> None:
    layering = focus_map.layering
    first = layering.of(full, ALL)
    assert layering.of(full, ALL) is first
    person = focus_map.service.join(full.id, "phone")
    question = questions_of(full, "said")[0]
    focus_map.service.send(full.id, person.id, question.id, "key", "Something else")
    second = {p.name: p for p in layering.of(fresh(focus_map, full), ALL)}
    assert second["said"].figures.given == 25
    # What was there stays where it was; only the new dot is added.
    before = {p.name: p for p in first}
    assert dots(second["guess"]) == dots(before["guess"])
    assert dots(second["said"])[:24] == dots(before["said"])


def test_guesses_lie_beside_words_only_when_they_are_revealed(
    focus_map: FocusMap, full: Workshop
) -> None:
    found = focus_map.layering.against(full)
    assert found.guesses is not None
    assert isinstance(found.words, Layer)
    assert (found.guesses.people, found.people) == (12, 12)
    focus_map.service.close_step(full.id, "curiosity")
    hidden = focus_map.layering.against(fresh(focus_map, full))
    assert (hidden.guesses, hidden.ways) == (None, ())
    assert hidden.facts["guesses"] == "hidden"
