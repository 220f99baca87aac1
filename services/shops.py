"""Shops: the branches."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import writes
from models.shops import CouponWay, Shop
from services.errors import RuleError


class ShopRefused(RuleError):
    """The branch cannot be; `why` is `name` or `taken`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def active(session: Session) -> list[Shop]:
    """Give the branches that are open, the oldest first."""
    return list(session.scalars(select(Shop).where(Shop.is_active).order_by(Shop.id)))


def add(
    session: Session,
    *,
    name: str,
    address: str = "",
    phone: str = "",
    hours: str = "",
    coupon_way: CouponWay = CouponWay.CUSTOMER_PHONE,
    now: datetime,
) -> Shop:
    """Open a branch; raise ShopRefused."""
    if not 1 <= len(name.strip()) <= 60:
        raise ShopRefused("name")
    row = {"name": name.strip(), "address": address, "phone": phone, "hours": hours, "created_at": now}
    row["coupon_way"] = coupon_way
    ids = writes.insert_new(session, Shop, [row | {"is_active": True}], ["name"], give="id")
    if not ids:
        raise ShopRefused("taken")
    return session.get_one(Shop, ids[0])


def close(session: Session, shop: Shop) -> None:
    """Close a branch; what was done there stays known."""
    shop.is_active = False
    session.flush()


def use_coupons(session: Session, shop: Shop, way: CouponWay) -> None:
    """Choose how coupons are used at a branch."""
    shop.coupon_way = way
    session.flush()
