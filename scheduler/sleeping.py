"""Sleeping members: once a night they are looked for, told, and a month later erased."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import structlog

from bot.wording import sleeping as wording
from models import base
from models.members import Member
from models.runs import JobRun
from services import audit, japan, runs, settings, sleeping
from services.letters import Messages
from services.settings import Choices
from services.sleeping import Look
from services.vault import Vault

NAME = "sleeping"
LEASE = timedelta(minutes=5)

Clock = Callable[[], datetime]
log = structlog.get_logger("scheduler")


def see_to_sleepers(sessions: base.Sessions, clock: Clock, vault: Callable[[], Vault]) -> None:
    """Look through all members once a night; each letter and each erasure is a transaction of its own."""
    if japan.clock(clock()) < japan.NIGHT:
        return
    day = japan.day(clock())
    with sessions.begin() as session:
        run = runs.claim(session, NAME, day=day, now=clock(), lease=LEASE)
        bookmark = run.bookmark if run is not None else 0
        choices = settings.read(session)
    if run is None:
        return
    is_last, told, erased = False, 0, 0
    while not is_last:
        found = _look(sessions, clock, choices, after=bookmark)
        told += sum(_tell(sessions, clock, vault(), choices, one) for one in found.to_tell)
        gone = sum(_erase(sessions, clock, vault(), choices, one) for one in found.to_erase)
        _go_on(sessions, clock, day, found, gone)
        bookmark, is_last, erased = found.bookmark, found.is_last, erased + gone
    _end(sessions, clock, day, told=told, erased=erased)


def _look(sessions: base.Sessions, clock: Clock, choices: Choices, *, after: int) -> Look:
    with sessions.begin() as session:
        return sleeping.look(session, after=after, choices=choices, now=clock())


def _tell(sessions: base.Sessions, clock: Clock, vault: Vault, choices: Choices, member_id: int) -> bool:
    def words(member: Member, last_day: date) -> Messages:
        front = choices.front(None, member.language)
        return wording.letter(front, last_day=last_day, language=member.language.value)

    with sessions.begin() as session:
        return sleeping.tell(session, vault, member_id, words=words, choices=choices, now=clock())


def _erase(sessions: base.Sessions, clock: Clock, vault: Vault, choices: Choices, member_id: int) -> bool:
    with sessions.begin() as session:
        return sleeping.erase(session, vault, member_id, choices=choices, now=clock())


def _go_on(sessions: base.Sessions, clock: Clock, day: date, found: Look, erased: int) -> None:
    """Note how far it came, and keep the night's claim."""
    with sessions.begin() as session:
        run = session.get_one(JobRun, (NAME, day))
        run.lease_until = clock() + LEASE
        runs.progress(session, run, bookmark=found.bookmark, done=erased)


def _end(sessions: base.Sessions, clock: Clock, day: date, *, told: int, erased: int) -> None:
    """Close the night: one line of the audit tells how many were told and erased; nobody is in it."""
    with sessions.begin() as session:
        now = clock()
        audit.write(session, NAME, f"day:{day:%Y-%m-%d}", staff_id=None, now=now, told=told, erased=erased)
        runs.finish(session, session.get_one(JobRun, (NAME, day)), now=now)
    log.info("sleeping", told=told, erased=erased)
