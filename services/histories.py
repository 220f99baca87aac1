"""Histories: a member's last lines, each with what it was and what became of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.members import Member
from models.point_returns import PointsDebt
from models.points import EntryKind, PointsEntry
from services import debts, points

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
