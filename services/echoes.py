"""Echoes: what came back from the people whom an announcement reached."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from models.announcements import Announcement
from models.consents import ConsentEntry
from models.coupons import CouponGrant
from models.sendings import Delivery, Sending, SendingState
from services import consent, coverage, safety

WITHIN = timedelta(hours=72)
"""What comes later is hardly an answer to this message."""
BLOCKED = "blocked"
SHOWN = 5
"""Messages whose numbers are named as examples."""
Given = aliased(ConsentEntry, name="given")


@dataclass(frozen=True)
class Echoes:
    """People; stops and blocks within three days of the last call, coupons until today."""

    stops: int
    blocks: int
    coupons: int | None
    """Copies used; None: there was no coupon in it."""


def of(session: Session, announcement: Announcement) -> Echoes:
    """Count who stopped, who blocked, and who used the coupon, among those whom it reached."""
    stops, blocks = _left(session, announcement)
    return Echoes(stops, blocks, _coupons(session, announcement))


def numbers(session: Session, announcement: Announcement) -> list[str]:
    """Name some of its messages, for whoever wants to see a proof."""
    sent = _reached(select(Delivery.sending_id, Delivery.member_id), announcement)
    rows = session.execute(sent.order_by(Delivery.sending_id, Delivery.member_id).limit(SHOWN))
    return [coverage.number(*row) for row in rows]


def _left(session: Session, announcement: Announcement) -> tuple[int, int]:
    """Read the ledger from the first call on, so that it is short, and those erased since are counted."""
    size, last = session.execute(
        select(func.min(Sending.ledger_size), func.max(Sending.last_attempt_at)).where(
            Sending.announcement_id == announcement.id
        )
    ).one()
    if size is None or last is None:
        return 0, 0
    ended = and_(
        ConsentEntry.id > size,
        ConsentEntry.purpose == safety.purpose(announcement),
        ConsentEntry.answer.not_in(consent.OPENING),
        ConsentEntry.answered_at >= Sending.first_attempt_at,
        ConsentEntry.answered_at <= last + WITHIN,
    )
    is_block = func.coalesce(ConsentEntry.reason, "") == BLOCKED
    people = func.count(ConsentEntry.member_pid.distinct())
    counted = _reached(select(people.filter(~is_block), people.filter(is_block)), announcement)
    theirs = ConsentEntry.member_pid == Given.member_pid
    row = session.execute(
        counted.join(Given, Given.id == Delivery.consent_entry_id).join(ConsentEntry, and_(theirs, ended))
    ).one()
    return int(row[0]), int(row[1])


def _coupons(session: Session, announcement: Announcement) -> int | None:
    coupon_id = announcement.content.get("coupon_id")
    if not coupon_id:
        return None
    used = _reached(select(func.count(CouponGrant.id)), announcement)
    mine = and_(CouponGrant.member_id == Delivery.member_id, CouponGrant.coupon_id == coupon_id)
    counted = used.join(CouponGrant, and_(mine, CouponGrant.used_at >= Sending.first_attempt_at))
    return int(session.execute(counted).scalar_one())


def _reached(statement: Any, announcement: Announcement) -> Any:
    """Messages of this announcement that LINE took, or may have taken."""
    went = Sending.state.in_((SendingState.ACCEPTED, SendingState.UNKNOWN))
    return (
        statement.select_from(Delivery)
        .join(Sending, Sending.id == Delivery.sending_id)
        .where(Sending.announcement_id == announcement.id, went, Delivery.dropped.is_(None))
    )
