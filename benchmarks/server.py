"""A real server on a fresh database, as its own process, and the command line beside it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60.0
STOP_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process has used so far: CPU in seconds, memory now and at most in bytes."""

    cpu_seconds: float
    memory: int
    peak_memory: int


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address, its process, its database and the environment of both."""

    url: str
    pid: int
    database_url: str
    environment: dict[str, str]

    def usage(self) -> Usage:
        """Return what the server's process has used so far."""
        return usage(self.pid)

    async def workshop(self, *arguments: str) -> str:
        """Run `python -m focusmap workshop ...` beside the server and return what it prints.

        Raises RuntimeError with its message when it fails.
        """
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "focusmap", "workshop", *arguments),
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        out, errors = await process.communicate()
        if process.returncode:
            raise RuntimeError(f"workshop {' '.join(arguments)}: {errors.decode()}")
        return out.decode()

    async def create(self, title: str, step: str) -> dict[str, str]:
        """Create a workshop, open a step of it, and return its code and links."""
        made: dict[str, str] = json.loads(await self.workshop("create", "--title", title))
        await self.workshop("open", made["code"], step)
        return made


def usage(pid: int) -> Usage:
    """Return what a process has used so far, by /proc."""
    # The command's name may hold spaces; the fields after it are counted from the bracket.
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    sizes = {k: v.split() for k, _, v in (line.partition(":") for line in status.splitlines())}
    return Usage(
        cpu_seconds=ticks / os.sysconf("SC_CLK_TCK"),
        memory=int(sizes["VmRSS"][0]) * 1024,
        peak_memory=int(sizes["VmHWM"][0]) * 1024,
    )


def machine_cpu() -> float:
    """Return the CPU seconds that everything on this machine has used so far, by /proc."""
    line = Path("/proc/stat").read_text(encoding="utf-8").splitlines()[0].split()[1:]
    user, nice, system, _idle, _waiting, *interrupts = map(int, line[:8])
    return (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def running_server(port: int = 0) -> Iterator[Server]:
    """Run the server on a fresh SQLite file until the block ends; port 0 takes a free one.

    Raises RuntimeError with the server's own words when it does not answer in time.
    """
    with tempfile.TemporaryDirectory(prefix="focusmap-benchmark-") as folder:
        url = f"http://127.0.0.1:{port or _free_port()}"
        database_url = f"sqlite:///{folder}/benchmark.db"
        environment = {
            **os.environ,
            "FOCUSMAP_DATABASE_URL": database_url,
            "FOCUSMAP_BASE_URL": url,
        }
        log = Path(folder) / "server.log"
        process = _started(url, environment, log)
        # Ended from outside, this program still stops its server.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        try:
            _wait_until_healthy(url, process, log)
            yield Server(url, process.pid, database_url, environment)
        finally:
            if process.poll() is not None:
                words = log.read_text(encoding="utf-8")
                print(f"The server ended with {process.returncode}:\n{words}", file=sys.stderr)
            _stop(process)


def _started(url: str, environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    port = url.rpartition(":")[2]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", port]
    with log.open("wb") as out:
        return subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT
        )


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(f"{url}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{log.read_text(encoding='utf-8')}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
