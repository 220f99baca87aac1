"""Cuts: one slice of what is past its time, taken out by the order of keys."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.settings import Choices

MARGIN = timedelta(days=1)
"""The database judges by its own clock whether a line is old enough; nothing is lost by waiting a day."""


class Cut(NamedTuple):
    """What one slice did: how much went, how far it came, and whether the night's work is done."""

    removed: int
    bookmark: int
    is_last: bool


class Work(Protocol):
    """Takes one slice out; `after` is the bookmark of the slice before, 0 at first."""

    def __call__(
        self, session: Session, *, now: datetime, after: int, limit: int, choices: Choices
    ) -> Cut: ...


def years_ago(now: datetime, years: int) -> datetime:
    """Give the moment so many years ago, a day earlier still."""
    first_of_march = now.month == 2 and now.day == 29
    then = (
        now.replace(year=now.year - years, day=28) if first_of_march else now.replace(year=now.year - years)
    )
    return then - MARGIN


def until_fewer(work: Callable[..., int]) -> Work:
    """Make a cut of a rule that gives how many rows it dealt with, and less than `limit` at the end."""

    def cut(session: Session, *, now: datetime, after: int, limit: int, **_more: object) -> Cut:
        done = work(session, now=now, limit=limit)
        return Cut(done, after, done < limit)

    return cut


def rows(
    key: InstrumentedAttribute[Any], is_over: Callable[[datetime, Choices], ColumnElement[bool]]
) -> Work:
    """Make a cut that deletes the rows of one table that are past their time."""

    def cut(session: Session, *, now: datetime, after: int, limit: int, choices: Choices) -> Cut:
        old = select(key).where(is_over(now, choices)).limit(limit)
        gone = delete(key.class_).where(key.in_(old.scalar_subquery())).returning(key)
        removed = len(session.scalars(gone.execution_options(synchronize_session=False)).all())
        return Cut(removed, after, removed < limit)

    return cut
