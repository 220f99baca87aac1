"""Pace: one shared slot for all processes, reserved in one statement (generic cell rate algorithm)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, bindparam, case, or_, select, update
from sqlalchemy.orm import Session

from models import writes
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
SPREAD = 50_000
"""Microseconds over which slots are taken at once: a call begins at most so long after its claim."""
_FREE = select(Pace.free_from).where(Pace.name == bindparam("name"))
QUESTIONS = "insight"
QUESTION_EVERY = timedelta(seconds=65)
"""LINE answers 60 questions an hour about statistics; one at a time never comes near that."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def reserve(session: Session, kind: SendingKind, recipients: int, *, choices: Choices, now: datetime) -> bool:
    """Take the next slot if it is free, for as long as this call needs."""
    return bool(take(session, kind, [recipients], choices=choices, now=now))


def take(
    session: Session, kind: SendingKind, sizes: Sequence[int], *, choices: Choices, now: datetime
) -> list[datetime]:
    """Take slots one after the other, for calls of so many recipients each, and tell when each may begin.

    None where the next slot is not free yet, else at least one, and all that begin within SPREAD.
    """
    moment, costs = _microseconds(now), [_cost(kind, size, choices) for size in sizes]
    name, slack = _name(kind, choices), _slack(_interval(kind), choices)
    beyond = moment + _horizon(kind, choices)
    begins = _begin(session, name, moment, beyond=beyond)
    ahead = [sum(costs[:place]) for place in range(len(costs))]
    count = sum(begins + offset <= moment + max(SPREAD, slack) for offset in ahead) or 1
    given = {"slot": name, "moment": moment, "slack": slack, "beyond": beyond, "cost": sum(costs[:count])}
    free_from = session.scalar(_take(), given)
    if free_from is None:
        return []
    first = free_from - given["cost"] - slack
    return [_instant(max(first + offset, moment)) for offset in ahead[:count]]


@cache
def _take() -> Any:
    moment, slack, beyond, cost = (
        bindparam(name, type_=BigInteger) for name in ("moment", "slack", "beyond", "cost")
    )
    is_beyond = Pace.free_from > beyond
    begins = case((or_(Pace.free_from < moment, is_beyond), moment), else_=Pace.free_from)
    return (
        update(Pace)
        .where(Pace.name == bindparam("slot"), or_(Pace.free_from <= moment + slack, is_beyond))
        .values(free_from=begins + cost)
        .returning(Pace.free_from)
        .execution_options(synchronize_session=False)
    )


def room(kind: SendingKind, choices: Choices) -> int:
    """Tell how many of the largest calls of this kind begin within SPREAD; at least one."""
    largest = FULL_CALL if kind is SendingKind.MULTICAST else 1
    return max(1, SPREAD // _cost(kind, largest, choices))


def free_at(session: Session, kind: SendingKind, *, choices: Choices, now: datetime) -> datetime:
    """Give the moment from which the next slot may be taken; one long past where nobody took any."""
    free = session.scalar(_FREE, {"name": _name(kind, choices)})
    if free is None or free > _microseconds(now) + _horizon(kind, choices):
        return _EPOCH
    return _instant(free - _slack(_interval(kind), choices))


def may_ask(session: Session, *, now: datetime) -> bool:
    """Take the slot of one question about statistics, if it is free."""
    moment = _microseconds(now)
    _begin(session, QUESTIONS, moment, beyond=moment)
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
        _begin(session, name, 0, beyond=until)
    session.execute(select(Pace.name).order_by(Pace.name).with_for_update())  # two at once: in one order
    session.execute(
        update(Pace)
        .values(free_from=case((Pace.free_from < until, until), else_=Pace.free_from))
        .execution_options(synchronize_session=False)
    )


def _begin(session: Session, name: str, moment: int, *, beyond: int) -> int:
    """Give the moment from which the next slot can be taken; make the row on first use."""
    free = session.scalar(_FREE, {"name": name})
    if free is None:
        writes.insert_new(session, Pace, [{"name": name, "free_from": moment}], ["name"])
    return moment if free is None or free > beyond else max(free, moment)


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
