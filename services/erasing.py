"""Erasing: a person goes with all that hangs on them; what stays is proof that names nobody."""

import enum
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import locks
from models.erasures import Erasure
from models.keys import MemberKey
from models.members import Member
from services import consent, counts, forgetting, japan, people, recipients, stops
from services.consent import Evidence
from services.people import Belongings


class Cause(enum.StrEnum):
    """Why somebody is erased; it is also the reason of the withdrawals in the ledger."""

    LEFT = "left"
    SLEEPING = "sleeping"
    REQUEST = "request"
    TRANSFER = "transfer"


@dataclass(frozen=True)
class Erased:
    """What an erasure took, for its receipt."""

    lost: Belongings
    final_at: datetime
    """When the last backup that still holds them is past its time."""
    number: int
    """What the receipt is known by."""


def erase(
    session: Session, member: Member, *, cause: Cause, evidence: Evidence, backup_days: int, now: datetime
) -> Erased:
    """Erase a member: key, row and all that hangs on it. The ledger keeps its lines, which name nobody.

    `backup_days` is the setting: for so many days older backups are kept. What was answered is withdrawn
    first; the points that were left belong to nobody, and are counted as forfeited. Where several write at
    once, erase one person a transaction: their own lock comes before the one that all stops share.
    """
    locks.person(session, member.person_key)
    stops.keep_calls_out(session)
    lost = people.belongings(session, member, now=now)
    answered = consent.standing(session, member)
    consent.withdraw(session, member, purposes=sorted(answered), reason=cause, evidence=evidence, now=now)
    final_at = now + timedelta(days=backup_days)
    recipients.erase(session, member.id, now=now)
    forgetting.forget_person(session, member.person_key, besides=evidence.webhook_event_id)
    erasure = Erasure(member_pid=member.pid, cause=cause, erased_at=now, final_at=final_at)
    session.add(erasure)
    session.execute(delete(MemberKey).where(MemberKey.member_pid == member.pid))
    session.delete(member)
    _count(session, member.source, lost, now=now)
    session.flush()
    return Erased(lost, final_at, erasure.id)


def of(session: Session, member_pid: str) -> Erasure | None:
    """Give the erasure of this person, if they were erased."""
    return session.scalar(select(Erasure).where(Erasure.member_pid == member_pid))


def proof_until(now: datetime) -> date:
    """Give the day after which the proof of somebody erased now goes too: three years later, Japan time."""
    today = japan.day(now)
    is_leap_day = (today.month, today.day) == (2, 29)
    return date(today.year + 3, 3, 1) if is_leap_day else today.replace(year=today.year + 3)


def _count(session: Session, source: str, lost: Belongings, *, now: datetime) -> None:
    counts.add(session, "left", source=source, now=now)
    if lost.points:
        counts.add(session, "points_forfeited", source=source, now=now, by=lost.points)
