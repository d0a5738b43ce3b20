"""The steps file: the one that ships loads, and a mistake is told with file and line."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from focusmap.errors import ContentError
from focusmap.model import QUESTION_KINDS, STEP_IDS, UNREAD_KINDS, Step
from focusmap.steps import CONTENT, get_step, languages, load_steps

SHIPPED = (CONTENT / "en" / "steps.toml").read_text(encoding="utf-8")
Load = Callable[[str], tuple[Step, ...]]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Loads a text as the steps file of a folder of its own."""
    file = tmp_path / "en" / "steps.toml"
    file.parent.mkdir()

    def load(text: str) -> tuple[Step, ...]:
        file.write_text(text, encoding="utf-8")
        load_steps.cache_clear()
        return load_steps("en", tmp_path)

    return load


def changed(old: str, new: str) -> tuple[str, int]:
    """Return the shipped text with one change, and the line of the change."""
    assert old in SHIPPED, f"{old!r} is not in the shipped file any more"
    return SHIPPED.replace(old, new, 1), SHIPPED[: SHIPPED.index(old)].count("\n") + 1


def message(load: Load, text: str) -> str:
    with pytest.raises(ContentError) as wrong:
        load(text)
    return str(wrong.value)


@pytest.mark.parametrize("language", languages())
def test_every_language_that_ships_has_six_complete_steps(language: str) -> None:
    steps = load_steps(language)
    assert tuple(s.id for s in steps) == STEP_IDS
    assert [s.number for s in steps] == [1, 2, 3, 4, 5, 6]
    for step in steps:
        assert all((step.name, step.question, step.purpose, step.phone))
        assert all(q.kind in (*QUESTION_KINDS, *UNREAD_KINDS) and q.text for q in step.questions)


def test_english_ships() -> None:
    assert "en" in languages()


@pytest.mark.parametrize("step_id", STEP_IDS)
def test_a_step_is_found_by_its_name(step_id: str) -> None:
    assert get_step("en", step_id).id == step_id


def test_the_step_ask_asks_for_work_and_success_and_says_how_it_is_run() -> None:
    ask = get_step("en", "ask")
    assert [q.kind for q in ask.questions] == ["work", "success"]
    assert ask.notes is not None


@pytest.mark.parametrize("language", languages())
def test_every_step_that_ships_says_how_it_is_run(language: str) -> None:
    for step in load_steps(language):
        notes = step.notes
        assert notes is not None, step.id
        assert 5 <= notes.minutes <= 60
        lists = (notes.say, notes.ask_mixed, notes.ask_one_sided, notes.ask_thin, notes.traps)
        assert all(len(sentences) >= 2 for sentences in lists), step.id
        assert len(notes.pushback) >= 2


@pytest.mark.parametrize("language", languages())
def test_what_is_said_can_be_read_aloud(language: str) -> None:
    for step in load_steps(language):
        assert step.notes is not None
        said = (*step.notes.say, *step.notes.ask_mixed, *(p.you for p in step.notes.pushback))
        for text in said:
            # A sentence that needs a second breath is not said, it is read.
            sentences = [s for s in text.replace("?", ".").replace(":", ".").split(".") if s]
            assert max(len(s.split()) for s in sentences) <= 24, text
            assert text[-1] in ".?", text


def test_no_region_is_called_the_good_one_or_left_out_when_they_are_named() -> None:
    notes = get_step("en", "acknowledge").notes
    assert notes is not None
    said = " ".join(notes.say).lower()
    for region in ("factory floor", "delivery window", "engine room", "customer outcomes"):
        assert said.count(region) == 1


def test_languages_are_the_folders_with_a_steps_file(tmp_path: Path) -> None:
    for name in ("nb", "de"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "steps.toml").touch()
    (tmp_path / "empty").mkdir()
    assert languages(tmp_path) == ("de", "nb")


def test_the_shipped_text_loads_from_anywhere(load: Load) -> None:
    assert load(SHIPPED) == load_steps("en")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"xx.steps\.toml: there is no such file"):
        load_steps("xx", tmp_path)


def test_a_file_in_another_encoding_is_named_with_the_byte(tmp_path: Path) -> None:
    file = tmp_path / "en" / "steps.toml"
    file.parent.mkdir()
    file.write_bytes(b'# caf\xe9\nname = "x"')
    load_steps.cache_clear()
    with pytest.raises(ContentError, match=r"steps\.toml: not UTF-8 at byte 5\. Save it as UTF-8"):
        load_steps("en", tmp_path)


def test_broken_toml_is_told_with_its_line(load: Load) -> None:
    text, line = changed('name = "Ask"', 'name = "Ask')
    assert f"line {line}" in message(load, text)
    assert "steps.toml" in message(load, text)


# What is written in place of what, and what the message says about it.
MISTAKES = {
    "empty text": ('name = "Ask"', 'name = "  "', "name must be a sentence in quotes, not '  '"),
    "number for text": ('name = "Qualify"', "name = 4", "name must be a sentence in quotes, not 4"),
    "minutes zero": ("minutes = 30", "minutes = 0", "minutes is a whole number above 0, not 0"),
    "minutes in words": ("minutes = 30", 'minutes = "some"', "a whole number above 0, not 'some'"),
    "minutes broken": ("minutes = 30", "minutes = 2.5", "a whole number above 0, not 2.5"),
    "minutes as truth": ("minutes = 30", "minutes = true", "a whole number above 0, not True"),
    "sentence for list": ("say = [", 'say = "x"\nspare = [', "say must be a list of sentences"),
    "pushback as text": (
        "pushback = [",
        'pushback = "no"\nspare = [',
        "pushback must be a list of",
    ),
    "pushback of one": (
        "pushback = [",
        'pushback = [\n{ they = "No." },',
        "pushback must be a list",
    ),
    "pushback empty": (
        "pushback = [",
        'pushback = [\n{ they = "No.", you = "" },',
        "pushback must be a list of",
    ),
    "numbers in list": ("traps = [", "traps = [\n1,", "traps must be a list of sentences"),
    "unknown kind": ('kind = "work"', 'kind = "job"', "kind is one of work, success, measure"),
    "second question's kind": ('kind = "success"', 'kind = "job"', "not 'job'"),
    "second question's text": (
        'text = "What does success look like?"',
        'text = ""',
        "text must be a sentence",
    ),
    "question's name": ('name = "work"', 'name = ""', "name must be a sentence"),
    "purpose of the notes": (
        'purpose = "Collect the group',
        'purpose = ""\nspare = "Collect the group',
        "purpose must be a sentence",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_wrong_value_is_told_with_file_and_line(load: Load, name: str) -> None:
    old, new, says = MISTAKES[name]
    text, line = changed(old, new)
    told = message(load, text)
    assert says in told
    assert f"steps.toml:{line}: " in told


@pytest.mark.parametrize("key", ["name", "question", "purpose", "phone"])
def test_a_missing_text_is_told_with_the_line_of_its_step(load: Load, key: str) -> None:
    start = SHIPPED.index('[[step]]\nid = "qualify"')
    before, step = SHIPPED[:start], SHIPPED[start:]
    told = message(load, before + step.replace(f"\n{key} = ", "\nspare = ", 1))
    assert f"steps.toml:{before.count(chr(10)) + 1}: {key} must be a sentence" in told


def test_a_comment_behind_a_heading_does_not_move_the_line(load: Load) -> None:
    text, line = changed('name = "Ask"', "name = 3")
    told = message(load, text.replace("[[step]]", "[[step]] # one of six"))
    assert f"steps.toml:{line}: name" in told


@pytest.mark.parametrize(
    "text",
    [
        "",
        '[[step]]\nid = "ask"\n',
        SHIPPED.replace('id = "ask"', 'id = "asking"'),
        SHIPPED.replace('id = "ask"', 'id = "x"').replace('id = "act"', 'id = "ask"'),
        SHIPPED + '\n[[step]]\nid = "seventh"\n',
    ],
    ids=["empty", "one", "renamed", "reordered", "seven"],
)
def test_other_steps_than_the_six_in_order_are_refused(load: Load, text: str) -> None:
    told = message(load, text)
    assert "the steps must be acknowledge, curiosity, ask, qualify, identify, act" in told
    assert "steps.toml:" in told


@pytest.mark.parametrize(
    "text",
    [
        "step = 6",
        'step = "ask"',
        '[step]\nid = "ask"',
        "step = [1, 2, 3, 4, 5, 6]",
        SHIPPED.replace(
            '[[step.questions]]\nname = "work"', '[step.questions]\nname = "work"'
        ).replace('[[step.questions]]\nname = "success"', '[[step.spare]]\nname = "success"'),
        SHIPPED.replace('id = "qualify"', 'id = "qualify"\nquestions = "Which?"'),
        SHIPPED.replace('id = "qualify"', 'id = "qualify"\nnotes = "Be kind."'),
    ],
    ids=["number", "text", "one table", "list", "question table", "questions text", "notes text"],
)
def test_a_value_where_a_table_belongs_is_told_with_the_file(load: Load, text: str) -> None:
    assert "steps.toml" in message(load, text)


def test_notes_and_questions_may_be_left_out(load: Load) -> None:
    steps = load(re.sub(r"(?ms)^\[+step\.(notes|questions)\]+.*?(?=^\[\[step\]\]|\Z)", "", SHIPPED))
    assert all(s.notes is None and s.questions == () for s in steps)
