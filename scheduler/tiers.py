"""Ranks: once a night, in slices; new rules are gone through when they come into force."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import structlog

from models import base
from models.runs import JobRun
from services import japan, runs, tier_nights

NAME = tier_nights.NAME
LEASE = timedelta(minutes=5)

Clock = Callable[[], datetime]
log = structlog.get_logger("scheduler")


def see_to_tiers(sessions: base.Sessions, clock: Clock) -> None:
    """Judge whoever has to be judged this night; each slice is a transaction of its own."""
    if japan.clock(clock()) < japan.NIGHT:
        return
    day = japan.day(clock())
    with sessions.begin() as session:
        run = runs.claim(session, NAME, day=day, now=clock(), lease=LEASE)
        bookmark = (run.bookmark if run else 0) or tier_nights.begins(session, day=day)
    if run is None:
        return
    judged = _anew(sessions, clock, day) + _moved(sessions, clock, day, bookmark) + _over(sessions, clock)
    with sessions.begin() as session:
        runs.finish(session, session.get_one(JobRun, (NAME, day)), now=clock())
    log.info("tiers", judged=judged)


def _anew(sessions: base.Sessions, clock: Clock, day: date) -> int:
    judged, is_last = 0, False
    while not is_last:
        with sessions.begin() as session:
            look = tier_nights.anew(session, now=clock())
            session.get_one(JobRun, (NAME, day)).lease_until = clock() + LEASE
        judged, is_last = judged + look.judged, look.is_last
    return judged


def _moved(sessions: base.Sessions, clock: Clock, day: date, bookmark: int) -> int:
    judged, is_last = 0, False
    while not is_last:
        with sessions.begin() as session:
            look = tier_nights.moved(session, after=bookmark, now=clock())
            run = session.get_one(JobRun, (NAME, day))
            run.lease_until = clock() + LEASE
            runs.progress(session, run, bookmark=look.bookmark, done=look.judged)
        judged, bookmark, is_last = judged + look.judged, look.bookmark, look.is_last
    return judged


def _over(sessions: base.Sessions, clock: Clock) -> int:
    judged, found = 0, tier_nights.SLICE
    while found >= tier_nights.SLICE:
        with sessions.begin() as session:
            found = tier_nights.over(session, now=clock())
        judged += found
    return judged
