"""What is written on the phone beside answers: items, each a text, by the name of its field.

A new one is in the field new-item-KIND-ABOUT, a changed one in edit-item-ID. A kind that is written
on phones adds to KINDS how a text becomes its fields, and which of its fields is the text. One that
is written in several parts is in PARTED, and has a field for each part: new-item-KIND-ABOUT.PART.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from focusmap.errors import BadAnswer
from focusmap.experiments import PARTS
from focusmap.items import MOST_BY_ONE_PERSON, By
from focusmap.rewrites import MOST_EACH as MOST_REWRITES
from focusmap.sentences import N_
from focusmap.service import Service
from focusmap.wordlist import check_list, check_word
from phone.language import rewrite_fields
from phone.process import experiment_fields
from phone.statement import statement_fields
from phone.visitor import Visitor

ITEM = "item-"
# What was typed of one item: a text, or the words of each part.
Typed = str | Mapping[str, str]
NO_SUCH_FIELD = N_("This field is of an older page. Copy your words, then load the page again.")


@dataclass(frozen=True, slots=True)
class Kind:
    """How items of a kind are written on a phone.

    `fields` checks a text and what it is about, and returns the item's fields; it raises BadAnswer.
    `text` is the field that phones change; the others stay as they are. One person can give `most`
    about the same thing. What phones only change they cannot begin: `begins` is False. A kind with
    rules of its own for a new item has `add`, which is given what it is about, the text, and a key.
    """

    fields: Callable[[Service, Visitor, str, str], Mapping[str, str]]
    text: str = "text"
    begins: bool = True
    most: int = MOST_BY_ONE_PERSON
    add: Callable[[Service, Visitor, str, str, str], object] | None = None


def word_fields(_service: Service, _visit: Visitor, about: str, typed: str) -> Mapping[str, str]:
    """Return the fields of a word, which is about one of the two lists."""
    return {"word": check_word(typed), "list": check_list(about)}


def add_word(service: Service, visit: Visitor, about: str, typed: str, key: str) -> None:
    """Put a word on a list, where one person has it once."""
    service.words.add(visit.workshop.id, typed, about, By(visit.person.id), key=key)


KINDS: dict[str, Kind] = {
    "statement": Kind(statement_fields, begins=False),
    "rewrite": Kind(rewrite_fields, most=MOST_REWRITES),
    "word": Kind(word_fields, "word", add=add_word),
}


@dataclass(frozen=True, slots=True)
class Parted:
    """How items of a kind of several parts are written on a phone, by the names of the parts.

    `fields` checks the parts, given the fields the item has, and returns its fields.
    """

    parts: tuple[str, ...]
    fields: Callable[[Service, Mapping[str, str], Mapping[str, str]], Mapping[str, str]]


PARTED: dict[str, Parted] = {"experiment": Parted(PARTS, experiment_fields)}


def has_words(typed: Typed) -> bool:
    """Whether anything was written, in any part."""
    words = (typed,) if isinstance(typed, str) else typed.values()
    return any(text.strip() for text in words)


def with_line_feeds(typed: Typed) -> Typed:
    """Return what was typed with line ends as they are stored: browsers send others."""
    if isinstance(typed, str):
        return typed.replace("\r\n", "\n")
    return {part: text.replace("\r\n", "\n") for part, text in typed.items()}


def _fields(
    service: Service,
    visit: Visitor,
    kind: str,
    about: str,
    typed: Typed,
    before: Mapping[str, str] | None = None,
) -> Mapping[str, str]:
    """Return an item's fields after something was typed; raises BadAnswer."""
    before = before or {}
    if kind in KINDS and isinstance(typed, str):
        return {**before, **KINDS[kind].fields(service, visit, about, typed)}
    if kind in PARTED and not isinstance(typed, str):
        parted = PARTED[kind]
        return parted.fields(service, before, {p: typed.get(p, "") for p in parted.parts})
    raise BadAnswer(NO_SUCH_FIELD)


def is_item(name: str) -> bool:
    """Whether a field, without its first part, is an item's and not an answer's."""
    return name.startswith(ITEM)


def write_item(service: Service, visit: Visitor, name: str, key: str, typed: Typed) -> None:
    """Keep a new item under its key; `name` is item-KIND-ABOUT. Raises as Items.add does."""
    kind, _, about = name.removeprefix(ITEM).partition("-")
    if not key or (kind in KINDS and not KINDS[kind].begins):
        raise BadAnswer(NO_SUCH_FIELD)
    known = KINDS.get(kind)
    if known and known.add and isinstance(typed, str):
        known.add(service, visit, about, typed, key)
        return
    fields = _fields(service, visit, kind, about, typed)
    by = By(visit.person.id)
    most = known.most if known else MOST_BY_ONE_PERSON
    service.items.add(visit.workshop.id, kind, fields, by, key=key, about=about, most=most)


def change_item(service: Service, visit: Visitor, name: str, base: str, typed: Typed) -> None:
    """Make a text the next version of an item; raises as Items.change does."""
    item = service.items.item(visit.workshop, name.removeprefix(ITEM))
    if not base.isdecimal():
        raise BadAnswer(NO_SUCH_FIELD)
    fields = _fields(service, visit, item.kind, item.about, typed, item.fields)
    service.items.change(visit.workshop.id, item.id, fields, By(visit.person.id), base=int(base))


def delete_item(service: Service, visit: Visitor, name: str) -> None:
    """Delete one's own item; gone already does no harm."""
    service.items.remove(visit.workshop.id, name.removeprefix(ITEM), By(visit.person.id))


def stored_texts(service: Service, visit: Visitor, names: Iterable[str]) -> dict[str, Typed]:
    """Return the texts of those of the items that are there, by the names of their fields."""
    there = service.items.some(visit.workshop, [n.removeprefix(ITEM) for n in names])
    texts: dict[str, Typed] = {}
    for item in there:
        if item.kind in KINDS:
            texts[f"{ITEM}{item.id}"] = item.fields.get(KINDS[item.kind].text, "")
        elif item.kind in PARTED:
            parts = PARTED[item.kind].parts
            texts[f"{ITEM}{item.id}"] = {part: item.fields.get(part, "") for part in parts}
    return texts
