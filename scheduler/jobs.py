"""Jobs: each looks whether there is something to do, and asks a service to do it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from models import base, statistics
from models.runs import JobRun
from models.sendings import Delivery, Sending
from services import (
    closings,
    day_keys,
    forgetting,
    giveaways,
    japan,
    plans,
    points,
    requests,
    runs,
    sendings,
    settings,
    steps,
    welcomes,
)
from services.steps import OnStep, Step

SLICE = 500
A_TICK = timedelta(seconds=2)
"""For so long a job goes on, so that a process that is asked to stop does."""
LEASE = timedelta(minutes=5)

Clock = Callable[[], datetime]

log = structlog.get_logger("scheduler")


def plan(sessions: base.Sessions, clock: Clock, *, on_step: OnStep = steps.go_on, **sizes: int) -> None:
    """Plan what is due, one short transaction a slice; the next tick goes on where time is over.

    `sizes` are those of `plans.plan_slice`.
    """
    begun = clock()
    while clock() - begun < A_TICK:
        with sessions.begin() as session:
            step = plans.plan_slice(session, now=clock(), choices=settings.read(session), **sizes)
            if step is not None:
                on_step(Step.PLANNING)
        if step is None:
            return
        on_step(Step.PLANNED)
        if step.is_last:
            statistics.renew(sessions, step.so_far, Sending, Delivery)
        log.info("planned", announcement=step.announcement_id, planned=step.planned, last=step.is_last)


def tidy(sessions: base.Sessions, clock: Clock) -> None:
    """Open again what a dead process left, and end what is over."""
    for work in (sendings.rescue, closings.expire, closings.end_waiting, closings.finish, giveaways.settle):
        with sessions.begin() as session:
            work(session, now=clock())


def forget(sessions: base.Sessions, clock: Clock) -> None:
    """Wipe who wrote, a day after they did; then the keys of days whose contents are all wiped."""
    while _slice(sessions, clock, forgetting.forget_people) >= SLICE:
        pass
    with sessions.begin() as session:
        day_keys.destroy(session, now=clock())


def scrub(sessions: base.Sessions, _clock: Clock) -> None:
    """Empty the write-ahead log, so that what was erased is off the disk within a minute."""
    if not sessions.scrub():
        log.info("scrub_put_off")


def beat(sessions: base.Sessions, clock: Clock) -> None:
    with sessions.begin() as session:
        runs.beat(session, now=clock())


def night(sessions: base.Sessions, clock: Clock) -> None:
    """Do the night's work once a day, whoever claims it."""
    if japan.clock(clock()) >= japan.NIGHT:
        _nightly(sessions, clock, "points", points.expire_slice)
        _nightly(sessions, clock, "requests", _remind)
        _nightly(sessions, clock, "gift_marks", welcomes.count_down)


def _remind(session: Session, *, now: datetime, limit: int) -> int:
    """Remind of requests that near their day: the log tells the operator, the pages tell the owners."""
    nearer = requests.remind(session, now=now, limit=limit)
    for request in nearer:
        log.warning("request_due", request=request.id, days_left=requests.days_left(request, now=now))
    return len(nearer)


def _nightly(sessions: base.Sessions, clock: Clock, name: str, work: Callable[..., int]) -> None:
    with sessions.begin() as session:
        now = clock()
        day = japan.day(now)
        if runs.claim(session, name, day=day, now=now, lease=LEASE) is None:
            return
    while _slice(sessions, clock, work) >= SLICE:
        pass
    with sessions.begin() as session:
        runs.finish(session, session.get_one(JobRun, (name, day)), now=clock())


def _slice(sessions: base.Sessions, clock: Clock, work: Callable[..., int]) -> int:
    with sessions.begin() as session:
        return work(session, now=clock(), limit=SLICE)
