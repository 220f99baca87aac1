"""The ledger at a million lines: appending, signing, proving, checking all of it."""

import base64
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from bench import servers
from bench.inbound import Figure
from models import base, writes
from models.consents import Answer, Purpose
from models.ledger import Checkpoint
from models.members import Member
from services import checkpoints, consent, ledger, masters, vault

MEMBERS, CONSENTING = 340_000, 1.0
"""Made-up people, and the share of them that says yes to announcements too: together a million lines."""
APPENDED, PROVEN = 500, 200
EVERY = 1_000
"""Lines between two signed roots, as a busy shop has them."""


def measure() -> Iterator[Figure]:
    """Measure everything on one database, which is filled first."""
    with tempfile.TemporaryDirectory(prefix="goen-bench-") as name:
        directory = Path(name)
        database = os.environ.get("BENCH_DATABASE_URL")
        settings = servers.environment(directory, "http://127.0.0.1:9", servers.free_port(), database)
        servers.prepare(settings)
        people_csv = ["--out", str(directory / "people.csv"), "--members", str(MEMBERS)]
        _flask(settings, "seed", *people_csv, "--consenting", str(CONSENTING))
        sessions = base.writing(settings["DATABASE_URL"])
        opened = _opened(sessions, Path(settings["MASTER_KEY_FILE"]))
        yield _tiles(sessions, opened)
        yield _appending(sessions)
        yield _proving(sessions)
        yield _roots(sessions, opened)
        yield from _checking(settings, directory / "export")


def _flask(settings: dict[str, str], *arguments: str) -> float:
    begun = time.monotonic()
    command = [sys.executable, "-m", "flask", "--app", "app", *arguments]
    subprocess.run(command, cwd=servers.ROOT, env=settings, check=True, capture_output=True)  # noqa: S603
    return time.monotonic() - begun


def _opened(sessions: base.Sessions, file: Path) -> vault.Vault:
    with sessions.begin() as session:
        return vault.unlock(session, masters.Masters([base64.b64decode(file.read_text())]))


def _tiles(sessions: base.Sessions, opened: vault.Vault) -> Figure:
    """Sign the first root over everything; every transaction must stay below 200 ms."""
    slices: list[float] = []
    made: Checkpoint | None = None
    while made is None:
        begun = time.monotonic()
        with sessions.begin() as session:
            made = checkpoints.anchor(session, opened, now=datetime.now(UTC))
        slices.append((time.monotonic() - begun) * 1000)
    told = f"{sum(slices) / 1000:.1f} s for {made.size:,} lines; longest transaction {max(slices):.0f} ms"
    return Figure("first root over all lines", "each transaction ≤ 200 ms", told, max(slices) <= 200)


def _appending(sessions: base.Sessions) -> Figure:
    """Append in a transaction of its own each time; the commit (one sync of the disk) is told apart."""
    took, committed = [], []
    for number in range(APPENDED):
        now = datetime.now(UTC)
        evidence = consent.Evidence(f"01BENCH{number:019d}", now, "0" * 64, "line.postback")
        begun = time.monotonic()
        with sessions.begin() as session:
            member = session.get_one(Member, number % MEMBERS + 1)
            inner = time.monotonic()
            consent.record(
                session, member, Purpose.ANNOUNCEMENTS, Answer.WITHDRAWN, evidence=evidence, now=now
            )
            took.append((time.monotonic() - inner) * 1000)
        committed.append((time.monotonic() - begun) * 1000)
    median, slow = statistics.median(took), sorted(took)[int(len(took) * 0.99)]
    told = f"median {median:.2f} ms, p99 {slow:.2f} ms; with commit {statistics.median(committed):.2f} ms"
    return Figure("append one answer", "median < 2 ms", told, median < 2)


def _proving(sessions: base.Sessions) -> Figure:
    """Prove places all over the ledger; what is read must not grow with it."""
    with sessions.begin() as session:
        newest = checkpoints.newest(session)
        assert newest is not None
        places = [1 + number * (newest.size - 1) // PROVEN for number in range(PROVEN)]
        took = [_took(lambda at=at: ledger.Tree(session, newest.size).path(at)) for at in places]  # type: ignore[misc]
    told = f"median {statistics.median(took):.1f} ms, slowest {max(took):.1f} ms"
    return Figure(f"prove one of {newest.size:,} lines", "flat, ≤ 50 ms", told, statistics.median(took) <= 50)


def _roots(sessions: base.Sessions, opened: vault.Vault) -> Figure:
    """Sign the roots of the past, so that the check has as many as a busy shop's."""
    took, begun = [], datetime.now(UTC) - timedelta(days=400)
    with sessions.begin() as session:
        sizes = range(EVERY, ledger.size(session) - APPENDED, EVERY)
    for size in sizes:
        with sessions.begin() as session:
            took.append(_took(lambda size=size, session=session: _sign(session, opened, size, begun)))  # type: ignore[misc]
    told = f"median {statistics.median(took):.1f} ms, {len(sizes):,} roots"
    return Figure("root and signature", "≤ 50 ms", told, statistics.median(took) <= 50)


def _sign(session: Session, opened: vault.Vault, size: int, begun: datetime) -> None:
    at = begun + timedelta(seconds=size)
    root = ledger.Tree(session, size).get_root()
    note = checkpoints.sign(opened, size, root, now=at)
    row = {"size": size, "root_sha256": root.hex(), "note": note, "signed_at": at}
    writes.insert_new(session, Checkpoint, [row], ["size"])


def _checking(settings: dict[str, str], export: Path) -> Iterator[Figure]:
    handed = _flask(settings, "ledger", "export", str(export))
    yield Figure("ledger export", "told", f"{handed:.0f} s", True)  # noqa: FBT003
    tool = [sys.executable, "-I", str(servers.ROOT / "tools" / "verify_ledger.py"), str(export)]
    took = _took(lambda: subprocess.run(tool, check=True, capture_output=True)) / 1000  # noqa: S603
    lines = sum(1 for _ in (export / "entries.jsonl").open("rb"))
    told = f"{took:.1f} s, {lines:,} lines on one core"
    yield Figure("tools/verify_ledger.py", "1,000,000 lines < 60 s", told, took * 1_000_000 / lines < 60)
    inside = _flask(settings, "ledger", "verify")
    yield Figure("ledger verify", "told", f"{inside:.0f} s", True)  # noqa: FBT003


def _took(work: Callable[[], object]) -> float:
    """Give the milliseconds that the work took."""
    begun = time.monotonic()
    work()
    return (time.monotonic() - begun) * 1000
