"""Pace: one shared slot for all processes, reserved in one statement (generic cell rate algorithm)."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import case, func, or_, select, update
from sqlalchemy.orm import Session

from models import base
from models.pace import Pace
from models.sendings import SendingKind
from services.settings import Choices

SECOND = 1_000_000
CALLS_PER_SECOND = {SendingKind.MULTICAST: 195, SendingKind.PUSH: 1_950}
"""LINE's ceilings are 200 and 2,000; the rest is left for clocks that differ."""
AHEAD = 2
"""Calls that may begin a little early, so that a slot is not lost because nobody looked in time."""
FULL_CALL = 500
"""Recipients of the largest call (LINE's reference, multicast)."""
LONGEST_WAIT = timedelta(minutes=10)
"""For longer nobody waits on LINE's word without asking again."""
SHARED = "recipients"
"""The slot of a shop that set a pace of its own; calls of both kinds share it."""
QUESTIONS = "insight"
QUESTION_EVERY = timedelta(seconds=65)
"""LINE answers 60 questions an hour about statistics; one at a time never comes near that."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def reserve(session: Session, kind: SendingKind, recipients: int, *, choices: Choices, now: datetime) -> bool:
    """Take the next slot if it is free, for as long as this call needs."""
    name, interval = _name(kind, choices), _interval(kind)
    moment, cost = _microseconds(now), _cost(kind, recipients, choices)
    _begin(session, name, moment)
    slack, beyond = _slack(interval, choices), Pace.free_from > moment + _horizon(kind, choices)
    begins = case((or_(Pace.free_from < moment, beyond), moment), else_=Pace.free_from)
    take = (
        update(Pace)
        .where(Pace.name == name, or_(Pace.free_from <= moment + slack, beyond))
        .values(free_from=begins + cost)
        .returning(Pace.free_from)
        .execution_options(synchronize_session=False)
    )
    return session.scalar(take) is not None


def free_at(session: Session, kind: SendingKind, *, choices: Choices, now: datetime) -> datetime:
    """Give the moment from which the next slot may be taken; one long past where nobody took any."""
    free = session.scalar(select(Pace.free_from).where(Pace.name == _name(kind, choices)))
    if free is None or free > _microseconds(now) + _horizon(kind, choices):
        return _EPOCH
    return _instant(free - _slack(_interval(kind), choices))


def may_ask(session: Session, *, now: datetime) -> bool:
    """Take the slot of one question about statistics, if it is free."""
    moment = _microseconds(now)
    _begin(session, QUESTIONS, moment)
    beyond = Pace.free_from > _microseconds(now + LONGEST_WAIT + QUESTION_EVERY)
    take = (
        update(Pace)
        .where(Pace.name == QUESTIONS, or_(Pace.free_from <= moment, beyond))
        .values(free_from=_microseconds(now + QUESTION_EVERY))
        .returning(Pace.free_from)
        .execution_options(synchronize_session=False)
    )
    return session.scalar(take) is not None


def slow_down(session: Session, *, by: timedelta, now: datetime) -> None:
    """Let nobody call for a while, whatever the kind: LINE asked for it, or does not let us in."""
    until = _microseconds(now + by)
    for name in (SHARED, *SendingKind):
        _begin(session, name, 0)
    session.execute(select(Pace.name).order_by(Pace.name).with_for_update())  # two at once: in one order
    session.execute(
        update(Pace)
        .values(free_from=case((Pace.free_from < until, until), else_=Pace.free_from))
        .execution_options(synchronize_session=False)
    )


def _begin(session: Session, name: str, moment: int) -> None:
    """Make the row on first use."""
    known = select(func.count()).select_from(Pace).where(Pace.name == name)
    if not session.scalar(known):
        base.insert_new(session, Pace, [{"name": name, "free_from": moment}], ["name"])


def _name(kind: SendingKind, choices: Choices) -> str:
    return SHARED if choices.pace_per_minute else kind.value


def _interval(kind: SendingKind) -> int:
    return SECOND // CALLS_PER_SECOND[kind]


def _slack(interval: int, choices: Choices) -> int:
    return 0 if choices.pace_per_minute else AHEAD * interval


def _cost(kind: SendingKind, recipients: int, choices: Choices) -> int:
    """Microseconds that this call takes up; the shop's pace is counted in people, LINE's in calls."""
    if not choices.pace_per_minute:
        return _interval(kind)
    return max(_interval(kind), recipients * 60 * SECOND // choices.pace_per_minute)


def _horizon(kind: SendingKind, choices: Choices) -> int:
    """Microseconds beyond which no slot is taken: one that is was left by a wrong clock or another pace."""
    longest = max(_cost(kind, FULL_CALL, choices), LONGEST_WAIT // timedelta(microseconds=1))
    return longest + _slack(_interval(kind), choices)


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _instant(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)
