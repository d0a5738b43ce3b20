"""Loading a language's files, and what is said when one is wrong."""

import shutil
from pathlib import Path

import pytest

from focusmap.errors import ContentError
from focusmap.reading import load_reader
from focusmap.reading.classes import GROUPS
from focusmap.reading.foreign import load_languages
from focusmap.reading.inflections import forms_of
from focusmap.reading.lexicon import LexiconError, load_classes, load_lexicon, spelled
from focusmap.reading.markers import load_markers
from focusmap.reading.weights import load_model, load_settings, load_signs, load_weights

LEXICONS = Path(__file__).parents[3] / "lexicons"
ENGLISH = LEXICONS / "en"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A language with the real classes and small words, and no words of its own yet."""
    path = tmp_path / "lexicons" / "en"
    (path / "words").mkdir(parents=True)
    shutil.copytree(ENGLISH / "irregular", path / "irregular")
    shutil.copytree(ENGLISH / "weights", path / "weights")
    for name in ("classes.tsv", "markers.tsv"):
        shutil.copy(ENGLISH / name, path / name)
    return path


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("tax\tmagic", 1, "unknown class 'magic'"),
        ("# note\ntax\trule\nTax\trule", 3, "already in lexicons/en/words/a.tsv:2 as rule"),
        ("tax\trule\ntax\tservice", 2, "already in lexicons/en/words/a.tsv:1 as rule"),
        ("\trule", 1, "the term is empty"),
        ("!\trule", 1, "the term is empty"),
        ("tax rule", 1, "1 columns in place of 2 to 3"),
        ("tax\trule\tnoun\tx", 1, "4 columns"),
        ("tax\trule\n\nfee\trule", 2, "an empty line"),
        ("tax\trule\n \t ", 2, "an empty line"),
        ("tax\trule\tadverb", 1, "unknown forms 'adverb'"),
    ],
)
def test_mistake_names_file_line_and_remedy(
    folder: Path, content: str, line: int, said: str
) -> None:
    (folder / "words" / "a.tsv").write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError) as raised:
        load_lexicon(folder)
    assert str(raised.value).startswith(f"lexicons/en/words/a.tsv:{line}: ")
    assert said in str(raised.value)


def test_wrong_encoding_names_the_line(folder: Path) -> None:
    content = b"tax\trule\n" + "café\tpublic_place\n".encode("latin-1")
    (folder / "words" / "a.tsv").write_bytes(content)
    with pytest.raises(LexiconError, match=r"words/a\.tsv:2: not UTF-8; save the file"):
        load_lexicon(folder)


def test_duplicate_across_files(folder: Path) -> None:
    for name in ("a.tsv", "b.tsv"):
        (folder / "words" / name).write_text("tax\trule\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"b\.tsv:1: 'tax' is already in lexicons/en/words/a"):
        load_lexicon(folder)


def test_missing_language_is_a_content_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no lexicon files"):
        load_reader("xx", tmp_path)


def test_missing_file_is_named(folder: Path) -> None:
    (folder / "words" / "a.tsv").write_text("tax\trule\n", encoding="utf-8")
    (folder / "markers.tsv").unlink()
    with pytest.raises(LexiconError, match=r"markers\.tsv: this file is missing"):
        load_lexicon(folder)


def test_byte_order_mark_and_windows_lines_are_read(folder: Path) -> None:
    content = "\ufefftax\trule\r\nfee\tmoney\r\n"
    (folder / "words" / "a.tsv").write_text(content, encoding="utf-8", newline="")
    entry = load_lexicon(folder).forms["tax"].main
    assert entry is not None
    assert (entry.name, entry.rule) == ("rule", "lexicons/en/words/a.tsv:1")


def test_the_same_word_may_be_ours_theirs_and_a_thing(folder: Path) -> None:
    content = "order\tdo_admin\norder\tthey_use\norder\tpaper_or_system\n"
    (folder / "words" / "a.tsv").write_text(content, encoding="utf-8")
    senses = load_lexicon(folder).forms["orders"]
    names = [entry.name if entry else "" for entry in senses]
    assert names == ["paper_or_system", "do_admin", "they_use"]


def test_a_written_term_wins_over_a_made_form(folder: Path) -> None:
    content = "ship\tgoods\nships\ttrade\n"
    (folder / "words" / "a.tsv").write_text(content, encoding="utf-8")
    entry = load_lexicon(folder).forms["ships"].main
    assert entry is not None
    assert entry.name == "trade"


def test_a_line_may_ask_for_other_forms(folder: Path) -> None:
    (folder / "words" / "a.tsv").write_text("scrum\troutine\tnone\n", encoding="utf-8")
    forms = load_lexicon(folder).forms
    assert "scrum" in forms
    assert "scrums" not in forms


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("magic\t0.5", "unknown class 'magic'"),
        ("rule@sleeping\t0.5", "unknown role 'sleeping'"),
        ("rule\tmuch", "weight 'much' is no number"),
        ("rule\tnan", "weight 'nan' is no number"),
        ("rule\t99", "weight '99' is no number from -4 to 4"),
        ("rule", "1 columns in place of 2"),
        ("money\t0.1\nmoney\t0.2", "'money' is there twice"),
        ("", "an empty line"),
    ],
)
def test_mistake_in_weights_names_line_and_remedy(folder: Path, line: str, said: str) -> None:
    path = folder / "weights" / "focus.tsv"
    path.write_text(f"# weights\n{line}\n", encoding="utf-8")
    with pytest.raises(LexiconError) as raised:
        load_weights(path, load_classes(folder))
    where = 2 + line.count("\n")
    assert str(raised.value).startswith(f"lexicons/en/weights/focus.tsv:{where}: ")
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [("room\tmuch", "room 'much' is no number"), ("rooom\t3", "unknown setting 'rooom'")],
)
def test_mistake_in_settings(folder: Path, change: str, said: str) -> None:
    path = folder / "weights" / "settings.tsv"
    text = path.read_text(encoding="utf-8").replace("room\t3", change)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=said):
        load_settings(path)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nobody\t*\tfocus\t+", "unknown class or group 'nobody'"),
        ("ours\tasleep\tfocus\t+", "unknown role 'asleep'"),
        ("ours\t*\tmood\t+", "unknown axis 'mood'"),
        ("ours\t*\tfocus\tup", "unknown sign 'up'"),
    ],
)
def test_mistake_in_signs(folder: Path, line: str, said: str) -> None:
    path = folder / "weights" / "signs.tsv"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(LexiconError, match=f"signs.tsv:1: {said}"):
        load_signs(path, load_classes(folder))


def test_missing_setting_is_named(folder: Path) -> None:
    path = folder / "weights" / "settings.tsv"
    text = path.read_text(encoding="utf-8").replace("room\t3\n", "")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match="room is missing"):
        load_settings(path)


@pytest.mark.parametrize(
    ("line", "said"),
    [("x\touter\tnoun\tm", "unknown group 'outer'"), ("x\toutside\tplural\tm", "unknown forms")],
)
def test_mistake_in_classes(folder: Path, line: str, said: str) -> None:
    path = folder / "classes.tsv"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(LexiconError, match=said):
        load_classes(folder)


def test_a_class_stands_once(folder: Path) -> None:
    path = folder / "classes.tsv"
    path.write_text(2 * "x\toutside\tnoun\tmeaning\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"classes\.tsv:2: the class 'x' is there twice"):
        load_classes(folder)


@pytest.mark.parametrize(
    ("change", "said"),
    [("be\tis\n", "be' is there twice"), ("beee\tis\n", "unknown marker 'beee'")],
)
def test_mistake_in_markers(folder: Path, change: str, said: str) -> None:
    path = folder / "markers.tsv"
    path.write_text(path.read_text(encoding="utf-8") + change, encoding="utf-8")
    with pytest.raises(LexiconError, match=said):
        load_markers(path)


def test_missing_marker_is_named(tmp_path: Path) -> None:
    path = tmp_path / "markers.tsv"
    path.write_text("be\tis\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="articles, after_verb"):
        load_markers(path)


def test_a_language_stands_once(tmp_path: Path) -> None:
    path = tmp_path / "languages.tsv"
    path.write_text("en\tthe\nen\ta\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="'en' is there twice"):
        load_languages(path)


# The real files


def test_every_weight_belongs_to_a_class_that_has_words_or_is_a_rule() -> None:
    lexicon = load_lexicon(ENGLISH)
    model = load_model(ENGLISH, lexicon.classes)
    used = {e.name for senses in lexicon.forms.values() for e in senses if e}
    rules = {c.name for c in lexicon.classes.values() if c.group == "construction"}
    for weights in (model.focus, model.orientation, model.line_of_sight):
        assert {effect.partition("@")[0] for effect in weights} <= used | rules


def test_every_class_has_words_a_group_and_a_meaning() -> None:
    lexicon = load_lexicon(ENGLISH)
    used = {e.name for senses in lexicon.forms.values() for e in senses if e}
    assert {c.name for c in lexicon.classes.values() if c.group != "construction"} == used
    assert {c.group for c in lexicon.classes.values()} == set(GROUPS)
    assert all(len(c.meaning) > 3 for c in lexicon.classes.values())


def test_the_lexicon_covers_every_field() -> None:
    forms = load_lexicon(ENGLISH).forms
    assert len(forms) > 40_000
    for word in ("patients", "tenants", "riders", "farmers", "forklift", "sprint", "slept"):
        assert word in forms


@pytest.mark.parametrize(
    ("term", "inflect", "forms"),
    [
        ("plan", "verb", {"plan", "plans", "planned", "planning"}),
        ("carry", "verb", {"carry", "carries", "carried", "carrying"}),
        ("sleep", "verb", {"sleep", "sleeps", "slept", "sleeping"}),
        ("come back", "verb", {"come back", "comes back", "came back", "coming back"}),
        ("child", "noun", {"child", "children"}),
        ("case file", "noun", {"case file", "case files"}),
        ("on time", "none", {"on time"}),
    ],
)
def test_forms(term: str, inflect: str, forms: set[str]) -> None:
    assert forms <= set(forms_of(term, inflect, load_lexicon(ENGLISH).irregulars))


@pytest.mark.parametrize(
    ("typed", "seen"), [("Can’t wait", "can not wait"), ("  Two\twords ", "two words"), ("!", "")]
)
def test_terms_are_spelled_as_the_reader_sees_them(typed: str, seen: str) -> None:
    assert spelled(typed) == seen
