"""Replies: words are kept with their event, said once while LINE takes them, and never guessed about."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, case, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from models.inbox import InboxEvent, InboxState
from services.vault import Vault

GOOD_FOR = timedelta(seconds=50)
"""A reply token lives about a minute from the webhook on; ten seconds are kept for the way."""
LAST_REPLY = timedelta(minutes=20)
"""After this from the event on no redelivery revives its token (LINE's reference, reply token)."""
REST = timedelta(seconds=2)
"""How long words wait that LINE did not take."""
LOST_AFTER = timedelta(minutes=1)
"""A call of at most 7 seconds that is not noted by then was lost with its process."""


@dataclass(frozen=True)
class Speech:
    """What is to be said in answer to one event, by whoever was given it and nobody else."""

    event_id: str
    token: str
    messages: list[dict[str, Any]]
    told: list[str]
    """Earlier events whose late answers come first in it."""


@dataclass(frozen=True)
class End:
    """How a call that said something ended: done, unknown or unanswered."""

    speech: Speech
    state: InboxState
    request_id: str | None = None
    """LINE's number of the call."""


# Written once, since every turn asks them and writing a statement costs more than running it.
_CLAIM = (
    update(InboxEvent)
    .where(
        InboxEvent.webhook_event_id == bindparam("event_id"),
        InboxEvent.state == InboxState.WORDED,
    )
    .values(state=InboxState.SAYING, said_at=bindparam("now"))
    .returning(InboxEvent)
)
_END = case(
    (and_(InboxEvent.reference.is_not(None), bindparam("end") == InboxState.DONE), InboxState.POISONED),
    else_=bindparam("end", type_=InboxEvent.state.type),
)
"""An event that carries a reference failed, also when the apology for it was said."""
_FINISH = (
    update(InboxEvent)
    .where(
        InboxEvent.webhook_event_id == bindparam("event_id"),
        InboxEvent.state == InboxState.SAYING,
    )
    .values(reply=None, request_id=bindparam("answered"), state=_END)
)
_OTHER = aliased(InboxEvent)
_UNDER_WAY = exists().where(
    _OTHER.person_key == bindparam("person_key"),
    _OTHER.state.in_([InboxState.WORDED, InboxState.SAYING]),
)
_UNTOLD = (
    select(InboxEvent)
    .where(
        InboxEvent.person_key == bindparam("person_key"),
        InboxEvent.state == InboxState.UNANSWERED,
        InboxEvent.told_at.is_(None),
        InboxEvent.occasion.is_not(None),
        InboxEvent.reference.is_(None),
        ~_UNDER_WAY,
    )
    .order_by(InboxEvent.occurred_at)
)


def keep(
    session: Session,
    vault: Vault,
    event: InboxEvent,
    *,
    token: str | None,
    messages: Sequence[dict[str, Any]],
    occasion: str,
    late: Sequence[InboxEvent] = (),
    now: datetime,
) -> Speech | None:
    """Close the event with these words, wipe its payload, and note the intent to say them.

    `late` are the earlier events of which the words tell first. None: there is nothing to say or no way to,
    or it is too late and stays unanswered.
    """
    event.payload, event.retry_at, event.handled_at = None, None, now
    event.occasion = occasion if messages else None
    speech = None
    if not (token and messages):
        event.state = _end(event)
    elif _is_too_late(event, now):
        event.state = InboxState.UNANSWERED
    else:
        speech = Speech(event.webhook_event_id, token, list(messages), _ids(late))
        event.reply = _sealed(session, vault, event, speech)
        event.state, event.said_at = InboxState.SAYING, now
    session.flush()
    return speech


def begin(session: Session, vault: Vault, event_id: str, *, now: datetime) -> Speech | None:
    """Note the intent to say what LINE did not take before. None: somebody else does, or it is too late."""
    event = session.scalar(_CLAIM, {"event_id": event_id, "now": now})
    if event is None:
        return None
    if _is_too_late(event, now):
        event.state, event.reply = InboxState.UNANSWERED, None
        session.flush()
        return None
    token, messages, told = _opened(session, vault, event)
    return Speech(event_id, token, messages, told)


def finish(session: Session, ends: Sequence[End], *, now: datetime) -> None:
    """Note how these calls ended, wipe the words, and mark what they told late."""
    rows = [{"event_id": end.speech.event_id, "end": end.state, "answered": end.request_id} for end in ends]
    if rows:
        session.connection().execute(_FINISH, rows)
    said = (end.speech for end in ends if end.state is not InboxState.UNANSWERED)
    _mark_told(session, [event_id for speech in said for event_id in speech.told], now)


def put_back(session: Session, event_id: str, *, now: datetime) -> None:
    """LINE certainly did not take it (too fast, or our token was wrong): it may be said a little later."""
    mine = update(InboxEvent).where(
        InboxEvent.webhook_event_id == event_id, InboxEvent.state == InboxState.SAYING
    )
    session.execute(mine.values(state=InboxState.WORDED, said_at=None, retry_at=now + REST))


def left_behind(session: Session, *, now: datetime) -> str | None:
    """Find the oldest words that LINE did not take, and that have waited long enough."""
    kept = select(InboxEvent.webhook_event_id).where(
        InboxEvent.state == InboxState.WORDED,
        or_(InboxEvent.retry_at.is_(None), InboxEvent.retry_at <= now),
    )
    return session.scalar(kept.order_by(InboxEvent.received_at).limit(1))


def give_up_lost(session: Session, *, now: datetime) -> int:
    """Close calls whose process died before it could note the answer: nobody knows, so nobody repeats."""
    lost = update(InboxEvent).where(
        InboxEvent.state == InboxState.SAYING, InboxEvent.said_at <= now - LOST_AFTER
    )
    closed = session.scalars(
        lost.values(state=InboxState.UNKNOWN, reply=None).returning(InboxEvent.webhook_event_id)
    )
    return len(closed.all())


def untold(session: Session, person_key: str) -> list[InboxEvent]:
    """List what was done for the person but could not be said in time, oldest first.

    Nothing while other words to them are under way: these may be telling it already.
    """
    return list(session.scalars(_UNTOLD, {"person_key": person_key}))


def _is_too_late(event: InboxEvent, now: datetime) -> bool:
    return now - event.received_at >= GOOD_FOR or now - event.occurred_at >= LAST_REPLY


def _end(event: InboxEvent) -> InboxState:
    """An event that carries a reference failed, also when the apology for it was said."""
    return InboxState.POISONED if event.reference else InboxState.DONE


def _mark_told(session: Session, event_ids: Sequence[str], now: datetime) -> None:
    if event_ids:
        told = update(InboxEvent).where(InboxEvent.webhook_event_id.in_(event_ids))
        session.execute(told.values(told_at=now))


def _ids(events: Sequence[InboxEvent]) -> list[str]:
    return [event.webhook_event_id for event in events]


def _sealed(session: Session, vault: Vault, event: InboxEvent, speech: Speech) -> bytes:
    written = json.dumps([speech.token, speech.messages, speech.told], separators=(",", ":")).encode()
    event_id, received_at = event.webhook_event_id, event.received_at
    return vault.seal_inbox(session, event_id, "reply", written, received_at=received_at)


def _opened(session: Session, vault: Vault, event: InboxEvent) -> list[Any]:
    if event.reply is None:
        return ["", [], []]
    event_id, received_at = event.webhook_event_id, event.received_at
    written = vault.open_inbox(session, event_id, "reply", event.reply, received_at=received_at)
    reply: list[Any] = json.loads(written)
    return reply
