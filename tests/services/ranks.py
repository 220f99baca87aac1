"""Ranks for tests: a shop with silver and gold, and people who buy."""

import itertools
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.members import Member
from models.points import PointsEntry
from models.tiers import TierBasis, TierPlan
from services import points, tier_plans, tiers
from services.settings import Choices
from services.tier_plans import Plan, Rank
from tests.clock import NOW
from tests.makers import EARLIER

SILVER = Rank("silver", "シルバー", "Silver", 10_000)
GOLD = Rank(
    "gold", "ゴールド", "Gold", 30_000, rate=150, benefits_ja="お誕生月のお菓子", benefits_en="Sweets"
)
PLAN = Plan(TierBasis.YEN, 12, 30, (SILVER, GOLD))
_NUMBERS = itertools.count()


def found(session: Session, wish: Plan = PLAN, *, now: datetime = EARLIER, **choices: Any) -> TierPlan:
    """Let the shop have ranks."""
    return tier_plans.define(session, wish, choices=Choices(**choices), staff_id=None, now=now)


def buy(session: Session, member: Member, yen: int, *, now: datetime = NOW) -> PointsEntry:
    """Buy for so much, and have the rank judged as the doors do."""
    cause = f"ranks:{next(_NUMBERS)}"
    entry = points.earn(session, member, yen=yen, cause=cause, choices=Choices(), now=now)
    assert entry is not None
    tiers.judge(session, member, now=now)
    return entry


def code(session: Session, member: Member) -> str | None:
    """The code of the rank that is held."""
    tier = tiers.of(session, member)
    return tier.code if tier else None
