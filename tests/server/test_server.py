"""The server as a process: killed, stopped, started where it cannot run, busy."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest

from tests.serving import ROOT, Server, free_port

ANSWERS_IN_FLIGHT = 200


class Phone:
    """A participant without a browser."""

    def __init__(self, server: Server, code: str) -> None:
        self.path = f"/j/{code}"
        self.client = httpx.Client(base_url=server.url, timeout=10)
        page = self.client.get(self.path).text
        self.token = re.findall(r'name="token" value="(\w+)"', page)[0]
        self.questions = re.findall(r'name="new-(\w+)"', page)

    def send(self, text: str, key: str, question: int = 0) -> int:
        asked = self.questions[question]
        fields = {
            "token": self.token,
            "do": "send",
            f"new-{asked}": text,
            f"key-{asked}": key,
        }
        answer = self.client.post(self.path, data=fields, headers={"Accept": "application/json"})
        return answer.status_code


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path).start()
    yield running
    if running.process and running.process.poll() is None:
        running.stop()


def exported(server: Server, code: str) -> list[str]:
    document = json.loads(server.cli("workshop", "export", code, "--format", "json"))
    return [a["text"] for a in document["answers"]]


def test_killed_with_200_answers_in_flight_it_keeps_every_confirmed_one_once(
    server: Server,
) -> None:
    code = server.workshop()["code"]
    phones = [Phone(server, code) for _ in range(ANSWERS_IN_FLIGHT // 2)]
    confirmed: list[str] = []
    enough = threading.Event()

    def write(number: int, question: int) -> None:
        text = f"answer {number} to {question}"
        try:
            status = phones[number].send(text, f"key-{number}-{question}", question)
        except httpx.HTTPError:
            return
        if status == 200:
            confirmed.append(text)
            if len(confirmed) >= ANSWERS_IN_FLIGHT // 4:
                enough.set()

    pairs = list(itertools.product(range(len(phones)), (0, 1)))
    threads = [threading.Thread(target=write, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    assert enough.wait(30)
    server.kill()
    for thread in threads:
        thread.join()
    # Killed in the middle: some were confirmed and some were not, or nothing was in flight.
    assert ANSWERS_IN_FLIGHT // 4 <= len(confirmed) < ANSWERS_IN_FLIGHT

    server.start()
    kept = exported(server, code)
    assert sorted(set(kept)) == sorted(kept)
    assert set(confirmed) <= set(kept)
    # What was not confirmed goes out again with its key; the same people are still known.
    again = [
        phones[number].send(f"answer {number} to {question}", f"key-{number}-{question}", question)
        for number, question in pairs
    ]
    assert set(again) == {200}
    kept = exported(server, code)
    assert len(kept) == ANSWERS_IN_FLIGHT
    assert len(set(kept)) == ANSWERS_IN_FLIGHT


def test_sigterm_ends_it_within_three_seconds_with_streams_open(server: Server) -> None:
    links = server.workshop()
    phone = Phone(server, links["code"])
    jar = dict(phone.client.cookies)

    async def watch() -> float:
        async with httpx.AsyncClient(base_url=server.url, cookies=jar, timeout=30) as client:
            opened = [client.stream("GET", f"{phone.path}/events") for _ in range(20)]
            streams = [await stream.__aenter__() for stream in opened]
            for stream in streams:
                assert stream.headers["content-type"].startswith("text/event-stream")
                await anext(stream.aiter_text())
            return await asyncio.to_thread(server.stop)

    assert asyncio.run(watch()) < 3
    assert server.process
    assert server.process.returncode in (0, -15)


def start_with(database: str, port: int | None = None) -> subprocess.CompletedProcess[str]:
    """Start a server that cannot run and return how it ended."""
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "app.py",
            "--server.port",
            str(port or free_port()),
        ],
        cwd=ROOT,
        env={**os.environ, "FOCUSMAP_DATABASE_URL": database},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_file_that_is_no_database_is_refused_with_its_name(tmp_path: Path) -> None:
    file = tmp_path / "notes.db"
    file.write_text("Dear diary, this is no database at all. " * 50, encoding="utf-8")
    ended = start_with(f"sqlite:///{file}")
    assert ended.returncode != 0
    assert "Focus Map cannot start." in ended.stderr
    assert "notes.db" in ended.stderr
    assert "FOCUSMAP_DATABASE_URL" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert file.read_text(encoding="utf-8").startswith("Dear diary")


def test_a_folder_that_cannot_be_written_is_refused_with_the_remedy(tmp_path: Path) -> None:
    # A file where a folder should be: not even root can write below it.
    (tmp_path / "file").write_text("", encoding="utf-8")
    ended = start_with(f"sqlite:///{tmp_path / 'file' / 'focusmap.db'}")
    assert ended.returncode != 0
    assert "Check that the folder exists and may be written" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_busy_port_is_named_with_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as taken:
        # Somebody else may hold the usual port already, which serves as well.
        with contextlib.suppress(OSError):
            taken.bind(("0.0.0.0", 8501))
            taken.listen()
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py"],
            cwd=ROOT,
            env={**os.environ, "FOCUSMAP_DATABASE_URL": f"sqlite:///{tmp_path / 'focusmap.db'}"},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout
        greeting = [process.stdout.readline() for _ in range(4)]
        process.terminate()
        process.wait(timeout=10)
    said = "".join(greeting)
    assert "Port 8501 is in use by another program" in said
    assert "--server.port" in said


def test_a_chosen_port_that_is_busy_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = start_with(f"sqlite:///{tmp_path / 'focusmap.db'}", port)
    assert ended.returncode != 0
    assert f"Port {port} is not available" in ended.stderr


def test_a_database_that_turns_read_only_keeps_the_words_and_says_so(server: Server) -> None:
    code = server.workshop()["code"]
    phone = Phone(server, code)
    assert phone.send("before", "k1") == 200
    # Another program holds the database for longer than anybody waits.
    holder = sqlite3.connect(server.folder / "focusmap.db", isolation_level=None)
    holder.execute("PRAGMA busy_timeout=5000")
    holder.execute("BEGIN IMMEDIATE")
    phone.client.timeout = 30
    try:
        page = phone.client.post(
            phone.path,
            data={
                "token": phone.token,
                f"new-{phone.questions[0]}": "kept words",
                f"key-{phone.questions[0]}": "k2",
            },
        )
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    assert page.status_code == 503
    assert "kept words" in page.text
    assert "Try again in a moment" in page.text
    assert phone.send("kept words", "k2") == 200
    assert sorted(exported(server, code)) == ["before", "kept words"]
