"""Topics: what announcements are about, and who does not want which."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, key


class Topic(Base):
    """Something a shop writes about, under which a member can say yes or no."""

    __tablename__ = "topics"

    id: Mapped[key]
    code: Mapped[str] = mapped_column(sa.String(24), unique=True)
    name_ja: Mapped[str] = mapped_column(sa.String(40))
    name_en: Mapped[str] = mapped_column(sa.String(40))
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_ja


class MemberTopic(Base):
    """One member's word on one topic; no row means yes, as long as announcements are wanted at all."""

    __tablename__ = "member_topics"

    member_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("members.id", ondelete="CASCADE"), primary_key=True
    )
    topic_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("topics.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    is_wanted: Mapped[bool]
    changed_at: Mapped[datetime]
