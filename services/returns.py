"""Returns: on any day, whole or part: points of a purchase are taken back, those that paid are given back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Unpack

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import locks
from models.members import Member
from models.point_returns import PointsReturn
from models.points import EntryKind, PointsEntry, PointsLot, PointsUse
from services import debts, lots, settlements
from services.errors import RuleError
from services.lots import Part
from services.points import AmountRefused, Place
from services.settings import Choices

EXCHANGED = "exchange:"
"""How the causes begin of points that went into coupons: they come back with the coupon, or not at all."""


class PurchaseUnknown(RuleError):
    """No purchase that gave points, or no payment that used some, has this name."""


class ReturnedAlready(RuleError):
    """All of it came back before, or it was undone the day it was made."""


def take_back(
    session: Session,
    purchase: str,
    *,
    cause: str,
    choices: Choices,
    now: datetime,
    yen: int | None = None,
    **place: Unpack[Place],
) -> PointsReturn:
    """Take back the points of a purchase, or of so many yen of it, once; `purchase` is its cause.

    What is left of the purchase keeps its share of the points, rounded up. Its own lot comes first, then
    what else the member has, oldest first; what expired is gone already and not taken twice; what is then
    missing becomes what the shop chose. Raise PurchaseUnknown, ReturnedAlready or AmountRefused.
    """
    line, member = _alone_with(session, purchase, EntryKind.PURCHASE)
    settlements.settle(session, member, now=now)
    known = by_cause(session, cause)
    if known is not None:
        return known
    _refuse_undone(session, line)
    bought, before = line.yen or 0, of(session, line)
    back = _within(yen, bought - sum(one.yen or 0 for one in before))
    left = bought - sum(one.yen or 0 for one in before) - back
    due = line.amount - -(-line.amount * left // bought) - sum(one.due for one in before)
    made = _made(line, cause, due, now, yen=back)
    _take(session, member, made, before, choices=choices, place=place)
    return made


def _take(
    session: Session,
    member: Member,
    made: PointsReturn,
    before: Sequence[PointsReturn],
    *,
    choices: Choices,
    place: Place,
) -> None:
    """Write the line, and take it from the lot of the purchase, the other lots, and what is earned later."""
    session.add(made)
    session.flush()
    own = _own_lot(session, made)
    parts = [Part(own.id, min(own.remaining, made.due))]
    own.remaining -= parts[0].amount
    gone = min(made.due - parts[0].amount, _expired(session, own) - _counted(session, before))
    rest = made.due - parts[0].amount - gone
    parts += lots.draw_up_to(session, member, rest, now=made.created_at)
    if made.due == gone:
        return
    entry = _write(session, made, gone - made.due, [part for part in parts if part.amount], place)
    missing = made.due - gone - sum(part.amount for part in parts)
    if missing:
        debts.record(session, entry, missing, choice=choices.return_debt, now=made.created_at)


def _own_lot(session: Session, made: PointsReturn) -> PointsLot:
    lot = select(PointsLot).where(PointsLot.entry_id == made.of_id).with_for_update()
    return session.scalars(lot.execution_options(populate_existing=True)).one()


def _expired(session: Session, lot: PointsLot) -> int:
    """Give how many points of the lot were written off."""
    uses = select(PointsUse.amount).join(PointsEntry, PointsEntry.id == PointsUse.entry_id)
    expired = uses.where(PointsUse.lot_id == lot.id, PointsEntry.kind == EntryKind.EXPIRY)
    return sum(session.scalars(expired))


def _counted(session: Session, before: Sequence[PointsReturn]) -> int:
    """Give how many expired points earlier returns of the same purchase have counted as taken."""
    lines = [one.entry_id for one in before if one.entry_id is not None]
    total = select(func.coalesce(func.sum(PointsEntry.amount), 0)).where(PointsEntry.id.in_(lines))
    return sum(one.due for one in before) + int(session.scalar(total) or 0)


def give_back(
    session: Session,
    payment: str,
    *,
    cause: str,
    now: datetime,
    points: int | None = None,
    **place: Unpack[Place],
) -> PointsReturn:
    """Give back the points that paid, or so many of them, once; `payment` is the cause of their use.

    They go back into their lots, those with the latest last days first. What paid for a coupon is no payment
    of this kind. Raise PurchaseUnknown, ReturnedAlready or AmountRefused.
    """
    if payment.startswith(EXCHANGED):
        raise PurchaseUnknown
    line, member = _alone_with(session, payment, EntryKind.SPEND)
    settlements.settle(session, member, now=now)
    known = by_cause(session, cause)
    if known is not None:
        return known
    _refuse_undone(session, line)
    given = sum(one.due for one in of(session, line))
    back = _within(points, -line.amount - given)
    made = _made(line, cause, back, now)
    session.add(made)
    session.flush()
    parts = _slice(spent(session, line), given, back)
    entry = _write(session, made, back, [], place)
    lots.put_back(session, entry, parts, now=now)
    debts.fill(session, member, now=now)
    return made


def spent(session: Session, line: PointsEntry) -> list[Part]:
    """Give what the payment took, the lots with the latest last days first, in an order that stays."""
    uses = select(PointsUse.lot_id, PointsUse.amount).where(PointsUse.entry_id == line.id)
    return [Part(lot, amount) for lot, amount in session.execute(uses.order_by(PointsUse.lot_id.desc()))]


def _slice(parts: Sequence[Part], start: int, length: int) -> list[Part]:
    """Cut out so many points, after the first `start` of them."""
    cut, at = [], 0
    for lot_id, amount in parts:
        inside = min(at + amount, start + length) - max(at, start)
        if inside > 0:
            cut.append(Part(lot_id, inside))
        at += amount
    return cut


def by_cause(session: Session, cause: str) -> PointsReturn | None:
    """Give the return of this name."""
    return session.scalar(select(PointsReturn).where(PointsReturn.cause == cause))


def of(session: Session, line: PointsEntry) -> list[PointsReturn]:
    """Give what came back of a purchase or a payment, the oldest first."""
    back = select(PointsReturn).where(PointsReturn.of_id == line.id)
    return list(session.scalars(back.order_by(PointsReturn.id)))


def _alone_with(session: Session, name: str, kind: EntryKind) -> tuple[PointsEntry, Member]:
    """Find the line, and keep everybody else from its member."""
    line = session.scalar(select(PointsEntry).where(PointsEntry.cause == name, PointsEntry.kind == kind))
    if line is None:
        raise PurchaseUnknown
    member = session.get_one(Member, line.member_id)
    locks.person(session, member.person_key)
    return line, member


def _refuse_undone(session: Session, line: PointsEntry) -> None:
    if session.scalar(select(PointsEntry.id).where(PointsEntry.reverses_id == line.id)) is not None:
        raise ReturnedAlready


def _within(wanted: int | None, left: int) -> int:
    if not left:
        raise ReturnedAlready
    amount = left if wanted is None else wanted
    if not 0 < amount <= left:
        raise AmountRefused(amount, left)
    return amount


def _made(line: PointsEntry, cause: str, due: int, now: datetime, yen: int | None = None) -> PointsReturn:
    return PointsReturn(
        member_id=line.member_id, of_id=line.id, cause=cause, yen=yen, due=due, created_at=now
    )


def _write(
    session: Session, made: PointsReturn, amount: int, parts: Sequence[Part], place: Place
) -> PointsEntry:
    """Write the ledger's line of a return."""
    entry = PointsEntry(kind=EntryKind.REVERSAL, amount=amount, cause=f"return:{made.id}", **place)
    entry.member_id, entry.created_at, entry.yen = made.member_id, made.created_at, made.yen
    session.add(entry)
    session.flush()
    made.entry_id = entry.id
    lots.note_uses(session, entry, parts)
    return entry
