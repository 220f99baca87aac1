"""Crowds: many people locked in one statement, in an order that is the same for all."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

_IN_ORDER = sa.text(
    "SELECT pg_advisory_xact_lock(hashtextextended(one, 0)) "
    "FROM unnest(CAST(:keys AS text[])) WITH ORDINALITY AS crowd(one, place) ORDER BY place"
)


def lock_people(session: Session, person_keys: Iterable[str]) -> None:
    """Keep everybody else from working on these people until the transaction ends.

    SQLite needs nothing: its writing transactions come one after the other.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_IN_ORDER, {"keys": sorted(set(person_keys))})
