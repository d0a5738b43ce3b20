"""The reader: words of the lexicon in their roles, weighed; the sum of the weights is the place.

On each axis the place is tanh(sum of the evidence), so an answer without evidence lies at 0 and no
answer leaves the map. `place` computes it from the evidence alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from focusmap.model import AXES, Evidence, OwnWord, Reading
from focusmap.reading.clues import Clue, find
from focusmap.reading.foreign import Languages
from focusmap.reading.lexicon import Entry, Lexicon, customer_words
from focusmap.reading.markers import Markers
from focusmap.reading.scene import Scene
from focusmap.reading.spelling import Speller
from focusmap.reading.tokens import Token, tokenize
from focusmap.reading.turns import apply_turns, points_outside
from focusmap.reading.weights import Model
from focusmap.sentences import N_

MAX_TOKENS = 400

NOTHING = N_("There are none to read.")
NO_ANSWER = N_("They say that there is no answer here.")
UNKNOWN = N_("This reader knows none of them.")
FOREIGN = N_("They seem to be in another language than the workshop's.")

# Groups of words that move others but weigh nothing themselves.
WEIGHTLESS = frozenset({"aux", "silent", "not", "but", "real", "no_answer"})
# Classes that speak of people outside without naming them, and of changes.
OUTSIDE_NAMES = frozenset(
    [
        "outside_world",
        "public_place",
        "reputation",
        "outcome_measure",
        "their_activity",
        "societal_good",
    ]
)
CHANGES = frozenset(
    [
        "good_state",
        "health_state",
        "able_state",
        "relief",
        "trouble_gone",
        "bad_state",
        "their_trouble",
        "societal_good",
        "business_result",
        "reputation",
        "outcome_measure",
        "time_later",
        "team_good",
        "their_activity",
    ]
)
OWN_WORK = frozenset({"we", "ours_and_theirs"})
FEW_WORDS = 4
LONGEST_POINTER = 6
SAYS_NOTHING = WEIGHTLESS | {"they", "we", "inside", "construction"}
QUESTION = "question_"


def place(evidence: Iterable[Evidence]) -> tuple[float, float]:
    """Return x and y from -1 to 1: on each axis tanh of the sum of the weights."""
    sums = {"focus": 0.0, "orientation": 0.0, "line_of_sight": 0.0}
    for mark in evidence:
        sums[mark.axis] += mark.weight
    return _squeezed(sums["focus"]), _squeezed(sums["orientation"])


def _squeezed(total: float) -> float:
    return round(math.tanh(total), 4)


class LexicalReader:
    """A Reader that goes by a lexicon and a fitted model; immutable, so safe for threads."""

    def __init__(
        self,
        language: str,
        lexicon: Lexicon,
        model: Model,
        languages: Languages,
        speller: Speller | None = None,
    ) -> None:
        """Keep the lexicon; the words of a workshop are added per workshop and remembered.

        Typing errors are mended by `speller`, made of the lexicon's words when there is none.
        """
        self.language = language
        self.lexicon = lexicon
        self.model = model
        self._weights = model.by_effect()
        self._languages = languages
        self._speller = speller or Speller(lexicon.forms)
        self._rules = {
            c.name: Entry(c.name.replace("_", " "), c.name, c.group, c.place)
            for c in lexicon.classes.values()
            if c.group == "construction"
        }
        self._with_words: Callable[[tuple[OwnWord, ...]], Lexicon] = lru_cache(maxsize=64)(
            self._extended
        )

    def _extended(self, words: tuple[OwnWord, ...]) -> Lexicon:
        return self.lexicon.with_words((w.term, w.word_class, w.place) for w in words)

    def with_changes(self, words: Iterable[OwnWord], model: Model) -> LexicalReader:
        """Return another reader, with more words and other weights; this one stays as it is."""
        lexicon = self._extended(tuple(words))
        return LexicalReader(self.language, lexicon, model, self._languages, self._speller)

    def read(
        self,
        text: str,
        kind: str,
        customers: Sequence[str] = (),
        words: Sequence[OwnWord] = (),
    ) -> Reading:
        """Return the reading of a text; only its first 4,000 characters and 400 words are read."""
        tokens = tokenize(text)[:MAX_TOKENS]
        if not any(token.norm[0].isalnum() for token in tokens):
            return unplaced(NOTHING, is_answer=False)
        own = (*words, *customer_words(customers))
        scene = self.scene(text, tokens, kind, own)
        if _is_no_answer(scene, self.lexicon.markers):
            return unplaced(NO_ANSWER, is_answer=False)
        known = sum(c.last - c.first for c in scene.clues if c.entry.group != "construction")
        if self._languages.is_other(tokens, self.language, known):
            return unplaced(FOREIGN)
        if all(c.entry.group in WEIGHTLESS for c in scene.clues):
            return unplaced(UNKNOWN)
        return self._reading(scene, tokens, kind)

    def scene(
        self, text: str, tokens: Sequence[Token], kind: str, own: tuple[OwnWord, ...] = ()
    ) -> Scene:
        """Return who does what in an answer, with what its turns leave of each weight."""
        lexicon = self._with_words(own) if own else self.lexicon
        found = find(text, tokens, lexicon, self._speller, self._rules)
        scene = Scene(tokens, found, kind, lexicon, self._rules)
        apply_turns(scene, self.model.settings)
        return scene

    def effects(self, text: str, kind: str) -> dict[str, float]:
        """Return how much of each effect is in an answer: what the weights are fitted to."""
        scene = self.scene(text, tokenize(text)[:MAX_TOKENS], kind)
        found: dict[str, float] = {}
        for clue in self._weighed(scene, kind):
            found[clue.effect] = found.get(clue.effect, 0.0) + clue.share
        return found

    def _weighed(self, scene: Scene, kind: str) -> list[Clue]:
        """Return the clues that may weigh something, those of constructions last."""
        clues = [c for c in scene.clues if c.entry.group not in WEIGHTLESS]
        share = (1 + sum(c.share for c in clues) / self.model.settings.room) ** -0.5
        for clue in clues:
            clue.share *= share
        return [*clues, *self._constructions(scene, kind, clues)]

    def _constructions(self, scene: Scene, kind: str, clues: Sequence[Clue]) -> list[Clue]:
        """Return what the answer as a whole adds: its question, and own work beside an outcome."""
        names = [QUESTION + kind, *_lacks(clues), *_shape(scene)]
        if points_outside(scene, 0, len(scene.words)):
            names.append("outcome_outside")
            if any(c.entry.group in ("ours", "we") for c in clues):
                names.append("ours_and_theirs")
        return [Clue(0, 0, self._rules[name]) for name in names]

    def _reading(self, scene: Scene, tokens: Sequence[Token], kind: str) -> Reading:
        found: list[Evidence] = []
        for clue in self._weighed(scene, kind):
            weights = self._weights.get(clue.effect)
            if weights is not None:
                found.extend(_evidence(clue, tokens, weights))
        settings = self.model.settings
        x, y, sight = (sum(e.weight for e in found if e.axis == axis) for axis in AXES)
        odds = settings.confidence_base + settings.confidence_slope * min(abs(x), abs(y))
        return Reading(
            x=_squeezed(x),
            y=_squeezed(y),
            confidence=round(1 / (1 + math.exp(-odds)), 3),
            line_of_sight=_names_own_work(found) and sight > settings.line_of_sight,
            evidence=tuple(found),
        )


def _names_own_work(evidence: Iterable[Evidence]) -> bool:
    """Return whether there is own work that could be linked to somebody outside."""
    return any(e.effect.partition("@")[0] in OWN_WORK for e in evidence)


def unplaced(reason: str, *, is_answer: bool = True) -> Reading:
    """Return the reading of an answer that has no place, with the reason in plain words."""
    return Reading(
        x=None,
        y=None,
        confidence=0.0,
        line_of_sight=False,
        evidence=(),
        reason=reason,
        is_answer=is_answer,
    )


def _evidence(
    clue: Clue, tokens: Sequence[Token], weights: tuple[float, float, float]
) -> Iterator[Evidence]:
    """Yield what a clue weighs on each axis, with its span in the original text."""
    start = tokens[clue.first].start
    end = tokens[clue.last - 1 if clue.last else -1].end
    for axis, full in zip(AXES, weights, strict=True):
        weight = round(full * clue.share, 4)
        if weight:
            entry = clue.entry
            yield Evidence(start, end, axis, weight, entry.term, entry.rule, clue.effect)


def _shape(scene: Scene) -> list[str]:
    """Return what the shape of an answer is called: few words, a list, or nothing special."""
    words = sum(word[0].isalnum() for word in scene.words)
    if words <= FEW_WORDS:
        return ["one_word" if words == 1 else "few_words"]
    parts = len(scene.commas) + 1
    return ["list"] if parts > 2 and words / parts < 4 else []


def _lacks(clues: Sequence[Clue]) -> list[str]:
    """Return what is in no word of an answer: anybody outside, a change for anybody."""
    lacking = []
    if not any(_is_outside(clue) for clue in clues):
        lacking.append("nobody_outside")
    if not any(c.entry.name in CHANGES or _is_theirs(c) for c in clues):
        lacking.append("no_change")
    return lacking


def _is_outside(clue: Clue) -> bool:
    group, role = clue.entry.group, clue.role
    if group in ("outside", "somebody", "they"):
        return role not in ("label", "inside")
    return clue.entry.name in OUTSIDE_NAMES or _is_theirs(clue)


def _is_theirs(clue: Clue) -> bool:
    return clue.entry.group == "theirs" and clue.role not in ("ours", "alone")


def _is_no_answer(scene: Scene, markers: Markers) -> bool:
    """Return whether an answer only says that there is none, or points to somebody else's."""
    words = [word for word in scene.words if word[0].isalnum()]
    if all(word in markers.empty for word in words) or _points_elsewhere(scene, words, markers):
        return True
    none = [c for c in scene.clues if c.entry.group == "no_answer"]
    if not none:
        return False
    covered = sum(c.last - c.first for c in none)
    return none[0].first == 0 and (len(words) - covered <= 3 or covered == len(words))


def _points_elsewhere(scene: Scene, words: Sequence[str], markers: Markers) -> bool:
    """Return whether an answer is like "ask Henk" or "what Karin said"."""
    if words[0] in markers.pointing_starts and words[-1] in markers.pointing_ends:
        return len(words) <= LONGEST_POINTER
    said = (c for c in scene.clues if c.first > 0)
    return (
        words[0] in markers.pointers
        and len(words) <= FEW_WORDS - 1
        and all(c.entry.group in SAYS_NOTHING for c in said)
    )
