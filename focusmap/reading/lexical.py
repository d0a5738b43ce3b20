"""The rules that turn the words of an answer into a reading.

Words give clues, constructions add clues or take weight from them, and what is left is the
evidence. `place` alone turns evidence into a place, so every dot can be recomputed from its words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from focusmap.model import Axis, Evidence, Reading
from focusmap.reading.lexicon import AXES, Entry, Lexicon
from focusmap.reading.tags import is_finite_verb, may_lead_as_verb
from focusmap.reading.tokens import Token, tokenize

MAX_TOKENS = 400

NOTHING = "Nothing to read."
UNKNOWN = "No words here that this reader knows."

# How much of its weight a clue keeps: before "so that", after "not" in "not X but Y", and in a
# sentence that says nobody looks at it. Chosen by hand; to be fitted later.
BEFORE_PURPOSE = 0.4
AFTER_NOT = 0.25
DISMISSED = 0.4
LABEL = 0.2
SCENE = 0.3
REACH = 5

_ENDS = frozenset(".!?;\n\u2026")
_COMMAS = frozenset(",:")
_OPENERS = frozenset({"i", "we", "am", "are", "mostly", "mainly", "also", "to", "and", "then"})
_LINKS = frozenset({"link", "can", "denied"})
_TURNS = frozenset({"but"})
_OURS = frozenset({"i", "we", "my", "our", "us"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "get", "gets", "got"})
_ARTICLES = frozenset({"a", "an", "the", "one", "every", "each", "some", "that", "this", "another"})
_ANYONE = frozenset({"someone", "somebody", "everyone", "everybody"})
_PLURALS = frozenset({"people", "folk", "ppl", "children", "men", "women", "gentlemen"})
_LATER = frozenset({"later", "after", "ago", "old", "year", "years", "month", "months", "week"})


@dataclass(slots=True)
class Clue:
    """An entry found at tokens `first` to `last` (not included), with its weights here."""

    first: int
    last: int
    entry: Entry
    focus: float | None
    orientation: float | None

    @property
    def kind(self) -> str:
        """The class of the entry."""
        return self.entry.kind

    def drop(self) -> None:
        """Take all weight from the clue, as if its words said nothing."""
        self.focus = self.orientation = None

    def scale(self, share: float) -> None:
        """Leave the clue a share of its weight, from 0 to 1."""
        self.focus = None if self.focus is None else self.focus * share
        self.orientation = None if self.orientation is None else self.orientation * share


def place(evidence: Iterable[Evidence]) -> tuple[float, float] | None:
    """Return x and y from -1 to 1, or None where there is evidence for neither axis.

    On each axis it is the mean of the weights, each counted by its own size, so that strong words
    are not diluted by faint ones. An axis without evidence is 0: "it cannot be told".
    """
    evidence = tuple(evidence)
    if not evidence:
        return None
    return _mean(evidence, "focus"), _mean(evidence, "orientation")


def _mean(evidence: Sequence[Evidence], axis: Axis) -> float:
    """Return the self-weighted mean of an axis, from -1 to 1; 0 without weight."""
    weights = [e.weight for e in evidence if e.axis == axis]
    size = sum(map(abs, weights))
    if size == 0:
        return 0.0
    return max(-1.0, min(1.0, round(sum(w * abs(w) for w in weights) / size, 4)))


def _is_plural(noun: str) -> bool:
    """Return whether a word for people looks like more than one."""
    return noun.endswith("s") or noun in _PLURALS


class LexicalReader:
    """A Reader that goes by a lexicon and some constructions; immutable, so safe for threads."""

    def __init__(self, language: str, lexicon: Lexicon) -> None:
        """Keep the lexicon; words for customers are added per workshop and remembered."""
        self.language = language
        self._plain = lexicon
        self._for_customers: Callable[[tuple[str, ...]], Lexicon] = lru_cache(maxsize=64)(
            lexicon.with_customers
        )

    def read(self, text: str, kind: str, customers: Sequence[str] = ()) -> Reading:
        """Return the reading of a text; only its first 4,000 characters and 400 words are read."""
        tokens = tokenize(text)[:MAX_TOKENS]
        if not any(token.is_word for token in tokens):
            return _unplaced(NOTHING)
        lexicon = self._for_customers(tuple(customers)) if customers else self._plain
        answer = AnswerInWork(tokens, kind, lexicon)
        answer.apply_rules()
        return _reading(answer)


def _unplaced(reason: str) -> Reading:
    """Return the reading of an answer that has no place, with the reason in plain words."""
    return Reading(x=None, y=None, confidence=0.0, line_of_sight=False, evidence=(), reason=reason)


def _reading(answer: AnswerInWork) -> Reading:
    """Return the reading for the clues that are left after the rules."""
    evidence = answer.evidence()
    spot = place(evidence)
    if spot is None:
        return _unplaced(UNKNOWN)
    return Reading(*spot, _confidence(evidence), answer.has_line_of_sight(), evidence)


def _confidence(evidence: Sequence[Evidence]) -> float:
    """Return 0 to 1: how much evidence each axis has, and how far it agrees."""
    shares = []
    for axis in AXES:
        weights = [e.weight for e in evidence if e.axis == axis]
        size = sum(map(abs, weights))
        agreement = abs(sum(weights)) / size if size else 0.0
        shares.append(min(1.0, size / 2) * agreement)
    return round(sum(shares) / 2, 3)


class AnswerInWork:
    """One answer while the rules go over it: its tokens and the clues found so far."""

    def __init__(self, tokens: list[Token], kind: str, lexicon: Lexicon) -> None:
        """Find the lexicon's words, longest match first."""
        self.tokens = tokens
        self.words = [token.norm for token in tokens]
        self.ends = [at for at, word in enumerate(self.words) if word in _ENDS]
        self.kind = kind
        self.lexicon = lexicon
        self.clues = self._find()
        self.at = {clue.first: clue for clue in self.clues}
        self.links_purpose = False

    def _find(self) -> list[Clue]:
        """Return the clues of the longest entries that start at each word; each word once."""
        clues, position, count = [], 0, len(self.words)
        while position < count:
            last, entry = self._longest(self.lexicon.entries, position)
            if entry is None:
                position += 1
                continue
            clues.append(Clue(position, last, entry, entry.focus, entry.orientation))
            position = last
        return clues

    def _longest(self, table: dict[str, Entry], first: int) -> tuple[int, Entry | None]:
        """Return where the longest entry from a word ends, and the entry, None if there is none."""
        for length in range(self.lexicon.longest.get(self.words[first], 0), 0, -1):
            found = table.get(" ".join(self.words[first : first + length]))
            if found is not None and first + length <= len(self.words):
                return first + length, found
        return first, None

    def apply_rules(self) -> None:
        """Let the constructions add clues and move weight, in this order."""
        self._label_people()
        self._follow_people()
        self._reduce_bad()
        self._lead()
        self._count_figures()
        self._link_changes()
        self._turn_to_purpose()
        self._turn_to_contrast()
        self._dismiss()
        self._silence()

    # People outside

    def _label_people(self) -> None:
        """People right before a thing inside are its label ("customer database"), not outside."""
        for clue in self.clues:
            thing = self.at.get(clue.last)
            if clue.kind == "outside" and thing is not None and self._is_labelled(clue, thing):
                clue.scale(LABEL)

    def _is_labelled(self, person: Clue, thing: Clue) -> bool:
        """Return whether people before a word are only its label ("customer report")."""
        if thing.kind != "doing":
            return thing.kind == "thing"
        subject, word = self.words[person.last - 1], self.words[thing.first]
        return not _is_plural(subject) and not word.endswith(("ed", "ing"))

    def _follow_people(self) -> None:
        """People outside and what they do or can do is an outcome."""
        named = self.kind in ("success", "value")
        for clue in list(self.clues):
            if clue.kind == "colleague":
                named = False
            elif clue.kind == "outside":
                named = True
                self._follow(clue)
            elif clue.kind == "pronoun" and named and self._follow(clue):
                clue.focus = self._rule_weight("they stand for people outside")

    def _follow(self, person: Clue) -> bool:
        """Add the clue for what a person outside does; return whether there is one.

        The last verb counts, since the words before it may be auxiliaries ("have learned").
        """
        position, able, act = person.last, False, None
        end = min(len(self.words), person.last + REACH)
        while position < end:
            act = self._act(person, position, able=able) or act
            link = self.at.get(position)
            if link is None or link.kind not in _LINKS:
                break
            able, position = able or link.kind == "can", link.last
        if act is None:
            return False
        self._replace(act)
        self._soften_scene(act.last)
        return True

    def _act(self, person: Clue, position: int, *, able: bool) -> Clue | None:
        """Return the clue of what a person outside does at a word, None if it is no act."""
        last, entry = self._longest(self.lexicon.acts, position)
        ours = self.at.get(position)
        if entry is None:
            last, entry = position + 1, self._unknown_act(position, able=able)
        if entry is None or (ours is not None and not self._is_theirs(person, ours)):
            return None
        return Clue(position, last, entry, entry.focus, entry.orientation)

    def _unknown_act(self, position: int, *, able: bool) -> Entry | None:
        """Return the rule for a verb that is not in the lexicon, None where there is none."""
        if not self.tokens[position].is_word or self.words[position] in _BE:
            return None
        ours = self.at.get(position)
        if able and (ours is None or ours.kind in ("doing", "help")):
            return self.lexicon.rules.get("people outside can")
        if ours is None:
            known = not self._is_passive(position) and is_finite_verb(self.words[position])
        else:
            known = ours.kind == "doing"
        return self.lexicon.rules.get("people outside act") if known else None

    def _is_passive(self, position: int) -> bool:
        """Return whether a form of be stands before a word: then it is done to them."""
        return self.words[position - 1] in _BE

    def _is_theirs(self, person: Clue, ours: Clue) -> bool:
        """Return whether a word that could be ours is done by the person before it.

        "patients call", "the patient calls" and "she calls" are; "customer calls" and "patients
        are called" are not.
        """
        if ours.kind not in ("doing", "thing"):
            return True
        if self._is_passive(ours.first) or self.words[ours.first].endswith("ing"):
            return False
        if ours.first > person.last or person.kind == "pronoun":
            return True
        subject, verb = self.words[person.last - 1], self.words[ours.first]
        if _is_plural(subject):
            return not verb.endswith("s")
        before = self.words[person.first - 1] if person.first else ""
        return verb.endswith("s") and (before in _ARTICLES or subject in _ANYONE)

    def _soften_scene(self, position: int) -> None:
        """Things in what people outside do are theirs: they keep a part of their weight."""
        while position < len(self.words):
            if self.words[position] in _ENDS or self.words[position] in _OURS:
                return
            clue = self.at.get(position)
            if clue is not None and clue.kind in ("thing", "doing"):
                clue.scale(SCENE)
            position += 1

    def _replace(self, clue: Clue) -> None:
        """Put a clue where others may have been; clues that share its words lose theirs."""
        for other in self.clues:
            shared = other.first < clue.last and other.last > clue.first
            if shared and other.kind != "purpose" and (other.orientation or 0) <= 0:
                other.drop()
        self.clues.append(clue)

    # Words that need company

    def _reduce_bad(self) -> None:
        """Fewer of something bad counts in full; something bad alone only tells where it is."""
        for clue in self.clues:
            if clue.kind == "bad" and not self._is_reduced(clue.first):
                clue.scale(0.5)

    def _is_reduced(self, position: int) -> bool:
        """Return whether a word of the class less stands up to three words before."""
        near = range(max(0, position - 3), position)
        return any((c := self.at.get(p)) is not None and c.kind == "less" for p in near)

    def _link_changes(self) -> None:
        """Again, no longer, back: a change only where people outside are in the sentence."""
        for clue in self.clues:
            if clue.kind == "change":
                first, last = self._sentence(clue.first)
                if not self._has_outside(first, last):
                    clue.drop()

    def _has_outside(self, first: int, last: int) -> bool:
        """Return whether people outside with weight stand between two words."""
        return any(
            first <= c.first < last and c.kind in ("outside", "pronoun") and (c.focus or 0) > LABEL
            for c in self.clues
        )

    def _lead(self) -> None:
        """A verb of ours at the head of the answer says what is done."""
        position = 0
        while position < len(self.words) and self.words[position] in _OPENERS:
            position += 1
        if position >= len(self.words) or not self.tokens[position].is_word:
            return
        clue = self.at.get(position)
        if clue is None and self.kind == "work" and may_lead_as_verb(self.words[position]):
            self._add_rule("leading verb", position)
        elif clue is not None and clue.kind == "doing":
            clue.orientation = min(clue.orientation or 0.0, self._rule_weight("leading doing", 1))

    def _count_figures(self) -> None:
        """A figure counts what is made, unless it counts people outside or time that passed."""
        for position, word in enumerate(self.words):
            if word[0].isdigit() and position not in self.at and self._is_count(position):
                self._add_rule("figure", position)

    def _is_count(self, position: int) -> bool:
        """Return whether the words after a figure leave it a count of something of ours."""
        after = range(position + 1, min(position + 4, len(self.words)))
        for near in after:
            clue = self.at.get(near)
            if self.words[near] in _LATER or (clue is not None and clue.kind == "outside"):
                return False
        return True

    def _add_rule(self, name: str, position: int) -> None:
        """Add the clue of a named construction at one word, if the lexicon gives it weights."""
        entry = self.lexicon.rules.get(name)
        if entry is not None:
            self.clues.append(Clue(position, position + 1, entry, entry.focus, entry.orientation))

    def _rule_weight(self, name: str, axis: int = 0) -> float:
        """Return one weight of a named construction: axis 0 is focus, 1 orientation."""
        entry = self.lexicon.rules.get(name)
        weight = None if entry is None else (entry.focus, entry.orientation)[axis]
        return weight or 0.0

    # Where the sentence points to

    def _turn_to_purpose(self) -> None:
        """What stands before "so that" or "to help them" keeps only a part of its weight."""
        for clue in list(self.clues):
            if clue.kind not in ("purpose", "help"):
                continue
            first, last = self._sentence(clue.first)
            outside = self._has_outside(clue.last, last)
            if clue.kind == "help" and not outside:
                clue.drop()
            elif clue.kind == "purpose" or outside:
                self._scale_between(first, clue.first, BEFORE_PURPOSE)
                self.links_purpose |= self._points_outside(clue.last, last)

    def _points_outside(self, first: int, last: int) -> bool:
        """Return whether both people outside and an outcome stand between two words."""
        outcome = any(first <= c.first < last and (c.orientation or 0) > 0 for c in self.clues)
        return outcome and self._has_outside(first, last)

    def _turn_to_contrast(self) -> None:
        """In "not X but Y", "Y rather than X", "instead of X": X keeps a part of its weight."""
        for clue in list(self.clues):
            if clue.kind not in ("instead", "denied"):
                continue
            _, last = self._sentence(clue.first)
            stop = self._turn_after(clue.last, last)
            if clue.kind == "instead" or _TURNS.intersection(self.words[stop : stop + 2]):
                self._scale_between(clue.last, stop, AFTER_NOT)

    def _turn_after(self, first: int, last: int) -> int:
        """Return where the part that is denied ends: at a comma, a "but" or the sentence's end."""
        for position in range(first, last):
            if self.words[position] in _TURNS or self.words[position] in _COMMAS:
                return position
        return last

    def _dismiss(self) -> None:
        """What nobody asks about keeps only a part of its weight."""
        for clue in list(self.clues):
            if clue.kind == "dismiss":
                self._scale_between(*self._sentence(clue.first), DISMISSED)

    def _silence(self) -> None:
        """A sentence that begins by pointing to another answer says nothing itself."""
        for clue in self.clues:
            if clue.kind != "elsewhere":
                continue
            first, last = self._sentence(clue.first)
            if clue.first == first:
                for other in self.clues:
                    if first <= other.first < last:
                        other.drop()

    def _scale_between(self, first: int, last: int, share: float) -> None:
        """Leave a share of their weight to the clues that start between two words."""
        for clue in self.clues:
            if first <= clue.first < last:
                clue.scale(share)

    def _sentence(self, position: int) -> tuple[int, int]:
        """Return the first word and the end of the sentence around a word."""
        end = bisect_left(self.ends, position)
        first = self.ends[end - 1] + 1 if end else 0
        return first, self.ends[end] if end < len(self.ends) else len(self.words)

    # What comes out

    def evidence(self) -> tuple[Evidence, ...]:
        """Return the weights that are left, in the order of the words."""
        found = []
        for clue in sorted(self.clues, key=lambda c: (c.first, c.last)):
            if clue.focus is not None:
                found.append(self._evidence(clue, "focus", clue.focus))
            if clue.orientation is not None:
                found.append(self._evidence(clue, "orientation", clue.orientation))
        return tuple(found)

    def _evidence(self, clue: Clue, axis: Axis, weight: float) -> Evidence:
        """Return one weight of a clue with its span in the original text."""
        start, end = self.tokens[clue.first].start, self.tokens[clue.last - 1].end
        return Evidence(start, end, axis, round(weight, 4), clue.entry.term, clue.entry.rule)

    def has_line_of_sight(self) -> bool:
        """Return whether own work is linked to an outcome for somebody outside.

        A purpose that points there is enough; otherwise own work must be named beside it.
        """
        if self.links_purpose:
            return True
        ours = any(word in _OURS for word in self.words) or any(
            c.kind == "doing" and c.orientation is not None for c in self.clues
        )
        return ours and self._points_outside(0, len(self.words))
