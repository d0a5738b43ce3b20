"""Measures: what a group wants to see change, in a sentence, with today's number and its source."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from string import Formatter

from focusmap.content_file import CONTENT, Table, check_ids, load_tables
from focusmap.errors import BadAnswer
from focusmap.marked import cut
from focusmap.model import Evidence, Item, Reading
from focusmap.sentences import N_, Gettext, sign
from focusmap.themes import PEOPLE_OUTSIDE, load_themes
from focusmap.words import check_field, clean_words

KIND = "measure"
# What its sentence is made of; the first is one of a list.
PARTS = ("direction", "what", "for_whom", "situation")
FIELDS = (*PARTS, "beside", "baseline", "target", "source", "owner", "rhythm")
# What phones rate is hidden, then shown; whatever is in the plan is shown, too.
RATED, CHOSEN = "rated", "chosen"
# A sentence that is longer is not read from the wall, nor aloud in one breath.
LONGEST = 160
LEAD_IDS = ("for_whom", "situation")
ADVICE_IDS = (
    "unread",
    "output",
    "inside",
    "nobody_outside",
    "no_situation",
    "no_source",
    "no_baseline",
    "no_target",
    "no_owner",
    "no_rhythm",
)
# What phones and pages call a field.
NAMES: Mapping[str, str] = {
    "direction": N_("Which way"),
    "what": N_("What"),
    "for_whom": N_("For whom"),
    "situation": N_("When"),
    "beside": N_("Today's measure that it stands beside"),
    "baseline": N_("Today"),
    "target": N_("Target"),
    "source": N_("Source"),
    "owner": N_("Owner"),
    "rhythm": N_("How often"),
}
# As many words are quoted at most, and lighter ones tell nothing by themselves.
QUOTED, LEAST_WEIGHT = 3, 0.1


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure as its last version has it; what nobody filled in is empty."""

    id: str
    version: int
    author_id: str
    direction: str
    what: str
    for_whom: str
    situation: str
    beside: str
    baseline: str
    target: str
    source: str
    owner: str
    rhythm: str
    state: str = ""
    hidden: bool = False

    @property
    def is_chosen(self) -> bool:
        """Whether it is in the group's plan."""
        return self.state == CHOSEN

    @property
    def is_shown(self) -> bool:
        """Whether the room may see how it was rated."""
        return self.state in (RATED, CHOSEN)


def measure_of(item: Item) -> Measure:
    """Return the record of an item of this kind."""
    words = {name: item.fields.get(name, "") for name in FIELDS}
    made = _made(words, item.id, item.version, item.author_id)
    return replace(made, state=item.state, hidden=item.hidden)


def draft_of(fields: Mapping[str, str]) -> Measure:
    """Return what is being typed as a measure, so that it can be looked at before it is kept."""
    return _made({name: clean_line(fields.get(name, "")) for name in FIELDS})


def _made(
    words: Mapping[str, str], item_id: str = "", version: int = 0, author_id: str = ""
) -> Measure:
    return Measure(
        id=item_id,
        version=version,
        author_id=author_id,
        direction=words["direction"],
        what=words["what"],
        for_whom=words["for_whom"],
        situation=words["situation"],
        beside=words["beside"],
        baseline=words["baseline"],
        target=words["target"],
        source=words["source"],
        owner=words["owner"],
        rhythm=words["rhythm"],
    )


def clean_line(typed: str) -> str:
    """Return typed words as one line."""
    return " ".join(clean_words(typed).split())


def check_measure(typed: Mapping[str, str], language: str) -> Mapping[str, str]:
    """Return the fields of a measure as they are kept.

    Raises BadAnswer, with what to do, when it does not say what changes, when there is no such
    direction, or when a field is too long. All else may come later.
    """
    fields = {name: clean_line(typed.get(name, "")) for name in FIELDS}
    if not any(c.isalnum() for c in fields["what"]):
        raise BadAnswer(
            "Write what should change, under “What”. The rest can come later; your words are still "
            "here."
        )
    if fields["direction"] not in load_content(language).directions:
        raise BadAnswer("Choose which way it should move, under “Which way”, then save again.")
    for name, text in fields.items():
        check_field(NAMES[name], text, LONGEST)
    return fields


# What stands in the file


@dataclass(frozen=True, slots=True)
class Advice:
    """A piece of advice; `plain` is said where there are no words to show for it."""

    id: str
    say: str
    plain: str


@dataclass(frozen=True, slots=True)
class Example:
    """A good measure of one region, and what such a one is for."""

    region: str
    measure: Measure
    why: str


@dataclass(frozen=True, slots=True)
class Lead:
    """The word before a part of the sentence, and those that people may type in its place."""

    say: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """The bench's texts: the ways it can move by id, the sentence, advice, praise, examples."""

    directions: Mapping[str, str]
    pattern: str
    leads: Mapping[str, Lead]
    advice: tuple[Advice, ...]
    praise: str
    examples: tuple[Example, ...]


@cache
def load_content(language: str, folder: Path = CONTENT) -> Content:
    """Return the texts of a language; raises ContentError, with file and line, when wrong."""
    path = folder / language / "measures.toml"
    directions = load_tables(path, "direction")
    leads, advice = load_tables(path, "lead"), load_tables(path, "advice")
    check_ids(path, leads, LEAD_IDS)
    check_ids(path, advice, ADVICE_IDS)
    ways = {t.text("id"): t.text("say") for t in directions}
    pattern = load_tables(path, "pattern")[0]
    _check_names(pattern, "say", set(PARTS))
    return Content(
        ways,
        pattern.text("say"),
        {t.text("id"): Lead(t.text("say"), t.sentences("or")) for t in leads},
        tuple(map(_advice, advice)),
        load_tables(path, "praise")[0].text("say"),
        tuple(_example(t, ways) for t in load_tables(path, "example")),
    )


def _advice(table: Table) -> Advice:
    has_words = "plain" in table.values
    _check_names(table, "say", {"words"} if has_words else set())
    return Advice(table.text("id"), table.text("say"), table.text("plain" if has_words else "say"))


def _check_names(table: Table, key: str, wanted: set[str]) -> None:
    try:
        found = [name for _, name, _, _ in Formatter().parse(table.text(key)) if name is not None]
    except ValueError:
        raise table.error(f"{key} has a {{ or }} too many", key) from None
    if sorted(found) != sorted(wanted):
        names = ", ".join(sorted(wanted)) or "nothing"
        raise table.error(f"{key} holds {names} in curly brackets, each once", key)


def _example(table: Table, ways: Mapping[str, str]) -> Example:
    if table.values.get("direction") not in ways:
        raise table.error(f"direction is one of {', '.join(ways)}", "direction")
    fields = {name: str(table.values.get(name, "")) for name in PARTS}
    table.text("what")
    return Example(table.text("region"), draft_of(fields), table.text("why"))


# What it says


def sentence(measure: Measure, language: str) -> str:
    """Return a measure in one sentence, without the parts that nobody wrote."""
    content = load_content(language)
    direction = content.directions.get(measure.direction, "")
    what = without_lead(measure.what, direction)
    said = content.pattern.format(
        direction=direction,
        what=_lower_first(what) if direction else what,
        for_whom=_led(measure.for_whom, content.leads["for_whom"]),
        situation=_led(measure.situation, content.leads["situation"]),
    )
    # What nobody wrote leaves its space.
    return " ".join(said.split()).replace(" .", ".")


def _led(words: str, lead: Lead) -> str:
    """Return a part with the word before it, unless it begins with such a word itself."""
    words = words.strip().rstrip(".,;")
    for other in lead.others if words else ():
        if words.casefold().startswith(f"{other} "):
            return f"{other}{words[len(other) :]}"
    return f"{lead.say} {words}" if words else ""


def without_lead(words: str, lead: str) -> str:
    """Return words that go on in a sentence: many people type its beginning once more."""
    start = f"{lead.casefold()} "
    if lead and words.casefold().startswith(start):
        words = words[len(start) :]
    return words.strip().rstrip(".,;")


def _lower_first(words: str) -> str:
    # "IT" and "I" keep their capitals.
    first, space, rest = words.partition(" ")
    return f"{first.lower()}{space}{rest}" if first[1:].islower() else words


# What could make it better


def advice_for(
    measure: Measure, reading: Reading, language: str, gettext: Gettext
) -> tuple[str, ...]:
    """Return advice on a measure, given the reading of its sentence; praise when there is none.

    It names the words that the reader goes by, so that nobody has to believe it.
    """
    content = load_content(language)
    text = sentence(measure, language)
    found = tuple(
        _said(a, quoted(text, reading, *AXES[a.id]) if a.id in AXES else (), gettext)
        for a in content.advice
        if holds(a.id, measure, reading, language)
    )
    return found or (content.praise,)


# By advice, the axis whose words it shows, and their side.
AXES = {"output": ("orientation", -1), "inside": ("focus", -1)}


def holds(advice: str, measure: Measure, reading: Reading, language: str) -> bool:
    """Whether a piece of advice is for a measure, as its sentence is read."""
    if advice.startswith("no_"):
        return not getattr(measure, advice.removeprefix("no_"))
    tests: Mapping[str, Callable[[], bool]] = {
        "unread": lambda: not reading.placed,
        "output": lambda: reading.y is not None and sign(reading.y) < 0,
        "inside": lambda: reading.x is not None and sign(reading.x) < 0,
        "nobody_outside": lambda: not names_outside(reading, _classes_outside(language)),
    }
    return tests[advice]()


def names_outside(reading: Reading, classes: Collection[str]) -> bool:
    """Whether the words name somebody outside; the group's own words for customers count."""
    return any(e.effect.partition("@")[0] in classes for e in reading.evidence if not e.is_whole)


def _classes_outside(language: str) -> frozenset[str]:
    return next(t.classes for t in load_themes(language) if t.name == PEOPLE_OUTSIDE)


def quoted(text: str, reading: Reading, axis: str, side: int) -> tuple[str, ...]:
    """Return the words that pull a reading to a side of an axis, those that weigh most first."""
    pulls = [
        e
        for e in reading.evidence
        if e.axis == axis and not e.is_whole and e.weight * side >= LEAST_WEIGHT
    ]
    return _words(text, sorted(pulls, key=lambda e: (-abs(e.weight), e.start)))


def _words(text: str, evidence: Iterable[Evidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cut(text, e.start, e.end) for e in evidence))[:QUOTED]


def _said(advice: Advice, words: tuple[str, ...], gettext: Gettext) -> str:
    if not words:
        return advice.plain
    listed = ", ".join(gettext("“{words}”").format(words=word) for word in words)
    return advice.say.format(words=listed)
