"""The words of one language, loaded from data files that a facilitator can edit.

Files are UTF-8 text with columns separated by one tab; a line that starts with '#' is a comment.

    classes.tsv      class, group (see classes.GROUPS), forms (noun, verb or none), meaning
    words/*.tsv      term, class and, where it differs from its class, forms
    irregular/*.tsv  word, its irregular forms
    markers.tsv      the small words by which the rules tell who does what
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from focusmap.model import WHOLE, OwnWord
from focusmap.reading.classes import GROUPS, MAIN, OURS, THEIRS, WordClass
from focusmap.reading.inflections import INFLECTIONS, Irregulars, forms_of, singular
from focusmap.reading.markers import Markers, load_markers
from focusmap.reading.tables import LexiconError, Line, lines_of
from focusmap.reading.tokens import tokenize

CUSTOMERS = "outside_person"
# Classes that the rules name themselves.
NEEDED = frozenset(
    {
        CUSTOMERS,
        "they_do",
        "they_suffer",
        "figure",
        "count",
        "abbreviation",
        "unknown_noun",
        "unknown_verb",
        "unknown_adjective",
        *WHOLE,
    }
)


def customer_words(customers: Iterable[str]) -> tuple[OwnWord, ...]:
    """Return what a workshop calls its customers as words of its own."""
    return tuple(OwnWord(c, CUSTOMERS, "workshop:customers") for c in customers)


class Entry(NamedTuple):
    """One term of a lexicon. `rule` is its file and line."""

    term: str
    name: str
    group: str
    rule: str


class Senses(NamedTuple):
    """What one form can be: a word of ours, of theirs, or any other."""

    main: Entry | None
    ours: Entry | None
    theirs: Entry | None

    def with_entry(self, table: str, entry: Entry) -> Senses:
        """Return these senses with one of them replaced."""
        return self._replace(**{table: entry})


NO_SENSES = Senses(None, None, None)


@dataclass(slots=True)
class Lexicon:
    """All senses of a language by form, words separated by one space.

    `beginnings` are the first words of longer forms, so that a search knows when to stop.
    """

    classes: Mapping[str, WordClass]
    markers: Markers
    forms: dict[str, Senses] = field(default_factory=dict)
    beginnings: set[str] = field(default_factory=set)
    irregulars: Mapping[str, Irregulars] = field(default_factory=dict)
    irregular_verb_forms: frozenset[str] = frozenset()

    def add(self, form: str, entry: Entry, *, replace: bool = False) -> None:
        """Enter an entry under one form; a sense that is taken stays unless `replace` is true."""
        table = self.classes[entry.name].table
        senses = self.forms.get(form, NO_SENSES)
        if replace:
            self.forms[form] = NO_SENSES.with_entry(table, entry)
        elif getattr(senses, table) is None:
            self.forms[form] = senses.with_entry(table, entry)
        while " " in form:
            form = form.rpartition(" ")[0]
            self.beginnings.add(form)

    def with_words(self, words: Iterable[tuple[str, str, str]]) -> Lexicon:
        """Return this lexicon with words of a workshop: term, class, and where it was written.

        They replace whatever the lexicon says of the same words. A noun may be given in the plural
        ("members"): then its singular is meant as well. Only the new words take memory.
        """
        lexicon = replace(
            self, forms=_Overlaid(self.forms), beginnings=_Beginnings(self.beginnings)
        )
        for word, name, place in words:
            term = spelled(word)
            if term:
                entry = Entry(term, name, self.classes[name].group, place)
                for form in self.own_forms(term, name):
                    lexicon.add(form, entry, replace=True)
        return lexicon

    def own_forms(self, term: str, name: str) -> list[str]:
        """Return all forms in which a workshop's word is found, the term itself first."""
        inflect = self.classes[name].inflect
        forms = forms_of(term, inflect, self.irregulars)
        if inflect == "noun":
            forms += forms_of(self._singular(term), inflect, self.irregulars)
        return list(dict.fromkeys(forms))

    def _singular(self, term: str) -> str:
        """Return what a noun is the plural of; the noun itself where nothing says it is one.

        The lexicon knows best: "nurses" is the plural of its "nurse", and "goods" of nothing.
        """
        senses = self.forms.get(term)
        if senses is not None:
            entries = [entry for entry in senses if entry is not None]
            return term if any(e.term == term for e in entries) else entries[0].term
        head, _, last = term.rpartition(" ")
        return f"{head} {singular(last, self.irregulars.get('noun', {}))}".strip()


class _Overlaid(dict[str, Senses]):
    """Senses in front of others, which stay as they are and are looked up behind."""

    def __init__(self, behind: dict[str, Senses]) -> None:
        super().__init__()
        self._behind = behind

    def __missing__(self, form: str) -> Senses:
        return self._behind[form]

    def __contains__(self, form: object) -> bool:
        return super().__contains__(form) or form in self._behind

    def get(self, form: str, default: Any = None) -> Any:
        """Return the senses of a form, one's own first."""
        found = super().get(form)
        return self._behind.get(form, default) if found is None else found


class _Beginnings(set[str]):
    """Beginnings in front of others, which stay as they are."""

    def __init__(self, behind: set[str]) -> None:
        super().__init__()
        self._behind = behind

    def __contains__(self, form: object) -> bool:
        return super().__contains__(form) or form in self._behind


def spelled(term: str) -> str:
    """Return a term as the reader sees its words: tokens separated by one space."""
    return " ".join(token.norm for token in tokenize(term) if token.is_word)


def load_lexicon(folder: Path) -> Lexicon:
    """Load a language's words; raise LexiconError for the first mistake."""
    paths = sorted(folder.glob("words/*.tsv"))
    if not paths:
        raise LexiconError(f"{folder}/words: no lexicon files (*.tsv) here; check the folder.")
    irregulars = _load_irregulars(folder)
    lexicon = Lexicon(
        load_classes(folder),
        load_markers(folder / "markers.tsv"),
        irregulars=irregulars,
        irregular_verb_forms=frozenset(f for fs in irregulars["verb"].values() for f in fs),
    )
    written = list(_entries(paths, lexicon.classes))
    for entry, _ in written:
        lexicon.add(entry.term, entry)
    for entry, inflect in written:
        for form in forms_of(entry.term, inflect, lexicon.irregulars)[1:]:
            lexicon.add(form, entry)
    return lexicon


def load_classes(folder: Path) -> dict[str, WordClass]:
    """Return the word classes by name; raise LexiconError for the first mistake."""
    classes: dict[str, WordClass] = {}
    for line in lines_of(folder / "classes.tsv", 4):
        name, group, inflect, meaning = line.cells
        if name in classes:
            raise LexiconError(f"{line.place}: the class '{name}' is there twice; delete one.")
        classes[name] = WordClass(
            name,
            line.one_of("group", group, GROUPS),
            line.one_of("forms", inflect, INFLECTIONS),
            meaning,
            line.place,
        )
    missing = sorted(NEEDED - set(classes))
    if missing:
        raise LexiconError(
            f"{folder}/classes.tsv: the rules need {', '.join(missing)}; bring the line back."
        )
    return classes


def _load_irregulars(folder: Path) -> dict[str, Irregulars]:
    """Return the irregular forms by word for each inflection."""
    return {
        inflect: _irregular_forms(folder / "irregular" / f"{inflect}s.tsv")
        for inflect in INFLECTIONS
        if inflect != "none"
    }


def _irregular_forms(path: Path) -> Irregulars:
    forms: dict[str, Sequence[str]] = {}
    for line in lines_of(path, 2):
        if line.cells[0] in forms:
            raise LexiconError(f"{line.place}: '{line.cells[0]}' is there twice; delete one.")
        forms[line.cells[0]] = line.cells[1].split()
    return forms


def _entries(
    paths: Sequence[Path], classes: Mapping[str, WordClass]
) -> Iterator[tuple[Entry, str]]:
    """Yield every entry as written with the forms it asks for; refuse duplicates."""
    seen: dict[tuple[str, str], Entry] = {}
    for path in paths:
        for line in lines_of(path, 2, 3):
            entry = _entry(line, classes)
            word_class = classes[entry.name]
            other = seen.setdefault((word_class.table, entry.term), entry)
            if other is not entry:
                raise LexiconError(
                    f"{entry.rule}: '{entry.term}' is already in {other.rule} as {other.name}; "
                    "delete one of the two."
                )
            yield entry, _forms(line, word_class)


def _forms(line: Line, word_class: WordClass) -> str:
    if len(line.cells) < 3:
        return word_class.inflect
    return line.one_of("forms", line.cells[2], INFLECTIONS)


def _entry(line: Line, classes: Mapping[str, WordClass]) -> Entry:
    """Return the entry of one line; raise LexiconError when its class is unknown."""
    name = line.one_of("class", line.cells[1], classes)
    term = spelled(line.cells[0])
    if not term:
        raise LexiconError(f"{line.place}: the term is empty; write a word or delete the line.")
    return Entry(term, name, classes[name].group, line.place)


__all__ = ["CUSTOMERS", "MAIN", "OURS", "THEIRS", "Entry", "Lexicon", "LexiconError", "Senses"]
