"""Shops: the branches."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, choice, key


class CouponWay(enum.StrEnum):
    """How a coupon is used at a branch."""

    CUSTOMER_PHONE = "customer_phone"
    """The clerk presses the button on the customer's ten-minute screen."""
    COUNTER = "counter"
    """The clerk confirms the code on the counter page."""


class Shop(Base):
    """One branch."""

    __tablename__ = "shops"

    id: Mapped[key]
    name: Mapped[str] = mapped_column(sa.String(60), unique=True)
    address: Mapped[str] = mapped_column(sa.String(200), default="")
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    hours: Mapped[str] = mapped_column(sa.String(200), default="")
    coupon_way: Mapped[CouponWay] = mapped_column(
        choice(CouponWay), default=CouponWay.CUSTOMER_PHONE, server_default=CouponWay.CUSTOMER_PHONE.value
    )
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
