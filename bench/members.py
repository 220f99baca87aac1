"""One turn of a member's talk, among a thousand members, a hundred thousand, a million and ten millions."""

import base64
import csv
import itertools
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import structlog

from bench import crowds, servers
from bench.inbound import Figure
from bench.load import percentile
from bot.dispatcher import Dispatcher
from handlers.routes import routes
from models import base
from services import inbox, masters, people, vault

SIZES = tuple(
    int(size) for size in os.environ.get("BENCH_MEMBERS", "1000,100000,1000000,10000000").split(",")
)
"""How many members there are, one size after the other on one database."""
SPEAKING = 100_000
"""Of those put in at a time, at most so many are made by the rules and asked; the others are silent."""
ASKED = 200
"""Members who do each thing, spread over all that were put in last."""
WORDS = ("ポイント", "控え", "停止")
"""The balance is read, answers are read, an answer is written into the ledger."""
FLAT = 1.5
"""How many times the processor time among the fewest a turn may take among the most."""

_numbers = itertools.count(1)


@dataclass
class Shop:
    """The bot's side as every process has it, without the network."""

    sessions: base.Sessions
    readings: base.Sessions
    vault: vault.Vault

    def __post_init__(self) -> None:
        self._dispatcher = Dispatcher(self.sessions, self.readings, lambda: self.vault, routes(), clock=_now)

    def hears(self, user_id: str, words: str) -> None:
        """Keep what somebody wrote, as the webhook does."""
        number = next(_numbers)
        event = {
            "type": "message",
            "mode": "active",
            "timestamp": int(time.time() * 1000),
            "source": {"type": "user", "userId": user_id},
            "webhookEventId": f"01BENCH{number:019d}",
            "deliveryContext": {"isRedelivery": False},
            "replyToken": f"{number:032d}",
            "message": {"id": str(number), "type": "text", "text": words, "quoteToken": "q"},
        }
        with self.sessions.begin() as session:
            inbox.record(session, self.vault, [event], kinds=routes().kinds, now=_now())

    def answers(self) -> None:
        """Find the member, do what was asked, and keep the words: all in one committed transaction."""
        if not any(dealt.speech for dealt in self._dispatcher.deal_with()):
            raise RuntimeError("nobody was answered")

    def looks_up(self, user_id: str) -> None:
        with self.readings.begin() as session:
            if people.meet(session, self.vault, user_id).member is None:
                raise RuntimeError("the member is not found")


@dataclass(frozen=True)
class Timed:
    """How long one thing took, in milliseconds, each time that it was done."""

    elapsed: list[float]
    processor: list[float]

    @property
    def typical(self) -> float:
        return statistics.median(self.processor)

    def told(self) -> str:
        middle, slow = statistics.median(self.elapsed), percentile(self.elapsed, 0.99)
        return f"{middle:.2f} ms (p99 {slow:.1f}), processor {self.typical:.2f} ms"


def measure() -> Iterator[Figure]:
    """Measure each thing at each size; what grows more than FLAT is not met."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with tempfile.TemporaryDirectory(prefix="goen-bench-", dir=os.environ.get("BENCH_DIRECTORY")) as name:
        settings = _settings(Path(name))
        servers.prepare(settings)
        first: dict[str, float] = {}
        for number, size in enumerate(SIZES):
            newcomers = size - (SIZES[number - 1] if number else 0)
            speaking = min(newcomers, SPEAKING)
            crowd = _put_in(settings, Path(name) / "people.csv", speaking, seed=number + 1)
            crowds.add(settings["DATABASE_URL"], newcomers - speaking)
            for what, timed in _at_this_size(_open(settings), crowd):
                ratio = timed.typical / first.setdefault(what, timed.typical)
                wanted = f"≤ {FLAT} × as among {SIZES[0]:,}"
                told = f"{timed.told()} = {ratio:.2f} ×"
                yield Figure(f"{what}, among {size:,}", wanted, told, ratio <= FLAT)


def _settings(directory: Path) -> dict[str, str]:
    database = os.environ.get("BENCH_DATABASE_URL")
    return servers.environment(directory, "http://127.0.0.1:9", servers.free_port(), database)


def _put_in(settings: dict[str, str], file: Path, count: int, *, seed: int) -> list[str]:
    """Seed so many more members, and give some of them from all over."""
    command = [sys.executable, "-m", "flask", "--app", "app", "seed", "--members", str(count)]
    command += ["--seed", str(seed), "--consenting", "1", "--out", str(file)]
    subprocess.run(command, cwd=servers.ROOT, env=settings, check=True, capture_output=True)  # noqa: S603
    wanted = ASKED * (len(WORDS) + 1)
    with file.open(newline="", encoding="utf-8") as lines:
        rows = (row["line_user_id"] for row in csv.DictReader(lines) if row["blocked"] == "False")
        return list(itertools.islice(rows, 0, None, max(1, count * 9 // 10 // wanted)))


def _open(settings: dict[str, str]) -> Shop:
    url, key = settings["DATABASE_URL"], Path(settings["MASTER_KEY_FILE"])
    sessions = base.writing(url)
    with sessions.begin() as session:
        opened = vault.unlock(session, masters.Masters([base64.b64decode(key.read_text())]))
    return Shop(sessions, base.reading(url), opened)


def _at_this_size(shop: Shop, crowd: list[str]) -> Iterator[tuple[str, Timed]]:
    everybody = itertools.cycle(crowd)
    yield "looking up", _timed(lambda: None, lambda: shop.looks_up(next(everybody)))
    for words in WORDS:
        yield (
            f"answering 「{words}」",
            _timed(lambda said=words: shop.hears(next(everybody), said), shop.answers),  # type: ignore[misc]
        )


def _timed(prepare: Callable[[], None], work: Callable[[], None]) -> Timed:
    timed = Timed([], [])
    for _ in range(ASKED):
        prepare()
        begun, spent = time.monotonic(), time.process_time()
        work()
        timed.processor.append((time.process_time() - spent) * 1000)
        timed.elapsed.append((time.monotonic() - begun) * 1000)
    return timed


def _now() -> datetime:
    return datetime.now(UTC)
