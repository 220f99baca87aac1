"""Profiles: the name to be called by and the month of the birthday, while the member lets us keep them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import writes
from models.consents import Consent, Purpose
from models.members import Member
from models.profiles import Profile
from services.errors import RuleError
from services.vault import Vault

NAME, MONTH = "profiles.display_name", "profiles.birth_month"
LONGEST = 20
"""Characters of a name."""
MONTHS = range(1, 13)


class ProfileNotAllowed(RuleError):
    """The member has not agreed that we keep this."""


class NameRefused(RuleError):
    """The name is empty or too long."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


@dataclass(frozen=True)
class Known:
    """What a member let us know."""

    name: str | None = None
    birth_month: int | None = None


NOTHING = Known()


def of(session: Session, vault: Vault, member: Member) -> Known:
    """Open what the member let us know."""
    row = session.get(Profile, member.id)
    if row is None:
        return NOTHING
    name = vault.open(session, member.pid, NAME, row.display_name) if row.display_name else None
    month = vault.open(session, member.pid, MONTH, row.birth_month) if row.birth_month else None
    return Known(name, int(month) if month else None)


def set_name(session: Session, vault: Vault, member: Member, name: str, *, now: datetime) -> str:
    """Keep the name, sealed, and give it as kept; raise NameRefused or ProfileNotAllowed."""
    wanted = " ".join(name.split())
    if not 1 <= len(wanted) <= LONGEST:
        raise NameRefused(LONGEST)
    _keep(session, member, now=now, display_name=vault.seal(session, member.pid, NAME, wanted))
    return wanted


def set_birth_month(session: Session, vault: Vault, member: Member, month: int, *, now: datetime) -> None:
    """Keep the month, sealed; raise ProfileNotAllowed."""
    _keep(session, member, now=now, birth_month=vault.seal(session, member.pid, MONTH, f"{month:02d}"))


def forget_unless_allowed(session: Session, member: Member) -> None:
    """Erase the profile of whoever no longer agrees to it, in the transaction that says so."""
    allowed = select(Consent.member_id).where(Consent.purpose == Purpose.PROFILE, Consent.is_given)
    gone = delete(Profile).where(Profile.member_id == member.id, Profile.member_id.not_in(allowed))
    session.execute(gone.execution_options(synchronize_session="fetch"))


def _keep(session: Session, member: Member, *, now: datetime, **sealed: bytes) -> None:
    row = session.get(Consent, (member.id, Purpose.PROFILE), populate_existing=True)
    if row is None or not row.is_given:
        raise ProfileNotAllowed
    writes.upsert(session, Profile, {"member_id": member.id}, {**sealed, "changed_at": now})
