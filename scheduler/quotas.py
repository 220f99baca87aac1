"""Quotas: LINE is asked how many messages are left, while nobody waits for it."""

from collections.abc import Callable

import structlog

from bot import line
from bot.answers import LineError
from models import base
from scheduler.jobs import Clock
from services import quotas

Wire = Callable[[], line.Wire]
log = structlog.get_logger("scheduler")


def refresh(sessions: base.Sessions, clock: Clock, wire: Wire) -> None:
    """Ask, with no transaction open, where the last answer is old; where LINE says no, the next look asks."""
    with sessions.begin() as session:
        if not quotas.claim(session, now=clock()):
            return
    try:
        said = wire().questions.quota()
    except LineError as error:
        log.info("quota_unknown", answer=error.answer.word)
        return
    with sessions.begin() as session:
        quotas.note(session, allowed=said.limit, used=said.used, now=clock())
