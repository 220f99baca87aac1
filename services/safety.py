"""Safety: a recall or a sudden closure is told past courtesy, never past consent; two people see to it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.announcements import Announcement, AnnouncementState
from models.consents import Purpose
from models.sendings import Sending
from models.staff import Staff
from services import fingerprints
from services.errors import RuleError

_TOLD = (AnnouncementState.SENDING, AnnouncementState.SENT)


class SecondPersonNeeded(RuleError):
    """Whoever wrote it may not be the one who lets it go out, where somebody else may."""


class ContentChanged(RuleError):
    """It is not any more what whoever approves it has seen."""


def purpose(announcement: Announcement) -> Purpose:
    """Tell which consent an announcement rests on: one for safety on membership, which names it."""
    return purpose_of(is_safety=announcement.is_safety)


def purpose_of(*, is_safety: bool) -> Purpose:
    return Purpose.MEMBERSHIP if is_safety else Purpose.ANNOUNCEMENTS


def waives_courtesy(sending: Sending, announcement: Announcement | None) -> bool:
    """Tell whether topic, rhythm, cap, pause and hours do not count: for a safety announcement only."""
    return (
        announcement is not None
        and announcement.is_safety
        and sending.announcement_id == announcement.id
        and sending.purpose == Purpose.MEMBERSHIP
    )


def check_second_person(
    session: Session, announcement: Announcement, by: Staff | None, seen: str | None
) -> None:
    """Let a safety announcement be scheduled only by a second person, where there is one who may send.

    `seen` is the fingerprint of what they had before them. Raise SecondPersonNeeded or ContentChanged.
    """
    if not announcement.is_safety:
        return
    if by is None or (by.id == announcement.created_by and is_second_person_there(session)):
        raise SecondPersonNeeded
    if seen != fingerprint(announcement):
        raise ContentChanged


def is_second_person_there(session: Session) -> bool:
    """Tell whether more than one person may send."""
    able = select(func.count()).select_from(Staff).where(Staff.may_send, Staff.active)
    return (session.scalar(able) or 0) > 1


def fingerprint(announcement: Announcement) -> str:
    """Hash what stands in the draft: 64 hex digits."""
    draft = (announcement.title, announcement.content, announcement.topic_id)
    return fingerprints.of([*draft, announcement.is_quiet, announcement.is_safety])


def check_unchanged(session: Session, announcement: Announcement, opened: str | None) -> None:
    """Keep others from the draft; raise Overtaken unless it is what `opened` says. None: nobody looked."""
    if opened is not None:
        session.refresh(announcement, with_for_update=True)
        fingerprints.check(opened, fingerprint(announcement))


def approved(frozen: Sequence[Any], start: datetime, end: datetime, *, is_safety: bool) -> str:
    """Hash what is approved: the words in each language, from when until when, and if courtesy is waived."""
    times = [f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}" for moment in (start, end)]
    return fingerprints.of([list(frozen), *times, is_safety])


def is_as_approved(announcement: Announcement) -> bool:
    """Tell whether a scheduled safety announcement still is what was approved; any change voids it."""
    start, end = announcement.scheduled_at, announcement.valid_until
    if not announcement.is_safety or start is None or end is None:
        return not announcement.is_safety
    return announcement.approved_sha256 == approved(announcement.messages or [], start, end, is_safety=True)


def hold(session: Session, announcement: Announcement) -> None:
    """Let it go no further, for it is not what was approved: somebody has to write and approve it anew."""
    announcement.resumes_to, announcement.state = announcement.state, AnnouncementState.PAUSED
    session.flush()


def told(session: Session) -> list[Announcement]:
    """Give all that went out, or is going out, the newest first: the trust page lists them."""
    gone = select(Announcement).where(Announcement.is_safety, Announcement.state.in_(_TOLD))
    return list(session.scalars(gone.order_by(Announcement.scheduled_at.desc(), Announcement.id.desc())))
