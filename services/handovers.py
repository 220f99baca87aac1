"""Handovers: a membership passes to another LINE account without a code, on what its member can tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from models import locks
from models.members import Member
from models.points import EntryKind, PointsEntry
from models.requests import RequestState, RightsRequest
from models.staff import Role, Staff
from services import audit, japan, points
from services.errors import RuleError
from services.requests import RequestClosed
from services.settings import Choices

ASKED = 2
"""So many purchases or uses of points have to be told."""
RECENT = timedelta(days=180)
"""How far back one may be."""
WRONG, TRIES, REST = "handover_answers_wrong", 3, timedelta(hours=24)
"""So many wrong tries for one membership, then nobody may try for so long."""


class HandoverRefused(RuleError):
    """It cannot begin like this; `why` is `same`, `rest` or `alone`.

    `alone`: it takes two people, and nobody may approve but who took the request or hears the answers.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class MayNotApprove(RuleError):
    """Who took the request or heard the answers cannot approve it, nor can who may not send."""


@dataclass(frozen=True)
class Told:
    """What the member says of one purchase, or of one use of points."""

    day: date
    yen: int


def hear(
    session: Session,
    request: RightsRequest,
    member: Member,
    successor: Member,
    told: Sequence[Told],
    *,
    staff_id: int,
    choices: Choices,
    now: datetime,
) -> bool:
    """Tell whether all that was told is so, and only that; a wrong try is counted and stays in the audit.

    Raise HandoverRefused. Call it in a transaction that stays, also where the answer is no.
    """
    locks.person(session, member.person_key)
    _check(session, request, member, successor, staff_id=staff_id, choices=choices, now=now)
    if not _is_so(session, member, told, now=now):
        audit.write(session, WRONG, f"member:{member.id}", staff_id=staff_id, now=now, request=request.id)
        return False
    request.successor_pid, request.vouched_by, request.approved_by = successor.pid, staff_id, None
    session.flush()
    return True


def _check(
    session: Session,
    request: RightsRequest,
    member: Member,
    successor: Member,
    *,
    staff_id: int,
    choices: Choices,
    now: datetime,
) -> None:
    if member.id == successor.id:
        raise HandoverRefused("same")
    if audit.count_since(session, WRONG, f"member:{member.id}", since=now - REST) >= TRIES:
        raise HandoverRefused("rest")
    if takes_two(session, member, choices=choices, now=now) and not _others(session, request, staff_id):
        raise HandoverRefused("alone")


def _is_so(session: Session, member: Member, told: Sequence[Told], *, now: datetime) -> bool:
    """Compare day (Japan time) and yen; each purchase answers for one story only."""
    known = [Told(japan.day(entry.created_at), entry.yen or 0) for entry in _recent(session, member, now=now)]
    for story in told:
        if story not in known:
            return False
        known.remove(story)
    return len(told) >= ASKED


def _recent(session: Session, member: Member, *, now: datetime) -> list[PointsEntry]:
    undone = select(PointsEntry.reverses_id).where(PointsEntry.reverses_id.is_not(None))
    lines = select(PointsEntry).where(
        PointsEntry.member_id == member.id,
        PointsEntry.kind.in_((EntryKind.PURCHASE, EntryKind.SPEND)),
        PointsEntry.created_at >= now - RECENT,
        PointsEntry.id.not_in(undone),
    )
    return list(session.scalars(lines))


def takes_two(session: Session, member: Member, *, choices: Choices, now: datetime) -> bool:
    """Tell whether so many points pass that a second person has to approve."""
    return points.balance(session, member, now=now) > choices.transfer_limit


def _others(session: Session, request: RightsRequest, staff_id: int) -> list[Staff]:
    may = or_(Staff.role == Role.OWNER, Staff.may_send)
    taken = [number for number in (request.opened_by, staff_id) if number is not None]
    return list(session.scalars(select(Staff).where(Staff.active, may, Staff.id.not_in(taken))))


def waiting(session: Session) -> list[RightsRequest]:
    """Give what a second person is asked to approve, the oldest first."""
    heard = select(RightsRequest).where(
        RightsRequest.state == RequestState.OPEN,
        RightsRequest.vouched_by.is_not(None),
        RightsRequest.approved_by.is_(None),
    )
    return list(session.scalars(heard.order_by(RightsRequest.id)))


def may_approve(request: RightsRequest, person: Staff) -> bool:
    """Tell whether this is a second person, and one who may."""
    is_other = person.id not in (request.opened_by, request.vouched_by)
    return is_other and (person.role == Role.OWNER or person.may_send)


def approve(session: Session, request: RightsRequest, person: Staff) -> None:
    """Approve it as the second person, once; raise MayNotApprove or RequestClosed."""
    if not may_approve(request, person):
        raise MayNotApprove
    free = update(RightsRequest).where(
        RightsRequest.id == request.id,
        RightsRequest.state == RequestState.OPEN,
        RightsRequest.vouched_by == request.vouched_by,
        RightsRequest.approved_by.is_(None),
    )
    if session.scalar(free.values(approved_by=person.id).returning(RightsRequest.id)) is None:
        raise RequestClosed
    session.refresh(request)
