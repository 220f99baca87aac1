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
from services import attempts, closings, dues, ledger, pace, personal, readiness, recipients, scribes, stops
from services.recipients import Recipient, Standing
from services.scribes import Scribe
from services.settings import Choices

LEASE = timedelta(seconds=60)
"""Longer than any call can last, its timeouts and one refresh of the token counted."""
MOST = {SendingKind.MULTICAST: 4, SendingKind.PUSH: 100}
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
    gives: bool = False
    """A coupon comes with it."""


@dataclass(frozen=True)
class Wanted:
    """How many calls somebody can make, for how long these are theirs, and who writes their letters."""

    most: int
    lease: timedelta = LEASE
    scribe: Scribe | None = None
    """Who has none must have no letters of announcements."""


@dataclass(frozen=True)
class Moment:
    """What the claims of one transaction share."""

    now: datetime
    wanted: Wanted
    choices: Choices
    ledger_size: int


Ready = tuple[Sending, Announcement | None, Standing]
"""A sending that may be called now, and who is in it."""


@dataclass(frozen=True)
class Rest:
    """Nothing may be called before this moment; None: nothing is due."""

    until: datetime | None


def claim(
    session: Session,
    *,
    now: datetime,
    choices: Choices,
    lease: timedelta = LEASE,
    scribe: Scribe | None = None,
) -> Claim | Rest:
    """Take one due sending, as `claim_some` does."""
    found = claim_some(session, Wanted(1, lease, scribe), now=now, choices=choices)
    return found if isinstance(found, Rest) else found[0]


def claim_some(session: Session, wanted: Wanted, *, now: datetime, choices: Choices) -> list[Claim] | Rest:
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
    room = min(wanted.most, MOST[kind], pace.room(kind, choices))
    ready = _ready(session, dues.take(session, kind, now=now, most=room), choices=choices, now=now)
    sizes = [sending.carried for sending, _, _ in ready]
    slots = pace.take(session, kind, sizes, choices=choices, now=now) if ready else []
    if ready and not slots:
        return Rest(pace.free_at(session, kind, choices=choices, now=now))
    at = Moment(now, wanted, choices, ledger.size(session) if ready else 0)
    intended = (_intend(session, one, at, slot) for one, slot in zip(ready, slots, strict=False))
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


def _intend(session: Session, ready: Ready, at: Moment, slot: datetime) -> Claim | None:
    sending, announcement, standing = ready
    if sending.purpose is not None and not _carries(sending, standing.people, now=at.now):
        return None
    if not _is_written(session, ready, at):
        return None
    messages = _words(announcement, sending)
    body = _body(ready, messages)
    if sending.body_sha256 not in (None, body):
        _part_with_body(sending, now=at.now)
        return None
    attempts.intend(sending, body, now=at.now, lease=at.wanted.lease)
    sending.ledger_size = at.ledger_size
    return _claim(session, ready, messages, at, slot)


def _body(ready: Ready, messages: list[dict[str, Any]] | None) -> str:
    """Name what the call will say, and to whom: all that a retry key stands for."""
    sending, announcement, standing = ready
    words = (sending.letter or b"").hex() if messages is None else messages
    people = [person.pid for person in standing.people]
    is_quiet = announcement is not None and announcement.is_quiet
    unit = announcement.unit if announcement is not None else None
    return attempts.fingerprint(words, people, is_quiet=is_quiet, unit=unit)


def _claim(
    session: Session, ready: Ready, messages: list[dict[str, Any]] | None, at: Moment, slot: datetime
) -> Claim:
    sending, announcement, standing = ready
    return Claim(
        sending_id=sending.id,
        attempt=sending.attempts,
        kind=sending.kind,
        retry_key=sending.retry_key,
        recipients=standing.people,
        messages=messages,
        letter=sending.letter,
        staff=session.get(Staff, sending.staff_id) if sending.staff_id else None,
        is_quiet=announcement is not None and announcement.is_quiet,
        unit=announcement.unit if announcement is not None else None,
        begins_at=slot,
        begin_by=at.now + min(BEGIN_WITHIN, at.wanted.lease / 4),
        gives=announcement is not None and announcement.reserved is not None,
    )


def _is_written(session: Session, ready: Ready, at: Moment) -> bool:
    sending, announcement, standing = ready
    scribe = at.wanted.scribe
    return scribes.is_written(
        session, sending, announcement, standing.people, scribe, choices=at.choices, now=at.now
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
    """Give what all in it are told; None: it is a letter."""
    if announcement is None or announcement.messages is None or personal.is_letter(sending):
        return None
    return personal.shared(announcement, sending)
