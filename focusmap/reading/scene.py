"""Who does what in an answer: each word of the lexicon gets its sense and its role.

One pass from left to right. It remembers who was named last and which verb of ours is under way,
and so tells "we treat patients" (served) from "patients sleep" (acting), and "we order" from "they
order". What a word weighs in which role is not decided here, but in the weights.
"""

from __future__ import annotations

from collections.abc import Sequence

from focusmap.reading.clues import Clue, Found
from focusmap.reading.lexicon import Entry
from focusmap.reading.tokens import Token

_BE = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "get", "gets", "got", "getting"}
)
_PLURALS = frozenset(
    [
        "people",
        "folk",
        "folks",
        "ppl",
        "children",
        "men",
        "women",
        "gentlemen",
        "others",
        "they",
        "we",
        "kids",
        "parents",
    ]
)
_BEFORE_VERB = frozenset(
    [
        "to",
        "i",
        "we",
        "you",
        "can",
        "will",
        "would",
        "could",
        "should",
        "must",
        "may",
        "don't",
        "and",
        "or",
    ]
)
_FOR = frozenset({"for", "with", "to", "of", "from", "by"})
_BOSSES = frozenset({"measure", "work"})
_NEAR = 3


class Scene:
    """One answer while its words get their senses and roles."""

    def __init__(
        self,
        tokens: Sequence[Token],
        found: Sequence[Found],
        kind: str,
        rules: dict[str, Entry],
    ) -> None:
        self.words = [token.norm for token in tokens]
        self.found = found
        self.kind = kind
        self.rules = rules
        self.clues: list[Clue] = []
        self.ends: list[int] = []
        self.commas: list[int] = []
        self._subject: Clue | None = None  # people outside who may be about to act
        self._who = ""  # whose a state is: outside, inside, or nobody's
        self._named = ""  # the same, but "we" names nobody
        self._before = ""  # who was named in the sentence before
        self._verb = False  # whether a verb of ours is under way
        self._denied = -9  # the place of the last "not" or "nobody"
        self._less = -9  # the place of the last "fewer"
        self._fresh = True  # whether nothing was said yet in this part
        self._nobody = False
        for index, item in enumerate(found):
            self._take(index, item)

    # One item after the other

    def _take(self, index: int, item: Found) -> None:
        if item.mark:
            self._pause(item)
            return
        senses = item.senses
        entry = senses.main
        group = entry.group if entry else ""
        step = _STEPS.get(group)
        if step is not None and not (senses.theirs and self._is_act(item)):
            assert entry is not None
            step(self, index, item, entry)
            return
        self._take_word(index, item)

    def _pause(self, item: Found) -> None:
        self._verb = False
        self._fresh = True
        if item.mark == ",":
            self.commas.append(item.first)
            return
        self.ends.append(item.first)
        self._before = self._named or self._before
        self._who = self._named = ""
        self._subject = None
        self._nobody = False

    def _add(self, item: Found, entry: Entry, role: str = "") -> Clue:
        clue = Clue(item.first, item.last, entry, role)
        self.clues.append(clue)
        return clue

    # People

    def _take_outside(self, index: int, item: Found, entry: Entry) -> None:
        after = self.found[index + 1] if index + 1 < len(self.found) else None
        if after is not None and self._is_label(item, after):
            self._add(item, entry, "label")
            return
        self._who = self._named = "outside"
        role = "served" if self._verb else ""
        if not role and item.first and self._word_before(item) in _FOR:
            role = "for"
        self._subject = self._add(item, entry, role)
        self._fresh = False
        self._nobody = False

    def _take_somebody(self, index: int, item: Found, entry: Entry) -> None:
        if self._named == "inside" and self._subject is None and not self._fresh:
            self._add(item, entry, "inside")
            return
        self._take_outside(index, item, entry)

    def _is_label(self, item: Found, after: Found) -> bool:
        """Return whether people before a word are only its label ("customer report")."""
        if after.first != item.last or after.mark:
            return False
        main = after.senses.main
        if main is None or main.group != "thing":
            return False
        word = self.words[item.last - 1]
        if _is_plural(word):
            return False
        theirs = after.senses.theirs or after.senses.ours
        return not (theirs and self._agrees(item, after) and self._has_article(item))

    def _has_article(self, item: Found) -> bool:
        return self._word_before(item) in {"a", "the", "one", "every", "each", "this", "that", "my"}

    def _take_they(self, _index: int, item: Found, entry: Entry) -> None:
        who = self._named or self._before
        if not who and self.kind in _BOSSES and self.words[item.first] in {"they", "he", "them"}:
            who = "inside"
        if who == "inside":
            self._add(item, entry, "inside")
            self._who = self._named = "inside"
            self._subject = None
            return
        self._who = "outside"
        role = "" if who else "alone"
        if self.words[item.first] in {"them", "him", "her", "their", "his"} and self._verb:
            role = "served"
        self._subject = self._add(item, entry, role)
        self._nobody = False

    def _take_inside(self, _index: int, item: Found, entry: Entry) -> None:
        self._who = "inside"
        if entry.group == "inside":
            self._named = "inside"
        self._subject = None
        self._add(item, entry, "served" if self._verb and entry.group == "inside" else "")
        if self.words[item.first] not in {"my", "our", "us", "me"}:
            self._verb = False

    # Small words

    def _take_not(self, _index: int, item: Found, entry: Entry) -> None:
        self._denied = item.first
        self._add(item, entry)

    def _take_less(self, _index: int, item: Found, entry: Entry) -> None:
        self._less = item.first
        self._add(item, entry)
        if (
            self.words[item.first] in {"nobody", "noone", "no", "none"}
            and item.last - item.first <= 2
        ):
            self._nobody = self.words[item.last - 1] in {"nobody", "noone", "one", "none"}
            if self._nobody:
                self._subject = None

    def _take_small(self, _index: int, item: Found, entry: Entry) -> None:
        self._add(item, entry)
        if entry.group in ("purpose", "but", "instead"):
            self._verb = False
            self._fresh = True

    # Verbs, things, states

    def _take_word(self, index: int, item: Found) -> None:
        senses = item.senses
        if senses.theirs and self._is_act(item):
            self._act(item, senses.theirs)
        elif senses.main and senses.main.name == "unknown_verb" and self._is_doer(item):
            self._act(item, self.rules["they_do"])
        elif senses.ours and (senses.main is None or self._is_verb_here(index, item)):
            self._do(item, senses.ours)
        elif senses.main:
            self._name(item, senses.main)
        elif senses.theirs:
            self._alone(item, senses.theirs)
        self._fresh = False

    def _is_act(self, item: Found) -> bool:
        """Return whether people outside, named before, do this."""
        if self._nobody:
            return True
        subject = self._subject
        if subject is None or subject.last > item.first:
            return False
        if self._word_before(item) in _BE and self.words[item.first].endswith("ed"):
            return False
        return subject.last != item.first or self._agrees(subject, item)

    def _agrees(self, subject: Found | Clue, item: Found) -> bool:
        """Return whether a verb right after its subject has the subject's number."""
        word, verb = self.words[subject.last - 1], self.words[item.first]
        if verb.endswith("ed") or (verb.endswith("ing") and item.senses.theirs):
            return True
        third = verb.endswith("s") and not verb.endswith("ss")
        if word in ("she", "he", "it", "someone", "somebody", "everyone", "everybody", "nobody"):
            return True
        return third != _is_plural(word) or verb in _PASTS

    def _act(self, item: Found, entry: Entry) -> None:
        if self._nobody or item.first - self._denied <= _NEAR:
            role = "less" if entry.name == "they_suffer" else "not"
        elif item.first - self._less <= _NEAR and entry.name == "they_suffer":
            role = "less"
        else:
            role = ""
        if self._subject is not None and not role:
            self._subject.role = "acting"
        self._add(item, entry, role)
        self._who = "outside"
        self._verb = False

    def _do(self, item: Found, entry: Entry) -> None:
        word = self.words[item.first]
        if self._subject is not None and not self._verb and self._is_doer(item):
            self._act(item, self.rules["they_do"])
            return
        role = ""
        if not any(c.entry.group not in _LIGHT for c in self.clues):
            role = "lead"
        elif word.endswith("ed") and not self._fresh and self._who != "inside":
            role = "done"
        self._add(item, entry, role)
        self._verb = True
        if role == "lead":
            self._who = ""

    def _is_doer(self, item: Found) -> bool:
        subject = self._subject
        if subject is None or self.words[item.first].endswith("ing"):
            return False
        if self._word_before(item) in _BE:
            return False
        between = self.words[subject.last : item.first]
        if len(between) > _NEAR:
            return False
        return bool(between) or self._agrees(subject, item)

    def _is_verb_here(self, index: int, item: Found) -> bool:
        """Return whether a word that may be a verb of ours or a noun is the verb here."""
        word = self.words[item.first]
        if self._word_before(item) in _BEFORE_VERB:
            return True
        if word.endswith("ing") or word.endswith("ed"):
            return self._fresh
        after = self.found[index + 1] if index + 1 < len(self.found) else None
        return self._fresh and after is not None and not after.mark and not word.endswith("s")

    def _name(self, item: Found, entry: Entry) -> None:
        group = entry.group
        if group == "state":
            role = self._who
            if item.first - self._denied <= _NEAR:
                role = "not"
        elif group == "trouble":
            role = "less" if self._is_fewer(item) else self._who
        elif group == "thing":
            role = "outside" if self._who == "outside" and not self._verb else ""
        elif entry.name == "figure":
            role = self._figure_role(item)
        else:
            role = ""
        self._add(item, entry, role)

    def _is_fewer(self, item: Found) -> bool:
        if item.first - self._less <= _NEAR:
            return True
        return bool(
            {"down", "gone", "reduced", "avoided", "halved"}
            & set(self.words[item.last : item.last + 3])
        )

    def _figure_role(self, item: Found) -> str:
        after = self.words[item.last : item.last + 1]
        return "share" if after in (["%"], ["percent"]) else ""

    def _alone(self, item: Found, entry: Entry) -> None:
        if self._who == "inside":
            role = "ours"
        elif item.first - self._denied <= _NEAR or item.first - self._less <= _NEAR:
            role = "less" if entry.name == "they_suffer" else "not"
        else:
            role = "alone"
        self._add(item, entry, role)

    def _word_before(self, item: Found | Clue) -> str:
        return self.words[item.first - 1] if item.first else ""

    def sentence(self, position: int) -> tuple[int, int]:
        """Return the first word and the end of the sentence around a word."""
        first = max((e + 1 for e in self.ends if e < position), default=0)
        last = min((e for e in self.ends if e >= position), default=len(self.words))
        return first, last

    def part(self, position: int) -> tuple[int, int]:
        """Return the first word and the end of the part, between commas, around a word."""
        cuts = sorted([*self.ends, *self.commas])
        first = max((e + 1 for e in cuts if e < position), default=0)
        last = min((e for e in cuts if e >= position), default=len(self.words))
        return first, last


_PASTS = frozenset(
    [
        "came",
        "went",
        "got",
        "felt",
        "slept",
        "knew",
        "found",
        "made",
        "kept",
        "left",
        "lost",
        "paid",
        "read",
        "said",
        "told",
        "took",
        "got",
        "had",
        "ate",
        "drank",
        "drove",
        "fell",
        "began",
        "chose",
        "won",
        "understood",
        "met",
        "saw",
        "sat",
        "stood",
        "thought",
        "wrote",
        "became",
    ]
)
_LIGHT = frozenset({"we", "aux", "not", "real", "silent", "they", "can", "less"})
_STEPS = {
    "outside": Scene._take_outside,
    "somebody": Scene._take_somebody,
    "they": Scene._take_they,
    "inside": Scene._take_inside,
    "we": Scene._take_inside,
    "not": Scene._take_not,
    "less": Scene._take_less,
    "can": Scene._take_small,
    "aux": Scene._take_small,
    "purpose": Scene._take_small,
    "instead": Scene._take_small,
    "but": Scene._take_small,
    "official": Scene._take_small,
    "real": Scene._take_small,
    "dismiss": Scene._take_small,
    "silent": Scene._take_small,
    "no_answer": Scene._take_small,
}


def _is_plural(noun: str) -> bool:
    """Return whether a word for people looks like more than one."""
    return (noun.endswith("s") and not noun.endswith("ss")) or noun in _PLURALS
