"""Coverage: for every message, the very answer that it rests on, and that none had ended it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from models.announcements import Announcement
from models.consents import ConsentEntry, Purpose
from models.ledger import LedgerStub
from models.members import Member
from models.sendings import Delivery, Sending
from services import consent
from services.errors import RuleError

SLICE = 5_000
Given, Ending = aliased(ConsentEntry, name="given"), aliased(ConsentEntry, name="ending")


class MessageUnknown(RuleError):
    """No message of this number was sent."""

    def __init__(self, message_id: str) -> None:
        super().__init__(message_id)
        self.message_id = message_id


class ProofOver(RuleError):
    """The time for which this message's proof is kept is over; only its leaf is left."""


@dataclass(frozen=True)
class Message:
    """One message to one person: what it rests on, and what ended that, if anything has."""

    delivery: Delivery
    sending: Sending
    given: ConsentEntry
    ended: ConsentEntry | None
    is_theirs: bool
    """Whether that is this person's answer; of somebody erased nothing else is known."""

    @property
    def is_covered(self) -> bool:
        """Whether the yes was there, and not ended yet, when the call was about to be made."""
        size = self.sending.ledger_size or 0
        is_yes = self.given.answer in consent.OPENING and self.given.purpose == self.sending.purpose
        return (
            self.is_theirs
            and is_yes
            and self.given.id <= size
            and (self.ended is None or self.ended.id > size)
        )

    def told(self) -> dict[str, Any]:
        """Give what is known of the message itself."""
        attempted = self.sending.last_attempt_at
        return {
            "id": number(self.delivery.sending_id, self.delivery.member_id),
            "announcement": self.delivery.announcement_id,
            "purpose": str(self.sending.purpose),
            "attempted_at": attempted.isoformat(timespec="milliseconds") if attempted else None,
            "ledger_size": self.sending.ledger_size,
            "state": str(self.sending.state),
        }


class Sent(NamedTuple):
    """One message as staff may know of it."""

    number: str
    at: datetime
    purpose: Purpose
    title: str | None
    """What staff called the announcement; None: it was personal."""


def number(sending_id: int, member_id: int) -> str:
    """Write a message's number: which call, to whom."""
    return f"{sending_id}-{member_id}"


def find(session: Session, message_id: str) -> Message:
    """Find a message by its number; raise MessageUnknown or ProofOver."""
    sending_id, _, member_id = message_id.strip().partition("-")
    if not (_is_number(sending_id) and _is_number(member_id)):
        raise MessageUnknown(message_id)
    row = session.execute(
        _sent(select(Delivery, Sending, Given, LedgerStub.entry_id, _is_theirs())).where(
            Delivery.sending_id == int(sending_id), Delivery.member_id == int(member_id)
        )
    ).first()
    if row is None:
        raise MessageUnknown(message_id)
    delivery, sending, given, stub, is_theirs = row
    if given is None:
        raise ProofOver if stub is not None else MessageUnknown(message_id)
    return Message(delivery, sending, given, _end_of(session, given), is_theirs)


def of_announcement(session: Session, member: Member, announcement_id: int) -> str | None:
    """Give the number of this announcement's message to this member, if it was sent."""
    mine = select(Delivery.sending_id).where(
        Delivery.member_id == member.id,
        Delivery.announcement_id == announcement_id,
        Delivery.dropped.is_(None),
    )
    sending_id = session.scalar(mine)
    return None if sending_id is None else number(sending_id, member.id)


def sent_to(session: Session, member: Member, *, limit: int = 10) -> list[Sent]:
    """Give the last messages to a member, the newest first."""
    mine = (
        select(Delivery.sending_id, Sending.last_attempt_at, Sending.purpose, Announcement.title)
        .join(Sending, Sending.id == Delivery.sending_id)
        .outerjoin(Announcement, Announcement.id == Delivery.announcement_id)
        .where(Delivery.member_id == member.id, Delivery.dropped.is_(None), Sending.attempts > 0)
    )
    rows: Any = session.execute(mine.order_by(Delivery.sending_id.desc()).limit(limit))
    return [Sent(number(sending_id, member.id), *told) for sending_id, *told in rows]


def count(session: Session) -> int:
    """Count the messages that were sent, or may have been."""
    return session.scalar(_sent(select(func.count()))) or 0


def uncovered(session: Session) -> Iterator[str]:
    """Name every message that no yes covers; there should be none. Reads all, in slices."""
    after = (0, 0)
    keys = tuple_(Delivery.sending_id, Delivery.member_id)
    judged = _sent(select(Delivery.sending_id, Delivery.member_id, _is_covered().label("is_covered")))
    ordered = judged.order_by(Delivery.sending_id, Delivery.member_id).limit(SLICE)
    while rows := session.execute(ordered.where(keys > after)).all():
        yield from (number(row.sending_id, row.member_id) for row in rows if not row.is_covered)
        after = (rows[-1].sending_id, rows[-1].member_id)


def _sent(statement: Any) -> Any:
    """Deliveries whose call was made at least once, with the line that each rests on.

    A test to staff has none; somebody who was left out is in no call that may have arrived.
    """
    return (
        statement.select_from(Delivery)
        .join(Sending, Sending.id == Delivery.sending_id)
        .outerjoin(Given, Given.id == Delivery.consent_entry_id)
        .outerjoin(LedgerStub, LedgerStub.entry_id == Delivery.consent_entry_id)
        .outerjoin(Member, Member.id == Delivery.member_id)
        .where(Sending.attempts > 0, Delivery.dropped.is_(None))
    )


def _is_covered() -> ColumnElement[bool]:
    """A yes of this person to this purpose, written before the call and ended by nothing before it."""
    is_yes = and_(Given.answer.in_(consent.OPENING), Given.purpose == Sending.purpose)
    was_ended = exists().where(_ends(Ending, Given), Ending.id <= Sending.ledger_size)
    stood = and_(_is_theirs(), is_yes, Given.id <= Sending.ledger_size, not_(was_ended))
    is_over = and_(Given.id.is_(None), LedgerStub.entry_id.is_not(None))
    return func.coalesce(or_(is_over, stood), False)


def _is_theirs() -> ColumnElement[bool]:
    return or_(Member.id.is_(None), Member.pid == Given.member_pid)


def _ends(later: Any, given: Any) -> ColumnElement[bool]:
    """The rule of `consent`: newer by LINE's time, or as old; whichever of the two came in first."""
    return and_(
        later.member_pid == given.member_pid,
        later.purpose == given.purpose,
        later.answer.not_in(consent.OPENING),
        later.answered_at >= given.answered_at,
    )


def _end_of(session: Session, given: ConsentEntry) -> ConsentEntry | None:
    later = select(ConsentEntry).where(_ends(ConsentEntry, given))
    return session.scalar(later.order_by(ConsentEntry.id).limit(1))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19
