"""Welcome gifts: one for each person, and, where the shop says so, to be used from the first purchase on."""

import hashlib
import hmac
from datetime import datetime

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from models import locks, writes
from models.gift_marks import GiftMark
from models.members import Member
from models.points import EntryKind, PointsEntry, PointsLot
from services import japan, points, tier_amounts
from services.errors import RuleError
from services.settings import Choices
from services.vault import Vault

KEPT_MONTHS = 12
"""So long a mark is kept after its member left."""
SLICE = 500


class WelcomeLocked(RuleError):
    """The welcome points wait for the first purchase; `free` of the others can be used."""

    def __init__(self, free: int, locked: int) -> None:
        super().__init__(free, locked)
        self.free, self.locked = free, locked


def give(
    session: Session, vault: Vault, member: Member, user_id: str, *, choices: Choices, now: datetime
) -> int:
    """Give the welcome points, and say how many; none where this person had theirs within the time.

    Without the setting nothing is marked and nothing is looked up.
    """
    if choices.gift_mark and choices.welcome_points and not _mark(session, vault, member, user_id):
        return 0
    return points.welcome(session, member, choices=choices, now=now)


def _mark(session: Session, vault: Vault, member: Member, user_id: str) -> bool:
    """Mark that the gift is given; False: it was before. Of two who ask at once, one does."""
    row = {"digest": digest(vault, user_id), "member_id": member.id, "until_at": None}
    return bool(writes.insert_new(session, GiftMark, [row], ["digest"]))


def digest(vault: Vault, user_id: str) -> str:
    """Name a person by a key that is made for this alone, so that a mark is found by nothing else we keep."""
    own = vault.mac("gift mark", b"the key of marks", key="secret")
    return hmac.new(own, user_id.encode(), hashlib.sha256).hexdigest()


def is_marked(session: Session, member: Member) -> bool:
    """Tell whether a mark of this member's gift would stay for a time when they leave."""
    mark = exists().where(GiftMark.member_id == member.id)
    return bool(session.scalar(select(mark)))


def count_down(session: Session, *, now: datetime, limit: int = SLICE) -> int:
    """Let the time begin of marks whose member left; give how many."""
    some = (
        select(GiftMark.digest).where(GiftMark.member_id.is_(None), GiftMark.until_at.is_(None)).limit(limit)
    )
    ends = japan.end_of(tier_amounts.add_months(japan.day(now), KEPT_MONTHS))
    begun = update(GiftMark).where(GiftMark.digest.in_(some.scalar_subquery())).values(until_at=ends)
    return len(session.scalars(begun.returning(GiftMark.digest)).all())


def locked(session: Session, member: Member, *, choices: Choices, now: datetime) -> int:
    """Give the welcome points that wait for a first purchase."""
    if not choices.welcome_from_purchase or _has_bought(session, member):
        return 0
    given = (
        select(func.coalesce(func.sum(PointsEntry.amount), 0))
        .join(PointsLot, PointsLot.entry_id == PointsEntry.id)
        .where(
            PointsEntry.member_id == member.id,
            PointsEntry.kind == EntryKind.WELCOME,
            PointsLot.expires_at > now,
        )
    )
    return min(int(session.scalar(given) or 0), points.balance(session, member, now=now))


def check_spend(session: Session, member: Member, wanted: int, *, choices: Choices, now: datetime) -> None:
    """Raise WelcomeLocked where so many points cannot be used without those that wait.

    Call it before `points.spend`, in the same transaction.
    """
    locks.person(session, member.person_key)
    waiting = locked(session, member, choices=choices, now=now)
    free = points.balance(session, member, now=now) - waiting
    if waiting and free < wanted <= free + waiting:
        raise WelcomeLocked(free, waiting)


def _has_bought(session: Session, member: Member) -> bool:
    bought = exists().where(PointsEntry.member_id == member.id, *tier_amounts.stands())
    return bool(session.scalar(select(bought)))
