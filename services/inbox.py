"""The inbox: every event is kept first and dealt with once, the oldest first for each person."""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from models import locks, writes
from models.inbox import InboxEvent, InboxState
from services.vault import Vault

SLICE = 200
"""Rows of one INSERT."""
CANDIDATES = 64
"""Waiting events that are looked through for a person whom nobody is working on."""
RETRIES = (timedelta(seconds=1), timedelta(seconds=4))
"""How long an event that failed unexpectedly rests before each new try."""
NAME = re.compile(r"[!-~]{1,64}")
"""What an event id looks like: LINE sends ULIDs."""
KIND = re.compile(r"[A-Za-z]{1,32}")
VERIFYING = re.compile(r"0+|f+", re.IGNORECASE)
"""Reply tokens of the events that LINE's console used to send on 'verify'."""
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
SIGNS = LETTERS + "23456789"
"""What is hard to mishear on the telephone: no I and O, no 0 and 1."""


# Written once, since every turn asks them and writing a statement costs more than running it.
_WHO_WAIT = (
    select(InboxEvent.person_key)
    .where(
        InboxEvent.state == InboxState.WAITING,
        or_(InboxEvent.retry_at.is_(None), InboxEvent.retry_at <= bindparam("now")),
    )
    .limit(CANDIDATES)
)
_FIRST_WHO_WAIT = _WHO_WAIT.order_by(InboxEvent.received_at)
_ALL_WHO_WAIT = _WHO_WAIT.group_by(InboxEvent.person_key).order_by(func.min(InboxEvent.received_at))
_OLDEST_OF = (
    select(InboxEvent)
    .where(InboxEvent.person_key == bindparam("person_key"), InboxEvent.state == InboxState.WAITING)
    .order_by(InboxEvent.occurred_at, InboxEvent.webhook_event_id)
    .limit(1)
)


def record_all(
    session: Session,
    vault: Vault,
    requests: Sequence[Sequence[Any]],
    *,
    kinds: Collection[str],
    now: datetime,
) -> list[list[str]]:
    """Keep the events of several requests as `record` does; give the ids of new ones for each."""
    events = [event for request in requests for event in request]
    new = set(record(session, vault, events, kinds=kinds, now=now))
    return [[name for event in request if (name := _name(event)) in new] for request in requests]


def record(
    session: Session, vault: Vault, events: Sequence[Any], *, kinds: Collection[str], now: datetime
) -> list[str]:
    """Keep the events that are new, and give the ids of those; an event comes in once, however often sent.

    `kinds` are the types of event that somebody will deal with. All others, groups, standby channels and
    events without a user id leave a row that says nothing of anybody.
    """
    rows = {row["webhook_event_id"]: row for row in _rows(session, vault, events, kinds, now)}
    ordered = [rows[event_id] for event_id in sorted(rows)]  # two deliveries at once never deadlock
    return [
        new
        for start in range(0, len(ordered), SLICE)
        for new in writes.insert_new(
            session, InboxEvent, ordered[start : start + SLICE], ["webhook_event_id"]
        )
    ]


def claims(session: Session, *, now: datetime) -> Iterator[InboxEvent]:
    """Take the oldest waiting events, one of each person whom nobody else is working on; lock the person."""
    taken = set[str]()
    for person_key in _people_who_wait(session, now):
        if person_key in taken or not locks.try_person(session, person_key):
            continue
        taken.add(person_key)
        if event := _oldest(session, person_key, now):
            yield event


def payload(session: Session, vault: Vault, event: InboxEvent) -> bytes:
    """Open what LINE sent of this event; raise DayKeyGone where that was days ago."""
    if event.payload is None:
        raise ValueError("the event was dealt with, and its payload wiped")
    return vault.open_inbox(
        session, event.webhook_event_id, "payload", event.payload, received_at=event.received_at
    )


def stumbled(
    session: Session, vault: Vault, event_id: str, *, attempt: int, now: datetime
) -> InboxEvent | None:
    """Note an unexpected failure. Two more tries are given; then the event comes back with a reference.

    `attempt` is its number of failures when it was claimed: whoever else took it since notes for itself.
    """
    event = _alone_with(session, event_id)
    if event is None or event.state is not InboxState.WAITING or event.attempts != attempt:
        return None
    event.attempts += 1
    if event.attempts <= len(RETRIES):
        event.retry_at = now + RETRIES[event.attempts - 1]
        return None
    event.reference = reference(vault, event_id)
    return event


def reference(vault: Vault, event_id: str) -> str:
    """Give the four signs by which customer and staff can speak of a failed event, such as A7K2."""
    first, *others = vault.mac("reference", event_id.encode())[:4]
    return LETTERS[first % len(LETTERS)] + "".join(SIGNS[byte % len(SIGNS)] for byte in others)


def last_said(session: Session, person_key: str, occasion: str, *, since: datetime) -> bool:
    """Tell whether this was said to the person since then."""
    said = select(InboxEvent.webhook_event_id).where(
        InboxEvent.person_key == person_key,
        InboxEvent.state.in_([InboxState.WORDED, InboxState.SAYING, InboxState.DONE, InboxState.UNKNOWN]),
        InboxEvent.occasion == occasion,
        InboxEvent.received_at >= since,
    )
    return session.scalar(said.limit(1)) is not None


def was_taken(session: Session, person_key: str, occasion: str, *, since: datetime) -> bool:
    """Tell whether an event of the person came to this since then, also where its answer came too late."""
    taken = select(InboxEvent.webhook_event_id).where(
        InboxEvent.person_key == person_key,
        InboxEvent.occasion == occasion,
        InboxEvent.received_at >= since,
    )
    return session.scalar(taken.limit(1)) is not None


def waiting_since(session: Session) -> datetime | None:
    """Say when the oldest event came in that waits to be dealt with; None: nothing waits."""
    waiting = select(InboxEvent.received_at).where(InboxEvent.state == InboxState.WAITING)
    return session.scalar(waiting.order_by(InboxEvent.received_at).limit(1))


def _alone_with(session: Session, event_id: str) -> InboxEvent | None:
    """Read the event when nobody else works on its person, as they do who claim."""
    person_key = session.scalar(select(InboxEvent.person_key).where(InboxEvent.webhook_event_id == event_id))
    if person_key is None:
        return None
    locks.person(session, person_key)
    return session.get(InboxEvent, event_id, with_for_update=True, populate_existing=True)


def _people_who_wait(session: Session, now: datetime) -> Iterator[str]:
    """Give those of the oldest events first; where these are so many that they hide others, everybody."""
    first = session.scalars(_FIRST_WHO_WAIT, {"now": now}).all()
    yield from filter(None, dict.fromkeys(first))
    if len(first) == CANDIDATES:
        yield from filter(None, session.scalars(_ALL_WHO_WAIT, {"now": now}).all())


def _oldest(session: Session, person_key: str, now: datetime) -> InboxEvent | None:
    """Find the person's first event by LINE's time; while it rests after a failure, later ones wait too."""
    event = session.scalar(_OLDEST_OF, {"person_key": person_key})
    return event if event and (event.retry_at is None or event.retry_at <= now) else None


def _rows(
    session: Session, vault: Vault, events: Sequence[Any], kinds: Collection[str], now: datetime
) -> Iterator[dict[str, Any]]:
    for event in events:
        if event_id := _name(event):
            yield _row(session, vault, event, event_id=event_id, kinds=kinds, now=now)


def _name(event: Any) -> str | None:
    event_id = event.get("webhookEventId") if isinstance(event, dict) else None
    return event_id if isinstance(event_id, str) and NAME.fullmatch(event_id) else None


def _row(
    session: Session,
    vault: Vault,
    event: Mapping[str, Any],
    *,
    event_id: str,
    kinds: Collection[str],
    now: datetime,
) -> dict[str, Any]:
    user_id = _user_id(event) if _is_for_us(event, kinds) else None
    written = json.dumps(event, separators=(",", ":")).encode()
    return {
        "webhook_event_id": event_id,
        "kind": _kind(event),
        "state": InboxState.WAITING if user_id else InboxState.IGNORED,
        "person_key": vault.person_key(user_id) if user_id else None,
        "payload": (
            vault.seal_inbox(session, event_id, "payload", written, received_at=now) if user_id else None
        ),
        "occurred_at": _instant(event.get("timestamp"), now),
        "received_at": now,
        "handled_at": None if user_id else now,
    }


def _kind(event: Mapping[str, Any]) -> str:
    kind = event.get("type")
    return kind if isinstance(kind, str) and KIND.fullmatch(kind) else "unknown"


def _is_for_us(event: Mapping[str, Any], kinds: Collection[str]) -> bool:
    token = event.get("replyToken")
    return (
        _kind(event) in kinds
        and event.get("mode", "active") == "active"
        and not (isinstance(token, str) and VERIFYING.fullmatch(token))
    )


def _user_id(event: Mapping[str, Any]) -> str | None:
    """Give who did it in a talk of two; nobody is known in groups, or before they agreed to LINE's terms."""
    source = event.get("source")
    if not isinstance(source, dict) or source.get("type") != "user":
        return None
    user_id = source.get("userId")
    return user_id if isinstance(user_id, str) and NAME.fullmatch(user_id) else None


def _instant(milliseconds: object, now: datetime) -> datetime:
    """LINE's time; an event that carries none that can be read happened now."""
    try:
        return datetime.fromtimestamp(float(str(milliseconds)) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return now
