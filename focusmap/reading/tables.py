"""The data files of a lexicon as lines with cells; each mistake is named with file and line."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from focusmap.errors import ContentError


class LexiconError(ContentError):
    """A lexicon file is wrong; the message names file and line and says what to do."""


class Line(NamedTuple):
    """One line that is no comment: its cells, and its file and line for messages."""

    place: str
    cells: list[str]

    def one_of(self, what: str, value: str, known: Collection[str]) -> str:
        """Return a value when it is known; raise LexiconError otherwise."""
        if value not in known:
            raise LexiconError(
                f"{self.place}: unknown {what} '{value}'; use one of {', '.join(known)}."
            )
        return value

    def number(self, what: str, value: str, most: float, least: float | None = None) -> float:
        """Return a cell as a number from `least` (or -most) to `most`; raise LexiconError."""
        lowest = -most if least is None else least
        try:
            number = float(value)
        except ValueError:
            number = most + 1
        if not lowest <= number <= most:
            raise LexiconError(
                f"{self.place}: {what} '{value}' is no number from {lowest:g} to {most:g}; "
                "write one, with a point."
            )
        return number


def lines_of(path: Path, least: int, most: int = 0) -> Iterator[Line]:
    """Yield the lines of a file that have `least` to `most` cells (as many as `least` if 0).

    Raises LexiconError where the file is missing, a line is empty, not UTF-8, or has too few cells.
    """
    if not path.exists():
        raise LexiconError(f"{path}: this file is missing; bring it back from the project.")
    where = _shown(path)
    for number, raw in enumerate(_raw_lines(path), start=1):
        place = f"{where}:{number}"
        text = _decoded(raw, place).rstrip("\r")
        if text.startswith("#"):
            continue
        cells = [cell.strip() for cell in text.split("\t")]
        _check_cells(place, cells, least, most or least)
        yield Line(place, cells)


def _raw_lines(path: Path) -> list[bytes]:
    """Return the lines of a file; the end of the last one begins no further line."""
    return path.read_bytes().removesuffix(b"\n").split(b"\n")


def _shown(path: Path) -> str:
    """Return a path from the folder of lexicons on, as people know it."""
    parts = path.parts
    first = parts.index("lexicons") if "lexicons" in parts else max(0, len(parts) - 3)
    return "/".join(parts[first:])


def _check_cells(place: str, cells: list[str], least: int, most: int) -> None:
    if not any(cells):
        raise LexiconError(f"{place}: an empty line; delete it, or write '#' where you want a gap.")
    if not least <= len(cells) <= most:
        wanted = str(least) if least == most else f"{least} to {most}"
        raise LexiconError(
            f"{place}: {len(cells)} columns in place of {wanted}; separate them by one tab each."
        )


def _decoded(raw: bytes, place: str) -> str:
    """Return a line as text, without a byte order mark; raise LexiconError when not UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{place}: not UTF-8; save the file in the encoding UTF-8.") from error
