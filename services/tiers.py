"""Ranks: up at once with a purchase; down only when window and grace are over; told when they next look."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models import locks
from models.members import Member
from models.tiers import MemberTier, Tier, TierBasis, TierMove, TierPlan
from services import japan, tier_amounts, tier_plans
from services.tier_amounts import Counted


@dataclass(frozen=True)
class Standing:
    """Where a member stands, and how far it is from there."""

    basis: TierBasis
    months: int
    tier: Tier | None
    last_day: date | None
    """The last day of the present rank, grace included, should nothing more be bought."""
    amount: int
    """What counts today."""
    following: Tier | None
    """The next rank up; None: they hold the highest."""
    missing: int
    """What is missing to it."""


class Rules(NamedTuple):
    """The version in force, and its ranks from the lowest up."""

    plan: TierPlan
    ranks: Sequence[Tier]


class _Next(NamedTuple):
    """Where a member goes."""

    tier: Tier | None
    until: datetime | None
    move: TierMove


@dataclass(frozen=True)
class News:
    """A change that the member was not told of yet."""

    move: TierMove
    tier: Tier | None
    since_at: datetime
    last_day: date | None


# Written once, since every purchase asks it and writing a statement costs more than running it.
_OF = (
    select(Tier)
    .join(MemberTier, MemberTier.tier_id == Tier.id)
    .where(MemberTier.member_id == bindparam("member_id"))
)


def of(session: Session, member: Member) -> Tier | None:
    """Give the rank that the member holds now, with its `code` and `rank`; None: none."""
    return session.scalar(_OF, {"member_id": member.id})


def of_many(session: Session, member_ids: Collection[int]) -> dict[int, Tier]:
    """Give the ranks of those of these members who hold one, by one statement."""
    held = select(MemberTier.member_id, Tier).join(Tier, Tier.id == MemberTier.tier_id)
    return dict(session.execute(held.where(MemberTier.member_id.in_(member_ids))).all())


def rules(session: Session, *, now: datetime) -> Rules | None:
    """Give the rules in force; None: the shop has none."""
    plan = tier_plans.in_force(session, now=now)
    return None if plan is None else Rules(plan, tier_plans.ranks(session, plan))


def judge(session: Session, member: Member, *, now: datetime) -> Tier | None:
    """Bring the rank up to what counts today, and give it. Call it after each purchase, and each night."""
    found = rules(session, now=now)
    return None if found is None else judge_by(session, member, found, now=now)


def judge_by(session: Session, member: Member, by: Rules, *, now: datetime) -> Tier | None:
    """Do as `judge` does, by rules that were read before."""
    locks.person(session, member.person_key)
    row, held = _held(session, member)
    counted = tier_amounts.within(session, member, by.plan.basis, by.plan.months, now=now)
    earned = _reached(by.ranks, sum(one.amount for one in counted))
    until = _until(by.plan, counted, earned)
    if earned is not None and earned.rank > _place(by.ranks, held):
        row = _set(session, member, row, _Next(earned, until, TierMove.UP), now=now)
    elif row is not None and held is not None:
        _keep(row, held, earned, by.plan, until, now=now)
        if row.until_at is not None and row.until_at <= now:
            row = _set(session, member, row, _Next(earned, until, TierMove.DOWN), now=now)
    session.flush()
    return next((tier for tier in (held, earned) if tier and row and row.tier_id == tier.id), None)


def _held(session: Session, member: Member) -> tuple[MemberTier | None, Tier | None]:
    """Read anew what the member holds."""
    mine = select(MemberTier, Tier).outerjoin(Tier, Tier.id == MemberTier.tier_id)
    found = mine.where(MemberTier.member_id == member.id).execution_options(populate_existing=True)
    row = session.execute(found).one_or_none()
    return (row[0], row[1]) if row is not None else (None, None)


def _reached(ranks: Sequence[Tier], amount: int) -> Tier | None:
    return next((tier for tier in reversed(ranks) if tier.threshold <= amount), None)


def _place(ranks: Sequence[Tier], held: Tier | None) -> int:
    """Give the place of a rank among those of today; of one that is no more, that of the next below it."""
    if held is None:
        return 0
    same = [tier.rank for tier in ranks if tier.code == held.code]
    below = [tier.rank for tier in ranks if tier.threshold <= held.threshold]
    return max(same or below or [0])


def _until(plan: TierPlan, counted: Sequence[Counted], tier: Tier | None) -> datetime | None:
    """Give the end of the last day on which what counts today carries this rank, with the grace."""
    last = tier_amounts.carries_until(counted, tier.threshold, plan.months) if tier else None
    return None if last is None else japan.end_of(last + timedelta(days=plan.grace_days))


def _keep(
    row: MemberTier, held: Tier, earned: Tier | None, plan: TierPlan, until: datetime | None, *, now: datetime
) -> None:
    """Set anew until when the rank is good that is earned still, or that is left over.

    A day that was promised under other rules stands; one that rested on purchases which were taken
    back is followed by the grace only.
    """
    if earned is not None and until is not None and earned.code == held.code:
        is_promised = row.is_firm or held.plan_id != plan.id
        is_later = is_promised and row.until_at is not None and row.until_at > until
        row.tier_id, row.is_firm = earned.id, is_later
        row.until_at = row.until_at if is_later else until
    elif held.plan_id != plan.id:
        row.is_firm = True
    elif not row.is_firm and row.until_at is not None:
        grace = japan.end_of(japan.day(now) + timedelta(days=plan.grace_days))
        row.until_at = min(row.until_at, grace)


def _set(
    session: Session, member: Member, row: MemberTier | None, following: _Next, *, now: datetime
) -> MemberTier:
    """Write the new rank, and that the member is to be told."""
    if row is None:
        row = MemberTier(member_id=member.id)
        session.add(row)
    tier, row.until_at, row.untold = following
    row.tier_id, row.since_at, row.is_firm = tier.id if tier else None, now, False
    return row


def standing(session: Session, member: Member, *, now: datetime) -> Standing | None:
    """Tell where the member stands; None: the shop has no ranks."""
    found = rules(session, now=now)
    if found is None or not found.ranks:
        return None
    plan, ranks = found
    counted = tier_amounts.within(session, member, plan.basis, plan.months, now=now)
    row, tier = _held(session, member)
    amount, place = sum(one.amount for one in counted), _place(ranks, tier)
    following = next((one for one in ranks if one.rank > place and one.threshold > amount), None)
    return Standing(
        basis=plan.basis,
        months=plan.months,
        tier=tier,
        last_day=japan.last_day(row.until_at) if row and tier and row.until_at else None,
        amount=amount,
        following=following,
        missing=following.threshold - amount if following else 0,
    )


def take_news(session: Session, member: Member) -> News | None:
    """Give the change that the member was not told of, once."""
    row, tier = _held(session, member)
    if row is None or row.untold is None:
        return None
    last_day = japan.last_day(row.until_at) if row.until_at else None
    news = News(row.untold, tier, row.since_at, last_day)
    row.untold = None
    session.flush()
    return news


def hand_over(session: Session, old: Member, new: Member) -> None:
    """Let the rank of an account that ends go along to its person's new one, for as long as it was good."""
    (left, tier), (had, own) = _held(session, old), _held(session, new)
    if left is None or tier is None or (own is not None and own.rank >= tier.rank):
        return
    if had is None:
        had = MemberTier(member_id=new.id)
        session.add(had)
    had.tier_id, had.since_at, had.until_at = left.tier_id, left.since_at, left.until_at
    had.is_firm, had.untold = True, None
    session.flush()
