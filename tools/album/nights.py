"""`python -m tools.album.nights LOOK`: one of the scheduler's looks, as of a night that is over."""

import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import parts
from scheduler.expiry_letters import tell_of_expiry
from scheduler.sleeping import see_to_sleepers

LOOKS = {"sleepers": see_to_sleepers, "expiry": tell_of_expiry}
NIGHTS_AGO, HOUR = 2, 4
"""A night of before the shop was there, so that nobody did its work yet; what it posts goes out at once."""


def main() -> None:
    """Do that night's work on the shop of the environment."""
    shop = parts.build(parts.read())
    night = _night(shop.clock())
    LOOKS[sys.argv[1]](shop.sessions, lambda: night, shop.vault)


def _night(now: datetime) -> datetime:
    there = now.astimezone(ZoneInfo("Asia/Tokyo")) - timedelta(days=NIGHTS_AGO)
    return there.replace(hour=HOUR)


if __name__ == "__main__":
    main()
