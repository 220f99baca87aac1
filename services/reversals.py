"""Reversals: what the staff take back the same day."""

from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session, aliased

from models import locks
from models.members import Member
from models.point_returns import PointsReturn
from models.points import EntryKind, PointsEntry, PointsLot, PointsUse
from services import debts, japan, lots, returns
from services.errors import RuleError


class EntryUnknown(RuleError):
    """There is no such line, or it is not one that staff made."""


class TooLateToUndo(RuleError):
    """Only what was done today can be undone."""


class AlreadyUndone(RuleError):
    """It was undone before."""


class PointsAlreadySpent(RuleError):
    """The points which this line gave are spent, so it cannot be undone."""


UNDOABLE = (EntryKind.PURCHASE, EntryKind.GRANT, EntryKind.SPEND)


def undo(session: Session, entry_id: int, *, staff_id: int | None, reason: str, now: datetime) -> PointsEntry:
    """Reverse a line of today, by a line of its own; raise one of the refusals above."""
    entry = _alone_with(session, entry_id)
    if entry is None or entry.kind not in UNDOABLE or entry.cause.startswith(debts.FORGIVEN):
        raise EntryUnknown
    if japan.day(entry.created_at) != japan.day(now):
        raise TooLateToUndo
    if session.scalar(select(PointsEntry.id).where(PointsEntry.id == entry.id, _is_over())):
        raise AlreadyUndone
    reversal = _reversal(session, entry, staff_id=staff_id, reason=reason, now=now)
    _take_back(session, entry, reversal) if entry.amount > 0 else _give_back(session, entry, reversal, now)
    return reversal


def _alone_with(session: Session, entry_id: int) -> PointsEntry | None:
    """Read the line when nobody else works on its member, as they do who earn and spend."""
    of_member = select(Member.person_key).join(PointsEntry, PointsEntry.member_id == Member.id)
    person_key = session.scalar(of_member.where(PointsEntry.id == entry_id))
    if person_key is not None:
        locks.person(session, person_key)
    return session.get(PointsEntry, entry_id, with_for_update=True)


def _reversal(
    session: Session, entry: PointsEntry, *, staff_id: int | None, reason: str, now: datetime
) -> PointsEntry:
    reversal = PointsEntry(
        member_id=entry.member_id,
        kind=EntryKind.REVERSAL,
        amount=-entry.amount,
        cause=f"undo:{entry.id}",
        reverses_id=entry.id,
        yen=entry.yen,
        shop_id=entry.shop_id,
        staff_id=staff_id,
        reason=reason,
        created_at=now,
    )
    session.add(reversal)
    session.flush()
    return reversal


def _take_back(session: Session, entry: PointsEntry, reversal: PointsEntry) -> None:
    """Empty the lot that the entry made, if nothing of it is spent."""
    emptied = session.scalar(
        update(PointsLot)
        .where(PointsLot.entry_id == entry.id, PointsLot.remaining == PointsLot.granted)
        .values(remaining=0)
        .returning(PointsLot.id)
    )
    if emptied is None:
        raise PointsAlreadySpent
    session.add(PointsUse(entry_id=reversal.id, lot_id=emptied, amount=entry.amount))
    session.flush()


def _give_back(session: Session, entry: PointsEntry, reversal: PointsEntry, now: datetime) -> None:
    """Put what was spent back into the lots it came from, with their own last days."""
    lots.put_back(session, reversal, returns.spent(session, entry), now=now)
    debts.fill(session, session.get_one(Member, entry.member_id), now=now)


def _is_over() -> ColumnElement[bool]:
    """Tell which lines were undone, or came back as a whole or in part."""
    undoing = aliased(PointsEntry)
    undone = select(undoing.id).where(undoing.reverses_id == PointsEntry.id)
    return or_(undone.exists(), select(PointsReturn.id).where(PointsReturn.of_id == PointsEntry.id).exists())


def last_of_today(session: Session, member: Member, *, now: datetime) -> list[PointsEntry]:
    """Give the lines of today that can still be undone, the newest first."""
    lines = select(PointsEntry).where(
        PointsEntry.member_id == member.id,
        PointsEntry.kind.in_(UNDOABLE),
        PointsEntry.created_at >= japan.start_of(japan.day(now)),
        PointsEntry.cause.not_like(f"{debts.FORGIVEN}%"),
        ~_is_over(),
    )
    return list(session.scalars(lines.order_by(PointsEntry.id.desc())))
