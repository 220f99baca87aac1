"""Reasons: the very answer that a message rests on, and the words it was given under."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.announcements import Announcement
from models.consents import ConsentEntry, Purpose
from models.members import Member
from models.notices import Notice
from models.sendings import Delivery
from models.topics import Topic
from services import consent, notices


@dataclass(frozen=True)
class Reason:
    """Which answer, when, under which words; and what the message was about."""

    purpose: Purpose
    answered_at: datetime
    notice: Notice
    topic: Topic | None = None

    @property
    def label(self) -> str:
        """The answer as it stood on the button."""
        return self.notice.labels[1 if self.purpose == Purpose.SERVICE else 0]


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
    return None if row is None else _reason(session, row[0], row[1])


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


def _reason(session: Session, entry: ConsentEntry, topic: Topic | None) -> Reason | None:
    notice = session.get(Notice, entry.notice_id) if entry.notice_id else None
    return None if notice is None else Reason(entry.purpose, entry.answered_at, notice, topic)
