"""Safety: a recall or a sudden closure is told past courtesy, never past consent; two people see to it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.announcements import Announcement, AnnouncementState
from models.consents import Purpose
from models.sendings import Sending

_TOLD = (AnnouncementState.SENDING, AnnouncementState.SENT)


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


def told(session: Session) -> list[Announcement]:
    """Give all that went out, or is going out, the newest first: the trust page lists them."""
    gone = select(Announcement).where(Announcement.is_safety, Announcement.state.in_(_TOLD))
    return list(session.scalars(gone.order_by(Announcement.scheduled_at.desc(), Announcement.id.desc())))
