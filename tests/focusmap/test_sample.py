"""The sample workshop: whole, replaced at each start, and named when its file is wrong."""

import json
from pathlib import Path

import pytest

from focusmap import bootstrap
from focusmap.bootstrap import FocusMap
from focusmap.errors import ContentError
from focusmap.model import STEP_IDS, StepState, Workshop
from focusmap.sample import SAMPLE_CODE, SAMPLE_FILE, load_sample
from focusmap.sentences import FEW
from tests.conftest import Clock

DOCUMENT = json.loads(SAMPLE_FILE.read_text(encoding="utf-8"))
STEP_OF = {q["id"]: q["step"] for q in DOCUMENT["questions"]}


def answers_in(step: str) -> list[str]:
    return [a["text"] for a in DOCUMENT["answers"] if STEP_OF[a["question"]] == step]


def test_the_sample_is_what_its_file_says(focus_map: FocusMap, clock: Clock) -> None:
    load_sample(focus_map.store, clock())
    sample = focus_map.service.workshop(SAMPLE_CODE)
    assert sample.is_sample
    assert sample.title == DOCUMENT["title"]
    assert list(sample.customers) == DOCUMENT["customers"]
    assert sample.state("ask") is StepState.REVEALED
    for step in STEP_IDS:
        shown = focus_map.service.shown_answers(sample, step)
        assert [a.answer.text for a in shown] == answers_in(step)
    taps = focus_map.service.all_taps(sample)
    assert [len(t) for t in (taps.choices, taps.ratings, taps.spots)] == [
        len(DOCUMENT[kind]) for kind in ("choices", "ratings", "spots")
    ]


def test_the_sample_shows_what_words_say_and_what_is_meant(
    focus_map: FocusMap, clock: Clock
) -> None:
    load_sample(focus_map.store, clock())
    shown = focus_map.service.shown_answers(focus_map.service.workshop(SAMPLE_CODE), "ask")
    placed = [a.author for a in shown if a.author]
    assert any(p.confirms for p in placed)
    assert sum(not p.confirms for p in placed) >= FEW
    assert any(a.facilitator for a in shown)
    assert all(abs(p.x) <= 1 and abs(p.y) <= 1 for p in placed)


def test_every_person_of_the_sample_is_counted_once(focus_map: FocusMap, clock: Clock) -> None:
    load_sample(focus_map.store, clock())
    counts = focus_map.service.counts(focus_map.service.workshop(SAMPLE_CODE), "ask")
    assert (counts.joined, counts.answered) == (40, 40)
    assert counts.answers == len(answers_in("ask"))


def test_somebody_answered_every_step_of_the_sample_and_all_of_it_is_shown(
    focus_map: FocusMap, clock: Clock
) -> None:
    load_sample(focus_map.store, clock())
    sample = focus_map.service.workshop(SAMPLE_CODE)
    for step in STEP_IDS[:5]:
        assert sample.state(step) is StepState.REVEALED
        assert focus_map.service.counts(sample, step).answered > FEW, step
    (document,) = focus_map.service.documents(sample)
    assert document.sentences > FEW
    assert sum(e.dots for e in focus_map.service.entries(sample)) == len(DOCUMENT["dots"])


def test_loading_the_sample_again_replaces_it(
    focus_map: FocusMap, workshop: Workshop, clock: Clock
) -> None:
    load_sample(focus_map.store, clock())
    first = focus_map.service.all_answers(focus_map.service.workshop(SAMPLE_CODE))
    load_sample(focus_map.store, clock())
    assert focus_map.service.all_answers(focus_map.service.workshop(SAMPLE_CODE)) == first
    assert focus_map.service.workshop_by_id(workshop.id) == workshop


def test_a_start_checks_the_content_purges_and_loads_the_sample(
    focus_map: FocusMap, workshop: Workshop, clock: Clock
) -> None:
    clock.now = workshop.expires_at
    bootstrap.start(focus_map, clock)
    assert focus_map.service.workshop(SAMPLE_CODE).is_sample
    assert focus_map.service.versions([workshop.id]) == {}


WRONG = {
    "no JSON": "{",
    "no object": "[]",
    "another format": json.dumps({**DOCUMENT, "format": "slides"}),
    "no title": json.dumps({k: v for k, v in DOCUMENT.items() if k != "title"}),
    "no answers": json.dumps({k: v for k, v in DOCUMENT.items() if k != "answers"}),
    "unknown state": json.dumps({**DOCUMENT, "steps": {"ask": "ajar"}}),
    "answers as text": json.dumps({**DOCUMENT, "answers": "none"}),
    "placed by nobody": json.dumps(
        {
            **DOCUMENT,
            "answers": [{**DOCUMENT["answers"][0], "placements": {"author": {"x": 1}}}],
        }
    ),
    "tapped what is not offered": json.dumps(
        {**DOCUMENT, "choices": [{**DOCUMENT["choices"][0], "name": "cellar"}]}
    ),
    "tapped without a value": json.dumps(
        {**DOCUMENT, "ratings": [{"participant": "P01", "step": "curiosity", "name": "looking"}]}
    ),
    "unknown question": json.dumps(
        {**DOCUMENT, "answers": [{"participant": "P01", "question": "Q9", "text": "x"}]}
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_is_no_workshop_is_named_and_the_old_sample_stays(
    focus_map: FocusMap, clock: Clock, tmp_path: Path, name: str
) -> None:
    load_sample(focus_map.store, clock())
    before = focus_map.service.workshop(SAMPLE_CODE)
    file = tmp_path / "sample.json"
    file.write_text(WRONG[name], encoding="utf-8")
    with pytest.raises(ContentError, match=r"sample\.json"):
        load_sample(focus_map.store, clock(), file)
    assert focus_map.service.workshop(SAMPLE_CODE) == before


def test_a_missing_file_is_named(focus_map: FocusMap, clock: Clock, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"none\.json: the sample workshop cannot be read"):
        load_sample(focus_map.store, clock(), tmp_path / "none.json")
