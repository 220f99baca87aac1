"""Sleeping members: told once, where they allow it, that their membership ends; erased a month later."""

import calendar
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models import locks
from models.consents import Purpose
from models.members import Member
from services import erasing, farewells, japan, letters
from services.audiences import Excluded
from services.consent import Evidence
from services.letters import Messages
from services.settings import Choices
from services.vault import Vault

GRACE = timedelta(days=30)
"""So long there is between being told and being erased."""
LETTER_LIVES = timedelta(days=7)
LATER = (Excluded.PAUSED, Excluded.CAP)
"""Why a letter has to wait for another night; the other reasons mean that nothing may be told."""
CHANNEL = "time"
SLICE = 2_000
"""Members looked at in one transaction."""

Words = Callable[[Member, date], Messages]
"""Writes the letter: to whom, and the last day on which they can keep everything."""


class Look(NamedTuple):
    """One slice of the members: who is to be told, who is to be erased, and how far it came."""

    to_tell: list[int]
    to_erase: list[int]
    bookmark: int
    is_last: bool


def look(session: Session, *, after: int, choices: Choices, now: datetime, limit: int = SLICE) -> Look:
    """Look through the next members for those who sleep; nobody does where the setting is 0."""
    if not choices.sleep_months:
        return Look([], [], after, is_last=True)
    some = select(Member.id, _seen(), Member.sleep_told_at).where(Member.id > after)
    rows = session.execute(some.order_by(Member.id).limit(limit)).all()
    asleep = [row for row in rows if row.seen_at <= _limit(choices, now)]
    return Look(
        [row.id for row in asleep if row.sleep_told_at is None],
        [row.id for row in asleep if row.sleep_told_at is not None and _is_over(row.sleep_told_at, now)],
        rows[-1].id if rows else after,
        is_last=len(rows) < limit,
    )


def tell(
    session: Session, vault: Vault, member_id: int, *, words: Words, choices: Choices, now: datetime
) -> bool:
    """Begin the last month of somebody who sleeps still, with a letter where one is allowed; tell if one was.

    Who pauses or has had enough this week is told another night.
    """
    member = _asleep(session, member_id, choices, now)
    if member is None or member.sleep_told_at is not None:
        return False
    reason = _write(session, vault, member, words=words, choices=choices, now=now)
    if reason not in LATER:
        member.sleep_told_at = now
        session.flush()
    return reason is None


def erase(session: Session, vault: Vault, member_id: int, *, choices: Choices, now: datetime) -> bool:
    """Erase somebody who sleeps still, a month after; tell whether they were."""
    member = _asleep(session, member_id, choices, now)
    if member is None or member.sleep_told_at is None or not _is_over(member.sleep_told_at, now):
        return False
    farewells.note(session, vault, member, now=now)
    days, evidence = choices.backup_days, Evidence(None, now, None, CHANNEL)
    erasing.erase(session, member, cause=erasing.Cause.SLEEPING, evidence=evidence, backup_days=days, now=now)
    return True


def last_day(told_at: datetime) -> date:
    """Give the last day in Japan on which one word or tap keeps everything."""
    return japan.day(told_at + GRACE)


def _write(
    session: Session, vault: Vault, member: Member, *, words: Words, choices: Choices, now: datetime
) -> Excluded | None:
    """Post the letter; give why it may not be, or None."""
    try:
        letters.letter(
            session,
            vault,
            member,
            purpose=Purpose.SERVICE,
            messages=words(member, last_day(now)),
            valid_until=now + LETTER_LIVES,
            choices=choices,
            now=now,
        )
    except letters.MemberUnreachable as refusal:
        return refusal.reason
    return None


def _asleep(session: Session, member_id: int, choices: Choices, now: datetime) -> Member | None:
    """Read again whether the member sleeps; a word of theirs that comes this moment waits, or came first."""
    person_key = session.scalar(select(Member.person_key).where(Member.id == member_id))
    if person_key is None or not choices.sleep_months:
        return None
    locks.person(session, person_key)
    member = select(Member).where(Member.id == member_id, _seen() <= _limit(choices, now))
    return session.scalar(member.execution_options(populate_existing=True))


def _seen() -> ColumnElement[datetime]:
    """Who never came back was last here when they joined."""
    return func.coalesce(Member.last_seen_at, Member.joined_at).label("seen_at")


def _limit(choices: Choices, now: datetime) -> datetime:
    """Give the moment so many months ago; where that month is shorter, its last day."""
    today = japan.day(now)
    months = today.year * 12 + today.month - 1 - choices.sleep_months
    year, month = months // 12, months % 12 + 1
    return japan.start_of(date(year, month, min(today.day, calendar.monthrange(year, month)[1])))


def _is_over(told_at: datetime, now: datetime) -> bool:
    return japan.day(now) > last_day(told_at)
