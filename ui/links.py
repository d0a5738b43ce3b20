"""Secret links as people paste them."""

from __future__ import annotations

import re
from dataclasses import dataclass

LINK = re.compile(r"/enter/(facilitator|wall)/([A-Za-z0-9-]{8,9})/([A-Za-z0-9_-]{20,64})/?$")


@dataclass(frozen=True, slots=True)
class SecretLink:
    """The parts of a facilitator link or a wall link."""

    role: str
    code: str
    secret: str


def parse_link(text: str) -> SecretLink | None:
    """Return the parts of a pasted link, or None when it is none; the host does not matter."""
    found = LINK.search(text.strip())
    if not found:
        return None
    return SecretLink(found[1], found[2].upper().replace("-", ""), found[3])
