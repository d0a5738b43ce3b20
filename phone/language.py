"""The bench for language on the phone: answers to rewrite, words to use more and less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from markupsafe import Markup

from focusmap.errors import BadAnswer
from focusmap.items import DOTS_EACH, By
from focusmap.marked import mark, to_html
from focusmap.model import Item, Participant, StepState, Workshop
from focusmap.pace import is_self_paced
from focusmap.rereading import Reread, reread, spot_of
from focusmap.rewrites import MOST_EACH, STEP, OnBench, Rewrite, load_prompts
from focusmap.sentences import N_, place_sentence
from focusmap.service import Service
from focusmap.translate import translations
from focusmap.wordlist import LISTS, ListName, Proposal, WordLine, Words, check_list
from focusmap.wordlist import MOST_EACH as MOST_WORDS
from focusmap.words import check_answer, even
from phone.rendering import Part, templates
from phone.visitor import Visitor

TITLES: Mapping[ListName, str] = {
    "more": N_("Words to use more"),
    "less": N_("Words to use less"),
}
NO_SUCH_WORD = N_("This button is of an older page. Load the page again, then tap once more.")


@dataclass(frozen=True, slots=True)
class Written:
    """A rewrite as it stands on the phone, with what moved; `is_own` lets one change it."""

    rewrite: Rewrite
    read: Reread
    is_own: bool

    @property
    def id(self) -> str:
        """The item's id."""
        return self.rewrite.item.id

    @property
    def text(self) -> str:
        """The words as they were typed."""
        return self.rewrite.read.answer.text


@dataclass(frozen=True, slots=True)
class Rewritten:
    """An answer of the bench on one phone; `left` is how many rewrites one can still give it."""

    of: OnBench
    words: Markup
    place: str
    spot: tuple[float, float] | None
    own: Sequence[Written]
    to_pick: Sequence[Written]
    left: int
    is_open: bool
    key: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One of the two lists on one phone: what one wrote, what is proposed, what all can see."""

    name: ListName
    title: str
    own: Sequence[Item]
    offers: Sequence[Offer]
    lines: Sequence[WordLine]
    has_room: bool
    key: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposed word with the name of its button; `is_taken` says that one put it on the list."""

    proposal: Proposal
    tap: str
    is_taken: bool


def language_parts(service: Service, workshop: Workshop, person: Participant) -> Sequence[Part]:
    """Return the two parts of the bench: the answers, and the lists of words."""
    by = By(person.id)
    bench = service.rewrites.bench(workshop, by)
    words = service.words.words(workshop, by)
    proposals = service.words.proposals(workshop, bench)
    made = templates(workshop.language)
    gettext = translations(workshop.language).gettext
    is_open = workshop.state(STEP) is not StepState.CLOSED
    shown = _rewritten(workshop, bench.answers, person) if is_open else []
    first = made.get_template("rewrites.html").render(
        answers=shown,
        prompts=load_prompts(workshop.language),
        is_revealed=bench.is_revealed,
        alone=is_self_paced(workshop),
    )
    lists = [_listed(name, words, proposals, gettext(TITLES[name])) for name in LISTS]
    second = made.get_template("words.html").render(
        lists=lists, is_revealed=words.is_revealed, left=max(0, words.dots_left), most=DOTS_EACH
    )
    return (
        # Both are templates, which escape.
        Part("bench-rewrites", Markup(first), "rewrite.js"),  # noqa: S704
        Part("bench-words", Markup(second)),  # noqa: S704
    )


def _rewritten(
    workshop: Workshop, answers: Sequence[OnBench], person: Participant
) -> list[Rewritten]:
    """Return the answers; open are those one works at, or the first that one has not begun."""
    begun = [bool(a.own(person.id)) or bool(a.own_pick) for a in answers]
    fresh = begun.index(False) if False in begun else -1
    return [
        _one(workshop, a, person, is_open=begun[n] or n == fresh) for n, a in enumerate(answers)
    ]


def _one(workshop: Workshop, of: OnBench, person: Participant, *, is_open: bool) -> Rewritten:
    gettext = translations(workshop.language).gettext

    def written(rewrite: Rewrite) -> Written:
        read = reread(of.old, rewrite.read, workshop.language, gettext)
        return Written(rewrite, read, rewrite.item.author_id == person.id)

    is_revealed = workshop.state(STEP) is StepState.REVEALED
    own = [written(r) for r in of.own(person.id)]
    return Rewritten(
        of=of,
        words=to_html(mark(of.old.answer.text, of.old.reading.evidence)),
        place=place_sentence(of.old.reading, gettext),
        spot=spot_of(of.old),
        own=own,
        to_pick=[written(r) for r in of.rewrites if not r.item.hidden] if is_revealed else (),
        left=max(0, MOST_EACH - len(own)) if of.is_on else 0,
        is_open=is_open,
        key=uuid4().hex,
    )


def _listed(name: ListName, words: Words, proposals: Sequence[Proposal], title: str) -> Listed:
    lines = words.to(name)
    own = [item for line in lines for item in line.own]
    there = {even(line.word) for line in lines}
    mine = {even(item.fields["word"]) for item in own}
    return Listed(
        name=name,
        title=title,
        own=own,
        # What somebody else put on the list stands there already, once it may be seen.
        offers=[
            Offer(p, f"word-{name}-{p.word.encode().hex()}", even(p.word) in mine)
            for p in proposals
            if p.to == name and (even(p.word) in mine or even(p.word) not in there)
        ],
        lines=lines if words.is_revealed else (),
        has_room=len(own) < MOST_WORDS,
        key=uuid4().hex,
    )


# What is written and tapped


def rewrite_fields(service: Service, visit: Visitor, about: str, typed: str) -> Mapping[str, str]:
    """Return the fields of a rewrite; raises BadAnswer when the old words are not shown."""
    service.rewrites.check_shown(visit.workshop, about)
    return {"text": check_answer(typed)}


def pick_rewrite(service: Service, visit: Visitor, name: str, value: str) -> None:
    """Pick a rewrite, `value`, of the answer `name`; without a value take the pick back."""
    service.rewrites.pick(visit.workshop.id, visit.person.id, name, value)


def take_word(service: Service, visit: Visitor, name: str, value: str) -> None:
    """Put a proposed word on a list, value 1, or take it off; `name` is LIST-HEX."""
    to, _, code = name.partition("-")
    try:
        word = bytes.fromhex(code).decode()
    except ValueError:
        raise BadAnswer(NO_SUCH_WORD) from None
    by = By(visit.person.id)
    if value == "1":
        service.words.add(visit.workshop.id, word, check_list(to), by)
    else:
        service.words.remove(visit.workshop.id, word, check_list(to), by)
