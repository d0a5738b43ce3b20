"""Guesses as a layer of the map: apart from each other, in no order, with their middle."""

import pytest

from focusmap.cloud import Cloud, cloud_in_words, cloud_regions, guess_sentence, make_cloud
from focusmap.model import PutSpot
from focusmap.translate import translations

EN = translations("en")


def cloud(*spots: tuple[float, float]) -> Cloud:
    return make_cloud(
        "guess", [PutSpot(f"p{n}", "curiosity", "guess", *s) for n, s in enumerate(spots)]
    )


@pytest.mark.parametrize(
    ("spots", "says"),
    [
        ([], "Nobody has guessed yet."),
        ([(1, 1)] * 3, "Too few guesses to say where most of us look."),
        ([(-0.5, -0.5)] * 4, "We guess that most of us look inside, at outputs."),
        ([(0.5, 0)] * 4, "We guess that most of us look outside, at both outputs and outcomes."),
        ([(0, 0)] * 4, "We guess that we look both ways: no side is clearly the larger."),
        (
            [(-0.5, -0.5)] * 3 + [(0.5, 0.5)] * 2,
            "Our guesses are in two camps: factory floor and customer outcomes.",
        ),
    ],
)
def test_what_the_guesses_say(spots: list[tuple[float, float]], says: str) -> None:
    assert guess_sentence(cloud(*spots), EN.gettext) == says


def test_alike_guesses_are_drawn_apart_and_counted() -> None:
    made = cloud(*[(0.2, 0.3)] * 20)
    assert made.people == len(set(made.drawn)) == 20
    assert made.middle is not None
    assert (made.middle.x, made.middle.y) == (0.2, 0.3)


def test_the_order_tells_nothing_about_who_or_when() -> None:
    spots = [(0.1, 0.2), (-0.4, 0.9), (0.7, -0.1)]
    assert cloud(*spots) == cloud(*reversed(spots))


def test_with_few_there_is_no_middle() -> None:
    assert cloud((0, 0), (1, 1), (1, 0)).middle is None


def test_the_cloud_in_words_counts_each_region() -> None:
    made = cloud((0.5, 0.5), (0.6, 0.6), (-0.5, 0.5), (0, 0))
    assert sum(cloud_regions(made).values()) == 4
    text = cloud_in_words(made, EN)
    assert "4 guesses." in text
    assert "In the region customer outcomes: 2." in text
