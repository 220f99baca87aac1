"""Canaries: what the first few of a large announcement do is looked at, and the rest let go or held."""

import structlog

from models import base
from models.canaries import CanaryState
from scheduler.jobs import Clock
from services import canaries, settings

log = structlog.get_logger("scheduler")


def watch(sessions: base.Sessions, clock: Clock) -> None:
    """Take a step with each; one transaction for each, and whoever is first does it."""
    with sessions.begin() as session:
        waiting, choices = canaries.open_ones(session), settings.read(session)
    for number in waiting:
        with sessions.begin() as session:
            state = canaries.step(session, number, choices=choices, now=clock())
        if state == CanaryState.HALTED:
            log.warning("canary_halted", announcement=number)
