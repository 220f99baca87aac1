"""Purchases: what a till or a web shop rang up becomes points, once for each receipt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Required, Unpack

from sqlalchemy.orm import Session

from models import locks
from models.members import Member
from models.points import PointsEntry
from models.shops import Shop
from models.tiers import Tier
from services import earn_terms, points, tiers
from services.errors import RuleError
from services.points import Place
from services.settings import Choices

LONGEST_RECEIPT = 40
RECEIPT = "receipt:"
"""How the causes of purchases begin that tills and web shops tell."""


class ReceiptKnown(RuleError):
    """Points were given for this receipt already, for another amount or to somebody else."""


class ShopUnknown(RuleError):
    """There is no branch of this number, or it is closed."""


class Rung(Place, total=False):
    """What else `points.earn` takes."""

    cause: Required[str]
    choices: Required[Choices]
    lines: Mapping[str, int] | None


@dataclass(frozen=True)
class Sale:
    """One receipt. Receipt numbers are a shop's own: the same one at two shops is two purchases."""

    receipt: str
    yen: int
    shop_id: int | None = None
    lines: Mapping[str, int] = field(default_factory=dict)
    """Yen by product group; the rest of it belongs to none."""

    @property
    def cause(self) -> str:
        return cause(self.receipt, self.shop_id)


@dataclass(frozen=True)
class Given:
    """What a purchase brought, and what the member has now."""

    points: int
    balance: int
    entry_id: int | None
    is_new: bool
    """False: it was given before, and counts once."""


def cause(receipt: str, shop_id: int | None) -> str:
    """Name the purchase in the ledger."""
    return f"{RECEIPT}{shop_id or 0}:{receipt}"


def receipt_of(name: str) -> str | None:
    """Give the receipt's number behind a cause; None: it is no purchase of a till."""
    return name.split(":", 2)[2] if name.startswith(RECEIPT) else None


def ring_up(
    session: Session, member: Member, *, yen: int, now: datetime, **further: Unpack[Rung]
) -> PointsEntry | None:
    """Give a purchase's points by the rank that the member holds, then judge the rank anew."""
    locks.person(session, member.person_key)
    code, percent = rate_of(tiers.of(session, member))
    entry = points.earn(session, member, yen=yen, now=now, tier=code, tier_percent=percent, **further)
    tiers.judge(session, member, now=now)
    return entry


def rate_of(rank: Tier | None) -> tuple[str | None, int]:
    """Give what earning asks of a rank: its code, and the percent that it promises by itself."""
    return (rank.code, rank.rate) if rank is not None else (None, earn_terms.PLAIN)


def give(session: Session, member: Member, sale: Sale, *, choices: Choices, now: datetime) -> Given:
    """Give the points of a purchase once; raise AmountRefused, ShopUnknown or ReceiptKnown."""
    check_shop(session, sale.shop_id)
    entry = ring_up(
        session,
        member,
        yen=sale.yen,
        cause=sale.cause,
        choices=choices,
        now=now,
        lines=sale.lines,
        shop_id=sale.shop_id,
    )
    balance = points.balance(session, member, now=now)
    if entry is None:
        return Given(0, balance, None, is_new=True)
    if not is_same(entry, member, sale):
        raise ReceiptKnown
    return Given(entry.amount, balance, entry.id, is_new=entry.created_at == now)


def is_same(entry: PointsEntry, member: Member, sale: Sale) -> bool:
    """Tell whether this line is of this purchase of this member."""
    return (entry.member_id, entry.yen) == (member.id, sale.yen)


def check_shop(session: Session, shop_id: int | None) -> None:
    """Raise ShopUnknown where no open branch has this number."""
    shop = session.get(Shop, shop_id) if shop_id is not None else None
    if shop_id is not None and (shop is None or not shop.is_active):
        raise ShopUnknown
