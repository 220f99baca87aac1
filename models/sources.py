"""Sources: where people come from, by the poster, page or card that asked them."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, choice


class SourceKind(enum.StrEnum):
    """Where the poster hangs, or the link stands."""

    SITE = "site"
    MALL = "mall"
    SHOP = "shop"
    EVENT = "event"
    ADVERTISEMENT = "ad"
    SERVICE = "service"
    SOCIAL = "social"


class Source(Base):
    """One place that asks people to join; its code is kept with those who said yes."""

    __tablename__ = "sources"

    code: Mapped[str] = mapped_column(sa.String(24), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(20))
    """What stands in the message behind 会員登録."""
    folded: Mapped[str] = mapped_column(sa.String(40), unique=True)
    """The name as it is recognised: wide or small, with any spaces."""
    kind: Mapped[SourceKind] = mapped_column(choice(SourceKind))
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
