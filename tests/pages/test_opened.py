"""An opened answer on the pages: its words marked, in words, and why it lies there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
SECONDS = 20


def opened(text: str, kind: str = "success") -> AppTest:
    def page(text: str, kind: str) -> None:
        from datetime import datetime
        from gettext import NullTranslations

        from focusmap.bootstrap import meanings_for, reader_for
        from focusmap.model import Answer, Question, ReadAnswer
        from ui.answers import render_quotes
        from ui.map_view import render_key, render_opened

        gettext = NullTranslations().gettext
        at = datetime(2026, 10, 12, 9)
        answer = ReadAnswer(
            Answer("a", "q", "p", text, at, at),
            Question("q", "ask", kind, "What?"),
            reader_for("en").read(text, kind, ["tenants"]),
        )
        render_opened([answer], "a", gettext, meanings_for("en"))
        render_quotes([answer], gettext)
        render_key(gettext)

    arguments = {"text": text, "kind": kind}
    done = AppTest.from_function(page, default_timeout=SECONDS, kwargs=arguments).run()
    assert not done.exception
    return done


def html_of(page: AppTest) -> str:
    return " ".join(element.proto.body for element in page.get("html"))


def table_of(page: AppTest) -> str:
    return "".join(element.proto.body for element in page.expander[0].get("html"))


def test_an_opened_answer_offers_why_it_lies_there() -> None:
    page = opened("tenants sleep through the night")
    assert [e.label for e in page.expander] == ["Why here?"]
    table = table_of(page)
    assert table.count("<table") == 2
    assert "<caption>Focus</caption>" in table
    assert "<caption>Orientation</caption>" in table
    assert re.search(r"words/\w+\.tsv:\d+", table)
    assert "Together" in table
    assert "the answer as a whole" in table
    assert "set up in this workshop" in table


def test_an_unplaced_answer_has_its_reason_and_no_why() -> None:
    page = opened("see above")
    assert not page.expander
    assert html_of(page).count("there is no answer here") == 2


def test_what_people_type_is_escaped_in_the_table_too() -> None:
    page = opened("<img src=x> tenants <b>sleep</b> <i>patients</i>")
    for html in (html_of(page), table_of(page)):
        assert "<img" not in html
        assert "<b>sleep" not in html


def test_a_quote_says_its_marks_to_who_does_not_see_them() -> None:
    html = html_of(opened("tenants sleep through the night"))
    unseen = re.findall(r'<p class="fm-unseen">(.*?)</p>', html)
    assert len(unseen) == 1
    assert "Words that say" in unseen[0]


def test_the_key_shows_the_four_marks() -> None:
    html = html_of(opened("x"))
    for side in ("outside", "inside", "outcome", "output"):
        assert f'<mark role="none" class="{side}">{side}</mark>' in html


@pytest.mark.parametrize("words", ["/* Marked words.", "/* End of marked words. */"])
def test_phones_and_pages_say_where_the_look_of_marks_begins_and_ends(words: str) -> None:
    assert all(words in css for css in styles())


def test_marks_look_the_same_on_phones_and_pages() -> None:
    phone, page = (
        css.split("/* Marked words.")[1].split("/* End of marked words. */")[0] for css in styles()
    )
    assert phone == page


def styles() -> tuple[str, str]:
    return (
        (ROOT / "web" / "static" / "page.css").read_text(encoding="utf-8"),
        (ROOT / "ui" / "page.css").read_text(encoding="utf-8"),
    )
