"""What is written on the phone beside answers: items, each a text, by the name of its field.

A new one is in the field new-item-KIND-ABOUT, a changed one in edit-item-ID. A kind that is written
on phones adds to KINDS how a text becomes its fields, and which of its fields is the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from focusmap.errors import BadAnswer
from focusmap.items import MOST_BY_ONE_PERSON, By
from focusmap.rewrites import MOST_EACH as MOST_REWRITES
from focusmap.sentences import N_
from focusmap.service import Service
from focusmap.wordlist import MOST_EACH as MOST_WORDS
from focusmap.wordlist import check_list, check_word
from focusmap.words import check_answer
from phone.language import rewrite_fields
from phone.statement import statement_fields
from phone.visitor import Visitor

ITEM = "item-"
NO_SUCH_FIELD = N_("This field is of an older page. Copy your words, then load the page again.")


@dataclass(frozen=True, slots=True)
class Kind:
    """How items of a kind are written on a phone.

    `fields` checks a text and what it is about, and returns the item's fields; it raises BadAnswer.
    `text` is the field that phones change; the others stay as they are. One person can give `most`
    about the same thing. What phones only change they cannot begin: `begins` is False.
    """

    fields: Callable[[Service, Visitor, str, str], Mapping[str, str]]
    text: str = "text"
    begins: bool = True
    most: int = MOST_BY_ONE_PERSON


def plain_text(_service: Service, _visit: Visitor, _about: str, typed: str) -> Mapping[str, str]:
    """Return the fields of an item that is one text and nothing else."""
    return {"text": check_answer(typed)}


def word_fields(_service: Service, _visit: Visitor, about: str, typed: str) -> Mapping[str, str]:
    """Return the fields of a word, which is about one of the two lists."""
    return {"word": check_word(typed), "list": check_list(about)}


KINDS: dict[str, Kind] = {
    "statement": Kind(statement_fields, begins=False),
    "rewrite": Kind(rewrite_fields, most=MOST_REWRITES),
    "word": Kind(word_fields, "word", most=MOST_WORDS),
}


def is_item(name: str) -> bool:
    """Whether a field, without its first part, is an item's and not an answer's."""
    return name.startswith(ITEM)


def write_item(service: Service, visit: Visitor, name: str, key: str, typed: str) -> None:
    """Keep a new item under its key; `name` is item-KIND-ABOUT. Raises as Items.add does."""
    kind, _, about = name.removeprefix(ITEM).partition("-")
    if kind not in KINDS or not KINDS[kind].begins or not key:
        raise BadAnswer(NO_SUCH_FIELD)
    fields = KINDS[kind].fields(service, visit, about, typed)
    by = By(visit.person.id)
    service.items.add(
        visit.workshop.id, kind, fields, by, key=key, about=about, most=KINDS[kind].most
    )


def change_item(service: Service, visit: Visitor, name: str, base: str, typed: str) -> None:
    """Make a text the next version of an item; raises as Items.change does."""
    item = service.items.item(visit.workshop, name.removeprefix(ITEM))
    if item.kind not in KINDS or not base.isdecimal():
        raise BadAnswer(NO_SUCH_FIELD)
    kind = KINDS[item.kind]
    fields = {**item.fields, **kind.fields(service, visit, item.about, typed)}
    service.items.change(visit.workshop.id, item.id, fields, By(visit.person.id), base=int(base))


def delete_item(service: Service, visit: Visitor, name: str) -> None:
    """Delete one's own item; gone already does no harm."""
    service.items.remove(visit.workshop.id, name.removeprefix(ITEM), By(visit.person.id))


def stored_texts(service: Service, visit: Visitor, names: Iterable[str]) -> dict[str, str]:
    """Return the texts of those of the items that are there, by the names of their fields."""
    there = service.items.some(visit.workshop, [n.removeprefix(ITEM) for n in names])
    return {f"{ITEM}{i.id}": i.fields.get(KINDS[i.kind].text, "") for i in there if i.kind in KINDS}
