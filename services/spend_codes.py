"""Spend codes: seven digits for five minutes, by which a member pays with points, once."""

import base64
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import locks
from models.codes import CodeKind
from models.members import Member
from models.point_reservations import PointsReservation
from models.points import PointsEntry
from services import codes, points
from services.errors import RuleError
from services.vault import Spoiled, Vault

PLACE = "spend_codes.picture"
DIGITS = 7
"""One less than a card has and one more than the number for the telephone: each is known by its length."""


class SpendCodeNeeded(RuleError):
    """A card alone does not pay: an old picture of it may be anybody's."""


@dataclass(frozen=True)
class SpendCode:
    """What a member shows to pay with points."""

    code: str
    until: datetime
    balance: int


def issue(session: Session, vault: Vault, member: Member, *, now: datetime) -> SpendCode:
    """Give a code; the one before is good for nothing from now on. Raise PointsTooFew: there are none."""
    balance = points.balance(session, member, now=now)
    if balance < 1:
        raise points.PointsTooFew(balance, 1)
    code = codes.issue(session, vault, member, CodeKind.SPEND, now=now)
    return SpendCode(code, codes.good_until(CodeKind.SPEND, now=now), balance)


def picture_token(vault: Vault, given: SpendCode) -> str:
    """Give the last part of the address of the code's picture, with the code sealed: logs learn nothing."""
    sealed = vault.seal_secret(PLACE, f"{given.code}|{given.until.isoformat()}")
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def pictured(vault: Vault, token: str, *, now: datetime) -> str | None:
    """Read which code a picture shows; None when its time is over, or there is no such address."""
    try:
        sealed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        code, _, until = vault.open_secret(PLACE, sealed).partition("|")
    except (ValueError, Spoiled):
        return None
    return code if now < datetime.fromisoformat(until) else None


def owner(session: Session, vault: Vault, text: str, *, now: datetime) -> Member:
    """Find whose code it is, and leave it good; raises as `codes.peek`."""
    return session.get_one(Member, codes.peek(session, vault, CodeKind.SPEND, text, now=now).member_id)


def holder(session: Session, vault: Vault, text: str) -> Member:
    """Find whose code it is, also of one that is over; raise CodeUnknown."""
    return session.get_one(Member, codes.find(session, vault, CodeKind.SPEND, text).member_id)


def take(session: Session, vault: Vault, member: Member, text: str, *, cause: str, now: datetime) -> None:
    """Use the member's code up for this cause; a repetition of what counted already takes nothing more.

    Raises as `codes.use`; a code that is another member's counts as unknown.
    """
    locks.person(session, member.person_key)
    if _counts(session, cause):
        return
    if codes.use(session, vault, CodeKind.SPEND, text, now=now).member_id != member.id:
        raise codes.CodeUnknown


def _counts(session: Session, cause: str) -> bool:
    """Tell whether points were spent or set aside for this cause."""
    spent = select(PointsEntry.id).where(PointsEntry.cause == cause)
    aside = select(PointsReservation.id).where(PointsReservation.cause == cause)
    return session.scalar(spent.union_all(aside).limit(1)) is not None
