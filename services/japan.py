"""Japan time: what day a customer calls today, and when that day ends."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Tokyo")
NIGHT = time(3, 0)
"""Japan time from which the night's work of a day is done, or caught up."""


def day(moment: datetime) -> date:
    """Give the calendar day in Japan."""
    return moment.astimezone(ZONE).date()


def clock(moment: datetime) -> time:
    """Give the time of day in Japan, to the minute."""
    return moment.astimezone(ZONE).time().replace(second=0, microsecond=0)


def start_of(day: date) -> datetime:
    """Give the first moment of a day in Japan, as UTC."""
    return datetime.combine(day, time(), ZONE).astimezone(UTC)


def end_of(day: date) -> datetime:
    """Give the moment at which the day is over (the next one's first), so that the last day is included."""
    return start_of(day + timedelta(days=1))


def last_day(end: datetime) -> date:
    """Give the last good day of something that ends at `end`."""
    return day(end - timedelta(microseconds=1))
