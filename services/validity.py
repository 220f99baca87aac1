"""Validity: the last moment at which something may still be said."""

from datetime import datetime, time, timedelta

from services import japan
from services.errors import RuleError

EVENING = time(20, 59)
"""Japan time; quiet hours usually begin a minute later."""
SHORTEST = timedelta(minutes=1)
GRACE = timedelta(minutes=1)
"""A form knows only whole minutes."""


class AnnouncementPast(RuleError):
    """The time chosen has gone by."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(moment)
        self.moment = moment


class ValidityTooShort(RuleError):
    """The last moment leaves no time to send."""

    def __init__(self, until: datetime, earliest: datetime) -> None:
        super().__init__(until, earliest)
        self.until, self.earliest = until, earliest


def default_end(start: datetime) -> datetime:
    """Give that Japan day's 20:59, or 24 hours later where less than an hour is left until then."""
    evening = datetime.combine(japan.day(start), EVENING, japan.ZONE)
    return evening if evening - start >= timedelta(hours=1) else start + timedelta(days=1)


def between(at: datetime | None, until: datetime | None, *, now: datetime) -> tuple[datetime, datetime]:
    """Give first and last moment of an announcement; raise AnnouncementPast or ValidityTooShort."""
    if at is not None and at < now - GRACE:
        raise AnnouncementPast(at)
    start = max(at or now, now)
    end = until or default_end(start)
    if end <= now:
        raise AnnouncementPast(end)
    if end < start + SHORTEST:
        raise ValidityTooShort(end, start + SHORTEST)
    return start, end
