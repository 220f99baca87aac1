"""Revocations: keys of tills and web shops that no restored backup may bring back, by their hashes."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models.api_keys import ApiKey

OVERLAP = 20
"""So many are told once more: of two that were revoked at once the later one may be seen first."""


def count(session: Session) -> int:
    """Tell how many keys were revoked; none is ever given back."""
    revoked = select(func.count()).select_from(ApiKey).where(ApiKey.revoked_at.is_not(None))
    return int(session.scalar(revoked) or 0)


def after(session: Session, told: int) -> list[ApiKey]:
    """Give the keys that were revoked after so many had been, the oldest first; none when none is new."""
    if count(session) <= told:
        return []
    revoked = select(ApiKey).where(ApiKey.revoked_at.is_not(None)).order_by(ApiKey.revoked_at, ApiKey.id)
    return list(session.scalars(revoked.offset(max(0, told - OVERLAP))))


def living(session: Session, digests: Collection[str]) -> set[str]:
    """Give those of these keys that open something."""
    open_ = select(ApiKey.digest).where(ApiKey.digest.in_(digests), ApiKey.revoked_at.is_(None))
    return set(session.scalars(open_))


def again(session: Session, digest: str, *, at: datetime) -> bool:
    """Revoke a key once more, as of when it was revoked; tell whether that was needed."""
    still = update(ApiKey).where(ApiKey.digest == digest, ApiKey.revoked_at.is_(None))
    return session.scalar(still.values(revoked_at=at).returning(ApiKey.id)) is not None
