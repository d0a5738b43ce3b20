"""What came of a step, as one page for somebody alone: the wall's sentences, a map, the words.

It is made for the eyes of one participant of a self-paced workshop. What they may not see is not in
it: each part is asked for with the record of the workshop that was made for them (see pace.py).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from focusmap.agreement import result_sentence
from focusmap.cloud import (
    Cloud,
    cloud_in_words,
    cloud_regions,
    guess_sentence,
    make_cloud,
    wanted_sentence,
)
from focusmap.compare import basis as compare_basis
from focusmap.compare import compare, side_of_people
from focusmap.compare import sentence as compare_sentence
from focusmap.entries import Entry, ranked
from focusmap.fit import fit_sentence, load_cases
from focusmap.gap_words import gap_in_words, load_gap_words
from focusmap.gaps import basis_in_words
from focusmap.identified import identified
from focusmap.keeping import use
from focusmap.language import (
    Language,
    find_language,
    outside_sentence,
    rests_on,
    share_of,
    sight_sentence,
    themes_sentence,
    words_basis,
)
from focusmap.leaning import Spot
from focusmap.map import Layer, Middle, make_layer, map_sentence, region_counts
from focusmap.met import find_met, met_sentence
from focusmap.model import PutSpot, ReadAnswer, Step, Taps, Workshop
from focusmap.operating_words import load_operating, model_sentence
from focusmap.pace import dots_missing_sentence
from focusmap.ratings import SCALE, Distribution, distributions, lean_in_words, load_statements
from focusmap.sentences import (
    REGION_NAMES,
    Catalogue,
    Region,
    basis,
    map_in_words,
    region,
)
from focusmap.service import Service
from focusmap.shown import in_no_order
from focusmap.statement_words import load_statement_words
from focusmap.steps import get_step
from focusmap.taps import GUESS, WANT
from focusmap.themes import load_stop_words, load_themes
from focusmap.translate import translations
from focusmap.unspoken import Unspoken, load_topics, rewarded_unsaid, success_unmeasured

Shape = Literal["said", "measured", "guess", "want"]
Work = TypeVar("Work")
# What was worked out of the same answers for one person serves the next one.
MOST_REMEMBERED = 64
MOST_THEMES = 5
UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or two; `small` is what it rests on."""

    text: str
    small: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, its numbers in words, and its length from 0 to 1."""

    label: str
    numbers: str
    share: float


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars below each other, with what they are and rest on."""

    title: str
    bars: tuple[Bar, ...]
    small: str = ""


@dataclass(frozen=True, slots=True)
class Ratings:
    """How one statement was rated: how many gave each value, with both ends in words."""

    title: str
    lean: str
    columns: tuple[Bar, ...]
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Dots:
    """The dots of one layer, from -1 to 1 and drawn so that each can be counted."""

    shape: Shape
    label: str
    clear: tuple[Spot, ...]
    weak: tuple[Spot, ...]
    spacing: float
    middle: Middle | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A small map, with all that it shows in words."""

    layers: tuple[Dots, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Quotes:
    """Answers under a title; `name` finds them when all are asked for."""

    name: str
    title: str
    answers: tuple[ReadAnswer, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines of the group's own words under a title, each with a note of numbers or none."""

    name: str
    title: str
    lines: tuple[tuple[str, str], ...]
    small: str = ""


Block = Paragraph | Bars | Ratings | Picture | Quotes | Listing


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a step, in one sentence and then in blocks, in the order they are read."""

    step: Step
    headline: str
    blocks: tuple[Block, ...]


class Results:
    """Makes the results of steps for the viewer of a workshop, and remembers the work."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._kept: OrderedDict[tuple[str, str], tuple[object, Any]] = OrderedDict()
        self._working = threading.Lock()

    def of(self, seen: Workshop, step_id: str) -> Result | None:
        """Return what came of a step, or None when the viewer may not see it (yet)."""
        step = get_step(seen.language, step_id)
        speak = translations(seen.language)
        make = MAKERS.get(step_id)
        return make(_Asking(self._service, seen, speak, self._remember), step) if make else None

    def _remember(self, key: tuple[str, str], of: object, work: Callable[[], Work]) -> Work:
        """Return what was worked out of the same under a key, or work it out."""
        with self._working:
            if key not in self._kept or self._kept[key][0] != of:
                self._kept[key] = (of, work())
            while len(self._kept) > MOST_REMEMBERED:
                self._kept.popitem(last=False)
            use(self._kept, key)
            found: Work = self._kept[key][1]
            return found


@dataclass(frozen=True, slots=True)
class _Asking:
    """What the results of all steps are made with, for one viewer."""

    service: Service
    seen: Workshop
    speak: Catalogue
    remember: Callable[[tuple[str, str], object, Callable[[], Any]], Any]

    def gettext(self, text: str) -> str:
        return self.speak.gettext(text)

    def answers(self, step: str) -> tuple[ReadAnswer, ...]:
        """Return the answers of a step that the viewer may see, in no order."""
        return in_no_order(self.service.shown_answers(self.seen, step))

    def taps(self, step: str) -> Taps:
        return self.service.shown_taps(self.seen, step)

    def spots(self, step: str, name: str) -> tuple[PutSpot, ...]:
        return self.service.shown_spots(self.seen, step, name)

    def kept(self, name: str, of: object, work: Callable[[], Work]) -> Work:
        found: Work = self.remember((self.seen.id, name), of, work)
        return found


# Acknowledge


def _acknowledge(ask: _Asking, step: Step) -> Result | None:
    taps, examples = ask.taps(step.id), ask.answers(step.id)
    if not taps.people and not examples:
        return None
    met = find_met(taps)
    bars = tuple(
        Bar(
            _capital(ask.gettext(REGION_NAMES[name])),
            ask.gettext("{n} of {of}").format(n=count, of=met.people),
            met.share(name),
        )
        for name, count in met.counts.items()
    )
    blocks = (
        Bars(ask.gettext("How many of us met each this month"), bars),
        Quotes("examples", ask.gettext("Examples"), examples),
    )
    return Result(step, met_sentence(met, ask.speak), _not_empty(blocks))


# Curiosity


def _curiosity(ask: _Asking, step: Step) -> Result | None:
    taps = ask.taps(step.id)
    if not taps.people:
        return None
    rated = distributions(taps, load_statements(ask.seen.language))
    cloud = make_cloud(GUESS, [s for s in taps.spots if s.name == GUESS])
    guesses: tuple[Block, ...] = (
        Paragraph(guess_sentence(cloud, ask.gettext)),
        _cloud_picture(cloud, "guess", ask.gettext("guesses"), cloud_in_words(cloud, ask.speak)),
    )
    blocks = (*(_ratings(d, ask.speak) for d in rated), *guesses)
    return Result(step, fit_sentence(load_cases(ask.seen.language), rated), blocks)


def _ratings(found: Distribution, speak: Catalogue) -> Ratings:
    most = max(1, *found.counts.values())
    return Ratings(
        title=found.statement.text,
        lean=lean_in_words(found, speak),
        columns=tuple(
            Bar(str(value), str(found.counts[value]), found.counts[value] / most) for value in SCALE
        ),
        low=found.statement.low,
        high=found.statement.high,
    )


# Ask


def _ask(ask: _Asking, step: Step) -> Result | None:
    answers = ask.answers(step.id)
    if not answers:
        return None
    read = tuple(a for a in answers if a.question.is_read)
    layer = ask.kept("said", read, lambda: make_layer("said", read))
    language = ask.kept("language", read, lambda: _language(ask, read))
    placed, beside = len(layer.dots), len(layer.unplaced)
    says = map_sentence(layer, ask.gettext)
    text = map_in_words(placed, layer.people, beside, says, region_counts(layer), ask.speak)
    blocks = (
        Paragraph("", basis(placed, beside, layer.people, ask.speak)),
        Picture((_dots_of(layer, "said", ask.gettext("what we say")),), text),
        *_by_region(layer, ask),
        *_spoken(language, ask),
    )
    return Result(step, says, _not_empty(blocks))


def _language(ask: _Asking, answers: Sequence[ReadAnswer]) -> Language:
    language = ask.seen.language
    return find_language(answers, load_themes(language), load_stop_words(language))


def _by_region(layer: Layer, ask: _Asking) -> Iterable[Quotes]:
    """Return the answers of a layer by the region they lie in, and those beside the map."""
    lying: dict[Region, list[ReadAnswer]] = {name: [] for name in REGION_NAMES}
    for dot in layer.dots:
        lying[region(dot.placement.x, dot.placement.y)].append(dot.answer)
    for name, answers in lying.items():
        yield Quotes(name, _capital(ask.gettext(REGION_NAMES[name])), tuple(answers))
    yield Quotes(UNPLACED, ask.gettext("Beside the map"), layer.unplaced)


def _spoken(language: Language, ask: _Asking) -> Iterable[Block]:
    """Return what the words speak of; with too few people only that it is too few."""
    speak, gettext = ask.speak, ask.gettext
    if language.outside.is_few:
        yield Paragraph(outside_sentence(language.outside, speak))
        return
    themes = [t for t in language.themes if t.share.answers][:MOST_THEMES]
    bars = (
        Bar(t.theme.label, share_of(t.share, gettext), len(t.share) / max(1, t.share.of))
        for t in themes
    )
    basis_of_all = rests_on(language.outside, speak)
    yield Bars(themes_sentence(language, gettext), tuple(bars), basis_of_all)
    yield Paragraph(outside_sentence(language.outside, speak))
    yield Paragraph(sight_sentence(language.sight, speak))
    yield Quotes("sight", gettext("The clearest of them"), language.examples)
    words = tuple(
        (
            _capital(gettext(REGION_NAMES[w.region])),
            ", ".join(word.text for word in w.words) or words_basis(w, speak),
        )
        for w in language.words
    )
    yield Listing("words", gettext("The words that tell our regions apart."), words)


# Qualify


def _qualify(ask: _Asking, step: Step) -> Result | None:
    entries = ranked(ask.service.entries(ask.seen))
    if not entries:
        return None
    said = tuple(a for a in ask.answers("ask") if a.question.is_read)
    answers = tuple(a for e in entries for a in e.answers)
    picture = ask.kept("measured", (entries, said), lambda: _measured(ask, entries, said))
    dots = dots_missing_sentence(ask.seen, ask.speak)
    blocks: list[Block] = [picture]
    if said:
        compared = compare("measured", side_of_people(said), side_of_people(answers))
        text = compare_sentence(compared, ask.speak)
        blocks.insert(0, Paragraph("", compare_basis(compared, ask.speak)))
    else:
        text = ask.gettext(
            "This is what we measure, value and reward. Answer the step Ask to see it beside what "
            "we say."
        )
    if dots:
        blocks.append(Paragraph(dots))
    blocks += _named(ask, entries, shows_dots=not dots)
    if said:
        blocks += _nobody_says(ask, entries, said)
    return Result(step, text, _not_empty(blocks))


def _measured(ask: _Asking, entries: Sequence[Entry], said: Sequence[ReadAnswer]) -> Picture:
    """Return what is measured on the map, above what we say."""
    measured = make_layer("measured", [e.answers[0] for e in entries])
    layers = [_dots_of(measured, "measured", ask.gettext("what is measured"))]
    if said:
        layers.insert(0, _dots_of(make_layer("said", said), "said", ask.gettext("what we say")))
    named = ", ".join(
        f"{ask.gettext(REGION_NAMES[name])} {count}"
        for name, count in region_counts(measured).items()
    )
    text = ask.gettext(
        "Focus map: inside is left, outside right; outputs are below, outcomes above."
    )
    return Picture(tuple(layers), f"{text} {layers[-1].label}: {named or '0'}.")


PROMPT_TITLES = ("measured", "valued", "rewarded")


def _named(ask: _Asking, entries: Sequence[Entry], *, shows_dots: bool) -> Iterable[Listing]:
    """Return the entries under their prompts, those with most dots or people first."""
    for question in ask.seen.questions_of("qualify"):
        lines = tuple(
            (e.text, _dots_in_words(e, ask.speak) if shows_dots else "")
            for e in entries
            if e.question.id == question.id
        )
        yield Listing(question.id, question.text, lines)


def _dots_in_words(entry: Entry, speak: Catalogue) -> str:
    return speak.ngettext("{n} dot", "{n} dots", entry.dots).format(n=entry.dots)


def _nobody_says(
    ask: _Asking, entries: Sequence[Entry], said: Sequence[ReadAnswer]
) -> Iterable[Listing]:
    """Return what is rewarded that nobody called success, and the other way round."""
    topics = load_topics(ask.seen.language)
    success = [a for a in said if a.question.kind == "success"]
    by_prompt = {
        name: tuple(e for e in entries if e.question.name == name) for name in PROMPT_TITLES
    }
    unsaid = rewarded_unsaid(by_prompt["rewarded"], success, topics)
    unmeasured = success_unmeasured(success, by_prompt["measured"], topics)
    title = ask.gettext("Rewarded, and nobody calls it success")
    yield Listing("unsaid", title, _lines(e.text for e in unsaid.items), _thin(ask, unsaid))
    title = ask.gettext("Called success, and nobody measures it")
    lines = _lines(a.answer.text for a in unmeasured.items)
    yield Listing("unmeasured", title, lines, _thin(ask, unmeasured))


def _lines(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((text, "") for text in texts)


def _thin(ask: _Asking, found: Unspoken[Any]) -> str:
    if found.is_thin:
        return ask.gettext("Too few to say: it takes at least four people on both sides.")
    return ask.gettext(
        "{n} of {of}: they share no word with the {beside} on the other side."
    ).format(n=len(found.items), of=found.of, beside=found.beside)


# Identify


def _identify(ask: _Asking, step: Step) -> Result | None:
    wanted = ask.spots(step.id, WANT)
    if not wanted:
        return None
    said = tuple(a for a in ask.answers("ask") if a.question.is_read)
    measured = tuple(a for e in ask.service.entries(ask.seen) for a in e.answers)
    guess = ask.spots("curiosity", GUESS)
    of = (said, measured, wanted, guess)
    figures = ask.kept("figures", of, lambda: identified(*of))
    cloud = figures.wanted
    language = ask.seen.language
    table, models = load_gap_words(language), load_operating(language)
    blocks: list[Block] = [
        _cloud_picture(
            cloud, "want", ask.gettext("where we need to be"), _want_in_words(ask, cloud)
        )
    ]
    if said:
        model = figures.said.model
        blocks.append(Paragraph(model_sentence(model, "said", models, ask.speak)))
    clear = figures.clear
    for gap in clear:
        words = gap_in_words(gap, table)
        said_of_it = " ".join((words.say, *words.camps, words.ask))
        blocks.append(Paragraph(said_of_it, basis_in_words(gap, ask.speak)))
    if not clear:
        text = ask.gettext(
            "There is no clear gap in what you can see so far. That is a result, too."
        )
        blocks.append(Paragraph(text))
    if not (said and measured and guess):
        text = ask.gettext(
            "Gaps show between steps that you have answered. Go back to those that are not done to "
            "see more."
        )
        blocks.append(Paragraph("", text))
    blocks += _statement(ask)
    return Result(step, wanted_sentence(cloud, ask.gettext), tuple(blocks))


def _want_in_words(ask: _Asking, cloud: Cloud) -> str:
    """Return the cloud in words, for those who do not see it."""
    regions = cloud_regions(cloud)
    counts = "; ".join(
        f"{ask.gettext(name)}: {regions[key]}" for key, name in REGION_NAMES.items() if regions[key]
    )
    return ask.gettext("Where we need to be, by region. {counts}.").format(counts=counts)


def _statement(ask: _Asking) -> Iterable[Block]:
    """Return the words of the gap as the facilitator opened them, and how a vote on them went."""
    stated = ask.service.stating.shown(ask.seen)
    if stated is None:
        return
    title = ask.gettext("What the group says of its gap")
    yield Listing("statement", title, _lines((stated.fields.get("text", ""),)))
    last = next(reversed(ask.service.stating.rounds(ask.seen)), None)
    if last and last.stances and ask.seen.identify_stage == "result":
        words = load_statement_words(ask.seen.language).result
        yield Paragraph(result_sentence(last.stances, words, ask.seen.minimum))


MAKERS: dict[str, Callable[[_Asking, Step], Result | None]] = {
    "acknowledge": _acknowledge,
    "curiosity": _curiosity,
    "ask": _ask,
    "qualify": _qualify,
    "identify": _identify,
}


# Parts


def _dots_of(layer: Layer, shape: Shape, label: str) -> Dots:
    clear = tuple((d.px, d.py) for d in layer.dots if not d.is_weak)
    weak = tuple((d.px, d.py) for d in layer.dots if d.is_weak)
    return Dots(shape, label, clear, weak, layer.spacing, layer.middle)


def _cloud_picture(cloud: Cloud, shape: Shape, label: str, text: str) -> Picture:
    return Picture((Dots(shape, label, cloud.drawn, (), cloud.spacing, cloud.middle),), text)


def _not_empty(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return blocks without lists that have nothing to list."""
    return tuple(
        b
        for b in blocks
        if not (isinstance(b, Quotes) and not b.answers)
        and not (isinstance(b, Listing) and not b.lines and not b.small)
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
