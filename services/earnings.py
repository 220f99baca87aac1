"""Earnings: what a purchase gives by the terms in force, and why, line by line."""

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from models.members import Member
from models.point_returns import PointsReturn
from models.points import EntryKind, PointsEntry
from services import japan
from services.earn_terms import PLAIN, Terms

LARGEST_PURCHASE = 10_000_000
"""Yen; beyond it a slip of the finger is likelier than a sale."""


@dataclass(frozen=True)
class Purchase:
    """What was bought, when, where and by whom."""

    yen: int
    day: date
    tier: str | None = None
    shop_id: int | None = None
    lines: Mapping[str, int] = field(default_factory=dict)
    """Yen by product group; the rest belongs to none."""
    tier_percent: int = 100
    """What the rank itself promises, where the rules of earning say nothing else of it."""


class Kind(enum.StrEnum):
    """What a step of the calculation is about."""

    BASE = "base"
    GROUP = "group"
    TIER = "tier"
    SHOP = "shop"
    CAMPAIGN = "campaign"
    WEEKDAY = "weekday"
    ROUNDED = "rounded"
    CAPPED = "capped"


@dataclass(frozen=True)
class Step:
    """One line of the explanation."""

    kind: Kind
    name: str = ""
    """Which group, tier, shop, weekday or cap."""
    percent: int = PLAIN
    yen: int = 0
    points: Fraction = Fraction(0)
    """What there is after it."""


@dataclass(frozen=True)
class Explained:
    """What a purchase gives, and how it comes about."""

    points: int
    steps: list[Step]


def explain(terms: Terms, purchase: Purchase) -> Explained:
    """Calculate what the purchase gives by itself, line by line; caps by day and month see the history."""
    steps = list(_by_group(terms, purchase))
    exact = steps[-1].points
    for kind, name, percent in _multipliers(terms, purchase):
        exact = exact * percent / PLAIN
        steps.append(Step(kind, name, percent, points=exact))
    points = terms.rounding.of(exact)
    steps.append(Step(Kind.ROUNDED, terms.rounding, points=Fraction(points)))
    if terms.per_purchase is not None and points > terms.per_purchase:
        points = terms.per_purchase
        steps.append(Step(Kind.CAPPED, "per_purchase", points=Fraction(points)))
    return Explained(points, steps)


def _by_group(terms: Terms, purchase: Purchase) -> Iterator[Step]:
    """Add up what each product group gives; what belongs to none goes first."""
    rest = purchase.yen - sum(purchase.lines.values())
    exact = rest * terms.rate
    yield Step(Kind.BASE, yen=rest, points=exact)
    for name, yen in purchase.lines.items():
        percent = terms.groups.get(name, PLAIN)
        exact += yen * terms.rate * percent / PLAIN
        yield Step(Kind.GROUP, name, percent, yen, exact)


def _multipliers(terms: Terms, purchase: Purchase) -> Iterator[tuple[Kind, str, int]]:
    """Give what changes the sum, and by how many percent."""
    weekday, shop = purchase.day.weekday(), purchase.shop_id
    found = (
        (Kind.TIER, purchase.tier or "", terms.tiers.get(purchase.tier or "", purchase.tier_percent)),
        (Kind.SHOP, str(shop), PLAIN if shop is None else terms.shops.get(shop, PLAIN)),
        (Kind.CAMPAIGN, "", terms.of_day(purchase.day)),
        (Kind.WEEKDAY, str(weekday), terms.of_weekday(weekday)),
    )
    yield from ((kind, name, percent) for kind, name, percent in found if percent != PLAIN)


def earned(session: Session, member: Member, terms: Terms, purchase: Purchase) -> int:
    """Give what the member gets for the purchase, with the caps of the day and the month.

    Call it under the member's lock, so that two purchases at once do not pass a cap together.
    """
    points = explain(terms, purchase).points
    caps = ((terms.per_day, purchase.day), (terms.per_month, purchase.day.replace(day=1)))
    for cap, first in caps:
        if cap is not None and points:
            points = max(0, min(points, cap - _earned_since(session, member, first, purchase.day)))
    return points


def _earned_since(session: Session, member: Member, first: date, last: date) -> int:
    """Add up what purchases gave on these days, less what was undone or returned of them."""
    bought = (
        PointsEntry.member_id == member.id,
        PointsEntry.kind == EntryKind.PURCHASE,
        PointsEntry.created_at >= japan.start_of(first),
        PointsEntry.created_at < japan.end_of(last),
    )
    gross = select(func.coalesce(func.sum(PointsEntry.amount), 0)).where(*bought)
    undoing = aliased(PointsEntry)
    undone = select(func.coalesce(func.sum(-undoing.amount), 0)).join(
        PointsEntry, PointsEntry.id == undoing.reverses_id
    )
    back = select(func.coalesce(func.sum(PointsReturn.due), 0)).join(
        PointsEntry, PointsEntry.id == PointsReturn.of_id
    )
    less = sum(int(session.scalar(one.where(*bought)) or 0) for one in (undone, back))
    return int(session.scalar(gross) or 0) - less
