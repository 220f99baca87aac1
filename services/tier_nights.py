"""The nightly look at ranks: who bought or had something taken back, whose day is over, and new rules."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.members import Member
from models.points import EntryKind, PointsEntry
from models.runs import JobRun
from models.tiers import MemberTier, TierPlan
from services import tier_plans, tiers

NAME = "tiers"
SLICE = 20
"""Members judged in one transaction."""
LOOKED_BACK = 1_000
"""So many lines before last night's are looked at again: a line can be written before one of a lower id."""


class Look(NamedTuple):
    """One slice: how far it came, how many were judged, and whether it was the last."""

    bookmark: int
    judged: int
    is_last: bool


def begins(session: Session, *, day: date) -> int:
    """Give the line of the ledger after which the night begins: where the one before it ended.

    The first night has no need to look back, since its rules are new for everybody.
    """
    before = select(JobRun.bookmark).where(JobRun.name == NAME, JobRun.day < day)
    last = session.scalar(before.order_by(JobRun.day.desc()).limit(1))
    if last is None:
        return session.scalar(select(func.max(PointsEntry.id))) or 0
    return max(last - LOOKED_BACK, 0)


def over(session: Session, *, now: datetime, limit: int = SLICE) -> int:
    """Judge the next members whose day is over; give how many. Each gets a later day, or none."""
    due = select(MemberTier.member_id).where(MemberTier.until_at <= now)
    found = list(session.scalars(due.order_by(MemberTier.until_at).limit(limit)))
    _judge(session, found, now=now)
    return len(found)


def moved(session: Session, *, after: int, now: datetime, limit: int = SLICE) -> Look:
    """Judge the members of the next lines of the ledger."""
    kinds = (EntryKind.PURCHASE, EntryKind.REVERSAL)
    lines = select(PointsEntry.id, PointsEntry.member_id).where(
        PointsEntry.id > after, PointsEntry.kind.in_(kinds)
    )
    rows = session.execute(lines.order_by(PointsEntry.id).limit(limit)).all()
    found = sorted({row.member_id for row in rows})
    _judge(session, found, now=now)
    return Look(rows[-1].id if rows else after, len(found), len(rows) < limit)


def anew(session: Session, *, now: datetime, limit: int = SLICE) -> Look:
    """Judge the next members by rules that came into force, until all were."""
    plan = tier_plans.in_force(session, now=now)
    if plan is None or plan.judged_at is not None:
        return Look(0, 0, is_last=True)
    some = select(Member.id).where(Member.id > plan.bookmark).order_by(Member.id).limit(limit)
    found = list(session.scalars(some))
    _judge(session, found, now=now)
    _go_on(plan, found, is_last=len(found) < limit, now=now)
    session.flush()
    return Look(plan.bookmark, len(found), len(found) < limit)


def _go_on(plan: TierPlan, found: list[int], *, is_last: bool, now: datetime) -> None:
    plan.bookmark = found[-1] if found else plan.bookmark
    plan.judged_at = now if is_last else None


def _judge(session: Session, member_ids: Iterable[int], *, now: datetime) -> None:
    """Judge them in the order of their ids, so that two who do the same work wait and do not block."""
    by = tiers.rules(session, now=now)
    if by is None:
        return
    members = select(Member).where(Member.id.in_(list(member_ids))).order_by(Member.id)
    for member in session.scalars(members).all():
        tiers.judge_by(session, member, by, now=now)
