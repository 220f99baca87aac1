"""How many members hold each rank, and how many would by rules that are only on paper yet."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from models.members import Member
from models.points import PointsEntry
from models.tiers import MemberTier, Tier
from services import japan, tier_amounts
from services.tier_plans import Plan

LOOKED_AT = 20_000
"""Members whose purchases are added up for a try; of more, so many are taken evenly."""


class OnPaper(NamedTuple):
    """How many would hold each rank by its code; `one_in`: only each so-manieth member was looked at."""

    members: Mapping[str, int]
    one_in: int


def held(session: Session) -> Mapping[str, int]:
    """Count the members by the code of the rank they hold now."""
    counts = select(Tier.code, func.count()).join(MemberTier, MemberTier.tier_id == Tier.id)
    return {code: int(number) for code, number in session.execute(counts.group_by(Tier.code))}


def on_paper(session: Session, plan: Plan, *, now: datetime) -> OnPaper:
    """Count whom what was bought would give which rank today, with no regard to what they hold."""
    if not plan.ranks:
        return OnPaper({}, 1)
    everybody = session.scalar(select(func.count()).select_from(Member)) or 0
    one_in = -(-everybody // LOOKED_AT) or 1
    members = select(Member.id).where(Member.id % one_in == 0)
    total = func.sum(tier_amounts.value(plan.basis))
    bought = (
        select(total.label("total"))
        .where(
            PointsEntry.member_id.in_(members),
            *tier_amounts.stands(),
            PointsEntry.created_at >= tier_amounts.opens(japan.day(now), plan.months),
        )
        .group_by(PointsEntry.member_id)
        .having(total >= plan.ranks[0].threshold)
        .subquery()
    )
    reached = case(
        *((bought.c.total >= rank.threshold, rank.code) for rank in reversed(plan.ranks)), else_=""
    )
    rows = session.execute(select(reached, func.count()).group_by(reached))
    return OnPaper({code: int(number) * one_in for code, number in rows}, one_in)
