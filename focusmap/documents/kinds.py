"""What kind of document some bytes are: by what is in them, and only then by their name."""

from __future__ import annotations

import io
import zipfile
from typing import Literal

from focusmap.documents.limits import BadDocument
from focusmap.documents.package import check_package
from focusmap.sentences import N_

Kind = Literal["pdf", "docx", "pptx", "csv", "md", "txt"]

PASSWORD = N_("{name} is locked with a password. Save a copy without one, and upload that.")
OLD_OFFICE = N_(
    "{name} is in an old Office format. Open it and save it as docx or pptx, then upload that."
)
UNKNOWN = N_("{name} is none of the kinds that can be read: txt, md, csv, docx, pptx, pdf.")
BROKEN = N_("{name} is broken and cannot be opened. Save it anew, or copy its text and paste it.")
# Where a package of Office keeps its text.
MAIN_PARTS: dict[str, Kind] = {
    "word/document.xml": "docx",
    "ppt/presentation.xml": "pptx",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF_HEAD = 1024
BY_NAME: dict[str, Kind] = {"csv": "csv", "tsv": "csv", "md": "md", "markdown": "md"}


def kind_of(content: bytes, name: str) -> Kind:
    """Return what a file is; raises BadDocument when it is nothing that can be read."""
    if b"%PDF-" in content[:PDF_HEAD]:
        return "pdf"
    if content.startswith(OLE):
        # What Office encrypts lies in such a container, under this name in UTF-16.
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise BadDocument(PASSWORD if locked else OLD_OFFICE, name=name)
    if content.startswith(b"PK\x03\x04"):
        return _package_kind(content, name)
    if not is_text(content):
        raise BadDocument(UNKNOWN, name=name)
    # Text has no kind of its own; only here the name may say how it is written.
    return BY_NAME.get(name.rpartition(".")[2].lower(), "txt")


def _package_kind(content: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            check_package(package, name)
            parts = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise BadDocument(BROKEN, name=name) from error
    for part, kind in MAIN_PARTS.items():
        if part in parts:
            return kind
    raise BadDocument(UNKNOWN, name=name)


def is_text(content: bytes) -> bool:
    """Whether bytes are text: UTF-16 with its mark, or without any of the bytes text never has."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte in content for byte in (b"\x00", b"\x01", b"\x02", b"\x03", b"\x04"))
