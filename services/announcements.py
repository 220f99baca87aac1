"""Announcements: written, scheduled, paused, cancelled; each step one conditional update."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, update
from sqlalchemy.orm import Session

from models import locks
from models.announcements import Announcement, AnnouncementState
from models.members import Language
from models.staff import Staff
from models.topics import Topic
from services import approvals, closings, content_checks, quotas, stops, validity
from services.errors import RuleError

STOPPABLE = (
    AnnouncementState.SCHEDULED,
    AnnouncementState.PLANNING,
    AnnouncementState.SENDING,
)
ALIVE = (*STOPPABLE, AnnouncementState.PAUSED, AnnouncementState.OUT_OF_QUOTA)

Messages = Sequence[Mapping[str, Any]]


class AnnouncementUnknown(RuleError):
    """There is no announcement of this number."""

    def __init__(self, announcement_id: int) -> None:
        super().__init__(announcement_id)
        self.announcement_id = announcement_id


class AnnouncementMovedOn(RuleError):
    """What was asked cannot be done in the state that it has by now."""

    def __init__(self, state: AnnouncementState) -> None:
        super().__init__(state)
        self.state = state


class TopicGone(RuleError):
    """The topic was deleted or is no longer used."""


class MayNotSend(RuleError):
    """Whoever approved it is not one of the staff who may send."""


def find(session: Session, announcement_id: int) -> Announcement:
    """Give the announcement as it is now; raise AnnouncementUnknown."""
    announcement = session.get(Announcement, announcement_id, populate_existing=True)
    if announcement is None:
        raise AnnouncementUnknown(announcement_id)
    return announcement


def draft(
    session: Session,
    *,
    title: str,
    topic_id: int,
    content: Mapping[str, Any],
    created_by: int | None,
    now: datetime,
    is_quiet: bool = False,
    is_safety: bool = False,
) -> Announcement:
    """Keep something to be said; raise ContentEmpty, ContentTooLong, ContentRefused or TopicGone."""
    announcement = Announcement(
        title=title.strip()[:60],
        topic_id=_topic(session, topic_id),
        content=content_checks.checked(session, content, now=now),
        is_quiet=is_quiet and not is_safety,  # a recall is to be heard
        is_safety=is_safety,
        created_by=created_by,
        created_at=now,
        changed_at=now,
    )
    session.add(announcement)
    session.flush()
    return announcement


def change(
    session: Session,
    announcement: Announcement,
    *,
    title: str,
    topic_id: int,
    content: Mapping[str, Any],
    changed_by: int | None = None,
    now: datetime,
    is_quiet: bool = False,
    is_safety: bool = False,
    opened: str | None = None,
) -> None:
    """Rewrite a draft, which then is the changer's; raise as `draft`, AnnouncementMovedOn or Overtaken."""
    approvals.check_unchanged(session, announcement, opened)
    _move(
        session,
        announcement,
        (AnnouncementState.DRAFT,),
        title=title.strip()[:60],
        topic_id=_topic(session, topic_id),
        content=content_checks.checked(session, content, now=now),
        is_quiet=is_quiet and not is_safety,
        is_safety=is_safety,
        created_by=changed_by or Announcement.created_by,
        changed_at=now,
    )


def duplicate(session: Session, found: Announcement, *, by: Staff, now: datetime) -> Announcement:
    """Write the same once more, as a draft of whoever asks; what cannot be any more is refused later on.

    That it is about safety stays only where they may decide that.
    """
    copy = Announcement(
        title=found.title,
        topic_id=found.topic_id,
        content=dict(found.content),
        is_quiet=found.is_quiet,
        is_safety=found.is_safety and by.may_send,
        created_by=by.id,
        created_at=now,
        changed_at=now,
    )
    session.add(copy)
    session.flush()
    return copy


def schedule(
    session: Session,
    announcement: Announcement,
    *,
    at: datetime | None,
    until: datetime | None,
    messages_by_language: Mapping[str, Messages],
    approved_by: Staff | None,
    now: datetime,
    seen: str | None = None,
) -> None:
    """Freeze the words and set the time; nobody named as approver: the operator's word counts.

    Raise MayNotSend, TopicGone, AnnouncementPast, ValidityTooShort, AnnouncementMovedOn, as `draft` does, and
    SecondPersonNeeded or ContentChanged (`seen`: see `services.approvals`).
    """
    if approved_by is not None and not (approved_by.may_send and approved_by.active):
        raise MayNotSend
    approvals.check(session, announcement, approved_by, seen)
    _topic(session, announcement.topic_id)
    content_checks.checked(session, announcement.content, now=now)
    frozen = freeze(messages_by_language)
    start, end = validity.between(at, until, now=now)
    _move(
        session,
        announcement,
        (AnnouncementState.DRAFT,),
        state=AnnouncementState.SCHEDULED,
        messages=frozen,
        scheduled_at=start,
        valid_until=end,
        approved_by=approved_by.id if approved_by else None,
        approved_sha256=approvals.approved(announcement, frozen, start, end),
        changed_at=now,
    )


def pause(session: Session, announcement: Announcement, *, now: datetime) -> None:
    """Begin no more calls until it is resumed; raise AnnouncementMovedOn."""
    stops.keep_calls_out(session)
    _move(
        session,
        announcement,
        STOPPABLE,
        resumes_to=Announcement.state,
        state=AnnouncementState.PAUSED,
        changed_at=now,
    )


def resume(session: Session, announcement: Announcement, *, now: datetime) -> None:
    """Go on where it stood; raise AnnouncementPast, QuotaTooSmall or AnnouncementMovedOn."""
    if announcement.valid_until is not None and announcement.is_past(now):
        raise validity.AnnouncementPast(announcement.valid_until)
    quotas.check_resumed(session, announcement, now=now)
    _move(
        session,
        announcement,
        (AnnouncementState.PAUSED, AnnouncementState.OUT_OF_QUOTA),
        state=case(
            (Announcement.state == AnnouncementState.OUT_OF_QUOTA, AnnouncementState.SENDING),
            else_=Announcement.resumes_to,
        ),
        resumes_to=None,
        changed_at=now,
    )


def cancel(session: Session, announcement: Announcement, *, now: datetime) -> None:
    """End it; calls under way are the last. Raise AnnouncementMovedOn."""
    stops.keep_calls_out(session)
    locks.name(session, closings.LOCK)
    states = (AnnouncementState.DRAFT, *ALIVE)
    _move(session, announcement, states, state=AnnouncementState.CANCELLED, changed_at=now, finished_at=now)
    closings.end_waiting(session, now=now)


def _move(
    session: Session,
    announcement: Announcement,
    states: Sequence[AnnouncementState],
    **values: Any,
) -> None:
    """Change it if it still is in one of these states, in one statement, or raise AnnouncementMovedOn."""
    move = (
        update(Announcement)
        .where(Announcement.id == announcement.id, Announcement.state.in_(states))
        .values(**values)
        .returning(Announcement.id)
        .execution_options(synchronize_session=False)
    )
    has_moved = session.scalar(move) is not None
    session.refresh(announcement)
    if not has_moved:
        raise AnnouncementMovedOn(announcement.state)


def _topic(session: Session, topic_id: int) -> int:
    topic = session.get(Topic, topic_id)
    if topic is None or not topic.is_active:
        raise TopicGone(topic_id)
    return topic.id


def freeze(messages_by_language: Mapping[str, Messages]) -> list[dict[str, Any]]:
    """Put the words down by language; each falls back to Japanese. Raise ContentEmpty."""
    if not messages_by_language.get(Language.JA):
        raise content_checks.ContentEmpty
    spoken = {language: messages_by_language.get(language) for language in Language}
    return [
        {"language": str(language), "messages": list(messages or messages_by_language[Language.JA])}
        for language, messages in spoken.items()
    ]
