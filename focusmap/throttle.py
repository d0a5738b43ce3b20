"""A brake on guessing: wrong codes cost time, per browser, per code and globally.

Never per address: everybody in a venue shares one.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass

# Wrong tries that are free, and the seconds in which one is forgiven, by what is counted.
BROWSER_FREE, BROWSER_FORGIVEN = 5, 20.0
CODE_FREE, CODE_FORGIVEN = 20, 5.0
ALL_FREE, ALL_FORGIVEN = 100, 0.5
LONGEST_DELAY = 60.0
# Above this many browsers or codes the oldest are forgotten, so that memory stays bounded.
MOST_REMEMBERED = 20_000


@dataclass(slots=True)
class _Tries:
    """Wrong tries that drain away with time: how many are left, at which second."""

    count: float = 0.0
    at: float = 0.0

    def left(self, now: float, forgiven: float) -> float:
        return max(0.0, self.count - (now - self.at) / forgiven)


class Brake:
    """Says how long somebody has to wait before a code is looked at. Seconds are monotonic."""

    def __init__(self) -> None:
        self._browsers: OrderedDict[str, _Tries] = OrderedDict()
        self._codes: OrderedDict[str, _Tries] = OrderedDict()
        self._all = _Tries()

    def wait(self, browser: str, code: str, now: float) -> float:
        """Return the seconds to wait, 0 for whoever has not guessed: at most LONGEST_DELAY."""
        delays = (
            _delay(self._browsers.get(browser), now, BROWSER_FREE, BROWSER_FORGIVEN),
            # What others tried slows everybody a little, but locks nobody out.
            min(2.0, _delay(self._codes.get(code), now, CODE_FREE, CODE_FORGIVEN)),
            min(2.0, _delay(self._all, now, ALL_FREE, ALL_FORGIVEN)),
        )
        return max(delays)

    def wrong(self, browser: str, code: str, now: float) -> None:
        """Count a wrong try. A browser without a cookie is the empty name, and not counted."""
        if browser:
            _count(self._remembered(self._browsers, browser), now, BROWSER_FORGIVEN)
        _count(self._remembered(self._codes, code), now, CODE_FORGIVEN)
        _count(self._all, now, ALL_FORGIVEN)

    def _remembered(self, table: OrderedDict[str, _Tries], name: str) -> _Tries:
        tries = table.setdefault(name, _Tries())
        table.move_to_end(name)
        if len(table) > MOST_REMEMBERED:
            table.popitem(last=False)
        return tries


class Allowance:
    """So many at once, then so many a second, for each name. Seconds are monotonic."""

    def __init__(self, at_once: int, a_second: float) -> None:
        self._at_once, self._a_second = at_once, a_second
        self._taken: OrderedDict[str, _Tries] = OrderedDict()

    def take(self, name: str, now: float) -> bool:
        """Whether one more is allowed now; what is refused is not counted."""
        taken = self._taken.setdefault(name, _Tries())
        self._taken.move_to_end(name)
        if len(self._taken) > MOST_REMEMBERED:
            self._taken.popitem(last=False)
        if taken.left(now, 1 / self._a_second) + 1 > self._at_once:
            return False
        _count(taken, now, 1 / self._a_second)
        return True


def _count(tries: _Tries, now: float, forgiven: float) -> None:
    tries.count = tries.left(now, forgiven) + 1
    tries.at = now


def _delay(tries: _Tries | None, now: float, free: int, forgiven: float) -> float:
    """Return nothing for the free tries, then twice as long for each further one."""
    over = (tries.left(now, forgiven) if tries else 0.0) - free
    return 0.0 if over <= 0 else min(LONGEST_DELAY, 2.0 ** min(math.ceil(over), 10) / 2)
