"""The step Identify on the phone: the dot where we need to be, by form and by script."""

from __future__ import annotations

import pytest

from focusmap.bootstrap import FocusMap
from focusmap.model import Workshop
from tests.phone.test_phone_routes import JSON, Phone
from tests.phone.test_steps12 import at

SAYS = "You say that we need to be here"


@pytest.fixture
def wanting(focus_map: FocusMap, workshop: Workshop) -> Phone:
    """A phone at the step Identify."""
    return at(focus_map, workshop, "identify")


def test_without_script_two_sliders_put_the_dot_and_a_button_takes_it_off(
    wanting: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    assert "Where do we need to be?" in wanting.html
    wanting.post({"do": "tap:want:=want-x,want-y", "want-x": "60", "want-y": "35"})
    page = wanting.page()
    assert f"{SAYS}: outside, outcomes." in page
    assert 'name="want-x" min="-100" max="100" step="1" value="60"' in page
    (spot,) = focus_map.service.all_taps(workshop).spots
    assert (spot.step, spot.name, spot.x, spot.y) == ("identify", "want", 0.6, 0.35)
    wanting.post({"do": "tap:want:"})
    assert SAYS not in wanting.page()


def test_the_script_gets_the_pad_anew(wanting: Phone) -> None:
    result = wanting.post({"do": "tap:want:-80,0"}, JSON).json()
    assert f"{SAYS}: inside, both outputs and outcomes." in result["parts"]["wanting"]


def test_the_last_dot_counts(wanting: Phone, focus_map: FocusMap, workshop: Workshop) -> None:
    for value in ("10,10", "20,20"):
        wanting.post({"do": f"tap:want:{value}"})
    assert [s.x for s in focus_map.service.all_taps(workshop).spots] == [0.2]


@pytest.mark.parametrize("value", ["101,0", "1", "a,b", ",", "nan,0", "0,-300"])
def test_a_dot_off_the_map_is_refused(wanting: Phone, value: str) -> None:
    assert wanting.post({"do": f"tap:want:{value}"}, JSON).status_code == 422
    assert SAYS not in wanting.page()


def test_the_guess_and_the_dot_are_two_and_neither_stands_in_for_the_other(
    focus_map: FocusMap, workshop: Workshop
) -> None:
    phone = at(focus_map, workshop, "curiosity")
    phone.post({"do": "tap:guess:-50,-50"})
    focus_map.service.open_step(workshop.id, "identify")
    assert SAYS not in phone.page()
    phone.post({"do": "tap:want:50,50"})
    assert {(s.name, s.x) for s in focus_map.service.all_taps(workshop).spots} == {
        ("guess", -0.5),
        ("want", 0.5),
    }


def test_nobody_sees_the_dot_of_somebody_else(
    wanting: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    wanting.post({"do": "tap:want:77,77"})
    for step in (focus_map.service.open_step, focus_map.service.reveal_step):
        step(workshop.id, "identify")
        other = Phone(focus_map, workshop).page()
        assert SAYS not in other
        assert 'value="77"' not in other


def test_a_closed_step_takes_no_dot_and_gives_the_reason(
    wanting: Phone, focus_map: FocusMap, workshop: Workshop
) -> None:
    focus_map.service.close_step(workshop.id, "identify")
    assert "This step takes no answers now." in wanting.page()
    result = wanting.post({"do": "tap:want:1,1"}, JSON)
    assert result.status_code == 422
    assert "takes nothing now" in result.json()["message"]
