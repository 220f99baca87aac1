"""Repeats: each rule's copies are made in a transaction of their own; one that cannot be made pauses it."""

from collections.abc import Callable
from datetime import datetime

import structlog

from models import base
from models.repeats import Repeat
from services import repeats
from services.errors import RuleError

Clock = Callable[[], datetime]
log = structlog.get_logger("scheduler")


def come_round(sessions: base.Sessions, clock: Clock) -> None:
    """Make the copies of the next two weeks; several processes may, for each date is taken once."""
    with sessions.begin() as session:
        going = repeats.going(session)
    for repeat_id in going:
        _fill(sessions, clock, repeat_id)


def _fill(sessions: base.Sessions, clock: Clock, repeat_id: int) -> None:
    try:
        with sessions.begin() as session:
            made = repeats.fill(session, session.get_one(Repeat, repeat_id), now=clock())
    except RuleError as refusal:
        log.warning("repeat_paused", repeat=repeat_id, why=type(refusal).__name__)
        with sessions.begin() as session:
            repeats.pause(session, session.get_one(Repeat, repeat_id), now=clock(), fault=refusal)
        return
    if made:
        log.info("repeat_filled", repeat=repeat_id, made=made)
