"""Points of a million members with fifty lines each: the balance, and a night in which a million expire."""

import itertools
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pysqlite3 import dbapi2
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Connection

from bench import crowds, servers
from bench.inbound import Figure
from bench.load import percentile
from models import base
from models.members import Member
from services import points
from services.settings import Choices

MEMBERS = int(os.environ.get("BENCH_POINTS_MEMBERS", "1000000"))
LINES, LOTS = 50, 25
"""Of fifty lines every other one is a purchase; the rest are uses. The first lots expire this night."""
LEFT = 6
"""The youngest lots of each member, of which something is left; the night's come on top."""
ASKED, SLICE = 2_000, 500
NOW = datetime(2026, 12, 1, 18, 0, tzinfo=UTC)

LINE = """
INSERT INTO points_entries (member_id, kind, amount, cause, yen, created_at)
SELECT id, :kind, :amount, printf('bench:%02d:%09d', :round, id), 3000, :at FROM members
"""
LOT = """
INSERT INTO points_lots (member_id, entry_id, granted, remaining, expires_at)
SELECT member_id, id, amount, :left, :end FROM points_entries
WHERE cause BETWEEN printf('bench:%02d:', :round) AND printf('bench:%02d:~', :round)
"""


def measure() -> Iterator[Figure]:
    """Put the rows in, ask balances of members from all over, and let the night come (SQLite only)."""
    with tempfile.TemporaryDirectory(prefix="goen-bench-", dir=os.environ.get("BENCH_DIRECTORY")) as name:
        settings = servers.environment(Path(name), "http://127.0.0.1:9", servers.free_port(), None)
        servers.prepare(settings)
        _seed(settings, Path(name) / "people.csv")
        _fill(settings["DATABASE_URL"])
        yield _balances(base.reading(settings["DATABASE_URL"]))
        yield from _night(base.writing(settings["DATABASE_URL"]))


def _seed(settings: dict[str, str], file: Path) -> None:
    """Let the rules make a hundred members, and the database the others like them."""
    spoken = min(MEMBERS, 100)
    command = [sys.executable, "-m", "flask", "--app", "app", "seed", "--members", str(spoken)]
    command += ["--consenting", "1", "--out", str(file)]
    subprocess.run(command, cwd=servers.ROOT, env=settings, check=True, capture_output=True)  # noqa: S603
    crowds.add(settings["DATABASE_URL"], MEMBERS - spoken)


def _fill(url: str) -> None:
    """Write line after line for everybody, so that nobody's rows lie side by side, as in life."""
    engine = create_engine(url, module=dbapi2)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA synchronous=OFF")
        connection.exec_driver_sql("PRAGMA cache_size=-1000000")
        for number in range(LINES):
            _round(connection, number)
            connection.commit()
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    os.sync()  # else the first transaction that is measured waits until all of this is on the disk


def _round(connection: Connection, number: int) -> None:
    lot, is_use = divmod(number, 2)
    at = NOW - timedelta(days=7 * (LINES - number))
    kind, amount = ("spend", -30) if is_use else ("purchase", 30)
    connection.execute(text(LINE), {"kind": kind, "amount": amount, "round": number, "at": _written(at)})
    if not is_use:
        left = 30 if lot == 0 or lot >= LOTS - LEFT else 0
        end = NOW - timedelta(hours=3) if lot == 0 else at + timedelta(days=365)
        connection.execute(text(LOT), {"round": number, "left": left, "end": _written(end)})


def _written(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S.%f")


def _balances(readings: base.Sessions) -> Figure:
    """Ask for what `ポイント` shows: balance, worth, what expires, what is pending, what is owed."""
    chance, took = random.Random(1), list[float]()  # noqa: S311 - made-up people need no secrets
    for _ in range(ASKED):
        number = chance.randint(1, MEMBERS)
        with readings.begin() as session:
            member = session.get_one(Member, number)
            begun = time.monotonic()
            shown = points.summary(session, member, now=NOW, choices=Choices())
            took.append((time.monotonic() - begun) * 1000)
        if shown.balance != 30 * LEFT:
            raise RuntimeError(f"member {number} has {shown.balance}")
    told = f"median {statistics.median(took):.2f} ms, p99 {percentile(took, 0.99):.2f} ms"
    what = f"balance among {MEMBERS:,} members with {LINES} lines each"
    return Figure(what, "≤ 2 ms", told, statistics.median(took) <= 2)


def _night(sessions: base.Sessions) -> Iterator[Figure]:
    """Write off every member's oldest lot, in the slices of the night's job."""
    took, done = list[float](), 0
    for _ in itertools.count():
        begun = time.monotonic()
        with sessions.begin() as session:
            found = points.expire_slice(session, now=NOW, limit=SLICE)
        took.append((time.monotonic() - begun) * 1000)
        done += found
        if found < SLICE:
            break
    seconds = sum(took) / 1000
    pace = seconds * 1_000_000 / max(done, 1)
    told = f"{seconds:.1f} s for {done:,} lots"
    yield Figure("nightly expiry", "1,000,000 lots ≤ 120 s", told, done == MEMBERS and pace <= 120)
    longest = f"longest {max(took):.0f} ms, median {statistics.median(took):.0f} ms"
    yield Figure("a slice of it", "each transaction ≤ 200 ms", longest, max(took) <= 200)
