"""A self-paced workshop on phones: own order, results by the rule, nothing else on any route."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from focusmap.bootstrap import FocusMap
from focusmap.live import room_state
from focusmap.model import STEP_IDS, Workshop
from focusmap.pace import end_of_day
from focusmap.taps import STATEMENT_IDS
from phone.pace import render_result
from phone.rendering import ASSETS
from phone.routes import phone_routes
from tests.conftest import Clock

JSON = {"Accept": "application/json"}
SECRET = "xylophone"
UNTIL = date(2026, 12, 5)
ANSWERED = STEP_IDS[:-1]


class Alone:
    """A phone in a self-paced workshop, without a screen."""

    def __init__(self, focus_map: FocusMap, workshop: Workshop, name: str) -> None:
        app = Starlette(routes=phone_routes(focus_map))
        self.client = TestClient(app, base_url="https://focus.example", follow_redirects=False)
        self.path, self.workshop, self.name = f"/j/{workshop.code}", workshop, name
        self.first = self.get("")

    def get(self, step: str, more: str = "") -> str:
        answer = self.client.get(f"{self.path}/{step}{more}" if step else self.path)
        assert answer.status_code == 200, answer.headers
        return answer.text

    def result(self, step: str) -> str:
        return self.get(step, "/result")

    def post(self, step: str, fields: dict[str, str], headers: dict[str, str] | None = None):  # type: ignore[no-untyped-def]
        token = re.findall(r'name="token" value="(\w+)"', self.first)[0]
        where = f"{self.path}/{step}" if step else self.path
        return self.client.post(where, data={"token": token, **fields}, headers=headers)

    def send(self, step: str, text: str, key: str = ""):  # type: ignore[no-untyped-def]
        question = self.workshop.questions_of(step)[0].id
        fields = {"do": "send", f"new-{question}": text}
        return self.post(step, {**fields, f"key-{question}": key or f"{step}-{self.name}"}, JSON)

    def answer(self, step: str) -> None:
        """Answer a step the shortest way; where that is in words, they tell whose they are."""
        if step == "curiosity":
            self.post(step, {"do": "tap:rate-looking:5"})
        elif step == "identify":
            self.post(step, {"do": "tap:want:40,60"})
        else:
            self.send(step, f"{SECRET} of {self.name}")

    def finish(self, step: str) -> None:
        """Answer all that a step asks."""
        self.answer(step)
        for question in self.workshop.questions_of(step)[1:]:
            fields = {f"new-{question.id}": "We walk", f"key-{question.id}": question.id}
            self.post(step, {"do": "send", **fields}, JSON)
        taps = {"acknowledge": ["met-engine_room:1"], "curiosity": ["guess:40,60"]}
        if step == "curiosity":
            taps[step] += [f"rate-{name}:5" for name in STATEMENT_IDS]
        for tap in taps.get(step, ()):
            self.post(step, {"do": f"tap:{tap}"})


New = Callable[[str], Alone]


@pytest.fixture
def alone(focus_map: FocusMap) -> Workshop:
    """A self-paced workshop that nobody has joined."""
    return focus_map.service.create("Harbour, alone", pace="self_paced", until=UNTIL)[0]


@pytest.fixture
def new(focus_map: FocusMap, alone: Workshop) -> New:
    """Makes phones."""
    return lambda name: Alone(focus_map, alone, name)


# The way


def test_the_first_page_says_what_this_is_and_leads_to_every_step(new: New) -> None:
    page = new("ada").first
    assert "0 of 6 done, about 25 minutes left" in page
    assert "until Saturday, 5 December 2026, end of the day" in page
    for step in STEP_IDS:
        assert f'/{step}">' in page
    assert "Begin with 1 Acknowledge" in page
    assert "/result" not in page
    # One small script, which brings what is new; everything works without it.
    assert re.findall(r"<script[^>]*>", page) == [f'<script src="{ASSETS.url("fresh.js")}" defer>']
    assert "New since" not in page


@pytest.mark.parametrize("step", STEP_IDS)
def test_each_step_is_open_at_once_with_a_way_back_and_on(new: New, step: str) -> None:
    page = new("ada").get(step)
    at = STEP_IDS.index(step)
    assert ('rel="prev"' in page) is (at > 0)
    assert ('rel="next"' in page) is (at < 5)
    for other in STEP_IDS[max(0, at - 1) : at] + STEP_IDS[at + 1 : at + 2]:
        assert f'href="/j/{new("x").workshop.code}/{other}"' in page
    assert "0 of 6 done" in page
    assert "the facilitator shows" not in page
    assert f'data-step="{step}"' in page
    assert ('data-state="closed"' in page) is (step == "act")


@pytest.mark.parametrize("step", ["identify", "act"])
def test_what_is_done_together_is_said_in_one_sentence(new: New, step: str) -> None:
    assert "whoever runs this workshop opens them" in new("ada").get(step)


def test_without_script_one_stays_at_ones_own_step(new: New) -> None:
    ada = new("ada")
    answer = ada.post("curiosity", {"do": "tap:rate-looking:5"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{ada.path}/curiosity")
    assert 'data-step="curiosity"' in ada.get("curiosity")
    assert "0 of 6 done" in ada.get("ask")
    assert '<span class="small">begun</span>' in ada.get("ask")
    assert "Go on with 1 Acknowledge" in ada.get("")


def test_progress_shows_what_is_done(new: New) -> None:
    ada = new("ada")
    ada.finish("acknowledge")
    ada.finish("ask")
    page = ada.get("")
    assert "2 of 6 done" in page
    assert len(re.findall('<li class="done">', page)) == 2
    assert "Go on with 2 Curiosity" in page


def test_a_wrong_personal_code_is_told_on_the_overview(new: New) -> None:
    ada = new("ada")
    answer = ada.post("back", {"personal": "ZZZZZZ"})
    assert answer.status_code == 422
    assert 'class="note error" role="alert">' in answer.text
    assert "All steps" in answer.text
    assert "data-step" not in answer.text


def test_the_bench_for_language_speaks_of_no_facilitator(
    new: New, focus_map: FocusMap, alone: Workshop
) -> None:
    focus_map.service.open_step(alone.id, "act")
    page = new("ada").get("act")
    assert "Whoever runs this workshop picks some of our answers." in page
    assert "Soon the facilitator" not in page


def test_where_nothing_can_be_shown_a_sentence_says_so(new: New, alone: Workshop) -> None:
    page = render_result(alone, "ask", None)
    assert "Results show once 4 people have answered" in page
    people = {"ask": frozenset("abcd")}
    page = render_result(replace(alone, answered=people), "ask", None)
    assert "There is nothing to show here now." in page


def test_after_the_end_no_group_is_offered(
    new: New, focus_map: FocusMap, alone: Workshop, clock: Clock
) -> None:
    focus_map.service.groups.set_up(alone.id, {}, ["Sales", "Support"])
    ada = new("ada")
    assert "Which group are you in?" in ada.get("ask")
    clock.now = end_of_day(UNTIL)
    assert "Which group are you in?" not in ada.get("ask")


def test_steps_that_are_none_lead_back_and_are_no_guess_at_a_code(
    new: New, focus_map: FocusMap, alone: Workshop
) -> None:
    ada = new("ada")
    for path in ("/cellar", "/cellar/result", "/ask/result/more"):
        answer = ada.client.get(ada.path + path)
        assert answer.status_code in (303, 404), path
    focus_map.service.set_pace(alone.id, "live")
    for path in ("/ask", "/ask/result"):
        answer = ada.client.get(ada.path + path)
        assert (answer.status_code, answer.headers["location"]) == (303, ada.path)


def test_a_stranger_joins_at_a_step_and_gets_no_result(new: New) -> None:
    stranger = new("ada")
    stranger.client.cookies.clear()
    answer = stranger.client.get(f"{stranger.path}/ask/result")
    assert (answer.status_code, answer.headers["location"]) == (303, stranger.path)
    assert stranger.client.get(f"{stranger.path}/ask").status_code == 200


def test_what_a_page_posts_beside_its_form_goes_to_the_workshop(new: New) -> None:
    ada = new("ada")
    answer = ada.client.post(f"{ada.path}/act/reading", data={"text": "Words"})
    assert (answer.status_code, answer.headers["location"]) == (307, f"{ada.path}/reading")


# The rule on the wire


def every_page(phone: Alone) -> str:
    """Return all that a phone can get from any route, without writing anything."""
    pages = [phone.get("")]
    for step in STEP_IDS:
        pages += [phone.get(step), phone.result(step)]
        pages += [phone.get(step, f"/result?all={n}") for n in ("examples", "middle", "unplaced")]
        pages.append(phone.post(step, {"do": "tap:nothing:1"}, JSON).text)
    return "\n".join(pages)


def others(page: str, own: str) -> set[str]:
    return set(re.findall(rf"{SECRET}(?:</mark>)? of (\w+)", page)) - {own}


def test_before_enough_have_answered_nothing_of_others_leaves_the_server(new: New) -> None:
    people = [new(name) for name in ("ada", "ben", "cleo")]
    for person in people:
        for step in ANSWERED:
            person.answer(step)
    for person in people:
        assert others(every_page(person), person.name) == set()
        assert "1 more is missing" in person.get("ask")
        for step in ANSWERED:
            assert "Results show once 4 people have answered" in person.result(step)


def test_who_answered_sees_it_all_and_a_latecomer_nothing_until_then(new: New) -> None:
    people = [new(name) for name in ("ada", "ben", "cleo", "dan")]
    for person in people:
        for step in ANSWERED:
            person.answer(step)
    names = {p.name for p in people}
    late = new("late")
    assert others(every_page(late), "late") == set()
    for step in ANSWERED:
        assert "Answer this step, and you see what others said." in late.get(step)
        assert 'class="dotmap"' not in late.result(step)
    for step in ("acknowledge", "ask", "qualify"):
        assert others(people[0].result(step), "") == names
    # Answering one step shows that one, and no other.
    late.answer("ask")
    assert others(late.result("ask"), "late") == names
    for step in ("acknowledge", "qualify"):
        assert others(late.get(step) + late.result(step), "late") == set()
    assert "See what all of us said" in late.get("ask")


def test_taps_of_others_leave_only_by_the_rule(new: New) -> None:
    people = [new(name) for name in ("ada", "ben", "cleo", "dan")]
    for person in people[:3]:
        person.answer("curiosity")
    assert "How many gave" not in people[0].result("curiosity")
    people[3].answer("curiosity")
    assert people[0].result("curiosity").count("How many gave") == 20
    assert "How many gave" not in new("late").result("curiosity")


def test_dots_come_with_the_entries_and_their_result_with_ones_own(new: New) -> None:
    people = [new(name) for name in ("ada", "ben", "cleo", "dan")]
    for person in people:
        person.answer("qualify")
    dots = re.findall(r'value="(tap:dot-\w+:1)"', people[0].get("qualify"))
    assert len(dots) == 4
    assert re.findall(r"tap:dot-", new("late").get("qualify")) == []
    for person in people[:3]:
        person.post("qualify", {"do": dots[0]})
    waits = "The dots show once 4 people have given theirs: 1 more is missing."
    assert waits in people[0].result("qualify")
    assert "Give your dots, and you see" in people[3].result("qualify")
    assert "3 dots" not in people[0].result("qualify")
    people[3].post("qualify", {"do": dots[1]})
    assert "3 dots" in people[0].result("qualify")
    assert "1 dot<" in people[3].result("qualify")


def test_what_is_measured_is_laid_beside_answers_only_for_who_sees_both(new: New) -> None:
    people = [new(name) for name in ("ada", "ben", "cleo", "dan")]
    for person in people:
        person.answer("qualify")
    for person in people:
        person.send("ask", f"We said it for customers, {person.name}")
    both, one = people[0], new("late")
    one.answer("qualify")
    assert 'class="said' in both.result("qualify")
    assert 'class="said' not in one.result("qualify")
    assert "Answer the step Ask to see it beside what we say." in one.result("qualify")


def test_the_answer_to_a_sending_leads_to_the_results(new: New) -> None:
    people = [new(name) for name in ("ada", "ben", "cleo", "dan")]
    told = [p.send("ask", "Words").json()["parts"]["seen"] for p in people]
    assert ["See what all of us said" in html for html in told] == [False, False, False, True]
    assert "1 more is missing" in told[2]
    assert others(json.dumps(told), "") == set()


def test_what_the_stream_tells_is_the_same_for_all_and_says_no_words(
    new: New, focus_map: FocusMap, alone: Workshop
) -> None:
    for name in ("ada", "ben", "cleo"):
        new(name).answer("ask")
    before = room_state(focus_map.service.workshop_by_id(alone.id))
    assert before.steps["ask"] == "open 1"
    assert f'data-room="{before.steps["ask"]}"' in new("late").get("ask")
    new("dan").answer("ask")
    after = room_state(focus_map.service.workshop_by_id(alone.id))
    assert after.steps == {**before.steps, "ask": "revealed"}
    # Who comes late sees nothing, and hears nothing new either.
    assert 'data-room="revealed"' in new("late").get("ask")


@pytest.mark.parametrize("stage", ["statement", "vote", "result"])
def test_the_statement_reaches_nobody_before_their_own_answer(
    new: New, focus_map: FocusMap, alone: Workshop, stage: str
) -> None:
    service = focus_map.service
    service.stating.save(alone.id, f"One of us said: {SECRET}", base=0)
    for at in ("statement", "vote", stage):
        service.stating.go_to(alone.id, at)  # type: ignore[arg-type]
    service.reveal_step(alone.id, "act")
    service.set_act_stage(alone.id, "plan")
    ada = new("ada")
    assert SECRET not in every_page(ada)
    assert SECRET not in ada.client.get(f"{ada.path}/parts").text
    ada.answer("identify")
    assert SECRET in ada.get("identify")
    assert SECRET in ada.get("act")


# The end


def test_after_the_end_nothing_is_taken_no_word_is_lost_and_results_are_shown(
    new: New, clock: Clock
) -> None:
    people = [new(name) for name in ("ada", "ben", "cleo", "dan")]
    for person in people:
        person.answer("ask")
    clock.now = end_of_day(UNTIL)
    refused = people[0].send("ask", "Too late", "late")
    assert refused.status_code == 422
    assert "took answers until 5 December 2026" in refused.json()["message"]
    question = people[0].workshop.questions_of("ask")[0].id
    fields = {"do": "send", f"new-{question}": "Too late", f"key-{question}": "late"}
    assert "Too late" in people[0].post("ask", fields).text
    page = people[0].get("ask")
    assert "It took answers until Saturday, 5 December 2026." in page
    assert "<textarea" not in page
    assert "tap:" not in people[0].get("acknowledge")
    assert others(people[0].result("ask"), "") == {"ada", "ben", "cleo", "dan"}


# Results are light, safe and complete


def test_what_is_typed_is_escaped_on_every_result(new: New) -> None:
    people = [new(name) for name in ("ada", "ben", "cleo", "dan")]
    for person in people:
        for step in ("acknowledge", "ask", "qualify"):
            person.send(step, f"<script>alert({person.name})</script>")
    for step in ("acknowledge", "ask", "qualify"):
        page = people[0].result(step)
        assert "<script" not in page
        assert "&lt;script" in page


def test_a_long_list_is_cut_and_can_be_read_whole(
    new: New, focus_map: FocusMap, alone: Workshop
) -> None:
    ada = new("ada")
    ada.answer("ask")
    question = alone.questions_of("ask")[1]
    for n in range(50):
        focus_map.service.type_for_the_room(alone.id, question.id, f"k{n}", f"Our ship number {n}")
    page = ada.result("ask")
    assert "Read all 51: Factory floor" in page
    assert page.count("Our ship number") < 12
    first = ada.get("ask", "/result?all=factory_floor")
    second = ada.get("ask", "/result?all=factory_floor&page=2")
    found = [set(re.findall(r"ship number (\d+)", p)) for p in (first, second)]
    assert len(found[0] | found[1]) == 50
    assert not found[0] & found[1]
    for odd in ("0", "-1", "9999999999", "x", "99"):
        assert "ship number" in ada.get("ask", f"/result?all=factory_floor&page={odd}")


def test_every_page_is_light(new: New, focus_map: FocusMap, alone: Workshop) -> None:
    ada = new("ada")
    for step in ANSWERED:
        ada.answer(step)
    for step in ("acknowledge", "ask", "qualify"):
        for question in alone.questions_of(step):
            lines = "\n".join(f"Customers {n} answer to {question.name} here" for n in range(100))
            focus_map.service.type_for_the_room(alone.id, question.id, f"k{question.id}", lines)
    for step in STEP_IDS:
        for page in (ada.get(step), ada.result(step)):
            assert len(gzip.compress(page.encode())) < 15_000


# Coming back


def news(page: str) -> list[tuple[str, str, str]]:
    """Return what is new by the first page: where it leads, the step, what is said."""
    found = re.findall(r'<li><a class="step" href="([^"]+)">(.*?)</a> <span>(.*?)</span>', page)
    return [(where, step, says) for where, step, says in found]


def test_who_comes_back_is_told_what_is_new_until_they_looked(new: New) -> None:
    people = [new(name) for name in ("ada", "ben", "cleo", "dan")]
    ada = people[0]
    for person in people:
        person.answer("ask")
    assert news(ada.get("")) == [(f"{ada.path}/ask/result", "3 Ask", "results")]
    ada.result("ask")
    assert news(ada.get("")) == []
    for name in ("eve", "fay"):
        new(name).answer("ask")
    told = "2 more people have answered"
    assert news(ada.get("")) == [(f"{ada.path}/ask/result", "3 Ask", told)]
    ada.result("ask")
    assert news(ada.get("")) == []
    # Whoever has not answered sees no results, and hears of none.
    assert news(new("late").get("")) == []


def test_what_the_group_opens_together_is_new_until_one_went_there(
    new: New, focus_map: FocusMap, alone: Workshop
) -> None:
    ada = new("ada")
    focus_map.service.open_step(alone.id, "act")
    told = "the group goes on here together"
    assert news(ada.get("")) == [(f"{ada.path}/act", "6 Act", told)]
    ada.get("act")
    assert news(ada.get("")) == []
    focus_map.service.set_act_stage(alone.id, "measures")
    assert news(ada.get("")) == [(f"{ada.path}/act", "6 Act", told)]


@pytest.mark.parametrize("kept", ["", "ask", "ask.x_act-at.9999999", "ask.\u00b9", "_" * 5000])
def test_a_cookie_of_any_content_does_no_harm(new: New, kept: str) -> None:
    ada = new("ada")
    name = f"fm_looked_{ada.workshop.code}"
    header = {"Cookie": f"{name}={kept}".encode()}
    assert ada.client.get(ada.path, headers=header).status_code == 200  # type: ignore[arg-type]


def test_who_has_done_all_alone_is_told_what_comes_next(
    new: New, focus_map: FocusMap, alone: Workshop
) -> None:
    ada = new("ada")
    for step in ANSWERED:
        ada.finish(step)
    page = ada.get("")
    assert "You have done all that one does alone." in page
    assert "Go on with" not in page
    focus_map.service.open_step(alone.id, "act")
    assert "Go on with 6 Act" in ada.get("")


def test_the_plan_is_shown_when_the_room_sees_it_and_stays_after_the_end(
    new: New, focus_map: FocusMap, alone: Workshop, clock: Clock
) -> None:
    service, ada = focus_map.service, new("ada")
    service.items.add(alone.id, "experiment", {"we_will": f"We will call {SECRET}"})
    for stage in ("process", "plan"):
        service.set_act_stage(alone.id, stage)
        for page in (ada.get(""), ada.get("act"), ada.result("act")):
            assert SECRET not in page
    service.reveal_step(alone.id, "act")
    assert f'href="{ada.path}/act/result">See our plan' in ada.get("")
    assert SECRET in ada.result("act")
    clock.now = end_of_day(UNTIL)
    assert "See our plan" in ada.get("")
    assert SECRET in ada.result("act")
    service.close_step(alone.id, "act")
    assert SECRET not in ada.result("act")


# What the script puts in place


def test_the_parts_of_ones_own_step_say_how_far_one_is(new: New) -> None:
    ada = new("ada")
    ada.get("curiosity")
    answer = ada.client.get(f"{ada.path}/curiosity/parts")
    parts = answer.json()["parts"]
    assert parts["progress"] == "0 of 6 done, about 25 minutes left"
    assert {"statements", "seen", "way"} <= parts.keys()
    ada.finish("acknowledge")
    told = ada.post("curiosity", {"do": "tap:rate-looking:5"}, JSON).json()["parts"]
    assert told["progress"].startswith("1 of 6 done")
    assert '<li class="done">' in told["way"]
