"""Purchase rows: many purchases written at once, to the row as if they had been given one by one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, or_, select, update
from sqlalchemy.orm import Session

from models.members import Member
from models.points import EntryKind, PointsEntry, PointsLot
from models.tiers import Tier
from services import earn_rules, earn_terms, earnings, japan, lots, points, purchases
from services.earnings import Purchase
from services.purchase_files import Line
from services.purchases import Sale
from services.settings import Choices


@dataclass(frozen=True)
class Terms:
    """What holds for all purchases of this moment."""

    earning: earn_terms.Terms
    now: datetime
    pending_until: datetime | None
    expires_at: datetime
    is_plain: bool
    """What a purchase gives does not depend on those before it, and it moves nothing but itself."""

    def points(self, sale: Sale, rank: Tier | None) -> int:
        """Give what the purchase brings by itself to somebody of this rank."""
        code, percent = purchases.rate_of(rank)
        bought = Purchase(sale.yen, japan.day(self.now), code, sale.shop_id, tier_percent=percent)
        return earnings.explain(self.earning, bought).points


@dataclass(frozen=True)
class Due:
    """A line that counts, and whose it is."""

    line: Line
    member: Member
    points: int


def terms(session: Session, *, choices: Choices, now: datetime) -> Terms:
    """Read what holds now; it is the same for a whole slice."""
    earning = earn_rules.in_force(session, choices=choices, now=now)
    days = choices.return_days
    until = japan.end_of(japan.day(now) + timedelta(days=days)) if days else None
    has_caps = earning.per_day is not None or earning.per_month is not None
    is_plain = not has_caps and choices.points_expiry == lots.FIXED
    return Terms(earning, now, until, points.expiry(until or now, choices.points_months), is_plain)


def write(session: Session, due: Sequence[Due], *, terms: Terms, now: datetime) -> int:
    """Add the ledger's lines with their lots, and give how many points they bring.

    Call it under the members' locks. A receipt that somebody else gives meanwhile to another member is an
    IntegrityError: the slice is to be tried again.
    """
    giving = [one for one in due if one.points]
    if giving:
        session.execute(insert(PointsEntry), [_entry(one, now) for one in giving])
        session.execute(insert(PointsLot), list(_lots(giving, _numbers(session, giving), terms)))
    _note(session, {one.member.id for one in due}, now=now)
    return sum(one.points for one in giving)


def _entry(one: Due, now: datetime) -> dict[str, Any]:
    return {
        "member_id": one.member.id,
        "kind": EntryKind.PURCHASE,
        "amount": one.points,
        "cause": one.line.sale.cause,
        "yen": one.line.sale.yen,
        "shop_id": one.line.sale.shop_id,
        "created_at": now,
    }


def _numbers(session: Session, due: Iterable[Due]) -> dict[str, int]:
    causes = [one.line.sale.cause for one in due]
    entries = select(PointsEntry.cause, PointsEntry.id).where(PointsEntry.cause.in_(causes))
    return dict(session.execute(entries).all())


def _lots(due: Iterable[Due], numbers: dict[str, int], terms: Terms) -> Iterator[dict[str, Any]]:
    for one in due:
        yield {
            "member_id": one.member.id,
            "entry_id": numbers[one.line.sale.cause],
            "granted": one.points,
            "remaining": one.points,
            "expires_at": terms.expires_at,
            "pending_until": terms.pending_until,
        }


def _note(session: Session, member_ids: set[int], *, now: datetime) -> None:
    """Remember that these members were here, as `presence.note` does for one."""
    today = japan.start_of(japan.day(now))
    is_new = or_(
        Member.last_seen_at.is_(None), Member.last_seen_at < today, Member.sleep_told_at.is_not(None)
    )
    seen = update(Member).where(Member.id.in_(member_ids), is_new)
    quietly = seen.values(last_seen_at=today, sleep_told_at=None)
    session.execute(quietly.execution_options(synchronize_session=False))
