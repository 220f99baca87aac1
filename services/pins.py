"""PINs: four digits of a clerk, good on the shop's own devices only, and not to be found by trying."""

import secrets
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from models import writes
from models.devices import Pin
from models.staff import Role, Staff
from services import passwords, staff
from services.errors import RuleError
from services.vault import Vault

DIGITS = 4
TRIES, REST, MOST = 5, timedelta(minutes=15), 20
"""After so many wrong tries it rests; after so many in all it is good for nothing until the owner sets it."""
NO_PASSWORD = "!"  # noqa: S105  # no hash: nobody signs in with it
NO_MAIL = "clerk.invalid"
"""The domain of those who have no address (RFC 2606): mail to it goes nowhere."""


class PinRefused(RuleError):
    """It is not four digits, or ones that everybody tries first; `why` is `digits` or `easy`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class PinWrong(RuleError):
    """The digits do not fit; `left` more tries before a rest."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class PinRests(RuleError):
    """Too many wrong tries: the digits are not even looked at for a while."""


class PinOver(RuleError):
    """There is no PIN, or it was tried so often that the owner has to set another."""


def add_clerk(session: Session, vault: Vault, *, name: str, pin: str, now: datetime) -> Staff:
    """Take in a clerk without mail and password; raise PinRefused or StaffRefused."""
    person = staff.add(
        session,
        email=f"{secrets.token_hex(8)}@{NO_MAIL}",
        name=name,
        password_hash=NO_PASSWORD,
        role=Role.CLERK,
        may_send=False,
        now=now,
    )
    change(session, vault, person, pin, now=now)
    return person


def has_mail(person: Staff) -> bool:
    return not person.email.endswith(f"@{NO_MAIL}")


def change(session: Session, vault: Vault, person: Staff, pin: str, *, now: datetime) -> None:
    """Set somebody's PIN, with all tries forgiven; raise PinRefused."""
    if len(pin) != DIGITS or not (pin.isascii() and pin.isdecimal()):
        raise PinRefused("digits")
    if _is_easy(pin):
        raise PinRefused("easy")
    hashed = passwords.hashed(_peppered(vault, person, pin))
    values = {"hash": hashed, "misses": 0, "rest_until": None, "changed_at": now}
    writes.upsert(session, Pin, {"staff_id": person.id}, values)


def clerks(session: Session) -> list[Staff]:
    """Give those who can open a device, by name."""
    known = select(Staff).join(Pin, Pin.staff_id == Staff.id).where(Staff.active)
    return list(session.scalars(known.order_by(Staff.name, Staff.id)))


def begin_try(session: Session, staff_id: int, *, now: datetime) -> Pin:
    """Count a try before it is made, so that tries at once are all counted; raise PinRests or PinOver.

    Checking takes a tenth of a second: do it outside this transaction, with `fits`.
    """
    rests = or_(Pin.rest_until.is_(None), Pin.rest_until <= now)
    mine = update(Pin).where(Pin.staff_id == staff_id, Pin.misses < MOST, rests)
    counted = session.scalar(mine.values(misses=Pin.misses + 1).returning(Pin.misses))
    if counted is None:
        pin = session.get(Pin, staff_id)
        raise PinOver if pin is None or pin.misses >= MOST else PinRests
    if counted % TRIES == 0:
        session.execute(update(Pin).where(Pin.staff_id == staff_id).values(rest_until=now + REST))
    return session.get_one(Pin, staff_id, populate_existing=True)


def fits(vault: Vault, person: Staff, pin: Pin, typed: str) -> bool:
    """Tell whether the digits are theirs; takes its time on purpose."""
    return passwords.fits(pin.hash, _peppered(vault, person, typed))


def note_success(session: Session, staff_id: int) -> None:
    """Forget the tries: the digits fitted."""
    session.execute(update(Pin).where(Pin.staff_id == staff_id).values(misses=0, rest_until=None))


def _is_easy(pin: str) -> bool:
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return len(steps) == 1 and steps <= {-1, 0, 1}


def _peppered(vault: Vault, person: Staff, pin: str) -> str:
    return vault.mac("pin", f"{person.id}|{pin}".encode()).hex()
