"""Who does what in an answer: each word of the lexicon gets its sense and its role.

One pass from left to right. It remembers who was named last and which verb of ours is under way,
and so tells "we treat patients" (served) from "patients sleep" (acting), and "we order" from "they
order". What a word weighs in which role is not decided here, but in the weights.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from focusmap.reading.clues import Clue, Found
from focusmap.reading.inflections import ends_in_s, looks_like_gerund, looks_past
from focusmap.reading.lexicon import Entry, Lexicon
from focusmap.reading.tokens import Token

# So many words apart, a small word still speaks of another: "not", "fewer", a subject of its verb.
NEAR = 3
LONG_AGO = -1 - NEAR

OUTSIDE, INSIDE = "outside", "inside"
SUFFER = "they_suffer"
COUNTS = frozenset({"figure", "count"})
# Groups that may stand before the verb that begins an answer.
LIGHT = frozenset({"we", "aux", "not", "real", "silent", "they", "can", "less"})
# Questions after which "they", with nobody named, are the bosses.
ABOUT_BOSSES = frozenset({"measure", "work"})
SMALL = (
    "can",
    "aux",
    "purpose",
    "instead",
    "but",
    "official",
    "real",
    "dismiss",
    "silent",
    "no_answer",
)
TURNS = frozenset({"purpose", "but", "instead"})


class Scene:
    """One answer while its words get their senses and roles.

    `clues` are its words with their roles, in order; `ends` and `commas` are the places of signs.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        found: Sequence[Found],
        kind: str,
        lexicon: Lexicon,
        rules: Mapping[str, Entry],
    ) -> None:
        self.words = [token.norm for token in tokens]
        self.clues: list[Clue] = []
        self.ends: list[int] = []
        self.commas: list[int] = []
        self._found = found
        self._kind = kind
        self._markers = lexicon.markers
        self._irregular_forms = lexicon.irregular_verb_forms
        self._they_do = rules["they_do"]
        self._subject: Clue | None = None  # people outside who may be about to act
        self._whose = ""  # whose a state is: outside, inside, or nobody's
        self._named = ""  # who was named last in this sentence; "we" is no name
        self._named_before = ""  # the same of the sentences before
        self._our_verb = False  # whether a verb of ours is under way
        self._denied = LONG_AGO  # the place of the last "not"
        self._lessened = LONG_AGO  # the place of the last "fewer"
        self._nobody = False  # whether "nobody" is the subject
        self._fresh = True  # whether this part has said nothing yet
        for index, item in enumerate(found):
            self._take(index, item)

    def sentence(self, position: int) -> tuple[int, int]:
        """Return the first word and the end of the sentence around a word."""
        return self._between(self.ends, position)

    def part(self, position: int) -> tuple[int, int]:
        """Return the first word and the end of the part, between commas, around a word."""
        sentence_first, sentence_end = self._between(self.ends, position)
        first, end = self._between(self.commas, position)
        return max(first, sentence_first), min(end, sentence_end)

    def _between(self, signs: list[int], position: int) -> tuple[int, int]:
        at = bisect_left(signs, position)
        first = signs[at - 1] + 1 if at else 0
        return first, signs[at] if at < len(signs) else len(self.words)

    # One item after the other

    def _take(self, index: int, item: Found) -> None:
        if item.mark:
            self._pause(item)
            return
        entry = item.senses.main
        step = _STEPS.get(entry.group) if entry else None
        if entry and step and not (item.senses.theirs and self._is_act(item)):
            step(self, index, item, entry)
        else:
            self._take_word(index, item)

    def _pause(self, item: Found) -> None:
        """End a part at a comma, a sentence at any other sign."""
        self._our_verb = False
        self._fresh = True
        if item.mark == ",":
            self.commas.append(item.first)
            return
        self.ends.append(item.first)
        self._named_before = self._named or self._named_before
        self._whose = self._named = ""
        self._subject = None
        self._nobody = False

    def _add(self, item: Found, entry: Entry, role: str = "") -> Clue:
        clue = Clue(item.first, item.last, entry, role)
        self.clues.append(clue)
        return clue

    def _after(self, index: int) -> Found | None:
        return self._found[index + 1] if index + 1 < len(self._found) else None

    def _word_before(self, item: Found | Clue) -> str:
        return self.words[item.first - 1] if item.first else ""

    # People

    def _take_outside(self, index: int, item: Found, entry: Entry) -> None:
        if self._is_label(item, self._after(index)):
            self._add(item, entry, "label")
            return
        self._whose = self._named = OUTSIDE
        self._subject = self._add(item, entry, self._role_of_people(item))
        self._fresh = False
        self._nobody = False

    def _role_of_people(self, item: Found) -> str:
        before = self.clues[-1] if self.clues else None
        if before is not None and before.last == item.first and before.entry.name in COUNTS:
            return "counted"
        if self._our_verb:
            return "served"
        return "for" if self._word_before(item) in self._markers.prepositions else ""

    def _is_label(self, item: Found, after: Found | None) -> bool:
        """Return whether people before a word are only its label ("customer report")."""
        if after is None or after.mark or after.first != item.last:
            return False
        thing = after.senses.main
        if thing is None or thing.group != "thing" or self._is_plural(self.words[item.last - 1]):
            return False
        verb = after.senses.theirs or after.senses.ours
        return not (verb and self._agrees(item, after) and self._is_clause(item, after))

    def _is_clause(self, item: Found, after: Found) -> bool:
        """Return whether articles around two words make them a subject and its verb."""
        following = self.words[after.last] if after.last < len(self.words) else ""
        return (
            self._word_before(item) in self._markers.articles
            or following in self._markers.after_verb
        )

    def _take_somebody(self, index: int, item: Found, entry: Entry) -> None:
        if self._named == INSIDE and self._subject is None and not self._fresh:
            self._add(item, entry, INSIDE)
        else:
            self._take_outside(index, item, entry)

    def _take_they(self, _index: int, item: Found, entry: Entry) -> None:
        word = self.words[item.first]
        who = self._named or self._named_before
        if not who and self._kind in ABOUT_BOSSES and word in self._markers.bosses:
            who = INSIDE
        if who == INSIDE:
            self._whose = self._named = INSIDE
            self._subject = None
            self._add(item, entry, INSIDE)
            return
        served = self._our_verb and word in self._markers.object_pronouns
        self._whose = OUTSIDE
        self._subject = self._add(item, entry, "served" if served else "" if who else "alone")
        self._nobody = False

    def _take_inside(self, _index: int, item: Found, entry: Entry) -> None:
        self._whose = self._named = INSIDE
        self._subject = None
        self._add(item, entry, "served" if self._our_verb else "")
        self._our_verb = False

    def _take_we(self, _index: int, item: Found, entry: Entry) -> None:
        self._whose = INSIDE
        self._subject = None
        self._add(item, entry)
        if self.words[item.first] not in self._markers.our_objects:
            self._our_verb = False

    # Small words

    def _take_not(self, _index: int, item: Found, entry: Entry) -> None:
        self._denied = item.first
        self._add(item, entry)

    def _take_less(self, _index: int, item: Found, entry: Entry) -> None:
        self._lessened = item.first
        self._add(item, entry)
        if self.words[item.last - 1] in self._markers.nobody:
            self._nobody = True
            self._subject = None

    def _take_small(self, _index: int, item: Found, entry: Entry) -> None:
        self._add(item, entry)
        if entry.group in TURNS:
            self._our_verb = False
            self._fresh = True

    # Verbs, things, states

    def _take_word(self, index: int, item: Found) -> None:
        main, ours, theirs = item.senses
        if theirs and self._is_act(item):
            self._act(item, theirs)
        elif main and main.name == "unknown_verb" and self._is_doer(item):
            self._act(item, self._they_do)
        elif ours and (main is None or self._is_verb_here(index, item)):
            self._do(item, ours)
        elif main:
            self._add(item, main, self._role_of(item, main))
        elif theirs:
            self._add(item, theirs, self._role_without_subject(item, theirs))
        self._fresh = False

    def _is_act(self, item: Found) -> bool:
        """Return whether people outside, named before, do this."""
        if self._nobody:
            return True
        subject = self._subject
        if subject is None or subject.last > item.first or self._is_passive(item):
            return False
        return subject.last != item.first or self._agrees(subject, item)

    def _is_passive(self, item: Found) -> bool:
        return self._word_before(item) in self._markers.be and looks_past(self.words[item.first])

    def _agrees(self, subject: Found | Clue, item: Found) -> bool:
        """Return whether a verb right after its subject has the subject's number."""
        word, verb = self.words[subject.last - 1], self.words[item.first]
        if looks_past(verb) or (looks_like_gerund(verb) and item.senses.theirs):
            return True
        if word in self._markers.any_number or verb in self._irregular_forms:
            return True
        return ends_in_s(verb) != self._is_plural(word)

    def _is_plural(self, noun: str) -> bool:
        return ends_in_s(noun) or noun in self._markers.plural_people

    def _act(self, item: Found, entry: Entry) -> None:
        """People outside do something, or nobody does."""
        role = "not" if self._nobody else self._denial(item, entry)
        if role and entry.name == SUFFER:
            role = "less"
        if self._subject is not None and not role:
            self._subject.role = "acting"
        self._add(item, entry, role)
        self._whose = OUTSIDE
        self._our_verb = False

    def _denial(self, item: Found, entry: Entry) -> str:
        """Return "not" or "less" when what somebody does is denied, or suffered less."""
        if item.first - self._denied <= NEAR:
            return "less" if entry.name == SUFFER else "not"
        return "less" if entry.name == SUFFER and self._is_lessened(item) else ""

    def _is_lessened(self, item: Found) -> bool:
        return item.first - self._lessened <= NEAR

    def _do(self, item: Found, entry: Entry) -> None:
        """We do something, unless people outside stand right before the verb."""
        if not self._our_verb and self._is_doer(item):
            self._act(item, self._they_do)
            return
        role = ""
        if all(clue.entry.group in LIGHT for clue in self.clues):
            role = "lead"
            self._whose = ""
        elif looks_past(self.words[item.first]) and not self._fresh and self._whose != INSIDE:
            role = "done"
        self._add(item, entry, role)
        self._our_verb = True

    def _is_doer(self, item: Found) -> bool:
        """Return whether people outside, named just before, do what could be a verb of ours."""
        subject = self._subject
        if subject is None or looks_like_gerund(self.words[item.first]):
            return False
        if self._word_before(item) in self._markers.be:
            return False
        apart = item.first - subject.last
        return 0 < apart <= NEAR or (apart == 0 and self._agrees(subject, item))

    def _is_verb_here(self, index: int, item: Found) -> bool:
        """Return whether a word that may be a verb of ours or a noun is the verb here."""
        word = self.words[item.first]
        if self._word_before(item) in self._markers.before_verb:
            return True
        if looks_like_gerund(word) or looks_past(word):
            return self._fresh
        after = self._after(index)
        return self._fresh and after is not None and not after.mark and not word.endswith("s")

    def _role_of(self, item: Found, entry: Entry) -> str:
        """Return the role of a thing, a state or a figure."""
        if entry.group == "state":
            return "not" if item.first - self._denied <= NEAR else self._whose
        if entry.group == "trouble":
            return "less" if self._is_fewer(item) else self._whose
        if entry.group == "thing":
            return OUTSIDE if self._whose == OUTSIDE and not self._our_verb else ""
        following = self.words[item.last] if item.last < len(self.words) else ""
        return "share" if entry.name == "figure" and following in self._markers.percent else ""

    def _is_fewer(self, item: Found) -> bool:
        after = self.words[item.last : item.last + NEAR]
        return self._is_lessened(item) or not self._markers.became_less.isdisjoint(after)

    def _role_without_subject(self, item: Found, entry: Entry) -> str:
        """Return the role of what people outside could do, where nobody outside is named."""
        if self._whose == INSIDE:
            return "ours"
        if item.first - self._denied <= NEAR or self._is_lessened(item):
            return "less" if entry.name == SUFFER else "not"
        return "alone"


_STEPS = {
    "outside": Scene._take_outside,
    "somebody": Scene._take_somebody,
    "they": Scene._take_they,
    "inside": Scene._take_inside,
    "we": Scene._take_we,
    "not": Scene._take_not,
    "less": Scene._take_less,
    **dict.fromkeys(SMALL, Scene._take_small),
}
