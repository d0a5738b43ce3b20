"""A whole room on a real server: phones join, write, send and are told; a wall shows the answers.

Run it with `python -m benchmarks.room --phones 1000`.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import csv
import json
import os
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count, cycle, islice
from pathlib import Path

import aiohttp

from benchmarks.figures import (
    machine,
    markdown_row,
    megabytes,
    ms,
    percentile,
    print_table,
    spread,
)
from benchmarks.phones import Arrivals, Draft, Phone, Tally, client_session
from benchmarks.server import ROOT, Server, Usage, machine_cpu, running_server, usage
from benchmarks.wall import Wall, open_wall
from focusmap.bootstrap import FocusMap, build
from focusmap.settings import read_settings

ANSWERS = ROOT / "tests" / "data" / "labelled_answers.csv"
# The step Ask has these two questions, in this order, and takes three answers to each.
KINDS = ("work", "success")
MOST_ANSWERS = 6
# What the room writes in all, as far as each phone has room for it: a map with as many dots.
WANTED_ANSWERS = 1000
SENT_TWICE = 0.05
REVEALS = 5
WALL_REPEATS = 10
WALL_PAUSE_SECONDS = 1.0
PATIENCE_SECONDS = 30.0
COLUMNS = (
    "phones",
    "joined",
    "saved",
    "lost",
    "double",
    "save p50",
    "save p95",
    "reveal to phone p95",
    "answer to wall p50/p95",
    "server memory",
    "server CPU",
)


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked for on the command line."""

    phones: int
    rate: float
    join_seconds: float
    port: int
    out: Path | None
    wall: bool
    watched: bool
    busy: bool


@dataclass(slots=True)
class Phase:
    """What the server, this client and all else here used of the CPU, in seconds, in a part."""

    name: str
    seconds: float
    server: float
    client: float
    others: float


@dataclass(frozen=True, slots=True)
class Kept:
    """What the database holds at the end, against what phones were told is saved."""

    joined: int
    saved: int
    lost: int
    double: int


@dataclass(slots=True)
class Run:
    """One room being played, and what was measured of it. Times are in seconds."""

    options: Options
    server: Server
    session: aiohttp.ClientSession
    links: dict[str, str]
    drafts: tuple[Iterator[Draft], ...]
    random: random.Random
    tally: Tally = field(default_factory=Tally)
    phones: list[Phone] = field(default_factory=list)
    listening: list[asyncio.Task[None]] = field(default_factory=list)
    phases: list[Phase] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    told: dict[str, list[float]] = field(default_factory=dict)
    missed: int = 0
    on_wall: dict[str, list[float]] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The join code."""
        return self.links["code"]

    def draft_for(self, phone: Phone) -> Draft:
        """Return what a phone writes next: its questions are answered in turn."""
        return next(self.drafts[phone.written % len(self.drafts)])

    @asynccontextmanager
    async def phase(self, name: str) -> AsyncIterator[None]:
        """Note what a part of the run costs."""
        start, before = time.perf_counter(), self._cpu()
        yield
        server, client, others = (now - then for now, then in zip(self._cpu(), before, strict=True))
        self.phases.append(Phase(name, time.perf_counter() - start, server, client, others))

    def _cpu(self) -> tuple[float, float, float]:
        server, client = self.server.usage().cpu_seconds, usage(os.getpid()).cpu_seconds
        return server, client, machine_cpu() - server - client


def main(arguments: Sequence[str]) -> int:
    """Play one room and print what was measured; return 1 when an answer is lost or double."""
    options = _options(arguments)
    _allow_many_connections()
    with running_server(options.port) as server:
        run, kept = asyncio.run(_played(options, server))
        last = server.usage()
    _print(run, kept, last)
    row = _row(run, kept, last)
    print(f"\n{markdown_row(COLUMNS)}\n{markdown_row('---' for _ in COLUMNS)}\n{row}")
    if options.out:
        with options.out.open("a", encoding="utf-8") as out:
            out.write(f"{row}\n")
    return 1 if kept.lost or kept.double else 0


def _options(arguments: Sequence[str]) -> Options:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.room", description=__doc__)
    parser.add_argument("--phones", type=int, default=60)
    parser.add_argument("--rate", type=float, default=50.0, help="answers a second, all phones")
    parser.add_argument("--join-seconds", type=float, default=0.0, help="default: phones / 100")
    parser.add_argument(
        "--port", type=int, default=0, help="the server's port (default: a free one)"
    )
    parser.add_argument("--out", type=Path, help="append the Markdown row to this file")
    parser.add_argument(
        "--no-wall", dest="wall", action="store_false", help="without a browser: no answer to wall"
    )
    parser.add_argument("--watched", action="store_true", help="open the wall before anybody joins")
    parser.add_argument(
        "--busy", action="store_true", help="answer to wall under full load as well"
    )
    return Options(**vars(parser.parse_args(arguments)))


def _allow_many_connections() -> None:
    # Each phone holds one connection open, and many systems start with 1,024.
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


# The room, part by part


async def _played(options: Options, server: Server) -> tuple[Run, Kept]:
    links = await server.create("Benchmark", "ask")
    chance = random.Random(options.phones)
    async with client_session() as session:
        run = Run(options, server, session, links, _drafts(), chance)
        try:
            await _play(run)
        finally:
            for task in run.listening:
                task.cancel()
            await asyncio.gather(*run.listening, return_exceptions=True)
        return run, await _kept(run)


async def _play(run: Run) -> None:
    options = run.options
    async with contextlib.AsyncExitStack() as stack:

        async def wall() -> Wall:
            return await stack.enter_async_context(open_wall(run.links["wall_url"]))

        early = await wall() if options.wall and options.watched else None
        async with run.phase("join"):
            await _join(run, options.phones, options.join_seconds)
        async with run.phase("answer"):
            await _write(run, run.phones, _answers_each(options.phones))
        run.saves = list(run.tally.saves)
        async with run.phase("reveal"):
            await _reveal(run)
        if options.wall:
            await _show_on_wall(run, early or await wall())


def _answers_each(phones: int) -> int:
    return max(1, min(MOST_ANSWERS, WANTED_ANSWERS // phones))


async def _join(run: Run, number: int, seconds: float) -> list[Phone]:
    """Let phones join in a wave, and wait until all of them listen."""
    seconds = seconds or max(1.0, number / 100)
    start = asyncio.get_running_loop().time()
    made = [
        Phone(len(run.phones) + i, run.links["join_url"], run.session, run.tally)
        for i in range(number)
    ]
    run.phones += made
    await asyncio.gather(
        *(_arrive(run, phone, start + i * seconds / number) for i, phone in enumerate(made))
    )
    await _until(lambda: run.tally.streams_open >= len(run.phones))
    return made


async def _arrive(run: Run, phone: Phone, due: float) -> None:
    await asyncio.sleep(due - asyncio.get_running_loop().time())
    await phone.join()
    run.listening.append(asyncio.create_task(phone.listen()))


async def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition() and time.monotonic() < end:
        await asyncio.sleep(0.05)


async def _write(run: Run, phones: Sequence[Phone], each: int) -> None:
    """Let phones send answers at the wanted rate, at random moments, each its first one first."""
    sending = []
    due = time.perf_counter()
    for phone in _in_turn(run.random, phones, each):
        due += run.random.expovariate(run.options.rate)
        await asyncio.sleep(due - time.perf_counter())
        draft, again = run.draft_for(phone), _again(run.random)
        sending.append(asyncio.create_task(phone.send(draft, due, again)))
    await asyncio.gather(*sending)


def _in_turn(chance: random.Random, phones: Sequence[Phone], each: int) -> Iterator[Phone]:
    for _ in range(each):
        yield from chance.sample(phones, len(phones))


def _again(chance: random.Random) -> str:
    """Return whether an answer is sent a second time: sometimes, as after a lost connection."""
    if chance.random() >= SENT_TWICE:
        return ""
    return chance.choice(("at once", "later"))


async def _reveal(run: Run) -> None:
    """Reveal by the command line, hide again, reveal in this process; note when phones know.

    The command has committed a little before it ends; a change made in this process, with the
    server's own service on the same database, is known to the millisecond.
    """
    focus_map = build(read_settings(run.server.environment))
    service, workshop = focus_map.service, focus_map.service.workshop(run.code)

    async def by_command() -> None:
        await run.server.workshop("reveal", run.code, "ask")

    async def hide() -> None:
        await asyncio.to_thread(service.open_step, workshop.id, "ask")

    async def reveal() -> None:
        await asyncio.to_thread(service.reveal_step, workshop.id, "ask")

    await _change(run, "reveal, by the command line", "revealed", by_command)
    for _ in range(REVEALS):
        await _change(run, "hide", "open", hide)
        await _change(run, "reveal", "revealed", reveal)
    focus_map.store.close()


async def _change(run: Run, name: str, state: str, action: Callable[[], Awaitable[None]]) -> None:
    arrivals = Arrivals("ask", state, len(run.phones))
    run.tally.awaited = arrivals
    await action()
    committed = time.perf_counter()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(arrivals.everybody.wait(), PATIENCE_SECONDS)
    run.tally.awaited = None
    run.told.setdefault(name, []).extend(at - committed for at in arrivals.at.values())
    run.missed += len(run.phones) - len(arrivals.at)
    # The server looks for other processes' changes twice a second: meet it at any moment of that.
    await asyncio.sleep(run.random.uniform(1.0, 1.5))


async def _show_on_wall(run: Run, wall: Wall) -> None:
    """Send single answers to a revealed step and note when the wall has them."""
    writers = await _join(run, -(-WALL_REPEATS // MOST_ANSWERS), 1.0)
    async with run.phase("wall"):
        run.on_wall["answer to wall"] = [
            await _word_on_wall(run, wall, phone)
            for phone in islice(_in_turn(run.random, writers, MOST_ANSWERS), WALL_REPEATS)
        ]
    if run.options.busy:
        await _show_while_busy(run, wall)


async def _word_on_wall(run: Run, wall: Wall, phone: Phone) -> float:
    draft = run.draft_for(phone)
    shown = asyncio.create_task(wall.word_shown(draft.mark))
    await asyncio.sleep(WALL_PAUSE_SECONDS)
    start = time.perf_counter()
    await phone.send(draft, start)
    return await shown - start


async def _show_while_busy(run: Run, wall: Wall) -> None:
    """Measure the same while others send at the full rate.

    Newer words soon push a word off the wall, so the wall has it when it counts as many answers
    as were confirmed, this one among them.
    """
    seconds = WALL_REPEATS * 2 * WALL_PAUSE_SECONDS
    number = int(run.options.rate * seconds / MOST_ANSWERS) + 1
    crowd, writers = await _join(run, number, 0.0), await _join(run, WALL_REPEATS, 1.0)
    async with run.phase("wall, busy"):
        load = asyncio.create_task(_write(run, crowd, MOST_ANSWERS))
        run.on_wall["answer to wall, busy"] = [
            await _count_on_wall(run, wall, phone) for phone in writers
        ]
        await load


async def _count_on_wall(run: Run, wall: Wall, phone: Phone) -> float:
    await asyncio.sleep(WALL_PAUSE_SECONDS)
    start = time.perf_counter()
    await phone.send(run.draft_for(phone), start)
    return await wall.count_shown(len(run.tally.confirmed)) - start


# What is written and what is kept


def _drafts() -> tuple[Iterator[Draft], ...]:
    """Return answers without end to each question: real ones, each with a word of its own."""
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    numbers = count()
    return tuple(_marked([r["text"] for r in rows if r["question"] == k], numbers) for k in KINDS)


def _marked(texts: Sequence[str], numbers: Iterator[int]) -> Iterator[Draft]:
    for text in cycle(texts):
        mark = f"zq{next(numbers):06}"
        yield Draft(f"{text} {mark}", mark)


async def _kept(run: Run) -> Kept:
    """Compare what phones were told with the export and the database."""
    exported = json.loads(await run.server.workshop("export", run.code, "--format", "json"))
    stored = Counter(a["text"].rpartition(" ")[2] for a in exported["answers"])
    focus_map: FocusMap = build(read_settings(run.server.environment))
    joined = focus_map.service.counts(focus_map.service.workshop(run.code), "ask").joined
    focus_map.store.close()
    return Kept(
        joined=joined,
        saved=sum(1 for mark in run.tally.confirmed if stored[mark]),
        lost=sum(1 for mark in run.tally.confirmed if not stored[mark]),
        double=sum(n - 1 for n in stored.values()),
    )


# What is printed


def _print(run: Run, kept: Kept, last: Usage) -> None:
    tally = run.tally
    print(machine())
    rows = [
        ("phones", f"{len(run.phones):,} ({run.options.phones:,} before the wall)"),
        ("joined", f"{kept.joined:,}"),
        ("answers confirmed and kept", f"{kept.saved:,}"),
        ("confirmed and lost", f"{kept.lost:,}"),
        ("kept twice", f"{kept.double:,}"),
        ("sent a second time", f"{tally.sent_twice:,}"),
        ("page with its files", spread(tally.pages)),
        ("answer saved", spread(run.saves)),
        *((f"{name} to phone", spread(times)) for name, times in run.told.items()),
        ("phones not told", f"{run.missed:,}"),
        *((name, spread(times)) for name, times in run.on_wall.items()),
        ("event streams opened", f"{tally.streams_opened:,}"),
        ("errors", ", ".join(f"{n} x {k}" for k, n in tally.errors().items()) or "none"),
        (
            "server memory",
            f"{megabytes(last.peak_memory)} peak, {megabytes(last.memory)} at the end",
        ),
        ("server CPU", f"{last.cpu_seconds:.1f} s with starting"),
        ("client late by", spread(tally.late)),
    ]
    print_table(f"A room with {run.options.phones:,} phones", rows)
    print_table("CPU by part", ((p.name, _used(p)) for p in run.phases))


def _used(phase: Phase) -> str:
    return (
        f"{phase.seconds:6.1f} s: server {_share(phase.server, phase.seconds)}, "
        f"client {_share(phase.client, phase.seconds)}, "
        f"all else {_share(phase.others, phase.seconds)}"
    )


def _share(cpu: float, seconds: float) -> str:
    return f"{cpu:5.1f} s ({cpu / seconds:4.0%} of a core)"


def _row(run: Run, kept: Kept, last: Usage) -> str:
    saves = run.saves
    return markdown_row(
        (
            f"{run.options.phones:,}",
            f"{kept.joined:,}",
            f"{kept.saved:,}",
            f"{kept.lost:,}",
            f"{kept.double:,}",
            ms(percentile(saves, 0.5)),
            ms(percentile(saves, 0.95)),
            ms(percentile(run.told.get("reveal", []), 0.95)),
            _both(run.on_wall.get("answer to wall", [])),
            megabytes(last.peak_memory),
            f"{last.cpu_seconds:.0f} s",
        )
    )


def _both(seconds: Iterable[float]) -> str:
    measured = list(seconds)
    return f"{ms(percentile(measured, 0.5))} / {ms(percentile(measured, 0.95))}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
