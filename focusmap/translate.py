"""Short screen strings in the workshop's language, from the .po files under locale/."""

from __future__ import annotations

import io
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from focusmap.errors import ContentError

LOCALE = Path(__file__).parent / "locale"


@cache
def translations(language: str, folder: Path = LOCALE) -> GNUTranslations:
    """Return the catalogue of a language, compiled in memory from its .po file.

    Raises ContentError, with file and line, when the file is missing or wrong.
    """
    path = folder / language / "LC_MESSAGES" / "focusmap.po"
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, abort_invalid=True)
    except FileNotFoundError:
        raise ContentError(f"{path}: there is no such file. Every language needs one.") from None
    except UnicodeDecodeError as error:
        raise ContentError(f"{path}: not UTF-8 at byte {error.start}. Save it as UTF-8.") from None
    except PoFileError as error:
        raise ContentError(f"{path}:{error.lineno + 1}: {error}.") from error
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
