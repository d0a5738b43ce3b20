"""What a group's language is about: themes, the words that tell its regions apart, who is named.

Every number holds the answers behind it, and the answers and people that it was counted among.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from focusmap.model import Evidence, ReadAnswer
from focusmap.reading.remembering import MOST_REMEMBERED
from focusmap.reading.tokens import Token, tokenize
from focusmap.sentences import FEW, N_, Catalogue, Gettext, Region, region
from focusmap.themes import PEOPLE_OUTSIDE, Theme
from focusmap.words import even

# What there is to show, one thing at a time.
Page = Literal["themes", "words", "links", "guess"]
PAGES: tuple[Page, ...] = ("themes", "words", "links")
# As they lie on the map, read from the top left.
REGIONS: tuple[Region, ...] = (
    "engine_room",
    "customer_outcomes",
    "factory_floor",
    "delivery_window",
)
MOST_WORDS = 6
MOST_EXAMPLES = 3
# An example is to be read from eight metres in one breath.
SHORTEST_EXAMPLE, LONGEST_EXAMPLE = 25, 160
# The weight of the prior, in words: as if each region had already used so many of the group's
# words in the group's own proportions. It keeps a word that was used twice from leading the list.
PRIOR = 50.0
# Three answers that share a word which stands nowhere else just reach this score in most groups. A
# word of one person is that person's.
LEAST_SCORE = 0.7
LEAST_PEOPLE = 2
# "customer report" names no customer.
LABEL = "@label"


@dataclass(frozen=True, slots=True)
class Share:
    """The answers that something is true of, and how many answers and people were looked at."""

    answers: tuple[ReadAnswer, ...]
    of: int
    people: int

    @property
    def is_few(self) -> bool:
        """Whether too few people answered to say anything about the group."""
        return self.people < FEW

    def __len__(self) -> int:
        return len(self.answers)


@dataclass(frozen=True, slots=True)
class ThemeShare:
    """How many answers speak of a theme."""

    theme: Theme
    share: Share


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was typed, how strongly it tells its region apart, the answers that hold it.

    `score` is the log-odds ratio of the word between its region and all others, in standard errors.
    """

    text: str
    score: float
    answers: tuple[ReadAnswer, ...]


@dataclass(frozen=True, slots=True)
class RegionWords:
    """The most telling words of a region, the most telling first, and what they rest on."""

    region: Region
    words: tuple[Word, ...]
    answers: int
    people: int

    @property
    def is_few(self) -> bool:
        """Whether too few people's answers lie in the region to say anything about its words."""
        return self.people < FEW


@dataclass(frozen=True, slots=True)
class Language:
    """What the revealed answers of a group speak of.

    `themes` are those with most answers first, `words` the regions as they lie on the map, `sight`
    the answers that link own work to somebody outside, `examples` those that do it best.
    """

    themes: tuple[ThemeShare, ...]
    words: tuple[RegionWords, ...]
    outside: Share
    sight: Share
    examples: tuple[ReadAnswer, ...]


def pages_of(people: int, *, has_guesses: bool) -> tuple[Page, ...]:
    """Return what there is to show, page by page: of few people only that they are few."""
    pages = PAGES[:1] if people < FEW else PAGES
    return (*pages, "guess") if has_guesses else pages


def is_example(text: str) -> bool:
    """Whether a text says enough to be an example, and can be read aloud in one breath."""
    return SHORTEST_EXAMPLE <= len(text) <= LONGEST_EXAMPLE


def find_language(
    answers: Sequence[ReadAnswer], themes: Sequence[Theme], stop_words: Collection[str]
) -> Language:
    """Return what answers speak of; the same answers in any order give the same."""
    answers = sorted(answers, key=lambda a: a.answer.id)
    named = [classes_named(a.reading.evidence) for a in answers]
    found = [ThemeShare(t, _share(answers, _naming(answers, named, t))) for t in themes]
    outside = next(f.share for f in found if f.theme.name == PEOPLE_OUTSIDE)
    sight = _share(answers, [a for a in answers if a.reading.line_of_sight])
    return Language(
        themes=tuple(sorted(found, key=lambda f: -len(f.share))),
        words=telling_words(answers, stop_words),
        outside=outside,
        sight=sight,
        examples=best_examples(sight.answers),
    )


def _share(among: Sequence[ReadAnswer], found: Iterable[ReadAnswer]) -> Share:
    return Share(tuple(found), len(among), _people(among))


def _people(answers: Iterable[ReadAnswer]) -> int:
    return len({a.answer.participant_id for a in answers})


# Themes


def _naming(
    answers: Iterable[ReadAnswer], named: Iterable[frozenset[str]], theme: Theme
) -> list[ReadAnswer]:
    """Return the answers whose classes, in `named`, belong to a theme."""
    return [a for a, classes in zip(answers, named, strict=True) if theme.classes & classes]


def classes_named(evidence: Iterable[Evidence]) -> frozenset[str]:
    """Return the classes of the words that an answer speaks of."""
    effects = {e.effect for e in evidence}
    return frozenset(e.partition("@")[0] for e in effects if not e.endswith(LABEL))


# Line of sight


def best_examples(answers: Iterable[ReadAnswer]) -> tuple[ReadAnswer, ...]:
    """Return the answers with the strongest line of sight, short ones first, one of a person.

    Words that several people wrote stand there once.
    """
    ranked = sorted(answers, key=lambda a: (_is_long(a), -_sight(a), a.answer.id))
    of_people: dict[str, ReadAnswer] = {}
    for answer in ranked:
        of_people.setdefault(answer.answer.participant_id, answer)
    return each_once(of_people.values())[:MOST_EXAMPLES]


def _is_long(answer: ReadAnswer) -> bool:
    return len(answer.answer.text) > LONGEST_EXAMPLE


def some_examples(answers: Iterable[ReadAnswer]) -> tuple[ReadAnswer, ...]:
    """Return answers in an order good for examples: pinned ones first, then short sentences."""

    def key(a: ReadAnswer) -> tuple[bool, bool, bool, str]:
        is_scrap = len(a.answer.text) < SHORTEST_EXAMPLE
        return not a.answer.pinned, _is_long(a), is_scrap, a.answer.id

    return each_once(sorted(answers, key=key))


def each_once(answers: Iterable[ReadAnswer]) -> tuple[ReadAnswer, ...]:
    """Return the first answer of those with the same words, case and space evened out."""
    first: dict[str, ReadAnswer] = {}
    for answer in answers:
        first.setdefault(even(answer.answer.text), answer)
    return tuple(first.values())


def _sight(answer: ReadAnswer) -> float:
    return sum(e.weight for e in answer.reading.evidence if e.axis == "line_of_sight")


def shortest_example(answers: Iterable[ReadAnswer]) -> ReadAnswer:
    """Return the shortest answer that is a sentence: a word in it is found at a glance."""

    def key(a: ReadAnswer) -> tuple[bool, int, str]:
        length = len(a.answer.text)
        return length < SHORTEST_EXAMPLE, length, a.answer.id

    return min(answers, key=key)


# Words


def telling_words(
    answers: Sequence[ReadAnswer], stop_words: Collection[str]
) -> tuple[RegionWords, ...]:
    """Return the words that tell each region apart from the others.

    Ranked by the log-odds ratio with an informative Dirichlet prior, divided by its standard error
    (Monroe, Colaresi and Quinn, Fightin' Words, 2008). A word counts once an answer.
    """
    lying: dict[Region, list[ReadAnswer]] = {name: [] for name in REGIONS}
    for answer in answers:
        place = answer.words
        where = region(place.x, place.y) if place else "middle"
        if where != "middle":
            lying[where].append(answer)
    uses = {name: _uses(lying[name], stop_words) for name in REGIONS}
    spelled = _spellings(uses.values())
    counts = {name: Counter({t: len(u) for t, u in uses[name].items()}) for name in REGIONS}
    return tuple(
        RegionWords(
            name, _top(name, uses[name], counts, spelled), len(lying[name]), _people(lying[name])
        )
        for name in REGIONS
    )


@dataclass(frozen=True, slots=True)
class _Use:
    """An answer that holds a word, and how it is written there."""

    answer: ReadAnswer
    typed: str


_Uses = Mapping[str, list[_Use]]


def _uses(answers: Iterable[ReadAnswer], stop_words: Collection[str]) -> _Uses:
    """Return by word the answers that hold it."""
    uses: dict[str, list[_Use]] = defaultdict(list)
    for answer in answers:
        for word, typed in words_of(answer, stop_words).items():
            uses[word].append(_Use(answer, typed))
    return uses


def words_of(answer: ReadAnswer, stop_words: Collection[str]) -> dict[str, str]:
    """Return the words of an answer and how each is first written there.

    Forms of one word are one, where the lexicon knows it. What the question says is no news.
    """
    asked = _asked(answer.question.text)
    terms = {(e.start, e.end): e.term for e in answer.reading.evidence if _is_entry(e)}
    text = answer.answer.text
    words: dict[str, str] = {}
    for token in _tokens(text):
        if _tells(token, asked, stop_words):
            term = terms.get((token.start, token.end), token.norm)
            words.setdefault(term, text[token.start : token.end])
    return words


@lru_cache(MOST_REMEMBERED)
def _tokens(text: str) -> tuple[Token, ...]:
    # Each new answer has all others counted anew.
    return tuple(token for token in tokenize(text) if token.norm.isalpha() and len(token.norm) > 1)


def _is_entry(e: Evidence) -> bool:
    # Its guesses at what it does not know share one term, and are no words.
    return "/words/" in e.rule or e.rule.startswith("workshop:")


@lru_cache(maxsize=64)
def _asked(question: str) -> frozenset[str]:
    return frozenset(token.norm for token in tokenize(question))


def _tells(token: Token, asked: Collection[str], stop_words: Collection[str]) -> bool:
    return token.norm not in asked and token.norm not in stop_words


def _spellings(uses: Iterable[_Uses]) -> dict[str, str]:
    """Return how each word is mostly written; a capital may only begin a sentence."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for of_region in uses:
        for word, found in of_region.items():
            written[word].update(use.typed for use in found)
    return {
        word: max(forms, key=lambda form: (form.islower(), forms[form], form))
        for word, forms in written.items()
    }


def _top(
    name: Region,
    uses: _Uses,
    counts: Mapping[Region, Counter[str]],
    spelled: Mapping[str, str],
) -> tuple[Word, ...]:
    everywhere = Counter[str]()
    for counted in counts.values():
        everywhere.update(counted)
    here = counts[name]
    if _people(use.answer for found in uses.values() for use in found) < FEW:
        return ()
    shared = [w for w in here if _people(use.answer for use in uses[w]) >= LEAST_PEOPLE]
    all_here, total = here.total(), everywhere.total()
    scores = {w: log_odds(here[w], all_here, everywhere[w], total) for w in shared}
    best = sorted((w for w in shared if scores[w] >= LEAST_SCORE), key=lambda w: (-scores[w], w))
    return tuple(
        Word(spelled[w], scores[w], tuple(use.answer for use in uses[w])) for w in best[:MOST_WORDS]
    )


def log_odds(here: int, all_here: int, everywhere: int, total: int) -> float:
    """Return how much likelier a word is here than elsewhere, in standard errors.

    `here` and `everywhere` count its uses, `all_here` and `total` those of all words. What is used
    everywhere includes what is used here, and is the prior as well.
    """
    prior = PRIOR * everywhere / total
    used_here = here + prior
    used_there = everywhere - here + prior
    other_here = all_here + PRIOR - used_here
    other_there = total - all_here + PRIOR - used_there
    if min(other_here, other_there) <= 0:
        return 0.0
    ratio = math.log(used_here / other_here) - math.log(used_there / other_there)
    return ratio / math.sqrt(1 / used_here + 1 / used_there)


# In words

FEW_PEOPLE = N_("Fewer than {few} people have answered: too few to say.")


def themes_sentence(language: Language, gettext: Gettext) -> str:
    """Return what most answers speak of."""
    first = language.themes[0]
    if first.share.is_few:
        return gettext(FEW_PEOPLE).format(few=FEW)
    if not first.share.answers:
        return gettext("We cannot tell yet what our words are about.")
    return gettext("Most of all our words are about {theme}.").format(theme=first.theme.label)


def share_of(share: Share, gettext: Gettext) -> str:
    """Return a share as numbers, such as "12 of 40"."""
    return gettext("{n} of {of}").format(n=len(share), of=share.of)


def outside_sentence(share: Share, speak: Catalogue) -> str:
    """Return how many answers name somebody outside."""
    if share.is_few:
        return speak.gettext(FEW_PEOPLE).format(few=FEW)
    return speak.ngettext(
        "{n} of {of} answers names somebody outside.",
        "{n} of {of} answers name somebody outside.",
        len(share),
    ).format(n=len(share), of=share.of)


def sight_sentence(share: Share, speak: Catalogue) -> str:
    """Return how many answers link own work to somebody outside."""
    if share.is_few:
        return speak.gettext(FEW_PEOPLE).format(few=FEW)
    return speak.ngettext(
        "{n} of {of} answers links our own work to what it does for them.",
        "{n} of {of} answers link our own work to what it does for them.",
        len(share),
    ).format(n=len(share), of=share.of)


def rests_on(share: Share, speak: Catalogue) -> str:
    """Return how many answers of how many people a share was counted among."""
    return speak.gettext("Counted among {answers} from {people}.").format(
        answers=speak.ngettext("{n} answer", "{n} answers", share.of).format(n=share.of),
        people=speak.ngettext("{n} person", "{n} people", share.people).format(n=share.people),
    )


def words_basis(found: RegionWords, speak: Catalogue) -> str:
    """Return what the words of a region rest on, or that it is too little to say."""
    if not found.answers:
        return speak.gettext("no answers")
    counted = speak.gettext("{answers} from {people}").format(
        answers=speak.ngettext("{n} answer", "{n} answers", found.answers).format(n=found.answers),
        people=speak.ngettext("{n} person", "{n} people", found.people).format(n=found.people),
    )
    if found.is_few:
        return speak.gettext("{counted}: too few to say").format(counted=counted)
    if not found.words:
        return speak.gettext("{counted}: no word stands out").format(counted=counted)
    return counted
