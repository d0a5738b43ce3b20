"""What is kept in memory of the last things that were worked out, so that it stays bounded."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept")
# Wall, map and facilitator's page of a few workshops at a time.
MOST_KEPT = 16


def use(kept: OrderedDict[Key, Kept], key: Key) -> None:
    """Note that something was used, and forget what was not for longest."""
    kept.move_to_end(key)
    while len(kept) > MOST_KEPT:
        kept.popitem(last=False)
