"""Histories: a member's last lines, what each was, what became of it, and what of it may still come back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from models.members import Member
from models.point_returns import PointsDebt, PointsReturn
from models.points import EntryKind, PointsEntry
from services import debts, points, returns

RETURNED, LET_OFF = "returned", "let_off"


@dataclass(frozen=True)
class Line:
    """One line, as it is told."""

    kind: str
    """An EntryKind, or one of the two above."""
    at: datetime
    points: int
    yen: int | None
    note: str | None
    debt: PointsDebt | None
    """What the return could not take back, since it was spent."""


def last(session: Session, member: Member, *, limit: int = 10) -> list[Line]:
    """Give the last lines, the newest first."""
    entries = points.history(session, member, limit=limit)
    owed = select(PointsDebt).where(PointsDebt.entry_id.in_([entry.id for entry in entries]))
    by_line = {debt.entry_id: debt for debt in session.scalars(owed)}
    return [
        Line(kind(entry), entry.created_at, entry.amount, entry.yen, entry.note, by_line.get(entry.id))
        for entry in entries
    ]


def kind(entry: PointsEntry) -> str:
    """Name what moved the balance: a return is told apart from what was undone, letting off from a gift."""
    if entry.kind == EntryKind.REVERSAL and entry.reverses_id is None:
        return RETURNED
    return LET_OFF if entry.cause.startswith(debts.FORGIVEN) else entry.kind.value


@dataclass(frozen=True)
class Returnable:
    """A purchase that gave points, or a payment that used some, and how much of it has not come back."""

    entry: PointsEntry
    left: int
    """Yen of a purchase, points of a payment."""


def returnable(session: Session, member: Member, *, limit: int = 20) -> list[Returnable]:
    """Give what may still come back of the member's last lines, the newest first."""
    undoing = aliased(PointsEntry)
    undone = select(undoing.id).where(undoing.reverses_id == PointsEntry.id)
    back = func.coalesce(func.sum(PointsReturn.yen), 0), func.coalesce(func.sum(PointsReturn.due), 0)
    lines = (
        select(PointsEntry, *back)
        .outerjoin(PointsReturn, PointsReturn.of_id == PointsEntry.id)
        .where(PointsEntry.member_id == member.id, ~undone.exists())
        .where(PointsEntry.kind.in_((EntryKind.PURCHASE, EntryKind.SPEND)))
        .where(~PointsEntry.cause.startswith(returns.EXCHANGED))
        .group_by(PointsEntry.id)
        .order_by(PointsEntry.id.desc())
        .limit(limit)
    )
    found = [_left(entry, yen or 0, due or 0) for entry, yen, due in session.execute(lines)]
    return [one for one in found if one.left]


def _left(entry: PointsEntry, yen: int, due: int) -> Returnable:
    is_purchase = entry.kind == EntryKind.PURCHASE
    return Returnable(entry, (entry.yen or 0) - yen if is_purchase else -entry.amount - due)
