"""Watches a shop's own database: how long its transactions are open, by a clock on which it is noon."""

import time
from datetime import datetime, timedelta

import sqlalchemy as sa

import parts
from services import japan


def noon() -> timedelta:
    """How far this clock is ahead of the real one: it is noon in Japan, for nothing goes out at night."""
    now = parts.now().astimezone(japan.ZONE)
    return now.replace(hour=12, minute=0, second=0, microsecond=0) - now


class Clock:
    """A clock that began at noon."""

    def __init__(self) -> None:
        self._ahead = noon()

    def __call__(self) -> datetime:
        return parts.now() + self._ahead


class Watch:
    """Times the transactions of an engine, from BEGIN until the commit has returned, in milliseconds."""

    def __init__(self, engine: sa.Engine) -> None:
        self.longest, self.count = 0.0, 0
        sa.event.listen(engine, "begin", self._begin)
        sa.event.listen(engine, "commit", self._commit)

    def _begin(self, connection: sa.Connection) -> None:
        connection.info["begun"] = time.monotonic()

    def _commit(self, connection: sa.Connection) -> None:
        # The event comes before the commit itself, so that is done here and done again for nothing.
        connection.connection.commit()
        self.count += 1
        self.longest = max(self.longest, (time.monotonic() - connection.info["begun"]) * 1000)
