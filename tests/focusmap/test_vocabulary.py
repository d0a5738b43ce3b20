"""The group's own words: checked, kept, read at once, compared with the lexicon, counted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from focusmap import bootstrap
from focusmap.bootstrap import FocusMap, lexical_reader_for
from focusmap.errors import BadAnswer, ContentError, ReadOnly
from focusmap.model import OwnWord, Participant, Question, Workshop
from focusmap.reading.lexicon import load_classes
from focusmap.sample import load_sample
from focusmap.service import Service
from focusmap.settings import LEXICONS
from focusmap.steps import languages
from focusmap.translate import translations
from focusmap.vocabulary import (
    MOST_WORDS,
    check_own_word,
    conflict_sentence,
    conflicts,
    label_of,
    load_word_classes,
    number_holding,
    offered,
    own_words,
    still_known,
    with_word,
)
from tests.conftest import Clock

CLASSES = load_word_classes("en")


def words_of(service: Service, workshop: Workshop) -> list[tuple[str, str]]:
    now = service.workshop_by_id(workshop.id)
    return [(w.term, w.word_class) for w in now.words]


# The list of classes


@pytest.mark.parametrize("language", languages())
def test_every_class_of_the_list_is_one_of_the_lexicon(language: str) -> None:
    assert set(load_word_classes(language)) <= set(load_classes(LEXICONS / language))


def test_a_dozen_classes_are_offered_with_label_and_examples() -> None:
    choices = offered(CLASSES)
    assert 8 <= len(choices) <= 14
    assert all(c.label and c.examples for c in choices)
    assert {"outside_person", "colleague", "target", "silent"} <= {c.name for c in choices}


def test_no_two_labels_are_the_same() -> None:
    labels = [c.label for c in CLASSES.values()]
    assert sorted(labels) == sorted(set(labels))


def test_a_class_nobody_has_named_goes_by_its_own_name() -> None:
    assert label_of("night_thing", CLASSES) == "night thing"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("no_such_class\tyes\tlabel\t-", "unknown class 'no_such_class'"),
        ("colleague\tperhaps\tlabel\t-", "'perhaps'; use one of yes, no"),
        ("colleague\tyes\t\t-", "the label is empty"),
        ("colleague\tyes\tlabel", "3 columns in place of 4"),
        ("colleague\tyes\ta\t-\ncolleague\tno\tb\t-", "there twice"),
    ],
)
def test_a_mistake_in_the_list_is_told_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "word_classes.tsv").write_text(f"# head\n{line}\n", encoding="utf-8")
    with pytest.raises(ContentError) as error:
        load_word_classes("en", tmp_path)
    assert told in str(error.value)
    assert "en/word_classes.tsv:" in str(error.value)


# What is kept


@pytest.mark.parametrize("typed", ["", "   ", "!?", "\u200b", "&"])
def test_a_word_without_a_letter_is_refused(typed: str) -> None:
    with pytest.raises(BadAnswer, match="no word in it"):
        check_own_word(typed, "colleague", CLASSES)


def test_a_word_is_trimmed_to_one_line() -> None:
    assert check_own_word("  rota \n lead ", "colleague", CLASSES).term == "rota lead"


def test_a_word_has_sixty_characters_at_most() -> None:
    assert check_own_word("x" * 60, "colleague", CLASSES)
    with pytest.raises(BadAnswer, match="61 characters, and a word can have 60"):
        check_own_word("x" * 61, "colleague", CLASSES)


@pytest.mark.parametrize("name", ["nonsense", "", "do_fix", "question_work"])
def test_only_a_class_of_the_list_is_taken(name: str) -> None:
    with pytest.raises(BadAnswer, match="Choose one from the list"):
        check_own_word("rota lead", name, CLASSES)


@pytest.mark.parametrize("typed", ["rota lead", "Rota  Lead", "ROTA LEAD!"])
def test_a_word_is_there_once_however_it_is_written(typed: str) -> None:
    words = (OwnWord("rota lead", "colleague"),)
    with pytest.raises(BadAnswer, match="in the list already and counts as: colleague"):
        with_word(words, OwnWord(typed, "silent"), CLASSES)


def test_there_is_room_for_a_hundred_words() -> None:
    words: tuple[OwnWord, ...] = ()
    for number in range(MOST_WORDS):
        words = with_word(words, OwnWord(f"word {number}", "silent"), CLASSES)
    with pytest.raises(BadAnswer, match="There are 100 words already"):
        with_word(words, OwnWord("one more", "silent"), CLASSES)


# In the service


def test_words_are_kept_in_their_order_and_the_version_grows(
    service: Service, workshop: Workshop
) -> None:
    assert service.add_word(workshop.id, " rota lead ", "colleague").term == "rota lead"
    service.add_word(workshop.id, "Harbourview", "silent")
    assert words_of(service, workshop) == [("rota lead", "colleague"), ("Harbourview", "silent")]
    assert service.workshop_by_id(workshop.id).version == workshop.version + 2


def test_removing_words_leaves_the_others(service: Service, workshop: Workshop) -> None:
    for term in ("one", "two", "three"):
        service.add_word(workshop.id, term, "silent")
    service.remove_words(workshop.id, ["two", "gone already"])
    assert words_of(service, workshop) == [("one", "silent"), ("three", "silent")]
    service.add_word(workshop.id, "two", "silent")
    assert words_of(service, workshop)[-1] == ("two", "silent")


def test_a_word_that_is_refused_changes_nothing(service: Service, workshop: Workshop) -> None:
    with pytest.raises(BadAnswer):
        service.add_word(workshop.id, "", "colleague")
    assert service.workshop_by_id(workshop.id).version == workshop.version


def test_customers_are_replaced(service: Service, workshop: Workshop) -> None:
    service.set_customers(workshop.id, [" member ", "", "guest"])
    now = service.workshop_by_id(workshop.id)
    assert now.customers == ("member", "guest")
    assert now.version == workshop.version + 1
    service.set_customers(workshop.id, [])
    assert service.workshop_by_id(workshop.id).customers == ()


def test_a_word_is_not_both_a_customer_and_something_else(
    service: Service, workshop: Workshop
) -> None:
    with pytest.raises(BadAnswer, match="Take it out of the other list first"):
        service.add_word(workshop.id, "Tenants", "colleague")
    service.add_word(workshop.id, "member", "colleague")
    with pytest.raises(BadAnswer, match="member cannot be both"):
        service.set_customers(workshop.id, ["MEMBER"])
    assert service.workshop_by_id(workshop.id).customers == ("tenants",)


def test_nobody_changes_the_words_of_the_sample(focus_map: FocusMap, clock: Clock) -> None:
    load_sample(focus_map.store, clock())
    for change in (
        lambda: focus_map.service.add_word("sample", "word", "silent"),
        lambda: focus_map.service.remove_words("sample", ["word"]),
        lambda: focus_map.service.set_customers("sample", ["word"]),
    ):
        with pytest.raises(ReadOnly):
            change()


def test_words_of_one_workshop_are_not_those_of_another(
    service: Service, workshop: Workshop
) -> None:
    other, _ = service.create("Another group")
    service.add_word(workshop.id, "rota lead", "colleague")
    assert words_of(service, other) == []


def test_two_facilitators_lose_no_word_of_each_other(
    focus_map: FocusMap, workshop: Workshop, another_process: object
) -> None:
    other: FocusMap = another_process()  # type: ignore[operator]
    focus_map.service.add_word(workshop.id, "one", "silent")
    other.service.add_word(workshop.id, "two", "silent")
    assert words_of(focus_map.service, workshop) == [("one", "silent"), ("two", "silent")]


# With the real reader


@pytest.fixture
def real(focus_map: FocusMap, clock: Clock) -> Service:
    """The use cases with the real lexicon."""
    return Service(focus_map.store, lexical_reader_for, clock)


def test_an_answer_given_before_is_read_with_the_new_word(
    real: Service, workshop: Workshop, person: Participant, question: Question
) -> None:
    real.send(workshop.id, person.id, question.id, "key", "Zorblings sleep through the night")

    def x() -> float:
        now = real.workshop_by_id(workshop.id)
        (found,) = real.own_answers(now, person.id)
        return found.reading.x or 0.0

    before = x()
    real.add_word(workshop.id, "zorbling", "outside_person")
    assert x() > before
    real.remove_words(workshop.id, ["zorbling"])
    assert x() == before


def test_the_evidence_of_an_own_word_says_where_it_is_from(
    real: Service, workshop: Workshop, person: Participant, question: Question
) -> None:
    real.add_word(workshop.id, "rota lead", "colleague")
    real.send(workshop.id, person.id, question.id, "key", "I brief two rota leads")
    (found,) = real.own_answers(real.workshop_by_id(workshop.id), person.id)
    assert "workshop:words" in {e.rule for e in found.reading.evidence}


def test_a_word_whose_class_is_gone_from_the_lexicon_is_passed_over(
    focus_map: FocusMap, real: Service, workshop: Workshop, person: Participant, question: Question
) -> None:
    with focus_map.store.write() as records:
        records.set_words(workshop.id, (OwnWord("tenant", "no_more"), OwnWord("x1", "silent")))
        records.touch(workshop.id)
    now = real.workshop_by_id(workshop.id)
    assert still_known(now.words, "en") == (OwnWord("x1", "silent"),)
    assert [w.term for w in own_words(now)] == ["tenants", "x1"]
    real.send(workshop.id, person.id, question.id, "key", "Tenants sleep")
    assert real.own_answers(now, person.id)


# Conflicts


def said(words: Sequence[OwnWord]) -> list[str]:
    lexicon = bootstrap.lexical_reader_for("en").lexicon
    gettext = translations("en").gettext
    return [conflict_sentence(c, CLASSES, gettext) for c in conflicts(words, lexicon).values()]


def test_a_word_that_the_lexicon_reads_otherwise_is_told() -> None:
    assert said([OwnWord("Tenant", "colleague")]) == [
        "Tenant: the lexicon reads it as people outside; here it counts as colleague."
    ]


def test_a_word_that_the_lexicon_does_not_know_or_reads_alike_is_no_conflict() -> None:
    assert said([OwnWord("zorbling", "colleague"), OwnWord("tenant", "outside_person")]) == []


def test_a_word_of_several_senses_is_told_with_all_of_them() -> None:
    lexicon = bootstrap.lexical_reader_for("en").lexicon
    form = next(f for f, s in lexicon.forms.items() if sum(e is not None for e in s) == 2)
    (text,) = said([OwnWord(form, "silent")])
    assert " or " in text


# Counts


@pytest.mark.parametrize(
    ("term", "word_class", "count"),
    [
        ("tenant", "colleague", 2),
        ("Rota Lead", "colleague", 1),
        ("invoice", "do_make", 2),
        ("invoice", "silent", 0),
        ("ten", "silent", 0),
        ("rota", "silent", 1),
    ],
)
def test_answers_with_a_word_in_any_form_are_counted_once(
    term: str, word_class: str, count: int
) -> None:
    texts = ["Tenants, tenants and rota leads!", "A tenant; invoicing", "We invoiced", ""]
    lexicon = bootstrap.lexical_reader_for("en").lexicon
    assert number_holding([OwnWord(term, word_class)], texts, lexicon) == {term: count}


def test_unrevealed_and_withdrawn_answers(
    real: Service, workshop: Workshop, person: Participant, question: Question
) -> None:
    lexicon = bootstrap.lexical_reader_for("en").lexicon
    real.send(workshop.id, person.id, question.id, "1", "I call tenants")
    gone = real.send(workshop.id, person.id, question.id, "2", "Tenants call me")
    assert real.word_counts(workshop, lexicon) == {"tenants": 2}
    real.withdraw(workshop.id, person.id, gone.id)
    assert real.word_counts(workshop, lexicon) == {"tenants": 1}
