"""API keys: made and shown once, kept as hashes; each says what its till may do, and how often."""

import hashlib
import math
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, bindparam, case, or_, select, update
from sqlalchemy.orm import Session

from models.api_keys import ApiKey
from models.base import Instant
from services.errors import RuleError

SCOPES = (
    *("purchases:write", "points:read", "points:spend"),
    *("coupons:use", "members:read", "links:write"),
)
"""What a key may be allowed, one by one."""
BEGINNING = "goen_"
"""How every key begins, so that scanners for leaked keys know it."""
SHOWN = 9
"""Signs of it that stay, to know it again by."""
PER_MINUTE, MOST_PER_MINUTE = 600, 1_000_000
"""Requests that a key may make unless somebody says otherwise, and the most that can be said."""
SECOND, MINUTE = 1_000_000, 60_000_000
"""In microseconds."""
AT_ONCE = 10 * SECOND
"""What a key may do in so long a time it may do at once."""
BEYOND = 2 * MINUTE
"""No key is held back for so long: its row was left by a clock that went wrong."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class ApiKeyRefused(RuleError):
    """The key cannot be; `why` is `name`, `scopes` or `pace`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class ApiKeyUnknown(RuleError):
    """There is no such key, or it was revoked."""


class ApiKeyTooFast(RuleError):
    """It has made as many requests as it may; the next one is taken in `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True)
class Admitted:
    """A partner system that showed a good key."""

    id: int
    name: str
    scopes: frozenset[str]
    per_minute: int = PER_MINUTE


def create(
    session: Session,
    *,
    name: str,
    scopes: Sequence[str],
    per_minute: int = PER_MINUTE,
    created_by: int | None = None,
    now: datetime,
) -> tuple[ApiKey, str]:
    """Make a key, and give it with its row: nobody can show it again. Raise ApiKeyRefused."""
    if not 1 <= len(name.strip()) <= 60:
        raise ApiKeyRefused("name")
    if not scopes or set(scopes) - set(SCOPES):
        raise ApiKeyRefused("scopes")
    if not 1 <= per_minute <= MOST_PER_MINUTE:
        raise ApiKeyRefused("pace")
    word = BEGINNING + secrets.token_urlsafe(32)
    row = ApiKey(name=name.strip(), digest=digest(word), hint=word[:SHOWN], per_minute=per_minute)
    row.scopes, row.created_by, row.created_at = sorted(set(scopes)), created_by, now
    session.add(row)
    session.flush()
    return row, word


def digest(word: str) -> str:
    """Give what is kept of a key: 64 hex digits."""
    return hashlib.sha256(word.encode("utf-8", "surrogateescape")).hexdigest()


def everyone(session: Session) -> list[ApiKey]:
    """Give all keys, those in use first, the newest first."""
    return list(session.scalars(select(ApiKey).order_by(ApiKey.revoked_at.is_not(None), ApiKey.id.desc())))


def revoke(session: Session, key_id: int, *, now: datetime) -> ApiKey:
    """Let a key open nothing from now on; raise ApiKeyUnknown."""
    living = update(ApiKey).where(ApiKey.id == key_id, ApiKey.revoked_at.is_(None))
    if session.scalar(living.values(revoked_at=now).returning(ApiKey.id)) is None:
        raise ApiKeyUnknown
    return session.get_one(ApiKey, key_id, populate_existing=True)


def admit(session: Session, word: str, *, count: int = 1, now: datetime) -> Admitted:
    """Let a key in for so many requests, and note its use; raise ApiKeyUnknown or ApiKeyTooFast."""
    moment, wanted = (now - _EPOCH) // timedelta(microseconds=1), digest(word)
    asked = {"digest_": wanted, "moment": moment, "now_": now, "a_minute_ago": now - timedelta(minutes=1)}
    asked["count_"] = count
    found = session.execute(_admit(), asked).first()
    if found is None:
        raise _refusal(session, wanted, moment)
    return Admitted(int(found[0]), str(found[1]), frozenset(found[2]), int(found[3]))


@cache
def _admit() -> Any:
    """One statement knows the key, takes its turn, and notes its use: at most once a minute."""
    moment = bindparam("moment", type_=BigInteger)
    now, earlier = bindparam("now_", type_=Instant()), bindparam("a_minute_ago", type_=Instant())
    is_beyond = ApiKey.free_from > moment + BEYOND
    begins = case((or_(ApiKey.free_from < moment, is_beyond), moment), else_=ApiKey.free_from)
    is_fresh = ApiKey.last_used_at > earlier
    return (
        update(ApiKey)
        .where(ApiKey.digest == bindparam("digest_"), ApiKey.revoked_at.is_(None))
        .where(or_(ApiKey.free_from <= moment + AT_ONCE, is_beyond))
        .values(
            free_from=begins + bindparam("count_", type_=BigInteger) * MINUTE // ApiKey.per_minute,
            last_used_at=case((is_fresh, ApiKey.last_used_at), else_=now),
        )
        .returning(ApiKey.id, ApiKey.name, ApiKey.scopes, ApiKey.per_minute)
        .execution_options(synchronize_session=False)
    )


def _refusal(session: Session, wanted: str, moment: int) -> RuleError:
    living = select(ApiKey.free_from).where(ApiKey.digest == wanted, ApiKey.revoked_at.is_(None))
    free_from = session.scalar(living)
    if free_from is None:
        return ApiKeyUnknown()
    return ApiKeyTooFast(max(1, math.ceil((free_from - AT_ONCE - moment) / SECOND)))
