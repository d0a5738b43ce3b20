"""A real server for tests: started by its one command, on a free port and a database of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from focusmap.bootstrap import build
from focusmap.service import links
from focusmap.settings import Settings

ROOT = Path(__file__).parent.parent
START_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """One server process; `log` holds what it printed."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        own = {
            "FOCUSMAP_DATABASE_URL": f"sqlite:///{self.folder / 'focusmap.db'}",
            "FOCUSMAP_BASE_URL": self.url,
        }
        return {**os.environ, **own}

    @property
    def log(self) -> str:
        return (self.folder / "server.log").read_text(encoding="utf-8")

    def start(self) -> Server:
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--server.port", str(self.port)],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        self._wait()
        return self

    def _wait(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            assert self.process
            assert self.process.poll() is None, self.log
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=1) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise AssertionError(f"The server did not start:\n{self.log}")

    def kill(self) -> None:
        """End the process as a power cut would."""
        assert self.process
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> float:
        """Ask the process to stop and return how many seconds it took."""
        assert self.process
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)
        return time.monotonic() - began

    def cli(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "focusmap", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def workshop(self, title: str = "Harbour test", step: str = "ask") -> dict[str, str]:
        """Create a workshop, open a step, and return its links, as the command line prints them.

        It is done by another process than the server's, as there, but not by one of its own: a
        command takes most of a second to start.
        """
        beside = build(
            Settings(self.environment["FOCUSMAP_DATABASE_URL"], self.url, base_url_given=True)
        )
        try:
            workshop, secrets = beside.service.create(title)
            if step:
                beside.service.open_step(workshop.id, step)
        finally:
            beside.store.close()
        found = links(self.url, workshop.code, secrets)
        return {
            "code": workshop.code,
            "join_url": found.join,
            "facilitator_url": found.facilitator,
            "wall_url": found.wall,
        }
