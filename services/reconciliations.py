"""Reconciliations: what we noted as accepted on a day, beside what LINE delivered, and what went past us."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.announcements import Announcement
from models.insights import DailyInsight
from models.sendings import Sending, SendingKind, SendingState
from services import japan

_MAY_HAVE_GONE = (SendingState.ACCEPTED, SendingState.UNKNOWN)
_REPEATS = timedelta(days=1)
"""So long a call may be repeated: the index is by the first attempt."""
OURS = {SendingKind.MULTICAST: "apiMulticast", SendingKind.PUSH: "apiPush"}
ANSWERS = ("apiReply", "autoResponse", "welcomeResponse", "chat")
"""LINE's names for what answers somebody. Any way that is neither theirs nor ours asked nobody's consent."""


@dataclass(frozen=True)
class Day:
    """One day of the whole account, by recipient."""

    day: date
    accepted: int
    """Multicasts and pushes that LINE accepted from us."""
    unknown: int
    """Those whose answer never came."""
    delivered: int | None
    """What LINE counted of the two; None: it has not told, or there were fewer than twenty."""

    @property
    def difference(self) -> int | None:
        """How many more LINE delivered than it accepted from us; below nought: fewer."""
        return None if self.delivered is None else self.delivered - self.accepted


@dataclass(frozen=True)
class Bypass:
    """Messages of one day that did not come from us, and so asked nobody's consent."""

    day: date
    console: int
    """From LINE's own console, or by the API's calls to everybody."""
    others: int
    """Multicasts and pushes beyond those that we know of."""


def days_of(session: Session, announcement: Announcement) -> list[Day]:
    """Give the days on which this announcement went out, as far as they are over at LINE."""
    found = select(func.min(Sending.first_attempt_at), func.max(Sending.finished_at)).where(
        Sending.announcement_id == announcement.id
    )
    first, last = session.execute(found).one()
    if first is None or last is None:
        return []
    told = _told(session, japan.day(first), japan.day(last))
    return [_day(session, row) for row in told]


def bypasses(session: Session, *, since: date) -> list[Bypass]:
    """Give the days from this one on which messages went past us, the newest first."""
    rows = _told(session, since, date.max)
    found = [_bypass(session, row) for row in reversed(rows)]
    return [one for one in found if one.console or one.others]


def _told(session: Session, first: date, last: date) -> list[DailyInsight]:
    days = select(DailyInsight).where(DailyInsight.day >= first, DailyInsight.day <= last)
    return list(session.scalars(days.where(DailyInsight.told_at.is_not(None)).order_by(DailyInsight.day)))


def _day(session: Session, row: DailyInsight) -> Day:
    counts = _ours(session, row.day)
    accepted = sum(counts.get((kind, SendingState.ACCEPTED), 0) for kind in OURS)
    unknown = sum(counts.get((kind, SendingState.UNKNOWN), 0) for kind in OURS)
    return Day(row.day, accepted, unknown, _delivered(row))


def _delivered(row: DailyInsight) -> int | None:
    """Take LINE's count of deliveries, and the day's insight where it does not tell that."""
    counts = (row.multicasts, row.pushes)
    told = [
        count if count is not None else row.sent.get(name)
        for count, name in zip(counts, OURS.values(), strict=True)
    ]
    known = [count for count in told if count is not None]
    return sum(known) if known else None


def _bypass(session: Session, row: DailyInsight) -> Bypass:
    ours = _ours(session, row.day)
    others = sum(
        max(0, row.sent.get(name, 0) - sum(ours.get((kind, state), 0) for state in _MAY_HAVE_GONE))
        for kind, name in OURS.items()
    )
    known = (*OURS.values(), *ANSWERS)
    return Bypass(row.day, sum(count for way, count in row.sent.items() if way not in known), others)


def _ours(session: Session, day: date) -> Mapping[tuple[SendingKind, SendingState], int]:
    """Count our own people by the day of the last attempt, tests to staff and letters among them."""
    start, end = japan.start_of(day), japan.end_of(day)
    rows = session.execute(
        select(Sending.kind, Sending.state, func.sum(Sending.carried))
        .where(Sending.first_attempt_at >= start - _REPEATS, Sending.first_attempt_at < end)
        .where(Sending.last_attempt_at >= start, Sending.last_attempt_at < end)
        .group_by(Sending.kind, Sending.state)
    )
    return {(kind, state): int(count) for kind, state, count in rows}
