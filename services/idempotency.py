"""Idempotency: the same request under the same name is done once, and answered alike for a day."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Table, bindparam, delete, insert, select, tuple_
from sqlalchemy.orm import Session

from models import locks
from models.base import BigKey
from models.idempotency import IdempotencyKey
from services.errors import RuleError

KEPT = timedelta(hours=24)
"""How long an answer is kept."""
_ROWS = cast(Table, IdempotencyKey.__table__)
_MINE = (
    IdempotencyKey.api_key_id == bindparam("api_key_id", type_=BigKey),
    IdempotencyKey.digest == bindparam("digest"),
)
# Written once, since every write of a till asks it and writing a statement costs more than running it.
_KNOWN = select(_ROWS.c.request_sha256, _ROWS.c.status, _ROWS.c.answer, _ROWS.c.created_at).where(*_MINE)


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
    request_sha256: str
    created_at: datetime


def begin(session: Session, api_key_id: int, name: str, asked: bytes, *, now: datetime) -> Slot | Kept:
    """Take the request on, or give what it was answered; raise RequestInProgress or NameReused.

    Of two at once one is let in; should both be, the unique key undoes all that one of them did. What is
    taken on gets its answer (`keep`) in the same transaction.
    """
    digest, fingerprint = (hashlib.sha256(part).hexdigest() for part in (name.encode(), asked))
    if not locks.try_person(session, f"request|{api_key_id}|{digest}"):
        raise RequestInProgress
    known = session.execute(_KNOWN, {"api_key_id": api_key_id, "digest": digest}).first()
    if known is not None and known.created_at > now - KEPT:
        if known.request_sha256 != fingerprint:
            raise NameReused
        return Kept(known.status, known.answer)
    if known is not None:
        session.execute(delete(_ROWS).where(*_MINE), {"api_key_id": api_key_id, "digest": digest})
    return Slot(api_key_id, digest, fingerprint, now)


def keep(session: Session, slot: Slot, status: int, answer: str, *, member_id: int | None) -> None:
    """Keep the answer for whoever asks again; it goes with the member whom it is about."""
    row = {**vars(slot), "status": status, "answer": answer, "member_id": member_id}
    session.execute(insert(_ROWS), row)


def prune(session: Session, *, now: datetime, limit: int) -> int:
    """Delete answers that are kept no longer; give how many. Call it nightly, until there are fewer."""
    mine = tuple_(IdempotencyKey.api_key_id, IdempotencyKey.digest)
    old = select(IdempotencyKey.api_key_id, IdempotencyKey.digest).where(
        IdempotencyKey.created_at <= now - KEPT
    )
    gone = delete(IdempotencyKey).where(mine.in_(old.limit(limit).subquery().select()))
    quietly = gone.execution_options(synchronize_session=False)
    return len(session.scalars(quietly.returning(IdempotencyKey.digest)).all())
