"""Topics: what is written about, and who wants which."""

import re
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from models import writes
from models.members import Member
from models.topics import MemberTopic, Topic
from services import stops
from services.errors import RuleError

NEWS = "news"
"""The topic that every shop has, and which a yes to announcements covers."""
MOST = 60
"""Topics in use at a time: all of them find room in one carousel, so that none is more than one tap away."""


class TopicUnknown(RuleError):
    """There is no such topic."""


class TopicRefused(RuleError):
    """The topic cannot be; `why` is `code`, `name`, `taken` or `many`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def active(session: Session) -> list[Topic]:
    """Give the topics that are in use, the oldest first."""
    return list(session.scalars(select(Topic).where(Topic.is_active).order_by(Topic.id)))


def by_code(session: Session, code: str) -> Topic:
    """Find a topic in use; raise TopicUnknown."""
    topic = session.scalar(select(Topic).where(Topic.code == code, Topic.is_active))
    if topic is None:
        raise TopicUnknown
    return topic


def by_name(session: Session, name: str) -> Topic | None:
    """Find a topic in use by what it is called in either language."""
    called = or_(Topic.name_ja == name, func.lower(Topic.name_en) == name.lower())
    return session.scalar(select(Topic).where(called, Topic.is_active).order_by(Topic.id).limit(1))


def define(session: Session, *, code: str, name_ja: str, name_en: str, now: datetime) -> Topic:
    """Make a topic; raise TopicRefused."""
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,23}", code):
        raise TopicRefused("code")
    if not (1 <= len(name_ja.strip()) <= 20 and 1 <= len(name_en.strip()) <= 20):
        raise TopicRefused("name")
    if len(active(session)) >= MOST:
        raise TopicRefused("many")
    row = {"code": code, "name_ja": name_ja.strip(), "name_en": name_en.strip(), "created_at": now}
    ids = writes.insert_new(session, Topic, [row | {"is_active": True}], ["code"], give="id")
    if not ids:
        raise TopicRefused("taken")
    return session.get_one(Topic, ids[0])


def retire(session: Session, topic: Topic) -> None:
    """Write about it no more; what people wished stays known."""
    topic.is_active = False
    session.flush()


def wishes(session: Session, member: Member) -> list[tuple[Topic, bool]]:
    """Give each topic with whether the member wants it (no word said means yes)."""
    said = select(MemberTopic.topic_id, MemberTopic.is_wanted).where(MemberTopic.member_id == member.id)
    wanted = {row.topic_id: row.is_wanted for row in session.execute(said)}
    return [(topic, wanted.get(topic.id, True)) for topic in active(session)]


def want(session: Session, member: Member, topic_id: int, *, is_wanted: bool, now: datetime) -> Topic:
    """Keep the member's word on a topic; raise TopicUnknown."""
    topic = session.get(Topic, topic_id)
    if topic is None or not topic.is_active:
        raise TopicUnknown
    if not is_wanted:
        stops.keep_calls_out(session)
    where = {"member_id": member.id, "topic_id": topic_id}
    writes.upsert(session, MemberTopic, where, {"is_wanted": is_wanted, "changed_at": now})
    return topic


def is_unwanted(topic_id: int) -> ColumnElement[bool]:
    """The condition on Member that they said no to this topic."""
    return (
        select(MemberTopic.member_id)
        .where(
            MemberTopic.member_id == Member.id,
            MemberTopic.topic_id == topic_id,
            MemberTopic.is_wanted.is_(False),
        )
        .exists()
    )
