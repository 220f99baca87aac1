"""Points: confirmed when the time for returns is over, let go when a till held them too long."""

from collections.abc import Callable

from models import base
from scheduler.jobs import Clock
from services import settlements

CONFIRMED, SETTLED = 500, 20
"""Lots, and members, of one transaction: each stays far below 200 ms."""


def settle(sessions: base.Sessions, clock: Clock) -> None:
    """Do what time has done to points, a short transaction a slice."""
    for work, size in ((settlements.confirm_slice, CONFIRMED), (settlements.settle_slice, SETTLED)):
        while _slice(sessions, clock, work, size) >= size:
            pass


def _slice(sessions: base.Sessions, clock: Clock, work: Callable[..., int], size: int) -> int:
    with sessions.begin() as session:
        return work(session, now=clock(), limit=size)
