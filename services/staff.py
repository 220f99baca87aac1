"""Staff: who works here, and their own LINE accounts for test sends."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models import writes
from models.staff import Role, Staff
from services.errors import RuleError
from services.vault import Vault

CODE_LIVES = timedelta(minutes=10)
CODE_MISSED = timedelta(hours=1)
"""So long after a code has died somebody may still be typing it."""


class StaffRefused(RuleError):
    """The account cannot be; `why` is `email`, `name`, `taken` or `last_owner`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def add(
    session: Session,
    *,
    email: str,
    name: str,
    password_hash: str,
    role: Role,
    may_send: bool,
    now: datetime,
) -> Staff:
    """Give somebody an account; raise StaffRefused."""
    row = {
        "email": _address(email),
        "name": _name(name),
        "password": password_hash,
        "role": role,
        "may_send": may_send,
        "active": True,
        "fs_uniquifier": secrets.token_hex(32),
        "language": "ja",
        "created_at": now,
    }
    ids = writes.insert_new(session, Staff, [row], ["email"], give="id")
    if not ids:
        raise StaffRefused("taken")
    return session.get_one(Staff, ids[0])


def _address(email: str) -> str:
    address = email.strip().lower()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address) or len(address) > 254:
        raise StaffRefused("email")
    return address


def _name(name: str) -> str:
    if not 1 <= len(name.strip()) <= 60:
        raise StaffRefused("name")
    return name.strip()


def everybody(session: Session) -> list[Staff]:
    """Give all accounts, the oldest first."""
    return list(session.scalars(select(Staff).order_by(Staff.id)))


def names(session: Session) -> dict[int, str]:
    """Give what everybody who ever had an account is called, by id."""
    return {person.id: person.name for person in everybody(session)}


def disable(session: Session, person: Staff) -> None:
    """Close an account for good: sessions and LINE account go; raise StaffRefused for the last owner."""
    owners = select(func.count()).select_from(Staff).where(Staff.role == Role.OWNER, Staff.active)
    if person.role == Role.OWNER and session.scalar(owners) == 1:
        raise StaffRefused("last_owner")
    person.active = False
    person.fs_uniquifier = secrets.token_hex(32)
    person.link_code_hash = person.link_code_expires_at = None
    unlink(session, person)


def issue_link_code(session: Session, vault: Vault, person: Staff, *, now: datetime) -> str:
    """Give a six-digit code which the person types in the chat within ten minutes, once."""
    code = f"{secrets.randbelow(10**6):06d}"
    person.link_code_hash = _hash(vault, code)
    person.link_code_expires_at = now + CODE_LIVES
    session.flush()
    return code


def link(session: Session, vault: Vault, code: str, user_id: str, *, now: datetime) -> Staff | None:
    """Link the LINE account that typed the code; None when nobody's code is this, or it is too old."""
    row = update(Staff).where(
        Staff.link_code_hash == _hash(vault, code), Staff.link_code_expires_at > now, Staff.active
    )
    linked = row.values(link_code_hash=None, link_code_expires_at=None).returning(Staff.id)
    staff_id = session.scalar(linked)
    if staff_id is None:
        return None
    person = session.get_one(Staff, staff_id, populate_existing=True)
    person.line_user_id = vault.seal_secret(_place(person), user_id)
    session.flush()
    return person


def awaits_code(session: Session, *, now: datetime) -> bool:
    """Tell whether somebody may be typing a code just now; else six digits are a customer's own matter."""
    waiting = select(Staff.id).where(Staff.link_code_expires_at > now - CODE_MISSED, Staff.active)
    return session.scalar(waiting.limit(1)) is not None


def line_user_id(vault: Vault, person: Staff) -> str | None:
    """Open the person's own LINE user id, if they linked one."""
    return None if person.line_user_id is None else vault.open_secret(_place(person), person.line_user_id)


def unlink(session: Session, person: Staff) -> None:
    """Forget the person's own LINE account."""
    person.line_user_id = None
    session.flush()


def _place(person: Staff) -> str:
    return f"staff.line_user_id|{person.id}"


def _hash(vault: Vault, code: str) -> str:
    return hashlib.sha256(vault.mac("staff-link", code.encode())).hexdigest()
