"""The words of one language, loaded from data files that a facilitator can edit.

A file is UTF-8 text; '#' starts a comment line. Settings stand above the terms they hold for:

    class<TAB>outside        one of CLASSES: what the rules do with the terms
    inflect<TAB>noun         noun, verb or none: which further forms are made
    term<TAB>focus<TAB>orientation
    customer<TAB>0.9<TAB>.

A weight runs from -1 to 1; 0 says "in the middle", '.' says nothing about that axis.
The files of irregular forms are lists of their own: word<TAB>other forms, separated by spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from focusmap.errors import ContentError
from focusmap.reading.inflections import INFLECTIONS, Irregulars, forms_of
from focusmap.reading.tokens import tokenize

CLASSES = {
    "outside": "people outside, who can act",
    "pronoun": "stands for people outside when they were named before",
    "colleague": "people inside",
    "act": "a verb that counts when somebody outside does it",
    "can": "says that somebody is able to",
    "link": "may stand between somebody and what they do",
    "doing": "a verb of ours",
    "word": "counts by itself",
    "thing": "something inside; takes the name of people before it as a label",
    "bad": "a bad thing; fewer of it is what the weights say",
    "less": "makes a bad thing fewer",
    "change": "counts where people outside are in the same sentence",
    "purpose": "moves the weight to what follows",
    "help": "moves the weight to what follows when somebody outside follows",
    "instead": "takes weight from what follows up to the next part",
    "denied": "the same, but only where a 'but' follows in the sentence",
    "dismiss": "takes weight from the whole sentence",
    "elsewhere": "at the head of a sentence: the whole sentence counts nothing",
    "silent": "counts nothing and takes its words",
    "rule": "the weights of a construction, under its name",
}
AXES = ("focus", "orientation")
IRREGULARS = {"noun": "irregular_nouns.tsv", "verb": "irregular_verbs.tsv"}


class LexiconError(ContentError):
    """A lexicon file is wrong; the message names file and line and says what to do."""


class Entry(NamedTuple):
    """One line of a lexicon: weights from -1 to 1, None where an axis is not spoken of."""

    term: str
    kind: str
    focus: float | None
    orientation: float | None
    rule: str


@dataclass(slots=True)
class Lexicon:
    """All entries of a language by each of their forms, words separated by one space.

    `acts` are kept apart since the same word may be ours ("we order") or theirs ("they order").
    `longest` gives for a first word how many words to try.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    acts: dict[str, Entry] = field(default_factory=dict)
    rules: dict[str, Entry] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    irregulars: Mapping[str, Irregulars] = field(default_factory=dict)

    def add(self, form: str, entry: Entry, *, replace: bool = False) -> None:
        """Enter an entry under one form; a form that is taken stays unless `replace` is true."""
        table = self._table(entry.kind)
        if replace or form not in table:
            table[form] = entry
            if table is not self.rules:
                first, count = form.split(" ", 1)[0], form.count(" ") + 1
                self.longest[first] = max(count, self.longest.get(first, 0))

    def _table(self, kind: str) -> dict[str, Entry]:
        """Return the table that holds entries of a class."""
        return {"act": self.acts, "rule": self.rules}.get(kind, self.entries)

    def with_customers(self, customers: Sequence[str]) -> Lexicon:
        """Return this lexicon with the workshop's own words for the people outside."""
        lexicon = Lexicon(
            dict(self.entries), self.acts, self.rules, dict(self.longest), self.irregulars
        )
        for word in customers:
            term = spelled(word)
            if term:
                entry = Entry(term, "outside", 0.9, None, "workshop:customers")
                for form in forms_of(term, "noun", self.irregulars):
                    lexicon.add(form, entry, replace=True)
        return lexicon


class _Line(NamedTuple):
    """One line that is neither empty nor a comment, with its place for messages."""

    place: str
    cells: list[str]


def spelled(term: str) -> str:
    """Return a term as the reader sees its words: tokens separated by one space."""
    return " ".join(token.norm for token in tokenize(term) if token.is_word)


def load_lexicon(folder: Path) -> Lexicon:
    """Load all .tsv files of a language's folder; raise LexiconError for the first mistake."""
    paths = sorted(folder.glob("*.tsv"))
    if not paths:
        raise LexiconError(f"{folder}: no lexicon files (*.tsv) here; check the language's folder.")
    lexicon = Lexicon(irregulars=_load_irregulars(folder))
    for entry, _ in (written := list(_entries(paths))):
        lexicon.add(entry.term, entry)
    for entry, inflect in written:
        for form in forms_of(entry.term, inflect, lexicon.irregulars)[1:]:
            lexicon.add(form, entry)
    return lexicon


def _load_irregulars(folder: Path) -> dict[str, Irregulars]:
    """Return the irregular forms by word for each inflection; a missing file means none."""
    return {
        inflect: {line.cells[0]: line.cells[1].split() for line in _lines(folder / name)}
        for inflect, name in IRREGULARS.items()
        if (folder / name).exists()
    }


def _entries(paths: Sequence[Path]) -> Iterator[tuple[Entry, str]]:
    """Yield every entry as written with the inflection it asks for; refuse duplicates."""
    seen: dict[tuple[str, str], str] = {}
    for path in paths:
        if path.name in IRREGULARS.values():
            continue
        for entry, inflect in _entries_of(path):
            table = entry.kind if entry.kind in ("act", "rule") else ""
            other = seen.setdefault((table, entry.term), entry.rule)
            if other != entry.rule:
                raise LexiconError(
                    f"{entry.rule}: '{entry.term}' is already in {other}; delete one of the two."
                )
            yield entry, inflect


def _entries_of(path: Path) -> Iterator[tuple[Entry, str]]:
    """Yield the entries of one file, each with the inflection set above it."""
    kind, inflect = "", "none"
    for line in _lines(path):
        key, value = line.cells[0], line.cells[1]
        is_setting = len(line.cells) == 2
        if is_setting and key == "class":
            kind = _one_of(line, "class", value, tuple(CLASSES))
        elif is_setting and key == "inflect":
            inflect = _one_of(line, "inflection", value, INFLECTIONS)
        elif key == "term":
            _check_axes(line)
        else:
            yield _entry(line, kind), inflect


def _entry(line: _Line, kind: str) -> Entry:
    """Return the entry of one line; raise LexiconError when it is not complete."""
    if not kind:
        raise LexiconError(f"{line.place}: no class yet; put a line 'class<TAB>word' above.")
    if len(line.cells) != 3:
        raise LexiconError(
            f"{line.place}: {len(line.cells)} columns in place of 3; "
            "separate term, focus and orientation by one tab each."
        )
    term = line.cells[0] if kind == "rule" else spelled(line.cells[0])
    if not term:
        raise LexiconError(f"{line.place}: the term is empty; write a word or delete the line.")
    return Entry(term, kind, _weight(line, 1), _weight(line, 2), line.place)


def _weight(line: _Line, column: int) -> float | None:
    """Return the weight of a column, None for '.'; raise LexiconError for anything unusable."""
    cell = line.cells[column]
    if cell == ".":
        return None
    if not re.fullmatch(r"[+-]?\d*\.?\d+", cell) or not -1 <= float(cell) <= 1:
        raise LexiconError(
            f"{line.place}: {AXES[column - 1]} '{cell}' is no weight; "
            "write a number from -1 to 1, or '.' for none."
        )
    return float(cell)


def _one_of(line: _Line, what: str, value: str, known: Sequence[str]) -> str:
    """Return a setting's value when it is known; raise LexiconError otherwise."""
    if value not in known:
        raise LexiconError(f"{line.place}: unknown {what} '{value}'; use {', '.join(known)}.")
    return value


def _check_axes(line: _Line) -> None:
    """Refuse a column heading that names other axes than the two, or in another order."""
    if tuple(line.cells[1:]) != AXES:
        raise LexiconError(
            f"{line.place}: unknown axis in '{' '.join(line.cells[1:])}'; "
            "the columns are term, focus, orientation."
        )


def _lines(path: Path) -> Iterator[_Line]:
    """Yield the lines that say something; raise LexiconError where a tab or UTF-8 is missing."""
    folder = f"{path.parent.parent.name}/{path.parent.name}"
    for number, raw in enumerate(path.read_bytes().split(b"\n"), start=1):
        place = f"{folder}/{path.name}:{number}"
        text = _decoded(raw, place).rstrip("\r\n")
        if not text.strip() or text.startswith("#"):
            continue
        if "\t" not in text:
            raise LexiconError(
                f"{place}: no tab in '{text.strip()}'; separate the columns by one tab each."
            )
        yield _Line(place, [cell.strip() for cell in text.split("\t")])


def _decoded(raw: bytes, place: str) -> str:
    """Return a line as text, without a byte order mark; raise LexiconError when not UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{place}: not UTF-8; save the file in the encoding UTF-8.") from error
