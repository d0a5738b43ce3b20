"""Each page by AppTest: without a link, with nobody there, with one answer, with five hundred."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from focusmap import bootstrap
from focusmap.bootstrap import FocusMap
from focusmap.codes import role_cookie
from focusmap.fields import Field
from focusmap.model import STEP_IDS, MapView, Placement, Role, Workshop
from focusmap.sample import SAMPLE_CODE, load_sample
from focusmap.steps import load_steps
from ui import guard, placing, state
from ui.guard import Visit

ROOT = Path(__file__).parent.parent.parent
SECONDS = 20
OpenPage = Callable[..., AppTest]


@pytest.fixture
def cookies() -> dict[str, str]:
    return {}


@pytest.fixture
def open_page(
    focus_map: FocusMap, cookies: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> OpenPage:
    """Opens a page as a browser with some cookies would."""
    for module in (bootstrap, guard):
        monkeypatch.setattr(module, "the_focus_map", lambda: focus_map)
    monkeypatch.setattr(state, "cookie", lambda name: cookies.get(name, ""))

    def opened(name: str, code: str = "") -> AppTest:
        page = AppTest.from_file(str(ROOT / "pages" / "shell.py"), default_timeout=SECONDS)
        if code:
            page.query_params["w"] = code
        page.switch_page(f"{name}.py")
        return page.run()

    return opened


@pytest.fixture
def hosted(focus_map: FocusMap, cookies: dict[str, str]) -> Workshop:
    """A workshop that this browser may steer."""
    workshop, secrets = focus_map.service.create("Harbour <b>Housing</b>", customers=["tenants"])
    cookies[role_cookie("facilitator", workshop.code)] = secrets.facilitator
    return workshop


def press(page: AppTest, label: str) -> None:
    next(b for b in page.button if b.label == label).click().run()


def html_of(page: AppTest) -> str:
    values = [str(getattr(e, "value", "")) for e in page.get("html")]
    return "\n".join(v for v in values if not v.startswith("<style"))


def fill(focus_map: FocusMap, workshop: Workshop, count: int) -> None:
    focus_map.service.open_step(workshop.id, "ask")
    questions = workshop.questions_of("ask")
    with (ROOT / "tests" / "data" / "labelled_answers.csv").open(encoding="utf-8") as file:
        rows = [row["text"] for row in csv.DictReader(file)]
    for number in range(count):
        person = focus_map.service.join(workshop.id, f"phone {number // 2}")
        question = questions[number % 2].id
        focus_map.service.send(workshop.id, person.id, question, str(number), rows[number])


def test_home_offers_to_start_open_look_and_join(open_page: OpenPage) -> None:
    page = open_page("home")
    assert not page.exception
    assert [b.label for b in page.button] == ["Start", "Open", "Rehearse with simulated people"]


def test_starting_without_a_title_says_what_to_do(open_page: OpenPage) -> None:
    page = open_page("home")
    page.button[0].click().run()
    assert "needs a title" in page.error[0].value


def test_a_link_that_is_none_is_told(open_page: OpenPage) -> None:
    page = open_page("home")
    page.text_input[2].set_value("https://focus.example/j/HK7M2QWD")
    page.button[1].click().run()
    assert "no link to a workshop" in page.error[0].value


@pytest.mark.parametrize("name", ["setup", *STEP_IDS, "map", "wall"])
def test_without_a_link_a_page_shows_nothing_and_says_what_to_do(
    open_page: OpenPage, focus_map: FocusMap, name: str
) -> None:
    workshop, _ = focus_map.service.create("Secret title")
    for code in ("", workshop.code, "22222222"):
        page = open_page(name, code)
        assert not page.exception
        assert page.info
        assert "Secret title" not in str(page)


@pytest.mark.parametrize("name", STEP_IDS)
def test_a_step_page_names_its_step_and_brings_the_group(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop, name: str
) -> None:
    page = open_page(name, hosted.code)
    assert not page.exception
    step = load_steps("en")[STEP_IDS.index(name)]
    heading = html_of(page).split("<h1")[1].split("</h1>")[0]
    assert step.name in heading
    assert step.question in heading
    if page.button:
        page.button[0].click().run()
        assert focus_map.service.workshop_by_id(hosted.id).current_step == name


@pytest.mark.parametrize("count", [0, 1, 40, 500])
@pytest.mark.parametrize("name", ["ask", "map", "wall"])
def test_answers_are_shown_after_reveal_only(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop, name: str, count: int
) -> None:
    fill(focus_map, hosted, count)
    if name == "wall":
        focus_map.service.open_step(hosted.id, "ask")
    page = open_page(name, hosted.code)
    assert not page.exception
    assert "fm-quote" not in html_of(page)
    focus_map.service.reveal_step(hosted.id, "ask")
    page = open_page(name, hosted.code)
    assert not page.exception
    assert page.get("vega_lite_chart")
    if count and name != "map":
        assert "fm-quote" in html_of(page)


def test_the_controls_open_reveal_hide_and_close(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    page = open_page("ask", hosted.code)
    seen = []
    for label in ("Open", "Reveal", "Hide again", "Close"):
        next(b for b in page.button if b.label == label).click().run()
        assert not page.exception
        seen.append(focus_map.service.workshop_by_id(hosted.id).state("ask").value)
    assert seen == ["open", "revealed", "open", "closed"]


def test_the_wall_has_no_controls(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    fill(focus_map, hosted, 3)
    for reveal in (False, True):
        if reveal:
            focus_map.service.reveal_step(hosted.id, "ask")
        page = open_page("wall", hosted.code)
        assert not any((page.button, page.text_input, page.selectbox, page.toggle))


def test_a_wall_link_opens_the_wall_and_not_the_facilitators_pages(
    open_page: OpenPage, focus_map: FocusMap, cookies: dict[str, str]
) -> None:
    workshop, secrets = focus_map.service.create("Wall only")
    cookies[role_cookie("wall", workshop.code)] = secrets.wall
    assert not open_page("wall", workshop.code).info
    assert "for the facilitator" in open_page("ask", workshop.code).info[0].value


def test_what_people_type_is_escaped_on_every_page(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    service = focus_map.service
    service.open_step(hosted.id, "ask")
    person = service.join(hosted.id, "phone")
    bad = "<img src=x onerror=alert(1)> patients"
    service.send(hosted.id, person.id, hosted.questions_of("ask")[0].id, "k", bad)
    service.reveal_step(hosted.id, "ask")
    for name in ("ask", "wall", "setup"):
        html = html_of(open_page(name, hosted.code))
        assert "<img src=x" not in html
        assert "<b>Housing" not in html


def test_the_setup_page_shows_the_secret_only_when_asked(
    open_page: OpenPage, cookies: dict[str, str], hosted: Workshop
) -> None:
    page = open_page("setup", hosted.code)
    secret = cookies[role_cookie("facilitator", hosted.code)]
    assert not page.code
    page.toggle[0].set_value(True).run()
    assert secret in page.code[0].value


def test_the_sample_is_looked_at_by_everybody_and_changed_by_nobody(
    open_page: OpenPage, focus_map: FocusMap, clock: Callable[[], object]
) -> None:
    load_sample(focus_map.store, clock())  # type: ignore[arg-type]
    for name in ("setup", *STEP_IDS, "map", "wall"):
        page = open_page(name, SAMPLE_CODE)
        assert not page.exception
        assert not page.button


def test_the_navigation_keeps_the_workshop(open_page: OpenPage, hosted: Workshop) -> None:
    page = open_page("ask", hosted.code)
    # Streamlit's own navigation drops the query parameters.
    page.query_params.clear()
    page.switch_page("map.py").run()
    assert page.query_params["w"] == hosted.code
    assert not page.info or "not revealed" in page.info[0].value


def test_the_words_of_a_group_are_edited_on_the_setup_page(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    fill(focus_map, hosted, 4)
    page = open_page("setup", hosted.code)
    page.text_input(key=f"own-word-{hosted.code}").set_value("<i>tenant</i>")
    press(page, "Add")
    assert not page.exception
    now = focus_map.service.workshop_by_id(hosted.id)
    assert [w.term for w in now.words] == ["<i>tenant</i>"]
    assert "&lt;i&gt;tenant" in html_of(page)
    assert "<i>" not in html_of(page)
    assert "now counts as" in page.success[0].value
    assert page.text_input(key=f"own-word-{hosted.code}").value == ""
    page.multiselect[0].set_value(["<i>tenant</i>"])
    press(page, "Remove")
    assert focus_map.service.workshop_by_id(hosted.id).words == ()


def test_a_conflict_with_the_lexicon_is_said_on_the_setup_page(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    focus_map.service.add_word(hosted.id, "patient", "colleague")
    html = html_of(open_page("setup", hosted.code))
    assert "patient: the lexicon reads it as people outside; here it counts as colleague" in html


def test_a_word_that_is_refused_stays_in_its_field(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    page = open_page("setup", hosted.code)
    page.text_input(key=f"own-word-{hosted.code}").set_value("tenants")
    press(page, "Add")
    assert "Take it out of the other list first" in page.error[0].value.replace("\\", "")
    assert page.text_input(key=f"own-word-{hosted.code}").value == "tenants"
    assert focus_map.service.workshop_by_id(hosted.id).words == ()


def test_what_customers_are_called_is_edited_on_the_setup_page(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    page = open_page("setup", hosted.code)
    field = next(f for f in page.text_input if "people you are there for" in f.label)
    assert field.value == "tenants"
    field.set_value("member, guest")
    press(page, "Save")
    assert focus_map.service.workshop_by_id(hosted.id).customers == ("member", "guest")
    assert "member" in html_of(page)


def test_a_wall_link_for_another_computer_is_made_on_request(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    page = open_page("setup", hosted.code)
    press(page, "Make a new wall link for another computer")
    link = page.code[0].value
    assert focus_map.service.role(hosted, wall=link.rsplit("/", 1)[1]) == "wall"


def one_answer(focus_map: FocusMap, workshop: Workshop, text: str = "We ship invoices") -> str:
    service = focus_map.service
    service.reveal_step(workshop.id, "ask")
    person = service.join(workshop.id, "phone")
    question = workshop.questions_of("ask")[0].id
    return service.send(workshop.id, person.id, question, "key", text).id


@pytest.mark.parametrize("name", ["ask", "map"])
def test_a_page_looks_first_and_then_the_wall_follows(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop, name: str
) -> None:
    one_answer(focus_map, hosted)
    page = open_page(name, hosted.code)
    assert "Show this on the wall" not in [b.label for b in page.button]
    page.radio[0].set_value("both").run()
    assert not page.exception
    assert focus_map.service.workshop_by_id(hosted.id).map_view == "words"
    next(b for b in page.button if b.label == "Show this on the wall").click().run()
    assert not page.exception
    assert focus_map.service.workshop_by_id(hosted.id).map_view == "both"
    assert not page.error


@pytest.mark.parametrize("view", ["words", "meaning", "both"])
@pytest.mark.parametrize("name", ["ask", "map", "wall"])
def test_every_page_shows_every_view_and_says_who_meant_it_otherwise(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop, name: str, view: MapView
) -> None:
    service = focus_map.service
    fill(focus_map, hosted, 12)
    for number in range(6):
        person = service.join(hosted.id, f"phone {number}")
        for own in service.own_answers(hosted, person.id):
            service.place(hosted.id, person.id, own.answer.id, Field(1, 1))
    service.reveal_step(hosted.id, "ask")
    service.show_on_the_wall(hosted.id, view)
    page = open_page(name, hosted.code)
    assert not page.exception
    said = "12 of 12 answers were looked at by their authors" in html_of(page)
    assert said == (name != "wall" or view != "words")
    assert ("placed by its author" in html_of(page)) == (view != "words")
    assert ("What we mean" in html_of(page)) == (view == "meaning")


def test_with_nobody_there_every_view_is_drawn(
    open_page: OpenPage, focus_map: FocusMap, hosted: Workshop
) -> None:
    focus_map.service.reveal_step(hosted.id, "ask")
    page = open_page("map", hosted.code)
    for view in ("meaning", "both", "words"):
        page.radio[0].set_value(view).run()
        assert not page.exception
        assert "There is nothing on the map yet." in html_of(page)


def draw_opened(visit: "Visit") -> None:  # noqa: UP037 - its source runs by itself
    from ui.placing import render_placing

    shown = visit.focus_map.service.shown_answers(visit.workshop, "ask")
    render_placing(shown[0], visit)


def opened(focus_map: FocusMap, workshop: Workshop, role: Role) -> AppTest:
    """Return a page that shows how an opened answer is placed."""
    visit = Visit(focus_map, focus_map.service.workshop_by_id(workshop.id), role)
    return AppTest.from_function(draw_opened, default_timeout=SECONDS, args=(visit,)).run()


def test_the_facilitator_places_an_opened_answer_and_takes_it_back(
    focus_map: FocusMap, hosted: Workshop
) -> None:
    one_answer(focus_map, hosted)
    page = opened(focus_map, hosted, "facilitator")
    # The form begins with where the answer is now.
    assert [r.value for r in page.radio] == [-1, -1]
    page.radio[0].set_value(1)
    page.radio[1].set_value(1)
    page.button[0].click().run()
    (stored,) = focus_map.service.all_answers(hosted)
    assert stored.facilitator == Placement(stored.answer.id, 0.625, 0.625, "facilitator")
    page = opened(focus_map, hosted, "facilitator")
    assert "The facilitator placed it: outside, outcomes." in html_of(page)
    next(b for b in page.button if b.label == "Take it back").click().run()
    (stored,) = focus_map.service.all_answers(hosted)
    assert stored.facilitator is None


def test_an_answer_without_a_place_is_placed_only_when_both_are_chosen(
    focus_map: FocusMap, hosted: Workshop
) -> None:
    one_answer(focus_map, hosted, "hm?")
    page = opened(focus_map, hosted, "facilitator")
    assert [r.value for r in page.radio] == [None, None]
    page.radio[0].set_value(1)
    page.button[0].click().run()
    assert focus_map.service.all_answers(hosted)[0].facilitator is None
    page.radio[1].set_value(0)
    page.button[0].click().run()
    assert focus_map.service.all_answers(hosted)[0].facilitator is not None


def test_whoever_is_no_facilitator_sees_who_placed_it_and_places_nothing(
    focus_map: FocusMap, hosted: Workshop
) -> None:
    answer = one_answer(focus_map, hosted)
    focus_map.service.place_for_author(hosted.id, answer, Field(1, 1))
    page = opened(focus_map, hosted, "wall")
    assert "The facilitator placed it: outside, outcomes." in html_of(page)
    assert not page.button
    assert not page.radio


def test_an_answer_that_was_hidden_meanwhile_is_told(focus_map: FocusMap, hosted: Workshop) -> None:
    one_answer(focus_map, hosted)
    errors: list[str] = []
    visit = Visit(focus_map, hosted, "facilitator")
    answer = focus_map.service.shown_answers(hosted, "ask")[0]
    focus_map.service.open_step(hosted.id, "ask")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ui.placing.st.error", errors.append)
        placing._place(visit, answer, Field(1, 1))
    assert errors == ["This answer is not shown any more. Nothing was changed."]
