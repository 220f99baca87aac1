"""Approvals: what goes out is what was approved, by a second person where two may send."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.announcements import Announcement, AnnouncementState
from models.staff import Staff
from services import fingerprints, settings
from services.errors import RuleError


class SecondPersonNeeded(RuleError):
    """Whoever wrote it may not be the one who lets it go out, where somebody else may."""


class ContentChanged(RuleError):
    """It is not any more what whoever approves it has seen."""


def is_required(session: Session, announcement: Announcement) -> bool:
    """Tell whether somebody has to look at it before it goes out: the shop's choice, always for safety.

    A shop that chose nothing has it as soon as two people may send.
    """
    chosen = settings.read(session).approval_required
    if announcement.is_safety or chosen is not None:
        return announcement.is_safety or bool(chosen)
    return is_second_person_there(session)


def needs_second(session: Session, announcement: Announcement, person: Staff) -> bool:
    """Tell whether this person wrote it and somebody else has to approve it."""
    wrote = announcement.created_by == person.id
    return wrote and is_required(session, announcement) and is_second_person_there(session)


def check(session: Session, announcement: Announcement, by: Staff | None, seen: str | None) -> None:
    """Let it be scheduled only by a second person, where it is required and there is one who may send.

    `seen` is the fingerprint of what they had before them; nobody named: the operator's word counts, but for
    safety. Raise SecondPersonNeeded or ContentChanged.
    """
    if by is None:
        if announcement.is_safety:
            raise SecondPersonNeeded
        return
    if needs_second(session, announcement, by):
        raise SecondPersonNeeded
    if is_required(session, announcement) and seen != fingerprint(announcement):
        raise ContentChanged


def is_second_person_there(session: Session) -> bool:
    """Tell whether more than one person may send."""
    able = select(func.count()).select_from(Staff).where(Staff.may_send, Staff.active)
    return (session.scalar(able) or 0) > 1


def fingerprint(announcement: Announcement) -> str:
    """Hash what stands in the draft: 64 hex digits."""
    return fingerprints.of([announcement.title, announcement.content, *_rule(announcement)])


def check_unchanged(session: Session, announcement: Announcement, opened: str | None) -> None:
    """Keep others from the draft; raise Overtaken unless it is what `opened` says. None: nobody looked."""
    if opened is not None:
        session.refresh(announcement, with_for_update=True)
        fingerprints.check(opened, fingerprint(announcement))


def approved(announcement: Announcement, words: Any, start: datetime | None, end: datetime | None) -> str:
    """Hash what is approved: the words in each language, who gets them and how, from when until when."""
    times = [f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}" if moment else None for moment in (start, end)]
    spread = [announcement.spread_minutes] if announcement.spread_minutes else []
    return fingerprints.of([words, times, *_rule(announcement), *spread])


def is_as_approved(announcement: Announcement) -> bool:
    """Tell whether a scheduled announcement still is what was approved; any change voids it.

    One whose approval nobody wrote down (it was scheduled by an older version) may go, but not for safety.
    """
    if announcement.approved_sha256 is None:
        return not announcement.is_safety
    times = announcement.scheduled_at, announcement.valid_until
    return announcement.approved_sha256 == approved(announcement, announcement.messages, *times)


def hold(session: Session, announcement: Announcement) -> None:
    """Let it go no further, for it is not what was approved: somebody has to write and approve it anew."""
    announcement.resumes_to, announcement.state = announcement.state, AnnouncementState.PAUSED
    session.flush()


def _rule(announcement: Announcement) -> Sequence[Any]:
    """Who gets it, and how: what decides whom a plan chooses and what their phones do."""
    return [announcement.topic_id, announcement.is_quiet, announcement.is_safety]
