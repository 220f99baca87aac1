"""Letters about expiry: once a night those to whom one is due are looked for and written to."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import structlog

from bot.wording import points as wording
from models import base
from models.members import Member
from models.runs import JobRun
from services import audit, expiry_dues, expiry_letters, japan, runs, settings
from services.expiry_dues import Ahead, Look
from services.letters import MemberUnreachable, Messages
from services.settings import Choices
from services.vault import Vault

NAME = "expiry_letters"
LEASE = timedelta(minutes=5)

Clock = Callable[[], datetime]
log = structlog.get_logger("scheduler")


def tell_of_expiry(sessions: base.Sessions, clock: Clock, vault: Callable[[], Vault]) -> None:
    """Look through all members once a night; each letter is a transaction of its own."""
    if japan.clock(clock()) < japan.NIGHT:
        return
    day = japan.day(clock())
    with sessions.begin() as session:
        run = runs.claim(session, NAME, day=day, now=clock(), lease=LEASE)
        bookmark = run.bookmark if run is not None else 0
        choices = settings.read(session)
    if run is None:
        return
    is_last, told = False, 0
    while not is_last:
        found = _look(sessions, clock, choices, after=bookmark)
        told += sum(_tell(sessions, clock, vault(), choices, one) for one in found.due)
        _go_on(sessions, clock, day, found)
        bookmark, is_last = found.bookmark, found.is_last
    _end(sessions, clock, day, told=told)


def _look(sessions: base.Sessions, clock: Clock, choices: Choices, *, after: int) -> Look:
    with sessions.begin() as session:
        return expiry_dues.look(session, after=after, choices=choices, now=clock())


def _tell(sessions: base.Sessions, clock: Clock, vault: Vault, choices: Choices, member_id: int) -> bool:
    def words(member: Member, ahead: Ahead) -> Messages:
        first, *further = [wording.Amount(one.amount, one.last_day) for one in ahead.expiring]
        return wording.expiry_letter(
            choices.front(None, member.language),
            expiring=first,
            further=further,
            balance=ahead.balance,
            language=member.language.value,
        )

    try:
        with sessions.begin() as session:
            return expiry_letters.write(session, vault, member_id, words=words, choices=choices, now=clock())
    except MemberUnreachable:
        return False


def _go_on(sessions: base.Sessions, clock: Clock, day: date, found: Look) -> None:
    """Note how far it came, and keep the night's claim."""
    with sessions.begin() as session:
        run = session.get_one(JobRun, (NAME, day))
        run.lease_until = clock() + LEASE
        runs.progress(session, run, bookmark=found.bookmark, done=len(found.due))


def _end(sessions: base.Sessions, clock: Clock, day: date, *, told: int) -> None:
    """Close the night: one line of the audit tells how many were written to; nobody is in it."""
    with sessions.begin() as session:
        now = clock()
        audit.write(session, NAME, f"day:{day:%Y-%m-%d}", staff_id=None, now=now, told=told)
        runs.finish(session, session.get_one(JobRun, (NAME, day)), now=now)
    log.info("expiry_letters", told=told)
