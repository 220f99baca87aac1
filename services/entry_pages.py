"""Entry pages: a member's ledger, so many lines at a time, from the newest back."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.members import Member
from models.points import PointsEntry


def page(session: Session, member: Member, *, before: int | None, limit: int) -> list[PointsEntry]:
    """Give up to `limit` lines older than this one; None: the newest."""
    lines = select(PointsEntry).where(PointsEntry.member_id == member.id)
    if before is not None:
        lines = lines.where(PointsEntry.id < before)
    return list(session.scalars(lines.order_by(PointsEntry.id.desc()).limit(limit)))
