"""Behind the talk: the shop's command line, its database, the hours that pass, and LINE's bad moments."""

import contextlib
import sqlite3
import time

from tools import demo
from tools.album.line import Line
from tools.album.shop import Shop
from tools.packages import PYTHON

TOO_LATE = 120.0
"""Seconds within which the bot has given an answer up: LINE takes it for one minute."""
IS_UNANSWERED = "SELECT state = 'unanswered' FROM inbox_events ORDER BY received_at DESC LIMIT 1"
NEWEST_MEMBER = "UPDATE members SET last_seen_at = ? WHERE id = (SELECT max(id) FROM members)"


class Backstage:
    """The hands that nobody sees."""

    def __init__(self, shop: Shop, line: Line) -> None:
        self.shop, self.line = shop, line

    def operates(self, words: str) -> None:
        """Let the shop do something at its own command line."""
        self._run("flask", "--app", "app", *words.split())

    def damages(self, statement: str) -> None:
        """Spoil a row, so that something goes wrong in earnest."""
        self._ask_database(statement)

    def arranges(self, statement: str) -> None:
        """Let time or the shop have changed a row."""
        self._ask_database(statement)

    def sleeps(self, since: str) -> None:
        """Let the newest member have been here last on that day."""
        self._ask_database(NEWEST_MEMBER, f"{since} 00:00:00.000000")

    def passes_a_night(self, look: str) -> None:
        """Let a night pass, in which the scheduler looks for members who sleep, or whose points expire."""
        self._run("tools.album.nights", look)

    def holds_back(self, _words: str) -> None:
        """Let LINE take no answers for now."""
        self.line.refuse_replies(is_refusing=True)

    def lets_go(self, _words: str) -> None:
        """Let LINE take answers again, once the newest has come too late."""
        deadline = time.monotonic() + TOO_LATE
        while not self._ask_database(IS_UNANSWERED):
            if time.monotonic() > deadline:
                raise RuntimeError("no answer came too late")
            time.sleep(1)
        self.line.refuse_replies(is_refusing=False)

    def _run(self, *words: str) -> None:
        demo.output([PYTHON, "-m", *words], self.shop.environment)

    def _ask_database(self, statement: str, *values: str) -> int:
        """Run one statement, and give the number that it answers."""
        file = self.shop.environment["DATABASE_URL"].removeprefix("sqlite:///")
        with contextlib.closing(sqlite3.connect(file, timeout=30)) as connection, connection:
            row = connection.execute(statement, values).fetchone()
        return int(row[0]) if row else 0
