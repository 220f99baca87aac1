"""Webhook → durable → 200 → reply: how much, how fast, in how much memory."""

import json
import os
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import load, servers
from bench.load import Load
from bench.servers import Server

REQUESTS = 4000
"""Of the throughput runs of ours; the echo bot, which waits for LINE, gets a quarter."""
ANSWERED_WITHIN = 45.0


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    what: str
    wanted: str
    measured: str
    is_met: bool


def measure() -> Iterator[Figure]:
    """Measure everything in turn, each on a fresh database."""
    with servers.line() as line:
        echo = _echo_rate(line)
        with _shop(line) as web:
            yield Figure("start", "≤ 3 s", f"{web.started_in:.1f} s", web.started_in <= 3)
            yield _memory(web)
            yield _throughput(web, echo)
        yield _scheduler(line)
        with _shop(line) as web:
            yield from _steady(web, line)
        with _shop(line) as web:
            yield _burst(web, line)
        with _shop(line) as web:
            yield _answering(web, line)


def table(figures: Iterator[Figure]) -> str:
    """Write the figures as Markdown."""
    rows = [
        f"| {one.what} | {one.wanted} | {one.measured} | {'✓' if one.is_met else '✗'} |" for one in figures
    ]
    return "\n".join(["| what | wanted | measured | |", "|---|---|---|---|", *rows])


class _shop:  # noqa: N801 - reads as a verb's object where it stands
    """Our web process on a fresh database."""

    def __init__(self, line: Server) -> None:
        self._line, self._directory = line, tempfile.TemporaryDirectory(prefix="goen-bench-")

    def __enter__(self) -> Server:
        settings = _settings(Path(self._directory.name), self._line)
        servers.prepare(settings)
        self._web = servers.gunicorn("app:create_app()", settings)
        return self._web.__enter__()

    def __exit__(self, *error: object) -> None:
        self._web.__exit__(None, None, None)
        self._directory.cleanup()


def _settings(directory: Path, line: Server) -> dict[str, str]:
    database = os.environ.get("BENCH_DATABASE_URL")
    return servers.environment(directory, line.url, servers.free_port(), database)


def _echo_rate(line: Server) -> float:
    with tempfile.TemporaryDirectory() as directory:
        settings = _settings(Path(directory), line)
        servers.prepare(settings)
        with servers.gunicorn("bench.echo:app", settings) as echo:
            load.at_once(echo.port, requests=100)
            return load.at_once(echo.port, requests=REQUESTS // 4).rate


def _memory(web: Server) -> Figure:
    time.sleep(3)
    idle = servers.megabytes(web.pid)
    load.at_once(web.port, requests=200)
    time.sleep(5)
    measured = f"{idle:.0f} MB; after 200 events {servers.megabytes(web.pid):.0f} MB"
    return Figure("web idle, all workers, PSS", "≤ 150 MB", measured, idle <= 150)


def _scheduler(line: Server) -> Figure:
    with tempfile.TemporaryDirectory(prefix="goen-bench-") as directory:
        settings = _settings(Path(directory), line)
        servers.prepare(settings)
        with servers.scheduler(settings) as pid:
            time.sleep(8)
            idle = servers.megabytes(pid)
    return Figure("scheduler idle, PSS", "≤ 150 MB", f"{idle:.0f} MB", idle <= 150)


def _throughput(web: Server, echo: float) -> Figure:
    ours = load.at_once(web.port, requests=REQUESTS)
    wanted = f"≥ 5 × the echo sample ({echo:.0f}/s)"
    measured = f"{ours.rate:.0f}/s = {ours.rate / echo:.1f} ×, {ours.refused} refused"
    return Figure("signed webhook → durable → 200", wanted, measured, ours.rate >= 5 * echo)


def _steady(web: Server, line: Server) -> Iterator[Figure]:
    sent = load.at_rate(web.port, per_second=300, seconds=30)
    acknowledged = sent.percentile(0.99) * 1000
    fast = f"p99 {acknowledged:.0f} ms, {sent.refused} refused"
    yield Figure("acknowledgement at 300 events/s for 30 s", "p99 ≤ 50 ms", fast, acknowledged <= 50)
    waits = _waits(sent, line)
    slowest, missing = max(waits, default=0.0), len(sent.sent) - len(waits)
    answered = f"slowest {slowest:.1f} s, {missing} missing"
    is_met = not missing and slowest <= ANSWERED_WITHIN
    yield Figure("every one of them answered", f"within {ANSWERED_WITHIN:.0f} s", answered, is_met)


def _burst(web: Server, line: Server) -> Figure:
    sent = load.at_once(web.port, requests=2000, connections=200)
    answered = len(_waits(sent, line))
    measured = f"{sent.refused} refused, {answered} answered; taken in {sent.seconds:.1f} s"
    return Figure(
        "burst of 2,000 events", "all kept, none refused", measured, not sent.refused and answered == 2000
    )


def _answering(web: Server, line: Server) -> Figure:
    load.at_rate(web.port, per_second=50, seconds=3)
    sent = load.at_rate(web.port, per_second=50, seconds=20)
    waits = _waits(sent, line)
    slow = load.percentile(waits, 0.95) * 1000
    measured = f"p95 {slow:.0f} ms, {len(sent.sent) - len(waits)} missing"
    return Figure("event → reply call at 50 events/s", "p95 ≤ 150 ms", measured, slow <= 150)


def _waits(sent: Load, line: Server) -> list[float]:
    """Wait until all are answered, at most 50 seconds, and give the seconds from event to reply call."""
    end = time.monotonic() + 50
    while time.monotonic() < end:
        replies = _replies(line)
        if all(token in replies for token in sent.sent):
            break
        time.sleep(0.5)
    return [replies[token] - begun for token, begun in sent.sent.items() if token in replies]


def _replies(line: Server) -> dict[str, float]:
    with urllib.request.urlopen(f"{line.url}/replies", timeout=10) as answer:  # noqa: S310 - our own
        replies: dict[str, float] = json.load(answer)
    return replies
