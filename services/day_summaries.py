"""A day of points in figures: what was given, used and taken back, by whom, the unusual first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.points import EntryKind, PointsEntry
from services import japan

SHOWN = (EntryKind.PURCHASE, EntryKind.GRANT, EntryKind.SPEND, EntryKind.REVERSAL)
BACK = 28
"""Days before it with which a day is compared."""
TIMES, LEAST, UNDONE = 3, 1_000, 3
"""Unusual: so many times one's own average day, and so many points at least; or so many lines undone."""


class Sum(NamedTuple):
    """So many lines, so many points, whichever way they went."""

    lines: int
    points: int


@dataclass(frozen=True)
class Deed:
    """What one person did of one kind."""

    staff_id: int
    kind: EntryKind
    sum: Sum
    usual: int
    """Points on an average day of theirs on which they did it; 0: never before."""

    @property
    def is_unusual(self) -> bool:
        if self.kind == EntryKind.REVERSAL and self.sum.lines >= UNDONE:
            return True
        is_new = not self.usual and self.kind != EntryKind.GRANT
        return not is_new and self.sum.points >= LEAST and self.sum.points > TIMES * self.usual


@dataclass(frozen=True)
class Summary:
    """One day."""

    day: date
    totals: Mapping[EntryKind, Sum]
    """Of everything, whoever did it."""
    deeds: Sequence[Deed]
    """Of staff, the unusual first, then the largest."""


def yesterday(session: Session, *, now: datetime) -> Summary:
    """Sum up the day before today, Japan time."""
    return of(session, japan.day(now) - timedelta(days=1))


def of(session: Session, day: date) -> Summary:
    """Sum up one day."""
    usual = _usual(session, day)
    deeds = [
        Deed(staff_id, kind, found, usual.get((staff_id, kind), 0))
        for (staff_id, kind), found in _by_person(session, day).items()
    ]
    ordered = sorted(deeds, key=lambda deed: (not deed.is_unusual, -deed.sum.points, deed.staff_id))
    return Summary(day, _totals(session, day), ordered)


def _totals(session: Session, day: date) -> dict[EntryKind, Sum]:
    size = func.sum(func.abs(PointsEntry.amount))
    lines = select(PointsEntry.kind, func.count(), size).where(*_within(day))
    return {
        kind: Sum(int(n), int(total)) for kind, n, total in session.execute(lines.group_by(PointsEntry.kind))
    }


def _by_person(session: Session, day: date) -> dict[tuple[int, EntryKind], Sum]:
    size = func.sum(func.abs(PointsEntry.amount))
    lines = select(PointsEntry.staff_id, PointsEntry.kind, func.count(), size).where(
        PointsEntry.staff_id.is_not(None), PointsEntry.kind.in_(SHOWN), *_within(day)
    )
    rows = session.execute(lines.group_by(PointsEntry.staff_id, PointsEntry.kind))
    return {
        (staff_id, kind): Sum(int(n), int(total)) for staff_id, kind, n, total in rows if staff_id is not None
    }


def _usual(session: Session, day: date) -> dict[tuple[int, EntryKind], int]:
    """Give each person's average day, of those on which they did it."""
    sums: dict[tuple[int, EntryKind], list[int]] = {}
    for back in range(1, BACK + 1):
        for deed, found in _by_person(session, day - timedelta(days=back)).items():
            sums.setdefault(deed, []).append(found.points)
    return {deed: sum(points) // len(points) for deed, points in sums.items()}


def _within(day: date) -> tuple[ColumnElement[bool], ...]:
    return PointsEntry.created_at >= japan.start_of(day), PointsEntry.created_at < japan.end_of(day)
