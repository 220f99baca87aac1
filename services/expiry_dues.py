"""Points that expire soon: whose they are, and how many letters about them the month will see."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session

from models.consents import Consent, Purpose
from models.expiry_letters import ExpiryLetter
from models.members import Member
from models.points import PointsLot
from services import japan, lots, points
from services.points import Expiring
from services.settings import Choices

AHEAD = timedelta(days=31)
"""What expires within it is written of: where points end with a month, on that month's first day."""
SLICE = 2_000
"""Members looked at in one transaction."""


class Look(NamedTuple):
    """One slice of the members: to whom a letter is due, and how far it came."""

    due: list[int]
    bookmark: int
    is_last: bool


@dataclass(frozen=True)
class Ahead:
    """What expires for one member within AHEAD, the soonest first, and their whole balance."""

    expiring: list[Expiring]
    balance: int

    @property
    def total(self) -> int:
        return sum(one.amount for one in self.expiring)


def look(session: Session, *, after: int, choices: Choices, now: datetime, limit: int = SLICE) -> Look:
    """Look through the next members for those who allow it, and to whom a letter is due this month."""
    some = select(Member.id).where(Member.id > after).order_by(Member.id).limit(limit)
    ids = list(session.scalars(some))
    last = ids[-1] if ids else after
    of_them = and_(PointsLot.member_id > after, PointsLot.member_id <= last)
    due = _due(of_them, until=now + AHEAD, choices=choices, now=now).order_by(PointsLot.member_id)
    return Look(list(session.scalars(due)), last, len(ids) < limit)


def of(session: Session, member: Member, *, now: datetime) -> Ahead:
    """Give what expires for this member within AHEAD."""
    ending = (
        select(PointsLot.expires_at, func.sum(PointsLot.remaining))
        .where(PointsLot.member_id == member.id, *_expire(now, now + AHEAD))
        .group_by(PointsLot.expires_at)
        .order_by(PointsLot.expires_at)
    )
    rows = [Expiring(int(amount), japan.last_day(end)) for end, amount in session.execute(ending)]
    return Ahead(rows, points.balance(session, member, now=now))


def count(session: Session, *, choices: Choices, now: datetime) -> int:
    """Tell how many letters about expiry are still to be written this month."""
    month_ends = japan.start_of(_next(month(now)))
    due = _due(PointsLot.id > 0, until=month_ends + AHEAD - timedelta(days=1), choices=choices, now=now)
    return session.scalar(select(func.count()).select_from(due.subquery())) or 0


def written_since(session: Session, since: datetime) -> int:
    """Count the members whose last letter about expiry was written since then."""
    rows = select(func.count()).select_from(ExpiryLetter).where(ExpiryLetter.written_at > since)
    return session.scalar(rows) or 0


def month(now: datetime) -> date:
    """Give the first day of this month, Japan time."""
    return japan.day(now).replace(day=1)


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _due(whose: ColumnElement[bool], *, until: datetime, choices: Choices, now: datetime) -> Select[Any]:
    """Choose the members of these lots who allow the letter, have enough that expires, and had none yet."""
    allows = exists().where(
        Consent.member_id == PointsLot.member_id, Consent.purpose == Purpose.SERVICE, Consent.is_given
    )
    had_one = exists().where(ExpiryLetter.member_id == PointsLot.member_id, ExpiryLetter.month >= month(now))
    chosen = select(PointsLot.member_id).where(whose, *_expire(now, until), allows, ~had_one)
    enough = func.sum(PointsLot.remaining) >= choices.expiry_letter_from
    return chosen.group_by(PointsLot.member_id).having(enough)


def _expire(now: datetime, until: datetime) -> tuple[ColumnElement[bool], ...]:
    """Tell which points are written of: those that the balance holds, as the letter names it too."""
    return lots.is_open(now), PointsLot.expires_at <= until
