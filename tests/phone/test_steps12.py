"""The steps Acknowledge and Curiosity on the phone: by form, by script, by oneself alone."""

from __future__ import annotations

import re

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.model import Workshop
from focusmap.taps import REGION_IDS, STATEMENT_IDS
from tests.phone.test_phone_routes import JSON, Phone


def at(focus_map: FocusMap, workshop: Workshop, step: str) -> Phone:
    focus_map.service.open_step(workshop.id, step)
    return Phone(focus_map, workshop)


@pytest.fixture
def met(focus_map: FocusMap, workshop: Workshop) -> Phone:
    """A phone at the step Acknowledge."""
    return at(focus_map, workshop, "acknowledge")


@pytest.fixture
def curious(focus_map: FocusMap, workshop: Workshop) -> Phone:
    """A phone at the step Curiosity."""
    return at(focus_map, workshop, "curiosity")


def values(page: str) -> list[str]:
    """Return what the page's buttons send."""
    return re.findall(r'name="do" value="(tap:[^"]*)"', page)


def pressed(page: str) -> list[str]:
    return re.findall(r'data-tap="([^"]+)" data-value="[^"]*"[^>]*aria-pressed="true"', page)


# Acknowledge


def test_there_are_four_cards_with_the_same_parts(met: Phone) -> None:
    assert values(met.html) == [f"tap:met-{name}:1" for name in REGION_IDS]
    for words in ("Good for", "Stops helping when", "How it sounds", "Met here this month"):
        assert met.html.count(words) == 4
    assert pressed(met.html) == []


def test_a_card_is_tapped_and_tapped_again_without_script(met: Phone) -> None:
    assert met.post({"do": "tap:met-engine_room:1"}).status_code == 303
    met.post({"do": "tap:met-factory_floor:1"})
    assert pressed(met.page()) == ["met-factory_floor", "met-engine_room"]
    # The button now takes back what it gave.
    assert "tap:met-engine_room:0" in values(met.page())
    met.post({"do": "tap:met-engine_room:0"})
    assert pressed(met.page()) == ["met-factory_floor"]


def test_the_script_gets_the_cards_anew(met: Phone) -> None:
    result = met.post({"do": "tap:met-engine_room:1"}, JSON).json()
    assert pressed(result["parts"]["regions"]) == ["met-engine_room"]


def test_one_example_in_words_is_neither_read_nor_placed(
    met: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    (question,) = focus_map.service.workshop_by_id(workshop.id).questions_of("acknowledge")
    assert f'<label for="new-{question.id}"' in met.html
    sent = met.post(
        {"do": "send", f"new-{question.id}": "The <b>lift</b>", f"key-{question.id}": "k"}, JSON
    )
    own = sent.json()["own"][question.id]
    assert "The &lt;b&gt;lift" in own
    assert "beside the map" not in own
    assert "Where it belongs" not in own
    assert "Edit" in own
    assert "textarea" not in sent.json()["more"][question.id]
    assert "Change it if you like." in met.page()


def test_a_region_that_is_none_is_refused(met: Phone) -> None:
    result = met.post({"do": "tap:met-cellar:1"}, JSON)
    assert result.status_code == 422
    assert "Load the page again" in result.json()["errors"]["tap-met-cellar"]


# Curiosity


def test_each_statement_has_five_named_ratings_and_both_ends(curious: Phone) -> None:
    ratings = [v for v in values(curious.html) if v.startswith("tap:rate")]
    assert ratings == [f"tap:rate-{name}:{n}" for name in STATEMENT_IDS for n in range(1, 6)]
    assert curious.html.count("<legend>") == 5
    assert "1 hardly" in curious.html
    assert "5 a great deal" in curious.html


def test_a_statement_is_rated_and_the_rating_taken_back(curious: Phone) -> None:
    curious.post({"do": "tap:rate-looking:2"})
    curious.post({"do": "tap:rate-looking:4"})
    assert pressed(curious.page()) == ["rate-looking"]
    assert 'id="rate-looking-4" name="do" value="tap:rate-looking:"' in curious.page()
    curious.post({"do": "tap:rate-looking:"})
    assert pressed(curious.page()) == []


def test_without_script_two_sliders_put_the_guess_and_a_button_takes_it_off(
    curious: Phone,
) -> None:
    fields = {"guess-x": "60", "guess-y": "-35"}
    curious.post({"do": "tap:guess:=guess-x,guess-y", **fields})
    page = curious.page()
    assert "Your guess: outside, outputs." in page
    assert 'name="guess-x" min="-100" max="100" step="1" value="60"' in page
    assert 'x="80.0%" y="67.5%"' in page
    curious.post({"do": "tap:guess:"})
    assert "Your guess" not in curious.page()


@pytest.mark.parametrize("value", ["101,0", "1", "a,b", ",", "nan,0", "inf,0", "1e999,1", "0,-300"])
def test_a_guess_off_the_map_is_refused(curious: Phone, value: str) -> None:
    result = curious.post({"do": f"tap:guess:{value}"}, JSON)
    assert result.status_code == 422
    assert "Your guess" not in curious.page()


@pytest.mark.parametrize("value", ["0", "6", "x", "nan"])
def test_a_rating_off_the_scale_is_refused(curious: Phone, value: str) -> None:
    assert curious.post({"do": f"tap:rate-looking:{value}"}, JSON).status_code == 422


def test_the_pads_script_comes_only_with_the_pad(met: Phone, curious: Phone) -> None:
    assert "pad.js" in curious.html
    assert "pad.js" not in met.html


def test_nobody_sees_the_taps_of_somebody_else(
    curious: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    curious.post({"do": "tap:rate-looking:2"})
    curious.post({"do": "tap:guess:10,10"})
    focus_map.service.reveal_step(workshop.id, "curiosity")
    other = Phone(focus_map, workshop).page()
    assert pressed(other) == []
    assert "Your guess" not in other
    assert "Look up" in other


@pytest.mark.parametrize(
    ("step", "tap"),
    [("acknowledge", "tap:met-engine_room:1"), ("curiosity", "tap:rate-looking:2")],
)
def test_a_closed_step_takes_no_taps_and_gives_the_reason(
    focus_map: FocusMap, workshop: Workshop, step: str, tap: str
) -> None:
    phone = at(focus_map, workshop, step)
    focus_map.service.close_step(workshop.id, step)
    page = phone.page()
    assert values(page) == []
    assert "This step takes no answers now." in page
    result = phone.post({"do": tap}, JSON)
    assert result.status_code == 422
    assert "takes nothing now" in result.json()["message"]


def test_a_tap_that_comes_late_is_kept_though_the_group_moved_on(
    met: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    focus_map.service.open_step(workshop.id, "curiosity")
    result = met.post({"do": "tap:met-engine_room:1"}, JSON)
    assert result.status_code == 200
    assert len(focus_map.service.all_taps(workshop).choices) == 1
