"""Farewells: who leaves has the members' menu taken off, which LINE only does for somebody it is told."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.members import Member
from models.menus import MenuFarewell
from services import people
from services.vault import Vault

LONGEST = timedelta(hours=1)
"""After it the id goes, whether LINE answered or not: the menu leads to nothing but a question then."""
PLACE = "menu_farewells.line_user_id"


def note(session: Session, vault: Vault, member: Member, *, now: datetime) -> None:
    """Remember, sealed, whose menu is to be taken off. Call it before the member is erased."""
    if member.menu_id is None:
        return
    user_id = people.user_id_of(session, vault, member)
    session.add(MenuFarewell(line_user_id=vault.seal_secret(PLACE, user_id), created_at=now))
    member.menu_id = None
    session.flush()


def waiting(session: Session, vault: Vault, *, limit: int = 500) -> dict[int, str]:
    """Give the LINE user ids that wait, by the row's number."""
    rows = session.scalars(select(MenuFarewell).order_by(MenuFarewell.id).limit(limit))
    return {row.id: vault.open_secret(PLACE, row.line_user_id) for row in rows}


def forget(session: Session, ids: Sequence[int], *, now: datetime) -> None:
    """Forget these, and whoever waited too long."""
    session.execute(delete(MenuFarewell).where(MenuFarewell.id.in_(ids)))
    session.execute(delete(MenuFarewell).where(MenuFarewell.created_at <= now - LONGEST))
