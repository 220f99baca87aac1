"""Nights in which what is past its time goes, and years in which it came to be so."""

from datetime import datetime, timedelta

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from models.base import Base
from models.notices import Notice
from services import retention
from services.settings import Choices
from tests.clock import in_japan

JOINED, TOLD, LEFT = in_japan(2019, 4, 1), in_japan(2020, 3, 1), in_japan(2020, 6, 1)
"""Long enough ago for the database's own clock, which the triggers go by."""
DAY = timedelta(days=1)


def words_of_then(session: Session) -> None:
    """Let there have been words to agree to already in 2018."""
    columns = [column.key for column in Notice.__table__.columns if column.key != "id"]
    for notice in session.scalars(select(Notice)).all():
        old = {name: getattr(notice, name) for name in columns}
        session.execute(insert(Notice), [old | {"version": 0, "published_at": in_japan(2018, 1, 1)}])


def clean(session: Session, now: datetime, *, limit: int = 500) -> dict[str, int]:
    """Clean for one night, and give how much went by class."""
    day = retention.begin(session, now=now)
    assert day is not None
    for one in retention.CLASSES:
        while not retention.cut(session, one, day=day, choices=Choices(), now=now, limit=limit):
            pass
    return {name: removed for name, removed in retention.end(session, day=day, now=now).items() if removed}


def count(session: Session, table: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0
