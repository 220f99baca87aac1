"""People: who is speaking, who becomes a member, and what they have to lose."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from models import writes
from models.consents import Answer, Purpose
from models.coupons import Coupon, CouponGrant, GrantState
from models.members import AgeAnswer, Language, Member
from models.notices import Notice
from models.point_reservations import PointsHold
from models.points import PointsLot
from services import consent, counts, seals
from services.consent import Evidence
from services.errors import RuleError
from services.vault import Vault

USER_ID = "members.line_user_id"


_BY_KEY = select(Member).where(Member.person_key == bindparam("person_key"))
_BY_CARD = select(Member).where(Member.card_number == bindparam("card_number"))


class CardUnknown(RuleError):
    """No member has this card number."""

    def __init__(self, card_number: str) -> None:
        super().__init__(card_number)
        self.card_number = card_number


@dataclass(frozen=True)
class Person:
    """Whoever is speaking: a member, or somebody of whom nothing is kept."""

    user_id: str = field(repr=False)
    person_key: str
    member: Member | None


@dataclass(frozen=True)
class Belongings:
    """What a member loses by leaving."""

    points: int
    coupons: int


def meet(session: Session, vault: Vault, user_id: str) -> Person:
    """Look up who this is; nothing is written."""
    person_key = vault.person_key(user_id)
    member = session.scalar(_BY_KEY, {"person_key": person_key})
    return Person(user_id, person_key, member)


def by_card(session: Session, card_number: str) -> Member:
    """Find the member by the digits of the card, hyphen or not; raise CardUnknown."""
    digits = "".join(character for character in card_number if character.isdecimal())
    member = session.scalar(_BY_CARD, {"card_number": digits})
    if member is None:
        raise CardUnknown(card_number)
    return member


def join(
    session: Session,
    vault: Vault,
    person: Person,
    *,
    notice: Notice,
    seal: seals.Seal,
    token: str,
    evidence: Evidence,
    now: datetime,
    age: AgeAnswer | None = None,
) -> Member:
    """Make a member of somebody who tapped yes, with the consent that says so, and what they said of age."""
    member = _enter(session, vault, person, language=notice.language, seal=seal, now=now)
    member.age_answer = age
    consent.record(
        session,
        member,
        Purpose.MEMBERSHIP,
        Answer.GIVEN,
        evidence=evidence,
        now=now,
        notice=notice,
        reason=age.value if age else None,
        seal=seal,
        token=token,
    )
    counts.add(session, "joined", source=seal.source, now=now)
    return member


def _enter(
    session: Session, vault: Vault, person: Person, *, language: Language, seal: seals.Seal, now: datetime
) -> Member:
    pid = new_pid()
    values = row(
        vault,
        person.user_id,
        pid,
        vault.make_key(session, pid),
        language=language,
        source=seal.source,
        now=now,
    )
    values |= {"followed_at": seal.followed_at, "friendship_at": seal.followed_at or now}
    return session.get_one(Member, _insert_with_free_card(session, values))


def new_pid() -> str:
    """Draw the random name of a person: 128 bits as 32 hex digits."""
    return secrets.token_hex(16)


def row(
    vault: Vault, user_id: str, pid: str, wrapped: bytes, *, language: Language, source: str, now: datetime
) -> dict[str, Any]:
    """Write a member's row, all but the card number, the LINE id sealed under the member's own key."""
    return {
        "pid": pid,
        "person_key": vault.person_key(user_id),
        "line_user_id": vault.seal_with(wrapped, pid, USER_ID, user_id),
        "language": language,
        "source": source,
        "joined_at": now,
        "followed_at": None,
        "friendship_at": None,
    }


def _insert_with_free_card(session: Session, values: dict[str, object]) -> int:
    """Draw card numbers until one is free; the unique key decides."""
    while True:
        row = values | {"card_number": f"{secrets.randbelow(10**8):08d}"}
        ids = writes.insert_new(session, Member, [row], ["card_number"], give="id")
        if ids:
            return int(ids[0])


def user_id_of(session: Session, vault: Vault, member: Member) -> str:
    """Open a member's LINE user id."""
    return vault.open(session, member.pid, USER_ID, member.line_user_id)


def set_language(session: Session, member: Member, language: str) -> None:
    """Speak this language with the member from now on."""
    member.language = Language(language)
    session.flush()


def belongings(session: Session, member: Member, *, now: datetime) -> Belongings:
    """Count what a member would lose by leaving."""
    lots = select(func.coalesce(func.sum(PointsLot.remaining), 0))
    points = session.scalar(lots.where(PointsLot.member_id == member.id, PointsLot.expires_at > now))
    aside = select(func.coalesce(func.sum(PointsHold.amount), 0)).join(
        PointsLot, PointsLot.id == PointsHold.lot_id
    )
    held_points = session.scalar(aside.where(PointsLot.member_id == member.id, PointsLot.expires_at > now))
    held = select(func.count()).select_from(CouponGrant).join(Coupon, Coupon.id == CouponGrant.coupon_id)
    coupons = session.scalar(
        held.where(
            CouponGrant.member_id == member.id, CouponGrant.state != GrantState.USED, Coupon.ends_at > now
        )
    )
    return Belongings(int(points or 0) + int(held_points or 0), int(coupons or 0))
