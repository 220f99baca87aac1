"""Courtesy: how often, at what hours, and not during a pause; the strictest of shop, member and notice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Subquery,
    and_,
    bindparam,
    case,
    cast,
    func,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from models.base import Instant
from models.consents import Consent, Purpose
from models.members import Member
from models.notices import Notice
from models.preferences import Preference, Rhythm
from models.sendings import Delivery, Sending, SendingState
from services import consent, japan
from services.settings import Choices

Accepted = aliased(Consent, name="accepted")
"""The member's answer that covers the message; whoever asks joins it, and the notice it names."""
KINDS: Mapping[Purpose, str] = {
    Purpose.MEMBERSHIP: "safety",
    Purpose.SERVICE: "expiry",
    Purpose.ANNOUNCEMENTS: "announcement",
}
"""What is sent unasked under each purpose, as a notice names it."""
WEEK = timedelta(days=7)
MONTH = timedelta(days=30)
NOW = bindparam("now", type_=Instant())
WEEK_AGO = bindparam("week_ago", type_=Instant())
MONTH_AGO = bindparam("month_ago", type_=Instant())
SHOP_CAP = bindparam("shop_cap", type_=sa.Integer())
IS_SLOW = bindparam("is_slow", type_=sa.Boolean())
ANNOUNCED = (Purpose.ANNOUNCEMENTS,)
_WAITS = (SendingState.WAITING, SendingState.CALLING)
_WENT = (SendingState.ACCEPTED, SendingState.UNKNOWN)

Moment = ColumnElement[time] | InstrumentedAttribute[time] | InstrumentedAttribute[time | None]


def _time_of_day(name: str) -> BindParameter[time]:
    return bindparam(name, type_=sa.Time())


SHOP_QUIET = (_time_of_day("shop_quiet_from"), _time_of_day("shop_quiet_until"))
CLOCK, OPENS, CLOSES = (_time_of_day(name) for name in ("clock", "opens", "closes"))
"""Japan time: now, and when the window opens and closes."""


@dataclass(frozen=True)
class Window:
    """From when until when something may be said."""

    opens: datetime
    closes: datetime

    @property
    def is_all_day(self) -> bool:
        return self.closes - self.opens >= timedelta(days=1)


def is_promised(purpose: Purpose) -> ColumnElement[bool]:
    """The words the member agreed to name this kind of message: a yes does not stretch to further kinds."""
    return func.coalesce(cast(Notice.kinds, sa.Text).like(f'%"{KINDS[purpose]}"%'), sa.false())


def values(choices: Choices, *, now: datetime, window: Window | None = None) -> dict[str, Any]:
    """Give what the conditions are measured by; a statement is written once, and executed with these."""
    span = window or Window(now, now)
    return {
        "now": now,
        "week_ago": now - WEEK,
        "month_ago": now - MONTH,
        "shop_cap": choices.weekly_cap,
        "is_slow": choices.is_slow(now),
        "shop_quiet_from": choices.quiet_from,
        "shop_quiet_until": choices.quiet_until,
        "clock": japan.clock(now),
        "opens": japan.clock(span.opens),
        "closes": japan.clock(span.closes),
    }


def is_paused() -> ColumnElement[bool]:
    """The member asked for a rest that is not over."""
    return and_(Preference.paused_until.is_not(None), Preference.paused_until > NOW)


class Told(NamedTuple):
    """How many messages the member was or will be told."""

    unasked: ColumnElement[int]
    """Of every kind, in the rolling week."""
    week: ColumnElement[int]
    month: ColumnElement[int]
    """Announcements."""


def told(*, besides: ColumnElement[int] | None = None) -> Told:
    """Count for the one member of the row; `besides`: a sending that is left out."""
    return Told(
        _told(consent.UNASKED, WEEK_AGO, besides=besides),
        _told(ANNOUNCED, WEEK_AGO, besides=besides),
        _told(ANNOUNCED, MONTH_AGO, besides=besides),
    )


def told_to_all() -> Subquery:
    """Count for everybody in one go; who was told nothing has no row."""
    is_announced = Sending.purpose.in_(ANNOUNCED)
    return (
        select(
            Delivery.member_id,
            func.count().filter(_counts(Sending, WEEK_AGO)).label("unasked"),
            func.count().filter(_counts(Sending, WEEK_AGO), is_announced).label("week"),
            func.count().filter(is_announced).label("month"),
        )
        .join(Sending, Sending.id == Delivery.sending_id)
        .where(Delivery.dropped.is_(None), Sending.purpose.in_(consent.UNASKED), _counts(Sending, MONTH_AGO))
        .group_by(Delivery.member_id)
        .subquery("told")
    )


def read(counted: Subquery) -> Told:
    """Give the figures of `told_to_all`, to be joined from outside."""
    return Told(*(func.coalesce(counted.c[name], 0) for name in Told._fields))


def is_over_cap(told: Told) -> ColumnElement[bool]:
    """The rolling week holds as many messages already as shop or notice allow; 0 allows any number."""
    promised = func.coalesce(Notice.weekly_cap, 0)
    limit = case(
        (promised == 0, SHOP_CAP), (SHOP_CAP == 0, promised), (promised < SHOP_CAP, promised), else_=SHOP_CAP
    )
    return and_(limit > 0, told.unasked >= limit)


def is_over_rhythm(told: Told) -> ColumnElement[bool]:
    """The member's own rhythm has no room for an ordinary announcement."""
    # By cases, so that nobody is counted for whose rhythm it does not matter.
    return case(
        (Preference.rhythm == Rhythm.IMPORTANT, sa.true()),
        (Preference.rhythm == Rhythm.WEEKLY, told.week >= 1),
        (Preference.rhythm == Rhythm.MONTHLY, told.month >= 1),
        (Preference.rhythm == Rhythm.TWICE_MONTHLY, told.month >= 2),
        else_=sa.false(),
    )


def is_slowed(told: Told) -> ColumnElement[bool]:
    """The shop is slow, and this member, who chose no rhythm, has had two announcements in a month."""
    return case((or_(not_(IS_SLOW), Preference.rhythm.is_not(None)), sa.false()), else_=told.month >= 2)


def _told(
    purposes: tuple[Purpose, ...], since: BindParameter[datetime], *, besides: ColumnElement[int] | None
) -> ColumnElement[int]:
    delivery, sending = aliased(Delivery), aliased(Sending)
    counts = _counts(sending, since)
    if besides is not None:
        counts = and_(counts, sending.id != besides)
    return (
        select(func.count())
        .select_from(delivery)
        .join(sending, sending.id == delivery.sending_id)
        .where(delivery.member_id == Member.id, delivery.dropped.is_(None))
        .where(sending.purpose.in_(purposes), counts)
        .correlate(Member, Delivery)
        .scalar_subquery()
    )


def _counts(sending: type[Sending], since: BindParameter[datetime]) -> ColumnElement[bool]:
    """Waiting ones count at any age, others by their first attempt."""
    return or_(sending.state.in_(_WAITS), and_(sending.state.in_(_WENT), sending.first_attempt_at > since))


def is_quiet() -> ColumnElement[bool]:
    """Nothing may be said to this member at this time of day."""
    return _is_quiet_at(CLOCK)


def is_closed(*, is_all_day: bool) -> ColumnElement[bool]:
    """No moment of the window suits the member: neither its start nor any at which some quiet time ends."""
    ends: tuple[Moment, ...] = (SHOP_QUIET[1], Notice.quiet_until, Preference.hours_from)
    suits = [and_(_is_in(end, is_all_day=is_all_day), not_(_is_quiet_at(end))) for end in ends]
    return not_(func.coalesce(or_(not_(_is_quiet_at(OPENS)), *suits), sa.false()))


def wakes_at(now: datetime, ends: set[time]) -> datetime:
    """Give the first moment at which one of these times of day comes round."""
    local = now.astimezone(japan.ZONE)
    moments = [datetime.combine(local.date(), end, japan.ZONE) for end in ends]
    return min(moment if moment > local else moment + timedelta(days=1) for moment in moments)


def _is_in(moment: Moment, *, is_all_day: bool) -> ColumnElement[bool]:
    return moment.is_not(None) if is_all_day else _is_between(moment, OPENS, CLOSES)


def _is_quiet_at(moment: Moment) -> ColumnElement[bool]:
    shop = _is_between(moment, *SHOP_QUIET)
    notice = _is_between(moment, Notice.quiet_from, Notice.quiet_until)
    outside = and_(
        Preference.hours_from != Preference.hours_until,
        not_(_is_between(moment, Preference.hours_from, Preference.hours_until)),
    )
    return or_(*(func.coalesce(condition, sa.false()) for condition in (shop, notice, outside)))


def _is_between(moment: Moment, start: Moment, end: Moment) -> ColumnElement[bool]:
    """From start until before end, round midnight where need be; equal ones hold nothing between them."""
    return or_(
        and_(start < end, start <= moment, moment < end),
        and_(start > end, or_(start <= moment, moment < end)),
    )
