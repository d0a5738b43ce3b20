"""Forms of English words, made from the lemma (a stemmer would join customer and custom)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Irregulars = Mapping[str, Sequence[str]]

INFLECTIONS = ("none", "noun", "verb")
# Shorter words than this may end in -s without being plurals (bus, yes).
LONG = 4

_HISSING = re.compile(r"(s|x|z|ch|sh)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_SHORT_STEM = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
# Longer words whose last syllable is stressed, so that the consonant doubles as in short ones.
_STRESSED = re.compile(
    r"(re|ad|com|per|oc|e|o|trans|sub|al|pre|de|for|be|in)(mit|cur|fer|get|lot|gin)"
)
_BRITISH_L = re.compile(r"[^aeiou][aeo]l$")


def plural(word: str) -> str:
    """Return the regular plural of a noun, which is also the third person of a verb."""
    if _HISSING.search(word):
        return word + "es"
    if _CONSONANT_Y.search(word):
        return word[:-1] + "ies"
    return word + "s"


def singular(word: str, irregulars: Irregulars) -> str:
    """Return what a word is the plural of; the word itself when it looks like no plural."""
    for one, many in irregulars.items():
        if word in many:
            return one
    if word.endswith("ies") and len(word) > LONG:
        return word[:-3] + "y"
    if _HISSING.search(word[:-2]) and word.endswith("es"):
        return word[:-2]
    return word[:-1] if ends_in_s(word) and len(word) > LONG - 1 else word


def doubles(word: str) -> bool:
    """Return whether the last consonant doubles before -ed and -ing (plan, refer, cancel)."""
    short = _SHORT_STEM.fullmatch(word) or _STRESSED.fullmatch(word)
    return bool(short or _BRITISH_L.search(word))


def past(word: str) -> str:
    """Return the regular past tense of a verb."""
    if word.endswith("e"):
        return word + "d"
    if _CONSONANT_Y.search(word):
        return word[:-1] + "ied"
    return word + (word[-1] if doubles(word) else "") + "ed"


def gerund(word: str) -> str:
    """Return the -ing form of a verb."""
    if word.endswith("ie"):
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return word[:-1] + "ing"
    return word + (word[-1] if doubles(word) else "") + "ing"


def noun_forms(term: str, irregulars: Irregulars) -> list[str]:
    """Return a noun and its plural; of several words the last one changes."""
    head, _, last = term.rpartition(" ")
    forms = [last, *(irregulars.get(last) or [plural(last)])]
    return [f"{head} {form}".strip() for form in forms]


def verb_forms(term: str, irregulars: Irregulars) -> list[str]:
    """Return a verb and its -s, past and -ing forms; of several words the first one changes."""
    first, _, tail = term.partition(" ")
    pasts = irregulars.get(first) or [past(first)]
    forms = [first, plural(first), *pasts, gerund(first)]
    return [f"{form} {tail}".strip() for form in forms]


def forms_of(term: str, inflect: str, irregulars: Mapping[str, Irregulars]) -> list[str]:
    """Return all forms of a term for one of INFLECTIONS; the term itself comes first.

    `irregulars` holds the irregular forms by word, for each inflection that has any.
    """
    if inflect == "noun":
        return noun_forms(term, irregulars.get("noun", {}))
    if inflect == "verb":
        return verb_forms(term, irregulars.get("verb", {}))
    return [term]


def looks_past(word: str) -> bool:
    """Return whether a word looks like a regular past tense or participle."""
    return word.endswith("ed")


def looks_like_gerund(word: str) -> bool:
    """Return whether a word looks like an -ing form."""
    return word.endswith("ing")


def ends_in_s(word: str) -> bool:
    """Return whether a word looks like a plural noun or a verb in the third person."""
    return word.endswith("s") and not word.endswith("ss")
