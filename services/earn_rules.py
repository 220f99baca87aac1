"""Earn rules: versions of how purchases give points; a worse one begins only after the notice period."""

from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models import locks
from models.base import Instant
from models.earn_rules import EarnRule
from models.members import Member
from services import earn_changes, earn_terms, japan
from services.earn_terms import Terms
from services.errors import RuleError
from services.settings import Choices


class RuleTooEarly(RuleError):
    """Some purchase would give less by it, so it cannot begin before `earliest`."""

    def __init__(self, earliest: date) -> None:
        super().__init__(earliest)
        self.earliest = earliest


class FirstRuleOver(RuleError):
    """The setting is the first version only, and others have followed it."""


class RulePast(RuleError):
    """Its first day is over: nothing changes backwards."""


_IN_FORCE = (
    select(EarnRule.terms)
    .where(EarnRule.begins_at <= bindparam("now", type_=Instant()))
    .order_by(EarnRule.begins_at.desc(), EarnRule.id.desc())
    .limit(1)
)


def in_force(session: Session, *, choices: Choices, now: datetime) -> Terms:
    """Give the terms that hold at this moment; the first ones are the setting's."""
    found = session.scalar(_IN_FORCE, {"now": now})
    return Terms(per_yen=choices.earn_yen) if found is None else earn_terms.read(found)


def versions(session: Session) -> list[EarnRule]:
    """Give all versions, the one that begins last first."""
    return list(session.scalars(select(EarnRule).order_by(EarnRule.begins_at.desc(), EarnRule.id.desc())))


def publish(
    session: Session,
    terms: Terms,
    *,
    begins_on: date | None,
    staff_id: int | None,
    choices: Choices,
    now: datetime,
) -> EarnRule:
    """Write the next version; without a day it begins at once.

    Raise TermsRefused, RulePast, or RuleTooEarly: where some purchase gives less than by what would hold
    on its first day, it begins after so many days of notice as the shop chose. It holds until the next
    version begins, and changes nothing that is past.
    """
    earn_terms.check(terms)
    locks.name(session, "earn_rules")
    begins_at = _begins(begins_on, now)
    is_worse = judge(session, terms, begins_at=begins_at, choices=choices, now=now)
    rule = EarnRule(begins_at=begins_at, terms=earn_terms.as_json(terms), is_worse=is_worse)
    rule.created_by, rule.created_at = staff_id, now
    session.add(rule)
    session.flush()
    return rule


def _begins(begins_on: date | None, now: datetime) -> datetime:
    today = japan.day(now)
    if begins_on is not None and begins_on < today:
        raise RulePast
    return now if begins_on in (None, today) else japan.start_of(begins_on)


def judge(session: Session, terms: Terms, *, begins_at: datetime, choices: Choices, now: datetime) -> bool:
    """Tell whether some purchase would give less by these terms; raise RuleTooEarly if it is too soon."""
    earliest = japan.day(now) + timedelta(days=choices.earn_notice_days)
    before = in_force(session, choices=choices, now=begins_at)
    following = select(EarnRule.begins_at).where(EarnRule.begins_at > begins_at)
    after = session.scalar(following.order_by(EarnRule.begins_at).limit(1))
    until = japan.last_day(after) if after is not None else None
    is_worse = earn_changes.is_worse(before, terms, first=japan.day(begins_at), last=until)
    if is_worse and begins_at < japan.start_of(earliest):
        raise RuleTooEarly(earliest)
    return is_worse


def check_first(session: Session, per_yen: int, *, choices: Choices, now: datetime) -> None:
    """Let the setting be changed, as the first version, where no member gets less by it.

    Raise FirstRuleOver once there are versions, or RuleTooEarly: then it takes a version with its notice.
    """
    if session.scalar(select(EarnRule.id).limit(1)) is not None:
        raise FirstRuleOver
    if session.scalar(select(Member.id).limit(1)) is not None:
        judge(session, Terms(per_yen=per_yen), begins_at=now, choices=choices, now=now)


def coming_change(session: Session, *, now: datetime) -> datetime | None:
    """Give when the next version begins by which some purchase gives less; members are told of it."""
    worse = select(EarnRule.begins_at).where(EarnRule.begins_at > now, EarnRule.is_worse)
    return session.scalar(worse.order_by(EarnRule.begins_at).limit(1))
