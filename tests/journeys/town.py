"""A whole shop for a story: web, scheduler and stand-in for LINE as processes, on a database of its own."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import app
import config
import parts
from tools.processes import Child, stop

ROOT = Path(__file__).resolve().parents[2]
CHANNEL_ID, CHANNEL_SECRET = str(1_000_000_000 + secrets.randbelow(10**9)), "a-channel-secret-for-stories"
"""The people's LINE ids come from the channel's: other tests on the same server know other people."""
READY = 60.0


@dataclass(frozen=True)
class Town:
    """Where everything is."""

    chat: str
    shop: str
    email: str
    password: str
    environment: dict[str, str]
    directory: Path
    """Working directory, keys and logs of the processes."""

    def ask(self, path: str) -> Any:
        """Ask the stand-in for LINE what it knows."""
        with urllib.request.urlopen(f"{self.chat}{path}", timeout=10) as answer:
            return json.load(answer)

    def add(self, name: str) -> None:
        """Let somebody more have a phone."""
        body = json.dumps({"name": name}).encode()
        request = urllib.request.Request(
            f"{self.chat}/sim/people", body, {"content-type": "application/json"}
        )
        urllib.request.urlopen(request, timeout=10).close()

    def flask(self, *words: str) -> str:
        """Run a command of the operator's."""
        return operate(self.environment, *words)

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Wait for something that the shop does."""
        wait_until(is_so, [])

    def received(self, person: str) -> list[Any]:
        """Give what was accepted for a person without being asked for."""
        ids = {one["name"]: one["id"] for one in self.ask("/sim/state")["people"]}
        rows = self.ask(f"/sim/accepted?person={ids[person]}")["accepted"]
        return [row for row in rows if row["endpoint"] != "reply"]


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    """Everything started, on SQLite and on PostgreSQL."""
    web, line = free_port(), free_port()
    environment = surroundings(database_url, tmp_path, web, line)
    operate(environment, "keys", "init")
    told = json.loads(operate(environment, "sample").splitlines()[-1])
    children = [start(name, command, environment, tmp_path) for name, command in commands(web, line)]
    try:
        wait_until(lambda: is_up(web, "/healthz") and is_up(line, "/sim/state"), children)
        here = "http://127.0.0.1"
        yield Town(f"{here}:{line}", f"{here}:{web}", told["email"], told["password"], environment, tmp_path)
    finally:
        stop(reversed(children))
        for child in children:  # pytest shows it where a story failed
            sys.stdout.write(f"{child.name}:\n{child.last_words()}\n")


def surroundings(database_url: str, directory: Path, web: int, line: int) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {
        **kept,
        "DATABASE_URL": database_url,
        "LINE_CHANNEL_ID": CHANNEL_ID,
        "LINE_CHANNEL_SECRET": CHANNEL_SECRET,
        "LINE_API_BASE": f"http://127.0.0.1:{line}",
        "LINE_DATA_API_BASE": f"http://127.0.0.1:{line}",
        "SECRET_KEY": "for-stories-only-" * 3,
        "MASTER_KEY_FILE": str(directory / "master.key"),
        "BACKUP_DIR": str(directory / "backups"),
        "TMPDIR": str(directory),
        "PUBLIC_URL": f"http://127.0.0.1:{web}",
        "PORT": str(web),
    }


def commands(web: int, line: int) -> list[tuple[str, list[str]]]:
    python = sys.executable
    listening = ["-b", f"127.0.0.1:{web}", "app:create_app()"]
    channel = ["--channel-id", CHANNEL_ID, "--channel-secret", CHANNEL_SECRET, "--redelivery-interval", "0.5"]
    hook = ["--webhook", f"http://127.0.0.1:{web}/callback"]
    return [
        ("line", [python, "-m", "simulator", "--port", str(line), *channel, *hook]),
        ("web", [python, "-m", "gunicorn", "-c", "gunicorn.conf.py", *listening]),
        ("scheduler", [python, "-m", "scheduler"]),
    ]


def start(name: str, command: list[str], environment: dict[str, str], directory: Path) -> Child:
    log = directory / f"{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    return Child(name, log, process)


def operate(environment: dict[str, str], *words: str) -> str:
    """Run `flask …` here: starting a process for it takes longer than all that it does."""
    whole = parts.build(config.parse(environment))
    done = app.create_app(whole).test_cli_runner().invoke(args=words)
    for sessions in (whole.sessions, whole.readings):
        sessions.engine.dispose()
    assert done.exit_code == 0, done.output
    return done.output


def wait_until(is_so: Callable[[], bool], children: list[Child], *, seconds: float = READY) -> None:
    """Wait for something the processes do; fail with their last words where one ends or time runs out."""
    deadline = time.monotonic() + seconds
    while not is_so():
        ended = [child for child in children if child.has_ended()]
        words = "\n".join(f"{child.name}:\n{child.last_words()}" for child in ended or children)
        assert not ended, words
        assert time.monotonic() < deadline, words
        time.sleep(0.1)


def is_up(port: int, path: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
