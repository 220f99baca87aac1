"""Starts what is measured, as the Procfile does, and looks how much memory it takes."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.load import SECRET

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30.0


@dataclass(frozen=True)
class Server:
    """A running server and how long it took until it listened and answered."""

    port: int
    pid: int
    started_in: float

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def environment(directory: Path, line: str, port: int, database_url: str | None) -> dict[str, str]:
    """Give the settings of a shop that exists only for this measurement."""
    return {
        **os.environ,
        "DATABASE_URL": database_url or f"sqlite:///{directory / 'bench.db'}",
        "MASTER_KEY_FILE": str(directory / "master.key"),
        "BACKUP_DIR": str(directory / "backups"),
        "SECRET_KEY": "0123456789abcdef" * 4,
        "LINE_CHANNEL_ID": "2000000001",
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": "bench",
        "LINE_API_BASE": line,
        "LINE_DATA_API_BASE": line,
        "PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
    }


def prepare(settings: Mapping[str, str]) -> None:
    """Make tables and keys."""
    for command in (["alembic", "upgrade", "head"], ["flask", "--app", "app", "keys", "init"]):
        subprocess.run(  # noqa: S603 - our own commands
            [sys.executable, "-m", *command], cwd=ROOT, env=dict(settings), check=True, capture_output=True
        )


@contextlib.contextmanager
def line() -> Iterator[Server]:
    port = free_port()
    with _running([sys.executable, "-m", "bench.stand_in", str(port)], os.environ, port, "/count") as server:
        yield server


@contextlib.contextmanager
def gunicorn(target: str, settings: Mapping[str, str]) -> Iterator[Server]:
    """Run a web application under the product's own gunicorn settings."""
    port = int(settings["PORT"])
    command = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}"]
    conf = "gunicorn.conf.py" if target.startswith("app:") else _plain_settings(settings)
    with _running([*command, "-c", conf, target], settings, port, "/callback") as server:
        yield server


@contextlib.contextmanager
def scheduler(settings: Mapping[str, str]) -> Iterator[int]:
    """Run the scheduler, and give its process id."""
    command = [sys.executable, "-m", "scheduler"]
    with subprocess.Popen(command, cwd=ROOT, env=dict(settings), stderr=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            yield process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)


def _plain_settings(settings: Mapping[str, str]) -> str:
    """The same settings without the hook that starts our lanes."""
    copy = Path(settings["MASTER_KEY_FILE"]).with_name("gunicorn.conf.py")
    lines = (ROOT / "gunicorn.conf.py").read_text().partition("\ndef ")[0]
    copy.write_text(lines)
    return str(copy)


@contextlib.contextmanager
def _running(command: list[str], settings: Mapping[str, str], port: int, path: str) -> Iterator[Server]:
    begun = time.monotonic()
    with subprocess.Popen(command, cwd=ROOT, env=dict(settings), stderr=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            _wait_for_answer(f"http://127.0.0.1:{port}{path}", process)
            yield Server(port, process.pid, time.monotonic() - begun)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)


def _wait_for_answer(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"it ended with {process.returncode} before it answered at {address}")
        try:
            urllib.request.urlopen(address, timeout=1).close()  # noqa: S310 - our own address
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.01)
        else:
            return
    raise RuntimeError(f"no answer at {address}")


def megabytes(pid: int) -> float:
    """Proportional set size of a process and all below it: shared pages are counted once."""
    family = [pid, *_below(pid)]
    return sum(_pss(member) for member in family) / 1024


def _below(pid: int) -> Iterator[int]:
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield int(child)
        yield from _below(int(child))


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
