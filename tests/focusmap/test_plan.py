"""The plan: what is in it, in which order, what it lacks; and what reaches the screens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import pytest

from focusmap.agreement import Stances
from focusmap.model import Item, Vote, Workshop
from focusmap.plan import (
    PlannedStatement,
    day_in_words,
    day_of,
    make_plan,
    missing_in_words,
    ranked_in_words,
    warnings,
)
from focusmap.planning import plan_shown, whole_plan
from focusmap.service import Service
from focusmap.translate import translations

NOW = datetime(2026, 10, 12)
EN = translations("en")
EXPERIMENT = {
    "when": "When a tenant calls twice",
    "we_will": "we will visit",
    "so_that": "so that the heating works",
    "owner": "Ida",
    "first_step": "Ask Ida",
    "first_step_date": "2026-11-02",
    "know": "Nobody calls a third time",
    "review_date": "2026-12-01",
}
MEASURE = {
    "direction": "more",
    "what": "nights without a call",
    "for_whom": "tenants",
    "situation": "it is cold",
    "owner": "Per",
}


def item(
    name: str, kind: str, fields: Mapping[str, str], state: str = "", hidden: bool = False
) -> Item:
    return Item(name, "act", kind, "", "", 1, fields, NOW, NOW, state, hidden)


def word(text: str, which: str, state: str = "", hidden: bool = False) -> Item:
    return item(f"{which}-{text}", "word", {"word": text, "list": which}, state, hidden)


def votes(name: str, item_id: str, *values: int) -> list[Vote]:
    return [Vote(f"p{n}", item_id, name, value) for n, value in enumerate(values)]


def test_chosen_items_are_the_plan_and_the_others_are_counted() -> None:
    made = [
        item("a", "experiment", EXPERIMENT),
        item("b", "experiment", EXPERIMENT, "chosen"),
        item("c", "experiment", EXPERIMENT, "chosen", hidden=True),
    ]
    plan = make_plan(None, experiments=made)
    assert ([e.id for e in plan.experiments], plan.others) == (["b"], 1)


def test_where_none_is_chosen_all_that_are_not_hidden_are_the_plan() -> None:
    made = [item("a", "measure", MEASURE), item("b", "measure", MEASURE, hidden=True)]
    plan = make_plan(None, measures=made)
    assert ([m.id for m in plan.measures], plan.others) == (["a"], 0)
    assert plan.measures[0].sentence == "More nights without a call for tenants when it is cold."


def test_kept_words_are_listed_once_each_on_their_list() -> None:
    made = [
        word("tenants", "more", "kept"),
        word("Tenants", "more", "kept"),
        word("tickets", "less", "kept"),
        word("synergy", "less"),
        word("rude", "less", "kept", hidden=True),
    ]
    plan = make_plan(None, words=made)
    assert ([w.casefold() for w in plan.more], plan.less) == (["tenants"], ("tickets",))
    assert make_plan(None, words=[word("x", "more"), word("y", "less")]).more == ("x",)


def test_keeping_a_word_of_one_list_leaves_the_other_list_as_it_is() -> None:
    made = [word("x", "more", "kept+counted"), word("y", "more", "counted"), word("z", "less")]
    plan = make_plan(None, words=made)
    assert (plan.more, plan.less) == (("x",), ("z",))


def test_what_the_group_ranked_highest_comes_first() -> None:
    made = [item(name, "experiment", EXPERIMENT) for name in "abc"]
    given_dots = [*votes("dot", "b", 1, 1), *votes("dot", "c", 1)]
    plan = make_plan(None, experiments=made, votes=given_dots)
    assert [e.id for e in plan.experiments] == ["b", "c", "a"]
    assert ranked_in_words(plan.experiments[0], EN) == "2 dots"


def test_a_measure_is_ranked_by_its_opportunity_if_enough_rated_both_sides() -> None:
    made = [item(name, "measure", MEASURE, "rated") for name in "ab"]
    given_votes = [
        *votes("importance", "a", 8, 8, 8),
        *votes("satisfaction", "a", 2, 2, 2, 2),
        *votes("importance", "b", 9, 9, 7, 7),
        *votes("satisfaction", "b", 3, 3, 5, 5),
    ]
    plan = make_plan(None, measures=made, votes=given_votes)
    assert [(m.id, m.ranked.people) for m in plan.measures] == [("b", 4), ("a", 3)]
    assert ranked_in_words(plan.measures[0], EN) == "Opportunity 12.0 of 19, rated by 4."
    assert ranked_in_words(plan.measures[1], EN) == "Rated by 3: too few to say."
    assert ranked_in_words(make_plan(None, measures=made).measures[0], EN) == "Not rated."
    few = make_plan(None, measures=made, votes=given_votes, minimum=5)
    assert [m.ranked.score for m in few.measures] == [None, None]


def test_ratings_that_are_not_shown_yet_are_not_told_nor_ranked() -> None:
    made = [item("a", "measure", MEASURE), item("b", "measure", MEASURE)]
    given_votes = [*votes("importance", "b", 9, 9, 9, 9), *votes("satisfaction", "b", 3, 3, 3, 3)]
    plan = make_plan(None, measures=made, votes=given_votes)
    assert [m.id for m in plan.measures] == ["a", "b"]
    assert {ranked_in_words(m, EN) for m in plan.measures} == {""}


@pytest.mark.parametrize(
    ("left_out", "lacks"),
    [
        ("owner", ["Nobody owns this yet."]),
        ("first_step_date", ["Its first step has no date yet."]),
        ("review_date", ["Its review has no date yet."]),
        ("so_that", []),
    ],
)
def test_what_an_experiment_lacks_is_said_beside_it_and_once_in_sum(
    left_out: str, lacks: list[str]
) -> None:
    bare = {k: v for k, v in EXPERIMENT.items() if k != left_out}
    agreed = PlannedStatement("x", 1, Stances(4), 1)
    plan = make_plan(agreed, experiments=[item("a", "experiment", bare)])
    assert missing_in_words(plan.experiments[0], EN) == lacks
    assert len(warnings(plan, EN)) == bool(lacks)
    if lacks:
        assert warnings(plan, EN)[0].startswith("1 item of the plan has no owner or no date")


def test_two_items_that_lack_something_are_summed() -> None:
    made = [item("a", "experiment", {}), item("b", "experiment", {})]
    plan = make_plan(None, measures=[item("m", "measure", {})], experiments=made)
    assert plan.incomplete == 3
    assert warnings(plan, EN)[0] == "There is no gap statement yet."
    assert "3 items of the plan have no owner or no date" in warnings(plan, EN)[1]


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (PlannedStatement("x", 1), "there was no vote on it yet"),
        (PlannedStatement("x", 2, Stances(9), 1), "was changed after the vote"),
        (PlannedStatement("x", 1, Stances(3), 1), "too few voted to tell"),
        (PlannedStatement("x", 1, Stances(4, 0, 4), 1), "is not agreed."),
        (PlannedStatement("x", 1, Stances(2, 7, 0), 1), ""),
    ],
)
def test_a_statement_that_is_not_agreed_is_warned_of(
    statement: PlannedStatement, says: str
) -> None:
    found = warnings(make_plan(statement), EN)
    assert statement.is_agreed is (not says)
    assert [says in text for text in found] == [True] * bool(says)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-02", date(2026, 11, 2)),
        (" 2026-11-02 ", date(2026, 11, 2)),
        ("", None),
        ("soon", None),
        ("2026-02-30", None),
        ("0026-11-02", None),
        ("9999-12-31", None),
    ],
)
def test_only_a_day_is_a_day(text: str, day: date | None) -> None:
    assert day_of(text) == day


def test_a_day_is_told_with_its_month_written_out() -> None:
    assert day_in_words(date(2026, 3, 2), "en") == "2 March 2026"


# What reaches the screens


def fill(service: Service, workshop: Workshop) -> None:
    service.open_step(workshop.id, "act")
    made = service.items.add(workshop.id, "experiment", EXPERIMENT)
    service.items.add(workshop.id, "measure", MEASURE)
    service.items.add(workshop.id, "word", {"word": "tenants", "list": "more"})
    service.stating.save(workshop.id, "We look inside.", base=0)
    service.set_act_stage(workshop.id, "process")
    service.reveal_step(workshop.id, "act")
    for n in range(5):
        who = service.join(workshop.id, f"p{n}")
        service.items.vote(workshop.id, who.id, made.id, "dot", 1)
    service.set_act_stage(workshop.id, "language")
    service.open_step(workshop.id, "act")


def test_the_screens_get_each_part_with_the_reveal_of_its_step(
    service: Service, workshop: Workshop
) -> None:
    fill(service, workshop)
    assert plan_shown(service, workshop).is_empty
    service.reveal_step(workshop.id, "identify")
    plan = plan_shown(service, service.workshop_by_id(workshop.id))
    assert (plan.statement is not None, plan.experiments) == (True, ())
    service.open_step(workshop.id, "identify")
    service.reveal_step(workshop.id, "act")
    plan = plan_shown(service, service.workshop_by_id(workshop.id))
    assert (plan.statement, len(plan.experiments), plan.more) == (None, 1, ("tenants",))
    assert whole_plan(service, workshop).statement


def test_votes_are_told_at_the_plan_and_not_before(service: Service, workshop: Workshop) -> None:
    fill(service, workshop)
    service.reveal_step(workshop.id, "act")
    service.set_act_stage(workshop.id, "process")
    before = plan_shown(service, service.workshop_by_id(workshop.id))
    service.set_act_stage(workshop.id, "plan")
    after = plan_shown(service, service.workshop_by_id(workshop.id))
    assert [p.experiments[0].ranked.people for p in (before, after)] == [0, 5]
    assert ranked_in_words(before.experiments[0], EN) == ""


def test_the_plan_keeps_the_last_result_of_the_statement(
    service: Service, workshop: Workshop
) -> None:
    fill(service, workshop)
    service.reveal_step(workshop.id, "identify")
    service.set_identify_stage(workshop.id, "vote")
    on = service.stating.rounds(workshop)[-1]
    for n in range(5):
        service.items.vote(workshop.id, service.join(workshop.id, f"p{n}").id, on.id, "stance", 3)
    service.set_identify_stage(workshop.id, "result")
    statement = plan_shown(service, service.workshop_by_id(workshop.id)).statement
    assert statement
    assert (statement.is_agreed, statement.stances, statement.voted) == (True, Stances(5), 1)
    service.stating.save(workshop.id, "Other words.", base=1)
    statement = plan_shown(service, service.workshop_by_id(workshop.id)).statement
    assert statement
    assert not statement.is_agreed
