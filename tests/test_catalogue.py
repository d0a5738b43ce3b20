"""The catalogue of messages: as the sources are, in every language, with all its names."""

import shutil
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from focusmap import changing, service

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "focusmap" / "locale"
LANGUAGES = sorted(p.name for p in LOCALE.iterdir() if p.is_dir())
SOURCES = ("focusmap", "phone", "ui", "web", "pages")
KEYWORDS = ("N_", "BadAnswer", "NotFound", "Refused", "StepClosed", "ReadOnly", "FocusMapError")
REMEDY = (
    "Run: pybabel extract -F babel.cfg "
    + " ".join(f"-k {k}" for k in KEYWORDS)
    + " --omit-header --project=focusmap -o focusmap/locale/focusmap.pot . "
    "and: pybabel update -D focusmap -d focusmap/locale -i focusmap/locale/focusmap.pot"
)
Id = str | tuple[str, ...]


def read(file: Path) -> Catalog:
    """Return a catalogue from its file."""
    with file.open("rb") as opened:
        return read_po(opened, abort_invalid=True)


def ids(catalogue: Catalog) -> set[Id]:
    """Return the messages of a catalogue; one with a plural is a pair."""
    return {_id(message) for message in catalogue if message.id}


def _id(message: Message) -> Id:
    return message.id if isinstance(message.id, str) else tuple(message.id)


def names(text: str) -> set[str]:
    """Return the {names} of a template."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The messages in the sources, as the tool finds them."""
    folder = tmp_path_factory.mktemp("sources")
    for source in SOURCES:
        shutil.copytree(ROOT / source, folder / source)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        CommandLineInterface().run(  # type: ignore[no-untyped-call]
            [
                *("pybabel", "-q", "extract", "-F", str(ROOT / "babel.cfg")),
                *(part for keyword in KEYWORDS for part in ("-k", keyword)),
                *("--omit-header", "--project=focusmap", "-o", "focusmap.pot", "."),
            ]
        )
    return read(folder / "focusmap.pot")


@pytest.fixture(scope="module")
def template() -> Catalog:
    """The template that translators start from."""
    return read(LOCALE / "focusmap.pot")


def test_the_template_has_every_message_of_the_sources(
    extracted: Catalog, template: Catalog
) -> None:
    missing = ids(extracted) - ids(template)
    assert not missing, f"{REMEDY}\nMissing: {sorted(map(str, missing))}"


def test_the_template_has_no_message_that_is_gone(extracted: Catalog, template: Catalog) -> None:
    gone = ids(template) - ids(extracted)
    assert not gone, f"{REMEDY}\nGone: {sorted(map(str, gone))}"


def test_the_sources_have_messages(extracted: Catalog) -> None:
    assert "inside" in ids(extracted)
    assert len(ids(extracted)) > 50


@pytest.mark.parametrize("message", [changing.NO_WORKSHOP, service.NO_LINK])
def test_errors_that_are_kept_in_a_constant_can_be_translated(
    extracted: Catalog, message: str
) -> None:
    assert message in ids(extracted)


def test_english_is_there() -> None:
    assert "en" in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_message(template: Catalog, language: str) -> None:
    catalogue = read(LOCALE / language / "LC_MESSAGES" / "focusmap.po")
    missing = ids(template) - ids(catalogue)
    assert not missing, f"{REMEDY}\nMissing in {language}: {sorted(map(str, missing))}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_a_guess(language: str) -> None:
    catalogue = read(LOCALE / language / "LC_MESSAGES" / "focusmap.po")
    assert [m.id for m in catalogue if m.id and m.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_names_of_its_message(language: str) -> None:
    file = LOCALE / language / "LC_MESSAGES" / "focusmap.po"
    assert wrong_names(read(file), file) == []


def wrong_names(catalogue: Catalog, file: Path) -> list[str]:
    """Return the messages whose translation lacks a {name} or has one too many."""
    return [
        f"{file.name}:{message.lineno}: {sorted(_asked(message))} in {text!r}"
        for message in catalogue
        for text in filter(None, _texts(message.string))
        if message.id and names(text) != _asked(message)
    ]


def _asked(message: Message) -> set[str]:
    return {name for text in _texts(message.id) for name in names(text)}


def _texts(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, tuple) else ()


@pytest.mark.parametrize(
    ("message", "translation", "fits"),
    [
        ("In {region}: {count}.", "{count} i {region}.", True),
        ("{length:,} characters", "{length} tegn", True),
        ("In {region}.", "I {regionen}.", False),
        ("In {region}.", "Her.", False),
        ("Here.", "I {region}.", False),
        ("In {region}.", "", True),
        (("{n} answer", "{n} answers"), ("{n} svar", "{n} svar"), True),
        (("{n} answer", "{n} answers"), ("{n} svar", "mange svar"), False),
    ],
)
def test_a_name_that_is_missing_or_too_many_is_found(
    message: Id, translation: Id, fits: bool
) -> None:
    catalogue = Catalog()
    catalogue.add(message, translation)
    assert (wrong_names(catalogue, Path("focusmap.po")) == []) is fits
