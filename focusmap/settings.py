"""Where the program keeps its data and what its links say, read from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from focusmap.errors import StartError

ROOT = Path(__file__).resolve().parent.parent
LEXICONS = ROOT / "lexicons"
DEFAULT_BASE_URL = "http://localhost:8501"


@dataclass(frozen=True, slots=True)
class Settings:
    """`base_url` has no slash at its end; `base_url_given` tells whether somebody chose it."""

    database_url: str
    base_url: str
    base_url_given: bool


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings of FOCUSMAP_DATABASE_URL and FOCUSMAP_BASE_URL or their defaults.

    Raises StartError when the base URL is not an http or https address.
    """
    given = environ.get("FOCUSMAP_BASE_URL", "").strip().rstrip("/")
    if given and not _is_address(given):
        raise StartError(
            f"FOCUSMAP_BASE_URL is {given!r}, which is no address. "
            "Set it to what people type, such as https://focus.example."
        )
    database = environ.get("FOCUSMAP_DATABASE_URL", "").strip()
    return Settings(
        database_url=database or f"sqlite:///{ROOT / 'data' / 'focusmap.db'}",
        base_url=given or DEFAULT_BASE_URL,
        base_url_given=bool(given),
    )


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        # Reading the port is what checks it.
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
