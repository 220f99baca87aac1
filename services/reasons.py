"""Reasons: the very answer that a message rests on, and the words it was given under."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.announcements import Announcement
from models.consents import ConsentEntry, Purpose
from models.members import Member
from models.notices import Notice
from models.sendings import Delivery, Sending, SendingState
from models.topics import Topic
from services import consent, notices

REACHED = (SendingState.ACCEPTED, SendingState.UNKNOWN)


@dataclass(frozen=True)
class Reason:
    """Which answer, when, under which words; and what the message was about."""

    purpose: Purpose
    answered_at: datetime
    notice: Notice
    topic: Topic | None = None
    announcement_id: int | None = None
    """None for a letter, and where it is asked of messages in general."""
    tapped: Purpose | None = None
    """What was said yes to with this tap, where that was more than this purpose."""

    @property
    def label(self) -> str:
        """The answer as it stood on the button."""
        return self.notice.labels[1 if (self.tapped or self.purpose) == Purpose.SERVICE else 0]


def of_announcement(session: Session, member: Member, announcement_id: int) -> Reason | None:
    """Give the ledger line that covered this announcement to this member."""
    covering = select(ConsentEntry, Topic).where(
        Delivery.member_id == member.id,
        Delivery.announcement_id == announcement_id,
        ConsentEntry.id == Delivery.consent_entry_id,
        Announcement.id == Delivery.announcement_id,
        Topic.id == Announcement.topic_id,
    )
    row = session.execute(covering).first()
    return None if row is None else _reason(session, row[0], row[1], announcement_id)


def of_newest(session: Session, member: Member) -> Reason | None:
    """Give what the newest message rests on that reached the member unasked, or may have."""
    covering = (
        select(ConsentEntry, Topic, Delivery.announcement_id)
        .join(Delivery, Delivery.consent_entry_id == ConsentEntry.id)
        .join(Sending, Sending.id == Delivery.sending_id)
        .outerjoin(Announcement, Announcement.id == Delivery.announcement_id)
        .outerjoin(Topic, Topic.id == Announcement.topic_id)
        .where(Delivery.member_id == member.id, Delivery.dropped.is_(None))
        .where(Sending.state.in_(REACHED))
        .order_by(Sending.first_attempt_at.desc(), Sending.id.desc())
    )
    row = session.execute(covering.limit(1)).first()
    return None if row is None else _reason(session, *row)


def latest(session: Session, member: Member, purpose: Purpose) -> Reason | None:
    """Give the member's newest yes to a purpose, withdrawn since or not."""
    yes = select(ConsentEntry).where(
        ConsentEntry.member_pid == member.pid,
        ConsentEntry.purpose == purpose,
        ConsentEntry.answer.in_(consent.OPENING),
        ConsentEntry.notice_id.is_not(None),
    )
    entry = session.scalar(yes.order_by(ConsentEntry.answered_at.desc(), ConsentEntry.id.desc()).limit(1))
    return None if entry is None else _reason(session, entry, None)


def agreed_words(session: Session, member: Member, purpose: Purpose) -> Reason | None:
    """Give the words a member once said yes to; those of the announcements' question also say `service`."""
    asked = [known for known in Purpose if notices.asked_under(known) == notices.asked_under(purpose)]
    found = [reason for known in asked if (reason := latest(session, member, known)) is not None]
    return max(found, key=_newest_and_widest, default=None)


def _newest_and_widest(reason: Reason) -> tuple[datetime, bool]:
    """One tap on 受け取る answers for both purposes; it is told as what was tapped."""
    return reason.answered_at, reason.purpose == Purpose.ANNOUNCEMENTS


def _reason(
    session: Session, entry: ConsentEntry, topic: Topic | None, announcement_id: int | None = None
) -> Reason | None:
    notice = session.get(Notice, entry.notice_id) if entry.notice_id else None
    if notice is None:
        return None
    tapped = Purpose.ANNOUNCEMENTS if _was_wider(session, entry) else entry.purpose
    return Reason(entry.purpose, entry.answered_at, notice, topic, announcement_id, tapped)


def _was_wider(session: Session, entry: ConsentEntry) -> bool:
    """One tap on 受け取る writes a line for expiry notices, too; who is told of it tapped 受け取る."""
    wider = select(ConsentEntry.id).where(
        ConsentEntry.member_pid == entry.member_pid,
        ConsentEntry.webhook_event_id == entry.webhook_event_id,
        ConsentEntry.purpose == Purpose.ANNOUNCEMENTS,
        ConsentEntry.answer.in_(consent.OPENING),
    )
    return entry.purpose == Purpose.SERVICE and session.scalar(wider.limit(1)) is not None
