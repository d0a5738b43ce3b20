"""Experiments: what a group will try, in a sentence, with owner, days, and how we shall know."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Literal

from focusmap.errors import BadAnswer
from focusmap.gaps import GAP_AXES, PAIRS
from focusmap.marked import cut
from focusmap.model import Evidence, Item, Reading
from focusmap.sentences import N_, Gettext
from focusmap.words import check_field, clean_words

KIND = "experiment"
# The parts of its sentence; phones write no other.
PARTS = ("when", "we_will", "so_that")
DATES = ("first_step_date", "review_date")
FIELDS = (*PARTS, "gap", "owner", "first_step", "first_step_date", "know", "review_date")
# Which gap an experiment serves, such as said_measured.focus, or none of them.
NO_GAP = ""
GAPS = (NO_GAP, *(f"{pair}.{axis}" for pair, axis in product(PAIRS, GAP_AXES)))
CHOSEN = "chosen"
# A sentence that is longer is not read from the wall, nor aloud in one breath.
LONGEST, LONGEST_OWNER = 300, 80
# The year 26 is a slip of the thumb, and no calendar takes the year 9999.
FIRST_YEAR, LAST_YEAR = 2000, 2199
# A date that lies further back is a slip, such as last year's number.
LONG_PAST = timedelta(days=90)

NAMES: Mapping[str, str] = {
    "when": N_("When"),
    "we_will": N_("We will"),
    "so_that": N_("So that"),
    "gap": N_("Which gap it serves"),
    "owner": N_("Owner"),
    "first_step": N_("First step"),
    "first_step_date": N_("Day of the first step"),
    "know": N_("How we shall know"),
    "review_date": N_("Day we look at it again"),
}
GAP_NAMES: Mapping[str, str] = {
    NO_GAP: N_("none of these"),
    "said_measured.focus": N_("what we say and what is measured: inside or outside"),
    "said_measured.orientation": N_("what we say and what is measured: outputs or outcomes"),
    "said_wanted.focus": N_("what we say and where we need to be: inside or outside"),
    "said_wanted.orientation": N_("what we say and where we need to be: outputs or outcomes"),
    "guess_said.focus": N_("what we guessed and what we say: inside or outside"),
    "guess_said.orientation": N_("what we guessed and what we say: outputs or outcomes"),
}


@dataclass(frozen=True, slots=True)
class Experiment:
    """An experiment as its last version has it; what nobody filled in is empty or None."""

    id: str
    version: int
    author_id: str
    when: str
    we_will: str
    so_that: str
    gap: str
    owner: str
    first_step: str
    first_step_date: date | None
    know: str
    review_date: date | None
    is_chosen: bool
    hidden: bool


def experiment_of(item: Item) -> Experiment:
    """Return the record of an item of this kind."""
    words = {name: item.fields.get(name, "") for name in FIELDS}
    return Experiment(
        id=item.id,
        version=item.version,
        author_id=item.author_id,
        when=words["when"],
        we_will=words["we_will"],
        so_that=words["so_that"],
        gap=words["gap"],
        owner=words["owner"],
        first_step=words["first_step"],
        first_step_date=day_of(words["first_step_date"]),
        know=words["know"],
        review_date=day_of(words["review_date"]),
        is_chosen=item.state == CHOSEN,
        hidden=item.hidden,
    )


# What is typed


def check_experiment(
    typed: Mapping[str, str], today: date, before: Mapping[str, str] | None = None
) -> Mapping[str, str]:
    """Return the fields of an experiment as they are kept; `before` are those it had.

    Raises BadAnswer, with what to do, when it says nothing that we will do, a text is too long,
    there is no such gap, or a day is none, long past, or the review lies before the first step.
    A day that was there before may lie long past: time went on.
    """
    fields = {name: " ".join(clean_words(typed.get(name, "")).split()) for name in FIELDS}
    if not any(c.isalnum() for c in fields["we_will"]):
        raise BadAnswer(
            "Write what you will do, under “We will”. The rest can come later; your words are "
            "still here."
        )
    for name in (n for n in FIELDS if n not in DATES):
        most = LONGEST_OWNER if name == "owner" else LONGEST
        check_field(NAMES[name], fields[name], most)
    if fields["gap"] not in GAPS:
        raise BadAnswer("There is no such gap. Choose one of the list, or none of these.")
    _check_days(fields, today, before or {})
    return fields


def _check_days(fields: Mapping[str, str], today: date, before: Mapping[str, str]) -> None:
    first, review = (_checked_day(fields, name, today, before) for name in DATES)
    if first and review and review < first:
        raise BadAnswer(
            "The review, {review}, lies before the first step, {first}. Choose a later day for the "
            "review, or an earlier one for the first step.",
            review=review.isoformat(),
            first=first.isoformat(),
        )


def _checked_day(
    fields: Mapping[str, str], name: str, today: date, before: Mapping[str, str]
) -> date | None:
    text = fields[name]
    day = day_of(text)
    if text and day is None:
        raise BadAnswer(
            "{text} is no day. Write year, month and day, such as {example}.",
            text=text,
            example=today.isoformat(),
        )
    if day and day < today - LONG_PAST and text != before.get(name):
        raise BadAnswer(
            "{text} is long past. Check the year, or leave the day empty until you know it.",
            text=text,
        )
    if day and day.year > LAST_YEAR and text != before.get(name):
        raise BadAnswer(
            "{text} is too far off: no calendar goes that far. Check the year, or leave the day "
            "empty until you know it.",
            text=text,
        )
    return day


def day_of(text: str) -> date | None:
    """Return the day of yyyy-mm-dd, or None when it is empty or none."""
    try:
        # fromisoformat takes other spellings, too; one is enough to be sure of.
        return date.fromisoformat(text) if len(text) == len("yyyy-mm-dd") else None
    except ValueError:
        return None


# What it says

# By whether there is a "when" and a "so that".
SENTENCES: Mapping[tuple[bool, bool], str] = {
    (True, True): N_("When {when}, we will {we_will}, so that {so_that}."),
    (True, False): N_("When {when}, we will {we_will}."),
    (False, True): N_("We will {we_will}, so that {so_that}."),
    (False, False): N_("We will {we_will}."),
}


def sentence(experiment: Experiment, gettext: Gettext) -> str:
    """Return an experiment in one sentence, without the parts that nobody wrote."""
    when, we_will, so_that = (
        _part(getattr(experiment, name), gettext(NAMES[name])) for name in PARTS
    )
    # Where the lead names who does it, as "we will" does, many begin with that alone: "we add".
    we_will = _part(we_will, gettext(NAMES["we_will"]).split()[0]) or we_will
    template = SENTENCES[bool(when), bool(so_that)]
    return gettext(template).format(when=when, we_will=_verb_first(we_will), so_that=so_that)


def _part(words: str, lead: str) -> str:
    """Return words that go on in a sentence: many people write its beginning once more."""
    start = f"{lead.casefold()} "
    if words.casefold().startswith(start):
        words = words[len(start) :]
    return words.strip().rstrip(".,;")


def _verb_first(words: str) -> str:
    """Return what we will do without the capital that phones put at the start of a field."""
    first, space, rest = words.partition(" ")
    # "IT" and "I" keep theirs; what follows "we will" is no name.
    return f"{first.lower()}{space}{rest}" if first[1:].islower() else words


# What is missing, as a gentle word

MISSING: Mapping[str, str] = {
    "when": N_("It does not say yet when: on which occasion do we do it?"),
    "so_that": N_("It does not say yet what for: what becomes different, and for whom?"),
    "owner": N_("It has no owner yet. Who sees to it that it begins?"),
    "first_step": N_("It has no first step yet. What is small enough for this week?"),
    "first_step_date": N_("The first step has no day yet."),
    "know": N_("It does not say yet how we shall know. What would we see or hear?"),
    "review_date": N_("There is no day yet on which we look at it again."),
}


def missing(experiment: Experiment) -> tuple[str, ...]:
    """Return the fields that nobody has filled in yet, in their order."""
    return tuple(name for name in MISSING if not getattr(experiment, name))


def notices(experiment: Experiment, gettext: Gettext) -> tuple[str, ...]:
    """Return what is missing, each as a gentle sentence."""
    return tuple(gettext(MISSING[name]) for name in missing(experiment))


# "So that", read

Says = Literal["both", "outside", "outcome", "neither"]
# As many words are quoted at most.
QUOTED = 3
# Lighter words ("more", "our") do not tell an outcome by themselves.
LEAST_WEIGHT = 0.15
# The lexicon's class of pronouns for people outside, and the role of verbs of ours.
PRONOUN, OURS = "they", "ours"


@dataclass(frozen=True, slots=True)
class Purpose:
    """What the reader finds in "so that": the words for somebody outside and for an outcome."""

    outside: tuple[str, ...]
    outcome: tuple[str, ...]

    @property
    def says(self) -> Says:
        """Which of the two it names."""
        if self.outside:
            return "both" if self.outcome else "outside"
        return "outcome" if self.outcome else "neither"


def read_purpose(text: str, reading: Reading, people_outside: Collection[str]) -> Purpose:
    """Return what a reading finds in "so that".

    `people_outside` are the word classes of people outside. An outcome is quoted only where the
    sentence as a whole speaks of one, and never with our own verbs or with a word such as "they".
    """
    there = [e for e in reading.evidence if not e.is_whole and e.weight > 0]
    named = [(e, *e.effect.partition("@")[::2]) for e in there]
    outside = [e for e, word_class, _ in named if word_class in people_outside]
    outcome = [
        e
        for e, word_class, role in named
        if e.axis == "orientation"
        and e.weight >= LEAST_WEIGHT
        and word_class not in {*people_outside, PRONOUN}
        and role != OURS
    ]
    says_outcome = reading.y is not None and reading.y > 0
    return Purpose(_quoted(text, outside), _quoted(text, outcome) if says_outcome else ())


def _quoted(text: str, evidence: Iterable[Evidence]) -> tuple[str, ...]:
    spans = sorted({(e.start, e.end) for e in evidence})
    return tuple(dict.fromkeys(cut(text, start, end) for start, end in spans))[:QUOTED]


ADVICE: Mapping[Says, str] = {
    "both": N_("“So that” says for whom ({outside}) and what becomes different ({outcome})."),
    "outside": N_(
        "“So that” names somebody outside: {outside}. What can they do then that they cannot do "
        "now?"
    ),
    "outcome": N_("“So that” says what becomes different: {outcome}. For whom outside, if anyone?"),
    "neither": N_(
        "In “so that” we found nobody outside and nothing that becomes different. If this is meant "
        "for somebody out there, say for whom, and what they can do then."
    ),
}


def advice(purpose: Purpose, gettext: Gettext) -> str:
    """Return what was found in "so that", with its words, as advice and not as a verdict."""
    return gettext(ADVICE[purpose.says]).format(
        outside=_listed(purpose.outside, gettext), outcome=_listed(purpose.outcome, gettext)
    )


def _listed(words: Sequence[str], gettext: Gettext) -> str:
    return ", ".join(gettext("“{words}”").format(words=word) for word in words)
