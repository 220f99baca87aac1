"""Links: a web shop's customer number that belongs to a member, and those that wait for LINE's word."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey


class Link(Base):
    """The customer number of one member at the shop's own web shop."""

    __tablename__ = "links"

    member_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("members.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    customer: Mapped[bytes]
    """The number as ciphertext under the member's own key."""
    customer_key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    """HMAC of the number: finds the member without knowing it."""
    token_digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    """SHA-256 of the token by which the web shop may speak of the member instead."""
    linked_at: Mapped[datetime]


class LinkNonce(Base):
    """A customer number whose owner signed in at the web shop and was sent on to LINE to say yes."""

    __tablename__ = "link_nonces"

    digest: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    """SHA-256 of the nonce, which LINE brings back; good once."""
    customer: Mapped[bytes]
    """The number as ciphertext under a key of the house: whose it will be is not known yet."""
    token_digest: Mapped[str] = mapped_column(sa.String(64))
    expires_at: Mapped[datetime] = mapped_column(index=True)
