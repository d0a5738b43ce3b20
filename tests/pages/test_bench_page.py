"""The reader's bench by AppTest: empty, one line, typical, 500 rows, a wrong file, and what if."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parent.parent.parent
SECONDS = 20
HEAD = "id,question,text\n"


@pytest.fixture
def bench() -> AppTest:
    """The bench as somebody sees it who has no workshop."""
    page = AppTest.from_file(str(ROOT / "pages" / "shell.py"), default_timeout=SECONDS)
    page.switch_page("bench.py")
    return page.run()


def texts(count: int) -> list[str]:
    with (ROOT / "tests" / "data" / "labelled_answers.csv").open(encoding="utf-8") as file:
        return [row["text"] for row in csv.DictReader(file)][:count]


def press(page: AppTest, label: str) -> None:
    next(b for b in page.button if b.label == label).click().run()
    assert not page.exception


def read(page: AppTest, text: str) -> str:
    page.text_area[0].set_value(text)
    press(page, "Read")
    return html_of(page)


def upload(page: AppTest, content: str | bytes, name: str = "answers.csv") -> None:
    page.radio[0].set_value("file").run()
    data = content if isinstance(content, bytes) else content.encode()
    page.file_uploader[0].set_value((name, data, "text/csv")).run()
    assert not page.exception


def html_of(page: AppTest) -> str:
    values = [str(getattr(e, "value", "")) for e in page.get("html")]
    # Paths may be broken behind their parts, which a reader does not see.
    return "\n".join(v for v in values if not v.startswith("<style")).replace("<wbr>", "")


def told(page: AppTest) -> str:
    return str(page.error[0].value).replace("\\", "")


def try_word(page: AppTest, word: str, name: str) -> None:
    page.text_input(key="bench-word").set_value(word)
    next(s for s in page.selectbox if s.label == "It counts as").set_value(name)
    press(page, "Try this word")


def test_the_empty_bench_asks_for_words_and_shows_no_map(bench: AppTest) -> None:
    assert not bench.exception
    assert "The reader's bench" in html_of(bench).replace("&#x27;", "'")
    assert not bench.get("vega_lite_chart")
    assert [b.label for b in bench.button] == ["Read"]


def test_reading_nothing_says_what_to_do(bench: AppTest) -> None:
    read(bench, " \n ")
    assert "no words in it yet" in bench.info[0].value


def test_one_line_is_shown_with_its_marks_and_every_piece_of_evidence(bench: AppTest) -> None:
    html = read(bench, "Tenants can cook again")
    assert "<mark" in html
    assert "<details open" in html
    assert "lexicons/en/words/people.tsv:" in html
    assert "outside_person" in html
    assert ">Sum<" in html
    assert bench.get("vega_lite_chart")


def test_a_typical_paste_shows_what_has_no_place_and_why(bench: AppTest) -> None:
    html = read(bench, "\n".join([*texts(30), "???", "qwrtz plkjh"]))
    assert html.count("<article") == 20
    assert "There are none to read." in html
    assert bench.number_input[0].label == "Page, 1 to 2"
    bench.number_input[0].set_value(2).run()
    assert html_of(bench).count("<article") == 12


def test_five_hundred_rows_of_a_file(bench: AppTest) -> None:
    rows = [{"id": str(n), "question": "work", "text": t} for n, t in enumerate(texts(500))]
    lines = [f'{r["id"]},work,"{r["text"].replace(chr(34), chr(34) * 2)}"' for r in rows]
    upload(bench, HEAD + "\n".join(lines))
    assert "500 answers" in html_of(bench)
    assert bench.get("vega_lite_chart")
    assert bench.get("download_button")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("id,text\n1,We ship\n", "answers.csv:1: the column question is missing"),
        (HEAD + "1,job,We ship\n", "answers.csv:2: question is 'job'; use one of work"),
        (HEAD + "1,work\n", "answers.csv:2: this row has not as many cells"),
        (HEAD + '1,work,"We\n', "Check the quotes there"),
        (HEAD.encode() + b"1,work,\xff\n", "Save it as CSV in UTF-8"),
        (HEAD + "1,work,x\n" * 5001, "answers.csv:5002: the file has more than 5,000 rows"),
        (HEAD + "1,work," + "x" * 2_000_000 + "\n", "larger than 2 MB. Cut it into parts"),
    ],
)
def test_a_wrong_file_gets_line_and_reason(
    bench: AppTest, content: str | bytes, error: str
) -> None:
    upload(bench, content)
    assert error in told(bench)
    assert not bench.get("vega_lite_chart")


def test_the_limits_are_said_before_they_are_met(bench: AppTest) -> None:
    bench.radio[0].set_value("file").run()
    assert "Up to 2 MB and 5,000 rows" in bench.caption[0].value


def test_a_word_that_is_tried_moves_answers_and_says_where_to_write_it(bench: AppTest) -> None:
    read(bench, "I brief the zorblings\nI paint fences")
    try_word(bench, "zorbling", "outside_person")
    html = html_of(bench)
    assert "1 of 2 answers moves" in str([s.value for s in bench.subheader])
    assert len(bench.get("vega_lite_chart")) == 3
    assert "lexicons/en/words/people.tsv, below line" in html
    assert "zorbling\toutside_person" in html
    press(bench, "Try nothing any more")
    assert len(bench.get("vega_lite_chart")) == 1


def test_a_weight_that_is_tried_moves_answers_and_names_its_line(bench: AppTest) -> None:
    read(bench, "Our target is a target")
    next(s for s in bench.selectbox if "role" in s.label).set_value("target").run()
    next(n for n in bench.number_input if "Weight" in n.label).set_value(2.0)
    press(bench, "Try this weight")
    html = html_of(bench)
    assert "1 of 1 answers moves" in str([s.value for s in bench.subheader])
    assert "lexicons/en/weights/focus.tsv:" in html
    assert "target\t2" in html


def test_a_change_that_is_refused_says_what_to_do(bench: AppTest) -> None:
    read(bench, "We ship")
    try_word(bench, "", "colleague")
    assert "no word in it yet" in told(bench)
    press(bench, "Try this weight")
    assert "has this weight already" in told(bench)


def test_what_is_pasted_is_escaped_everywhere(bench: AppTest) -> None:
    bad = "<img src=x onerror=alert(1)> patients"
    html = read(bench, f"{bad}\n<b>?</b>")
    try_word(bench, "<i>alert</i>", "target")
    assert "<img src=x" not in html + html_of(bench)
    assert "<i>" not in html_of(bench)
    assert "<b>" not in html_of(bench)


def test_what_one_tries_nobody_else_sees(bench: AppTest) -> None:
    read(bench, "Tenants sleep")
    try_word(bench, "tenant", "target")
    other = AppTest.from_file(str(ROOT / "pages" / "shell.py"), default_timeout=SECONDS)
    other.switch_page("bench.py")
    other.run()
    html = read(other, "Tenants sleep")
    assert "people.tsv" in html
    assert "workshop:words" not in html


def test_the_start_page_leads_to_the_bench() -> None:
    page = AppTest.from_file(str(ROOT / "pages" / "shell.py"), default_timeout=SECONDS).run()
    assert any("bench" in str(link.proto) for link in page.get("page_link"))
