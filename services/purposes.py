"""Purposes: when one may be asked for, and asked for anew: rarely, and only after the member acted."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models import writes
from models.consents import Consent, Purpose
from models.members import Member
from models.notices import Notice
from models.profiles import Asking
from services import consent, notices

GAP = timedelta(days=90)
"""The shortest time between two askings that nobody asked for (trust.md 2.4)."""
FURTHER = (Purpose.PROFILE, Purpose.ANALYSIS, Purpose.THIRD_PARTY)
"""Purposes that are off until a feature needs them and asks, in its place."""
RENEWED = (Purpose.MEMBERSHIP, Purpose.ANNOUNCEMENTS, Purpose.PROFILE)
"""Questions that are put again when their words reach further."""


def may_ask(session: Session, member: Member, purpose: Purpose, *, now: datetime) -> bool:
    """Tell whether this may be asked unbidden, in answer to something the member did.

    Not what is open under terms that still hold, nor within 90 days of the last asking or the last no.
    """
    asked = session.get(Asking, (member.id, purpose.value), populate_existing=True)
    if asked is not None and now - asked.asked_at < GAP:
        return False
    row = session.get(Consent, (member.id, purpose))
    if row is not None and row.is_given:
        return _is_outgrown(session, row, now=now)
    return row is None or now - row.answered_at >= GAP


def note_asked(session: Session, member: Member, purpose: Purpose, *, now: datetime) -> None:
    """Remember that it was asked today."""
    where = {"member_id": member.id, "purpose": purpose.value}
    writes.upsert(session, Asking, where, {"asked_at": now})


def to_renew(session: Session, member: Member, *, now: datetime) -> Purpose | None:
    """Give the question whose words reach further than this member agreed to, if it may be put now."""
    for purpose in RENEWED:
        if is_outgrown(session, member, purpose, now=now) and may_ask(session, member, purpose, now=now):
            return purpose
    return None


def is_outgrown(session: Session, member: Member, purpose: Purpose, *, now: datetime) -> bool:
    """Tell whether the words in force reach further than the member's yes; that yes covers its own terms."""
    asked = [known for known in Purpose if notices.asked_under(known) == purpose]
    standing = consent.standing(session, member)
    given = [row for known in asked if (row := standing.get(known)) is not None and row.is_given]
    return any(_is_outgrown(session, row, now=now) for row in given)


def _is_outgrown(session: Session, row: Consent, *, now: datetime) -> bool:
    accepted = session.get(Notice, row.notice_id) if row.notice_id else None
    return accepted is not None and notices.needs_asking(session, accepted, now=now)
