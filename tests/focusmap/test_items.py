"""Items: kept once, never overwritten unseen, every version kept, votes that count once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from focusmap import experiments, measures, rewrites
from focusmap.bootstrap import FocusMap
from focusmap.errors import BadAnswer, Conflict, NotFound, ReadOnly, Refused, StepClosed
from focusmap.items import CHOSEN, DOTS_EACH, MOST_BY_ONE_PERSON, MOST_COUNTED, By
from focusmap.model import Item, Participant, Workshop
from focusmap.sample import SAMPLE_CODE, load_sample
from focusmap.service import Service
from tests.conftest import Clock


@pytest.fixture
def acting(service: Service, workshop: Workshop) -> Workshop:
    """A workshop whose steps Identify and Act take answers."""
    for step in ("identify", "act"):
        service.open_step(workshop.id, step)
    return service.workshop_by_id(workshop.id)


@pytest.fixture
def statement(service: Service, acting: Workshop) -> Item:
    """A gap statement by the facilitator."""
    service.set_identify_stage(acting.id, "statement")
    return service.items.add(acting.id, "statement", {"text": "We look inside."})


@pytest.fixture
def measure(service: Service, acting: Workshop) -> Item:
    """A measure that is shown, and may so be rated."""
    made = service.items.add(acting.id, "measure", {"what": "calls"})
    service.reveal_step(acting.id, "act")
    return made


@pytest.fixture
def experiment(service: Service, acting: Workshop, person: Participant) -> Item:
    """An experiment by a participant, to which dots are given."""
    made = service.items.add(acting.id, "experiment", {"we_will": "call"}, By(person.id), key="e")
    service.set_act_stage(acting.id, "process")
    service.reveal_step(acting.id, "act")
    return made


def rewrite(service: Service, workshop: Workshop, person: Participant, key: str = "k") -> Item:
    by = By(person.id)
    return service.items.add(
        workshop.id, "rewrite", {"text": "They walk."}, by, key=key, about="a1"
    )


def test_an_item_comes_back_as_it_was_written(
    service: Service, acting: Workshop, person: Participant
) -> None:
    made = rewrite(service, acting, person)
    assert service.items.all(acting, "rewrite") == (made,)
    assert (made.step, made.about, made.author_id) == ("act", "a1", person.id)
    assert (made.fields, made.version) == ({"text": "They walk."}, 1)


def test_sent_twice_with_one_key_it_is_kept_once(
    service: Service, acting: Workshop, person: Participant
) -> None:
    first = rewrite(service, acting, person)
    assert rewrite(service, acting, person) == first
    assert len(service.items.all(acting, "rewrite")) == 1


def again(service: Service, acting: Workshop, person: Participant, text: str) -> Item:
    """Send a text under the key of the rewrite."""
    by = By(person.id)
    return service.items.add(acting.id, "rewrite", {"text": text}, by, key="k", about="a1")


def test_other_words_under_the_same_key_are_the_next_version(
    service: Service, acting: Workshop, person: Participant
) -> None:
    rewrite(service, acting, person)
    assert again(service, acting, person, "They run.").version == 2
    (kept,) = service.items.all(acting, "rewrite")
    assert kept.fields["text"] == "They run."


def test_a_retry_of_what_the_facilitator_went_on_with_changes_nothing_and_other_words_are_told(
    service: Service, acting: Workshop, person: Participant
) -> None:
    made = rewrite(service, acting, person)
    service.items.change(acting.id, made.id, {"text": "They all walk."}, base=1)
    assert rewrite(service, acting, person).fields["text"] == "They all walk."
    with pytest.raises(Conflict, match="sent before"):
        again(service, acting, person, "They run.")
    assert service.items.item(acting, made.id).version == 2


def test_what_is_chosen_is_changed_and_deleted_by_the_facilitator_alone(
    service: Service, acting: Workshop, person: Participant
) -> None:
    assert experiments.CHOSEN == measures.CHOSEN == rewrites.CHOSEN == CHOSEN
    made, by = rewrite(service, acting, person), By(person.id)
    service.items.set_state(acting.id, made.id, CHOSEN)
    for refused in (
        lambda: service.items.change(acting.id, made.id, {"text": "x"}, by, base=1),
        lambda: service.items.remove(acting.id, made.id, by),
        lambda: again(service, acting, person, "They run."),
    ):
        with pytest.raises(Refused, match="has chosen this"):
            refused()
    assert service.items.all(acting, "rewrite")[0].version == 1
    service.items.change(acting.id, made.id, {"text": "x"}, base=1)
    service.items.remove(acting.id, made.id)
    assert service.items.all(acting, "rewrite") == ()


@pytest.mark.parametrize("is_author", [True, False])
def test_dots_on_words_that_their_author_changes_go_back(
    service: Service, acting: Workshop, person: Participant, experiment: Item, *, is_author: bool
) -> None:
    giver = service.join(acting.id, "another phone")
    service.items.vote(acting.id, giver.id, experiment.id, "dot", 1)
    service.items.change(acting.id, experiment.id, experiment.fields, By(person.id), base=1)
    assert len(service.items.votes(acting, "experiment")) == 1
    by = By(person.id) if is_author else By()
    service.items.change(acting.id, experiment.id, {"we_will": "visit"}, by, base=1)
    assert bool(service.items.votes(acting, "experiment")) is not is_author


def test_dots_are_taken_when_they_are_given_and_not_before_nor_after(
    service: Service, acting: Workshop, person: Participant, experiment: Item
) -> None:
    def give(value: int | None = 1) -> None:
        service.items.vote(acting.id, person.id, experiment.id, "dot", value)

    service.open_step(acting.id, "act")
    with pytest.raises(StepClosed):
        give()
    service.reveal_step(acting.id, "act")
    give()
    for stage in ("language", "measures", "process_dots", "plan"):
        service.set_act_stage(acting.id, stage)
        with pytest.raises(StepClosed, match="not given now"):
            give(None)
    assert len(service.items.votes(acting, "experiment")) == 1


@pytest.mark.parametrize(("kind", "name"), [("measure", "importance"), ("word", "dot")])
def test_what_is_not_shown_is_not_voted_on(
    service: Service, acting: Workshop, person: Participant, kind: str, name: str
) -> None:
    made = service.items.add(acting.id, kind, {"word": "x", "list": "more"})
    with pytest.raises(StepClosed, match="not shown"):
        service.items.vote(acting.id, person.id, made.id, name, 1)
    service.reveal_step(acting.id, "act")
    service.items.vote(acting.id, person.id, made.id, name, 1)


def test_a_late_retry_of_what_was_deleted_stores_nothing(
    service: Service, acting: Workshop, person: Participant
) -> None:
    service.items.remove(acting.id, rewrite(service, acting, person).id, By(person.id))
    with pytest.raises(NotFound):
        rewrite(service, acting, person)
    assert service.items.all(acting, "rewrite") == ()


def test_a_change_is_the_next_version_and_the_old_one_is_kept(
    service: Service, acting: Workshop, statement: Item
) -> None:
    new = service.items.change(acting.id, statement.id, {"text": "We look out."}, base=1)
    assert (new.version, new.fields["text"]) == (2, "We look out.")
    kept = service.items.versions(acting, statement.id)
    assert [v.fields["text"] for v in kept] == ["We look inside.", "We look out."]


def test_the_same_words_again_are_no_version(
    service: Service, acting: Workshop, statement: Item
) -> None:
    assert service.items.change(acting.id, statement.id, statement.fields, base=1).version == 1


def test_who_did_not_see_the_last_version_overwrites_nothing(
    service: Service, acting: Workshop, statement: Item
) -> None:
    service.items.change(acting.id, statement.id, {"text": "theirs"}, base=1)
    with pytest.raises(Conflict):
        service.items.change(acting.id, statement.id, {"text": "mine"}, base=1)
    assert service.items.item(acting, statement.id).fields["text"] == "theirs"


def test_of_many_who_save_at_once_one_is_stored_and_all_others_are_told(
    service: Service, acting: Workshop, statement: Item
) -> None:
    def save(n: int) -> bool:
        try:
            service.items.change(acting.id, statement.id, {"text": f"text {n}"}, base=1)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(20) as pool:
        stored = list(pool.map(save, range(20)))
    assert stored.count(True) == 1
    winner = service.items.item(acting, statement.id)
    assert (winner.version, winner.fields["text"]) == (2, f"text {stored.index(True)}")


def test_everybody_may_change_the_statement_and_only_the_author_a_rewrite(
    service: Service, acting: Workshop, statement: Item, person: Participant
) -> None:
    other = By(service.join(acting.id, "another phone").id)
    service.items.change(acting.id, statement.id, {"text": "ours"}, other, base=1)
    own = rewrite(service, acting, person)
    with pytest.raises(Refused):
        service.items.change(acting.id, own.id, {"text": "x"}, other, base=1)
    with pytest.raises(Refused):
        service.items.remove(acting.id, own.id, other)
    service.items.change(acting.id, own.id, {"text": "by the facilitator"}, base=1)


def test_a_closed_step_takes_nothing_from_phones_and_all_from_the_facilitator(
    service: Service, acting: Workshop, person: Participant, statement: Item
) -> None:
    service.close_step(acting.id, "identify")
    with pytest.raises(StepClosed):
        service.items.change(acting.id, statement.id, {"text": "x"}, By(person.id), base=1)
    with pytest.raises(StepClosed):
        service.items.vote(acting.id, person.id, statement.id, "stance", 3)
    service.items.change(acting.id, statement.id, {"text": "y"}, base=1)


def test_until_the_reveal_and_when_hidden_nobody_is_shown_an_item(
    service: Service, acting: Workshop, person: Participant
) -> None:
    made = rewrite(service, acting, person)
    assert service.items.shown(acting, "rewrite") == ()
    service.reveal_step(acting.id, "act")
    assert service.items.shown(acting, "rewrite") == (made,)
    service.items.set_hidden(acting.id, made.id, hidden=True)
    assert service.items.shown(acting, "rewrite") == ()
    assert service.items.own(acting, "rewrite", person.id)[0].hidden


def test_one_person_has_room_for_some_and_no_more(
    service: Service, acting: Workshop, person: Participant
) -> None:
    for n in range(MOST_BY_ONE_PERSON):
        rewrite(service, acting, person, f"k{n}")
    with pytest.raises(BadAnswer):
        rewrite(service, acting, person, "one more")


def test_the_sample_takes_no_item(focus_map: FocusMap, clock: Clock) -> None:
    load_sample(focus_map.store, clock())
    sample = focus_map.service.workshop(SAMPLE_CODE)
    with pytest.raises(ReadOnly):
        focus_map.service.items.add(sample.id, "statement", {"text": "x"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("importance", 0),
        ("importance", 11),
        ("satisfaction", 11),
        # What other kinds are asked.
        ("stance", 1),
        ("pick", 1),
        ("dot", 1),
        ("unknown", 1),
        ("unknown", None),
    ],
)
def test_a_vote_that_is_not_offered_is_refused(
    service: Service,
    acting: Workshop,
    measure: Item,
    person: Participant,
    name: str,
    value: int | None,
) -> None:
    with pytest.raises(BadAnswer):
        service.items.vote(acting.id, person.id, measure.id, name, value)
    assert service.items.votes(acting, "measure") == ()


def test_the_last_vote_counts_and_can_be_taken_back(
    service: Service, acting: Workshop, measure: Item, person: Participant
) -> None:
    for value in (3, 1, 2):
        service.items.vote(acting.id, person.id, measure.id, "importance", value)
    assert [v.value for v in service.items.votes(acting, "measure")] == [2]
    service.items.vote(acting.id, person.id, measure.id, "importance", None)
    assert service.items.own_votes(acting, person.id) == ()


def test_votes_go_with_their_item(
    service: Service, acting: Workshop, measure: Item, person: Participant
) -> None:
    service.items.vote(acting.id, person.id, measure.id, "importance", 3)
    service.items.remove(acting.id, measure.id)
    assert service.items.votes(acting, "measure") == ()
    with pytest.raises(NotFound):
        service.items.vote(acting.id, person.id, measure.id, "importance", 3)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(taps=st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=12))
def test_nobody_ever_has_more_than_three_dots_of_a_kind(
    service: Service, acting: Workshop, taps: list[tuple[int, bool]]
) -> None:
    who = service.join(acting.id, f"phone {len(taps)} {hash(tuple(taps))}")
    there = [
        service.items.add(acting.id, "experiment", {"when": str(n)}, key=f"e{n}") for n in range(5)
    ]
    service.set_act_stage(acting.id, "process")
    service.reveal_step(acting.id, "act")
    given_dots: set[int] = set()
    for n, gives in taps:
        try:
            service.items.vote(acting.id, who.id, there[n].id, "dot", 1 if gives else None)
        except BadAnswer:
            assert gives
            assert len(given_dots) == DOTS_EACH
            continue
        given_dots = given_dots | {n} if gives else given_dots - {n}
    own = {v.item_id for v in service.items.own_votes(acting, who.id)}
    assert own == {there[n].id for n in given_dots}
    assert len(own) <= DOTS_EACH


def test_a_hidden_item_frees_its_dot(
    service: Service, acting: Workshop, person: Participant
) -> None:
    made = [service.items.add(acting.id, "experiment", {"when": str(n)}) for n in range(4)]
    service.set_act_stage(acting.id, "process")
    service.reveal_step(acting.id, "act")
    for item in made[:3]:
        service.items.vote(acting.id, person.id, item.id, "dot", 1)
    with pytest.raises(BadAnswer):
        service.items.vote(acting.id, person.id, made[3].id, "dot", 1)
    service.items.set_hidden(acting.id, made[0].id, hidden=True)
    service.items.vote(acting.id, person.id, made[3].id, "dot", 1)


def test_whoever_comes_back_keeps_items_and_votes_of_both_devices(
    service: Service, acting: Workshop, person: Participant, measure: Item
) -> None:
    second = service.join(acting.id, "second phone")
    own = rewrite(service, acting, second)
    service.items.vote(acting.id, person.id, measure.id, "importance", 1)
    service.items.vote(acting.id, second.id, measure.id, "importance", 3)
    service.come_back(acting.id, person.personal_code, "second phone anew", second.id)
    assert service.items.own(acting, "rewrite", person.id)[0].id == own.id
    votes = service.items.votes(acting, "measure")
    assert [(v.participant_id, v.value) for v in votes] == [(person.id, 3)]


def test_who_wrote_or_voted_has_answered_the_step(
    service: Service, acting: Workshop, person: Participant, measure: Item
) -> None:
    assert service.counts(acting, "act").answered == 0
    service.items.vote(acting.id, person.id, measure.id, "importance", 2)
    assert service.counts(acting, "act").answered == 1
    assert service.counts(acting, "identify").answered == 0
    rewrite(service, acting, service.join(acting.id, "another phone"))
    assert service.counts(acting, "act").answered == 2


def test_the_mark_changes_with_what_phones_have_to_show(
    service: Service, acting: Workshop, person: Participant
) -> None:
    def mark(step: str) -> str:
        service.move_to(acting.id, step)
        return service.items.mark(service.workshop_by_id(acting.id))

    service.set_identify_stage(acting.id, "statement")
    seen = [mark("identify")]
    statement = service.items.add(acting.id, "statement", {"text": "We look inside."})
    seen.append(mark("identify"))
    service.items.change(acting.id, statement.id, {"text": "Ours."}, By(person.id), base=1)
    seen.append(mark("identify"))
    assert len(set(seen)) == 3
    acts = [mark("act")]
    measure = service.items.add(acting.id, "measure", {"what": "nights without heating"})
    acts.append(mark("act"))
    service.items.set_hidden(acting.id, measure.id, hidden=True)
    acts.append(mark("act"))
    service.items.add(acting.id, "experiment", {"when": "x"}, By(person.id))
    acts.append(mark("act"))
    assert len(set(acts)) == 4
    assert mark("identify") == seen[-1]
    assert mark("ask") == ""


def test_of_many_proposals_not_each_one_has_all_phones_look_again(
    service: Service, acting: Workshop
) -> None:
    service.move_to(acting.id, "act")
    workshop = service.workshop_by_id(acting.id)
    marks = set()
    for n in range(2 * MOST_COUNTED):
        who = By(service.join(acting.id, f"phone {n}").id)
        service.items.add(acting.id, "experiment", {"when": str(n)}, who)
        marks.add(service.items.mark(workshop))
    assert len(marks) == MOST_COUNTED + 1
