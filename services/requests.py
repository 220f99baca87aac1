"""Requests: what people ask of whoever keeps their data (APPI, articles 32 to 39), each with its clock."""

import re
import unicodedata
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import locks
from models.members import Member
from models.requests import RequestKind, RequestState, RequestWay, RightsRequest
from services import japan
from services.errors import RuleError
from services.vault import Vault

TIME = timedelta(days=14)
"""From then on article 39 opens the way to a court; the law itself says "without delay"."""
OVERDUE = -1
LONGEST_DETAILS = 2000
"""Characters."""
LONGEST_REASON, LONGEST_IDENTITY = 400, 200
REMINDERS = (7, 3, 1, OVERDUE)
"""Days left at which it comes to the desk again."""
DETAILS_LIVE = timedelta(days=365)
"""So long after it was closed what was asked stays readable, for whoever comes back to it."""
DIGITS = 5
"""So many in a row may be the number of a document; the four of a year, or of a telephone's end, are not."""


class RequestClosed(RuleError):
    """Somebody has closed this request already."""


class CloseRefused(RuleError):
    """A request cannot be closed like this; `why` is `reason`, `identity` or `number`.

    A refusal without a reason is against article 36; the number of a document is never kept.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def open(  # noqa: A001  # read after the module: requests.open
    session: Session,
    vault: Vault,
    *,
    member_pid: str | None,
    kind: RequestKind,
    way: RequestWay,
    details: str,
    now: datetime,
    staff_id: int | None = None,
) -> RightsRequest:
    """Start the clock of a request; its details are kept sealed. `staff_id`: who took it, if not the bot."""
    request = RightsRequest(
        member_pid=member_pid,
        kind=kind,
        way=way,
        opened_at=now,
        due_on=japan.day(now) + TIME,
        opened_by=staff_id,
    )
    session.add(request)
    session.flush()
    if details.strip():
        request.details = vault.seal_secret(_place(request), details.strip()[:LONGEST_DETAILS])
        session.flush()
    return request


def details(vault: Vault, request: RightsRequest) -> str:
    """Open what was asked; nothing once it is wiped."""
    return vault.open_secret(_place(request), request.details) if request.details else ""


def _place(request: RightsRequest) -> str:
    return f"request:{request.id}"


def find(session: Session, number: int) -> RightsRequest | None:
    """Give the request of this number."""
    return session.get(RightsRequest, number)


def member(session: Session, request: RightsRequest) -> Member | None:
    """Give who it is about, as far as they are known and still a member."""
    theirs = select(Member).where(Member.pid == request.member_pid)
    return session.scalar(theirs.execution_options(populate_existing=True))


def alone_with(session: Session, request: RightsRequest) -> Member | None:
    """Give the member when nobody else works on them. The chat locks them before their requests; so do we."""
    somebody = member(session, request)
    if somebody is None:
        return None
    locks.person(session, somebody.person_key)
    session.refresh(request)
    return member(session, request)


def successor(session: Session, request: RightsRequest) -> Member | None:
    """Give whom a membership is to pass to."""
    return session.scalar(select(Member).where(Member.pid == request.successor_pid))


def name_member(session: Session, request: RightsRequest, somebody: Member) -> None:
    """Say whom it is about, once it is known; raise RequestClosed."""
    nameless = update(RightsRequest).where(
        RightsRequest.id == request.id,
        RightsRequest.state == RequestState.OPEN,
        RightsRequest.member_pid.is_(None),
    )
    if session.scalar(nameless.values(member_pid=somebody.pid).returning(RightsRequest.id)) is None:
        raise RequestClosed
    session.refresh(request)


def waiting(session: Session, *, member_pid: str | None = None) -> list[RightsRequest]:
    """Give what is open (of one person, if named), the most urgent first."""
    open_ones = select(RightsRequest).where(RightsRequest.state == RequestState.OPEN)
    if member_pid is not None:
        open_ones = open_ones.where(RightsRequest.member_pid == member_pid)
    return list(session.scalars(open_ones.order_by(RightsRequest.due_on, RightsRequest.id)))


def closed(session: Session, *, limit: int = 50) -> list[RightsRequest]:
    """Give what was closed, the newest first."""
    done = select(RightsRequest).where(RightsRequest.state != RequestState.OPEN)
    return list(session.scalars(done.order_by(RightsRequest.closed_at.desc()).limit(limit)))


def days_left(request: RightsRequest, *, now: datetime) -> int:
    """Give the days until it is due, Japan time: 0 on the last day, below zero when it is overdue."""
    return (request.due_on - japan.day(now)).days


def urgent(session: Session, *, now: datetime) -> list[RightsRequest]:
    """Give what is open and due within a week, or overdue."""
    soon = japan.day(now) + timedelta(days=REMINDERS[0])
    return [request for request in waiting(session) if request.due_on <= soon]


def overdue(session: Session, *, now: datetime) -> int:
    """Count what is open and past its day."""
    return sum(days_left(request, now=now) < 0 for request in waiting(session))


def remind(session: Session, *, now: datetime, limit: int = 500) -> list[RightsRequest]:
    """Mark up to `limit` open requests that came nearer to their day since the last reminder; give those."""
    nearer = [request for request in urgent(session, now=now) if _comes_nearer(request, now=now)][:limit]
    for request in nearer:
        request.reminded = _reminder(request, now=now)
    session.flush()
    return nearer


def _comes_nearer(request: RightsRequest, *, now: datetime) -> bool:
    return request.reminded is None or _reminder(request, now=now) < request.reminded


def _reminder(request: RightsRequest, *, now: datetime) -> int:
    left = days_left(request, now=now)
    return OVERDUE if left < 0 else min(days for days in REMINDERS if days >= max(left, 1))


def forget(session: Session, *, now: datetime, limit: int = 500) -> int:
    """Wipe what was asked, a year after it was closed; give how many. Call it until there are fewer."""
    old = (
        select(RightsRequest.id)
        .where(RightsRequest.closed_at <= now - DETAILS_LIVE, RightsRequest.details.is_not(None))
        .limit(limit)
    )
    wiped = update(RightsRequest).where(RightsRequest.id.in_(old.scalar_subquery())).values(details=None)
    return len(session.scalars(wiped.returning(RightsRequest.id)).all())


def close(
    session: Session,
    request: RightsRequest,
    *,
    state: RequestState,
    reason: str,
    identity: str,
    staff_id: int | None,
    now: datetime,
) -> None:
    """Close it as done or refused, once; raise CloseRefused or RequestClosed.

    `identity`: how it was made sure who asks. Refusing may go without: that it could not be is a reason.
    """
    _check(state, reason.strip(), identity.strip())
    open_one = update(RightsRequest).where(
        RightsRequest.id == request.id, RightsRequest.state == RequestState.OPEN
    )
    values = {
        "state": state,
        "reason": reason.strip(),
        "identity": identity.strip() or None,
        "closed_by": staff_id,
        "closed_at": now,
    }
    if session.scalar(open_one.values(values).returning(RightsRequest.id)) is None:
        raise RequestClosed
    session.refresh(request)


def identify(session: Session, request: RightsRequest, identity: str) -> None:
    """Note how it was made sure who asks, before anything is handed out; raise CloseRefused."""
    if not 1 <= len(identity.strip()) <= LONGEST_IDENTITY:
        raise CloseRefused("identity")
    if holds_number(identity):
        raise CloseRefused("number")
    request.identity = identity.strip()
    session.flush()


def _check(state: RequestState, reason: str, identity: str) -> None:
    if not 1 <= len(reason) <= LONGEST_REASON or state == RequestState.OPEN:
        raise CloseRefused("reason")
    if len(identity) > LONGEST_IDENTITY or (state == RequestState.DONE and not identity):
        raise CloseRefused("identity")
    if holds_number(identity):
        raise CloseRefused("number")


def holds_number(words: str) -> bool:
    """Tell whether the number of a document may stand in these words, however wide and spaced."""
    digits_together = re.sub(r"(?<=\d)[\s.\-‐-―ー・]+(?=\d)", "", unicodedata.normalize("NFKC", words))
    return re.search(rf"\d{{{DIGITS},}}", digits_together) is not None
