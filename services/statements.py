"""Statements: every line of a member's ledger with the balance after it, and what is left of each grant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.members import Member
from models.points import PointsEntry, PointsLot
from services import japan

MOST = 2_000
"""Lines shown at once; the older ones before them are one balance brought forward."""


@dataclass(frozen=True)
class Line:
    """One line, and the sum of all lines up to it."""

    entry: PointsEntry
    after: int


@dataclass(frozen=True)
class Left:
    """What is left of one grant, and its last good day."""

    granted_at: datetime
    granted: int
    remaining: int
    last_day: date
    is_over: bool
    pending_until: datetime | None
    """Until then it cannot be used."""


@dataclass(frozen=True)
class Statement:
    """The newest line first; the grants that expire soonest first."""

    lines: Sequence[Line]
    brought_forward: int
    """The sum of the lines before those shown."""
    left: Sequence[Left]


def of(session: Session, member: Member, *, now: datetime) -> Statement:
    """Give the member's whole account."""
    mine = select(PointsEntry).where(PointsEntry.member_id == member.id)
    entries = list(session.scalars(mine.order_by(PointsEntry.id)))
    lines, total = [], 0
    for entry in entries:
        total += entry.amount
        lines.append(Line(entry, total))
    before = lines[: max(len(lines) - MOST, 0)]
    shown = lines[len(before) :]
    return Statement(shown[::-1], before[-1].after if before else 0, _left(session, member, now=now))


def _left(session: Session, member: Member, *, now: datetime) -> list[Left]:
    lots = (
        select(PointsEntry.created_at, PointsLot)
        .join(PointsEntry, PointsEntry.id == PointsLot.entry_id)
        .where(PointsLot.member_id == member.id, PointsLot.remaining > 0)
        .order_by(PointsLot.expires_at, PointsLot.id)
    )
    return [
        Left(
            at,
            lot.granted,
            lot.remaining,
            japan.last_day(lot.expires_at),
            lot.expires_at <= now,
            lot.pending_until,
        )
        for at, lot in session.execute(lots)
    ]
