"""Debts: points that a return should have taken back and that are spent; filled, forgiven or decided."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, bindparam, func, select, update
from sqlalchemy.orm import Session

from models import locks
from models.members import Member
from models.point_returns import DebtState, PointsDebt
from models.points import EntryKind, PointsEntry
from services import lots
from services.errors import RuleError

DEBT, FLOOR, STAFF = "debt", "floor", "staff"
"""The shop's choice: later earnings fill it, it is forgiven at once, or somebody decides."""
FORGIVEN = "forgiven:"
"""How the causes of lines begin that let a member off."""


class DebtDecided(RuleError):
    """Somebody has decided about it meanwhile, or there was nothing to decide."""


def record(session: Session, line: PointsEntry, amount: int, *, choice: str, now: datetime) -> PointsDebt:
    """Write down what a return could not take back, and let the shop's choice decide what becomes of it."""
    debt = PointsDebt(entry_id=line.id, member_id=line.member_id, amount=amount, remaining=amount)
    debt.state = DebtState.WAITING if choice == STAFF else DebtState.OPEN
    debt.created_at = now
    session.add(debt)
    session.flush()
    if choice == FLOOR:
        _write_off(session, debt, staff_id=None, reason=None, now=now)
    return debt


def fill(session: Session, member: Member, *, now: datetime) -> int:
    """Fill the member's open debts, oldest first, from what can be used; give how many points it took.

    Call it under the member's lock. Afterwards there is no open debt, or nothing that can be used.
    """
    owed = select(PointsDebt).where(
        PointsDebt.member_id == member.id, PointsDebt.state == DebtState.OPEN, PointsDebt.remaining > 0
    )
    return sum(_fill_one(session, member, debt, now=now) for debt in _locked(session, owed))


def _locked(session: Session, owed: Select[PointsDebt]) -> Sequence[PointsDebt]:
    oldest_first = owed.order_by(PointsDebt.entry_id).with_for_update()
    return session.scalars(oldest_first.execution_options(populate_existing=True)).all()


def _fill_one(session: Session, member: Member, debt: PointsDebt, *, now: datetime) -> int:
    parts = lots.draw_up_to(session, member, debt.remaining, now=now)
    taken = sum(part.amount for part in parts)
    lots.add_uses(session, session.get_one(PointsEntry, debt.entry_id), parts)
    debt.remaining -= taken
    if not debt.remaining:
        debt.state, debt.decided_at = DebtState.PAID, now
    session.flush()
    return taken


_OWED = select(func.coalesce(func.sum(PointsDebt.remaining), 0)).where(
    PointsDebt.member_id == bindparam("member_id"), PointsDebt.state == DebtState.OPEN
)


def owed(session: Session, member: Member) -> int:
    """Give the points that the next earnings fill first."""
    return int(session.scalar(_OWED, {"member_id": member.id}) or 0)


def waiting(session: Session) -> list[PointsDebt]:
    """Give what somebody of the shop has to decide, the oldest first."""
    undecided = select(PointsDebt).where(PointsDebt.state == DebtState.WAITING)
    return list(session.scalars(undecided.order_by(PointsDebt.entry_id)))


def forgive(session: Session, entry_id: int, *, staff_id: int, reason: str, now: datetime) -> PointsDebt:
    """Let the member off, by a line of its own; raise DebtDecided."""
    debt = _decide(session, entry_id, staff_id=staff_id, now=now)
    _write_off(session, debt, staff_id=staff_id, reason=reason, now=now)
    return debt


def charge(session: Session, entry_id: int, *, staff_id: int, now: datetime) -> PointsDebt:
    """Let the next earnings fill it, beginning with what is there; raise DebtDecided."""
    debt = _decide(session, entry_id, staff_id=staff_id, now=now)
    debt.state = DebtState.OPEN
    session.flush()
    fill(session, session.get_one(Member, debt.member_id), now=now)
    return debt


def _decide(session: Session, entry_id: int, *, staff_id: int, now: datetime) -> PointsDebt:
    """Claim the question under the member's lock, so that of two who decide only one does."""
    debt = session.get(PointsDebt, entry_id)
    if debt is None:
        raise DebtDecided
    locks.person(session, session.get_one(Member, debt.member_id).person_key)
    undecided = update(PointsDebt).where(
        PointsDebt.entry_id == entry_id, PointsDebt.state == DebtState.WAITING
    )
    decided = undecided.values(state=DebtState.OPEN, decided_by=staff_id, decided_at=now)
    if session.scalar(decided.returning(PointsDebt.entry_id)) is None:
        raise DebtDecided
    session.refresh(debt)
    return debt


def _write_off(
    session: Session, debt: PointsDebt, *, staff_id: int | None, reason: str | None, now: datetime
) -> None:
    """Close the debt by a line that brings as many points as are owed, and no lot."""
    line = PointsEntry(
        member_id=debt.member_id,
        kind=EntryKind.GRANT,
        amount=debt.remaining,
        cause=f"{FORGIVEN}{debt.entry_id}",
        staff_id=staff_id,
        reason=reason,
        created_at=now,
    )
    session.add(line)
    debt.remaining, debt.state, debt.decided_at = 0, DebtState.FORGIVEN, now
    session.flush()
