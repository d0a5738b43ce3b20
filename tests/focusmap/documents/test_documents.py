"""Documents of every kind: what comes out as sentences, what is refused and with which remedy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from focusmap.documents.blocks import Source
from focusmap.documents.intake import read_document, read_text
from focusmap.documents.limits import LIMITS, BadDocument
from tests.making_documents import make_docx, make_locked_pdf, make_pdf, make_pptx, make_zip

SAYS = "Tenants decide about their own home."
MEGABYTE = 1_000_000


def texts(source: Source) -> list[str]:
    return [s.text for s in source.sentences]


def read(content: bytes, name: str = "file") -> Source:
    return read_document(content, name, "en")


def refusal(content: bytes, name: str = "plan.x") -> str:
    with pytest.raises(BadDocument) as refused:
        read(content, name)
    return str(refused.value)


def test_a_pdf_gives_its_sentences_with_their_pages() -> None:
    source = read(make_pdf([["Our plan for next year", "", SAYS], [], ["", "We listen to them."]]))
    assert (source.kind, source.pages) == ("pdf", 3)
    assert [(s.text, s.page) for s in source.sentences][-2:] == [
        (SAYS, 1),
        ("We listen to them.", 3),
    ]


def test_lines_of_a_pdf_are_joined_and_words_cut_at_a_line_end_made_whole() -> None:
    lines = ["Head of page", "Second line of it", "We help every ten-", "ant who has moved in",
             "with us. They stay longer.", "Foot one of it", "Foot two of it"]  # fmt: skip
    found = texts(read(make_pdf([lines])))
    assert "We help every tenant who has moved in with us." in found
    assert "They stay longer." in found


def test_headers_and_page_numbers_of_a_pdf_are_left_out() -> None:
    pages = [
        [
            "Harbour Housing annual report",
            f"Tenants told us story {'abcdef'[n] * 3}.",
            "",
            f"Page {n} of 5",
        ]
        for n in range(1, 6)
    ]
    source = read(make_pdf(pages))
    assert len(texts(source)) == 5
    assert source.left_out["headers"] == 5
    assert source.left_out["page_numbers"] == 5


def test_a_word_document_gives_paragraphs_bullets_and_cells_but_no_contents_or_footer() -> None:
    content = make_docx(
        [
            ("Heading 1", "Strategy"),
            ("Normal", f"{SAYS} We build on that."),
            ("List Bullet", "Reduce handling time by a fifth"),
        ],
        [["Goal", "How we see it"], ["Neighbours know each other", "12"]],
    )
    assert texts(read(content)) == [
        SAYS,
        "We build on that.",
        "Reduce handling time by a fifth",
        "How we see it",
        "Neighbours know each other",
    ]


def test_slides_give_titles_and_bullets_but_not_what_is_on_each_of_them() -> None:
    slides = [
        (
            f"Tenants stay with us, part {letter}",
            ["Together for the harbour town", f"{SAYS[:-1]} {letter * 3}"],
        )
        for letter in "abcde"
    ]
    source = read(make_pptx(slides))
    assert source.pages == 5
    assert "Together for the harbour town" not in texts(source)
    assert source.left_out["headers"] == 5
    assert [s.page for s in source.sentences] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_cells_of_a_csv_that_hold_sentences() -> None:
    content = f'id;goal;owner\n1;"{SAYS}";Ana\n2;We answer within a day;Bo\n'.encode()
    assert texts(read(content, "okrs.csv")) == [SAYS, "We answer within a day"]


def test_what_a_file_is_says_its_content_and_not_its_name() -> None:
    assert read(make_pdf([[SAYS], [SAYS + " Again."]]), "notes.txt").kind == "pdf"
    assert read(make_docx([("Normal", SAYS)]), "slides.pdf").kind == "docx"
    assert read(SAYS.encode(), "broken.docx").kind == "txt"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_every_usual_encoding(encoding: str) -> None:
    assert texts(read("Café guests come back to us.".encode(encoding))) == [
        "Café guests come back to us."
    ]


def test_pasted_text_has_no_pages() -> None:
    source = read_text(SAYS, "Pasted", "en")
    assert (source.name, source.pages, texts(source)) == ("Pasted", 0, [SAYS])


def test_a_sentence_that_stands_there_twice_is_taken_once() -> None:
    source = read_text(f"{SAYS}\n\n{SAYS.upper()}", "Pasted", "en")
    assert texts(source) == [SAYS]
    assert source.left_out["repeated"] == 1


def test_progress_is_told_page_by_page() -> None:
    told: list[tuple[int, int]] = []
    read_document(
        make_pdf([[SAYS], ["They sleep."], ["We go on."]]), "a", "en", lambda *p: told.append(p)
    )
    assert told == [(1, 3), (2, 3), (3, 3)]


# What is refused


def test_a_scanned_pdf_says_so() -> None:
    assert "as a scanner makes them" in refusal(make_pdf([[], ["1"]]))


def test_a_pdf_with_a_password_says_so() -> None:
    assert "locked with a password" in refusal(make_locked_pdf([[SAYS]], "secret"))


def test_a_pdf_that_is_locked_against_printing_only_is_read() -> None:
    pages = [["Title of the plan", "for the year", SAYS, "one foot", "two feet"]]
    assert SAYS in " ".join(texts(read(make_locked_pdf(pages, ""))))


def test_an_office_file_with_a_password_says_so() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500
    assert "password" in refusal(ole + "EncryptedPackage".encode("utf-16-le"), "plan.docx")
    assert "old Office format" in refusal(ole, "plan.doc")


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n" + b"nothing of a PDF " * 40,
        make_pdf([[SAYS]])[:200],
        make_docx([("Normal", SAYS)])[:3000],
        make_zip({"word/document.xml": b"<w:document>"}),
        make_zip({"ppt/presentation.xml": b"no xml at all"}),
        make_zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}),
    ],
    ids=["pdf", "cut pdf", "cut docx", "docx", "pptx", "empty docx"],
)
def test_a_broken_file_says_what_to_do(content: bytes) -> None:
    said = refusal(content)
    assert "plan.x is broken" in said
    assert "paste it" in said


def test_a_zip_bomb_is_told_by_its_ratio_before_anything_is_unpacked() -> None:
    bomb = make_zip({"word/document.xml": b" " * (25 * MEGABYTE)})
    assert len(bomb) < MEGABYTE
    assert "unpack to far more" in refusal(bomb)


def test_a_zip_bomb_of_many_parts_is_told() -> None:
    assert "unpack to far more" in refusal(make_zip({f"word/{n}.xml": b"" for n in range(5_001)}))


def test_entities_that_multiply_are_not_followed() -> None:
    docx = make_docx([("Normal", SAYS)])
    assert SAYS in texts(read(docx))
    laughs = b'<!DOCTYPE a [<!ENTITY b "haha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    assert "broken" in refusal(
        make_zip({"word/document.xml": laughs, "[Content_Types].xml": laughs})
    )


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", make_zip({"a.txt": SAYS.encode()}), b"\x00\x01"],
)
def test_an_unknown_type_names_those_that_can_be_read(content: bytes) -> None:
    assert "txt, md, csv, docx, pptx, pdf" in refusal(content, "plan.pdf")


def test_a_file_too_large_or_empty_is_refused() -> None:
    assert "larger than 20 MB" in refusal(b"a" * (20 * MEGABYTE + 1))
    assert "is empty" in refusal(b" \n ")


def test_too_many_pages_or_words_are_refused() -> None:
    assert "301 pages, and 300" in refusal(make_pdf([[SAYS]] * 301))
    assert "150,000 words" in refusal(b"one two three. " * 50_001)


def test_a_document_without_a_sentence_is_refused() -> None:
    assert "holds no sentences" in refusal(b"Agenda\n\n1\n\nMinutes\n\n12.4\n")


def test_a_file_that_takes_too_long_is_given_up() -> None:
    ticks: Iterator[float] = iter([0.0, 1.0, LIMITS.seconds + 2.0])
    with pytest.raises(BadDocument, match="takes more than 90 seconds"):
        read_document(make_pdf([[SAYS]] * 3), "a", "en", clock=lambda: next(ticks))
