"""An announcement to everybody: the dry run, the plan, the delivery; and letters, one by one."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bench import load, servers
from bench.inbound import Figure
from bench.servers import Server
from bench.shops import PEOPLE, Shop, schedule, settle, timing, write
from bench.watching import AHEAD
from models import statistics
from models.announcements import Announcement
from models.consents import Consent, Purpose
from models.members import Member
from models.sendings import Delivery, Sending, SendingKind
from services import (
    audiences,
    plans,
    progress,
    settings,
    topics,
)

LETTERS = int(os.environ.get("BENCH_LETTERS", "20000"))
WEBHOOKS = 20
"""Events a second that come in meanwhile, where SQLite is shared with them."""
PATIENCE = 1800.0


def measure() -> Iterator[Figure]:
    """Measure everything on one database, which is filled first."""
    with (
        tempfile.TemporaryDirectory(prefix="goen-bench-", dir=os.environ.get("BENCH_DIRECTORY")) as name,
        servers.line() as line,
    ):
        shop = settle(Path(name), line)
        yield _dry_run(shop)
        yield from _letters(shop)
        yield from _plan(shop)
        yield _dry_run(shop, again=True)
        yield from _deliver(shop)


def _dry_run(shop: Shop, *, again: bool = False) -> Figure:
    """Count once everybody who would be reached."""
    with shop.sessions.begin() as session, timing() as told:
        asked = Announcement(topic_id=topics.by_code(session, topics.NEWS).id, is_safety=False)
        found = audiences.of(session, asked, choices=settings.read(session), now=shop.clock())
    what = "dry run once all are planned" if again else "exact dry run"
    measured = f"{told[0]}: {found.reachable:,} of {PEOPLE:,} reached"
    return Figure(what, "≤ 3 s among 1,000,000", measured, told[0].elapsed <= 3 * max(PEOPLE / 1e6, 0.2))


def _plan(shop: Shop) -> Iterator[Figure]:
    with shop.sessions.begin() as session:
        schedule(session, shop)
    shop.watch.longest = 0.0
    with timing() as told:
        planned = sum(iter(lambda: _slice(shop), -1))
        statistics.renew(shop.sessions, planned, Sending, Delivery)  # as the scheduler does
    wanted = 15 * PEOPLE / 1e6
    yield Figure("plan", f"≤ {wanted:.1f} s", f"{told[0]}: {planned:,} people", told[0].elapsed <= wanted)
    longest = shop.watch.longest
    yield Figure("longest slice of the plan", "≤ 200 ms", f"{longest:.0f} ms", longest <= 200)


def _slice(shop: Shop) -> int:
    with shop.sessions.begin() as session:
        step = plans.plan_slice(session, now=shop.clock(), choices=settings.read(session))
    return -1 if step is None else step.planned


def _letters(shop: Shop) -> Iterator[Figure]:
    """Write letters to the last who joined, then send them."""
    with shop.sessions.begin() as session:
        agreed = select(Member.id).join(Consent, Consent.member_id == Member.id)
        may = agreed.where(Consent.purpose == Purpose.SERVICE, Consent.is_given, Member.blocked_at.is_(None))
        numbers = session.scalars(may.order_by(Member.id.desc()).limit(LETTERS * 11 // 10)).all()
    with timing() as told:
        written = sum(write(shop, numbers[at : at + 50]) for at in range(0, len(numbers), 50))
    per_second = written / told[0].elapsed
    yield Figure("letters written", "told", f"{per_second:,.0f}/s, {told[0]}", True)  # noqa: FBT003
    yield from _called(shop, SendingKind.PUSH, written, wanted=1_000)


def _deliver(shop: Shop) -> Iterator[Figure]:
    yield from _called(shop, SendingKind.MULTICAST, wanted=150 if shop.is_sqlite else 190)
    with shop.sessions.begin() as session:
        report = progress.show(session, 1, now=shop.clock())
    told = f"{report.accepted:,} of {report.planned:,} accepted, {report.unknown} unknown"
    is_met = report.accepted + report.dropped == report.planned and not report.unknown
    yield Figure("everybody once", "accepted = planned", told, is_met)


def _called(shop: Shop, kind: SendingKind, expected: int = 0, *, wanted: int) -> Iterator[Figure]:
    """Let one process deliver all that is due, with webhooks coming in where they share a SQLite."""
    with contextlib.ExitStack() as stack:
        web = stack.enter_context(_web(shop)) if shop.is_sqlite and not expected else None
        process = stack.enter_context(_deliverer(shop))
        sent = load.at_rate(web.port, per_second=WEBHOOKS, seconds=_seconds(shop, wanted)) if web else None
        memory = _finish(shop, process)
        told = json.loads(_ended(process))
    calls = Counter({int(tenth): count for tenth, count in _counted(shop.line)["calls"][kind.value].items()})
    yield from _rates(kind, calls, wanted, told)
    yield Figure(f"memory while {kind.value}s go out", "≤ 200 MB", f"{memory:.0f} MB", memory <= 200)
    limit = f"{told['longest']:.0f} ms, {told['transactions']:,} in all"
    yield Figure(f"longest transaction of {kind.value}s", "≤ 200 ms", limit, told["longest"] <= 200)
    if sent is not None:
        slow = sent.percentile(0.99) * 1000
        yield Figure(
            f"{WEBHOOKS} webhooks a second meanwhile",
            "p99 ≤ 250 ms",
            f"p99 {slow:.0f} ms, {sent.refused} refused",
            slow <= 250,
        )


def _rates(kind: SendingKind, calls: Counter[int], wanted: int, told: dict[str, float]) -> Iterator[Figure]:
    """Tell the rate over all the time, and that of the busiest second."""
    first, last, total = min(calls), max(calls), calls.total()
    rate = total * 10 / (last - first + 1)
    busiest = max(sum(calls[tenth + step] for step in range(10)) for tenth in range(first, last + 1))
    each = told["processor"] / total * 1000
    measured = f"{rate:.0f}/s for {(last - first + 1) / 10:.1f} s, processor {each:.2f} ms each"
    yield Figure(f"{kind.value}s, {total:,} calls", f"≥ {wanted:,} a second", measured, rate >= wanted)
    limit = {SendingKind.MULTICAST: 200, SendingKind.PUSH: 2_000}[kind]
    yield Figure(f"{kind.value}s in the busiest second", f"≤ {limit:,}", f"{busiest:,}", busiest <= limit)


def _seconds(shop: Shop, wanted: int) -> int:
    """For how long webhooks come in: about as long as the delivery takes."""
    with shop.sessions.begin() as session:
        planned = progress.show(session, 1, now=shop.clock()).planned
    return max(5, planned // 500 // wanted)


@contextlib.contextmanager
def _web(shop: Shop) -> Iterator[Server]:
    with servers.gunicorn("app:create_app()", shop.environment) as web:
        load.at_rate(web.port, per_second=WEBHOOKS, seconds=2)  # first ones load what they need
        yield web


@contextlib.contextmanager
def _deliverer(shop: Shop) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "bench.deliverer"]
    with subprocess.Popen(  # noqa: S603 - our own command
        command,
        cwd=servers.ROOT,
        env=shop.environment | {AHEAD: os.environ[AHEAD]},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        yield process


def _finish(shop: Shop, process: "subprocess.Popen[bytes]") -> float:
    """Wait until nothing is due any more, and give the most memory seen, in megabytes."""
    memory, end = 0.0, time.monotonic() + PATIENCE
    while shop.kind_due() is not None and time.monotonic() < end and process.poll() is None:
        memory = max(memory, servers.megabytes(process.pid))
        time.sleep(0.5)
    return memory


def _ended(process: "subprocess.Popen[bytes]") -> bytes:
    process.terminate()
    told, _ = process.communicate(timeout=60)
    return told


def _counted(line: Server) -> dict[str, Any]:
    with urllib.request.urlopen(f"{line.url}/calls", timeout=10) as answer:  # noqa: S310 - our own
        counted: dict[str, Any] = json.load(answer)
    return counted
