"""The month: what is scheduled, what went, holidays, and the days on which nothing is said."""

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

import jpholiday
from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from admin import pages, repeats, reports, speech
from admin.parts import Visit
from admin.roles import MARKETING, allowed
from models.announcements import Announcement
from services import japan
from services import repeats as rules

WEEKS = calendar.Calendar(firstweekday=6)
"""Sunday first, as calendars in Japan are."""


@dataclass(frozen=True)
class Day:
    """One field of the month."""

    date: date
    is_of_month: bool
    is_today: bool
    holiday: str | None
    said: list[tuple[str, Announcement]]
    """Each with the time at which it begins, as a clock in Japan shows it."""

    @property
    def is_red(self) -> bool:
        return self.holiday is not None or self.date.weekday() == 6

    @property
    def is_blue(self) -> bool:
        return not self.is_red and self.date.weekday() == 5


@allowed(*MARKETING)
def show(visit: Visit) -> ResponseReturnValue:
    first = _month(request.args.get("month", ""), japan.day(visit.now))
    names = repeats.weekdays()
    return pages.show(
        "calendar.html",
        visit,
        first=first,
        before=_written(first - timedelta(days=1)),
        after=_written(first + timedelta(days=32)),
        weekdays=[names[6], *names[:6]],
        weeks=weeks(visit, first),
        states=reports.states(),
        rules=[(rule, repeats.rhythm_of(rule)) for rule in rules.everything(visit.session)],
    )


def weeks(visit: Visit, first: date) -> list[list[Day]]:
    """Give the weeks that the month touches, each of seven days."""
    shown = WEEKS.monthdatescalendar(first.year, first.month)
    said = _said(visit, shown[0][0], shown[-1][-1])
    today = japan.day(visit.now)
    return [
        [Day(day, day.month == first.month, day == today, holiday(day), said[day]) for day in week]
        for week in shown
    ]


def holiday(day: date) -> str | None:
    """Name a public holiday of Japan: the law's name, in Japanese; in English that it is one."""
    name: str | None = jpholiday.is_holiday_name(day)
    return name if name is None or speech.language() == "ja" else f"Holiday ({name})"


def _said(visit: Visit, first: date, last: date) -> defaultdict[date, list[tuple[str, Announcement]]]:
    begins = Announcement.scheduled_at
    rows = select(Announcement).where(begins >= japan.start_of(first), begins < japan.end_of(last))
    by_day = defaultdict[date, list[tuple[str, Announcement]]](list)
    for found in visit.session.scalars(rows.order_by(begins, Announcement.id)):
        if found.scheduled_at is not None:
            moment = found.scheduled_at
            by_day[japan.day(moment)].append((f"{japan.clock(moment):%H:%M}", found))
    return by_day


def _month(written: str, today: date) -> date:
    """Read `2026-12`; whatever else is asked for is this month."""
    try:
        return date.fromisoformat(f"{written}-01")
    except ValueError:
        return today.replace(day=1)


def _written(day: date) -> str:
    return f"{day:%Y-%m}"
