"""Translations are read from their text files; a wrong one is named."""

from pathlib import Path

import pytest

from focusmap.errors import ContentError
from focusmap.translate import translations

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """The catalogue of a language of this test's own."""
    file = tmp_path / "nb" / "LC_MESSAGES" / "focusmap.po"
    file.parent.mkdir(parents=True)
    return file


def test_a_translated_message_is_told_in_the_language(catalogue: Path, tmp_path: Path) -> None:
    catalogue.write_text(
        HEAD + '\nmsgid "inside"\nmsgstr "inne på"\n\nmsgid "outside"\nmsgstr ""\n',
        encoding="utf-8",
    )
    speak = translations("nb", tmp_path)
    assert speak.gettext("inside") == "inne på"
    assert speak.gettext("outside") == "outside"
    assert speak.gettext("never heard") == "never heard"


def test_plurals_follow_the_language(catalogue: Path, tmp_path: Path) -> None:
    catalogue.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "{n} answer"\nmsgid_plural "{n} answers"\n'
        'msgstr[0] "{n} svar"\nmsgstr[1] "{n} svarene"\n',
        encoding="utf-8",
    )
    speak = translations("nb", tmp_path)
    told = [speak.ngettext("{n} answer", "{n} answers", n).format(n=n) for n in (0, 1, 2)]
    assert told == ["0 svarene", "1 svar", "2 svarene"]


def test_english_speaks_as_the_program_is_written() -> None:
    assert translations("en").gettext("inside") == "inside"
    assert translations("en").ngettext("{n} answer", "{n} answers", 2) == "{n} answers"


def test_a_missing_catalogue_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"focusmap\.po: there is no such file"):
        translations("xx", tmp_path)


def test_a_broken_catalogue_is_named_with_its_line(catalogue: Path, tmp_path: Path) -> None:
    catalogue.write_text(HEAD + '\nmsgid "inside"\nthe translation\n', encoding="utf-8")
    with pytest.raises(ContentError, match=r"focusmap\.po:6: "):
        translations("nb", tmp_path)


def test_a_catalogue_in_another_encoding_is_named(catalogue: Path, tmp_path: Path) -> None:
    catalogue.write_bytes(HEAD.encode() + b'\nmsgid "inside"\nmsgstr "inne p\xe5"\n')
    with pytest.raises(ContentError, match=r"focusmap\.po"):
        translations("nb", tmp_path)
