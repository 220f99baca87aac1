"""Walks: once a night through all members, stretch by stretch; a broken one is taken up where it stopped."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog

from models import base
from models.runs import JobRun
from services import audit, japan, runs, settings
from services.settings import Choices

LEASE = timedelta(minutes=5)

Clock = Callable[[], datetime]
log = structlog.get_logger("scheduler")


@dataclass(frozen=True)
class Stretch:
    """How far one stretch came, and what was done on it; `done` is what the run counts."""

    bookmark: int
    is_last: bool
    done: int
    figures: Mapping[str, int]


@dataclass(frozen=True)
class _Night:
    """One night of one job."""

    sessions: base.Sessions
    clock: Clock
    name: str
    day: date


def walk(sessions: base.Sessions, clock: Clock, name: str, step: Callable[[int, Choices], Stretch]) -> None:
    """Go through all members once a night, whichever process comes first; `step` goes on from a bookmark."""
    if japan.clock(clock()) < japan.NIGHT:
        return
    night = _Night(sessions, clock, name, japan.day(clock()))
    claimed = _claim(night)
    if claimed is None:
        return
    (bookmark, choices), is_last, total = claimed, False, Counter[str]()
    while not is_last:
        made = step(bookmark, choices)
        _go_on(night, made)
        bookmark, is_last = made.bookmark, made.is_last
        total.update(made.figures)
    _end(night, total)


def _claim(night: _Night) -> tuple[int, Choices] | None:
    """Give where to begin; None: somebody else walks, or it is done."""
    with night.sessions.begin() as session:
        run = runs.claim(session, night.name, day=night.day, now=night.clock(), lease=LEASE)
        return None if run is None else (run.bookmark, settings.read(session))


def _go_on(night: _Night, made: Stretch) -> None:
    """Note how far it came, and keep the night's claim."""
    with night.sessions.begin() as session:
        run = session.get_one(JobRun, (night.name, night.day))
        run.lease_until = night.clock() + LEASE
        runs.progress(session, run, bookmark=made.bookmark, done=made.done)


def _end(night: _Night, total: Mapping[str, int]) -> None:
    """Close the night: one line of the audit tells how many there were; nobody is in it."""
    with night.sessions.begin() as session:
        now = night.clock()
        audit.write(session, night.name, f"day:{night.day:%Y-%m-%d}", staff_id=None, now=now, **total)
        runs.finish(session, session.get_one(JobRun, (night.name, night.day)), now=now)
    log.info(night.name, **total)
