"""The clock: how often each job looks whether there is something to do."""

import logging
from collections.abc import Callable
from pathlib import Path

from apscheduler.schedulers.background import BackgroundScheduler

from bot.line import Wire
from models import base
from scheduler import (
    backups,
    cadences,
    canaries,
    expiry_letters,
    insights,
    jobs,
    ledger,
    menus,
    points,
    quotas,
    repeats,
    retention,
    sleeping,
    tiers,
)

EVERY = {
    jobs.plan: 1,
    jobs.tidy: 2,
    canaries.watch: 10,
    cadences.listen: 300,
    jobs.beat: 15,
    jobs.scrub: 60,
    jobs.forget: 180,
    points.settle: 60,
    jobs.night: 600,
    repeats.come_round: 600,
    retention.clean: 600,
    tiers.see_to_tiers: 600,
}
"""Seconds between two looks. The jobs are in memory: what is to be done stands in the database."""
SIGNING, CARRYING, SHELVING, SEEING, ASKING = 5, 600, 60, 600, 15
"""The same for the jobs that are given more than the time: keys, the backups' shelf, the way to LINE."""
PAPERS = Path("var/ledger")
"""Where the ledger's daily file is written."""


def ticking(
    sessions: base.Sessions,
    clock: jobs.Clock,
    vault: ledger.Keys,
    shelf: backups.Shelf,
    write_journal: Callable[[], int],
    *,
    wire: Callable[[], Wire],
) -> BackgroundScheduler:
    """Make the scheduler; every process has one, and nobody leads."""
    logging.getLogger("apscheduler").setLevel(logging.WARNING)  # else a line a second, saying nothing
    scheduler = BackgroundScheduler(timezone="Asia/Tokyo")
    for job, seconds in EVERY.items():
        _add(scheduler, job, seconds, sessions, clock)
    _add(scheduler, ledger.anchor, SIGNING, sessions, clock, vault)
    _add(scheduler, ledger.carry_out, CARRYING, sessions, clock, vault, PAPERS)
    _add(scheduler, sleeping.see_to_sleepers, SEEING, sessions, clock, vault)
    _add(scheduler, expiry_letters.tell_of_expiry, SEEING, sessions, clock, vault)
    _add(scheduler, quotas.refresh, ASKING, sessions, clock, wire)
    _add(scheduler, backups.shelve, SHELVING, sessions, clock, shelf, write_journal)
    _add(scheduler, insights.ask, ASKING, sessions, clock, wire)
    _add(scheduler, menus.tend, SIGNING, sessions, clock, vault, wire)
    return scheduler


def _add(
    scheduler: BackgroundScheduler,
    job: Callable[..., None],
    seconds: int,
    sessions: base.Sessions,
    clock: jobs.Clock,
    *further: object,
) -> None:
    scheduler.add_job(
        job,
        "interval",
        args=[sessions, clock, *further],
        seconds=seconds,
        id=job.__name__,
        next_run_time=clock(),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
