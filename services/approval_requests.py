"""Approval requests: somebody asks that an announcement go out; a second person lets it, or not yet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from models import writes
from models.announcements import Announcement, AnnouncementState
from models.approvals import Approval, ApprovalState
from models.staff import Staff
from services import announcements, approvals, validity
from services.announcements import Messages
from services.errors import RuleError

LONGEST_WORD = 200


class NobodyToApprove(RuleError):
    """Nobody may send it but whoever asks or wrote it."""


class ApprovalOver(RuleError):
    """The question was answered, or is put no longer."""


class WordNeeded(RuleError):
    """Who sends it back has to say why, in not more than `limit` letters."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


def ask(
    session: Session,
    announcement: Announcement,
    *,
    by: Staff,
    at: datetime | None,
    until: datetime | None,
    messages_by_language: Mapping[str, Messages],
    now: datetime,
) -> Approval:
    """Ask that it go out as it stands, at these times; an earlier question about it is replaced.

    Raise NobodyToApprove, AnnouncementMovedOn, ApprovalOver, ContentEmpty, AnnouncementPast or
    ValidityTooShort.
    """
    if announcement.state != AnnouncementState.DRAFT:
        raise announcements.AnnouncementMovedOn(announcement.state)
    if not _others(session, announcement, by):
        raise NobodyToApprove
    validity.between(at, until, now=now)
    asked = {
        "state": ApprovalState.WAITING,
        "sha256": _seal(announcement, messages_by_language, at, until),
        "begins_at": at,
        "valid_until": until,
        "asked_by": by.id,
        "asked_at": now,
    }
    unanswered: dict[str, Any] = {"answered_by": None, "answered_at": None, "word": ""}
    where = {"announcement_id": announcement.id}
    writes.upsert(session, Approval, where, asked | unanswered, only_if=_is_open)
    request = session.get_one(Approval, announcement.id)
    if request.state != ApprovalState.WAITING:
        raise ApprovalOver  # somebody approved it this very moment
    return request


def _is_open(_new: Any) -> ColumnElement[bool]:
    return Approval.state != ApprovalState.APPROVED


def of(session: Session, announcement: Announcement) -> Approval | None:
    """Give the last question about an announcement."""
    return session.get(Approval, announcement.id)


def is_sound(
    request: Approval, announcement: Announcement, messages_by_language: Mapping[str, Messages]
) -> bool:
    """Tell whether it still is what was asked about: words, who gets it, times. Any change voids it."""
    return request.sha256 == _seal(announcement, messages_by_language, request.begins_at, request.valid_until)


def waiting(session: Session, person: Staff) -> list[Announcement]:
    """Give the drafts that this person is asked to approve, the oldest question first."""
    if not person.may_send:
        return []
    asked = (
        select(Announcement)
        .join(Approval, Approval.announcement_id == Announcement.id)
        .where(Approval.state == ApprovalState.WAITING, Announcement.state == AnnouncementState.DRAFT)
        .where(Approval.asked_by != person.id, _by_another(person))
    )
    return list(session.scalars(asked.order_by(Approval.asked_at)))


def approve(
    session: Session,
    announcement: Announcement,
    *,
    by: Staff,
    seen: str | None,
    messages_by_language: Mapping[str, Messages],
    now: datetime,
) -> None:
    """Let it out as it was asked for; `seen` is the hash of what they had before them.

    Raise ApprovalOver, ContentChanged, and what `announcements.schedule` raises.
    """
    request = of(session, announcement)
    if request is None or request.state != ApprovalState.WAITING:
        raise ApprovalOver
    if request.sha256 != seen or not is_sound(request, announcement, messages_by_language):
        raise approvals.ContentChanged
    _answer(session, request, ApprovalState.APPROVED, by=by, now=now)
    announcements.schedule(
        session,
        announcement,
        at=request.begins_at,
        until=request.valid_until,
        messages_by_language=messages_by_language,
        approved_by=by,
        seen=approvals.fingerprint(announcement),
        now=now,
    )


def send_back(session: Session, announcement: Announcement, *, by: Staff, word: str, now: datetime) -> None:
    """Say what should be another way; raise MayNotSend, WordNeeded or ApprovalOver."""
    if not by.may_send:
        raise announcements.MayNotSend
    if not 0 < len(word.strip()) <= LONGEST_WORD:
        raise WordNeeded(LONGEST_WORD)
    request = of(session, announcement)
    if request is None:
        raise ApprovalOver
    _answer(session, request, ApprovalState.RETURNED, by=by, now=now, word=word.strip())


def _answer(
    session: Session, request: Approval, state: ApprovalState, *, by: Staff, now: datetime, word: str = ""
) -> None:
    """Answer it once, and only as it was read: of two answers the first counts."""
    answer = (
        update(Approval)
        .where(
            Approval.announcement_id == request.announcement_id,
            Approval.state == ApprovalState.WAITING,
            Approval.sha256 == request.sha256,
        )
        .values(state=state, answered_by=by.id, answered_at=now, word=word)
        .returning(Approval.announcement_id)
    )
    if session.scalar(answer) is None:
        raise ApprovalOver
    session.refresh(request)


def _others(session: Session, announcement: Announcement, by: Staff) -> list[int]:
    """Who may approve what this person asks for: everybody who may send but they, and but who wrote it."""
    taken = [number for number in (by.id, announcement.created_by) if number is not None]
    able = select(Staff.id).where(Staff.may_send, Staff.active, Staff.id.not_in(taken))
    return list(session.scalars(able))


def _by_another(person: Staff) -> Any:
    return or_(Announcement.created_by.is_(None), Announcement.created_by != person.id)


def _seal(
    announcement: Announcement,
    messages_by_language: Mapping[str, Messages],
    at: datetime | None,
    until: datetime | None,
) -> str:
    frozen = announcements.freeze(messages_by_language)
    return approvals.approved(announcement, frozen, at, until)
