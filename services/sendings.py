"""Sendings: claimed once, with everything read again and the intent noted before the call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from models.announcements import Announcement
from models.consents import Purpose
from models.members import Member
from models.sendings import Delivery, Sending, SendingKind, SendingState
from models.staff import Staff
from services import attempts, closings, dues, ledger, pace, readiness, recipients, stops
from services.recipients import Recipient, Standing
from services.settings import Choices

LEASE = timedelta(seconds=60)
"""Longer than any call can last, its timeouts and one refresh of the token counted."""
MOST = {SendingKind.MULTICAST: 8, SendingKind.PUSH: 100}
"""Calls of each kind that are claimed in one transaction, which must stay under 200 ms."""
BEGIN_WITHIN = timedelta(seconds=15)
"""After this (a quarter of the lease) a call may not begin: consent was read when it was claimed."""


@dataclass(frozen=True)
class Claim:
    """A call that may begin now: what is said, to whom, and under which key."""

    sending_id: int
    attempt: int
    kind: SendingKind
    retry_key: str
    recipients: list[Recipient]
    messages: list[dict[str, Any]] | None
    """None: the words are in the letter."""
    letter: bytes | None
    staff: Staff | None
    """Whose own account a test goes to."""
    is_quiet: bool
    begins_at: datetime
    """Its slot; none begins before."""
    unit: str | None
    """The name under which LINE counts who opens it."""
    begin_by: datetime


@dataclass(frozen=True)
class Moment:
    """What the claims of one transaction share, and the slot that is one's own."""

    now: datetime
    slot: datetime
    lease: timedelta
    ledger_size: int


Ready = tuple[Sending, Announcement | None, Standing]
"""A sending that may be called now, and who is in it."""


@dataclass(frozen=True)
class Rest:
    """Nothing may be called before this moment; None: nothing is due."""

    until: datetime | None


def claim(session: Session, *, now: datetime, choices: Choices, lease: timedelta = LEASE) -> Claim | Rest:
    """Take one due sending, as `claim_some` does."""
    found = claim_some(session, now=now, choices=choices, lease=lease, most=1)
    return found if isinstance(found, Rest) else found[0]


def claim_some(
    session: Session, *, now: datetime, choices: Choices, lease: timedelta = LEASE, most: int
) -> list[Claim] | Rest:
    """Take due sendings of one kind, read again who may be written to, take slots, and note the intents.

    Each has its own key, lease and slot; they share the transaction, and the moment of the reading.
    """
    stops.keep_out(session)
    kind = dues.kind(session, now=now)
    if kind is None:
        return Rest(None)
    free = pace.free_at(session, kind, choices=choices, now=now)
    if free > now:
        return Rest(free)
    room = min(most, MOST[kind], pace.room(kind, choices))
    ready = _ready(session, dues.take(session, kind, now=now, most=room), choices=choices, now=now)
    sizes = [sending.carried for sending, _, _ in ready]
    slots = pace.take(session, kind, sizes, choices=choices, now=now) if ready else []
    if ready and not slots:
        return Rest(pace.free_at(session, kind, choices=choices, now=now))
    size = ledger.size(session) if ready else 0
    intended = (
        _intend(session, *one, Moment(now, slot, lease, size))
        for one, slot in zip(ready, slots, strict=False)
    )
    claims = [claim for claim in intended if claim is not None]
    session.flush()
    return claims or Rest(now)


def _ready(session: Session, due: Sequence[Sending], *, choices: Choices, now: datetime) -> list[Ready]:
    """Give those that may be called now, with who is in them; those alike are read in one statement."""
    ready: list[Ready] = []
    for (number, purpose, _), alike in groupby(due, key=_likeness):
        sendings = list(alike)
        announcement = session.get(Announcement, number) if number else None
        if purpose is None:
            ready += [(sending, announcement, Standing()) for sending in sendings]
            continue
        read = recipients.standing(session, sendings, announcement, choices=choices, now=now)
        ready += [
            (sending, announcement, read[sending.id])
            for sending in sendings
            if readiness.is_ready(session, sending, announcement, read[sending.id], now=now)
        ]
    return ready


def _likeness(sending: Sending) -> tuple[int | None, Purpose | None, bool]:
    return sending.announcement_id, sending.purpose, sending.is_ambiguous


def rescue(session: Session, *, now: datetime) -> None:
    """Open again the calls whose process died: what became of them is unknown."""
    lost = {"state": SendingState.WAITING, "is_ambiguous": True, "answer": "lost", "lease_until": None}
    session.execute(
        update(Sending)
        .where(
            Sending.id.in_(closings.free(Sending.state == SendingState.CALLING, Sending.lease_until <= now))
        )
        .values(next_at=now, **lost)
        .execution_options(synchronize_session=False)
    )


def is_open_for(session: Session, member: Member) -> bool:
    """Tell whether a call to this member is under way, or its outcome still open."""
    is_repeated = and_(Sending.state == SendingState.WAITING, Sending.is_ambiguous)
    found = (
        select(Delivery.sending_id)
        .join(Sending, Sending.id == Delivery.sending_id)
        .where(Delivery.member_id == member.id, Delivery.dropped.is_(None))
        .where(or_(Sending.state == SendingState.CALLING, is_repeated))
    )
    return session.scalar(found.limit(1)) is not None


def _intend(
    session: Session, sending: Sending, announcement: Announcement | None, standing: Standing, at: Moment
) -> Claim | None:
    people = standing.people
    if sending.purpose is not None and not _carries(sending, people, now=at.now):
        return None
    messages = _words(announcement, sending)
    is_quiet = announcement is not None and announcement.is_quiet
    unit = announcement.unit if announcement is not None else None
    words = (sending.letter or b"").hex() if messages is None else messages
    body = attempts.fingerprint(words, [person.pid for person in people], is_quiet=is_quiet, unit=unit)
    if sending.body_sha256 not in (None, body):
        _part_with_body(sending, now=at.now)
        return None
    attempts.intend(sending, body, now=at.now, lease=at.lease)
    sending.ledger_size = at.ledger_size
    return Claim(
        sending_id=sending.id,
        attempt=sending.attempts,
        kind=sending.kind,
        retry_key=sending.retry_key,
        recipients=people,
        messages=messages,
        letter=sending.letter,
        staff=session.get(Staff, sending.staff_id) if sending.staff_id else None,
        is_quiet=is_quiet,
        unit=unit,
        begins_at=at.slot,
        begin_by=at.now + min(BEGIN_WITHIN, at.lease / 4),
    )


def _carries(sending: Sending, people: list[Recipient], *, now: datetime) -> bool:
    """Tell whether anybody is in it still: somebody may have been erased this very moment."""
    if not people:
        attempts.end(sending, SendingState.CANCELLED, now=now)
    sending.carried = len(people)
    return bool(people)


def _part_with_body(sending: Sending, *, now: datetime) -> None:
    """What the key stands for cannot be said again: a new key where that is safe, else the end."""
    if sending.is_ambiguous:
        attempts.end(sending, SendingState.UNKNOWN, now=now)
    else:
        attempts.renew(sending)


def _words(announcement: Announcement | None, sending: Sending) -> list[dict[str, Any]] | None:
    if announcement is None or announcement.messages is None:
        return None
    by_language = {frozen["language"]: frozen["messages"] for frozen in announcement.messages}
    words: list[dict[str, Any]] = by_language[sending.language]
    return words
