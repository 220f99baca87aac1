"""Menus: what stands below the talk, in one look for strangers and one for members."""

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, choice, key


class MenuKind(enum.StrEnum):
    """Who sees it."""

    STRANGER = "stranger"
    """Whoever has no menu of their own: it is the account's default and needs no user id."""
    MEMBER = "member"


class MenuState(enum.StrEnum):
    """How far it came."""

    WAITING = "waiting"
    """To be brought to LINE."""
    LIVE = "live"
    OLD = "old"
    """A newer one took its place; it is taken down once nobody has it any more."""
    GONE = "gone"
    FAILED = "failed"
    """LINE would not take it, as `fault` says."""


class Menu(Base):
    """One menu in one look; what changes becomes another row, as LINE's pictures cannot be exchanged."""

    __tablename__ = "menus"

    id: Mapped[key]
    kind: Mapped[MenuKind] = mapped_column(choice(MenuKind))
    design: Mapped[dict[str, Any]]
    state: Mapped[MenuState] = mapped_column(choice(MenuState), default=MenuState.WAITING, index=True)
    line_id: Mapped[str | None] = mapped_column(sa.String(100))
    """What LINE calls it, once it is there."""
    fault: Mapped[str | None] = mapped_column(sa.String(200))
    created_by: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    created_at: Mapped[datetime]
    live_at: Mapped[datetime | None]
    lease_until: Mapped[datetime]
    """Until when one process works on it."""


class MenuFarewell(Base):
    """Somebody who left, and whose menu is still to be taken off: it lives until then, an hour at most."""

    __tablename__ = "menu_farewells"

    id: Mapped[key]
    line_user_id: Mapped[bytes]
    """Sealed under a key of the house."""
    created_at: Mapped[datetime] = mapped_column(index=True)
