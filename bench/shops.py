"""A shop with as many made-up people as are asked for, and what it says to them."""

import base64
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from bench import servers
from bench.servers import Server
from bench.watching import Clock, Watch
from models import base
from models.consents import Purpose
from models.members import Member
from models.sendings import SendingKind
from services import announcements, dues, letters, masters, settings, topics, vault

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "1000000"))
CONSENTING = 0.977
"""The share that says yes; 5 % of all have blocked and 3 % paused, so that nine in ten are reached."""
WORDS = [{"type": "text", "text": "新しい豆が入りました。どうぞお試しください。"}]
CHOICES = {
    "quiet_from": "00:00",
    "quiet_until": "00:00",
    "weekly_cap": "5",
    "pace_per_minute": "0",
    "canary_share": "0",
}
"""The shop asks for LINE's ceiling, and sends nobody ahead; what the notice promises still holds."""


@dataclass
class Shop:
    """The rules as the scheduler asks them, on one database."""

    environment: dict[str, str]
    line: Server
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.sessions = base.writing(self.environment["DATABASE_URL"])
        self.watch = Watch(self.sessions.engine)
        key = Path(self.environment["MASTER_KEY_FILE"]).read_text()
        with self.sessions.begin() as session:
            self.vault = vault.unlock(session, masters.Masters([base64.b64decode(key)]))

    @property
    def is_sqlite(self) -> bool:
        return self.sessions.engine.dialect.name == "sqlite"

    def kind_due(self) -> SendingKind | None:
        with self.sessions.begin() as session:
            return dues.kind(session, now=self.clock())

    def until(self) -> datetime:
        return self.clock() + timedelta(hours=8)


@dataclass(frozen=True)
class Spent:
    """Seconds on the clock, and of the processor, in this process."""

    elapsed: float
    processor: float

    def __str__(self) -> str:
        return f"{self.elapsed:.1f} s (processor {self.processor:.1f} s)"


@contextlib.contextmanager
def timing() -> Iterator[list[Spent]]:
    """Give what was spent, once it was."""
    begun, spent, told = time.monotonic(), time.process_time(), list[Spent]()
    yield told
    told.append(Spent(time.monotonic() - begun, time.process_time() - spent))


def settle(directory: Path, line: Server) -> Shop:
    """Make a database with that many people."""
    database = os.environ.get("BENCH_DATABASE_URL")
    environment = servers.environment(directory, line.url, servers.free_port(), database)
    servers.prepare(environment)
    for name, value in CHOICES.items():
        _flask(environment, "settings", "set", name, value)
    people = ["--members", str(PEOPLE), "--consenting", str(CONSENTING), "--out", str(directory / "p.csv")]
    _flask(environment, "seed", *people)
    return Shop(environment, line)


def _flask(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "-m", "flask", "--app", "app", *arguments]
    subprocess.run(command, cwd=servers.ROOT, env=environment, check=True, capture_output=True)  # noqa: S603


def schedule(session: Session, shop: Shop) -> None:
    """Schedule an announcement to everybody for now."""
    made = announcements.draft(
        session,
        title="bench",
        topic_id=topics.by_code(session, topics.NEWS).id,
        content={"texts": [WORDS[0]["text"]], "button": None, "coupon_id": None},
        created_by=None,
        now=shop.clock(),
    )
    words = {"ja": WORDS, "en": WORDS}
    announcements.schedule(
        session,
        made,
        at=None,
        until=shop.until(),
        messages_by_language=words,
        approved_by=None,
        now=shop.clock(),
    )


def write(shop: Shop, numbers: Sequence[int]) -> int:
    """Write letters to these members in one transaction, and tell how many may be written."""
    written = 0
    with shop.sessions.begin() as session:
        choices = settings.read(session)
        for number in numbers:
            with contextlib.suppress(letters.MemberUnreachable):
                letters.letter(
                    session,
                    shop.vault,
                    session.get_one(Member, number),
                    purpose=Purpose.SERVICE,
                    messages=WORDS,
                    valid_until=shop.until(),
                    choices=choices,
                    now=shop.clock(),
                )
                written += 1
    return written
