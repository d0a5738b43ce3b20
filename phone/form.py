"""A phone's form: what it asks for, done on the service, and what could not be stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from focusmap.errors import BadAnswer, FocusMapError, NotFound, StorageError
from focusmap.fields import find_field
from focusmap.sentences import N_
from focusmap.service import Service
from focusmap.translate import translations
from phone.taps import apply_tap, value_of
from phone.views import Unsaved
from phone.visitor import Visitor
from phone.writing import (
    NO_SUCH_FIELD,
    Typed,
    change_item,
    delete_item,
    has_words,
    is_item,
    stored_texts,
    with_line_feeds,
    write_item,
)

EMPTY = N_("There are no words in it yet. Write something, then send it.")


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form by name.

    new-QUESTION holds new words and key-QUESTION their key; edit-ANSWER holds changed words. In
    place of a question or an answer an item may stand (see writing.py), and then base-ITEM holds
    the version that the changed words began with. `do` is send, or change:ANSWER, delete:ANSWER,
    place:ANSWER:COLUMN,ROW, unplace:ANSWER, or tap:NAME:VALUE (see taps.py).

    An item of several parts has a field for each, such as new-item-experiment-.when: what stands
    before the point is the name of the whole.
    """

    fields: Mapping[str, str]

    @property
    def token(self) -> str:
        """What proves that the form comes from its participant's own page."""
        return self.fields.get("token", "")

    def texts(self) -> list[str]:
        """Return all that was written, for giving it back."""
        return [v for k, v in self.fields.items() if k.startswith(("new-", "edit-")) and v.strip()]

    def starting(self, start: str) -> dict[str, str]:
        """Return the fields whose name begins with `start`, by the rest of the name."""
        return {k[len(start) :]: v for k, v in self.fields.items() if k.startswith(start)}

    def written(self, start: str) -> dict[str, Typed]:
        """Return the texts in such fields: words, or the words of each part."""
        texts: dict[str, Typed] = {}
        for name, words in self.starting(start).items():
            whole, point, part = name.partition(".")
            there = texts.get(whole, {})
            texts[whole] = {**there, part: words} if point and isinstance(there, dict) else words
        return texts


@dataclass(slots=True)
class _Work:
    """The form being worked off: what is left in the fields, and what went wrong."""

    form: Form
    gettext: Callable[[str], str]
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def try_to(self, name: str, action: Callable[[], object]) -> None:
        """Do something with a field; when it is refused, the field keeps its words."""
        try:
            action()
        except StorageError:
            raise
        except FocusMapError as error:
            self.keep(name, error.text(self.gettext))

    def try_for(self, name: str, action: Callable[[], object]) -> None:
        """Do something that has no words; when it is refused, the reason stands at its place."""
        try:
            action()
        except StorageError:
            raise
        except FocusMapError as error:
            self.errors[name] = error.text(self.gettext)

    def keep(self, name: str, error: str = "") -> None:
        parts = {k: v for k, v in self.form.fields.items() if k.startswith(f"{name}.")}
        self.typed |= parts or {name: self.form.fields.get(name, "")}
        if error:
            self.errors[name] = error

    def result(self, message: str = "") -> Unsaved:
        first = next(iter(self.errors.values()), "")
        keys = {f"new-{k}": v for k, v in self.form.starting("key-").items()}
        return Unsaved(self.typed, keys, self.errors, message or first)


def apply_form(service: Service, visit: Visitor, form: Form) -> Unsaved:
    """Do what a form asks for and return what could not be stored, with the reasons.

    It is one transaction: when the database goes away, StorageError is raised and nothing of the
    form is stored.
    """
    with service.together(visit.workshop.id):
        return _applied(service, visit, form)


def _applied(service: Service, visit: Visitor, form: Form) -> Unsaved:
    work = _Work(form, translations(visit.workshop.language).gettext)
    todo, _, answer_id = form.fields.get("do", "send").partition(":")
    if todo == "delete":
        # Deleted twice is deleted.
        with suppress(NotFound):
            _delete(service, visit, answer_id)
    if todo in ("place", "unplace", "tap"):
        name, _, value = answer_id.partition(":")
        value = "" if todo == "unplace" else value_of(value, form.fields)
        do = _tapping if todo == "tap" else _placing
        start = "tap" if todo == "tap" else "place"
        work.try_for(f"{start}-{name}", do(service, visit, name, value))
        answer_id = ""
    changed = _changed(service, visit, form)
    for edited, text in changed.items():
        if todo == "send" or (todo, edited) == ("change", answer_id):
            work.try_to(f"edit-{edited}", _changing(service, visit, form, edited, text))
        elif edited != answer_id:
            work.keep(f"edit-{edited}")
    new = {k: v for k, v in form.written("new-").items() if has_words(v)}
    for question, text in new.items():
        if todo == "send":
            work.try_to(f"new-{question}", _sending(service, visit, form, question, text))
        else:
            work.keep(f"new-{question}")
    nothing = todo == "send" and not new and not changed
    return work.result(work.gettext(EMPTY) if nothing else "")


def _changed(service: Service, visit: Visitor, form: Form) -> dict[str, Typed]:
    """Return the edited texts that differ from what is stored, by answer."""
    edits = form.written("edit-")
    if not edits:
        return {}
    own = service.own_answers(visit.workshop, visit.person.id)
    stored: dict[str, Typed] = {a.answer.id: a.answer.text for a in own}
    stored |= stored_texts(service, visit, filter(is_item, edits))
    return {k: v for k, v in edits.items() if with_line_feeds(v) != stored.get(k)}


def _delete(service: Service, visit: Visitor, name: str) -> None:
    if is_item(name):
        delete_item(service, visit, name)
    else:
        service.withdraw(visit.workshop.id, visit.person.id, name)


def _changing(
    service: Service, visit: Visitor, form: Form, answer_id: str, text: Typed
) -> Callable[[], object]:
    if is_item(answer_id):
        base = form.fields.get(f"base-{answer_id}", "")
        return lambda: change_item(service, visit, answer_id, base, text)
    if not isinstance(text, str):
        return _no_such_field
    return lambda: service.change(visit.workshop.id, visit.person.id, answer_id, text)


def _placing(
    service: Service, visit: Visitor, answer_id: str, field_name: str
) -> Callable[[], object]:
    """Return what places an answer in the field of that name, or takes it back without one."""

    def place() -> None:
        where = find_field(field_name) if field_name else None
        service.place(visit.workshop.id, visit.person.id, answer_id, where)

    return place


def _tapping(service: Service, visit: Visitor, name: str, value: str) -> Callable[[], object]:
    return lambda: apply_tap(service, visit, name, value)


def _no_such_field() -> None:
    raise BadAnswer(NO_SUCH_FIELD)


def _sending(
    service: Service, visit: Visitor, form: Form, question: str, text: Typed
) -> Callable[[], object]:
    key = form.fields.get(f"key-{question}", "")
    if is_item(question):
        return lambda: write_item(service, visit, question, key, text)
    if not isinstance(text, str):
        return _no_such_field
    return lambda: service.send(visit.workshop.id, visit.person.id, question, key, text)
