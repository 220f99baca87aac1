"""The job of the backups: their journal is kept up to the minute, and they go when their days are over."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

import structlog

from models import base
from services import settings

Clock = Callable[[], datetime]

log = structlog.get_logger("scheduler")


class Shelf(Protocol):
    """The folder of the backups."""

    def clear(self, *, days: int, now: datetime) -> list[Path]: ...


def shelve(sessions: base.Sessions, clock: Clock, shelf: Shelf, write_journal: Callable[[], int]) -> None:
    """Write down who was erased and what was withdrawn, then delete the backups whose days are over."""
    if lines := write_journal():
        log.info("journal_written", lines=lines)
    with sessions.begin() as session:
        days = settings.read(session).backup_days
    for old in shelf.clear(days=days, now=clock()):
        log.info("backup_over", name=old.name)
