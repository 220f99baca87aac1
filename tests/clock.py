"""The time in tests: one fixed instant, and a clock that moves only when a test says so."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

JAPAN = ZoneInfo("Asia/Tokyo")
NOW = datetime(2026, 12, 1, 12, 0, tzinfo=JAPAN).astimezone(UTC)


@dataclass
class Clock:
    """Answers the same instant until it is set or moved on; handed to whatever asks for the time."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def set(self, instant: datetime) -> None:
        """Jump to an instant, forward or back; naive ones are refused, for they name no instant."""
        if instant.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        self.now = instant.astimezone(UTC)

    def advance(
        self,
        by: timedelta | None = None,
        *,
        days: float = 0,
        hours: float = 0,
        minutes: float = 0,
        seconds: float = 0,
    ) -> datetime:
        """Let time pass, and answer the new now."""
        self.now += by or timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        return self.now


def in_japan(year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    """A moment as a clock on a wall in Japan shows it, in UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=JAPAN).astimezone(UTC)
