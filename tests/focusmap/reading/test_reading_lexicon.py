"""Loading lexicon files, and what is said when one is wrong."""

from pathlib import Path

import pytest

from focusmap.errors import ContentError
from focusmap.reading import load_reader
from focusmap.reading.inflections import forms_of
from focusmap.reading.lexicon import CLASSES, IRREGULARS, LexiconError, load_lexicon

LEXICONS = Path(__file__).parents[3] / "lexicons"
HEAD = "class\tword\ninflect\tnone\nterm\tfocus\torientation\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "lexicons" / "en"
    path.mkdir(parents=True)
    return path


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (HEAD + "tax\tmuch\t0", 4, "focus 'much' is no weight"),
        (HEAD + "tax\t0\t1.5", 4, "orientation '1.5' is no weight"),
        (HEAD + "tax\tnan\t0", 4, "focus 'nan' is no weight"),
        (HEAD + "# note\n\ntax\t0\t0\nTax\t0\t0", 7, "already in lexicons/en/a.tsv:6"),
        (HEAD + "\t0\t0", 4, "the term is empty"),
        (HEAD + "!\t0\t0", 4, "the term is empty"),
        (HEAD + "tax 0 0", 4, "no tab"),
        (HEAD + "tax\t0", 4, "2 columns"),
        ("class\tmagic\n", 1, "unknown class 'magic'"),
        ("inflect\tadverb\n", 1, "unknown inflection 'adverb'"),
        ("term\tfocus\tmood\n", 1, "unknown axis"),
        ("tax\t0\t0\n", 1, "no class yet"),
    ],
)
def test_mistake_names_file_line_and_remedy(
    folder: Path, content: str, line: int, said: str
) -> None:
    (folder / "a.tsv").write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError) as raised:
        load_lexicon(folder)
    assert str(raised.value).startswith(f"lexicons/en/a.tsv:{line}: ")
    assert said in str(raised.value)


def test_wrong_encoding_names_the_line(folder: Path) -> None:
    (folder / "a.tsv").write_bytes(HEAD.encode() + "café\t0\t0\n".encode("latin-1"))
    with pytest.raises(LexiconError, match=r"lexicons/en/a\.tsv:4: not UTF-8"):
        load_lexicon(folder)


def test_missing_language_is_a_content_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no lexicon files"):
        load_reader("xx", tmp_path)


def test_duplicate_across_files(folder: Path) -> None:
    for name in ("a.tsv", "b.tsv"):
        (folder / name).write_text(HEAD + "tax\t0\t0\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"b\.tsv:4: 'tax' is already in lexicons/en/a\.tsv:4"):
        load_lexicon(folder)


def test_byte_order_mark_and_windows_lines_are_read(folder: Path) -> None:
    content = ("\ufeff" + HEAD + "tax\t.\t-0.5\n").replace("\n", "\r\n")
    (folder / "a.tsv").write_text(content, encoding="utf-8", newline="")
    entry = load_lexicon(folder).entries["tax"]
    assert (entry.focus, entry.orientation, entry.rule) == (None, -0.5, "lexicons/en/a.tsv:4")


def test_a_written_term_wins_over_a_made_form(folder: Path) -> None:
    content = "class\tword\ninflect\tnoun\nship\t0.1\t0\nships\t0.2\t0\n"
    (folder / "a.tsv").write_text(content, encoding="utf-8")
    assert load_lexicon(folder).entries["ships"].focus == 0.2


@pytest.mark.parametrize(
    "path", sorted(LEXICONS.glob("*/*.tsv")), ids=lambda p: f"{p.parent.name}/{p.name}"
)
def test_every_shipped_file_loads_alone(folder: Path, path: Path) -> None:
    (folder / path.name).write_bytes(path.read_bytes())
    lexicon = load_lexicon(folder)
    assert path.name in IRREGULARS.values() or lexicon.entries or lexicon.acts or lexicon.rules


def test_shipped_files_load_together() -> None:
    lexicon = load_lexicon(LEXICONS / "en")
    used = {e.kind for t in (lexicon.entries, lexicon.acts, lexicon.rules) for e in t.values()}
    assert used == set(CLASSES)


@pytest.mark.parametrize(
    ("term", "inflect", "forms"),
    [
        ("plan", "verb", {"plan", "plans", "planned", "planning"}),
        ("refer", "verb", {"refer", "refers", "referred", "referring"}),
        ("visit", "verb", {"visit", "visits", "visited", "visiting"}),
        ("carry out", "verb", {"carry out", "carries out", "carried out", "carrying out"}),
        ("free", "verb", {"free", "frees", "freed", "freeing"}),
        ("go home", "verb", {"go home", "goes home", "went home", "going home"}),
        ("city", "noun", {"city", "cities"}),
        ("old man", "noun", {"old man", "old men"}),
        ("calm", "none", {"calm"}),
    ],
)
def test_inflections(term: str, inflect: str, forms: set[str]) -> None:
    irregulars = {"verb": {"go": ["goes", "went"]}, "noun": {"man": ["men"]}}
    made = forms_of(term, inflect, irregulars)
    assert made[0] == term
    assert forms <= set(made)
    assert len(set(made) - forms) <= 1
