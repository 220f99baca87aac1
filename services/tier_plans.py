"""Versions of the ranks: written, tried on paper, and in force at once only where nobody loses by it."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models import locks
from models.tiers import Tier, TierBasis, TierPlan
from services import japan
from services.errors import RuleError
from services.settings import Choices

MOST = 6
"""Ranks in one version; more would be hard to tell apart."""
CODE = re.compile(r"[a-z][a-z0-9_]{0,23}")
LONGEST = {
    "name_ja": 20,
    "name_en": 30,
    "benefits_ja": 200,
    "benefits_en": 200,
    "price_ja": 60,
    "price_en": 60,
}
MONTHS, GRACE, THRESHOLD, RATE = 36, 366, 100_000_000, 1_000
"""The largest of each that can be taken."""
TEXTS = ("benefits_ja", "benefits_en", "price_ja", "price_en")
LOCK = "tier_plans"


class PlanRefused(RuleError):
    """It is not sound; `why` is `code`, `name`, `text`, `threshold`, `order`, `rate`, `window` or `many`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Rank:
    """One rank as it is wished for."""

    code: str
    name_ja: str
    name_en: str
    threshold: int
    rate: int = 100
    benefits_ja: str = ""
    benefits_en: str = ""
    price_ja: str = ""
    price_en: str = ""


@dataclass(frozen=True)
class Plan:
    """One version as it is wished for; its ranks from the lowest up."""

    basis: TierBasis
    months: int
    grace_days: int
    ranks: tuple[Rank, ...]

    def reached(self, amount: int) -> Rank | None:
        """Give the highest rank that this amount reaches."""
        return next((rank for rank in reversed(self.ranks) if rank.threshold <= amount), None)


def define(
    session: Session, wish: Plan, *, choices: Choices, staff_id: int | None, now: datetime
) -> TierPlan:
    """Write the next version, which takes the place of any that is not in force yet; raise PlanRefused."""
    check(wish)
    locks.name(session, LOCK)
    plan = TierPlan(
        basis=wish.basis,
        months=wish.months,
        grace_days=wish.grace_days,
        starts_at=starts(session, wish, choices=choices, now=now),
        staff_id=staff_id,
        created_at=now,
    )
    session.add(plan)
    session.flush()
    session.add_all(
        Tier(plan_id=plan.id, rank=place, **asdict(rank)) for place, rank in enumerate(wish.ranks, start=1)
    )
    session.flush()
    return plan


def check(wish: Plan) -> None:
    """Raise PlanRefused where it is not sound."""
    thresholds = [rank.threshold for rank in wish.ranks]
    if len(wish.ranks) > MOST:
        raise PlanRefused("many")
    if not (1 <= wish.months <= MONTHS and 0 <= wish.grace_days <= GRACE):
        raise PlanRefused("window")
    for rank in wish.ranks:
        _check_rank(rank)
    if len({rank.code for rank in wish.ranks}) < len(wish.ranks):
        raise PlanRefused("code")
    if thresholds != sorted(set(thresholds)) or any(
        higher.rate < lower.rate for lower, higher in zip(wish.ranks, wish.ranks[1:], strict=False)
    ):
        raise PlanRefused("order")


def _check_rank(rank: Rank) -> None:
    if not CODE.fullmatch(rank.code):
        raise PlanRefused("code")
    if not (rank.name_ja.strip() and rank.name_en.strip()):
        raise PlanRefused("name")
    if any(len(getattr(rank, name)) > limit for name, limit in LONGEST.items()):
        raise PlanRefused("text")
    if not 1 <= rank.threshold <= THRESHOLD:
        raise PlanRefused("threshold")
    if not 100 <= rank.rate <= RATE:
        raise PlanRefused("rate")


def starts(session: Session, wish: Plan, *, choices: Choices, now: datetime) -> datetime:
    """Tell when a version written now comes into force.

    At once where nobody loses by it; else at the start of a day in Japan, after the notice.
    """
    present = in_force(session, now=now)
    if present is None or not losses(read(session, present), wish):
        return now
    return japan.start_of(japan.day(now) + timedelta(days=choices.tier_notice_days))


def losses(old: Plan, new: Plan) -> list[str]:
    """Name in which ways somebody may lose by the new version, as signs; none: nobody can.

    `basis`: other things are added up. `window`, `grace`: shorter. `gone`: a rank is no more.
    `threshold`: one is harder to reach. `rate`: some amount gives a smaller rate than before.
    `order`: ranks change places. `text`: a benefit no longer stands there as it stood.
    """
    here = {rank.code: rank for rank in new.ranks}
    kept = [(rank, here[rank.code]) for rank in old.ranks if rank.code in here]
    amounts = [rank.threshold for rank in (*old.ranks, *new.ranks)]
    places = [new.ranks.index(after) for _, after in kept]
    found = {
        "basis": old.basis != new.basis,
        "window": new.months < old.months,
        "grace": new.grace_days < old.grace_days,
        "gone": len(kept) < len(old.ranks),
        "threshold": any(after.threshold > before.threshold for before, after in kept),
        "rate": any(_rate(new, amount) < _rate(old, amount) for amount in amounts),
        "order": places != sorted(places),
        "text": any(_says_less(before, after) for before, after in kept),
    }
    return [sign for sign, is_so in found.items() if is_so]


def _rate(plan: Plan, amount: int) -> int:
    rank = plan.reached(amount)
    return rank.rate if rank else 100


def _says_less(before: Rank, after: Rank) -> bool:
    return any(getattr(before, name) not in getattr(after, name) for name in TEXTS)


# Written once, since every purchase asks it and writing a statement costs more than running it.
_IN_FORCE = (
    select(TierPlan).where(TierPlan.starts_at <= bindparam("now")).order_by(TierPlan.id.desc()).limit(1)
)


def in_force(session: Session, *, now: datetime) -> TierPlan | None:
    """Give the version that holds now: of those that have begun, the one that was written last."""
    return session.scalar(_IN_FORCE, {"now": now})


def coming(session: Session, *, now: datetime) -> TierPlan | None:
    """Give the version that is not in force yet, unless one was written after it that is."""
    newest = session.scalars(select(TierPlan).order_by(TierPlan.id.desc()).limit(1)).first()
    return newest if newest is not None and newest.starts_at > now else None


def versions(session: Session, *, limit: int = 20) -> list[TierPlan]:
    """Give the last versions, the newest first."""
    return list(session.scalars(select(TierPlan).order_by(TierPlan.id.desc()).limit(limit)))


def ranks(session: Session, plan: TierPlan) -> Sequence[Tier]:
    """Give its ranks, the lowest first."""
    return session.scalars(select(Tier).where(Tier.plan_id == plan.id).order_by(Tier.rank)).all()


def read(session: Session, plan: TierPlan) -> Plan:
    """Give a version as it was wished for."""
    fields = Rank.__dataclass_fields__
    kept = tuple(Rank(**{name: getattr(tier, name) for name in fields}) for tier in ranks(session, plan))
    return Plan(plan.basis, plan.months, plan.grace_days, kept)
