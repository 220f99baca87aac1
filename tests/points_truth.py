"""What must be true of points at any time, added up from the bare rows and by no rule of ours."""

from datetime import datetime

from sqlalchemy import TextClause, bindparam, select, text
from sqlalchemy.orm import Session

from models.base import Instant
from models.members import Member
from models.points import PointsEntry, PointsUse
from services import points
from services.settings import Choices

SUMS = """
SELECT m.id,
  (SELECT coalesce(sum(amount), 0) FROM points_entries WHERE member_id = m.id) AS lines,
  (SELECT coalesce(sum(remaining), 0) FROM points_lots WHERE member_id = m.id) AS remaining,
  (SELECT coalesce(sum(h.amount), 0) FROM points_holds h JOIN points_lots l ON l.id = h.lot_id
    WHERE l.member_id = m.id) AS held,
  (SELECT coalesce(sum(remaining), 0) FROM points_debts WHERE member_id = m.id) AS owed
FROM members m
"""
LOTS = """
SELECT l.id FROM points_lots l
WHERE l.remaining < 0 OR l.remaining <> l.granted
  - (SELECT coalesce(sum(amount), 0) FROM points_uses WHERE lot_id = l.id)
  - (SELECT coalesce(sum(amount), 0) FROM points_holds WHERE lot_id = l.id)
"""
ENTRIES = """
SELECT e.id FROM points_entries e
WHERE e.cause NOT LIKE 'forgiven:%' AND e.amount <>
  (SELECT coalesce(sum(granted), 0) FROM points_lots WHERE entry_id = e.id)
  - (SELECT coalesce(sum(amount), 0) FROM points_uses WHERE entry_id = e.id)
  - (SELECT coalesce(sum(remaining), 0) FROM points_debts WHERE entry_id = e.id)
  - (SELECT coalesce(sum(f.amount), 0) FROM points_entries f WHERE f.cause = 'forgiven:' || e.id)
"""
HELD = """
SELECT r.id FROM points_reservations r
WHERE (SELECT coalesce(sum(amount), 0) FROM points_holds WHERE reservation_id = r.id)
  <> CASE WHEN r.state = 'held' THEN r.points ELSE 0 END
"""
TWICE = "SELECT reverses_id FROM points_entries WHERE reverses_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1"
WRITTEN_OFF = """
SELECT u.lot_id FROM points_uses u JOIN points_entries e ON e.id = u.entry_id
WHERE e.kind = 'expiry' GROUP BY u.lot_id HAVING count(*) > 1
"""
RETURNED = """
SELECT e.id FROM points_entries e JOIN points_returns r ON r.of_id = e.id
GROUP BY e.id, e.amount, e.yen, e.kind
HAVING sum(r.due) > abs(e.amount) OR (e.kind = 'purchase' AND sum(r.yen) > e.yen)
"""
OWING = """
SELECT d.entry_id FROM points_debts d JOIN points_lots l ON l.member_id = d.member_id
WHERE d.state = 'open' AND l.remaining > 0 AND l.expires_at > :now AND l.pending_until IS NULL
"""
OPEN = "remaining > 0 AND expires_at > :now AND pending_until IS NULL"
PENDING = "remaining > 0 AND expires_at > :now AND pending_until IS NOT NULL"
GOOD = "remaining > 0 AND expires_at > :now"
ASIDE = """
SELECT coalesce(sum(h.amount), 0) FROM points_holds h JOIN points_lots l ON l.id = h.lot_id
WHERE l.member_id = :member AND l.expires_at > :now
"""
OWED = "SELECT coalesce(sum(remaining), 0) FROM points_debts WHERE member_id = :member"


def check(session: Session, *, now: datetime) -> None:
    """Fail unless everything adds up, for everybody: lines = left + held - owed, and the rest above."""
    session.flush()
    for row in session.execute(text(SUMS)):
        assert row.lines == row.remaining + row.held - row.owed, tuple(row)
    for wrong in (LOTS, ENTRIES, HELD, TWICE, WRITTEN_OFF, RETURNED):
        assert session.execute(text(wrong)).all() == [], wrong
    assert session.execute(_at(OWING, now)).all() == [], "a debt is open while there are points"


def check_shown(session: Session, member: Member, *, now: datetime) -> None:
    """Fail unless a member is shown what there is."""
    shown = points.summary(session, member, now=now, choices=Choices())
    there = _sum(session, member, OPEN, now)
    assert shown.balance == points.balance(session, member, now=now) == there >= 0
    assert sum(one.amount for one in shown.pending) == _sum(session, member, PENDING, now)


def had(session: Session, member: Member, *, now: datetime) -> int:
    """Add up what is good, confirmed or not, set aside or not."""
    return _sum(session, member, GOOD, now) + int(session.scalar(_at(ASIDE, now, member)) or 0)


def worth(session: Session, member: Member, *, now: datetime) -> int:
    """Add up what is good, less what is owed."""
    owed = session.scalar(text(OWED).bindparams(member=member.id))
    return had(session, member, now=now) - int(owed or 0)


def expected_uses(session: Session, member: Member, wanted: int, *, now: datetime) -> list[tuple[int, int]]:
    """Tell from which lots so many points have to come: the oldest first."""
    lots = (
        f"SELECT id, remaining FROM points_lots WHERE member_id = :member AND {OPEN} ORDER BY expires_at, id"
    )
    uses = []
    for number, there in session.execute(_at(lots, now, member)):
        if wanted:
            uses.append((number, min(there, wanted)))
            wanted -= uses[-1][1]
    return sorted(uses)


def uses(session: Session, entry: PointsEntry) -> list[tuple[int, int]]:
    rows = select(PointsUse.lot_id, PointsUse.amount).where(PointsUse.entry_id == entry.id)
    return sorted((lot, amount) for lot, amount in session.execute(rows))


def _at(statement: str, now: datetime, member: Member | None = None) -> TextClause:
    bound = text(statement).bindparams(bindparam("now", now, Instant()))
    return bound if member is None else bound.bindparams(member=member.id)


def _sum(session: Session, member: Member, where: str, now: datetime) -> int:
    counted = f"SELECT coalesce(sum(remaining), 0) FROM points_lots WHERE member_id = :member AND {where}"
    return int(session.scalar(_at(counted, now, member)) or 0)
