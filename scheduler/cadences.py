"""Cadences: what came back from each announcement is counted, and the shop slowed down where it must be."""

import structlog

from models import base
from scheduler.jobs import Clock
from services import cadences

log = structlog.get_logger("scheduler")


def listen(sessions: base.Sessions, clock: Clock) -> None:
    """Count those that are due; one transaction for each, and whoever is first does it."""
    with sessions.begin() as session:
        cadences.begin(session, now=clock())
    while True:
        with sessions.begin() as session:
            now = clock()
            echo = cadences.judge(session, now=now)
            number, is_slowed = (
                (None, False) if echo is None else (echo.announcement_id, echo.slowed_at == now)
            )
        if number is None:
            return
        if is_slowed:
            log.warning("slowed_down", announcement=number)
