"""Rotation: a new master key takes the old one's place. Only keys are wrapped anew, no value is touched."""

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from models import locks
from models.keys import KeyringKey, MemberKey
from services import masters
from services.day_keys import place
from services.masters import MARK, Masters

SLICE = 500
"""Members of one transaction; each stays well under 200 ms."""

_REWRAP = (
    update(MemberKey.__table__)  # type: ignore[arg-type]
    .where(MemberKey.member_pid == bindparam("pid"), MemberKey.wrapped == bindparam("old"))
    .values(wrapped=bindparam("new"))
)


def begin(session: Session, held: Masters) -> None:
    """Wrap the keys of the house under the newest master key; from now on all new keys are, too."""
    locks.name(session, masters.LOCK)
    for row in session.scalars(select(KeyringKey)):
        row.wrapped = held.rewrap(row.wrapped, place(row.name))
    session.flush()


def rewrap_slice(session: Session, held: Masters, *, after: str = "", limit: int = SLICE) -> str | None:
    """Wrap the next members' keys anew; give the last one's `pid`, or None when there are no more.

    May be run again from the beginning: what is done is passed over, and who is erased meanwhile stays so.
    """
    next_ones = select(MemberKey.member_pid, MemberKey.wrapped).where(MemberKey.member_pid > after)
    rows = session.execute(next_ones.order_by(MemberKey.member_pid).limit(limit)).all()
    changes = [
        {"pid": pid, "old": wrapped, "new": held.rewrap(wrapped, masters.place_of(pid))}
        for pid, wrapped in rows
        if wrapped[:MARK] != held.newest
    ]
    if changes:
        session.execute(_REWRAP, changes)
    return rows[-1].member_pid if rows else None


def is_done(session: Session, held: Masters) -> bool:
    """Tell whether nothing is wrapped under another master key than the newest."""
    tables = (KeyringKey.wrapped, MemberKey.wrapped)
    others = (select(column).where(func.substr(column, 1, MARK) != held.newest) for column in tables)
    return all(session.scalar(one.limit(1)) is None for one in others)
