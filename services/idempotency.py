"""Idempotency: the same request under the same name is done once, and answered alike for a day."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.orm import Session

from models import base
from models.idempotency import IdempotencyKey
from services.errors import RuleError

KEPT = timedelta(hours=24)
"""How long an answer is kept."""


class RequestInProgress(RuleError):
    """The same request is being worked on just now."""


class NameReused(RuleError):
    """The name was given to another request before."""


@dataclass(frozen=True)
class Kept:
    """What was answered before."""

    status: int
    answer: str


@dataclass(frozen=True)
class Slot:
    """The place where the answer of one request is kept."""

    api_key_id: int
    digest: str


def begin(session: Session, api_key_id: int, name: str, asked: bytes, *, now: datetime) -> Slot | Kept:
    """Take the request on, or give what it was answered; raise RequestInProgress or NameReused.

    Of two at once the database lets one in. What is taken on must get its answer in the same transaction.
    """
    slot = Slot(api_key_id, hashlib.sha256(name.encode()).hexdigest())
    fingerprint = hashlib.sha256(asked).hexdigest()
    if not base.try_lock_person(session, f"request|{slot.api_key_id}|{slot.digest}"):
        raise RequestInProgress
    row = {**vars(slot), "request_sha256": fingerprint, "created_at": now}
    if base.insert_new(session, IdempotencyKey, [row], ["api_key_id", "digest"]):
        return slot
    return _known(session, slot, fingerprint, now=now)


def _known(session: Session, slot: Slot, fingerprint: str, *, now: datetime) -> Slot | Kept:
    row = session.get_one(IdempotencyKey, (slot.api_key_id, slot.digest))
    if row.created_at <= now - KEPT:
        row.request_sha256, row.created_at = fingerprint, now
        row.status = row.answer = row.member_id = None
        session.flush()
        return slot
    if row.request_sha256 != fingerprint:
        raise NameReused
    if row.status is None or row.answer is None:
        raise RequestInProgress
    return Kept(row.status, row.answer)


def keep(session: Session, slot: Slot, status: int, answer: str, *, member_id: int | None) -> None:
    """Keep the answer for whoever asks again; it goes with the member whom it is about."""
    mine = (IdempotencyKey.api_key_id == slot.api_key_id, IdempotencyKey.digest == slot.digest)
    values = {"status": status, "answer": answer, "member_id": member_id}
    kept = update(IdempotencyKey).where(*mine).values(**values)
    session.execute(kept.execution_options(synchronize_session=False))


def prune(session: Session, *, now: datetime, limit: int) -> int:
    """Delete answers that are kept no longer; give how many. Call it nightly, until there are fewer."""
    mine = tuple_(IdempotencyKey.api_key_id, IdempotencyKey.digest)
    old = select(IdempotencyKey.api_key_id, IdempotencyKey.digest).where(
        IdempotencyKey.created_at <= now - KEPT
    )
    gone = delete(IdempotencyKey).where(mine.in_(old.limit(limit).subquery().select()))
    quietly = gone.execution_options(synchronize_session=False)
    return len(session.scalars(quietly.returning(IdempotencyKey.digest)).all())
