"""Grants: points given by hand, with a reason for the books and a word to the member."""

from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from models import locks
from models.members import Member
from models.point_grants import PointsGrant, PointsGrantState
from models.points import EntryKind, PointsEntry
from models.staff import Role, Staff
from services import points, settlements, staff, staff_limits
from services.errors import RuleError
from services.settings import Choices
from services.vault import Vault

MOST = 1_000_000
LONGEST_REASON, LONGEST_NOTE = 200, 60
TOGETHER = timedelta(hours=24)
"""What one person gives one member within this time counts together against the limit."""


class GrantRefused(RuleError):
    """It cannot be given; `why` is `reason`, `note`, `own` or `alone`.

    `own`: the card belongs to the LINE account that this person linked. `alone`: it is above the limit, and
    nobody else may approve it.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class GrantOver(RuleError):
    """It was answered, or whoever wants to answer may not."""


def give(
    session: Session,
    vault: Vault,
    member: Member,
    *,
    points_given: int,
    reason: str,
    note: str,
    cause: str,
    by: Staff,
    choices: Choices,
    now: datetime,
) -> PointsGrant:
    """Give the points, or ask a second person where they are above the limit; the same cause counts once.

    Raise AmountRefused, GrantRefused or DailyLimitReached.
    """
    _check(vault, member, points_given, reason=reason, note=note, by=by)
    locks.person(session, member.person_key)
    known = session.scalar(select(PointsGrant).where(PointsGrant.cause == cause))
    if known is not None:
        return known
    takes_two = _lately(session, member, by, now=now) + points_given > choices.grant_limit
    if takes_two and not _others(session, vault, member, by):
        raise GrantRefused("alone")
    grant = PointsGrant(member_id=member.id, cause=cause, points=points_given, asked_by=by.id, asked_at=now)
    grant.reason, grant.note = reason.strip(), note.strip()
    grant.state = PointsGrantState.WAITING
    session.add(grant)
    session.flush()
    return grant if takes_two else _at_once(session, member, grant, choices=choices, now=now)


def _check(vault: Vault, member: Member, wanted: int, *, reason: str, note: str, by: Staff) -> None:
    if not 0 < wanted <= MOST:
        raise points.AmountRefused(wanted, MOST)
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise GrantRefused("reason")
    if len(note.strip()) > LONGEST_NOTE:
        raise GrantRefused("note")
    if is_own(vault, member, by):
        raise GrantRefused("own")


def is_own(vault: Vault, member: Member, person: Staff) -> bool:
    """Tell whether the card belongs to the LINE account that somebody of the shop linked as their own."""
    user_id = staff.line_user_id(vault, person)
    return user_id is not None and vault.person_key(user_id) == member.person_key


def _lately(session: Session, member: Member, by: Staff, *, now: datetime) -> int:
    given = select(func.coalesce(func.sum(PointsGrant.points), 0)).where(
        PointsGrant.member_id == member.id,
        PointsGrant.asked_by == by.id,
        PointsGrant.state == PointsGrantState.GIVEN,
        PointsGrant.asked_at > now - TOGETHER,
        PointsGrant.answered_by.is_(None),
    )
    return int(session.scalar(given) or 0)


def _others(session: Session, vault: Vault, member: Member, by: Staff) -> list[Staff]:
    may = or_(Staff.role == Role.OWNER, Staff.may_send)
    others = session.scalars(select(Staff).where(Staff.active, may, Staff.id != by.id))
    return [person for person in others if not is_own(vault, member, person)]


def _at_once(
    session: Session, member: Member, grant: PointsGrant, *, choices: Choices, now: datetime
) -> PointsGrant:
    """Give what nobody else has to approve, within the day's limit of who gives it."""
    grant.state, grant.answered_at = PointsGrantState.GIVEN, now
    _carry(session, member, grant, choices=choices, now=now)
    staff_limits.check(session, grant.asked_by, choices=choices, now=now)
    return grant


def _carry(session: Session, member: Member, grant: PointsGrant, *, choices: Choices, now: datetime) -> None:
    """Write the line of the ledger."""
    settlements.settle(session, member, now=now)
    entry = PointsEntry(kind=EntryKind.GRANT, amount=grant.points, cause=f"grant:{grant.id}")
    entry.staff_id, entry.reason, entry.note = grant.asked_by, grant.reason, grant.note or None
    points.give(session, member, entry, choices=choices, now=now)


def waiting(session: Session) -> list[PointsGrant]:
    """Give what a second person is asked to approve, the oldest first."""
    asked = select(PointsGrant).where(PointsGrant.state == PointsGrantState.WAITING)
    return list(session.scalars(asked.order_by(PointsGrant.id)))


def awaits(session: Session, person: Staff) -> bool:
    """Tell whether something that somebody else asked for waits for a person such as this."""
    others = select(PointsGrant.id).where(
        PointsGrant.state == PointsGrantState.WAITING, PointsGrant.asked_by != person.id
    )
    may = person.role == Role.OWNER or person.may_send
    return may and session.scalar(others.limit(1)) is not None


def may_answer(vault: Vault, member: Member, grant: PointsGrant, person: Staff) -> bool:
    """Tell whether this is a second person who may approve, and not the one who gets the points."""
    may = person.role == Role.OWNER or person.may_send
    return may and person.id != grant.asked_by and not is_own(vault, member, person)


def approve(
    session: Session, vault: Vault, grant: PointsGrant, *, by: Staff, choices: Choices, now: datetime
) -> None:
    """Give what was asked for, once; raise GrantOver."""
    member = session.get_one(Member, grant.member_id)
    locks.person(session, member.person_key)
    _answer(session, vault, member, grant, PointsGrantState.GIVEN, by=by, now=now)
    _carry(session, member, grant, choices=choices, now=now)


def decline(session: Session, vault: Vault, grant: PointsGrant, *, by: Staff, now: datetime) -> None:
    """Let it not be given; raise GrantOver."""
    member = session.get_one(Member, grant.member_id)
    _answer(session, vault, member, grant, PointsGrantState.DECLINED, by=by, now=now)


def _answer(
    session: Session,
    vault: Vault,
    member: Member,
    grant: PointsGrant,
    state: PointsGrantState,
    *,
    by: Staff,
    now: datetime,
) -> None:
    """Claim the question, so that of two answers one counts."""
    if not may_answer(vault, member, grant, by):
        raise GrantOver
    asked = update(PointsGrant).where(
        PointsGrant.id == grant.id, PointsGrant.state == PointsGrantState.WAITING
    )
    answered = asked.values(state=state, answered_by=by.id, answered_at=now)
    if session.scalar(answered.returning(PointsGrant.id)) is None:
        raise GrantOver
    session.refresh(grant)
