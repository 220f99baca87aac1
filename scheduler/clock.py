"""The clock: how often each job looks whether there is something to do."""

import logging

from apscheduler.schedulers.blocking import BlockingScheduler

from models import base
from scheduler import jobs

EVERY = {
    jobs.plan: 1,
    jobs.tidy: 2,
    jobs.beat: 15,
    jobs.scrub: 60,
    jobs.forget: 180,
    jobs.night: 600,
}
"""Seconds between two looks. The jobs are in memory: what is to be done stands in the database."""


def ticking(sessions: base.Sessions, clock: jobs.Clock) -> BlockingScheduler:
    """Make the scheduler; every process has one, and nobody leads."""
    logging.getLogger("apscheduler").setLevel(logging.WARNING)  # else a line a second, saying nothing
    scheduler = BlockingScheduler(timezone="Asia/Tokyo")
    for job, seconds in EVERY.items():
        scheduler.add_job(
            job,
            "interval",
            args=[sessions, clock],
            seconds=seconds,
            id=job.__name__,
            next_run_time=clock(),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    return scheduler
