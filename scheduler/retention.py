"""The night's cleaning: what is past its time goes, class by class, slice by slice."""

from collections.abc import Callable
from datetime import date, datetime

import structlog

from models import base
from services import japan, retention, settings
from services.retention import Class

Clock = Callable[[], datetime]
log = structlog.get_logger("scheduler")


def clean(sessions: base.Sessions, clock: Clock, *, limit: int = retention.SLICE) -> None:
    """Clean once a night, whoever claims it; who takes it over goes on where it stood."""
    if japan.clock(clock()) < japan.NIGHT:
        return
    with sessions.begin() as session:
        day = retention.begin(session, now=clock())
    if day is None:
        return
    for one in retention.CLASSES:
        while not _cut(sessions, clock, one, day, limit):
            pass
    with sessions.begin() as session:
        removed = retention.end(session, day=day, now=clock())
    log.info("retention", **removed)


def _cut(sessions: base.Sessions, clock: Clock, one: Class, day: date, limit: int) -> bool:
    with sessions.begin() as session:
        choices = settings.read(session)
        return retention.cut(session, one, day=day, choices=choices, now=clock(), limit=limit)
