"""Points: a ledger of integers, with lots that are spent oldest first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypedDict, Unpack

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from models import locks
from models.members import Member
from models.points import EntryKind, PointsEntry, PointsLot
from services import debts, earn_rules, earnings, holds, japan, lots, presence, settlements
from services.earnings import Purchase
from services.errors import RuleError
from services.settings import Choices

# Written once: building a statement takes longer than asking it.
_MINE = PointsLot.member_id == bindparam("member_id")
_OPEN = select(func.coalesce(func.sum(PointsLot.remaining), 0)).where(_MINE, lots.is_open(lots.AT))
_LEFT = select(PointsLot.remaining, PointsLot.expires_at, PointsLot.pending_until).where(
    _MINE, PointsLot.remaining > 0, PointsLot.expires_at > lots.AT
)
_BY_CAUSE = select(PointsEntry).where(PointsEntry.cause == bindparam("cause"))
SOON = timedelta(days=90)
"""What expires within this time is named in the balance."""
LARGEST_PURCHASE = earnings.LARGEST_PURCHASE

PointsTooFew = lots.PointsTooFew
open_lots, take, expiry, expire_slice = lots.open_lots, lots.take, lots.expiry, lots.expire_slice


class Place(TypedDict, total=False):
    """Where, by whom and why points were moved, and a word about it to the member."""

    shop_id: int | None
    staff_id: int | None
    reason: str | None
    note: str | None


class AmountRefused(RuleError):
    """Not a number of points or yen that can be taken: it must be 1 to `limit`."""

    def __init__(self, amount: int, limit: int) -> None:
        super().__init__(amount, limit)
        self.amount, self.limit = amount, limit


@dataclass(frozen=True)
class Expiring:
    """So many points that are good until and with this day."""

    amount: int
    last_day: date


@dataclass(frozen=True)
class Pending:
    """So many points that can be used from this day on."""

    amount: int
    first_day: date


@dataclass(frozen=True)
class Summary:
    """What a member has."""

    balance: int
    worth_yen: int
    expiring: list[Expiring]
    """What expires next, the soonest first."""
    pending: list[Pending] = field(default_factory=list)
    """What cannot be used yet, the soonest first."""
    owed: int = 0
    """What the next earnings fill first, after a return of what was spent."""
    held: int = 0
    """What a till has set aside for a payment under way."""


def balance(session: Session, member: Member, *, now: datetime) -> int:
    """Give the points that can be used now."""
    return int(session.scalar(_OPEN, {"member_id": member.id, "now": now}) or 0)


def summary(session: Session, member: Member, *, now: datetime, choices: Choices) -> Summary:
    """Give balance, worth in yen, what expires next, what is pending, and what is owed."""
    expiring: dict[date, int] = {}
    pending: dict[date, int] = {}
    for amount, end, until in session.execute(_LEFT, {"member_id": member.id, "now": now}):
        days, day = (expiring, japan.last_day(end)) if until is None else (pending, japan.day(until))
        days[day] = days.get(day, 0) + amount
    points = sum(expiring.values())
    return Summary(
        points,
        points * choices.point_yen,
        _next(expiring, now=now),
        [Pending(amount, day) for day, amount in sorted(pending.items())],
        debts.owed(session, member),
        holds.held(session, member),
    )


def _next(expiring: Mapping[date, int], *, now: datetime) -> list[Expiring]:
    rows = [Expiring(amount, day) for day, amount in sorted(expiring.items())[:3]]
    return [row for row in rows if row.last_day <= japan.day(now + SOON)] or rows[:1]


def history(session: Session, member: Member, *, limit: int = 10) -> list[PointsEntry]:
    """Give the last lines of the ledger, the newest first."""
    lines = select(PointsEntry).where(PointsEntry.member_id == member.id)
    return list(session.scalars(lines.order_by(PointsEntry.id.desc()).limit(limit)))


def welcome(session: Session, member: Member, *, choices: Choices, now: datetime) -> int:
    """Give the welcome points, once, and say how many."""
    if choices.welcome_points:
        entry = PointsEntry(
            kind=EntryKind.WELCOME, amount=choices.welcome_points, cause=f"welcome:{member.pid}"
        )
        lots.credit(session, member, entry, expires_at=expiry(now, choices.points_months), now=now)
    return choices.welcome_points


def earn(
    session: Session,
    member: Member,
    *,
    yen: int,
    cause: str,
    choices: Choices,
    now: datetime,
    tier: str | None = None,
    tier_percent: int = 100,
    lines: Mapping[str, int] | None = None,
    **place: Unpack[Place],
) -> PointsEntry | None:
    """Give the points of a purchase once; None when it gives none. Raise AmountRefused.

    `lines` are the yen of each product group in it; what they leave of `yen` belongs to no group.
    """
    _check(yen, lines or {})
    is_owing = _begin(session, member, now=now)
    known = _by_cause(session, cause)
    if known is not None:
        return known
    terms = earn_rules.in_force(session, choices=choices, now=now)
    purchase = Purchase(yen, japan.day(now), tier, place.get("shop_id"), lines or {}, tier_percent)
    amount = earnings.earned(session, member, terms, purchase)
    if not amount:
        return None
    entry = PointsEntry(kind=EntryKind.PURCHASE, amount=amount, cause=cause, yen=yen, **place)
    give(session, member, entry, choices=choices, now=now, days=choices.return_days, is_owing=is_owing)
    note_activity(session, member, choices=choices, now=now)
    return entry


def _check(yen: int, lines: Mapping[str, int]) -> None:
    if not 0 < yen <= LARGEST_PURCHASE:
        raise AmountRefused(yen, LARGEST_PURCHASE)
    if any(part < 0 for part in lines.values()) or sum(lines.values()) > yen:
        raise AmountRefused(sum(lines.values()), yen)


def _begin(session: Session, member: Member, *, now: datetime) -> bool:
    """Keep everybody else from the member, and do what time has done; tell whether a debt is open."""
    locks.person(session, member.person_key)
    presence.note(session, member, now=now)
    return settlements.settle(session, member, now=now)


def _by_cause(session: Session, cause: str) -> PointsEntry | None:
    return session.scalar(_BY_CAUSE, {"cause": cause})


def give(
    session: Session,
    member: Member,
    entry: PointsEntry,
    *,
    choices: Choices,
    now: datetime,
    days: int = 0,
    is_owing: bool = True,
) -> None:
    """Write a line that brings points; they are confirmed after so many days, and fill what is owed first.

    Call it under the member's lock.
    """
    until = japan.end_of(japan.day(now) + timedelta(days=days)) if days else None
    end = expiry(until or now, choices.points_months)
    lots.credit(session, member, entry, expires_at=end, pending_until=until, now=now)
    if is_owing:
        debts.fill(session, member, now=now)


def note_activity(session: Session, member: Member, *, choices: Choices, now: datetime) -> None:
    """Move the last day of all that is left, where the shop chose that each visit does."""
    if choices.points_expiry == lots.ROLLING:
        lots.roll(session, member, expires_at=expiry(now, choices.points_months), now=now)


def spend(
    session: Session,
    member: Member,
    *,
    points: int,
    cause: str,
    choices: Choices,
    now: datetime,
    **place: Unpack[Place],
) -> PointsEntry:
    """Use points once, oldest lot first; raise AmountRefused or PointsTooFew."""
    _begin(session, member, now=now)
    known = _by_cause(session, cause)
    if known is not None:
        return known
    if points < 1:
        raise AmountRefused(points, balance(session, member, now=now))
    entry = PointsEntry(kind=EntryKind.SPEND, amount=-points, cause=cause, **place)
    entry.member_id, entry.created_at, entry.yen = member.id, now, points * choices.point_yen
    session.add(entry)
    session.flush()
    take(session, member, entry, points, now=now)
    note_activity(session, member, choices=choices, now=now)
    return entry
