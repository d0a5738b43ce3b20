"""Figures and the machine they were measured on, as the benchmarks print them."""

from __future__ import annotations

import math
import os
import platform
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

MEGABYTE = 1_000_000


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` (0 to 1) of the values do not exceed; nan when there is none.

    The nearest-rank definition: always a value that was measured.
    """
    if not values:
        return math.nan
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def ms(seconds: float) -> str:
    """Return seconds as whole milliseconds; "-" when nothing was measured."""
    if math.isinf(seconds):
        return "never"
    return "-" if math.isnan(seconds) else f"{seconds * 1000:,.0f} ms"


def spread(seconds: Sequence[float]) -> str:
    """Return median, 95th percentile, largest value and number of some times."""
    if not seconds:
        return "nothing measured"
    p50, p95 = percentile(seconds, 0.5), percentile(seconds, 0.95)
    return f"p50 {ms(p50)}, p95 {ms(p95)}, max {ms(max(seconds))} ({len(seconds):,} measured)"


def megabytes(count: float) -> str:
    """Return bytes as megabytes of a million."""
    return f"{count / MEGABYTE:,.0f} MB"


def repeat(action: Callable[[], object], times: int) -> list[float]:
    """Return the CPU seconds that each of some repetitions of an action took this process."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        action()
        taken.append(time.process_time() - start)
    return taken


def machine() -> str:
    """Return what the figures were measured on: cores, memory, Python and operating system."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    python = platform.python_version()
    return f"{cores} cores, {memory / 2**30:.0f} GiB memory, Python {python}, {_system()}"


def _system() -> str:
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.system()
    names = (line.partition("=")[2].strip('"') for line in lines if line.startswith("PRETTY_NAME="))
    return next(names, platform.system())


def print_table(title: str, rows: Iterable[tuple[str, str]]) -> None:
    """Print a title and what was measured, one line a figure."""
    rows = list(rows)
    width = max(len(name) for name, _ in rows)
    print(f"\n{title}\n{'-' * len(title)}")
    for name, value in rows:
        print(f"{name:<{width}}  {value}")


def markdown_row(cells: Iterable[str]) -> str:
    """Return one row of a Markdown table."""
    return f"| {' | '.join(cells)} |"
