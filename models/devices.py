"""Devices: a shop's shared phones at the counter, and the four digits by which clerks open them."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, key


class Device(Base):
    """One shared phone. Its cookie and a clerk's digits together open the counter, and no other page."""

    __tablename__ = "devices"

    id: Mapped[key]
    name: Mapped[str] = mapped_column(sa.String(40))
    shop_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("shops.id"), index=True)
    code_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    """HMAC of the one-time code that makes a phone this device."""
    code_until: Mapped[datetime | None]
    token_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    """SHA-256 of what its cookie holds."""
    staff_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    """Who has it open."""
    open_until: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    created_by: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    created_at: Mapped[datetime]


class DeviceDay(Base):
    """So many points a device gave on one day (Japan time)."""

    __tablename__ = "device_days"

    device_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("devices.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    total: Mapped[int]


class Pin(Base):
    """The four digits of one clerk."""

    __tablename__ = "pins"

    staff_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    hash: Mapped[str] = mapped_column(sa.String(255))
    """argon2id of a keyed hash: ten thousand digits alone would soon be tried."""
    misses: Mapped[int] = mapped_column(default=0)
    """Tries since the last one that fitted."""
    rest_until: Mapped[datetime | None]
    changed_at: Mapped[datetime]
