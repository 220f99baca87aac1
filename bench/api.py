"""The partner door: purchases with idempotency over HTTP, and receipts taken in from a file."""

import asyncio
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import select

from bench import load, servers
from bench.inbound import Figure
from bench.load import Load, Shot
from models import base
from models.members import Member

MEMBERS = int(os.environ.get("BENCH_MEMBERS", "20000"))
REQUESTS = int(os.environ.get("BENCH_REQUESTS", "4000"))
ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
SCOPES = ("purchases:write", "points:read")


def measure() -> Iterator[Figure]:
    """Measure on one database, which is filled first."""
    with tempfile.TemporaryDirectory(prefix="goen-bench-") as name, servers.line() as line:
        directory = Path(name)
        settings = servers.environment(
            directory, line.url, servers.free_port(), os.environ.get("BENCH_DATABASE_URL")
        )
        servers.prepare(settings)
        _flask(settings, "seed", "--members", str(MEMBERS), "--out", str(directory / "people.csv"))
        cards, key = _cards(settings["DATABASE_URL"]), _key(settings)
        wanted = 150 if settings["DATABASE_URL"].startswith("sqlite") else 300
        with servers.gunicorn("app:create_app()", settings) as web:
            yield _purchases(web.port, cards, key, wanted)
            yield _balances(web.port, cards, key)
        yield _file(settings, directory / "receipts.csv", cards)


def _flask(settings: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "flask", "--app", "app", *arguments]
    done = subprocess.run(  # noqa: S603 - our own commands
        command, cwd=servers.ROOT, env=settings, check=True, capture_output=True, text=True
    )
    return done.stdout


def _key(settings: dict[str, str]) -> str:
    scopes = [word for scope in SCOPES for word in ("--scope", scope)]
    pace = ["--per-minute", "1000000"]
    return str(json.loads(_flask(settings, "api-keys", "create", "bench", *scopes, *pace, "--json"))["key"])


def _cards(url: str) -> list[str]:
    sessions = base.reading(url)
    with sessions.begin() as session:
        found = list(session.scalars(select(Member.card_number).order_by(Member.id)))
    sessions.engine.dispose()
    return found


def _purchases(port: int, cards: Sequence[str], key: str, wanted: int) -> Figure:
    """Every tenth request is one that was sent before, under the same name."""
    _run(port, [_purchase(port, cards, key, number) for number in range(-200, 0)])
    numbers = [number - 100 * (number % 10 // 9) for number in range(REQUESTS)]
    done = _run(port, [_purchase(port, cards, key, number) for number in numbers])
    told = f"{done.rate:.0f}/s, p99 {done.percentile(0.99) * 1000:.0f} ms, {done.refused} refused"
    is_met = done.rate >= wanted and not done.refused
    return Figure("purchase by API, with idempotency", f"≥ {wanted}/s", told, is_met)


def _balances(port: int, cards: Sequence[str], key: str) -> Figure:
    done = _run(port, [_ask(port, cards[number % len(cards)], key) for number in range(REQUESTS)])
    told = f"{done.rate:.0f}/s, {done.refused} refused"
    return Figure("balance by API", "told", told, not done.refused)


def _run(port: int, shots: Sequence[Shot]) -> Load:
    return asyncio.run(load.run(port, iter(shots), 0, 16))


def _purchase(port: int, cards: Sequence[str], key: str, number: int) -> Shot:
    sale = {"member": {"card": cards[number % len(cards)]}, "receipt": f"r{number}", "yen": 3280}
    body = json.dumps(sale).encode()
    head = (
        f"POST /api/v1/purchases HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncontent-type: application/json\r\n"
        f"authorization: Bearer {key}\r\nidempotency-key: n{number}\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return Shot([], head.encode() + body)


def _ask(port: int, card: str, key: str) -> Shot:
    head = (
        f"GET /api/v1/balance?card={card} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\n"
        f"authorization: Bearer {key}\r\n\r\n"
    )
    return Shot([], head.encode())


def _file(settings: dict[str, str], file: Path, cards: Sequence[str]) -> Figure:
    """Take in a file of receipts; the command as a whole, its start included."""
    rows = (f"{card},{500 + number % 5000},f{number}" for number, card in enumerate(_around(cards, ROWS)))
    file.write_text("\n".join(["card,yen,receipt", *rows]))
    begun = time.monotonic()
    told = json.loads(_flask(settings, "purchases", "import", str(file), "--json"))
    rate = ROWS / (time.monotonic() - begun)
    is_met = rate >= 2000 and told["new"] == ROWS
    return Figure("purchases from a CSV file", "≥ 2,000 rows/s", f"{rate:.0f} rows/s, whole command", is_met)


def _around(cards: Sequence[str], count: int) -> Iterator[str]:
    return itertools.islice(itertools.cycle(cards), count)
