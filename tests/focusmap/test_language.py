"""The language of a group: counted by answers, honest about few, and with the answers behind it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusmap.language import (
    LEAST_PEOPLE,
    LEAST_SCORE,
    MOST_EXAMPLES,
    MOST_WORDS,
    REGIONS,
    Language,
    RegionWords,
    best_examples,
    each_once,
    find_language,
    log_odds,
    outside_sentence,
    rests_on,
    shortest_example,
    sight_sentence,
    some_examples,
    telling_words,
    themes_sentence,
    words_basis,
)
from focusmap.model import Answer, Evidence, Question, ReadAnswer, Reading
from focusmap.sentences import Region
from focusmap.themes import Theme, load_stop_words, load_themes
from focusmap.translate import translations

NOW = datetime(2026, 10, 12, 9)
QUESTION = Question("q", "ask", "work", "What is your work?")
OUTSIDE = Theme("people_outside", "people outside", frozenset({"outside_person"}))
TOOLS = Theme("tools", "tools", frozenset({"paper_or_system"}))
THEMES = (OUTSIDE, TOOLS)
STOP = frozenset({"the", "we", "a"})
PLACES: dict[Region, tuple[float, float]] = {
    "factory_floor": (-0.6, -0.6),
    "delivery_window": (0.6, -0.6),
    "engine_room": (-0.6, 0.6),
    "customer_outcomes": (0.6, 0.6),
    "middle": (0.0, 0.0),
}
SPEAK = translations("en")
_ = SPEAK.gettext


def said(
    text: str,
    person: str,
    where: Region | None = "factory_floor",
    effects: Sequence[str] = (),
    sight: float = 0.0,
    number: int = 0,
) -> ReadAnswer:
    """Return an answer somewhere on the map whose first word has some effects."""
    first = len(text.split()[0])
    evidence = [Evidence(0, first, "focus", 0.5, "t", "x/words/y.tsv:1", e) for e in effects]
    if sight:
        evidence.append(Evidence(0, first, "line_of_sight", sight, "t", "x:1", "relief"))
    x, y = PLACES[where] if where else (None, None)
    return ReadAnswer(
        Answer(f"{person}-{number}-{text[:20]}", "q", person, text, NOW, NOW),
        QUESTION,
        Reading(x, y, 0.9, bool(sight), tuple(evidence)),
    )


def crowd(text: str, count: int, where: Region | None, name: str = "p") -> list[ReadAnswer]:
    return [said(text, f"{name}{n}", where) for n in range(count)]


def language(answers: Sequence[ReadAnswer]) -> Language:
    return find_language(answers, THEMES, STOP)


def region(name: Region, answers: Sequence[ReadAnswer]) -> RegionWords:
    return next(r for r in telling_words(answers, STOP) if r.region == name)


# Themes


def test_an_answer_counts_once_for_each_theme_it_speaks_of() -> None:
    both = said("reports", "a", effects=["paper_or_system", "paper_or_system", "outside_person"])
    found = {t.theme.name: t.share for t in language([both, said("hm", "b")]).themes}
    assert [len(found[name]) for name in ("tools", "people_outside")] == [1, 1]
    assert found["tools"].of == 2


def test_the_theme_of_most_answers_comes_first() -> None:
    answers = [said("report", f"p{n}", effects=["paper_or_system"]) for n in range(5)]
    found = language([*answers, said("guest", "g", effects=["outside_person@acting"])])
    assert [t.theme.name for t in found.themes] == ["tools", "people_outside"]
    assert themes_sentence(found, _) == "Most of all our words are about tools."


def test_people_who_only_label_a_thing_are_not_named() -> None:
    assert not language([said("customer database", "a", effects=["outside_person@label"])]).outside


def test_whoever_does_something_is_named() -> None:
    assert len(language([said("guests come", "a", effects=["outside_person@acting"])]).outside) == 1


def test_under_four_people_it_says_that_these_are_too_few() -> None:
    found = language([said("guests", f"p{n % 3}", number=n) for n in range(9)])
    assert found.outside.is_few
    for text in (
        themes_sentence(found, _),
        outside_sentence(found.outside, SPEAK),
        sight_sentence(found.sight, SPEAK),
    ):
        assert text == "Fewer than 4 people have answered: too few to say."


def test_each_number_says_what_it_was_counted_among() -> None:
    found = language([said("guests", f"p{n % 4}", number=n) for n in range(9)])
    assert rests_on(found.outside, SPEAK) == "Counted among 9 answers from 4 people."


def test_nothing_is_said_where_nobody_speaks_of_a_theme() -> None:
    assert "cannot tell" in themes_sentence(language(crowd("hm", 5, None)), _)


@pytest.mark.parametrize(("n", "verb"), [(1, "names"), (2, "name")])
def test_one_answer_names_and_two_name(n: int, verb: str) -> None:
    named = [said("guests", f"g{i}", effects=["outside_person"]) for i in range(n)]
    share = language([*named, *crowd("hm", 4, None)]).outside
    assert outside_sentence(share, SPEAK) == f"{n} of {n + 4} answers {verb} somebody outside."


# Line of sight


def test_the_answers_with_line_of_sight_are_the_share() -> None:
    found = language([said("a", "a", sight=1.0), *crowd("hm", 3, None)])
    assert (len(found.sight), found.sight.of) == (1, 4)
    assert [a.answer.participant_id for a in found.examples] == ["a"]


def test_the_best_examples_are_the_strongest_one_of_a_person_and_short() -> None:
    answers = [
        said("weak", "a", sight=0.2),
        said("strong", "b", sight=2.0),
        said("strong too", "b", sight=1.5, number=1),
        said("long " * 60, "c", sight=9.0),
        said("middling", "d", sight=1.0),
    ]
    best = best_examples(answers)
    assert [a.answer.participant_id for a in best] == ["b", "d", "a"]
    assert len(best) == MOST_EXAMPLES


def test_examples_are_pinned_ones_then_sentences_then_scraps_and_long_ones() -> None:
    texts = ["scrap", "a sentence that is easy to read aloud", "long " * 60]
    found = some_examples([said(t, f"p{n}") for n, t in enumerate(texts)])
    assert [a.answer.text for a in found] == [texts[1], texts[0], texts[2]]


def test_the_shortest_sentence_is_the_example_of_a_word() -> None:
    texts = [
        "scrap",
        "a sentence that is easy to read aloud",
        "a sentence that takes some time to read",
    ]
    answers = [said(t, f"p{n}") for n, t in enumerate(texts)]
    assert shortest_example(answers).answer.text == texts[1]
    assert shortest_example(answers[:1]).answer.text == "scrap"


# Words


def test_a_word_of_one_region_tells_it_apart() -> None:
    answers = [
        *crowd("tickets closed", 6, "factory_floor"),
        *crowd("kids sleep", 6, "customer_outcomes", "q"),
    ]
    assert [w.text for w in region("customer_outcomes", answers).words] == ["kids", "sleep"]
    assert [w.text for w in region("factory_floor", answers).words] == ["closed", "tickets"]


def test_a_word_that_all_regions_use_tells_nothing() -> None:
    answers = [
        *crowd("tickets house", 8, "factory_floor"),
        *crowd("kids house", 8, "customer_outcomes", "q"),
    ]
    assert "house" not in [w.text for r in telling_words(answers, STOP) for w in r.words]


def test_a_word_of_one_person_tells_nothing_however_often() -> None:
    answers = [
        *crowd("tickets", 5, "factory_floor"),
        *(said("yacht sails", "one", "customer_outcomes", number=n) for n in range(4)),
        *crowd("kids", 6, "customer_outcomes", "q"),
    ]
    assert [w.text for w in region("customer_outcomes", answers).words] == ["kids"]


def test_a_word_counts_once_an_answer() -> None:
    answers = [
        *crowd("tickets", 5, "factory_floor"),
        *crowd("kids kids kids", 4, "customer_outcomes", "q"),
    ]
    (word,) = region("customer_outcomes", answers).words
    assert len(word.answers) == 4


def test_neither_small_words_nor_those_of_the_question_nor_figures_are_shown() -> None:
    answers = [
        *crowd("the work 24 we tickets", 5, "factory_floor"),
        *crowd("kids", 5, "customer_outcomes", "q"),
    ]
    assert [w.text for w in region("factory_floor", answers).words] == ["tickets"]


def test_a_word_is_shown_as_it_was_typed_and_its_forms_are_one() -> None:
    def with_term(text: str, person: str) -> ReadAnswer:
        made = said(text, person, "customer_outcomes")
        entry = Evidence(0, len(text), "focus", 0.5, "kid", "x/words/people.tsv:1", "people")
        reading = Reading(0.6, 0.6, 0.9, line_of_sight=False, evidence=(entry,))
        return ReadAnswer(made.answer, QUESTION, reading)

    answers = [with_term(t, f"q{n}") for n, t in enumerate(["Kids", "kids", "kids", "kid"])]
    answers += crowd("tickets", 6, "factory_floor")
    (word,) = region("customer_outcomes", answers).words
    assert (word.text, len(word.answers)) == ("kids", 4)


def test_a_guess_of_the_reader_is_no_word() -> None:
    def guessed(text: str, person: str) -> ReadAnswer:
        made = said(text, person, "factory_floor")
        guess = Evidence(0, len(text), "focus", 0.5, "unknown noun", "x/classes.tsv:9", "unknown")
        reading = Reading(-0.6, -0.6, 0.9, line_of_sight=False, evidence=(guess,))
        return ReadAnswer(made.answer, QUESTION, reading)

    answers = [guessed(f"zork{n}", f"p{n}") for n in range(6)]
    assert (
        region("factory_floor", [*answers, *crowd("kids", 6, "customer_outcomes", "q")]).words == ()
    )


def test_a_region_of_few_people_has_no_words_and_says_so() -> None:
    answers = [
        *crowd("tickets", 9, "factory_floor"),
        *(said("kids sleep", f"q{n % 3}", "customer_outcomes", number=n) for n in range(9)),
    ]
    found = region("customer_outcomes", answers)
    assert found.words == ()
    assert words_basis(found, SPEAK) == "9 answers from 3 people: too few to say"


def test_a_region_without_answers_says_so() -> None:
    assert words_basis(region("engine_room", crowd("x", 5, "factory_floor")), SPEAK) == "no answers"


def test_a_region_in_which_no_word_stands_out_says_so() -> None:
    found = region("factory_floor", [said(f"w{c}", c, "factory_floor") for c in "abcde"])
    assert words_basis(found, SPEAK) == "5 answers from 5 people: no word stands out"


def test_what_lies_in_the_middle_or_nowhere_belongs_to_no_region() -> None:
    answers = [*crowd("kids", 5, "middle"), *crowd("kids", 5, None, "q")]
    assert [r.answers for r in telling_words(answers, STOP)] == [0, 0, 0, 0]


def test_the_regions_come_as_they_lie_on_the_map() -> None:
    assert tuple(r.region for r in telling_words([], STOP)) == REGIONS


def test_log_odds_are_nothing_for_a_word_that_is_as_common_everywhere() -> None:
    assert log_odds(10, 20, 20, 40) == pytest.approx(0.0)


def test_log_odds_grow_with_the_evidence() -> None:
    assert 0 < log_odds(2, 4, 2, 8) < log_odds(20, 40, 20, 80)


def test_log_odds_of_the_only_word_there_is_tell_nothing() -> None:
    assert log_odds(3, 3, 3, 3) == 0.0


WORDS = st.sampled_from(["kids", "tickets", "sleep", "report", "Kids", "the", "24", "we"])
ANSWERS = st.lists(
    st.tuples(
        st.lists(WORDS, min_size=1, max_size=6).map(" ".join),
        st.sampled_from("abcdefgh"),
        st.sampled_from([*PLACES, None]),
    ),
    max_size=40,
)


@given(ANSWERS, st.randoms(use_true_random=False))
def test_the_order_of_answers_changes_nothing(
    rows: list[tuple[str, str, Region | None]], chance: random.Random
) -> None:
    answers = [said(t, p, w, number=n) for n, (t, p, w) in enumerate(rows)]
    shuffled = answers[:]
    chance.shuffle(shuffled)
    assert language(answers) == language(shuffled)


@given(ANSWERS)
def test_every_word_keeps_its_promises(rows: list[tuple[str, str, Region | None]]) -> None:
    answers = [said(t, p, w, number=n) for n, (t, p, w) in enumerate(rows)]
    for found in telling_words(answers, STOP):
        scores = [w.score for w in found.words]
        assert scores == sorted(scores, reverse=True)
        assert len(found.words) <= MOST_WORDS
        for word in found.words:
            assert word.score >= LEAST_SCORE
            assert len({a.answer.participant_id for a in word.answers}) >= LEAST_PEOPLE
            assert all(word.text.lower() in a.answer.text.lower() for a in word.answers)


def test_the_real_themes_and_stop_words_fit_in() -> None:
    found = find_language(crowd("kids", 4, None), load_themes("en"), load_stop_words("en"))
    assert len(found.themes) == len(load_themes("en"))


def test_the_same_words_of_several_people_are_one_example() -> None:
    same = [said(text, f"p{n}") for n, text in enumerate(("We help", "we  HELP", "Others"))]
    assert [a.answer.text for a in each_once(same)] == ["We help", "Others"]
