"""The group's own words: what each may count as, what the lexicon says of it, who uses it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from focusmap.errors import BadAnswer
from focusmap.model import OwnWord, Workshop
from focusmap.reading.lexicon import Lexicon, customer_words, load_classes, spelled
from focusmap.reading.tables import LexiconError, lines_of
from focusmap.reading.tokens import tokenize
from focusmap.sentences import Gettext
from focusmap.settings import LEXICONS
from focusmap.steps import CONTENT
from focusmap.words import clean_words

MOST_WORDS, LONGEST_WORD = 100, 60
NONE = "-"


@dataclass(frozen=True, slots=True)
class PlainClass:
    """A word class of the lexicon in plain words; one that is offered can be chosen."""

    name: str
    label: str
    examples: str
    offered: bool


PlainClasses = Mapping[str, PlainClass]


@cache
def load_word_classes(language: str, folder: Path = CONTENT) -> PlainClasses:
    """Return the word classes in plain words by name, in the order of their file.

    Raises ContentError, with file and line, when the file is wrong or names a class that the
    lexicon of the language does not have.
    """
    known = load_classes(LEXICONS / language)
    classes: dict[str, PlainClass] = {}
    for line in lines_of(folder / language / "word_classes.tsv", 4):
        name, offered, label, examples = line.cells
        if name in classes:
            raise LexiconError(f"{line.place}: the class '{name}' is there twice; delete one.")
        if not label:
            raise LexiconError(f"{line.place}: the label is empty; say in plain words what it is.")
        classes[name] = PlainClass(
            line.one_of("class", name, known),
            label,
            "" if examples == NONE else examples,
            line.one_of("answer to 'offered'", offered, ("yes", "no")) == "yes",
        )
    return classes


def offered(classes: PlainClasses) -> tuple[PlainClass, ...]:
    """Return the classes that one may choose for a word of one's own."""
    return tuple(c for c in classes.values() if c.offered)


def label_of(name: str, classes: PlainClasses) -> str:
    """Return a class in plain words; one that nobody has named yet by its own name."""
    return classes[name].label if name in classes else name.replace("_", " ")


# What may be stored


def check_own_word(typed: str, word_class: str, classes: PlainClasses) -> OwnWord:
    """Return a word as it is kept, on one line; raises BadAnswer when word or class do not fit."""
    term = " ".join(clean_words(typed).split())
    if not any(c.isalnum() for c in spelled(term)):
        raise BadAnswer("There is no word in it yet. Write the word, then add it.")
    if len(term) > LONGEST_WORD:
        raise BadAnswer(
            "That is {length:,} characters, and a word can have {most}. Shorten it, then add it.",
            length=len(term),
            most=LONGEST_WORD,
        )
    if word_class not in classes or not classes[word_class].offered:
        raise BadAnswer(
            "There is no word class {name}. Choose one from the list.", name=repr(word_class)
        )
    return OwnWord(term, word_class)


def with_word(
    words: Sequence[OwnWord], word: OwnWord, classes: PlainClasses
) -> tuple[OwnWord, ...]:
    """Return words with one more; raises BadAnswer when it is there already or one too many."""
    same = next((w for w in words if spelled(w.term) == spelled(word.term)), None)
    if same:
        raise BadAnswer(
            "{word} is in the list already and counts as: {label}. "
            "To change that, remove it, then add it again.",
            word=same.term,
            label=label_of(same.word_class, classes),
        )
    check_room(words)
    return (*words, word)


def check_room(words: Sequence[OwnWord]) -> None:
    """Raise BadAnswer when there is no room for one more word."""
    if len(words) >= MOST_WORDS:
        raise BadAnswer(
            "There are {most} words already, which is all there is room for. Remove one first.",
            most=MOST_WORDS,
        )


def check_apart(customers: Iterable[str], words: Iterable[OwnWord]) -> None:
    """Raise BadAnswer when a word would count as people outside and as something else as well."""
    known = {spelled(c) for c in customers}
    for word in words:
        if spelled(word.term) in known:
            raise BadAnswer(
                "{word} cannot be both a word for the people you are there for and a word of "
                "your own. Take it out of the other list first.",
                word=word.term,
            )


# What the lexicon says


@dataclass(frozen=True, slots=True)
class Conflict:
    """A word of the workshop that the lexicon reads as something else; the workshop wins."""

    word: OwnWord
    in_lexicon: tuple[str, ...]


def own_words(workshop: Workshop) -> tuple[OwnWord, ...]:
    """Return all words that a workshop reads in its own way, those for customers first."""
    own = still_known(workshop.words, workshop.language)
    return (*customer_words(workshop.customers), *own)


@lru_cache(maxsize=64)
def still_known(words: tuple[OwnWord, ...], language: str) -> tuple[OwnWord, ...]:
    """Return the words whose class is still there: a lexicon may change under a workshop."""
    classes = load_word_classes(language)
    return tuple(w for w in words if w.word_class in classes)


def conflicts(words: Iterable[OwnWord], lexicon: Lexicon) -> dict[str, Conflict]:
    """Return by term which words the lexicon reads otherwise."""
    found = ((w, _other_classes(lexicon, w)) for w in words)
    return {w.term: Conflict(w, names) for w, names in found if names}


def _other_classes(lexicon: Lexicon, word: OwnWord) -> tuple[str, ...]:
    """Return what a word counts as in the lexicon in any of its forms, besides its class here."""
    forms = lexicon.own_forms(spelled(word.term), word.word_class)
    entries = (entry for form in forms for entry in lexicon.forms.get(form, ()) if entry)
    names = dict.fromkeys(entry.name for entry in entries)
    return tuple(name for name in names if name != word.word_class)


def conflict_sentence(conflict: Conflict, classes: PlainClasses, gettext: Gettext) -> str:
    """Return what the lexicon says of a word, and what counts here."""
    labels = [label_of(name, classes) for name in conflict.in_lexicon]
    return gettext("{word}: the lexicon reads it as {lexicon}; here it counts as {own}.").format(
        word=conflict.word.term,
        lexicon=gettext(" or ").join(labels),
        own=label_of(conflict.word.word_class, classes),
    )


# Who uses it


def number_holding(
    words: Iterable[OwnWord], texts: Iterable[str], lexicon: Lexicon
) -> dict[str, int]:
    """Return by term how many of some texts hold a word in any of its forms."""
    terms = _terms_by_form(words, lexicon)
    longest = max((form.count(" ") + 1 for form in terms), default=0)
    counts = dict.fromkeys(terms.values(), 0)
    for text in texts:
        norms = [token.norm for token in tokenize(text) if token.is_word]
        for term in {terms[run] for run in _runs(norms, longest) if run in terms}:
            counts[term] += 1
    return counts


def _terms_by_form(words: Iterable[OwnWord], lexicon: Lexicon) -> dict[str, str]:
    return {
        form: word.term
        for word in words
        for form in lexicon.own_forms(spelled(word.term), word.word_class)
    }


def _runs(norms: Sequence[str], longest: int) -> Iterable[str]:
    """Yield every run of up to `longest` words."""
    for first in range(len(norms)):
        for length in range(1, min(longest, len(norms) - first) + 1):
            yield " ".join(norms[first : first + length])
