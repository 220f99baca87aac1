"""Unused photos: pictures that no announcement shows go after a while."""

from datetime import datetime, timedelta

from sqlalchemy import Text, cast, delete, select
from sqlalchemy.orm import Session

from models import locks
from models.announcements import Announcement
from models.photos import Photo
from models.repeats import Repeat
from services import contents
from services.retention_cuts import Cut

KEPT_FOR = timedelta(days=30)
"""A photo is taken in when it is chosen, before its announcement is saved: a page left open for a holiday,
or one that waits for somebody's word, still finds it."""
SLICE = 20
"""Photos of one transaction: SQLite overwrites each of up to 1 MB when it goes."""
LOCK = "photos"
"""Whoever saves what shows photos shares it, so that none goes in that very moment."""


def cut(session: Session, *, now: datetime, after: int, limit: int, **_more: object) -> Cut:
    """Look at the next photos that are old enough, and take out those that nothing shows."""
    locks.name(session, LOCK)
    limit = min(limit, SLICE)
    old = select(Photo.id, Photo.token).where(Photo.id > after, Photo.created_at <= now - KEPT_FOR)
    rows = session.execute(old.order_by(Photo.id).limit(limit)).all()
    shown = _shown(session) if rows else set()
    unused = [row.id for row in rows if row.token not in shown]
    session.execute(delete(Photo).where(Photo.id.in_(unused)))
    return Cut(len(unused), rows[-1].id if rows else after, len(rows) < limit)


def _shown(session: Session) -> set[str]:
    """Give the tokens of all photos in announcements, of whatever state, and in those that come round."""
    return {
        token
        for table in (Announcement, Repeat)
        for kept in session.scalars(select(table.content).where(cast(table.content, Text).contains("photo")))
        for token in contents.read(kept).photos
    }
