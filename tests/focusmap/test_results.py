"""What came of a step for somebody alone: what the wall says, as far as the viewer may see it."""

from __future__ import annotations

import pytest

from focusmap.model import STEP_IDS, Participant, Workshop
from focusmap.results import (
    Bars,
    Listing,
    Paragraph,
    Picture,
    Quotes,
    Ratings,
    Result,
    Results,
)
from focusmap.service import Service
from focusmap.taps import STATEMENT_IDS

ANSWERED = STEP_IDS[:-1]


@pytest.fixture
def alone(service: Service) -> Workshop:
    """A self-paced workshop."""
    return service.create("Alone", pace="self_paced")[0]


@pytest.fixture
def results(service: Service) -> Results:
    """Makes results."""
    return Results(service)


def answer(service: Service, workshop: Workshop, name: str, step: str) -> Participant:
    person = service.join(workshop.id, name)
    match step:
        case "acknowledge":
            service.choose(workshop.id, person.id, step, "engine_room", chosen=True)
            service.choose(workshop.id, person.id, step, "factory_floor", chosen=True)
        case "curiosity":
            for statement in STATEMENT_IDS:
                service.rate(workshop.id, person.id, step, statement, 5)
            service.put_spot(workshop.id, person.id, step, "guess", (-0.5, -0.5))
        case "identify":
            service.put_spot(workshop.id, person.id, step, "want", (0.5, 0.5))
        case _:
            for question in workshop.questions_of(step):
                words = f"customer {name} for {question.name}" if step == "ask" else f"{name} hours"
                service.send(workshop.id, person.id, question.id, f"{question.id}{name}", words)
    return person


def all_of(service: Service, workshop: Workshop, count: int, *steps: str) -> list[Participant]:
    given = [
        [answer(service, workshop, f"p{n}", s) for s in steps or ANSWERED] for n in range(count)
    ]
    return [made[0] for made in given]


def found(results: Results, service: Service, workshop: Workshop, who: str, step: str) -> Result:
    result = results.of(service.seen_by(workshop.id, who), step)
    assert result is not None
    return result


@pytest.mark.parametrize("step", STEP_IDS)
@pytest.mark.parametrize("count", [0, 1, 3])
def test_with_too_few_there_is_no_result(
    service: Service, alone: Workshop, results: Results, step: str, count: int
) -> None:
    all_of(service, alone, count)
    person = service.join(alone.id, "p0")
    assert results.of(service.seen_by(alone.id, person.id), step) is None
    assert results.of(service.workshop_by_id(alone.id), step) is None


@pytest.mark.parametrize("step", ANSWERED)
@pytest.mark.parametrize("count", [4, 30])
def test_who_answered_gets_a_result_and_nobody_else(
    service: Service, alone: Workshop, results: Results, step: str, count: int
) -> None:
    person = all_of(service, alone, count, step)[0]
    assert found(results, service, alone, person.id, step).headline
    late = service.join(alone.id, "late")
    # What was remembered for one is not given to another.
    assert results.of(service.seen_by(alone.id, late.id), step) is None
    assert found(results, service, alone, person.id, step).step.id == step


def test_acknowledge_says_who_met_what(service: Service, alone: Workshop, results: Results) -> None:
    person = all_of(service, alone, 4, "acknowledge")[0]
    result = found(results, service, alone, person.id, "acknowledge")
    assert result.headline == "All 4 of us live in more than one."
    (bars,) = result.blocks
    assert isinstance(bars, Bars)
    assert [(b.label, b.numbers, b.share) for b in bars.bars] == [
        ("Factory floor", "4 of 4", 1.0),
        ("Delivery window", "0 of 4", 0.0),
        ("Engine room", "4 of 4", 1.0),
        ("Customer outcomes", "0 of 4", 0.0),
    ]


def test_curiosity_has_each_statement_and_the_guesses(
    service: Service, alone: Workshop, results: Results
) -> None:
    person = all_of(service, alone, 5, "curiosity")[0]
    result = found(results, service, alone, person.id, "curiosity")
    rated = [b for b in result.blocks if isinstance(b, Ratings)]
    assert len(rated) == 4
    assert [c.numbers for c in rated[0].columns] == ["0", "0", "0", "0", "5"]
    (picture,) = (b for b in result.blocks if isinstance(b, Picture))
    assert len(picture.layers[0].clear) == 5
    assert "5 guesses" in picture.text


def test_ask_lists_every_answer_once_by_region(
    service: Service, alone: Workshop, results: Results
) -> None:
    person = all_of(service, alone, 4, "ask")[0]
    question = alone.questions_of("ask")[0]
    service.send(alone.id, person.id, question.id, "unplaced", "What?")
    result = found(results, service, alone, person.id, "ask")
    quotes = {b.name: b for b in result.blocks if isinstance(b, Quotes)}
    assert {name: len(q.answers) for name, q in quotes.items() if name != "sight"} == {
        "delivery_window": 8,
        "unplaced": 1,
    }
    (picture,) = (b for b in result.blocks if isinstance(b, Picture))
    assert sum(len(dots.clear) + len(dots.weak) for dots in picture.layers) == 8
    assert result.blocks[0] == Paragraph("", "9 answers from 4 people: 8 on the map, 1 beside it.")


def test_qualify_holds_what_we_say_only_for_who_sees_it(
    service: Service, alone: Workshop, results: Results
) -> None:
    all_of(service, alone, 4, "ask")
    people = all_of(service, alone, 5, "qualify")
    both = found(results, service, alone, people[0].id, "qualify")
    one = found(results, service, alone, people[4].id, "qualify")
    layers = [
        [dots.shape for dots in next(b for b in r.blocks if isinstance(b, Picture)).layers]
        for r in (both, one)
    ]
    assert layers == [["said", "measured"], ["measured"]]
    names = [{b.name for b in r.blocks if isinstance(b, Listing)} for r in (both, one)]
    assert names[0] - names[1] == {"unsaid", "unmeasured"}
    assert "Answer the step Ask" in one.headline


def test_qualify_tells_dots_only_when_enough_gave_theirs(
    service: Service, alone: Workshop, results: Results
) -> None:
    people = all_of(service, alone, 4, "qualify")
    entry = service.ballot(service.seen_by(alone.id, people[0].id))[0].id

    def notes() -> set[str]:
        result = found(results, service, alone, people[0].id, "qualify")
        listed = (b for b in result.blocks if isinstance(b, Listing))
        return {note for b in listed for _, note in b.lines}

    for person in people[:3]:
        service.give_dot(alone.id, person.id, entry)
    assert notes() == {""}
    service.give_dot(alone.id, people[3].id, entry)
    assert notes() == {"4 dots", "0 dots"}


def test_identify_shows_the_statement_once_it_is_opened(
    service: Service, alone: Workshop, results: Results
) -> None:
    person = all_of(service, alone, 4, "identify")[0]
    service.items.add(alone.id, "statement", {"text": "We measure inside.", "made": "phone"})

    def lines() -> list[str]:
        result = found(results, service, alone, person.id, "identify")
        return [text for b in result.blocks if isinstance(b, Listing) for text, _ in b.lines]

    assert lines() == []
    service.set_identify_stage(alone.id, "statement")
    assert lines() == ["We measure inside."]


def test_identify_names_gaps_only_between_what_the_viewer_sees(
    service: Service, alone: Workshop, results: Results
) -> None:
    person = all_of(service, alone, 4, "identify")[0]
    said = [
        b.small
        for b in found(results, service, alone, person.id, "identify").blocks
        if isinstance(b, Paragraph)
    ]
    assert any("Gaps show between steps that you have answered" in text for text in said)
