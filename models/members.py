"""Members: the people who said yes."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, choice, key


class Language(enum.StrEnum):
    """A language the bot speaks."""

    JA = "ja"
    EN = "en"


class AgeAnswer(enum.StrEnum):
    """What somebody said where the shop must ask for the age; the birthday is never asked."""

    OF_AGE = "of_age"
    GUARDIAN = "guardian"
    """Younger, with the guardian's consent."""


class Member(Base):
    """Somebody who said yes to membership."""

    __tablename__ = "members"
    # An id is never given again: what is written of an erased member must not pass to the next one.
    __table_args__ = (sa.Index("ix_members_joined_at", "joined_at"), {"sqlite_autoincrement": True})

    id: Mapped[key]
    pid: Mapped[str] = mapped_column(sa.String(32), unique=True)
    """Random name of the person in records that outlive them."""
    card_number: Mapped[str] = mapped_column(sa.String(8), unique=True)
    person_key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    """HMAC of the LINE user id: finds the person without knowing who it is."""
    line_user_id: Mapped[bytes]
    """The LINE user id as ciphertext under the member's own key."""
    language: Mapped[Language] = mapped_column(choice(Language), default=Language.JA)
    source: Mapped[str] = mapped_column(sa.String(24), default="line")
    joined_at: Mapped[datetime]
    followed_at: Mapped[datetime | None]
    """When LINE told us of the friend-add; nobody tells it of those who were friends before."""
    blocked_at: Mapped[datetime | None]
    friendship_at: Mapped[datetime | None]
    """LINE's time of the newest follow or unfollow that was counted; an older one changes nothing."""
    age_answer: Mapped[AgeAnswer | None] = mapped_column(choice(AgeAnswer))
    last_seen_at: Mapped[datetime | None]
    """When they last wrote, tapped or bought, to the day; None: not since they joined."""
    menu_id: Mapped[int | None] = mapped_column(BigKey, index=True)
    """The menu that was linked to them; none: none yet, or not since they came back. No foreign key, as
    with deliveries."""
    sleep_told_at: Mapped[datetime | None]
    """When they were told that a membership nobody uses will be erased."""

    @property
    def is_friend(self) -> bool:
        return self.blocked_at is None
