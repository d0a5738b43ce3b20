"""Reading what the words of an answer say; everything about lexicons stays in here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from focusmap.model import OwnWord, Reading
from focusmap.reading.tags import warm_up

__all__ = ["Reader", "load_reader", "warm_up"]


class Reader(Protocol):
    """Reads short answers in one language; safe to use from many threads."""

    @property
    def language(self) -> str:
        """The language it reads, as a code such as 'en'."""

    def read(
        self,
        text: str,
        kind: str,
        customers: Sequence[str] = (),
        words: Sequence[OwnWord] = (),
    ) -> Reading:
        """Return the reading of any text; never raises.

        `kind` is one of model.QUESTION_KINDS, `customers` are the words the workshop uses for
        its customers ("members", "patients"), `words` those it reads in its own way.
        """


def load_reader(language: str, folder: Path) -> Reader:
    """Return the reader of a language whose lexicon lies in `folder`/`language`.

    Takes a second or two (it loads the tagger as well): call it at start-up. Raises
    LexiconError, a ContentError, when a lexicon file is wrong or missing.
    """
    from focusmap.reading.foreign import load_languages
    from focusmap.reading.lexical import LexicalReader
    from focusmap.reading.lexicon import load_lexicon
    from focusmap.reading.weights import load_model

    lexicon = load_lexicon(folder / language)
    model = load_model(folder / language, lexicon.classes)
    languages = load_languages(folder / "languages.tsv")
    warm_up()
    return LexicalReader(language, lexicon, model, languages)
