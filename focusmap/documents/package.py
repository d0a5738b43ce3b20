"""Packages of Office, which are zip files: what they would unpack to, before anything is."""

from __future__ import annotations

import zipfile

from focusmap.documents.limits import MEGABYTE, BadDocument
from focusmap.sentences import N_

BOMB = N_(
    "{name} would unpack to far more than a document holds, so it was not opened. "
    "Save it anew in Office, or copy its text and paste it."
)
MOST_PARTS = 5_000
MOST_UNPACKED = 200 * MEGABYTE
# An XML part becomes a tree of some ten times its size; the text of 300 pages takes a tenth of it.
LARGEST_XML = 30 * MEGABYTE
# Office's own XML shrinks to a tenth, at most a fiftieth where a table repeats itself.
MOST_RATIO = 200
RATIO_MATTERS_FROM = MEGABYTE


def check_package(package: zipfile.ZipFile, name: str) -> None:
    """Raise BadDocument when a zip file is a bomb by the sizes in its list.

    The list cannot lie: no more of a part is unpacked than the list says.
    """
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > MOST_UNPACKED:
        raise BadDocument(BOMB, name=name)
    if any(_is_bomb(part) for part in parts):
        raise BadDocument(BOMB, name=name)


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    is_xml = part.filename.lower().endswith((".xml", ".rels"))
    if is_xml and part.file_size > LARGEST_XML:
        return True
    ratio = part.file_size / max(1, part.compress_size)
    return part.file_size > RATIO_MATTERS_FROM and ratio > MOST_RATIO
