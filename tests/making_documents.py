"""Documents of every kind, made on the spot: none is kept among the tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from docx import Document
from pptx import Presentation
from pypdf import PdfReader, PdfWriter


def make_pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF with these lines on its pages, from top to bottom."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        content = _page_content(lines)
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font "
            f"<< /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    return _file(objects)


def _page_content(lines: Sequence[str]) -> str:
    texts = (line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in lines)
    return "BT /F1 11 Tf 14 TL 60 800 Td " + " ".join(f"({t}) Tj T*" for t in texts) + " ET"


def _file(objects: Sequence[str]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = len(out)
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += (
        f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer\n"
        f"<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
    ).encode("latin-1")
    return bytes(out)


def make_locked_pdf(pages: Sequence[Sequence[str]], password: str) -> bytes:
    """Return a PDF that opens with a password; an empty one locks only printing."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf(pages))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def make_docx(paragraphs: Sequence[tuple[str, str]], cells: Sequence[Sequence[str]] = ()) -> bytes:
    """Return a Word document with paragraphs as (style, text), then a table."""
    document = Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    if cells:
        table = document.add_table(len(cells), len(cells[0]))
        for row, texts in zip(table.rows, cells, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.sections[0].footer.paragraphs[0].text = "The footer of every page is left out."
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def make_pptx(slides: Sequence[tuple[str, Sequence[str]]]) -> bytes:
    """Return a presentation of slides as (title, bullets)."""
    presentation = Presentation()
    for title, bullets in slides:
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes[0].text_frame.text = title
        slide.shapes[1].text_frame.text = "\n".join(bullets)
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def make_zip(parts: dict[str, bytes]) -> bytes:
    """Return a zip file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()
